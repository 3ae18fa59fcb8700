//! Re-evaluates a breakdown from the same inputs and says whether every byte agrees.

use serde_json::Value;

use super::{Options, RuleSet};
use crate::breakdown::Breakdown;
use crate::record::{Record, RecordErrors};

/// What a verification found.
#[derive(Clone, Debug)]
pub enum Verification {
    /// Every byte agrees.
    Same,
    /// Something differs: where, what was recorded, what is computed now.
    Differs(Vec<Difference>),
    /// The record does not fit these rules.
    Refused(RecordErrors),
}

/// One place where a breakdown and its re-evaluation differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where in the breakdown: `sheets[0].indicators[2].score.low`.
    pub path: String,
    /// What the breakdown says; empty where it says nothing.
    pub recorded: String,
    /// What is computed now; empty where there is nothing.
    pub recomputed: String,
}

/// So many differences are listed.
const LISTED: usize = 200;

impl Breakdown {
    /// Evaluates the record again, with the as-of date, mode and track of this breakdown, and compares every byte.
    #[must_use]
    pub fn verify(&self, rules: &RuleSet, record: &Record) -> Verification {
        let track = self.track.as_ref().map(|track| track.key.clone());
        let options = Options { as_of: self.as_of, mode: self.mode, track };
        let again = match rules.evaluate_with(record, &options) {
            Ok(again) => again,
            Err(errors) => return Verification::Refused(errors),
        };
        if self.to_json() == again.to_json() {
            return Verification::Same;
        }
        let mut differences = Vec::new();
        let tree = |breakdown: &Self| serde_json::to_value(breakdown).unwrap_or(Value::Null);
        compare(String::new(), &tree(self), &tree(&again), &mut differences);
        Verification::Differs(differences)
    }
}

fn compare(path: String, recorded: &Value, recomputed: &Value, found: &mut Vec<Difference>) {
    if recorded == recomputed || found.len() >= LISTED {
        return;
    }
    match (recorded, recomputed) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for key in keys {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(below, left.get(key).unwrap_or(&Value::Null), right.get(key).unwrap_or(&Value::Null), found);
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for at in 0..left.len().max(right.len()) {
                let (left, right) = (left.get(at).unwrap_or(&Value::Null), right.get(at).unwrap_or(&Value::Null));
                compare(format!("{path}[{at}]"), left, right, found);
            }
        }
        (left, right) => {
            let text = |value: &Value| if value.is_null() { String::new() } else { value.to_string() };
            found.push(Difference { path, recorded: text(left), recomputed: text(right) });
        }
    }
}
