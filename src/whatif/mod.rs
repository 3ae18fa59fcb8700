//! What an applicant would score if some facts were otherwise: both breakdowns side by side, only what changes.
//!
//! ```
//! use chengxin::whatif::what_if;
//! use chengxin::{Language, Options, RuleSet};
//!
//! let rules = RuleSet::load("rules/beijing-2023")?;
//! let record = std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?;
//! let options = Options::on("2023-10-31".parse()?);
//! let found = what_if(&rules, &record, &["参训人数=240".parse()?], &options)?;
//! assert_eq!(found.facts[0].before.as_deref(), Some("180"));
//! assert!(found.change.shift().low > 0.into());
//! println!("{}", found.to_text(Language::Chinese));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assignment;
mod error;
mod nodes;
mod place;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::breakdown::{Breakdown, ConditionResult, Mode, Node, Standing, Step};
use crate::facts::Notice;
use crate::impact::{Change, Shift};
use crate::value::{Date, Number};
use crate::{Options, Record, RuleSet};

pub use assignment::{Assignment, AssignmentError};
pub use error::WhatIfError;

/// What changes where facts are otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhatIf {
    /// The as-of date.
    pub as_of: Date,
    /// Open or closed.
    pub mode: Mode,
    /// The facts that were changed.
    pub facts: Vec<FactChange>,
    /// Total, verdict, and what each indicator brings.
    pub change: Change,
    /// Sheets, indicators and adjustments whose score or state changes, each above its parts.
    pub nodes: Vec<NodeChange>,
    /// Conditions whose outcome or reasons change.
    pub conditions: Vec<ConditionPair>,
    /// How the changed record was read, where that differs from before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// A fact that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactChange {
    /// As asked for: `参训人数`, `projects.1.score`.
    pub fact: String,
    /// The JSON that stood there; nothing where there was none.
    pub before: Option<String>,
    /// The JSON that stands there now; nothing where it was removed.
    pub after: Option<String>,
    /// Codes of the indicators and conditions that read the fact, of those that concern this applicant; nothing for the track
    /// and for scores that people give, which are no facts.
    pub read_by: Option<Vec<String>>,
}

/// A sheet, indicator or adjustment that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeChange {
    /// Its code, or the key of the sheet.
    pub code: String,
    /// Its title.
    pub title: String,
    /// How deep it stands: 0 for sheets and adjustments.
    pub depth: usize,
    /// Its points.
    pub points: Number,
    /// Where the rule stands; empty for a sheet.
    pub origin: String,
    /// As it is; nothing where it does not concern the applicant.
    pub before: Option<NodeOutcome>,
    /// As it would be.
    pub after: Option<NodeOutcome>,
    /// By how much its own score changes.
    pub shift: Shift,
}

/// What an indicator comes to, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NodeOutcome {
    /// Its score.
    pub score: Standing,
    /// What kind of result it is; nothing for a sheet.
    pub state: Option<crate::breakdown::NodeState>,
    /// The arithmetic, of indicators without children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A condition before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionPair {
    /// As it is; nothing where it does not concern the applicant.
    pub before: Option<ConditionResult>,
    /// As it would be.
    pub after: Option<ConditionResult>,
}

/// Evaluates a record as it is and with the changes, which are made one after another.
///
/// # Errors
/// Where a change names no declared fact or cannot be made, or the record does not fit, before or after.
pub fn what_if(
    rules: &RuleSet,
    json: &str,
    assignments: &[Assignment],
    options: &Options,
) -> Result<WhatIf, WhatIfError> {
    let json = json.trim_start_matches('\u{FEFF}');
    let record = Record::from_json(json).map_err(WhatIfError::Record)?;
    let before = rules.evaluate_with(&record, options).map_err(WhatIfError::Record)?;
    let mut changed = json.to_owned();
    let mut facts = Vec::new();
    for assignment in assignments {
        let place = place::find(&rules.plan().facts, &changed, assignment.path())?;
        let next = assignment.apply(&changed, &place)?;
        // A further item stood nowhere before, and where one was removed the next has moved up.
        let was = (!place.is_further()).then(|| place::at(&changed, &place.steps)).flatten();
        let is = (!assignment.removes()).then(|| place::at(&next, &place.steps)).flatten();
        facts.push((assignment, place.fact, was, is));
        changed = next;
    }
    let record = Record::from_json(&changed).map_err(WhatIfError::Changed)?;
    let after = rules.evaluate_with(&record, options).map_err(WhatIfError::Changed)?;
    let facts = facts.into_iter().map(|(assignment, fact, was, is)| FactChange {
        fact: assignment.path().to_owned(),
        before: was,
        after: is,
        read_by: fact.map(|fact| read_by(&after, &fact)),
    });
    let bonuses = crate::impact::bonuses(rules.plan());
    Ok(WhatIf {
        as_of: options.as_of,
        mode: options.mode,
        facts: facts.collect(),
        change: Change::between((&before, &bonuses), (&after, &bonuses)),
        nodes: nodes::changed(&before, &after),
        conditions: nodes::conditions(&before, &after),
        notices: after.notices.iter().filter(|notice| !before.notices.contains(notice)).cloned().collect(),
    })
}

/// The codes of the indicators and conditions that read a fact, in order.
fn read_by(breakdown: &Breakdown, fact: &str) -> Vec<String> {
    let mut open: Vec<&Node> =
        breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&breakdown.adjustments).collect();
    let mut codes = BTreeSet::new();
    while let Some(node) = open.pop() {
        if node.facts.iter().any(|name| name == fact) {
            codes.insert(node.code.clone());
        }
        open.extend(&node.children);
    }
    let conditions = breakdown.conditions.iter().filter(|one| one.facts.iter().any(|name| name == fact));
    codes.extend(conditions.map(|condition| condition.code.clone()));
    codes.into_iter().collect()
}

impl WhatIf {
    /// What changes as JSON over several lines, without a line break at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Whether no score, verdict or condition changes.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        !self.change.is_change() && self.nodes.is_empty() && self.conditions.is_empty()
    }
}

/// The JSON Schema of a [`WhatIf`].
#[cfg(feature = "schema")]
#[must_use]
pub fn whatif_schema() -> serde_json::Value {
    schemars::schema_for!(WhatIf).to_value()
}
