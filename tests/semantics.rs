//! Every row of the table of settled meanings (S01…S47) is a test of its own: `tests/semantics/ROW.toml` holds the rules,
//! the records and the answers, with the usual wrong answer named in its first lines.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::path::Path;

use chengxin::breakdown::{Breakdown, Mode, Standing};
use chengxin::diagnostic::{Language, render_plain};
use chengxin::ranking::{Contender, Place, rank};
use chengxin::value::{Date, Number, Period, PeriodUnit, Range, Rounding, Truth};
use chengxin::{Error, Options, Record, RuleSet};
use serde::Deserialize;

/// The rows of the table, in its order.
const ROWS: [&str; 25] = [
    "S01", "S02", "S05", "S07", "S10", "S14", "S15", "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S24", "S27",
    "S29", "S33", "S34", "S36", "S38", "S40", "S42", "S45", "S47",
];

/// A row as written in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    scheme: Option<String>,
    rules: Option<String>,
    #[serde(default, rename = "case")]
    cases: Vec<Case>,
    #[serde(default)]
    faulty: Vec<Faulty>,
}

/// A record, and what must come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    record: String,
    as_of: Option<String>,
    #[serde(default)]
    closed: bool,
    total: Option<String>,
    /// The total before it is rounded.
    exact: Option<String>,
    verdict: Option<String>,
    #[serde(default)]
    scores: BTreeMap<String, String>,
    #[serde(default)]
    states: BTreeMap<String, String>,
    #[serde(default)]
    conditions: BTreeMap<String, String>,
    #[serde(default)]
    missing: BTreeMap<String, String>,
    /// A part of the breakdown as JSON.
    contains: Option<String>,
    /// The record is refused, with these codes (or their beginnings).
    refused: Option<Vec<String>>,
}

/// Rules that the checker refuses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Faulty {
    rules: String,
    code: String,
    says: String,
}

fn number(text: &str) -> Number {
    match text.split_once('/') {
        Some((above, below)) => number(above).over(&number(below)).unwrap(),
        None => text.parse().unwrap(),
    }
}

/// `5`, or `[3, 5]`.
fn standing(text: &str) -> Standing {
    match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(both) => {
            let (low, high) = both.split_once(", ").unwrap();
            Standing { low: number(low), high: number(high) }
        }
        None => Standing::exactly(number(text)),
    }
}

fn load(scheme: &str, rules: &str) -> Result<RuleSet, Error> {
    RuleSet::from_sources([("scheme.toml", scheme), ("rules.rules", rules)])
}

impl Case {
    fn run(&self, rules: &RuleSet) {
        let as_of = self.as_of.as_deref().unwrap_or("2023-10-31").parse().unwrap();
        let options = Options { mode: if self.closed { Mode::Closed } else { Mode::Open }, ..Options::on(as_of) };
        let read = Record::from_json(&self.record).and_then(|record| rules.evaluate_with(&record, &options));
        match (read, &self.refused) {
            (Ok(breakdown), None) => self.compare(&breakdown),
            (Err(errors), Some(codes)) => {
                let shown = format!("{errors:?}");
                assert!(codes.iter().all(|code| shown.contains(&format!("\"{code}"))), "{}: {shown}", self.record);
            }
            (Ok(_), Some(codes)) => panic!("{}: should be refused with {codes:?}", self.record),
            (Err(errors), None) => panic!("{}: {errors}", self.record),
        }
    }

    fn compare(&self, breakdown: &Breakdown) {
        let record = &self.record;
        if let Some(total) = &self.total {
            assert_eq!(breakdown.total.published, standing(total), "{record}: total");
        }
        if let Some(exact) = &self.exact {
            assert_eq!(breakdown.total.exact, standing(exact), "{record}: exact total");
        }
        if let Some(verdict) = &self.verdict {
            assert_eq!(breakdown.verdict().to_string(), *verdict, "{record}");
        }
        for (code, score) in &self.scores {
            assert_eq!(breakdown.indicator(code).unwrap().score, standing(score), "{record}: {code}");
        }
        for (code, state) in &self.states {
            let found = serde_json::to_string(&breakdown.indicator(code).unwrap().state).unwrap();
            assert_eq!(found.trim_matches('"'), state, "{record}: {code}");
        }
        for (code, outcome) in &self.conditions {
            let found = breakdown.condition(code).unwrap().outcome(Language::Chinese);
            assert_eq!(found, outcome, "{record}: {code}");
        }
        for (code, missing) in &self.missing {
            assert_eq!(breakdown.indicator(code).unwrap().missing.join("、"), *missing, "{record}: {code}");
        }
        if let Some(part) = &self.contains {
            let tidy = |text: &str| text.split_whitespace().collect::<String>();
            assert!(tidy(&breakdown.to_json()).contains(&tidy(part)), "{record}: {}", breakdown.to_json());
        }
    }
}

