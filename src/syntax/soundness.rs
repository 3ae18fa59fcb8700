//! Checks of one header before it is parsed: nesting, and spellings that no rule reads.

use super::lexer::{Token, TokenKind};
use super::nesting;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How deep the header goes, where it can be parsed. Reports what is wrong, save what the scan has reported.
pub(crate) fn check(
    text: &str,
    file: u32,
    tokens: &[Token],
    paired: &[bool],
    depth: usize,
    faults: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let lonely = |(token, paired): (&Token, &bool)| {
        matches!(token.kind, TokenKind::OpenParen | TokenKind::CloseParen) && !paired
    };
    let broken = tokens.iter().any(|token| matches!(token.kind, TokenKind::UnclosedText | TokenKind::Refused))
        || tokens.iter().zip(paired).any(lonely);
    let before = faults.len();
    let depth = nesting::depth(text, tokens, depth);
    if let Err(at) = depth {
        faults.push(super::too_deep(Span::new(file, at.start, at.end)));
    }
    super::spelling::check(text, file, tokens, faults);
    depth.ok().filter(|_| !broken && faults.len() == before)
}
