//! Ways that bring a number from a list where it is wanted: records are added, and those that are there made to match or not.

use super::Search;
use super::number::{greatest_whole, least_whole};
use super::task::{Deed, Task, Want, Way, What};
use crate::eval::{At, ListAt};
use crate::plan::{Aggregate, AggregateKind, Formula, Type};
use crate::value::{Bound, Number, Range, Truth};

/// The most records that are added at once.
const MOST_ADDED: usize = 20;

/// The records of a list, by whether they match.
struct Matching<'p> {
    list: ListAt,
    filter: Option<&'p Formula>,
    /// Surely.
    matched: Vec<At>,
    /// Perhaps.
    open: Vec<At>,
    length: usize,
}

impl<'p> Matching<'p> {
    /// The task that a record matches.
    fn matches(&self, at: At, task: &Task<'p>) -> Option<Task<'p>> {
        self.filter.map(|filter| task.within(at, What::Holds(filter, true)))
    }

    /// The tasks that none of these match.
    fn refused(&self, records: &[At], task: &Task<'p>) -> Vec<Task<'p>> {
        let Some(filter) = self.filter else { return Vec::new() };
        records.iter().map(|at| task.within(*at, What::Holds(filter, false))).collect()
    }

    /// A way that adds records, each with these tasks.
    fn adding(
        &self,
        count: usize,
        mut tasks: Vec<Task<'p>>,
        task: &Task<'p>,
        more: impl Fn(At, usize) -> Vec<Task<'p>>,
    ) -> Way<'p> {
        let deeds = vec![Deed::AddRow(self.list); count];
        for number in 0..count {
            let at = self.list.row(self.length.saturating_add(number));
            // The value is bounded more closely than what the filter asks for.
            tasks.extend(more(at, number));
            tasks.extend(self.matches(at, task));
        }
        Way { deeds, tasks }
    }
}

impl<'p> Search<'p> {
    pub(super) fn listed(&mut self, aggregate: &'p Aggregate, want: &Want, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(matching) = self.matching(aggregate, task) else { return Vec::new() };
        match (&aggregate.kind, want) {
            (AggregateKind::Count, Want::Numbers(range)) => count(&matching, range, task),
            (AggregateKind::Distinct(value), Want::Numbers(range)) => distinct(&matching, value, range, task),
            (AggregateKind::Sum(value), Want::Numbers(range)) => self.sum(&matching, value, range, task),
            (AggregateKind::Count | AggregateKind::Sum(_) | AggregateKind::Distinct(_), _) => Vec::new(),
            (kind, Want::Divided) => {
                let values = kind.parts().into_iter().map(|value| (value, want.clone()));
                values
                    .map(|(value, want)| {
                        matching
                            .adding(1, Vec::new(), task, |at, _| vec![task.within(at, What::Is(value, want.clone()))])
                    })
                    .collect()
            }
            (_, Want::Lacking) => {
                let none = matching.matched.is_empty();
                none.then(|| Way::of(matching.refused(&matching.open, task))).into_iter().collect()
            }
            (kind, _) => self.of_values(&matching, kind, want, task),
        }
    }

    fn matching(&mut self, aggregate: &'p Aggregate, task: &Task<'p>) -> Option<Matching<'p>> {
        let list = ListAt::of(aggregate.list, &task.rows)?;
        let length = self.sketch.length(list);
        let filter = aggregate.filter.as_ref();
        let mut matching = Matching { list, filter, matched: Vec::new(), open: Vec::new(), length };
        for number in 0..length {
            let at = list.row(number);
            let rows: Vec<At> = task.rows.iter().copied().chain([at]).collect();
            match filter.map_or(Truth::True, |filter| self.sketch.truth(filter, &rows)) {
                Truth::True => matching.matched.push(at),
                Truth::Unknown => matching.open.push(at),
                Truth::False => {}
            }
        }
        Some(matching)
    }

