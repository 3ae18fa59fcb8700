//! Names in scores, tables and steps.

use super::{Scope, Walker};
use crate::document::{Assessment, Bands, Cell, CellKind, Expression, Score, ScoreKind, Steps};

impl Walker<'_> {
    pub(super) fn score(&mut self, score: &Score, scope: &Scope) {
        match &score.kind {
            ScoreKind::Amount(amount) => {
                self.walk(amount, scope);
            }
            ScoreKind::Steps(steps) => self.steps(steps, scope),
            ScoreKind::Linear { from, to } => self.each_of([from, to], scope),
            ScoreKind::Ratio { subject, range } => {
                self.each_of(subject.as_deref(), scope);
                self.each_of(range.iter().flat_map(|range| [&range.0, &range.1]), scope);
            }
            ScoreKind::Bands(bands) => self.bands(bands, scope),
            ScoreKind::Assessed(assessment) => {
                let Assessment { low, high, step } = &**assessment;
                self.each_of([low, high].into_iter().chain(step), scope);
            }
            ScoreKind::Full | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
        }
    }

    pub(super) fn each_of<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expression>, scope: &Scope) {
        for expression in expressions {
            self.walk(expression, scope);
        }
    }

    pub(super) fn steps(&mut self, steps: &Steps, scope: &Scope) {
        let Steps { start, subject, base, step, points, cap, .. } = steps;
        let optional = start.iter().chain(subject).chain(base).chain(cap);
        self.each_of(optional.chain([step, points]), scope);
    }

    fn bands(&mut self, bands: &Bands, scope: &Scope) {
        let subjects: Vec<Vec<usize>> = bands.subjects.iter().map(|subject| self.walk(subject, scope)).collect();
        for row in &bands.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                self.cell(cell, subjects.get(column).map_or(&[], Vec::as_slice), scope);
            }
            self.score(&row.score, scope);
        }
    }

    pub(super) fn cell(&mut self, cell: &Cell, chosen_from: &[usize], scope: &Scope) {
        match &cell.kind {
            CellKind::Range(range) => self.range(range, scope),
            CellKind::Choices(names) => names.iter().for_each(|name| self.choice(&name.text, name.span, chosen_from)),
            CellKind::Condition(condition) => {
                self.walk(condition, scope);
            }
            CellKind::NoRecord | CellKind::NotApplicable | CellKind::Other => {}
        }
    }
}
