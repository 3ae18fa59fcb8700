//! From the score of a method to that of an indicator: cap, bounds, overrides, rounding, and what its clauses decide.

use super::Builder;
use super::amount::{Amount, Fraction};
use super::score::{Outcome, Points};
use super::truth::Judged;
use crate::compiled::program::{Op, Truths};
use crate::plan::{Floor, Method, Node};
use crate::value::{Number, Rounding};

impl<'p> Builder<'p> {
    /// Cap, bounds, overrides and rounding, in this order.
    pub(super) fn finished(&mut self, node: &'p Node, points: Points) -> Option<Points> {
        let clauses = &node.clauses;
        let zero = Number::zero();
        let low = match &clauses.floor {
            Floor::Zero => Some(&zero),
            Floor::At(floor) => Some(floor),
            Floor::None => None,
        };
        let cap = clauses.cap.as_ref().filter(|_| !matches!(node.method, Method::Accumulate { .. }));
        let high = if clauses.no_cap { None } else { Some(&node.points) };
        let mut held = match points {
            Points::Rows(rows, outcomes) => {
                let held = outcomes
                    .into_iter()
                    .map(|outcome| outcome.map(|number| clamped(clamped(number, None, cap), low, high)));
                Points::Rows(rows, held.collect())
            }
            Points::Outcome(outcome) => {
                Points::Outcome(outcome.map(|number| clamped(clamped(number, None, cap), low, high)))
            }
            Points::Amount(amount) => {
                let amount = self.held(amount, None, cap)?;
                Points::Amount(self.held(amount, low, high)?)
            }
            Points::Fraction(fraction) => {
                let fraction = self.held_fraction(fraction, None, cap)?;
                Points::Fraction(self.held_fraction(fraction, low, high)?)
            }
        };
        // What counts as not submitted counts nothing, but not less than the floor.
        let unscored = match &held {
            Points::Rows(_, outcomes) => outcomes.iter().any(Outcome::is_err),
            Points::Outcome(outcome) => outcome.is_err(),
            Points::Amount(_) | Points::Fraction(_) => false,
        };
        if unscored && low.is_some_and(|low| !low.is_zero()) {
            let amount = self.as_amount(held)?;
            held = Points::Amount(self.held(amount, low, high)?);
        }
        for entry in &clauses.overrides {
            held = match self.judged(&entry.when)? {
                Judged::Known(false) => held,
                Judged::Known(true) => return None,
                Judged::Of(when) => {
                    let points = Amount::known(&entry.points)?;
                    let amount = self.as_amount(held)?;
                    let (amount, points) = self.alike(amount, points)?;
                    let cells = self.column(amount);
                    let cells = self.cells(Op::Replaced(when, cells, points.low))?;
                    let ends = (amount.low.min(points.low), amount.high.max(points.low));
                    Points::Amount(Amount::column(cells, amount.unit, ends))
                }
            };
        }
        let Some(places) = clauses.round else { return Some(held) };
        Some(match held {
            Points::Rows(rows, outcomes) => {
                let rounded =
                    outcomes.into_iter().map(|outcome| outcome.map(|number| number.rounded(places, Rounding::HalfUp)));
                Points::Rows(rows, rounded.collect())
            }
            Points::Outcome(outcome) => Points::Outcome(outcome.map(|number| number.rounded(places, Rounding::HalfUp))),
            Points::Amount(amount) => Points::Amount(self.rounded(amount, places, Rounding::HalfUp)?),
            Points::Fraction(fraction) => Points::Amount(self.rounded_fraction(fraction, places, Rounding::HalfUp)?),
        })
    }

    /// What the clauses decide before the method is asked.
    pub(super) fn concluded(&mut self, node: &'p Node, points: Points) -> Option<Points> {
        let clauses = &node.clauses;
        let of_kind = |full: bool| {
            clauses.not_applicable.iter().filter(move |(_, counts)| *counts == full).map(|(formula, _)| formula)
        };
        let absent = self.any(of_kind(false))?;
        let exempt = self.any(of_kind(true))?;
        let unsubmitted = self.any(&clauses.unsubmitted)?;
        let nothing = Judged::Known(false);
        if [absent, exempt, unsubmitted] == [nothing; 3] {
            return Some(points);
        }
        let column = |judged: Judged| match judged {
            Judged::Known(false) => Some(None),
            Judged::Known(true) => None,
            Judged::Of(truths) => Some(Some(truths)),
        };
        let [absent, exempt, unsubmitted]: [Option<Truths>; 3] =
            [column(absent)?, column(exempt)?, column(unsubmitted)?];
        if let Points::Fraction(Fraction { over, under }) = points {
            if exempt.is_some() {
                return None;
            }
            let op = Op::Concluded { score: over.cells?, absent, exempt, unsubmitted, full: 0 };
            let over = Amount { cells: Some(self.cells(op)?), low: over.low.min(0), high: over.high.max(0), ..over };
            return Some(Points::Fraction(Fraction { over, under }));
        }
        let amount = self.as_amount(points)?;
        let full = Amount::known(&node.points)?;
        let (amount, full) = self.alike(amount, full)?;
        let score = self.column(amount);
        let op = Op::Concluded { score, absent, exempt, unsubmitted, full: full.low };
        let ends = (amount.low.min(0), amount.high.max(full.low));
        Some(Points::Amount(Amount::column(self.cells(op)?, amount.unit, ends)))
    }
}

fn clamped(number: Number, low: Option<&Number>, high: Option<&Number>) -> Number {
    let raised = low.map_or(number.clone(), |low| number.max(low.clone()));
    high.map_or(raised.clone(), |high| raised.min(high.clone()))
}
