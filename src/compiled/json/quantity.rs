//! A quantity with its unit, read as a cell.

use super::super::held::number_ends;
use super::cursor::{Cursor, Decimal};
use super::digits::TENS;
use super::pattern::Pattern;
use crate::plan::{Dimension, FactDeclaration};
use crate::value::Number;

/// How a quantity is read.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    low: i64,
    high: i64,
    /// The cell is a whole number of these.
    step: i64,
    /// Units, each as it stands before the closing quote.
    units: Vec<(Pattern, Scale)>,
    /// What one is where no unit is written; nothing where only nought may be written so.
    bare: Option<Scale>,
    /// What one is in cells where every number may be written without a unit; else nought.
    simple: i64,
    /// A number without a unit must lie within one.
    within_one: bool,
    /// A number without a unit within one would be told to the reader.
    told_within_one: bool,
}

/// What one of a unit is in cells, and a tenth of it, a hundredth and so on: nought where that is no whole number.
#[derive(Clone, Copy, Debug)]
struct Scale {
    one: i64,
    parts: [i64; 5],
}

impl Quantity {
    /// How the values of a fact are read; nothing where the tree has to read them.
    pub(super) fn of(
        declaration: &FactDeclaration,
        dimension: &Dimension,
        percent: bool,
        (unit, low, high): (i64, i64, i64),
    ) -> Option<Self> {
        let (low, high) = number_ends(unit, &declaration.range).map(|(from, to)| (from.max(low), to.min(high)))?;
        let step = match &declaration.step {
            None => 1,
            Some(step) => {
                let cells = step.times(&Number::from(unit));
                let (cells, _) = cells.parts().filter(|_| cells.is_whole())?;
                i64::try_from(cells).ok().filter(|cells| *cells > 0)?
            }
        };
        let (units, bare) = units(dimension, percent, unit)?;
        let scaled = |(name, one): (String, i64)| (Pattern::new(format!("{name}\"")), Scale::of(one));
        Some(Self {
            low,
            high,
            step,
            units: units.into_iter().map(scaled).collect(),
            bare: bare.map(Scale::of),
            simple: bare.filter(|_| *dimension != Dimension::Ratio && !percent).unwrap_or(0),
            within_one: *dimension == Dimension::Ratio && !percent,
            told_within_one: percent,
        })
    }

    /// Reads a value as a cell; nothing where the tree has to read it.
    #[inline]
    pub(super) fn read(&self, cursor: &mut Cursor<'_>) -> Option<i64> {
        let quoted = cursor.take(b'"');
        let decimal = cursor.number()?;
        let cell = if quoted {
            self.with_unit(cursor, decimal)?
        } else if self.simple != 0 && decimal.places == 0 {
            decimal.digits.checked_mul(self.simple)?
        } else {
            self.bare(decimal)?
        };
        let within = (self.low <= cell) & (cell <= self.high);
        (within && (self.step == 1 || cell.checked_rem(self.step) == Some(0))).then_some(cell)
    }

    /// In cells, by the unit written.
    #[inline]
    fn with_unit(&self, cursor: &mut Cursor<'_>, decimal: Decimal) -> Option<i64> {
        for (name, scale) in &self.units {
            if cursor.take_pattern(name) {
                return scale.cells(decimal);
            }
        }
        cursor.expect(b'"')?;
        self.bare(decimal)
    }

    /// In cells, where no unit is written.
    #[inline(never)]
    fn bare(&self, decimal: Decimal) -> Option<i64> {
        if decimal.digits == 0 {
            return Some(0);
        }
        if self.within_one || self.told_within_one {
            let beyond_one = scaled(decimal, 1_000_000).is_none_or(|millionths| millionths.wrapping_abs() > 1_000_000);
            if beyond_one == self.within_one {
                return None;
            }
        }
        self.bare.as_ref()?.cells(decimal)
    }
}

/// The units of a dimension, each with what one of it is in cells; and what one is where none is written.
type Units = (Vec<(String, i64)>, Option<i64>);

fn units(dimension: &Dimension, percent: bool, unit: i64) -> Option<Units> {
    // A whole number is held in ones; a fact of a step in its own unit.
    let ones = Some(unit);
    let hundredth = unit.checked_div(100).filter(|cells| cells.checked_mul(100) == Some(unit));
    let (units, bare): (Vec<(&str, Option<i64>)>, Option<i64>) = match dimension {
        Dimension::Money => (
            vec![
                ("万元", unit.checked_mul(10_000)),
                ("元", ones),
                ("亿元", unit.checked_mul(100_000_000)),
                ("万", unit.checked_mul(10_000)),
                ("亿", unit.checked_mul(100_000_000)),
            ],
            None,
        ),
        Dimension::Ratio => (vec![("%", hundredth)], if percent { hundredth } else { ones }),
        Dimension::Plain => (Vec::new(), ones),
        Dimension::Points => (vec![("分", ones)], ones),
        Dimension::Counted(of) => (if is_plain(of)? { vec![(of, ones)] } else { Vec::new() }, ones),
    };
    let known = units.into_iter().filter_map(|(name, cells)| cells.map(|cells| (name.to_owned(), cells)));
    Some((known.collect(), bare))
}

/// Whether what is counted is ever written; nothing where it could be taken for something else.
fn is_plain(counted: &str) -> Option<bool> {
    let odd = |character: char| {
        character.is_whitespace() || matches!(character, '\0'..' ' | '"' | '\\' | '\u{FF01}'..='\u{FF5E}' | '\u{2212}')
    };
    let other = counted.contains(odd)
        || counted.starts_with(['e', 'E', 'x', 'X', '.', ','])
        || counted.starts_with(|first: char| first.is_ascii_digit());
    (!other).then_some(!counted.is_empty())
}

impl Scale {
    fn of(one: i64) -> Self {
        let part = |power: i64| one.checked_div(power).filter(|part| part.checked_mul(power) == Some(one)).unwrap_or(0);
        let [first, second, third, fourth, fifth, ..] = TENS.map(part);
        Self { one, parts: [first, second, third, fourth, fifth] }
    }

    /// A number of these in cells, where it is a whole number of them.
    #[inline]
    fn cells(&self, decimal: Decimal) -> Option<i64> {
        match self.parts.get(decimal.places) {
            Some(0) | None => scaled(decimal, self.one),
            Some(part) => decimal.digits.checked_mul(*part),
        }
    }
}

/// A decimal in cells, where it is a whole number of them.
#[inline(never)]
fn scaled(Decimal { digits, places }: Decimal, one: i64) -> Option<i64> {
    let power = *TENS.get(places)?;
    let product = i128::from(digits).checked_mul(i128::from(one))?;
    if let Ok(product) = i64::try_from(product) {
        return (product.checked_rem(power)? == 0).then(|| product.checked_div(power))?;
    }
    let power = i128::from(power);
    let cells = product.checked_div(power)?;
    if cells.checked_mul(power)? == product { i64::try_from(cells).ok() } else { None }
}
