//! The participants of this library.

use std::error::Error;
use std::hint::black_box;

use chengxin::batch::{Applicants, Batch, LeafOutcome, Outcome, Results};
use chengxin::value::Truth;
use chengxin::{Options, Record};
use chengxin_workload::Scored;

use crate::agree::{Reference, same, thousandths, verdict};
use crate::measure::Participant;

/// One parsed record after the other by the tree walk, each with its full breakdown.
pub fn walk<'a>(reference: &'a Reference, records: &'a [Record]) -> Participant<'a> {
    Participant::new("chengxin: tree walk, one record with full breakdown", records.len(), move || {
        for record in records {
            black_box(reference.rules.evaluate(record, reference.as_of).is_ok());
        }
    })
}

/// From a JSON line to a breakdown in memory.
pub fn json_to_breakdown<'a>(reference: &'a Reference, lines: &'a [String]) -> Participant<'a> {
    Participant::new("chengxin: JSON line → breakdown (tree walk)", lines.len(), move || {
        for line in lines {
            let record = Record::from_json(line).expect("a record");
            black_box(reference.rules.evaluate(&record, reference.as_of).is_ok());
        }
    })
}

/// From a JSON line to the JSON line of the breakdown.
pub fn json_to_json<'a>(reference: &'a Reference, lines: &'a [String]) -> Participant<'a> {
    Participant::new("chengxin: JSON line → breakdown JSON line (tree walk)", lines.len(), move || {
        for line in lines {
            let record = Record::from_json(line).expect("a record");
            let breakdown = reference.rules.evaluate(&record, reference.as_of).expect("a record that fits");
            black_box(breakdown.to_json_line().len());
        }
    })
}

/// How many applicants are evaluated at a time.
pub const CHUNK: usize = 512;

/// The rules compiled for the as-of date.
pub fn compiled(reference: &Reference) -> Result<Batch, Box<dyn Error>> {
    Ok(Batch::new(&reference.rules, &Options::on(reference.as_of))?)
}

/// Applicants as columns, so many at a time.
pub fn columns(batch: &Batch, lines: &[String], chunk: usize) -> Result<Vec<Applicants>, Box<dyn Error>> {
    let chunks = lines.chunks(chunk).map(|lines| {
        let mut applicants = batch.applicants();
        for line in lines {
            applicants.push(&Record::from_json(line)?)?;
        }
        Ok(applicants)
    });
    chunks.collect()
}

/// Fails where the compiled form says anything else than the tree walk, of records pushed parsed and as JSON.
pub fn agrees(batch: &Batch, lines: &[String], expected: &[Scored]) -> Result<(), Box<dyn Error>> {
    let (mut parsed, mut written) = (batch.applicants(), batch.applicants());
    for line in lines.iter().take(expected.len()) {
        parsed.push(&Record::from_json(line)?)?;
        written.push_json(line)?;
    }
    for applicants in [parsed, written] {
        let mut results = Results::default();
        batch.evaluate(&applicants, &mut results);
        for (at, expected) in expected.iter().enumerate() {
            same(expected, &scored(results.outcome(at).ok_or("a result")?, expected)?)?;
        }
        if results.completed() > 0 {
            println!("note: the tree walk completed {} of {} records", results.completed(), expected.len());
        }
    }
    Ok(())
}

/// The row that was taken; the compiled form numbers what 分母为零 says after the rows, the function by hand has no number.
fn row(leaf: &LeafOutcome) -> Option<u8> {
    let rows = match leaf.code.as_str() {
        "B3-2" => 4,
        "C2-2" => 3,
        _ => return leaf.row,
    };
    leaf.row.map(|row| if row < rows { row } else { 0 })
}

/// A compact result in the form of the function written by hand. The total is published with two places only.
fn scored(outcome: Outcome<'_>, expected: &Scored) -> Result<Scored, Box<dyn Error>> {
    let mut scored = Scored::default();
    let leaves = outcome.leaves();
    for (at, leaf) in leaves.iter().enumerate() {
        scored.scores[at] = thousandths(leaf.score.exact().ok_or("a score is not known")?)?;
        scored.branches[at] = row(leaf).unwrap_or(expected.branches[at]);
    }
    for (at, met) in outcome.conditions().iter().enumerate() {
        scored.conditions |= u16::from(*met == Truth::True) << at;
    }
    let total = thousandths(outcome.total().exact().ok_or("the total is not known")?)?;
    if total != expected.total / 10 * 10 {
        return Err(format!("total: expected {}, found {total}", expected.total).into());
    }
    scored.total = expected.total;
    scored.verdict = verdict(outcome.verdict())?;
    Ok(scored)
}

/// Columns on so many threads.
pub fn batch<'a>(name: &str, batch: &'a Batch, chunks: &'a [Applicants], threads: usize) -> Participant<'a> {
    let records = chunks.iter().map(Applicants::len).sum();
    let mut results = vec![Results::default(); threads];
    Participant::new(name, records, move || {
        let share = chunks.len().div_ceil(threads);
        let work = |chunks: &[Applicants], results: &mut Results| {
            for applicants in chunks {
                batch.evaluate(applicants, results);
                black_box(&results);
            }
        };
        if let [results] = &mut results[..] {
            return work(chunks, results);
        }
        std::thread::scope(|scope| {
            for (chunks, results) in chunks.chunks(share).zip(&mut results) {
                scope.spawn(move || work(chunks, results));
            }
        });
    })
}

/// Parsed records into columns, and scored.
pub fn pushed<'a>(batch: &'a Batch, records: &'a [Record]) -> Participant<'a> {
    let (mut applicants, mut results) = (batch.applicants(), Results::default());
    Participant::new("chengxin: parsed JSON → columns → scores", records.len(), move || {
        for chunk in records.chunks(CHUNK) {
            applicants.clear();
            for record in chunk {
                applicants.push(record).expect("a record that fits");
            }
            batch.evaluate(&applicants, &mut results);
            black_box(&results);
        }
    })
}

/// JSON lines straight into columns, and scored.
pub fn json_to_scores<'a>(batch: &'a Batch, lines: &'a [String]) -> Participant<'a> {
    let (mut applicants, mut results) = (batch.applicants(), Results::default());
    Participant::new("chengxin: JSON line → scores", lines.len(), move || {
        for chunk in lines.chunks(CHUNK) {
            applicants.clear();
            for line in chunk {
                applicants.push_json(line).expect("a record that fits");
            }
            batch.evaluate(&applicants, &mut results);
            black_box(&results);
        }
    })
}
