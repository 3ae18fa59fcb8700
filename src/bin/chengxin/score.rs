//! `chengxin score`: one record, many files, or a stream of lines, in constant memory.

use std::io::IsTerminal;
use std::process::ExitCode;

use chengxin::{Breakdown, Language};

use crate::arguments::{Format, Score};
use crate::failure::{Failure, tell};
use crate::output::{self, Output};
use crate::progress::Progress;
use crate::tally::{self, Tally};
use crate::{record, rules, stream, table};

/// Scores every record.
pub(crate) fn run(arguments: &Score, language: Language) -> Result<ExitCode, Failure> {
    if table::concerns(arguments, language)? {
        return table::run(arguments, language);
    }
    output::refuse_overwriting(arguments.output.as_deref(), &arguments.records, language)?;
    stream::readable(&arguments.records)?;
    let (rules, options) = rules::evaluation(&arguments.evaluation, language)?;
    let many = arguments.records.len() > 1 || arguments.records.iter().any(|path| stream::is_lines(path));
    let mut results = Results {
        output: Output::open(arguments.output.as_deref())?,
        format: arguments.format,
        full: arguments.full,
        many,
        beside_the_bar: arguments.output.is_none() && std::io::stdout().is_terminal(),
        written: 0,
        language,
    };
    let progress = Progress::new(&arguments.records, many);
    let mut tally = Tally::default();
    for path in &arguments.records {
        stream::each(path, |item| {
            match record::scored(&rules, &options, &item, language) {
                Ok(breakdown) => {
                    tally.count(breakdown.verdict);
                    results.write(&breakdown, &progress)?;
                }
                Err(misfit) => {
                    tally.refused = tally.refused.saturating_add(1);
                    progress.aside(|| tell(&misfit));
                }
            }
            progress.advance(item.bytes, tally.all());
            Ok(())
        })?;
    }
    progress.finish();
    results.finish()?;
    if tally::worth_telling(&tally) {
        tell(&tally.line(language));
    }
    Ok(ExitCode::from(tally.exit_code()))
}

/// Results as they come, in the format asked for.
struct Results {
    output: Output,
    format: Format,
    full: bool,
    many: bool,
    /// Results and progress bar share the terminal.
    beside_the_bar: bool,
    written: u64,
    language: Language,
}

impl Results {
    fn write(&mut self, breakdown: &Breakdown, progress: &Progress) -> Result<(), Failure> {
        let text = self.text(breakdown);
        if self.beside_the_bar { progress.aside(|| self.output.write(&text)) } else { self.output.write(&text) }
    }

    fn text(&mut self, breakdown: &Breakdown) -> String {
        self.written = self.written.saturating_add(1);
        let first = self.written == 1;
        let language = self.language;
        match self.format {
            Format::Jsonl => format!("{}\n", breakdown.to_json_line()),
            Format::Json if self.many => {
                format!("{}{}", if first { "[\n" } else { ",\n" }, breakdown.to_json())
            }
            Format::Json => format!("{}\n", breakdown.to_json()),
            Format::Markdown if first => breakdown.to_markdown(language),
            Format::Markdown => format!("\n{}", breakdown.to_markdown(language)),
            Format::Text if self.many && self.full => {
                format!("{}{}", tally::between(language, self.written), breakdown.to_text(language))
            }
            Format::Text if self.many => format!("{}\n", breakdown.to_line(language)),
            Format::Text if self.full => breakdown.to_text(language),
            Format::Text => breakdown.to_summary(language),
        }
    }

    fn finish(mut self) -> Result<(), Failure> {
        if self.format == Format::Json && self.many {
            self.output.write(if self.written == 0 { "[]\n" } else { "\n]\n" })?;
        }
        self.output.finish()
    }
}
