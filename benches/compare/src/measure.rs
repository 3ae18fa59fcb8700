//! Participants that take turns, round after round, and the table of what they took.

use std::sync::OnceLock;
use std::time::Instant;

use crate::allocation;

/// One way to do the work over so many records.
pub struct Participant<'a> {
    pub name: String,
    pub records: usize,
    pub run: Box<dyn FnMut() + 'a>,
}

impl<'a> Participant<'a> {
    pub fn new(name: impl Into<String>, records: usize, run: impl FnMut() + 'a) -> Self {
        Self { name: name.into(), records, run: Box::new(run) }
    }
}

/// What one participant took, per record.
pub struct Measured {
    pub name: String,
    pub records: usize,
    pub least: f64,
    pub median: f64,
    pub bytes: u64,
}

/// Where it is set, only participants whose name holds it are run: for a profile.
pub static ONLY: OnceLock<String> = OnceLock::new();

/// Runs all of them once to warm up and to count what is allocated, then in turns so many times.
pub fn rounds(participants: &mut Vec<Participant<'_>>, rounds: usize) -> Vec<Measured> {
    if let Some(only) = ONLY.get() {
        participants.retain(|one| one.name.contains(only));
    }
    let bytes: Vec<u64> = participants.iter_mut().map(|one| allocation::during(&mut one.run)).collect();
    let mut times = vec![Vec::with_capacity(rounds); participants.len()];
    for _ in 0..rounds {
        for (participant, times) in participants.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (participant.run)();
            times.push(start.elapsed().as_nanos() as f64 / participant.records as f64);
        }
    }
    let measured = participants.iter().zip(times).zip(bytes).map(|((participant, mut times), bytes)| {
        times.sort_by(f64::total_cmp);
        Measured {
            name: participant.name.clone(),
            records: participant.records,
            least: times[0],
            median: times[times.len() / 2],
            bytes: bytes / participant.records as u64,
        }
    });
    measured.collect()
}

/// Prints a table; the ratio is that of the least times to the first row's.
pub fn print(title: &str, measured: &[Measured]) {
    let Some(first) = measured.first() else { return };
    println!("\n### {title}\n");
    println!("| | records | ns a record, least | median | ratio | bytes allocated a record |");
    println!("|---|--:|--:|--:|--:|--:|");
    for one in measured {
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            one.name,
            grouped(one.records as f64),
            grouped(one.least),
            grouped(one.median),
            ratio(one.least / first.least),
            grouped(one.bytes as f64),
        );
    }
}

pub fn ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.2}") } else { grouped(ratio) }
}

/// A number without places, in groups of three; small ones with one place.
pub fn grouped(value: f64) -> String {
    if value != 0.0 && value < 100.0 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
