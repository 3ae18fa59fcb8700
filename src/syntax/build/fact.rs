//! Facts, fields of lists, and choices.

use pest::iterators::Pair;

use super::Builder;
use super::form::first_word;
use super::literal::unit_of;
use super::parts::{Parts, Reader};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{ChoiceItem, Direction, FactItem, FactKind, FactOption, FactOptionKind, FieldItem, Name, Unit};
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::keywords::DEFINE;
use crate::syntax::scanner::Statement;

/// The header of a fact, before its block is read.
struct Declared {
    name: Name,
    key: Name,
    kind: FactKind,
    kind_span: Span,
    options: Vec<FactOption>,
}

impl Builder<'_> {
    /// A fact, or a field of a list by `Rule::field`.
    pub(crate) fn fact(&mut self, statement: &Statement, header: &Header, rule: Rule) -> Option<FactItem> {
        let mut declared = self.read(header, rule, |reader, parts| reader.declared(parts))?;
        match &mut declared.kind {
            FactKind::Choice(items) | FactKind::Choices(items) => {
                let lines = self.block(statement, header);
                *items = self.each_of(lines, Self::choice_line).into_iter().flatten().collect();
            }
            FactKind::List(fields) => {
                let lines = self.block(statement, header);
                *fields = self.each_of(lines, Self::field);
            }
            FactKind::Text
            | FactKind::YesNo
            | FactKind::Number(_)
            | FactKind::Integer(_)
            | FactKind::Money
            | FactKind::Ratio
            | FactKind::Percent
            | FactKind::Date
            | FactKind::Year
            | FactKind::CreditCode => self.no_block(statement),
        }
        if !statement.tail.is_empty() {
            let tail = self.header(&statement.tail);
            let more = self.read(&tail, Rule::fact_options, |reader, parts| reader.fact_options(&parts));
            declared.options.extend(more.unwrap_or_default());
        }
        let Declared { name, key, kind, kind_span, options } = declared;
        Some(FactItem { name, key, kind, kind_span, options, span: header.whole() })
    }

    fn field(&mut self, statement: &Statement) -> Option<FieldItem> {
        let header = self.header(&statement.header);
        if DEFINE.spellings().any(|spelling| spelling == first_word(&header.text)) {
            return self.definition(statement, &header).map(FieldItem::Definition);
        }
        self.fact(statement, &header, Rule::field).map(FieldItem::Field)
    }

    fn choice_line(&mut self, statement: &Statement) -> Option<Vec<ChoiceItem>> {
        let header = self.header(&statement.header);
        self.no_block(statement);
        self.read(&header, Rule::choice_items, |reader, parts| {
            let item = |pair| {
                let mut parts = Parts::of(pair);
                let name = reader.name(&parts.take(Rule::name)?);
                Some(ChoiceItem { name, key: parts.take(Rule::key).map(|key| reader.name(&key)) })
            };
            parts.all(Rule::choice_item).into_iter().map(item).collect()
        })
    }
}

impl Reader<'_> {
    fn declared(&mut self, mut parts: Parts<'_>) -> Option<Declared> {
        let name = self.name(&parts.take(Rule::name)?);
        let key = self.name(&parts.take(Rule::key)?);
        let kind = parts.take(Rule::kind)?;
        let kind_span = self.span(&kind);
        let kind = fact_kind(kind.into_inner().next()?)?;
        Some(Declared { name, key, kind, kind_span, options: self.fact_options(&parts)? })
    }

    fn fact_options(&mut self, parts: &Parts<'_>) -> Option<Vec<FactOption>> {
        parts.all(Rule::fact_option).into_iter().map(|pair| self.fact_option(pair)).collect()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a fact twelve options")]
    fn fact_option(&mut self, pair: Pair<'_, Rule>) -> Option<FactOption> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::source_option => FactOptionKind::Source(self.text(&parts.take(Rule::text)?)),
            Rule::step_option => FactOptionKind::Step(self.next(&mut parts, Rule::unary)?),
            Rule::default_option => FactOptionKind::Default(self.next(&mut parts, Rule::unary)?),
            Rule::marks_option => FactOptionKind::NoneMarks(self.texts(&parts)),
            Rule::unique_option => FactOptionKind::Unique(self.names(&parts)),
            Rule::records_option => FactOptionKind::AtMost(self.count(&parts.take(Rule::digits)?, u32::MAX)?),
            Rule::may_be_negative => FactOptionKind::MayBeNegative,
            Rule::may_be_none => FactOptionKind::MayBeNone,
            Rule::may_be_not_applicable => FactOptionKind::MayBeNotApplicable,
            Rule::may_be_later => FactOptionKind::MayBeLater,
            Rule::confidential => FactOptionKind::Confidential,
            Rule::higher_is_better => FactOptionKind::Direction(Direction::Higher),
            Rule::lower_is_better => FactOptionKind::Direction(Direction::Lower),
            Rule::middle_is_better => FactOptionKind::Direction(Direction::Middle),
            Rule::fixed => FactOptionKind::Fixed,
            Rule::cost_option => FactOptionKind::Cost(self.next(&mut parts, Rule::unary)?),
            Rule::for_reference => FactOptionKind::ForReference,
            Rule::range_option => FactOptionKind::Range(self.range(parts.take(Rule::range)?)?),
            _ => {
                let message = say!("不认识的选项", "an unknown option");
                self.faults.push(Diagnostic::error("E0112", span, message));
                return None;
            }
        };
        Some(FactOption { kind, span })
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a fact thirteen types")]
fn fact_kind(pair: Pair<'_, Rule>) -> Option<FactKind> {
    let rule = pair.as_rule();
    let unit = Parts::of(pair).take(Rule::counted_unit).map_or(Unit::Plain, |unit| unit_of(unit.as_str()));
    Some(match rule {
        Rule::text_kind => FactKind::Text,
        Rule::yes_no_kind => FactKind::YesNo,
        Rule::number_kind => FactKind::Number(unit),
        Rule::integer_kind => FactKind::Integer(unit),
        Rule::money_kind => FactKind::Money,
        Rule::rate_kind => FactKind::Ratio,
        Rule::percent_kind => FactKind::Percent,
        Rule::date_kind => FactKind::Date,
        Rule::year_kind => FactKind::Year,
        Rule::credit_code_kind => FactKind::CreditCode,
        Rule::choice_kind => FactKind::Choice(Vec::new()),
        Rule::choices_kind => FactKind::Choices(Vec::new()),
        Rule::list_kind => FactKind::List(Vec::new()),
        _ => return None,
    })
}
