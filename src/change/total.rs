//! What a whole change does to final scores and verdicts: records in which it does the most.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::effect::Extreme;
use super::translate::translated;
use super::{Meaning, RuleChange};
use crate::breakdown::{Mode, Verdict};
use crate::facts::{Facts, record_of};
use crate::levels::Levels;
use crate::plan::{Method, Node, Plan};
use crate::proof::attain::{best, tracks};
use crate::proof::search::{Goal, Search};
use crate::value::{Bound, Date, Number, Range};
use crate::{Options, Record, RuleSet};

/// From how many records a verdict that turns is looked for, each way.
const MOST_TURNED: usize = 2;

/// What a whole change does to final scores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TotalEffect {
    /// The most that a final score rises, of the records found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<TotalExtreme>,
    /// The most that a final score falls, of the records found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<TotalExtreme>,
    /// Who does not go to the experts under the old rules, and does under the new ones.
    pub upwards: Crossing,
    /// Who goes to the experts under the old rules, and does not under the new ones.
    pub downwards: Crossing,
}

/// A record, and what it comes to under both packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TotalExtreme {
    /// The published total under the old rules.
    pub old: Number,
    /// The published total under the new ones.
    pub new: Number,
    /// The new less the old.
    pub difference: Number,
    /// The verdict under the old rules.
    pub old_verdict: Verdict,
    /// The verdict under the new ones.
    pub new_verdict: Verdict,
    /// The track of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// The whole record, for the new pack.
    pub record: serde_json::Value,
}

/// Whether a verdict can turn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Crossing {
    /// It does for this record.
    Found(Box<TotalExtreme>),
    /// No record was found for which it does.
    #[default]
    NotFound,
    /// None can: no score changes that way, and no condition.
    Impossible,
}

/// What the change does, by records evaluated under both packs.
pub(super) fn effect(old: &RuleSet, new: &RuleSet, rules: &[RuleChange], as_of: Date, only_rules: bool) -> TotalEffect {
    let mut found = TotalEffect::default();
    let (own, others) = concerned(new.plan(), rules);
    for (at, track) in own.iter().chain(&others).enumerate() {
        // Where only what concerns everyone has changed, one track shows it, unless it shows no verdict that turns.
        if at >= own.len() && at > 0 && found.is_settled() {
            break;
        }
        let (track, levels) = (*track, OnceCell::new());
        Trial { old, new, as_of, track, levels, found: &mut found }.go(rules);
    }
    if only_rules && !reads_scores(old.plan()) && !reads_scores(new.plan()) {
        for (crossing, upwards) in [(&mut found.upwards, true), (&mut found.downwards, false)] {
            if *crossing == Crossing::NotFound && rules.iter().all(|rule| never(rule, upwards)) {
                *crossing = Crossing::Impossible;
            }
        }
    }
    found
}

/// The tracks whose rules have changed; and the others, where only what concerns everyone has.
fn concerned(plan: &Plan, rules: &[RuleChange]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let changed: Vec<&RuleChange> = rules.iter().filter(|rule| rule.meaning != Meaning::Same).collect();
    let own = |track: &Option<usize>| {
        let key = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.key);
        changed.iter().any(|rule| rule.track.is_some() && rule.track.as_ref() == key)
    };
    let (own, others): (Vec<_>, Vec<_>) = tracks(plan).into_iter().partition(own);
    let all = changed.is_empty() || changed.iter().any(|rule| rule.track.is_none());
    (own, if all { others } else { Vec::new() })
}

/// Whether a changed rule surely raises no score, or lowers none.
fn never(rule: &RuleChange, upwards: bool) -> bool {
    if rule.meaning == Meaning::Same {
        return true;
    }
    let Some(bounds) = rule.effect.as_ref().and_then(|effect| effect.bounds.as_ref()) else { return false };
    if upwards { bounds.most <= Number::zero() } else { !bounds.least.is_negative() }
}

/// Whether a rule reads what other rules come to: then less there may be more here.
fn reads_scores(plan: &Plan) -> bool {
    use crate::plan::FormulaKind;
    let formulas = plan.ruling().into_iter().chain(plan.defining()).flat_map(crate::plan::Formula::all);
    formulas.into_iter().any(|formula| matches!(formula.kind, FormulaKind::ScoreOf(_) | FormulaKind::Total))
}

impl TotalEffect {
    /// Whether a verdict was found to turn each way in which totals move.
    fn is_settled(&self) -> bool {
        let turned =
            |moved: &Option<TotalExtreme>, crossing: &Crossing| moved.is_none() || *crossing != Crossing::NotFound;
        turned(&self.gain, &self.upwards) && turned(&self.loss, &self.downwards)
    }
}

