//! `每条`: each record through its filter, points, repeats and factors, and all into one sum.

use super::Builder;
use super::amount::Amount;
use super::formula::Value;
use super::truth::Judged;
use crate::compiled::held::MOST_RECORDS;
use crate::compiled::program::{Cells, Domain, Op, Truths, latest_start};
use crate::plan::{Clauses, Each, EachValue, Formula, FormulaKind, GroupKey, Score, ScoreKind};
use crate::value::Period;

impl<'p> Builder<'p> {
    pub(super) fn each(&mut self, each: &'p Each, clauses: &'p Clauses) -> Option<Amount> {
        let list = self.records_of(each.list)?;
        if each.same.len() > 1 || (!each.same.is_empty() && !each.group_caps.is_empty()) {
            // Which of two equals is kept then changes the rest: the tree walk decides.
            return None;
        }
        let (existed, within) = self.over(list, |builder| {
            let excluded = builder.any(&each.exclude)?;
            let existed = builder.not(excluded);
            let within = builder.all(&each.when)?;
            Some((existed, builder.all_of(&[existed, within])?))
        })?;
        let mut counted = self.counted_column(list, within)?;
        let base = self.base(each, list, counted, clauses)?;
        if let Some((from, period)) = &each.validity {
            let outer = self.own_points.replace(base);
            let valid = self.over(list, |builder| builder.valid(from, period));
            self.own_points = outer;
            let both = self.all_of(&[Judged::Of(counted), valid?])?;
            counted = self.counted_column(list, both)?;
        }
        let result = self.factored(each, list, existed, base)?;
        if let Some(same) = each.same.first() {
            let keys: Option<Vec<(Cells, bool)>> = same.keys.iter().map(|key| self.key_over(list, key)).collect();
            let (base, result) = (self.column(base), self.column(result));
            let op = self.lift_all(Op::Kept { list, counted, keys: keys?, base, result }, list)?;
            counted = self.judging(op, list);
        }
        self.counts.push(counted);
        let sum = self.combined(each, list, counted, result)?;
        self.held(sum, None, each.cap.as_ref())
    }

    /// A truth as a column over the records of a list.
    fn counted_column(&mut self, list: Domain, judged: Judged) -> Option<Truths> {
        let truths = self.truth_column(judged);
        self.lifted_truth(truths, list)
    }

    /// The points of each record before factors; only those of records that count are looked at.
    fn base(&mut self, each: &'p Each, list: Domain, counted: Truths, clauses: &'p Clauses) -> Option<Amount> {
        match &each.value {
            EachValue::Score(score) => {
                let amount = self.over(list, |builder| {
                    let scored = builder.score(score)?;
                    let said = builder.said(scored, clauses)?;
                    let amount = builder.as_amount(said)?;
                    Some(builder.coarser(amount))
                })?;
                Some(match amount.cells {
                    Some(cells) => Amount { cells: Some(self.cells(Op::Nulled(cells))?), ..amount },
                    None => amount,
                })
            }
            EachValue::FirstAndRest(first, rest) => {
                let (first, rest) = (Amount::known(first)?, Amount::known(rest)?);
                let (first, rest) = self.alike(first, rest)?;
                let op = Op::FirstAndRest { list, counted, first: first.low, rest: rest.low };
                let cells = self.written(op, list);
                Some(Amount::column(cells, first.unit, (first.low.min(rest.low), first.low.max(rest.low))))
            }
        }
    }

