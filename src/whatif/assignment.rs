//! `fact=value`: what a fact is to be.

use std::fmt;
use std::str::FromStr;

use serde_json::value::RawValue;

use super::error::WhatIfError;
use super::place::Place;
use crate::testing::patch::Patch;

/// A fact and what it is to be: `参训人数=240`, `projects.1.score=95`, `hr.trained_count=`.
///
/// The value is JSON, or else a text as it stands. Nothing means not submitted; 无记录, 不适用, 有争议 (none_on_record,
/// not_applicable, disputed) are states.
///
/// ```
/// use chengxin::whatif::Assignment;
///
/// let assignment: Assignment = "纳税额=5,200万元".parse()?;
/// assert_eq!(assignment.path(), "纳税额");
/// # Ok::<(), chengxin::whatif::AssignmentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    path: String,
    /// JSON; nothing to remove.
    value: Option<String>,
}

/// A text that is not `fact=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentError(pub String);

impl fmt::Display for AssignmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not fact=value: {:?}", self.0)
    }
}

impl std::error::Error for AssignmentError {}

/// Words for what is known of a fact that has no value, and the state in the record.
const STATES: [(&str, &str); 6] = [
    ("无记录", "none_on_record"),
    ("none_on_record", "none_on_record"),
    ("不适用", "not_applicable"),
    ("not_applicable", "not_applicable"),
    ("有争议", "disputed"),
    ("disputed", "disputed"),
];

impl FromStr for Assignment {
    type Err = AssignmentError;

    fn from_str(text: &str) -> Result<Self, AssignmentError> {
        let refused = || AssignmentError(text.chars().take(60).collect());
        let (path, value) = text.split_once(['=', '＝']).ok_or_else(refused)?;
        let (path, value) = (path.trim(), value.trim());
        let whole = !path.is_empty() && path.split('.').all(|step| !step.is_empty());
        if !whole {
            return Err(refused());
        }
        Ok(Self { path: path.to_owned(), value: json(value) })
    }
}

/// The value as JSON; nothing where it says that nothing was submitted.
fn json(value: &str) -> Option<String> {
    if ["", "未提交", "not_submitted"].contains(&value) {
        return None;
    }
    if let Some((_, state)) = STATES.iter().find(|(word, _)| *word == value) {
        return Some(format!("{{\"state\":\"{state}\"}}"));
    }
    let is_json = serde_json::from_str::<&RawValue>(value).is_ok();
    Some(if is_json { value.to_owned() } else { serde_json::Value::String(value.to_owned()).to_string() })
}

impl Assignment {
    /// The fact, as written.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether nothing is to be submitted.
    pub(super) fn removes(&self) -> bool {
        self.value.is_none()
    }

    /// The record with the change.
    pub(super) fn apply(&self, json: &str, place: &Place) -> Result<String, WhatIfError> {
        let path = place.steps.join(".");
        let absent = super::place::at(json, &place.steps).is_none();
        let patch = match &self.value {
            Some(value) => Patch::set(path, value.clone()),
            // What was not submitted stays so.
            None if absent => return Ok(json.to_owned()),
            None => Patch::remove(path),
        };
        patch.apply(json).map_err(WhatIfError::Unchangeable)
    }
}
