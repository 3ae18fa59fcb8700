//! `chengxin score`: one record, many files, or a stream of lines: read, scored by several threads, and written in the
//! order of the records, in constant memory.

use std::io::IsTerminal;
use std::process::ExitCode;

use chengxin::batch::{Applicants, BATCH, Batch, Breakdowns, Results};
use chengxin::{Language, Options, RuleSet, Verdict};

use crate::arguments::{Format, Score};
use crate::failure::{Failure, tell};
use crate::output::{self, Output};
use crate::progress::Progress;
use crate::stream::Item;
use crate::tally::{self, Tally};
use crate::workers::{self, FEW};
use crate::{record, rules, stream, table};

/// What came of a record: its result in words, or why there is none; and how many bytes it took.
struct Done {
    result: Result<(Verdict, String), String>,
    bytes: u64,
}

/// Scores every record.
pub(crate) fn run(arguments: &Score, language: Language) -> Result<ExitCode, Failure> {
    if table::concerns(arguments, language)? {
        return table::run(arguments, language);
    }
    output::refuse_overwriting(arguments.output.as_deref(), &arguments.records, language)?;
    stream::readable(&arguments.records)?;
    let (rules, options) = rules::evaluation(&arguments.evaluation, language)?;
    let many = arguments.records.len() > 1 || arguments.records.iter().any(|path| stream::is_lines(path));
    let progress = Progress::new(&arguments.records, many);
    let mut results = Writer {
        output: Output::open(arguments.output.as_deref())?,
        beside_the_bar: arguments.output.is_none() && std::io::stdout().is_terminal(),
        shape: Shape { format: arguments.format, full: arguments.full, many, language },
        written: 0,
        tally: Tally::default(),
        progress,
    };
    let shape = results.shape;
    let paths = &arguments.records;
    if matches!(arguments.format, Format::Scores | Format::Jsonl) {
        let batch = Batch::new(&rules, &options).map_err(|errors| {
            tell(errors.render(language, "").trim_end());
            Failure::Refused
        })?;
        let start = || Together::new(&batch);
        if arguments.format == Format::Scores {
            let work = |state: &mut Together<'_>, items| state.compact(items, language);
            workers::each(paths, BATCH, start, work, |done| results.take_all(done))?;
        } else {
            let work = |state: &mut Together<'_>, items| state.told(items, language);
            workers::each(paths, FEW, start, work, |done| results.take_all(done))?;
        }
    } else {
        let work = |(): &mut (), items| whole(&rules, &options, items, shape);
        workers::each(paths, FEW, || (), work, |done| results.take_all(done))?;
    }
    results.finish()
}

/// The breakdowns of some records.
fn whole(rules: &RuleSet, options: &Options, items: Vec<Item>, shape: Shape) -> Vec<Done> {
    let done = items.into_iter().map(|item| {
        let scored = record::scored(rules, options, &item, shape.language);
        let result = scored.map(|breakdown| (breakdown.verdict, shape.text(&breakdown)));
        Done { result, bytes: item.bytes }
    });
    done.collect()
}

/// Records that are scored together.
struct Together<'b> {
    batch: &'b Batch,
    applicants: Applicants,
    results: Results,
    breakdowns: Breakdowns,
}

impl<'b> Together<'b> {
    fn new(batch: &'b Batch) -> Self {
        let (applicants, results) = (batch.applicants(), Results::default());
        Self { batch, applicants, results, breakdowns: batch.breakdowns() }
    }

    /// The compact results of some records.
    fn compact(&mut self, items: Vec<Item>, language: Language) -> Vec<Done> {
        self.each(
            items,
            language,
            |this| this.batch.evaluate(&this.applicants, &mut this.results),
            |this, at| {
                let outcome = this.results.outcome(at)?;
                Some((outcome.verdict(), outcome.to_json_line(this.applicants.named(at))))
            },
        )
    }

