//! What a formula speaks of: facts, fields, lists, definitions.

use crate::plan::{Formula, FormulaKind, ListReference};
use crate::source::Span;

/// More than these are not told apart.
pub(super) const MOST_SUBJECTS: usize = 24;

/// A quantity that bounds can be known of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A fact.
    Fact(usize),
    /// A field of the record `depth` levels out.
    Field {
        /// How many records out.
        depth: usize,
        /// The field's index.
        index: usize,
        /// The list whose records hold the field.
        list: (usize, Option<usize>),
    },
    /// A definition.
    Definition(usize),
    /// What is written at this place, and nothing else.
    At(Span),
}

impl Subject {
    /// What a formula names.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn of(formula: &Formula) -> Option<Self> {
        match &formula.kind {
            FormulaKind::Fact(index) => Some(Self::Fact(*index)),
            FormulaKind::Field { depth, index, list } => {
                Some(Self::Field { depth: *depth, index: *index, list: *list })
            }
            FormulaKind::Definition(index) => Some(Self::Definition(*index)),
            _ => None,
        }
    }
}

impl Formula {
    /// The facts, fields, lists and definitions it speaks of, where they are few.
    #[must_use]
    pub fn subjects(&self) -> Option<Vec<Subject>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(formula) = open.pop() {
            match Subject::of(formula).or_else(|| list_of(formula)) {
                Some(subject) if !found.contains(&subject) => found.push(subject),
                Some(_) => {}
                None => open.extend(formula.parts()),
            }
            if found.len() > MOST_SUBJECTS {
                return None;
            }
        }
        Some(found)
    }
}

/// The list that a formula looks through.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn list_of(formula: &Formula) -> Option<Subject> {
    match &formula.kind {
        FormulaKind::Exists(list, _) | FormulaKind::Every(list, _) => Some(list_subject(*list)),
        FormulaKind::Aggregate(aggregate) => Some(list_subject(aggregate.list)),
        _ => None,
    }
}

pub(super) fn list_subject(list: ListReference) -> Subject {
    match list {
        ListReference::Fact(index) => Subject::Fact(index),
        ListReference::Field { depth, index, of } => Subject::Field { depth, index, list: (of, None) },
    }
}
