//! Records of JSON read straight into columns are held to `Record::from_json`: the same are accepted, the same is said of
//! the others, and the results are the same, whatever was done to the texts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/cases.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod cases;
#[path = "properties/entropy.rs"]
mod entropy;
#[path = "properties/expressions.rs"]
mod expressions;
#[path = "properties/methods.rs"]
mod methods;
#[path = "json/mutate.rs"]
mod mutate;
#[path = "properties/records.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod records;
#[path = "properties/rules.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod rules;

use std::sync::LazyLock;

use cases::{cases, load, numbers};
use chengxin::batch::{Applicants, Batch, Results};
use chengxin::{Options, Record, RuleSet};
use entropy::Entropy;
use proptest::prelude::*;

/// Rules, and records that fit them.
struct Ground {
    batch: Batch,
    records: Vec<String>,
}

impl Ground {
    fn new(rules: &str, records: Vec<String>) -> Self {
        let options = Options::on("2023-10-31".parse().unwrap());
        Self { batch: Batch::new(&RuleSet::load(rules).unwrap(), &options).unwrap(), records }
    }
}

/// The shipped scheme, whose records name their track; and the pack that is used to measure speed.
static GROUNDS: LazyLock<[Ground; 2]> = LazyLock::new(|| {
    let applicants = std::fs::read_dir("rules/beijing-2023/cases/applicants").unwrap();
    let texts = applicants.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let lines = std::fs::read_to_string("tests/json/reference.jsonl").unwrap();
    [
        Ground::new("rules/beijing-2023", texts.collect()),
        Ground::new("benches/compare/reference", lines.lines().map(str::to_owned).collect()),
    ]
});

/// Reads a text both ways, and compares what is said of it. Whether it was accepted.
fn push(read: &mut Applicants, plain: &mut Applicants, text: &str) -> Result<bool, String> {
    let one = read.push_json(text);
    let other = Record::from_json(text).and_then(|record| plain.push(&record));
    if one == other { Ok(one.is_ok()) } else { Err(format!("{one:?}\nagainst {other:?}\nof {text:?}")) }
}

/// Reads texts both ways, one after the other, and compares what comes of them. How many were accepted.
fn compare(batch: &Batch, texts: &[String]) -> Result<usize, String> {
    let (mut read, mut plain) = (batch.applicants(), batch.applicants());
    let mut accepted = Vec::new();
    for text in texts {
        if push(&mut read, &mut plain, text)? {
            accepted.push(text);
        }
    }
    let (mut results, mut expected) = (Results::default(), Results::default());
    batch.evaluate(&read, &mut results);
    batch.evaluate(&plain, &mut expected);
    for (at, text) in accepted.iter().enumerate() {
        let shown = |applicants: &Applicants, results: &Results| {
            let outcome = results.outcome(at).unwrap();
            let (leaves, conditions) = (outcome.leaves(), outcome.conditions());
            format!(
                "{:?} {leaves:?} {conditions:?} {:?} {:?}",
                applicants.named(at),
                outcome.total(),
                outcome.verdict()
            )
        };
        let (one, other) = (shown(&read, &results), shown(&plain, &expected));
        if one != other {
            return Err(format!("{one}\nagainst {other}\nof {text:?}"));
        }
    }
    Ok(accepted.len())
}

/// Of the records as they are, the results of both ways are the same, and none is left out.
#[test]
fn whole_records_are_read_the_same() {
    for ground in &*GROUNDS {
        assert_eq!(compare(&ground.batch, &ground.records), Ok(ground.records.len()));
    }
}

/// What must go to the tree because it is no JSON, or not plain; each alone in a record.
#[test]
fn odd_values_are_read_the_same() {
    let mut accepted = 0;
    for ground in &*GROUNDS {
        let mut texts = Vec::new();
        for record in &ground.records[..1] {
            for at in 0..mutate::members(record).len() {
                // Each value in some of the members, and each member with some of the values.
                let some = mutate::VALUES.iter().skip(at % 17).step_by(17);
                texts.extend(some.map(|value| mutate::with_value(record, at, value)));
            }
        }
        accepted += compare(&ground.batch, &texts).unwrap_or_else(|fault| panic!("{fault}"));
    }
    println!("{accepted} accepted");
    assert!(accepted > 20);
}

proptest! {
    #![proptest_config(cases(16, 100))]

    /// Records to which something was done: bytes changed, members moved, doubled, left out, given other values.
    #[test]
    fn changed_records_are_read_the_same(seed in numbers(600), which in 0..2_usize) {
        let ground = &GROUNDS[which];
        let mut entropy = Entropy::new(seed);
        let texts: Vec<String> = (0..8).map(|_| {
            let record = &ground.records[entropy.below(ground.records.len())];
            mutate::changed(&mut entropy, record)
        }).collect();
        if let Err(fault) = compare(&ground.batch, &texts) {
            prop_assert!(false, "{fault}");
        }
    }
}

proptest! {
    // Rule sets, each with 8 records.
    #![proptest_config(cases(16, 100))]

    /// The same of random rules with records that fit them.
    #[test]
    fn changed_records_of_random_rules_are_read_the_same(of_rules in numbers(500), seed in numbers(600)) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let batch = Batch::new(&load(&written), &Options::on("2023-10-31".parse().unwrap())).unwrap();
        let mut entropy = Entropy::new(seed);
        let texts: Vec<String> = (0..8).map(|_| {
            let record = records::json(&records::complete(&mut entropy, &written.assessed));
            mutate::changed(&mut entropy, &record)
        }).collect();
        if let Err(fault) = compare(&batch, &texts) {
            prop_assert!(false, "{fault}\n{}", written.shown());
        }
    }
}
