//! The facts of rows put into columns: whole columns at a time where a value fits as it stands, else value by value.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef};

use super::bind::{Bound, Given};
use super::lists::Lists;
use super::measure::Measure;
use super::numbers::{self, Take};
use super::texts::Texts;
use super::value;
use crate::compiled::{Column, Columns, Form, OPEN, VALUE, held, text_cell};
use crate::facts::{Alone, Names, absent, is_plain_text};
use crate::plan::{FactDeclaration, Kind};
use crate::record::{Json, JsonKind};
use crate::value::Date;

/// So many different texts of a column are remembered.
const REMEMBERED: usize = 10_000;

/// Facts on their way from the rows of a batch into columns.
pub(super) struct Filling<'f> {
    pub(super) columns: &'f mut Columns,
    pub(super) alone: Alone,
    pub(super) as_of: Date,
    pub(super) texts: String,
    /// Which applicants are to be read as records: something does not fit, or is to be told.
    pub(super) doubts: Vec<bool>,
}

/// Which rows are read, and to which applicant each belongs.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    pub(super) rows: &'r [usize],
    /// Nothing where the rows are the applicants'.
    pub(super) lines: Option<&'r [usize]>,
}

impl Rows<'_> {
    /// The applicant of a row.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines.map_or(at, |lines| lines.get(at).copied().unwrap_or(0))
    }
}

/// Fills columns with the facts of these rows. Says for each whether it is to be read as a record.
pub(super) fn fill(
    columns: &mut Columns,
    bound: &Bound<'_>,
    rows: &[usize],
    declarations: &[FactDeclaration],
    (track, as_of): (Option<usize>, Date),
) -> Vec<bool> {
    let doubts = vec![false; rows.len()];
    let mut filling = Filling { columns, alone: Alone::new(as_of), as_of, texts: String::new(), doubts };
    let all = Rows { rows, lines: None };
    let names = Names::new(declarations, track);
    for (slot, (declaration, form)) in declarations.iter().zip(filling.columns.forms()).enumerate() {
        match bound.given.iter().find(|given| given.at == slot) {
            Some(given) => filling.fact(None, slot, given, form, all),
            // What only other tracks have, no rule of this one reads.
            None if declaration.track.is_some() && declaration.track != track => {}
            None => filling.nothing(None, slot, declaration, form, (all, names.reads(slot))),
        }
    }
    if let Some((_, assessments)) = &bound.assessments {
        for (doubt, row) in filling.doubts.iter_mut().zip(rows) {
            *doubt |= !assessments.data_type().is_null() && assessments.is_valid(*row);
        }
    }
    let Filling { columns, texts, doubts, .. } = filling;
    columns.finish(rows.len(), texts);
    doubts
}

