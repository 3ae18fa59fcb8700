//! Scores: amounts, increments, proportions and tables.

use super::Builder;
use super::amount::{Amount, Fraction, fine_unit};
use super::formula::Value;
use super::truth::Judged;
use crate::compiled::program::{APPLICANTS, Cells, Op, Rows, mark};
use crate::document::Whole;
use crate::plan::{Formula, Score, ScoreKind, Steps};
use crate::value::{Number, Rounding};

/// What a score comes to.
#[derive(Clone, Debug)]
pub(super) enum Points {
    /// One of several, by the row taken.
    Rows(Rows, Vec<Outcome>),
    /// A column of points; its marks say where there are none.
    Amount(Amount),
    Fraction(Fraction),
    /// The same for everyone.
    Outcome(Outcome),
}

/// Points known beforehand, or the mark of what is no points.
pub(super) type Outcome = Result<Number, u8>;

impl<'p> Builder<'p> {
    pub(super) fn score(&mut self, score: &'p Score) -> Option<Points> {
        if score.default {
            // Whether a default took part is told with the score, which the tree walk does.
            return Some(Points::Outcome(Err(mark::OPEN)));
        }
        match &score.kind {
            ScoreKind::Amount(formula) => self.points_of(formula),
            ScoreKind::Steps(steps) => self.steps(steps),
            ScoreKind::Linear { subject, from, to, low, high } => self.proportion(subject, [low, high], [from, to]),
            ScoreKind::Ratio { subject, from, to, points } => {
                self.proportion(subject, [from, to], [&Number::zero(), points])
            }
            ScoreKind::Bands(bands) => {
                let taking = self.table(bands)?;
                let scores: Option<Vec<Points>> = bands.rows.iter().map(|row| self.score(&row.score)).collect();
                let mut scores = scores?;
                scores.extend(taking.lacking.iter().map(|mark| Points::Outcome(Err(*mark))));
                self.picked(taking.rows, scores)
            }
            // What people give is looked up, and what they may give is a range: the tree walk's.
            ScoreKind::Assessed { .. } | ScoreKind::Pending => Some(Points::Outcome(Err(mark::OPEN))),
            ScoreKind::NotApplicable => Some(Points::Outcome(Err(mark::ABSENT))),
            ScoreKind::Unsubmitted => Some(Points::Outcome(Err(mark::UNSUBMITTED))),
        }
    }

    fn points_of(&mut self, formula: &'p Formula) -> Option<Points> {
        match self.value(formula)? {
            Value::Number(amount) => Some(match amount.constant() {
                Some(number) => Points::Outcome(Ok(number)),
                None => Points::Amount(amount),
            }),
            Value::Fraction(fraction) => Some(Points::Fraction(fraction)),
            _ => None,
        }
    }

    /// The score of the row taken.
    fn picked(&mut self, rows: Rows, scores: Vec<Points>) -> Option<Points> {
        let known: Option<Vec<Outcome>> = scores
            .iter()
            .map(|score| if let Points::Outcome(outcome) = score { Some(outcome.clone()) } else { None })
            .collect();
        if let Some(outcomes) = known {
            return Some(Points::Rows(rows, outcomes));
        }
        if scores.iter().any(|score| matches!(score, Points::Fraction(_))) {
            let fractions: Option<Vec<Fraction>> = scores.into_iter().map(|score| self.as_fraction(score)).collect();
            let fractions = fractions?;
            let over: Vec<Amount> = fractions.iter().map(|fraction| fraction.over).collect();
            let under: Vec<Amount> = fractions.iter().map(|fraction| fraction.under).collect();
            let (over, under) = (self.picked_amount(rows, &over)?, self.picked_amount(rows, &under)?);
            return Some(Points::Fraction(Fraction { over, under }));
        }
        let amounts: Option<Vec<Amount>> = scores.into_iter().map(|score| self.as_amount(score)).collect();
        self.picked_amount(rows, &amounts?).map(Points::Amount)
    }

