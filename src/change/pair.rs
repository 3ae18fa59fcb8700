//! Rules of two packs, paired by their codes: what differs in each pair.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::formula::{Declared, Former};
use super::same::Prover;
use super::term::Term;
use super::witness::{Ruled, Seeker};
use super::{Meaning, wording};
use crate::RuleSet;
use crate::plan::{Method, Node, Plan};
use crate::source::Span;
use crate::value::Date;

/// What kind of rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A condition, veto, preference or ceiling.
    Condition,
    /// A sheet or an indicator.
    Indicator,
    /// What is added to or deducted from the total directly.
    Adjustment,
    /// A grade scale.
    Grade,
}

/// A rule that differs, or is written differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleChange {
    /// What kind of rule.
    pub kind: RuleKind,
    /// Its code; in the new pack where it is there.
    pub code: String,
    /// Its title; in the new pack where it is there.
    pub title: String,
    /// The track it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// Whether it means the same.
    pub meaning: Meaning,
    /// What differs.
    pub details: Vec<Detail>,
    /// Lines that only the old pack has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// Lines that only the new pack has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// Where it stands: file and line, in the new pack where it is there.
    pub origin: String,
    /// What it does, where it means something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
}

/// What differs in a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "detail")]
pub enum Detail {
    /// The rule is new.
    Added,
    /// The rule is gone.
    Removed,
    /// It has another code, and is otherwise the same.
    Recoded {
        /// The code before.
        old: String,
    },
    /// It has another title.
    Retitled {
        /// The title before.
        old: String,
    },
    /// It stands below another indicator.
    Moved {
        /// The code of the indicator or sheet it stood below.
        old: String,
        /// The code of the one it stands below now.
        new: String,
    },
    /// It has other points.
    Points {
        /// As they were.
        old: String,
        /// As they are to be.
        new: String,
    },
    /// It counts by another weight, or has become a bonus or ceased to be one.
    Weight,
    /// It is scored, or judged, otherwise.
    Scoring,
    /// It is written otherwise, and means the same.
    Rewritten,
    /// Basis, evidence, verification or notes differ.
    Reference,
}

/// A rule of one pack, as it is compared.
struct Rule<'p> {
    kind: RuleKind,
    track: Option<&'p str>,
    code: &'p str,
    title: &'p str,
    parent: &'p str,
    points: String,
    weight: (String, bool),
    /// What readers are told besides.
    reference: [&'p [String]; 4],
    term: Term,
    /// What records are evaluated by; a grade scale is compared only.
    ruled: Option<Ruled<'p>>,
    span: Span,
}

/// What two rules have in common that are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'p> {
    kind: RuleKind,
    track: Option<&'p str>,
    code: &'p str,
}

impl<'p> Rule<'p> {
    fn key(&self) -> Key<'p> {
        Key { kind: self.kind, track: self.track, code: self.code }
    }
}

/// Compares all rules; also says how many there are.
pub(super) fn compare(old: &RuleSet, new: &RuleSet, as_of: Date) -> (Vec<RuleChange>, usize) {
    let mut declared = BTreeMap::new();
    let mut before = rules(old.plan(), &mut declared);
    let after = rules(new.plan(), &mut declared);
    let recoded = recoded(&before, &after);
    before.iter_mut().for_each(|rule| rule.term = with_new_codes(&rule.term, &recoded));
    let mut before: BTreeMap<Key<'_>, Rule<'_>> = before.into_iter().map(|rule| (rule.key(), rule)).collect();
    let count = before.len().max(after.len());
    let pairing = Pairing { old, new, as_of, declared: &declared, seeker: OnceCell::new() };
    let mut found = Vec::new();
    for rule in &after {
        let code = recoded.iter().find(|(_, code)| *code == rule.code).map_or(rule.code, |(old, _)| old);
        match before.remove(&Key { code, ..rule.key() }) {
            Some(known) => found.extend(pairing.pair(&known, rule)),
            None => found.push(pairing.alone(rule, Detail::Added)),
        }
    }
    found.extend(before.values().map(|rule| pairing.alone(rule, Detail::Removed)));
    (found, count)
}

