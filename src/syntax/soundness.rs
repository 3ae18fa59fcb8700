//! Checks of one header before it is parsed: nesting, and spellings that no rule reads.

use super::lexer::{Token, TokenKind};
use super::nesting;
use crate::diagnostic::{Diagnostic, say};
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
    for window in tokens.windows(2) {
        if let [first, second] = window {
            faults.extend(pair(file, first, second));
        }
    }
    for token in tokens {
        faults.extend(single(file, token));
    }
    for window in tokens.windows(3) {
        if let [before, comma, after] = window {
            faults.extend(thousands(text, file, before, comma, after));
        }
    }
    depth.ok().filter(|_| !broken && faults.len() == before)
}

/// Two symbols that are one operator written the wrong way.
fn pair(file: u32, first: &Token, second: &Token) -> Option<Diagnostic> {
    let (TokenKind::Symbol(one), TokenKind::Symbol(two)) = (first.kind, second.kind) else { return None };
    if first.end != second.start {
        return None;
    }
    let right = match (one, two) {
        ('=', '<') => "<=",
        ('=', '>') => ">=",
        ('=', '=') => "=",
        ('<', '>') => "!=",
        ('&', '&') => " 且 ",
        ('|', '|') => " 或 ",
        _ => return None,
    };
    Some(wrong(Span::new(file, first.start, second.end), &format!("{one}{two}"), right))
}

/// A symbol that stands for another.
fn single(file: u32, token: &Token) -> Option<Diagnostic> {
    let TokenKind::Symbol(symbol) = token.kind else { return None };
    let span = Span::new(file, token.start, token.end);
    match symbol {
        '《' | '〈' => Some(wrong(span, &symbol.to_string(), "<")),
        '》' | '〉' => Some(wrong(span, &symbol.to_string(), ">")),
        '~' | '〜' => Some(wrong(span, &symbol.to_string(), " 至 ")),
        '。' => Some(wrong(span, "。", "；")),
        '”' | '‘' | '’' | '\'' | '「' | '」' => {
            let message = say!("「{symbol}」不成对，也不是文字的引号", "`{symbol}` does not open a text");
            let help = say!("文字用 “…” 或 \"…\" 括起来", "a text stands in “…” or \"…\"");
            Some(Diagnostic::error("E0114", span, message).help(help))
        }
        _ => None,
    }
}

fn wrong(span: Span, written: &str, right: &str) -> Diagnostic {
    let shown = right.trim();
    let message = say!("不能写成「{written}」", "`{written}` is not used here");
    Diagnostic::error("E0114", span, message).replace(say!("写成「{shown}」", "write `{shown}`"), span, right)
}

/// `1,000`
fn thousands(text: &str, file: u32, before: &Token, comma: &Token, after: &Token) -> Option<Diagnostic> {
    let joined = before.end == comma.start && comma.end == after.start && comma.kind == TokenKind::Symbol(',');
    if !joined || before.kind != TokenKind::Word || after.kind != TokenKind::Word {
        return None;
    }
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or("");
    let digit = |character: char| super::characters::half_width(character).is_ascii_digit();
    let digits: String = word(after).chars().take_while(|character| digit(*character)).collect();
    if digits.chars().count() != 3 || !word(before).chars().all(digit) {
        return None;
    }
    let end = comma.end.saturating_add(digits.len());
    let number = format!("{}{digits}", word(before));
    let span = Span::new(file, before.start, end);
    let message = say!("数里不写千位分隔的逗号", "a number is written without a comma between thousands");
    let fault = Diagnostic::error("E0116", span, message).replace(
        say!("写成「{number}」", "write `{number}`"),
        span,
        number.clone(),
    );
    Some(
        fault.help(say!("如果是两个数，在逗号后面加一个空格", "if these are two numbers, put a space after the comma")),
    )
}
