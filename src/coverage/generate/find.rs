//! Finds a record that hits a target: near its boundary first, and as a change of the best record where that is enough.

use std::collections::BTreeMap;

use super::super::measure::everything;
use super::super::target::Target;
use crate::document::Comparison;
use crate::eval::{Needs, Probe};
use crate::facts::{Facts, State, record_of};
use crate::levels::Levels;
use crate::plan::{Condition, Dimension, Formula, Plan, Type};
use crate::proof::attain::best;
use crate::proof::search::{Goal, Search, hits};
use crate::value::{Date, Number, Range};

/// What finds records.
pub(super) struct Finder<'p> {
    plan: &'p Plan,
    as_of: Date,
    needs: Needs,
    /// The best record of each track, and its JSON.
    bases: BTreeMap<Option<usize>, (Facts, String)>,
    search: Search<'p>,
    /// The levels of the indicators for each track, once they are asked for.
    levels: BTreeMap<Option<usize>, Levels<'p>>,
}

/// A record, and the track that it is of.
pub(super) struct Found {
    pub(super) track: Option<usize>,
    pub(super) facts: Facts,
}

impl<'p> Finder<'p> {
    pub(super) fn new(plan: &'p Plan, as_of: Date, tracks: Vec<Option<usize>>) -> Self {
        let base = |track: Option<usize>| {
            let facts = best(plan, as_of, track).facts;
            let json = record_of(&facts, &plan.facts);
            (track, (facts, json))
        };
        let bases = tracks.into_iter().map(base).collect();
        Self { plan, as_of, needs: everything(plan), bases, search: Search::new(plan, as_of), levels: BTreeMap::new() }
    }

    /// What was hard to find for one subject leaves no less for the next.
    pub(super) fn begin(&mut self) {
        self.search = Search::new(self.plan, self.as_of);
    }

    /// The JSON of the best record of a track.
    pub(super) fn base(&self, track: Option<usize>) -> String {
        self.bases.get(&track).map(|(_, json)| json.clone()).unwrap_or_default()
    }

    pub(super) fn json(&self, facts: &Facts) -> String {
        record_of(facts, &self.plan.facts)
    }

    /// Whether a record hits a target.
    pub(super) fn hits(&self, target: &Target<'_>, track: Option<usize>, facts: &Facts) -> bool {
        let mut probe = Probe::of_facts(self.plan, self.as_of, track, facts);
        probe.prepare(&self.needs);
        hits(&mut probe, &target.goal, &[])
    }

    /// Records that hit a target: one, or, of the total, one for each track.
    pub(super) fn find(&mut self, target: &Target<'p>, track: Option<usize>) -> Vec<Found> {
        let tracks: Vec<Option<usize>> = match track {
            Some(track) => vec![Some(track)],
            None => self.bases.keys().copied().collect(),
        };
        if let Some((operator, mark)) = target.goal.of_total() {
            return tracks.into_iter().filter_map(|track| self.total(track, operator, mark)).collect();
        }
        let found = tracks.into_iter().find_map(|track| Some(Found { track, facts: self.one(target, track)? }));
        found.into_iter().collect()
    }

    fn one(&mut self, target: &Target<'p>, track: Option<usize>) -> Option<Facts> {
        let (base, _) = self.bases.get(&track)?.clone();
        if let Some(condition) = target.goal.open() {
            return self.opened(target, condition, track, &base);
        }
        for goal in self.nearer(&target.goal) {
            let Some((changes, whole)) = self.search.changes(track, &goal) else { continue };
            let changed = changes.apply(&base);
            if let Some(facts) = [changed, whole].into_iter().find(|facts| self.hits(target, track, facts)) {
                return Some(facts);
            }
        }
        None
    }

    /// The same goal, its value just beside its mark, then less near, then anywhere.
    fn nearer(&self, goal: &Goal<'p>) -> Vec<Goal<'p>> {
        let Some(unit) = goal.compared().map(|subject| self.unit(subject)) else { return vec![goal.clone()] };
        let hundred = unit.times(&Number::from(100));
        vec![goal.within(&unit), goal.within(&hundred), goal.clone()]
    }

    /// The least that values of a formula differ by, or something that reads like it.
    fn unit(&self, subject: &Formula) -> Number {
        let parts = |count: i64| Number::one().over(&Number::from(count)).unwrap_or_else(Number::one);
        let lattice = self.plan.extents().lattice(subject);
        match &subject.of {
            Type::Quantity(Dimension::Ratio) => lattice.unwrap_or_else(|| parts(10_000)),
            Type::Quantity(Dimension::Money | Dimension::Plain | Dimension::Points | Dimension::Counted(_)) => {
                lattice.unwrap_or_else(|| parts(100))
            }
            Type::Truth
            | Type::Date
            | Type::Year
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List
            | Type::Broken => Number::one(),
        }
    }

    /// A condition is open where one of the facts that it reads is not submitted, or all of them.
    fn opened(&self, target: &Target<'p>, condition: &Condition, track: Option<usize>, base: &Facts) -> Option<Facts> {
        let without = |facts: &[usize]| {
            let mut open = base.clone();
            for fact in facts {
                if let Some(entry) = open.entries.get_mut(*fact) {
                    entry.state = State::NotSubmitted;
                }
            }
            open
        };
        let one = condition.reads.iter().map(|fact| without(&[*fact]));
        one.chain([without(&condition.reads)]).find(|facts| self.hits(target, track, facts))
    }

    /// A total just below the mark, at it, or just above it, with every condition met.
    fn total(&mut self, track: Option<usize>, operator: Comparison, mark: &Number) -> Option<Found> {
        let unit = Number::one().over(&Number::power_of_ten(self.plan.scheme.places))?;
        let further = operator.bounds(mark)?;
        // Where nothing lies just beside the mark, whatever lies on that side will do.
        let wanted = match operator {
            Comparison::Below => vec![Range::exactly(mark.minus(&unit)), further],
            Comparison::Over => vec![Range::exactly(mark.plus(&unit)), further],
            Comparison::Equal
            | Comparison::NotEqual
            | Comparison::AtLeast
            | Comparison::AtMost
            | Comparison::Before
            | Comparison::After
            | Comparison::NotBefore
            | Comparison::NotAfter => vec![further],
        };
        let (base, _) = self.bases.get(&track)?;
        let (plan, as_of) = (self.plan, self.as_of);
        let levels = self.levels.entry(track).or_insert_with(|| Levels::of(plan, track, as_of));
        let facts = wanted.iter().find_map(|wanted| levels.reach(base, wanted))?;
        Some(Found { track, facts })
    }
}
