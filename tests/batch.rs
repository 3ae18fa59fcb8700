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
use chengxin::batch::{Applicants, Batch, Outcome, Results};
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

/// How many records were compared, how many the tree walk completed, and how many breakdowns (of two for each record) were
/// told in parts.
#[derive(Debug, Default)]
struct Counts {
    records: usize,
    completed: usize,
    in_parts: usize,
}

impl Counts {
    fn plus(&self, other: &Self) -> Self {
        Self {
            records: self.records + other.records,
            completed: self.completed + other.completed,
            in_parts: self.in_parts + other.in_parts,
        }
    }
}

/// Scores the records together and each alone, and compares.
fn compare(rules: &RuleSet, options: &Options, inputs: &[&Record]) -> Result<Counts, String> {
    let batch = Batch::new(rules, options).map_err(|errors| errors.to_string())?;
    let mut applicants = batch.applicants();
    let (mut fitting, mut expected) = (Vec::new(), Vec::new());
    for record in inputs {
        match (applicants.push(record), rules.evaluate_with(record, options)) {
            (Ok(()), Ok(breakdown)) => {
                fitting.push(*record);
                expected.push(breakdown);
            }
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
    let mut in_parts = same_words(&batch, &applicants, &expected)?;
    // What is said of how a record was read goes by the order in which it is written.
    for (record, breakdown) in fitting.into_iter().zip(&mut expected) {
        if !breakdown.notices.is_empty() {
            let record = Record::from_json(&record.canonical()).map_err(|errors| errors.to_string())?;
            *breakdown = rules.evaluate_with(&record, options).map_err(|errors| errors.to_string())?;
        }
    }
    in_parts += same_words(&batch, &written, &expected)?;
    Ok(Counts { records: inputs.len(), completed: results.completed(), in_parts })
}

/// Whether the breakdowns that are told from what was told before are those of the tree walk, to the byte.
fn same_words(batch: &Batch, applicants: &Applicants, expected: &[Breakdown]) -> Result<usize, String> {
    let mut breakdowns = batch.breakdowns();
    for (at, breakdown) in expected.iter().enumerate() {
        let words = breakdown.to_json_line();
        let (verdict, told) = breakdowns.json_line(applicants, at).ok_or("no such applicant")?;
        if (verdict, &told) != (breakdown.verdict, &words) {
            let same = told.bytes().zip(words.bytes()).take_while(|(one, other)| one == other).count();
            let rest = |text: &str| {
                let from = text.as_bytes().get(same.saturating_sub(300)..).unwrap_or_default();
                String::from_utf8_lossy(from).chars().take(600).collect::<String>()
            };
            return Err(format!("breakdown {at}:\n{}\nagainst\n{}", rest(&told), rest(&words)));
        }
    }
    Ok(breakdowns.in_parts())
}

/// Records with the same options are scored together.
fn compare_all(name: &str, rules: &RuleSet, inputs: &[(Record, Options)]) -> Counts {
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
    let mut all = Counts::default();
    for (options, records) in &groups {
        let some = compare(rules, options, records).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        all = all.plus(&some);
    }
    all
}

#[test]
fn the_shipped_scheme_scores_the_same() {
    let pack = packs::shipped();
    let counts = compare_all(&pack.name, &pack.rules, &pack.inputs);
    println!("{counts:?}");
    assert!(counts.records > 600 && counts.in_parts > 600);
}

#[test]
fn every_construct_scores_the_same() {
    let packs = packs::small().into_iter();
    let of_each = packs.map(|pack| compare_all(&pack.name, &pack.rules, &pack.inputs));
    let counts = of_each.fold(Counts::default(), |all, some| all.plus(&some));
    println!("{counts:?}");
    assert!(counts.records > 300 && counts.completed < counts.records && counts.in_parts > 300);
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
        match compare(&rules, &options, &inputs) {
            Ok(counts) => prop_assert_eq!(counts.records, 50),
            Err(fault) => prop_assert!(false, "{fault}\n{}", written.shown()),
        }
    }
}
