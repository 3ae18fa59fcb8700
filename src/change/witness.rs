//! Looks for records in which a changed rule does the most.
//!
//! The rules themselves say where to look: every branch, every side of a boundary and every rule about the records of a
//! list, of either pack, is hit by a record; from there single values are changed, as long as the two packs differ more.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::BTreeSet;

use super::effect::{Bounds, Coming, Effect, Extreme};
use super::translate::translated;
use super::vary::{Marks, variations};
use crate::RuleSet;
use crate::coverage::{Subject, subjects};
use crate::eval::{Needs, Probe};
use crate::facts::{Facts, State, Value, record_of};
use crate::plan::{Condition, Formula, FormulaKind, Method, Node, Plan};
use crate::proof::search::{Search, shown, witness};
use crate::value::{Date, Number, Range, Truth};

/// How many records are tried one step away from a record.
const MOST_TRIED: usize = 600;
/// From how many records single values are changed.
const MOST_STARTS: usize = 8;
/// How many records are tried before one differs.
const MOST_EXPLORED: usize = 4000;
/// How many records are tried two steps away from a record.
const MOST_IN_PAIRS: usize = 1500;
/// How often the best record is improved.
const MOST_ROUNDS: usize = 4;

/// A rule of a plan that records are evaluated by.
#[derive(Clone, Copy)]
pub(super) enum Ruled<'p> {
    Indicator(&'p Node),
    Condition(&'p Condition),
}

/// One pack, and what there is to try out in it.
struct Side<'p> {
    plan: &'p Plan,
    subjects: Vec<Subject<'p>>,
}

/// Looks for records in which two packs differ.
pub(super) struct Seeker<'p> {
    old: Side<'p>,
    new: Side<'p>,
    as_of: Date,
}

/// A record in the terms of both packs, and what the rule comes to in it.
#[derive(Clone)]
struct Tried {
    /// In the terms of the old pack, and of the new one.
    facts: [Facts; 2],
    coming: [Coming; 2],
}

impl<'p> Side<'p> {
    fn of(rules: &'p RuleSet) -> Self {
        Self { plan: rules.plan(), subjects: subjects(rules.plan(), rules.sources()) }
    }
}

impl<'p> Seeker<'p> {
    pub(super) fn new(old: &'p RuleSet, new: &'p RuleSet, as_of: Date) -> Self {
        Self { old: Side::of(old), new: Side::of(new), as_of }
    }

    /// What a changed rule does at most; `bounds` is how far apart the two are at most, where that was proved.
    pub(super) fn effect(&self, rules: [Ruled<'p>; 2], track: Option<&str>, bounds: Option<&Range>) -> Effect {
        let mut quest =
            Quest { seeker: self, rules, track, tried: 0, tried_here: 0, best: [None, None, None], starts: Vec::new() };
        quest.go();
        let Quest { tried, best: [gain, loss, other], .. } = quest;
        let [reads, _] = rules.map(Ruled::reads);
        let told = |found: Option<Tried>| found.map(|found| self.extreme(found, reads, bounds));
        let ends = bounds.and_then(|bounds| bounds.low.as_ref().zip(bounds.high.as_ref()));
        let ends = ends.map(|(low, high)| Bounds { least: low.number.clone(), most: high.number.clone() });
        Effect { gain: told(gain), loss: told(loss), other: told(other), bounds: ends, tried }
    }

    fn extreme(&self, found: Tried, reads: &[usize], bounds: Option<&Range>) -> Extreme {
        let Tried { facts: [before, after], coming: [old, new] } = found;
        let difference = Coming::less(&new, &old).filter(|_| matches!(new, Coming::Points(_)));
        let reaches = |bounds: &Range, number: &Number| {
            let end = if number.is_negative() { &bounds.low } else { &bounds.high };
            end.as_ref().is_some_and(|end| end.number == *number)
        };
        let proved = difference.as_ref().zip(bounds).is_some_and(|(number, bounds)| reaches(bounds, number));
        let facts = shown(&witness(self.old.plan, &before.entries, reads));
        let json = record_of(&after, &self.new.plan.facts);
        let record = serde_json::from_str(&json).unwrap_or(serde_json::Value::Null);
        Extreme { old, new, difference, proved, facts, record }
    }

    fn side(&self, newer: bool) -> &Side<'p> {
        if newer { &self.new } else { &self.old }
    }
}