/// Rules that are gone and come back under another code, with nothing else changed that decides: old code, new code.
fn recoded<'p>(before: &[Rule<'p>], after: &[Rule<'p>]) -> Vec<(&'p str, &'p str)> {
    let alone = |rule: &Rule<'_>, others: &[Rule<'_>]| !others.iter().any(|other| other.key() == rule.key());
    let mut gone: Vec<&Rule<'p>> = before.iter().filter(|rule| alone(rule, after)).collect();
    let mut found = Vec::new();
    for rule in after.iter().filter(|rule| alone(rule, before)) {
        let same = |gone: &&Rule<'p>| {
            let of = (gone.kind, gone.track, &gone.points) == (rule.kind, rule.track, &rule.points);
            of && with_new_codes(&gone.term, &[(gone.code, rule.code)]) == rule.term
        };
        if let Some(at) = gone.iter().position(same) {
            found.push((gone.swap_remove(at).code, rule.code));
        }
    }
    found
}

/// The term where these indicators have other codes.
fn with_new_codes(term: &Term, recoded: &[(&str, &str)]) -> Term {
    let newer = |word: &Term| {
        let Term::Word(word) = word else { return None };
        recoded.iter().find(|(old, _)| old == word).map(|(_, new)| Term::word(*new))
    };
    term.replaced(&|part| match part {
        Term::Of(name @ ("score of" | "bonus" | "assessed"), parts) => {
            let parts = parts.iter().map(|part| newer(part).unwrap_or_else(|| part.clone())).collect();
            Some(Term::Of(name, parts))
        }
        _ => None,
    })
}

struct Pairing<'a> {
    old: &'a RuleSet,
    new: &'a RuleSet,
    as_of: Date,
    declared: &'a BTreeMap<Term, Declared>,
    /// Made when the first rule is found that differs.
    seeker: OnceCell<Seeker<'a>>,
}

impl<'a> Pairing<'a> {
    /// What differs between a rule and the one with its code.
    fn pair(&self, old: &Rule<'a>, new: &Rule<'a>) -> Option<RuleChange> {
        let before = wording::lines(self.old.sources(), old.span);
        let after = wording::lines(self.new.sources(), new.span);
        let own = |rules: &RuleSet, lines: Vec<String>, rule: &Rule<'_>| {
            if is_leaf(rules.plan(), rule) { lines } else { Vec::new() }
        };
        let (before, after) = (own(self.old, before, old), own(self.new, after, new));
        let (removed, added) = (wording::only_in(&before, &after), wording::only_in(&after, &before));
        let same = Prover::new(self.declared).same(&old.term, &new.term);
        let mut details = differences(old, new);
        if !same {
            details.push(Detail::Scoring);
        } else if details.is_empty() && (!removed.is_empty() || !added.is_empty()) {
            details.push(Detail::Rewritten);
        }
        let placed = |rule: &Rule<'_>| (rule.points.clone(), rule.weight.clone(), rule.parent.to_owned());
        let effect = if same { None } else { self.effect(old, new) };
        let meaning = match &effect {
            _ if placed(old) != placed(new) => Meaning::Different,
            Some(effect) if effect.is_found() => Meaning::Different,
            _ if same => Meaning::Same,
            Some(_) | None => Meaning::Undecided,
        };
        let told = !details.is_empty();
        told.then(|| RuleChange { effect, ..self.change(self.new, new, meaning, details, (removed, added)) })
    }

    /// Records in which the two differ most.
    fn effect(&self, old: &Rule<'a>, new: &Rule<'a>) -> Option<Effect> {
        let bounds = Prover::new(self.declared).apart(&old.term, &new.term);
        let seeker = self.seeker.get_or_init(|| Seeker::new(self.old, self.new, self.as_of));
        Some(seeker.effect([old.ruled?, new.ruled?], new.track, bounds.as_ref()))
    }

    fn alone(&self, rule: &Rule<'_>, detail: Detail) -> RuleChange {
        let rules = if detail == Detail::Added { self.new } else { self.old };
        self.change(rules, rule, Meaning::Different, vec![detail], (Vec::new(), Vec::new()))
    }

    fn change(
        &self,
        rules: &RuleSet,
        rule: &Rule<'_>,
        meaning: Meaning,
        details: Vec<Detail>,
        (removed, added): (Vec<String>, Vec<String>),
    ) -> RuleChange {
        RuleChange {
            kind: rule.kind,
            code: rule.code.to_owned(),
            title: rule.title.to_owned(),
            track: rule.track.map(str::to_owned),
            meaning,
            details,
            removed,
            added,
            origin: rules.sources().origin(rule.span).to_string(),
            effect: None,
        }
    }
}

