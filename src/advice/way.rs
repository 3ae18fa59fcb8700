//! From what the record says to advice: units, their ways, the cheapest together, each verified.

use std::collections::{BTreeMap, BTreeSet};

use super::Wanted;
use super::applicant::{Applicant, Deeds};
use super::combine::{Board, Choice, priced};
use super::explore::{Demand, Ways, ways};
use super::lower::lowered;
use super::said::{leaves, record_said, said};
use super::shape::{Part, parts};
use super::told::{Advice, Alternative, Change, Evidence, Gain, Obstacle, Outcome};
use super::unit::{Unit, units};
use crate::breakdown::Breakdown;
use crate::eval::Needs;
use crate::facts::{Facts, State, Value, record_of};
use crate::plan::{Condition, Kind};
use crate::value::{Number, Truth};

/// Evaluates facts as they would be.
pub(super) type Evaluate<'e> = &'e dyn Fn(&Facts) -> Breakdown;

/// What is looked at for one applicant.
struct Course<'a, 'p> {
    applicant: &'a Applicant<'p>,
    parts: &'a [Part<'p>],
    board: Board,
    now: &'a Breakdown,
    target: &'a Number,
    evaluate: Evaluate<'a>,
    /// Conditions that are left out of account: nothing settles them.
    given_up: BTreeSet<String>,
}

/// The advice for one applicant.
pub(super) fn advice(
    applicant: &Applicant<'_>,
    now: Breakdown,
    wanted: &Wanted,
    evaluate: Evaluate<'_>,
    evidence: Vec<Evidence>,
) -> Advice {
    let target = wanted.target.clone().unwrap_or_else(|| applicant.plan.scheme.pass_mark.clone());
    let mut advice = blank(&now, target.clone(), evidence);
    if enough(&now, &target, &BTreeSet::new()) {
        advice.outcome = Outcome::There;
        return advice;
    }
    let changeable = applicant.changeable();
    let mut open = applicant.probe();
    changeable.iter().for_each(|fact| open.open(*fact, &applicant.entry(*fact)));
    let mut needs = Needs::default();
    needs.add_total(applicant.plan);
    open.prepare(&needs);
    let parts = parts(applicant, &mut open);
    let (units, fixed) = units(applicant, &changeable, &parts);
    for condition in fixed {
        advice.note(condition, &now, applicant);
    }
    let explored: Vec<Ways> = units.iter().map(|unit| explore(applicant, unit, &now, &mut advice)).collect();
    advice.proved = explored.iter().all(|ways| ways.proved);
    for (unit, _) in units.iter().zip(&explored).filter(|(_, ways)| !ways.proved) {
        advice.unproved.extend(named(unit));
    }
    let board = Board {
        units: explored.into_iter().map(|ways| priced(applicant, ways.ways)).collect(),
        fixed: fixed_sum(applicant, &parts, &changeable),
    };
    let given_up: BTreeSet<String> =
        advice.obstacles.iter().chain(&advice.pending).map(|condition| condition.code.clone()).collect();
    let course = Course { applicant, parts: &parts, board, now: &now, target: &target, evaluate, given_up };
    course.tell(&mut advice, wanted);
    advice
}

/// What a unit is named by: its indicators, or its conditions where there is none.
fn named(unit: &Unit<'_, '_>) -> Vec<String> {
    let parts: Vec<String> = unit.parts.iter().map(|part| part.node.code.clone()).collect();
    if parts.is_empty() { unit.conditions.iter().map(|condition| condition.code.clone()).collect() } else { parts }
}

fn blank(now: &Breakdown, target: Number, evidence: Vec<Evidence>) -> Advice {
    Advice {
        scheme: now.scheme.clone(),
        applicant: now.applicant.clone(),
        as_of: now.as_of,
        track: now.track.clone(),
        target,
        verdict: now.verdict,
        total: now.total.clone(),
        outcome: Outcome::OutOfReach,
        proved: true,
        unproved: Vec::new(),
        alternatives: Vec::new(),
        most: None,
        obstacles: Vec::new(),
        pending: Vec::new(),
        evidence,
    }
}