    fn picked_amount(&mut self, rows: Rows, amounts: &[Amount]) -> Option<Amount> {
        let amounts: Vec<Amount> = amounts.iter().map(|amount| self.coarser(*amount)).collect();
        let unit = fine_unit(amounts.iter())?;
        let mut columns: Vec<Cells> = Vec::new();
        let (mut low, mut high) = (0, 0);
        for amount in amounts {
            let amount = self.in_unit(amount, unit)?;
            (low, high) = (amount.low.min(low), amount.high.max(high));
            columns.push(self.column(amount));
        }
        Some(Amount::column(self.cells(Op::Picked(rows, columns))?, unit, (low, high)))
    }

    /// A score as a column of points.
    pub(super) fn as_amount(&mut self, points: Points) -> Option<Amount> {
        match points {
            Points::Amount(amount) => Some(amount),
            Points::Fraction(_) => None,
            Points::Outcome(Ok(number)) => Amount::known(&number),
            Points::Outcome(Err(mark)) => {
                let cells = self.written(Op::Fill(0, mark), APPLICANTS);
                Some(Amount::column(cells, 1, (0, 0)))
            }
            Points::Rows(rows, outcomes) => {
                let known: Option<Vec<Result<Amount, u8>>> = outcomes
                    .into_iter()
                    .map(|outcome| match outcome {
                        Ok(number) => Amount::known(&number).map(Ok),
                        Err(mark) => Some(Err(mark)),
                    })
                    .collect();
                let known = known?;
                let unit = fine_unit(known.iter().flatten())?;
                let mut table = Vec::new();
                let (mut low, mut high) = (0, 0);
                for outcome in known {
                    table.push(match outcome {
                        Ok(amount) => {
                            let cell = self.in_unit(amount, unit)?.low;
                            (low, high) = (cell.min(low), cell.max(high));
                            (cell, mark::VALUE)
                        }
                        Err(mark) => (0, mark),
                    });
                }
                Some(Amount::column(self.cells(Op::Looked(rows, table))?, unit, (low, high)))
            }
        }
    }

    /// A score as a fraction in whole cells.
    pub(super) fn as_fraction(&mut self, points: Points) -> Option<Fraction> {
        match points {
            Points::Fraction(fraction) => self.plain(fraction),
            other => {
                let amount = self.as_amount(other)?;
                let over = Amount { unit: 1, ..amount };
                Some(Fraction { over, under: Amount::whole(amount.unit) })
            }
        }
    }

    fn proportion(
        &mut self,
        subject: &'p Formula,
        [from, to]: [&Number; 2],
        [low, high]: [&Number; 2],
    ) -> Option<Points> {
        let width = to.minus(from);
        let rise = high.minus(low);
        match self.value(subject)? {
            Value::Number(amount) => {
                let from = Amount::known(from)?;
                let shifted = self.minus(amount, from)?;
                let part = if width.is_zero() { Amount::whole(0) } else { self.over_known(shifted, &width)? };
                let part = self.held(part, Some(&Number::zero()), Some(&Number::one()))?;
                let rise = Amount::known(&rise)?;
                let risen = self.times(part, rise)?;
                let less = Amount::known(&low.negated())?;
                self.minus(risen, less).map(Points::Amount)
            }
            Value::Fraction(fraction) => {
                let less = Amount::known(&from.negated())?;
                let shifted = self.shifted(fraction, less)?;
                let reciprocal = Amount::known(&Number::one().over(&width)?)?;
                let over = self.times(shifted.over, reciprocal)?;
                let part =
                    self.held_fraction(Fraction { over, ..shifted }, Some(&Number::zero()), Some(&Number::one()))?;
                let rise = Amount::known(&rise)?;
                let over = self.times(part.over, rise)?;
                let low = Amount::known(low)?;
                self.shifted(Fraction { over, ..part }, low).map(Points::Fraction)
            }
            _ => None,
        }
    }

