//! What a record comes to: each indicator, the total, and each condition.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::{Needs, Probe};
use crate::facts::Facts;
use crate::plan::{Condition, Node, Plan};
use crate::value::{Date, Number, Truth};

/// What a record comes to, where all of it is known.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// The total before it is rounded.
    pub(super) exact: Number,
    /// The score of every indicator without children.
    pub(super) scores: BTreeMap<String, Number>,
    /// What every condition comes to.
    pub(super) met: Vec<Truth>,
}

impl Standing {
    /// Nothing where a score or the total is open.
    pub(super) fn of<'p>(
        plan: &'p Plan,
        track: Option<usize>,
        as_of: Date,
        facts: &Facts,
        leaves: impl Iterator<Item = &'p Node>,
    ) -> Option<Self> {
        let conditions: Vec<&Condition> =
            plan.conditions.iter().filter(|condition| condition.track.is_none() || condition.track == track).collect();
        let mut needs = Needs::of(plan, conditions.iter().flat_map(|condition| condition.formulas()));
        needs.add_total(plan);
        let mut probe = Probe::of_facts(plan, as_of, track, facts);
        probe.prepare(&needs);
        let exact = probe.exact_total().exact()?.clone();
        let scores: Option<BTreeMap<String, Number>> = leaves
            .map(|leaf| {
                let score = probe.scored(leaf).into_iter().next()?.1.exact()?.clone();
                Some((leaf.code.clone(), score))
            })
            .collect();
        let met = conditions.into_iter().map(|condition| probe.met(condition)).collect();
        Some(Self { exact, scores: scores?, met })
    }

    /// Whether the indicators with these codes score the same.
    pub(super) fn agrees(&self, other: &Self, of: impl Fn(&String) -> bool) -> bool {
        self.scores.iter().filter(|(code, _)| of(code)).all(|(code, score)| other.scores.get(code) == Some(score))
    }
}

/// The facts that are not the same in both records.
pub(super) fn changed(before: &Facts, after: &Facts) -> BTreeSet<usize> {
    let pairs = before.entries.iter().zip(&after.entries).enumerate();
    pairs.filter(|(_, (before, after))| before.state != after.state).map(|(fact, _)| fact).collect()
}
