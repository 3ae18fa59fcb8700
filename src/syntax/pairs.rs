//! Parentheses in pairs, and texts that are closed: what must hold before headers are cut out.

use super::lexer::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;

/// Which tokens are parentheses with a partner in the same statement; reports the others.
pub(crate) fn parentheses(text: &str, tokens: &[Token], file: u32, faults: &mut Vec<Diagnostic>) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::OpenParen => open.push(at),
            TokenKind::CloseParen => match open.pop() {
                Some(partner) => [partner, at].into_iter().for_each(|side| mark(&mut paired, side)),
                None => faults.push(lonely(file, token, "多出一个「）」", "a `)` too many")),
            },
            TokenKind::Semicolon | TokenKind::OpenBrace | TokenKind::CloseBrace => {
                report(tokens, file, &mut open, faults);
            }
            TokenKind::UnclosedText => faults.push(unclosed_text(text, file, token)),
            TokenKind::Word | TokenKind::Text | TokenKind::Newline | TokenKind::Symbol(_) | TokenKind::Refused => {}
        }
        if faults.len() >= super::MOST_FAULTS {
            break;
        }
    }
    report(tokens, file, &mut open, faults);
    paired
}

fn mark(paired: &mut [bool], at: usize) {
    if let Some(slot) = paired.get_mut(at) {
        *slot = true;
    }
}

fn report(tokens: &[Token], file: u32, open: &mut Vec<usize>, faults: &mut Vec<Diagnostic>) {
    for at in open.drain(..) {
        if let Some(token) = tokens.get(at)
            && faults.len() < super::MOST_FAULTS
        {
            faults.push(lonely(file, token, "这个「（」没有与它成对的「）」", "this `(` has no `)`"));
        }
    }
}

fn lonely(file: u32, token: &Token, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error("E0107", Span::new(file, token.start, token.end), say!("{zh}", "{en}"))
}

/// A text that is not in the quotes of one.
fn unclosed_text(text: &str, file: u32, token: &Token) -> Diagnostic {
    let span = Span::new(file, token.start, token.end);
    let written = text.get(token.start..token.end).unwrap_or("");
    let help = say!("文字写在一行里，用 “…” 或 \"…\" 括起来", "a text stands on one line, in “…” or \"…\"");
    let mut inside = written.chars();
    let open = inside.next();
    let close = inside.next_back();
    let inner = inside.as_str();
    let title = open == Some('《');
    let mixed = close.is_some_and(|close| "\"”＂“‘’'」』》".contains(close)) && !inner.is_empty();
    if !mixed {
        let message = say!("文字缺少结尾的引号", "the text has no closing quote");
        return Diagnostic::error("E0104", span, message).help(help);
    }
    let right = if title { format!("“{written}”") } else { format!("“{inner}”") };
    let message = match title {
        true => say!("书名号不是文字的引号", "《 》 are not the quotes of a text"),
        false => say!("文字的引号不成对，或不是引号", "the quotes of this text do not match, or are not quotes"),
    };
    Diagnostic::error("E0104", span, message).replace(say!("写成 {right}", "write {right}"), span, right.clone())
}
