//! One header as the grammar reads it: half-width, on one line, without comments, and the way back to the file.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::characters::half_width;
use super::lexer::{Token, TokenKind};
use crate::source::Span;

/// A cleaned header.
#[derive(Debug)]
pub(crate) struct Header {
    /// What the grammar reads.
    pub(crate) text: String,
    /// The file it stands in.
    pub(crate) file: u32,
    /// For each byte of `text` the bytes of the character in the file.
    places: Vec<(u32, u32)>,
    /// Where the header begins in the file, for an empty one.
    start: usize,
    /// Which tokens of the file it is made of.
    pub(crate) tokens: Range<usize>,
}

impl Header {
    /// Cleans the tokens of a header.
    pub(crate) fn new(source: &str, file: u32, all: &[Token], range: &Range<usize>) -> Self {
        let tokens = all.get(range.clone()).unwrap_or(&[]);
        let start = all.get(range.start).or(all.last()).map_or(0, |token| token.start);
        let length = tokens.last().map_or(0, |last| last.end.saturating_sub(start));
        let (text, places) = (String::with_capacity(length), Vec::with_capacity(length));
        let mut header = Self { text, file, places, start, tokens: range.clone() };
        let mut end_before = None;
        for token in tokens {
            if token.kind == TokenKind::Newline {
                continue;
            }
            if token.kind == TokenKind::Refused {
                if end_before == Some(token.start) {
                    end_before = Some(token.end);
                }
                continue;
            }
            if end_before.is_some_and(|before| before != token.start) {
                let place = (offset(end_before.unwrap_or(token.start)), offset(token.start));
                header.push(' ', place);
            }
            header.token(source, *token);
            end_before = Some(token.end);
        }
        header
    }

    fn token(&mut self, source: &str, token: Token) {
        let written = source.get(token.start..token.end).unwrap_or("");
        let quoted = matches!(token.kind, TokenKind::Text | TokenKind::UnclosedText);
        let last = written.chars().count().saturating_sub(1);
        for (count, (at, character)) in written.char_indices().enumerate() {
            let start = token.start.saturating_add(at);
            let place = (offset(start), offset(start.saturating_add(character.len_utf8())));
            let inner = quoted && count != 0 && count != last;
            if inner {
                self.push(character, place);
            } else if is_compatible(character) {
                character.nfc().for_each(|canonical| self.push(canonical, place));
            } else {
                self.push(half_width(character), place);
            }
        }
        if token.kind == TokenKind::UnclosedText {
            let closing = if written.starts_with('“') { '”' } else { '"' };
            self.push(closing, (offset(token.end), offset(token.end)));
        }
    }

    fn push(&mut self, character: char, place: (u32, u32)) {
        self.text.push(character);
        self.places.extend(std::iter::repeat_n(place, character.len_utf8()));
    }

    /// The place in the file of a part of the cleaned text, without blanks at its end.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let part = self.text.get(start..end).unwrap_or("").trim_end();
        let last = start.saturating_add(part.len()).saturating_sub(1);
        let first_place = self.places.get(start);
        match (first_place, self.places.get(last.max(start))) {
            (Some(&(from, _)), Some(&(_, to))) => Span { file: self.file, start: from, end: to },
            (_, _) => self.end(),
        }
    }

    /// The cleaned text of a place in the file.
    pub(crate) fn written(&self, span: Span) -> &str {
        let start = self.places.partition_point(|&(from, _)| from < span.start);
        let end = self.places.partition_point(|&(_, to)| to <= span.end);
        self.text.get(start..end).unwrap_or("")
    }

    /// The place just after the header.
    pub(crate) fn end(&self) -> Span {
        let at = self.places.last().map_or(offset(self.start), |&(_, to)| to);
        Span { file: self.file, start: at, end: at }
    }

    /// The whole header.
    pub(crate) fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }
}

/// Compatibility ideographs have one canonical form each.
fn is_compatible(character: char) -> bool {
    matches!(character, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
