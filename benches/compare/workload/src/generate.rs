//! Applicants made up from a seed: JSON lines of 2 to 3 KB, values spread over all rows of all tables, totals about 80.

use std::fmt::Write;

use crate::applicant::Applicant;
use crate::by_hand::{CONDITIONS, Cuts, Scored, score};
use crate::random::Random;

/// How long the two lists are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lists {
    /// 0 to 4 records.
    #[default]
    Short,
    /// Exactly so many.
    Of(usize),
}

/// Applicants one after the other, the same for the same seed.
#[derive(Clone, Debug)]
pub struct Applicants {
    random: Random,
    made: u64,
    /// How long the lists are.
    pub lists: Lists,
    /// Of how many thousandths of the records a few facts are unknown.
    pub unknown: u16,
}

impl Applicants {
    /// Applicants with short lists and all facts given.
    pub fn new(seed: u64) -> Self {
        Self { random: Random::new(seed), made: 0, lists: Lists::Short, unknown: 0 }
    }
}

impl Iterator for Applicants {
    type Item = String;

    /// The next applicant, one line without its end.
    fn next(&mut self) -> Option<String> {
        self.made += 1;
        let mut facts = Facts::of(&mut self.random, self.made, self.lists);
        if self.made.is_multiple_of(50) {
            // Of few applicants the total can be brought to 80: others are made up until it can be done.
            for _ in 0..100 {
                if facts.bring_to_eighty() {
                    break;
                }
                facts = Facts::of(&mut self.random, self.made, self.lists);
            }
        }
        if self.random.happens(self.unknown.into()) {
            facts.forget(&mut self.random);
        }
        Some(facts.line())
    }
}

