//! The ways of the units together: the cheapest that reaches the mark, and those that do without what it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::applicant::Applicant;
use super::explore::Way;
use crate::value::Number;

/// How often the cheapest is looked for with other facts left out.
const MOST_TRIED: usize = 300;

/// A way of one unit, with what it costs.
pub(super) struct Priced {
    pub(super) way: Way,
    pub(super) cost: Number,
}

/// A choice of one way for each unit.
#[derive(Clone)]
pub(super) struct Choice {
    pub(super) cost: Number,
    /// How many facts change.
    pub(super) changes: usize,
    /// What the parts then bring, of the units decided so far.
    brings: Number,
    path: Option<Rc<Step>>,
}

struct Step {
    unit: usize,
    way: usize,
    before: Option<Rc<Self>>,
}

/// The units of an applicant, each with its ways.
pub(super) struct Board {
    pub(super) units: Vec<Vec<Priced>>,
    /// What the parts bring that nothing changes.
    pub(super) fixed: Number,
}

/// The ways with their costs, the cheapest first.
pub(super) fn priced(applicant: &Applicant<'_>, ways: Vec<Way>) -> Vec<Priced> {
    let price = |way: &Way| {
        way.counts.iter().fold(Number::zero(), |sum, (fact, count)| sum.plus(&applicant.price(*fact, *count)))
    };
    let mut all: Vec<Priced> = ways.into_iter().map(|way| Priced { cost: price(&way), way }).collect();
    all.sort_by(|a, b| {
        let changes = |priced: &Priced| priced.way.counts.len();
        let order = a.cost.cmp(&b.cost).then_with(|| changes(a).cmp(&changes(b)));
        order.then_with(|| b.way.brings.cmp(&a.way.brings)).then_with(|| a.way.counts.cmp(&b.way.counts))
    });
    all
}

impl Board {
    /// The ways chosen.
    pub(super) fn chosen<'b>(&'b self, choice: &Choice) -> Vec<(usize, &'b Way)> {
        let mut found = Vec::new();
        let mut at = choice.path.as_ref();
        while let Some(step) = at {
            let way = self.units.get(step.unit).and_then(|unit| unit.get(step.way));
            found.extend(way.map(|priced| (step.unit, &priced.way)));
            at = step.before.as_ref();
        }
        found.reverse();
        found
    }

    /// What becomes of facts.
    pub(super) fn counts(&self, choice: &Choice) -> BTreeMap<usize, usize> {
        self.chosen(choice).into_iter().flat_map(|(_, way)| way.counts.clone()).collect()
    }

    /// For each cost the most that can be brought for it, without changing the facts that are left out.
    fn front(&self, left_out: &BTreeSet<usize>) -> Vec<Choice> {
        let start = Choice { cost: Number::zero(), changes: 0, brings: self.fixed.clone(), path: None };
        self.units.iter().enumerate().fold(vec![start], |choices, (unit, ways)| {
            let mut all = Vec::new();
            let allowed = ways.iter().enumerate();
            for (way, priced) in
                allowed.filter(|(_, priced)| !priced.way.counts.keys().any(|fact| left_out.contains(fact)))
            {
                all.extend(choices.iter().map(|choice| Choice {
                    cost: choice.cost.plus(&priced.cost),
                    changes: choice.changes.saturating_add(priced.way.counts.len()),
                    brings: choice.brings.plus(&priced.way.brings),
                    path: Some(Rc::new(Step { unit, way, before: choice.path.clone() })),
                }));
            }
            thinned(all)
        })
    }

    /// The cheapest that is enough, of these the one with the fewest changes.
    fn cheapest(&self, left_out: &BTreeSet<usize>, enough: &dyn Fn(&Number) -> bool) -> Option<Choice> {
        self.front(left_out).into_iter().find(|choice| enough(&choice.brings))
    }

    /// The choice that brings the most, for the least.
    pub(super) fn most(&self) -> Option<Choice> {
        self.front(&BTreeSet::new()).pop()
    }

    /// The cheapest choices that are enough, none of which changes all that a cheaper one changes.
    ///
    /// Every other choice does without some fact that the cheapest changes: so it is looked for with each left out in
    /// turn, and so on for those that are found.
    pub(super) fn alternatives(&self, wanted: usize, enough: &dyn Fn(&Number) -> bool) -> Vec<Choice> {
        let mut open: Vec<(Choice, BTreeSet<usize>, BTreeSet<usize>)> = Vec::new();
        let mut seen: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
        let mut found: Vec<(Choice, BTreeSet<usize>)> = Vec::new();
        let mut tried = 0_usize;
        let mut waiting = vec![BTreeSet::new()];
        loop {
            for left_out in std::mem::take(&mut waiting) {
                tried = tried.saturating_add(1);
                if let (true, Some(choice)) = (tried <= MOST_TRIED, self.cheapest(&left_out, enough)) {
                    let facts = self.counts(&choice).into_keys().collect();
                    open.push((choice, facts, left_out));
                }
            }
            open.sort_by(|(a, of_a, _), (b, of_b, _)| {
                b.cost.cmp(&a.cost).then_with(|| b.changes.cmp(&a.changes)).then_with(|| of_b.cmp(of_a))
            });
            let Some((choice, facts, left_out)) = open.pop() else { break };
            if !found.iter().any(|(_, known)| known.is_subset(&facts)) {
                found.push((choice, facts.clone()));
            }
            if found.len() >= wanted {
                break;
            }
            for fact in facts {
                let mut without = left_out.clone();
                without.insert(fact);
                if seen.insert(without.clone()) {
                    waiting.push(without);
                }
            }
        }
        found.into_iter().map(|(choice, _)| choice).collect()
    }
}

/// Without those that cost no less than another that brings as much.
fn thinned(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|a, b| {
        let order = a.cost.cmp(&b.cost).then_with(|| a.changes.cmp(&b.changes));
        order.then_with(|| b.brings.cmp(&a.brings))
    });
    let mut kept: Vec<Choice> = Vec::new();
    for choice in choices {
        if kept.last().is_none_or(|last| choice.brings > last.brings) {
            kept.push(choice);
        }
    }
    kept
}
