//! Ranks by total before and after, in bounded memory: applicants who moved from one total to one other move together.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};

use super::distribution::Totals;
use super::report::Who;
use crate::breakdown::Standing;
use crate::value::Number;

/// So many pairs of an old and a new total are kept.
const PAIRS: usize = 50_000;

/// The totals of those whose total is known under both rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranked {
    old: Totals,
    new: Totals,
    pairs: BTreeMap<(Number, Number), Pair>,
    beyond: u64,
}

/// The applicants with one old and one new total.
#[derive(Clone, Debug)]
struct Pair {
    first: Who,
    count: u64,
}

/// How ranks changed. The rank is one more than there are applicants with a greater published total; equal totals share
/// it, and nothing else decides between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranks {
    /// How many moved up.
    pub up: u64,
    /// How many moved down.
    pub down: u64,
    /// How many kept their rank.
    pub same: u64,
    /// How many are not in these three: more different pairs of totals occurred than are kept.
    pub beyond: u64,
    /// The largest moves.
    pub largest: Vec<Move>,
}

/// Applicants who moved from one rank to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// The first of them.
    pub first: Who,
    /// How many more there are with the same old and new total.
    pub more: u64,
    /// The old total.
    pub old_total: Number,
    /// The new total.
    pub new_total: Number,
    /// The old rank.
    pub old: u64,
    /// The new rank.
    pub new: u64,
}

impl Ranked {
    /// One applicant; ranges have no rank.
    pub(super) fn add(&mut self, old: &Standing, new: &Standing, who: impl FnOnce() -> Who) {
        let (Some(old), Some(new)) = (old.exact(), new.exact()) else { return };
        self.old.add(old);
        self.new.add(new);
        let full = self.pairs.len() >= PAIRS;
        match self.pairs.entry((old.clone(), new.clone())) {
            Entry::Occupied(mut known) => known.get_mut().count = known.get().count.saturating_add(1),
            Entry::Vacant(free) if !full => {
                free.insert(Pair { first: who(), count: 1 });
            }
            Entry::Vacant(_) => self.beyond = self.beyond.saturating_add(1),
        }
    }

    /// What came of it, with so many of the largest moves.
    pub(super) fn ranks(&self, limit: usize) -> Ranks {
        let (old, new) = (self.old.ranks(), self.new.ranks());
        let mut ranks = Ranks { up: 0, down: 0, same: 0, beyond: self.beyond, largest: Vec::new() };
        for ((old_total, new_total), pair) in &self.pairs {
            let (Some(&old), Some(&new)) = (old.get(old_total), new.get(new_total)) else { continue };
            let counted = match new.cmp(&old) {
                std::cmp::Ordering::Less => &mut ranks.up,
                std::cmp::Ordering::Greater => &mut ranks.down,
                std::cmp::Ordering::Equal => &mut ranks.same,
            };
            *counted = counted.saturating_add(pair.count);
            if old != new {
                let (first, more) = (pair.first.clone(), pair.count.saturating_sub(1));
                let (old_total, new_total) = (old_total.clone(), new_total.clone());
                ranks.largest.push(Move { first, more, old_total, new_total, old, new });
            }
        }
        ranks.largest.sort_by_key(|one| (std::cmp::Reverse(one.old.abs_diff(one.new)), one.new, one.old));
        ranks.largest.truncate(limit);
        ranks
    }
}
