//! Exact numbers as decimals of a fixed number of places, where they are that.

use crate::value::Number;

/// The digits and places of scores: they fit eight bytes.
pub(super) const DIGITS: u8 = 18;
pub(super) const PLACES: i8 = 8;

/// The number without its point, where it has at most so many places and digits.
pub(super) fn of(number: &Number, places: i8, digits: u8) -> Option<i128> {
    let (over, under) = number.parts()?;
    let power = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
    let scaled = over.checked_mul(power)?;
    let whole = scaled.checked_div(under).filter(|whole| whole.checked_mul(under) == Some(scaled))?;
    let limit = 10_u128.checked_pow(u32::from(digits))?;
    (whole.unsigned_abs() < limit).then_some(whole)
}
