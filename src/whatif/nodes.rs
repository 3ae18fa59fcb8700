//! Sheets, indicators and conditions that change, in the order of the rules.

use std::collections::BTreeMap;

use super::{ConditionPair, NodeChange, NodeOutcome};
use crate::breakdown::{Breakdown, ConditionResult, Node, SheetResult, Standing};
use crate::impact::Shift;
use crate::value::Number;

/// A sheet or indicator, and how deep it stands.
enum Part<'b> {
    Sheet(&'b SheetResult),
    Indicator(usize, &'b Node),
}

impl<'b> Part<'b> {
    fn code(&self) -> &'b str {
        match self {
            Self::Sheet(sheet) => &sheet.key,
            Self::Indicator(_, node) => &node.code,
        }
    }

    fn outcome(&self) -> NodeOutcome {
        match self {
            Self::Sheet(sheet) => NodeOutcome { score: sheet.score.clone(), state: None, steps: Vec::new() },
            Self::Indicator(_, node) => {
                let steps = if node.children.is_empty() { node.steps.clone() } else { Vec::new() };
                NodeOutcome { score: node.score.clone(), state: Some(node.state), steps }
            }
        }
    }

    /// Everything of the change but the outcomes.
    fn named(&self) -> NodeChange {
        let (code, title, points, depth, origin) = match self {
            Self::Sheet(sheet) => (&sheet.key, &sheet.title, &sheet.points, 0, String::new()),
            Self::Indicator(depth, node) => (&node.code, &node.title, &node.points, *depth, node.origin.clone()),
        };
        let (code, title, points) = (code.clone(), title.clone(), points.clone());
        NodeChange { code, title, depth, points, origin, before: None, after: None, shift: Shift::none() }
    }
}

/// Every sheet with its indicators below it, then the adjustments.
fn parts(breakdown: &Breakdown) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    for sheet in &breakdown.sheets {
        found.push(Part::Sheet(sheet));
        sheet.indicators.iter().for_each(|node| collect(node, 1, &mut found));
    }
    breakdown.adjustments.iter().for_each(|node| collect(node, 0, &mut found));
    found
}

fn collect<'b>(node: &'b Node, depth: usize, found: &mut Vec<Part<'b>>) {
    found.push(Part::Indicator(depth, node));
    node.children.iter().for_each(|child| collect(child, depth.saturating_add(1), found));
}

/// Those whose score, state or arithmetic changes.
pub(super) fn changed(before: &Breakdown, after: &Breakdown) -> Vec<NodeChange> {
    let (before, after) = (parts(before), parts(after));
    let mut was: BTreeMap<&str, &Part<'_>> = before.iter().map(|part| (part.code(), part)).collect();
    let pairs: Vec<_> = after.iter().map(|part| (was.remove(part.code()), Some(part))).collect();
    let gone = before.iter().filter(|part| was.contains_key(part.code())).map(|part| (Some(part), None));
    gone.chain(pairs).filter_map(|(before, after)| change(before, after)).collect()
}

fn change(before: Option<&Part<'_>>, after: Option<&Part<'_>>) -> Option<NodeChange> {
    let named = after.or(before)?.named();
    let (before, after) = (before.map(Part::outcome), after.map(Part::outcome));
    let nothing = Standing::exactly(Number::zero());
    let score = |outcome: &Option<NodeOutcome>| outcome.as_ref().map_or_else(|| nothing.clone(), |it| it.score.clone());
    let shift = Shift::between(&score(&before), &score(&after));
    (before != after).then_some(NodeChange { before, after, shift, ..named })
}

/// Conditions of which the outcome, or what it rests on, changes.
pub(super) fn conditions(before: &Breakdown, after: &Breakdown) -> Vec<ConditionPair> {
    let mut was: BTreeMap<&str, &ConditionResult> =
        before.conditions.iter().map(|condition| (condition.code.as_str(), condition)).collect();
    let pairs = after.conditions.iter().map(|condition| (was.remove(condition.code.as_str()), Some(condition)));
    let pairs: Vec<_> = pairs.collect();
    let gone = was.into_values().map(|condition| (Some(condition), None));
    let differs = |one: &ConditionResult, other: &ConditionResult| {
        (one.met, one.concerns, one.unsubmitted, &one.operands)
            != (other.met, other.concerns, other.unsubmitted, &other.operands)
    };
    let changed = gone.chain(pairs).filter(|(before, after)| match (before, after) {
        (Some(before), Some(after)) => differs(before, after),
        (Some(_), None) | (None, Some(_)) | (None, None) => true,
    });
    changed.map(|(before, after)| ConditionPair { before: before.cloned(), after: after.cloned() }).collect()
}
