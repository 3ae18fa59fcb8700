//! Formulas: each becomes a value of a program, or nothing where whole numbers do not hold it.

use super::amount::{Amount, Fraction};
use super::truth::Judged;
use super::{Builder, Defined};
use crate::compiled::program::{Cells, Domain, Op};
use crate::document::{ArithmeticOperator, Function};
use crate::plan::{Formula, FormulaKind};
use crate::value::{Period, Rounding};

/// What a formula comes to.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A quantity.
    Number(Amount),
    /// A quotient.
    Fraction(Fraction),
    /// A day, counted from the first of the calendar.
    Day(Amount),
    Year(Amount),
    /// year × 12 + month
    Month(Amount),
    /// The index of a choice.
    Choice(Amount),
    /// A set of choices, one bit each.
    Choices(Cells),
    /// A text of the record.
    Text(Cells),
    /// A text of the rules.
    Written(String),
    /// A yes-or-no of the record, which may have no value.
    YesNo(Cells),
    /// A condition.
    Truth(Judged),
    /// The time between two days.
    Interval(Amount, Amount),
    Period(Period),
}

impl<'p> Builder<'p> {
    pub(super) fn value(&mut self, formula: &'p Formula) -> Option<Value> {
        match &formula.kind {
            FormulaKind::Truth(holds) => Some(Value::Truth(Judged::Known(*holds))),
            FormulaKind::Number(number) => Amount::known(number).map(Value::Number),
            FormulaKind::Date(date) => Some(Value::Day(Amount::whole(date.number()))),
            FormulaKind::Year(year) => Some(Value::Year(Amount::whole(i64::from(*year)))),
            FormulaKind::Period(period) => Some(Value::Period(*period)),
            FormulaKind::Text(text) => Some(Value::Written(text.clone())),
            FormulaKind::Choice(choice) => Some(Value::Choice(Amount::whole(i64::try_from(*choice).ok()?))),
            FormulaKind::AsOf => Some(Value::Day(Amount::whole(self.as_of.number()))),
            FormulaKind::LastYear => Some(Value::Year(Amount::whole(self.last_year()))),
            FormulaKind::Total => self.total.filter(|_| !self.defining).map(Value::Number),
            FormulaKind::ScoreOf(code) => self.scores.get(code).filter(|_| !self.defining).copied().map(Value::Number),
            FormulaKind::EvidenceAttached => self.evidence(),
            FormulaKind::OwnPoints => self.own_points.map(Value::Number),
            FormulaKind::Fact(index) => self.fact(*index),
            FormulaKind::Field { depth, index, .. } => self.field(*depth, *index),
            FormulaKind::Definition(index) => self.definition(*index),
            FormulaKind::Parameter(index) => {
                let year = self.as_of.year().saturating_sub(1);
                let parameter = self.plan.parameters.get(*index)?;
                let (_, number) = parameter.values.iter().find(|(of, _)| *of == year)?;
                Amount::known(number).map(Value::Number)
            }
            FormulaKind::And(_)
            | FormulaKind::Or(_)
            | FormulaKind::Not(_)
            | FormulaKind::Fails(_)
            | FormulaKind::Compare(..)
            | FormulaKind::InRange(..)
            | FormulaKind::Member(..)
            | FormulaKind::TextIn(..)
            | FormulaKind::Window(..)
            | FormulaKind::Elapsed(..)
            | FormulaKind::State(..)
            | FormulaKind::Exists(..)
            | FormulaKind::Every(..) => self.condition_of(formula).map(Value::Truth),
            FormulaKind::Between(from, to) => match (self.value(from)?, self.value(to)?) {
                (Value::Day(from), Value::Day(to)) => Some(Value::Interval(from, to)),
                _ => None,
            },
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate),
            FormulaKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            FormulaKind::Negative(inner) => match self.value(inner)? {
                Value::Number(amount) => self.negated(amount).map(Value::Number),
                _ => None,
            },
            FormulaKind::If(condition, then, otherwise) => self.one_of(condition, then, otherwise),
            FormulaKind::Call(function, arguments) => self.call(*function, arguments),
            FormulaKind::Broken => None,
        }
    }

    pub(super) fn amount(&mut self, formula: &'p Formula) -> Option<Amount> {
        if let Value::Number(amount) = self.value(formula)? { Some(amount) } else { None }
    }

    pub(super) fn last_year(&self) -> i64 {
        i64::from(self.as_of.year().saturating_sub(1))
    }

    fn definition(&mut self, index: usize) -> Option<Value> {
        let definition = self.plan.definitions.get(index)?;
        if definition.track.is_some() && definition.track != self.track {
            return None;
        }
        self.defined(Defined::Top(index), &[], &definition.formula)
    }

    /// A definition, computed once in the lines where it stands.
    pub(super) fn defined(&mut self, which: Defined, within: &[Domain], formula: &'p Formula) -> Option<Value> {
        if let Some(known) = self.definitions.get(&which) {
            return known.clone();
        }
        let outer = std::mem::replace(&mut self.within, within.to_vec());
        let defining = std::mem::replace(&mut self.defining, true);
        let own = self.own_points.take();
        let value = self.value(formula);
        (self.within, self.defining, self.own_points) = (outer, defining, own);
        self.definitions.insert(which, value.clone());
        value
    }

    fn arithmetic(&mut self, left: &'p Formula, operator: ArithmeticOperator, right: &'p Formula) -> Option<Value> {
        let (left, right) = (self.value(left)?, self.value(right)?);
        match (left, operator, right) {
            (Value::Number(a), ArithmeticOperator::Add, Value::Number(b)) => self.plus(a, b).map(Value::Number),
            (Value::Number(a), ArithmeticOperator::Subtract, Value::Number(b)) => self.minus(a, b).map(Value::Number),
            (Value::Number(a), ArithmeticOperator::Multiply, Value::Number(b)) => self.times(a, b).map(Value::Number),
            (Value::Number(a), ArithmeticOperator::Divide, Value::Number(b)) => match b.constant() {
                Some(number) if !number.is_zero() => self.over_known(a, &number).map(Value::Number),
                Some(_) | None => self.fraction(a, b).map(Value::Fraction),
            },
            (Value::Fraction(a), ArithmeticOperator::Multiply, Value::Number(b))
            | (Value::Number(b), ArithmeticOperator::Multiply, Value::Fraction(a))
                if b.cells.is_none() =>
            {
                let over = self.times(a.over, b)?;
                Some(Value::Fraction(Fraction { over, ..a }))
            }
            (Value::Fraction(a), ArithmeticOperator::Add, Value::Number(b)) if b.cells.is_none() => {
                self.shifted(a, b).map(Value::Fraction)
            }
            (Value::Fraction(a), ArithmeticOperator::Subtract, Value::Number(b)) if b.cells.is_none() => {
                let b = self.negated(b)?;
                self.shifted(a, b).map(Value::Fraction)
            }
            (Value::Year(a), ArithmeticOperator::Subtract, Value::Year(b)) => self.minus(a, b).map(Value::Number),
            (Value::Year(a), ArithmeticOperator::Add, Value::Number(b)) if b.unit == 1 && b.cells.is_none() => {
                self.minus(a, Amount::whole(b.low.checked_neg()?)).map(Value::Year)
            }
            (Value::Year(a), ArithmeticOperator::Subtract, Value::Number(b)) if b.unit == 1 && b.cells.is_none() => {
                self.minus(a, b).map(Value::Year)
            }
            _ => None,
        }
    }

    /// A fraction plus a known number.
    pub(super) fn shifted(&mut self, fraction: Fraction, by: Amount) -> Option<Fraction> {
        // What has no value must not become a value by adding to it, so the sum is one of differences.
        let more = self.times(fraction.under, by)?;
        let less = self.negated(more)?;
        let over = self.minus(fraction.over, less)?;
        Some(Fraction { over, ..fraction })
    }

    /// One of two values of one type.
    fn one_of(&mut self, condition: &'p Formula, then: &'p Formula, otherwise: &'p Formula) -> Option<Value> {
        let judged = self.judged(condition)?;
        let condition = match judged {
            Judged::Known(true) => return self.value(then),
            Judged::Known(false) => return self.value(otherwise),
            Judged::Of(condition) => condition,
        };
        match (self.value(then)?, self.value(otherwise)?) {
            (Value::Number(a), Value::Number(b)) => self.chosen_amount(condition, a, b).map(Value::Number),
            (Value::Day(a), Value::Day(b)) => self.chosen_amount(condition, a, b).map(Value::Day),
            (Value::Year(a), Value::Year(b)) => self.chosen_amount(condition, a, b).map(Value::Year),
            (Value::Choice(a), Value::Choice(b)) => self.chosen_amount(condition, a, b).map(Value::Choice),
            (Value::YesNo(a), Value::YesNo(b)) => self.cells(Op::Chosen(condition, a, b)).map(Value::YesNo),
            (Value::Truth(a), Value::Truth(b)) => {
                let without = self.not(judged);
                let (first, second) = (self.all_of(&[judged, a])?, self.all_of(&[without, b])?);
                self.any_of(&[first, second]).map(Value::Truth)
            }
            _ => None,
        }
    }

    fn call(&mut self, function: Function, arguments: &'p [Formula]) -> Option<Value> {
        let first = arguments.first()?;
        match function {
            Function::Floor => self.round_value(first, 0, Rounding::Down),
            Function::Ceiling => self.round_value(first, 0, Rounding::Up),
            Function::Round => {
                let places = self.amount(arguments.get(1)?)?.constant()?;
                self.round_value(first, places.to_string().parse().ok()?, Rounding::HalfUp)
            }
            Function::Absolute => {
                let amount = self.amount(first)?;
                if amount.low >= 0 {
                    return Some(Value::Number(amount));
                }
                let cells = self.cells(Op::Absolute(amount.cells?))?;
                let high = amount.high.max(amount.low.checked_neg()?);
                Some(Value::Number(Amount::column(cells, amount.unit, (0, high))))
            }
            Function::Larger | Function::Smaller => {
                let (a, b) = (self.amount(first)?, self.amount(arguments.get(1)?)?);
                let (a, b) = self.alike(a, b)?;
                let (left, right) = (self.column(a), self.column(b));
                let larger = function == Function::Larger;
                let cells = self.cells(if larger { Op::Larger(left, right) } else { Op::Smaller(left, right) })?;
                let ends = if larger {
                    (a.low.max(b.low), a.high.max(b.high))
                } else {
                    (a.low.min(b.low), a.high.min(b.high))
                };
                Some(Value::Number(Amount::column(cells, a.unit, ends)))
            }
            Function::Indicator => Some(Value::Number(match self.judged(first)? {
                Judged::Known(holds) => Amount::whole(i64::from(holds)),
                Judged::Of(truths) => Amount::column(self.cells(Op::Indicator(truths))?, 1, (0, 1)),
            })),
            Function::YearOf | Function::MonthOf => {
                let Value::Day(day) = self.value(first)? else { return None };
                let year = function == Function::YearOf;
                let cells = self.cells(if year { Op::YearOf(day.cells?) } else { Op::MonthOf(day.cells?) })?;
                let amount = Amount::column(cells, 1, if year { (0, 9999) } else { (0, 120_000) });
                Some(if year { Value::Year(amount) } else { Value::Month(amount) })
            }
            Function::DaysOf => {
                let Value::Interval(from, to) = self.value(first)? else { return None };
                // The first day decides where both have no value.
                let days = self.minus(from, to)?;
                self.negated(days).map(Value::Number)
            }
            Function::FullMonths | Function::FullYears => {
                let Value::Interval(from, to) = self.value(first)? else { return None };
                let (from, to) = (self.column(from), self.column(to));
                let months = Amount::column(self.cells(Op::Months(from, to))?, 1, (0, 120_000));
                if function == Function::FullMonths {
                    return Some(Value::Number(months));
                }
                let years = Op::Rounded { of: months.cells?, times: 1, divisor: 12, rounding: Rounding::Down };
                Some(Value::Number(Amount::column(self.cells(years)?, 1, (0, 10_000))))
            }
        }
    }

    fn round_value(&mut self, formula: &'p Formula, places: u32, rounding: Rounding) -> Option<Value> {
        match self.value(formula)? {
            Value::Number(amount) => self.rounded(amount, places, rounding).map(Value::Number),
            Value::Fraction(fraction) => self.rounded_fraction(fraction, places, rounding).map(Value::Number),
            _ => None,
        }
    }
}