/// What differs besides the scoring itself.
fn differences(old: &Rule<'_>, new: &Rule<'_>) -> Vec<Detail> {
    let mut details = Vec::new();
    if old.code != new.code {
        details.push(Detail::Recoded { old: old.code.to_owned() });
    }
    if old.title != new.title {
        details.push(Detail::Retitled { old: old.title.to_owned() });
    }
    if old.parent != new.parent {
        details.push(Detail::Moved { old: old.parent.to_owned(), new: new.parent.to_owned() });
    }
    if old.points != new.points {
        details.push(Detail::Points { old: old.points.clone(), new: new.points.clone() });
    }
    if old.weight != new.weight {
        details.push(Detail::Weight);
    }
    if old.reference != new.reference {
        details.push(Detail::Reference);
    }
    details
}

/// Whether a rule has no indicators below it: else its lines are theirs.
fn is_leaf(plan: &Plan, rule: &Rule<'_>) -> bool {
    let of_rule = plan.nodes().into_iter().find(|node| node.span == rule.span);
    of_rule.is_none_or(|node| !matches!(node.method, Method::Children(_)))
}

/// Every rule of a plan.
fn rules<'p>(plan: &'p Plan, declared: &mut BTreeMap<Term, Declared>) -> Vec<Rule<'p>> {
    let mut former = Former::new(plan);
    let mut found = Vec::new();
    let track = |track: Option<usize>| track.and_then(|track| plan.tracks.get(track)).map(|track| track.key.as_str());
    for condition in &plan.conditions {
        found.push(Rule {
            kind: RuleKind::Condition,
            track: track(condition.track),
            code: &condition.code,
            title: &condition.title,
            parent: "",
            points: String::new(),
            weight: (String::new(), false),
            reference: [&condition.basis, &condition.evidence, &condition.verification, &condition.notes],
            term: former.condition_of(condition),
            ruled: Some(Ruled::Condition(condition)),
            span: condition.span,
        });
    }
    for (root, of) in plan.roots() {
        let adjustment = plan.adjustments.iter().any(|node| std::ptr::eq(node, root));
        let kind = if adjustment { RuleKind::Adjustment } else { RuleKind::Indicator };
        tree(root, "", (kind, track(of)), &mut former, &mut found);
    }
    for grade in &plan.grades {
        found.push(Rule {
            kind: RuleKind::Grade,
            track: track(grade.track),
            code: &grade.name,
            title: &grade.name,
            parent: "",
            points: String::new(),
            weight: (String::new(), false),
            reference: [&[], &[], &[], &[]],
            term: former.grade_of(grade),
            ruled: None,
            span: grade.span,
        });
    }
    for (subject, said) in former.declared {
        let known = declared.entry(subject).or_insert_with(|| said.clone());
        known.join(&said);
    }
    found
}

fn tree<'p>(
    node: &'p Node,
    parent: &'p str,
    of: (RuleKind, Option<&'p str>),
    former: &mut Former<'_>,
    found: &mut Vec<Rule<'p>>,
) {
    let (kind, track) = of;
    found.push(Rule {
        kind,
        track,
        code: &node.code,
        title: &node.title,
        parent,
        points: node.points.to_string(),
        weight: (node.weight.as_ref().map(ToString::to_string).unwrap_or_default(), node.bonus),
        reference: [&node.basis, &node.evidence, &node.verification, &node.notes],
        term: former.node(node),
        ruled: Some(Ruled::Indicator(node)),
        span: node.span,
    });
    if let Method::Children(children) = &node.method {
        children.iter().for_each(|child| tree(child, &node.code, of, former, found));
    }
}
