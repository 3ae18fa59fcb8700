//! One value of a fact, read as a cell.

use super::super::held::{Form, bit, form, number_ends};
use super::super::program::mark;
use super::super::store::text_cell;
use super::Otherwise;
use super::cursor::{Cursor, Decimal};
use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::{Date, Number};

/// How the values of a fact are read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    kind: Way,
    may_be_none: bool,
    /// Texts that mean none on record: then every text of it is the tree's to read.
    marks: bool,
    declaration: FactDeclaration,
}

#[derive(Clone, Debug)]
enum Way {
    Quantity(Quantity),
    YesNo,
    /// The last day that may be given.
    Day(i64),
    Year(i64),
    /// Names and keys, each with its cell.
    Choice(Vec<(String, i64)>),
    Choices(Vec<(String, i64)>),
    Text,
    List(usize),
    /// Read by the tree.
    Tree,
}

/// How a quantity is read.
#[derive(Clone, Debug)]
struct Quantity {
    unit: i64,
    low: i64,
    high: i64,
    /// The cell is a whole number of these.
    step: i64,
    /// Units with what one of them is in cells.
    units: Vec<(&'static str, i64)>,
    counted: String,
    /// What one is in cells where no unit is written; nothing where only nought may be written so.
    bare: Option<i64>,
    /// A number without a unit must lie within one.
    within_one: bool,
    /// A number without a unit within one would be told to the reader.
    told_within_one: bool,
}

impl Reading {
    pub(super) fn of(declaration: &FactDeclaration, as_of: Date) -> Self {
        let kind = match (&declaration.kind, form(declaration)) {
            (Kind::Quantity { dimension, percent, .. }, Form::Quantity { unit, low, high }) => {
                quantity(declaration, dimension, *percent, (unit, low, high)).map_or(Way::Tree, Way::Quantity)
            }
            (Kind::YesNo, _) => Way::YesNo,
            (Kind::Date, _) => Way::Day(if declaration.may_be_later { i64::MAX } else { as_of.number() }),
            (Kind::Year, _) => Way::Year(if declaration.may_be_later { 9999 } else { i64::from(as_of.year()) }),
            (Kind::Choice(choices), Form::Choice) => {
                let indexed = choices.iter().zip(0_i64..);
                Way::Choice(plain(
                    indexed.flat_map(|(choice, at)| [(choice.name.clone(), at), (choice.key.clone(), at)]),
                ))
            }
            (Kind::Choices(choices), Form::Choices) => {
                let indexed = choices.iter().enumerate();
                Way::Choices(plain(
                    indexed.flat_map(|(at, choice)| [(choice.name.clone(), bit(at)), (choice.key.clone(), bit(at))]),
                ))
            }
            (Kind::Text | Kind::CreditCode, _) => Way::Text,
            (Kind::List(list), _) => {
                Way::List(list.at_most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX))
            }
            (Kind::Quantity { .. } | Kind::Choice(_) | Kind::Choices(_), _) => Way::Tree,
        };
        Self {
            kind,
            may_be_none: declaration.may_be_none,
            marks: !declaration.none_marks.is_empty(),
            declaration: declaration.clone(),
        }
    }

    /// How many records a list may have.
    pub(super) fn most_records(&self) -> usize {
        if let Way::List(most) = self.kind { most } else { 0 }
    }

    /// `null`: none on record, where that may be.
    pub(super) fn null(&self, cursor: &mut Cursor<'_>) -> Result<(i64, u8), Otherwise> {
        if self.may_be_none && cursor.take_word("null") { Ok((0, mark::NONE)) } else { Err(Otherwise::Tree) }
    }

