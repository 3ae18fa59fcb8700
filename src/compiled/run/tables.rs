//! Tables: the row that each line takes, and the score of it.

use super::super::program::{Domain, Op, mark, row, truth};
use super::super::store::Column;
use super::Run;
use super::choices::passes;

impl Run<'_> {
    /// Fills a column of rows.
    pub(super) fn take_rows(&self, op: &Op, domain: Domain, out: &mut Vec<u8>) {
        match op {
            Op::Taken(conditions) => {
                out.resize(self.count(domain), row::NONE);
                for (condition, at) in conditions.iter().zip(0..=u8::MAX).rev() {
                    for (taken, held) in out.iter_mut().zip(self.truths(*condition)) {
                        *taken = match *held {
                            truth::HOLDS => at,
                            truth::FAILS => *taken,
                            _ => row::OPEN,
                        };
                    }
                }
            }
            Op::Sorted { of, cuts, rows, lacking } => {
                let of = self.cells(*of);
                // How many cuts lie at or below the cell: counted for all lines at once, cut by cut.
                out.resize(of.cells.len(), 0);
                for cut in cuts {
                    for (passed, cell) in out.iter_mut().zip(of.cells) {
                        *passed = passed.wrapping_add(u8::from(cell >= cut));
                    }
                }
                look_up(out, rows);
                without_value(out, of.marks, *lacking);
            }
            Op::SortedFraction { over, under, small, cuts, rows, lacking } => {
                let (over, under) = (self.cells(*over), self.cells(*under));
                out.resize(over.cells.len(), 0);
                for cut in cuts {
                    for ((passed, cell), by) in out.iter_mut().zip(over.cells).zip(under.cells) {
                        *passed = passed.wrapping_add(u8::from(passes(*cell, *by, *cut, *small)));
                    }
                }
                look_up(out, rows);
                without_value(out, over.marks, *lacking);
            }
            _ => debug_assert!(false, "an operation that takes no row: {op:?}"),
        }
    }

    /// The score of the row taken, where each is known beforehand.
    pub(super) fn looked(&self, rows: &[u8], scores: &[(i64, u8)], out: &mut Column) {
        let mut cells = [0_i64; 256];
        let mut marks = [mark::OPEN; 256];
        for ((cell, mark), known) in cells.iter_mut().zip(&mut marks).zip(scores) {
            (*cell, *mark) = *known;
        }
        out.cells.extend(rows.iter().map(|row| cells.get(usize::from(*row)).copied().unwrap_or(0)));
        let plain = marks.iter().take(scores.len()).all(|mark| *mark == mark::VALUE);
        let beyond = || rows.iter().any(|row| usize::from(*row) >= scores.len());
        if !plain || beyond() {
            out.marks.extend(rows.iter().map(|row| marks.get(usize::from(*row)).copied().unwrap_or(mark::OPEN)));
            out.marked = out.marks.iter().any(|mark| *mark != mark::VALUE);
        }
    }
}

/// From how many cuts were passed to the row between them.
fn look_up(out: &mut [u8], rows: &[u8]) {
    let mut table = [row::OPEN; 256];
    table.iter_mut().zip(rows).for_each(|(place, row)| *place = *row);
    for taken in out {
        *taken = table.get(usize::from(*taken)).copied().unwrap_or(row::OPEN);
    }
}

fn without_value(out: &mut [u8], marks: Option<&[u8]>, [none, not_applicable, zero_division]: [u8; 3]) {
    let Some(marks) = marks else { return };
    for (taken, mark) in out.iter_mut().zip(marks) {
        *taken = match *mark {
            mark::VALUE => *taken,
            mark::NONE => none,
            mark::NOT_APPLICABLE => not_applicable,
            mark::ZERO_DIVISION => zero_division,
            _ => row::OPEN,
        };
    }
}
