//! `chengxin advise`: the least changes that take an applicant to the pass mark, and the documents that decide.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chengxin::advice::{Advice, Wanted};
use chengxin::{Language, Mode, Options};

use crate::arguments::{Advise, Plain};
use crate::failure::{Failure, say};
use crate::{output, record, rules};

/// Reads the record and tells the way.
pub(crate) fn run(arguments: &Advise, language: Language) -> Result<ExitCode, Failure> {
    let rules = rules::load(&arguments.rules, language)?;
    let track = arguments.track.as_deref().map(|name| rules::track(&rules, name, language)).transpose()?;
    let options = Options { as_of: arguments.as_of, mode: Mode::Open, track };
    let read = record::read(&arguments.record, language)?;
    let wanted = Wanted { target: arguments.target.clone(), alternatives: arguments.alternatives };
    let advice = rules
        .advise(&read, &options, &wanted)
        .map_err(|errors| record::refused(&errors, &arguments.record, language))?;
    if let Some(directory) = &arguments.write {
        output::write_new(&records(&advice, directory))?;
    }
    let text = match arguments.format {
        Plain::Text => advice.to_text(language),
        Plain::Json => format!("{}\n", advice.to_json()),
    };
    say(&text).map(|()| ExitCode::SUCCESS)
}

/// The record of each alternative, numbered as they are told.
fn records(advice: &Advice, directory: &Path) -> Vec<(PathBuf, String)> {
    let numbered = (1_usize..).zip(&advice.alternatives);
    numbered.map(|(number, way)| (directory.join(format!("{number}.json")), format!("{}\n", way.record))).collect()
}
