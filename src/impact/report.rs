//! What a change of the rules does to many applicants, counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::change::{Change, ConditionOutcome};
use super::distribution::Distribution;
use super::period::Succession;
use super::ranks::Ranks;
use super::shift::Shift;
use crate::breakdown::{Mode, Verdict};
use crate::value::Date;

/// What a change of the rules does to many applicants. The same records in the same order give the same report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ImpactReport {
    /// The as-of date.
    pub as_of: Date,
    /// Open or closed.
    pub mode: Mode,
    /// The one track that was asked about; each record's own where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// When the old rules and the new ones are in force.
    pub succession: Succession,
    /// Whether the as-of date lies before the new rules, so that the old ones alone were applied.
    pub too_early: bool,
    /// How many records there were.
    pub read: u64,
    /// How many of them were compared.
    pub compared: u64,
    /// How many do not fit, and how many could not be read as JSON.
    pub refused: Refused,
    /// Facts that only the new rules declare, each with the number of records in which it was left aside under the old ones.
    pub unknown_to_old: BTreeMap<String, u64>,
    /// Facts that only the old rules declare, each with the number of records in which it was left aside under the new ones.
    pub unknown_to_new: BTreeMap<String, u64>,
    /// How the published totals moved.
    pub totals: Moved,
    /// For how many something changed: total, verdict, an indicator, a condition or a grade.
    pub changed: u64,
    /// Those whose published total rose most.
    pub gains: Vec<Listed>,
    /// Those whose published total fell most.
    pub losses: Vec<Listed>,
    /// Verdicts before and after, with those that flip listed.
    pub verdicts: Vec<VerdictCount>,
    /// Indicators that changed for anyone, the largest sum first.
    pub indicators: Vec<IndicatorCount>,
    /// Conditions whose outcome changed for anyone.
    pub conditions: Vec<ConditionCount>,
    /// The published totals under the old rules; ranges are counted apart.
    pub before: Distribution,
    /// The published totals under the new rules.
    pub after: Distribution,
    /// How many totals are ranges under the old rules.
    pub ranges_before: u64,
    /// How many totals are ranges under the new rules.
    pub ranges_after: u64,
    /// How ranks changed among those whose total is known under both rules.
    pub ranks: Ranks,
}

/// Records that could not be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refused {
    /// They do not fit the old rules.
    pub old: u64,
    /// They do not fit the new rules.
    pub new: u64,
    /// They fit neither.
    pub both: u64,
    /// They cannot be read as JSON.
    pub unreadable: u64,
}

impl Refused {
    /// All together.
    #[must_use]
    pub fn all(&self) -> u64 {
        [self.old, self.new, self.both, self.unreadable].into_iter().fold(0, u64::saturating_add)
    }
}

/// How many totals moved which way. Of a range, either end may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Moved {
    /// Rose.
    pub up: u64,
    /// Fell.
    pub down: u64,
    /// Ranges of which one end rose and the other fell.
    pub both: u64,
    /// Stayed.
    pub same: u64,
}

/// Who, and where the record stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Who {
    /// Where the record stands: `records.jsonl:12`.
    pub place: String,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Unified social credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// One applicant of those listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listed {
    /// Where the record stands.
    pub place: String,
    /// What became of the applicant.
    pub change: Change,
}

/// How many came from one verdict to one verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerdictCount {
    /// Under the old rules.
    pub old: Verdict,
    /// Under the new rules.
    pub new: Verdict,
    /// How many.
    pub count: u64,
    /// The first of them, where the two differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<Listed>,
}

/// What changed in one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicatorCount {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// For how many applicants its contribution moved which way; `same` where only its own score or state changed.
    pub moved: Moved,
    /// All changes of its contribution together.
    pub sum: Shift,
    /// The change that lowers the total most, or raises it least.
    pub least: Shift,
    /// The change that raises the total most, or lowers it least.
    pub most: Shift,
}

/// What changed in one condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionCount {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// From which outcome to which, and for how many.
    pub changes: Vec<OutcomeCount>,
}

/// How many came from one outcome of a condition to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeCount {
    /// Under the old rules; nothing where they do not have the condition.
    pub old: Option<ConditionOutcome>,
    /// Under the new rules; nothing where they do not have it.
    pub new: Option<ConditionOutcome>,
    /// How many.
    pub count: u64,
}

impl Listed {
    /// Who it is.
    #[must_use]
    pub fn who(&self) -> Who {
        let applicant = &self.change.applicant;
        Who { place: self.place.clone(), name: applicant.name.clone(), code: applicant.code.clone() }
    }
}

impl ImpactReport {
    /// The report as JSON over several lines, without a line break at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