impl Filling<'_> {
    /// A fact of the applicants, or a field of a list.
    pub(super) fn fact(&mut self, list: Option<usize>, slot: usize, given: &Given<'_>, form: Form, rows: Rows<'_>) {
        if let Kind::List(declared) = &given.declaration.kind {
            return self.list(list, slot, given, declared, rows);
        }
        let mut out = Column::default();
        self.scalar(given, form, rows, &mut out);
        self.columns.put(list, slot, out);
    }

    /// A fact that no column gives.
    pub(super) fn nothing(
        &mut self,
        list: Option<usize>,
        slot: usize,
        declaration: &FactDeclaration,
        form: Form,
        (rows, read): (Rows<'_>, bool),
    ) {
        let mut out = Column::default();
        let cell = if read { held(&absent(declaration), form, &mut self.texts) } else { (0, OPEN) };
        rows.rows.iter().for_each(|_| out.add(cell));
        self.columns.put(list, slot, out);
        if let Some((at, forms)) = self.columns.list(list, slot) {
            self.columns.end_records(at, vec![0; rows.rows.len()]);
            (0..=forms.len()).for_each(|field| self.columns.put(Some(at), field, Column::default()));
        }
    }

    fn scalar(&mut self, given: &Given<'_>, form: Form, rows: Rows<'_>, out: &mut Column) {
        let (declaration, of) = (given.declaration, given.array.data_type());
        let texts = Texts::of(given.array.as_ref());
        match (&declaration.kind, texts) {
            (Kind::Quantity { .. }, None) if numbers::are_numbers(of) => match Measure::of(given, form) {
                Some(measure) => {
                    numbers::each(&given.array, &mut Numbers { to: self, given, form, rows, out, measure })
                }
                None => self.each(given, form, rows, out, |_, _| None),
            },
            (Kind::YesNo, None) if !of.is_null() => {
                let values = given.array.as_boolean();
                self.each(given, form, rows, out, |_, row| Some(i64::from(values.value(row))));
            }
            (Kind::Date, None) if !of.is_null() => {
                let values = given.array.as_primitive::<Date32Type>().values();
                let latest = if declaration.may_be_later { i64::MAX } else { self.as_of.number() };
                let day = |row: usize| value::numbered(*values.get(row)?).filter(|day| *day <= latest);
                self.each(given, form, rows, out, |_, row| day(row));
            }
            (Kind::Year, None) if !of.is_null() => {
                let latest = if declaration.may_be_later { 9999 } else { self.as_of.year() };
                let measure = Whole { to: self, given, form, rows, out, within: (1900, i64::from(latest)) };
                numbers::each(&given.array, &mut { measure });
            }
            (Kind::Text | Kind::CreditCode, Some(texts)) => {
                let fits = |text: &&str| is_plain_text(declaration, text);
                self.each(given, form, rows, out, |to, row| {
                    Some(text_cell(&mut to.texts, texts.get(row).filter(fits)?))
                });
            }
            (_, Some(texts)) => self.words(given, form, rows, out, &texts),
            (Kind::Choices(_), None) => self.choices(given, form, rows, out),
            (_, None) => self.each(given, form, rows, out, |_, _| None),
        }
    }

    /// Each row by `fast`, where that gives a cell; else as a record would be read.
    fn each(
        &mut self,
        given: &Given<'_>,
        form: Form,
        rows: Rows<'_>,
        out: &mut Column,
        mut fast: impl FnMut(&mut Self, usize) -> Option<i64>,
    ) {
        let nothing = held(&absent(given.declaration), form, &mut self.texts);
        let (nulls, all_null) = (given.array.nulls(), given.array.data_type().is_null());
        let states = given.states.as_ref().and_then(|states| Texts::of(states.as_ref()));
        for (at, row) in rows.rows.iter().copied().enumerate() {
            let said = states.as_ref().is_some_and(|states| states.get(row).is_some());
            let cell = if said {
                None
            } else if all_null || nulls.is_some_and(|nulls| nulls.is_null(row)) {
                Some(nothing)
            } else {
                fast(self, row).map(|cell| (cell, VALUE))
            };
            let cell = cell.unwrap_or_else(|| self.alone(given, form, row, rows.line(at), nothing).0);
            out.add(cell);
        }
    }

    /// A value as a record would be read; and whether it is without doubt.
    fn alone(
        &mut self,
        given: &Given<'_>,
        form: Form,
        row: usize,
        line: usize,
        nothing: (i64, u8),
    ) -> ((i64, u8), bool) {
        let Some(node) = value::node(given, row) else { return (nothing, true) };
        self.read(given.declaration, form, &node, line)
    }

    fn read(&mut self, declaration: &FactDeclaration, form: Form, node: &Json, line: usize) -> ((i64, u8), bool) {
        let state = self.alone.state(declaration, node);
        let sure = state.as_ref().is_some_and(|(_, noted)| !noted);
        if !sure {
            self.doubt(line);
        }
        (state.map_or((0, OPEN), |(state, _)| held(&state, form, &mut self.texts)), sure)
    }

    /// The applicant is to be read as a record.
    pub(super) fn doubt(&mut self, line: usize) {
        if let Some(doubt) = self.doubts.get_mut(line) {
            *doubt = true;
        }
    }

    /// Texts of which many are the same: each is read once.
    fn words(&mut self, given: &Given<'_>, form: Form, rows: Rows<'_>, out: &mut Column, texts: &Texts<'_>) {
        let mut known: HashMap<&str, (i64, u8)> = HashMap::new();
        let nothing = held(&absent(given.declaration), form, &mut self.texts);
        let states = given.states.as_ref().and_then(|states| Texts::of(states.as_ref()));
        for (at, row) in rows.rows.iter().copied().enumerate() {
            let said = states.as_ref().is_some_and(|states| states.get(row).is_some());
            let text = texts.get(row);
            let cell = match text.filter(|_| !said).and_then(|text| known.get(text)) {
                Some(cell) => *cell,
                None if text.is_none() && !said => nothing,
                None => {
                    let (cell, sure) = self.alone(given, form, row, rows.line(at), nothing);
                    if let Some(text) = text.filter(|_| sure && !said && known.len() < REMEMBERED) {
                        known.insert(text, cell);
                    }
                    cell
                }
            };
            out.add(cell);
        }
    }

    /// Sets of choices: each choice is read once.
    fn choices(&mut self, given: &Given<'_>, form: Form, rows: Rows<'_>, out: &mut Column) {
        let lists = Lists::of(&given.array);
        let texts = lists.as_ref().and_then(|lists| Texts::of(lists.values.as_ref()));
        let mut known: HashMap<&str, Option<i64>> = HashMap::new();
        let held = form == Form::Choices;
        self.each(given, form, rows, out, |to, row| {
            let (lists, texts) = (lists.as_ref()?, texts.as_ref().filter(|_| held)?);
            let mut bits = 0;
            for item in lists.span(row)? {
                let text = texts.get(item)?;
                let bit = match known.get(text) {
                    Some(bit) => *bit,
                    None => {
                        let bit = to.choice(given.declaration, text);
                        if known.len() < REMEMBERED {
                            known.insert(text, bit);
                        }
                        bit
                    }
                };
                bits |= bit?;
            }
            Some(bits)
        });
    }

    /// The bit of one choice, where the text names it as it stands.
    fn choice(&mut self, declaration: &FactDeclaration, text: &str) -> Option<i64> {
        let node = Json::of(JsonKind::List(vec![Json::of(JsonKind::Text(text.to_owned()))]));
        let (state, noted) = self.alone.state(declaration, &node)?;
        let (cell, mark) = held(&state, Form::Choices, &mut self.texts);
        (mark == VALUE && !noted).then_some(cell)
    }
}

