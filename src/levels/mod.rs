//! The levels that each indicator can be brought to, and a record whose total lies where it is wanted.
//!
//! Each level is a change of the facts that one indicator reads and no other is moved by. What the levels bring to the
//! total is added up exactly: a subset of them, one of each indicator, that comes to the wanted total is looked for among
//! all sums, and the record that it makes is evaluated before it is given.

mod standing;
mod sums;

use std::collections::BTreeSet;

use crate::coverage::subjects;
use crate::facts::Facts;
use crate::plan::{Method, Node, Plan};
use crate::proof::search::{Changes, Goal, Search};
use crate::source::Sources;
use crate::value::{Date, Number, Range};
use standing::Standing;
use sums::{Choice, Sums};

/// How many sums near the wanted total are tried by evaluation.
const MOST_TRIED: usize = 12;

/// The levels of every indicator, for the applicants of one track, on one date.
pub(crate) struct Levels<'p> {
    plan: &'p Plan,
    track: Option<usize>,
    as_of: Date,
    leaves: Vec<(&'p Node, Vec<Changes>)>,
}

impl<'p> Levels<'p> {
    /// Looks for the levels of every indicator.
    pub(crate) fn of(plan: &'p Plan, track: Option<usize>, as_of: Date) -> Self {
        let mut levels = Self { plan, track, as_of, leaves: Vec::new() };
        let subjects = subjects(plan, &Sources::default());
        for (root, owner) in plan.roots() {
            if owner.is_some() && owner != track {
                continue;
            }
            for leaf in root.tree().into_iter().filter(|node| !matches!(node.method, Method::Children(_))) {
                let own = subjects.iter().filter(|subject| subject.code == leaf.code && subject.track == owner);
                let goals = own.flat_map(|subject| &subject.targets).map(|target| target.goal.clone());
                let changes = levels.found(leaf, goals.collect());
                levels.leaves.push((leaf, changes));
            }
        }
        levels
    }

    /// The same, but for the indicators that read any of these facts.
    pub(crate) fn without(mut self, facts: &BTreeSet<usize>) -> Self {
        self.leaves.retain(|(leaf, _)| leaf.reads.iter().all(|fact| !facts.contains(fact)));
        self
    }

    /// What brings an indicator to its branches and boundaries, and to some parts of its points.
    fn found(&self, leaf: &'p Node, mut goals: Vec<Goal<'p>>) -> Vec<Changes> {
        let mut search = Search::new(self.plan, self.as_of);
        let tenths = (0..=10_i64).filter_map(|tenth| leaf.points.times(&Number::from(tenth)).over(&Number::from(10)));
        goals.extend(tenths.map(|points| Goal::leaf(leaf, Range::exactly(points))));
        goals.iter().filter_map(|goal| search.changes(self.track, goal)).map(|(changes, _)| changes).collect()
    }

    /// A record like this one whose published total lies in a range, with every condition met that was, and none that
    /// was not; nothing where none is found.
    pub(crate) fn reach(&self, base: &Facts, wanted: &Range) -> Option<Facts> {
        let before = self.standing(base)?;
        if self.is_there(&before, &before, wanted) {
            return Some(base.clone());
        }
        let choices = self.choices(base, &before);
        let groups = grouped(choices);
        let sums = Sums::of(&groups);
        let exact = self.unrounded(wanted).minus(&Range::exactly(before.exact.clone()));
        let near = sums.nearest(&exact, MOST_TRIED);
        for picks in &near {
            let facts = picks.iter().fold(base.clone(), |facts, choice| choice.changes.apply(&facts));
            if self.standing(&facts).is_some_and(|after| self.is_there(&before, &after, wanted)) {
                return Some(facts);
            }
        }
        near.iter().find_map(|picks| self.tuned(base, &before, picks, &groups, wanted))
    }

