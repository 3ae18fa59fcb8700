//! Signs and figures that are written in a way no rule reads, found token by token before a header is parsed.

use std::borrow::Cow;

use super::characters::half_width;
use super::figures;
use super::lexer::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;

/// A fault, and how many tokens it is made of.
pub(super) type Found = Option<(Diagnostic, usize)>;

/// The tokens that are left of a header, with their text.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pub(super) text: &'a str,
    pub(super) file: u32,
    pub(super) tokens: &'a [Token],
}

/// Reports every sign and figure of a header that is not written as the language writes it.
pub(super) fn check(text: &str, file: u32, tokens: &[Token], faults: &mut Vec<Diagnostic>) {
    let mut left = tokens;
    while let Some((_, after)) = left.split_first() {
        let rest = Rest { text, file, tokens: left };
        left = match rest.figure().or_else(|| rest.pair()).or_else(|| rest.bracket()).or_else(|| rest.single()) {
            Some((fault, taken)) => {
                faults.push(fault);
                left.get(taken..).unwrap_or(&[])
            }
            None => after,
        };
    }
}

/// The message for a sign that is written the wrong way.
fn wrong(span: Span, written: &str, right: &str) -> Diagnostic {
    let shown = right.trim();
    let message = say!("不能写成「{written}」", "`{written}` is not used here");
    Diagnostic::error("E0114", span, message).replace(say!("写成「{shown}」", "write `{shown}`"), span, right)
}

impl<'a> Rest<'a> {
    /// The span of the first so many tokens.
    pub(super) fn span(self, count: usize) -> Span {
        let start = self.tokens.first().map_or(0, |token| token.start);
        let end = self.tokens.get(count.saturating_sub(1)).map_or(start, |token| token.end);
        Span::new(self.file, start, end)
    }

    /// The text of a token, half-width.
    pub(super) fn written(self, token: &Token) -> Cow<'a, str> {
        let text = self.text.get(token.start..token.end).unwrap_or("");
        if text.chars().all(|character| half_width(character) == character) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().map(half_width).collect())
    }

    fn figure(self) -> Found {
        figures::date(self)
            .or_else(|| figures::thousands(self))
            .or_else(|| figures::full_stop(self))
            .or_else(|| figures::currency(self))
            .or_else(|| figures::between(self))
    }

    /// Two signs that are one operator written the wrong way.
    fn pair(self) -> Found {
        let [first, second, ..] = self.tokens else { return None };
        let (TokenKind::Symbol(one), TokenKind::Symbol(two)) = (first.kind, second.kind) else { return None };
        let joined = first.end == second.start;
        let right = match (one, two) {
            ('=', '<') | ('《' | '〈', '=') | ('=', '《' | '〈') => "<=",
            ('=', '>') | ('》' | '〉', '=') | ('=', '》' | '〉') => ">=",
            ('=', '=') if joined => "=",
            ('<', '>') | ('《', '》') if joined => "!=",
            ('&', '&') if joined => " 且 ",
            ('|', '|') if joined => " 或 ",
            ('<', '=') if !joined => "<=",
            ('>', '=') if !joined => ">=",
            ('!', '=') if !joined => "!=",
            _ => return None,
        };
        let blank = if joined { "" } else { " " };
        Some((wrong(self.span(2), &format!("{one}{blank}{two}"), right), 2))
    }

    /// `[…]`, `【…】`: other brackets than `（…）`.
    fn bracket(self) -> Found {
        let first = self.tokens.first()?;
        let TokenKind::Symbol(open @ ('[' | '【' | '〔')) = first.kind else { return None };
        let close = |token: &Token| matches!(token.kind, TokenKind::Symbol(']' | '】' | '〕'));
        let message = say!("这里不用括号「{open}」", "the bracket `{open}` is not used here");
        let fault = Diagnostic::error("E0114", self.span(1), message);
        let Some(at) = self.tokens.iter().position(close) else {
            return Some((
                fault.help(say!(
                    "括起一部分用「（ ）」，语句的内容用「{{ }}」",
                    "parts are put in `( )`, the content of a statement in `{{ }}`"
                )),
                1,
            ));
        };
        let inner = self.text.get(first.end..self.tokens.get(at)?.start)?;
        let span = self.span(at.saturating_add(1));
        let right = format!("({inner})");
        Some((fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone()), 1))
    }

    /// A sign that stands for another.
    fn single(self) -> Found {
        let token = self.tokens.first()?;
        let TokenKind::Symbol(symbol) = token.kind else { return None };
        let span = self.span(1);
        let last = self.tokens.len() == 1;
        let fault = match symbol {
            '《' | '〈' => wrong(span, &symbol.to_string(), "<"),
            '》' | '〉' => wrong(span, &symbol.to_string(), ">"),
            '~' | '〜' | '∼' => wrong(span, &symbol.to_string(), " 至 "),
            '≮' => wrong(span, "≮", "≥"),
            '≯' => wrong(span, "≯", "≤"),
            '。' | '．' | '.' if last => Diagnostic::error(
                "E0114",
                span,
                say!("句子末尾不写「{symbol}」", "no `{symbol}` stands at the end of a statement"),
            )
            .replace(say!("删去它", "delete it"), span, ""),
            '。' => wrong(span, "。", "；"),
            '”' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' => {
                let message = say!("「{symbol}」不成对，也不是文字的引号", "`{symbol}` does not open a text");
                let help = say!("文字用 “…” 或 \"…\" 括起来", "a text stands in “…” or \"…\"");
                Diagnostic::error("E0114", span, message).help(help)
            }
            _ => return None,
        };
        Some((fault, 1))
    }
}
