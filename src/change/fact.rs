//! Facts whose declarations differ.

use serde::{Deserialize, Serialize};

use crate::plan::{Choice, FactDeclaration, Kind, Plan};

/// A fact, or a field of a list, whose declaration differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactDifference {
    /// Its key; of a field after the key of its list.
    pub key: String,
    /// Its Chinese name, in the new pack where it is there.
    pub name: String,
    /// What differs.
    pub change: FactChange,
}

/// What differs in the declaration of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum FactChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed {
        /// The name before.
        old: String,
    },
    /// It has another type or other choices.
    Type,
    /// Other values are allowed, or other ways to say that there is none.
    Values,
    /// Something else is assumed where nothing is submitted.
    Default,
}

impl FactDifference {
    /// Whether a record may score differently because of it, or no longer be read.
    pub(super) fn decides(&self) -> bool {
        match self.change {
            FactChange::Type | FactChange::Values | FactChange::Default => true,
            FactChange::Added | FactChange::Removed | FactChange::Renamed { .. } => false,
        }
    }
}

/// Every fact whose declaration differs.
pub(super) fn differences(old: &Plan, new: &Plan) -> Vec<FactDifference> {
    let mut found = Vec::new();
    compare("", &old.facts, &new.facts, &mut found);
    found
}

fn compare(list: &str, old: &[FactDeclaration], new: &[FactDeclaration], found: &mut Vec<FactDifference>) {
    let key = |fact: &FactDeclaration| if list.is_empty() { fact.key.clone() } else { format!("{list}.{}", fact.key) };
    let told = |fact: &FactDeclaration, change| FactDifference { key: key(fact), name: fact.name.clone(), change };
    for fact in new {
        let Some(before) = old.iter().find(|before| before.key == fact.key) else {
            found.push(told(fact, FactChange::Added));
            continue;
        };
        if before.name != fact.name {
            found.push(told(fact, FactChange::Renamed { old: before.name.clone() }));
        }
        if !same_type(&before.kind, &fact.kind) {
            found.push(told(fact, FactChange::Type));
        }
        if values(before) != values(fact) {
            found.push(told(fact, FactChange::Values));
        }
        if before.default != fact.default {
            found.push(told(fact, FactChange::Default));
        }
        if let (Kind::List(before), Kind::List(list)) = (&before.kind, &fact.kind) {
            compare(&key(fact), &before.fields, &list.fields, found);
        }
    }
    let gone = old.iter().filter(|before| !new.iter().any(|fact| fact.key == before.key));
    found.extend(gone.map(|before| told(before, FactChange::Removed)));
}

/// What may be said of a fact.
fn values(fact: &FactDeclaration) -> impl PartialEq {
    let states = [fact.may_be_none, fact.may_be_not_applicable, fact.may_be_later];
    (fact.range.clone(), fact.step.clone(), states, fact.none_marks.clone())
}

fn same_type(one: &Kind, two: &Kind) -> bool {
    match (one, two) {
        (Kind::Choice(one), Kind::Choice(two)) | (Kind::Choices(one), Kind::Choices(two)) => keys(one) == keys(two),
        (Kind::List(one), Kind::List(two)) => one.at_most == two.at_most,
        (
            Kind::Quantity { dimension, whole, percent },
            Kind::Quantity { dimension: other, whole: other_whole, percent: other_percent },
        ) => dimension == other && whole == other_whole && percent == other_percent,
        (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
    }
}

fn keys(choices: &[Choice]) -> Vec<&str> {
    let mut keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
    keys.sort_unstable();
    keys
}
