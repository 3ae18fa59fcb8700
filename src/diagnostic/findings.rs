//! Diagnostics for programs: the JSON of `chengxin check --format json`.

use serde::Serialize;

use super::{Diagnostic, Message, Severity};
use crate::source::{Position, Sources, Span};

/// What a check found, as JSON.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Findings {
    /// How many errors there are, those that are not listed included.
    pub errors: usize,
    /// How many warnings there are, those that are not listed included.
    pub warnings: usize,
    /// How many of them are not listed.
    pub not_shown: usize,
    /// How many obligations were proved, not proved, refuted; all nought where the rules have errors of form.
    pub obligations: Counts,
    /// Each one, errors before warnings.
    pub diagnostics: Vec<Finding>,
    /// Sizes and cost of each pack, where they are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stats: Vec<serde_json::Value>,
}

/// How many obligations there are, and how they came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counts {
    /// All of them.
    pub all: usize,
    /// Those that hold for every record.
    pub proved: usize,
    /// Those that could not be shown to hold, nor to fail.
    pub not_proved: usize,
    /// Those that do not hold.
    pub refuted: usize,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The stable code, such as `E0402`.
    pub code: String,
    /// How bad it is.
    pub severity: Grade,
    /// Where the code is explained, with a wrong and a right example.
    pub docs: String,
    /// What is wrong.
    pub message: Words,
    /// The places, the main one first.
    pub labels: Vec<Mark>,
    /// The ways out.
    pub helps: Vec<Advice>,
}

/// `error`: the rules cannot be used; `warning`: they can, but probably do not say what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Grade {
    /// The rules cannot be used.
    Error,
    /// They can be used, but probably do not say what was meant.
    Warning,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mark {
    /// The place; nothing where it is in no file.
    pub place: Option<Place>,
    /// What is to be seen there; may be empty.
    pub message: Words,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// The file's name in the pack.
    pub file: String,
    /// First byte and one past the last, in UTF-8, from 0.
    pub bytes: [usize; 2],
    /// Where it begins.
    pub start: Point,
    /// Just after where it ends.
    pub end: Point,
}

/// A line and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Point {
    /// From 1.
    pub line: usize,
    /// From 1, counted in characters (Unicode scalar values), neither in bytes nor in columns of a terminal.
    pub column: usize,
}

/// A way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advice {
    /// What to do.
    pub message: Words,
    /// What can be put in the place of something, as it stands.
    pub replacement: Option<Replacement>,
}

/// A text to put in the place of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Replacement {
    /// What it replaces.
    pub place: Option<Place>,
    /// The text.
    pub text: String,
}

impl Finding {
    /// A diagnostic for programs.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let advice = diagnostic.helps.iter().map(|help| Advice {
            message: Words::of(&help.message),
            replacement: help
                .replacement
                .as_ref()
                .map(|(span, text)| Replacement { place: Place::of(*span, sources), text: text.clone() }),
        });
        let marks = diagnostic
            .labels
            .iter()
            .map(|label| Mark { place: Place::of(label.span, sources), message: Words::of(&label.message) });
        Self {
            code: diagnostic.code.to_owned(),
            severity: match diagnostic.severity {
                Severity::Error => Grade::Error,
                Severity::Warning => Grade::Warning,
            },
            docs: format!("docs/diagnostics.md#{}", diagnostic.code.to_ascii_lowercase()),
            message: Words::of(&diagnostic.message),
            labels: marks.collect(),
            helps: advice.collect(),
        }
    }
}

impl Place {
    fn of(span: Span, sources: &Sources) -> Option<Self> {
        let source = sources.get(span.file)?;
        let range = source.range(span);
        let point = |at: usize| {
            let Position { line, column } = source.position(at);
            Point { line, column }
        };
        Some(Self {
            file: source.name().to_owned(),
            bytes: [range.start, range.end],
            start: point(range.start),
            end: point(range.end),
        })
    }
}

impl Findings {
    /// The JSON text. What cannot be seen, or turns the direction of a text, is written as `\u…`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json_text(self)
    }
}

/// JSON over several lines. What cannot be seen, or turns the direction of a text, is written as `\u…`.
pub(crate) fn json_text(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && super::is_hidden(character) {
            let mut units = [0_u16; 2];
            character.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(character);
        }
    }
    out.push('\n');
    out
}

impl Words {
    /// A message.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        Self { zh: message.zh.clone(), en: message.en.clone() }
    }
}

/// The JSON Schema of [`Findings`].
#[cfg(feature = "schema")]
#[must_use]
pub fn findings_schema() -> serde_json::Value {
    schemars::schema_for!(Findings).to_value()
}