    /// One indicator more, brought to just the points that are wanting.
    fn tuned(
        &self,
        base: &Facts,
        before: &Standing,
        picks: &[&Choice],
        groups: &[Vec<Choice>],
        wanted: &Range,
    ) -> Option<Facts> {
        let facts = picks.iter().fold(base.clone(), |facts, choice| choice.changes.apply(&facts));
        let there = self.standing(&facts)?;
        let missing = self.unrounded(wanted).minus(&Range::exactly(there.exact.clone()));
        let used: BTreeSet<&str> = picks.iter().map(|choice| choice.code.as_str()).collect();
        let mut search = Search::new(self.plan, self.as_of);
        for (leaf, _) in &self.leaves {
            let rate = groups.iter().flatten().find(|choice| choice.code == leaf.code).map(|choice| &choice.rate);
            let (Some(rate), Some(score), false) = (rate, there.scores.get(&leaf.code), used.contains(&*leaf.code))
            else {
                continue;
            };
            let Some(one) = Number::one().over(rate) else { continue };
            let range = missing.times(&Range::exactly(one)).plus(&Range::exactly(score.clone()));
            let range = range.intersect(&Range::closed(Number::zero(), leaf.points.clone()));
            if range.is_empty() {
                continue;
            }
            let Some((changes, _)) = search.changes(self.track, &Goal::leaf(leaf, range)) else { continue };
            let tuned = changes.apply(&facts);
            if self.standing(&tuned).is_some_and(|after| self.is_there(before, &after, wanted)) {
                return Some(tuned);
            }
        }
        None
    }

    /// The exact totals that are published as one of these.
    fn unrounded(&self, wanted: &Range) -> Range {
        let unit = Number::one().over(&Number::power_of_ten(self.plan.scheme.places)).unwrap_or_else(Number::zero);
        let half = unit.over(&Number::from(2)).unwrap_or_else(Number::zero);
        let open = |bound: &crate::value::Bound, by: &Number| crate::value::Bound {
            number: bound.number.plus(by),
            included: true,
        };
        Range {
            low: wanted.low.as_ref().map(|low| open(low, &half.negated())),
            high: wanted.high.as_ref().map(|high| open(high, &half)),
        }
    }

    fn is_there(&self, before: &Standing, after: &Standing, wanted: &Range) -> bool {
        let scheme = &self.plan.scheme;
        let published = after.exact.rounded(scheme.places, scheme.rounding);
        wanted.contains(&published) && after.met == before.met
    }

    /// Every level that moves the total, one indicator, and no condition.
    fn choices(&self, base: &Facts, before: &Standing) -> Vec<Choice> {
        let mut found: Vec<Choice> = Vec::new();
        for (leaf, changes) in &self.leaves {
            let Some(score) = before.scores.get(&leaf.code) else { continue };
            let mut known: BTreeSet<Number> = BTreeSet::new();
            for change in changes {
                let changed = change.apply(base);
                let Some(after) = self.standing(&changed) else { continue };
                let others = |code: &String| *code != leaf.code;
                let moved = after.exact.minus(&before.exact);
                let alone = after.met == before.met && after.agrees(before, others);
                let Some(own) = after.scores.get(&leaf.code) else { continue };
                let Some(rate) = moved.over(&own.minus(score)) else { continue };
                if alone && !moved.is_zero() && known.insert(moved.clone()) {
                    let facts = standing::changed(base, &changed);
                    found.push(Choice { code: leaf.code.clone(), changes: change.clone(), facts, moved, rate });
                }
            }
        }
        found
    }

    fn standing(&self, facts: &Facts) -> Option<Standing> {
        let leaves = self.leaves.iter().map(|(leaf, _)| *leaf);
        Standing::of(self.plan, self.track, self.as_of, facts, leaves)
    }
}

/// Choices that change the same facts exclude each other; so do those of one indicator.
fn grouped(choices: Vec<Choice>) -> Vec<Vec<Choice>> {
    let mut groups: Vec<Vec<Choice>> = Vec::new();
    for choice in choices {
        let meets = |group: &Vec<Choice>| {
            group.iter().any(|known| known.code == choice.code || !known.facts.is_disjoint(&choice.facts))
        };
        let (met, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(meets);
        let mut group: Vec<Choice> = met.into_iter().flatten().collect();
        group.push(choice);
        rest.push(group);
        groups = rest;
    }
    groups
}
