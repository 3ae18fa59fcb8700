//! Bytes that tell the facts of two records apart.

use super::{Entry, Provenance, State, Value};

/// Adds what tells this fact apart from any other with which the same was not said: equal bytes mean equal facts.
pub(crate) fn tell_apart(entry: &Entry, key: &mut Vec<u8>) {
    match &entry.state {
        State::Given(value) => {
            key.push(0);
            tell_values_apart(value, key);
        }
        State::Defaulted(value) => {
            key.push(1);
            tell_values_apart(value, key);
        }
        State::NoRecord => key.push(2),
        State::NotApplicable => key.push(3),
        State::NotSubmitted => key.push(4),
        State::Disputed => key.push(5),
    }
    source(entry.provenance.as_ref(), key);
}

fn tell_values_apart(value: &Value, key: &mut Vec<u8>) {
    match value {
        Value::Text(text) => bytes(text.as_bytes(), key),
        Value::YesNo(holds) => key.push(u8::from(*holds)),
        Value::Number(number) => bytes(number.to_string().as_bytes(), key),
        Value::Date(date) => key.extend_from_slice(&date.number().to_le_bytes()),
        Value::Year(year) => key.extend_from_slice(&year.to_le_bytes()),
        Value::Choice(choice) => key.extend_from_slice(&choice.to_le_bytes()),
        Value::Choices(choices) => {
            key.extend_from_slice(&choices.len().to_le_bytes());
            choices.iter().for_each(|choice| key.extend_from_slice(&choice.to_le_bytes()));
        }
        Value::List(rows) => {
            key.extend_from_slice(&rows.len().to_le_bytes());
            for row in rows {
                row.fields.iter().for_each(|field| tell_apart(field, key));
                source(row.provenance.as_ref(), key);
            }
        }
    }
}

fn source(provenance: Option<&Provenance>, key: &mut Vec<u8>) {
    let said = provenance.and_then(|provenance| serde_json::to_vec(provenance).ok());
    bytes(&said.unwrap_or_default(), key);
}

fn bytes(bytes: &[u8], key: &mut Vec<u8>) {
    key.extend_from_slice(&bytes.len().to_le_bytes());
    key.extend_from_slice(bytes);
}
