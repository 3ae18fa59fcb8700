//! What a changed rule pack changes: by meaning, not by text.
//!
//! Rules are brought into a form in which names, order and units no longer matter, and compared part by part and case by
//! case: what is then the same is the same for every record that the declared facts allow. Where it is not, records are
//! looked for in which the two packs differ, and the evaluator says by how much.

mod comparison;
mod cut;
mod effect;
mod fact;
mod formula;
mod node;
mod pair;
mod report;
mod same;
mod setting;
mod term;
mod total;
mod translate;
mod vary;
mod witness;
mod wording;

use serde::{Deserialize, Serialize};

use crate::RuleSet;
use crate::value::Date;

pub use effect::{Bounds, Coming, Effect, Extreme};
pub use fact::{FactChange, FactDifference};
pub use pair::{Detail, RuleChange, RuleKind};
pub use setting::SettingChange;
pub use total::{Crossing, TotalEffect, TotalExtreme};

/// Whether two rules mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Proved to mean the same, for every record in which everything is known.
    Same,
    /// Not proved to mean the same, and no record was found in which they differ.
    Undecided,
    /// They differ.
    Different,
}

/// What a changed pack changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// The pack as it was.
    pub old: PackStamp,
    /// The pack as it is to be.
    pub new: PackStamp,
    /// Whether the two mean the same.
    pub meaning: Meaning,
    /// Settings of the scheme that differ.
    pub settings: Vec<SettingChange>,
    /// Facts whose declarations differ.
    pub facts: Vec<FactDifference>,
    /// Conditions, indicators, adjustments and grades that differ, or are written differently.
    pub rules: Vec<RuleChange>,
    /// What the change does to final scores and verdicts, where that was looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<TotalEffect>,
    /// How many conditions, indicators, adjustments and grades were compared.
    pub compared: usize,
}

/// Which pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackStamp {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
}

impl Change {
    /// Compares two packs by what they mean. What is proved to be the same is the same on every date; records in which
    /// the packs differ are looked for on this one.
    ///
    /// ```
    /// use chengxin::RuleSet;
    /// use chengxin::change::{Change, Meaning};
    ///
    /// let rules = RuleSet::load("rules/beijing-2023")?;
    /// let change = Change::between(&rules, &rules, "2023-10-31".parse()?);
    /// assert_eq!(change.meaning, Meaning::Same);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn between(old: &RuleSet, new: &RuleSet, as_of: Date) -> Self {
        let settings = setting::differences(old.plan(), new.plan());
        let facts = fact::differences(old.plan(), new.plan());
        let (rules, compared) = pair::compare(old, new, as_of);
        let told = settings.iter().any(|setting| setting.decides) || facts.iter().any(|fact| fact.decides());
        let whole = if told { Meaning::Different } else { Meaning::Same };
        let meaning = rules.iter().map(|rule| rule.meaning).fold(whole, Meaning::max);
        Self {
            old: PackStamp::of(old),
            new: PackStamp::of(new),
            meaning,
            settings,
            facts,
            rules,
            total: None,
            compared,
        }
    }

    /// The same with what the change does to final scores and verdicts, by records that are looked for.
    #[must_use]
    pub fn with_totals(self, old: &RuleSet, new: &RuleSet, as_of: Date) -> Self {
        let only_rules =
            !self.settings.iter().any(|setting| setting.decides) && !self.facts.iter().any(FactDifference::decides);
        let total = (self.meaning != Meaning::Same).then(|| total::effect(old, new, &self.rules, as_of, only_rules));
        Self { total, ..self }
    }
}

/// The JSON Schema of a [`Change`].
#[cfg(feature = "schema")]
#[must_use]
pub fn change_schema() -> serde_json::Value {
    schemars::schema_for!(Change).to_value()
}

impl PackStamp {
    fn of(rules: &RuleSet) -> Self {
        let scheme = &rules.plan().scheme;
        Self { id: scheme.id.clone(), title: scheme.title.clone(), version: scheme.version.clone() }
    }
}
