//! Tables: the row that each line takes, and the score of it.

use super::super::program::{Domain, Op, Share, Truths, mark, row, truth};
use super::super::store::Column;
use super::Run;
use super::choices::passes;

impl Run<'_> {
    /// Fills a column of rows.
    pub(super) fn take_rows(&self, op: &Op, domain: Domain, out: &mut Vec<u8>) {
        match op {
            Op::Taken(conditions) => {
                out.resize(self.count(domain), row::NONE);
                for (at, condition) in numbered(conditions) {
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
                let table = Table::of(rows);
                match cuts.as_slice() {
                    [] => out.resize(of.cells.len(), table.row(0)),
                    [a] => sorted(of.cells, [*a], &table, out),
                    [a, b] => sorted(of.cells, [*a, *b], &table, out),
                    [a, b, c] => sorted(of.cells, [*a, *b, *c], &table, out),
                    [a, b, c, d] => sorted(of.cells, [*a, *b, *c, *d], &table, out),
                    [a, b, c, d, e] => sorted(of.cells, [*a, *b, *c, *d, *e], &table, out),
                    _ => out.extend(of.cells.iter().map(|cell| row_at(rows, passed(cuts, |cut| cell >= cut)))),
                }
                without_value(out, of.marks, *lacking);
            }
            Op::SortedFraction { over, under, cuts, rows, lacking } => {
                let (over, under) = (self.cells(*over), self.cells(*under));
                let pairs = over.cells.iter().zip(under.cells);
                out.extend(pairs.map(|(cell, by)| row_at(rows, passed(cuts, |cut| passes(*cell, *by, *cut, false)))));
                without_value(out, over.marks, *lacking);
            }
            Op::SortedShare { share, rows, lacking } => self.sorted_share(share, rows, *lacking, out),
            _ => debug_assert!(false, "an operation that takes no row: {op:?}"),
        }
    }

    /// The row by where a share stands among cuts.
    fn sorted_share(&self, share: &Share, rows: &[u8], lacking: [u8; 3], out: &mut Vec<u8>) {
        let (part, whole) = (self.cells(share.part), self.cells(share.whole));
        let [_, _, zero_division] = lacking;
        let zero = share.divides.then_some(zero_division);
        let sides = Sides { part: part.cells, whole: whole.cells, times: share.times, zero };
        let table = Table::of(rows);
        match share.cuts.as_slice() {
            [a] => sides.sorted([*a], &table, out),
            [a, b] => sides.sorted([*a, *b], &table, out),
            [a, b, c] => sides.sorted([*a, *b, *c], &table, out),
            [a, b, c, d] => sides.sorted([*a, *b, *c, *d], &table, out),
            _ => out.extend(
                part.cells.iter().zip(whole.cells).map(|(part, whole)| share.row(*part, *whole, rows, lacking)),
            ),
        }
        if share.divides {
            without_value(out, whole.marks, lacking);
        }
        without_value(out, part.marks, lacking);
    }

    /// The score of the row taken, where each is known beforehand.
    pub(super) fn looked(&self, rows: &[u8], scores: &[(i64, u8)], out: &mut Column) {
        let last = rows.iter().fold(0, |last: u8, row| last.max(*row));
        let plain = scores.iter().take_while(|(_, mark)| *mark == mark::VALUE).count();
        if usize::from(last) < plain.min(FEW) {
            let mut table = [0_i64; FEW];
            table.iter_mut().zip(scores).for_each(|(place, (cell, _))| *place = *cell);
            out.cells.extend(rows.iter().map(|row| table.get(usize::from(*row) % FEW).copied().unwrap_or(0)));
            return;
        }
        let score = |row: &u8| scores.get(usize::from(*row)).copied().unwrap_or((0, mark::OPEN));
        out.cells.extend(rows.iter().map(|row| score(row).0));
        out.marks.extend(rows.iter().map(|row| score(row).1));
        out.marked = out.marks.iter().any(|mark| *mark != mark::VALUE);
    }
}

