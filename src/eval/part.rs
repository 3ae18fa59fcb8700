//! What each record brings to a number from a list, so that the number can be worked out again by hand.

use super::formula::Environment;
use super::show::shown;
use crate::breakdown::Part;
use crate::plan::{AggregateKind, Formula, FormulaKind};
use crate::value::Truth;

/// How many records are shown.
const MOST_PARTS: usize = 50;

/// The aggregates in a formula, those of definitions it uses too.
pub(super) fn aggregates<'x>(formula: &'x Formula, environment: &'x Environment<'_>) -> Vec<&'x Formula> {
    let mut found: Vec<&Formula> = Vec::new();
    let mut defined = Vec::new();
    let mut open = vec![formula];
    while let Some(formula) = open.pop() {
        if let FormulaKind::Definition(index) = &formula.kind
            && !defined.contains(index)
        {
            defined.push(*index);
            open.extend(environment.world.plan.definitions.get(*index).map(|entry| &entry.formula));
        }
        if matches!(formula.kind, FormulaKind::Aggregate(_)) && !found.iter().any(|known| known.span == formula.span) {
            found.push(formula);
        } else {
            open.extend(formula.parts());
        }
    }
    found.sort_by_key(|formula| formula.span);
    found
}

/// What each record brings, where the formula is a number from a list.
pub(super) fn parts(formula: &Formula, environment: &Environment<'_>) -> Vec<Part> {
    let FormulaKind::Aggregate(aggregate) = &formula.kind else { return Vec::new() };
    let Some(records) = environment.records(aggregate.list) else { return Vec::new() };
    let (value, weight, by) = match &aggregate.kind {
        AggregateKind::Count => (None, None, None),
        AggregateKind::Sum(value)
        | AggregateKind::Highest(value)
        | AggregateKind::Lowest(value)
        | AggregateKind::Mean(value)
        | AggregateKind::Distinct(value)
        | AggregateKind::TrimmedMean { value, .. }
        | AggregateKind::TheOne(value) => (Some(value), None, None),
        AggregateKind::WeightedMean(value, weight) => (Some(value), Some(weight), None),
        AggregateKind::Newest(value, by) | AggregateKind::Yearly(value, by, _) => (Some(value), None, Some(by)),
    };
    let mut parts = Vec::new();
    for row in &records.rows {
        let inner = environment.within(row);
        let counted = aggregate.filter.as_ref().map_or(Truth::True, |filter| inner.judge(filter).truth);
        if counted.possible() && parts.len() < MOST_PARTS {
            let show = |formula: &Formula| shown(&inner.estimate(formula), &formula.of);
            let (value, weight, by) = (value.map(show), weight.map(show), by.map(show));
            parts.push(Part { number: row.number, counted, value, weight, by });
        }
    }
    parts
}
