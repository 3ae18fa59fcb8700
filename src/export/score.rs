//! Scores: amounts, increments, proportions, tables.

use super::Exporter;
use super::formula::{choices_of, key, row_bound};
use super::json::{Json, flag, object, some};
use crate::document::Whole;
use crate::plan::{Bands, Cell, Formula, Row, Score, ScoreKind, Steps};

impl Exporter<'_> {
    pub(super) fn score(&self, score: &Score) -> Json {
        let of = |name: &str, members: Vec<(&'static str, Json)>| object([("score", name.into())]).with(members);
        let kind = match &score.kind {
            ScoreKind::Amount(formula) => of("amount", vec![("amount", self.formula(formula))]),
            ScoreKind::Steps(steps) => of("steps", self.steps(steps)),
            ScoreKind::Linear { subject, from, to, low, high } => {
                // The score goes from `from` at the low bound of the row to `to` at its high one.
                self.proportion(subject, [low, high], [from, to])
            }
            ScoreKind::Ratio { subject, from, to, points } => {
                self.proportion(subject, [from, to], [&crate::value::Number::zero(), points])
            }
            ScoreKind::Bands(bands) => of("bands", self.bands(bands)),
            ScoreKind::Assessed { low, high, step } => {
                of("assessed", vec![("low", low.into()), ("high", high.into()), ("step", step.as_ref().into())])
            }
            ScoreKind::NotApplicable => of("not_applicable", Vec::new()),
            ScoreKind::Pending => of("pending", Vec::new()),
            ScoreKind::Unsubmitted => of("unsubmitted", Vec::new()),
        };
        kind.with([("default", flag(score.default)), ("line", self.line(score.span))])
    }

    fn proportion(
        &self,
        subject: &Formula,
        [from, to]: [&crate::value::Number; 2],
        [low, high]: [&crate::value::Number; 2],
    ) -> Json {
        object([
            ("score", "proportion".into()),
            ("of", self.formula(subject)),
            ("from", from.into()),
            ("to", to.into()),
            ("low", low.into()),
            ("high", high.into()),
        ])
    }

    pub(super) fn steps(&self, steps: &Steps) -> Vec<(&'static str, Json)> {
        let counts = match steps.whole {
            Whole::Whole => "whole",
            Whole::Started => "started",
            Whole::Proportional => "proportional",
        };
        let interval = matches!(steps.subject.of, crate::plan::Type::Interval);
        let unit = match (interval, steps.days) {
            (false, _) => Json::Nothing,
            (true, true) => "days".into(),
            (true, false) => "months".into(),
        };
        vec![
            ("of", self.formula(&steps.subject)),
            ("period", unit),
            ("start", (&steps.start).into()),
            ("base", (&steps.base).into()),
            ("step", (&steps.step).into()),
            ("each", (&steps.each).into()),
            ("counts", counts.into()),
            ("downwards", flag(steps.downwards)),
            ("cap", steps.cap.as_ref().into()),
        ]
    }

    fn bands(&self, bands: &Bands) -> Vec<(&'static str, Json)> {
        let subjects = bands.subjects.iter().map(|subject| self.formula(subject));
        vec![("subjects", some(subjects)), ("rows", some(bands.rows.iter().map(|row| self.row(bands, row))))]
    }

    fn row(&self, bands: &Bands, row: &Row) -> Json {
        let cells = row.cells.iter().enumerate().map(|(column, cell)| self.cell(cell, bands.subjects.get(column)));
        object([("cells", some(cells)), ("gives", self.score(&row.score)), ("line", self.line(row.span))])
    }

    pub(super) fn cell(&self, cell: &Cell, subject: Option<&Formula>) -> Json {
        match cell {
            Cell::Bound(bound) => object([("range", row_bound(bound))]),
            Cell::Choices(wanted) => {
                let choices = subject.map_or(&[][..], |subject| choices_of(&subject.of));
                object([("choices", some(wanted.iter().map(|at| key(choices, *at))))])
            }
            Cell::Texts(texts) => object([("texts", some(texts))]),
            Cell::YesNo(wanted) => object([("truth", Json::Flag(*wanted))]),
            Cell::Condition(condition) => object([("when", self.formula(condition))]),
            Cell::NoRecord => object([("none_on_record", Json::Flag(true))]),
            Cell::NotApplicable => object([("not_applicable", Json::Flag(true))]),
            Cell::Other => object([("other", Json::Flag(true))]),
        }
    }
}
