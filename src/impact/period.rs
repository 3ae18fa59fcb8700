//! From when to when the old rules and the new ones are in force, and which of them a date falls to.

use serde::{Deserialize, Serialize};

use crate::value::Date;

/// The days on which rules are in force; an absent end means without limit on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// The periods of the old rules and of the new ones.
///
/// ```
/// use chengxin::impact::{Applies, Period, Succession};
///
/// let period = |from: &str, to: Option<&str>| -> Result<Period, chengxin::DateError> {
///     Ok(Period { from: Some(from.parse()?), to: to.map(str::parse).transpose()? })
/// };
/// let succession = Succession { old: period("2023-01-01", Some("2023-12-31"))?, new: period("2024-01-11", None)? };
/// assert_eq!(succession.on("2023-10-31".parse()?), Applies::Old);
/// assert_eq!(succession.on("2024-01-05".parse()?), Applies::Neither);
/// assert_eq!(succession.on("2024-01-11".parse()?), Applies::New);
/// assert_eq!(succession.gap(), Some(period("2024-01-01", Some("2024-01-10"))?));
/// # Ok::<(), chengxin::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Succession {
    /// Of the old rules.
    pub old: Period,
    /// Of the new rules.
    pub new: Period,
}

/// Which rules a date falls to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Applies {
    /// The old rules.
    Old,
    /// The new rules; they go before the old ones where both are in force.
    New,
    /// Neither are in force.
    Neither,
}

impl Period {
    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether no day lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

impl Succession {
    /// Which rules the day falls to.
    #[must_use]
    pub fn on(&self, day: Date) -> Applies {
        match (self.new.holds(day), self.old.holds(day)) {
            (true, _) => Applies::New,
            (false, true) => Applies::Old,
            (false, false) => Applies::Neither,
        }
    }

    /// Whether the day lies before the first day of the new rules: then the change alters nobody's result.
    #[must_use]
    pub fn is_too_early(&self, day: Date) -> bool {
        self.new.from.is_some_and(|from| day < from)
    }

    /// The days between the last of the old rules and the first of the new ones, on which neither are in force.
    #[must_use]
    pub fn gap(&self) -> Option<Period> {
        let (last, first) = (self.old.to?, self.new.from?);
        let gap = Period { from: Some(last.shifted(1)), to: Some(first.shifted(-1)) };
        (last < first && !gap.is_empty()).then_some(gap)
    }

    /// The days on which both are in force, where both say from or to when.
    #[must_use]
    pub fn overlap(&self) -> Option<Period> {
        if self.old == (Period { from: None, to: None }) || self.new == (Period { from: None, to: None }) {
            return None;
        }
        let later = |left: Option<Date>, right: Option<Date>| left.max(right);
        let earlier = |left: Option<Date>, right: Option<Date>| match (left, right) {
            (Some(left), Some(right)) => Some(left.min(right)),
            (one, None) | (None, one) => one,
        };
        let both = Period { from: later(self.old.from, self.new.from), to: earlier(self.old.to, self.new.to) };
        (!both.is_empty()).then_some(both)
    }
}
