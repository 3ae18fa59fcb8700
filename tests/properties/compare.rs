//! Breakdowns against each other.

use chengxin::breakdown::{Breakdown, Node, NodeState, Standing, Step, Verdict};
use chengxin::value::{Number, Truth};

/// Every indicator of a breakdown, from the heads down.
fn nodes(breakdown: &Breakdown) -> Vec<&Node> {
    let mut open: Vec<&Node> =
        breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&breakdown.adjustments).collect();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        open.extend(&node.children);
        found.push(node);
    }
    found
}

fn within(inner: &Standing, outer: &Standing) -> bool {
    outer.low <= inner.low && inner.high <= outer.high
}

fn shown(standing: &Standing) -> String {
    format!("[{}, {}]", standing.low, standing.high)
}

/// Where what is known of more is not within what is known of less.
pub(crate) fn held(more: &Breakdown, less: &Breakdown) -> Vec<String> {
    let mut faults = Vec::new();
    for (node, wide) in nodes(more).into_iter().zip(nodes(less)) {
        assert_eq!(node.code, wide.code);
        let (inner, outer) = (shown(&node.score), shown(&wide.score));
        // The score of what may not apply is the one that it has where it applies.
        let absent = node.state == NodeState::NotApplicable && wide.state == NodeState::MaybeNotApplicable;
        if !absent && !within(&node.score, &wide.score) {
            faults.push(format!("{}: {inner} is not within {outer} ({:?}, {:?})", node.code, node.state, wide.state));
        }
        let may_be_absent = matches!(wide.state, NodeState::NotApplicable | NodeState::MaybeNotApplicable);
        let above = wide.children.is_empty();
        if above && node.state == NodeState::NotApplicable && !may_be_absent {
            faults.push(format!("{}: not applicable, but {:?}", node.code, wide.state));
        }
        if above && wide.state == NodeState::NotApplicable && node.state != NodeState::NotApplicable {
            faults.push(format!("{}: {:?}, but said to be not applicable", node.code, node.state));
        }
    }
    for (sheet, wide) in more.sheets.iter().zip(&less.sheets) {
        if !within(&sheet.score, &wide.score) {
            faults.push(format!("{}: {} is not within {}", sheet.key, shown(&sheet.score), shown(&wide.score)));
        }
    }
    if !within(&more.total.published, &less.total.published) {
        let (inner, outer) = (shown(&more.total.published), shown(&less.total.published));
        faults.push(format!("total: {inner} is not within {outer}"));
    }
    for (condition, wide) in more.conditions.iter().zip(&less.conditions) {
        if wide.met != Truth::Unknown && wide.met != condition.met {
            faults.push(format!("{}: {:?}, but said to be {:?}", condition.code, condition.met, wide.met));
        }
    }
    for (grade, wide) in more.grades.iter().zip(&less.grades) {
        if !grade.grades.iter().all(|name| wide.grades.contains(name)) {
            faults.push(format!("{}: {:?}, but said to be {:?}", grade.name, grade.grades, wide.grades));
        }
    }
    if less.verdict != Verdict::Undetermined && less.verdict != more.verdict {
        faults.push(format!("verdict: {}, but said to be {}", more.verdict, less.verdict));
    }
    faults
}

/// What is open though everything is given, and no person has to decide.
pub(crate) fn settled(breakdown: &Breakdown) -> Vec<String> {
    let all = nodes(breakdown);
    let for_people = |node: &&Node| matches!(node.state, NodeState::Pending | NodeState::LeftToPerson);
    let judged = breakdown.conditions.iter().filter(|condition| condition.met == Truth::Unknown);
    let left = breakdown.sheets.iter().flat_map(|sheet| &sheet.steps);
    let left = left.filter(|step| matches!(step, Step::LeftToPerson { .. })).count();
    if left > 0 || all.iter().any(for_people) {
        return Vec::new();
    }
    let mut faults: Vec<String> = judged.map(|condition| format!("{} is unknown", condition.code)).collect();
    for node in all {
        let open = node.score.exact().is_none() || node.state == NodeState::MaybeNotApplicable;
        if open || !node.missing.is_empty() {
            faults.push(format!("{}: {} {:?} {:?}", node.code, shown(&node.score), node.state, node.missing));
        }
    }
    for grade in breakdown.grades.iter().filter(|grade| grade.grades.len() != 1) {
        faults.push(format!("{}: {:?}", grade.name, grade.grades));
    }
    faults
}

/// Scores outside their bounds, and parents that are not the sum of their children.
pub(crate) fn sound(breakdown: &Breakdown, plain: bool, rules: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let zero = Number::zero();
    let free = ["不设下限", "不封顶"].iter().any(|word| rules.contains(word));
    for node in breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators) {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            open.extend(&node.children);
            if !free && (node.score.low < zero || node.score.high > node.points) {
                faults.push(format!("{}: {} of {}", node.code, shown(&node.score), node.points));
            }
            let uncertain = node.children.iter().any(|child| child.state == NodeState::MaybeNotApplicable);
            if plain && !uncertain && !node.children.is_empty() && !rules.contains("附加") && !free {
                let sum = |pick: fn(&Standing) -> &Number| {
                    node.children.iter().fold(Number::zero(), |sum, child| sum.plus(pick(&child.score)))
                };
                let sum = Standing { low: sum(|score| &score.low), high: sum(|score| &score.high) };
                if sum != node.score {
                    faults.push(format!("{}: {}, and its children {}", node.code, shown(&node.score), shown(&sum)));
                }
            }
        }
    }
    let total = &breakdown.total.exact;
    if total.low < zero
        || total.high > breakdown.sheets.iter().fold(Number::zero(), |sum, sheet| sum.plus(&sheet.points))
    {
        faults.push(format!("total: {}", shown(total)));
    }
    faults
}

/// Scores that differ.
pub(crate) fn same_scores(left: &Breakdown, right: &Breakdown) -> Vec<String> {
    let mut faults = Vec::new();
    for (a, b) in nodes(left).into_iter().zip(nodes(right)) {
        if (&a.score, a.state) != (&b.score, b.state) {
            faults.push(format!(
                "{}: {} {:?}, then {} {:?}",
                a.code,
                shown(&a.score),
                a.state,
                shown(&b.score),
                b.state
            ));
        }
    }
    if left.total != right.total || left.verdict != right.verdict {
        faults.push(format!("total {} {}, then {} {}", left.total, left.verdict, right.total, right.verdict));
    }
    faults
}