    /// The full breakdowns of some records, each on one line.
    fn told(&mut self, items: Vec<Item>, language: Language) -> Vec<Done> {
        self.each(items, language, |_| (), |this, at| this.breakdowns.json_line(&this.applicants, at))
    }

    /// Reads all of the records, then tells what came of each.
    fn each(
        &mut self,
        items: Vec<Item>,
        language: Language,
        all: impl FnOnce(&mut Self),
        tell: impl Fn(&mut Self, usize) -> Option<(Verdict, String)>,
    ) -> Vec<Done> {
        self.applicants.clear();
        let mut read = |item: &Item| {
            let text = item.text.as_ref().map_err(|why| record::unreadable(*why, item, language))?;
            self.applicants.push_json(text).map_err(|errors| record::misfits(&errors, item, language))
        };
        let read: Vec<Result<(), String>> = items.iter().map(&mut read).collect();
        all(self);
        let mut scored = 0_usize;
        let done = items.iter().zip(read).map(|(item, read)| {
            let result = read.and_then(|()| {
                let at = scored;
                scored = scored.saturating_add(1);
                tell(self, at).ok_or_else(String::new)
            });
            Done { result, bytes: item.bytes }
        });
        done.collect()
    }
}

/// How results are put into words.
#[derive(Clone, Copy)]
struct Shape {
    format: Format,
    full: bool,
    many: bool,
    language: Language,
}

impl Shape {
    fn text(self, breakdown: &chengxin::Breakdown) -> String {
        let language = self.language;
        match self.format {
            Format::Jsonl | Format::Scores => breakdown.to_json_line(),
            Format::Json => breakdown.to_json(),
            Format::Markdown => breakdown.to_markdown(language),
            Format::Text if self.full => breakdown.to_text(language),
            Format::Text if self.many => breakdown.to_line(language),
            Format::Text => breakdown.to_summary(language),
        }
    }

    /// A result as it stands among the others.
    fn framed(self, text: &str, number: u64) -> String {
        let first = number == 1;
        match self.format {
            Format::Jsonl | Format::Scores => format!("{text}\n"),
            Format::Json if self.many => format!("{}{text}", if first { "[\n" } else { ",\n" }),
            Format::Json => format!("{text}\n"),
            Format::Markdown if first => text.to_owned(),
            Format::Markdown => format!("\n{text}"),
            Format::Text if self.many && self.full => format!("{}{text}", tally::between(self.language, number)),
            Format::Text if self.many => format!("{text}\n"),
            Format::Text => text.to_owned(),
        }
    }
}

/// Results as they come, in the format asked for.
struct Writer {
    output: Output,
    shape: Shape,
    /// Results and progress bar share the terminal.
    beside_the_bar: bool,
    written: u64,
    tally: Tally,
    progress: Progress,
}

impl Writer {
    fn take_all(&mut self, done: Vec<Done>) -> Result<(), Failure> {
        done.into_iter().try_for_each(|done| self.take(done))
    }

    fn take(&mut self, done: Done) -> Result<(), Failure> {
        match done.result {
            Ok((verdict, text)) => {
                self.tally.count(verdict);
                self.written = self.written.saturating_add(1);
                let text = self.shape.framed(&text, self.written);
                if self.beside_the_bar {
                    self.progress.aside(|| self.output.write(&text))?;
                } else {
                    self.output.write(&text)?;
                }
            }
            Err(misfit) => {
                self.tally.refused = self.tally.refused.saturating_add(1);
                self.progress.aside(|| tell(&misfit));
            }
        }
        self.progress.advance(done.bytes, self.tally.all());
        Ok(())
    }

    fn finish(mut self) -> Result<ExitCode, Failure> {
        self.progress.finish();
        if self.shape.format == Format::Json && self.shape.many {
            self.output.write(if self.written == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.output.finish()?;
        if tally::worth_telling(&self.tally) {
            tell(&self.tally.line(self.shape.language));
        }
        Ok(ExitCode::from(self.tally.exit_code()))
    }
}
