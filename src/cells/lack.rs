//! Whether a formula may have no value though everything is known, which kind of none, and what it reads.

use std::collections::BTreeSet;

use super::axis::{NONE, NOT_APPLICABLE, Read, VALUE, ZERO_DIVISION};
use crate::document::ArithmeticOperator;
use crate::plan::{AggregateKind, Extents, Formula, FormulaKind, ListReference, Type};
use crate::value::Number;

/// The states that a formula can be in; always with a value among them.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn states(extents: &Extents<'_>, formula: &Formula) -> BTreeSet<usize> {
    let mut states: BTreeSet<usize> = [VALUE].into();
    if let Some(fact) = extents.fact_of(formula) {
        states.extend(fact.may_be_none.then_some(NONE));
        states.extend(fact.may_be_not_applicable.then_some(NOT_APPLICABLE));
        return states;
    }
    match &formula.kind {
        FormulaKind::Definition(index) => {
            states
                .extend(extents.definitions.get(*index).iter().flat_map(|entry| self::states(extents, &entry.formula)));
        }
        FormulaKind::Field { .. } => {
            states.extend(extents.row_definition(formula).iter().flat_map(|entry| self::states(extents, entry)));
        }
        FormulaKind::Aggregate(aggregate) => {
            let counted =
                matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Sum(_) | AggregateKind::Distinct(_));
            states.extend((!counted).then_some(NONE));
            let inner = formula.parts().into_iter().flat_map(|part| self::states(extents, part));
            states.extend(inner.filter(|state| *state == ZERO_DIVISION));
            if matches!(aggregate.kind, AggregateKind::WeightedMean(..)) {
                states.insert(ZERO_DIVISION);
            }
        }
        FormulaKind::Arithmetic(left, operator, right) => {
            states.extend([left, right].into_iter().flat_map(|part| self::states(extents, part)));
            if *operator == ArithmeticOperator::Divide && extents.bounds_of(right).contains(&Number::zero()) {
                states.insert(ZERO_DIVISION);
            }
        }
        // The score of another indicator may be anything that an indicator may be.
        FormulaKind::ScoreOf(_) | FormulaKind::Total => states.extend([NONE, NOT_APPLICABLE, ZERO_DIVISION]),
        _ if formula.of == Type::Truth => {}
        _ => states.extend(formula.parts().into_iter().flat_map(|part| self::states(extents, part))),
    }
    states
}

/// The facts a formula reads, and of a list's records the field; without a field the list as a whole.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn reads(extents: &Extents<'_>, formula: &Formula, found: &mut BTreeSet<Read>) {
    match &formula.kind {
        FormulaKind::Fact(index) => {
            found.insert((*index, None));
        }
        FormulaKind::Field { index, list, .. } => {
            match extents.row_definition(formula) {
                Some(defined) => reads(extents, defined, found),
                None => {
                    found.insert((list.0, Some((list.1, *index))));
                }
            };
        }
        FormulaKind::Definition(index) => {
            if let Some(entry) = extents.definitions.get(*index) {
                reads(extents, &entry.formula, found);
            }
        }
        FormulaKind::Exists(list, _) | FormulaKind::Every(list, _) => {
            found.insert(whole(*list));
        }
        FormulaKind::Aggregate(aggregate) => {
            found.insert(whole(aggregate.list));
        }
        _ => {}
    }
    formula.parts().into_iter().for_each(|part| reads(extents, part, found));
}

fn whole(list: ListReference) -> Read {
    match list {
        ListReference::Fact(fact) | ListReference::Field { of: fact, .. } => (fact, None),
    }
}
