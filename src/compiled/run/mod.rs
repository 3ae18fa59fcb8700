//! Runs a program over the columns of many applicants.

#![expect(clippy::wildcard_enum_match_arm, reason = "each kernel knows a few of many operations")]

mod choices;
mod lists;
mod numbers;
mod records;
mod scores;
mod single;
mod tables;
mod truths;

use super::program::{APPLICANTS, Cells, Domain, Op, Program, Rows, Source, Step, To, Truths};
use super::store::{Column, Records, Store};
use single::Single;

/// The columns that a program fills, kept from one run to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Bank {
    cells: Vec<Column>,
    truths: Vec<Vec<u8>>,
    rows: Vec<Vec<u8>>,
    single: Single,
}

impl Bank {
    /// A column of applicants.
    pub(super) fn cells_of(&self, cells: Cells) -> View<'_> {
        let place = place(cells.0);
        if self.single.on { self.single.view(place) } else { self.column(place) }
    }

    /// A column of truths of applicants.
    pub(super) fn truths_of(&self, truths: Truths) -> &[u8] {
        let place = place(truths.0);
        if self.single.on { self.single.truth(place) } else { bytes(&self.truths, place) }
    }

    /// A column of rows of applicants.
    pub(super) fn rows_of(&self, rows: Rows) -> &[u8] {
        let place = place(rows.0);
        if self.single.on { self.single.row(place) } else { bytes(&self.rows, place) }
    }

    fn column(&self, place: usize) -> View<'_> {
        self.cells.get(place).map_or(View::EMPTY, View::of)
    }
}

fn bytes(columns: &[Vec<u8>], place: usize) -> &[u8] {
    columns.get(place).map_or(&[], Vec::as_slice)
}

fn place(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX)
}

/// A column as it is read: without marks where every cell is a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub(super) cells: &'a [i64],
    pub(super) marks: Option<&'a [u8]>,
}

impl<'a> View<'a> {
    /// No lines.
    const EMPTY: View<'static> = View { cells: &[], marks: None };

    pub(super) fn of(column: &'a Column) -> Self {
        Self { cells: &column.cells, marks: column.marked.then_some(column.marks.as_slice()) }
    }

    /// The mark in a line.
    pub(super) fn mark(&self, line: usize) -> u8 {
        self.marks.and_then(|marks| marks.get(line)).copied().unwrap_or(super::program::mark::VALUE)
    }

    /// The cell in a line.
    pub(super) fn cell(&self, line: usize) -> i64 {
        self.cells.get(line).copied().unwrap_or(0)
    }

    /// The cell in a line, where it is a value.
    pub(super) fn value(&self, line: usize) -> Option<i64> {
        (self.mark(line) == super::program::mark::VALUE).then(|| self.cell(line))
    }
}

/// A program with the columns that it reads and fills.
pub(super) struct Run<'r> {
    pub(super) program: &'r Program,
    pub(super) store: &'r Store,
    /// For each list of the program its place in the store.
    pub(super) lists: &'r [Option<usize>],
    pub(super) bank: &'r mut Bank,
}

