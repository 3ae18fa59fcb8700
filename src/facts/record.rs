//! Facts written as a record: JSON that reads back as the same facts.

use serde_json::{Map, Value as Json, json};

use super::{Entry, Facts, Row, State, Value};
use crate::plan::{Choice, Dimension, FactDeclaration, Kind, ListDeclaration};
use crate::value::Number;

/// The facts as the JSON of a record, by their names; what is not submitted is left out.
#[must_use]
pub fn record_of(facts: &Facts, declarations: &[FactDeclaration]) -> String {
    let mut members = Map::new();
    members.extend(facts.track.iter().map(|track| ("track".to_owned(), json!(track))));
    let entries = declarations.iter().zip(&facts.entries);
    members.extend(entries.filter_map(|(declaration, entry)| member(declaration, entry)));
    if !facts.assessments.is_empty() {
        let scores = facts.assessments.iter();
        let scores =
            scores.map(|given| json!({ "indicator": given.indicator, "layer": given.layer, "score": given.score }));
        members.insert("assessments".to_owned(), scores.collect());
    }
    format!("{:#}", Json::Object(members))
}

fn member(declaration: &FactDeclaration, entry: &Entry) -> Option<(String, Json)> {
    let value = match &entry.state {
        State::Given(value) | State::Defaulted(value) => written(declaration, value),
        State::NoRecord => Json::Null,
        State::NotApplicable => json!("不适用"),
        State::NotSubmitted | State::Disputed => return None,
    };
    Some((declaration.name.clone(), value))
}

fn written(declaration: &FactDeclaration, value: &Value) -> Json {
    match (value, &declaration.kind) {
        (Value::Text(text), _) => json!(text),
        (Value::YesNo(holds), _) => json!(holds),
        (Value::Number(number), Kind::Quantity { dimension, .. }) => json!(quantity(number, dimension)),
        (Value::Number(number), _) => json!(number.to_string()),
        (Value::Date(day), _) => json!(day.to_string()),
        (Value::Year(year), _) => json!(year),
        (Value::Choice(choice), Kind::Choice(choices) | Kind::Choices(choices)) => json!(name(choices, *choice)),
        (Value::Choices(held), Kind::Choice(choices) | Kind::Choices(choices)) => {
            held.iter().map(|choice| json!(name(choices, *choice))).collect()
        }
        (Value::List(rows), Kind::List(list)) => rows.iter().map(|row| record(list, row)).collect(),
        (Value::Choice(_) | Value::Choices(_) | Value::List(_), _) => Json::Null,
    }
}

fn name(choices: &[Choice], choice: usize) -> &str {
    choices.get(choice).map_or("", |choice| choice.name.as_str())
}

fn quantity(number: &Number, dimension: &Dimension) -> String {
    match dimension {
        Dimension::Money => format!("{number}元"),
        Dimension::Ratio => format!("{}%", number.times(&Number::from(100))),
        Dimension::Plain | Dimension::Points | Dimension::Counted(_) => number.to_string(),
    }
}

fn record(list: &ListDeclaration, row: &Row) -> Json {
    let fields = list.fields.iter().zip(&row.fields);
    let mut members: Map<String, Json> = fields.filter_map(|(field, entry)| member(field, entry)).collect();
    let evidence =
        row.provenance.as_ref().map(|provenance| &provenance.evidence).filter(|evidence| !evidence.is_empty());
    members.extend(evidence.map(|evidence| ("provenance".to_owned(), json!({ "evidence": evidence }))));
    Json::Object(members)
}