/// Quantities.
struct Numbers<'n, 'f, 'd> {
    to: &'n mut Filling<'f>,
    given: &'n Given<'d>,
    form: Form,
    rows: Rows<'n>,
    out: &'n mut Column,
    measure: Measure,
}

impl Take for Numbers<'_, '_, '_> {
    fn take(&mut self, number: impl Fn(usize) -> Option<i64>) {
        let measure = self.measure;
        self.to.each(self.given, self.form, self.rows, self.out, |_, row| measure.cell(number(row)?));
    }
}

/// Whole numbers within bounds.
struct Whole<'n, 'f, 'd> {
    to: &'n mut Filling<'f>,
    given: &'n Given<'d>,
    form: Form,
    rows: Rows<'n>,
    out: &'n mut Column,
    within: (i64, i64),
}

impl Take for Whole<'_, '_, '_> {
    fn take(&mut self, number: impl Fn(usize) -> Option<i64>) {
        let (low, high) = self.within;
        let fits = |number: &i64| (low..=high).contains(number);
        self.to.each(self.given, self.form, self.rows, self.out, |_, row| number(row).filter(fits));
    }
}

/// Whether a line of a column holds nothing at all.
pub(super) fn is_null(array: &ArrayRef, row: usize) -> bool {
    array.data_type().is_null() || array.is_null(row)
}
