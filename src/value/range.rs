//! A range of numbers, each end open, closed or absent: what a quantity may be when facts are missing.

use std::cmp::Ordering;

use super::{Number, Truth};

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number at the end.
    pub number: Number,
    /// Whether the number itself belongs to the range.
    pub included: bool,
}

impl Bound {
    /// A bound that belongs to the range.
    #[must_use]
    pub fn closed(number: Number) -> Self {
        Self { number, included: true }
    }
}

/// A range of numbers; an absent end means without limit on that side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The low end.
    pub low: Option<Bound>,
    /// The high end.
    pub high: Option<Bound>,
}

impl Range {
    /// Every number.
    #[must_use]
    pub fn all() -> Self {
        Self { low: None, high: None }
    }

    /// One number.
    #[must_use]
    pub fn exactly(number: Number) -> Self {
        Self { low: Some(Bound::closed(number.clone())), high: Some(Bound::closed(number)) }
    }

    /// From `low` to `high`, both included.
    #[must_use]
    pub fn closed(low: Number, high: Number) -> Self {
        Self { low: Some(Bound::closed(low)), high: Some(Bound::closed(high)) }
    }

    /// From `low` on, included.
    #[must_use]
    pub fn at_least(low: Number) -> Self {
        Self { low: Some(Bound::closed(low)), high: None }
    }

    /// The number, where there is only one.
    #[must_use]
    pub fn exact(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.number == high.number && low.included && high.included => Some(&low.number),
            (Some(_) | None, Some(_) | None) => None,
        }
    }

    /// Whether no number lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => match low.number.cmp(&high.number) {
                Ordering::Less => false,
                Ordering::Equal => !(low.included && high.included),
                Ordering::Greater => true,
            },
            (None, _) | (_, None) => false,
        }
    }

    /// Whether the number lies in it.
    #[must_use]
    pub fn contains(&self, number: &Number) -> bool {
        let above = self.low.as_ref().is_none_or(|low| *number > low.number || (low.included && *number == low.number));
        let below =
            self.high.as_ref().is_none_or(|high| *number < high.number || (high.included && *number == high.number));
        above && below
    }

    /// What lies in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let low = pick(&self.low, &other.low, Ordering::Greater);
        let high = pick(&self.high, &other.high, Ordering::Less);
        Self { low, high }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let low = match (&self.low, &other.low) {
            (Some(left), Some(right)) => Some(widest(left, right, Ordering::Less)),
            (None, _) | (_, None) => None,
        };
        let high = match (&self.high, &other.high) {
            (Some(left), Some(right)) => Some(widest(left, right, Ordering::Greater)),
            (None, _) | (_, None) => None,
        };
        Self { low, high }
    }

    /// Whether every number of this range lies in `other`, none does, or some do.
    #[must_use]
    pub fn within(&self, other: &Self) -> Truth {
        let shared = self.intersect(other);
        if shared.is_empty() {
            Truth::False
        } else if shared == *self {
            Truth::True
        } else {
            Truth::Unknown
        }
    }

    /// Every sum of a number here and a number there.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let add = |left: &Option<Bound>, right: &Option<Bound>| {
            let (left, right) = (left.as_ref()?, right.as_ref()?);
            Some(Bound { number: left.number.plus(&right.number), included: left.included && right.included })
        };
        Self { low: add(&self.low, &other.low), high: add(&self.high, &other.high) }
    }

    /// Every number with its sign turned.
    #[must_use]
    pub fn negated(&self) -> Self {
        let turn = |bound: &Option<Bound>| {
            bound.as_ref().map(|bound| Bound { number: bound.number.negated(), included: bound.included })
        };
        Self { low: turn(&self.high), high: turn(&self.low) }
    }

    /// Every difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// Every product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if let Some(factor) = other.exact() {
            return self.scaled(factor);
        }
        if let Some(factor) = self.exact() {
            return other.scaled(factor);
        }
        corners(self, other)
    }

    fn scaled(&self, factor: &Number) -> Self {
        if factor.is_zero() {
            return Self::exactly(Number::zero());
        }
        let scale = |bound: &Option<Bound>| {
            bound.as_ref().map(|bound| Bound { number: bound.number.times(factor), included: bound.included })
        };
        let (low, high) = (scale(&self.low), scale(&self.high));
        if factor.is_negative() { Self { low: high, high: low } } else { Self { low, high } }
    }

    /// One over every number; nothing where nought lies inside. Nought at an end is left out.
    #[must_use]
    pub fn reciprocal(&self) -> Option<Self> {
        let zero = Number::zero();
        let positive = self.low.as_ref().is_some_and(|low| low.number >= zero);
        if positive {
            let upper = self.low.as_ref().and_then(|low| turned(low, &zero));
            let lower = match &self.high {
                Some(high) => Some(turned(high, &zero)?),
                None => Some(Bound { number: zero, included: false }),
            };
            return Some(Self { low: lower, high: upper });
        }
        let negative = self.high.as_ref().is_some_and(|high| high.number <= zero);
        if negative { Some(self.negated().reciprocal()?.negated()) } else { None }
    }

    /// Applies a function that never falls to both ends.
    #[must_use]
    pub fn map_rising(&self, function: impl Fn(&Number) -> Number) -> Self {
        let apply = |bound: &Option<Bound>| bound.as_ref().map(|bound| Bound::closed(function(&bound.number)));
        Self { low: apply(&self.low), high: apply(&self.high) }
    }

    /// Held within `low..=high`.
    #[must_use]
    pub fn clamped(&self, low: Option<&Number>, high: Option<&Number>) -> Self {
        let mut out = self.clone();
        if let Some(low) = low {
            let raise = |bound: &Bound| bound.number < *low;
            if out.low.as_ref().is_none_or(raise) {
                out.low = Some(Bound::closed(low.clone()));
            }
            // An open end at the very limit would leave nothing, though every number is moved there.
            if out.high.as_ref().is_some_and(|bound| raise(bound) || (bound.number == *low && !bound.included)) {
                out.high = Some(Bound::closed(low.clone()));
            }
        }
        if let Some(high) = high {
            let lower = |bound: &Bound| bound.number > *high;
            if out.high.as_ref().is_none_or(lower) {
                out.high = Some(Bound::closed(high.clone()));
            }
            if out.low.as_ref().is_some_and(|bound| lower(bound) || (bound.number == *high && !bound.included)) {
                out.low = Some(Bound::closed(high.clone()));
            }
        }
        out
    }

    /// Whether every number here is below every number there, and so on: `None` of the three is sure means unknown.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Possibilities {
        let difference = self.minus(other);
        let zero = Number::zero();
        let below = difference.low.as_ref().is_none_or(|low| low.number < zero);
        let above = difference.high.as_ref().is_none_or(|high| high.number > zero);
        Possibilities { below, equal: difference.contains(&zero), above }
    }
}

