//! Truth of three values (Kleene): true, false, unknown.

use serde::{Deserialize, Serialize};

/// Whether something holds, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    /// `甲 且 乙`: false as soon as one is false.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            (Self::Unknown, Self::True | Self::Unknown) | (Self::True, Self::Unknown) => Self::Unknown,
        }
    }

    /// `甲 或 乙`: true as soon as one is true.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// `非 甲`.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "it stands beside `and` and `or`, which no operator has")]
    pub fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether it may hold.
    #[must_use]
    pub fn possible(self) -> bool {
        self != Self::False
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}