    /// Whether the period that a record is valid for has not run out.
    fn valid(&mut self, from: &'p Formula, period: &'p Score) -> Option<Judged> {
        let Value::Day(day) = self.value(from)? else { return None };
        match &period.kind {
            ScoreKind::Amount(formula) => {
                let FormulaKind::Period(period) = formula.kind else { return None };
                self.runs(day, period)
            }
            ScoreKind::Bands(bands) => {
                let taking = self.table(bands)?;
                let mut parts = Vec::new();
                for (row, at) in bands.rows.iter().zip(0_u8..) {
                    let ScoreKind::Amount(formula) = &row.score.kind else { return None };
                    let FormulaKind::Period(period) = formula.kind else { return None };
                    let taken = Judged::Of(self.truths(Op::Took(taking.rows, at))?);
                    let runs = self.runs(day, period)?;
                    parts.push(self.all_of(&[taken, runs])?);
                }
                self.any_of(&parts)
            }
            ScoreKind::Steps(_)
            | ScoreKind::Linear { .. }
            | ScoreKind::Ratio { .. }
            | ScoreKind::Assessed { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => None,
        }
    }

    fn runs(&mut self, day: Amount, period: Period) -> Option<Judged> {
        let from = latest_start(period, self.as_of).map_or(i64::MIN, |last| last.saturating_add(1));
        self.within_ends(day, Some((from, i64::MAX)))
    }

    /// 重犯 and 乘.
    fn factored(&mut self, each: &'p Each, list: Domain, existed: Judged, base: Amount) -> Option<Amount> {
        let mut result = base;
        let one = Amount::whole(1);
        if let Some(repeat) = &each.repeat {
            let kind = self.key_over(list, &repeat.same)?;
            let Value::Day(date) = self.over(list, |builder| builder.value(&repeat.date))? else { return None };
            let date = self.column(date);
            let same = each.same.first().map_or(&[][..], |same| same.keys.as_slice());
            let case: Option<Vec<(Cells, bool)>> = same.iter().map(|key| self.key_over(list, key)).collect();
            let existed = self.counted_column(list, existed)?;
            let op = Op::Repeats { list, existed, kind, date, case: case?, within: repeat.within };
            let op = self.lift_all(op, list)?;
            let repeats = self.judging(op, list);
            let factor = Amount::known(&repeat.factor)?;
            let factor = self.chosen_amount(repeats, factor, one)?;
            result = self.times(result, factor)?;
        }
        for (factor, when) in &each.factors {
            let (judged, factor) = self.over(list, |builder| {
                let judged = when.as_ref().map_or(Some(Judged::Known(true)), |when| builder.judged(when))?;
                let factor = builder.score(factor)?;
                let factor = builder.as_amount(factor)?;
                let factor = builder.coarser(factor);
                let factor = match factor.cells {
                    // A factor without a value means what the clauses say: the tree walk says it.
                    Some(cells) => Amount { cells: Some(builder.cells(Op::Nulled(cells))?), ..factor },
                    None => factor,
                };
                Some((judged, factor))
            })?;
            let factor = match judged {
                Judged::Known(true) => factor,
                Judged::Known(false) => continue,
                Judged::Of(truths) => self.chosen_amount(truths, factor, one)?,
            };
            result = self.times(result, factor)?;
        }
        Some(result)
    }

    fn combined(&mut self, each: &'p Each, list: Domain, counted: Truths, result: Amount) -> Option<Amount> {
        let column = self.column(result);
        if let Some(lowest) = each.only {
            let op = Op::Extreme { list, of: column, filter: Some(counted), highest: !lowest };
            let cells = self.of_list(list, op)?;
            let cells = self.written(Op::OrNothing(cells), self.domain_of(cells));
            return Some(Amount::column(cells, result.unit, (result.low.min(0), result.high.max(0))));
        }
        let many = i64::try_from(MOST_RECORDS).unwrap_or(i64::MAX);
        let ends = (result.low.min(0).checked_mul(many)?, result.high.max(0).checked_mul(many)?);
        super::amount::fits(ends.0.into())?;
        super::amount::fits(ends.1.into())?;
        let Some(cap) = each.group_caps.first() else {
            let cells = self.of_list(list, Op::Total(list, column, Some(counted)))?;
            return Some(Amount::column(cells, result.unit, ends));
        };
        let (by, texts) = match &cap.by {
            GroupKey::Key(formula) => self.key_over(list, formula)?,
            GroupKey::Year(formula) => (self.part_of_day(list, formula, Op::YearOf)?, false),
            GroupKey::Month(formula) => (self.part_of_day(list, formula, Op::MonthOf)?, false),
        };
        let limit = Amount::known(&cap.points)?;
        let (result, limit) = self.alike(result, limit)?;
        let of = self.column(result);
        let op = Op::Grouped { list, of, counted, by, texts, cap: limit.low };
        let cells = self.of_list(list, op)?;
        let scale = |end: i64| end.checked_mul(result.unit);
        Some(Amount::column(cells, result.unit, (scale(ends.0)?, scale(ends.1)?)))
    }

    fn part_of_day(&mut self, list: Domain, formula: &'p Formula, op: fn(Cells) -> Op) -> Option<Cells> {
        match self.over(list, |builder| builder.value(formula))? {
            Value::Day(day) => self.cells(op(day.cells?)),
            // A year stands for itself.
            Value::Year(year) => year.cells,
            _ => None,
        }
    }

    /// What tells records apart, and whether it is a text.
    pub(super) fn key_over(&mut self, list: Domain, formula: &'p Formula) -> Option<(Cells, bool)> {
        let value = self.over(list, |builder| builder.value(formula))?;
        match value {
            Value::Number(amount)
            | Value::Day(amount)
            | Value::Year(amount)
            | Value::Month(amount)
            | Value::Choice(amount) => Some((self.column(amount), false)),
            Value::YesNo(cells) => Some((cells, false)),
            Value::Text(cells) => Some((cells, true)),
            Value::Fraction(_)
            | Value::Choices(_)
            | Value::Written(_)
            | Value::Truth(_)
            | Value::Interval(..)
            | Value::Period(_) => None,
        }
    }
}
