//! Whether a record, as far as it is made, surely is what is wanted.

use super::task::What;
use super::value;
use crate::eval::{At, Probe, Reached};
use crate::plan::Node;
use crate::value::{Range, Truth};

/// Whether the evaluator says so, however the rest of the record is filled in.
pub(super) fn is_met(probe: &mut Probe<'_>, what: &What<'_>, rows: &[At], code: &str) -> bool {
    match what {
        What::Holds(formula, wanted) => probe.truth(formula, rows) == Truth::from(*wanted),
        What::Is(formula, want) => value::is_met(&probe.estimate(formula, rows), want),
        What::Compared(left, operator, right) => probe.compared(left, *operator, right, rows) == Truth::True,
        What::Bounded(subject, bound) => probe.bounded(subject, bound, rows) == Truth::True,
        What::Taken(bands, row) => probe.taken(bands, *row, rows) == Truth::True,
        What::Scores(score, range) => lies(probe.points(score, code, rows), range),
        What::Method(node, method, range) => lies(probe.method(method, node), range),
        What::Entry(node, entry, range) => lies(Some(probe.contribution(entry, node)), range),
        What::Counts(node, each, range) => {
            let counted = probe.counts(each, node, rows);
            counted.is_some_and(|(counts, points)| counts == Truth::True && lies(Some(points), range))
        }
        What::Refused(node, each) => probe.counts(each, node, rows).is_some_and(|(counts, _)| counts == Truth::False),
        What::Leaf(node, range) => reached(probe, node, |reached| lies(Some(reached.score), range)),
        What::Unclamped(node, range) => reached(probe, node, |_| true) && lies(Some(probe.unclamped(node)), range),
        What::Met(condition, met) => {
            probe.met(condition) == *met && (*met != Truth::False || probe.concerns(condition) == Truth::True)
        }
        What::Concerns(condition, concerned) => probe.concerns(condition) == Truth::from(*concerned),
        What::Applies(node, applies) => probe.leaf(node).applies == Truth::from(*applies),
        What::Beside(subject, operator, mark, margin) => probe.beside(subject, *operator, mark, margin.as_ref(), rows),
        What::Happens(node, each, event) => probe.happens(each, *event, node, rows),
        What::Decides(node, number) => probe.decides(node, *number),
        What::Held(node, hold) => probe.held(node, *hold),
        What::Lacks(node, divided) => probe.lacks(node, *divided),
        What::Total(operator, number) => {
            let total = probe.total();
            operator.bounds(number).is_some_and(|wanted| lies(Some(total), &wanted))
        }
    }
}

fn reached(probe: &Probe<'_>, node: &Node, holds: impl Fn(Reached) -> bool) -> bool {
    let reached = probe.leaf(node);
    reached.applies == Truth::True && reached.scored && holds(reached)
}

/// Whether every number of a range lies in another.
fn lies(number: Option<Range>, range: &Range) -> bool {
    number.is_some_and(|number| number.within(range) == Truth::True)
}
