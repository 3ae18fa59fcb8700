//! Methods: one score, a score where a condition holds, adding and deducting, the best of several.

use super::Builder;
use super::amount::{Amount, fine_unit};
use super::score::{Outcome, Points};
use super::truth::Judged;
use crate::compiled::program::{Cells, Op, Truths, mark};
use crate::plan::{Clauses, Entry, Floor, Formula, Method, Score};
use crate::value::Number;

/// A sum on its way: what it is held at so far, and the parts that are to be added.
struct Sum {
    held: Option<Amount>,
    parts: Vec<(Amount, bool, Option<Truths>)>,
}

impl<'p> Builder<'p> {
    pub(super) fn method(&mut self, method: &'p Method, clauses: &'p Clauses, points: &'p Number) -> Option<Points> {
        match method {
            Method::Children(_) | Method::Broken => None,
            Method::Score(score) | Method::Award(score, None) => self.score(score),
            Method::Award(score, Some(when)) => {
                let holds = self.judged(when)?;
                let score = self.score(score)?;
                self.awarded(holds, score)
            }
            Method::Accumulate { entries, in_order } => self.accumulate(entries, *in_order, clauses),
            Method::Best { lowest, methods } => self.best(methods, *lowest, clauses, points),
        }
    }

    /// A score that is known beforehand needs no column of its own: the condition is its table, of which the second row
    /// is the award.
    fn awarded(&mut self, holds: Judged, score: Points) -> Option<Points> {
        let nothing = Points::Outcome(Ok(Number::zero()));
        match (holds, score) {
            (Judged::Of(holds), Points::Outcome(outcome)) => {
                let always = self.truth_column(Judged::Known(true));
                let without = self.not(Judged::Of(holds));
                let without = self.truth_column(without);
                let rows = self.rows(Op::Taken(vec![without, always]))?;
                Some(Points::Rows(rows, vec![Ok(Number::zero()), outcome]))
            }
            (holds, score) => self.chosen(holds, score, nothing),
        }
    }

    /// What the clauses say of no value, and of a division by zero.
    pub(super) fn said(&mut self, points: Points, clauses: &'p Clauses) -> Option<Points> {
        let points = self.meant(points, clauses.no_value.as_ref(), mark::set(&[mark::NONE, mark::NOT_APPLICABLE]))?;
        self.meant(points, clauses.zero_division.as_ref(), mark::set(&[mark::ZERO_DIVISION]))
    }

    fn meant(&mut self, points: Points, said: Option<&'p Score>, of: u8) -> Option<Points> {
        let Some(said) = said else { return Some(points) };
        let is_of = |mark: u8| 1_u8.checked_shl(u32::from(mark)).unwrap_or(0) & of != 0;
        let lacks = |outcome: &Outcome| matches!(outcome, Err(mark) if is_of(*mark));
        match points {
            Points::Outcome(outcome) if lacks(&outcome) => self.score(said),
            Points::Rows(rows, outcomes) => {
                if !outcomes.iter().any(lacks) {
                    return Some(Points::Rows(rows, outcomes));
                }
                if let Points::Outcome(meant) = self.score(said)? {
                    let outcomes = outcomes.into_iter().map(|known| if lacks(&known) { meant.clone() } else { known });
                    return Some(Points::Rows(rows, outcomes.collect()));
                }
                let amount = self.as_amount(Points::Rows(rows, outcomes))?;
                self.meant(Points::Amount(amount), Some(said), of)
            }
            Points::Amount(Amount { cells: Some(cells), .. }) => {
                let lacks = self.marked(cells, of)?;
                let meant = self.score(said)?;
                self.chosen(lacks, meant, points)
            }
            Points::Fraction(fraction) => {
                let lacks = self.marked(fraction.over.cells?, of)?;
                let meant = self.score(said)?;
                self.chosen(lacks, meant, points)
            }
            Points::Outcome(_) | Points::Amount(_) => Some(points),
        }
    }

    fn accumulate(&mut self, entries: &'p [Entry], in_order: bool, clauses: &'p Clauses) -> Option<Points> {
        let mut sum = Sum { held: None, parts: Vec::new() };
        let deducts = |entry: &&Entry| match entry {
            Entry::Deduct(..) | Entry::Checklist { missing: true, .. } => true,
            Entry::Each(each) => each.deduct,
            Entry::Count(steps) => steps.each.is_negative(),
            Entry::Start(_) | Entry::Add(..) | Entry::Checklist { missing: false, .. } | Entry::Cap(_) => false,
        };
        if in_order {
            for entry in entries {
                self.entry(entry, clauses, &mut sum)?;
            }
        } else {
            for entry in entries.iter().filter(|entry| !deducts(entry)) {
                self.entry(entry, clauses, &mut sum)?;
            }
            if let Some(cap) = &clauses.cap {
                self.hold(&mut sum, None, Some(cap))?;
            }
            for entry in entries.iter().filter(deducts) {
                self.entry(entry, clauses, &mut sum)?;
            }
        }
        if clauses.floor == Floor::Zero {
            self.hold(&mut sum, Some(&Number::zero()), None)?;
        }
        self.summed(&mut sum).map(Points::Amount)
    }

