//! A boundary, and on which side of it a value lies.

use super::super::estimate::{Domain, Estimate};
use super::super::judge::compare;
use super::{At, Probe};
use crate::document::Comparison;
use crate::plan::Formula;
use crate::value::{Date, Number, Period, Range, Truth};

/// What a value is compared with.
#[derive(Clone, Debug)]
pub(crate) enum Mark<'p> {
    /// What a formula comes to.
    Formula(&'p Formula),
    /// A number.
    Number(Number),
    /// So much time between two days.
    Time(Period),
    /// A day so long before the as-of date: longer ago is below.
    Ago(Period),
    /// A day so long after the as-of date.
    Ahead(Period),
    /// A day.
    Day(Date),
    /// A year.
    Year(i32),
    /// A year so many before that of the as-of date.
    YearsBack(i32),
}

impl Probe<'_> {
    /// Whether a value surely compares so with the mark, and is not further from it than the margin: so much of a
    /// quantity, so many days or years.
    pub(crate) fn beside(
        &self,
        subject: &Formula,
        operator: Comparison,
        mark: &Mark<'_>,
        margin: Option<&Number>,
        rows: &[At],
    ) -> bool {
        let value = self.estimate(subject, rows);
        let as_of = self.walker.world.as_of;
        let value = if let Mark::Ago(period) = mark { ended(value, *period) } else { value };
        let bound = match mark {
            Mark::Formula(formula) => self.estimate(formula, rows),
            Mark::Number(number) => Estimate::number(number.clone()),
            Mark::Time(period) => Estimate::of(Domain::Period(*period)),
            Mark::Ago(_) => Estimate::of(Domain::Date(Some(as_of))),
            Mark::Ahead(period) => Estimate::of(Domain::Date(Some(as_of.after(*period)))),
            Mark::Day(day) => Estimate::of(Domain::Date(Some(*day))),
            Mark::Year(year) => Estimate::of(Domain::Year(Some(*year))),
            Mark::YearsBack(back) => Estimate::of(Domain::Year(Some(as_of.year().saturating_sub(*back)))),
        };
        compare(&value, operator, &bound).truth == Truth::True
            && margin.is_none_or(|margin| near(&value, &bound, margin))
    }
}

/// The day on which a period ends that begins on a day.
fn ended(value: Estimate, period: Period) -> Estimate {
    let end =
        if let Domain::Date(Some(day)) = value.domain { Some(Domain::Date(Some(day.after(period)))) } else { None };
    Estimate { domain: end.unwrap_or_else(|| value.domain.clone()), ..value }
}

fn near(value: &Estimate, bound: &Estimate, margin: &Number) -> bool {
    let close = |distance: i64| Number::from(distance).absolute() <= *margin;
    match (&value.domain, &bound.domain) {
        (Domain::Number(value), Domain::Number(bound)) => {
            let within = Range::closed(margin.negated(), margin.clone());
            value.minus(bound).within(&within) == Truth::True
        }
        (Domain::Date(Some(value)), Domain::Date(Some(bound))) => close(i64::from(value.days_to(*bound))),
        (Domain::Interval(Some((from, to))), Domain::Period(period)) => {
            close(i64::from(from.after(*period).days_to(*to)))
        }
        (Domain::Year(Some(value)), Domain::Year(Some(bound))) => {
            close(i64::from(*value).saturating_sub(i64::from(*bound)))
        }
        _ => true,
    }
}