impl<'p> Ruled<'p> {
    fn reads(self) -> &'p [usize] {
        match self {
            Self::Indicator(node) => &node.reads,
            Self::Condition(condition) => &condition.reads,
        }
    }

    fn code(self) -> &'p str {
        match self {
            Self::Indicator(node) => &node.code,
            Self::Condition(condition) => &condition.code,
        }
    }

    fn formulas(self) -> Vec<&'p Formula> {
        match self {
            Self::Indicator(node) => node.tree().into_iter().flat_map(Node::formulas).collect(),
            Self::Condition(condition) => condition.formulas(),
        }
    }

    /// What the rule comes to in a record.
    fn coming(self, plan: &Plan, facts: &Facts, track: Option<usize>, as_of: Date) -> Coming {
        let mut probe = Probe::of_part(plan, as_of, track, facts);
        match self {
            Self::Condition(condition) => {
                probe.prepare(&Needs::of(plan, condition.formulas()));
                match probe.met(condition) {
                    Truth::True => Coming::Met,
                    Truth::False => Coming::NotMet,
                    Truth::Unknown => Coming::Open,
                }
            }
            Self::Indicator(node) => {
                let mut needs = Needs::default();
                needs.add_all(plan, node);
                probe.prepare(&needs);
                if let Method::Children(_) = node.method {
                    let scores = probe.all_scores(node);
                    let own = scores.into_iter().find(|(known, _)| known.code == node.code);
                    return own.and_then(|(_, score)| score.exact().cloned()).map_or(Coming::Open, Coming::Points);
                }
                let leaf = probe.leaf(node);
                match (leaf.applies, leaf.score.exact()) {
                    (Truth::False, _) => Coming::NotApplicable,
                    (Truth::True, Some(points)) => Coming::Points(points.clone()),
                    (Truth::True | Truth::Unknown, _) => Coming::Open,
                }
            }
        }
    }
}

/// The search for one rule.
struct Quest<'s, 'p> {
    seeker: &'s Seeker<'p>,
    rules: [Ruled<'p>; 2],
    track: Option<&'s str>,
    tried: usize,
    /// How many of them since the search turned elsewhere.
    tried_here: usize,
    /// The greatest gain, the greatest loss, any other difference.
    best: [Option<Tried>; 3],
    /// Records that hit something in the rule.
    starts: Vec<Tried>,
}

impl Quest<'_, '_> {
    fn go(&mut self) {
        for newer in [false, true] {
            self.hit(newer);
        }
        let marks = self.marks();
        let starts = std::mem::take(&mut self.starts);
        // Where some records differ already, the others need not be changed until they do.
        let differ = |tried: &Tried| tried.coming[0] != tried.coming[1];
        let (apart, alike): (Vec<Tried>, Vec<Tried>) = starts.into_iter().partition(differ);
        if apart.is_empty() {
            self.explore(&unlike(alike), &marks);
        } else {
            unlike(apart).iter().take(MOST_STARTS).for_each(|start| self.around(start, &marks));
        }
        for at in 0..2 {
            self.improve(at, &marks);
        }
    }

    /// Changes single values until a record differs; where none does, two values.
    fn explore(&mut self, starts: &[Tried], marks: &Marks) {
        for start in starts.iter().take(MOST_STARTS) {
            self.around(start, marks);
        }
        let [before, _] = self.rules;
        let told = |start: &&Tried| before.reads().iter().any(|fact| has_records(&start.facts[0], *fact));
        let some: Vec<&Tried> = starts.iter().filter(told).collect();
        for start in some {
            let most = self.tried.saturating_add(MOST_IN_PAIRS);
            for (newer, rule) in [false, true].into_iter().zip(self.rules) {
                let [before, after] = &start.facts;
                let facts = if newer { after } else { before };
                for varied in variations(facts, &self.seeker.side(newer).plan.facts, rule.reads(), marks) {
                    if self.tried >= MOST_EXPLORED || self.best.iter().any(Option::is_some) {
                        return;
                    }
                    if self.tried >= most {
                        break;
                    }
                    let once = self.look(varied, newer);
                    self.around(&once, marks);
                }
            }
        }
    }

    /// Changes single values of the best record as long as it gets better.
    fn improve(&mut self, at: usize, marks: &Marks) {
        for _ in 0..MOST_ROUNDS {
            let Some(best) = self.best.get(at).cloned().flatten() else { return };
            self.around(&best, marks);
            if self.best.get(at).and_then(Option::as_ref).is_some_and(|now| now.coming == best.coming) {
                return;
            }
        }
    }

    /// Tries a record for everything that there is to hit in the rule and in the definitions it uses.
    fn hit(&mut self, newer: bool) {
        let seeker = self.seeker;
        let side = seeker.side(newer);
        let [old, new] = self.rules;
        let rule = if newer { new } else { old };
        let mut names = names_used(side.plan, rule.formulas());
        names.insert(rule.code().to_owned());
        let track = self.track_in(side.plan);
        let mut search = Search::new(side.plan, seeker.as_of);
        for subject in side.subjects.iter().filter(|subject| names.contains(&subject.code)) {
            for target in &subject.targets {
                if let Some(facts) = search.record(track, std::slice::from_ref(&target.goal)) {
                    let tried = self.look(facts, newer);
                    self.starts.push(tried);
                }
            }
        }
    }

