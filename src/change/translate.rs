//! What a record says in the terms of one pack, said in the terms of another.

use std::collections::BTreeSet;

use crate::facts::{Entry, Facts, Row, State, Value};
use crate::plan::{Choice, FactDeclaration, Kind, Plan};

/// The facts by their keys; what the other pack does not declare, or declares otherwise, is left out.
pub(super) fn translated(facts: &Facts, from: &Plan, to: &Plan) -> Facts {
    let entries = entries(&facts.entries, &from.facts, &to.facts);
    Facts { entries, ..facts.clone() }
}

fn entries(known: &[Entry], from: &[FactDeclaration], to: &[FactDeclaration]) -> Vec<Entry> {
    let said = |wanted: &FactDeclaration| {
        let known = from.iter().zip(known).find(|(declaration, _)| declaration.key == wanted.key);
        let value = known.and_then(|(declaration, entry)| Some((state(&entry.state, declaration, wanted)?, entry)));
        value.map_or(Entry { state: State::NotSubmitted, provenance: None }, |(state, entry)| Entry {
            state,
            provenance: entry.provenance.clone(),
        })
    };
    to.iter().map(said).collect()
}

fn state(state: &State, from: &FactDeclaration, to: &FactDeclaration) -> Option<State> {
    Some(match state {
        State::Given(known) => State::Given(value(known, &from.kind, &to.kind)?),
        State::Defaulted(known) => State::Defaulted(value(known, &from.kind, &to.kind)?),
        State::NoRecord => State::NoRecord,
        State::NotApplicable => State::NotApplicable,
        State::NotSubmitted => State::NotSubmitted,
        State::Disputed => State::Disputed,
    })
}

fn value(known: &Value, from: &Kind, to: &Kind) -> Option<Value> {
    match (known, from, to) {
        (Value::Choice(choice), Kind::Choice(from), Kind::Choice(to)) => Some(Value::Choice(same(*choice, from, to)?)),
        (Value::Choices(held), Kind::Choices(from), Kind::Choices(to)) => {
            let held: Option<BTreeSet<usize>> = held.iter().map(|choice| same(*choice, from, to)).collect();
            Some(Value::Choices(held?))
        }
        (Value::List(rows), Kind::List(from), Kind::List(to)) => {
            let row = |row: &Row| Row { fields: entries(&row.fields, &from.fields, &to.fields), ..row.clone() };
            Some(Value::List(rows.iter().map(row).collect()))
        }
        (Value::Choice(_) | Value::Choices(_) | Value::List(_), _, _) => None,
        (Value::Text(_) | Value::YesNo(_) | Value::Number(_) | Value::Date(_) | Value::Year(_), from, to) => {
            (std::mem::discriminant(from) == std::mem::discriminant(to)).then(|| known.clone())
        }
    }
}

/// The choice with the same key.
fn same(choice: usize, from: &[Choice], to: &[Choice]) -> Option<usize> {
    let key = &from.get(choice)?.key;
    to.iter().position(|choice| choice.key == *key)
}
