//! `chengxin diff`: what a change of the rules means, and what it does to applicants.

mod applicants;
mod rules;
mod sides;
mod speed;

use std::process::ExitCode;

use chengxin::Language;

use crate::arguments::{Diff, DiffFormat};
use crate::failure::{Failure, REFUSED};
use crate::output::{self, Output};
use crate::phrase::phrase;
use crate::stream;
use sides::Sides;

/// Compares two packs, and what records come to under both.
pub(crate) fn run(arguments: &Diff, language: Language) -> Result<ExitCode, Failure> {
    output::refuse_overwriting(arguments.output.as_deref(), &arguments.records, language)?;
    stream::readable(&arguments.records)?;
    let sides = Sides::load(arguments, language)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    let refused = write(&sides, arguments, &mut output, language)?;
    output.finish()?;
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::from(REFUSED) })
}

/// The part about the rules, then the one about the records, if there are any; how many records were refused.
fn write(sides: &Sides, arguments: &Diff, output: &mut Output, language: Language) -> Result<u64, Failure> {
    let with_records = !arguments.records.is_empty();
    let applicants = |output: &mut Output| applicants::write(sides, arguments, output, language);
    match arguments.format {
        DiffFormat::Text | DiffFormat::Markdown => {
            output.write(&heading(sides, arguments, language))?;
            rules::write(sides, arguments, output, language)?;
            if !with_records {
                return Ok(0);
            }
            if arguments.format == DiffFormat::Markdown {
                output.write("\n")?;
            }
            applicants(output)
        }
        DiffFormat::Json => {
            output.write("{\n\"rules\": ")?;
            rules::write(sides, arguments, output, language)?;
            let mut refused = 0;
            if with_records {
                output.write(",\n\"applicants\": ")?;
                refused = applicants(output)?;
            }
            output.write("\n}\n").map(|()| refused)
        }
        DiffFormat::Csv if with_records => applicants(output),
        DiffFormat::Csv => rules::write(sides, arguments, output, language).map(|()| 0),
    }
}

/// What is compared, and on which date.
fn heading(sides: &Sides, arguments: &Diff, language: Language) -> String {
    let mark = if arguments.format == DiffFormat::Markdown { "# " } else { "" };
    let (old, new, as_of) = (arguments.old.display(), arguments.new.display(), sides.options.as_of);
    phrase!(
        language,
        "{mark}规则改动：{old} → {new}，基准日 {as_of}\n\n",
        "{mark}Change of rules: {old} → {new}, as of {as_of}\n\n"
    )
}
