//! Records as columns: each fact in the type of the schema where every value has it, else as text.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int32Array, Int64Array, ListArray,
    NullArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema};
use chengxin::{Date, Number, Record};
use serde_json::{Map, Value};

type Column = (String, ArrayRef);

/// The facts that records give, as columns; nothing where a record holds what no column can.
pub(crate) fn columns(schema: &Schema, records: &[&Record], as_text: bool) -> Option<RecordBatch> {
    let records: Vec<Map<String, Value>> = records.iter().map(|record| flat(schema, record)).collect::<Option<_>>()?;
    let mut columns = Vec::new();
    for field in schema.fields().iter().filter(|field| !field.name().ends_with("__state")) {
        let given: Vec<Option<&Value>> = records.iter().map(|record| record.get(field.name())).collect();
        columns.extend(column(field, &given, as_text)?);
    }
    // A column of the number of rows, so that there is one where no fact is given.
    columns.push(("_row".to_owned(), Arc::new(Int64Array::from_iter_values(0..records.len() as i64)) as ArrayRef));
    Some(
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap(),
    )
}

fn chinese(field: &Field) -> &str {
    field.metadata().get("chengxin.name").map_or("", String::as_str)
}

/// The members of a record under the keys of the schema.
fn flat(schema: &Schema, record: &Record) -> Option<Map<String, Value>> {
    // This test reads numbers through floats: what is longer than these hold is left aside.
    let canonical = record.canonical();
    let long = |part: &str| part.find(|one: char| !matches!(one, '0'..='9' | '.')).unwrap_or(part.len()) > 15;
    if canonical.split([':', ',', '[']).any(long) {
        return None;
    }
    let Value::Object(members) = serde_json::from_str(&canonical).unwrap() else { return None };
    let mut found = Map::new();
    flatten(schema, &members, "", &mut found)?;
    Some(found)
}

fn flatten(schema: &Schema, members: &Map<String, Value>, prefix: &str, found: &mut Map<String, Value>) -> Option<()> {
    for (key, value) in members.iter().filter(|(key, _)| !key.starts_with('_') && *key != "$schema") {
        let whole = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        let whole = match whole.as_str() {
            "申报渠道" => "track".to_owned(),
            "评分" => "assessments".to_owned(),
            _ => whole,
        };
        let named = |field: &&Arc<Field>| *field.name() == whole || chinese(field) == key;
        let group = || schema.fields().iter().any(|field| field.name().starts_with(&format!("{whole}.")));
        match (schema.fields().iter().find(named), value) {
            (Some(field), _) => {
                if found.insert(field.name().clone(), value.clone()).is_some() {
                    return None;
                }
            }
            (None, Value::Object(inside)) if group() => flatten(schema, inside, &whole, found)?,
            // What the schema does not know: of another track, or a fault of the record.
            (None, _) => return None,
        }
    }
    Some(())
}

/// The values of a fact, and what is said of it.
fn column(field: &Field, given: &[Option<&Value>], as_text: bool) -> Option<Vec<Column>> {
    let mut values: Vec<Option<Value>> = Vec::new();
    let mut states: Vec<Option<String>> = Vec::new();
    for value in given {
        let (value, state) = said(field, *value);
        values.push(value);
        states.push(state);
    }
    // An empty set of choices has no text.
    let array = if as_text { texts(&values) } else { native(field, &values) };
    let array = array.or_else(|| nested(field, &values, as_text));
    let array = array.or_else(|| if as_text { native(field, &values) } else { texts(&values) })?;
    let states = states
        .iter()
        .any(Option::is_some)
        .then(|| (format!("{}__state", field.name()), Arc::new(StringArray::from_iter(states)) as ArrayRef));
    Some([(field.name().clone(), array)].into_iter().chain(states).collect())
}

/// The value and the state of what a record gives.
fn said(field: &Field, value: Option<&Value>) -> (Option<Value>, Option<String>) {
    let pick = |members: &Map<String, Value>, names: [&str; 2]| {
        names.iter().find_map(|name| members.get(*name)).filter(|value| !value.is_null()).cloned()
    };
    match value {
        None => (None, None),
        Some(Value::Null) => (None, Some("none_on_record".to_owned())),
        Some(Value::Object(envelope)) if !matches!(field.data_type(), DataType::Struct(_)) => {
            let state = pick(envelope, ["state", "状态"]).map(|state| state.as_str().unwrap().to_owned());
            let null = ["value", "值"].iter().any(|name| envelope.get(*name).is_some_and(Value::is_null));
            let none = (null && state.is_none()).then(|| "none_on_record".to_owned());
            (pick(envelope, ["value", "值"]), state.or(none))
        }
        Some(value) => (Some(value.clone()), None),
    }
}

