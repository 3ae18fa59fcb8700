//! From the tree of statements to the document: what each statement says, by the place where it stands.

mod clause;
mod condition;
mod each;
mod expression;
mod fact;
mod form;
mod grade;
mod indicator;
mod literal;
mod parts;
mod score;
mod test;

use std::ops::Range;

use pest::Parser;

pub(crate) use self::form::{Place, first_word};
use self::parts::{Parts, Reader};
use super::faults;
use super::grammar::{Grammar, Rule};
use super::header::Header;
use super::lexer::Token;
use super::scanner::{Block, Statement};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Definition, Item};
use crate::source::Span;

/// What turns statements into nodes of the document.
pub(crate) struct Builder<'a> {
    /// The text of the file.
    pub(crate) text: &'a str,
    /// Its index.
    pub(crate) file: u32,
    /// Its tokens.
    pub(crate) tokens: &'a [Token],
    /// Which of them are parentheses with a partner.
    pub(crate) paired: &'a [bool],
    /// How many braces are open here.
    pub(crate) depth: usize,
    /// What is wrong.
    pub(crate) faults: Vec<Diagnostic>,
    /// The rule that reads each header, by its first token.
    pub(crate) rules: Vec<(usize, Rule)>,
}

impl Builder<'_> {
    /// The statements of a whole file.
    pub(crate) fn items(&mut self, statements: &[Statement]) -> Vec<Item> {
        let mut items = Vec::new();
        for statement in statements {
            if self.faults.len() >= super::MOST_FAULTS {
                break;
            }
            items.extend(self.item(statement));
        }
        items
    }

    fn item(&mut self, statement: &Statement) -> Option<Item> {
        let header = self.header(&statement.header);
        let rule = self.form(&header, Place::File)?;
        if rule == Rule::fact {
            self.fact(statement, &header, rule).map(Item::Fact)
        } else if rule == Rule::definition {
            self.definition(statement, &header).map(Item::Definition)
        } else if rule == Rule::condition {
            self.condition(statement, &header).map(Item::Condition)
        } else if rule == Rule::sheet {
            self.sheet(statement, &header).map(Item::Sheet)
        } else if rule == Rule::grades {
            self.grades(statement, &header).map(Item::Grade)
        } else {
            self.adjustment(statement, &header).map(Item::Adjustment)
        }
    }

    fn definition(&mut self, statement: &Statement, header: &Header) -> Option<Definition> {
        self.no_block(statement);
        self.read(header, Rule::definition, |reader, mut parts| {
            let name = reader.name(&parts.take(Rule::name)?);
            let expression = reader.next(&mut parts, Rule::expression)?;
            Some(Definition { name, expression, span: header.whole() })
        })
    }

    /// The cleaned header of a statement.
    fn header(&self, range: &Range<usize>) -> Header {
        Header::new(self.text, self.file, self.tokens, range)
    }

    /// Parses a sound header by a rule and makes something of its parts; reports what is wrong.
    fn read<T>(
        &mut self,
        header: &Header,
        rule: Rule,
        make: impl FnOnce(&mut Reader<'_>, Parts<'_>) -> Option<T>,
    ) -> Option<T> {
        let depth = self.sound_depth(&header.tokens)?;
        super::with_stack(depth, || self.read_sound(header, rule, make))
    }

    fn read_sound<T>(
        &mut self,
        header: &Header,
        rule: Rule,
        make: impl FnOnce(&mut Reader<'_>, Parts<'_>) -> Option<T>,
    ) -> Option<T> {
        let pair = match Grammar::parse(rule, &header.text) {
            Ok(mut pairs) => pairs.next()?,
            Err(error) => {
                self.faults.push(faults::unexpected(header, rule, &error));
                return None;
            }
        };
        self.rules.push((header.tokens.start, rule));
        let before = self.faults.len();
        let made = make(&mut Reader { header, faults: &mut self.faults }, Parts::of(pair));
        if made.is_none() && self.faults.len() == before {
            let message = say!("读不懂这一句", "this statement cannot be read");
            self.faults.push(Diagnostic::error("E0112", header.whole(), message));
        }
        made
    }

    /// The statements of the block that must be there.
    fn block<'s>(&mut self, statement: &'s Statement, header: &Header) -> &'s [Statement] {
        match &statement.block {
            Some(block) => &block.statements,
            None => {
                let first = first_word(&header.text);
                let message = say!("「{first}」后面要有「{{ … }}」", "a block `{{ … }}` must follow `{first}`");
                self.faults.push(Diagnostic::error("E0110", header.end(), message));
                &[]
            }
        }
    }

    /// Refuses a block.
    fn no_block(&mut self, statement: &Statement) {
        if let Some(block) = &statement.block {
            let message = say!("这一句后面不能有「{{ … }}」", "this statement has no block `{{ … }}`");
            let span = self.token_span(block.open);
            self.faults.push(Diagnostic::error("E0111", span, message));
        }
    }

    /// Refuses words after the block.
    fn no_tail(&mut self, statement: &Statement) {
        if statement.tail.is_empty() {
            return;
        }
        let span = self.header(&statement.tail).whole();
        let message = say!("「}}」后面要换行，或写「；」", "after `}}` a line break or `;` must follow");
        self.faults.push(Diagnostic::error("E0112", span, message));
    }

    fn token_span(&self, at: usize) -> Span {
        let token = self.tokens.get(at).or(self.tokens.last());
        token.map_or(Span::new(self.file, 0, 0), |token| Span::new(self.file, token.start, token.end))
    }

    /// The span of a statement with its block and what follows it.
    fn whole(&self, statement: &Statement, header: &Header) -> Span {
        let own = header.whole();
        let with_block = statement.block.as_ref().map_or(own, |block: &Block| own.to(self.token_span(block.close)));
        if statement.tail.is_empty() {
            with_block
        } else {
            with_block.to(self.token_span(statement.tail.end.saturating_sub(1)))
        }
    }

    /// Goes one block deeper while `work` is done.
    fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.depth = self.depth.saturating_add(1);
        let done = work(self);
        self.depth = self.depth.saturating_sub(1);
        done
    }

    /// Makes something of each statement of a block.
    fn each_of<T>(
        &mut self,
        statements: &[Statement],
        mut make: impl FnMut(&mut Self, &Statement) -> Option<T>,
    ) -> Vec<T> {
        self.deeper(|builder| {
            let mut out = Vec::new();
            for statement in statements {
                if builder.faults.len() >= super::MOST_FAULTS {
                    break;
                }
                out.extend(make(builder, statement));
            }
            out
        })
    }
}
