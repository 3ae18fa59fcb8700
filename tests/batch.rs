//! The compiled form is held to the tree walk: every score, state, condition, total and verdict, of every pack of the
//! tests and of random rule sets, with and without unknown facts, open and closed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/cases.rs"]
mod cases;
#[path = "properties/entropy.rs"]
mod entropy;
#[path = "properties/expressions.rs"]
mod expressions;
#[path = "properties/methods.rs"]
mod methods;
#[path = "constructs/pack.rs"]
mod pack;
#[path = "oracle/packs.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod packs;
#[path = "properties/records.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod records;
#[path = "properties/rules.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod rules;

use cases::{cases, load, numbers};
use chengxin::batch::{Batch, Outcome, Results};
use chengxin::breakdown::{Breakdown, Mode, Node};
use chengxin::{Options, Record, RuleSet};
use entropy::Entropy;
use proptest::prelude::*;

/// The leaves of a breakdown, in order.
fn leaves(breakdown: &Breakdown) -> Vec<&Node> {
    let mut open: Vec<&Node> = breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).collect();
    open.extend(&breakdown.adjustments);
    open.reverse();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if node.children.is_empty() { found.push(node) } else { open.extend(node.children.iter().rev()) }
    }
    found
}

/// What differs between the compact result and the breakdown.
fn difference(outcome: &Outcome<'_>, breakdown: &Breakdown) -> Option<String> {
    let compact = outcome.leaves();
    for (leaf, node) in compact.iter().zip(leaves(breakdown)) {
        if (&leaf.code, &leaf.score, leaf.state) != (&node.code, &node.score, node.state) {
            return Some(format!("{leaf:?}\nagainst {} {:?} {:?}", node.code, node.score, node.state));
        }
    }
    if compact.len() != leaves(breakdown).len() {
        return Some("another number of leaves".to_owned());
    }
    let conditions: Vec<_> = breakdown.conditions.iter().map(|condition| condition.met).collect();
    if outcome.conditions() != conditions {
        return Some(format!("conditions {:?} against {conditions:?}", outcome.conditions()));
    }
    if outcome.total() != breakdown.total.published {
        return Some(format!("total {:?} against {:?}", outcome.total(), breakdown.total.published));
    }
    (outcome.verdict() != breakdown.verdict)
        .then(|| format!("verdict {:?} against {:?}", outcome.verdict(), breakdown.verdict))
}

/// Scores the records together and each alone, and compares. How many were left to the tree walk.
fn compare(rules: &RuleSet, options: &Options, inputs: &[&Record]) -> Result<usize, String> {
    let batch = Batch::new(rules, options).map_err(|errors| errors.to_string())?;
    let mut applicants = batch.applicants();
    let mut expected = Vec::new();
    for record in inputs {
        match (applicants.push(record), rules.evaluate_with(record, options)) {
            (Ok(()), Ok(breakdown)) => expected.push(breakdown),
            (Err(one), Err(other)) if one.to_string() == other.to_string() => {}
            (one, other) => return Err(format!("read {one:?}, evaluated {:?}", other.map(|_| ()))),
        }
    }
    let mut results = Results::default();
    batch.evaluate(&applicants, &mut results);
    assert_eq!(results.len(), expected.len());
    for (at, breakdown) in expected.iter().enumerate() {
        if let Some(difference) = difference(&results.outcome(at).unwrap(), breakdown) {
            return Err(format!("record {at}: {difference}"));
        }
    }
    // Read straight from JSON, the columns are the same.
    let mut written = batch.applicants();
    for record in inputs {
        let _ = written.push_json(&record.canonical());
    }
    let mut read = Results::default();
    batch.evaluate(&written, &mut read);
    for (at, breakdown) in expected.iter().enumerate() {
        if let Some(difference) = difference(&read.outcome(at).unwrap(), breakdown) {
            return Err(format!("record {at} read from JSON: {difference}"));
        }
    }
    assert_eq!(read.len(), expected.len());
    Ok(results.completed())
}

/// Records with the same options are scored together.
fn compare_all(name: &str, rules: &RuleSet, inputs: &[(Record, Options)]) -> (usize, usize) {
    let mut groups: Vec<(&Options, Vec<&Record>)> = Vec::new();
    for (record, options) in inputs {
        let same = |known: &&mut (&Options, Vec<&Record>)| {
            (known.0.as_of, known.0.mode, &known.0.track) == (options.as_of, options.mode, &options.track)
        };
        match groups.iter_mut().find(same) {
            Some((_, records)) => records.push(record),
            None => groups.push((options, vec![record])),
        }
    }
    let mut completed = 0;
    for (options, records) in &groups {
        completed += compare(rules, options, records).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
    (inputs.len(), completed)
}

#[test]
fn the_shipped_scheme_scores_the_same() {
    let pack = packs::shipped();
    let (records, completed) = compare_all(&pack.name, &pack.rules, &pack.inputs);
    println!("{records} records, {completed} completed by the tree walk");
    assert!(records > 600);
}

#[test]
fn every_construct_scores_the_same() {
    let (mut records, mut completed) = (0, 0);
    for pack in packs::small() {
        let (of_pack, open) = compare_all(&pack.name, &pack.rules, &pack.inputs);
        (records, completed) = (records + of_pack, completed + open);
    }
    println!("{records} records, {completed} completed by the tree walk");
    assert!(records > 300 && completed < records);
}

proptest! {
    // Rule sets; each with 50 records, so that 400 of them make 20,000 pairs.
    #![proptest_config(cases(400, 2_000))]

    #[test]
    fn random_rules_score_the_same(of_rules in numbers(500), seed in numbers(60), closed in any::<bool>()) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let mut entropy = Entropy::new(seed);
        let mut inputs = Vec::new();
        for at in 0..50_usize {
            let whole = records::complete(&mut entropy, &written.assessed);
            let percent = [0, 0, 3, 20, 60][at % 5];
            let record = records::without(&mut entropy, &whole, percent);
            inputs.push(Record::from_json(&records::json(&record)).unwrap());
        }
        let mode = if closed { Mode::Closed } else { Mode::Open };
        let options = Options { mode, ..Options::on("2023-10-31".parse().unwrap()) };
        let inputs: Vec<&Record> = inputs.iter().collect();
        if let Err(fault) = compare(&rules, &options, &inputs) {
            prop_assert!(false, "{fault}\n{}", written.shown());
        }
    }
}
