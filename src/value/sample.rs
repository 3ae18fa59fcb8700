//! A number out of a range: one that shows a person what lies in it.

use super::{Number, Range};

impl Range {
    /// A number that lies in the range, and is a multiple of `lattice` where there is one; the middle where that will do.
    #[must_use]
    pub fn sample(&self, lattice: Option<&Number>) -> Option<Number> {
        if self.is_empty() {
            return None;
        }
        if let Some(step) = lattice {
            let start = match (&self.low, &self.high) {
                (Some(low), _) => low.number.over(step)?.ceiling().times(step),
                (None, Some(high)) => high.number.over(step)?.floor().times(step),
                (None, None) => Number::zero(),
            };
            let candidates = [start.clone(), start.plus(step), start.minus(step)];
            return candidates.into_iter().find(|number| self.contains(number));
        }
        let value = match (&self.low, &self.high) {
            (Some(low), Some(high)) => low.number.plus(&high.number).over(&Number::from(2))?,
            (Some(low), None) if low.included => low.number.clone(),
            (Some(low), None) => low.number.plus(&Number::one()),
            (None, Some(high)) if high.included => high.number.clone(),
            (None, Some(high)) => high.number.minus(&Number::one()),
            (None, None) => Number::zero(),
        };
        Some(value)
    }
}
