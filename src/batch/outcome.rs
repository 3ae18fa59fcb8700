//! Results of many applicants, and the compact result of one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Applicants;
use crate::breakdown::{Breakdown, ConditionSort, Node, NodeState, Standing, Verdict};
use crate::compiled::{Filled, TrackProgram};
use crate::plan::Plan;
use crate::ruleset::RuleSet;
use crate::value::{Number, Truth};

/// Results of applicants, in the order in which they were pushed. Cheap to use again for the next.
#[derive(Clone, Debug, Default)]
pub struct Results {
    rules: Option<RuleSet>,
    pub(super) groups: Vec<Scored>,
    places: Vec<(usize, usize)>,
}

/// The results of one track's applicants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scored {
    pub(crate) track: Option<usize>,
    pub(crate) program: Option<Arc<TrackProgram>>,
    pub(crate) filled: Filled,
    /// What the tree walk completed.
    pub(crate) completed: BTreeMap<usize, Box<Breakdown>>,
}

impl Results {
    pub(super) fn begin(&mut self, applicants: &Applicants) {
        self.rules = Some(applicants.rules().clone());
        self.groups.resize_with(applicants.groups.len(), Scored::default);
        for (scored, group) in self.groups.iter_mut().zip(&applicants.groups) {
            scored.track = group.track();
        }
        self.places.clear();
        self.places.extend_from_slice(&applicants.places);
    }

    /// How many results there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The result of the applicant who was pushed after so many others.
    #[must_use]
    pub fn outcome(&self, at: usize) -> Option<Outcome<'_>> {
        let (group, line) = *self.places.get(at)?;
        let scored = self.groups.get(group)?;
        let program = scored.program.as_deref()?;
        Some(Outcome { plan: self.rules.as_ref()?.plan(), scored, program, line })
    }

    /// How many of them the tree walk had to complete: something was not known, or not held by whole numbers.
    #[must_use]
    pub fn completed(&self) -> usize {
        self.groups.iter().map(|group| group.completed.len()).sum()
    }
}

/// The compact result of one applicant: verdict, total, and of each indicator its score and the row of its table.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'r> {
    plan: &'r Plan,
    scored: &'r Scored,
    program: &'r TrackProgram,
    line: usize,
}

/// The result of an indicator without children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafOutcome {
    /// Its code.
    pub code: String,
    /// Its score.
    pub score: Standing,
    /// What kind of result it is.
    pub state: NodeState,
    /// The row of its table that was taken, from 0; of points given where a condition holds, 1 where they were, 0 where they
    /// were not. Nothing where it has no table of its own, or it is not known.
    pub row: Option<u8>,
}

/// The compact result of one applicant, by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compact {
    /// The verdict (结论).
    pub verdict: Verdict,
    /// The total as published (最终得分).
    pub total: Standing,
    /// Whether each condition is met, in order.
    pub conditions: Vec<Truth>,
    /// The indicators without children, in order.
    pub leaves: Vec<LeafOutcome>,
}

#[cfg(feature = "arrow")]
impl<'r> Outcome<'r> {
    /// The result in one line of what was scored together.
    pub(crate) fn of_line(plan: &'r Plan, scored: &'r Scored, line: usize) -> Option<Self> {
        Some(Self { plan, scored, program: scored.program.as_deref()?, line })
    }
}

