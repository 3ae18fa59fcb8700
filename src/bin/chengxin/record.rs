//! Reading one record and scoring it; what does not fit is told with file, line and path.

use std::path::Path;

use chengxin::{Breakdown, Language, Options, Record, RecordErrors, RuleSet};

use crate::failure::{Failure, tell};
use crate::phrase::{phrase, pick};
use crate::stream::{self, Item, LONGEST, Unreadable};

/// The breakdown of one record, or what to tell of why there is none.
pub(crate) fn scored(rules: &RuleSet, options: &Options, item: &Item, language: Language) -> Result<Breakdown, String> {
    let record = parsed(item, language)?;
    rules.evaluate_with(&record, options).map_err(|errors| misfits(&errors, item, language))
}

/// The record of an item, or what to tell of why it cannot be read.
pub(crate) fn parsed(item: &Item, language: Language) -> Result<Record, String> {
    let text = item.text.as_ref().map_err(|why| unreadable(*why, item, language))?;
    Record::from_json(text).map_err(|errors| misfits(&errors, item, language))
}

/// What to tell of the misfits of a record.
pub(crate) fn misfits(errors: &RecordErrors, item: &Item, language: Language) -> String {
    place_lines(&errors.render(language, &item.file), item)
}

/// A record file that must fit: its misfits are told, and end the command.
pub(crate) fn read(path: &Path, language: Language) -> Result<Record, Failure> {
    let text = stream::one(path)?;
    Record::from_json(&text).map_err(|errors| refused(&errors, path, language))
}

/// Tells the misfits of a record.
pub(crate) fn refused(errors: &RecordErrors, path: &Path, language: Language) -> Failure {
    tell(errors.render(language, &path.display().to_string()).trim_end());
    Failure::Refused
}

/// What to tell of a text that cannot be read.
pub(crate) fn unreadable(why: Unreadable, item: &Item, language: Language) -> String {
    let error = pick(language, "错误", "error");
    let said = match why {
        Unreadable::TooLong => {
            phrase!(language, "记录超过 {LONGEST} 字节", "the record is longer than {LONGEST} bytes")
        }
        Unreadable::NotUtf8(at) => phrase!(language, "第 {at} 个字节不是 UTF-8 文字", "byte {at} is not UTF-8 text"),
    };
    let place = item.place();
    format!("{error}: {said}\n  --> {place}")
}

/// A record on one line of many knows only its own line 1: the places get the line of the file.
fn place_lines(rendered: &str, item: &Item) -> String {
    let Some(line) = item.line else { return rendered.trim_end().to_owned() };
    let alone = format!("  --> {}:1:", item.file);
    let placed = rendered.trim_end().lines().map(|text| match text.strip_prefix(&alone) {
        Some(rest) => format!("  --> {}:{line}:{rest}", item.file),
        None => text.to_owned(),
    });
    placed.collect::<Vec<_>>().join("\n")
}
