//! Cells: all the ways in which applicants can differ for the rows of a table, so that each way can be tried once.
//!
//! Every subject is an axis, cut at the bounds that the rows name, or into its choices; a condition that cannot be taken
//! apart (over a list, say) is an axis of its own that holds or does not. What is found to hold of every cell holds of
//! every applicant. A cell may be one that no applicant can be in, where two axes speak of the same fact.

mod axis;
mod compare;
mod condition;
mod lack;
mod several;
mod shown;
mod verdict;

use std::collections::BTreeMap;

use axis::{Axis, Reach};
pub(crate) use shown::{number_shown, time_shown};
pub(crate) use verdict::{RowVerdict, Verdicts};

use crate::plan::{Cell, Extents, Formula, RowBound};
use crate::value::Range;

/// So many cells are tried one by one.
pub(crate) const MOST_CELLS: usize = 20_000;

/// So many tests are made of the conditions of one table.
const MOST_TESTS: usize = 2_000;

/// The rows of a table, taken apart.
pub(crate) struct Grid<'p> {
    extents: Extents<'p>,
    axes: Vec<Axis>,
    by_key: BTreeMap<String, usize>,
    leaves: Vec<Leaf>,
    rows: Vec<Test>,
    /// The options of several choices that conditions name together.
    named: several::Named,
    /// The conditions are more than were looked through.
    beyond: bool,
    /// That every subject has a value.
    valued: Test,
    /// Which rows are, in some column, for whatever the rows before them leave.
    leftover: Vec<bool>,
}

/// One question to one axis.
struct Leaf {
    axis: usize,
    wanted: Wanted,
    /// The answer at each spot of the axis.
    holds: Vec<bool>,
}

/// What is asked of an axis.
enum Wanted {
    Within(Range),
    Among(Vec<usize>),
}

/// When a row is taken.
#[derive(Clone)]
enum Test {
    Known(bool),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Leaf(usize),
}

impl<'p> Grid<'p> {
    /// Takes the rows of a table apart: one cell for each subject, or one condition where there is none.
    pub(crate) fn new(extents: Extents<'p>, subjects: &[Formula], rows: &[&[Cell]]) -> Self {
        let mut grid = Self {
            extents,
            axes: Vec::new(),
            by_key: BTreeMap::new(),
            leaves: Vec::new(),
            rows: Vec::new(),
            named: several::Named::new(),
            beyond: false,
            valued: Test::Known(true),
            leftover: Vec::new(),
        };
        let conditions = rows.iter().flat_map(|cells| cells.iter()).filter_map(|cell| match cell {
            Cell::Condition(condition) => Some(condition),
            Cell::Bound(_)
            | Cell::Choices(_)
            | Cell::Texts(_)
            | Cell::YesNo(_)
            | Cell::NoRecord
            | Cell::NotApplicable
            | Cell::Other => None,
        });
        grid.gather(conditions);
        grid.valued = Test::All(subjects.iter().map(|subject| grid.valued(subject)).collect());
        for cells in rows {
            let tests = cells.iter().enumerate().map(|(column, cell)| grid.cell(cell, subjects.get(column)));
            let tests = tests.collect();
            grid.rows.push(Test::All(tests));
            grid.leftover.push(cells.iter().any(|cell| matches!(cell, Cell::Other)));
        }
        grid.settle();
        grid
    }

    fn cell(&mut self, cell: &Cell, subject: Option<&Formula>) -> Test {
        match (cell, subject) {
            (Cell::Condition(condition), _) => self.condition(condition),
            (Cell::Other, None) => Test::Known(true),
            (Cell::Other, Some(subject)) => self.valued(subject),
            (Cell::Bound(bound), Some(subject)) => self.bound(subject, bound),
            (Cell::Choices(choices), Some(subject)) => self.choice(subject, choices.clone()),
            (Cell::YesNo(wanted), Some(subject)) => self.yes_or_no(subject, *wanted),
            (Cell::Texts(texts), Some(subject)) => self.texts(subject, texts),
            (Cell::NoRecord, Some(subject)) => self.lacks(subject, &[axis::NONE]),
            (Cell::NotApplicable, Some(subject)) => self.lacks(subject, &[axis::NOT_APPLICABLE]),
            (
                Cell::Bound(_)
                | Cell::Choices(_)
                | Cell::YesNo(_)
                | Cell::Texts(_)
                | Cell::NoRecord
                | Cell::NotApplicable,
                None,
            ) => Test::Known(false),
        }
    }

