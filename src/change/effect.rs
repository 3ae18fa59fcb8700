//! What a changed rule does: records in which it does the most, each evaluated under both packs.

use serde::{Deserialize, Serialize};

use crate::value::Number;

/// The most that a changed rule does, either way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effect {
    /// Where the new rule gives the most more, or where a condition is met that was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<Extreme>,
    /// Where the new rule gives the most less, or where a condition is not met that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<Extreme>,
    /// Where the two differ in no number: one of them does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Extreme>,
    /// Between what the new less the old lies for every record, where that was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// How many records were tried.
    pub tried: usize,
}

/// The least and the most that the new rule gives more than the old, in points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// The least; below nought where it gives less.
    pub least: Number,
    /// The most.
    pub most: Number,
}

/// A record in which two packs differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extreme {
    /// What it comes to under the old pack.
    pub old: Coming,
    /// What it comes to under the new one.
    pub new: Coming,
    /// The new less the old, in points, where both have any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Number>,
    /// It is proved that no record differs by more.
    pub proved: bool,
    /// The facts that matter, in words.
    pub facts: String,
    /// The whole record, for the new pack.
    pub record: serde_json::Value,
}

/// What a rule comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// Points.
    Points(Number),
    /// It does not apply.
    NotApplicable,
    /// The condition is met.
    Met,
    /// It is not.
    NotMet,
    /// It is open: no one number.
    Open,
}

impl Effect {
    /// Whether any record was found in which the two differ.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.gain.is_some() || self.loss.is_some() || self.other.is_some()
    }
}

impl Coming {
    /// How much more the new one is: for a condition, met is more than not met.
    pub(super) fn less(new: &Self, old: &Self) -> Option<Number> {
        match (new, old) {
            (Self::Points(new), Self::Points(old)) => Some(new.minus(old)),
            (Self::Met, Self::NotMet) => Some(Number::one()),
            (Self::NotMet, Self::Met) => Some(Number::from(-1)),
            (Self::Points(_) | Self::NotApplicable | Self::Met | Self::NotMet | Self::Open, _) => None,
        }
    }
}
