//! The part of `diff` about the rules themselves: what means something else, and what was only rewritten.

use chengxin::Language;
use chengxin::change::{Change, Meaning, RuleChange};

use super::sides::Sides;
use crate::arguments::{Diff, DiffFormat};
use crate::failure::Failure;
use crate::output::Output;

/// Writes the part: lines of text or Markdown, one JSON value without a line break after it, or lines of CSV.
pub(crate) fn write(sides: &Sides, arguments: &Diff, output: &mut Output, language: Language) -> Result<(), Failure> {
    let (old, new, as_of) = (&sides.old, &sides.new, sides.options.as_of);
    let change = Change::between(old, new, as_of).with_totals(old, new, as_of);
    let text = match arguments.format {
        DiffFormat::Text => change.to_text(language),
        DiffFormat::Markdown => change.to_markdown(language),
        DiffFormat::Json => serde_json::to_string_pretty(&change).unwrap_or_default(),
        DiffFormat::Csv => table(&change),
    };
    output.write(&text)
}

/// One line for each rule that differs.
fn table(change: &Change) -> String {
    let meaning = |rule: &RuleChange| match rule.meaning {
        Meaning::Same => "same",
        Meaning::Undecided => "undecided",
        Meaning::Different => "different",
    };
    let lines = change.rules.iter().map(|rule| {
        let quoted = rule.title.replace('"', "\"\"");
        format!("{},\"{quoted}\",{},{}\n", rule.code, meaning(rule), rule.origin)
    });
    format!("code,title,meaning,origin\n{}", lines.collect::<String>())
}
