//! The part of `diff` about applicants: each record under both rules, counted as it comes.

use std::time::Instant;

use chengxin::Language;
use chengxin::impact::{CSV_HEADER, Compared, Comparison, Impact, Misfits};

use super::sides::Sides;
use super::speed;
use crate::arguments::{Diff, DiffFormat};
use crate::failure::{Failure, tell};
use crate::output::Output;
use crate::phrase::{phrase, pick};
use crate::progress::Progress;
use crate::record;
use crate::stream::Item;
use crate::workers::{self, FEW};

/// A record that was evaluated.
struct Done {
    place: String,
    bytes: u64,
    outcome: Result<Compared, Refused>,
}

/// A record that was refused, and what to tell.
struct Refused {
    misfits: Option<Misfits>,
    said: String,
}

/// Compares every record and writes the part: text or Markdown, one JSON value without a line break after it, or CSV as
/// the records come. Gives how many were refused.
pub(super) fn write(sides: &Sides, arguments: &Diff, output: &mut Output, language: Language) -> Result<u64, Failure> {
    let comparison = Comparison::new(&sides.old, &sides.new, &sides.options);
    let comparison = if arguments.as_if_in_force { comparison.as_if_in_force() } else { comparison };
    let mut counted = Counted {
        impact: Impact::new(&comparison, arguments.limit),
        progress: Progress::new(&arguments.records, true),
        csv: arguments.format == DiffFormat::Csv,
        limit: arguments.limit,
        read: 0,
        refused: 0,
        output,
        language,
    };
    if counted.csv {
        counted.output.write(CSV_HEADER)?;
    }
    let start = Instant::now();
    let work = |(): &mut (), items: Vec<Item>| {
        items.iter().map(|item| compared(&comparison, item, language)).collect::<Vec<_>>()
    };
    workers::each(
        &arguments.records,
        FEW,
        || (),
        work,
        |done| done.into_iter().try_for_each(|done| counted.take(done)),
    )?;
    counted.finish(&start, arguments.format)
}

fn compared(comparison: &Comparison, item: &Item, language: Language) -> Done {
    let outcome = match record::parsed(item, language) {
        Ok(record) => comparison.compare(&record).map_err(|misfits| {
            let said = told(&misfits, item, language);
            Refused { misfits: Some(misfits), said }
        }),
        Err(said) => Err(Refused { misfits: None, said }),
    };
    Done { place: item.place(), bytes: item.bytes, outcome }
}

/// What does not fit, under which rules.
fn told(misfits: &Misfits, item: &Item, language: Language) -> String {
    let old = (pick(language, "按旧规则：", "under the old rules:"), &misfits.old);
    let new = (pick(language, "按新规则：", "under the new rules:"), &misfits.new);
    let said = [old, new].into_iter().filter_map(|(under, errors)| {
        let errors = record::misfits(errors.as_ref()?, item, language);
        Some(format!("{under}\n{errors}"))
    });
    said.collect::<Vec<_>>().join("\n")
}

/// What has been counted, and where it goes.
struct Counted<'o> {
    impact: Impact,
    progress: Progress,
    csv: bool,
    limit: usize,
    read: u64,
    refused: u64,
    output: &'o mut Output,
    language: Language,
}

impl Counted<'_> {
    fn take(&mut self, done: Done) -> Result<(), Failure> {
        self.read = self.read.saturating_add(1);
        match done.outcome {
            Ok(compared) => {
                self.impact.add(&done.place, &compared);
                if self.csv && compared.change.is_change() {
                    self.output.write(&compared.change.to_csv(&done.place))?;
                }
            }
            Err(refused) => self.refuse(&refused),
        }
        self.progress.advance(done.bytes, self.read);
        Ok(())
    }

    /// Of refused records only the first are told; all are counted.
    fn refuse(&mut self, refused: &Refused) {
        match &refused.misfits {
            Some(misfits) => self.impact.refuse(misfits),
            None => self.impact.unreadable(),
        }
        self.refused = self.refused.saturating_add(1);
        if usize::try_from(self.refused).is_ok_and(|refused| refused <= self.limit) {
            self.progress.aside(|| tell(&refused.said));
        }
    }

    fn finish(self, start: &Instant, format: DiffFormat) -> Result<u64, Failure> {
        self.progress.finish();
        let untold = self.refused.saturating_sub(u64::try_from(self.limit).unwrap_or(u64::MAX));
        if untold > 0 {
            tell(&phrase!(self.language, "…… 另有 {untold} 条未能比较", "… and {untold} more refused"));
        }
        tell(&speed::line(self.read, start, self.language));
        let report = self.impact.report();
        match format {
            DiffFormat::Text => self.output.write(&report.to_text(self.language))?,
            DiffFormat::Markdown => self.output.write(&report.to_markdown(self.language))?,
            DiffFormat::Json => self.output.write(&report.to_json())?,
            DiffFormat::Csv => {}
        }
        Ok(self.refused)
    }
}
