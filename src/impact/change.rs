//! What became of one applicant: total, verdict, indicators, conditions and grades, before and after.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::contribution::{Leaf, leaves};
use super::shift::Shift;
use crate::breakdown::{
    Applicant, Breakdown, ConditionResult, ConditionSort, GradeResult, NodeState, Standing, Verdict,
};
use crate::value::{Number, Truth};

/// One applicant under the old rules and under the new ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Who.
    pub applicant: Applicant,
    /// Under the old rules.
    pub old: Outcome,
    /// Under the new rules.
    pub new: Outcome,
    /// Indicators without children whose score or contribution changed, the largest change of the total first.
    pub indicators: Vec<IndicatorChange>,
    /// What the total changed by beyond the sum of the indicators: caps, floors and roundings above them.
    pub rest: Shift,
    /// Conditions whose outcome changed, in order.
    pub conditions: Vec<ConditionChange>,
    /// Grades that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeChange>,
}

/// Verdict and total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// The total as published.
    pub total: Standing,
    /// Before rounding.
    pub exact: Standing,
    /// Places of the published total.
    pub places: u32,
    /// The pass mark.
    pub pass_mark: Number,
}

/// An indicator that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicatorChange {
    /// Its code.
    pub code: String,
    /// Its title, as the new rules have it where they do.
    pub title: String,
    /// Under the old rules; nothing where they do not have it.
    pub old: Option<IndicatorOutcome>,
    /// Under the new rules; nothing where they do not have it.
    pub new: Option<IndicatorOutcome>,
    /// By how much its contribution to the total changed.
    pub shift: Shift,
}

/// What an indicator came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicatorOutcome {
    /// Its score in its own points.
    pub score: Standing,
    /// What kind of result it is.
    pub state: NodeState,
    /// Its points of the total.
    pub contribution: Standing,
}

/// A condition whose outcome changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionChange {
    /// Its code.
    pub code: String,
    /// Its title, as the new rules have it where they do.
    pub title: String,
    /// Under the old rules; nothing where they do not have it.
    pub old: Option<ConditionOutcome>,
    /// Under the new rules; nothing where they do not have it.
    pub new: Option<ConditionOutcome>,
}

/// What a condition came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionOutcome {
    /// Which kind.
    pub kind: ConditionSort,
    /// Whether it is met.
    pub met: Truth,
    /// Whether it concerns this applicant.
    pub concerns: Truth,
    /// Whether it counts as not submitted.
    pub unsubmitted: bool,
}

/// A grade that changed: the grades that are possible, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GradeChange {
    /// The scale's name.
    pub name: String,
    /// Under the old rules; empty where they do not have the scale.
    pub old: Vec<String>,
    /// Under the new rules.
    pub new: Vec<String>,
}

impl Change {
    /// From the breakdown under the old rules to that under the new ones; each with the codes of its bonuses.
    pub(crate) fn between(
        (old, old_bonuses): (&Breakdown, &BTreeSet<String>),
        (new, new_bonuses): (&Breakdown, &BTreeSet<String>),
    ) -> Self {
        let indicators = indicators(&leaves(old, old_bonuses), &leaves(new, new_bonuses));
        let sum = indicators.iter().fold(Shift::none(), |sum, one| sum.plus(&one.shift));
        let rest = Shift::between(&old.total.exact, &new.total.exact).minus(&sum);
        Self {
            applicant: new.applicant.clone(),
            old: Outcome::of(old),
            new: Outcome::of(new),
            indicators,
            rest,
            conditions: conditions(&old.conditions, &new.conditions),
            grades: grades(&old.grades, &new.grades),
        }
    }

    /// By how much the published total changed.
    #[must_use]
    pub fn shift(&self) -> Shift {
        Shift::between(&self.old.total, &self.new.total)
    }

    /// Whether anything changed for the applicant; a pass mark that moved without a verdict has changed nothing.
    #[must_use]
    pub fn is_change(&self) -> bool {
        let inside = self.indicators.is_empty() && self.conditions.is_empty() && self.grades.is_empty();
        let (old, new) = (&self.old, &self.new);
        !inside || self.flips() || old.total != new.total || old.exact != new.exact
    }

    /// Whether the verdict changed.
    #[must_use]
    pub fn flips(&self) -> bool {
        self.old.verdict != self.new.verdict
    }

    /// What the flip of the verdict came from: conditions that bar or no longer bar, and whether it came from the total too,
    /// which moved across the pass mark, or the pass mark across it. Where a condition bars now, the total counts nothing.
    #[must_use]
    pub fn causes(&self) -> (Vec<&ConditionChange>, bool) {
        if !self.flips() {
            return (Vec::new(), false);
        }
        let conditions = self.conditions.iter().filter(|one| one.barring_changed()).collect();
        let crossed = self.old.reaches() != self.new.reaches();
        (conditions, crossed && self.new.verdict != Verdict::NotEligible)
    }
}

