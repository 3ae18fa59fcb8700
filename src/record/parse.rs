//! From JSON text to the tree, over `serde_json`'s raw values, within limits of size, depth and count.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{Fault, RecordError, RecordErrors, quoted};
use super::json::{Json, JsonKind, Member, Path};
use super::syntax;
use crate::diagnostic::say;
use crate::source::{Position, Source};

const BYTES: usize = 16 * 1024 * 1024;
const LEVELS: usize = 32;
const NODES: usize = 1_000_000;

/// The text as a source, unless it is too long.
pub(super) fn sized(text: &str) -> Result<Source, RecordErrors> {
    if text.len() <= BYTES {
        return Ok(Source::new("", text));
    }
    let message = say!("申报记录超过 16 MiB", "the record is longer than 16 MiB");
    Err(Fault::new("R0002", message).at(String::new(), Position { line: 1, column: 1 }).into())
}

/// The whole tree; its root is an object.
pub(super) fn parse(source: &Source) -> Result<Json, RecordErrors> {
    let mut parser = Parser { source, nodes: 0, errors: RecordErrors::default() };
    let raw: &RawValue =
        serde_json::from_str(source.text()).map_err(|error| syntax::error(source, 0, source.text(), &error))?;
    let root = parser.value(raw.get(), 1, &Path::Root)?;
    if !matches!(root.kind, JsonKind::Object(_)) {
        let message = say!("申报记录应是一个对象 {{ … }}", "the record should be one object {{ … }}");
        return Err(parser.misfit(Fault::new("R0006", message), &Path::Root, root.offset).into());
    }
    if parser.errors.is_empty() { Ok(root) } else { Err(parser.errors) }
}

struct Parser<'t> {
    source: &'t Source,
    nodes: usize,
    errors: RecordErrors,
}

impl<'t> Parser<'t> {
    fn value(&mut self, raw: &'t str, level: usize, path: &Path<'_>) -> Result<Json, RecordErrors> {
        let offset = self.offset(raw);
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > NODES {
            return Err(self.too_many(path, offset));
        }
        let kind = match raw.as_bytes().first() {
            Some(b'n') => JsonKind::Null,
            Some(b't') => JsonKind::Bool(true),
            Some(b'f') => JsonKind::Bool(false),
            Some(b'"') => JsonKind::Text(self.parsed(raw)?),
            Some(b'{' | b'[') if level > LEVELS => {
                let message = say!("嵌套超过 {LEVELS} 层", "nested more than {LEVELS} levels deep");
                return Err(self.misfit(Fault::new("R0003", message), path, offset).into());
            }
            Some(b'{') => self.object(raw, level, path)?,
            Some(b'[') => self.list(raw, level, path)?,
            Some(_) | None => JsonKind::Number(raw.to_owned()),
        };
        Ok(Json { offset, kind })
    }

    fn list(&mut self, raw: &'t str, level: usize, path: &Path<'_>) -> Result<JsonKind, RecordErrors> {
        let items: Items<'t> = self.parsed(raw)?;
        if items.0.len() > NODES {
            return Err(self.too_many(path, self.offset(raw)));
        }
        let mut list = Vec::with_capacity(items.0.len());
        for (index, item) in items.0.into_iter().enumerate() {
            list.push(self.value(item.get(), level.saturating_add(1), &Path::Index(path, index))?);
        }
        Ok(JsonKind::List(list))
    }

    fn object(&mut self, raw: &'t str, level: usize, path: &Path<'_>) -> Result<JsonKind, RecordErrors> {
        let pairs: Pairs<'t> = self.parsed(raw)?;
        if pairs.0.len() > NODES {
            return Err(self.too_many(path, self.offset(raw)));
        }
        let mut members = Vec::with_capacity(pairs.0.len());
        let mut seen: HashMap<String, u32> = HashMap::new();
        for (key, value) in pairs.0 {
            let offset = self.offset(key.get());
            let key: String = self.parsed(key.get())?;
            let value = self.value(value.get(), level.saturating_add(1), &Path::Key(path, &key))?;
            if let Some(&first) = seen.get(&key) {
                self.repeated(&Path::Key(path, &key), first, offset);
                continue;
            }
            seen.insert(key.clone(), offset);
            members.push(Member { key, offset, value });
        }
        Ok(JsonKind::Object(members))
    }

    fn repeated(&mut self, path: &Path<'_>, first: u32, second: u32) {
        let source = self.source;
        self.errors.push(|| {
            let first = position(source, first);
            let message = say!(
                "同一对象里有两个同名的键「{path}」，前一个在 {first}",
                "the key \"{path}\" occurs twice in one object, first at {first}"
            );
            let fault = Fault::new("R0005", message).help(say!("只留一个", "keep only one of them"));
            fault.at(quoted_path(path), position(source, second))
        });
    }

    fn parsed<T: Deserialize<'t>>(&self, raw: &'t str) -> Result<T, RecordErrors> {
        let offset = usize::try_from(self.offset(raw)).unwrap_or(0);
        serde_json::from_str(raw).map_err(|error| syntax::error(self.source, offset, raw, &error))
    }

    /// Where a part of the text begins within it.
    fn offset(&self, part: &str) -> u32 {
        let distance = part.as_ptr().addr().saturating_sub(self.source.text().as_ptr().addr());
        u32::try_from(distance).unwrap_or(u32::MAX)
    }

    fn too_many(&self, path: &Path<'_>, offset: u32) -> RecordErrors {
        let message = say!("申报记录的值超过 {NODES} 个", "the record holds more than {NODES} values");
        self.misfit(Fault::new("R0004", message), path, offset).into()
    }

    fn misfit(&self, fault: Fault, path: &Path<'_>, offset: u32) -> RecordError {
        fault.at(quoted_path(path), position(self.source, offset))
    }
}

fn position(source: &Source, offset: u32) -> Position {
    source.position(usize::try_from(offset).unwrap_or(usize::MAX))
}

/// A path of a tree whose depth has not been accepted yet.
fn quoted_path(path: &Path<'_>) -> String {
    let whole = path.to_string();
    if whole.chars().count() > 200 { quoted(&whole) } else { whole }
}

/// The items of a list; one more than allowed at most.
pub(super) struct Items<'t>(pub(super) Vec<&'t RawValue>);

/// The members of an object; one more than allowed at most.
pub(super) struct Pairs<'t>(pub(super) Vec<(&'t RawValue, &'t RawValue)>);

struct ItemsVisitor;
struct PairsVisitor;

impl<'t> Deserialize<'t> for Items<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor)
    }
}

impl<'t> Deserialize<'t> for Pairs<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

impl<'t> Visitor<'t> for ItemsVisitor {
    type Value = Items<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<Items<'t>, A::Error> {
        let mut all = Vec::new();
        while all.len() <= NODES {
            let Some(item) = items.next_element()? else { return Ok(Items(all)) };
            all.push(item);
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Items(all))
    }
}

impl<'t> Visitor<'t> for PairsVisitor {
    type Value = Pairs<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<Pairs<'t>, A::Error> {
        let mut all = Vec::new();
        while all.len() <= NODES {
            let Some(member) = members.next_entry()? else { return Ok(Pairs(all)) };
            all.push(member);
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Pairs(all))
    }
}
