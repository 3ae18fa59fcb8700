//! Canonical text of a rule file: every word, text and comment as written, laid out in one way.

mod comment;
mod gap;
mod header;
mod leaf;
mod page;
mod spelling;

use std::collections::HashMap;

use self::comment::Comment;
use self::page::{Line, Page};
use super::Reading;
use super::grammar::Rule;
use super::header::Header;
use super::lexer::{Token, TokenKind};
use super::scanner::{Block, Statement};
use crate::diagnostic::Language;

/// Writes a file that was read without faults, its keywords as written or all in one language.
pub(super) fn print(text: &str, reading: &Reading, language: Option<Language>) -> String {
    let tokens = &reading.tokens;
    let comments = comment::comments(text, tokens);
    let rules = reading.rules.iter().copied().collect();
    let mut printer = Printer { text, tokens, rules, language, comments, told: 0, page: Page::default(), depth: 0 };
    printer.statements(&reading.statements, Language::Chinese);
    printer.comments_before(text.len());
    printer.page.text()
}

/// What goes through the statements and fills the page.
struct Printer<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The rule that reads each header, by its first token.
    rules: HashMap<usize, Rule>,
    /// The language that all keywords shall have.
    language: Option<Language>,
    comments: Vec<Comment<'a>>,
    /// How many of the comments stand on the page.
    told: usize,
    page: Page,
    /// How many blocks are open.
    depth: usize,
}

impl<'a> Printer<'a> {
    fn start(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(self.text.len(), |token| token.start)
    }

    fn rule(&self, statement: &Statement) -> Option<Rule> {
        self.rules.get(&statement.header.start).copied()
    }

    /// Writes statements of one block; `around` is the language of the statement around them.
    fn statements(&mut self, statements: &[Statement], around: Language) {
        let mut rows = Vec::new();
        for statement in statements {
            let start = self.start(statement.header.start);
            self.comments_before(start);
            let blank = comment::blank_before(self.text, start);
            self.page.push(Line::new(self.depth, blank));
            rows.push(self.page.at());
            let language = self.header(&statement.header, around);
            if let Some(block) = &statement.block {
                self.block(block, language);
            }
            if !statement.tail.is_empty() {
                self.page.write(" ");
                self.header(&statement.tail, language);
            }
        }
        self.page.align(&rows);
    }

    fn block(&mut self, block: &Block, language: Language) {
        self.page.write(" {");
        if self.is_inline(block) {
            for (at, statement) in block.statements.iter().enumerate() {
                let between = self.between_items(statement, language);
                self.page.write(if at == 0 { " " } else { between });
                self.header(&statement.header, language);
            }
            self.page.write(" }");
            return;
        }
        let told = self.told;
        self.depth = self.depth.saturating_add(1);
        self.statements(&block.statements, language);
        self.comments_before(self.start(block.close));
        self.depth = self.depth.saturating_sub(1);
        if !(block.statements.is_empty() && told == self.told) {
            self.page.push(Line::new(self.depth, false));
        }
        self.page.write("}");
    }

    /// What stands between two items of a list on one line. `含 甲；乙` is two things to be met, `含 甲、乙` is one.
    fn between_items(&self, statement: &Statement, language: Language) -> &'static str {
        match (self.rule(statement) == Some(Rule::choice_items), language) {
            (true, Language::Chinese) => "、",
            (true, Language::English) => " | ",
            (false, Language::Chinese) => "；",
            (false, Language::English) => "; ",
        }
    }

    /// Whether a list of choices or of what is to be met stands on the line of its braces.
    fn is_inline(&self, block: &Block) -> bool {
        let inside = self.tokens.get(block.open..block.close).unwrap_or(&[]);
        let lists = [Some(Rule::choice_items), Some(Rule::checklist_items)];
        !block.statements.is_empty()
            && inside.iter().all(|token| token.kind != TokenKind::Newline)
            && block.statements.iter().all(|statement| lists.contains(&self.rule(statement)))
    }

    /// Writes the comments before a place: at the end of the line they were at the end of, or on lines of their own.
    fn comments_before(&mut self, place: usize) {
        while let Some(comment) = self.comments.get(self.told).filter(|comment| comment.start < place) {
            self.told = self.told.saturating_add(1);
            if comment.own_line || !self.page.comment(comment.text) {
                let blank = comment.own_line && comment::blank_before(self.text, comment.start);
                self.page.push(Line::new(self.depth, blank));
                self.page.write(comment.text);
            }
        }
    }

    fn cleaned(&self, range: &std::ops::Range<usize>) -> Header {
        Header::new(self.text, 0, self.tokens, range)
    }

    /// Whether the file breaks the line between two places.
    fn breaks(&self, from: usize, to: usize) -> bool {
        let first = self.tokens.partition_point(|token| token.start < from);
        let rest = self.tokens.get(first..).unwrap_or(&[]);
        rest.iter().take_while(|token| token.start < to).any(|token| token.kind == TokenKind::Newline)
    }
}
