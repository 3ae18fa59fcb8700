//! A record made of values that were read elsewhere, instead of from a text.

use std::sync::Arc;

use super::{Json, JsonKind, Member, Record, Whole};
use crate::source::Source;

impl Record {
    /// A record of these members; every place in it is the beginning of the text.
    pub(crate) fn of_members(members: Vec<Member>) -> Self {
        let root = Json::of(JsonKind::Object(members));
        Self { whole: Arc::new(Whole { source: Source::new("", ""), root }) }
    }
}

impl Json {
    /// A value that stands in no text.
    pub(crate) fn of(kind: JsonKind) -> Self {
        Self { offset: 0, kind }
    }
}

impl Member {
    /// A member that stands in no text.
    pub(crate) fn of(key: &str, value: Json) -> Self {
        Self { key: key.to_owned(), offset: 0, value }
    }
}
