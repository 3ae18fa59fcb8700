//! The values that a quantity can have over every possible record.

mod aggregate;
mod arithmetic;
mod call;
mod known;
mod records;
mod same;
mod subject;

use std::collections::BTreeMap;

use super::{
    AggregateKind, Definition, FactDeclaration, Formula, FormulaKind, Kind, ListDeclaration, Plan, RowDefinitions,
};
use crate::value::{Number, Range};

pub use aggregate::times_up_to;
pub use known::Known;
use subject::MOST_SUBJECTS;
pub use subject::Subject;

/// The declarations that decide what a formula can come to.
#[derive(Clone, Copy, Debug)]
pub struct Extents<'p> {
    /// Declared facts.
    pub facts: &'p [FactDeclaration],
    /// Definitions at the top level.
    pub definitions: &'p [Definition],
    /// Definitions over the records of lists.
    pub row_definitions: &'p [RowDefinitions],
    /// What indicators can score, by their codes, where that is known.
    pub scores: Option<&'p BTreeMap<String, Range>>,
}

/// What a formula can come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// The numbers, where there is one.
    pub range: Range,
    /// It may be none on record, or a number of no records.
    pub none: bool,
    /// It may be not applicable.
    pub not_applicable: bool,
    /// It may be a division by zero.
    pub zero_division: bool,
    /// Whether records come to the ends of the range, or as near to them as one likes.
    pub exact: bool,
    /// What it is made of, where that is little enough to be told apart.
    pub atoms: Option<Vec<Subject>>,
}

impl Extent {
    fn of(range: Range) -> Self {
        Self { range, none: false, not_applicable: false, zero_division: false, exact: true, atoms: Some(Vec::new()) }
    }

    /// Nothing is known of it.
    #[must_use]
    pub fn unknown() -> Self {
        Self { exact: false, none: true, zero_division: true, atoms: None, ..Self::of(Range::all()) }
    }

    /// Whether it may have no value.
    #[must_use]
    pub fn may_lack_value(&self) -> bool {
        self.none || self.not_applicable || self.zero_division
    }

    fn atom(range: Range, atom: Subject) -> Self {
        Self { atoms: Some(vec![atom]), ..Self::of(range) }
    }

    /// A result of two, its range from elsewhere; exact where they have nothing in common.
    fn with(&self, other: &Self, range: Range) -> Self {
        let shared = match (&self.atoms, &other.atoms) {
            (Some(left), Some(right)) => left.iter().any(|atom| right.contains(atom)),
            (None, _) | (_, None) => true,
        };
        let atoms = self.atoms.as_ref().zip(other.atoms.as_ref()).map(|(left, right)| {
            let more = right.iter().filter(|atom| !left.contains(atom));
            left.iter().chain(more).cloned().collect::<Vec<_>>()
        });
        Self {
            range,
            none: self.none || other.none,
            not_applicable: self.not_applicable || other.not_applicable,
            zero_division: self.zero_division || other.zero_division,
            exact: self.exact && other.exact && !shared,
            atoms: atoms.filter(|atoms| atoms.len() <= MOST_SUBJECTS),
        }
    }

    fn mapped(self, range: Range) -> Self {
        Self { range, ..self }
    }
}

impl Plan {
    /// What the declarations say of the values of formulas.
    #[must_use]
    pub fn extents(&self) -> Extents<'_> {
        Extents {
            facts: &self.facts,
            definitions: &self.definitions,
            row_definitions: &self.row_definitions,
            scores: None,
        }
    }
}

