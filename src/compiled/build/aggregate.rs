//! Numbers from lists.

use super::Builder;
use super::amount::{Amount, Fraction, common_unit, fits};
use super::formula::Value;
use crate::compiled::held::MOST_RECORDS;
use crate::compiled::program::{Cells, Domain, Op, Truths};
use crate::plan::{Aggregate, AggregateKind, Formula};
use crate::value::Number;

impl<'p> Builder<'p> {
    pub(super) fn aggregate(&mut self, aggregate: &'p Aggregate) -> Option<Value> {
        let (list, filter) = self.filtered(aggregate.list, aggregate.filter.as_ref())?;
        match &aggregate.kind {
            AggregateKind::Count => {
                let cells = self.of_list(list, Op::Count(list, filter))?;
                Some(Value::Number(Amount::column(cells, 1, (0, most()))))
            }
            AggregateKind::Sum(value) => {
                let of = self.amount_over(list, value)?;
                self.total(list, of, filter).map(Value::Number)
            }
            AggregateKind::Highest(value) | AggregateKind::Lowest(value) => {
                let of = self.amount_over(list, value)?;
                let highest = matches!(aggregate.kind, AggregateKind::Highest(_));
                let op = Op::Extreme { list, of: self.column(of), filter, highest };
                let cells = self.of_list(list, op)?;
                Some(Value::Number(Amount::column(cells, of.unit, of.bounds())))
            }
            AggregateKind::Distinct(value) => {
                let (of, texts) = self.key_over(list, value)?;
                let cells = self.of_list(list, Op::Distinct { list, of, filter, texts })?;
                Some(Value::Number(Amount::column(cells, 1, (0, most()))))
            }
            AggregateKind::Mean(value) => {
                let of = self.amount_over(list, value)?;
                let sum = self.total(list, of, filter)?;
                let column = self.column(of);
                let count = self.of_list(list, Op::Valued(list, column, filter))?;
                let count = Amount::column(count, 1, (0, most()));
                self.mean(sum, count)
            }
            AggregateKind::WeightedMean(value, weight) => {
                let (of, by) = (self.amount_over(list, value)?, self.amount_over(list, weight)?);
                if by.low < 0 {
                    return None;
                }
                let product =
                    self.times(Amount { cells: None, low: of.high, ..of }, Amount { cells: None, low: by.high, ..by });
                product?;
                let (value, weight) = (self.column(of), self.column(by));
                let weighed = |weights| Op::Weighed { list, of: value, weight, filter, weights };
                let over = self.of_list(list, weighed(false))?;
                let under = self.of_list(list, weighed(true))?;
                let ends = many((of.low.min(0), of.high.max(0)), by.high)?;
                let over =
                    Amount::column(over, fits(i128::from(of.unit).checked_mul(by.unit.into())?)?, many(ends, most())?);
                let under = Amount::column(under, by.unit, many((0, by.high), most())?);
                self.fraction(over, under).map(Value::Fraction)
            }
            AggregateKind::TrimmedMean { value, at_least, trim_from } => {
                let of = self.amount_over(list, value)?;
                let column = self.column(of);
                let middle = |counts| Op::Middle {
                    list,
                    of: column,
                    filter,
                    at_least: *at_least,
                    trim_from: *trim_from,
                    counts,
                };
                let over = self.of_list(list, middle(false))?;
                let under = self.of_list(list, middle(true))?;
                let over = Amount::column(over, of.unit, many((of.low.min(0), of.high.max(0)), most())?);
                self.fraction(over, Amount::column(under, 1, (0, most()))).map(Value::Fraction)
            }
            AggregateKind::TheOne(value) => self.of_one(list, value, |of| Op::Common(list, of, filter)),
            AggregateKind::Newest(value, by) => {
                let by = match self.over(list, |builder| builder.value(by))? {
                    Value::Day(day) | Value::Year(day) => self.column(day),
                    _ => return None,
                };
                self.of_one(list, value, |of| Op::Newest { list, of, by, filter })
            }
            AggregateKind::Yearly(value, by, weights) => self.yearly(list, filter, value, by, weights),
        }
    }

    fn amount_over(&mut self, list: Domain, value: &'p Formula) -> Option<Amount> {
        self.over(list, |builder| builder.amount(value))
    }

    fn total(&mut self, list: Domain, of: Amount, filter: Option<Truths>) -> Option<Amount> {
        let ends = many((of.low.min(0), of.high.max(0)), most())?;
        let column = self.column(of);
        let cells = self.of_list(list, Op::Total(list, column, filter))?;
        Some(Amount::column(cells, of.unit, ends))
    }

    /// A sum over a count: of no values there is no mean.
    fn mean(&mut self, sum: Amount, count: Amount) -> Option<Value> {
        self.fraction(sum, count).map(Value::Fraction)
    }

    /// The value of one record, of whatever type.
    fn of_one(&mut self, list: Domain, value: &'p Formula, op: impl Fn(Cells) -> Op) -> Option<Value> {
        let value = self.over(list, |builder| builder.value(value))?;
        let mut one = |amount: Amount| {
            let column = self.column(amount);
            let cells = self.of_list(list, op(column))?;
            Some(Amount { cells: Some(cells), ..amount })
        };
        match value {
            Value::Number(amount) => one(amount).map(Value::Number),
            Value::Day(amount) => one(amount).map(Value::Day),
            Value::Year(amount) => one(amount).map(Value::Year),
            Value::Month(amount) => one(amount).map(Value::Month),
            Value::Choice(amount) => one(amount).map(Value::Choice),
            Value::Fraction(Fraction { over, under }) => {
                Some(Value::Fraction(Fraction { over: one(over)?, under: one(under)? }))
            }
            Value::YesNo(cells) => one(Amount::column(cells, 1, (0, 1)))?.cells.map(Value::YesNo),
            Value::Choices(_)
            | Value::Text(_)
            | Value::Written(_)
            | Value::Truth(_)
            | Value::Interval(..)
            | Value::Period(_) => None,
        }
    }

    fn yearly(
        &mut self,
        list: Domain,
        filter: Option<Truths>,
        value: &'p Formula,
        by: &'p Formula,
        weights: &[Number],
    ) -> Option<Value> {
        let of = self.amount_over(list, value)?;
        let Value::Year(by) = self.over(list, |builder| builder.value(by))? else { return None };
        let (of_column, by) = (self.column(of), self.column(by));
        let known: Option<Vec<Amount>> = weights.iter().map(Amount::known).collect();
        let known = known?;
        let unit = common_unit(&known)?;
        let mut by_year = Vec::new();
        let mut whole = 0_i64;
        for weight in known {
            let weight = self.in_unit(weight, unit)?.low;
            if weight < 0 {
                return None;
            }
            whole = whole.checked_add(weight)?;
            by_year.push(weight);
        }
        let newest = self.last_year();
        let year = |weights| Op::Yearly { list, of: of_column, by, filter, newest, by_year: by_year.clone(), weights };
        let over = self.of_list(list, year(false))?;
        let under = self.of_list(list, year(true))?;
        let over = Amount::column(over, of.unit, many((of.low.min(0), of.high.max(0)), whole)?);
        self.fraction(over, Amount::column(under, 1, (0, whole))).map(Value::Fraction)
    }
}

/// As many records as are held.
fn most() -> i64 {
    i64::try_from(MOST_RECORDS).unwrap_or(i64::MAX)
}

/// The bounds of so many of it.
fn many((low, high): (i64, i64), times: i64) -> Option<(i64, i64)> {
    let end = |end: i64| fits(i128::from(end).checked_mul(times.into())?);
    Some((end(low)?, end(high)?))
}