fn native(field: &Field, values: &[Option<Value>]) -> Option<ArrayRef> {
    fn each<T>(values: &[Option<Value>], read: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
        values.iter().map(|value| value.as_ref().map_or(Some(None), |value| read(value).map(Some))).collect()
    }
    let unit = field.metadata().get("chengxin.unit").map_or("", String::as_str);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Some(match field.data_type() {
        DataType::Utf8 => Arc::new(StringArray::from_iter(each(values, text)?)),
        DataType::Boolean => Arc::new(BooleanArray::from_iter(each(values, Value::as_bool)?)),
        DataType::Int64 => Arc::new(Int64Array::from_iter(each(values, |value| whole(value, unit, 0))?)),
        DataType::Int32 => {
            Arc::new(Int32Array::from_iter(each(values, |value| value.as_i64().and_then(|year| year.try_into().ok()))?))
        }
        DataType::Decimal128(digits, places) => {
            let scaled = |value: &Value| whole(value, unit, u32::try_from(*places).unwrap()).map(i128::from);
            let array = Decimal128Array::from_iter(each(values, scaled)?);
            Arc::new(array.with_precision_and_scale(*digits, *places).unwrap())
        }
        DataType::Date32 => {
            let start = Date::new(1970, 1, 1).unwrap();
            let day = |value: &Value| value.as_str()?.parse::<Date>().ok().map(|day| start.days_to(day));
            Arc::new(Date32Array::from_iter(each(values, day)?))
        }
        DataType::Dictionary(..) => {
            let texts = each(values, text)?;
            Arc::new(texts.iter().map(Option::as_deref).collect::<DictionaryArray<Int32Type>>())
        }
        DataType::List(item) if *item.data_type() == DataType::Utf8 => {
            let mut builder = ListBuilder::new(StringBuilder::new());
            for value in values {
                match value {
                    None => builder.append_null(),
                    Some(Value::String(one)) if field.name() == "evidence" => builder.append_value([Some(one)]),
                    Some(Value::Array(items)) => {
                        let items: Option<Vec<_>> = items.iter().map(|item| item.as_str().map(Some)).collect();
                        builder.append_value(items?);
                    }
                    Some(_) => return None,
                }
            }
            Arc::new(builder.finish())
        }
        _ => return None,
    })
}

/// A quantity as so many of the least places; bare numbers as records give them.
fn whole(value: &Value, unit: &str, places: u32) -> Option<i64> {
    let written = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.replace(',', ""),
        _ => return None,
    };
    let end = written.find(|one: char| !matches!(one, '0'..='9' | '.' | '-')).unwrap_or(written.len());
    let (number, suffix) = written.split_at(end);
    let number: Number = number.parse().ok()?;
    let number = match (unit, suffix) {
        ("元", "万元") => number.times(&Number::from(10_000)),
        ("元", "亿元") => number.times(&Number::from(100_000_000)),
        ("元", "元") => number,
        ("元", "") if number.is_zero() => number,
        ("元", _) => return None,
        ("1 = 100%", "%") => number.over(&Number::from(100))?,
        (_, "") => number,
        (unit, suffix) if unit == suffix => number,
        _ => return None,
    };
    let scaled = number.times(&Number::power_of_ten(places));
    scaled.is_whole().then(|| scaled.to_string().parse().ok()).flatten()
}

/// Lists of records, and structs.
fn nested(field: &Field, values: &[Option<Value>], as_text: bool) -> Option<ArrayRef> {
    match field.data_type() {
        DataType::List(item) if matches!(item.data_type(), DataType::Struct(_)) => {
            let mut items = Vec::new();
            let mut lengths = Vec::new();
            for value in values {
                let list = value.as_ref().map_or(Some([].as_slice()), |value| value.as_array().map(Vec::as_slice))?;
                lengths.push(list.len());
                items.extend(list.iter().cloned().map(|item| Some(item).filter(|item| !item.is_null())));
            }
            let records = nested(item, &items, as_text)?;
            let nulls: Vec<bool> = values.iter().map(Option::is_some).collect();
            let item = Field::new("item", records.data_type().clone(), true);
            let offsets = OffsetBuffer::from_lengths(lengths);
            Some(Arc::new(ListArray::new(Arc::new(item), offsets, records, Some(NullBuffer::from(nulls)))))
        }
        DataType::Struct(fields) => {
            let mut columns = Vec::new();
            let known = |key: &str| {
                let source = ["source", "来源", "as_of", "截至", "verified", "已核验"];
                key.starts_with('_')
                    || source.contains(&key)
                    || fields.iter().any(|field| names(field).contains(&key))
                    || key == "来源信息"
            };
            let strange = |value: &Value| value.as_object().is_none_or(|members| !members.keys().all(|key| known(key)));
            if values.iter().flatten().any(strange) {
                return None;
            }
            for field in fields.iter().filter(|field| !field.name().ends_with("__state")) {
                let of = |value: &Value| names(field).iter().find_map(|name| value.get(*name)).cloned();
                let inside: Vec<Option<Value>> = values.iter().map(|value| value.as_ref().and_then(of)).collect();
                columns.extend(column(field, &inside.iter().map(Option::as_ref).collect::<Vec<_>>(), as_text)?);
            }
            let fields: Vec<_> =
                columns.iter().map(|(name, array)| Field::new(name, array.data_type().clone(), true)).collect();
            let nulls: Vec<bool> = values.iter().map(Option::is_some).collect();
            let columns = columns.into_iter().map(|(_, array)| array).collect();
            Some(Arc::new(StructArray::new(fields.into(), columns, Some(NullBuffer::from(nulls)))))
        }
        _ => None,
    }
}

fn names(field: &Field) -> Vec<&str> {
    let other = match field.name().as_str() {
        "indicator" => "指标",
        "layer" => "环节",
        "score" => "得分",
        "provenance" => "来源信息",
        "evidence" => "证明",
        _ => chinese(field),
    };
    [field.name().as_str(), other].into_iter().filter(|name| !name.is_empty()).collect()
}

/// Values as people write them.
fn texts(values: &[Option<Value>]) -> Option<ArrayRef> {
    if values.iter().all(Option::is_none) {
        return Some(Arc::new(NullArray::new(values.len())));
    }
    let written = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(holds) => Some(if *holds { "是" } else { "否" }.to_owned()),
        Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.filter(|items| !items.is_empty()).map(|items| items.join("、"))
        }
        Value::Null | Value::Object(_) => None,
    };
    let texts: Option<Vec<Option<String>>> =
        values.iter().map(|value| value.as_ref().map_or(Some(None), |value| written(value).map(Some))).collect();
    Some(Arc::new(StringArray::from_iter(texts?)))
}
