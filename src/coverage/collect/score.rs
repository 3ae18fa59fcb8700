//! What there is to try out in a score: the rows of tables, the ends of proportions, points that a person gives.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use crate::diagnostic::say;
use crate::plan::{Bands, Cell, Score, ScoreKind};
use crate::proof::search::Goal;
use crate::value::Range;

impl<'p> Collector<'_, 'p> {
    /// A score of the indicator with this code.
    pub(super) fn score(&mut self, score: &'p Score, code: &'p str, context: &Context<'p>) {
        match &score.kind {
            ScoreKind::Amount(formula) => self.formula(formula, context),
            ScoreKind::Steps(steps) => {
                self.steps(steps, context);
                self.formula(&steps.subject, context);
            }
            ScoreKind::Linear { subject, .. } => self.formula(subject, context),
            ScoreKind::Ratio { subject, from, to, .. } => {
                self.proportion(subject, [from, to], context, score.span);
                self.formula(subject, context);
            }
            ScoreKind::Bands(bands) => self.bands(bands, code, context),
            ScoreKind::Assessed { .. } => {
                let what = say!("评定了分数", "a person gave the points");
                let goal = context.goal(Goal::scores(score, Range::all(), code));
                self.add(TargetKind::Branch, what, score.span, goal);
            }
            ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
        }
    }

    /// A table: each row that some record falls into, and the ends of its cells.
    fn bands(&mut self, bands: &'p Bands, code: &'p str, context: &Context<'p>) {
        // First, so that what stands in a subject is not looked for in one row only.
        bands.subjects.iter().for_each(|subject| self.formula(subject, context));
        let known: Vec<_> = self.reacher.rows(bands, &context.known).into_iter().map(|(_, known)| known).collect();
        for ((number, row), known) in bands.rows.iter().enumerate().zip(known) {
            let Some(known) = known else { continue };
            let named = self.row_named(bands, row);
            let what = say!("落在「{named}」一行", "the row “{named}” taken");
            // Where such a row is taken the indicator does not apply.
            let absent = matches!(row.score.kind, ScoreKind::NotApplicable);
            let here = if absent { context.whether_applying() } else { context.clone() };
            self.add(TargetKind::Branch, what, row.span, here.goal(Goal::taken(bands, number)));
            for (column, cell) in row.cells.iter().enumerate() {
                match (cell, bands.subjects.get(column)) {
                    (Cell::Condition(condition), _) => self.formula(condition, context),
                    (Cell::Bound(bound), Some(subject)) => self.ends(subject, bound, context, row.span),
                    (
                        Cell::Bound(_)
                        | Cell::Choices(_)
                        | Cell::Texts(_)
                        | Cell::YesNo(_)
                        | Cell::NoRecord
                        | Cell::NotApplicable
                        | Cell::Other,
                        _,
                    ) => {}
                }
            }
            self.score(&row.score, code, &context.and(Goal::taken(bands, number)).knowing(known));
        }
    }
}
