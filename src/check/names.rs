//! Where names and keys stand, so that a long file is checked in proportion to its length.

use std::collections::BTreeMap;

/// Names of facts and definitions, and keys of facts, each with the indexes that bear it, in order.
#[derive(Debug, Default)]
pub(super) struct Names {
    facts: BTreeMap<String, Vec<usize>>,
    keys: BTreeMap<String, Vec<usize>>,
    definitions: BTreeMap<String, Vec<usize>>,
    rows: BTreeMap<(usize, Option<usize>), usize>,
}

impl Names {
    pub(super) fn add_fact(&mut self, name: &str, key: &str, index: usize) {
        self.facts.entry(name.to_owned()).or_default().push(index);
        self.keys.entry(key.to_owned()).or_default().push(index);
    }

    pub(super) fn add_definition(&mut self, name: &str, index: usize) {
        self.definitions.entry(name.to_owned()).or_default().push(index);
    }

    /// The definitions over the records of a list stand at this index.
    pub(super) fn add_rows(&mut self, list: (usize, Option<usize>), index: usize) {
        self.rows.entry(list).or_insert(index);
    }

    /// Facts of this name.
    pub(super) fn facts(&self, name: &str) -> &[usize] {
        self.facts.get(name).map_or(&[], Vec::as_slice)
    }

    /// Facts with this key.
    pub(super) fn keys(&self, key: &str) -> &[usize] {
        self.keys.get(key).map_or(&[], Vec::as_slice)
    }

    /// Definitions of this name.
    pub(super) fn definitions(&self, name: &str) -> &[usize] {
        self.definitions.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn rows(&self, list: (usize, Option<usize>)) -> Option<usize> {
        self.rows.get(&list).copied()
    }

    /// Facts whose key lies below this one, or above it: `a` and `a.b`.
    pub(super) fn related(&self, key: &str) -> Vec<usize> {
        let inside = format!("{key}.");
        let below = self.keys.range(inside.clone()..).take_while(|(known, _)| known.starts_with(&inside));
        let above = key.match_indices('.').filter_map(|(at, _)| self.keys.get(key.get(..at)?));
        let mut found: Vec<usize> = below.map(|(_, facts)| facts).chain(above).flatten().copied().collect();
        found.sort_unstable();
        found
    }
}
