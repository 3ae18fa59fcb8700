//! Changes of a record's JSON by dotted keys; everything else keeps its text, numbers to the last digit.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::diagnostic::{Message, say};

/// One change.
#[derive(Clone, Debug)]
pub(crate) struct Patch {
    path: String,
    /// JSON text; absent to remove.
    value: Option<String>,
}

impl Patch {
    /// Sets what stands at the path.
    pub(crate) fn set(path: String, value: String) -> Self {
        Self { path, value: Some(value) }
    }

    /// Removes what stands at the path: not submitted.
    pub(crate) fn remove(path: String) -> Self {
        Self { path, value: None }
    }

    /// Sets what stands at the path to null: none on record.
    pub(crate) fn none(path: String) -> Self {
        Self { path, value: Some("null".to_owned()) }
    }

    /// The record with the change.
    pub(crate) fn apply(&self, json: &str) -> Result<String, Message> {
        let path = &self.path;
        let steps: Vec<&str> = path.split('.').collect();
        changed(json, &steps, self.value.as_deref()).map_err(|fault| match fault {
            Fault::Absent => say!("记录里没有“{path}”", "the record has no {path:?}"),
            Fault::NotInside => say!("“{path}”的上一级不是一组内容", "what is above {path:?} has no parts"),
            Fault::NotJson => say!("记录不是正确的 JSON", "the record is not valid JSON"),
        })
    }
}

enum Fault {
    Absent,
    NotInside,
    NotJson,
}

/// The text with what stands at the path changed; `json` is the text of one value.
fn changed(json: &str, path: &[&str], value: Option<&str>) -> Result<String, Fault> {
    let Some((step, rest)) = path.split_first() else {
        return value.map(str::to_owned).ok_or(Fault::Absent);
    };
    match json.trim_start().chars().next() {
        Some('{') => changed_member(json, step, rest, value),
        Some('[') => changed_item(json, step, rest, value),
        Some(_) | None => Err(Fault::NotInside),
    }
}

fn changed_member(json: &str, step: &str, rest: &[&str], value: Option<&str>) -> Result<String, Fault> {
    let mut members: Members = serde_json::from_str(json).map_err(|_| Fault::NotJson)?;
    let at = members.0.iter().position(|(name, _)| name == step);
    let remove = rest.is_empty() && value.is_none();
    match at {
        Some(at) if remove => {
            members.0.remove(at);
        }
        None if value.is_none() => return Err(Fault::Absent),
        Some(at) => {
            let Some((_, old)) = members.0.get_mut(at) else { return Err(Fault::Absent) };
            *old = raw(changed(old.get(), rest, value)?)?;
        }
        None => members.0.push((step.to_owned(), raw(changed("{}", rest, value)?)?)),
    }
    serde_json::to_string(&members).map_err(|_| Fault::NotJson)
}

/// Items of a list are counted from 1, as in the breakdown; `+` is a further one.
fn changed_item(json: &str, step: &str, rest: &[&str], value: Option<&str>) -> Result<String, Fault> {
    let mut items: Vec<Box<RawValue>> = serde_json::from_str(json).map_err(|_| Fault::NotJson)?;
    if let ("+", [], Some(value)) = (step, rest, value) {
        items.push(raw(value.to_owned())?);
        return serde_json::to_string(&items).map_err(|_| Fault::NotJson);
    }
    let at = step.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or(Fault::NotInside)?;
    if at >= items.len() {
        return Err(Fault::Absent);
    }
    if rest.is_empty() && value.is_none() {
        items.remove(at);
    } else if let Some(old) = items.get_mut(at) {
        *old = raw(changed(old.get(), rest, value)?)?;
    }
    serde_json::to_string(&items).map_err(|_| Fault::NotJson)
}

fn raw(text: String) -> Result<Box<RawValue>, Fault> {
    RawValue::from_string(text).map_err(|_| Fault::NotJson)
}

/// The members of an object in their order, each value as its text.
struct Members(Vec<(String, Box<RawValue>)>);

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = map.next_entry()? {
            members.push(entry);
        }
        Ok(Members(members))
    }
}
