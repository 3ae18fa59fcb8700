//! What each indicator without children brings to the total.

use std::collections::BTreeSet;

use crate::breakdown::{Breakdown, Node, NodeState, Standing, Step};
use crate::plan::{self, Method, Plan};
use crate::value::Number;

/// An indicator without children, and its points of the total.
pub(super) struct Leaf<'b> {
    pub(super) node: &'b Node,
    /// Its score by the weights above it, by the rescaling of heads of which parts do not apply, and by the share of its
    /// sheet. Caps and floors above it are not in it.
    pub(super) counts: Standing,
}

/// The factor of a node, and the one of a bonus below it, which no denominator holds.
#[derive(Clone)]
struct Factors {
    usual: Number,
    bonus: Number,
}

/// Every indicator without children, in order.
pub(super) fn leaves<'b>(breakdown: &'b Breakdown, bonuses: &BTreeSet<String>) -> Vec<Leaf<'b>> {
    let mut found = Vec::new();
    for sheet in &breakdown.sheets {
        let factors = inside(Factors { usual: sheet.share.clone(), bonus: sheet.share.clone() }, &sheet.steps);
        collect(&sheet.indicators, &sheet.steps, &factors, bonuses, &mut found);
    }
    let whole = Factors { usual: Number::one(), bonus: Number::one() };
    collect(&breakdown.adjustments, &[], &whole, bonuses, &mut found);
    found
}

fn collect<'b>(
    nodes: &'b [Node],
    above: &[Step],
    factors: &Factors,
    bonuses: &BTreeSet<String>,
    found: &mut Vec<Leaf<'b>>,
) {
    for node in nodes {
        let usual = if bonuses.contains(&node.code) { &factors.bonus } else { &factors.usual };
        let weight = weight(above, &node.code);
        let own = Factors { usual: usual.times(&weight), bonus: factors.bonus.times(&weight) };
        if node.children.is_empty() {
            found.push(Leaf { node, counts: counted(node, &own.usual) });
        } else {
            collect(&node.children, &node.steps, &inside(own, &node.steps), bonuses, found);
        }
    }
}

fn counted(node: &Node, factor: &Number) -> Standing {
    let nothing = Number::zero();
    let (low, high) = match node.state {
        NodeState::NotApplicable => (&nothing, &nothing),
        NodeState::MaybeNotApplicable => ((&node.score.low).min(&nothing), (&node.score.high).max(&nothing)),
        NodeState::Scored
        | NodeState::Default
        | NodeState::Open
        | NodeState::Pending
        | NodeState::Unsubmitted
        | NodeState::LeftToPerson => (&node.score.low, &node.score.high),
    };
    Standing { low: low.times(factor), high: high.times(factor) }
}

/// What a child's points count, where the sum above says so.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn weight(above: &[Step], code: &str) -> Number {
    let found = above.iter().find_map(|step| match step {
        Step::Sum { terms, .. } => terms.iter().find(|term| term.code == code)?.weight.clone(),
        _ => None,
    });
    found.unwrap_or_else(Number::one)
}

/// The factors for what stands below: where a part does not apply, the rest counts for the whole.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn inside(own: Factors, steps: &[Step]) -> Factors {
    let rescaled = steps.iter().find_map(|step| match step {
        Step::Rescaled { applicable, points, .. } => points.over(applicable.exact()?),
        _ => None,
    });
    match rescaled {
        Some(factor) => Factors { usual: own.usual.times(&factor), bonus: own.usual },
        None => own,
    }
}

/// The codes of the bonuses of a plan.
pub(crate) fn bonuses(plan: &Plan) -> BTreeSet<String> {
    let sheets = plan.sheets.iter().chain(plan.tracks.iter().map(|track| &track.sheet));
    let mut open: Vec<&plan::Node> = sheets.map(|sheet| &sheet.root).chain(&plan.adjustments).collect();
    let mut found = BTreeSet::new();
    while let Some(node) = open.pop() {
        if node.bonus {
            found.insert(node.code.clone());
        }
        if let Method::Children(children) = &node.method {
            open.extend(children);
        }
    }
    found
}