fn row(id: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/semantics/{id}.toml"));
    let file: RowFile = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let scheme = file.scheme.unwrap_or_default();
    if let Some(rules) = &file.rules {
        let rules = match load(&scheme, rules) {
            Ok(rules) => rules,
            Err(error) => panic!("{id}: {error}"),
        };
        file.cases.iter().for_each(|case| case.run(&rules));
    }
    for faulty in &file.faulty {
        let Err(Error::Rules(errors)) = load(&scheme, &faulty.rules) else { panic!("{id}: should be refused") };
        let says = |found: &&chengxin::Diagnostic| found.code == faulty.code && found.message.zh.contains(&faulty.says);
        let shown = render_plain(&errors.diagnostics, &errors.sources, Language::Chinese);
        assert!(errors.diagnostics.iter().any(|found| says(&found)), "{id}: {shown}");
    }
}

/// One test for each row; with what the values alone have to say about it.
macro_rules! rows {
    ($($name:ident $id:literal $and:expr;)*) => {
        $(#[test] fn $name() { row($id); let and: fn() = $and; and(); })*
        const TESTED: &[&str] = &[$($id),*];
    };
}

rows! {
    s01_the_mark_itself_passes "S01" || {};
    s02_no_floats "S02" || {};
    s05_rounded_once_then_compared "S05" || {};
    s07_half_up "S07" || assert_eq!(number("79.985").rounded(2, Rounding::HalfUp), number("79.99"));
    s10_fractions_are_kept "S10" || assert_eq!(number("1/3").times(&number("3")), number("1"));
    s14_rounds_up_to_the_mark "S14" || {};
    s15_a_sheet_not_given "S15" || {};
    s17_unknown_leaves "S17" || {};
    s18_three_truths "S18" three_truths;
    s19_absent_null_blank_nought "S19" || {};
    s20_nothing_in_a_list "S20" || {};
    s21_edges_of_tiers "S21" || {};
    s22_gaps_and_overlaps "S22" || {};
    s23_the_order_is_written "S23" || {};
    s24_deducted_to_nought "S24" || {};
    s27_penalties_absent_empty_old "S27" || {};
    s29_the_best_of_known_and_unknown "S29" || {};
    s33_three_years_on_the_day "S33" || {};
    s34_born_on_29_february "S34" || {};
    s36_windows_run_from_the_event "S36" || {};
    s38_months_are_added_at_once "S38" months_are_added_at_once;
    s40_dates_have_no_zone "S40" || assert!("2023-10-17T16:00:00Z".parse::<Date>().is_err());
    s42_ties_for_the_last_places "S42" ties;
    s45_units_of_money "S45" || {};
    s47_mean_with_an_unknown "S47" || {};
}

#[test]
fn every_row_of_the_table_is_tested() {
    assert_eq!(TESTED, ROWS);
}

fn three_truths() {
    use Truth::{False, True, Unknown};
    assert_eq!(Unknown.and(False), False);
    assert_eq!(Unknown.and(True), Unknown);
    assert_eq!(Unknown.or(True), True);
    assert_eq!(Unknown.or(False), Unknown);
    assert_eq!(Unknown.not(), Unknown);
    let any = Range::closed(Number::zero(), number("10"));
    assert_eq!(any.within(&Range::at_least(number("3"))), Unknown);
    let same = any.compare(&any);
    assert!(same.below && same.equal && same.above);
}

fn months_are_added_at_once() {
    let start: Date = "2023-01-31".parse().unwrap();
    let months = |count| Period { count, unit: PeriodUnit::Months };
    assert_eq!(start.after(months(1)).to_string(), "2023-02-28");
    assert_eq!(start.after(months(1)).after(months(1)).to_string(), "2023-03-28");
    assert_eq!(start.after(months(2)).to_string(), "2023-03-31");
}

/// Quota 3 over 90 88 88 88 80, in every order of input; then with a tie-break that is written.
fn ties() {
    let people = [("甲", 90), ("乙", 88), ("丙", 88), ("丁", 88), ("戊", 80)];
    let contender = |(id, score): (&str, i64), second: i64| Contender {
        id: id.to_owned(),
        scores: vec![Number::from(score), Number::from(second)],
    };
    for turn in 0..people.len() {
        let mut turned = people;
        turned.rotate_left(turn);
        let ranks = rank(&turned.map(|person| contender(person, 0)), 3);
        assert_eq!(ranks.iter().map(|rank| rank.rank).collect::<Vec<_>>(), [1, 2, 2, 2, 5]);
        let places: Vec<Place> = ranks.iter().map(|rank| rank.place).collect();
        assert_eq!(places, [Place::In, Place::Tied, Place::Tied, Place::Tied, Place::Out]);
        let decided = rank(&turned.map(|person| contender(person, i64::from(person.0 == "乙"))), 3);
        assert_eq!((decided[1].id.as_str(), decided[1].place), ("乙", Place::In));
        assert_eq!(decided.iter().filter(|rank| rank.place == Place::Tied).count(), 2);
    }
}
