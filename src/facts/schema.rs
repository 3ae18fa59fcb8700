//! The JSON Schema (2020-12) of a record for given declarations, so that editors complete and check it.

mod value;

use serde_json::{Map, Value, json};

use crate::plan::{FactDeclaration, ListDeclaration};

/// The JSON Schema of a record: the facts of the whole scheme and of one track, by key, nested key and name.
///
/// It describes records that are read without a repair; what it cannot say (the same fact twice, dates after the as-of
/// date, check characters of codes) is checked when the record is read.
#[must_use]
pub fn record_schema(declarations: &[FactDeclaration], track: Option<usize>, title: &str) -> Value {
    let (own, common): (Vec<_>, Vec<_>) = declarations
        .iter()
        .filter(|one| one.track.is_none() || one.track == track)
        .partition(|one| one.track.is_some());
    let mut definitions = shared();
    let mut top = reserved();
    let mut seen: Vec<&str> = Vec::new();
    for declaration in own.into_iter().chain(common) {
        if seen.contains(&declaration.key.as_str()) {
            continue;
        }
        seen.push(&declaration.key);
        let reference = fact(declaration, &declaration.key, &mut definitions);
        place(&mut top, &declaration.key, &declaration.name, &reference);
        top.insert(declaration.key.clone(), reference.clone());
        top.insert(declaration.name.clone(), reference);
    }
    let mut schema = object(top);
    if let Value::Object(members) = &mut schema {
        members.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        members.insert("title".to_owned(), json!(title));
        members.insert("$defs".to_owned(), Value::Object(definitions));
    }
    schema
}

/// Puts a fact with a dotted key into the nested objects that may hold it.
fn place(properties: &mut Map<String, Value>, key: &str, name: &str, reference: &Value) {
    let Some((group, rest)) = key.split_once('.') else {
        properties.insert(key.to_owned(), reference.clone());
        properties.insert(name.to_owned(), reference.clone());
        return;
    };
    let inner = properties.entry(group).or_insert_with(|| object(Map::new()));
    if let Some(Value::Object(inside)) = inner.get_mut("properties") {
        place(inside, rest, name, reference);
    }
}

/// An object of these properties, and of remarks under keys that begin with `_`.
fn object(properties: Map<String, Value>) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^_": true },
        "additionalProperties": false,
    })
}

fn reserved() -> Map<String, Value> {
    let mut top = Map::new();
    top.insert("$schema".to_owned(), json!(true));
    for key in crate::record::TRACK_KEYS {
        top.insert(key.to_owned(), json!({ "type": "string", "description": "申报渠道 (track)" }));
    }
    for key in ["assessments", "评分"] {
        top.insert(key.to_owned(), json!({ "type": "array", "items": { "$ref": "#/$defs/assessment" } }));
    }
    top
}

/// Definitions that every record schema has.
fn shared() -> Map<String, Value> {
    let text = json!({ "type": ["string", "null"] });
    let day = json!({ "anyOf": [{ "$ref": "#/$defs/date" }, { "type": "null" }] });
    let documents =
        json!({ "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": ["string", "null"] }] });
    let checked = json!({ "anyOf": [{ "type": ["boolean", "null"] }, { "enum": ["是", "否", "yes", "no"] }] });
    let provenance = pairs([
        (["source", "来源"], text.clone()),
        (["as_of", "截至"], day.clone()),
        (["evidence", "证明"], documents),
        (["verified", "已核验"], checked),
    ]);
    let score = json!({ "type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?( *分)?$" });
    let layer = json!({ "enum": ["self", "自评", "review", "审定", "final", "评定"] });
    let mut assessment = object(pairs([
        (["indicator", "指标"], json!({ "type": "string" })),
        (["layer", "环节"], layer),
        (["score", "得分"], score),
        (["by", "评分人"], text.clone()),
        (["at", "日期"], day),
        (["reason", "理由"], text),
    ]));
    if let Value::Object(members) = &mut assessment {
        let either = |names: [&str; 2]| json!({ "anyOf": names.map(|name| json!({ "required": [name] })) });
        let needed = [["indicator", "指标"], ["layer", "环节"], ["score", "得分"]].map(either);
        members.insert("allOf".to_owned(), json!(needed));
    }
    let states = json!({ "enum": [
        "given", "none_on_record", "not_applicable", "not_submitted", "disputed", "已填", "无记录", "不适用", "未提交", "有争议",
    ] });
    let all =
        json!({ "date": value::date(), "provenance": object(provenance), "state": states, "assessment": assessment });
    if let Value::Object(all) = all { all } else { Map::new() }
}

fn pairs<const N: usize>(all: [([&str; 2], Value); N]) -> Map<String, Value> {
    all.into_iter().flat_map(|(names, schema)| names.map(|name| (name.to_owned(), schema.clone()))).collect()
}

/// Defines a fact or field (its value, a word for no data, or an envelope) under its path, and gives the reference to it.
fn fact(declaration: &FactDeclaration, path: &str, definitions: &mut Map<String, Value>) -> Value {
    let mut forms = vec![value::schema(declaration, path, definitions)];
    if declaration.may_be_none {
        forms.push(json!({ "enum": [null, "无"] }));
    }
    if !declaration.none_marks.is_empty() {
        forms.push(json!({ "enum": declaration.none_marks }));
    }
    if declaration.may_be_not_applicable {
        forms.push(json!({ "const": "不适用" }));
    }
    let bare = define(definitions, format!("value:{path}"), json!({ "anyOf": forms }));
    let mut envelope =
        pairs([(["value", "值"], bare.clone()), (["state", "状态"], json!({ "$ref": "#/$defs/state" }))]);
    for [english, chinese] in [["source", "来源"], ["as_of", "截至"], ["evidence", "证明"], ["verified", "已核验"]]
    {
        let reference = json!({ "$ref": format!("#/$defs/provenance/properties/{english}") });
        envelope.insert(english.to_owned(), reference.clone());
        envelope.insert(chinese.to_owned(), reference);
    }
    let mut envelope = object(envelope);
    if let Value::Object(members) = &mut envelope {
        let needed = ["value", "值", "state", "状态"].map(|name| json!({ "required": [name] }));
        members.insert("anyOf".to_owned(), json!(needed));
    }
    let source = declaration.source.as_ref().map_or(String::new(), |source| format!("；来源：{source}"));
    let whole = json!({
        "title": declaration.name,
        "description": format!("{}（{}）{source}", declaration.name, value::described(declaration)),
        "anyOf": [bare, envelope],
    });
    define(definitions, format!("fact:{path}"), whole)
}

fn define(definitions: &mut Map<String, Value>, name: String, schema: Value) -> Value {
    let reference = json!({ "$ref": format!("#/$defs/{name}") });
    definitions.insert(name, schema);
    reference
}

/// One record of a list.
fn row(list: &ListDeclaration, path: &str, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = pairs([(["provenance", "来源信息"], json!({ "$ref": "#/$defs/provenance" }))]);
    for field in &list.fields {
        let reference = fact(field, &format!("{path}.{}", field.key), definitions);
        properties.insert(field.key.clone(), reference.clone());
        properties.insert(field.name.clone(), reference);
    }
    object(properties)
}
