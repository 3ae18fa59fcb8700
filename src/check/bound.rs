//! Ranges over a subject: bounds of its own type.

use super::Checker;
use super::formula::{broken, comparison, type_names};
use super::literal::period;
use super::scope::Scope;
use crate::diagnostic::say;
use crate::document::{Expression, RangeExpression};
use crate::plan::{Formula, FormulaKind, RowBound, Type};
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn in_range(
        &mut self,
        subject: &Expression,
        range: &RangeExpression,
        negated: bool,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let subject = self.formula(subject, scope);
        let (subject, bound) = self.bound(subject, range, scope);
        match bound {
            Some(bound) => comparison((FormulaKind::InRange(Box::new(subject), bound), Type::Truth), negated, span),
            None => broken(span),
        }
    }

    /// The bounds of a range over this subject. A date against periods means the time from it to the as-of date.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn bound(
        &mut self,
        subject: Formula,
        range: &RangeExpression,
        scope: &Scope,
    ) -> (Formula, Option<RowBound>) {
        let subject = if subject.of == Type::Date && holds_period(range) { time_since(subject) } else { subject };
        let bound = match subject.of.clone() {
            Type::Quantity(dimension) => self.number_range(range, dimension, scope).map(RowBound::Numbers),
            Type::Interval => self.bounds(range, scope, &Type::Period).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Period(period) => Some((period, included)),
                        _ => None,
                    })
                };
                RowBound::Periods(side(low), side(high))
            }),
            Type::Date => self.bounds(range, scope, &Type::Date).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Date(date) => Some((date, included)),
                        _ => None,
                    })
                };
                RowBound::Dates(side(low), side(high))
            }),
            Type::Year => self.bounds(range, scope, &Type::Year).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>, inwards: i32| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Year(year) if included => Some(year),
                        FormulaKind::Year(year) => Some(year.saturating_add(inwards)),
                        _ => None,
                    })
                };
                RowBound::Years(side(low, 1), side(high, -1))
            }),
            Type::Broken => None,
            other @ (Type::Truth
            | Type::Month
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List) => {
                let (zh, en) = type_names(&other);
                self.error(
                    "E0305",
                    range.span,
                    say!("{zh}不分大小，不能用范围", "{en} has no order: a range means nothing here"),
                );
                None
            }
        };
        (subject, bound)
    }

    #[expect(clippy::type_complexity, reason = "two bounds, each a formula and whether it is included")]
    pub(super) fn bounds(
        &mut self,
        range: &RangeExpression,
        scope: &Scope,
        wanted: &Type,
    ) -> Option<(Option<(Formula, bool)>, Option<(Formula, bool)>)> {
        let mut side = |bound: &Option<(Expression, bool)>| {
            bound.as_ref().map(|(expression, included)| (self.of_type(expression, scope, wanted), *included))
        };
        let (low, high) = (side(&range.low), side(&range.high));
        let sound =
            |bound: &Option<(Formula, bool)>| bound.as_ref().is_none_or(|(formula, _)| formula.of != Type::Broken);
        (sound(&low) && sound(&high)).then_some((low, high))
    }
}

pub(super) fn holds_period(range: &RangeExpression) -> bool {
    let is_period =
        |bound: &Option<(Expression, bool)>| bound.as_ref().is_some_and(|(expression, _)| period(expression).is_some());
    is_period(&range.low) || is_period(&range.high)
}

/// The time from a date to the as-of date.
pub(super) fn time_since(date: Formula) -> Formula {
    let span = date.span;
    let as_of = Formula { kind: FormulaKind::AsOf, of: Type::Date, span };
    Formula { kind: FormulaKind::Between(Box::new(date), Box::new(as_of)), of: Type::Interval, span }
}
