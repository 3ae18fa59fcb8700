//! The table: all participants over the same records, checked, then timed in turns.

use std::error::Error;
use std::hint::black_box;

use chengxin::Record;
use chengxin_workload::{Applicant, Applicants, Scored, score};

use crate::Size;
use crate::agree::{Reference, cuts, same};
#[cfg(any(feature = "cel", feature = "polars"))]
use crate::floats::{Floats, Judged};
use crate::measure::{Participant, print, rounds};
use crate::ours;

pub fn run(size: Size) -> Result<(), Box<dyn Error>> {
    let reference = Reference::load()?;
    let lines: Vec<String> = Applicants::new(1).take(size.records).collect();
    let bytes: usize = lines.iter().map(String::len).sum();
    println!("records: {} of {} bytes each on average", lines.len(), bytes / lines.len());
    let expected = reference.walked(&lines[..size.checked])?;
    let applicants = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Applicant<'_>>, _>>()?;
    let mut results = vec![Scored::default(); lines.len()];
    for ((applicant, to), expected) in applicants.iter().zip(&mut results).zip(&expected) {
        score(applicant, &cuts(), to);
        same(expected, to)?;
    }
    println!(
        "checked: by hand equals the tree walk over {} records: scores, branches, conditions, totals, verdicts",
        expected.len()
    );

    let batch = ours::compiled(&reference)?;
    ours::agrees(&batch, &lines, &expected)?;
    println!("checked: the compiled form equals it too, from parsed records and from JSON lines");

    let chunks = ours::columns(&batch, &lines, ours::CHUNK)?;
    let ones = ours::columns(&batch, &lines[..size.records / 10], 1)?;
    let records = lines[..size.fewer].iter().map(|line| Record::from_json(line)).collect::<Result<Vec<_>, _>>()?;
    let mut parsed = vec![by_hand(&applicants, &mut results)];
    parsed.push(ours::batch("chengxin: columns, 1 thread", &batch, &chunks, 1));
    parsed.push(ours::batch("chengxin: columns, 2 threads", &batch, &chunks, 2));
    parsed.push(ours::batch("chengxin: one record at a time, compact result", &batch, &ones, 1));
    parsed.push(ours::pushed(&batch, &records));
    parsed.push(ours::walk(&reference, &records));
    others(&mut parsed, &lines, &expected, size)?;
    print("parsed records", &rounds(&mut parsed, size.rounds));

    let mut json = vec![
        typed_and_by_hand(&lines),
        ours::json_to_scores(&batch, &lines),
        serde_value(&lines[..size.fewer]),
        ours::json_to_breakdown(&reference, &lines[..size.fewer]),
        ours::json_to_json(&reference, &lines[..size.fewer]),
    ];
    print("JSON lines, one core", &rounds(&mut json, size.rounds));
    Ok(())
}

fn by_hand<'a>(applicants: &'a [Applicant<'a>], results: &'a mut [Scored]) -> Participant<'a> {
    Participant::new("by hand: Rust, scaled integers", applicants.len(), move || {
        let cuts = cuts();
        for (applicant, to) in applicants.iter().zip(results.iter_mut()) {
            score(applicant, &cuts, to);
        }
        black_box(&results);
    })
}

fn typed_and_by_hand(lines: &[String]) -> Participant<'_> {
    let mut to = Scored::default();
    Participant::new("serde_json typed borrowed parse + by hand", lines.len(), move || {
        let cuts = cuts();
        for line in lines {
            let applicant: Applicant<'_> = serde_json::from_str(line).expect("a record");
            score(&applicant, &cuts, &mut to);
            black_box(&to);
        }
    })
}

fn serde_value(lines: &[String]) -> Participant<'_> {
    Participant::new("serde_json Value, parse only", lines.len(), move || {
        for line in lines {
            black_box(serde_json::from_str::<serde_json::Value>(line).is_ok());
        }
    })
}

