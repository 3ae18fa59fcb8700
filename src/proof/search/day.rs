//! Days that lie before or after others by a period.

use super::Search;
use super::task::{Task, Want, Way, What};
use crate::document::{Comparison, Function};
use crate::eval::{At, Domain};
use crate::plan::{Formula, FormulaKind};
use crate::value::{Bound, Date, Number, Period, PeriodUnit, Range};

/// From a day to a day, both included.
pub(super) type Span = (Option<Date>, Option<Date>);

/// The latest day on which a period began that has run out by `to`.
pub(super) fn latest_elapsed(period: Period, to: Date) -> Date {
    latest(to, period, |end| end <= to)
}

/// The latest day whose end after a period satisfies something that holds of early ends only.
fn latest(to: Date, period: Period, holds: impl Fn(Date) -> bool) -> Date {
    let (months, days) = period.months_and_days();
    let most = months.saturating_mul(31).saturating_add(days).saturating_add(62).min(3_000_000);
    // Days before `to`: so many surely do, none may not.
    let (mut short, mut far) = (-62_i32, i32::try_from(most).unwrap_or(i32::MAX));
    while short < far {
        let middle = short.midpoint(far);
        if holds(to.shifted(middle.saturating_neg()).after(period)) {
            far = middle;
        } else {
            short = middle.saturating_add(1);
        }
    }
    to.shifted(far.saturating_neg())
}

/// A span, or what lies before and after it.
pub(super) fn spans((low, high): Span, inside: bool) -> Vec<Span> {
    if inside {
        return vec![(low, high)];
    }
    let before = low.map(|low| (None, Some(low.shifted(-1))));
    let after = high.map(|high| (Some(high.shifted(1)), None));
    before.into_iter().chain(after).collect()
}

/// Bounds of the time between two days: each period with whether it is included.
type Bounds = (Option<(Period, bool)>, Option<(Period, bool)>);

impl<'p> Search<'p> {
    /// Ways that bring the time between two days into bounds, or out of them.
    pub(super) fn interval(
        &mut self,
        subject: &'p Formula,
        bounds: Bounds,
        wanted: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let (subject, rows) = self.meaning(subject, &task.rows);
        let task = Task { rows, ..task.clone() };
        if let FormulaKind::If(condition, then, otherwise) = &subject.kind {
            let mut ways = Vec::new();
            for (holds, part) in [(true, then), (false, otherwise)] {
                for mut way in self.interval(part, bounds, wanted, &task) {
                    way.tasks.insert(0, task.also(What::Holds(condition, holds)));
                    ways.push(way);
                }
            }
            return ways;
        }
        let FormulaKind::Between(from, to) = &subject.kind else { return Vec::new() };
        let to_days = |days: Span| days;
        if let Some(end) = self.day(to, &task.rows) {
            let days = spans(starts(bounds, end), wanted).into_iter().map(to_days);
            return days.map(|(low, high)| Way::of(vec![task.also(What::Is(from, Want::Days(low, high)))])).collect();
        }
        if let Some(start) = self.day(from, &task.rows) {
            let days = spans(ends(bounds, start), wanted);
            return days
                .into_iter()
                .map(|(low, high)| Way::of(vec![task.also(What::Is(to, Want::Days(low, high)))]))
                .collect();
        }
        let mut ways = Vec::new();
        for end in [self.sketch.as_of, self.sketch.as_of.shifted(-400)] {
            for (low, high) in spans(starts(bounds, end), wanted) {
                let exactly = task.also(What::Is(to, Want::Days(Some(end), Some(end))));
                ways.push(Way::of(vec![exactly, task.also(What::Is(from, Want::Days(low, high)))]));
            }
        }
        ways
    }

    /// Ways that bring the days, full months or full years between two days into a range.
    pub(super) fn elapsed_time(
        &mut self,
        function: Function,
        interval: &'p Formula,
        range: &Range,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let unit = match function {
            Function::FullMonths => PeriodUnit::Months,
            Function::FullYears => PeriodUnit::Years,
            Function::DaysOf
            | Function::Floor
            | Function::Ceiling
            | Function::Round
            | Function::Larger
            | Function::Smaller
            | Function::Absolute
            | Function::Indicator
            | Function::YearOf
            | Function::MonthOf => PeriodUnit::Days,
        };
        let whole = |number: Number| number.to_string().parse::<u32>().ok();
        let least = |bound: &Bound| {
            if bound.included { bound.number.ceiling() } else { bound.number.floor().plus(&Number::one()) }
        };
        // Up to a count of full periods means short of the next one.
        let beyond = |bound: &Bound| {
            if bound.included { bound.number.floor().plus(&Number::one()) } else { bound.number.ceiling() }
        };
        let low = range.low.as_ref().map(least).and_then(whole);
        let high = range.high.as_ref().map(beyond).and_then(whole);
        if range.high.is_some() && high.is_none() {
            return Vec::new();
        }
        let low = low.filter(|count| *count > 0).map(|count| (Period { count, unit }, true));
        let high = high.map(|count| (Period { count, unit }, false));
        self.interval(interval, (low, high), true, task)
    }

    /// Ways to the time between two days compared with a period.
    pub(super) fn compare_interval(
        &mut self,
        interval: &'p Formula,
        operator: Comparison,
        period: Period,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let bounds: Bounds = match operator {
            Comparison::AtLeast | Comparison::NotBefore => (Some((period, true)), None),
            Comparison::Over | Comparison::After => (Some((period, false)), None),
            Comparison::Below | Comparison::Before => (None, Some((period, false))),
            Comparison::AtMost | Comparison::NotAfter => (None, Some((period, true))),
            Comparison::Equal | Comparison::NotEqual => (Some((period, true)), Some((period, true))),
        };
        self.interval(interval, bounds, operator != Comparison::NotEqual, task)
    }

    /// The day that a formula surely is.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn day(&mut self, formula: &'p Formula, rows: &[At]) -> Option<Date> {
        let estimate = self.sketch.estimate(formula, rows);
        match estimate.domain {
            Domain::Date(date) if !estimate.may_lack_value() => date,
            _ => None,
        }
    }
}

/// The days from which the time to `end` lies in bounds.
pub(super) fn starts((low, high): Bounds, end: Date) -> Span {
    let last = low.map(|(period, included)| latest(end, period, |at| if included { at <= end } else { at < end }));
    // Short of a bound: the first day after those that reach it.
    let first =
        high.map(|(period, included)| latest(end, period, |at| if included { at < end } else { at <= end }).shifted(1));
    (first, last)
}

/// The days to which the time from `start` lies in bounds.
fn ends((low, high): Bounds, start: Date) -> Span {
    let first = low.map(|(period, included)| start.after(period).shifted(i32::from(!included)));
    let last = high.map(|(period, included)| start.after(period).shifted(i32::from(included).saturating_sub(1)));
    (first, last)
}
