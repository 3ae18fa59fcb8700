//! One applicant alone: the same operations cell by cell, without columns to be filled.

use super::super::program::{APPLICANTS, Cells, Op, Rows, Source, Step, To, Truths, mark, row, truth};
use super::super::store::Column;
use super::numbers::{divided, multiple, rounded};
use super::scores::{Gathered, gather};
use super::tables::{numbered, passed, row_at, row_without};
use super::truths::{in_set, known, of_set, tested, within};
use super::{Run, View};

/// A number with its mark.
type Held = (i64, u8);

const OPEN: Held = (0, mark::OPEN);

/// What the operations came to for one applicant.
#[derive(Clone, Debug, Default)]
pub(super) struct Single {
    /// There is one applicant, and these are the results.
    pub(super) on: bool,
    cells: Vec<Held>,
    truths: Vec<u8>,
    rows: Vec<u8>,
    /// For operations that fill columns.
    column: Column,
    bytes: Vec<u8>,
}

impl Single {
    /// Room for so many columns of each kind.
    pub(super) fn begin(&mut self, cells: usize, truths: usize, rows: usize) {
        self.cells.resize(cells, OPEN);
        self.truths.resize(truths, truth::UNKNOWN);
        self.rows.resize(rows, 0);
    }

    pub(super) fn view(&self, at: usize) -> View<'_> {
        match self.cells.get(at) {
            Some((cell, mark)) => View {
                cells: std::slice::from_ref(cell),
                marks: (*mark != mark::VALUE).then_some(std::slice::from_ref(mark)),
            },
            None => View { cells: &[], marks: None },
        }
    }

    pub(super) fn truth(&self, at: usize) -> &[u8] {
        self.truths.get(at).map_or(&[], std::slice::from_ref)
    }

    pub(super) fn row(&self, at: usize) -> &[u8] {
        self.rows.get(at).map_or(&[], std::slice::from_ref)
    }
}

