//! Cases as TOML: each a change of the best record, in the facts that matter.

use serde_json::{Map, Value as Json};

use super::super::target::{Subject, Target};
use crate::value::Date;

/// A file of cases.
pub(super) struct Sheet {
    /// Its name in the directory of cases.
    pub(super) name: String,
    title: String,
    about: String,
    as_of: Date,
    /// The file of the record that its cases start from.
    pub(super) record: String,
    /// What stands in that.
    pub(super) base: String,
}

/// One case: what it is called, what it hits, and how its record differs from the one that all start from.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    title: String,
    hits: Vec<String>,
    /// Lines of TOML.
    pub(super) changes: String,
}

impl Sheet {
    pub(super) fn of(subject: &Subject<'_>, key: Option<&str>, as_of: Date, base: String) -> Self {
        let of_track = subject.track.is_none().then_some(key).flatten();
        let plain = subject.code.replace([' ', '/', '\\'], "-");
        let name =
            of_track.map_or_else(|| format!("generated-{plain}.toml"), |key| format!("generated-{plain}-{key}.toml"));
        let title = format!("{} {}", subject.code, subject.title).trim_end().to_owned();
        Self { name, title, about: subject.code.clone(), as_of, record: record_name(key), base }
    }

    /// The file with these cases.
    pub(super) fn text(&self, variants: &[Variant]) -> String {
        let Self { title, about, as_of, record, .. } = self;
        let (title, about) = (quoted(title), quoted(about));
        let head = format!(
            "# 由 chengxin gen-cases 生成。每个样例的记录到达 hits 所说之处；期望的结果要由人算出来，写进 expect，再删去 confirmed = false。\n\
             title = {title}\nrecord = \"{record}\"\nas_of = \"{as_of}\"\nconfirmed = false\nabout = [{about}]\n"
        );
        let variants: String = variants.iter().map(Variant::text).collect();
        head + &variants
    }
}

/// The file of the record that the cases of a track start from.
pub(super) fn record_name(key: Option<&str>) -> String {
    key.map_or_else(|| "applicants/generated.json".to_owned(), |key| format!("applicants/generated-{key}.json"))
}

impl Variant {
    /// A case for a target, its record as JSON beside the one that it starts from.
    pub(super) fn of(target: &Target<'_>, base: &str, record: &str) -> Self {
        let members = |json: &str| serde_json::from_str::<Map<String, Json>>(json).unwrap_or_default();
        let (base, record) = (members(base), members(record));
        Self { title: target.what.zh.clone(), hits: vec![target.name.clone()], changes: changes(&base, &record) }
    }

    /// Another case with the same record.
    pub(super) fn also(&mut self, other: Self) {
        self.hits.extend(other.hits);
    }

    fn text(&self) -> String {
        let hits: Vec<String> = self.hits.iter().map(|hit| quoted(hit)).collect();
        let title = match self.hits.len() {
            0 | 1 => self.title.clone(),
            count => format!("{}，等 {count} 处", self.title),
        };
        let (title, hits) = (quoted(&title), hits.join(", "));
        format!("\n[[variants]]\ntitle = {title}\nhits = [{hits}]\n{}", self.changes)
    }
}

/// What is taken away, what is none on record, and what is changed.
fn changes(base: &Map<String, Json>, record: &Map<String, Json>) -> String {
    let named = |names: Vec<&String>, key: &str| {
        let names: Vec<String> = names.into_iter().map(|name| quoted(name)).collect();
        if names.is_empty() { String::new() } else { format!("{key} = [{}]\n", names.join(", ")) }
    };
    let removed = base.keys().filter(|name| !record.contains_key(*name)).collect();
    let differing = || record.iter().filter(|(name, value)| base.get(*name) != Some(value));
    let none = differing().filter(|(_, value)| value.is_null()).map(|(name, _)| name).collect();
    let changed = differing().filter(|(_, value)| !value.is_null());
    let changed: String =
        changed.map(|(name, value)| format!("change.{} = {}\n", quoted(name), written(value, true))).collect();
    named(removed, "remove") + &named(none, "none") + &changed
}

/// A value as TOML; the records of a list each on a line.
fn written(value: &Json, lines: bool) -> String {
    match value {
        // Inside a record, none on record is said in a word.
        Json::Null => "\"无\"".to_owned(),
        Json::Bool(holds) => holds.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quoted(text),
        Json::Array(items) if lines && items.iter().any(Json::is_object) => {
            let items: String = items.iter().map(|item| format!("  {},\n", written(item, false))).collect();
            format!("[\n{items}]")
        }
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item, false)).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{} = {}", quoted(name), written(value, false))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

/// A text in quotes, as JSON and TOML both write it.
fn quoted(text: &str) -> String {
    Json::String(text.to_owned()).to_string()
}
