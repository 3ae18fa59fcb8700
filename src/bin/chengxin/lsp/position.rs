//! Lines of a text, and positions as the client counts them.

use lsp_types::{Position, Range};

/// How columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// In bytes.
    Utf8,
    /// In units of UTF-16: what a client counts in that says nothing else.
    #[default]
    Utf16,
}

impl Encoding {
    fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
        }
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines: they end with `\n`, `\r\n` or `\r`.
    pub(crate) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut before = None;
        for (at, character) in text.char_indices() {
            if before == Some('\r') && character != '\n' {
                starts.push(at);
            }
            if character == '\n' {
                starts.push(at.saturating_add(1));
            }
            before = Some(character);
        }
        Self { starts }
    }

    /// The position of a byte.
    pub(crate) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = floor(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start..offset).unwrap_or("");
        let column: usize = before.chars().map(|character| encoding.width(character)).sum();
        Position { line: whole(line), character: whole(column) }
    }

    /// The byte at a position; a column past the end of its line is the end of the line.
    pub(crate) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return text.len() };
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut column = 0_usize;
        for (at, character) in text.get(start..).unwrap_or("").char_indices() {
            if column >= wanted || matches!(character, '\n' | '\r') {
                return start.saturating_add(at);
            }
            column = column.saturating_add(encoding.width(character));
        }
        text.len()
    }

    /// The range of some bytes.
    pub(crate) fn range(&self, text: &str, start: usize, end: usize, encoding: Encoding) -> Range {
        Range { start: self.position(text, start, encoding), end: self.position(text, end.max(start), encoding) }
    }
}

/// The nearest byte at or before this one where a character begins.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset = offset.saturating_sub(1);
    }
    offset
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
