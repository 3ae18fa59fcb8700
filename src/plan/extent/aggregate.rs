//! What numbers from lists can come to.

use super::subject::list_subject;
use super::{Extent, Extents, Known};
use crate::plan::{Aggregate, AggregateKind, Formula, Type};
use crate::value::{Bound, Number, Range};

/// So many conditions are compared with each other.
const MOST_COMPARED: usize = 256;

impl Extents<'_> {
    pub(super) fn aggregate(&self, aggregate: &Aggregate, known: &Known) -> Extent {
        let filters: Vec<&Formula> = aggregate.filter.iter().collect();
        let most = self.most_records(aggregate.list, &filters);
        let (inner, _) = match &aggregate.filter {
            Some(filter) => known.inside().where_it_is(filter, true),
            None => (known.inside(), true),
        };
        let of = |value: &Formula| self.extent(value, &inner);
        let counted = |most: Option<Number>| Range { high: most.map(Bound::closed), ..Range::at_least(Number::zero()) };
        let found = match &aggregate.kind {
            AggregateKind::Count => Extent::of(counted(most)),
            AggregateKind::Distinct(value) => {
                let different = if let Type::Choice(choices) = &value.of { count(choices.len()) } else { None };
                let least = [most, different].into_iter().flatten().min();
                Extent { zero_division: of(value).zero_division, ..Extent::of(counted(least)) }
            }
            AggregateKind::Sum(value) => {
                let each = of(value);
                Extent { range: times_up_to(&each.range, most.as_ref()), none: false, not_applicable: false, ..each }
            }
            AggregateKind::Highest(value)
            | AggregateKind::Lowest(value)
            | AggregateKind::Mean(value)
            | AggregateKind::TrimmedMean { value, .. }
            | AggregateKind::TheOne(value)
            | AggregateKind::Newest(value, _) => Extent { none: true, not_applicable: false, ..of(value) },
            AggregateKind::WeightedMean(value, weight) => weighed(of(value), &of(weight)),
            AggregateKind::Yearly(value, _, weights) => {
                let each = of(value);
                let turns = weights.iter().any(Number::is_negative);
                let range = if turns { Range::all() } else { each.range.clone() };
                Extent { range, none: true, not_applicable: false, exact: each.exact && !turns, ..each }
            }
        };
        Extent { atoms: Some(vec![list_subject(aggregate.list)]), ..found }
    }
}

/// A weighted mean lies among its values where no weight is below nought.
fn weighed(value: Extent, weight: &Extent) -> Extent {
    let positive = weight.range.low.as_ref().is_some_and(|low| !low.number.is_negative());
    let range = if positive { value.range.clone() } else { Range::all() };
    let zero_division = value.zero_division || weight.zero_division || weight.range.contains(&Number::zero());
    Extent { range, none: true, not_applicable: false, zero_division, exact: value.exact && positive, ..value }
}

/// The sum of none up to so many numbers of a range.
pub fn times_up_to(each: &Range, most: Option<&Number>) -> Range {
    let zero = || Some(Bound::closed(Number::zero()));
    let end = |bound: &Option<Bound>, away: fn(&Number) -> bool| match (bound, most) {
        (Some(bound), _) if !away(&bound.number) => zero(),
        (Some(bound), Some(most)) if !most.is_zero() => {
            Some(Bound { number: bound.number.times(most), included: bound.included })
        }
        (_, Some(most)) if most.is_zero() => zero(),
        (None, _) | (_, None) => None,
        (Some(_), Some(_)) => zero(),
    };
    Range {
        low: end(&each.low, Number::is_negative),
        high: end(&each.high, |number| !number.is_negative() && !number.is_zero()),
    }
}

pub(super) fn count(number: usize) -> Option<Number> {
    i64::try_from(number).ok().map(Number::from)
}

impl Aggregate {
    /// Whether it counts some of the records that another counts.
    pub(super) fn is_part_of(&self, all: &Self) -> bool {
        let counts = matches!((&self.kind, &all.kind), (AggregateKind::Count, AggregateKind::Count));
        let own = self.filter.as_ref().map(Formula::conjuncts).unwrap_or_default();
        let theirs = all.filter.as_ref().map(Formula::conjuncts).unwrap_or_default();
        let few = own.len().saturating_mul(theirs.len()) <= MOST_COMPARED;
        counts
            && few
            && self.list == all.list
            && theirs.iter().all(|wanted| own.iter().any(|held| held.same_as(wanted)))
    }
}