impl<'p> Extents<'p> {
    /// The declared fields of a list, or of a list in its records.
    #[must_use]
    pub fn fields(&self, (fact, field): (usize, Option<usize>)) -> &'p [FactDeclaration] {
        let found = self.facts.get(fact).and_then(as_list).and_then(|outer| match field {
            None => Some(outer),
            Some(field) => outer.fields.get(field).and_then(as_list),
        });
        found.map_or(&[], |declaration| declaration.fields.as_slice())
    }

    /// The definitions over the records of a list, or of a list in its records.
    #[must_use]
    pub fn rows(&self, (fact, field): (usize, Option<usize>)) -> &'p [(String, Formula)] {
        rows_of(self.row_definitions, fact, field).map_or(&[], |rows| rows.definitions.as_slice())
    }

    /// The values a subject can have, and of what they are multiples, where that is declared.
    pub fn domain(&self, subject: &Formula) -> (Range, Option<Number>) {
        (self.bounds_of(subject), self.lattice(subject))
    }

    /// Of what the values of a formula are multiples, where that is declared.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn lattice(&self, subject: &Formula) -> Option<Number> {
        match &subject.kind {
            FormulaKind::Aggregate(aggregate) => {
                matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Distinct(_)).then(Number::one)
            }
            _ => lattice_of(self.fact_of(subject)?),
        }
    }

    /// The declaration of the fact or field that a formula names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn fact_of(&self, formula: &Formula) -> Option<&'p FactDeclaration> {
        match &formula.kind {
            FormulaKind::Fact(index) => self.facts.get(*index),
            FormulaKind::Field { index, list, .. } => self.fields(*list).get(*index),
            _ => None,
        }
    }

    /// What a definition over the records of a list stands for, where the formula is one.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    #[must_use]
    pub fn row_definition(&self, formula: &Formula) -> Option<&'p Formula> {
        match &formula.kind {
            FormulaKind::Field { index, list, .. } => {
                let at = index.checked_sub(self.fields(*list).len())?;
                self.rows(*list).get(at).map(|(_, formula)| formula)
            }
            _ => None,
        }
    }

    /// The range of a quantity over every possible record.
    pub fn bounds_of(&self, formula: &Formula) -> Range {
        self.extent(formula, &Known::default()).range
    }

    /// What a quantity can come to over every possible record of which this much is known.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn extent(&self, formula: &Formula, known: &Known) -> Extent {
        let mut extent = match &formula.kind {
            FormulaKind::Number(number) => Extent::of(Range::exactly(number.clone())),
            FormulaKind::Fact(_) | FormulaKind::Field { .. } => self.of_fact(formula),
            FormulaKind::Definition(index) => {
                self.definitions.get(*index).map_or_else(Extent::unknown, |entry| entry.extent.clone())
            }
            FormulaKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right, known),
            FormulaKind::Negative(inner) => {
                let inner = self.extent(inner, known);
                let range = inner.range.negated();
                inner.mapped(range)
            }
            FormulaKind::If(condition, then, otherwise) => self.either(condition, then, otherwise, known),
            FormulaKind::Call(function, arguments) => self.call(*function, arguments, known),
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate, known),
            FormulaKind::ScoreOf(code) => match self.scores.and_then(|scores| scores.get(code)) {
                Some(range) => Extent { exact: false, ..Extent::of(range.clone()) },
                None => Extent { none: false, zero_division: false, ..Extent::unknown() },
            },
            FormulaKind::Between(from, to) => {
                let (from, to) = (self.extent(from, known), self.extent(to, known));
                from.with(&to, Range::at_least(Number::zero()))
            }
            FormulaKind::AsOf | FormulaKind::LastYear | FormulaKind::Date(_) | FormulaKind::Year(_) => {
                Extent::of(Range::all())
            }
            _ => Extent { none: false, zero_division: false, ..Extent::unknown() },
        };
        if let Some(narrower) = known.of(formula) {
            extent.range = extent.range.intersect(narrower);
        }
        match self.lattice(formula) {
            Some(step) => Extent { range: extent.range.in_steps(&step), ..extent },
            None => extent,
        }
    }

    fn of_fact(&self, formula: &Formula) -> Extent {
        let subject = Subject::of(formula);
        match (self.fact_of(formula), subject) {
            (Some(fact), Some(subject)) => Extent {
                none: fact.may_be_none,
                not_applicable: fact.may_be_not_applicable,
                ..Extent::atom(fact.range.clone(), subject)
            },
            (None, Some(Subject::Field { depth, index, list })) => {
                let rows = rows_of(self.row_definitions, list.0, list.1);
                let at = index.checked_sub(self.fields(list).len());
                let defined = rows.zip(at).and_then(|(rows, at)| rows.extents.get(at));
                let extent = defined.map_or_else(Extent::unknown, Clone::clone);
                // Its parts are named as they are seen from the record itself.
                if depth == 0 { extent } else { Extent { atoms: None, ..extent } }
            }
            (None | Some(_), _) => Extent::unknown(),
        }
    }
}

/// Of what the values of a fact are multiples, where that is declared.
fn lattice_of(fact: &FactDeclaration) -> Option<Number> {
    match (&fact.step, &fact.kind) {
        (Some(step), _) => Some(step.clone()),
        (None, Kind::Quantity { whole: true, .. }) => Some(Number::one()),
        (None, _) => None,
    }
}

fn as_list(fact: &FactDeclaration) -> Option<&ListDeclaration> {
    if let Kind::List(declaration) = &fact.kind { Some(declaration) } else { None }
}

/// The definitions over the records of a list; those of one fact stand together, in the order of the facts.
pub(super) fn rows_of(all: &[RowDefinitions], fact: usize, field: Option<usize>) -> Option<&RowDefinitions> {
    let first = all.partition_point(|rows| rows.fact < fact);
    let mut of_fact = all.iter().skip(first).take_while(|rows| rows.fact == fact);
    of_fact.find(|rows| rows.field == field)
}
