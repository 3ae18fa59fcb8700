//! The columns of a store filled, and those of a program read, as whole columns.

use super::held::MOST_RECORDS;
use super::program::{mark, row};
use super::run::View;
use super::store::{self, text_cell};
use super::{Column, Columns, Filled, Form, TrackProgram};
use crate::facts::State;

/// What a cell holds besides a value, as far as whole columns need to know.
pub(crate) const VALUE: u8 = mark::VALUE;
pub(crate) const OPEN: u8 = mark::OPEN;
pub(crate) const ABSENT: u8 = mark::ABSENT;
pub(crate) const UNSUBMITTED: u8 = mark::UNSUBMITTED;

/// The longest list whose records are held.
pub(crate) const LONGEST_LIST: usize = MOST_RECORDS;

/// A state as a cell and its mark; a text is put among the texts.
pub(crate) fn held(state: &State, form: Form, texts: &mut String) -> (i64, u8) {
    store::held(state, form, texts)
}

/// A text as a cell.
pub(crate) fn text(texts: &mut String, text: &str) -> i64 {
    text_cell(texts, text)
}

/// The text of a cell.
pub(crate) fn text_of(texts: &str, cell: i64) -> &str {
    store::text_of(texts, cell)
}

impl Column {
    /// Adds a line.
    pub(crate) fn add(&mut self, (cell, mark): (i64, u8)) {
        self.push(cell, mark);
    }

    /// The cell of a line, where it is a value.
    pub(crate) fn value(&self, line: usize) -> Option<i64> {
        View::of(self).value(line)
    }
}

impl Columns {
    /// How the facts are held, in order.
    pub(crate) fn forms(&self) -> Vec<Form> {
        self.store.layout.facts.clone()
    }

    /// The list in a slot, and how its fields are held.
    pub(crate) fn list(&self, parent: Option<usize>, slot: usize) -> Option<(usize, Vec<Form>)> {
        let at = self.store.layout.list(parent, slot)?;
        self.store.layout.lists.get(at).map(|(_, forms)| (at, forms.clone()))
    }

    /// Puts a column of a fact, or of a field of a list; the field after the last says whether there is evidence.
    pub(crate) fn put(&mut self, list: Option<usize>, slot: usize, column: Column) {
        let columns = match list {
            None => Some(&mut self.store.facts),
            Some(list) => self.store.lists.get_mut(list).map(|records| &mut records.columns),
        };
        if let Some(place) = columns.and_then(|columns| columns.get_mut(slot)) {
            *place = column;
        }
    }

    /// A column of a list.
    pub(crate) fn of_list(&self, list: usize, slot: usize) -> Option<&Column> {
        self.store.lists.get(list)?.columns.get(slot)
    }

    /// Says where the records of each line end.
    pub(crate) fn end_records(&mut self, list: usize, ends: Vec<usize>) {
        if let Some(records) = self.store.lists.get_mut(list) {
            records.count = ends.last().copied().unwrap_or(0);
            records.ends = ends;
        }
    }

    /// Says how many applicants there are, and gives the texts of their facts.
    pub(crate) fn finish(&mut self, count: usize, texts: String) {
        self.store.count = count;
        self.store.texts = texts;
    }
}

/// The scores of a leaf: `cell / (unit × under)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeafColumn<'f> {
    cells: View<'f>,
    under: Option<View<'f>>,
    pub(crate) unit: i64,
    rows: &'f [u8],
}

impl LeafColumn<'_> {
    /// The mark of a line.
    pub(crate) fn mark(&self, line: usize) -> u8 {
        self.cells.mark(line)
    }

    /// The cell of a line.
    pub(crate) fn cell(&self, line: usize) -> i64 {
        self.cells.cell(line)
    }

    /// What the cell is to be divided by besides the unit, where that differs from line to line.
    pub(crate) fn under(&self, line: usize) -> Option<i64> {
        self.under.map(|under| under.cell(line))
    }

    /// The row that the table took.
    pub(crate) fn row(&self, line: usize) -> Option<u8> {
        self.rows.get(line).copied().filter(|taken| usize::from(*taken) < row::MOST)
    }
}

impl TrackProgram {
    /// The scores of a leaf; nothing where the tree walk scores it.
    pub(crate) fn leaf_column<'f>(&self, filled: &'f Filled, leaf: usize) -> Option<LeafColumn<'f>> {
        let output = self.program.leaves.get(leaf)?;
        let scored = output.score?;
        let view = |cells| filled.bank.cells_of(cells);
        Some(LeafColumn {
            cells: view(scored.cells),
            under: scored.under.map(view),
            unit: scored.unit,
            rows: output.rows.map_or(&[], |rows| filled.bank.rows_of(rows)),
        })
    }

    /// Whether each leaf has a table whose row is told.
    pub(crate) fn leaves_with_rows(&self) -> impl Iterator<Item = (&str, bool)> {
        self.program.leaves.iter().map(|leaf| (leaf.code.as_str(), leaf.rows.is_some()))
    }
}
