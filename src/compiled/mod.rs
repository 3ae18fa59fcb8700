//! The plan compiled: a flat program over columns of whole numbers, for very many applicants.
//!
//! Each rule whose numbers are proved to stay within whole numbers of some unit becomes operations that fill columns, one
//! line for each applicant or record of a list. What is not known of an applicant, or is not held exactly, is marked as
//! open in its line; the tree walk of `eval` then scores those indicators, and what stands on them, of that applicant.

mod back;
mod build;
#[cfg(feature = "arrow")]
mod columnar;
mod held;
mod json;
mod program;
mod reads;
mod result;
mod run;
mod store;

use std::sync::{Arc, OnceLock};

use crate::plan::Plan;
use crate::value::{Date, Number};
#[cfg(feature = "arrow")]
pub(crate) use columnar::{
    ABSENT, LONGEST_LIST, LeafColumn, OPEN, UNSUBMITTED, VALUE, held, text as text_cell, text_of,
};
pub(crate) use held::Form;
use json::{Format, Otherwise, Staged};
use program::Program;
pub(crate) use result::Filled;
use run::Run;
#[cfg(feature = "arrow")]
pub(crate) use store::Column;
use store::{Layout, Store};

/// A plan compiled for a date: a program for each track, made when it is first asked for.
#[derive(Debug)]
pub(crate) struct Compiled {
    as_of: Date,
    layout: Arc<Layout>,
    /// Without a track, then each track.
    programs: Vec<OnceLock<Arc<TrackProgram>>>,
}

/// The program for the applicants of one track.
#[derive(Debug)]
pub(crate) struct TrackProgram {
    program: Program,
    /// For each list of the program its place among the lists of a store.
    lists: Vec<Option<usize>>,
    /// The least cell of the total that reaches the pass mark once it is rounded.
    passing: Option<i64>,
}

/// The facts of applicants of one track, as columns.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    store: Store,
}

impl Compiled {
    pub(crate) fn new(plan: &Plan, as_of: Date) -> Self {
        let programs = (0..=plan.tracks.len()).map(|_| OnceLock::new()).collect();
        Self { as_of, layout: Arc::new(Layout::of(plan)), programs }
    }

    /// The program for a track.
    pub(crate) fn program(&self, plan: &Plan, track: Option<usize>) -> Arc<TrackProgram> {
        let make = || {
            let program = build::build(plan, track, self.as_of);
            let lists = self.layout.of_program(&program.lists);
            let passing = passing(plan, &program);
            Arc::new(TrackProgram { program, lists, passing })
        };
        let place = track.map_or(0, |track| track.saturating_add(1));
        self.programs.get(place).map_or_else(make, |made| Arc::clone(made.get_or_init(make)))
    }

    /// How records of a track are read straight into its columns; `named` where they name their track themselves.
    pub(crate) fn reading(&self, plan: &Plan, track: Option<usize>, named: bool, columns: &mut Columns) -> Reading {
        let format = Arc::new(Format::new(plan, track, self.as_of, named, &mut columns.store));
        Reading { format, staged: Staged::default() }
    }

    /// No applicants yet.
    pub(crate) fn columns(&self) -> Columns {
        Columns { store: Store::new(Arc::clone(&self.layout)) }
    }
}

/// How records are read, and what is on the way.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    format: Arc<Format>,
    staged: Staged,
}

impl Columns {
    /// Adds an applicant from a record written in the plain way.
    ///
    /// # Errors
    /// Where it is not: the record is of the track that is given, or, where none is, the tree has to read it.
    pub(crate) fn read(&mut self, text: &str, reading: &mut Reading) -> Result<(), Option<Option<usize>>> {
        reading.format.read(text, &mut reading.staged, &mut self.store).map_err(|otherwise| match otherwise {
            Otherwise::OfTrack(track) => Some(track),
            Otherwise::Tree => None,
        })
    }

    /// The text of a fact.
    pub(crate) fn text(&self, fact: usize, line: usize) -> Option<&str> {
        let column = self.store.facts.get(fact)?;
        let given = column.marks.get(line) == Some(&program::mark::VALUE);
        let text = self.store.layout.facts.get(fact) == Some(&held::Form::Text);
        (given && text).then(|| store::text_of(&self.store.texts, column.cells.get(line).copied().unwrap_or(0)))
    }

    /// Adds an applicant.
    pub(crate) fn push(&mut self, entries: &[crate::facts::Entry]) {
        self.store.push(entries);
    }

    /// Forgets all applicants.
    pub(crate) fn clear(&mut self) {
        self.store.clear();
    }
}

impl TrackProgram {
    /// Scores all applicants of the columns.
    pub(crate) fn run(&self, columns: &Columns, filled: &mut Filled) {
        Run { program: &self.program, store: &columns.store, lists: &self.lists, bank: &mut filled.bank }.all();
    }
}

/// The least cell of the total whose rounded number reaches the pass mark: rounding never turns the order of two numbers.
fn passing(plan: &Plan, program: &Program) -> Option<i64> {
    let total = program.total?;
    let reaches = |cell: i64| {
        let exact = Number::from(cell).over(&Number::from(total.unit));
        let scheme = &plan.scheme;
        exact.is_some_and(|exact| exact.rounded(scheme.places, scheme.rounding) >= scheme.pass_mark)
    };
    let (mut low, mut high) = (i64::MIN / 4, i64::MAX / 4);
    while low < high {
        let middle = low.midpoint(high);
        if reaches(middle) { high = middle } else { low = middle.saturating_add(1) }
    }
    Some(low)
}
