//! How the total is made up: indicators that each count with a fixed weight, whatever is changed.
//!
//! Where a head rescales, holds or overrides what its indicators bring, the head as a whole is one part.

use super::applicant::Applicant;
use super::reading::Reading;
use crate::eval::Probe;
use crate::plan::{Floor, Method, Node};
use crate::value::{Number, Range, Truth};

/// A part of the total.
pub(super) struct Part<'p> {
    /// The indicator, or the head with all below it.
    pub(super) node: &'p Node,
    /// What one of its points counts in the total.
    pub(super) weight: Number,
    /// What it reads.
    pub(super) reading: Reading,
}

impl Part<'_> {
    /// What it brings to the total.
    pub(super) fn brings(&self, probe: &mut Probe<'_>) -> Range {
        own(self.node, probe).times(&Range::exactly(self.weight.clone()))
    }
}

/// The parts of an applicant's total; `open` is the world in which whatever can change is open.
pub(super) fn parts<'p>(applicant: &Applicant<'p>, open: &mut Probe<'p>) -> Vec<Part<'p>> {
    let plan = applicant.plan;
    let own = applicant.track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
    let mut parts = Vec::new();
    for sheet in plan.sheets.iter().chain(own) {
        gather(applicant, &sheet.root, sheet.share.clone(), open, &mut parts);
    }
    for node in &plan.adjustments {
        gather(applicant, node, Number::one(), open, &mut parts);
    }
    parts
}

fn gather<'p>(
    applicant: &Applicant<'p>,
    node: &'p Node,
    weight: Number,
    open: &mut Probe<'p>,
    parts: &mut Vec<Part<'p>>,
) {
    match (&node.method, factor_within(node, open)) {
        (Method::Children(children), Some(within)) => {
            for child in children {
                gather(applicant, child, weight.times(&within).times(&factor(node, child)), open, parts);
            }
        }
        (
            Method::Children(_)
            | Method::Score(_)
            | Method::Award(..)
            | Method::Accumulate { .. }
            | Method::Best { .. }
            | Method::Broken,
            _,
        ) => parts.push(Part { node, weight, reading: Reading::of_node(applicant.plan, node) }),
    }
}

/// What one point of the children counts in the node, where that is always the same.
fn factor_within(node: &Node, open: &mut Probe<'_>) -> Option<Number> {
    let Method::Children(children) = &node.method else { return None };
    let clauses = &node.clauses;
    let overridden = clauses.overrides.iter().any(|entry| open.truth(&entry.when, &[]).possible());
    if overridden || clauses.round.is_some() {
        return None;
    }
    let rescaled = if clauses.rescale.is_some() { rescaling(node, open)? } else { Number::one() };
    let sum = children.iter().fold(Range::exactly(Number::zero()), |sum, child| {
        sum.plus(&own(child, open).times(&Range::exactly(factor(node, child).times(&rescaled))))
    });
    (held(node, &sum) == sum).then_some(rescaled)
}

/// The sum as the clauses of the node hold it.
fn held(node: &Node, sum: &Range) -> Range {
    let zero = Number::zero();
    let low = match &node.clauses.floor {
        Floor::Zero => Some(&zero),
        Floor::At(floor) => Some(floor),
        Floor::None => None,
    };
    let high = if node.clauses.no_cap { None } else { Some(&node.points) };
    sum.clamped(low, node.clauses.cap.as_ref()).clamped(None, high)
}

/// By what a head multiplies the points of what applies, where that is the same whatever is changed.
fn rescaling(node: &Node, open: &Probe<'_>) -> Option<Number> {
    let below: Vec<&Node> = node.tree().into_iter().skip(1).collect();
    let leaves = below.iter().filter(|node| !matches!(node.method, Method::Children(_)));
    let applying: Vec<Truth> = leaves.clone().map(|leaf| open.leaf(leaf).applies).collect();
    if applying.iter().all(|applies| *applies == Truth::True) {
        return Some(Number::one());
    }
    let plain = below.iter().all(|node| !node.bonus && node.weight.is_none() && node.clauses.rescale.is_none());
    if !plain || applying.contains(&Truth::Unknown) {
        return None;
    }
    let there = leaves.zip(&applying).filter(|(_, applies)| **applies == Truth::True);
    let points = there.fold(Number::zero(), |sum, (leaf, _)| sum.plus(&leaf.points));
    let minimum = node.clauses.rescale.as_ref().and_then(|rescale| rescale.minimum.as_ref());
    let enough = minimum.is_none_or(|minimum| points >= minimum.times(&node.points));
    // Where too little applies, a person may give the rest, or nothing: nothing is what is sure.
    if enough { node.points.over(&points) } else { None }
}

/// What an indicator brings to its parent.
fn own(node: &Node, probe: &mut Probe<'_>) -> Range {
    if matches!(node.method, Method::Children(_)) {
        return probe.brings(node);
    }
    let reached = probe.leaf(node);
    let nothing = Range::exactly(Number::zero());
    match reached.applies {
        Truth::True => reached.score,
        Truth::Unknown => reached.score.join(&nothing),
        Truth::False => nothing,
    }
}

/// What one of the child's points counts in the parent.
fn factor(parent: &Node, child: &Node) -> Number {
    let weighed = |weight: &Number| weight.times(&parent.points).over(&child.points).unwrap_or_else(Number::zero);
    child.weight.as_ref().map_or_else(Number::one, weighed)
}
