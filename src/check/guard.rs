//! What is known where a condition holds, or where it does not: these have a value, these are not nought.

use std::collections::BTreeSet;

use super::Checker;
use crate::document::{Comparison, FactState};
use crate::plan::{AggregateKind, Formula, FormulaKind, ListReference, RowBound, Type};
use crate::value::{Bound, Number, Range};

/// What is known of values, by how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guards {
    known: BTreeSet<Known>,
}

/// One thing that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// Not none on record.
    Recorded(String),
    /// Not said to be not applicable.
    Applicable(String),
    /// Not nought.
    NotNought(String),
    /// There are records that meet the filter.
    Some(String),
    /// The records that meet the filter do not all have nought in this.
    SomeNotNought(String, String),
}

impl Guards {
    pub(super) fn knows(&self, known: &Known) -> bool {
        self.known.contains(known)
    }

    fn add(&mut self, known: Known) {
        self.known.insert(known);
    }

    pub(super) fn valued(&mut self, written: String) {
        self.add(Known::Recorded(written.clone()));
        self.add(Known::Applicable(written));
    }

    /// What is known here, and there too.
    fn common(&self, other: &Self) -> Self {
        Self { known: self.known.intersection(&other.known).cloned().collect() }
    }

    fn extend(&mut self, other: Self) {
        self.known.extend(other.known);
    }
}

