//! Where a record gives a fact: under its Chinese name or its key, in groups and lists, inside an envelope or not.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::error::WhatIfError;
use crate::diagnostic::nearest;
use crate::plan::{FactDeclaration, Kind};
use crate::record::TRACK_KEYS;

/// Where the value stands in a record, or is to stand.
pub(super) struct Place {
    /// The name of the fact; nothing for the track and for scores that people give.
    pub(super) fact: Option<String>,
    /// The keys of objects and the numbers of list items.
    pub(super) steps: Vec<String>,
}

impl Place {
    /// Whether a further item of a list is meant.
    pub(super) fn is_further(&self) -> bool {
        self.steps.last().is_some_and(|step| step == "+")
    }
}

/// Reserved beside the facts: scores that people give.
const ASSESSMENTS: [&str; 2] = ["assessments", "评分"];
const VALUE: [&str; 2] = ["value", "值"];

/// Where the record gives what a path names; where it does not yet, where it is to.
pub(super) fn find(facts: &[FactDeclaration], json: &str, path: &str) -> Result<Place, WhatIfError> {
    let head = path.split('.').next().unwrap_or(path);
    if TRACK_KEYS.contains(&head) || ASSESSMENTS.contains(&head) {
        return Ok(Place { fact: None, steps: path.split('.').map(str::to_owned).collect() });
    }
    let unknown = || WhatIfError::UnknownFact {
        path: path.to_owned(),
        nearest: nearest(path, facts.iter().flat_map(|fact| [fact.name.as_str(), fact.key.as_str()]))
            .map(str::to_owned),
    };
    let (fact, rest) = named(facts, path).ok_or_else(unknown)?;
    let mut steps = given(json, fact).unwrap_or_else(|| fact.key.split('.').map(str::to_owned).collect());
    let rest: Vec<&str> = rest.split('.').filter(|step| !step.is_empty()).collect();
    inside(fact, json, &mut steps, &rest).map_err(|(written, near)| WhatIfError::UnknownFact {
        path: format!("{}.{written}", fact.name),
        nearest: near,
    })?;
    Ok(Place { fact: Some(fact.name.clone()), steps })
}

/// The declared fact that a path begins with, the longest key first, and the rest of the path.
fn named<'d, 'p>(facts: &'d [FactDeclaration], path: &'p str) -> Option<(&'d FactDeclaration, &'p str)> {
    let begins = |name: &str| {
        let rest = path.strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with('.')).then_some((name.len(), rest))
    };
    let found = facts.iter().flat_map(|fact| {
        [&fact.name, &fact.key]
            .into_iter()
            .filter_map(move |name| begins(name).map(|(length, rest)| (length, fact, rest)))
    });
    found.max_by_key(|(length, _, _)| *length).map(|(_, fact, rest)| (fact, rest))
}

/// How the record gives a fact: by its name, or along its key, in whose groups the name may stand too.
fn given(json: &str, fact: &FactDeclaration) -> Option<Vec<String>> {
    let parts: Vec<&str> = fact.key.split('.').collect();
    let ways = (0..parts.len()).map(|depth| {
        let group = parts.get(..depth).unwrap_or_default();
        group.iter().chain([&fact.name.as_str()]).map(|step| (*step).to_owned()).collect::<Vec<String>>()
    });
    let by_key = parts.iter().map(|step| (*step).to_owned()).collect();
    ways.chain([by_key]).find(|steps| at(json, steps).is_some())
}

/// Adds the steps into a list and its records; or the step that is not known, and the nearest that is.
fn inside(
    fact: &FactDeclaration,
    json: &str,
    steps: &mut Vec<String>,
    rest: &[&str],
) -> Result<(), (String, Option<String>)> {
    let Some((first, rest)) = rest.split_first() else { return Ok(()) };
    let Kind::List(list) = &fact.kind else { return Err(((*first).to_owned(), None)) };
    // A list in an envelope stands under its value.
    let enveloped = VALUE.iter().find(|key| at(json, &extended(steps, key)).is_some());
    steps.extend(enveloped.map(|key| (*key).to_owned()));
    steps.push((*first).to_owned());
    let Some((name, rest)) = rest.split_first() else { return Ok(()) };
    let Some(field) = list.fields.iter().find(|field| field.name == *name || field.key == *name) else {
        let names = list.fields.iter().flat_map(|field| [field.name.as_str(), field.key.as_str()]);
        return Err(((*name).to_owned(), nearest(name, names).map(str::to_owned)));
    };
    let spelled = [&field.name, &field.key].into_iter().find(|key| at(json, &extended(steps, key)).is_some());
    steps.push(spelled.map_or_else(|| (*name).to_owned(), Clone::clone));
    inside(field, json, steps, rest)
}

fn extended(steps: &[String], key: &str) -> Vec<String> {
    steps.iter().cloned().chain([key.to_owned()]).collect()
}

/// The JSON that stands at a place; items of a list are counted from 1, and `+` is the last.
pub(super) fn at(json: &str, steps: &[String]) -> Option<String> {
    let Some((step, rest)) = steps.split_first() else { return Some(json.to_owned()) };
    if let Ok(members) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(json) {
        return at(members.get(step)?.get(), rest);
    }
    let items: Vec<Box<RawValue>> = serde_json::from_str(json).ok()?;
    let item = match step.as_str() {
        "+" => items.last()?,
        number => items.get(number.parse::<usize>().ok()?.checked_sub(1)?)?,
    };
    at(item.get(), rest)
}