/// The ways of one unit; conditions that nothing meets are noted, and left out of account.
fn explore(applicant: &Applicant<'_>, unit: &Unit<'_, '_>, now: &Breakdown, advice: &mut Advice) -> Ways {
    let met = ways(applicant, unit, Demand::Met);
    if !met.ways.is_empty() || unit.conditions.is_empty() {
        return met;
    }
    for condition in &unit.conditions {
        advice.note(condition, now, applicant);
    }
    let demand = if advice.obstacles.is_empty() { Demand::NotFailed } else { Demand::Nothing };
    let rest = ways(applicant, unit, demand);
    let rest = if rest.ways.is_empty() { ways(applicant, unit, Demand::Nothing) } else { rest };
    Ways { proved: rest.proved && met.proved, ..rest }
}

/// What the parts bring that nothing can change.
fn fixed_sum(applicant: &Applicant<'_>, parts: &[Part<'_>], changeable: &BTreeSet<usize>) -> Number {
    let mut probe = applicant.probe();
    let mut needs = Needs::default();
    needs.add_total(applicant.plan);
    probe.prepare(&needs);
    let fixed = parts.iter().filter(|part| part.reading.facts.is_disjoint(changeable));
    fixed.fold(Number::zero(), |sum, part| {
        let low = part.brings(&mut probe).low;
        low.map_or_else(|| sum.clone(), |low| sum.plus(&low.number))
    })
}

/// Whether a result is what is wanted: the total for sure, and every condition that is not given up.
fn enough(result: &Breakdown, target: &Number, given_up: &BTreeSet<String>) -> bool {
    let binding = result.conditions.iter().filter(|condition| {
        condition.kind != crate::breakdown::ConditionSort::Preference && !given_up.contains(&condition.code)
    });
    result.total.published.low >= *target && binding.into_iter().all(|condition| condition.met == Truth::True)
}

impl Advice {
    /// Notes a condition that is not met as things are.
    fn note(&mut self, condition: &Condition, now: &Breakdown, applicant: &Applicant<'_>) {
        let found = now.conditions.iter().find(|known| known.code == condition.code);
        let facts = condition.reads.iter().filter_map(|fact| applicant.declaration(*fact));
        let obstacle = Obstacle {
            code: condition.code.clone(),
            title: condition.title.clone(),
            facts: facts.map(|fact| fact.name.clone()).collect(),
        };
        match found.map(|condition| condition.met) {
            Some(Truth::False) => self.obstacles.push(obstacle),
            Some(Truth::Unknown) => self.pending.push(obstacle),
            Some(Truth::True) | None => {}
        }
    }
}

/// Whether two results have the same total and the same conditions met.
fn alike(one: &Breakdown, other: &Breakdown) -> bool {
    let met = |result: &Breakdown| result.conditions.iter().map(|condition| condition.met).collect::<Vec<_>>();
    one.total.exact == other.total.exact && met(one) == met(other)
}

impl Course<'_, '_> {
    fn tell(&self, advice: &mut Advice, wanted: &Wanted) {
        let places = self.now.total.places;
        let rounding = self.now.total.rounding;
        let reaches = |total: &Number| total.rounded(places, rounding) >= *self.target;
        if advice.obstacles.is_empty() {
            for choice in self.board.alternatives(wanted.alternatives, &reaches) {
                match self.verified(&choice) {
                    Some(alternative) => advice.alternatives.push(alternative),
                    // What was added up is not what is evaluated: nothing is claimed.
                    None => advice.proved = false,
                }
            }
            let surplus = |way: &Alternative| way.after.published.low.minus(self.target);
            advice.alternatives.sort_by(|a, b| {
                let order = a.cost.cmp(&b.cost).then_with(|| a.changes.len().cmp(&b.changes.len()));
                order.then_with(|| surplus(a).cmp(&surplus(b)))
            });
        }
        if advice.alternatives.is_empty() {
            advice.outcome = Outcome::OutOfReach;
            self.tell_most(advice);
        } else {
            advice.outcome = Outcome::Within;
        }
    }

