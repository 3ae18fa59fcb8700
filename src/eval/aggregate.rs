//! Numbers from lists: sums, means, extremes, also where records or their values are uncertain.

use std::collections::BTreeSet;

use super::estimate::{Domain, Estimate, Missing};
use super::formula::Environment;
use super::world::{Records, RowValues};
use crate::plan::{Aggregate, AggregateKind, Formula};
use crate::value::{Bound, Number, Range, Truth};

/// A record that is, or may be, among those looked at.
struct Item<'w> {
    environment: Environment<'w>,
    sure: bool,
}

/// A value with its weight, and whether it surely counts.
#[derive(Clone)]
struct Weighted {
    value: Number,
    weight: Number,
    sure: bool,
}

impl<'w> Environment<'w> {
    pub(super) fn aggregate(&self, aggregate: &Aggregate) -> Estimate {
        let Some(records) = self.records(aggregate.list) else { return Estimate::nothing() };
        let mut missing = records.missing.clone();
        let items = self.items(records, aggregate.filter.as_ref(), &mut missing);
        let open = records.open.as_deref().and_then(|any| self.candidate(any, aggregate.filter.as_ref()));
        let mut result = match &aggregate.kind {
            AggregateKind::Count => count(&items, open.is_some()),
            AggregateKind::Sum(value) => sum(&items, open.as_ref(), value),
            AggregateKind::Highest(value) => extreme(&items, open.as_ref(), value, true),
            AggregateKind::Lowest(value) => extreme(&items, open.as_ref(), value, false),
            AggregateKind::Distinct(value) => distinct(&items, open.is_some(), value),
            AggregateKind::Mean(value) => weighted_mean(&items, open.as_ref(), value, None),
            AggregateKind::WeightedMean(value, weight) => weighted_mean(&items, open.as_ref(), value, Some(weight)),
            AggregateKind::TrimmedMean { value, at_least, trim_from } => {
                trimmed_mean(&items, open.as_ref(), value, *at_least, *trim_from)
            }
            AggregateKind::TheOne(value) => any_of(&items, open.as_ref(), value),
            AggregateKind::Newest(value, by) => newest(&items, open.as_ref(), value, by),
            AggregateKind::Yearly(value, by, weights) => self.yearly(&items, open.as_ref(), value, by, weights),
        };
        result.missing.extend(missing);
        result.settled()
    }

