//! What a breakdown says whichever way its rules are laid out.

use chengxin::Breakdown;
use serde_json::Value;

/// A breakdown without what tells where and how a rule is written.
pub(crate) fn meaning(breakdown: &Breakdown) -> Value {
    let mut breakdown = serde_json::from_str(&breakdown.to_json()).unwrap();
    fn strip(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for place in ["digests", "origin", "rule", "every"] {
                    members.remove(place);
                }
                members.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    strip(&mut breakdown);
    breakdown
}

/// Where two breakdowns differ first.
pub(crate) fn difference(one: &Value, other: &Value, path: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            one.iter().find_map(|(key, value)| difference(value, &other[key], &format!("{path}.{key}")))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(at, (one, other))| difference(one, other, &format!("{path}[{at}]")))
        }
        (one, other) => (one != other).then(|| format!("{path}: {one} and {other}")),
    }
}
