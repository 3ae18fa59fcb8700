//! One record that reaches many goals: it grows goal by goal, and what was reached is kept.

use std::collections::BTreeMap;

use super::{Goal, Search};
use crate::eval::Needs;
use crate::facts::Facts;
use crate::plan::{Condition, Kind, Node, Plan};
use crate::value::{Range, Truth};

/// How many earlier goals over the same lists are looked at again for each new one.
const MOST_WATCHED: usize = 24;

/// A goal of a growing record, and the facts that it reads.
#[derive(Clone, Debug)]
pub(crate) struct Aim<'p> {
    pub(crate) goal: Goal<'p>,
    pub(crate) reads: &'p [usize],
}

impl<'p> Search<'p> {
    /// Grows the record by these aims, each after `kept`; says which of them were reached.
    pub(crate) fn grow(&mut self, track: Option<usize>, kept: &[Aim<'p>], aims: &[Aim<'p>]) -> Vec<bool> {
        let plan = self.sketch.plan;
        let mut watched: BTreeMap<usize, Vec<&Goal<'p>>> = BTreeMap::new();
        kept.iter().for_each(|aim| watch(plan, aim, &mut watched));
        let mut reached = Vec::new();
        for aim in aims {
            let beside = aim.reads.iter().filter_map(|fact| watched.get(fact)).flatten().rev();
            let kept: Vec<Goal<'p>> = beside.take(MOST_WATCHED).map(|goal| (*goal).clone()).collect();
            let found = self.reach_too(track, &aim.goal, &kept);
            if found {
                watch(plan, aim, &mut watched);
            }
            reached.push(found);
        }
        reached
    }

    /// Where the record stands, to come back to.
    pub(crate) fn mark(&self) -> usize {
        self.sketch.mark()
    }

    /// Goes back to where the record stood.
    pub(crate) fn back_to(&mut self, mark: usize) {
        self.sketch.undo(mark);
    }

    /// The record as it has grown, with everything else filled in, and what the evaluator says of it.
    pub(crate) fn look(&mut self, track: Option<usize>, conditions: &[&'p Condition]) -> Best<'p> {
        let plan = self.sketch.plan;
        let mark = self.sketch.mark();
        self.sketch.probe.set_track(track);
        let mut needs = Needs::of(
            plan,
            conditions.iter().flat_map(|condition| condition.concerns.iter().chain(&condition.requires)),
        );
        needs.add_total(plan);
        let facts = self.completed(track);
        self.sketch.look_at(needs);
        let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
        let probe = self.sketch.ready();
        let total = probe.total();
        let sheets = plan.sheets.iter().chain(own);
        let scores = sheets.flat_map(|sheet| probe.scored(&sheet.root)).collect();
        let eligible = conditions.iter().all(|condition| probe.met(condition) == Truth::True);
        self.sketch.undo(mark);
        Best { track, facts, scores, total, eligible }
    }
}

/// The record in which as much as possible is reached for the applicants of one track.
pub(crate) struct Best<'p> {
    /// The track, where there are any.
    pub(crate) track: Option<usize>,
    /// The record.
    pub(crate) facts: Facts,
    /// Every indicator with its score in it.
    pub(crate) scores: Vec<(&'p Node, Range)>,
    /// The published total.
    pub(crate) total: Range,
    /// Whether every condition that binds is met.
    pub(crate) eligible: bool,
}

/// Whatever reads the same lists can come undone when records are added.
fn watch<'a, 'p>(plan: &Plan, aim: &'a Aim<'p>, watched: &mut BTreeMap<usize, Vec<&'a Goal<'p>>>) {
    let lists = aim
        .reads
        .iter()
        .filter(|fact| plan.facts.get(**fact).is_some_and(|declaration| matches!(declaration.kind, Kind::List(_))));
    lists.for_each(|fact| watched.entry(*fact).or_default().push(&aim.goal));
}

/// The aim that a leaf scores its full points.
pub(crate) fn full<'p>(node: &'p Node) -> Aim<'p> {
    Aim { goal: Goal::leaf(node, Range::at_least(node.points.clone())), reads: &node.reads }
}
