//! The reference rules as a Rust function written by hand, for speed: points in thousandths, tables as counted bounds.

use std::num::NonZeroU32;

use crate::applicant::{Applicant, HonorLevel, PenaltyKind, TaxGrade};
use crate::values::{Day, Money, Set};

/// How many leaf indicators.
pub const LEAVES: usize = 63;

/// The codes of the leaf indicators, in the order of the rules.
pub const CODES: [&str; LEAVES] = [
    "A1-1", "A1-2", "A1-3", "A1-4", "A2-1", "A2-2", "A2-3", "A2-4", "A3-1", "A3-2", "A3-3", "A3-4", "A3-5", "A4-1",
    "A4-2", "A4-3", "B1-1", "B1-2", "B1-3", "B1-4", "B2-1", "B2-2", "B2-3", "B2-4", "B2-5", "B3-1", "B3-2", "B3-3",
    "B3-4", "B4-1", "B4-2", "B4-3", "B4-4", "C1-1", "C1-2", "C1-3", "C1-4", "C1-5", "C2-1", "C2-2", "C2-3", "C2-4",
    "C3-1", "C3-2", "C3-3", "D1-1", "D1-2", "D1-3", "D1-4", "D2-1", "D2-2", "D2-3", "D2-4", "D3-1", "D3-2", "D3-3",
    "E1-1", "E1-2", "E1-3", "E1-4", "E2-1", "E2-2", "E2-3",
];

/// The codes of the conditions, in the order of the rules.
pub const CONDITIONS: [&str; 10] = ["T1", "T2", "T3", "T4", "T5", "T6", "V1", "V2", "V3", "V4"];

/// 结论
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Verdict {
    /// 不符合条件
    #[default]
    NotEligible,
    /// 未达线
    BelowMark,
    /// 进入专家评审
    ToExperts,
}

/// What comes of one applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The score of each leaf, in thousandths of a point.
    pub scores: [i32; LEAVES],
    /// The row of each leaf's table that was taken, from 0; of an award 1 where it was given; else 0.
    pub branches: [u8; LEAVES],
    /// One bit for each condition that is met, the first the lowest.
    pub conditions: u16,
    /// The total before rounding, in thousandths.
    pub total: i32,
    /// The verdict.
    pub verdict: Verdict,
}

impl Default for Scored {
    fn default() -> Self {
        Self { scores: [0; LEAVES], branches: [0; LEAVES], conditions: 0, total: 0, verdict: Verdict::default() }
    }
}

/// What the as-of date makes of periods: the last day whose period has run out. Worked out once for all applicants.
#[derive(Clone, Copy, Debug)]
pub struct Cuts {
    years_1: Day,
    years_2: Day,
    years_3: Day,
    years_5: Day,
    years_10: Day,
    months_3: Day,
    months_6: Day,
    last_year: u32,
}

impl Cuts {
    /// As of a day that is the last of its month, which all periods back then end on.
    pub fn at_end_of_month(year: u32, month: u32, day: u32) -> Self {
        let back = |months: u32| {
            let count = year * 12 + (month - 1) - months;
            let (year, month) = (count / 12, count % 12 + 1);
            let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            let longest = match month {
                2 => 28 + u32::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            Day(NonZeroU32::new(year * 10_000 + month * 100 + day.min(longest)).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            years_1: back(12),
            years_2: back(24),
            years_3: back(36),
            years_5: back(60),
            years_10: back(120),
            months_3: back(3),
            months_6: back(6),
            last_year: year - 1,
        }
    }
}

const fn yuan(amount: i64) -> Money {
    Money(amount * 100)
}

const fn wan(amount: i64) -> Money {
    Money(amount * 1_000_000)
}

/// How many of the bounds a value is below: the row of a table from the highest range to the lowest.
#[inline(always)]
fn below<T: PartialOrd + Copy, const N: usize>(value: T, bounds: [T; N]) -> usize {
    bounds.iter().map(|&bound| usize::from(value < bound)).sum()
}

/// How many of the bounds a value is above: the row of a table from the lowest range to the highest.
#[inline(always)]
fn above<T: PartialOrd + Copy, const N: usize>(value: T, bounds: [T; N]) -> usize {
    bounds.iter().map(|&bound| usize::from(value > bound)).sum()
}

/// The same of a quotient, against bounds in thousandths, without dividing.
#[inline(always)]
fn share_below<const N: usize>(part: i64, whole: i64, bounds: [i64; N]) -> usize {
    let part = part * 1000;
    bounds.iter().map(|&bound| usize::from(part < whole * bound)).sum()
}

#[inline(always)]
fn share_above<const N: usize>(part: i64, whole: i64, bounds: [i64; N]) -> usize {
    let part = part * 1000;
    bounds.iter().map(|&bound| usize::from(part > whole * bound)).sum()
}

/// Steps of a percentage point that a quotient is short of `percent`, a started step counted.
#[inline(always)]
fn points_short(part: u32, whole: u32, percent: u32) -> i32 {
    let short = (u64::from(whole) * u64::from(percent)).saturating_sub(u64::from(part) * 100);
    short.div_ceil(u64::from(whole)) as i32
}

#[inline(always)]
fn each(count: u32, points: i32, cap: i32) -> i32 {
    (count.min(1_000) as i32 * points).min(cap)
}

/// Where the results of leaf after leaf go.
struct Sheet<'a> {
    to: &'a mut Scored,
    total: i32,
}

impl Sheet<'_> {
    #[inline(always)]
    fn put(&mut self, leaf: usize, branch: usize, score: i32) {
        self.to.scores[leaf] = score;
        self.to.branches[leaf] = branch as u8;
        self.total += score;
    }

