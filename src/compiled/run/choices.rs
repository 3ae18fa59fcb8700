//! How two numbers stand to each other.

use std::cmp::Ordering;

use super::super::program::FractionBound;
use crate::document::Comparison;

/// Whether a comparison holds.
pub(super) fn holds(operator: Comparison, order: Ordering) -> bool {
    match operator {
        Comparison::AtLeast | Comparison::NotBefore => order.is_ge(),
        Comparison::Over | Comparison::After => order.is_gt(),
        Comparison::Below | Comparison::Before => order.is_lt(),
        Comparison::AtMost | Comparison::NotAfter => order.is_le(),
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
    }
}

/// On which side of a bound `over / under` lies; `under` is above nought.
pub(super) fn fraction_side(over: i64, under: i64, (bound, unit, _): FractionBound) -> Option<Ordering> {
    let left = i128::from(over).checked_mul(i128::from(unit))?;
    let right = i128::from(bound).checked_mul(i128::from(under))?;
    Some(left.cmp(&right))
}