    /// Reads a value as a cell.
    pub(super) fn read(&self, cursor: &mut Cursor<'_>, texts: &mut String) -> Result<(i64, u8), Otherwise> {
        let first = cursor.peek();
        if first == Some(b'n') {
            return self.null(cursor);
        }
        if first == Some(b'"') && self.marks {
            return Err(Otherwise::Tree);
        }
        let cell = match &self.kind {
            Way::Quantity(quantity) => quantity.read(cursor)?,
            Way::YesNo => yes_no(cursor)?,
            Way::Day(last) => day(cursor.string()?).filter(|day| day <= last).ok_or(Otherwise::Tree)?,
            Way::Year(last) => {
                let Decimal { digits, places } = cursor.number()?;
                Some(digits)
                    .filter(|year| places == 0 && (1900..=9999).contains(year) && year <= last)
                    .ok_or(Otherwise::Tree)?
            }
            Way::Choice(choices) => choice(choices, cursor)?,
            Way::Choices(choices) => several(choices, cursor)?,
            Way::Text => {
                let text = cursor.string()?;
                if !crate::facts::is_plain_text(&self.declaration, text) {
                    return Err(Otherwise::Tree);
                }
                text_cell(texts, text)
            }
            Way::List(_) | Way::Tree => return Err(Otherwise::Tree),
        };
        Ok((cell, mark::VALUE))
    }
}

/// Names that stand in a record as they are.
fn plain(names: impl Iterator<Item = (String, i64)>) -> Vec<(String, i64)> {
    let mut known: Vec<(String, i64)> = Vec::new();
    for (name, cell) in names {
        let escaped = name.contains(['"', '\\']) || name.contains(|character: char| character < ' ');
        // The first choice of a name is the one that is read.
        if !escaped && !known.iter().any(|(other, _)| *other == name) {
            known.push((name, cell));
        }
    }
    known
}

fn yes_no(cursor: &mut Cursor<'_>) -> Result<i64, Otherwise> {
    if cursor.take_word("true") || cursor.take_quoted("是") || cursor.take_quoted("yes") {
        Ok(1)
    } else if cursor.take_word("false") || cursor.take_quoted("否") || cursor.take_quoted("no") {
        Ok(0)
    } else {
        Err(Otherwise::Tree)
    }
}

fn choice(choices: &[(String, i64)], cursor: &mut Cursor<'_>) -> Result<i64, Otherwise> {
    choices.iter().find(|(name, _)| cursor.take_quoted(name)).map(|(_, cell)| *cell).ok_or(Otherwise::Tree)
}

fn several(choices: &[(String, i64)], cursor: &mut Cursor<'_>) -> Result<i64, Otherwise> {
    cursor.expect(b'[')?;
    cursor.space();
    let mut set = 0;
    if cursor.take(b']') {
        return Ok(set);
    }
    loop {
        set |= choice(choices, cursor)?;
        cursor.space();
        if cursor.take(b']') {
            return Ok(set);
        }
        cursor.expect(b',')?;
        cursor.space();
    }
}

/// A day written `2023-10-18`, as its number.
fn day(text: &str) -> Option<i64> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
    let mut number = [0_i64; 8];
    for (to, byte) in number.iter_mut().zip([y0, y1, y2, y3, m0, m1, d0, d1]) {
        *to = i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    let [y0, y1, y2, y3, m0, m1, d0, d1] = number;
    let two = |tens: i64, ones: i64| tens.wrapping_mul(10).wrapping_add(ones);
    let year = two(y0, y1).wrapping_mul(100).wrapping_add(two(y2, y3));
    Date::number_of(year, two(m0, m1), two(d0, d1))
}

