//! The reference rules once more, for evaluators that take expressions: each writes the parts in its own language.

/// How a value is compared with a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    AtLeast,
    Over,
    AtMost,
}

/// The language of an evaluator. Whole numbers and decimals are told apart, since some of them do.
pub trait Language {
    type Text: Clone;

    /// A fact: a whole number, a decimal, a truth.
    fn fact(&self, name: &str) -> Self::Text;
    /// A number as written: `300` where it is whole, `0.95` where it is not.
    fn number(&self, text: &str) -> Self::Text;
    fn compare(&self, subject: Self::Text, test: Test, bound: Self::Text) -> Self::Text;
    fn equals(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    /// A fact is this choice, the number of which among the choices is given too.
    fn is(&self, fact: &str, choice: &str, number: usize) -> Self::Text;
    fn has(&self, set: &str, choice: &str) -> Self::Text;
    fn absent(&self, fact: &str) -> Self::Text;
    fn both(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    fn not(&self, truth: Self::Text) -> Self::Text;
    fn choose(&self, condition: Self::Text, then: Self::Text, other: Self::Text) -> Self::Text;
    fn plus(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    fn minus(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    fn times(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    /// A decimal from two whole numbers.
    fn ratio(&self, part: Self::Text, whole: Self::Text) -> Self::Text;
    /// A decimal over a decimal.
    fn over(&self, left: Self::Text, right: Self::Text) -> Self::Text;
    /// A whole number as a decimal.
    fn decimal(&self, whole: Self::Text) -> Self::Text;
    /// A whole number over a whole number, down to a whole number, as a decimal.
    fn steps(&self, amount: Self::Text, step: Self::Text) -> Self::Text;
    /// The same, up to a whole number.
    fn started(&self, amount: Self::Text, step: Self::Text) -> Self::Text;

    /// What the penalties of the last three years deduct.
    fn deducted(&self) -> Self::Text;
    /// What the fines of the last year deduct.
    fn deducted_last_year(&self) -> Self::Text;
    /// The sum of the fines of the last three years, a whole number.
    fn fines(&self) -> Self::Text;
    /// Whether a license was revoked in the last three years.
    fn revoked(&self) -> Self::Text;
    /// What the honors of the last five years add.
    fn honors(&self) -> Self::Text;
    /// How many high honors there are in the last three years, a whole number.
    fn high_honors(&self) -> Self::Text;
}

/// How a leaf is scored.
#[derive(Clone, Debug)]
pub enum Leaf<T> {
    /// Rows of bounds over a subject, the first that holds; then what is left.
    Rows(T, Vec<(Test, &'static str, T)>, T),
    /// A row for each choice of a fact, in the order of the choices.
    Choices(&'static str, Vec<(&'static str, T)>),
    /// An expression.
    Formula(T),
}

pub const SCALE: &[&str] = &["large", "medium", "small", "micro"];
pub const QUALIFICATION: &[&str] = &["first", "second", "third", "none"];
pub const PREMISES: &[&str] = &["owned", "long_lease", "short_lease", "none"];
pub const INTEGRITY: &[&str] = &["implemented", "written", "none"];
pub const WARRANTY: &[&str] = &["five_years", "three_years", "one_year", "none"];
pub const ENVIRONMENT: &[&str] = &["green", "blue", "yellow", "red"];
pub const TAX: &[&str] = &["A", "B", "M", "C", "D"];

#[cfg_attr(not(feature = "polars"), allow(dead_code))]
/// The choices of each fact that is one, for evaluators that number them.
pub const CHOICES: &[(&str, &[&str])] = &[
    ("scale", SCALE),
    ("qualification", QUALIFICATION),
    ("premises", PREMISES),
    ("integrity_policy", INTEGRITY),
    ("warranty", WARRANTY),
    ("environment_grade", ENVIRONMENT),
    ("tax_grade", TAX),
];

/// The choices of each fact that is a set of them.
pub const SETS: &[(&str, &[&str])] = &[
    ("systems", &["finance", "customer", "stock", "backup"]),
    ("policies", &["contract", "finance", "quality", "privacy", "complaint"]),
    ("certificates", &["quality", "environment", "safety", "information"]),
];

/// The leaves of the rules, written with a language.
pub struct Spec<'a, L: Language>(pub &'a L);

use Test::{AtLeast, AtMost, Over};

impl<L: Language> Spec<'_, L> {
    fn fact(&self, name: &str) -> L::Text {
        self.0.fact(name)
    }

    fn number(&self, text: &str) -> L::Text {
        self.0.number(text)
    }

    fn rows(&self, subject: L::Text, test: Test, rows: &[(&'static str, &str)], other: &str) -> Leaf<L::Text> {
        let rows = rows.iter().map(|(bound, score)| (test, *bound, self.number(score))).collect();
        Leaf::Rows(subject, rows, self.number(other))
    }

    fn share(&self, part: &str, whole: &str) -> L::Text {
        self.0.ratio(self.fact(part), self.fact(whole))
    }

    fn choices(&self, fact: &'static str, keys: &[&'static str], scores: &[&str]) -> Leaf<L::Text> {
        Leaf::Choices(fact, keys.iter().zip(scores).map(|(key, score)| (*key, self.number(score))).collect())
    }

    fn award(&self, condition: L::Text, points: &str) -> Leaf<L::Text> {
        Leaf::Formula(self.0.choose(condition, self.number(points), self.number("0.0")))
    }

    fn at_most(&self, value: L::Text, cap: &str) -> L::Text {
        let over = self.0.compare(value.clone(), Over, self.number(cap));
        self.0.choose(over, self.number(cap), value)
    }

    fn at_least(&self, value: L::Text, floor: &str) -> L::Text {
        let above = self.0.compare(value.clone(), Over, self.number(floor));
        self.0.choose(above, value, self.number(floor))
    }

    fn count(&self, fact: &str, step: &str, points: &str) -> L::Text {
        self.0.times(self.0.steps(self.fact(fact), self.number(step)), self.number(points))
    }

    fn items(&self, set: &str, points: &str) -> Leaf<L::Text> {
        let (_, choices) = SETS.iter().find(|(name, _)| *name == set).expect("a set of the rules");
        let each = choices
            .iter()
            .map(|choice| self.0.choose(self.0.has(set, choice), self.number(points), self.number("0.0")));
        Leaf::Formula(each.reduce(|all, one| self.0.plus(all, one)).expect("a set has choices"))
    }

    /// Full points where there is nothing to divide by.
    fn full_without(&self, whole: &str, full: &str, leaf: Leaf<L::Text>) -> Leaf<L::Text> {
        let none = self.0.equals(self.fact(whole), self.number("0"));
        Leaf::Formula(self.0.choose(none, self.number(full), self.text(&leaf)))
    }

    /// A leaf as one expression.
    pub fn text(&self, leaf: &Leaf<L::Text>) -> L::Text {
        match leaf {
            Leaf::Formula(text) => text.clone(),
            Leaf::Rows(subject, rows, other) => rows.iter().rev().fold(other.clone(), |other, (test, bound, score)| {
                let holds = self.0.compare(subject.clone(), *test, self.number(bound));
                self.0.choose(holds, score.clone(), other)
            }),
            Leaf::Choices(fact, rows) => {
                let last = rows.last().expect("a choice has rows").1.clone();
                let before = &rows[..rows.len() - 1];
                before.iter().enumerate().rev().fold(last, |other, (at, (key, score))| {
                    self.0.choose(self.0.is(fact, key, at), score.clone(), other)
                })
            }
        }
    }

    /// The ten conditions.
    pub fn conditions(&self) -> Vec<L::Text> {
        let l = self.0;
        let tax = l.is("tax_grade", "D", 4);
        let satisfied = l.compare(self.fact("satisfaction"), AtLeast, self.number("60.0"));
        let policies = l.both(l.has("policies", "contract"), l.has("policies", "finance"));
        vec![
            self.fact("legal_person"),
            l.compare(self.fact("established_on"), AtMost, self.number("20211031")),
            l.compare(self.fact("registered_capital"), AtLeast, self.number("500000")),
            l.not(tax),
            l.compare(self.share("insured_staff", "insurable_staff"), AtLeast, self.number("0.8")),
            l.both(satisfied, policies),
            l.not(l.revoked()),
            l.not(self.fact("blacklisted")),
            l.not(self.fact("major_accident")),
            l.not(self.fact("fraud_found")),
        ]
    }

    /// The leaves in the order of the rules.
    pub fn leaves(&self) -> Vec<Leaf<L::Text>> {
        let mut leaves = self.ability();
        leaves.extend(self.management());
        leaves.extend(self.service());
        leaves.extend(self.quality());
        leaves.extend(self.credit());
        leaves.extend(self.society());
        leaves
    }

    fn ability(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let revenue = l.minus(fact("revenue"), self.number("20000000"));
        let revenue = l.times(l.steps(revenue, self.number("10000000")), self.number("0.1"));
        vec![
            self.rows(
                fact("established_on"),
                AtMost,
                &[("20131031", "2.0"), ("20181031", "1.5"), ("20201031", "1.0")],
                "0.5",
            ),
            self.rows(
                fact("registered_capital"),
                AtLeast,
                &[("50000000", "1.0"), ("10000000", "0.7"), ("2000000", "0.4")],
                "0.1",
            ),
            self.choices("scale", SCALE, &["1.0", "0.8", "0.6", "0.4"]),
            self.choices("qualification", QUALIFICATION, &["2.0", "1.5", "1.0", "0.0"]),
            self.rows(fact("staff"), AtLeast, &[("300", "1.0"), ("100", "0.8"), ("50", "0.6"), ("20", "0.4")], "0.2"),
            Leaf::Formula(self.at_most(self.count("seniors", "1", "0.2"), "1.0")),
            self.rows(
                self.share("certified_staff", "certifiable_staff"),
                AtLeast,
                &[("0.95", "1.5"), ("0.9", "1.2"), ("0.8", "0.8")],
                "0.0",
            ),
            Leaf::Formula(self.at_most(l.times(fact("training_hours"), self.number("0.03")), "1.5")),
            Leaf::Rows(
                fact("revenue"),
                vec![
                    (AtLeast, "100000000", self.number("2.0")),
                    (AtLeast, "20000000", l.plus(self.number("1.2"), revenue)),
                    (AtLeast, "5000000", self.number("0.8")),
                ],
                self.number("0.4"),
            ),
            self.rows(
                self.share("liabilities", "assets"),
                AtMost,
                &[("0.5", "1.0"), ("0.7", "0.7"), ("0.85", "0.4")],
                "0.0",
            ),
            self.rows(
                self.share("revenue", "previous_revenue"),
                AtLeast,
                &[("1.2", "1.0"), ("1.1", "0.8"), ("1.0", "0.6"), ("0.9", "0.3")],
                "0.0",
            ),
            self.rows(
                self.share("research_expense", "revenue"),
                AtLeast,
                &[("0.05", "1.0"), ("0.03", "0.7"), ("0.01", "0.4")],
                "0.1",
            ),
            self.rows(fact("cash_flow"), AtLeast, &[("1000000", "1.0"), ("0", "0.6"), ("-500000", "0.3")], "0.0"),
            self.choices("premises", PREMISES, &["1.0", "0.7", "0.4", "0.0"]),
            self.rows(
                fact("floor_area"),
                AtLeast,
                &[("2000", "1.0"), ("800", "0.8"), ("300", "0.5"), ("100", "0.3")],
                "0.1",
            ),
            self.items("systems", "0.25"),
        ]
    }

    fn management(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let (fulfilled, due) = (fact("contracts_fulfilled"), fact("contracts_due"));
        let short = l.minus(l.times(due.clone(), self.number("99")), l.times(fulfilled.clone(), self.number("100")));
        let short = l.times(l.started(short, due), self.number("0.1"));
        let written = l.minus(fact("written_rate"), self.number("0.6"));
        let (paid, invoices) = (fact("invoices_paid_on_time"), fact("invoices"));
        let hundredths =
            l.steps(l.plus(l.times(paid, self.number("200")), invoices.clone()), l.times(invoices, self.number("2")));
        vec![
            self.choices("integrity_policy", INTEGRITY, &["2.0", "1.0", "0.0"]),
            self.award(fact("credit_officer"), "1.0"),
            self.items("policies", "0.4"),
            self.rows(fact("internal_audits"), AtLeast, &[("2", "1.0"), ("1", "0.6")], "0.0"),
            Leaf::Rows(
                self.share("contracts_fulfilled", "contracts_due"),
                vec![(AtLeast, "0.99", self.number("2.0")), (AtLeast, "0.9", l.minus(self.number("2.0"), short))],
                self.number("0.0"),
            ),
            Leaf::Rows(
                fact("written_rate"),
                vec![
                    (AtLeast, "0.9", self.number("1.5")),
                    (AtLeast, "0.6", l.plus(self.number("0.6"), l.times(written, self.number("3.0")))),
                ],
                self.number("0.0"),
            ),
            self.rows(
                fact("contract_value"),
                AtLeast,
                &[("50000000", "1.5"), ("10000000", "1.2"), ("3000000", "0.8"), ("500000", "0.4")],
                "0.1",
            ),
            self.rows(fact("breaches"), AtMost, &[("0", "1.0"), ("1", "0.6"), ("3", "0.3")], "0.0"),
            Leaf::Formula(self.at_most(l.over(hundredths, self.number("100.0")), "1.0")),
        ]
    }

    fn service(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let satisfied = l.times(l.minus(fact("satisfaction"), self.number("60.0")), self.number("0.05"));
        let closed = self.rows(
            self.share("complaints_closed", "complaints"),
            AtLeast,
            &[("0.95", "1.0"), ("0.85", "0.7"), ("0.7", "0.4")],
            "0.0",
        );
        let patents = l.plus(self.count("invention_patents", "1", "0.25"), self.count("utility_patents", "1", "0.1"));
        let standards = l.plus(self.count("standards_led", "1", "0.5"), self.count("standards_joined", "1", "0.2"));
        vec![
            Leaf::Formula(self.at_least(self.at_most(satisfied, "2.0"), "0.0")),
            self.full_without("complaints", "1.0", closed),
            self.rows(
                fact("response_hours"),
                AtMost,
                &[("2.0", "1.0"), ("8.0", "0.8"), ("24.0", "0.5"), ("72.0", "0.2")],
                "0.0",
            ),
            Leaf::Formula(self.at_most(self.count("outlets", "2", "0.1"), "1.0")),
            Leaf::Formula(self.at_most(patents, "1.0")),
            Leaf::Formula(self.at_most(standards, "1.0")),
            self.award(fact("high_tech"), "1.0"),
            self.rows(
                self.share("research_staff", "staff"),
                AtLeast,
                &[("0.3", "1.0"), ("0.15", "0.7"), ("0.05", "0.4")],
                "0.1",
            ),
        ]
    }

    fn quality(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let (fixed, found) = (fact("hazards_fixed"), fact("hazards_found"));
        let short = l.minus(l.times(found.clone(), self.number("100")), l.times(fixed, self.number("100")));
        let short = l.times(l.started(short, found), self.number("0.1"));
        let fixed = Leaf::Rows(
            self.share("hazards_fixed", "hazards_found"),
            vec![(AtLeast, "1.0", self.number("2.0")), (AtLeast, "0.8", l.minus(self.number("2.0"), short))],
            self.number("0.0"),
        );
        let accident = self.rows(
            fact("last_accident_on"),
            AtMost,
            &[("20181031", "1.8"), ("20201031", "1.5"), ("20221031", "0.8")],
            "0.0",
        );
        let recycled = l.times(l.minus(fact("recycling_rate"), self.number("0.4")), self.number("2.0"));
        vec![
            self.rows(
                self.share("passed_batches", "tested_batches"),
                AtLeast,
                &[("1.0", "2.0"), ("0.98", "1.5"), ("0.95", "1.0"), ("0.9", "0.5")],
                "0.0",
            ),
            self.items("certificates", "0.5"),
            self.rows(fact("quality_incidents"), AtMost, &[("0", "2.0"), ("1", "1.0"), ("2", "0.5")], "0.0"),
            self.rows(
                fact("rework_rate"),
                AtMost,
                &[("0.01", "1.5"), ("0.03", "1.2"), ("0.05", "0.8"), ("0.1", "0.3")],
                "0.0",
            ),
            self.choices("warranty", WARRANTY, &["1.5", "1.2", "0.8", "0.0"]),
            self.rows(
                self.share("safety_expense", "revenue"),
                AtLeast,
                &[("0.02", "2.0"), ("0.015", "1.6"), ("0.01", "1.2"), ("0.005", "0.6")],
                "0.0",
            ),
            self.full_without("hazards_found", "2.0", fixed),
            Leaf::Formula(l.choose(l.absent("last_accident_on"), self.number("2.0"), self.text(&accident))),
            self.rows(fact("drills"), AtLeast, &[("4", "1.0"), ("2", "0.6"), ("1", "0.3")], "0.0"),
            self.choices("environment_grade", ENVIRONMENT, &["2.0", "1.5", "0.5", "0.0"]),
            self.rows(fact("energy_saving"), AtLeast, &[("0.1", "1.0"), ("0.05", "0.7"), ("0.0", "0.4")], "0.0"),
            Leaf::Formula(self.at_least(self.at_most(recycled, "1.0"), "0.0")),
        ]
    }

    fn credit(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let tax = l.minus(fact("tax_paid"), self.number("1000000"));
        let tax = l.times(l.steps(tax, self.number("1000000")), self.number("0.1"));
        let judgments = l.minus(self.number("2.0"), self.count("unperformed_judgments", "1", "0.5"));
        let report = fact("credit_report_on");
        vec![
            Leaf::Formula(l.minus(self.number("4.0"), self.at_most(l.deducted(), "3.5"))),
            Leaf::Formula(l.minus(self.number("2.0"), self.at_most(l.deducted_last_year(), "1.5"))),
            self.rows(l.fines(), AtMost, &[("0", "1.5"), ("50000", "1.0"), ("500000", "0.4")], "0.0"),
            self.rows(
                self.share("inspections_passed", "inspections"),
                AtLeast,
                &[("1.0", "1.5"), ("0.9", "1.0"), ("0.75", "0.5")],
                "0.0",
            ),
            self.choices("tax_grade", TAX, &["3.0", "2.2", "1.8", "0.8", "0.0"]),
            Leaf::Rows(
                fact("tax_paid"),
                vec![
                    (AtLeast, "10000000", self.number("2.0")),
                    (AtLeast, "1000000", l.plus(self.number("1.1"), tax)),
                    (AtLeast, "200000", self.number("0.8")),
                ],
                self.number("0.4"),
            ),
            self.rows(
                self.share("insured_staff", "insurable_staff"),
                AtLeast,
                &[("1.0", "2.0"), ("0.95", "1.4"), ("0.9", "0.7")],
                "0.0",
            ),
            self.rows(fact("tax_arrears"), AtMost, &[("0", "1.0"), ("10000", "0.5")], "0.0"),
            self.rows(fact("overdue_loans"), AtMost, &[("0", "2.0"), ("1", "1.2"), ("3", "0.5")], "0.0"),
            Leaf::Formula(self.at_least(judgments, "0.0")),
            self.rows(report, Over, &[("20230731", "2.0"), ("20230430", "1.5"), ("20221031", "0.8")], "0.0"),
        ]
    }

    fn society(&self) -> Vec<Leaf<L::Text>> {
        let l = self.0;
        let fact = |name| self.fact(name);
        let disabled = |count| l.compare(fact("disabled_staff"), AtLeast, self.number(count));
        let levy = l.choose(fact("levy_paid"), self.number("0.8"), self.number("0.0"));
        let one = l.choose(disabled("1"), self.number("1.4"), levy);
        let both = l.both(disabled("3"), fact("levy_paid"));
        let year = |test, bound| l.compare(fact("pledge_year"), test, self.number(bound));
        let pledged = l.both(fact("pledged"), l.both(year(AtLeast, "2020"), year(AtMost, "2022")));
        let hours = l.times(l.decimal(fact("volunteer_hours")), self.number("0.004"));
        vec![
            Leaf::Formula(self.at_most(self.count("donations", "10000", "0.1"), "2.0")),
            Leaf::Formula(self.at_most(hours, "2.0")),
            self.rows(
                self.share("contracted_staff", "staff"),
                AtLeast,
                &[("1.0", "2.0"), ("0.98", "1.5"), ("0.95", "1.0")],
                "0.0",
            ),
            Leaf::Formula(l.choose(both, self.number("2.0"), one)),
            Leaf::Formula(self.at_most(l.honors(), "4.0")),
            self.rows(l.high_honors(), AtLeast, &[("2", "1.0"), ("1", "0.6")], "0.0"),
            self.award(pledged, "2.0"),
        ]
    }
}
