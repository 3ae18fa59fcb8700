//! What happens where an indicator is scored: what holds its score, what it lacks, what becomes of its records.

use super::super::happening::Event;
use super::super::node::Leaf;
use super::super::worth::Worth;
use super::{At, Probe};
use crate::breakdown::Step;
use crate::plan::{Condition, Each, Method, Node};
use crate::value::{Number, Truth};

/// What holds a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hold {
    /// 封顶
    Cap,
    /// The points of the indicator.
    Points,
    /// 下限, or nought.
    Floor,
    /// 缺项折算: what does not apply leaves the denominator.
    Rescaled,
    /// 缺项折算: too little applies.
    LeftToPerson,
}

impl Probe<'_> {
    /// Whether the score of an indicator surely is held so.
    pub(crate) fn held(&mut self, node: &Node, hold: Hold) -> bool {
        let steps = if let Method::Children(_) = &node.method {
            self.walker.node(node).node.steps
        } else {
            Leaf::score(&self.walker, node).worth.steps
        };
        steps.iter().any(|step| shows(step, hold))
    }

    /// Whether an indicator surely has no value, or surely is a division by zero, before its clauses say what that means.
    pub(crate) fn lacks(&self, node: &Node, divided: bool) -> bool {
        let Some(scorer) = self.scorer(&node.code, &[]) else { return false };
        let (clauses, points) = (&node.clauses, &node.points);
        let whole = |method: &Method| scorer.method(method, clauses, points).lacks(divided);
        let of_method = match &node.method {
            Method::Best { methods, .. } => methods.iter().any(whole),
            Method::Children(_) | Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Broken => {
                whole(&node.method)
            }
        };
        let mut lists = node.method.lists().into_iter();
        of_method || lists.any(|each| scorer.lacks_somewhere(each, divided, clauses, points))
    }

    /// Whether the method with this number is the first that decides the score.
    pub(crate) fn decides(&self, node: &Node, number: usize) -> bool {
        let Method::Best { lowest, methods } = &node.method else { return false };
        let Some(scorer) = self.scorer(&node.code, &[]) else { return false };
        let worths =
            methods.iter().map(|method| scorer.said(scorer.method(method, &node.clauses, &node.points), &node.clauses));
        let points: Vec<Option<Number>> = worths.map(|worth| counted(&worth, &node.points)).collect();
        let better = |one: &Number, other: &Number| if *lowest { one < other } else { one > other };
        let Some(Some(own)) = points.get(number) else { return false };
        points.iter().enumerate().all(|(at, other)| match other {
            Some(other) if at < number => better(own, other),
            Some(other) => !better(other, own),
            None => true,
        })
    }

    /// Whether something surely becomes of the records of a list.
    pub(crate) fn happens(&self, each: &Each, event: Event, node: &Node, rows: &[At]) -> bool {
        self.scorer(&node.code, rows).is_some_and(|scorer| scorer.happens(each, event, &node.clauses, &node.points))
    }

    /// Whether a condition concerns the applicant.
    pub(crate) fn concerns(&self, condition: &Condition) -> Truth {
        condition.concerns.iter().fold(Truth::True, |truth, formula| truth.and(self.truth(formula, &[])))
    }
}

/// The points that a method brings into the comparison.
fn counted(worth: &Worth, points: &Number) -> Option<Number> {
    if worth.only_absent() {
        return None;
    }
    let held = worth.bounded(points).clamped(Some(&Number::zero()), Some(points));
    held.exact().cloned()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn shows(step: &Step, hold: Hold) -> bool {
    match step {
        Step::Held { bound, before, after, .. } => {
            let (lowered, raised) = (before.low > after.low, before.high < after.high);
            match hold {
                Hold::Cap => bound == "cap" && lowered,
                Hold::Points => bound == "points" && lowered,
                Hold::Floor => bound != "cap" && raised,
                Hold::Rescaled | Hold::LeftToPerson => false,
            }
        }
        Step::Rescaled { applicable, points, .. } => hold == Hold::Rescaled && applicable.high < *points,
        Step::LeftToPerson { .. } => hold == Hold::LeftToPerson,
        _ => false,
    }
}
