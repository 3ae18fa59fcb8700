//! Facts as declared.

use super::formula::{numbers, unit};
use super::json::{Json, flag, object, some};
use super::{Exporter, named};
use crate::facts::Value;
use crate::plan::{Choice, FactDeclaration, Kind, ListDeclaration};

impl Exporter<'_> {
    pub(super) fn fact(&self, fact: &FactDeclaration) -> Json {
        let limited = fact.range.low.is_some() || fact.range.high.is_some();
        object([
            ("key", (&fact.key).into()),
            ("name", (&fact.name).into()),
            ("track", self.track(fact.track)),
            ("line", self.line(fact.span)),
        ])
        .with(self.kind(&fact.kind))
        .with([
            ("range", limited.then(|| numbers(&fact.range)).into()),
            ("step", fact.step.as_ref().into()),
            ("may_be_none", flag(fact.may_be_none)),
            ("may_be_not_applicable", flag(fact.may_be_not_applicable)),
            ("may_be_later", flag(fact.may_be_later)),
            ("none_marks", some(&fact.none_marks)),
            ("default", fact.default.as_ref().map(|value| default(value, &fact.kind)).into()),
        ])
    }

    /// The type, and what belongs to it.
    fn kind(&self, kind: &Kind) -> Vec<(&'static str, Json)> {
        let one = |name: &str| vec![("type", name.into())];
        let chosen = |name: &str, choices: &[Choice]| {
            let choices = choices.iter().map(|choice| named(&choice.key, &choice.name));
            vec![("type", name.into()), ("choices", some(choices))]
        };
        match kind {
            Kind::Text => one("text"),
            Kind::YesNo => one("yes_no"),
            Kind::Date => one("date"),
            Kind::Year => one("year"),
            Kind::CreditCode => one("credit_code"),
            Kind::Quantity { dimension, whole, percent } => vec![
                ("type", "quantity".into()),
                ("unit", unit(dimension)),
                ("whole", flag(*whole)),
                ("percent", flag(*percent)),
            ],
            Kind::Choice(choices) => chosen("choice", choices),
            Kind::Choices(choices) => chosen("choices", choices),
            Kind::List(list) => self.fields(list),
        }
    }

    fn fields(&self, list: &ListDeclaration) -> Vec<(&'static str, Json)> {
        let unique = list.unique.iter().filter_map(|at| list.fields.get(*at)).map(|field| &field.key);
        vec![
            ("type", "list".into()),
            ("fields", some(list.fields.iter().map(|field| self.fact(field)))),
            ("unique", some(unique)),
            ("at_most", list.at_most.into()),
        ]
    }
}

/// A default in base units; choices by their keys.
fn default(value: &Value, kind: &Kind) -> Json {
    let choices: &[Choice] = if let Kind::Choice(choices) | Kind::Choices(choices) = kind { choices } else { &[] };
    let key = |at: &usize| Json::from(choices.get(*at).map(|choice| &choice.key));
    match value {
        Value::Text(text) => text.into(),
        Value::YesNo(holds) => Json::Flag(*holds),
        Value::Number(number) => number.into(),
        Value::Date(date) => (*date).into(),
        Value::Year(year) => (*year).into(),
        Value::Choice(at) => key(at),
        Value::Choices(held) => Json::List(held.iter().map(key).collect()),
        // A list has no default but the empty one.
        Value::List(_) => Json::List(Vec::new()),
    }
}
