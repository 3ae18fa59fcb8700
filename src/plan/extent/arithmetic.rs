//! What sums, products, quotients and alternatives can come to.

use super::{Extent, Extents, Known};
use crate::document::ArithmeticOperator;
use crate::plan::{Formula, FormulaKind, Type};
use crate::value::{Number, Range};

impl Extents<'_> {
    pub(super) fn arithmetic(
        &self,
        left: &Formula,
        operator: ArithmeticOperator,
        right: &Formula,
        known: &Known,
    ) -> Extent {
        let years = left.of == Type::Year || right.of == Type::Year;
        if let (ArithmeticOperator::Divide, Some(extent)) = (operator, self.part_of_itself(left, right, known)) {
            return extent;
        }
        let divisor = self.lattice(right);
        let (left, right) = (self.extent(left, known), self.extent(right, known));
        if years {
            return Extent { exact: false, ..left.with(&right, Range::all()) };
        }
        match operator {
            ArithmeticOperator::Add => sum(&left, &right),
            ArithmeticOperator::Subtract => left.with(&right, left.range.minus(&right.range)),
            ArithmeticOperator::Multiply => left.with(&right, left.range.times(&right.range)),
            ArithmeticOperator::Divide => quotient(&left, &right, divisor.as_ref()),
        }
    }

    /// A part of a whole: `(甲 - 乙) ÷ 甲` is `1 - 乙 ÷ 甲`, and some of the records are no more than all of them.
    fn part_of_itself(&self, left: &Formula, right: &Formula, known: &Known) -> Option<Extent> {
        match (&left.kind, &right.kind) {
            (FormulaKind::Arithmetic(whole, ArithmeticOperator::Subtract, part), _) if whole.same_as(right) => {
                let divisor = self.lattice(right);
                let (part, right) = (self.extent(part, known), self.extent(right, known));
                let quotient = quotient(&part, &right, divisor.as_ref());
                let range = Range::exactly(Number::one()).minus(&quotient.range);
                Some(quotient.mapped(range))
            }
            (FormulaKind::Aggregate(some), FormulaKind::Aggregate(all)) if some.is_part_of(all) => {
                let unit = Range::closed(Number::zero(), Number::one());
                let whole = self.extent(right, known);
                Some(Extent { zero_division: true, exact: true, ..whole.mapped(unit) })
            }
            _ => None,
        }
    }

    /// One of two: each with what its condition says.
    pub(super) fn either(&self, condition: &Formula, then: &Formula, otherwise: &Formula, known: &Known) -> Extent {
        let (when, whole) = known.where_it_is(condition, true);
        let (unless, rest) = known.where_it_is(condition, false);
        let (then, otherwise) = (self.extent(then, &when), self.extent(otherwise, &unless));
        let range = match (then.range.is_empty(), otherwise.range.is_empty()) {
            (false, true) => then.range.clone(),
            (true, false) => otherwise.range.clone(),
            (_, _) => then.range.join(&otherwise.range),
        };
        let exact = then.exact && otherwise.exact && whole && rest;
        let decides = Extent { atoms: condition.subjects(), ..Extent::of(Range::all()) };
        let (none, zero_division) = (then.none || otherwise.none, then.zero_division || otherwise.zero_division);
        Extent { exact, none, zero_division, ..then.with(&otherwise, range.clone()).with(&decides, range) }
    }
}

/// A sum: what is none on record adds nothing; only where both are, there is no sum.
fn sum(left: &Extent, right: &Extent) -> Extent {
    let mut range = left.range.plus(&right.range);
    if left.none {
        range = range.join(&right.range);
    }
    if right.none {
        range = range.join(&left.range);
    }
    Extent { none: left.none && right.none, ..left.with(right, range) }
}

/// A quotient; a divisor that is a whole number of something is at least one of it where it is not nought.
fn quotient(left: &Extent, right: &Extent, divisor: Option<&Number>) -> Extent {
    let zero = Number::zero();
    let mut range = right.range.clone();
    if let (Some(step), Some(low)) = (divisor, &mut range.low)
        && low.number.is_zero()
    {
        low.number = step.clone();
    }
    let quotient = range.reciprocal().map_or_else(Range::all, |reciprocal| left.range.times(&reciprocal));
    let mut result = left.with(right, quotient);
    result.zero_division |= right.range.contains(&zero);
    result
}
