//! Columns are held to records: every score, state, row, condition, total and verdict, and every misfit, of every pack of
//! the tests and of random rule sets; with each fact in the type of the schema, and all as text.

#![cfg(feature = "arrow")]
#![allow(
    clippy::wildcard_enum_match_arm,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "../properties/cases.rs"]
mod cases;
mod convert;
#[path = "../properties/entropy.rs"]
mod entropy;
#[path = "../properties/expressions.rs"]
mod expressions;
#[path = "../properties/methods.rs"]
mod methods;
mod misfits;
#[path = "../constructs/pack.rs"]
mod pack;
#[path = "../oracle/packs.rs"]
mod packs;
#[path = "../properties/records.rs"]
mod records;
#[path = "../properties/rules.rs"]
mod rules;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int8Type, UInt8Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::Schema;
use cases::{cases, load, numbers};
use chengxin::batch::{Batch, Results};
use chengxin::breakdown::{Breakdown, Mode, Node, Standing};
use chengxin::columnar::Evaluator;
use chengxin::value::Truth;
use chengxin::{Number, Options, Record, RecordErrors, RuleSet};
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

fn column<'b>(batch: &'b RecordBatch, name: &str) -> &'b ArrayRef {
    batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"))
}

fn text(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let texts = column(batch, name).as_string::<i32>();
    texts.is_valid(row).then(|| texts.value(row).to_owned())
}

fn word(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let words = column(batch, name).as_dictionary::<Int8Type>();
    let texts = words.values().as_string::<i32>();
    words.key(row).map(|key| texts.value(key).to_owned())
}

fn decimal(batch: &RecordBatch, name: &str, row: usize) -> Option<Number> {
    let numbers = column(batch, name).as_primitive::<Decimal128Type>();
    numbers.is_valid(row).then(|| numbers.value_as_string(row).parse().unwrap())
}

/// An exact score: a decimal, or two texts.
fn standing(batch: &RecordBatch, [known, low, high]: [&str; 3], row: usize) -> Option<[String; 2]> {
    let texts = (text(batch, low, row), text(batch, high, row));
    match (decimal(batch, known, row), texts) {
        (Some(exact), (None, None)) => Some([exact.to_string(), exact.to_string()]),
        (None, (Some(low), Some(high))) => Some([low, high]),
        (None, (None, None)) => None,
        other => panic!("{known} {low} {high}: {other:?}"),
    }
}

fn ends(standing: &Standing) -> Option<[String; 2]> {
    Some([standing.low.to_string(), standing.high.to_string()])
}

fn json_word(word: impl serde::Serialize) -> String {
    serde_json::to_value(word).unwrap().as_str().unwrap().to_owned()
}

macro_rules! same {
    ($what:expr, $one:expr, $other:expr) => {
        match (&$one, &$other) {
            (one, other) if one != other => return Err(format!("{}: {one:?} against {other:?}", $what)),
            _ => {}
        }
    };
}

/// What differs between a row of scores and the breakdown.
fn compare_row(batch: &RecordBatch, row: usize, breakdown: &Breakdown, rows: &[Option<u8>]) -> Result<(), String> {
    same!("verdict", word(batch, "verdict", row), Some(json_word(breakdown.verdict)));
    same!("track", text(batch, "track", row), breakdown.track.as_ref().map(|track| track.key.clone()));
    let total = &breakdown.total;
    same!("total", decimal(batch, "total", row).as_ref(), total.published.exact());
    same!("low", decimal(batch, "total_low", row).as_ref(), Some(&total.published.low));
    same!("high", decimal(batch, "total_high", row).as_ref(), Some(&total.published.high));
    same!("exact", standing(batch, ["exact", "exact_low", "exact_high"], row), ends(&total.exact));
    for condition in &breakdown.conditions {
        let truths = column(batch, &format!("condition:{}", condition.code)).as_boolean();
        let met = truths.is_valid(row).then(|| truths.value(row));
        let expected = match condition.met {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        };
        same!(condition.code, met, expected);
    }
    let leaves = leaves(breakdown);
    assert_eq!(leaves.len(), rows.len());
    for (node, taken) in leaves.iter().zip(rows) {
        let names = ["score", "low", "high"].map(|part| format!("{part}:{}", node.code));
        let score = standing(batch, names.each_ref().map(String::as_str), row);
        same!(node.code, score, ends(&node.score));
        same!(node.code, word(batch, &format!("state:{}", node.code), row), Some(json_word(node.state)));
        let told = batch.column_by_name(&format!("row:{}", node.code)).and_then(|rows| {
            let rows = rows.as_primitive::<UInt8Type>();
            rows.is_valid(row).then(|| rows.value(row))
        });
        same!(format!("row of {}", node.code), told, *taken);
    }
    let schema = batch.schema();
    let given = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .filter(|(column, field)| field.name().starts_with("state:") && column.is_valid(row));
    same!("leaves", given.count(), leaves.len());
    Ok(())
}

/// Codes and paths of misfits.
fn told(errors: &RecordErrors) -> Vec<(&'static str, String)> {
    let mut told: Vec<_> = errors.iter().map(|one| (one.code, one.path.clone())).collect();
    told.sort();
    told
}