impl Outcome<'_> {
    /// All of it, by itself.
    #[must_use]
    pub fn compact(&self) -> Compact {
        Compact { verdict: self.verdict(), total: self.total(), conditions: self.conditions(), leaves: self.leaves() }
    }

    /// The result as JSON on one line: verdict, total, of each condition whether it is met, and of each indicator its
    /// score (`low` and `high` where it is a range), its state where it is not simply scored, and the row of its table.
    #[must_use]
    pub fn to_json_line(&self, applicant: (Option<&str>, Option<&str>)) -> String {
        let mut line = serde_json::Map::new();
        let (name, code) = applicant;
        for (key, text) in [("name", name), ("code", code)] {
            line.extend(text.map(|text| (key.to_owned(), text.into())));
        }
        let known = |standing: &Standing| match standing.exact() {
            Some(score) => vec![("score", serde_json::json!(score))],
            None => vec![("low", serde_json::json!(standing.low)), ("high", serde_json::json!(standing.high))],
        };
        line.insert("verdict".to_owned(), serde_json::json!(self.verdict()));
        let total = known(&self.total()).into_iter().map(|(key, value)| (key.to_owned(), value));
        line.insert("total".to_owned(), serde_json::Value::Object(total.collect()));
        line.insert("conditions".to_owned(), serde_json::json!(self.conditions()));
        let leaves = self.leaves().into_iter().map(|leaf| {
            let mut members: serde_json::Map<String, serde_json::Value> =
                known(&leaf.score).into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            if leaf.state != NodeState::Scored {
                members.insert("state".to_owned(), serde_json::json!(leaf.state));
            }
            members.extend(leaf.row.map(|row| ("row".to_owned(), serde_json::json!(row))));
            (leaf.code, serde_json::Value::Object(members))
        });
        line.insert("indicators".to_owned(), serde_json::Value::Object(leaves.collect()));
        serde_json::Value::Object(line).to_string()
    }

    fn completed(&self) -> Option<&Breakdown> {
        self.scored.completed.get(&self.line).map(AsRef::as_ref)
    }

    /// The verdict (结论).
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if let Some(completed) = self.completed() {
            return completed.verdict;
        }
        let concerned = |owner: Option<usize>| owner.is_none() || owner == self.scored.track;
        let conditions = self.plan.conditions.iter().filter(|condition| concerned(condition.track));
        let binding = conditions.enumerate().filter(|(_, condition)| condition.sort != ConditionSort::Preference);
        let met = |at: usize| self.program.condition(&self.scored.filled, self.line, at) == Truth::True;
        if !binding.map(|(at, _)| at).all(met) {
            return Verdict::NotEligible;
        }
        match self.program.total(&self.scored.filled, self.line) {
            Some((_, true)) => Verdict::ToExperts,
            Some((_, false)) => Verdict::BelowMark,
            None => Verdict::Undetermined,
        }
    }

    /// The total as published (最终得分): rounded once.
    #[must_use]
    pub fn total(&self) -> Standing {
        if let Some(completed) = self.completed() {
            return completed.total.published.clone();
        }
        let scheme = &self.plan.scheme;
        let total = self.program.total(&self.scored.filled, self.line);
        let rounded = total.map(|(exact, _)| exact.rounded(scheme.places, scheme.rounding));
        Standing::exactly(rounded.unwrap_or_else(Number::zero))
    }

    /// The total before it is rounded.
    #[must_use]
    pub fn exact_total(&self) -> Standing {
        if let Some(completed) = self.completed() {
            return completed.total.exact.clone();
        }
        let total = self.program.total(&self.scored.filled, self.line);
        Standing::exactly(total.map_or_else(Number::zero, |(exact, _)| exact))
    }

    /// Whether each condition is met, in order.
    #[must_use]
    pub fn conditions(&self) -> Vec<Truth> {
        if let Some(completed) = self.completed() {
            return completed.conditions.iter().map(|condition| condition.met).collect();
        }
        let concerned = |owner: Option<usize>| owner.is_none() || owner == self.scored.track;
        let count = self.plan.conditions.iter().filter(|condition| concerned(condition.track)).count();
        (0..count).map(|at| self.program.condition(&self.scored.filled, self.line, at)).collect()
    }

    /// The indicators without children, in order.
    #[must_use]
    pub fn leaves(&self) -> Vec<LeafOutcome> {
        let filled = &self.scored.filled;
        let completed = self.completed().map(leaves).unwrap_or_default();
        let told = self.program.codes().enumerate().map(|(at, code)| {
            let known = self.program.leaf(filled, self.line, at);
            let row = known.as_ref().and_then(|known| known.row);
            let (score, state) = match (completed.get(at), known) {
                (Some(node), _) => (node.score.clone(), node.state),
                (None, Some(known)) => (Standing::exactly(known.known.score), known.known.state),
                (None, None) => (Standing::exactly(Number::zero()), NodeState::Open),
            };
            LeafOutcome { code: code.to_owned(), score, state, row }
        });
        told.collect()
    }
}

/// The leaves of a breakdown, in the order in which they are scored.
pub(crate) fn leaves(breakdown: &Breakdown) -> Vec<&Node> {
    let sheets = breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators);
    let mut open: Vec<&Node> = sheets.chain(&breakdown.adjustments).collect();
    open.reverse();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if node.children.is_empty() { found.push(node) } else { open.extend(node.children.iter().rev()) }
    }
    found
}
