//! The values that a quantity can have over every possible record.

use super::{
    AggregateKind, Definition, FactDeclaration, Formula, FormulaKind, Kind, ListDeclaration, Plan, RowDefinitions,
};
use crate::document::{ArithmeticOperator, Function};
use crate::value::{Number, Range};

/// The declarations that decide what a formula can come to.
#[derive(Clone, Copy, Debug)]
pub struct Extents<'p> {
    /// Declared facts.
    pub facts: &'p [FactDeclaration],
    /// Definitions at the top level.
    pub definitions: &'p [Definition],
    /// Definitions over the records of lists.
    pub row_definitions: &'p [RowDefinitions],
}

impl Plan {
    /// What the declarations say of the values of formulas.
    #[must_use]
    pub fn extents(&self) -> Extents<'_> {
        Extents { facts: &self.facts, definitions: &self.definitions, row_definitions: &self.row_definitions }
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
        rows_of(self.row_definitions, fact, field)
    }

    /// The values a subject can have, and of what they are multiples, where that is declared.
    pub fn domain(&self, subject: &Formula) -> (Range, Option<Number>) {
        let fact = self.fact_of(subject);
        let lattice = fact.and_then(|fact| match (&fact.step, &fact.kind) {
            (Some(step), _) => Some(step.clone()),
            (None, Kind::Quantity { whole: true, .. }) => Some(Number::one()),
            (None, _) => None,
        });
        let counted = matches!(&subject.kind, FormulaKind::Aggregate(aggregate)
            if matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Distinct(_)));
        let lattice = lattice.or_else(|| counted.then(Number::one));
        (self.bounds_of(subject), lattice)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn fact_of(&self, formula: &Formula) -> Option<&FactDeclaration> {
        match &formula.kind {
            FormulaKind::Fact(index) => self.facts.get(*index),
            FormulaKind::Field { index, list, .. } => self.fields(*list).get(*index),
            _ => None,
        }
    }

    /// The range of a quantity over every possible record.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn bounds_of(&self, formula: &Formula) -> Range {
        match &formula.kind {
            FormulaKind::Number(number) => Range::exactly(number.clone()),
            FormulaKind::Fact(_) => self.fact_of(formula).map_or_else(Range::all, |fact| fact.range.clone()),
            FormulaKind::Field { index, list, .. } => match self.fact_of(formula) {
                Some(field) => field.range.clone(),
                None => {
                    let at = index.checked_sub(self.fields(*list).len());
                    let defined = at.and_then(|at| self.rows(*list).get(at));
                    defined.map_or_else(Range::all, |(_, formula)| self.bounds_of(formula))
                }
            },
            FormulaKind::Definition(index) => {
                self.definitions.get(*index).map_or_else(Range::all, |entry| self.bounds_of(&entry.formula))
            }
            FormulaKind::Arithmetic(left, operator, right) => {
                let (left, right) = (self.bounds_of(left), self.bounds_of(right));
                match operator {
                    ArithmeticOperator::Add => left.plus(&right),
                    ArithmeticOperator::Subtract => left.minus(&right),
                    ArithmeticOperator::Multiply => left.times(&right),
                    ArithmeticOperator::Divide => {
                        right.reciprocal().map_or_else(Range::all, |reciprocal| left.times(&reciprocal))
                    }
                }
            }
            FormulaKind::Negative(inner) => self.bounds_of(inner).negated(),
            FormulaKind::If(_, then, otherwise) => self.bounds_of(then).join(&self.bounds_of(otherwise)),
            FormulaKind::Call(function, arguments) => self.call_bounds(*function, arguments),
            FormulaKind::Aggregate(aggregate) => match &aggregate.kind {
                AggregateKind::Count | AggregateKind::Distinct(_) => Range::at_least(Number::zero()),
                AggregateKind::Sum(value) => {
                    let each = self.bounds_of(value);
                    let positive = each.low.as_ref().is_some_and(|low| !low.number.is_negative());
                    if positive { Range::at_least(Number::zero()) } else { Range::all() }
                }
                AggregateKind::Highest(value)
                | AggregateKind::Lowest(value)
                | AggregateKind::Mean(value)
                | AggregateKind::WeightedMean(value, _)
                | AggregateKind::TrimmedMean { value, .. }
                | AggregateKind::TheOne(value)
                | AggregateKind::Newest(value, _)
                | AggregateKind::Yearly(value, _, _) => self.bounds_of(value),
            },
            _ => Range::all(),
        }
    }

    fn call_bounds(&self, function: Function, arguments: &[Formula]) -> Range {
        let of = |at: usize| arguments.get(at).map_or_else(Range::all, |formula| self.bounds_of(formula));
        match function {
            Function::Floor => of(0).map_rising(Number::floor),
            Function::Ceiling => of(0).map_rising(Number::ceiling),
            Function::Larger => {
                let (left, right) = (of(0), of(1));
                let low = left.low.iter().chain(right.low.iter()).max_by(|a, b| a.number.cmp(&b.number)).cloned();
                Range { low, high: left.join(&right).high }
            }
            Function::Smaller => {
                let (left, right) = (of(0), of(1));
                let high = left.high.iter().chain(right.high.iter()).min_by(|a, b| a.number.cmp(&b.number)).cloned();
                Range { low: left.join(&right).low, high }
            }
            Function::Absolute | Function::FullMonths | Function::FullYears => Range::at_least(Number::zero()),
            Function::Indicator => Range::closed(Number::zero(), Number::one()),
            Function::Round | Function::YearOf | Function::MonthOf | Function::DaysOf => Range::all(),
        }
    }
}

fn as_list(fact: &FactDeclaration) -> Option<&ListDeclaration> {
    if let Kind::List(declaration) = &fact.kind { Some(declaration) } else { None }
}

/// The definitions over the records of a list; those of one fact stand together, in the order of the facts.
pub(super) fn rows_of(all: &[RowDefinitions], fact: usize, field: Option<usize>) -> &[(String, Formula)] {
    let first = all.partition_point(|rows| rows.fact < fact);
    let of_fact = all.iter().skip(first).take_while(|rows| rows.fact == fact);
    of_fact.into_iter().find(|rows| rows.field == field).map_or(&[], |rows| rows.definitions.as_slice())
}