/// The facts of one applicant, each with its JSON.
struct Facts(Vec<(&'static str, String)>);

const YEAR: i64 = 2023;

impl Facts {
    fn of(random: &mut Random, number: u64, lists: Lists) -> Self {
        let quality = random.between(480, 820);
        let mut made = Made { random, quality, facts: Vec::with_capacity(80) };
        made.enterprise(number);
        made.staff();
        made.finance();
        made.management();
        made.contracts();
        made.quality_and_safety();
        made.credit();
        made.penalties(lists);
        made.honors(lists);
        Self(made.facts)
    }

    /// Sets the hours of voluntary work so that the total is 80 exactly, where they can make up for what is missing.
    fn bring_to_eighty(&mut self) -> bool {
        let line = self.line();
        let Ok(applicant) = serde_json::from_str::<Applicant<'_>>(&line) else { return false };
        let mut scored = Scored::default();
        score(&applicant, &Cuts::at_end_of_month(2023, 10, 31), &mut scored);
        let missing = 80_000 - scored.total;
        let hours = i64::from(applicant.volunteer_hours.min(500)) + i64::from(missing / 4);
        let can = missing % 4 == 0 && (0..=500).contains(&hours) && scored.conditions == (1 << CONDITIONS.len()) - 1;
        if can && let Some((_, value)) = self.0.iter_mut().find(|(key, _)| *key == "volunteer_hours") {
            *value = hours.to_string();
        }
        can
    }

    /// Leaves one to four facts out.
    fn forget(&mut self, random: &mut Random) {
        for _ in 0..random.between(1, 4) {
            let last = i64::try_from(self.0.len()).unwrap_or(1) - 1;
            self.0.remove(usize::try_from(random.between(0, last)).unwrap_or(0));
        }
    }

    fn line(&self) -> String {
        let mut line = String::with_capacity(3000);
        for (at, (key, value)) in self.0.iter().enumerate() {
            let _ = write!(line, "{}\"{key}\":{value}", if at == 0 { '{' } else { ',' });
        }
        line.push('}');
        line
    }
}

/// A record in the making.
struct Made<'a> {
    random: &'a mut Random,
    quality: i64,
    facts: Vec<(&'static str, String)>,
}

impl Made<'_> {
    fn put(&mut self, key: &'static str, value: impl ToString) {
        self.facts.push((key, value.to_string()));
    }

    fn text(&mut self, key: &'static str, value: &str) {
        self.put(key, format!("\"{value}\""));
    }

    fn chance(&mut self, key: &'static str, thousandths: i64) {
        let holds = self.random.happens(thousandths);
        self.put(key, holds);
    }

    /// Yes with the applicant's own chance.
    fn good(&mut self, key: &'static str) {
        self.chance(key, self.quality);
    }

    fn choice(&mut self, key: &'static str, choices: &[&str]) {
        let row = self.random.row(choices.len(), self.quality);
        self.text(key, choices[row]);
    }

    /// A value in one of the ranges, which go from best to worst; every eighth stands on the lower bound.
    fn within(&mut self, ranges: &[(i64, i64)]) -> i64 {
        let (low, high) = ranges[self.random.row(ranges.len(), self.quality)];
        if self.random.happens(125) { low } else { self.random.between(low, high) }
    }

    fn count(&mut self, key: &'static str, ranges: &[(i64, i64)]) -> i64 {
        let count = self.within(ranges);
        self.put(key, count);
        count
    }

    /// So many thousandths of a whole, by ranges.
    fn part(&mut self, key: &'static str, whole: i64, ranges: &[(i64, i64)]) {
        let share = self.within(ranges);
        // Rounded up, so that the row's bound is kept.
        self.put(key, (whole * share + 999) / 1000);
    }

    fn percent(&mut self, key: &'static str, ranges: &[(i64, i64)]) {
        let thousandths = self.within(ranges);
        let sign = if thousandths < 0 { "-" } else { "" };
        let digits = thousandths.abs();
        let tenths = if digits % 10 == 0 { String::new() } else { format!(".{}", digits % 10) };
        self.text(key, &format!("{sign}{}{tenths}%", digits / 10));
    }

    /// Halves, by ranges of half units.
    fn halves(&mut self, key: &'static str, ranges: &[(i64, i64)]) {
        let halves = self.within(ranges);
        self.put(key, if halves % 2 == 0 { (halves / 2).to_string() } else { format!("{}.5", halves / 2) });
    }

    /// Money in yuan, written as people do: with 万元 where it has at most two places so.
    fn money(&mut self, key: &'static str, yuan: i64) {
        let sign = if yuan < 0 { "-" } else { "" };
        let digits = yuan.abs();
        let text = match (digits / 10_000, digits % 10_000) {
            (0, _) => format!("{sign}{digits}元"),
            (wan, 0) => format!("{sign}{wan}万元"),
            (wan, rest) if rest % 1000 == 0 => format!("{sign}{wan}.{}万元", rest / 1000),
            (wan, rest) if rest % 100 == 0 => format!("{sign}{wan}.{:02}万元", rest / 100),
            _ => format!("{sign}{digits}元"),
        };
        self.text(key, &text);
    }

    /// Money by ranges in units of 100 yuan.
    fn hundreds(&mut self, key: &'static str, ranges: &[(i64, i64)]) -> i64 {
        let yuan = self.within(ranges) * 100;
        self.money(key, yuan);
        yuan
    }

    /// A day in the years before the as-of date, by ranges of months back.
    fn day(&mut self, ranges: &[(i64, i64)]) -> String {
        let back = self.within(ranges);
        // The as-of date is the last of October: a day from the first to the last of the month so far back.
        let month = YEAR * 12 + 9 - back;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let longest = match month {
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let day = if self.random.happens(125) { longest } else { self.random.between(1, longest) };
        format!("\"{year}-{month:02}-{day:02}\"")
    }

    fn set(&mut self, key: &'static str, choices: &[&str], often: i64) {
        let random = &mut *self.random;
        let chosen: Vec<String> =
            choices.iter().filter(|_| random.happens(often)).map(|choice| format!("\"{choice}\"")).collect();
        self.put(key, format!("[{}]", chosen.join(",")));
    }

    fn enterprise(&mut self, number: u64) {
        self.text("name", &format!("北京示例服务第{number:07}号有限公司"));
        self.text("code", &format!("EX-{number:012}"));
        self.chance("legal_person", 990);
        let established = self.day(&[(120, 400), (60, 119), (36, 59), (20, 35)]);
        self.put("established_on", established);
        self.hundreds(
            "registered_capital",
            &[(500_000, 3_000_000), (100_000, 499_999), (20_000, 99_999), (4_900, 19_999)],
        );
        self.choice("scale", &["large", "medium", "small", "micro"]);
        self.choice("qualification", &["first", "second", "third", "none"]);
        self.chance("fraud_found", 5);
        self.chance("blacklisted", 10);
        self.chance("major_accident", 10);
    }

    fn staff(&mut self) {
        let staff = self.count("staff", &[(300, 4000), (100, 299), (50, 99), (20, 49), (5, 19)]);
        self.count("seniors", &[(5, 40), (3, 4), (1, 2), (0, 0)]);
        let certifiable = self.random.between(staff / 4 + 1, staff);
        self.part("certified_staff", certifiable, &[(950, 1000), (900, 949), (800, 899), (400, 799)]);
        self.put("certifiable_staff", certifiable);
        self.part("research_staff", staff, &[(300, 700), (150, 299), (50, 149), (0, 49)]);
        self.halves("training_hours", &[(80, 160), (50, 79), (0, 49)]);
        self.part("contracted_staff", staff, &[(1000, 1000), (980, 999), (950, 979), (700, 949)]);
        let insurable = self.random.between(staff / 2 + 1, staff);
        self.put("insurable_staff", insurable);
        self.part("insured_staff", insurable, &[(1000, 1000), (950, 999), (900, 949), (780, 899)]);
        self.count("disabled_staff", &[(3, 20), (1, 2), (0, 0)]);
        self.good("levy_paid");
    }

    fn finance(&mut self) {
        let revenue =
            self.hundreds("revenue", &[(1_000_000, 9_000_000), (200_000, 999_999), (50_000, 199_999), (1_000, 49_999)]);
        let growth = self.within(&[(1200, 1900), (1100, 1199), (1000, 1099), (900, 999), (500, 899)]);
        self.money("previous_revenue", revenue * 1000 / growth / 100 * 100);
        let assets = self.random.between(revenue / 200, revenue / 50) * 100;
        self.money("assets", assets);
        let debt = self.within(&[(100, 500), (501, 700), (701, 850), (851, 1300)]);
        self.money("liabilities", assets / 1000 * debt);
        let research = self.within(&[(50, 200), (30, 49), (10, 29), (0, 9)]);
        self.money("research_expense", revenue / 1000 * research);
        self.hundreds("cash_flow", &[(10_000, 400_000), (0, 9_999), (-5_000, -1), (-90_000, -5_001)]);
        let safety = self.within(&[(20, 90), (15, 19), (10, 14), (5, 9), (0, 4)]);
        self.money("safety_expense", revenue / 1000 * safety);
        self.hundreds("tax_paid", &[(100_000, 900_000), (10_000, 99_999), (2_000, 9_999), (0, 1_999)]);
        self.hundreds("tax_arrears", &[(0, 0), (1, 100), (101, 9_000)]);
        self.hundreds("donations", &[(2_000, 20_000), (1_000, 1_999), (0, 999)]);
    }

    fn management(&mut self) {
        self.choice("premises", &["owned", "long_lease", "short_lease", "none"]);
        self.count("floor_area", &[(2000, 30_000), (800, 1999), (300, 799), (100, 299), (10, 99)]);
        self.set("systems", &["finance", "customer", "stock", "backup"], self.quality + 150);
        self.choice("integrity_policy", &["implemented", "written", "none"]);
        self.good("credit_officer");
        // Two of these are asked for of everybody, so that nearly all have them.
        self.set("policies", &["contract", "finance", "quality", "privacy", "complaint"], self.quality / 8 + 880);
        self.count("internal_audits", &[(2, 6), (1, 1), (0, 0)]);
    }

    fn contracts(&mut self) {
        let due = self.random.between(20, 2000);
        self.put("contracts_due", due);
        self.part("contracts_fulfilled", due, &[(990, 1000), (900, 989), (600, 899)]);
        self.percent("written_rate", &[(900, 1000), (600, 899), (300, 599)]);
        self.hundreds(
            "contract_value",
            &[(500_000, 4_000_000), (100_000, 499_999), (30_000, 99_999), (5_000, 29_999), (0, 4_999)],
        );
        self.count("breaches", &[(0, 0), (1, 1), (2, 3), (4, 12)]);
        let invoices = self.random.between(10, 3000);
        self.put("invoices", invoices);
        self.part("invoices_paid_on_time", invoices, &[(900, 1000), (700, 899), (300, 699)]);
        self.halves("satisfaction", &[(180, 200), (160, 179), (140, 159), (118, 139)]);
        let complaints = self.count("complaints", &[(0, 3), (4, 50), (51, 400)]);
        self.part("complaints_closed", complaints, &[(950, 1000), (850, 949), (700, 849), (200, 699)]);
        self.halves("response_hours", &[(1, 4), (5, 16), (17, 48), (49, 144), (145, 400)]);
        self.count("outlets", &[(20, 90), (10, 19), (0, 9)]);
        self.count("invention_patents", &[(4, 20), (2, 3), (1, 1), (0, 0)]);
        self.count("utility_patents", &[(5, 30), (2, 4), (0, 1)]);
        self.count("standards_led", &[(1, 4), (0, 0)]);
        self.count("standards_joined", &[(2, 6), (1, 1), (0, 0)]);
        self.good("high_tech");
    }

    fn quality_and_safety(&mut self) {
        let tested = self.random.between(5, 400);
        self.put("tested_batches", tested);
        self.part("passed_batches", tested, &[(1000, 1000), (980, 999), (950, 979), (900, 949), (600, 899)]);
        self.set("certificates", &["quality", "environment", "safety", "information"], self.quality + 100);
        self.count("quality_incidents", &[(0, 0), (1, 1), (2, 2), (3, 9)]);
        self.percent("rework_rate", &[(0, 10), (11, 30), (31, 50), (51, 100), (101, 400)]);
        self.choice("warranty", &["five_years", "three_years", "one_year", "none"]);
        let hazards = self.count("hazards_found", &[(0, 2), (3, 30), (31, 200)]);
        self.part("hazards_fixed", hazards, &[(1000, 1000), (800, 999), (300, 799)]);
        if self.random.happens(self.quality) {
            self.put("last_accident_on", "null");
        } else {
            let accident = self.day(&[(60, 200), (36, 59), (12, 35), (0, 11)]);
            self.put("last_accident_on", accident);
        }
        self.count("drills", &[(4, 12), (2, 3), (1, 1), (0, 0)]);
        self.choice("environment_grade", &["green", "blue", "yellow", "red"]);
        self.percent("energy_saving", &[(100, 300), (50, 99), (0, 49), (-200, -1)]);
        let recycled = self.within(&[(160, 200), (120, 159), (60, 119)]);
        self.text("recycling_rate", &format!("{}{}%", recycled / 2, if recycled % 2 == 0 { "" } else { ".5" }));
    }

    fn credit(&mut self) {
        let inspections = self.random.between(1, 40);
        self.put("inspections", inspections);
        self.part("inspections_passed", inspections, &[(1000, 1000), (900, 999), (750, 899), (300, 749)]);
        let grades = ["A", "B", "M", "C", "D"];
        // D bars the applicant, so that it is rarer than the chance of the other rows makes it.
        let row = self.random.row(grades.len(), self.quality.max(600));
        self.text("tax_grade", grades[row]);
        self.count("overdue_loans", &[(0, 0), (1, 1), (2, 3), (4, 9)]);
        self.count("unperformed_judgments", &[(0, 0), (1, 1), (2, 3), (4, 9)]);
        let report = self.day(&[(0, 2), (3, 5), (6, 11), (12, 30)]);
        self.put("credit_report_on", report);
        self.count("volunteer_hours", &[(400, 900), (200, 399), (0, 199)]);
        self.chance("pledged", 900);
        self.count("pledge_year", &[(2022, 2022), (2021, 2021), (2020, 2020), (2016, 2019)]);
    }

    fn length(&mut self, lists: Lists) -> i64 {
        match lists {
            Lists::Short => self.random.between(0, 4),
            Lists::Of(length) => i64::try_from(length).unwrap_or(i64::MAX),
        }
    }

    fn penalties(&mut self, lists: Lists) {
        let kinds = ["warning", "fine", "confiscation", "shutdown", "revocation"];
        let mut records = Vec::new();
        for number in 0..self.length(lists) {
            let kind = kinds[self.random.row(kinds.len(), 650)];
            let amount = self.within(&[(0, 0), (1, 10_000), (10_001, 100_000), (100_001, 900_000)]);
            let decided = self.day(&[(36, 90), (12, 36), (0, 12)]);
            let repaired = if self.random.happens(400) { self.day(&[(0, 0)]) } else { "null".to_owned() };
            records.push(format!(
                r#"{{"number":"示罚〔{}〕{number}号","kind":"{kind}","amount":"{amount}元","decided_on":{decided},"repaired_on":{repaired}}}"#,
                YEAR - 1
            ));
        }
        self.put("penalties", format!("[{}]", records.join(",")));
    }

    fn honors(&mut self, lists: Lists) {
        let levels = ["national", "provincial", "city", "district"];
        let mut records = Vec::new();
        for number in 0..self.length(lists) {
            let level = levels[usize::try_from(self.random.between(0, 3)).unwrap_or(0)];
            let rank = self.within(&[(1, 1), (2, 3), (4, 30)]);
            let awarded = self.day(&[(0, 35), (36, 59), (60, 110)]);
            records.push(format!(
                r#"{{"title":"示例奖第{number}项","level":"{level}","rank":{rank},"awarded_on":{awarded}}}"#
            ));
        }
        self.put("honors", format!("[{}]", records.join(",")));
    }
}
