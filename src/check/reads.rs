//! Which facts a rule reads, through definitions too.

use super::Checker;
use crate::plan::{Formula, FormulaKind, ListReference, Node};
use std::collections::BTreeSet;

impl Checker<'_> {
    /// Facts that an indicator reads, its children's not included.
    pub(super) fn reads(&self, node: &Node) -> Vec<usize> {
        let lists = node.method.lists().into_iter().filter_map(|each| match each.list {
            ListReference::Fact(fact) => Some(fact),
            ListReference::Field { .. } => None,
        });
        let mut found: BTreeSet<usize> = lists.collect();
        found.extend(self.reads_of(node.formulas().into_iter()));
        found.into_iter().collect()
    }

    /// Facts that formulas read, through definitions too.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn reads_of<'f>(&self, formulas: impl Iterator<Item = &'f Formula>) -> Vec<usize> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Formula> = formulas.collect();
        let mut defined = BTreeSet::new();
        let mut rows = BTreeSet::new();
        while let Some(formula) = open.pop() {
            match &formula.kind {
                FormulaKind::Fact(fact) => {
                    found.insert(*fact);
                }
                FormulaKind::Definition(index) if defined.insert(*index) => {
                    open.extend(self.definitions.get(*index).map(|entry| &entry.formula));
                }
                FormulaKind::Field { list, .. } if rows.insert(*list) => {
                    let extents = self.extents();
                    open.extend(extents.rows(*list).iter().map(|(_, formula)| formula));
                }
                FormulaKind::Exists(ListReference::Fact(fact), _)
                | FormulaKind::Every(ListReference::Fact(fact), _) => {
                    found.insert(*fact);
                }
                FormulaKind::Aggregate(aggregate) => {
                    if let ListReference::Fact(fact) = aggregate.list {
                        found.insert(fact);
                    }
                }
                _ => {}
            }
            open.extend(formula.parts());
        }
        found.into_iter().collect()
    }
}