    #[inline(always)]
    fn row<const N: usize>(&mut self, leaf: usize, row: usize, points: [i32; N]) {
        self.put(leaf, row, points[row.min(N - 1)]);
    }

    #[inline(always)]
    fn award(&mut self, leaf: usize, holds: bool, points: i32) {
        self.put(leaf, usize::from(holds), if holds { points } else { 0 });
    }
}

/// What the records of the two lists come to, each list gone over once.
#[derive(Default)]
struct Counted {
    deducted: i32,
    deducted_last_year: i32,
    fines: i64,
    revoked: bool,
    honors: i32,
    high_honors: usize,
}

#[inline(always)]
fn counted(applicant: &Applicant<'_>, cuts: &Cuts) -> Counted {
    let mut counted = Counted::default();
    for penalty in &applicant.penalties {
        if penalty.decided_on <= cuts.years_3 {
            continue;
        }
        let points = [200, 600, 1000, 2000, 4000][penalty.kind as usize];
        counted.deducted += if penalty.repaired_on.is_some() { points / 2 } else { points };
        counted.fines += penalty.amount.0;
        counted.revoked |= penalty.kind == PenaltyKind::Revocation;
        if penalty.decided_on > cuts.years_1 {
            counted.deducted_last_year += [100, 500, 1000][above(penalty.amount, [wan(1), wan(10)])];
        }
    }
    for honor in &applicant.honors {
        if honor.awarded_on > cuts.years_5 {
            counted.honors += [300, 200, 100, 50][honor.level as usize] * [10, 6, 3][above(honor.rank, [1, 3])];
        }
        let high = matches!(honor.level, HonorLevel::National | HonorLevel::Provincial);
        counted.high_honors += usize::from(high && honor.awarded_on > cuts.years_3);
    }
    counted
}

/// Scores an applicant.
pub fn score(applicant: &Applicant<'_>, cuts: &Cuts, to: &mut Scored) {
    let a = applicant;
    let lists = counted(a, cuts);
    let mut sheet = Sheet { to, total: 0 };
    ability(&mut sheet, a, cuts);
    management(&mut sheet, a);
    quality(&mut sheet, a, cuts);
    credit(&mut sheet, a, &lists, cuts);
    society(&mut sheet, a, &lists, cuts);
    let total = sheet.total;
    let met = conditions(a, &lists, cuts);
    to.conditions = met;
    to.total = total;
    // 79.999 is 79.99 after two places, which is below 80 all the same: what is cut off does not matter to the mark.
    to.verdict = match (met == (1 << CONDITIONS.len()) - 1, total >= 80_000) {
        (false, _) => Verdict::NotEligible,
        (true, false) => Verdict::BelowMark,
        (true, true) => Verdict::ToExperts,
    };
}

#[inline(always)]
fn conditions(a: &Applicant<'_>, lists: &Counted, cuts: &Cuts) -> u16 {
    let all = [
        a.legal_person,
        a.established_on <= cuts.years_2,
        a.registered_capital >= wan(50),
        a.tax_grade != TaxGrade::D,
        i64::from(a.insured_staff) * 100 >= i64::from(a.insurable_staff) * 80,
        a.satisfaction.0 >= 600 && a.policies.all(0b11),
        !lists.revoked,
        !a.blacklisted,
        !a.major_accident,
        !a.fraud_found,
    ];
    all.iter().enumerate().map(|(at, &met)| u16::from(met) << at).sum()
}

