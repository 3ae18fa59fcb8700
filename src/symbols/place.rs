//! The exact place of a name: without the parentheses or quotes around it.

use unicode_normalization::UnicodeNormalization;

use super::Walker;
use crate::source::Span;
use crate::syntax::words;

impl Walker<'_> {
    /// The place of the word itself in a span that may hold parentheses around it.
    pub(super) fn word(&self, span: Span, name: &str) -> Span {
        let text = self.sources.text(span);
        let is_name = |written: &str| written.nfc().eq(name.chars());
        if is_name(text) {
            return span;
        }
        let found = words(text).find(|(_, word)| is_name(word));
        found.map_or(span, |(at, word)| part(span, at, word.len()))
    }

    /// The text between quotes, where it is written as it is meant.
    pub(super) fn quoted(&self, span: Span, value: &str) -> Option<Span> {
        let text = self.sources.text(span);
        let opening = text.chars().next()?.len_utf8();
        let inside = text.get(opening..)?;
        let inside = inside.get(..inside.len().checked_sub(inside.chars().next_back()?.len_utf8())?)?;
        inside.nfc().eq(value.nfc()).then(|| part(span, opening, inside.len()))
    }

    /// A key of `scheme.toml`, which may stand with or without quotes.
    pub(super) fn toml_key(&self, span: Span, value: &str) -> Option<Span> {
        if self.sources.text(span) == value { Some(span) } else { self.quoted(span, value) }
    }
}

fn part(span: Span, at: usize, length: usize) -> Span {
    let start = usize::try_from(span.start).unwrap_or(usize::MAX).saturating_add(at);
    Span::new(span.file, start, start.saturating_add(length))
}