/// What is tried for the applicants of one track.
struct Trial<'a> {
    old: &'a RuleSet,
    new: &'a RuleSet,
    as_of: Date,
    track: Option<usize>,
    /// The levels of what the change does not touch; made when they are first asked for.
    levels: OnceCell<Levels<'a>>,
    found: &'a mut TotalEffect,
}

impl Trial<'_> {
    fn go(&mut self, rules: &[RuleChange]) {
        let plan = self.new.plan();
        let key = self.key().map(str::to_owned);
        let full = best(plan, self.as_of, self.track).facts;
        let plain = Search::new(plan, self.as_of).record(self.track, &[]).unwrap_or_else(|| full.clone());
        let concerned = rules
            .iter()
            .filter(|rule| rule.meaning == Meaning::Different && (rule.track.is_none() || rule.track == key));
        let concerned: Vec<&RuleChange> = concerned.collect();
        let touched: BTreeSet<usize> = concerned.iter().flat_map(|rule| self.reads(rule)).collect();
        let mut starts = vec![full.clone(), plain.clone()];
        starts.extend(plan.sheets.iter().map(|sheet| with(&plain, &full, reads_of(&sheet.root))));
        for pick in [gain, loss, other] {
            starts.extend(self.overlaid(&full, &concerned, pick));
        }
        let seen = starts.into_iter().filter_map(|facts| Some((self.totals(&facts)?, facts)));
        let mut seen: Vec<(TotalExtreme, Facts)> = seen.collect();
        for rises in [true, false] {
            let amplified = farthest(&seen, rises).map(|facts| self.amplified(facts, &concerned));
            seen.extend(amplified.and_then(|facts| Some((self.totals(&facts)?, facts))));
        }
        seen.iter().for_each(|(found, _)| self.keep(found));
        seen.sort_by_key(|(found, _)| found.difference.absolute().negated());
        let eligible = |found: &TotalExtreme| ![found.old_verdict, found.new_verdict].contains(&Verdict::NotEligible);
        for upwards in [true, false] {
            let turning = seen.iter().filter(|(found, _)| eligible(found));
            let turning = turning.filter_map(|(found, facts)| Some((self.decisive(found, upwards)?, facts)));
            let turning: Vec<(Range, &Facts)> = turning.take(MOST_TURNED).collect();
            turning.into_iter().for_each(|(wanted, facts)| self.turn(facts, &wanted, &touched));
        }
    }

    /// The record with what single changed rules turn on, and with all of it.
    fn overlaid(&self, base: &Facts, rules: &[&RuleChange], pick: fn(&RuleChange) -> Option<&Extreme>) -> Vec<Facts> {
        let mut all = base.clone();
        let mut found = Vec::new();
        for rule in rules {
            let Some(facts) = pick(rule).and_then(|extreme| self.read(extreme)) else { continue };
            let reads = self.reads(rule);
            found.push(with(base, &facts, reads.clone()));
            all = with(&all, &facts, reads);
        }
        found.push(all);
        found
    }

    /// The record in which the change counts for more, because what stands beside it does not apply.
    fn amplified(&self, facts: &Facts, rules: &[&RuleChange]) -> Facts {
        let plan = self.new.plan();
        let mut facts = facts.clone();
        let Some(mut most) = self.totals(&facts).map(|found| found.difference.absolute()) else { return facts };
        let mut search = Search::new(plan, self.as_of);
        for head in plan.nodes().into_iter().filter(|node| node.clauses.rescale.is_some()) {
            let inside = head.tree();
            if !rules.iter().any(|rule| inside.iter().any(|node| node.code == rule.code)) {
                continue;
            }
            let leaves = inside.into_iter().filter(|node| !matches!(node.method, Method::Children(_)));
            for leaf in leaves.filter(|leaf| !rules.iter().any(|rule| rule.code == leaf.code)) {
                let Some((changes, _)) = search.changes(self.track, &Goal::applies(leaf, false)) else { continue };
                let without = changes.apply(&facts);
                let more = self.totals(&without).map(|found| found.difference.absolute());
                if let Some(more) = more.filter(|more| *more > most) {
                    (facts, most) = (without, more);
                }
            }
        }
        facts
    }

    /// The totals under the old rules with which the verdict turns, where the change moves the total by so much.
    fn decisive(&self, found: &TotalExtreme, upwards: bool) -> Option<Range> {
        let old = self.old.plan().scheme.pass_mark.clone();
        let new = self.new.plan().scheme.pass_mark.minus(&found.difference);
        let (low, high) = if upwards { (new, old) } else { (old, new) };
        let bound = |number, included| Some(Bound { number, included });
        (low < high).then(|| Range { low: bound(low, true), high: bound(high, false) })
    }

    /// Brings what the change does not touch to where the verdict turns.
    fn turn(&mut self, facts: &Facts, wanted: &Range, touched: &BTreeSet<usize>) {
        let (from, to) = (self.new.plan(), self.old.plan());
        let track = self.track_in(to);
        let levels = self.levels.get_or_init(|| Levels::of(to, track, self.as_of).without(touched));
        let reached = levels.reach(&translated(facts, from, to), wanted);
        if let Some(found) = reached.and_then(|reached| self.totals(&translated(&reached, to, from))) {
            self.keep(&found);
        }
    }

    /// Keeps what shows more than what was seen before.
    fn keep(&mut self, seen: &TotalExtreme) {
        let less = |known: &Option<TotalExtreme>| {
            known.as_ref().is_none_or(|known| known.difference.absolute() < seen.difference.absolute())
        };
        if seen.difference.is_negative() {
            if less(&self.found.loss) {
                self.found.loss = Some(seen.clone());
            }
        } else if !seen.difference.is_zero() && less(&self.found.gain) {
            self.found.gain = Some(seen.clone());
        }
        let passes = |verdict: Verdict| verdict == Verdict::ToExperts;
        let crossing = match (passes(seen.old_verdict), passes(seen.new_verdict)) {
            (false, true) => &mut self.found.upwards,
            (true, false) => &mut self.found.downwards,
            (true, true) | (false, false) => return,
        };
        if !matches!(crossing, Crossing::Found(_)) {
            *crossing = Crossing::Found(Box::new(seen.clone()));
        }
    }

    /// What a record comes to under both packs, where that is one number in each.
    fn totals(&self, facts: &Facts) -> Option<TotalExtreme> {
        let (old, new) = (self.old.plan(), self.new.plan());
        let json = record_of(facts, &new.facts);
        let before = self.evaluated(self.old, &record_of(&translated(facts, new, old), &old.facts))?;
        let after = self.evaluated(self.new, &json)?;
        let (old, new) = (before.0, after.0);
        let record = serde_json::from_str(&json).ok()?;
        Some(TotalExtreme {
            difference: new.minus(&old),
            old,
            new,
            old_verdict: before.1,
            new_verdict: after.1,
            track: self.key().map(str::to_owned),
            record,
        })
    }

    fn evaluated(&self, rules: &RuleSet, json: &str) -> Option<(Number, Verdict)> {
        let record = Record::from_json(json).ok()?;
        let options = Options { as_of: self.as_of, mode: Mode::Open, track: self.key().map(str::to_owned) };
        let breakdown = rules.evaluate_with(&record, &options).ok()?;
        Some((breakdown.total().published.exact()?.clone(), breakdown.verdict()))
    }

    /// The facts of a shown record, in the terms of the new pack.
    fn read(&self, extreme: &Extreme) -> Option<Facts> {
        let record = Record::from_json(&extreme.record.to_string()).ok()?;
        let options = Options { track: self.key().map(str::to_owned), ..Options::on(self.as_of) };
        self.new.facts(&record, &options).ok().map(|(_, facts)| facts)
    }

    fn reads(&self, rule: &RuleChange) -> Vec<usize> {
        let plan = self.new.plan();
        let condition = plan.conditions.iter().find(|condition| condition.code == rule.code);
        let node = plan.nodes().into_iter().find(|node| node.code == rule.code);
        condition.map_or_else(|| node.map(reads_of).unwrap_or_default(), |condition| condition.reads.clone())
    }

    fn key(&self) -> Option<&str> {
        let track = self.new.plan().tracks.get(self.track?)?;
        Some(&track.key)
    }

    fn track_in(&self, plan: &Plan) -> Option<usize> {
        let key = self.key()?;
        plan.tracks.iter().position(|track| track.key == key)
    }
}

