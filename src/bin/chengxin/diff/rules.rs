//! The part of `diff` about the rules themselves: which files of the packs are the same to the byte.

use std::collections::BTreeMap;

use chengxin::{Language, RuleSet};

use super::sides::Sides;
use crate::arguments::{Diff, DiffFormat};
use crate::failure::Failure;
use crate::output::Output;
use crate::phrase::pick;

/// Writes the part: lines of text or Markdown, one JSON value without a line break after it, or lines of CSV.
pub(crate) fn write(sides: &Sides, arguments: &Diff, output: &mut Output, language: Language) -> Result<(), Failure> {
    let files = files(&sides.old, &sides.new);
    match arguments.format {
        DiffFormat::Text | DiffFormat::Markdown => {
            let lines = files.iter().map(|(name, same)| format!("- {name}: {}\n", said(*same, language)));
            output.write(&lines.collect::<String>())
        }
        DiffFormat::Json => output.write(&serde_json::json!({ "same_bytes": files }).to_string()),
        DiffFormat::Csv => {
            let lines = files.iter().map(|(name, same)| format!("{name},{same}\n"));
            output.write(&format!("file,same_bytes\n{}", lines.collect::<String>()))
        }
    }
}

fn said(same: bool, language: Language) -> &'static str {
    if same {
        pick(language, "逐字节相同", "the same to the byte")
    } else {
        pick(language, "文字有改动", "the text has changed")
    }
}

/// Each file of either pack, and whether both have it with the same bytes.
fn files(old: &RuleSet, new: &RuleSet) -> BTreeMap<String, bool> {
    let texts = |rules: &RuleSet| -> BTreeMap<String, String> {
        rules.sources().iter().map(|source| (source.name().to_owned(), source.text().to_owned())).collect()
    };
    let (old, new) = (texts(old), texts(new));
    old.keys().chain(new.keys()).map(|name| (name.clone(), old.get(name) == new.get(name))).collect()
}
