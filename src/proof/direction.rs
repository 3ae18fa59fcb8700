//! Which values of a formula are good, by the facts that it is made of and how it follows them.

use crate::document::{ArithmeticOperator, Direction, Function};
use crate::plan::{Aggregate, AggregateKind, Extents, FactDeclaration, Formula, FormulaKind};
use crate::value::Number;

/// The facts that say which of their values are good, and what follows for a formula.
#[derive(Clone, Default)]
pub(super) struct Goodness<'p> {
    /// What follows; nothing where nothing is said, or one fact says the opposite of another.
    pub(super) direction: Option<Direction>,
    /// The first fact that says it.
    pub(super) fact: Option<&'p FactDeclaration>,
    /// Facts say opposite things of the formula, or it does not simply rise or fall with one of them.
    torn: bool,
}

impl<'p> Goodness<'p> {
    fn torn() -> Self {
        Self { torn: true, ..Self::default() }
    }

    /// The same of a formula that falls where this one rises.
    fn turned(self) -> Self {
        let direction = self.direction.map(|direction| match direction {
            Direction::Higher => Direction::Lower,
            Direction::Lower => Direction::Higher,
            Direction::Middle => Direction::Middle,
        });
        Self { direction, ..self }
    }

    /// Of a formula that rises with both.
    fn with(self, other: Self) -> Self {
        if self.torn || other.torn {
            return Self::torn();
        }
        match (self.direction, other.direction) {
            (_, None) => self,
            (None, Some(_)) => other,
            (Some(one), Some(another)) if one == another => self,
            (Some(_), Some(_)) => Self::torn(),
        }
    }

    /// Of a formula that follows this one in no simple way.
    fn followed_somehow(self) -> Self {
        if self.direction.is_some() { Self::torn() } else { self }
    }
}

/// Which values of a formula are good.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn goodness<'p>(extents: Extents<'p>, formula: &Formula) -> Goodness<'p> {
    if let Some(fact) = extents.fact_of(formula) {
        return Goodness { direction: fact.direction, fact: fact.direction.map(|_| fact), torn: false };
    }
    let of = |part: &Formula| goodness(extents, part);
    let all = |parts: Vec<&Formula>| parts.into_iter().map(of).fold(Goodness::default(), Goodness::with);
    match &formula.kind {
        FormulaKind::Definition(index) => {
            extents.definitions.get(*index).map_or_else(Goodness::default, |entry| of(&entry.formula))
        }
        FormulaKind::Field { .. } => extents.row_definition(formula).map_or_else(Goodness::default, of),
        FormulaKind::Arithmetic(left, operator, right) => arithmetic(extents, left, *operator, right),
        FormulaKind::Negative(inner) => of(inner).turned(),
        FormulaKind::Between(from, to) => of(from).with(of(to).turned()),
        FormulaKind::Aggregate(aggregate) => aggregated(extents, aggregate),
        FormulaKind::Call(function, arguments) => match function {
            Function::Floor | Function::Ceiling => all(arguments.iter().collect()),
            Function::Round => arguments.first().map_or_else(Goodness::default, of),
            Function::Larger | Function::Smaller | Function::FullMonths | Function::FullYears | Function::DaysOf => {
                all(arguments.iter().collect())
            }
            Function::Absolute | Function::Indicator | Function::YearOf | Function::MonthOf => {
                all(arguments.iter().collect()).followed_somehow()
            }
        },
        _ => all(formula.parts()).followed_somehow(),
    }
}

fn arithmetic<'p>(extents: Extents<'p>, left: &Formula, operator: ArithmeticOperator, right: &Formula) -> Goodness<'p> {
    let (of_left, of_right) = (goodness(extents, left), goodness(extents, right));
    let turned_by = |other: &Formula, goodness: Goodness<'p>| {
        let range = extents.bounds_of(other);
        let zero = Number::zero();
        if range.low.as_ref().is_some_and(|low| low.number >= zero) {
            goodness
        } else if range.high.as_ref().is_some_and(|high| high.number <= zero) {
            goodness.turned()
        } else {
            goodness.followed_somehow()
        }
    };
    match operator {
        ArithmeticOperator::Add => of_left.with(of_right),
        ArithmeticOperator::Subtract => of_left.with(of_right.turned()),
        ArithmeticOperator::Multiply => turned_by(right, of_left).with(turned_by(left, of_right)),
        ArithmeticOperator::Divide => turned_by(right, of_left).with(turned_by(left, of_right).turned()),
    }
}

fn aggregated<'p>(extents: Extents<'p>, aggregate: &Aggregate) -> Goodness<'p> {
    match &aggregate.kind {
        // How many there are is no value of any of them.
        AggregateKind::Count | AggregateKind::Distinct(_) => Goodness::default(),
        AggregateKind::Sum(value)
        | AggregateKind::Highest(value)
        | AggregateKind::Lowest(value)
        | AggregateKind::Mean(value)
        | AggregateKind::WeightedMean(value, _)
        | AggregateKind::TrimmedMean { value, .. }
        | AggregateKind::TheOne(value)
        | AggregateKind::Newest(value, _)
        | AggregateKind::Yearly(value, _, _) => goodness(extents, value),
    }
}
