//! Comments and blank lines: what the tokens leave out.

use crate::syntax::characters::{half_width, is_blank};
use crate::syntax::lexer::{Token, TokenKind};

/// A comment, from its `#` to the end of its line.
pub(super) struct Comment<'a> {
    /// First byte.
    pub(super) start: usize,
    /// As written, without blanks at the end.
    pub(super) text: &'a str,
    /// Whether nothing stands before it on its line.
    pub(super) own_line: bool,
}

/// Every comment, in order: each stands between two tokens.
pub(super) fn comments<'a>(text: &'a str, tokens: &[Token]) -> Vec<Comment<'a>> {
    let mut out = Vec::new();
    let mut end = 0;
    let mut own_line = true;
    let starts = tokens.iter().map(|token| (token.start, Some(token)));
    for (start, token) in starts.chain([(text.len(), None)]) {
        let gap = text.get(end..start).unwrap_or("");
        if let Some(at) = gap.find(|character| half_width(character) == '#') {
            let text = gap.get(at..).unwrap_or("").trim_end();
            out.push(Comment { start: end.saturating_add(at), text, own_line });
        }
        let Some(token) = token else { break };
        end = token.end;
        // A byte-order mark is a token that shows nothing.
        own_line = matches!(token.kind, TokenKind::Newline) || (own_line && token.kind == TokenKind::Refused);
    }
    out
}

/// Whether a place is the first of its line and the line before is blank.
pub(super) fn blank_before(text: &str, place: usize) -> bool {
    let mut lines = text.get(..place).unwrap_or("").rsplit('\n');
    let blank = |line: &str| line.chars().all(is_blank);
    let own = lines.next().is_some_and(blank);
    own && lines.next().is_some_and(blank)
}
