//! What a score can come to over every possible record, before the language holds it within 0 and the points.

mod bands;
mod cases;
mod each;
mod method;
mod score;
mod sum;
mod tree;

use crate::plan::{Extent, Extents};
use crate::value::{Bound, Number, Range};

pub(crate) use sum::deducts;
pub(crate) use tree::{Reached, reaches};

/// What a score can come to.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// The points, where there are any.
    pub(crate) points: Option<Range>,
    /// It may have no value.
    pub(crate) no_value: bool,
    /// It may be a division by zero.
    pub(crate) zero_division: bool,
    /// It may not apply.
    pub(crate) absent: bool,
    /// Whether some record surely comes to the low end of the points, or as near as one likes; and to the high end.
    pub(crate) sure: (bool, bool),
}

/// What finds out what scores can come to.
#[derive(Clone, Copy)]
pub(crate) struct Reacher<'p> {
    pub(crate) extents: Extents<'p>,
}

impl Reach {
    /// No score at all.
    fn nothing() -> Self {
        Self { points: None, no_value: false, zero_division: false, absent: false, sure: (true, true) }
    }

    fn of(range: Range) -> Self {
        Self { points: Some(range), ..Self::nothing() }
    }

    fn exactly(number: Number) -> Self {
        Self::of(Range::exactly(number))
    }

    /// Points from a value: nothing where the value has no range.
    fn from_value(extent: &Extent, score: impl FnOnce(&Range) -> Range) -> Self {
        Self {
            points: (!extent.range.is_empty()).then(|| score(&extent.range)),
            no_value: extent.none || extent.not_applicable,
            zero_division: extent.zero_division,
            absent: false,
            sure: (extent.exact, extent.exact),
        }
    }

    /// Either of two.
    fn join(self, other: Self) -> Self {
        let (points, sure) = match (self.points, other.points) {
            (Some(left), Some(right)) => {
                let joined = left.join(&right);
                let of = |end: &Option<Bound>, whole: &Option<Bound>, sure: bool| end == whole && sure;
                let low = of(&left.low, &joined.low, self.sure.0) || of(&right.low, &joined.low, other.sure.0);
                let high = of(&left.high, &joined.high, self.sure.1) || of(&right.high, &joined.high, other.sure.1);
                (Some(joined), (low, high))
            }
            (Some(points), None) => (Some(points), self.sure),
            (None, points) => (points, other.sure),
        };
        Self {
            points,
            no_value: self.no_value || other.no_value,
            zero_division: self.zero_division || other.zero_division,
            absent: self.absent || other.absent,
            sure,
        }
    }

    /// The points, nought where there are none.
    pub(crate) fn range(&self) -> Range {
        self.points.clone().unwrap_or_else(nought)
    }

    fn map(self, function: impl FnOnce(&Range) -> Range) -> Self {
        let points = self.points.as_ref().map(function);
        Self { points, ..self }
    }

    /// The same with the signs turned.
    fn negated(self) -> Self {
        let sure = (self.sure.1, self.sure.0);
        Self { sure, ..self.map(Range::negated) }
    }

    /// The sum with another, where both may come to their ends together.
    fn plus(self, other: Self) -> Self {
        let points = self.range().plus(&other.range());
        Self {
            points: Some(points),
            no_value: self.no_value || other.no_value,
            zero_division: self.zero_division || other.zero_division,
            absent: false,
            sure: (self.sure.0 && other.sure.0, self.sure.1 && other.sure.1),
        }
    }

    /// The same with a number added to the points.
    pub(crate) fn shifted(self, by: &Number) -> Self {
        self.map(|range| range.plus(&Range::exactly(by.clone())))
    }

    /// Held at most at a cap.
    fn capped(self, cap: Option<&Number>) -> Self {
        self.held(None, cap)
    }

    /// Held within these; an end that is moved is reached, where it was passed for sure.
    fn held(self, low: Option<&Number>, high: Option<&Number>) -> Self {
        self.map(|range| range.clamped(low, high))
    }
}

/// Nought and nothing else.
fn nought() -> Range {
    Range::exactly(Number::zero())
}
