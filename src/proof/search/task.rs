//! What is still to be reached, and the ways that lead there.

use crate::document::Comparison;
use crate::eval::{At, Event, Hold, ListAt, Mark, Place};
use crate::facts::State;
use crate::plan::{Bands, Condition, Each, Entry, Formula, Method, Node, RowBound, Score};
use crate::value::{Date, Number, Range, Truth};

/// What a value must be.
#[derive(Clone, Debug)]
pub(crate) enum Want {
    /// A number in a range.
    Numbers(Range),
    /// A day not before, not after.
    Days(Option<Date>, Option<Date>),
    /// A year from, to.
    Years(Option<i32>, Option<i32>),
    /// One of these choices.
    Choice(Vec<usize>),
    /// Of several choices: all of these, one of those where there are any, none of the last.
    Choices { all: Vec<usize>, any: Vec<usize>, none: Vec<usize> },
    /// A text: one of these where they are given, none of those.
    Text { among: Option<Vec<String>>, but: Vec<String> },
    /// Yes, or no.
    Truth(bool),
    /// Some value, whichever.
    Any,
    /// One value that is known, whichever.
    Known,
    /// No value: none on record, or not applicable.
    Lacking,
    /// A division by zero.
    Divided,
}

/// What is to be reached.
#[derive(Clone, Debug)]
pub(crate) enum What<'p> {
    Holds(&'p Formula, bool),
    Is(&'p Formula, Want),
    /// The comparison holds; it is not the one written where that is to fail.
    Compared(&'p Formula, Comparison, &'p Formula),
    Bounded(&'p Formula, &'p RowBound),
    Taken(&'p Bands, usize),
    Scores(&'p Score, Range),
    Method(&'p Node, &'p Method, Range),
    Entry(&'p Node, &'p Entry, Range),
    /// The record counts, and brings points in the range.
    Counts(&'p Node, &'p Each, Range),
    /// The record does not count.
    Refused(&'p Node, &'p Each),
    Leaf(&'p Node, Range),
    Unclamped(&'p Node, Range),
    /// A condition of the scheme is met, is not, or is open.
    Met(&'p Condition, Truth),
    /// A condition of the scheme concerns the applicant, or does not.
    Concerns(&'p Condition, bool),
    /// A leaf applies, or does not.
    Applies(&'p Node, bool),
    /// A value compares so with a mark, and is not further from it than the margin.
    Beside(&'p Formula, Comparison, Mark<'p>, Option<Number>),
    /// Something becomes of the records of a list.
    Happens(&'p Node, &'p Each, Event),
    /// The method with this number decides the score of an indicator.
    Decides(&'p Node, usize),
    /// The score of an indicator is held.
    Held(&'p Node, Hold),
    /// An indicator has no value, or is a division by zero.
    Lacks(&'p Node, bool),
    /// The published total compares so with a number.
    Total(Comparison, Number),
}

/// What is to be reached, and of which records, outermost first.
#[derive(Clone, Debug)]
pub(super) struct Task<'p> {
    pub(super) what: What<'p>,
    pub(super) rows: Vec<At>,
    /// The indicator it is for.
    pub(super) code: &'p str,
}

impl<'p> Task<'p> {
    pub(super) fn new(what: What<'p>, rows: &[At], code: &'p str) -> Self {
        Self { what, rows: rows.to_vec(), code }
    }

    /// Another task over the same records.
    pub(super) fn also(&self, what: What<'p>) -> Self {
        Self { what, rows: self.rows.clone(), code: self.code }
    }

    /// Another task, over one more record.
    pub(super) fn within(&self, at: At, what: What<'p>) -> Self {
        let mut rows = self.rows.clone();
        rows.push(at);
        Self { what, rows, code: self.code }
    }
}

/// Something done to the record.
#[derive(Clone, Debug)]
pub(super) enum Deed<'p> {
    Set(Place, State),
    AddRow(ListAt),
    AddEvidence(At),
    Assess(&'p str, Number),
}

/// One way towards a goal: what is done, and what is then still to be reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Way<'p> {
    pub(super) deeds: Vec<Deed<'p>>,
    pub(super) tasks: Vec<Task<'p>>,
}

impl<'p> Way<'p> {
    pub(super) fn of(tasks: Vec<Task<'p>>) -> Self {
        Self { deeds: Vec::new(), tasks }
    }

    pub(super) fn deed(deed: Deed<'p>) -> Self {
        Self { deeds: vec![deed], tasks: Vec::new() }
    }
}
