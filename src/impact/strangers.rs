//! Facts that only one of two rule sets declares.

use std::collections::BTreeSet;

use crate::record::{RecordError, RecordErrors, TRACK_KEYS};

/// The codes for a fact that is not declared, and for a field of a list that is not.
const UNDECLARED: [&str; 2] = ["R0101", "R0105"];

/// The places of a record that these rules do not know and the others do; none where something else is amiss as well, or
/// more than is listed. The number of a record in a list is left out, so that one place stands for the whole list.
pub(super) fn only_unknown_here(own: Option<&RecordErrors>, other: Option<&RecordErrors>) -> BTreeSet<String> {
    let Some(own) = own else { return BTreeSet::new() };
    let there: BTreeSet<String> = other.into_iter().flat_map(RecordErrors::iter).map(place).collect();
    let of_other = |error: &RecordError| {
        // A track that is not there is no fact: without it the record would be another one.
        let undeclared = UNDECLARED.contains(&error.code) && !TRACK_KEYS.contains(&error.path.as_str());
        undeclared && !there.contains(&place(error))
    };
    own.iter().filter(|error| of_other(error)).map(place).collect()
}

fn place(error: &RecordError) -> String {
    crate::record::without_numbers(&error.path)
}
