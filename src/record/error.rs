//! What does not fit in a record: every misfit at once, each with its path, its place and the way out.

use std::fmt;

use crate::diagnostic::{Language, Message, say, shown};
use crate::source::Position;

/// So many misfits are listed; the rest are counted.
const LISTED: usize = 200;

/// One misfit of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// Stable code, such as `R0302`.
    pub code: &'static str,
    /// Where in the record: `penalties[2].decided_on`; empty for the record as a whole.
    pub path: String,
    /// Where in the text.
    pub position: Position,
    /// What is wrong.
    pub message: Message,
    /// The way out.
    pub help: Option<Message>,
}

/// All misfits of a record, in the order of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordErrors {
    errors: Vec<RecordError>,
    more: usize,
}

impl std::error::Error for RecordErrors {}

impl RecordErrors {
    /// The misfits listed, at most 200.
    pub fn iter(&self) -> impl Iterator<Item = &RecordError> {
        self.errors.iter()
    }

    /// How many misfits there are, listed or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len().saturating_add(self.more)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many misfits were found beyond those listed.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// All misfits as text for a person, each with the file's name, line and column, its path and the way out.
    #[must_use]
    pub fn render(&self, language: Language, file_name: &str) -> String {
        let (error, help) = match language {
            Language::Chinese => ("错误", "帮助"),
            Language::English => ("error", "help"),
        };
        let mut out = String::new();
        for one in &self.errors {
            out.push_str(&format!("{error}[{}]: {}\n", one.code, shown(one.message.get(language))));
            let place = format!("  --> {file_name}:{} {}", one.position, one.path);
            out.push_str(&format!("{}\n", place.trim_end()));
            if let Some(advice) = &one.help {
                out.push_str(&format!("  = {help}: {}\n", shown(advice.get(language))));
            }
        }
        if let Some(rest) = self.rest() {
            out.push_str(&format!("{}\n", rest.get(language)));
        }
        out
    }

    fn rest(&self) -> Option<Message> {
        (self.more > 0).then(|| say!("另有 {more} 处错误未列出", "and {more} more", more = self.more))
    }

    /// In the order of the text.
    pub(crate) fn sorted(mut self) -> Self {
        self.errors.sort_by_key(|error| error.position);
        self
    }

    /// Adds a misfit; where it stands is worked out only if it is listed.
    pub(crate) fn push(&mut self, error: impl FnOnce() -> RecordError) {
        if self.errors.len() < LISTED {
            self.errors.push(error());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

impl From<RecordError> for RecordErrors {
    fn from(error: RecordError) -> Self {
        Self { errors: vec![error], more: 0 }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.position)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", shown(&self.message.en), self.code)
    }
}

impl fmt::Display for RecordErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let line_break = if index == 0 { "" } else { "\n" };
            write!(f, "{line_break}{error}")?;
        }
        self.rest().map_or(Ok(()), |rest| write!(f, "\n{}", rest.en))
    }
}

/// A misfit of one value, before it is known where the value stands.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) message: Message,
    pub(crate) help: Option<Message>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: Message) -> Self {
        Self { code, message, help: None }
    }

    pub(crate) fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    pub(crate) fn at(self, path: String, position: Position) -> RecordError {
        RecordError { code: self.code, path, position, message: self.message, help: self.help }
    }
}

/// A text from the record as a message shows it: at most 40 characters.
pub(crate) fn quoted(text: &str) -> String {
    let head: String = text.chars().take(40).collect();
    let rest = if head.len() < text.len() { "…" } else { "" };
    format!("{}{rest}", shown(&head))
}
