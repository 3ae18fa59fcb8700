//! One value of a fact, read as a cell.

use super::super::held::{Form, bit, form};
use super::super::program::mark;
use super::super::store::text_cell;
use super::cursor::{Cursor, Decimal};
use super::pattern::Pattern;
use super::quantity::Quantity;
use crate::plan::{Choice, FactDeclaration, Kind};
use crate::value::Date;

/// How the values of a fact are read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    way: Way,
    may_be_none: bool,
    /// Texts that mean none on record: then every text of it is the tree's to read.
    marks: bool,
}

#[derive(Clone, Debug)]
enum Way {
    Quantity(Quantity),
    YesNo,
    /// The last day that may be given.
    Day(i64),
    Year(i64),
    Choice(Choices),
    Choices(Choices),
    Text(Box<FactDeclaration>),
    List(usize),
    /// Read by the tree.
    Tree,
}

impl Reading {
    pub(super) fn of(declaration: &FactDeclaration, as_of: Date) -> Self {
        let way = match (&declaration.kind, form(declaration)) {
            (Kind::Quantity { dimension, percent, .. }, Form::Quantity { unit, low, high }) => {
                Quantity::of(declaration, dimension, *percent, (unit, low, high)).map_or(Way::Tree, Way::Quantity)
            }
            (Kind::YesNo, _) => Way::YesNo,
            (Kind::Date, _) => Way::Day(if declaration.may_be_later { i64::MAX } else { as_of.number() }),
            (Kind::Year, _) => Way::Year(if declaration.may_be_later { 9999 } else { i64::from(as_of.year()) }),
            (Kind::Choice(choices), Form::Choice) => {
                Way::Choice(patterns(choices, |at| i64::try_from(at).unwrap_or(0)))
            }
            (Kind::Choices(choices), Form::Choices) => Way::Choices(patterns(choices, bit)),
            (Kind::Text | Kind::CreditCode, _) => Way::Text(Box::new(declaration.clone())),
            (Kind::List(list), _) => {
                Way::List(list.at_most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX))
            }
            (Kind::Quantity { .. } | Kind::Choice(_) | Kind::Choices(_), _) => Way::Tree,
        };
        Self { way, may_be_none: declaration.may_be_none, marks: !declaration.none_marks.is_empty() }
    }

    /// How many records a list may have.
    pub(super) fn most_records(&self) -> usize {
        if let Way::List(most) = self.way { most } else { 0 }
    }

    /// `null`: none on record, where that may be.
    #[inline]
    pub(super) fn null(&self, cursor: &mut Cursor<'_>) -> Option<(i64, u8)> {
        (self.may_be_none && cursor.take_text("null")).then_some((0, mark::NONE))
    }

    /// Reads a value of a whole text as a cell; nothing where the tree has to read it.
    #[inline]
    pub(super) fn read<'t>(&self, cursor: &mut Cursor<'t>, whole: &'t str, texts: &mut String) -> Option<(i64, u8)> {
        let first = cursor.peek();
        if first == Some(b'n') {
            return self.null(cursor);
        }
        if self.marks && first == Some(b'"') {
            return None;
        }
        let cell = match &self.way {
            Way::Quantity(quantity) => quantity.read(cursor)?,
            Way::YesNo => yes_no(cursor)?,
            Way::Day(last) => cursor.day().filter(|day| day <= last)?,
            Way::Year(last) => year(cursor, *last)?,
            Way::Choice(choices) => choice(choices, cursor)?,
            Way::Choices(choices) => several(choices, cursor)?,
            Way::Text(declaration) => {
                let text = cursor.string(whole).filter(|text| crate::facts::is_plain_text(declaration, text))?;
                text_cell(texts, text)
            }
            Way::List(_) | Way::Tree => return None,
        };
        Some((cell, mark::VALUE))
    }
}

/// Names and keys of choices, each with its cell: those that begin with ASCII, mostly keys, and the others.
#[derive(Clone, Debug)]
struct Choices([Vec<(Pattern, i64)>; 2]);

/// Names and keys of choices, each with its cell.
fn patterns(choices: &[Choice], cell: impl Fn(usize) -> i64) -> Choices {
    let mut known: Vec<(Pattern, i64)> = Vec::new();
    let named = choices.iter().enumerate().flat_map(|(at, choice)| [(&choice.name, at), (&choice.key, at)]);
    for (name, at) in named {
        let Some(pattern) = Pattern::quoted(name) else { continue };
        // The first choice of a name is the one that is read.
        if !known.iter().any(|(other, _)| other.text() == pattern.text()) {
            known.push((pattern, cell(at)));
        }
    }
    let (ascii, other) =
        known.into_iter().partition(|(name, _)| name.text().as_bytes().get(1).is_none_or(u8::is_ascii));
    Choices([ascii, other])
}

#[inline]
fn yes_no(cursor: &mut Cursor<'_>) -> Option<i64> {
    if cursor.peek() != Some(b'"') {
        return cursor.truth().map(i64::from);
    }
    if cursor.take_text("\"是\"") || cursor.take_text("\"yes\"") {
        Some(1)
    } else if cursor.take_text("\"否\"") || cursor.take_text("\"no\"") {
        Some(0)
    } else {
        None
    }
}

#[inline]
fn year(cursor: &mut Cursor<'_>, last: i64) -> Option<i64> {
    let Decimal { digits, places } = cursor.number()?;
    (places == 0 && (1900..=9999).contains(&digits) && digits <= last).then_some(digits)
}

#[inline]
fn choice(Choices([ascii, other]): &Choices, cursor: &mut Cursor<'_>) -> Option<i64> {
    let alike = if cursor.second().is_ascii() { ascii } else { other };
    alike.iter().find(|(name, _)| cursor.take_pattern(name)).map(|(_, cell)| *cell)
}

#[inline]
fn several(choices: &Choices, cursor: &mut Cursor<'_>) -> Option<i64> {
    cursor.expect(b'[')?;
    cursor.space();
    let mut set = 0;
    if cursor.take(b']') {
        return Some(set);
    }
    loop {
        set |= choice(choices, cursor)?;
        match cursor.next()? {
            b',' => cursor.space(),
            b']' => return Some(set),
            _ => return None,
        }
    }
}
