//! What advice says.

use serde::Serialize;

use crate::breakdown::{Applicant, SchemeStamp, Standing, Total, TrackStamp, Verdict};
use crate::value::{Date, Number};

/// How an applicant gets to the pass mark.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Advice {
    /// Which scheme.
    pub scheme: SchemeStamp,
    /// Who applies.
    pub applicant: Applicant,
    /// The as-of date.
    pub as_of: Date,
    /// The track that scored the industry part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackStamp>,
    /// The published total to be reached.
    pub target: Number,
    /// The verdict as things are.
    pub verdict: Verdict,
    /// The total as things are; what is not submitted counts the least it may come to.
    pub total: Total,
    /// What was found.
    pub outcome: Outcome,
    /// Whether nothing less leads there, or nothing more can be reached: shown, and not only not found.
    pub proved: bool,
    /// The indicators of which not every possibility could be excluded, where it is not proved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unproved: Vec<String>,
    /// The cheapest ways there, none of which changes all that a cheaper one changes.
    pub alternatives: Vec<Alternative>,
    /// Out of reach: the most that can be reached, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Alternative>,
    /// Conditions that stand in the way, whatever is changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// Conditions that depend on what is not submitted and cannot be changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Obstacle>,
    /// What is not submitted, by the documents that show it: that which narrows the total most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// There already, whatever is still missing.
    There,
    /// Within reach.
    Within,
    /// Out of reach, whatever is changed.
    OutOfReach,
}

/// One way.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alternative {
    /// What its changes cost together.
    pub cost: Number,
    /// What changes, in the order of the facts.
    pub changes: Vec<Change>,
    /// Which indicators that raises or lowers.
    pub gains: Vec<Gain>,
    /// The total after it.
    pub after: Total,
    /// The verdict after it.
    pub verdict: Verdict,
    /// The record with the changes.
    pub record: String,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The fact.
    pub name: String,
    /// Its key.
    pub key: String,
    /// What the change costs.
    pub cost: Number,
    /// What it is now.
    pub from: Said,
    /// What it becomes; of a list: how many records there are then.
    pub to: Said,
    /// The records that are added, where it is a list: what has to be in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Said>,
}

/// A value in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What becomes of the score of one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gain {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its score as things are.
    pub before: Standing,
    /// Its score after the changes.
    pub after: Standing,
    /// What that counts in the total for sure, where it counts by itself and not only through its head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Number>,
}

/// A condition in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Obstacle {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The facts that it rests on.
    pub facts: Vec<String>,
}

/// A document, or a fact that no document is asked for, and what it decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The document, or the fact.
    pub document: String,
    /// The facts that it shows, not submitted as yet.
    pub facts: Vec<String>,
    /// By how much the range of the total narrows at least, whatever it shows.
    pub narrows: Number,
    /// Whether every possibility was gone through; where not, it may narrow the total by less.
    pub exact: bool,
    /// Whether it decides the verdict.
    pub decides: Decisive,
}

/// Whether something decides the verdict by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decisive {
    /// Whatever it shows.
    Always,
    /// Depending on what it shows.
    Perhaps,
    /// Never by itself.
    No,
}

/// The JSON Schema of advice.
#[cfg(feature = "schema")]
#[must_use]
pub fn advice_schema() -> serde_json::Value {
    schemars::schema_for!(Advice).to_value()
}