    /// The most that can be reached; where evaluation gives another total than was added up, nothing is claimed.
    fn tell_most(&self, advice: &mut Advice) {
        let Some(choice) = self.board.most() else { return };
        let deeds = self.deeds(&choice);
        let best = (self.evaluate)(&self.applicant.after(&deeds));
        let mut as_good = |deeds: &Deeds| alike(&(self.evaluate)(&self.applicant.after(deeds)), &best);
        let lowered = self.lowered(deeds, &mut as_good);
        let ways = self.board.chosen(&choice).into_iter();
        let predicted = ways.fold(self.board.fixed.clone(), |sum, (_, way)| sum.plus(&way.brings));
        advice.proved &= predicted == best.total.exact.low;
        advice.most = Some(self.alternative(&lowered, &self.board.counts(&choice)));
    }

    fn deeds(&self, choice: &Choice) -> Deeds {
        self.board.chosen(choice).into_iter().flat_map(|(_, way)| way.deeds.clone()).collect()
    }

    /// The way, no further than needed, where evaluating the record with it gives what is wanted.
    fn verified(&self, choice: &Choice) -> Option<Alternative> {
        let mut reaches = |deeds: &Deeds| {
            let result = (self.evaluate)(&self.applicant.after(deeds));
            enough(&result, self.target, &self.given_up)
        };
        let deeds = self.deeds(choice);
        if !reaches(&deeds) {
            return None;
        }
        let deeds = self.lowered(deeds, &mut reaches);
        Some(self.alternative(&deeds, &self.board.counts(choice)))
    }

    /// The changes no further than needed.
    fn lowered(&self, deeds: Deeds, enough: &mut dyn FnMut(&Deeds) -> bool) -> Deeds {
        let whole = (self.evaluate)(&self.applicant.after(&deeds));
        let mut same = |deeds: &Deeds| alike(&(self.evaluate)(&self.applicant.after(deeds)), &whole);
        // First what makes no difference at all, so that the total is as sure without it.
        lowered(self.applicant, deeds, enough, &mut same)
    }

    fn alternative(&self, deeds: &Deeds, counts: &BTreeMap<usize, usize>) -> Alternative {
        let applicant = self.applicant;
        let facts = applicant.after(deeds);
        let result = (self.evaluate)(&facts);
        let prices = counts.iter().map(|(fact, count)| applicant.price(*fact, *count));
        let changes = deeds.iter().filter_map(|(fact, state)| self.change(*fact, state, counts.get(fact).copied()));
        Alternative {
            cost: prices.fold(Number::zero(), |sum, price| sum.plus(&price)),
            changes: changes.collect(),
            gains: self.gains(&result),
            after: result.total,
            verdict: result.verdict,
            record: record_of(&facts, &applicant.plan.facts),
        }
    }

    fn change(&self, fact: usize, state: &State, count: Option<usize>) -> Option<Change> {
        let declaration = self.applicant.declaration(fact)?;
        let before = self.applicant.rows(fact).len();
        let rows = if let State::Given(Value::List(rows)) = state { rows.as_slice() } else { &[] };
        let added = match &declaration.kind {
            Kind::List(list) => rows.iter().skip(before).map(|row| record_said(list, row)).collect(),
            Kind::Text
            | Kind::YesNo
            | Kind::Quantity { .. }
            | Kind::Date
            | Kind::Year
            | Kind::CreditCode
            | Kind::Choice(_)
            | Kind::Choices(_) => Vec::new(),
        };
        Some(Change {
            name: declaration.name.clone(),
            key: declaration.key.clone(),
            cost: self.applicant.price(fact, count.unwrap_or(1)),
            from: said(declaration, &self.applicant.entry(fact).state),
            to: said(declaration, state),
            added,
        })
    }

    /// The leaves whose scores differ from those before.
    fn gains(&self, after: &Breakdown) -> Vec<Gain> {
        let mut gains = Vec::new();
        let before = leaves(self.now);
        for (code, title, score) in leaves(after) {
            let Some((_, _, old)) = before.iter().find(|(known, _, _)| *known == code) else { continue };
            if **old == *score {
                continue;
            }
            let part = self.parts.iter().find(|part| part.node.code == code);
            gains.push(Gain {
                code: code.to_owned(),
                title: title.to_owned(),
                before: (*old).clone(),
                after: score.clone(),
                weighted: part.map(|part| score.low.minus(&old.low).times(&part.weight)),
            });
        }
        gains
    }
}
