//! What a change of the rules does to applicants: a small pair of packs worked by hand, and what must hold of any pair.
//!
//! `tests/impact/old` and `new` are the packs, `records.jsonl` the applicants, `expected` what must be said of them;
//! `BLESS=1` writes it anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/entropy.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod entropy;
#[path = "properties/expressions.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod expressions;
#[path = "properties/methods.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod methods;
#[path = "properties/records.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod records;
#[path = "properties/rules.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod rules;

use std::collections::BTreeMap;
use std::path::Path;

use chengxin::breakdown::Breakdown;
use chengxin::impact::{
    Applies, CSV_HEADER, Change, Comparison, Impact, ImpactReport, Misfits, Period, Shift, Succession,
};
use chengxin::{Date, Language, Options, Record, RuleSet};
use entropy::{Entropy, Numbers};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const HERE: &str = "tests/impact";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn packs() -> [RuleSet; 2] {
    ["old", "new"].map(|name| RuleSet::load(Path::new(HERE).join(name)).unwrap())
}

fn comparison(as_of: &str) -> Comparison {
    let [old, new] = packs();
    Comparison::new(&old, &new, &Options::on(date(as_of)))
}

/// The report on the applicants of the file, and the lines of those for whom anything changed.
fn counted(comparison: &Comparison) -> (ImpactReport, String) {
    let mut impact = Impact::new(comparison, 2);
    let mut table = CSV_HEADER.to_owned();
    let lines = std::fs::read_to_string(Path::new(HERE).join("records.jsonl")).unwrap();
    for (number, line) in lines.lines().enumerate() {
        let place = format!("records.jsonl:{}", number + 1);
        match Record::from_json(line) {
            Err(_) => impact.unreadable(),
            Ok(record) => match comparison.compare(&record) {
                Ok(compared) => {
                    impact.add(&place, &compared);
                    if compared.change.is_change() {
                        table.push_str(&compared.change.to_csv(&place));
                    }
                }
                Err(misfits) => impact.refuse(&misfits),
            },
        }
    }
    (impact.report(), table)
}

fn agrees(name: &str, said: &str) {
    let path = Path::new(HERE).join("expected").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, said).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(said, expected, "{}", path.display());
}

#[test]
fn the_report_is_the_one_worked_by_hand() {
    let (report, table) = counted(&comparison("2024-02-01"));
    agrees("report.zh.txt", &report.to_text(Language::Chinese));
    agrees("report.en.txt", &report.to_text(Language::English));
    agrees("report.zh.md", &report.to_markdown(Language::Chinese));
    agrees("report.json", &format!("{}\n", report.to_json()));
    agrees("changes.csv", &table);
    let read: ImpactReport = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(read, report, "what is written reads back");
}

#[test]
fn before_its_first_day_a_change_alters_no_result() {
    for as_of in ["2023-06-30", "2024-01-05", "2024-01-10"] {
        let early = comparison(as_of);
        assert!(early.is_too_early(), "{as_of}");
        let (report, table) = counted(&early);
        assert!(report.too_early && report.changed == 0 && report.totals.same == report.compared, "{as_of}");
        assert_eq!(table, CSV_HEADER);
        assert_eq!(report.before, report.after);
        assert!(report.to_text(Language::English).contains("nobody's result changes"), "{as_of}");
        let (hypothetical, _) = counted(&early.clone().as_if_in_force());
        assert!(!hypothetical.too_early && hypothetical.changed == 4, "{as_of}");
    }
    assert!(!comparison("2024-01-11").is_too_early());
}

#[test]
fn periods_follow_each_other() {
    let period = |from: Option<&str>, to: Option<&str>| Period { from: from.map(date), to: to.map(date) };
    let of = |old, new| Succession { old, new };
    let year = period(Some("2023-01-01"), Some("2023-12-31"));
    let next = |from| period(Some(from), None);

    let seamless = of(year, next("2024-01-01"));
    assert_eq!((seamless.gap(), seamless.overlap()), (None, None));
    assert_eq!(seamless.on(date("2023-12-31")), Applies::Old);
    assert_eq!(seamless.on(date("2024-01-01")), Applies::New);
    assert_eq!(seamless.on(date("2022-12-31")), Applies::Neither);

    let late = of(year, next("2024-01-02"));
    assert_eq!(late.gap(), Some(period(Some("2024-01-01"), Some("2024-01-01"))));
    assert_eq!(late.on(date("2024-01-01")), Applies::Neither);

    let early = of(year, next("2023-12-31"));
    assert_eq!((early.gap(), early.overlap()), (None, Some(period(Some("2023-12-31"), Some("2023-12-31")))));
    assert_eq!(early.on(date("2023-12-31")), Applies::New);

    let unsaid = of(period(None, None), next("2024-01-01"));
    assert_eq!((unsaid.gap(), unsaid.overlap()), (None, None));
    assert!(unsaid.is_too_early(date("2023-12-31")) && !unsaid.is_too_early(date("2024-01-01")));
    assert_eq!(of(year, period(None, None)).on(date("1999-01-01")), Applies::New);
    assert!(!of(year, period(None, None)).is_too_early(date("1999-01-01")));
}

