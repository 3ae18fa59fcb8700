//! Increments and proportions turned round: what is to be measured so that they come to so many points.

use super::Search;
use super::number::{greatest_whole, least_whole};
use super::task::{Task, Want, Way, What};
use crate::document::Whole;
use crate::plan::{Formula, Steps, Type};
use crate::value::{Bound, Number, Period, PeriodUnit, Range};

/// Numbers that are one after the other: at least so many steps, at most so many.
type Counts = (Option<Bound>, Option<Bound>);

impl<'p> Search<'p> {
    /// Ways to increments that come to a range.
    pub(super) fn steps(
        &mut self,
        steps: &'p Steps,
        range: &Range,
        within: Option<&Range>,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let Some(counts) = counts(steps, range) else { return Vec::new() };
        if let Type::Interval = steps.subject.of {
            return self.periods(steps, counts, task);
        }
        let measured = measured(steps, counts);
        let measured = within.map_or(measured.clone(), |within| measured.intersect(within));
        vec![Way::of(vec![task.also(What::Is(&steps.subject, Want::Numbers(measured)))])]
    }

    /// The same where what is measured is the time between two days.
    fn periods(&mut self, steps: &'p Steps, (low, high): Counts, task: &Task<'p>) -> Vec<Way<'p>> {
        let whole = |number: Number| number.to_string().parse::<u32>().ok();
        let unit = if steps.days { PeriodUnit::Days } else { PeriodUnit::Months };
        let at = |count: Number| {
            let counted = count.times(&steps.step);
            let reached = if steps.downwards { steps.base.minus(&counted) } else { steps.base.plus(&counted) };
            whole(reached).map(|count| Period { count, unit })
        };
        // A number of full steps lasts up to the next one; a started step begins just past the one before.
        let least = low.map(|low| least_whole(&low)).filter(|low| !low.is_zero() && !low.is_negative());
        let most = high.map(|high| greatest_whole(&high));
        let (first, last) = match steps.whole {
            Whole::Whole => (least.and_then(at), most.map(|most| most.plus(&Number::one())).and_then(at)),
            Whole::Started | Whole::Proportional => {
                (least.map(|least| least.minus(&Number::one())).and_then(at), most.and_then(at))
            }
        };
        let started = !matches!(steps.whole, Whole::Whole);
        let bounds = if steps.downwards {
            (last.map(|last| (last, started)), first.map(|first| (first, !started)))
        } else {
            (first.map(|first| (first, !started)), last.map(|last| (last, started)))
        };
        self.interval(&steps.subject, bounds, true, task)
    }

    /// Ways to a proportion between two values that comes to a range.
    pub(super) fn proportion(
        &mut self,
        subject: &'p Formula,
        ends: [&Number; 2],
        scores: [&Number; 2],
        range: &Range,
        within: Option<&Range>,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let ([from, to], [low, high]) = (ends, scores);
        let rise = high.minus(low);
        let Some(one) = Number::one().over(&rise) else {
            let any = within.cloned().unwrap_or_else(Range::all);
            return vec![Way::of(vec![task.also(What::Is(subject, Want::Numbers(any)))])];
        };
        // Which part of the way from one end to the other; beyond the ends nothing changes.
        let part = range.minus(&Range::exactly(low.clone())).times(&Range::exactly(one));
        let open_low = part
            .low
            .as_ref()
            .is_none_or(|bound| bound.number.is_negative() || (bound.number.is_zero() && bound.included));
        let open_high = part
            .high
            .as_ref()
            .is_none_or(|bound| bound.number > Number::one() || (bound.number == Number::one() && bound.included));
        let part =
            Range { low: if open_low { None } else { part.low }, high: if open_high { None } else { part.high } };
        if part.low.as_ref().is_some_and(|low| low.number > Number::one()) {
            return Vec::new();
        }
        let measured = part.times(&Range::exactly(to.minus(from))).plus(&Range::exactly(from.clone()));
        let measured = within.map_or(measured.clone(), |within| measured.intersect(within));
        vec![Way::of(vec![task.also(What::Is(subject, Want::Numbers(measured)))])]
    }
}

/// How many steps bring the points into a range; nothing where none do.
fn counts(steps: &Steps, range: &Range) -> Option<Counts> {
    let mut range = range.clone();
    if let Some(cap) = &steps.cap {
        if range.low.as_ref().is_some_and(|low| low.number > *cap || (low.number == *cap && !low.included)) {
            return None;
        }
        if range.contains(cap) {
            range.high = None;
        }
    }
    let one = Number::one().over(&steps.each)?;
    let counts = range.minus(&Range::exactly(steps.start.clone())).times(&Range::exactly(one));
    if counts.high.as_ref().is_some_and(|high| high.number.is_negative() || (high.number.is_zero() && !high.included)) {
        return None;
    }
    // Fewer than no steps are none.
    let low = counts.low.filter(|low| !(low.number.is_negative() || low.number.is_zero() && low.included));
    Some((low, counts.high))
}

/// What is measured where so many steps are counted.
fn measured(steps: &Steps, (low, high): Counts) -> Range {
    let one = Number::one();
    let (low, high) = match steps.whole {
        Whole::Proportional => (low, high),
        Whole::Whole => (
            low.map(|low| Bound::closed(least_whole(&low))),
            high.map(|high| Bound { number: greatest_whole(&high).plus(&one), included: false }),
        ),
        Whole::Started => (
            low.map(|low| Bound { number: least_whole(&low).minus(&one), included: false }),
            high.map(|high| Bound::closed(greatest_whole(&high))),
        ),
    };
    let distance = Range { low, high }.times(&Range::exactly(steps.step.clone()));
    let base = Range::exactly(steps.base.clone());
    if steps.downwards { base.minus(&distance) } else { base.plus(&distance) }
}
