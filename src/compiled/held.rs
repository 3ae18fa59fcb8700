//! How facts are held as cells: quantities as whole numbers of a unit, days by number, choices by index.

use std::collections::BTreeSet;

use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::{Bound, Number, Range};

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

/// The greatest cells of quantities that are declared without bounds: money up to ten million million 元, in hundredths;
/// counts up to ten thousand million; other quantities up to a thousand million, in ten-thousandths.
const GREATEST_MONEY: i64 = 1_000_000_000_000_000;
const GREATEST_COUNT: i64 = 10_000_000_000;
const GREATEST: i64 = 10_000_000_000_000;

/// How a fact is held.
pub(super) fn form(declaration: &FactDeclaration) -> Form {
    match &declaration.kind {
        Kind::Text | Kind::CreditCode => Form::Text,
        Kind::YesNo => Form::YesNo,
        Kind::Quantity { dimension, whole, .. } => {
            let unit = unit(declaration, dimension, *whole);
            let greatest = match dimension {
                Dimension::Money => GREATEST_MONEY,
                Dimension::Ratio | Dimension::Plain | Dimension::Points | Dimension::Counted(_) if *whole => {
                    GREATEST_COUNT
                }
                Dimension::Ratio | Dimension::Plain | Dimension::Points | Dimension::Counted(_) => GREATEST,
            };
            let least = greatest.saturating_neg();
            let scaled = |number: &Number| number.times(&Number::from(unit));
            let end = |cell: Option<Number>, open: i64| {
                let cell = cell.and_then(|cell| i64::try_from(cell.parts()?.0).ok());
                cell.map_or(open, |cell| cell.clamp(least, greatest))
            };
            let range = &declaration.range;
            Form::Quantity {
                unit,
                low: end(range.low.as_ref().map(|bound| scaled(&bound.number).floor()), least),
                high: end(range.high.as_ref().map(|bound| scaled(&bound.number).ceiling()), greatest),
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

/// The whole cells within a range of numbers.
pub(super) fn number_ends(unit: i64, range: &Range) -> Option<(i64, i64)> {
    let scaled = |bound: &Bound| bound.number.times(&Number::from(unit));
    let low = range.low.as_ref().map_or(i64::MIN, |bound| {
        let number = scaled(bound);
        whole_cell(&number.ceiling()).saturating_add(i64::from(number.is_whole() && !bound.included))
    });
    let high = range.high.as_ref().map_or(i64::MAX, |bound| {
        let number = scaled(bound);
        whole_cell(&number.floor()).saturating_sub(i64::from(number.is_whole() && !bound.included))
    });
    (low <= high).then_some((low, high))
}

/// A whole number as a cell; one that is too great for a cell lies beyond all of them.
pub(super) fn whole_cell(number: &Number) -> i64 {
    let beyond = if number.is_negative() { i64::MIN / 2 } else { i64::MAX / 2 };
    number
        .parts()
        .and_then(|(number, _)| i64::try_from(number).ok())
        .unwrap_or(beyond)
        .clamp(i64::MIN / 2, i64::MAX / 2)
}