#[cfg_attr(not(any(feature = "cel", feature = "polars", feature = "zen")), expect(unused_variables, clippy::ptr_arg))]
fn others<'a>(
    participants: &mut Vec<Participant<'a>>,
    lines: &'a [String],
    expected: &[Scored],
    size: Size,
) -> Result<(), Box<dyn Error>> {
    #[cfg(feature = "zen")]
    zen(participants, lines, expected, size)?;
    #[cfg(feature = "cel")]
    cel(participants, lines, expected, size)?;
    #[cfg(feature = "polars")]
    polars(participants, lines, expected)?;
    Ok(())
}

#[cfg(feature = "zen")]
fn zen<'a>(
    participants: &mut Vec<Participant<'a>>,
    lines: &[String],
    expected: &[Scored],
    size: Size,
) -> Result<(), Box<dyn Error>> {
    use crate::zen::{Fast, Tables, records};

    let all = records(&lines[..expected.len()])?;
    let mut fast = Fast::new()?;
    let traced = Tables::new(true)?;
    let mut scored = Scored::default();
    for (at, (record, expected)) in all.iter().zip(expected).enumerate() {
        fast.score(record, &mut scored)?;
        same(expected, &Scored { branches: expected.branches, ..scored.clone() })?;
        if at < size.fewer {
            traced.score(record, &mut scored)?;
            same(expected, &Scored { branches: expected.branches, ..scored.clone() })?;
        }
    }
    println!(
        "checked: zen-engine equals it over {} records ({} with tables): scores, conditions, totals, verdicts",
        expected.len(),
        size.fewer.min(expected.len())
    );
    let records: Vec<_> = all.into_iter().take(size.fewer).collect();
    let tables = records.clone();
    let mut scored = Scored::default();
    participants.push(Participant::new("zen-engine: one compiled expression, its VM", records.len(), move || {
        for record in &records {
            fast.score(record, &mut scored).expect("a score");
            black_box(&scored);
        }
    }));
    let mut scored = Scored::default();
    participants.push(Participant::new("zen-engine: decision tables with trace", tables.len(), move || {
        for record in &tables {
            traced.score(record, &mut scored).expect("a score");
            black_box(&scored);
        }
    }));
    Ok(())
}

#[cfg(feature = "cel")]
fn cel<'a>(
    participants: &mut Vec<Participant<'a>>,
    lines: &[String],
    expected: &[Scored],
    size: Size,
) -> Result<(), Box<dyn Error>> {
    let compiled = crate::cel::Compiled::new()?;
    let (mut judged, mut floats) = (Judged::default(), Floats::default());
    for (line, expected) in lines.iter().zip(expected) {
        compiled.score(&compiled.context(line)?, &mut floats)?;
        judged.compare(expected, &floats)?;
    }
    tell("cel", judged);
    let records = lines[..size.fewer].iter().map(|line| compiled.context(line)).collect::<Result<Vec<_>, _>>()?;
    participants.push(Participant::new("cel: one compiled program", records.len(), move || {
        for record in &records {
            compiled.score(record, &mut floats).expect("a score");
            black_box(&floats);
        }
    }));
    Ok(())
}

#[cfg(feature = "polars")]
fn polars<'a>(
    participants: &mut Vec<Participant<'a>>,
    lines: &[String],
    expected: &[Scored],
) -> Result<(), Box<dyn Error>> {
    let frames = crate::columns::Frames::new(lines)?;
    let result = frames.query().collect()?;
    let mut judged = Judged::default();
    for (found, expected) in crate::columns::rows(&result)?.iter().zip(expected) {
        judged.compare(expected, found)?;
    }
    tell("polars", judged);
    let threads = std::env::var("POLARS_MAX_THREADS").unwrap_or_else(|_| "all".to_owned());
    let name = format!("Polars: one lazy query over columns, threads: {threads}");
    participants.push(Participant::new(name, lines.len(), move || {
        black_box(frames.query().collect().expect("a frame").height());
    }));
    Ok(())
}

#[cfg(any(feature = "cel", feature = "polars"))]
fn tell(name: &str, judged: Judged) {
    println!(
        "checked: {name} equals it over {} records within the error of floats; judged otherwise: {} ({} eligible at exactly 80)",
        judged.records, judged.otherwise, judged.at_eighty
    );
}
