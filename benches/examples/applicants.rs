//! Prints N fictional records for the shipped scheme, one a line: `… --example applicants -- N > records.jsonl`.
//!
//! Each is a copy of a shipped sample applicant with a name and code of its own and facts that vary: lists lose records,
//! counts fall, answers turn, some facts are not submitted. The same N gives the same bytes.

use std::error::Error;
use std::io::{BufWriter, Write};

use chengxin::value::{CreditCode, CreditCodeError};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let Some(count) = std::env::args().nth(1) else { return Err("usage: applicants N > FILE".into()) };
    let (_, samples) = chengxin_benches::shipped()?;
    let samples: Vec<Value> =
        samples.iter().map(|(_, json, _)| serde_json::from_str(json)).collect::<Result<_, _>>()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut chance = Chance(20_231_018);
    for (number, sample) in (1..=count.parse::<u64>()?).zip(samples.iter().cycle()) {
        writeln!(out, "{}", applicant(sample, number, &mut chance))?;
    }
    out.flush().map_err(Into::into)
}

/// Numbers that look like chance and are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.checked_rem(end).unwrap_or(0)
    }

    /// Whether something that happens in so many of a thousand cases happens.
    fn happens(&mut self, in_thousand: u64) -> bool {
        self.below(1000) < in_thousand
    }
}

fn applicant(sample: &Value, number: u64, chance: &mut Chance) -> Value {
    let mut record = sample.clone();
    vary(&mut record, chance);
    let identity =
        [("name", "企业名称", format!("示例企业 {number:07}（虚构）")), ("uscc", "统一社会信用代码", code(number))];
    let Some(members) = record.as_object_mut() else { return record };
    for (key, chinese, value) in identity {
        let grouped = members.get_mut("enterprise").and_then(Value::as_object_mut);
        match grouped {
            Some(enterprise) => enterprise.insert(key.to_owned(), json!(value)),
            None => members.insert(chinese.to_owned(), json!(value)),
        };
    }
    record
}

/// A code of which both check characters agree.
fn code(number: u64) -> String {
    let head = format!("91110105{:08}", number.checked_rem(100_000_000).unwrap_or(0));
    let inner = "0123456789X".chars().find(|inner| {
        let checked = format!("{head}{inner}0").parse::<CreditCode>();
        matches!(checked, Ok(_) | Err(CreditCodeError::Check))
    });
    let head = format!("{head}{}", inner.unwrap_or('0'));
    let codes = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|last| format!("{head}{last}"));
    let mut codes = codes.filter(|code| code.parse::<CreditCode>().is_ok());
    codes.next().unwrap_or_default()
}

fn vary(value: &mut Value, chance: &mut Chance) {
    match value {
        Value::Object(members) => vary_members(members, chance),
        Value::Array(items) => {
            items.retain(|_| !chance.happens(120));
            items.iter_mut().for_each(|item| vary(item, chance));
        }
        Value::Bool(holds) => *holds ^= chance.happens(15),
        Value::Number(number) => {
            // Years and scores with a point stay as they are.
            if let Some(known) = number.as_u64().filter(|known| *known < 1900 && chance.happens(300)) {
                let least = known.saturating_mul(7).div_ceil(10);
                *value = json!(least.saturating_add(chance.below(known.saturating_sub(least).saturating_add(1))));
            }
        }
        Value::String(text) if text == "是" && chance.happens(15) => *value = json!("否"),
        Value::String(_) | Value::Null => {}
    }
}

fn vary_members(members: &mut Map<String, Value>, chance: &mut Chance) {
    // Without these a record would be no record of its list, or of its track.
    let kept = ["track", "provenance", "assessments", "value", "year", "报告年度"];
    members.retain(|key, _| kept.contains(&key.as_str()) || !chance.happens(1));
    for (key, value) in members.iter_mut().filter(|(key, _)| !["track", "assessments"].contains(&key.as_str())) {
        if key != "verified" {
            vary(value, chance);
        }
    }
}