    /// Means, extremes and picks: every record that matches has a value as wanted.
    fn of_values(
        &mut self,
        matching: &Matching<'p>,
        kind: &'p AggregateKind,
        want: &Want,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let (value, least) = match kind {
            AggregateKind::TrimmedMean { value, at_least, .. } => (value, (*at_least).max(1)),
            AggregateKind::Highest(value)
            | AggregateKind::Lowest(value)
            | AggregateKind::Mean(value)
            | AggregateKind::WeightedMean(value, _)
            | AggregateKind::TheOne(value)
            | AggregateKind::Newest(value, _)
            | AggregateKind::Yearly(value, _, _)
            | AggregateKind::Sum(value)
            | AggregateKind::Distinct(value) => (value, 1),
            AggregateKind::Count => return Vec::new(),
        };
        let as_of = self.sketch.as_of;
        let valued = |at: At, number: usize| {
            let mut tasks = Vec::new();
            match kind {
                AggregateKind::WeightedMean(_, weight) => {
                    let positive = Range { low: Some(Bound { number: Number::zero(), included: false }), high: None };
                    tasks.push(task.within(at, What::Is(weight, Want::Numbers(positive))));
                }
                AggregateKind::Yearly(_, by, _) => {
                    let back = i32::try_from(number).unwrap_or(i32::MAX).saturating_add(1);
                    let year = Some(as_of.year().saturating_sub(back));
                    tasks.push(task.within(at, What::Is(by, Want::Years(year, year))));
                }
                AggregateKind::Newest(_, by) => {
                    let want = match by.of {
                        Type::Date => Want::Days(None, Some(as_of)),
                        Type::Year => Want::Years(None, Some(as_of.year())),
                        Type::Truth
                        | Type::Quantity(_)
                        | Type::Month
                        | Type::Interval
                        | Type::Period
                        | Type::Text
                        | Type::Choice(_)
                        | Type::Choices(_)
                        | Type::List
                        | Type::Broken => Want::Any,
                    };
                    tasks.push(task.within(at, What::Is(by, want)));
                }
                AggregateKind::Count
                | AggregateKind::Sum(_)
                | AggregateKind::Highest(_)
                | AggregateKind::Lowest(_)
                | AggregateKind::Mean(_)
                | AggregateKind::Distinct(_)
                | AggregateKind::TrimmedMean { .. }
                | AggregateKind::TheOne(_) => {}
            }
            tasks.push(task.within(at, What::Is(value, want.clone())));
            tasks
        };
        let kept: Vec<Task<'p>> =
            matching.matched.iter().map(|at| task.within(*at, What::Is(value, want.clone()))).collect();
        let refused = matching.refused(&matching.open, task);
        let missing = least.saturating_sub(matching.matched.len());
        let mut ways = Vec::new();
        if missing == 0 {
            ways.push(Way::of(kept.iter().cloned().chain(refused.iter().cloned()).collect()));
        }
        if let Some(at) = matching.open.first().filter(|_| missing > 0) {
            let others = matching.refused(matching.open.get(1..).unwrap_or_default(), task);
            let tasks = valued(*at, 0).into_iter().chain(matching.matches(*at, task)).chain(others);
            ways.push(matching.adding(missing.saturating_sub(1), tasks.collect(), task, |at, number| {
                valued(at, number.saturating_add(1))
            }));
        }
        let tasks = kept.into_iter().chain(refused.iter().cloned()).collect();
        if missing > 0 {
            ways.push(matching.adding(missing, tasks, task, valued));
        } else if !matches!(kind, AggregateKind::TheOne(_)) {
            // One more record may decide: the newest, the highest, or one of another year.
            for number in 0..3 {
                ways.push(matching.adding(1, refused.clone(), task, |at, _| valued(at, number)));
            }
        }
        ways
    }

