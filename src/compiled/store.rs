//! Facts of many applicants as columns: one line each, and one for each record of their lists.

use super::held::{Form, MOST_RECORDS, bits, cell, form};
use super::program::{Domain, List, mark};
use crate::facts::{Entry, Row, State, Value};
use crate::plan::{FactDeclaration, Kind, Plan};

/// What was not submitted: open as what is not held is, but told apart from it by the cell, which no operation looks at.
pub(super) const NOT_SUBMITTED: (i64, u8) = (1, mark::OPEN);

/// A column: numbers, and marks where something is no value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(super) cells: Vec<i64>,
    pub(super) marks: Vec<u8>,
    /// Some cell is no value.
    pub(super) marked: bool,
}

impl Column {
    pub(super) fn push(&mut self, cell: i64, mark: u8) {
        self.cells.push(cell);
        self.marks.push(mark);
        self.marked |= mark != mark::VALUE;
    }

    fn truncate(&mut self, count: usize) {
        self.cells.truncate(count);
        self.marks.truncate(count);
    }

    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.marks.clear();
        self.marked = false;
    }
}

/// The records of a list, of all applicants one after the other.
#[derive(Clone, Debug)]
pub(super) struct Records {
    pub(super) place: Place,
    /// For each line that has such a list where its records end.
    pub(super) ends: Vec<usize>,
    /// The fields, then whether there is evidence.
    pub(super) columns: Vec<Column>,
    pub(super) count: usize,
}

/// Which list: of the applicants, or of the records of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index among the lists, where it stands in the records of another.
    pub(super) parent: Option<usize>,
    /// Index of the fact, or of the field.
    pub(super) slot: usize,
}

/// How the facts of a plan are laid out: which are held how.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The form of each fact.
    pub(super) facts: Vec<Form>,
    /// The lists, an outer one before those inside.
    pub(super) lists: Vec<(Place, Vec<Form>)>,
}

impl Layout {
    pub(super) fn of(plan: &Plan) -> Self {
        let forms = |fields: &[FactDeclaration]| fields.iter().map(form).collect::<Vec<_>>();
        let mut lists = Vec::new();
        for (slot, fact) in plan.facts.iter().enumerate() {
            let Kind::List(list) = &fact.kind else { continue };
            lists.push((Place { parent: None, slot }, forms(&list.fields)));
            let outer = lists.len().saturating_sub(1);
            for (slot, field) in list.fields.iter().enumerate() {
                if let Kind::List(inner) = &field.kind {
                    lists.push((Place { parent: Some(outer), slot }, forms(&inner.fields)));
                }
            }
        }
        Self { facts: forms(&plan.facts), lists }
    }

    /// The list in a slot of the applicants, or of the records of another list.
    pub(super) fn list(&self, parent: Option<usize>, slot: usize) -> Option<usize> {
        self.lists.iter().position(|(place, _)| *place == Place { parent, slot })
    }

    /// For each domain of a program which list it is.
    pub(super) fn of_program(&self, lists: &[List]) -> Vec<Option<usize>> {
        let mut found: Vec<Option<usize>> = Vec::new();
        for list in lists {
            let parent = match list.parent {
                Domain(0) => Some(None),
                Domain(at) => {
                    let outer = usize::try_from(at).ok().and_then(|at| at.checked_sub(1)).and_then(|at| found.get(at));
                    outer.copied().flatten().map(Some)
                }
            };
            found.push(parent.and_then(|parent| self.list(parent, list.slot)));
        }
        found
    }
}

/// Facts of many applicants.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) layout: std::sync::Arc<Layout>,
    pub(super) facts: Vec<Column>,
    pub(super) lists: Vec<Records>,
    pub(super) count: usize,
    /// The texts, one after the other.
    pub(super) texts: String,
}

impl Store {
    pub(super) fn new(layout: std::sync::Arc<Layout>) -> Self {
        let columns = |count: usize| vec![Column::default(); count];
        let lists = layout.lists.iter().map(|(place, forms)| Records {
            place: *place,
            ends: Vec::new(),
            columns: columns(forms.len().saturating_add(1)),
            count: 0,
        });
        Self { facts: columns(layout.facts.len()), lists: lists.collect(), count: 0, texts: String::new(), layout }
    }

    /// Forgets all applicants, and keeps the room.
    pub(super) fn clear(&mut self) {
        self.facts.iter_mut().for_each(Column::clear);
        for list in &mut self.lists {
            list.columns.iter_mut().for_each(Column::clear);
            list.ends.clear();
            list.count = 0;
        }
        self.count = 0;
        self.texts.clear();
    }

    /// Adds the facts of an applicant.
    pub(super) fn push(&mut self, entries: &[Entry]) {
        let layout = std::sync::Arc::clone(&self.layout);
        for (slot, form) in layout.facts.iter().enumerate() {
            let state = entries.get(slot).map_or(&State::NotSubmitted, |entry| &entry.state);
            let held = if *form == Form::List {
                self.list(&layout, None, slot, state)
            } else {
                held(state, *form, &mut self.texts)
            };
            if let Some(column) = self.facts.get_mut(slot) {
                column.push(held.0, held.1);
            }
        }
        self.count = self.count.saturating_add(1);
    }

