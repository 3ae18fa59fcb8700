//! Every way in which the facts of one unit can change, and what each brings: exactly, by excluding what cannot be better.
//!
//! Facts are decided one after the other. Those not decided yet are open, and the evaluator says what the parts of the
//! total come to at most, whatever becomes of them; where that is no more than a known way brings that changes nothing
//! else, none of it need be tried. The last that is tried for a fact with endless values is all of them at once: where
//! even that is no better, no value was missed. Only where it is better the result is not proved.

mod guess;
mod list;
mod scalar;

use std::collections::BTreeMap;

use super::applicant::{Applicant, Deeds};
use super::shape::Part;
use super::unit::Unit;
use crate::eval::{Needs, Probe};
use crate::facts::{Entry, State};
use crate::value::{Number, Range, Truth};

/// How many worlds are looked at for one unit.
const MOST_LOOKS: usize = 60_000;

/// What is asked of the conditions of a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// All are met.
    Met,
    /// None fails.
    NotFailed,
    /// Nothing.
    Nothing,
}

/// A way to change the facts of a unit.
#[derive(Clone)]
pub(super) struct Way {
    /// The facts that change, each with how many records are added.
    pub(super) counts: BTreeMap<usize, usize>,
    /// What becomes of them.
    pub(super) deeds: Deeds,
    /// What the unit's parts then bring to the total for sure.
    pub(super) brings: Number,
}

/// What was found.
pub(super) struct Ways {
    /// The ways, none of which another beats with fewer changes.
    pub(super) ways: Vec<Way>,
    /// Whether none is missing.
    pub(super) proved: bool,
}

/// The search through the ways of one unit.
pub(super) struct Explorer<'a, 'p> {
    applicant: &'a Applicant<'p>,
    probe: Probe<'p>,
    /// The same world, but that what is not known and cannot be changed turned out badly: no less can be hoped for than
    /// in the worst case, and so no more than in this one.
    guess: Option<Probe<'p>>,
    parts: &'a [&'a Part<'p>],
    unit: &'a Unit<'a, 'p>,
    needs: Needs,
    demand: Demand,
    found: Vec<Way>,
    counts: BTreeMap<usize, usize>,
    deeds: Deeds,
    /// How many facts stand for all of their values at once.
    any: usize,
    looks: usize,
    proved: bool,
}

/// What is seen of a half-decided world.
struct Look {
    range: Range,
    met: Truth,
}

/// Finds the ways of a unit.
pub(super) fn ways(applicant: &Applicant<'_>, unit: &Unit<'_, '_>, demand: Demand) -> Ways {
    let mut needs = Needs::default();
    unit.parts.iter().for_each(|part| needs.add_all(applicant.plan, part.node));
    for condition in &unit.conditions {
        needs.add(applicant.plan, condition.concerns.iter().chain(&condition.requires).collect());
    }
    let mut explorer = Explorer {
        applicant,
        probe: applicant.probe(),
        guess: guess::guess(applicant, unit, &needs),
        parts: &unit.parts,
        unit,
        needs,
        demand,
        found: Vec::new(),
        counts: BTreeMap::new(),
        deeds: Deeds::new(),
        any: 0,
        looks: 0,
        proved: true,
    };
    unit.facts.iter().for_each(|fact| explorer.open(*fact));
    explorer.explore(0);
    Ways { ways: explorer.found, proved: explorer.proved }
}

impl Explorer<'_, '_> {
    /// Decides the facts from this one on.
    fn explore(&mut self, at: usize) {
        let Some(look) = self.look() else { return };
        let Some(fact) = self.unit.facts.get(at).copied() else { return self.arrive(&look) };
        if self.is_settled(&look) {
            return self.arrive(&look);
        }
        let listed = self
            .applicant
            .declaration(fact)
            .is_some_and(|declaration| matches!(declaration.kind, crate::plan::Kind::List(_)));
        if listed {
            self.list(at, fact)
        } else {
            self.scalar(at, fact)
        }
        self.open(fact);
    }

    /// What is seen, where it may still lead to something new.
    fn look(&mut self) -> Option<Look> {
        self.looks = self.looks.saturating_add(1);
        if self.looks > MOST_LOOKS {
            self.proved = false;
            return None;
        }
        self.probe.prepare(&self.needs);
        let conditions = self.unit.conditions.iter();
        let met = conditions.fold(Truth::True, |met, condition| met.and(self.probe.met(condition)));
        if self.demand != Demand::Nothing && met == Truth::False {
            return None;
        }
        let mut range = brought(self.parts, &mut self.probe);
        if let Some(guess) = &mut self.guess {
            guess.prepare(&self.needs);
            range.high = brought(self.parts, guess).high;
        }
        (!self.is_beaten(&range)).then_some(Look { range, met })
    }

    /// Whether a known way that changes no more brings as much as this can at most.
    fn is_beaten(&self, range: &Range) -> bool {
        let Some(most) = &range.high else { return false };
        self.found.iter().any(|way| within(&way.counts, &self.counts) && way.brings >= most.number)
    }

    /// Whether what is still open makes no difference.
    fn is_settled(&self, look: &Look) -> bool {
        look.range.exact().is_some() && (look.met == Truth::True || self.demand == Demand::Nothing)
    }

    /// Keeps a way, where it is one.
    fn arrive(&mut self, look: &Look) {
        if self.any > 0 {
            self.proved = false;
            return;
        }
        let allowed = match self.demand {
            Demand::Met => look.met == Truth::True,
            Demand::NotFailed => look.met != Truth::False,
            Demand::Nothing => true,
        };
        let (true, Some(low)) = (allowed, &look.range.low) else { return };
        let way = Way { counts: self.counts.clone(), deeds: self.deeds.clone(), brings: low.number.clone() };
        if self.found.iter().any(|known| within(&known.counts, &way.counts) && known.brings >= way.brings) {
            return;
        }
        self.found.retain(|known| !(within(&way.counts, &known.counts) && way.brings >= known.brings));
        self.found.push(way);
    }

    fn keep(&mut self, fact: usize) {
        self.put_entry(fact, &self.applicant.entry(fact));
    }

    fn open(&mut self, fact: usize) {
        let entry = self.applicant.entry(fact);
        for probe in std::iter::once(&mut self.probe).chain(&mut self.guess) {
            probe.open(fact, &entry);
        }
    }

    fn put(&mut self, fact: usize, state: &State) {
        self.put_entry(fact, &Entry { state: state.clone(), provenance: None });
    }

    fn put_entry(&mut self, fact: usize, entry: &Entry) {
        for probe in std::iter::once(&mut self.probe).chain(&mut self.guess) {
            probe.put_entry(fact, entry);
        }
    }
}

/// What parts bring together.
fn brought(parts: &[&Part<'_>], probe: &mut Probe<'_>) -> Range {
    let nothing = Range::exactly(Number::zero());
    parts.iter().fold(nothing, |sum, part| sum.plus(&part.brings(probe)))
}

/// Whether these changes are among those.
fn within(these: &BTreeMap<usize, usize>, those: &BTreeMap<usize, usize>) -> bool {
    these.iter().all(|(fact, count)| those.get(fact).is_some_and(|other| count <= other))
}

/// The best first: by the most that can come of it, then by what is sure.
fn best_first<T>(tried: &mut [(T, Look)]) {
    let number = |bound: &Option<crate::value::Bound>| bound.as_ref().map(|bound| bound.number.clone());
    tried.sort_by_key(|(_, look)| std::cmp::Reverse((number(&look.range.high), number(&look.range.low))));
}