impl Run<'_> {
    pub(super) fn all(&mut self) {
        self.bank.cells.resize_with(self.program.cells.len(), Column::default);
        self.bank.truths.resize_with(self.program.truths.len(), Vec::new);
        self.bank.rows.resize_with(self.program.rows.len(), Vec::new);
        let program = self.program;
        self.bank.single.on = self.store.count == 1;
        if self.bank.single.on {
            self.bank.single.begin(program.cells.len(), program.truths.len(), program.rows.len());
        }
        for step in &program.steps {
            if !(self.bank.single.on && self.alone(step)) {
                self.step(step);
            }
        }
    }

    fn step(&mut self, step: &Step) {
        match step.to {
            To::Cells(to) => {
                let mut column = self.take_cells(to);
                self.fill(&step.op, step.domain, &mut column);
                if let Some(place) = at(&mut self.bank.cells, to.0) {
                    *place = column;
                }
            }
            To::Truths(to) => {
                let mut column = at(&mut self.bank.truths, to.0).map(std::mem::take).unwrap_or_default();
                column.clear();
                self.judge(&step.op, step.domain, &mut column);
                if let Some(place) = at(&mut self.bank.truths, to.0) {
                    *place = column;
                }
            }
            To::Rows(to) => {
                let mut column = at(&mut self.bank.rows, to.0).map(std::mem::take).unwrap_or_default();
                column.clear();
                self.take_rows(&step.op, step.domain, &mut column);
                if let Some(place) = at(&mut self.bank.rows, to.0) {
                    *place = column;
                }
            }
        }
    }

    fn take_cells(&mut self, to: Cells) -> Column {
        let mut column = at(&mut self.bank.cells, to.0).map(std::mem::take).unwrap_or_default();
        column.cells.clear();
        column.marks.clear();
        column.marked = false;
        column
    }

    /// How many lines a domain has.
    pub(super) fn count(&self, domain: Domain) -> usize {
        if domain == APPLICANTS { self.store.count } else { self.records(domain).map_or(0, |records| records.count) }
    }

    /// The records of a list.
    pub(super) fn records(&self, domain: Domain) -> Option<&Records> {
        let list = usize::try_from(domain.0).ok()?.checked_sub(1)?;
        self.store.lists.get((*self.lists.get(list)?)?)
    }

    /// The records of a list that belong to each line of its parent.
    pub(super) fn spans(&self, domain: Domain) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let ends = self.records(domain).map_or(&[][..], |records| records.ends.as_slice());
        let mut start = 0;
        ends.iter().map(move |end| {
            let span = start..*end;
            start = *end;
            span
        })
    }

    /// The marks of a list in each line of its parent.
    pub(super) fn list_column(&self, domain: Domain) -> Option<&Column> {
        let place = self.records(domain)?.place;
        match place.parent {
            None => self.store.facts.get(place.slot),
            Some(outer) => self.store.lists.get(outer)?.columns.get(place.slot),
        }
    }

    pub(super) fn cells(&self, cells: Cells) -> View<'_> {
        let place = place(cells.0);
        match self.program.cells.get(place) {
            Some((domain, Source::Worked)) if self.is_single(*domain) => self.bank.single.view(place),
            Some((_, Source::Worked)) => self.bank.column(place),
            Some((_, Source::Held(APPLICANTS, slot))) => self.store.facts.get(*slot).map_or(View::EMPTY, View::of),
            Some((_, Source::Held(domain, slot))) => {
                let column = self.records(*domain).and_then(|records| records.columns.get(*slot));
                column.map_or(View::EMPTY, View::of)
            }
            None => View::EMPTY,
        }
    }

    /// Whether the columns of a domain are those of the one applicant.
    fn is_single(&self, domain: Domain) -> bool {
        self.bank.single.on && domain == APPLICANTS
    }

    pub(super) fn truths(&self, truths: Truths) -> &[u8] {
        let place = place(truths.0);
        let domain = self.program.truths.get(place).copied().unwrap_or(APPLICANTS);
        if self.is_single(domain) { self.bank.single.truth(place) } else { bytes(&self.bank.truths, place) }
    }

    pub(super) fn rows(&self, rows: Rows) -> &[u8] {
        let place = place(rows.0);
        let domain = self.program.rows.get(place).copied().unwrap_or(APPLICANTS);
        if self.is_single(domain) { self.bank.single.row(place) } else { bytes(&self.bank.rows, place) }
    }

    /// Fills a column of numbers.
    fn fill(&self, op: &Op, domain: Domain, out: &mut Column) {
        let done = self.number(op, domain, out) || self.over_lists(op, out) || self.score(op, out);
        debug_assert!(done, "an operation that fills no numbers: {op:?}");
    }
}

fn at<T>(columns: &mut [T], place: u32) -> Option<&mut T> {
    usize::try_from(place).ok().and_then(|place| columns.get_mut(place))
}
