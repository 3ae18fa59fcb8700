//! A record as a typed struct that borrows its texts: what an engineer would write down from the list of facts.

use serde::Deserialize;

use crate::values::{Choice, Day, Money, Set, Tenths, Thousandths};

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident { $($choice:ident = $key:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        #[repr(u8)]
        pub enum $name { $(#[serde(rename = $key)] $choice),+ }

        impl Choice for $name {
            fn number(self) -> u8 {
                self as u8
            }
        }
    )+};
}

choices! {
    /// 企业规模
    Scale { Large = "large", Medium = "medium", Small = "small", Micro = "micro" }
    /// 资质等级
    Qualification { First = "first", Second = "second", Third = "third", None = "none" }
    /// 经营场所
    Premises { Owned = "owned", LongLease = "long_lease", ShortLease = "short_lease", None = "none" }
    /// 信息系统
    System { Finance = "finance", Customer = "customer", Stock = "stock", Backup = "backup" }
    /// 诚信制度
    IntegrityPolicy { Implemented = "implemented", Written = "written", None = "none" }
    /// 管理制度
    Policy { Contract = "contract", Finance = "finance", Quality = "quality", Privacy = "privacy", Complaint = "complaint" }
    /// 体系认证
    Certificate { Quality = "quality", Environment = "environment", Safety = "safety", Information = "information" }
    /// 质量保证期
    Warranty { FiveYears = "five_years", ThreeYears = "three_years", OneYear = "one_year", None = "none" }
    /// 环境信用
    Environment { Green = "green", Blue = "blue", Yellow = "yellow", Red = "red" }
    /// 纳税信用
    TaxGrade { A = "A", B = "B", M = "M", C = "C", D = "D" }
    /// 处罚种类
    PenaltyKind {
        Warning = "warning", Fine = "fine", Confiscation = "confiscation", Shutdown = "shutdown", Revocation = "revocation",
    }
    /// 荣誉级别
    HonorLevel { National = "national", Provincial = "provincial", City = "city", District = "district" }
}

/// 行政处罚
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty<'a> {
    pub number: &'a str,
    pub kind: PenaltyKind,
    pub amount: Money,
    pub decided_on: Day,
    pub repaired_on: Option<Day>,
}

/// 荣誉
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Honor<'a> {
    pub title: &'a str,
    pub level: HonorLevel,
    pub rank: u32,
    pub awarded_on: Day,
}

/// An applicant, all facts given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant<'a> {
    pub name: &'a str,
    pub code: &'a str,
    pub legal_person: bool,
    pub established_on: Day,
    pub registered_capital: Money,
    pub scale: Scale,
    pub qualification: Qualification,
    pub fraud_found: bool,
    pub blacklisted: bool,
    pub major_accident: bool,
    pub staff: u32,
    pub seniors: u32,
    pub certified_staff: u32,
    pub certifiable_staff: u32,
    pub research_staff: u32,
    pub training_hours: Tenths,
    pub contracted_staff: u32,
    pub insurable_staff: u32,
    pub insured_staff: u32,
    pub disabled_staff: u32,
    pub levy_paid: bool,
    pub revenue: Money,
    pub previous_revenue: Money,
    pub assets: Money,
    pub liabilities: Money,
    pub research_expense: Money,
    pub cash_flow: Money,
    pub safety_expense: Money,
    pub tax_paid: Money,
    pub tax_arrears: Money,
    pub donations: Money,
    pub premises: Premises,
    pub floor_area: u32,
    pub systems: Set<System>,
    pub integrity_policy: IntegrityPolicy,
    pub credit_officer: bool,
    pub policies: Set<Policy>,
    pub internal_audits: u32,
    pub contracts_due: u32,
    pub contracts_fulfilled: u32,
    pub written_rate: Thousandths,
    pub contract_value: Money,
    pub breaches: u32,
    pub invoices: u32,
    pub invoices_paid_on_time: u32,
    pub satisfaction: Tenths,
    pub complaints: u32,
    pub complaints_closed: u32,
    pub response_hours: Tenths,
    pub outlets: u32,
    pub invention_patents: u32,
    pub utility_patents: u32,
    pub standards_led: u32,
    pub standards_joined: u32,
    pub high_tech: bool,
    pub tested_batches: u32,
    pub passed_batches: u32,
    pub certificates: Set<Certificate>,
    pub quality_incidents: u32,
    pub rework_rate: Thousandths,
    pub warranty: Warranty,
    pub hazards_found: u32,
    pub hazards_fixed: u32,
    pub last_accident_on: Option<Day>,
    pub drills: u32,
    pub environment_grade: Environment,
    pub energy_saving: Thousandths,
    pub recycling_rate: Thousandths,
    pub inspections: u32,
    pub inspections_passed: u32,
    pub tax_grade: TaxGrade,
    pub overdue_loans: u32,
    pub unperformed_judgments: u32,
    pub credit_report_on: Day,
    pub volunteer_hours: u32,
    pub pledged: bool,
    pub pledge_year: u32,
    #[serde(borrow)]
    pub penalties: Vec<Penalty<'a>>,
    #[serde(borrow)]
    pub honors: Vec<Honor<'a>>,
}