/// Scores records as columns and each alone, and compares. How many could be made columns.
fn compare(rules: &RuleSet, options: &Options, inputs: &[&Record], as_text: bool) -> Result<usize, String> {
    let evaluator = Evaluator::new(rules, options).map_err(|errors| errors.to_string())?;
    let schema = schema(rules, &evaluator, options);
    let fit: Vec<&Record> =
        inputs.iter().copied().filter(|record| convert::columns(&schema, &[record], as_text).is_some()).collect();
    let Some(facts) = convert::columns(&schema, &fit, as_text) else {
        return Err("records apart, not together".to_owned());
    };
    let scores = evaluator.evaluate(&facts).map_err(|errors| errors.to_string())?;
    let batch = Batch::new(rules, options).map_err(|errors| errors.to_string())?;
    let mut applicants = batch.applicants();
    let mut results = Results::default();
    for (row, record) in fit.iter().enumerate() {
        let misfit = scores.misfits().find(|(at, _)| *at == row).map(|(_, errors)| errors);
        match (rules.evaluate_with(record, options), misfit) {
            (Ok(breakdown), None) => {
                applicants.clear();
                applicants.push(record).map_err(|errors| errors.to_string())?;
                batch.evaluate(&applicants, &mut results);
                let rows: Vec<Option<u8>> = results.outcome(0).unwrap().leaves().iter().map(|leaf| leaf.row).collect();
                compare_row(scores.batch(), row, &breakdown, &rows).map_err(|fault| format!("row {row}: {fault}"))?;
                assert_eq!(scores.verdicts()[row], Some(breakdown.verdict));
            }
            (Err(record), Some(misfit)) => {
                let plain = |told: Vec<(&'static str, String)>| -> Vec<_> {
                    told.into_iter()
                        .map(|(code, path)| (code, path.replace(".value", "").replace(".state", "")))
                        .collect()
                };
                let codes =
                    |told: Vec<(&'static str, String)>| told.into_iter().map(|(code, _)| code).collect::<Vec<_>>();
                same!(format!("misfits of {row}"), codes(plain(told(misfit))), codes(plain(told(&record))));
                assert!(scores.verdicts()[row].is_none());
                assert!(
                    column(scores.batch(), "errors").is_valid(row) && column(scores.batch(), "verdict").is_null(row)
                );
            }
            (one, other) => return Err(format!("row {row}: {:?} against {other:?}", one.map(|_| ()))),
        }
    }
    Ok(fit.len())
}

/// The facts of every track that may come.
fn schema(rules: &RuleSet, evaluator: &Evaluator, options: &Options) -> Schema {
    let own = evaluator.fact_schema(None).unwrap();
    let mut fields: Vec<_> = own.fields().iter().cloned().collect();
    if options.track.is_none() {
        for (track, _) in rules.tracks() {
            let of_track = evaluator.fact_schema(Some(track)).unwrap();
            for field in of_track.fields() {
                if !fields.iter().any(|known| known.name() == field.name()) {
                    fields.push(field.clone());
                }
            }
        }
    }
    Schema::new(fields)
}

/// Records with the same options are scored together.
fn compare_all(name: &str, rules: &RuleSet, inputs: &[(Record, Options)]) -> usize {
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
    let mut count = 0;
    for (options, records) in &groups {
        for as_text in [false, true] {
            count += compare(rules, options, records, as_text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
    }
    count
}

#[test]
fn the_shipped_scheme_scores_the_same() {
    let pack = packs::shipped();
    let records = compare_all(&pack.name, &pack.rules, &pack.inputs);
    println!("{records} rows of {} records", pack.inputs.len());
    assert!(records > 200);
}

#[test]
fn every_construct_scores_the_same() {
    let (mut rows, mut records) = (0, 0);
    for pack in packs::small() {
        rows += compare_all(&pack.name, &pack.rules, &pack.inputs);
        records += pack.inputs.len();
    }
    println!("{rows} rows of {records} records");
    assert!(rows > 600);
}

proptest! {
    // Rule sets, each with 30 records.
    #![proptest_config(cases(100, 500))]

    #[test]
    fn random_rules_score_the_same(
        of_rules in numbers(500),
        seed in numbers(60),
        closed in any::<bool>(),
        as_text in any::<bool>(),
    ) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let mut entropy = Entropy::new(seed);
        let inputs: Vec<Record> = (0..30_usize).map(|at| {
            let whole = records::complete(&mut entropy, &written.assessed);
            let percent = [0, 0, 3, 20, 60][at % 5];
            let record = records::without(&mut entropy, &whole, percent);
            Record::from_json(&records::json(&record)).unwrap()
        }).collect();
        let mode = if closed { Mode::Closed } else { Mode::Open };
        let options = Options { mode, ..Options::on("2023-10-31".parse().unwrap()) };
        let inputs: Vec<&Record> = inputs.iter().collect();
        match compare(&rules, &options, &inputs, as_text) {
            Ok(rows) => prop_assert_eq!(rows, inputs.len()),
            Err(fault) => prop_assert!(false, "{}\n{}", fault, written.shown()),
        }
    }
}
