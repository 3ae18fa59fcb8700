//! The schema of facts: each column in the type that holds it best.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

use super::bind::STATE;
use crate::facts::{Names, kind_words};
use crate::plan::{Dimension, FactDeclaration, Kind, ListDeclaration, Plan};

/// The facts of the scheme and of a track.
pub(super) fn facts(plan: &Plan, track: Option<usize>) -> Schema {
    let names = Names::new(&plan.facts, track);
    let mut fields = Vec::new();
    if !plan.tracks.is_empty() {
        fields.push(Field::new("track", DataType::Utf8, true));
    }
    for (_, fact) in plan.facts.iter().enumerate().filter(|(at, _)| names.reads(*at)) {
        fields.extend(columns(fact));
    }
    fields.push(assessments());
    Schema::new(fields)
}

/// The column of a fact or field, and where something can be said instead of a value that of its states.
fn columns(fact: &FactDeclaration) -> impl Iterator<Item = Field> {
    let words = kind_words(&fact.kind);
    let mut said = HashMap::from([
        ("chengxin.name".to_owned(), fact.name.clone()),
        ("chengxin.type.zh".to_owned(), words.zh),
        ("chengxin.type.en".to_owned(), words.en),
    ]);
    if let Some(unit) = unit(&fact.kind) {
        said.insert("chengxin.unit".to_owned(), unit);
    }
    if let Kind::Choice(choices) | Kind::Choices(choices) = &fact.kind {
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
        said.insert("chengxin.choices".to_owned(), keys.join(","));
    }
    let state = (fact.may_be_none || fact.may_be_not_applicable)
        .then(|| Field::new(format!("{}{STATE}", fact.key), DataType::Utf8, true));
    let value = Field::new(&fact.key, of(&fact.kind, fact.step.is_some()), true).with_metadata(said);
    std::iter::once(value).chain(state)
}

fn of(kind: &Kind, stepped: bool) -> DataType {
    match kind {
        Kind::Text | Kind::CreditCode => DataType::Utf8,
        Kind::YesNo => DataType::Boolean,
        Kind::Quantity { whole: true, .. } => DataType::Int64,
        Kind::Quantity { dimension: Dimension::Money, .. } if !stepped => DataType::Decimal128(18, 2),
        Kind::Quantity { dimension: Dimension::Ratio, percent: false, .. } => DataType::Decimal128(18, 6),
        Kind::Quantity { .. } => DataType::Decimal128(18, 4),
        Kind::Date => DataType::Date32,
        Kind::Year => DataType::Int32,
        Kind::Choice(_) => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        Kind::Choices(_) => DataType::new_list(DataType::Utf8, true),
        Kind::List(list) => DataType::new_list(DataType::Struct(fields(list)), true),
    }
}

fn fields(list: &ListDeclaration) -> Fields {
    let evidence = Field::new("evidence", DataType::new_list(DataType::Utf8, true), true);
    let provenance = Field::new("provenance", DataType::Struct(vec![evidence].into()), true);
    list.fields.iter().flat_map(columns).chain([provenance]).map(Arc::new).collect()
}

fn unit(kind: &Kind) -> Option<String> {
    let Kind::Quantity { dimension, percent, .. } = kind else { return None };
    Some(match dimension {
        Dimension::Plain => return None,
        Dimension::Money => "元".to_owned(),
        Dimension::Points => "分".to_owned(),
        Dimension::Ratio => if *percent { "%" } else { "1 = 100%" }.to_owned(),
        Dimension::Counted(unit) => unit.clone(),
    })
}

/// The scores that people gave.
fn assessments() -> Field {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let score = Field::new("score", DataType::Decimal128(18, 4), true);
    let fields = vec![text("indicator"), text("layer"), score, text("by"), text("at"), text("reason")];
    Field::new("assessments", DataType::new_list(DataType::Struct(fields.into()), true), true)
}