    /// A fraction held within bounds, in whole cells.
    pub(super) fn held_fraction(
        &mut self,
        fraction: Fraction,
        low: Option<&Number>,
        high: Option<&Number>,
    ) -> Option<Fraction> {
        let Fraction { mut over, mut under } = self.plain(fraction)?;
        for (bound, larger) in [(low, true), (high, false)] {
            let Some(bound) = bound else { continue };
            let bound = Amount::known(bound)?;
            // over / under against a / b: over × b against a × under, both over under × b.
            let by = Amount::whole(bound.unit);
            (over, under) = (self.times(over, by)?, self.times(under, by)?);
            let limit = self.times(under, Amount::whole(bound.low))?;
            let limit = self.over_known(limit, &Number::from(bound.unit))?;
            let limit = self.in_unit(limit, limit.unit)?;
            (over, under) = (self.in_unit(over, limit.unit)?, self.in_unit(under, limit.unit)?);
            let (a, b) = (self.column(over), self.column(limit));
            let cells = self.cells(if larger { Op::Larger(a, b) } else { Op::Smaller(a, b) })?;
            let ends = if larger {
                (over.low.max(limit.low), over.high.max(limit.high))
            } else {
                (over.low.min(limit.low), over.high.min(limit.high))
            };
            over = Amount::column(cells, over.unit, ends);
        }
        let (over, under) = self.alike(over, under)?;
        Some(Fraction { over: Amount { unit: 1, ..over }, under: Amount { unit: 1, ..under } })
    }

    pub(super) fn steps(&mut self, steps: &'p Steps) -> Option<Points> {
        let zero = Number::zero();
        let base = Amount::known(&steps.base)?;
        let counted = match self.value(&steps.subject)? {
            Value::Number(amount) => {
                let distance = if steps.downwards { self.minus(base, amount)? } else { self.minus(amount, base)? };
                let count = self.over_known(distance, &steps.step)?;
                let count = self.held(count, Some(&zero), None)?;
                match steps.whole {
                    Whole::Whole => self.rounded(count, 0, Rounding::Down)?,
                    Whole::Started => self.rounded(count, 0, Rounding::Up)?,
                    Whole::Proportional => count,
                }
            }
            Value::Fraction(fraction) if steps.whole != Whole::Proportional => {
                let away = if steps.downwards {
                    let over = self.negated(fraction.over)?;
                    self.shifted(Fraction { over, ..fraction }, base)?
                } else {
                    let less = self.negated(base)?;
                    self.shifted(fraction, less)?
                };
                let one = Amount::known(&Number::one().over(&steps.step)?)?;
                let over = self.times(away.over, one)?;
                let rounding = if steps.whole == Whole::Whole { Rounding::Down } else { Rounding::Up };
                let count = self.rounded_fraction(Fraction { over, ..away }, 0, rounding)?;
                self.held(count, Some(&zero), None)?
            }
            _ => return None,
        };
        let each = Amount::known(&steps.each)?;
        let raised = self.times(counted, each)?;
        let less = Amount::known(&steps.start.negated())?;
        let raw = self.minus(raised, less)?;
        self.held(raw, None, steps.cap.as_ref()).map(Points::Amount)
    }

    /// The score where a condition holds, another where it does not.
    pub(super) fn chosen(&mut self, condition: Judged, then: Points, otherwise: Points) -> Option<Points> {
        let condition = match condition {
            Judged::Known(true) => return Some(then),
            Judged::Known(false) => return Some(otherwise),
            Judged::Of(condition) => condition,
        };
        if matches!(then, Points::Fraction(_)) || matches!(otherwise, Points::Fraction(_)) {
            let (a, b) = (self.as_fraction(then)?, self.as_fraction(otherwise)?);
            let over = self.chosen_amount(condition, a.over, b.over)?;
            let under = self.chosen_amount(condition, a.under, b.under)?;
            return Some(Points::Fraction(Fraction { over, under }));
        }
        let (a, b) = (self.as_amount(then)?, self.as_amount(otherwise)?);
        self.chosen_amount(condition, a, b).map(Points::Amount)
    }
}
