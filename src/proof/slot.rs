//! A track stays in its slot: what its file adds, and that nothing of the scheme depends on it.

use std::collections::BTreeMap;

use super::{Outcome, Prover, Subject};
use crate::diagnostic::say;
use crate::plan::{Condition, Formula, FormulaKind, Grade, ListReference, Node};
use crate::value::{Number, Range, Truth};

impl Prover<'_> {
    /// Every track.
    pub(super) fn slots(&mut self) {
        let plan = self.plan;
        let intruders = self.read_by_the_scheme();
        let count = |owners: &mut dyn Iterator<Item = Option<usize>>| {
            let mut counts = vec![0_usize; plan.tracks.len()];
            for owner in owners.flatten() {
                if let Some(count) = counts.get_mut(owner) {
                    *count = count.saturating_add(1);
                }
            }
            counts
        };
        let facts = count(&mut plan.facts.iter().map(|fact| fact.track));
        let definitions = count(&mut plan.definitions.iter().map(|definition| definition.track));
        let conditions = count(&mut plan.conditions.iter().map(|condition| condition.track));
        let held: BTreeMap<(Option<usize>, String), Range> =
            self.scores.iter().map(|bounds| ((bounds.track, bounds.code.clone()), bounds.held.clone())).collect();
        let counts = facts.into_iter().zip(definitions).zip(conditions);
        for ((at, track), ((facts, definitions), conditions)) in plan.tracks.iter().enumerate().zip(counts) {
            let (key, points, share) = (&track.key, &track.sheet.root.points, &track.sheet.share);
            let claim = say!(
                "{key} 只在自己的位置里：不改变方案的指标、权重、等级和调整，也不超出 {points} 分",
                "{key} stays in its slot: it changes no indicator, weight, grade or adjustment of the scheme, and stays within {points} points"
            );
            let sheet = Range::closed(Number::zero(), points.clone());
            let held = held.get(&(Some(at), key.clone()));
            let within = held.is_some_and(|held| held.within(&sheet) == Truth::True);
            let intruder = intruders.iter().find(|(owner, _)| *owner == at);
            let outcome = match (within, intruder) {
                (true, None) => Outcome::Proved(say!(
                    "增加事实 {facts} 个、定义 {definitions} 个、条件 {conditions} 个和一张指标表（占 {share}）；方案自己的规则都不读它们",
                    "it adds {facts} facts, {definitions} definitions, {conditions} conditions and one sheet (a share of {share}); no rule of the scheme itself reads them"
                )),
                (_, Some((_, name))) => Outcome::Refuted(
                    say!("方案自己的规则读了它的“{name}”", "a rule of the scheme itself reads its “{name}”"),
                    None,
                ),
                (false, None) => Outcome::NotProved(say!(
                    "它的指标表没有断定在 0 至 {points} 分之间",
                    "its sheet was not shown to stay between 0 and {points} points"
                )),
            };
            self.oblige(Subject::Slot, key, claim, vec![track.sheet.root.span], outcome);
        }
    }

    /// Facts and definitions of tracks that rules of the scheme itself read, with their owners.
    fn read_by_the_scheme(&self) -> Vec<(usize, String)> {
        let plan = self.plan;
        let nodes = plan.roots().into_iter().filter(|(_, track)| track.is_none()).flat_map(|(root, _)| root.tree());
        let conditions = plan.conditions.iter().filter(|condition| condition.track.is_none());
        let definitions = plan.definitions.iter().filter(|entry| entry.track.is_none()).map(|entry| &entry.formula);
        let ruling = nodes.flat_map(Node::formulas).chain(conditions.flat_map(Condition::formulas)).chain(definitions);
        let all = ruling.chain(plan.grades.iter().flat_map(Grade::formulas)).flat_map(Formula::all);
        let mut found: Vec<(usize, String)> = all
            .filter_map(owner_of)
            .filter_map(|owner| match owner {
                Owner::Fact(index) => plan.facts.get(index).and_then(|fact| Some((fact.track?, fact.name.clone()))),
                Owner::Definition(index) => {
                    plan.definitions.get(index).and_then(|entry| Some((entry.track?, entry.name.clone())))
                }
            })
            .collect();
        let named = [plan.scheme.applicant_name, plan.scheme.applicant_code].into_iter().flatten();
        found.extend(
            named.filter_map(|index| plan.facts.get(index)).filter_map(|fact| Some((fact.track?, fact.name.clone()))),
        );
        found
    }
}

/// What a formula reads that a track may own.
enum Owner {
    Fact(usize),
    Definition(usize),
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn owner_of(formula: &Formula) -> Option<Owner> {
    let list = |list: &ListReference| match list {
        ListReference::Fact(index) => Owner::Fact(*index),
        ListReference::Field { of, .. } => Owner::Fact(*of),
    };
    if let Some(of) = formula.list() {
        return Some(list(&of));
    }
    match &formula.kind {
        FormulaKind::Fact(index) => Some(Owner::Fact(*index)),
        FormulaKind::Field { list, .. } => Some(Owner::Fact(list.0)),
        FormulaKind::Definition(index) => Some(Owner::Definition(*index)),
        _ => None,
    }
}
