//! How two numbers stand to each other.

use std::cmp::Ordering;

use super::super::program::FractionBound;
use crate::document::Comparison;

/// Whether a comparison holds.
#[inline]
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

/// Whether `over / under` lies beyond a bound, or on it where it is included; `under` is above nought.
#[inline]
pub(super) fn passes(over: i64, under: i64, (bound, unit, included): FractionBound, small: bool) -> bool {
    if small {
        let (left, right) = (over.wrapping_mul(unit), bound.wrapping_mul(under));
        return left > right || (left == right && included);
    }
    let (left, right) =
        (i128::from(over).wrapping_mul(i128::from(unit)), i128::from(bound).wrapping_mul(i128::from(under)));
    left > right || (left == right && included)
}
