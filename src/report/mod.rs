//! A breakdown put into words: text, Markdown, JSON, in Chinese and in English.

mod amounts;
mod clause;
mod conclusion;
mod detail;
mod explain;
mod header;
mod labels;
mod lines;
mod markdown;
mod operand;
mod phrase;
mod record;
mod sum;
mod summary;
mod text;
mod words;

use crate::breakdown::{Breakdown, Operand, Step};
use crate::diagnostic::Language;

pub(crate) use amounts::{number, signed, standing};
pub(crate) use labels::condition_met;
pub(crate) use lines::{Lines, cut, pad};
pub(crate) use markdown::Page;
pub(crate) use phrase::{listed, phrase, pick};

impl Breakdown {
    /// The whole breakdown as text with aligned columns: what an auditor prints.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        text::full(self, language)
    }

    /// One screen of text: verdict, total, heads, and where most points were lost.
    #[must_use]
    pub fn to_summary(&self, language: Language) -> String {
        summary::summary(self, language)
    }

    /// One line of text without a line break: verdict, total, applicant, sheets.
    #[must_use]
    pub fn to_line(&self, language: Language) -> String {
        summary::one_line(self, language)
    }

    /// The whole breakdown as Markdown; text of the record is escaped.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        markdown::full(self, language)
    }

    /// The breakdown as JSON over several lines, without a line break at the end. The same breakdown gives the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The breakdown as JSON on one line, for JSONL.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The reasoning in full of one indicator, condition, sheet or grade, or of everything; nothing where no such code is known.
    #[must_use]
    pub fn explain(&self, code: Option<&str>, language: Language) -> Option<String> {
        match code {
            Some(code) => explain::one(self, code, language),
            None => Some(explain::all(self, language)),
        }
    }
}

/// The JSON Schema of a breakdown.
#[cfg(feature = "schema")]
#[must_use]
pub fn breakdown_schema() -> serde_json::Value {
    schemars::schema_for!(Breakdown).to_value()
}

/// Each step on a line of its own, operands below their conditions: for a failed expectation of a case.
pub(crate) fn step_lines(steps: &[Step], language: Language) -> Vec<String> {
    let lines = explain::step_lines(steps, 0, language);
    lines.into_iter().map(|(depth, line)| format!("{}{line}", "  ".repeat(depth))).collect()
}

/// Each operand on a line of its own.
pub(crate) fn operand_lines(operands: &[Operand], language: Language) -> Vec<String> {
    let lines = operand::lines(operands, 0, language);
    lines.into_iter().map(|(depth, line)| format!("{}{line}", "  ".repeat(depth))).collect()
}
