//! How far a score moved: at its low end and at its high end.

use serde::{Deserialize, Serialize};

use crate::breakdown::Standing;
use crate::value::Number;

/// New less old, at the low end and at the high end; the two are equal where both scores are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shift {
    /// Of the least it can be.
    pub low: Number,
    /// Of the most it can be.
    pub high: Number,
}

/// Which way a score moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// An end rose, and none fell.
    Up,
    /// An end fell, and none rose.
    Down,
    /// One end rose, the other fell.
    Both,
    /// Neither moved.
    Same,
}

impl Shift {
    /// Nought.
    #[must_use]
    pub fn none() -> Self {
        Self { low: Number::zero(), high: Number::zero() }
    }

    /// From one score to another.
    #[must_use]
    pub fn between(old: &Standing, new: &Standing) -> Self {
        Self { low: new.low.minus(&old.low), high: new.high.minus(&old.high) }
    }

    /// Which way.
    #[must_use]
    pub fn way(&self) -> Way {
        let ends = [&self.low, &self.high];
        let rose = ends.iter().any(|end| !end.is_negative() && !end.is_zero());
        let fell = ends.iter().any(|end| end.is_negative());
        match (rose, fell) {
            (true, false) => Way::Up,
            (false, true) => Way::Down,
            (true, true) => Way::Both,
            (false, false) => Way::Same,
        }
    }

    /// Both shifts together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self { low: self.low.plus(&other.low), high: self.high.plus(&other.high) }
    }

    /// This shift without the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self { low: self.low.minus(&other.low), high: self.high.minus(&other.high) }
    }

    /// The two ends together: what shifts are ordered by.
    #[must_use]
    pub fn weight(&self) -> Number {
        self.low.plus(&self.high)
    }
}
