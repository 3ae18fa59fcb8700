//! The children of a parsed pair, taken by the name of their rule.

use pest::iterators::Pair;

use crate::document::{Name, Text};
use crate::source::Span;
use crate::syntax::faults::{half_width_letters, wide_letters};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The children of a pair that are not yet taken.
pub(crate) struct Parts<'i>(Vec<Pair<'i, Rule>>);

impl<'i> Parts<'i> {
    /// The children of a pair.
    pub(crate) fn of(pair: Pair<'i, Rule>) -> Self {
        Self(pair.into_inner().filter(|part| part.as_rule() != Rule::EOI).collect())
    }

    /// Takes the first child of this rule.
    pub(crate) fn take(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        let at = self.0.iter().position(|part| part.as_rule() == rule)?;
        Some(self.0.remove(at))
    }

    /// Whether a child of this rule is left.
    pub(crate) fn has(&self, rule: Rule) -> bool {
        self.0.iter().any(|part| part.as_rule() == rule)
    }

    /// All children of this rule.
    pub(crate) fn all(&self, rule: Rule) -> Vec<Pair<'i, Rule>> {
        self.0.iter().filter(|part| part.as_rule() == rule).cloned().collect()
    }

    /// The first child that is left.
    pub(crate) fn first(&self) -> Option<&Pair<'i, Rule>> {
        self.0.first()
    }
}

/// What turns the pairs of one header into nodes of the document.
pub(crate) struct Reader<'a> {
    /// The header.
    pub(crate) header: &'a Header,
    /// Where faults go.
    pub(crate) faults: &'a mut Vec<crate::diagnostic::Diagnostic>,
}

impl Reader<'_> {
    /// Where a pair stands in the file.
    pub(crate) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.header.span(span.start(), span.end())
    }

    /// A name, code or key.
    pub(crate) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        let written = pair.as_str();
        let text = if is_nfc(written) { written.to_owned() } else { written.nfc().collect() };
        Name { text, span: self.span(pair) }
    }

    /// The code of an indicator, a condition or an adjustment; full-width letters are refused.
    pub(crate) fn code(&mut self, pair: &Pair<'_, Rule>) -> Name {
        let mut name = self.name(pair);
        if let Some(half) = half_width_letters(&name.text) {
            self.faults.push(wide_letters(name.span, &half));
            name.text = half;
        }
        name
    }

    /// A text without its quotes.
    pub(crate) fn text(&self, pair: &Pair<'_, Rule>) -> Text {
        let mut inside = pair.as_str().chars();
        inside.next();
        inside.next_back();
        Text { value: inside.as_str().to_owned(), span: self.span(pair) }
    }

    /// Several texts.
    pub(crate) fn texts(&self, parts: &Parts<'_>) -> Vec<Text> {
        parts.all(Rule::text).iter().map(|pair| self.text(pair)).collect()
    }

    /// Several names.
    pub(crate) fn names(&self, parts: &Parts<'_>) -> Vec<Name> {
        parts.all(Rule::name).iter().map(|pair| self.name(pair)).collect()
    }
}
