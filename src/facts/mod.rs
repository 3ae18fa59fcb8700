//! What a record says, in the terms of the declared facts.

mod apart;
mod read;
mod record;
#[cfg(feature = "schema")]
mod schema;
mod write;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::value::{Date, Number};

pub(crate) use apart::tell_apart;
pub use read::read;
#[cfg(feature = "arrow")]
pub(crate) use read::{Alone, Meant, Names, kind_words, twice, unknown_field, wrong_type};
pub(crate) use read::{KeyTable, Named, absent, is_plain_text};
pub use record::record_of;
#[cfg(feature = "schema")]
pub use schema::record_schema;
pub use write::display;

/// What a fact is known to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A value was given.
    Given(Value),
    /// Nothing was submitted, and the fact declares a default.
    Defaulted(Value),
    /// None on record (无记录).
    NoRecord,
    /// Not applicable (不适用).
    NotApplicable,
    /// Not submitted (未提交): unknown.
    NotSubmitted,
    /// Given but contested (有争议): unknown until settled.
    Disputed,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A text, or a checked credit code.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// A quantity: money in 元, a ratio with 1 as 100%, a count or a plain number.
    Number(Number),
    /// A day.
    Date(Date),
    /// A year.
    Year(i32),
    /// The index of one choice.
    Choice(usize),
    /// The indexes of several choices.
    Choices(BTreeSet<usize>),
    /// Records.
    List(Vec<Row>),
}

/// One fact of a record: its state, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// What is known.
    pub state: State,
    /// Where it comes from, where the record says so.
    pub provenance: Option<Provenance>,
}

/// One record of a list: its fields in the order declared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The fields in the order declared.
    pub fields: Vec<Entry>,
    /// Where the record comes from.
    pub provenance: Option<Provenance>,
}

impl PartialOrd for State {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for State {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |state: &Self| match state {
            Self::Given(_) => 0,
            Self::Defaulted(_) => 1,
            Self::NoRecord => 2,
            Self::NotApplicable => 3,
            Self::NotSubmitted => 4,
            Self::Disputed => 5,
        };
        let value = |state: &Self| match state {
            Self::Given(value) | Self::Defaulted(value) => Some(value.clone()),
            Self::NoRecord | Self::NotApplicable | Self::NotSubmitted | Self::Disputed => None,
        };
        key(self).cmp(&key(other)).then_with(|| value(self).cmp(&value(other)))
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Who or which system says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day on which it was true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The documents that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Whether somebody has checked it against the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
}

/// All facts of one record, indexed as the facts are declared; those of other tracks are not submitted.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// One entry for each declared fact.
    pub entries: Vec<Entry>,
    /// Which track the record names, as written.
    pub track: Option<String>,
    /// Scores given by people.
    pub assessments: Vec<AssessedScore>,
    /// What was mended on the way in, and what was left aside: never silently.
    pub notices: Vec<Notice>,
}

/// A score that a person gave to one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssessedScore {
    /// The indicator's code.
    pub indicator: String,
    /// In which round.
    pub layer: Layer,
    /// The score, in points.
    pub score: Number,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Date>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The rounds in which people give scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// 自评: by the applicant.
    #[serde(rename = "self")]
    Own,
    /// 审定: by the association or district.
    Review,
    /// 评定: the last word.
    Final,
}

/// Something a reader should know about how the record was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Where in the record: `penalties[2].decided_on`.
    pub path: String,
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}