/// A track that only one pack has is no fact to be left aside: the record does not fit the other.
#[test]
fn a_track_of_one_pack_is_refused_by_the_other() {
    let with_slot = |text: String| {
        format!("{text}\n[slot]\ntitle = \"行业指标\"\nweight = \"1\"\npoints = \"100\"\ndirectory = \"tracks\"\n")
    };
    let text = |name: &str| std::fs::read_to_string(Path::new(HERE).join(name)).unwrap();
    let track = "指标表 小店 (shop) 满分 100 {\n  指标 S \"店\" 满分 100 {\n    得 满分\n  }\n}\n";
    let [old, _] = packs();
    let new = RuleSet::from_sources([
        ("scheme.toml", with_slot(text("old/scheme.toml"))),
        ("basic.rules", text("old/basic.rules")),
        ("tracks/shop.rules", track.to_owned()),
    ]);
    let new = new.unwrap_or_else(|error| panic!("{error}"));
    let comparison = Comparison::new(&old, &new, &Options::on(date("2023-06-30")));
    let record = Record::from_json(r#"{ "track": "shop", "legal_person": true }"#).unwrap();
    let Misfits { old, new } = comparison.compare(&record).unwrap_err();
    assert!(old.is_some() && new.is_none());
}

fn numbers(most: usize) -> impl Strategy<Value = Numbers> {
    prop::collection::vec(any::<u16>(), 0..most).prop_map(Numbers)
}

/// The same cases in every run; `PROPTEST_CASES=5000` tries so many new ones.
fn cases(default: u32) -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(2024) };
    let cases = more.unwrap_or(default);
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() }
}

fn load(rules: &rules::Rules) -> RuleSet {
    let texts = [("scheme.toml", rules.scheme.as_str()), ("rules.rules", rules.rules.as_str())];
    RuleSet::from_sources(texts).unwrap_or_else(|error| panic!("{error}\n{}", rules.shown()))
}

fn compared(old: &RuleSet, new: &RuleSet, json: &str) -> Change {
    let options = Options::on(date("2023-10-31"));
    let record = Record::from_json(json).unwrap();
    Comparison::new(old, new, &options).compare(&record).unwrap_or_else(|misfits| panic!("{misfits:?}")).change
}

fn scores(breakdown: &Breakdown) -> (String, chengxin::Verdict) {
    (breakdown.total.exact.low.to_string() + "…" + &breakdown.total.exact.high.to_string(), breakdown.verdict)
}

fn negated(shift: &Shift) -> Shift {
    Shift::none().minus(shift)
}

proptest! {
    #![proptest_config(cases(24))]

    /// Rules compared with themselves change nothing, and score as a breakdown does.
    #[test]
    fn the_same_rules_change_nothing(of_rules in numbers(500), of_record in numbers(200)) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let json = records::json(&records::complete(&mut Entropy::new(of_record), &written.assessed));
        let rules = load(&written);
        let change = compared(&rules, &rules, &json);
        prop_assert!(!change.is_change(), "{change:?}");
        prop_assert_eq!(&change.rest, &Shift::none());
        let breakdown = rules.evaluate(&Record::from_json(&json).unwrap(), date("2023-10-31")).unwrap();
        let total = change.old.exact.low.to_string() + "…" + &change.old.exact.high.to_string();
        prop_assert_eq!((total, change.old.verdict), scores(&breakdown));
    }

    /// From new to old everything is the other way round; and what indicators bring, with what stands above them, is the
    /// whole difference.
    #[test]
    fn the_way_back_is_the_opposite(first in numbers(500), second in numbers(500), of_record in numbers(200)) {
        let [one, other] = [first, second].map(|numbers| rules::random(&mut Entropy::new(numbers)));
        // A score that a person gave stands once in a record.
        let assessed: BTreeMap<_, _> = one.assessed.iter().chain(&other.assessed).cloned().collect();
        let assessed: Vec<_> = assessed.into_iter().collect();
        let json = records::json(&records::complete(&mut Entropy::new(of_record), &assessed));
        let (old, new) = (load(&one), load(&other));
        let (there, back) = (compared(&old, &new, &json), compared(&new, &old, &json));
        prop_assert_eq!(&there.old, &back.new);
        prop_assert_eq!(&there.new, &back.old);
        prop_assert_eq!(there.shift(), negated(&back.shift()));
        prop_assert_eq!(&there.rest, &negated(&back.rest));
        prop_assert_eq!(there.indicators.len(), back.indicators.len());
        for indicator in &there.indicators {
            let opposite = back.indicators.iter().find(|one| one.code == indicator.code).unwrap();
            prop_assert_eq!(&indicator.shift, &negated(&opposite.shift));
            prop_assert_eq!(&indicator.old, &opposite.new);
        }
        let sum = there.indicators.iter().fold(there.rest.clone(), |sum, one| sum.plus(&one.shift));
        prop_assert_eq!(sum, Shift::between(&there.old.exact, &there.new.exact));
    }

    /// Without caps, floors and overrides above them, indicators bring the whole difference and nothing is left.
    #[test]
    fn indicators_bring_the_whole_difference(staff in 0_u32..200, penalties in 0_u32..=2, turnover in 0_u32..2000) {
        let comparison = comparison("2024-02-01");
        let json = format!(
            r#"{{ "legal_person": true, "revenue": "{turnover}万元", "penalties": {penalties}, "staff": {} }}"#,
            staff + 1
        );
        let record = Record::from_json(&json).unwrap();
        let change = comparison.compare(&record).unwrap().change;
        prop_assert_eq!(&change.rest, &Shift::none());
        // By hand: 30 points more from 800 to 1000, 10 points less for each penalty.
        let more = if (800..1000).contains(&turnover) { 30 } else { 0 };
        prop_assert_eq!(change.shift().low, i64::from(more - 10 * i32::try_from(penalties).unwrap()).into());
    }
}
