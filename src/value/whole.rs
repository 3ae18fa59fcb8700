//! Ranges brought to whole numbers, to places and to multiples of a step; an open end that is met exactly moves inwards.

use super::{Bound, Number, Range, Rounding};

impl Range {
    /// Every number here, down to a whole number.
    #[must_use]
    pub fn floored(&self) -> Self {
        let low = self.low.as_ref().map(|low| Bound::closed(low.number.floor()));
        let high = self.high.as_ref().map(|high| {
            let beyond = !high.included && high.number.is_whole();
            let whole = high.number.floor();
            Bound::closed(if beyond { whole.minus(&Number::one()) } else { whole })
        });
        Self { low, high }
    }

    /// Every number here, up to a whole number.
    #[must_use]
    pub fn raised(&self) -> Self {
        self.negated().floored().negated()
    }

    /// Every number here, rounded half away from nought to so many places.
    #[must_use]
    pub fn rounded(&self, places: u32) -> Self {
        let top = |range: &Self| range.high.as_ref().map(|high| Bound::closed(highest_rounded(high, places)));
        Self { low: Self { low: None, high: top(&self.negated()) }.negated().low, high: top(self) }
    }

    /// The multiples of a step that lie here.
    #[must_use]
    pub fn in_steps(&self, step: &Number) -> Self {
        let Some(one) = Number::one().over(step) else { return self.clone() };
        let top = |range: &Self| {
            let whole = range.times(&Self::exactly(one.clone())).floored();
            whole.high.map(|high| Bound::closed(high.number.times(step)))
        };
        Self { low: Self { low: None, high: top(&self.negated()) }.negated().low, high: top(self) }
    }
}

/// The greatest that a number up to this end is rounded to: just below a half it is rounded down.
fn highest_rounded(high: &Bound, places: u32) -> Number {
    let rounded = high.number.rounded(places, Rounding::HalfUp);
    let last = Number::one().over(&Number::power_of_ten(places)).unwrap_or_else(Number::one);
    let above = rounded.minus(&high.number);
    let half = !high.number.is_negative() && above.plus(&above) == last;
    if half && !high.included { rounded.minus(&last) } else { rounded }
}