    /// Adds the records of a list, and says how the list itself is held.
    fn list(&mut self, layout: &Layout, parent: Option<usize>, slot: usize, state: &State) -> (i64, u8) {
        let Some(at) = layout.list(parent, slot) else { return (0, mark::OPEN) };
        let (rows, mark): (&[Row], u8) = match state {
            State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows)) if rows.len() <= MOST_RECORDS => {
                (rows, mark::VALUE)
            }
            State::NoRecord => (&[], mark::NONE),
            State::NotApplicable => (&[], mark::NOT_APPLICABLE),
            State::NotSubmitted => return self.no_list(at, NOT_SUBMITTED),
            State::Given(_) | State::Defaulted(_) | State::Disputed => return self.no_list(at, (0, mark::OPEN)),
        };
        let forms = layout.lists.get(at).map_or(&[][..], |(_, forms)| forms.as_slice());
        for row in rows {
            for (field, form) in forms.iter().enumerate() {
                let state = row.fields.get(field).map_or(&State::NotSubmitted, |entry| &entry.state);
                let held = if *form == Form::List {
                    self.list(layout, Some(at), field, state)
                } else {
                    held(state, *form, &mut self.texts)
                };
                self.put(at, field, held);
            }
            let evidence = row.provenance.as_ref().is_some_and(|provenance| !provenance.evidence.is_empty());
            self.put(at, forms.len(), (i64::from(evidence), mark::VALUE));
        }
        if let Some(records) = self.lists.get_mut(at) {
            records.count = records.count.saturating_add(rows.len());
            records.ends.push(records.count);
        }
        (0, mark)
    }

    /// A list of which no records are held.
    fn no_list(&mut self, at: usize, held: (i64, u8)) -> (i64, u8) {
        if let Some(records) = self.lists.get_mut(at) {
            records.ends.push(records.count);
        }
        held
    }

    /// A fact as a cell, for records that do not give it.
    pub(super) fn held_alone(&mut self, state: &State, form: Form) -> (i64, u8) {
        match (form, state) {
            (Form::List, State::NoRecord) => (0, mark::NONE),
            (Form::List, State::NotApplicable) => (0, mark::NOT_APPLICABLE),
            (Form::List, State::NotSubmitted) => NOT_SUBMITTED,
            // A text has a place only among those of the records that are read.
            (Form::List, _) | (Form::Text, State::Given(_) | State::Defaulted(_)) => (0, mark::OPEN),
            (_, state) => held(state, form, &mut self.texts),
        }
    }

    /// Adds one record to a list of the applicant that is being read.
    pub(super) fn put_row(&mut self, list: usize, cells: impl Iterator<Item = (i64, u8)>) {
        let Some(records) = self.lists.get_mut(list) else { return };
        for (column, (cell, mark)) in records.columns.iter_mut().zip(cells) {
            column.push(cell, mark);
        }
        records.count = records.count.saturating_add(1);
    }

    /// Ends the lists of the applicant that was read.
    pub(super) fn close_lists(&mut self) {
        for records in self.lists.iter_mut().filter(|records| records.place.parent.is_none()) {
            records.ends.push(records.count);
        }
    }

    /// Forgets the records of an applicant who could not be read.
    pub(super) fn take_back(&mut self, texts: usize) {
        for records in &mut self.lists {
            let count = records.ends.last().copied().unwrap_or(0);
            records.columns.iter_mut().for_each(|column| column.truncate(count));
            records.count = count;
        }
        self.texts.truncate(texts);
    }

    fn put(&mut self, list: usize, field: usize, (cell, mark): (i64, u8)) {
        if let Some(column) = self.lists.get_mut(list).and_then(|records| records.columns.get_mut(field)) {
            column.push(cell, mark);
        }
    }
}

/// A fact as a cell; what does not fit one is open.
pub(super) fn held(state: &State, form: Form, texts: &mut String) -> (i64, u8) {
    let open = (0, mark::OPEN);
    match state {
        State::NoRecord => (0, mark::NONE),
        State::NotApplicable => (0, mark::NOT_APPLICABLE),
        State::NotSubmitted => NOT_SUBMITTED,
        State::Disputed => open,
        State::Given(value) | State::Defaulted(value) => {
            let cell = match (value, form) {
                (Value::Number(number), Form::Quantity { unit, low, high }) => cell(number, unit, low, high),
                (Value::YesNo(holds), Form::YesNo) => Some(i64::from(*holds)),
                (Value::Date(date), Form::Day) => Some(date.number()),
                (Value::Year(year), Form::Year) => Some(i64::from(*year)),
                (Value::Choice(choice), Form::Choice) => i64::try_from(*choice).ok(),
                (Value::Choices(choices), Form::Choices) => Some(bits(choices)),
                (Value::Text(text), Form::Text) => Some(text_cell(texts, text)),
                _ => None,
            };
            cell.map_or(open, |cell| (cell, mark::VALUE))
        }
    }
}

/// A text put among the texts, as where it begins and how long it is.
pub(super) fn text_cell(texts: &mut String, text: &str) -> i64 {
    let (start, length) = (texts.len(), text.len());
    texts.push_str(text);
    let place = (start.checked_shl(24).unwrap_or(0)) | length;
    i64::try_from(place).unwrap_or(0)
}

/// The text of a cell.
pub(super) fn text_of(texts: &str, cell: i64) -> &str {
    let place = usize::try_from(cell).unwrap_or(0);
    let (start, length) = (place >> 24, place & 0x00FF_FFFF);
    texts.get(start..start.saturating_add(length)).unwrap_or("")
}