/// The record whose total rises, or falls, the most.
fn farthest(seen: &[(TotalExtreme, Facts)], rises: bool) -> Option<&Facts> {
    let moved = seen.iter().map(|(found, facts)| (&found.difference, facts));
    let moved = moved.filter(|(moved, _)| !moved.is_zero() && moved.is_negative() != rises);
    moved.max_by_key(|(moved, _)| moved.absolute()).map(|(_, facts)| facts)
}

/// What an indicator and all below it read.
fn reads_of(node: &Node) -> Vec<usize> {
    node.tree().into_iter().flat_map(|node| node.reads.iter().copied()).collect()
}

/// A record with these facts of another.
fn with(base: &Facts, other: &Facts, facts: Vec<usize>) -> Facts {
    let mut changed = base.clone();
    for fact in facts {
        if let (Some(entry), Some(wanted)) = (changed.entries.get_mut(fact), other.entries.get(fact)) {
            entry.clone_from(wanted);
        }
    }
    changed
}

fn gain(rule: &RuleChange) -> Option<&Extreme> {
    rule.effect.as_ref()?.gain.as_ref()
}

fn loss(rule: &RuleChange) -> Option<&Extreme> {
    rule.effect.as_ref()?.loss.as_ref()
}

fn other(rule: &RuleChange) -> Option<&Extreme> {
    rule.effect.as_ref()?.other.as_ref()
}
