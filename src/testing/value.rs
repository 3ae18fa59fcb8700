//! The values of a case file: texts, flags, and the changes of a record as JSON.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::patch::Patch;
use super::written::{Reader, entry};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;

impl Reader<'_> {
    /// A text, or a fault.
    pub(crate) fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let read = value.get_ref().as_str().map(str::to_owned);
        if read.is_none() {
            self.wrong(value, say!("这里要写带引号的文字", "a quoted text is needed here"));
        }
        read
    }

    pub(crate) fn optional(&mut self, table: &DeTable<'_>, key: &str) -> Option<(String, Span)> {
        let (_, value) = entry(table, key)?;
        Some((self.text(value)?, self.span(value.span())))
    }

    pub(crate) fn required(&mut self, table: &DeTable<'_>, key: &str, example: &str) -> Option<(String, Span)> {
        if entry(table, key).is_none() {
            self.missing(key, example);
        }
        self.optional(table, key)
    }

    pub(crate) fn missing(&mut self, key: &str, example: &str) {
        let span = self.span(0..0);
        let message = say!("样例缺少 {key}", "the case has no {key}");
        let help = say!("加一行 {key} = \"{example}\"", "add a line {key} = \"{example}\"");
        self.fault(Diagnostic::error("C0103", span, message).help(help));
    }

    /// Whether it is so, where the case says; a fault is told.
    pub(crate) fn flag(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let (_, value) = entry(table, key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong(value, say!("这里要写 true 或 false", "true or false is needed here"));
        }
        read
    }

    pub(crate) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        let Some((_, value)) = entry(table, key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(
                value,
                say!("这里要写清单，如 [\"甲\", \"乙\"]", "a list is needed here, such as [\"a\", \"b\"]"),
            );
            return Vec::new();
        };
        items.iter().filter_map(|item| self.text(item)).collect()
    }

    pub(crate) fn table<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
        let (_, value) = entry(table, key)?;
        let read = value.get_ref().as_table();
        if read.is_none() {
            self.wrong(value, say!("这里要写成表 [{key}]", "a table [{key}] is needed here"));
        }
        read
    }

    pub(crate) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, message: crate::diagnostic::Message) {
        let span = self.span(value.span());
        self.fault(Diagnostic::error("C0104", span, message));
    }
}

/// The changes of a record: `"hr.trained" = 180`, or without quotes `hr.trained = 180`.
pub(crate) fn patches(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Vec<Patch> {
    let mut out = Vec::new();
    collect(reader, table, "", &mut out);
    out
}

fn collect(reader: &mut Reader<'_>, table: &DeTable<'_>, above: &str, out: &mut Vec<Patch>) {
    for (key, value) in table {
        let name = key.get_ref();
        let path = if above.is_empty() { name.to_string() } else { format!("{above}.{name}") };
        let dotted = reader.after(key).trim_start().starts_with('.');
        match value.get_ref().as_table() {
            Some(inner) if dotted => collect(reader, inner, &path, out),
            Some(_) | None => out.extend(json(reader, value).map(|value| Patch::set(path, value))),
        }
    }
}

/// The value as JSON text. Numbers keep their digits: none passes through a float.
pub(crate) fn json(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(quoted(text)),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            let decimal = i128::from_str_radix(digits.trim_start_matches('+'), number.radix()).ok();
            if decimal.is_none() {
                reader.wrong(value, say!("整数太大", "the whole number is too large"));
            }
            decimal.map(|number| number.to_string())
        }
        DeValue::Float(number) => decimal(reader, value, number.as_str()),
        // As written: a date is read as the rules read dates.
        DeValue::Datetime(day) => Some(quoted(reader.written(value).unwrap_or(&day.to_string()))),
        DeValue::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| json(reader, item)).collect();
            Some(format!("[{}]", items?.join(",")))
        }
        DeValue::Table(members) => {
            let members: Option<Vec<String>> = members
                .iter()
                .map(|(key, value)| Some(format!("{}:{}", quoted(key.get_ref()), json(reader, value)?)))
                .collect();
            Some(format!("{{{}}}", members?.join(",")))
        }
    }
}

/// `1_234.50` is `1234.50` in JSON; what is no number has no digits to keep.
fn decimal(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>, written: &str) -> Option<String> {
    let digits = written.replace('_', "");
    let digits = digits.trim_start_matches('+');
    if digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return Some(digits.to_owned());
    }
    let span = reader.span(value.span());
    let message = say!("“{digits}”不是数", "{digits:?} is not a number");
    let help = say!("没有记录的，写进 none 清单", "what is none on record goes into the list none");
    reader.fault(Diagnostic::error("C0108", span, message).help(help));
    None
}

/// A JSON string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
