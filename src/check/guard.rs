//! What a condition looks at: where it decides, these have a value and are not nought.

use super::Checker;
use crate::document::Comparison;
use crate::plan::{AggregateKind, Formula, FormulaKind, ListReference, Type};

impl Checker<'_> {
    /// What a condition looks at: where it decides, these have a value and are not nought.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn guards(&self, formula: &Formula, guards: &mut Vec<String>) {
        match &formula.kind {
            FormulaKind::State(subject, _) => {
                guards.push(self.written(subject.span));
                if subject.of == Type::List {
                    guards.push(format!("{}|", self.written(subject.span)));
                }
            }
            FormulaKind::Exists(list, filter) => guards.push(self.filtered(*list, filter.as_deref())),
            FormulaKind::Compare(left, operator, _) => {
                let low = matches!(
                    operator,
                    Comparison::Below
                        | Comparison::AtMost
                        | Comparison::Equal
                        | Comparison::Over
                        | Comparison::NotEqual
                );
                if low {
                    guards.push(self.written(left.span));
                    self.aggregate_guards(left, guards);
                }
            }
            _ => {}
        }
        formula.parts().into_iter().filter(|part| part.of == Type::Truth).for_each(|part| self.guards(part, guards));
    }

    /// A count or a sum that is looked at: where it decides, there are records, and their weights are not all nought.
    pub(super) fn aggregate_guards(&self, formula: &Formula, guards: &mut Vec<String>) {
        let FormulaKind::Aggregate(aggregate) = &formula.kind else { return };
        match &aggregate.kind {
            AggregateKind::Count => guards.push(self.filtered(aggregate.list, aggregate.filter.as_ref())),
            AggregateKind::Sum(value) => {
                guards.push(self.filtered(aggregate.list, aggregate.filter.as_ref()));
                guards.push(self.written(value.span));
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
}
