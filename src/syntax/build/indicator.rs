//! Sheets, indicators and adjustments: headers, and blocks of clauses and children.

use super::Builder;
use super::form::{Place, first_word};
use super::parts::Parts;
use crate::document::{Adjustment, Clause, Indicator, Sheet};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::keywords::INDICATOR;
use crate::syntax::scanner::Statement;

impl Builder<'_> {
    pub(crate) fn sheet(&mut self, statement: &Statement, header: &Header) -> Option<Sheet> {
        let (clauses, children) = self.indicator_body(statement, header);
        self.read(header, Rule::sheet, |reader, mut parts| {
            let name = reader.name(&parts.take(Rule::name)?);
            let key = reader.name(&parts.take(Rule::key)?);
            let title = parts.take(Rule::text).map(|text| reader.text(&text));
            let mut points = Parts::of(parts.take(Rule::points_part)?);
            let points = reader.next(&mut points, Rule::quantity)?;
            Some(Sheet { name, key, title, points, clauses, children, span: header.whole() })
        })
    }

    fn indicator(&mut self, statement: &Statement, header: &Header) -> Option<Indicator> {
        let (clauses, children) = self.indicator_body(statement, header);
        self.read(header, Rule::indicator, |reader, mut parts| {
            let code = reader.code(&parts.take(Rule::code)?);
            let title = reader.text(&parts.take(Rule::text)?);
            let mut points = Parts::of(parts.take(Rule::points_part)?);
            let points = reader.next(&mut points, Rule::quantity)?;
            let bonus = parts.take(Rule::bonus).is_some();
            let weight = match parts.take(Rule::indicator_weight) {
                Some(weight) => Some(reader.next(&mut Parts::of(weight), Rule::quantity)?),
                None => None,
            };
            reader.refuse_twice(&parts, &[Rule::bonus, Rule::indicator_weight])?;
            Some(Indicator { code, title, points, bonus, weight, clauses, children, span: header.whole() })
        })
    }

    fn indicator_body(&mut self, statement: &Statement, header: &Header) -> (Vec<Clause>, Vec<Indicator>) {
        let statements = self.block(statement, header);
        self.no_tail(statement);
        let mut children = Vec::new();
        let clauses = self.each_of(statements, |builder, inner| {
            let header = builder.header(&inner.header);
            if INDICATOR.spellings().any(|spelling| spelling == first_word(&header.text)) {
                children.extend(builder.indicator(inner, &header));
                None
            } else {
                builder.clause(inner, &header, Place::Indicator)
            }
        });
        (clauses, children)
    }

    pub(crate) fn adjustment(&mut self, statement: &Statement, header: &Header) -> Option<Adjustment> {
        let clauses = self.block(statement, header);
        let clauses = self.each_of(clauses, |builder, inner| {
            let header = builder.header(&inner.header);
            builder.clause(inner, &header, Place::Adjustment)
        });
        self.no_tail(statement);
        self.read(header, Rule::adjustment, |reader, mut parts| {
            let code = reader.code(&parts.take(Rule::code)?);
            let title = reader.text(&parts.take(Rule::text)?);
            Some(Adjustment { code, title, clauses, span: header.whole() })
        })
    }
}