    fn items(&self, records: &'w Records, filter: Option<&Formula>, missing: &mut Missing) -> Vec<Item<'w>> {
        let mut items = Vec::new();
        for row in &records.rows {
            let environment = self.within(row);
            let judged = filter.map(|filter| environment.judge(filter));
            match judged.as_ref().map_or(Truth::True, |judged| judged.truth) {
                Truth::True => items.push(Item { environment, sure: true }),
                Truth::Unknown => items.push(Item { environment, sure: false }),
                Truth::False => {}
            }
            missing.extend(judged.into_iter().flat_map(|judged| judged.missing));
        }
        items
    }

    /// A record that an open list may hold, where the filter allows it.
    fn candidate(&self, any: &'w RowValues, filter: Option<&Formula>) -> Option<Environment<'w>> {
        let environment = self.within(any);
        let possible = filter.is_none_or(|filter| environment.judge(filter).truth.possible());
        possible.then_some(environment)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    fn yearly(
        &self,
        items: &[Item<'_>],
        open: Option<&Environment<'_>>,
        value: &Formula,
        by: &Formula,
        weights: &[Number],
    ) -> Estimate {
        let mut years = Vec::new();
        let mut flags = Flags::default();
        for (weight, back) in weights.iter().zip(1_i32..) {
            let year = self.world.as_of.year().saturating_sub(back);
            let mut found: Option<Range> = None;
            let mut sure = false;
            for item in items {
                let of = item.environment.estimate(by);
                let matches = match of.domain {
                    Domain::Year(Some(found)) if found == year => !of.may_lack_value(),
                    Domain::Year(None) => false,
                    _ => continue,
                };
                let estimate = item.environment.estimate(value);
                sure |= matches && item.sure && !estimate.may_lack_value();
                flags.note(&estimate, item.sure && matches);
                if estimate.may_have_value() {
                    let range = estimate.range();
                    found = Some(found.map_or(range.clone(), |known| known.join(&range)));
                }
            }
            if let Some(any) = open {
                let range = any.estimate(value).range();
                found = Some(found.map_or(range.clone(), |known| known.join(&range)));
            }
            years.push((weight.clone(), found, sure));
        }
        flags.put(over_presence(&years))
    }
}

/// Most uncertain years for which every combination is tried.
const MOST_YEARS: usize = 10;

/// Weighted over the years that are there: each uncertain year once present, once absent.
fn over_presence(years: &[(Number, Option<Range>, bool)]) -> Estimate {
    let uncertain: Vec<usize> =
        years.iter().enumerate().filter(|(_, (_, range, sure))| range.is_some() && !sure).map(|(at, _)| at).collect();
    if uncertain.len() > MOST_YEARS {
        let hull = years.iter().filter_map(|(_, range, _)| range.clone()).reduce(|known, range| known.join(&range));
        let none = !years.iter().any(|(_, _, sure)| *sure);
        return Estimate { none, ..Estimate::of(hull.map_or(Domain::Nothing, Domain::Number)) };
    }
    let mut joined: Option<Range> = None;
    let mut none = false;
    for mask in 0_u32..(1_u32.checked_shl(u32::try_from(uncertain.len()).unwrap_or(0)).unwrap_or(1)) {
        let absent = |at: usize| {
            uncertain
                .iter()
                .position(|index| *index == at)
                .is_some_and(|bit| mask.checked_shr(u32::try_from(bit).unwrap_or(0)).unwrap_or(0) & 1 == 0)
        };
        let mut total = Number::zero();
        let mut sum = Range::exactly(Number::zero());
        for (at, (weight, range, _)) in years.iter().enumerate() {
            let Some(range) = range.as_ref().filter(|_| !absent(at)) else { continue };
            total = total.plus(weight);
            sum = sum.plus(&range.times(&Range::exactly(weight.clone())));
        }
        match Number::one().over(&total) {
            Some(reciprocal) => {
                let mean = sum.times(&Range::exactly(reciprocal));
                joined = Some(joined.map_or(mean.clone(), |known| known.join(&mean)));
            }
            None => none = true,
        }
    }
    let domain = joined.map_or(Domain::Nothing, Domain::Number);
    Estimate { none, ..Estimate::of(domain) }
}

fn count(items: &[Item<'_>], open: bool) -> Estimate {
    let number = |count: usize| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    let sure = items.iter().filter(|item| item.sure).count();
    let range = match open {
        true => Range::at_least(number(sure)),
        false => Range::closed(number(sure), number(items.len())),
    };
    Estimate::of(Domain::Number(range))
}

fn sum(items: &[Item<'_>], open: Option<&Environment<'_>>, value: &Formula) -> Estimate {
    let zero = Range::exactly(Number::zero());
    let mut flags = Flags::default();
    let mut total = zero.clone();
    for item in items {
        let estimate = item.environment.estimate(value);
        flags.note(&estimate, item.sure);
        if !estimate.may_have_value() {
            continue;
        }
        let range = estimate.range();
        let surely = item.sure && !estimate.may_lack_value();
        total = total.plus(&if surely { range } else { range.join(&zero) });
    }
    if let Some(any) = open {
        let each = any.estimate(value).range();
        let positive = each.low.as_ref().is_some_and(|low| !low.number.is_negative());
        let negative = each.high.as_ref().is_some_and(|high| !high.number.is_negative() && high.number.is_zero());
        if !negative {
            total.high = None;
        }
        if !positive {
            total.low = None;
        }
    }
    flags.put(Estimate::of(Domain::Number(total)))
}

fn extreme(items: &[Item<'_>], open: Option<&Environment<'_>>, value: &Formula, highest: bool) -> Estimate {
    let mut flags = Flags::default();
    let turn = |range: Range| if highest { range } else { range.negated() };
    // The least the highest can be is the greatest low of those that surely count.
    let mut low: Option<Option<Bound>> = None;
    let mut all: Option<Range> = None;
    for item in items {
        let estimate = item.environment.estimate(value);
        flags.note(&estimate, item.sure);
        if !estimate.may_have_value() {
            continue;
        }
        let range = turn(estimate.range());
        all = Some(all.map_or(range.clone(), |known| known.join(&range)));
        if item.sure && !estimate.may_lack_value() {
            low = Some(match (low.flatten(), range.low) {
                (Some(known), Some(bound)) => Some(if bound.number > known.number { bound } else { known }),
                (known, bound) => known.or(bound),
            });
        }
    }
    if let Some(any) = open {
        let range = turn(any.estimate(value).range());
        all = Some(all.map_or(range.clone(), |known| known.join(&range)));
    }
    let none = low.is_none();
    let domain = match (all, low) {
        (None, _) => Domain::Nothing,
        (Some(all), Some(low)) => Domain::Number(turn(Range { low: low.or(all.low.clone()), high: all.high })),
        (Some(all), None) => Domain::Number(turn(all)),
    };
    flags.put(Estimate { none, ..Estimate::of(domain) })
}

fn distinct(items: &[Item<'_>], open: bool, value: &Formula) -> Estimate {
    let mut sure = BTreeSet::new();
    let mut possible = BTreeSet::new();
    let mut unknown = 0_usize;
    let mut flags = Flags::default();
    for item in items {
        let estimate = item.environment.estimate(value);
        flags.note(&estimate, item.sure);
        match key(&estimate) {
            Key::None => {}
            Key::Known(key) => {
                if item.sure {
                    sure.insert(key.clone());
                }
                possible.insert(key);
            }
            Key::Unknown => unknown = unknown.saturating_add(1),
        }
    }
    let number = |count: usize| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    let low = number(sure.len());
    let range = match open {
        true => Range::at_least(low),
        false => Range::closed(low, number(possible.len().saturating_add(unknown))),
    };
    flags.put(Estimate::of(Domain::Number(range)))
}

/// What tells records apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// No value: alike to nothing.
    None,
    /// Known.
    Known(String),
    /// Not known.
    Unknown,
}

pub(super) fn key(estimate: &Estimate) -> Key {
    if !estimate.may_have_value() {
        return Key::None;
    }
    let text = match &estimate.domain {
        _ if estimate.may_lack_value() => None,
        Domain::Text(text) => text.as_ref().map(|text| text.to_string()),
        Domain::Number(range) => range.exact().map(ToString::to_string),
        Domain::Date(date) => date.map(|date| date.to_string()),
        Domain::Year(year) => year.map(|year| year.to_string()),
        Domain::Month(month) => month.map(|(year, month)| format!("{year}-{month}")),
        Domain::Choice(choices) if choices.len() == 1 => choices.first().map(ToString::to_string),
        Domain::Truth(Truth::True) => Some("是".to_owned()),
        Domain::Truth(Truth::False) => Some("否".to_owned()),
        Domain::Choice(_)
        | Domain::Truth(Truth::Unknown)
        | Domain::Choices(_)
        | Domain::Period(_)
        | Domain::Interval(_)
        | Domain::Nothing => None,
    };
    text.map_or(Key::Unknown, Key::Known)
}

/// What is gathered for a weighted mean.
struct Weighing {
    flags: Flags,
    /// Every value that may count.
    hull: Option<Range>,
    lows: Vec<Weighted>,
    highs: Vec<Weighted>,
    /// The weights are known; the values are; no weight is below nought.
    exact_weights: bool,
    exact_values: bool,
    positive: bool,
    surely_some: bool,
    surely_weighed: bool,
    may_be_weightless: bool,
}

impl Weighing {
    fn new() -> Self {
        Self {
            flags: Flags::default(),
            hull: None,
            lows: Vec::new(),
            highs: Vec::new(),
            exact_weights: true,
            exact_values: true,
            positive: true,
            surely_some: false,
            surely_weighed: false,
            may_be_weightless: false,
        }
    }

    fn add(&mut self, value: &Estimate, weight: &Estimate, counts: bool) {
        if !value.may_have_value() || !weight.may_have_value() {
            return;
        }
        let (range, weight_range) = (value.range(), weight.range());
        let sure = counts && !value.may_lack_value() && !weight.may_lack_value();
        let weightless = weight_range.contains(&Number::zero());
        self.surely_some |= sure;
        self.surely_weighed |= sure && !weightless;
        self.may_be_weightless |= weightless;
        self.positive &= weight_range.low.as_ref().is_some_and(|low| !low.number.is_negative());
        self.exact_values &= sure && range.exact().is_some();
        self.hull = Some(self.hull.take().map_or_else(|| range.clone(), |known| known.join(&range)));
        match (weight_range.exact(), &range.low, &range.high) {
            (Some(weight), Some(low), Some(high)) => {
                self.lows.push(Weighted { value: low.number.clone(), weight: weight.clone(), sure });
                self.highs.push(Weighted { value: high.number.clone(), weight: weight.clone(), sure });
            }
            _ => self.exact_weights = false,
        }
    }

    fn mean(self) -> Estimate {
        let Some(hull) = self.hull else { return self.flags.put(Estimate::nothing()) };
        let weightless = self.lows.iter().all(|item| item.weight.is_zero());
        // Weights below nought may cancel out, and put the mean outside the values.
        let ordered = self.positive || self.exact_values;
        let (domain, zero_division) = match (self.exact_weights, ordered) {
            (true, _) if weightless => (Domain::Nothing, true),
            (true, true) => match (lowest_mean(&self.lows), lowest_mean(&turned(&self.highs))) {
                (Some(low), Some(high)) => (Domain::Number(Range::closed(low, high.negated())), false),
                _ => (Domain::Nothing, true),
            },
            (false, _) if self.positive => (Domain::Number(hull), false),
            (true | false, _) => (Domain::Number(Range::all()), true),
        };
        let unsure = self.may_be_weightless && !self.surely_weighed;
        let zero_division = zero_division || unsure;
        self.flags.put(Estimate { none: !self.surely_some, zero_division, ..Estimate::of(domain) })
    }
}

fn weighted_mean(
    items: &[Item<'_>],
    open: Option<&Environment<'_>>,
    value: &Formula,
    weight: Option<&Formula>,
) -> Estimate {
    let mut weighing = Weighing::new();
    let weighed = |environment: &Environment<'_>| {
        weight.map_or_else(|| Estimate::number(Number::one()), |weight| environment.estimate(weight))
    };
    for item in items {
        let (value, weight) = (item.environment.estimate(value), weighed(&item.environment));
        weighing.flags.note(&value, item.sure);
        weighing.flags.note(&weight, item.sure);
        weighing.add(&value, &weight, item.sure);
    }
    if let Some(any) = open {
        let (value, weight) = (any.estimate(value), weighed(any));
        weighing.add(&value, &weight, false);
        weighing.exact_weights = false;
    }
    weighing.mean()
}

fn turned(items: &[Weighted]) -> Vec<Weighted> {
    items.iter().map(|item| Weighted { value: item.value.negated(), ..item.clone() }).collect()
}

/// The least mean over the sure items and any of the others: others are taken from the least on while they lower it.
fn lowest_mean(items: &[Weighted]) -> Option<Number> {
    let mut sum = Number::zero();
    let mut total = Number::zero();
    for item in items.iter().filter(|item| item.sure) {
        sum = sum.plus(&item.value.times(&item.weight));
        total = total.plus(&item.weight);
    }
    let mut rest: Vec<&Weighted> = items.iter().filter(|item| !item.sure && !item.weight.is_zero()).collect();
    rest.sort_by(|left, right| left.value.cmp(&right.value));
    for item in rest {
        let lowers = sum.over(&total).is_none_or(|mean| item.value < mean);
        if lowers {
            sum = sum.plus(&item.value.times(&item.weight));
            total = total.plus(&item.weight);
        }
    }
    sum.over(&total)
}

fn trimmed_mean(
    items: &[Item<'_>],
    open: Option<&Environment<'_>>,
    value: &Formula,
    at_least: usize,
    trim_from: Option<usize>,
) -> Estimate {
    let mut flags = Flags::default();
    let mut ranges = Vec::new();
    let mut sure = 0_usize;
    for item in items {
        let estimate = item.environment.estimate(value);
        flags.note(&estimate, item.sure);
        if !estimate.may_have_value() {
            continue;
        }
        sure = sure.saturating_add(usize::from(item.sure && !estimate.may_lack_value()));
        ranges.push(estimate.range());
    }
    let certain = sure == ranges.len() && open.is_none();
    if certain && ranges.len() < at_least {
        return flags.put(Estimate::nothing());
    }
    let side = |pick: &dyn Fn(&Range) -> Option<Number>| {
        let numbers: Option<Vec<Number>> = ranges.iter().map(pick).collect();
        numbers.and_then(|numbers| mean_of_middle(numbers, trim_from))
    };
    let low = side(&|range| range.low.as_ref().map(|bound| bound.number.clone()));
    let high = side(&|range| range.high.as_ref().map(|bound| bound.number.clone()));
    let domain = match (low, high) {
        (Some(low), Some(high)) if certain => Domain::Number(Range::closed(low, high)),
        _ => {
            let any = open.map(|any| any.estimate(value).range());
            let hull = ranges.into_iter().chain(any).reduce(|known, range| known.join(&range));
            hull.map_or(Domain::Nothing, Domain::Number)
        }
    };
    flags.put(Estimate { none: sure < at_least, ..Estimate::of(domain) })
}

fn mean_of_middle(mut numbers: Vec<Number>, trim_from: Option<usize>) -> Option<Number> {
    numbers.sort();
    if trim_from.is_some_and(|from| numbers.len() >= from) {
        numbers.pop();
        numbers.remove(0);
    }
    let count = Number::from(i64::try_from(numbers.len()).ok()?);
    numbers.iter().fold(Number::zero(), |sum, number| sum.plus(number)).over(&count)
}

/// One of the records, whichever it is.
fn any_of(items: &[Item<'_>], open: Option<&Environment<'_>>, value: &Formula) -> Estimate {
    let sure = items.iter().any(|item| item.sure);
    let values = items.iter().map(|item| item.environment.estimate(value));
    let joined = values.chain(open.map(|any| any.estimate(value))).reduce(Estimate::join);
    let mut result = joined.unwrap_or_else(Estimate::nothing);
    result.none |= !sure;
    result
}

/// The record with the greatest date or year; those that may be greater join in.
#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn newest(items: &[Item<'_>], open: Option<&Environment<'_>>, value: &Formula, by: &Formula) -> Estimate {
    let order = |estimate: &Estimate| match estimate.domain {
        Domain::Date(Some(date)) => Some((date.year(), date.month(), date.day())),
        Domain::Year(Some(year)) => Some((year, 0, 0)),
        _ => None,
    };
    let dated: Vec<_> = items.iter().map(|item| (item, item.environment.estimate(by))).collect();
    let valued = dated.iter().filter(|(_, by)| by.may_have_value());
    let greatest =
        valued.clone().filter(|(item, by)| item.sure && !by.may_lack_value()).filter_map(|(_, by)| order(by)).max();
    let candidates = valued.filter(|(_, by)| order(by).is_none_or(|order| Some(order) >= greatest));
    let values = candidates.map(|(item, by)| {
        let mut estimate = item.environment.estimate(value);
        estimate.missing.extend(by.missing.iter().cloned());
        estimate
    });
    let joined = values.chain(open.map(|any| any.estimate(value))).reduce(Estimate::join);
    let mut result = joined.unwrap_or_else(Estimate::nothing);
    result.none |= greatest.is_none();
    result
}

/// What values say besides their range. Records without a value are left out; a division by zero is not.
#[derive(Default)]
struct Flags {
    zero_division: bool,
    /// A record that surely counts surely divides by zero.
    surely: bool,
    missing: Missing,
}

impl Flags {
    fn note(&mut self, value: &Estimate, sure: bool) {
        let only_zero = !value.may_have_value() && value.zero_division && !value.none && !value.not_applicable;
        self.zero_division |= value.zero_division;
        self.surely |= sure && only_zero;
        self.missing.extend(value.missing.iter().cloned());
    }

    fn put(self, mut result: Estimate) -> Estimate {
        if self.surely {
            result = Estimate::of(Domain::Nothing);
        }
        result.zero_division |= self.zero_division;
        result.missing.extend(self.missing);
        result
    }
}