    /// A sum: what is there already, and the rest from one record, or from several alike.
    fn sum(&mut self, matching: &Matching<'p>, value: &'p Formula, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        let is = |at: At, range: &Range| task.within(at, What::Is(value, Want::Numbers(range.clone())));
        let mut known = Number::zero();
        let mut free: Vec<At> = Vec::new();
        for at in &matching.matched {
            let rows: Vec<At> = task.rows.iter().copied().chain([*at]).collect();
            let estimate = self.sketch.estimate(value, &rows);
            let exact = self.exactly(value, &rows);
            match exact {
                Some(number) => known = known.plus(&number),
                None if !estimate.may_have_value() => {}
                None => free.push(*at),
            }
        }
        let rest = range.minus(&Range::exactly(known));
        let nought = Range::exactly(Number::zero());
        let quiet = |but: Option<At>| -> Vec<Task<'p>> {
            let still: Vec<At> = matching.open.iter().copied().filter(|at| Some(*at) != but).collect();
            let free = free.iter().filter(|at| Some(**at) != but).map(|at| is(*at, &nought));
            matching.refused(&still, task).into_iter().chain(free).collect()
        };
        let mut ways = Vec::new();
        if rest.contains(&Number::zero()) {
            ways.push(Way::of(quiet(None)));
        }
        for at in free.iter().chain(&matching.open).take(4) {
            let own = [is(*at, &rest)].into_iter().chain(matching.matches(*at, task));
            ways.push(Way::of(own.chain(quiet(Some(*at))).collect()));
        }
        ways.push(matching.adding(1, quiet(None), task, |at, _| vec![is(at, &rest)]));
        ways.extend(self.shared(matching, value, &rest, quiet(None), task));
        ways
    }

    /// A sum that one record cannot bring: several bring as much as they can.
    fn shared(
        &self,
        matching: &Matching<'p>,
        value: &'p Formula,
        rest: &Range,
        quiet: Vec<Task<'p>>,
        task: &Task<'p>,
    ) -> Option<Way<'p>> {
        let most = self.sketch.plan.extents().bounds_of(value).high?.number;
        let low = rest.low.as_ref()?;
        let count = low.number.over(&most)?.ceiling().to_string().parse::<usize>().ok()?;
        if !(2..=MOST_ADDED).contains(&count) {
            return None;
        }
        let share = low.number.over(&Number::from(i64::try_from(count).ok()?))?;
        let share = Range { low: Some(Bound { number: share, included: low.included }), high: None };
        Some(
            matching.adding(count, quiet, task, |at, _| {
                vec![task.within(at, What::Is(value, Want::Numbers(share.clone())))]
            }),
        )
    }
}

/// A number of records that match: those that are there are taken first.
fn count<'p>(matching: &Matching<'p>, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
    let whole = |number: Number| number.to_string().parse::<usize>().ok();
    let matched = matching.matched.len();
    let low = range.low.as_ref().map(least_whole).filter(|low| !low.is_negative()).and_then(whole).unwrap_or(0);
    let high = range.high.as_ref().map(greatest_whole);
    if high.as_ref().is_some_and(Number::is_negative) {
        return Vec::new();
    }
    let high = high.and_then(whole).unwrap_or(usize::MAX);
    let mut ways = Vec::new();
    let least = low.max(matched);
    for wanted in [least, least.saturating_add(1)] {
        let missing = wanted.saturating_sub(matched);
        if wanted > high || missing > MOST_ADDED.saturating_add(matching.open.len()) {
            continue;
        }
        let taken = missing.min(matching.open.len());
        for taken in if taken == 0 { vec![0] } else { vec![taken, 0] } {
            let (used, left) = matching.open.split_at(taken);
            let tasks = used.iter().filter_map(|at| matching.matches(*at, task)).chain(matching.refused(left, task));
            let added = missing.saturating_sub(taken);
            if added <= MOST_ADDED {
                ways.push(matching.adding(added, tasks.collect(), task, |_, _| Vec::new()));
            }
        }
    }
    ways
}

/// A number of different values: as many records, each with a value of its own.
fn distinct<'p>(matching: &Matching<'p>, value: &'p Formula, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
    let low = range.low.as_ref().map(least_whole).filter(|low| !low.is_negative());
    let wanted = low.and_then(|low| low.to_string().parse::<usize>().ok()).unwrap_or(0).min(MOST_ADDED);
    let refused = matching.refused(&matching.open, task);
    let different = |at: At, number: usize| {
        let texts = (0..number).map(|other| format!("示例{}", other.saturating_add(1))).collect();
        let want = match &value.of {
            Type::Text => Want::Text { among: None, but: texts },
            Type::Choice(_) => Want::Choice(vec![number]),
            Type::Quantity(_) => {
                let number = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1);
                Want::Numbers(Range::exactly(Number::from(number)))
            }
            Type::Truth
            | Type::Date
            | Type::Year
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Choices(_)
            | Type::List
            | Type::Broken => Want::Known,
        };
        vec![task.within(at, What::Is(value, want))]
    };
    [wanted, wanted.saturating_add(1)].map(|count| matching.adding(count, refused.clone(), task, different)).to_vec()
}
