//! What is known of quantities at a place: within which bounds they lie where a row is taken or a condition holds.

use super::Subject;
use crate::document::ArithmeticOperator;
use crate::plan::{Formula, FormulaKind, RowBound};
use crate::value::{Bound, Number, Range};

/// So many quantities are kept in mind at a time.
const MOST_KNOWN: usize = 16;

/// Bounds of quantities.
#[derive(Clone, Debug, Default)]
pub struct Known {
    bounds: Vec<(Subject, Range)>,
}

impl Known {
    /// The bounds of a formula, where there are any.
    #[must_use]
    pub fn of(&self, formula: &Formula) -> Option<&Range> {
        let subject = Subject::of(formula).unwrap_or(Subject::At(formula.span));
        self.bounds.iter().find(|(known, _)| *known == subject).map(|(_, range)| range)
    }

    /// Adds the bounds of a formula.
    #[must_use]
    pub fn with(&self, formula: &Formula, range: &Range) -> Self {
        let subject = Subject::of(formula).unwrap_or(Subject::At(formula.span));
        let mut more = self.clone();
        if let Some((_, known)) = more.bounds.iter_mut().find(|(known, _)| *known == subject) {
            *known = known.intersect(range);
        } else if more.bounds.len() < MOST_KNOWN {
            more.bounds.push((subject, range.clone()));
        }
        more
    }

    /// Whether no value fits what is known.
    #[must_use]
    pub fn contradicts_itself(&self) -> bool {
        self.bounds.iter().any(|(_, range)| range.is_empty())
    }

    /// The same for the records of a list: fields are one level further out.
    #[must_use]
    pub fn inside(&self) -> Self {
        let outer = self.bounds.iter().filter_map(|(subject, range)| {
            let subject = match subject {
                Subject::Fact(_) | Subject::Definition(_) => subject.clone(),
                Subject::Field { depth, index, list } => {
                    Subject::Field { depth: depth.saturating_add(1), index: *index, list: *list }
                }
                Subject::At(_) => return None,
            };
            Some((subject, range.clone()))
        });
        Self { bounds: outer.collect() }
    }

    /// What is known where a condition holds or does not, and whether that is all that it says.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn where_it_is(&self, condition: &Formula, holds: bool) -> (Self, bool) {
        match &condition.kind {
            FormulaKind::And(parts) if holds => self.where_all_are(parts, true),
            FormulaKind::Or(parts) if !holds => self.where_all_are(parts, false),
            FormulaKind::Not(inner) | FormulaKind::Fails(inner) => self.where_it_is(inner, !holds),
            FormulaKind::Compare(left, operator, right) => {
                let operator = if holds { *operator } else { operator.opposite() };
                let bounds = match (constant(left), constant(right)) {
                    (None, Some(number)) => operator.bounds(&number).map(|range| (&**left, range)),
                    (Some(number), None) => operator.mirrored().bounds(&number).map(|range| (&**right, range)),
                    (Some(_), Some(_)) | (None, None) => None,
                };
                bounds.map_or_else(|| (self.clone(), false), |(subject, range)| (self.with(subject, &range), true))
            }
            FormulaKind::InRange(subject, RowBound::Numbers(range)) => {
                let range = if holds { Some(range.clone()) } else { beyond(range) };
                range.map_or_else(|| (self.clone(), false), |range| (self.with(subject, &range), true))
            }
            // Other truths say nothing of quantities.
            FormulaKind::Fact(_) | FormulaKind::Field { .. } | FormulaKind::Member(..) | FormulaKind::Truth(_) => {
                (self.clone(), true)
            }
            _ => (self.clone(), false),
        }
    }

    fn where_all_are(&self, parts: &[Formula], hold: bool) -> (Self, bool) {
        parts.iter().fold((self.clone(), true), |(known, whole), part| {
            let (known, all) = known.where_it_is(part, hold);
            (known, whole && all)
        })
    }
}

/// The value of a formula that is a number as written, or plain arithmetic of such.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn constant(formula: &Formula) -> Option<Number> {
    match &formula.kind {
        FormulaKind::Number(number) => Some(number.clone()),
        FormulaKind::Negative(inner) => Some(constant(inner)?.negated()),
        FormulaKind::Arithmetic(left, operator, right) => {
            let (left, right) = (constant(left)?, constant(right)?);
            match operator {
                ArithmeticOperator::Add => Some(left.plus(&right)),
                ArithmeticOperator::Subtract => Some(left.minus(&right)),
                ArithmeticOperator::Multiply => Some(left.times(&right)),
                ArithmeticOperator::Divide => left.over(&right),
            }
        }
        _ => None,
    }
}

/// What lies outside a range, where that is one range.
fn beyond(range: &Range) -> Option<Range> {
    let turn = |bound: &Bound| Bound { number: bound.number.clone(), included: !bound.included };
    match (&range.low, &range.high) {
        (Some(low), None) => Some(Range { low: None, high: Some(turn(low)) }),
        (None, Some(high)) => Some(Range { low: Some(turn(high)), high: None }),
        (Some(_), Some(_)) | (None, None) => None,
    }
}