/// The conditions of rows with their numbers, from the last.
pub(super) fn numbered(conditions: &[Truths]) -> impl Iterator<Item = (u8, &Truths)> {
    conditions.iter().enumerate().rev().map(|(at, condition)| (u8::try_from(at).unwrap_or(row::OPEN), condition))
}

/// As many rows as are looked up without going through all of them.
const FEW: usize = 16;

/// The rows between few cuts.
struct Table([u8; FEW]);

impl Table {
    fn of(rows: &[u8]) -> Self {
        let mut table = [row::OPEN; FEW];
        table.iter_mut().zip(rows).for_each(|(place, row)| *place = *row);
        Self(table)
    }

    #[inline]
    fn row(&self, passed: usize) -> u8 {
        self.0.get(passed % FEW).copied().unwrap_or(row::OPEN)
    }
}

/// How many cuts are passed: all of them are tried, so that nothing has to be foreseen.
#[inline]
pub(super) fn passed<T>(cuts: &[T], passes: impl Fn(&T) -> bool) -> usize {
    cuts.iter().fold(0_usize, |passed, cut| passed.wrapping_add(usize::from(passes(cut))))
}

#[inline]
pub(super) fn row_at(rows: &[u8], passed: usize) -> u8 {
    rows.get(passed).copied().unwrap_or(row::OPEN)
}

fn sorted<const CUTS: usize>(of: &[i64], cuts: [i64; CUTS], table: &Table, out: &mut Vec<u8>) {
    out.extend(of.iter().map(|cell| table.row(passed(&cuts, |cut| cell >= cut))));
}

/// Whether a part lies at a cut of the whole or beyond it.
#[inline]
fn reaches(part: i64, whole: i64, (cut, more): (i64, i64)) -> bool {
    part >= whole.wrapping_mul(cut).wrapping_add(more)
}

impl Share {
    /// The row of a line where both sides have a value.
    pub(super) fn row(&self, part: i64, whole: i64, rows: &[u8], [_, _, zero_division]: [u8; 3]) -> u8 {
        if self.divides && whole == 0 {
            return zero_division;
        }
        let part = part.wrapping_mul(self.times);
        row_at(rows, passed(&self.cuts, |cut| reaches(part, whole, *cut)))
    }
}

/// The two sides of a share.
struct Sides<'a> {
    part: &'a [i64],
    whole: &'a [i64],
    times: i64,
    /// The row where the whole is nought.
    zero: Option<u8>,
}

impl Sides<'_> {
    fn sorted<const CUTS: usize>(&self, cuts: [(i64, i64); CUTS], table: &Table, out: &mut Vec<u8>) {
        out.extend(self.part.iter().zip(self.whole).map(|(part, whole)| {
            let part = part.wrapping_mul(self.times);
            self.row(*whole, table.row(passed(&cuts, |cut| reaches(part, *whole, *cut))))
        }));
    }

    #[inline]
    fn row(&self, whole: i64, row: u8) -> u8 {
        self.zero.filter(|_| whole == 0).unwrap_or(row)
    }
}

/// The rows of lines without a value.
fn without_value(out: &mut [u8], marks: Option<&[u8]>, lacking: [u8; 3]) {
    let Some(marks) = marks else { return };
    for (taken, mark) in out.iter_mut().zip(marks) {
        *taken = row_without(*mark, *taken, lacking);
    }
}

/// The row of a line with this mark.
#[inline]
pub(super) fn row_without(mark: u8, row: u8, [none, not_applicable, zero_division]: [u8; 3]) -> u8 {
    match mark {
        mark::VALUE => row,
        mark::NONE => none,
        mark::NOT_APPLICABLE => not_applicable,
        mark::ZERO_DIVISION => zero_division,
        _ => row::OPEN,
    }
}
