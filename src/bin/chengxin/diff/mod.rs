//! `chengxin diff`: what a change of the rules means.

mod rules;
mod sides;

use std::process::ExitCode;

use chengxin::Language;

use crate::arguments::{Diff, DiffFormat};
use crate::failure::Failure;
use crate::output::Output;
use crate::phrase::phrase;
use sides::Sides;

/// Compares two packs.
pub(crate) fn run(arguments: &Diff, language: Language) -> Result<ExitCode, Failure> {
    let sides = Sides::load(arguments, language)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    match arguments.format {
        DiffFormat::Text | DiffFormat::Markdown => {
            output.write(&heading(&sides, arguments, language))?;
            rules::write(&sides, arguments, &mut output, language)?;
        }
        DiffFormat::Csv => rules::write(&sides, arguments, &mut output, language)?,
        DiffFormat::Json => {
            output.write("{\n\"rules\": ")?;
            rules::write(&sides, arguments, &mut output, language)?;
            output.write("\n}\n")?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
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
