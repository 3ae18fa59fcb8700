//! Ways that bring a value to one side of a boundary, or onto it.

use super::task::{Task, Want, Way, What};
use super::{Search, day};
use crate::document::Comparison;
use crate::eval::Mark;
use crate::plan::Formula;
use crate::value::{Date, Number, Period, Range};

impl<'p> Search<'p> {
    /// Ways that let a value compare so with a mark, as near to it as the margin allows.
    pub(super) fn beside(
        &mut self,
        subject: &'p Formula,
        operator: Comparison,
        mark: &Mark<'p>,
        margin: Option<&Number>,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let as_of = self.sketch.as_of;
        let is = |want: Want| vec![Way::of(vec![task.also(What::Is(subject, want))])];
        let days = |day: Date| {
            let (low, high) = about((day, day), operator, margin.and_then(whole), Date::shifted);
            is(Want::Days(low, high))
        };
        let years = |year: i32| {
            let (low, high) = about((year, year), operator, margin.and_then(whole), i32::saturating_add);
            is(Want::Years(low, high))
        };
        match mark {
            Mark::Formula(formula) => match (margin, self.exactly(formula, &task.rows)) {
                (Some(_), Some(number)) => self.beside(subject, operator, &Mark::Number(number), margin, task),
                (_, Some(_) | None) => self.compare(subject, operator, formula, true, task),
            },
            Mark::Number(number) => {
                let ranges = beside_number(operator, number, margin);
                ranges.into_iter().flat_map(|range| is(Want::Numbers(range))).collect()
            }
            Mark::Time(period) => {
                let Some(margin) = margin.and_then(whole) else {
                    return self.compare_interval(subject, operator, *period, task);
                };
                self.near_time(subject, operator, *period, margin, task)
            }
            Mark::Ago(period) => {
                let latest = day::latest_elapsed(*period, as_of);
                let earliest = earliest_elapsed(*period, as_of);
                let (low, high) = about((earliest, latest), operator, margin.and_then(whole), Date::shifted);
                is(Want::Days(low, high))
            }
            Mark::Ahead(period) => days(as_of.after(*period)),
            Mark::Day(day) => days(*day),
            Mark::Year(year) => years(*year),
            Mark::YearsBack(back) => years(as_of.year().saturating_sub(*back)),
        }
    }

    /// The time between two days, so many days short of or past a period.
    fn near_time(
        &mut self,
        subject: &'p Formula,
        operator: Comparison,
        period: Period,
        margin: i32,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let (subject, rows) = self.meaning(subject, &task.rows);
        let inner = Task { rows, ..task.clone() };
        let crate::plan::FormulaKind::Between(from, to) = &subject.kind else {
            return self.compare_interval(subject, operator, period, &inner);
        };
        let Some(end) = self.day(to, &inner.rows) else {
            return self.compare_interval(subject, operator, period, &inner);
        };
        let span = (earliest_elapsed(period, end), day::latest_elapsed(period, end));
        // More time means an earlier day.
        let (low, high) = about(span, operator.mirrored(), Some(margin), Date::shifted);
        vec![Way::of(vec![inner.also(What::Is(from, Want::Days(low, high)))])]
    }
}

/// The earliest day on which a period began that runs out on `to` itself; the latest that has run out where there is none.
fn earliest_elapsed(period: Period, to: Date) -> Date {
    let latest = day::latest_elapsed(period, to);
    let before = (1..=4_i32).map(|days| latest.shifted(days.saturating_neg()));
    before.take_while(|day| day.after(period) == to).last().unwrap_or(latest)
}

/// What lies before, on or after a stretch, no further from it than the margin.
fn about<T: Copy>(
    (first, last): (T, T),
    operator: Comparison,
    margin: Option<i32>,
    shifted: impl Fn(T, i32) -> T,
) -> (Option<T>, Option<T>) {
    let before = |from: T| margin.map(|margin| shifted(from, margin.saturating_neg()));
    let after = |from: T| margin.map(|margin| shifted(from, margin));
    match operator {
        Comparison::Below | Comparison::Before => (before(first), Some(shifted(first, -1))),
        Comparison::AtMost | Comparison::NotAfter => (before(first), Some(last)),
        Comparison::Equal => (Some(first), Some(last)),
        Comparison::Over | Comparison::After => (Some(shifted(last, 1)), after(last)),
        Comparison::AtLeast | Comparison::NotBefore => (Some(first), after(last)),
        Comparison::NotEqual => (Some(shifted(last, 1)), None),
    }
}

/// The numbers that compare so with a number, no further from it than the margin.
fn beside_number(operator: Comparison, number: &Number, margin: Option<&Number>) -> Vec<Range> {
    let near = margin.map_or_else(Range::all, |margin| Range::closed(number.minus(margin), number.plus(margin)));
    let found = match operator.bounds(number) {
        Some(range) => vec![range],
        None => [Comparison::Below, Comparison::Over].iter().filter_map(|side| side.bounds(number)).collect(),
    };
    found.into_iter().map(|range| range.intersect(&near)).collect()
}

/// A margin in days or years: at least one.
fn whole(margin: &Number) -> Option<i32> {
    margin.ceiling().to_string().parse().ok()
}