    fn bound(&mut self, subject: &Formula, bound: &RowBound) -> Test {
        let within = match bound {
            RowBound::Numbers(range) => self.within_numbers(subject, range.clone()),
            RowBound::Periods(low, high) => self.within_periods(subject, *low, *high),
            RowBound::Dates(low, high) => self.within_dates(subject, *low, *high),
            RowBound::Years(low, high) => self.within_years(subject, *low, *high),
        };
        Test::All(vec![self.valued(subject), within])
    }

    /// Whether the conditions ask more than is looked into; then nothing is said of the table.
    fn too_large(&self) -> bool {
        self.beyond || self.leaves.len() >= MOST_TESTS
    }

    /// A question to an axis.
    fn ask(&mut self, axis: usize, wanted: Wanted) -> Test {
        if self.too_large() {
            return Test::Known(false);
        }
        if let (Wanted::Within(range), Some(axis)) = (&wanted, self.axes.get_mut(axis)) {
            axis.cut(range);
        }
        self.leaves.push(Leaf { axis, wanted, holds: Vec::new() });
        Test::Leaf(self.leaves.len().saturating_sub(1))
    }

    /// The axis with this key, made where there is none.
    fn axis(&mut self, key: String, make: impl FnOnce(&Extents<'p>) -> Axis) -> usize {
        if let Some(found) = self.by_key.get(&key) {
            return *found;
        }
        self.axes.push(make(&self.extents));
        let index = self.axes.len().saturating_sub(1);
        self.by_key.insert(key, index);
        index
    }

    /// Cuts each axis at all that was asked of it, and keeps one spot of those that answer alike.
    fn settle(&mut self) {
        for (index, axis) in self.axes.iter_mut().enumerate() {
            axis.spread();
            let mut kept: Vec<(Vec<bool>, Reach)> = Vec::new();
            for spot in std::mem::take(&mut axis.spots) {
                let of_axis = self.leaves.iter().filter(|leaf| leaf.axis == index);
                let answers: Vec<bool> = of_axis.map(|leaf| leaf.wanted.holds(&spot)).collect();
                if !kept.iter().any(|(known, _)| *known == answers) {
                    kept.push((answers, spot));
                }
            }
            let of_axis = self.leaves.iter_mut().filter(|leaf| leaf.axis == index);
            for (at, leaf) in of_axis.enumerate() {
                leaf.holds = kept.iter().map(|(answers, _)| answers.get(at).copied().unwrap_or(false)).collect();
            }
            axis.spots = kept.into_iter().map(|(_, spot)| spot).collect();
        }
    }

    fn holds(&self, test: &Test, spots: &[usize]) -> bool {
        match test {
            Test::Known(truth) => *truth,
            Test::All(tests) => tests.iter().all(|test| self.holds(test, spots)),
            Test::Any(tests) => tests.iter().any(|test| self.holds(test, spots)),
            Test::Not(test) => !self.holds(test, spots),
            Test::Leaf(leaf) => self.leaves.get(*leaf).is_some_and(|leaf| {
                spots.get(leaf.axis).and_then(|spot| leaf.holds.get(*spot)).copied().unwrap_or(false)
            }),
        }
    }
}

impl Wanted {
    fn holds(&self, spot: &Reach) -> bool {
        match (self, spot) {
            (Self::Within(range), Reach::Number(number)) => range.contains(number),
            (Self::Among(options), Reach::Option(option)) => options.contains(option),
            (Self::Within(_), Reach::Option(_)) | (Self::Among(_), Reach::Number(_)) => false,
        }
    }
}
