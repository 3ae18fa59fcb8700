//! Whether the scores of a breakdown lie within the bounds that were proved before any record was seen.

use chengxin::breakdown::{Breakdown, Node, NodeState, Standing, Step};
use chengxin::proof::{Proof, ScoreBounds};
use chengxin::value::Range;

/// What lies outside.
pub(crate) fn outside(breakdown: &Breakdown, proof: &Proof) -> Vec<String> {
    let mut faults = Vec::new();
    for sheet in &breakdown.sheets {
        let of = proof.scores.iter().find(|bounds| bounds.code == sheet.key).unwrap();
        compare(&sheet.key, &sheet.score, &of.held, "held", &mut faults);
        sheet.indicators.iter().for_each(|node| below(node, proof, &mut faults));
    }
    faults
}

fn below(node: &Node, proof: &Proof, faults: &mut Vec<String>) {
    let of: &ScoreBounds = proof.scores.iter().find(|bounds| bounds.code == node.code).unwrap();
    if node.state != NodeState::NotApplicable {
        compare(&node.code, &node.score, &of.held, "held", faults);
    }
    for step in &node.steps {
        if let Step::Held { bound, before, .. } = step
            && bound == "points"
        {
            compare(&node.code, before, &of.raw, "raw", faults);
        }
    }
    node.children.iter().for_each(|child| below(child, proof, faults));
}

fn compare(code: &str, score: &Standing, bounds: &Range, which: &str, faults: &mut Vec<String>) {
    // A range is open on purpose where a person still has to decide; its ends are within the bounds all the same.
    for end in [&score.low, &score.high] {
        if !bounds.contains(end) {
            faults.push(format!("{code}: {end} is outside of what was proved ({which}): {bounds:?}"));
        }
    }
}
