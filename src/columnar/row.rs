//! A row of a batch as a record: for what columns alone do not settle.

use super::bind::Bound;
use super::texts::Texts;
use super::value::{node, plain};
use crate::record::{Json, JsonKind, Member, Record};

/// The record of a row, its facts in the order of the columns.
pub(super) fn record(bound: &Bound<'_>, row: usize) -> Record {
    let track = track(bound, row).map(|named| Member::of("track", Json::of(JsonKind::Text(named.to_owned()))));
    let facts = bound.given.iter().filter_map(|given| Some(Member::of(&given.key, node(given, row)?)));
    let assessments = bound.assessments.iter().map(|(name, array)| Member::of(name, plain(array, row)));
    let assessments = assessments.filter(|member| !member.value.is_null());
    Record::of_members(track.into_iter().chain(facts).chain(assessments).collect())
}

/// The track that a row names.
pub(super) fn track<'b>(bound: &'b Bound<'_>, row: usize) -> Option<&'b str> {
    Texts::of(bound.track.as_ref()?.as_ref())?.get(row).map(str::trim)
}
