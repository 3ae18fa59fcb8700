//! What every indicator and sheet can come to, from the leaves up, in the order in which they are scored.

use std::collections::BTreeMap;

use super::method::Raw;
use super::{Reach, Reacher, nought};
use crate::plan::{Extents, Floor, Method, Node, Plan};
use crate::value::{Number, Range};

/// What a node can come to.
#[derive(Clone, Debug)]
pub(crate) struct Reached<'p> {
    pub(crate) node: &'p Node,
    /// The track it belongs to.
    pub(crate) track: Option<usize>,
    /// Before the language holds it within 0 and the points.
    pub(crate) raw: Raw,
    /// What it scores in the end, where it applies.
    pub(crate) held: Range,
    /// Whether it may not apply.
    pub(crate) absent: bool,
}

/// What every node of every sheet can come to.
pub(crate) fn reaches(plan: &Plan) -> Vec<Reached<'_>> {
    let mut found = Vec::new();
    let mut scores = BTreeMap::new();
    for sheet in &plan.sheets {
        below(plan, &sheet.root, None, &mut scores, &mut found);
    }
    for (at, track) in plan.tracks.iter().enumerate() {
        let mark = found.len();
        below(plan, &track.sheet.root, Some(at), &mut scores, &mut found);
        // Another track may use the same codes.
        for reached in found.iter().skip(mark) {
            scores.remove(&reached.node.code);
        }
    }
    found
}

type Scores = BTreeMap<String, Range>;

/// What a node brings to its parent.
struct Brought<'p> {
    node: &'p Node,
    range: Range,
    /// What its leaves score for each of their points.
    part: Range,
}

/// Finds what a node can come to, after the nodes below it.
fn below<'p>(
    plan: &'p Plan,
    node: &'p Node,
    track: Option<usize>,
    scores: &mut Scores,
    found: &mut Vec<Reached<'p>>,
) -> Brought<'p> {
    let mut part = Range::closed(Number::zero(), Number::one());
    let reached = match &node.method {
        Method::Children(children) => {
            let brought: Vec<Brought<'_>> =
                children.iter().map(|child| below(plan, child, track, scores, found)).collect();
            part = brought.iter().fold(part, |all, child| all.join(&child.part));
            of_parent(node, &brought, &part, track)
        }
        Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
            let reacher = Reacher { extents: Extents { scores: Some(scores), ..plan.extents() } };
            of_leaf(&reacher, node, track)
        }
    };
    let mut brings = reached.held.clone();
    if reached.absent {
        brings = brings.join(&nought());
    }
    scores.insert(node.code.clone(), brings.clone());
    found.push(reached);
    if let (Some(one), false) = (Number::one().over(&node.points), node.bonus) {
        part = part.join(&brings.times(&Range::exactly(one)));
    }
    Brought { node, range: brings, part }
}

fn of_leaf<'p>(reacher: &Reacher<'_>, node: &'p Node, track: Option<usize>) -> Reached<'p> {
    let raw = reacher.method(node);
    let zero = Number::zero();
    let mut range = raw.reach.range();
    if raw.reach.no_value || raw.reach.zero_division {
        range = range.join(&Range::closed(zero.clone(), node.points.clone()));
    }
    range = match &node.method {
        Method::Accumulate { .. } if node.clauses.floor == Floor::Zero => range.clamped(Some(&zero), None),
        Method::Best { .. } => range.clamped(Some(&zero), Some(&node.points)),
        Method::Accumulate { .. } | Method::Children(_) | Method::Score(_) | Method::Award(..) | Method::Broken => {
            range
        }
    };
    let mut held = finished(node, &range);
    if node.clauses.not_applicable.iter().any(|(_, full)| *full) {
        held = held.join(&Range::exactly(node.points.clone()));
    }
    if !node.clauses.unsubmitted.is_empty() {
        held = held.join(&nought());
    }
    let absent = raw.reach.absent || node.clauses.not_applicable.iter().any(|(_, full)| !full);
    Reached { node, track, raw, held, absent }
}

fn of_parent<'p>(node: &'p Node, brought: &[Brought<'p>], part: &Range, track: Option<usize>) -> Reached<'p> {
    let counted = |child: &Brought<'_>| child.range.times(&Range::exactly(factor(node, child.node)));
    let total = brought.iter().fold(nought(), |sum, child| sum.plus(&counted(child)));
    let sum = match node.clauses.rescale {
        None => total,
        Some(_) => total.join(&rescaled(node, brought, part)),
    };
    let held = finished(node, &sum);
    let raw = Raw { reach: Reach::of(sum), added: None };
    Reached { node, track, raw, held, absent: node.clauses.rescale.is_some() }
}

/// What the part that applies counts for the whole: no more than its best leaf in proportion, no less than its worst.
fn rescaled(node: &Node, brought: &[Brought<'_>], part: &Range) -> Range {
    let beside = brought.iter().filter(|child| child.node.bonus);
    let beside = beside.fold(nought(), |sum, child| sum.plus(&child.range).join(&sum));
    part.times(&Range::exactly(node.points.clone())).plus(&beside)
}

/// What one of the child's points counts in the parent: by its weight, where it has one.
fn factor(parent: &Node, child: &Node) -> Number {
    let weighed = |weight: &Number| weight.times(&parent.points).over(&child.points).unwrap_or_else(Number::zero);
    child.weight.as_ref().map_or_else(Number::one, weighed)
}

/// Clamps, overrides and rounding, in this order.
fn finished(node: &Node, range: &Range) -> Range {
    let clauses = &node.clauses;
    let zero = Number::zero();
    let low = match &clauses.floor {
        Floor::Zero => Some(&zero),
        Floor::At(floor) => Some(floor),
        Floor::None => None,
    };
    let sum = matches!(node.method, Method::Accumulate { .. });
    let capped = range.clamped(None, clauses.cap.as_ref().filter(|_| !sum));
    let held = capped.clamped(low, (!clauses.no_cap).then_some(&node.points));
    let set = clauses.overrides.iter().fold(held, |held, entry| held.join(&Range::exactly(entry.points.clone())));
    clauses.round.map_or(set.clone(), |places| set.rounded(places))
}
