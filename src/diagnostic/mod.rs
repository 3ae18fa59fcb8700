//! What is wrong with a rule file or a scheme: where, in words of the domain, and how to mend it.

mod catalogue;
mod findings;
mod nearest;
mod render;

use crate::source::Span;

pub use catalogue::{Example, Explanation, Role, codes, explain, nearest_codes};
#[cfg(feature = "schema")]
pub use findings::findings_schema;
pub(crate) use findings::json_text;
pub use findings::{Advice, Counts, Finding, Findings, Grade, Mark, Place, Point, Replacement, Words};
pub(crate) use nearest::nearest;
pub(crate) use render::{excerpt_at, shown};
pub use render::{is_hidden, render_plain};

/// The language that a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Makes a [`Message`] from two format strings over the same captured names.
macro_rules! say {
    ($zh:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = $value;)*
        $crate::diagnostic::Message { zh: format!($zh), en: format!($en) }
    }};
}
pub(crate) use say;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// The rules can be used, but probably do not say what was meant.
    Warning,
}

/// A place, and what is to be seen there. The first label of a diagnostic is its main place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub message: Message,
}

/// A way out. With a replacement it can be applied as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What to do.
    pub message: Message,
    /// The span to replace and the text to put there, valid when pasted.
    pub replacement: Option<(Span, String)>,
}

/// One fault: a stable code, what it is, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, such as `E0201`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub message: Message,
    /// Where: the main place first.
    pub labels: Vec<Label>,
    /// Ways out.
    pub helps: Vec<Help>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: Message) -> Self {
        let label = Label { span, message: Message { zh: String::new(), en: String::new() } };
        Self { code, severity: Severity::Error, message, labels: vec![label], helps: Vec::new() }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: Message) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Says what is to be seen at the main place.
    #[must_use]
    pub fn here(mut self, message: Message) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.message = message;
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn and(mut self, span: Span, message: Message) -> Self {
        self.labels.push(Label { span, message });
        self
    }

    /// Adds advice without a text to paste.
    #[must_use]
    pub fn help(mut self, message: Message) -> Self {
        self.helps.push(Help { message, replacement: None });
        self
    }

    /// Adds advice whose text can replace `span` as it stands.
    #[must_use]
    pub fn replace(mut self, message: Message, span: Span, text: impl Into<String>) -> Self {
        self.helps.push(Help { message, replacement: Some((span, text.into())) });
        self
    }

    /// The main place.
    #[must_use]
    pub fn span(&self) -> Span {
        self.labels.first().map(|label| label.span).unwrap_or_default()
    }
}
