//! The JSON Schema of a bare value, by its declared type.

use serde_json::{Map, Value, json};

use super::row;
use crate::diagnostic::Language;
use crate::document::Direction;
use crate::facts::read::kind_words;
use crate::facts::write;
use crate::plan::{Choice, Dimension, FactDeclaration, Kind};
use crate::value::{Bound, Number, Range};

const NUMBER: &str = r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?";

/// The value alone.
pub(super) fn schema(declaration: &FactDeclaration, path: &str, definitions: &mut Map<String, Value>) -> Value {
    match &declaration.kind {
        Kind::Text => json!({ "type": "string", "minLength": 1, "maxLength": 10_000 }),
        Kind::YesNo => json!({ "enum": [true, false, "是", "否", "yes", "no"] }),
        Kind::Quantity { dimension, whole, percent } => quantity(declaration, dimension, *whole, *percent),
        Kind::Date => json!({ "$ref": "#/$defs/date" }),
        Kind::Year => json!({ "anyOf": [
            { "type": "integer", "minimum": 1900, "maximum": 9999 },
            { "type": "string", "pattern": "^[0-9]{4}(年度|年)?$" },
        ] }),
        Kind::CreditCode => json!({
            "type": "string",
            "pattern": "^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$",
        }),
        Kind::Choice(choices) => json!({ "enum": names(choices) }),
        Kind::Choices(choices) => json!({ "anyOf": [
            { "type": "array", "items": { "enum": names(choices) } },
            { "type": "string", "description": format!("以、分隔：{}", names(choices).join("、")), "minLength": 1 },
        ] }),
        Kind::List(list) => json!({
            "type": "array", "items": row(list, path, definitions), "maxItems": list.at_most.unwrap_or(100_000),
        }),
    }
}

/// What is expected, in a few words.
pub(super) fn described(declaration: &FactDeclaration) -> String {
    let good = match declaration.direction {
        Some(Direction::Higher) => "，越高越好",
        Some(Direction::Lower) => "，越低越好",
        Some(Direction::Middle) => "，适中为好",
        None => "",
    };
    format!("{}{good}", values(declaration))
}

fn values(declaration: &FactDeclaration) -> String {
    let words = kind_words(&declaration.kind).get(Language::Chinese).to_owned();
    match &declaration.kind {
        Kind::Quantity { dimension, .. } if declaration.range != Range::all() => {
            format!("{words}，{}", write::range(&declaration.range, dimension).get(Language::Chinese))
        }
        Kind::Quantity { .. }
        | Kind::Text
        | Kind::YesNo
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::List(_) => words,
    }
}

/// A day in one of the forms that are read.
pub(super) fn date() -> Value {
    let dashed = ["-", "/", r"\."].map(|dash| format!("[0-9]{{4}}{dash}[0-9]{{1,2}}{dash}[0-9]{{1,2}}")).join("|");
    json!({ "type": "string", "pattern": format!("^({dashed}|[0-9]{{8}}|[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日)$") })
}

fn names(choices: &[Choice]) -> Vec<&str> {
    let mut all: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    all.extend(choices.iter().filter(|choice| choice.key != choice.name).map(|choice| choice.key.as_str()));
    all
}

fn quantity(declaration: &FactDeclaration, dimension: &Dimension, whole: bool, percent: bool) -> Value {
    let text = |units: &str| json!({ "type": "string", "pattern": format!("^{NUMBER}{units}$") });
    let scale = if percent { Number::from(100) } else { Number::one() };
    let bare = || numeric(&declaration.range, declaration.step.as_ref(), whole, &scale);
    match dimension {
        Dimension::Money => json!({ "anyOf": [
            { "const": 0 },
            { "type": "string", "pattern": format!("^({NUMBER} *(元|万元|万|亿元|亿)|[¥￥] *{NUMBER} *(元|万元|万|亿元|亿)?|0)$") },
        ] }),
        Dimension::Ratio if percent => json!({ "anyOf": [bare(), text(" *%?")] }),
        Dimension::Ratio => {
            let unit = Range::closed(Number::from(-1), Number::one());
            let held = declaration.range.intersect(&unit);
            json!({ "anyOf": [numeric(&held, declaration.step.as_ref(), whole, &scale), text(" *%?")] })
        }
        Dimension::Plain => json!({ "anyOf": [bare(), text("")] }),
        Dimension::Points => json!({ "anyOf": [bare(), text("( *分)?")] }),
        Dimension::Counted(unit) => json!({ "anyOf": [bare(), text(&format!("( *{unit})?"))] }),
    }
}

/// A JSON number within the range; a step only where it is whole, since validators divide in floats.
fn numeric(range: &Range, step: Option<&Number>, whole: bool, scale: &Number) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(if whole { "integer" } else { "number" }));
    let mut limit = |bound: &Option<Bound>, closed: &str, open: &str| {
        if let Some(bound) = bound
            && let Ok(number) = bound.number.times(scale).to_string().parse::<serde_json::Number>()
        {
            schema.insert((if bound.included { closed } else { open }).to_owned(), Value::Number(number));
        }
    };
    limit(&range.low, "minimum", "exclusiveMinimum");
    limit(&range.high, "maximum", "exclusiveMaximum");
    if let Some(step) = step.map(|step| step.times(scale)).filter(Number::is_whole)
        && let Ok(step) = step.to_string().parse::<serde_json::Number>()
    {
        schema.insert("multipleOf".to_owned(), Value::Number(step));
    }
    Value::Object(schema)
}
