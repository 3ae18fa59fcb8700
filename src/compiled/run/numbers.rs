//! Numbers line by line: arithmetic, days, choices between two.

use super::super::program::{Cells, Domain, Op, Truths, mark, truth};
use super::super::store::Column;
use super::{Run, View};
use crate::value::{Date, Rounding};

impl Run<'_> {
    /// Fills a column line by line; whether the operation is one of these.
    pub(super) fn number(&self, op: &Op, domain: Domain, out: &mut Column) -> bool {
        match op {
            Op::Fill(number, mark) => {
                let count = self.count(domain);
                out.cells.resize(count, *number);
                if *mark != mark::VALUE {
                    out.marks.resize(count, *mark);
                    out.marked = true;
                }
            }
            Op::Sum(a, b) => self.sum(*a, *b, out),
            Op::Difference(a, b) => self.two(*a, *b, out, i64::wrapping_sub),
            Op::Product(a, b) => self.two(*a, *b, out, i64::wrapping_mul),
            Op::Larger(a, b) => self.two(*a, *b, out, i64::max),
            Op::Smaller(a, b) => self.two(*a, *b, out, i64::min),
            Op::Scaled(of, times, plus) => self.one(*of, out, |cell| cell.wrapping_mul(*times).wrapping_add(*plus)),
            Op::Rounded { of, times, divisor, rounding } => {
                self.one(*of, out, |cell| rounded(cell.wrapping_mul(*times), *divisor, *rounding));
            }
            Op::Quotient { over, under, times, rounding } => {
                self.two(*over, *under, out, |over, under| rounded(over.wrapping_mul(*times), under, *rounding));
            }
            Op::Dividend(over, under) => self.dividend(*over, *under, out),
            Op::Absolute(of) => self.one(*of, out, i64::wrapping_abs),
            Op::Held(of, low, high) => self.one(*of, out, |cell| cell.max(*low).min(*high)),
            Op::Bounded { of, first, ends, then } => self.bounded(*of, *first, *ends, *then, out),
            Op::Chosen(condition, a, b) => {
                let (a, b) = (self.cells(*a), self.cells(*b));
                let truths = self.truths(*condition);
                let plain = a.marks.is_none() && b.marks.is_none();
                if plain && !truths.contains(&truth::UNKNOWN) {
                    let pairs = a.cells.iter().zip(b.cells).zip(truths);
                    out.cells.extend(pairs.map(|((a, b), held)| if *held == truth::HOLDS { *a } else { *b }));
                    return true;
                }
                for (line, held) in truths.iter().enumerate() {
                    let taken = if *held == truth::HOLDS { &a } else { &b };
                    let mark = if *held == truth::UNKNOWN {
                        mark::OPEN
                    } else if plain {
                        mark::VALUE
                    } else {
                        taken.mark(line)
                    };
                    out.push(taken.cell(line), mark);
                }
            }
            Op::Tally(parts) => self.tally(parts, out),
            Op::Indicator(of) => {
                for held in self.truths(*of) {
                    let open = *held == truth::UNKNOWN;
                    out.push(i64::from(*held == truth::HOLDS), if open { mark::OPEN } else { mark::VALUE });
                }
            }
            Op::YearOf(of) => self.one(*of, out, |cell| i64::from(Date::numbered(cell).year())),
            Op::MonthOf(of) => self.one(*of, out, |cell| {
                let day = Date::numbered(cell);
                i64::from(day.year()).wrapping_mul(12).wrapping_add(i64::from(day.month()))
            }),
            Op::Months(from, to) => {
                self.two(*from, *to, out, |from, to| Date::numbered(from).full_months_to(Date::numbered(to)));
            }
            Op::After(of, period) => self.one(*of, out, |cell| Date::numbered(cell).after(*period).number()),
            Op::Spread(list, of) => {
                let of = self.cells(*of);
                for (line, span) in self.spans(*list).enumerate() {
                    let (cell, mark) = (of.cell(line), of.mark(line));
                    span.for_each(|_| out.push(cell, mark));
                }
            }
            Op::OrNothing(of) => {
                let of = self.cells(*of);
                for (line, cell) in of.cells.iter().enumerate() {
                    match of.mark(line) {
                        mark::NONE => out.push(0, mark::VALUE),
                        mark => out.push(*cell, mark),
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// A multiple held within bounds, and a multiple of that: products by 1 are left out, which take the longest.
    fn bounded(
        &self,
        of: Cells,
        first @ (times, plus): (i64, i64),
        (low, high): (i64, i64),
        then @ (by, more): (i64, i64),
        out: &mut Column,
    ) {
        match (times, by) {
            (1, 1) => {
                self.one(of, out, |cell| cell.wrapping_add(plus).max(low).min(high).wrapping_add(more));
            }
            (1, _) => self.one(of, out, |cell| multiple(cell.wrapping_add(plus).max(low).min(high), then)),
            (_, 1) => self.one(of, out, |cell| multiple(cell, first).max(low).min(high).wrapping_add(more)),
            _ => self.one(of, out, |cell| multiple(multiple(cell, first).max(low).min(high), then)),
        }
    }

    /// How many hold; open where one of them is.
    fn tally(&self, parts: &[Truths], out: &mut Column) {
        let count = parts.first().map_or(0, |part| self.truths(*part).len());
        let mut held = vec![0_u8; count];
        let mut open = vec![0_u8; count];
        for part in parts {
            for ((held, open), truth) in held.iter_mut().zip(&mut open).zip(self.truths(*part)) {
                *held = held.wrapping_add(truth & truth::HOLDS);
                *open |= u8::from(*truth == truth::UNKNOWN);
            }
        }
        out.cells.extend(held.iter().map(|held| i64::from(*held)));
        if open.contains(&1) {
            out.marks.extend(open.iter().map(|open| if *open == 1 { mark::OPEN } else { mark::VALUE }));
            out.marked = true;
        }
    }

    /// One column; its marks stay.
    fn one(&self, of: Cells, out: &mut Column, work: impl Fn(i64) -> i64) {
        let of = self.cells(of);
        out.cells.extend(of.cells.iter().map(|cell| work(*cell)));
        if let Some(marks) = of.marks {
            out.marks.extend_from_slice(marks);
            out.marked = true;
        }
    }

    /// Two columns, both of which are needed: where the first has no value that is why there is no result.
    fn two(&self, left: Cells, right: Cells, out: &mut Column, work: impl Fn(i64, i64) -> i64) {
        let (left, right) = (self.cells(left), self.cells(right));
        out.cells.extend(left.cells.iter().zip(right.cells).map(|(a, b)| work(*a, *b)));
        both_marks(&left, &right, out);
    }

    /// What is none on record adds nothing; only where both are there is no sum.
    fn sum(&self, left: Cells, right: Cells, out: &mut Column) {
        let (left, right) = (self.cells(left), self.cells(right));
        if left.marks.is_none() && right.marks.is_none() {
            out.cells.extend(left.cells.iter().zip(right.cells).map(|(a, b)| a.wrapping_add(*b)));
            return;
        }
        for (line, (a, b)) in left.cells.iter().zip(right.cells).enumerate() {
            let (cell, mark) = match (left.mark(line), right.mark(line)) {
                (mark::VALUE, mark::VALUE) => (a.wrapping_add(*b), mark::VALUE),
                (mark::VALUE, mark::NONE) => (*a, mark::VALUE),
                (mark::NONE, mark::VALUE) => (*b, mark::VALUE),
                (mark::OPEN, _) | (_, mark::OPEN) => (0, mark::OPEN),
                (mark::VALUE | mark::NONE, other) => (0, other),
                (mark, _) => (0, mark),
            };
            out.push(cell, mark);
        }
    }

    fn dividend(&self, over: Cells, under: Cells, out: &mut Column) {
        let (over, under) = (self.cells(over), self.cells(under));
        if over.marks.is_none() && under.marks.is_none() && !under.cells.contains(&0) {
            out.cells.extend_from_slice(over.cells);
            return;
        }
        for (line, (cell, by)) in over.cells.iter().zip(under.cells).enumerate() {
            let (cell, mark) = divided((*cell, over.mark(line)), (*by, under.mark(line)));
            out.push(cell, mark);
        }
    }
}

/// A dividend with the mark of the division.
pub(super) fn divided(over: (i64, u8), under: (i64, u8)) -> (i64, u8) {
    match (over.1, under) {
        (mark::VALUE, (0, mark::VALUE)) => (0, mark::ZERO_DIVISION),
        (mark::VALUE, (_, mark::VALUE)) => over,
        (mark::VALUE, (_, mark)) | (mark, _) => (0, mark),
    }
}

/// `cell × times + plus`
#[inline]
pub(super) fn multiple(cell: i64, (times, plus): (i64, i64)) -> i64 {
    cell.wrapping_mul(times).wrapping_add(plus)
}

/// The mark of the first that is no value.
pub(super) fn both_marks(left: &View<'_>, right: &View<'_>, out: &mut Column) {
    match (left.marks, right.marks) {
        (None, None) => return,
        (Some(marks), None) | (None, Some(marks)) => out.marks.extend_from_slice(marks),
        (Some(a), Some(b)) => {
            out.marks.extend(a.iter().zip(b).map(|(a, b)| if *a == mark::VALUE { *b } else { *a }));
        }
    }
    out.marked = true;
}

/// `over ÷ under` as a whole number; `under` is above nought. Small numbers are divided as such, which takes less.
#[inline]
pub(super) fn rounded(over: i64, under: i64, rounding: Rounding) -> i64 {
    let (floor, rest) = match (u32::try_from(over), u32::try_from(under.max(1))) {
        (Ok(over), Ok(under)) => {
            let floor = over.checked_div(under).unwrap_or(0);
            (i64::from(floor), i64::from(over.wrapping_sub(floor.wrapping_mul(under))))
        }
        _ => (over.div_euclid(under.max(1)), over.rem_euclid(under.max(1))),
    };
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest != 0,
        // Half away from nought: below it, a half goes down.
        Rounding::HalfUp => {
            let other = under.wrapping_sub(rest);
            rest > other || (rest == other && over >= 0)
        }
    };
    floor.wrapping_add(i64::from(up))
}
