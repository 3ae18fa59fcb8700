//! A record in words: the facts that matter, with their values as a rule would write them.

use crate::diagnostic::Language;
use crate::facts::{Entry, Row, State, Value, display};
use crate::plan::{Dimension, FactDeclaration, Kind, Plan};
use crate::proof::Witness;
use crate::value::Number;

/// The most records of a list that are written out.
const MOST_WRITTEN: usize = 2;

/// The facts of a record that matter, in words.
pub(crate) fn witness(plan: &Plan, facts: &[Entry], reads: &[usize]) -> Witness {
    let named = reads.iter().filter_map(|fact| plan.facts.get(*fact).zip(facts.get(*fact)));
    let known = named.filter(|(_, entry)| entry.state != State::NotSubmitted);
    let facts = known.map(|(declaration, entry)| (declaration.name.clone(), value(declaration, entry)));
    Witness { facts: facts.collect() }
}

/// A witness on one line: `注册资本 500万元，独立法人 是`.
pub(crate) fn shown(witness: &Witness) -> String {
    let facts: Vec<String> = witness.facts.iter().map(|(name, value)| format!("{name} {value}")).collect();
    facts.join("，")
}

fn value(declaration: &FactDeclaration, entry: &Entry) -> String {
    match &entry.state {
        State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows)) => list(declaration, rows),
        State::Given(value) | State::Defaulted(value) => written(declaration, value),
        State::NoRecord => "无记录".to_owned(),
        State::NotApplicable => "不适用".to_owned(),
        State::NotSubmitted => "未提交".to_owned(),
        State::Disputed => "有争议".to_owned(),
    }
}

fn written(declaration: &FactDeclaration, value: &Value) -> String {
    match (&declaration.kind, value) {
        (Kind::Quantity { dimension: Dimension::Money, .. }, Value::Number(number)) => money(number),
        (_, Value::Text(text)) => format!("“{text}”"),
        (_, Value::Choices(choices)) if choices.is_empty() => "（一项也没有）".to_owned(),
        (
            _,
            Value::YesNo(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Year(_)
            | Value::Choice(_)
            | Value::Choices(_)
            | Value::List(_),
        ) => display(value, &declaration.kind, Language::Chinese),
    }
}

/// Money in the largest unit that takes at most four places.
fn money(number: &Number) -> String {
    for (places, unit) in [(8, "亿元"), (4, "万元")] {
        let one = Number::power_of_ten(places);
        let few = |number: &Number| number.times(&Number::power_of_ten(4)).is_whole();
        if let Some(count) = number.over(&one).filter(|count| number.absolute() >= one && few(count)) {
            return format!("{count}{unit}");
        }
    }
    format!("{number}元")
}

fn list(declaration: &FactDeclaration, rows: &[Row]) -> String {
    let Kind::List(list) = &declaration.kind else { return String::new() };
    if rows.is_empty() {
        return "0 条".to_owned();
    }
    let record = |row: &Row| {
        let known = list.fields.iter().zip(&row.fields).filter(|(_, entry)| entry.state != State::NotSubmitted);
        let fields: Vec<String> =
            known.map(|(field, entry)| format!("{} {}", field.name, value(field, entry))).collect();
        format!("（{}）", fields.join("，"))
    };
    let written: Vec<String> = rows.iter().take(MOST_WRITTEN).map(record).collect();
    let more = if rows.len() > MOST_WRITTEN { "等" } else { "" };
    format!("{} 条{}{more}", rows.len(), written.concat())
}
