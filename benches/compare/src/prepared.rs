//! A record made ready for evaluators that take JSON: money in yuan, ratios as decimals, days as `yyyymmdd`.

use std::error::Error;

use serde_json::{Map, Value};

/// Facts that are decimals also where they are written without a point.
const DECIMALS: [&str; 3] = ["training_hours", "satisfaction", "response_hours"];

/// A record with every amount, ratio and day as a number.
pub fn prepared(line: &str) -> Result<Map<String, Value>, Box<dyn Error>> {
    let Value::Object(mut record) = serde_json::from_str(line)? else { return Err("not an object".into()) };
    for (key, value) in &mut record {
        if DECIMALS.contains(&key.as_str()) {
            *value = value.as_f64().ok_or("not a number")?.into();
        } else {
            prepare(value);
        }
    }
    Ok(record)
}

fn prepare(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(number) = number(text) {
                *value = number;
            }
        }
        Value::Array(all) => all.iter_mut().for_each(prepare),
        Value::Object(all) => all.values_mut().for_each(prepare),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The number that a text stands for, where it is an amount, a ratio or a day.
fn number(text: &str) -> Option<Value> {
    if let Some(percent) = text.strip_suffix('%') {
        let thousandths = scaled(percent, 1)?;
        return Some((thousandths as f64 / 1000.0).into());
    }
    if let Some(amount) = text.strip_suffix("万元") {
        return scaled(amount, 4).map(Value::from);
    }
    if let Some(amount) = text.strip_suffix('元') {
        return scaled(amount, 0).map(Value::from);
    }
    let day: String = text.split('-').collect();
    if text.len() == 10 && day.len() == 8 { day.parse::<i64>().ok().map(Value::from) } else { None }
}

fn scaled(text: &str, places: usize) -> Option<i64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > places {
        return None;
    }
    format!("{whole}{rest:0<places$}").parse().ok()
}