/// Which of the three outcomes of a comparison may occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Possibilities {
    /// Left may be below right.
    pub below: bool,
    /// They may be equal.
    pub equal: bool,
    /// Left may be above right.
    pub above: bool,
}

fn turned(bound: &Bound, zero: &Number) -> Option<Bound> {
    let number = Number::one().over(&bound.number)?;
    debug_assert!(bound.number != *zero);
    Some(Bound { number, included: bound.included })
}

fn pick(left: &Option<Bound>, right: &Option<Bound>, wanted: Ordering) -> Option<Bound> {
    match (left, right) {
        (Some(left), Some(right)) => Some(match left.number.cmp(&right.number) {
            Ordering::Equal => Bound { number: left.number.clone(), included: left.included && right.included },
            order if order == wanted => left.clone(),
            Ordering::Less | Ordering::Greater => right.clone(),
        }),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

fn widest(left: &Bound, right: &Bound, wanted: Ordering) -> Bound {
    match left.number.cmp(&right.number) {
        Ordering::Equal => Bound { number: left.number.clone(), included: left.included || right.included },
        order if order == wanted => left.clone(),
        Ordering::Less | Ordering::Greater => right.clone(),
    }
}

/// The product of two ranges by its four corners; an absent end makes the affected side unlimited.
fn corners(left: &Range, right: &Range) -> Range {
    let zero = Number::zero();
    let at_least_zero = |range: &Range| range.low.as_ref().is_some_and(|low| low.number >= zero);
    if at_least_zero(left) && at_least_zero(right) {
        let product = |a: &Option<Bound>, b: &Option<Bound>| {
            let (a, b) = (a.as_ref()?, b.as_ref()?);
            Some(Bound::closed(a.number.times(&b.number)))
        };
        return Range { low: product(&left.low, &right.low), high: product(&left.high, &right.high) };
    }
    let ends = [(&left.low, &right.low), (&left.low, &right.high), (&left.high, &right.low), (&left.high, &right.high)];
    let products: Option<Vec<Number>> =
        ends.into_iter().map(|(a, b)| a.as_ref().zip(b.as_ref()).map(|(a, b)| a.number.times(&b.number))).collect();
    let Some(products) = products else { return Range::all() };
    Range {
        low: products.iter().min().cloned().map(Bound::closed),
        high: products.iter().max().cloned().map(Bound::closed),
    }
}
