//! How the work grows: with indicators, lengths of lists, records; memory and time of whole processes.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use chengxin::{Record, RuleSet};
use chengxin_workload::{Applicant, Applicants, Lists, PACK, Scored, score};

use crate::Size;
use crate::agree::{Reference, cuts};
use crate::measure::{Participant, grouped, print, rounds};
use crate::process::{Programs, Took};
use crate::{ours, scale};

pub fn run(size: Size) -> Result<(), Box<dyn Error>> {
    let reference = Reference::load()?;
    loading()?;
    indicators(&reference, size)?;
    lists(&reference, size)?;
    records(&reference, size)?;
    processes(size)
}

/// Loading, checking and whatever is compiled.
fn loading() -> Result<(), Box<dyn Error>> {
    println!("\n### loading and checking (RuleSet::load)\n\n| pack | ms, least of 15 |\n|---|--:|");
    for (name, pack) in [
        ("reference, 63 leaves", PACK.to_owned()),
        ("shipped, rules/beijing-2023", format!("{}/../../rules/beijing-2023", env!("CARGO_MANIFEST_DIR"))),
    ] {
        let mut least = f64::MAX;
        for _ in 0..15 {
            let start = Instant::now();
            black_box(RuleSet::load(&pack)?);
            least = least.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        println!("| {name} | {least:.1} |");
    }
    Ok(())
}

fn indicators(reference: &Reference, size: Size) -> Result<(), Box<dyn Error>> {
    println!("\n### indicators: the pack 1, 10, 100 times over, each copy with facts of its own\n");
    println!(
        "| leaves | facts | loading, ms | tree walk: µs a record | ns a leaf | compiled, columns: µs a record | ns a leaf |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|");
    let lines: Vec<String> = Applicants::new(5).take(size.fewer.min(500)).collect();
    for copies in [1, 10, 100] {
        let start = Instant::now();
        let rules = RuleSet::from_sources(scale::pack(copies)?)?;
        let loading = start.elapsed().as_secs_f64() * 1000.0;
        let lines = lines.iter().take(lines.len() / copies + 1).map(|line| scale::record(line, copies));
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        let copied = reference.with(rules);
        let records = lines.iter().map(|line| Record::from_json(line)).collect::<Result<Vec<_>, _>>()?;
        let batch = ours::compiled(&copied)?;
        let chunks = ours::columns(&batch, &lines, ours::CHUNK)?;
        let mut all = vec![ours::walk(&copied, &records), ours::batch("compiled", &batch, &chunks, 1)];
        let measured = rounds(&mut all, 3);
        let leaves = 63 * copies;
        print!("| {} | {} | {} |", grouped(leaves as f64), grouped((79 * copies) as f64), grouped(loading));
        for one in measured {
            print!(" {} | {} |", grouped(one.least / 1000.0), grouped(one.least / leaves as f64));
        }
        println!();
    }
    Ok(())
}

fn lists(reference: &Reference, size: Size) -> Result<(), Box<dyn Error>> {
    let batch = ours::compiled(reference)?;
    for (length, count) in [(0, size.fewer), (10, size.fewer), (1_000, 50)] {
        let mut made = Applicants::new(6);
        made.lists = Lists::Of(length);
        let lines: Vec<String> = made.take(count).collect();
        let applicants =
            lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Applicant<'_>>, _>>()?;
        let records = lines.iter().map(|line| Record::from_json(line)).collect::<Result<Vec<_>, _>>()?;
        let chunks = ours::columns(&batch, &lines, ours::CHUNK)?;
        let mut all = vec![
            by_hand("by hand", &applicants),
            ours::batch("chengxin: columns, 1 thread", &batch, &chunks, 1),
            ours::json_to_scores(&batch, &lines),
            ours::walk(reference, &records),
        ];
        print(&format!("both lists {length} records long"), &rounds(&mut all, size.rounds.min(3)));
    }
    Ok(())
}

fn records(reference: &Reference, size: Size) -> Result<(), Box<dyn Error>> {
    let batch = ours::compiled(reference)?;
    let lines: Vec<String> = Applicants::new(8).take(size.records * 4).collect();
    let applicants = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Applicant<'_>>, _>>()?;
    let mut all = Vec::new();
    let counts = [1_000, size.records, size.records * 4];
    for count in counts {
        all.push(by_hand(&format!("by hand, {count} records"), &applicants[..count]));
    }
    for count in counts {
        let mut one = ours::json_to_scores(&batch, &lines[..count]);
        one.name = format!("{}, {count} records", one.name);
        all.push(one);
    }
    print("number of records", &rounds(&mut all, 3));
    Ok(())
}

fn by_hand<'a>(name: &str, applicants: &'a [Applicant<'a>]) -> Participant<'a> {
    let mut results = vec![Scored::default(); applicants.len()];
    Participant::new(name, applicants.len(), move || {
        let cuts = cuts();
        for (applicant, to) in applicants.iter().zip(&mut results) {
            score(applicant, &cuts, to);
        }
        black_box(&results);
    })
}

fn processes(size: Size) -> Result<(), Box<dyn Error>> {
    let Some(programs) = Programs::find() else {
        println!("\nwhole processes: target/release/chengxin is not there (run run.sh)");
        return Ok(());
    };
    println!("\n### whole processes\n\n| command | seconds | peak, MiB |\n|---|--:|--:|");
    let file = std::env::temp_dir().join("chengxin-compare-record.json");
    std::fs::write(&file, Applicants::new(1).next().unwrap_or_default())?;
    let one = file.display().to_string();
    row(&programs.least(&["--version"], 20)?);
    row(&programs.least(&["score", "--rules", PACK, "--as-of", "2023-10-31", &one], 20)?);
    row(&programs.score(size.through_the_command_line, "scores")?);
    row(&programs.score(size.through_the_command_line / 50, "jsonl")?);
    Ok(std::fs::remove_file(file)?)
}

fn row(took: &Took) {
    let command = took.command.replace('|', "\\|").replace(PACK, "reference");
    println!("| `{command}` | {:.3} | {:.1} |", took.elapsed.as_secs_f64(), took.peak_kib as f64 / 1024.0);
}
