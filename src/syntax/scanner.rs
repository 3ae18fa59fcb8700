//! The tree of statements: headers and blocks, found by a cheap scan before any header is parsed.

use std::ops::Range;

use super::lexer::{Token, TokenKind};
use super::lines::{BLOCKS, CONTINUING, OPERATORS, STARTING, TAIL, TOP};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;

/// A header, as a range of tokens, and the block and the rest of the line that belong to it.
#[derive(Debug)]
pub(crate) struct Statement {
    /// The tokens of the header; line breaks in it are those it goes on over.
    pub(crate) header: Range<usize>,
    /// The statements between its braces.
    pub(crate) block: Option<Block>,
    /// What follows the block on its line: `当 …`, `缺省`, options of a fact.
    pub(crate) tail: Range<usize>,
}

/// What stands between `{` and `}`.
#[derive(Debug)]
pub(crate) struct Block {
    /// The token `{`.
    pub(crate) open: usize,
    /// The last token of the block, `}` where it is there.
    pub(crate) close: usize,
    /// The statements in it.
    pub(crate) statements: Vec<Statement>,
}

/// Finds the statements of a text, and reports braces and parentheses that do not pair.
pub(crate) fn scan(
    text: &str,
    file: u32,
    tokens: &[Token],
    paired: &[bool],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Statement> {
    let mut scanner =
        Scanner { text, file, tokens, paired, at: 0, line_start: 0, line_first: 0, suspect: None, limit: None, faults };
    scanner.statements(0)
}

struct Scanner<'a> {
    text: &'a str,
    file: u32,
    tokens: &'a [Token],
    paired: &'a [bool],
    at: usize,
    line_start: usize,
    line_first: usize,
    suspect: Option<(usize, usize)>,
    /// In a block without braces: how far its header is indented.
    limit: Option<usize>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Scanner<'_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn word(&self, at: usize) -> &str {
        let word = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
        word.and_then(|token| self.text.get(token.start..token.end)).unwrap_or("")
    }

    fn span(&self, at: usize) -> Span {
        let token = self.tokens.get(at).or(self.tokens.last());
        token.map_or(Span::new(self.file, 0, 0), |token| Span::new(self.file, token.start, token.end))
    }

    fn advance(&mut self) {
        if self.kind(self.at) == Some(TokenKind::Newline) {
            self.line_start = self.tokens.get(self.at).map_or(0, |token| token.end);
            self.line_first = self.at.saturating_add(1);
        }
        self.at = self.at.saturating_add(1);
    }

    /// How far a token is indented, where it is the first of its line.
    fn indent(&self, at: usize) -> Option<usize> {
        let start = self.tokens.get(at)?.start;
        (at == self.line_first).then(|| start.saturating_sub(self.line_start))
    }

    fn statements(&mut self, depth: usize) -> Vec<Statement> {
        let mut out = Vec::new();
        loop {
            match self.kind(self.at) {
                None => return out,
                Some(TokenKind::Newline | TokenKind::Semicolon | TokenKind::Refused) => self.advance(),
                Some(TokenKind::CloseBrace) if depth > 0 => return out,
                Some(TokenKind::CloseBrace) => {
                    let message =
                        say!("多出一个「}}」：前面没有与它成对的「{{」", "a `}}` too many: no `{{` before it");
                    self.faults.push(Diagnostic::error("E0105", self.span(self.at), message));
                    self.advance();
                }
                Some(_) if depth > 0 && self.starts_a_file_statement() => return out,
                Some(_) if self.ends_what_is_indented() => return out,
                Some(_) => out.push(self.statement(depth)),
            }
        }
    }

    /// Whether a line is not indented further than the header of a block without braces.
    fn ends_what_is_indented(&self) -> bool {
        self.limit.zip(self.indent(self.at)).is_some_and(|(outer, own)| own <= outer)
    }

    fn starts_a_file_statement(&self) -> bool {
        self.indent(self.at) == Some(0)
            && TOP.contains(&self.word(self.at))
            && self.kind(self.at.saturating_add(1)) == Some(TokenKind::Word)
    }

    fn statement(&mut self, depth: usize) -> Statement {
        let indent = self.indent(self.at);
        let header = self.header();
        let mut block = None;
        let mut tail = self.at..self.at;
        if self.lacks_a_brace(&header, indent) {
            let (header, block) = self.indented(depth, indent, header);
            return Statement { header, block: Some(block), tail: self.at..self.at };
        }
        if self.kind(self.at) == Some(TokenKind::OpenBrace) {
            block = Some(self.block(depth, indent));
            tail = self.at..self.at;
            if TAIL.contains(&self.word(self.at)) {
                tail = self.header();
            }
        }
        Statement { header, block, tail }
    }

    /// Goes to the end of a header: a line break that it does not go on over, `;`, `{` or `}`.
    fn header(&mut self) -> Range<usize> {
        let start = self.at;
        let mut inside = 0_usize;
        loop {
            match self.kind(self.at) {
                None | Some(TokenKind::Semicolon | TokenKind::OpenBrace | TokenKind::CloseBrace) => break,
                Some(TokenKind::Newline) => {
                    let next = self.past_line_breaks();
                    let opens = self.kind(next) == Some(TokenKind::OpenBrace);
                    if !opens && (self.starts_a_statement(next) || (inside == 0 && !self.goes_on(next))) {
                        break;
                    }
                    while self.at < next {
                        self.advance();
                    }
                    continue;
                }
                Some(TokenKind::OpenParen) if self.is_paired() => inside = inside.saturating_add(1),
                Some(TokenKind::CloseParen) if self.is_paired() => inside = inside.saturating_sub(1),
                Some(_) => {}
            }
            self.advance();
        }
        start..self.at
    }

    fn is_paired(&self) -> bool {
        self.paired.get(self.at).copied().unwrap_or(false)
    }

    /// Whether a statement that must have a block has none, and what would stand in it is there, indented further.
    fn lacks_a_brace(&self, header: &Range<usize>, indent: Option<usize>) -> bool {
        let next = self.past_line_breaks();
        let deeper = |(own, inner): (usize, usize)| inner > own;
        BLOCKS.contains(&self.word(header.start))
            && self.kind(self.at) == Some(TokenKind::Newline)
            && !matches!(self.kind(next), None | Some(TokenKind::OpenBrace | TokenKind::CloseBrace))
            && indent.zip(self.indentation(next)).is_some_and(deeper)
    }

    /// How far the first token of a line is indented, wherever the scan is.
    fn indentation(&self, at: usize) -> Option<usize> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let start = self.tokens.get(at)?.start;
        (before.kind == TokenKind::Newline).then(|| start.saturating_sub(before.end))
    }

    /// Whether the line at `next` has a colon of its own: it is a row, and not what the row before it gives.
    fn is_a_row(&self, next: usize) -> bool {
        let line = self.tokens.get(next..).unwrap_or(&[]).iter().map(|token| token.kind);
        let ends = |kind: &TokenKind| {
            matches!(kind, TokenKind::Newline | TokenKind::Semicolon | TokenKind::OpenBrace | TokenKind::CloseBrace)
        };
        line.take_while(|kind| !ends(kind)).any(|kind| kind == TokenKind::Symbol(':'))
    }

    /// Takes what is indented further than a header for its block, whose `{` is missing or written as another sign, and
    /// reports it: what stands in it is read as it was meant.
    fn indented(&mut self, depth: usize, indent: Option<usize>, header: Range<usize>) -> (Range<usize>, Block) {
        let last = header.end.saturating_sub(1);
        let sign = match self.kind(last) {
            Some(TokenKind::Symbol(':' | '[' | '【')) if header.len() > 1 => Some(last),
            _ => None,
        };
        let end = if sign.is_some() { last } else { header.end };
        let open = end.saturating_sub(1);
        let first_word = self.word(header.start).to_owned();
        let outer = self.limit.replace(indent.unwrap_or(0));
        let statements = self.statements(depth.saturating_add(1));
        self.limit = outer;
        let closes = self.kind(self.at) == Some(TokenKind::CloseBrace) && self.indent(self.at) == indent;
        let close = if closes { self.at } else { self.at.saturating_sub(1) };
        let bracket = matches!(self.kind(self.at), Some(TokenKind::Symbol(']' | '】')));
        if closes || (sign.is_some() && bracket) {
            self.advance();
        }
        let after = self.span(open);
        let place = sign.map_or(Span { start: after.end, ..after }, |at| self.span(at));
        let message = say!("「{first_word}」后面要有「{{ … }}」", "a block `{{ … }}` must follow `{first_word}`");
        let fault = Diagnostic::error("E0110", place, message);
        self.faults.push(if closes {
            fault.replace(say!("在这里写「{{」", "write `{{` here"), place, " {")
        } else {
            fault.help(say!(
                "这一行末尾写「{{」，下面缩进的内容之后写「}}」",
                "write `{{` at the end of this line, and `}}` after what is indented below it"
            ))
        });
        (header.start..end, Block { open, close, statements })
    }

    /// Whether the words at `next` can only begin a statement, even behind an operator or inside parentheses.
    fn starts_a_statement(&self, next: usize) -> bool {
        let after = next.saturating_add(1);
        STARTING.contains(&self.word(next))
            && match self.kind(after) {
                Some(TokenKind::Word) => !OPERATORS.contains(&self.word(after)),
                Some(TokenKind::Text | TokenKind::UnclosedText) => true,
                _ => false,
            }
    }

    fn past_line_breaks(&self) -> usize {
        let rest = self.tokens.get(self.at..).unwrap_or(&[]);
        let breaks = rest.iter().take_while(|token| token.kind == TokenKind::Newline).count();
        self.at.saturating_add(breaks)
    }

    /// Whether the header goes on at `next`, over the line break before it.
    fn goes_on(&self, next: usize) -> bool {
        let before = self.at.saturating_sub(1);
        if self.kind(before) == Some(TokenKind::Symbol(':')) && self.is_a_row(next) {
            return false;
        }
        let open_end = match self.kind(before) {
            Some(TokenKind::Symbol(symbol)) => ",、|:=+-×*÷/<>≤≥≠".contains(symbol),
            Some(TokenKind::Word) => OPERATORS.contains(&self.word(before)),
            _ => false,
        };
        open_end
            || match self.kind(next) {
                Some(TokenKind::Symbol(symbol)) => matches!(symbol, ',' | '、' | '|'),
                Some(TokenKind::Word) => CONTINUING.contains(&self.word(next)),
                _ => false,
            }
    }

    fn block(&mut self, depth: usize, indent: Option<usize>) -> Block {
        let open = self.at;
        self.advance();
        if depth.saturating_add(1) > super::DEEPEST {
            self.faults.push(super::too_deep(self.span(open)));
            let close = self.skip_block();
            return Block { open, close, statements: Vec::new() };
        }
        let outer = self.limit.take();
        let statements = self.statements(depth.saturating_add(1));
        self.limit = outer;
        let close = self.at;
        if self.kind(close) == Some(TokenKind::CloseBrace) {
            let outer = indent.zip(self.indent(close)).is_some_and(|(own, closing)| closing < own);
            if outer && self.suspect.is_none() {
                self.suspect = Some((open, close));
            }
            self.advance();
        } else {
            self.report_unclosed(open, close);
        }
        Block { open, close, statements }
    }

    /// Goes past the `}` that belongs to the `{` just passed.
    fn skip_block(&mut self) -> usize {
        let mut inside = 1_usize;
        while let Some(kind) = self.kind(self.at) {
            if kind == TokenKind::OpenBrace {
                inside = inside.saturating_add(1);
            } else if kind == TokenKind::CloseBrace {
                inside = inside.saturating_sub(1);
            }
            let here = self.at;
            self.advance();
            if inside == 0 {
                return here;
            }
        }
        self.at
    }

    /// One message for all the braces that are open at this place.
    fn report_unclosed(&mut self, open: usize, here: usize) {
        let again = self.faults.last().is_some_and(|last| {
            last.code == "E0106" && last.labels.last().is_some_and(|label| label.span == self.span(here))
        });
        if again {
            return;
        }
        let (open, noticed) = match self.suspect.take() {
            Some((open, close)) => (open, Some(close)),
            None => (open, None),
        };
        let mut fault = Diagnostic::error("E0106", self.span(open), say!("缺「}}」", "missing `}}`"))
            .here(say!("这个「{{」没有闭合", "this `{{` is never closed"));
        if let Some(close) = noticed {
            let message = say!("从缩进看，这个「}}」属于更外一层", "by its indentation this `}}` belongs further out");
            fault = fault.and(self.span(close), message);
        }
        let message = if here < self.tokens.len() {
            say!("到这里还没有闭合", "still open here")
        } else {
            say!("到文件末尾还没有闭合", "still open at the end of the file")
        };
        self.faults.push(fault.and(self.span(here), message));
    }
}