#[inline(always)]
fn ability(sheet: &mut Sheet<'_>, a: &Applicant<'_>, cuts: &Cuts) {
    let age = above(a.established_on, [cuts.years_10, cuts.years_5, cuts.years_3]);
    sheet.row(0, age, [2000, 1500, 1000, 500]);
    sheet.row(1, below(a.registered_capital, [wan(5000), wan(1000), wan(200)]), [1000, 700, 400, 100]);
    sheet.row(2, a.scale as usize, [1000, 800, 600, 400]);
    sheet.row(3, a.qualification as usize, [2000, 1500, 1000, 0]);
    sheet.row(4, below(a.staff, [300, 100, 50, 20]), [1000, 800, 600, 400, 200]);
    sheet.put(5, 0, each(a.seniors, 200, 1000));
    let certified = share_below(a.certified_staff.into(), a.certifiable_staff.into(), [950, 900, 800]);
    sheet.row(6, certified, [1500, 1200, 800, 0]);
    sheet.put(7, 0, (a.training_hours.0 * 3).min(1500));
    let revenue = below(a.revenue, [wan(10_000), wan(2000), wan(500)]);
    let steps = 1200 + ((a.revenue.0 - wan(2000).0) / wan(1000).0).clamp(0, 8) as i32 * 100;
    sheet.row(8, revenue, [2000, steps, 800, 400]);
    sheet.row(9, share_above(a.liabilities.0, a.assets.0, [500, 700, 850]), [1000, 700, 400, 0]);
    let growth = share_below(a.revenue.0, a.previous_revenue.0, [1200, 1100, 1000, 900]);
    sheet.row(10, growth, [1000, 800, 600, 300, 0]);
    sheet.row(11, share_below(a.research_expense.0, a.revenue.0, [50, 30, 10]), [1000, 700, 400, 100]);
    sheet.row(12, below(a.cash_flow, [wan(100), yuan(0), wan(-50)]), [1000, 600, 300, 0]);
    sheet.row(13, a.premises as usize, [1000, 700, 400, 0]);
    sheet.row(14, below(a.floor_area, [2000, 800, 300, 100]), [1000, 800, 500, 300, 100]);
    sheet.put(15, 0, items(a.systems, 250));
}

#[inline(always)]
fn items<T>(set: Set<T>, points: i32) -> i32 {
    set.count() as i32 * points
}

#[inline(always)]
fn management(sheet: &mut Sheet<'_>, a: &Applicant<'_>) {
    sheet.row(16, a.integrity_policy as usize, [2000, 1000, 0]);
    sheet.award(17, a.credit_officer, 1000);
    sheet.put(18, 0, items(a.policies, 400));
    sheet.row(19, below(a.internal_audits, [2, 1]), [1000, 600, 0]);
    let fulfilled = share_below(a.contracts_fulfilled.into(), a.contracts_due.into(), [990, 900]);
    let short = points_short(a.contracts_fulfilled, a.contracts_due, 99);
    sheet.row(20, fulfilled, [2000, 2000 - short * 100, 0]);
    let written = a.written_rate.0;
    sheet.row(21, below(written, [900, 600]), [1500, 600 + (written - 600) * 3, 0]);
    let value = below(a.contract_value, [wan(5000), wan(1000), wan(300), wan(50)]);
    sheet.row(22, value, [1500, 1200, 800, 400, 100]);
    sheet.row(23, above(a.breaches, [0, 1, 3]), [1000, 600, 300, 0]);
    // Hundredths, half up: two places after the point.
    let (paid, invoices) = (u64::from(a.invoices_paid_on_time), u64::from(a.invoices));
    let paid = (paid * 200 + invoices) / (invoices * 2);
    sheet.put(24, 0, paid.min(100) as i32 * 10);
    sheet.put(25, 0, ((a.satisfaction.0 - 600) * 5).clamp(0, 2000));
    // Without complaints nothing is below: all of them are full points, the first row's.
    let closed = share_below(a.complaints_closed.into(), a.complaints.into(), [950, 850, 700]);
    sheet.row(26, closed, [1000, 700, 400, 0]);
    sheet.row(27, above(a.response_hours.0, [20, 80, 240, 720]), [1000, 800, 500, 200, 0]);
    sheet.put(28, 0, each(a.outlets / 2, 100, 1000));
    sheet.put(29, 0, (each(a.invention_patents, 250, 1000) + each(a.utility_patents, 100, 1000)).min(1000));
    sheet.put(30, 0, (each(a.standards_led, 500, 1000) + each(a.standards_joined, 200, 1000)).min(1000));
    sheet.award(31, a.high_tech, 1000);
    sheet.row(32, share_below(a.research_staff.into(), a.staff.into(), [300, 150, 50]), [1000, 700, 400, 100]);
}