impl Run<'_> {
    /// Does a step for the one applicant; whether it is a step of applicants.
    pub(super) fn alone(&mut self, step: &Step) -> bool {
        if step.domain != APPLICANTS {
            return false;
        }
        match step.to {
            To::Cells(to) => {
                let held = self.number_alone(&step.op).unwrap_or_else(|| self.number_by_column(step));
                put(&mut self.bank.single.cells, to.0, held);
            }
            To::Truths(to) => {
                let held = self.truth_alone(&step.op).unwrap_or_else(|| self.byte_by_column(step));
                put(&mut self.bank.single.truths, to.0, held);
            }
            To::Rows(to) => {
                let held = self.row_alone(&step.op).unwrap_or_else(|| self.byte_by_column(step));
                put(&mut self.bank.single.rows, to.0, held);
            }
        }
        true
    }

    fn number_by_column(&mut self, step: &Step) -> Held {
        let mut column = std::mem::take(&mut self.bank.single.column);
        column.clear();
        self.fill(&step.op, step.domain, &mut column);
        let view = View::of(&column);
        let held = (view.cell(0), view.mark(0));
        self.bank.single.column = column;
        held
    }

    fn byte_by_column(&mut self, step: &Step) -> u8 {
        let mut bytes = std::mem::take(&mut self.bank.single.bytes);
        bytes.clear();
        match step.to {
            To::Rows(_) => self.take_rows(&step.op, step.domain, &mut bytes),
            To::Truths(_) | To::Cells(_) => self.judge(&step.op, step.domain, &mut bytes),
        }
        let held = bytes.first().copied().unwrap_or(truth::UNKNOWN);
        self.bank.single.bytes = bytes;
        held
    }

    fn held(&self, cells: Cells) -> Held {
        let at = usize::try_from(cells.0).unwrap_or(usize::MAX);
        match self.program.cells.get(at) {
            Some((_, Source::Worked)) => self.bank.single.cells.get(at).copied().unwrap_or(OPEN),
            Some((_, Source::Held(_, slot))) => self.store.facts.get(*slot).map_or(OPEN, |column| {
                let cell = column.cells.first().copied().unwrap_or(0);
                (cell, if column.marked { column.marks.first().copied().unwrap_or(mark::OPEN) } else { mark::VALUE })
            }),
            None => OPEN,
        }
    }

    fn truth(&self, truths: Truths) -> u8 {
        at(&self.bank.single.truths, truths.0).unwrap_or(truth::UNKNOWN)
    }

    fn row(&self, rows: Rows) -> u8 {
        at(&self.bank.single.rows, rows.0).unwrap_or(row::OPEN)
    }

    /// Numbers, as [`Run::number`] and [`Run::score`] fill them.
    fn number_alone(&self, op: &Op) -> Option<Held> {
        let one = |of: Cells, work: &dyn Fn(i64) -> i64| {
            let (cell, mark) = self.held(of);
            Some((work(cell), mark))
        };
        let two = |left: Cells, right: Cells, work: &dyn Fn(i64, i64) -> i64| {
            let ((a, of_left), (b, of_right)) = (self.held(left), self.held(right));
            Some((work(a, b), if of_left == mark::VALUE { of_right } else { of_left }))
        };
        match op {
            Op::Fill(cell, mark) => Some((*cell, *mark)),
            Op::Scaled(of, times, plus) => one(*of, &|cell| cell.wrapping_mul(*times).wrapping_add(*plus)),
            Op::Held(of, low, high) => one(*of, &|cell| cell.max(*low).min(*high)),
            Op::Bounded { of, first, ends: (low, high), then } => {
                one(*of, &|cell| multiple(multiple(cell, *first).max(*low).min(*high), *then))
            }
            Op::Rounded { of, times, divisor, rounding } => {
                one(*of, &|cell| rounded(cell.wrapping_mul(*times), *divisor, *rounding))
            }
            Op::Difference(a, b) => two(*a, *b, &i64::wrapping_sub),
            Op::Product(a, b) => two(*a, *b, &i64::wrapping_mul),
            Op::Larger(a, b) => two(*a, *b, &i64::max),
            Op::Smaller(a, b) => two(*a, *b, &i64::min),
            Op::Quotient { over, under, times, rounding } => {
                two(*over, *under, &|over, under| rounded(over.wrapping_mul(*times), under, *rounding))
            }
            Op::Dividend(over, under) => Some(divided(self.held(*over), self.held(*under))),
            Op::Looked(rows, scores) => Some(scores.get(usize::from(self.row(*rows))).copied().unwrap_or(OPEN)),
            Op::Picked(rows, scores) => {
                Some(scores.get(usize::from(self.row(*rows))).map_or(OPEN, |score| self.held(*score)))
            }
            Op::Chosen(condition, a, b) => Some(match self.truth(*condition) {
                truth::HOLDS => self.held(*a),
                truth::FAILS => self.held(*b),
                _ => OPEN,
            }),
            Op::Summed { terms, whole } => Some(self.summed_alone(terms, whole)),
            Op::Gathered(parts) => Some(self.gathered_alone(parts)),
            Op::Tally(parts) => Some(self.tally_alone(parts)),
            _ => None,
        }
    }

    fn summed_alone(&self, terms: &[(Cells, i64)], whole: &[Cells]) -> Held {
        let (mut sum, mut open) = (0_i64, false);
        for (term, times) in terms {
            let (cell, mark) = self.held(*term);
            match mark {
                mark::VALUE | mark::UNSUBMITTED => sum = sum.wrapping_add(cell.wrapping_mul(*times)),
                mark::ABSENT => {}
                _ => open = true,
            }
        }
        open |= whole.iter().any(|leaf| self.held(*leaf).1 == mark::ABSENT);
        (sum, if open { mark::OPEN } else { mark::VALUE })
    }

    fn gathered_alone(&self, parts: &[(Cells, i64, Option<Truths>)]) -> Held {
        let mut gathered = Gathered { sum: 0, known: mark::VALUE };
        for (part, times, counts) in parts {
            let counts = counts.map_or(truth::HOLDS, |counts| self.truth(counts));
            gather(&mut gathered, counts, self.held(*part), *times);
        }
        (gathered.sum, gathered.known)
    }

    fn tally_alone(&self, parts: &[Truths]) -> Held {
        let (mut tally, mut open) = (0_i64, false);
        for part in parts {
            let held = self.truth(*part);
            tally = tally.wrapping_add(i64::from(held & truth::HOLDS));
            open |= held == truth::UNKNOWN;
        }
        (tally, if open { mark::OPEN } else { mark::VALUE })
    }

    /// Truths, as [`Run::judge`] fills them.
    fn truth_alone(&self, op: &Op) -> Option<u8> {
        let test = |of: Cells, test: &dyn Fn(i64) -> bool| {
            let (cell, mark) = self.held(of);
            Some(tested(mark, || test(cell)))
        };
        match op {
            Op::Holds(of) => test(*of, &|cell| cell != 0),
            Op::Within(of, low, high) => test(*of, &within(*low, *high)),
            Op::Outside(of, low, high) => test(*of, &|cell| !within(*low, *high)(cell)),
            Op::InSet(of, set) => test(*of, &|cell| in_set(cell, *set)),
            Op::SetTest(of, membership, set) => test(*of, &|cell| of_set(cell.cast_unsigned(), *membership, *set)),
            Op::All(parts) => Some(parts.iter().fold(truth::HOLDS, |held, part| {
                let other = self.truth(*part);
                (held & other & truth::HOLDS) | ((held | other) & truth::FAILS)
            })),
            Op::Any(parts) => Some(parts.iter().fold(truth::FAILS, |held, part| {
                let other = self.truth(*part);
                (held & other & truth::FAILS) | ((held | other) & truth::HOLDS)
            })),
            Op::Not(of) => {
                let held = self.truth(*of);
                Some(((held & 1) << 1) | (held >> 1))
            }
            Op::Took(rows, row) => Some(match self.row(*rows) {
                row::OPEN => truth::UNKNOWN,
                taken => known(taken == *row),
            }),
            _ => None,
        }
    }

    /// Rows, as [`Run::take_rows`] fills them.
    fn row_alone(&self, op: &Op) -> Option<u8> {
        match op {
            Op::Taken(conditions) => {
                let mut taken = row::NONE;
                for (at, condition) in numbered(conditions) {
                    match self.truth(*condition) {
                        truth::HOLDS => taken = at,
                        truth::FAILS => {}
                        _ => taken = row::OPEN,
                    }
                }
                Some(taken)
            }
            Op::Sorted { of, cuts, rows, lacking } => {
                let (cell, mark) = self.held(*of);
                Some(row_without(mark, row_at(rows, passed(cuts, |cut| cell >= *cut)), *lacking))
            }
            Op::SortedShare { share, rows, lacking } => {
                let ((part, of_part), (whole, of_whole)) = (self.held(share.part), self.held(share.whole));
                let row = share.row(part, whole, rows, *lacking);
                let row = if share.divides { row_without(of_whole, row, *lacking) } else { row };
                Some(row_without(of_part, row, *lacking))
            }
            _ => None,
        }
    }
}

fn at(bytes: &[u8], place: u32) -> Option<u8> {
    usize::try_from(place).ok().and_then(|place| bytes.get(place)).copied()
}

fn put<T>(columns: &mut [T], place: u32, held: T) {
    if let Some(column) = super::at(columns, place) {
        *column = held;
    }
}
