//! Tokens: just enough to find where statements and blocks begin and end.

use unicode_ident::is_xid_continue;

use super::characters::{half_width, is_blank, is_refused};
use super::lines::STARTING;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, digits and `_`.
    Word,
    /// `"…"` or `“…”`, quotes included.
    Text,
    /// A text whose closing quote is missing, or whose quotes are not those of a text.
    UnclosedText,
    /// A line break.
    Newline,
    /// `;`
    Semicolon,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// Any other character, as its half-width form.
    Symbol(char),
    /// A character that is refused; reported elsewhere.
    Refused,
}

/// A token and its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

/// Splits a text into tokens; blanks and comments give none.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0_usize;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let (kind, length) = token(rest, first);
        let end = at.saturating_add(length.max(1));
        if let Some(kind) = kind {
            out.push(Token { kind, start: at, end });
        }
        at = end;
    }
    out
}

fn token(rest: &str, first: char) -> (Option<TokenKind>, usize) {
    let own = first.len_utf8();
    let kind = match half_width(first) {
        '\n' => TokenKind::Newline,
        '#' => return (None, rest.find('\n').unwrap_or(rest.len())),
        '"' => return quoted(rest, own, &['"', '＂']),
        '“' => return quoted(rest, own, &['”']),
        '”' | '‘' | '’' | '\'' | '「' | '『' | '《' if let Some(length) = misquoted(rest, first) => {
            return (Some(TokenKind::UnclosedText), length);
        }
        ';' => TokenKind::Semicolon,
        '{' => TokenKind::OpenBrace,
        '}' => TokenKind::CloseBrace,
        '(' => TokenKind::OpenParen,
        ')' => TokenKind::CloseParen,
        blank if is_blank(blank) => return (None, own),
        refused if is_refused(refused) => TokenKind::Refused,
        word if is_xid_continue(word) => {
            let inside = |character: char| is_xid_continue(character) && !is_refused(character);
            let length = rest.find(|character: char| !inside(half_width(character))).unwrap_or(rest.len());
            return (Some(TokenKind::Word), length);
        }
        symbol => TokenKind::Symbol(symbol),
    };
    (Some(kind), own)
}

fn quoted(rest: &str, open: usize, closing: &[char]) -> (Option<TokenKind>, usize) {
    let inside = rest.get(open..).unwrap_or("");
    let ends = |character: char| character == '\n' || closing.contains(&character);
    match inside.char_indices().find(|(_, character)| ends(*character)) {
        Some((at, '\n')) => {
            (Some(TokenKind::UnclosedText), open.saturating_add(unclosed(inside.get(..at).unwrap_or(""))))
        }
        Some((at, quote)) => (Some(TokenKind::Text), open.saturating_add(at).saturating_add(quote.len_utf8())),
        None => (Some(TokenKind::UnclosedText), open.saturating_add(unclosed(inside))),
    }
}

/// How far a text goes that stands in quotes which are not those of a text: `'…'`, `「…」`, `《…》`.
fn misquoted(rest: &str, open: char) -> Option<usize> {
    let closing: &[char] = match half_width(open) {
        '”' => &['“', '”', '"'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        _ => &['’', '‘', '\''],
    };
    let inside = rest.get(open.len_utf8()..)?;
    let line = inside.get(..inside.find('\n').unwrap_or(inside.len()))?;
    let (at, close) = line.char_indices().find(|(_, character)| closing.contains(character))?;
    let is_text = line.starts_with(|first: char| first.is_alphanumeric() || first == '（') && at > 0;
    is_text.then(|| open.len_utf8().saturating_add(at).saturating_add(close.len_utf8()))
}

/// How far a text goes that is not closed on its line: to a quote of another kind, and not over a statement or a brace
/// behind it.
fn unclosed(line: &str) -> usize {
    let quote = line.char_indices().find(|(_, one)| matches!(one, '"' | '”' | '＂' | '“'));
    if let Some((at, quote)) = quote.filter(|(at, _)| *at > 0) {
        return at.saturating_add(quote.len_utf8());
    }
    let statement = line.char_indices().filter(|(_, one)| matches!(one, ';' | '；')).find(|(at, semicolon)| {
        let after = line.get(at.saturating_add(semicolon.len_utf8())..).unwrap_or("").trim_start();
        let end = after.find(|one: char| !is_xid_continue(one)).unwrap_or(after.len());
        STARTING.contains(&after.get(..end).unwrap_or(""))
    });
    let line = line.get(..statement.map_or(line.len(), |(at, _)| at)).unwrap_or(line).trim_end();
    if let Some(before) = line.strip_suffix(['{', '｛']) {
        return before.trim_end().len();
    }
    let balanced = line.contains(['{', '｛']);
    let end = |one: char| one.is_whitespace() || (!balanced && matches!(one, '}' | '｝'));
    line.trim_end_matches(end).len()
}
