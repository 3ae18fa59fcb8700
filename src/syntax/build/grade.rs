//! `等级 …`: scales of grades.

use super::Builder;
use super::form::first_word;
use super::parts::Reader;
use crate::document::{Cell, GradeItem, GradeLimit, GradeLimitKind, GradeRow};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::keywords::{AT_MOST, SET_GRADE, STEP_DOWN};
use crate::syntax::scanner::Statement;

impl Builder<'_> {
    pub(crate) fn grades(&mut self, statement: &Statement, header: &Header) -> Option<GradeItem> {
        let mut limits = Vec::new();
        let lines = self.block(statement, header);
        let rows = self.each_of(lines, |builder, line| {
            let header = builder.header(&line.header);
            builder.no_block(line);
            builder.no_tail(line);
            if is_limit(&header) {
                limits.extend(builder.grade_limit(&header));
                return None;
            }
            builder.read(&header, Rule::grade_row, |reader, mut parts| {
                let cell = parts.take(Rule::grade_cell)?;
                let span = reader.span(&cell);
                let inner = cell.into_inner().next()?;
                let cell = Cell { kind: reader.cell_kind(inner)?, span };
                Some(GradeRow { cell, grade: reader.name(&parts.take(Rule::name)?), span: header.whole() })
            })
        });
        self.no_tail(statement);
        self.read(header, Rule::grades, |reader, mut parts| {
            let name = reader.name(&parts.take(Rule::name)?);
            let subject = match parts.take(Rule::measure) {
                Some(pair) => Some(reader.expression(pair)?),
                None => None,
            };
            Some(GradeItem { name, subject, rows, limits, span: header.whole() })
        })
    }

    fn grade_limit(&mut self, header: &Header) -> Option<GradeLimit> {
        self.read(header, Rule::grade_limit, |reader: &mut Reader<'_>, mut parts| {
            let kind = match parts.take(Rule::name) {
                None => GradeLimitKind::StepDown,
                Some(name) if parts.has(Rule::at_most) => GradeLimitKind::AtMost(reader.name(&name)),
                Some(name) => GradeLimitKind::SetTo(reader.name(&name)),
            };
            Some(GradeLimit { kind, when: reader.filter(&mut parts)??, span: header.whole() })
        })
    }
}

/// Whether a line limits a grade instead of giving one.
fn is_limit(header: &Header) -> bool {
    let first = first_word(&header.text);
    let limits = [&AT_MOST, &STEP_DOWN, &SET_GRADE];
    !header.text.contains(':') && limits.iter().any(|keyword| keyword.spellings().any(|spelling| spelling == first))
}
