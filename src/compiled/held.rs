//! How facts are held as cells: quantities as whole numbers of a unit, days by number, choices by index.

use std::collections::BTreeSet;

use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::Number;

/// How the values of a fact are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `cell / unit`; a number of more places, or outside these cells, is left to the tree walk.
    Quantity {
        unit: i64,
        low: i64,
        high: i64,
    },
    YesNo,
    /// Days from the first of the calendar.
    Day,
    Year,
    /// The index of a choice.
    Choice,
    /// One bit for each choice.
    Choices,
    /// Where the text stands among the texts of the records.
    Text,
    List,
    /// More choices than a cell has bits.
    NotHeld,
}

/// A list of more records than this is left to the tree walk, so that sums have bounds.
pub(super) const MOST_RECORDS: usize = 4096;

/// The greatest cell of a quantity that is declared without bounds: ten million million in hundredths.
const GREATEST: i64 = 1_000_000_000_000_000;

/// How a fact is held.
pub(super) fn form(declaration: &FactDeclaration) -> Form {
    match &declaration.kind {
        Kind::Text | Kind::CreditCode => Form::Text,
        Kind::YesNo => Form::YesNo,
        Kind::Quantity { dimension, whole, .. } => {
            let unit = unit(declaration, dimension, *whole);
            let scaled = |number: &Number| number.times(&Number::from(unit));
            let end = |cell: Option<Number>, open: i64| {
                let cell = cell.and_then(|cell| i64::try_from(cell.parts()?.0).ok());
                cell.map_or(open, |cell| cell.clamp(-GREATEST, GREATEST))
            };
            let range = &declaration.range;
            Form::Quantity {
                unit,
                low: end(range.low.as_ref().map(|bound| scaled(&bound.number).floor()), -GREATEST),
                high: end(range.high.as_ref().map(|bound| scaled(&bound.number).ceiling()), GREATEST),
            }
        }
        Kind::Date => Form::Day,
        Kind::Year => Form::Year,
        Kind::Choice(choices) if choices.len() <= 63 => Form::Choice,
        Kind::Choices(choices) if choices.len() <= 62 => Form::Choices,
        Kind::Choice(_) | Kind::Choices(_) => Form::NotHeld,
        Kind::List(_) => Form::List,
    }
}

/// So many cells make one: fine enough for what is usually written.
fn unit(declaration: &FactDeclaration, dimension: &Dimension, whole: bool) -> i64 {
    let step = declaration.step.as_ref().and_then(Number::parts).and_then(|(_, under)| i64::try_from(under).ok());
    match (step, dimension) {
        _ if whole => 1,
        (Some(unit), _) if unit <= 1_000_000 => unit,
        (_, Dimension::Money) => 100,
        (_, Dimension::Ratio) => 1_000_000,
        (_, Dimension::Plain | Dimension::Points | Dimension::Counted(_)) => 10_000,
    }
}

/// A number as a cell, where it is held exactly.
pub(super) fn cell(number: &Number, unit: i64, low: i64, high: i64) -> Option<i64> {
    let (over, under) = number.parts()?;
    let scaled = over.checked_mul(i128::from(unit))?;
    let cell = scaled.checked_div(under).filter(|cell| cell.checked_mul(under) == Some(scaled))?;
    i64::try_from(cell).ok().filter(|cell| (low..=high).contains(cell))
}

/// A set of choices as bits.
pub(super) fn bits(choices: &BTreeSet<usize>) -> i64 {
    choices.iter().fold(0, |bits, choice| bits | bit(*choice))
}

/// The bit of a choice; none for one that is not held.
pub(super) fn bit(choice: usize) -> i64 {
    u32::try_from(choice).ok().and_then(|choice| 1_i64.checked_shl(choice)).unwrap_or(0)
}
