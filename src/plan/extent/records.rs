//! How many records of a list can count.

use super::aggregate::count;
use super::{Extents, as_list};
use crate::document::{Comparison, Membership};
use crate::plan::{FactDeclaration, Formula, FormulaKind, Kind, ListDeclaration, ListReference, WindowBound};
use crate::value::Number;

impl<'p> Extents<'p> {
    /// The declaration of a list.
    pub fn list(&self, list: ListReference) -> Option<&'p ListDeclaration> {
        match list {
            ListReference::Fact(index) => self.facts.get(index).and_then(as_list),
            ListReference::Field { index, of, .. } => self.fields((of, None)).get(index).and_then(as_list),
        }
    }

    /// At most so many records of a list can meet all of these conditions; nothing where there is no limit.
    ///
    /// Records that must differ in some fields are no more than these fields have values.
    pub fn most_records(&self, list: ListReference, conditions: &[&Formula]) -> Option<Number> {
        let declaration = self.list(list)?;
        let declared = declaration.at_most.map(|most| Number::from(i64::from(most)));
        let unique = if declaration.unique.is_empty() {
            None
        } else {
            self.most_keys(declaration, &declaration.unique, conditions)
        };
        [declared, unique].into_iter().flatten().min()
    }

    /// In how many ways these fields can differ among records that meet all of these conditions.
    pub fn most_keys(
        &self,
        declaration: &ListDeclaration,
        fields: &[usize],
        conditions: &[&Formula],
    ) -> Option<Number> {
        fields.iter().try_fold(Number::one(), |product, index| {
            let field = declaration.fields.get(*index)?;
            Some(product.times(&most_values(field, *index, conditions)?))
        })
    }
}

/// How many values a field can have where all of these conditions hold.
fn most_values(field: &FactDeclaration, index: usize, conditions: &[&Formula]) -> Option<Number> {
    let stated = conditions.iter().filter_map(|condition| most_meeting(condition, field, index));
    let stated = stated.min();
    if field.may_be_none || field.may_be_not_applicable {
        // Records without the field are not told apart by it; a condition on it leaves them out.
        return stated;
    }
    let declared = match &field.kind {
        Kind::YesNo => count(2),
        Kind::Choice(choices) => count(choices.len()),
        Kind::Text
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::Choices(_)
        | Kind::List(_) => None,
    };
    [stated, declared].into_iter().flatten().min()
}

/// How many values of a field meet a condition, where the condition says so.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn most_meeting(condition: &Formula, field: &FactDeclaration, index: usize) -> Option<Number> {
    let own =
        |formula: &Formula| matches!(formula.kind, FormulaKind::Field { depth: 0, index: found, .. } if found == index);
    match &condition.kind {
        FormulaKind::And(parts) => parts.iter().filter_map(|part| most_meeting(part, field, index)).min(),
        FormulaKind::Member(subject, Membership::OneOf, choices) if own(subject) => count(choices.len()),
        FormulaKind::Member(subject, Membership::NotOneOf, choices) if own(subject) => match &field.kind {
            Kind::Choice(all) => count(all.len().saturating_sub(choices.len())),
            _ => None,
        },
        FormulaKind::Compare(subject, Comparison::Equal, other) if own(subject) && fixed(other) => count(1),
        FormulaKind::Window(subject, WindowBound::Years(years)) if own(subject) => {
            Some(Number::from(i64::from(*years)))
        }
        _ => None,
    }
}

/// Whether a formula has one value for all records.
fn fixed(formula: &Formula) -> bool {
    !matches!(formula.kind, FormulaKind::Field { .. }) && formula.parts().into_iter().all(fixed)
}