impl Outcome {
    fn of(breakdown: &Breakdown) -> Self {
        let total = &breakdown.total;
        Self {
            verdict: breakdown.verdict,
            total: total.published.clone(),
            exact: total.exact.clone(),
            places: total.places,
            pass_mark: total.pass_mark.clone(),
        }
    }

    /// Whether the total reaches the pass mark.
    #[must_use]
    pub fn reaches(&self) -> Truth {
        match (self.total.low >= self.pass_mark, self.total.high >= self.pass_mark) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }
}

impl ConditionChange {
    /// Whether it stands in the way before and not after, or the other way round.
    fn barring_changed(&self) -> bool {
        let bars = |outcome: Option<ConditionOutcome>| {
            let binding = outcome.filter(|outcome| outcome.kind != ConditionSort::Preference);
            binding.map_or(Truth::False, |outcome| outcome.met.not())
        };
        bars(self.old) != bars(self.new)
    }
}

fn indicators(old: &[Leaf<'_>], new: &[Leaf<'_>]) -> Vec<IndicatorChange> {
    let pairs = paired(old, new, |leaf| leaf.node.code.as_str());
    let changed = pairs.into_iter().filter(|(old, new)| match (old, new) {
        (Some(old), Some(new)) => {
            old.counts != new.counts || old.node.score != new.node.score || old.node.state != new.node.state
        }
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => false,
    });
    let mut found: Vec<IndicatorChange> = changed.filter_map(|(old, new)| indicator(old, new)).collect();
    // Stable: equal changes stay in the order of the rules.
    found.sort_by_key(|one| std::cmp::Reverse(one.shift.weight().absolute()));
    found
}

fn indicator(old: Option<&Leaf<'_>>, new: Option<&Leaf<'_>>) -> Option<IndicatorChange> {
    let named = new.or(old)?.node;
    let nothing = Standing::exactly(Number::zero());
    let counts = |leaf: Option<&Leaf<'_>>| leaf.map_or_else(|| nothing.clone(), |leaf| leaf.counts.clone());
    let outcome = |leaf: &Leaf<'_>| IndicatorOutcome {
        score: leaf.node.score.clone(),
        state: leaf.node.state,
        contribution: leaf.counts.clone(),
    };
    Some(IndicatorChange {
        code: named.code.clone(),
        title: named.title.clone(),
        old: old.map(outcome),
        new: new.map(outcome),
        shift: Shift::between(&counts(old), &counts(new)),
    })
}

fn conditions(old: &[ConditionResult], new: &[ConditionResult]) -> Vec<ConditionChange> {
    let pairs = paired(old, new, |condition| condition.code.as_str());
    let changes = pairs.into_iter().filter_map(|(old, new)| {
        let named = new.or(old)?;
        let outcome = |condition: &ConditionResult| ConditionOutcome {
            kind: condition.kind,
            met: condition.met,
            concerns: condition.concerns,
            unsubmitted: condition.unsubmitted,
        };
        let (old, new) = (old.map(outcome), new.map(outcome));
        let (code, title) = (named.code.clone(), named.title.clone());
        let change = ConditionChange { code, title, old, new };
        // A condition that one of the rules do not have concerns an applicant only where it stands in the way.
        let concerns = (old.is_some() && new.is_some()) || change.barring_changed();
        (old != new && concerns).then_some(change)
    });
    changes.collect()
}

fn grades(old: &[GradeResult], new: &[GradeResult]) -> Vec<GradeChange> {
    let pairs = paired(old, new, |grade| grade.name.as_str());
    let changes = pairs.into_iter().filter_map(|(old, new)| {
        let name = new.or(old)?.name.clone();
        let grades = |grade: Option<&GradeResult>| grade.map(|grade| grade.grades.clone()).unwrap_or_default();
        let (old, new) = (grades(old), grades(new));
        (old != new).then_some(GradeChange { name, old, new })
    });
    changes.collect()
}

/// Those of both sides with the same key together, in the order of the old ones, then those that are only new.
fn paired<'a, T>(old: &'a [T], new: &'a [T], key: impl Fn(&T) -> &str) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut rest: BTreeMap<&str, &T> = new.iter().map(|one| (key(one), one)).collect();
    let mut pairs: Vec<_> = old.iter().map(|one| (Some(one), rest.remove(key(one)))).collect();
    pairs.extend(new.iter().filter(|one| rest.contains_key(key(one))).map(|one| (None, Some(one))));
    pairs
}