#[inline(always)]
fn quality(sheet: &mut Sheet<'_>, a: &Applicant<'_>, cuts: &Cuts) {
    let passed = share_below(a.passed_batches.into(), a.tested_batches.into(), [1000, 980, 950, 900]);
    sheet.row(33, passed, [2000, 1500, 1000, 500, 0]);
    sheet.put(34, 0, items(a.certificates, 500));
    sheet.row(35, above(a.quality_incidents, [0, 1, 2]), [2000, 1000, 500, 0]);
    sheet.row(36, above(a.rework_rate.0, [10, 30, 50, 100]), [1500, 1200, 800, 300, 0]);
    sheet.row(37, a.warranty as usize, [1500, 1200, 800, 0]);
    let safety = share_below(a.safety_expense.0, a.revenue.0, [20, 15, 10, 5]);
    sheet.row(38, safety, [2000, 1600, 1200, 600, 0]);
    let fixed = share_below(a.hazards_fixed.into(), a.hazards_found.into(), [1000, 800]);
    let short = points_short(a.hazards_fixed, a.hazards_found.max(1), 100);
    sheet.row(39, fixed, [2000, 2000 - short * 100, 0]);
    let accident = match a.last_accident_on {
        Some(day) => above(day, [cuts.years_5, cuts.years_3, cuts.years_1]),
        None => 4,
    };
    sheet.row(40, accident, [1800, 1500, 800, 0, 2000]);
    sheet.row(41, below(a.drills, [4, 2, 1]), [1000, 600, 300, 0]);
    sheet.row(42, a.environment_grade as usize, [2000, 1500, 500, 0]);
    sheet.row(43, below(a.energy_saving.0, [100, 50, 0]), [1000, 700, 400, 0]);
    sheet.put(44, 0, ((a.recycling_rate.0 - 400) * 2).clamp(0, 1000));
}

#[inline(always)]
fn credit(sheet: &mut Sheet<'_>, a: &Applicant<'_>, lists: &Counted, cuts: &Cuts) {
    sheet.put(45, 0, 4000 - lists.deducted.min(3500));
    sheet.put(46, 0, 2000 - lists.deducted_last_year.min(1500));
    sheet.row(47, above(lists.fines, [0, wan(5).0, wan(50).0]), [1500, 1000, 400, 0]);
    let passed = share_below(a.inspections_passed.into(), a.inspections.into(), [1000, 900, 750]);
    sheet.row(48, passed, [1500, 1000, 500, 0]);
    sheet.row(49, a.tax_grade as usize, [3000, 2200, 1800, 800, 0]);
    let steps = 1100 + ((a.tax_paid.0 - wan(100).0) / wan(100).0).clamp(0, 9) as i32 * 100;
    sheet.row(50, below(a.tax_paid, [wan(1000), wan(100), wan(20)]), [2000, steps, 800, 400]);
    let insured = share_below(a.insured_staff.into(), a.insurable_staff.into(), [1000, 950, 900]);
    sheet.row(51, insured, [2000, 1400, 700, 0]);
    sheet.row(52, above(a.tax_arrears, [yuan(0), wan(1)]), [1000, 500, 0]);
    sheet.row(53, above(a.overdue_loans, [0, 1, 3]), [2000, 1200, 500, 0]);
    sheet.put(54, 0, 2000 - each(a.unperformed_judgments, 500, 2000));
    let report = usize::from(a.credit_report_on <= cuts.months_3)
        + usize::from(a.credit_report_on <= cuts.months_6)
        + usize::from(a.credit_report_on <= cuts.years_1);
    sheet.row(55, report, [2000, 1500, 800, 0]);
}

#[inline(always)]
fn society(sheet: &mut Sheet<'_>, a: &Applicant<'_>, lists: &Counted, cuts: &Cuts) {
    sheet.put(56, 0, (a.donations.0 / wan(1).0).min(20) as i32 * 100);
    sheet.put(57, 0, (a.volunteer_hours.min(500) * 4) as i32);
    let contracted = share_below(a.contracted_staff.into(), a.staff.into(), [1000, 980, 950]);
    sheet.row(58, contracted, [2000, 1500, 1000, 0]);
    let disabled = match (a.disabled_staff, a.levy_paid) {
        (3.., true) => 0,
        (1.., _) => 1,
        (0, true) => 2,
        (0, false) => 3,
    };
    sheet.row(59, disabled, [2000, 1400, 800, 0]);
    sheet.put(60, 0, lists.honors.min(4000));
    sheet.row(61, 2 - lists.high_honors.min(2), [1000, 600, 0]);
    let pledged = a.pledged && (cuts.last_year - 2..=cuts.last_year).contains(&a.pledge_year);
    sheet.award(62, pledged, 2000);
}
