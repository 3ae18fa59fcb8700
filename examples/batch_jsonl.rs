//! Scores a stream of records, one JSON object a line, in constant memory; bad lines are reported and the others go on.
//!
//! Reads standard input, or three sample applicants where nothing is piped in:
//! `cat applicants.jsonl | cargo run --example batch_jsonl`

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, IsTerminal};

use chengxin::{Language, Record, RuleSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::load("rules/beijing-2023")?;
    let as_of = "2023-10-31".parse()?;
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for (line, number) in input()?.lines().zip(1_usize..) {
        let line = line?;
        let scored = Record::from_json(&line).and_then(|record| rules.evaluate(&record, as_of));
        match scored {
            Ok(breakdown) => {
                println!("{}", breakdown.to_line(Language::English));
                let count = verdicts.entry(breakdown.verdict().to_string()).or_default();
                *count = count.saturating_add(1);
            }
            Err(errors) => eprintln!("line {number}: {errors}"),
        }
    }
    for (verdict, count) in &verdicts {
        println!("{verdict}: {count}");
    }
    Ok(())
}

/// Standard input where something is piped in, else the sample applicants.
fn input() -> Result<Box<dyn BufRead>, Box<dyn std::error::Error>> {
    let piped = !std::io::stdin().is_terminal();
    let mut stdin = BufReader::new(std::io::stdin());
    if piped && !stdin.fill_buf()?.is_empty() {
        return Ok(Box::new(stdin));
    }
    let mut lines = String::new();
    for name in ["construction", "catering", "district"] {
        let json = std::fs::read_to_string(format!("rules/beijing-2023/cases/applicants/{name}.json"))?;
        lines.push_str(&json.replace('\n', " "));
        lines.push('\n');
    }
    Ok(Box::new(Cursor::new(lines)))
}
