//! A set of numbers, by the places at which membership turns.

use crate::value::{Number, Range};

/// A place between numbers: just before one, or just after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    pub(super) number: Number,
    pub(super) after: bool,
}

/// A set of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// Whether the lowest numbers belong to it.
    first: bool,
    /// Where membership changes, in order.
    turns: Vec<Turn>,
}

/// The numbers between two neighbouring places: all of them are in a set, or none.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) low: Option<Turn>,
    pub(super) high: Option<Turn>,
}

impl Turn {
    pub(super) fn before(number: Number) -> Self {
        Self { number, after: false }
    }

    pub(super) fn after(number: Number) -> Self {
        Self { number, after: true }
    }

    /// The same place among the multiples of a step: before one of them.
    fn in_steps(&self, step: &Number) -> Self {
        let steps = self.number.over(step).unwrap_or_else(Number::zero);
        let next = if self.after { steps.floor().plus(&Number::one()) } else { steps.ceiling() };
        Self::before(next.times(step))
    }
}

impl Cut {
    pub(super) fn all() -> Self {
        Self { first: true, turns: Vec::new() }
    }

    /// The numbers from one place to another.
    pub(super) fn between(low: Option<Turn>, high: Option<Turn>) -> Self {
        if let (Some(low), Some(high)) = (&low, &high)
            && low >= high
        {
            return Self::all().complement();
        }
        Self { first: low.is_none(), turns: low.into_iter().chain(high).collect() }
    }

    /// The numbers of a range.
    pub(super) fn of(range: &Range) -> Self {
        let low = range.low.as_ref().map(|bound| Turn { number: bound.number.clone(), after: !bound.included });
        let high = range.high.as_ref().map(|bound| Turn { number: bound.number.clone(), after: bound.included });
        Self::between(low, high)
    }

    pub(super) fn complement(&self) -> Self {
        Self { first: !self.first, turns: self.turns.clone() }
    }

    pub(super) fn is_all(&self) -> bool {
        self.first && self.turns.is_empty()
    }

    pub(super) fn is_none(&self) -> bool {
        !self.first && self.turns.is_empty()
    }

    /// Where membership changes.
    pub(super) fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Whether the numbers just above a place belong to it; without a place, the lowest.
    pub(super) fn holds_above(&self, place: Option<&Turn>) -> bool {
        let passed = self.turns.iter().take_while(|turn| place.is_some_and(|place| *turn <= place)).count();
        self.first ^ !passed.is_multiple_of(2)
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        self.with(other, |one, two| one || two)
    }

    pub(super) fn intersection(&self, other: &Self) -> Self {
        self.with(other, |one, two| one && two)
    }

    fn with(&self, other: &Self, both: impl Fn(bool, bool) -> bool) -> Self {
        let mut places: Vec<&Turn> = self.turns.iter().chain(&other.turns).collect();
        places.sort();
        places.dedup();
        let held = |place: Option<&Turn>| both(self.holds_above(place), other.holds_above(place));
        let first = held(None);
        let mut last = first;
        let changes = |place: &&Turn| std::mem::replace(&mut last, held(Some(*place))) != held(Some(*place));
        Self { first, turns: places.into_iter().filter(changes).cloned().collect() }
    }

    /// The set of the values that are the one where these are the other times `factor`, plus `constant`.
    pub(super) fn unscaled(&self, factor: &Number, constant: &Number) -> Self {
        let falling = factor.is_negative();
        let back = |turn: &Turn| {
            let number = turn.number.minus(constant).over(factor).unwrap_or_else(Number::zero);
            Turn { number, after: turn.after ^ falling }
        };
        let mut turns: Vec<Turn> = self.turns.iter().map(back).collect();
        if falling {
            turns.reverse();
        }
        let first = if falling { self.first ^ !self.turns.len().is_multiple_of(2) } else { self.first };
        Self { first, turns }
    }

    /// The same set where only the multiples of a step within a range matter.
    pub(super) fn among(&self, range: &Range, step: Option<&Number>) -> Self {
        let place = |turn: &Turn| step.map_or_else(|| turn.clone(), |step| turn.in_steps(step));
        let mut snapped = Self { first: self.first, turns: Vec::new() };
        for turn in self.turns.iter().map(place) {
            // Two turns at one place undo each other.
            if snapped.turns.last() == Some(&turn) {
                snapped.turns.truncate(snapped.turns.len().saturating_sub(1))
            } else {
                snapped.turns.push(turn)
            }
        }
        let domain = Self::of(range);
        let (low, high) = match domain.turns.as_slice() {
            [low, high] => (Some(place(low)), Some(place(high))),
            [one] if domain.first => (None, Some(place(one))),
            [one] => (Some(place(one)), None),
            _ => (None, None),
        };
        let first = snapped.holds_above(low.as_ref());
        let inside =
            |turn: &Turn| low.as_ref().is_none_or(|low| turn > low) && high.as_ref().is_none_or(|high| turn < high);
        Self { first, turns: snapped.turns.into_iter().filter(inside).collect() }
    }
}

impl Piece {
    /// The pieces between these places.
    pub(super) fn between(places: &[Turn]) -> Vec<Self> {
        let lows = std::iter::once(None).chain(places.iter().cloned().map(Some));
        let highs = places.iter().cloned().map(Some).chain(std::iter::once(None));
        lows.zip(highs).map(|(low, high)| Self { low, high }).collect()
    }

    /// The one number in it, where there is only one.
    pub(super) fn only(&self, step: Option<&Number>) -> Option<Number> {
        let (low, high) = (self.low.as_ref()?, self.high.as_ref()?);
        let next = |number: &Number| step.map(|step| Turn::before(number.plus(step)));
        let single = (!low.after && high.after && low.number == high.number)
            || (!low.after && next(&low.number).as_ref() == Some(high));
        single.then(|| low.number.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: i64, high: i64) -> Cut {
        Cut::of(&Range::closed(Number::from(low), Number::from(high)))
    }

    #[test]
    fn neighbours_join_and_cancel() {
        let low = Cut::between(None, Some(Turn::before(Number::from(3))));
        let high = Cut::between(Some(Turn::before(Number::from(3))), None);
        assert!(low.union(&high).is_all());
        assert!(low.intersection(&high).is_none());
        assert_eq!(low.complement(), high);
    }

    #[test]
    fn of_whole_numbers_over_three_is_at_least_four() {
        let step = Number::one();
        let over = Cut::between(Some(Turn::after(Number::from(3))), None).among(&Range::all(), Some(&step));
        let least = Cut::between(Some(Turn::before(Number::from(4))), None).among(&Range::all(), Some(&step));
        assert_eq!(over, least);
        assert!(range(1, 2).intersection(&range(3, 4)).is_none());
    }

    #[test]
    fn what_the_domain_settles_is_no_turn() {
        let all = range(0, 100).among(&Range::closed(Number::zero(), Number::from(100)), None);
        assert!(all.is_all());
    }

    #[test]
    fn scaling_back_turns_the_order_where_the_factor_is_negative() {
        let below = Cut::between(None, Some(Turn::before(Number::from(10))));
        let above = Cut::between(Some(Turn::after(Number::from(-5))), None);
        assert_eq!(below.unscaled(&Number::from(-2), &Number::zero()), above);
    }
}
