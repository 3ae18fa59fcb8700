//! The largest of many, a bounded number of them kept.

use std::collections::BTreeMap;

use crate::value::Number;

/// The items with the largest sizes; of equal ones those that came first.
#[derive(Clone, Debug)]
pub(super) struct Largest<T> {
    limit: usize,
    /// By size, then by the order in which they came: the last is the one to drop.
    kept: BTreeMap<(std::cmp::Reverse<Number>, u64), T>,
    came: u64,
}

impl<T> Largest<T> {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: BTreeMap::new(), came: 0 }
    }

    /// Keeps the item if it is among the largest so far.
    pub(super) fn offer(&mut self, size: Number, item: impl FnOnce() -> T) {
        let key = (std::cmp::Reverse(size), self.came);
        self.came = self.came.saturating_add(1);
        let full = self.kept.len() >= self.limit;
        if full && self.kept.last_key_value().is_none_or(|(last, _)| *last < key) {
            return;
        }
        self.kept.insert(key, item());
        if self.kept.len() > self.limit {
            self.kept.pop_last();
        }
    }

    /// The largest first.
    pub(super) fn items(&self) -> impl Iterator<Item = &T> {
        self.kept.values()
    }
}