fn quantity(
    declaration: &FactDeclaration,
    dimension: &Dimension,
    percent: bool,
    (unit, low, high): (i64, i64, i64),
) -> Option<Quantity> {
    let (low, high) = number_ends(unit, &declaration.range).map(|(from, to)| (from.max(low), to.min(high)))?;
    let step = match &declaration.step {
        None => 1,
        Some(step) => {
            let cells = step.times(&Number::from(unit));
            let (cells, _) = cells.parts().filter(|_| cells.is_whole())?;
            i64::try_from(cells).ok().filter(|cells| *cells > 0)?
        }
    };
    // A whole number is held in ones; a fact of a step in its own unit.
    let ones = Some(unit);
    let hundredth = unit.checked_div(100).filter(|cells| cells.checked_mul(100) == Some(unit));
    let mut counted = String::new();
    let (units, bare): (Vec<(&'static str, Option<i64>)>, Option<i64>) = match dimension {
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
        Dimension::Counted(of) => {
            counted.clone_from(of);
            (Vec::new(), ones)
        }
    };
    let odd = |character: char| {
        character.is_whitespace() || matches!(character, '"' | '\\' | '\u{FF01}'..='\u{FF5E}' | '\u{2212}')
    };
    if counted.contains(odd)
        || counted.starts_with(['e', 'E', 'x', 'X', '.', ','])
        || counted.starts_with(|first: char| first.is_ascii_digit())
    {
        return None;
    }
    Some(Quantity {
        unit,
        low,
        high,
        step,
        units: units.into_iter().filter_map(|(name, cells)| cells.map(|cells| (name, cells))).collect(),
        counted,
        bare,
        within_one: *dimension == Dimension::Ratio && !percent,
        told_within_one: percent,
    })
}

impl Quantity {
    fn read(&self, cursor: &mut Cursor<'_>) -> Result<i64, Otherwise> {
        let (decimal, one) = if cursor.take(b'"') {
            let decimal = cursor.decimal()?;
            let one = self.one(cursor, decimal)?;
            cursor.expect(b'"')?;
            (decimal, one)
        } else {
            let decimal = cursor.number()?;
            (decimal, self.bare(decimal)?)
        };
        let cell = scaled(decimal, one).ok_or(Otherwise::Tree)?;
        let fits = (self.low..=self.high).contains(&cell) && (self.step == 1 || cell.checked_rem(self.step) == Some(0));
        if fits { Ok(cell) } else { Err(Otherwise::Tree) }
    }

    /// What one is in cells, by the unit written.
    fn one(&self, cursor: &mut Cursor<'_>, decimal: Decimal) -> Result<i64, Otherwise> {
        if cursor.peek() == Some(b'"') {
            return self.bare(decimal);
        }
        if !self.counted.is_empty() && cursor.take_word(&self.counted) {
            return Ok(self.unit);
        }
        // Of two units that begin alike the one that ends the text is meant.
        for (name, cells) in &self.units {
            let mut after = cursor.clone();
            if after.take_word(name) && after.peek() == Some(b'"') {
                *cursor = after;
                return Ok(*cells);
            }
        }
        Err(Otherwise::Tree)
    }

    /// What one is in cells where no unit is written.
    fn bare(&self, decimal: Decimal) -> Result<i64, Otherwise> {
        if decimal.digits == 0 {
            return Ok(self.unit);
        }
        let one = self.bare.ok_or(Otherwise::Tree)?;
        let beyond_one = scaled(decimal, 1_000_000).is_none_or(|millionths| millionths.wrapping_abs() > 1_000_000);
        if (self.within_one && beyond_one) || (self.told_within_one && !beyond_one) {
            Err(Otherwise::Tree)
        } else {
            Ok(one)
        }
    }
}

/// A decimal in cells, where it is a whole number of them.
fn scaled(Decimal { digits, places }: Decimal, one: i64) -> Option<i64> {
    // Divided by a number that the compiler knows, where that leaves nothing.
    let part = match places {
        0 => Some(one),
        1 => whole(one % 10, one / 10),
        2 => whole(one % 100, one / 100),
        3 => whole(one % 1000, one / 1000),
        4 => whole(one % 10_000, one / 10_000),
        _ => None,
    };
    if let Some(part) = part {
        return digits.checked_mul(part);
    }
    let power = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
    let product = i128::from(digits).checked_mul(i128::from(one))?;
    let cells = product.checked_div(power)?;
    if cells.checked_mul(power)? == product { i64::try_from(cells).ok() } else { None }
}

/// A quotient that leaves no rest.
fn whole(rest: i64, part: i64) -> Option<i64> {
    (rest == 0).then_some(part)
}