impl Checker<'_> {
    /// These, and what is known where a condition holds (or does not).
    pub(super) fn with(&self, guards: &Guards, formula: &Formula, holds: bool) -> Guards {
        let mut all = guards.clone();
        self.guards(formula, holds, &mut all);
        all
    }

    /// What is known where a condition holds, or where it does not.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn guards(&self, formula: &Formula, holds: bool, guards: &mut Guards) {
        match &formula.kind {
            FormulaKind::And(parts) | FormulaKind::Or(parts) => {
                let each = parts.iter().map(|part| self.with(&Guards::default(), part, holds));
                if matches!(formula.kind, FormulaKind::And(_)) == holds {
                    each.for_each(|known| guards.extend(known));
                } else if let Some(common) = each.reduce(|one, other| one.common(&other)) {
                    guards.extend(common);
                }
            }
            FormulaKind::Not(inner) => self.guards(inner, !holds, guards),
            FormulaKind::Definition(index) => {
                if let Some(entry) = self.definitions.get(*index) {
                    self.guards(&entry.formula, holds, guards);
                }
            }
            FormulaKind::Field { index, list, .. } if self.defined(*list, *index).is_some() => {
                if let Some(inner) = self.defined(*list, *index) {
                    self.guards(inner, holds, guards);
                }
            }
            FormulaKind::State(subject, state) => self.state_guards(subject, *state, holds, guards),
            FormulaKind::Exists(list, filter) if holds => {
                guards.add(Known::Some(self.filtered(*list, filter.as_deref())));
            }
            FormulaKind::Compare(left, operator, right) => {
                if holds {
                    self.has_value(left, guards);
                    self.has_value(right, guards);
                }
                // A comparison with no value does not hold either: only a number that is written out is sure to be one.
                let sure = |side: &Formula| holds || matches!(side.kind, FormulaKind::Number(_));
                let operator = if holds { *operator } else { operator.opposite() };
                if sure(right) {
                    self.compared(left, operator, right, guards);
                }
                if sure(left) {
                    self.compared(right, operator.mirrored(), left, guards);
                }
            }
            FormulaKind::InRange(subject, RowBound::Numbers(range)) => {
                if holds {
                    self.has_value(subject, guards);
                }
                if range.contains(&Number::zero()) != holds {
                    self.not_nought(subject, guards);
                }
            }
            FormulaKind::Fails(inner) if holds => {
                inner.parts().into_iter().for_each(|part| self.has_value(part, guards));
                self.guards(inner, false, guards);
            }
            FormulaKind::InRange(subject, _)
            | FormulaKind::Member(subject, _, _)
            | FormulaKind::TextIn(subject, _, _)
            | FormulaKind::Window(subject, _)
            | FormulaKind::Elapsed(subject, _)
                if holds =>
            {
                self.has_value(subject, guards);
            }
            FormulaKind::Fact(_) | FormulaKind::Field { .. } if holds => self.has_value(formula, guards),
            _ => {}
        }
    }

    fn state_guards(&self, subject: &Formula, state: FactState, holds: bool, guards: &mut Guards) {
        let written = self.written(subject.span);
        match (state, holds) {
            (FactState::Given, true) | (FactState::Empty, false) => guards.valued(written.clone()),
            (FactState::NoRecord, false) => guards.add(Known::Recorded(written.clone())),
            (FactState::NotApplicable, false) => guards.add(Known::Applicable(written.clone())),
            (FactState::Given, false) | (FactState::Empty | FactState::NoRecord | FactState::NotApplicable, true) => {}
        }
        if subject.of == Type::List && state == FactState::NoRecord && !holds {
            guards.add(Known::Some(format!("{written}|")));
        }
    }

    /// A formula has a value: so have both days of a time between two.
    fn has_value(&self, formula: &Formula, guards: &mut Guards) {
        guards.valued(self.written(formula.span));
        if let FormulaKind::Between(left, right) = &formula.kind {
            self.has_value(left, guards);
            self.has_value(right, guards);
        }
    }

    /// A quantity that compares so with another is not nought.
    fn compared(&self, subject: &Formula, operator: Comparison, bound: &Formula, guards: &mut Guards) {
        let (subject_range, bound_range) = (self.extents().bounds_of(subject), self.extents().bounds_of(bound));
        let zero = Number::zero();
        let low = |included: bool| {
            bound_range.low.as_ref().map(|low| Bound { included: included && low.included, ..low.clone() })
        };
        let high = |included: bool| {
            bound_range.high.as_ref().map(|high| Bound { included: included && high.included, ..high.clone() })
        };
        let allowed = match operator {
            Comparison::AtLeast => Range { low: low(true), high: None },
            Comparison::Over => Range { low: low(false), high: None },
            Comparison::AtMost => Range { low: None, high: high(true) },
            Comparison::Below => Range { low: None, high: high(false) },
            Comparison::Equal => bound_range.clone(),
            Comparison::NotEqual => {
                if bound_range.exact() == Some(&zero) {
                    self.not_nought(subject, guards);
                }
                return;
            }
            Comparison::Before | Comparison::After | Comparison::NotBefore | Comparison::NotAfter => return,
        };
        if !allowed.intersect(&subject_range).contains(&zero) && matches!(subject.of, Type::Quantity(_)) {
            self.not_nought(subject, guards);
        }
    }

    /// A quantity is not nought. Of a count or a sum: there are records, and their values are not all nought.
    fn not_nought(&self, subject: &Formula, guards: &mut Guards) {
        guards.add(Known::NotNought(self.written(subject.span)));
        if let FormulaKind::Definition(index) = &subject.kind
            && let Some(entry) = self.definitions.get(*index)
        {
            self.not_nought(&entry.formula, guards);
        }
        let FormulaKind::Aggregate(aggregate) = &subject.kind else { return };
        let over = self.filtered(aggregate.list, aggregate.filter.as_ref());
        match &aggregate.kind {
            AggregateKind::Count => guards.add(Known::Some(over)),
            AggregateKind::Sum(value) => {
                guards.add(Known::Some(over.clone()));
                guards.add(Known::SomeNotNought(over, self.written(value.span)));
            }
            AggregateKind::Highest(_)
            | AggregateKind::Lowest(_)
            | AggregateKind::Mean(_)
            | AggregateKind::Distinct(_)
            | AggregateKind::WeightedMean(..)
            | AggregateKind::TrimmedMean { .. }
            | AggregateKind::TheOne(_)
            | AggregateKind::Newest(..)
            | AggregateKind::Yearly(..) => {}
        }
    }

    /// A list and its filter as written: what an aggregate is over.
    pub(super) fn filtered(&self, list: ListReference, filter: Option<&Formula>) -> String {
        let name = match list {
            ListReference::Fact(fact) => self.facts.get(fact).map_or("", |fact| fact.name.as_str()),
            ListReference::Field { index, of, .. } => {
                self.fields((of, None)).get(index).map_or("", |field| field.name.as_str())
            }
        };
        format!("{name}|{}", filter.map(|filter| self.written(filter.span)).unwrap_or_default())
    }

    /// The formula of a definition over the records of a list.
    pub(super) fn defined(&self, list: (usize, Option<usize>), index: usize) -> Option<&Formula> {
        let at = index.checked_sub(self.fields(list).len())?;
        self.extents().rows(list).get(at).map(|(_, formula)| formula)
    }
}
