//! How the numbers of a column become cells: by a factor, within what the fact allows.

use super::bind::Given;
use super::numbers;
use crate::compiled::Form;
use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::Number;

/// `number × times ÷ over`, where that is whole, within bounds and in whole steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    times: i64,
    over: i64,
    low: i64,
    high: i64,
    step: i64,
}

impl Measure {
    /// For a column of numbers; nothing where every value is to be read alone.
    pub(super) fn of(given: &Given<'_>, form: Form) -> Option<Self> {
        let (Kind::Quantity { dimension, percent, .. }, Form::Quantity { unit, low, high }) =
            (&given.declaration.kind, form)
        else {
            return None;
        };
        let places = numbers::places(given.array.data_type());
        let places = i32::from(places).saturating_add(if *percent { 2 } else { 0 });
        let power = 10_i64.checked_pow(places.unsigned_abs())?;
        let (times, over) = if places < 0 { (unit.checked_mul(power)?, 1) } else { (unit, power) };
        let shared = num_integer::gcd(times, over).max(1);
        let (low, high) = allowed(given.declaration, unit, low, high);
        // A bare ratio above 1 may mean a percentage: the reader refuses it.
        let bare = *dimension == Dimension::Ratio && !percent;
        let (low, high) = if bare { (low.max(unit.saturating_neg()), high.min(unit)) } else { (low, high) };
        let (times, over) = (times.checked_div(shared)?, over.checked_div(shared)?);
        Some(Self { times, over, low, high, step: step(given.declaration, unit)? })
    }

    /// The cell of a number that is written without its point.
    pub(super) fn cell(&self, number: i64) -> Option<i64> {
        let scaled = number.checked_mul(self.times)?;
        let cell = if self.over == 1 { scaled } else { scaled.checked_div(self.over)? };
        let fits = (self.over == 1 || cell.checked_mul(self.over) == Some(scaled))
            && (self.low..=self.high).contains(&cell)
            && (self.step == 1 || cell.checked_rem(self.step) == Some(0));
        fits.then_some(cell)
    }
}

/// The cells that lie within the range of the fact.
fn allowed(declaration: &FactDeclaration, unit: i64, low: i64, high: i64) -> (i64, i64) {
    let within = |cell: i64| {
        let number = Number::from(cell).over(&Number::from(unit));
        number.is_some_and(|number| declaration.range.contains(&number))
    };
    let low = if within(low) { low } else { low.saturating_add(1) };
    let high = if within(high) { high } else { high.saturating_sub(1) };
    (low, high)
}

/// So many cells make a step; nothing where a step is no whole number of cells.
fn step(declaration: &FactDeclaration, unit: i64) -> Option<i64> {
    let Some(step) = &declaration.step else { return Some(1) };
    let (cells, under) = step.times(&Number::from(unit)).parts()?;
    i64::try_from(cells).ok().filter(|cells| under == 1 && *cells > 0)
}