    fn entry(&mut self, entry: &'p Entry, clauses: &'p Clauses, sum: &mut Sum) -> Option<()> {
        match entry {
            Entry::Start(start) => sum.parts.push((Amount::known(start)?, false, None)),
            Entry::Add(score, when) => self.part(score, when.as_ref(), false, sum)?,
            Entry::Deduct(score, when) => self.part(score, when.as_ref(), true, sum)?,
            Entry::Checklist { missing, points: each, items } => {
                let (mut always, mut counted) = (0_i64, Vec::new());
                for item in items {
                    let judged = self.judged(item)?;
                    match if *missing { self.not(judged) } else { judged } {
                        Judged::Known(counts) => always = always.checked_add(i64::from(counts))?,
                        Judged::Of(truths) => counted.push(truths),
                    }
                }
                let ends = (0, i64::try_from(counted.len()).ok()?);
                let tally = if counted.is_empty() {
                    Amount::whole(0)
                } else {
                    Amount::column(self.cells(Op::Tally(counted))?, 1, ends)
                };
                let count = self.minus(tally, Amount::whole(always.checked_neg()?))?;
                let each = Amount::known(each)?;
                sum.parts.push((self.times(count, each)?, *missing, None));
            }
            Entry::Count(steps) => {
                let counted = self.steps(steps)?;
                let amount = self.as_amount(counted)?;
                sum.parts.push((amount, false, None));
            }
            Entry::Each(each) => {
                let amount = self.each(each, clauses)?;
                sum.parts.push((amount, each.deduct, None));
            }
            Entry::Cap(cap) => self.hold(sum, None, Some(cap))?,
        }
        Some(())
    }

    fn part(&mut self, score: &'p Score, when: Option<&'p Formula>, deduct: bool, sum: &mut Sum) -> Option<()> {
        let counts = when.map_or(Some(Judged::Known(true)), |when| self.judged(when))?;
        let score = self.score(score)?;
        let amount = self.as_amount(score)?;
        self.add(amount, deduct, counts, sum);
        Some(())
    }

    fn add(&mut self, amount: Amount, deduct: bool, counts: Judged, sum: &mut Sum) {
        match counts {
            Judged::Known(false) => {}
            Judged::Known(true) => sum.parts.push((amount, deduct, None)),
            Judged::Of(truths) => sum.parts.push((amount, deduct, Some(truths))),
        }
    }

    fn hold(&mut self, sum: &mut Sum, low: Option<&Number>, high: Option<&Number>) -> Option<()> {
        let amount = self.summed(sum)?;
        sum.held = Some(self.held(amount, low, high)?);
        Some(())
    }

    /// All parts so far in one column.
    fn summed(&mut self, sum: &mut Sum) -> Option<Amount> {
        if sum.parts.is_empty() {
            return Some(sum.held.take().unwrap_or(Amount::whole(0)));
        }
        let parts = sum.held.take().map(|held| (held, false, None)).into_iter().chain(std::mem::take(&mut sum.parts));
        let parts: Vec<_> = parts.map(|(amount, deduct, counts)| (self.coarser(amount), deduct, counts)).collect();
        let unit = fine_unit(parts.iter().map(|(amount, ..)| amount))?;
        let mut terms: Vec<(Cells, i64, Option<Truths>)> = Vec::new();
        let (mut low, mut high) = (0_i64, 0_i64);
        for (amount, deduct, counts) in parts {
            let sign = if deduct { -1 } else { 1 };
            let (amount, times) = if self.is_free(&amount) {
                (self.in_unit(amount, unit)?, sign)
            } else {
                (amount, unit.checked_div(amount.unit)?.checked_mul(sign)?)
            };
            let ends = [amount.low.checked_mul(times)?, amount.high.checked_mul(times)?];
            low = low.checked_add(ends.iter().copied().min()?.min(0))?;
            high = high.checked_add(ends.iter().copied().max()?.max(0))?;
            terms.push((self.column(amount), times, counts));
        }
        super::amount::fits(low.into())?;
        super::amount::fits(high.into())?;
        Some(Amount::column(self.cells(Op::Gathered(terms))?, unit, (low, high)))
    }

    /// The best, or the worst, of the methods that apply.
    fn best(
        &mut self,
        methods: &'p [Method],
        lowest: bool,
        clauses: &'p Clauses,
        points: &'p Number,
    ) -> Option<Points> {
        let mut best: Option<Amount> = None;
        for method in methods {
            let scored = self.method(method, clauses, points)?;
            let said = self.said(scored, clauses)?;
            let amount = self.as_amount(said)?;
            let held = self.held(amount, Some(&Number::zero()), Some(points))?;
            let (a, b) = self.alike(best.unwrap_or(held), held)?;
            let (left, right) = (self.column(a), self.column(b));
            let cells = self.cells(Op::Best { left, right, lowest })?;
            best = Some(Amount::column(cells, a.unit, (a.low.min(b.low), a.high.max(b.high))));
        }
        best.map(Points::Amount)
    }
}
