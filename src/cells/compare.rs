//! Takes comparisons apart: numbers, times, days, years, and two things that are compared with each other.

use std::collections::BTreeSet;

use super::axis::{About, Axis, Measure};
use super::lack::reads;
use super::{Grid, Test, Wanted};
use crate::document::{ArithmeticOperator, Comparison};
use crate::plan::{Extents, Formula, FormulaKind, Kind, Type};
use crate::source::Span;
use crate::value::{Bound, Date, Number, Period, Range};

impl<'p> Grid<'p> {
    pub(super) fn compared(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Test {
        match (&left.of, &left.kind, &right.kind) {
            (Type::Truth, _, _) => {
                let (left, right) = (self.yes_or_no(left, true), self.yes_or_no(right, true));
                let both = Test::All(vec![left.clone(), right.clone()]);
                let alike = Test::Any(vec![both, Test::Not(Box::new(Test::Any(vec![left, right])))]);
                if operator == Comparison::NotEqual { Test::Not(Box::new(alike)) } else { alike }
            }
            (Type::Interval, _, FormulaKind::Period(period)) => {
                let (number, months) = counted(*period);
                let axis = self.time(left, months);
                self.beside(axis, operator, &number)
            }
            (Type::Text, _, FormulaKind::Text(text)) => {
                let found = self.texts(left, std::slice::from_ref(text));
                if operator == Comparison::NotEqual { Test::Not(Box::new(found)) } else { found }
            }
            (Type::Date, _, FormulaKind::AsOf) => {
                let axis = self.time_since(left, true);
                self.beside(axis, operator.mirrored(), &Number::zero())
            }
            (Type::Date, FormulaKind::AsOf, _) => {
                let axis = self.time_since(right, true);
                self.beside(axis, operator, &Number::zero())
            }
            (Type::Date, _, FormulaKind::Date(date)) => {
                let axis = self.of("day", left, |_| days());
                self.beside(axis, operator, &day(*date))
            }
            (Type::Year, _, FormulaKind::Year(year)) => {
                let axis = self.of("year", left, |_| whole(Measure::Year));
                self.beside(axis, operator, &Number::from(i64::from(*year)))
            }
            (Type::Year, _, _) if after_last_year(right).is_some() => {
                let axis = self.of("after last year", left, |_| whole(Measure::AfterLastYear));
                self.beside(axis, operator, &after_last_year(right).unwrap_or_else(Number::zero))
            }
            (Type::Quantity(_), _, _) => self.quantities(left, operator, right),
            _ => self.difference(left, operator, right, Range::all()),
        }
    }

    fn quantities(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Test {
        let (of_left, of_right) = (self.extents.bounds_of(left), self.extents.bounds_of(right));
        match (of_left.exact(), of_right.exact()) {
            (_, Some(number)) => {
                let axis = self.number(left);
                self.beside(axis, operator, number)
            }
            (Some(number), None) => {
                let axis = self.number(right);
                self.beside(axis, operator.mirrored(), number)
            }
            (None, None) => self.difference(left, operator, right, of_left.minus(&of_right)),
        }
    }

    /// Two things that are compared with each other: what counts is which of them is more.
    fn difference(&mut self, left: &Formula, operator: Comparison, right: &Formula, domain: Range) -> Test {
        let mut both = BTreeSet::new();
        reads(&self.extents, right, &mut both);
        let key = format!("difference {}", right.signature());
        let axis = self.of(&key, left, |_| numbers(Measure::MoreThan(right.span), domain, None));
        if let Some(axis) = self.axes.get_mut(axis) {
            axis.reads.extend(both);
        }
        self.beside(axis, operator, &Number::zero())
    }

    fn beside(&mut self, axis: usize, operator: Comparison, number: &Number) -> Test {
        let bound = |included| Some(Bound { number: number.clone(), included });
        let range = match operator {
            Comparison::AtLeast | Comparison::NotBefore => Range { low: bound(true), high: None },
            Comparison::Over | Comparison::After => Range { low: bound(false), high: None },
            Comparison::AtMost | Comparison::NotAfter => Range { low: None, high: bound(true) },
            Comparison::Below | Comparison::Before => Range { low: None, high: bound(false) },
            Comparison::Equal => Range::exactly(number.clone()),
            Comparison::NotEqual => {
                let equal = self.ask(axis, Wanted::Within(Range::exactly(number.clone())));
                return Test::Not(Box::new(equal));
            }
        };
        self.ask(axis, Wanted::Within(range))
    }

    pub(super) fn within_numbers(&mut self, subject: &Formula, range: Range) -> Test {
        let axis = self.number(subject);
        self.ask(axis, Wanted::Within(range))
    }

    pub(super) fn within_periods(
        &mut self,
        subject: &Formula,
        low: Option<(Period, bool)>,
        high: Option<(Period, bool)>,
    ) -> Test {
        let mut tests = Vec::new();
        for (side, is_low) in [(low, true), (high, false)] {
            let Some((period, included)) = side else { continue };
            let (number, months) = counted(period);
            let axis = self.time(subject, months);
            let bound = Some(Bound { number, included });
            let range = if is_low { Range { low: bound, high: None } } else { Range { low: None, high: bound } };
            tests.push(self.ask(axis, Wanted::Within(range)));
        }
        Test::All(tests)
    }

    pub(super) fn within_dates(
        &mut self,
        subject: &Formula,
        low: Option<(Date, bool)>,
        high: Option<(Date, bool)>,
    ) -> Test {
        let axis = self.of("day", subject, |_| days());
        let bound = |side: Option<(Date, bool)>| side.map(|(date, included)| Bound { number: day(date), included });
        self.ask(axis, Wanted::Within(Range { low: bound(low), high: bound(high) }))
    }

    pub(super) fn within_years(&mut self, subject: &Formula, low: Option<i32>, high: Option<i32>) -> Test {
        let axis = self.of("year", subject, |_| whole(Measure::Year));
        let bound = |side: Option<i32>| side.map(|year| Bound::closed(Number::from(i64::from(year))));
        self.ask(axis, Wanted::Within(Range { low: bound(low), high: bound(high) }))
    }

    fn number(&mut self, subject: &Formula) -> usize {
        let Type::Quantity(dimension) = subject.of.clone() else {
            return self.of("number", subject, |_| whole(Measure::Year));
        };
        self.of("number", subject, |extents| {
            let (domain, lattice) = extents.domain(subject);
            numbers(Measure::Quantity(dimension), domain, lattice)
        })
    }

    /// The time between two days, in months or in days: the two cannot be told in terms of each other.
    fn time(&mut self, interval: &Formula, months: bool) -> usize {
        if let FormulaKind::Between(from, to) = &interval.kind
            && matches!(to.kind, FormulaKind::AsOf)
        {
            return self.time_since(from, months);
        }
        let measure = if months { Measure::Months } else { Measure::Days };
        let word = if months { "months" } else { "days" };
        self.of(word, interval, |_| numbers(measure, Range::all(), None))
    }

    pub(super) fn time_since(&mut self, date: &Formula, months: bool) -> usize {
        let measure = if months { Measure::Months } else { Measure::Days };
        let word = if months { "months since" } else { "days since" };
        self.of(word, date, |extents| {
            let fact = extents.fact_of(date);
            let past = fact.is_some_and(|fact| matches!(fact.kind, Kind::Date) && !fact.may_be_later);
            let domain = if past { Range::at_least(Number::zero()) } else { Range::all() };
            numbers(measure, domain, None)
        })
    }

    /// The axis that answers this question of a subject.
    pub(super) fn of(&mut self, question: &str, subject: &Formula, about: impl FnOnce(&Extents<'p>) -> About) -> usize {
        let signature = subject.signature();
        let span: Span = subject.span;
        self.axis(format!("{question} {signature}"), |extents| {
            let mut found = BTreeSet::new();
            reads(extents, subject, &mut found);
            Axis { about: about(extents), span, subject: signature, reads: found, spots: Vec::new() }
        })
    }
}

fn numbers(measure: Measure, domain: Range, lattice: Option<Number>) -> About {
    About::Number { measure, domain, lattice, cuts: BTreeSet::new() }
}

pub(super) fn whole(measure: Measure) -> About {
    numbers(measure, Range::all(), Some(Number::one()))
}

fn days() -> About {
    numbers(Measure::Day, Range::at_least(Number::zero()), Some(Number::one()))
}

/// A period as a number of months, or of days.
pub(super) fn counted(period: Period) -> (Number, bool) {
    let (months, days) = period.months_and_days();
    (Number::from(i64::from(months.max(days))), days == 0)
}

/// Days since the first day of year 1.
fn day(date: Date) -> Number {
    let days = Date::new(1, 1, 1).map_or(0, |first| first.days_to(date));
    Number::from(i64::from(days))
}

/// How many years after 上年度 a formula is, where it says so.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn after_last_year(formula: &Formula) -> Option<Number> {
    match &formula.kind {
        FormulaKind::LastYear => Some(Number::zero()),
        FormulaKind::Arithmetic(left, operator, right) => match (&right.kind, operator) {
            (FormulaKind::Number(number), ArithmeticOperator::Add) => Some(after_last_year(left)?.plus(number)),
            (FormulaKind::Number(number), ArithmeticOperator::Subtract) => Some(after_last_year(left)?.minus(number)),
            _ => None,
        },
        _ => None,
    }
}