    /// Tries the records one step away.
    fn around(&mut self, start: &Tried, marks: &Marks) {
        self.tried_here = 0;
        let seeker = self.seeker;
        for (newer, rule) in [false, true].into_iter().zip(self.rules) {
            let [before, after] = &start.facts;
            let facts = if newer { after } else { before };
            for varied in variations(facts, &seeker.side(newer).plan.facts, rule.reads(), marks) {
                if self.tried_here >= MOST_TRIED {
                    return;
                }
                self.look(varied, newer);
            }
        }
    }

    /// What the rule comes to in a record under both packs; kept where they differ more than before.
    fn look(&mut self, facts: Facts, newer: bool) -> Tried {
        self.tried = self.tried.saturating_add(1);
        self.tried_here = self.tried_here.saturating_add(1);
        let (old, new) = (self.seeker.old.plan, self.seeker.new.plan);
        let facts =
            if newer { [translated(&facts, new, old), facts] } else { [facts.clone(), translated(&facts, old, new)] };
        let [before, after] = self.rules;
        let [earlier, later] = &facts;
        let coming = [
            before.coming(old, earlier, self.track_in(old), self.seeker.as_of),
            after.coming(new, later, self.track_in(new), self.seeker.as_of),
        ];
        let tried = Tried { facts, coming };
        self.keep(&tried);
        tried
    }

    fn keep(&mut self, tried: &Tried) {
        let [old, new] = &tried.coming;
        if old == new || *old == Coming::Open || *new == Coming::Open {
            return;
        }
        let [gain, loss, other] = &mut self.best;
        let known =
            |best: &Option<Tried>| best.as_ref().and_then(|best| Coming::less(&best.coming[1], &best.coming[0]));
        match Coming::less(new, old) {
            Some(difference) if difference.is_negative() => {
                if known(loss).is_none_or(|least| difference < least) {
                    *loss = Some(tried.clone());
                }
            }
            Some(difference) => {
                if known(gain).is_none_or(|most| difference > most) {
                    *gain = Some(tried.clone());
                }
            }
            None => {
                other.get_or_insert_with(|| tried.clone());
            }
        }
    }

    fn marks(&self) -> Marks {
        let (old, new) = (self.seeker.old.plan, self.seeker.new.plan);
        let [before, after] = self.rules;
        let formulas = followed(old, before.formulas()).into_iter().chain(followed(new, after.formulas()));
        Marks::of(formulas, self.seeker.as_of)
    }

    fn track_in(&self, plan: &Plan) -> Option<usize> {
        let key = self.track?;
        plan.tracks.iter().position(|track| track.key == key)
    }
}

/// Whether a list has records.
fn has_records(facts: &Facts, fact: usize) -> bool {
    let entry = facts.entries.get(fact);
    entry.is_some_and(|entry| matches!(&entry.state, State::Given(Value::List(rows)) if !rows.is_empty()))
}

/// One of each outcome first, then the others.
fn unlike(starts: Vec<Tried>) -> Vec<Tried> {
    let (mut first, mut others): (Vec<Tried>, Vec<Tried>) = (Vec::new(), Vec::new());
    for start in starts {
        let known = first.iter().any(|known| known.coming == start.coming);
        if known { others.push(start) } else { first.push(start) }
    }
    first.append(&mut others);
    first
}

/// The names of the definitions that formulas use, as subjects of coverage are called.
fn names_used(plan: &Plan, formulas: Vec<&Formula>) -> BTreeSet<String> {
    let used = followed(plan, formulas);
    let top = used.iter().flat_map(|formula| formula.all()).filter_map(|formula| match &formula.kind {
        FormulaKind::Definition(index) => plan.definitions.get(*index).map(|definition| definition.name.as_str()),
        FormulaKind::Field { index, list, .. } => {
            let extents = plan.extents();
            let at = index.checked_sub(extents.fields(*list).len())?;
            extents.rows(*list).get(at).map(|(name, _)| name.as_str())
        }
        _ => None,
    });
    top.map(|name| format!("定义 {name}")).collect()
}

/// Formulas, and those that the names in them stand for.
fn followed<'p>(plan: &'p Plan, formulas: Vec<&'p Formula>) -> Vec<&'p Formula> {
    let mut seen: BTreeSet<(u32, u32)> = BTreeSet::new();
    let (mut open, mut found) = (formulas, Vec::new());
    while let Some(formula) = open.pop() {
        if !seen.insert((formula.span.file, formula.span.start)) {
            continue;
        }
        found.push(formula);
        for part in formula.all() {
            if let FormulaKind::Definition(index) = &part.kind {
                open.extend(plan.definitions.get(*index).map(|definition| &definition.formula));
            }
            open.extend(plan.extents().row_definition(part));
        }
    }
    found
}
