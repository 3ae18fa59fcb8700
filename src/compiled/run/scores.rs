//! Scores: rows looked up, parts put together, and what clauses make of them.

use super::super::program::{Cells, Op, Truths, mark, row, truth};
use super::super::store::Column;
use super::{Run, View};

impl Run<'_> {
    /// Fills a column of scores; whether the operation is one of these.
    pub(super) fn score(&self, op: &Op, out: &mut Column) -> bool {
        match op {
            Op::Looked(rows, scores) => self.looked(self.rows(*rows), scores, out),
            Op::Picked(rows, scores) => {
                let scores: Vec<View<'_>> = scores.iter().map(|score| self.cells(*score)).collect();
                let last = self.rows(*rows).iter().fold(0, |last: u8, row| last.max(*row));
                // The scores of rows that nobody takes do not matter.
                let taken = usize::from(last).saturating_add(1);
                if taken <= scores.len() && scores.iter().take(taken).all(|score| score.marks.is_none()) {
                    out.cells.extend(
                        self.rows(*rows)
                            .iter()
                            .enumerate()
                            .map(|(line, row)| scores.get(usize::from(*row)).map_or(0, |score| score.cell(line))),
                    );
                    return true;
                }
                for (line, row) in self.rows(*rows).iter().enumerate() {
                    match scores.get(usize::from(*row)).filter(|_| *row < row::NONE) {
                        Some(score) => out.push(score.cell(line), score.mark(line)),
                        None => out.push(0, mark::OPEN),
                    }
                }
            }
            Op::Summed { terms, whole } => self.summed(terms, whole, out),
            Op::Gathered(parts) => self.gathered(parts, out),
            Op::Replaced(when, score, points) => {
                let score = self.cells(*score);
                for (line, held) in self.truths(*when).iter().enumerate() {
                    let (cell, mark) = (score.cell(line), score.mark(line));
                    let counts = mark == mark::VALUE || mark == mark::UNSUBMITTED;
                    match (*held, counts || mark == mark::OPEN || mark != mark::ABSENT) {
                        (truth::HOLDS, true) if counts => out.push(*points, mark),
                        // What is set takes the place of anything but what does not apply.
                        (truth::HOLDS, true) => out.push(0, mark::OPEN),
                        (truth::FAILS, _) | (_, false) => out.push(cell, mark),
                        _ => out.push(0, mark::OPEN),
                    }
                }
            }
            Op::Concluded { score, absent, exempt, unsubmitted, full } => {
                let score = self.cells(*score);
                let truths = |of: &Option<Truths>| of.map(|of| self.truths(of));
                let [absent, exempt, unsubmitted] = [truths(absent), truths(exempt), truths(unsubmitted)];
                let held =
                    |of: Option<&[u8]>, line: usize| of.and_then(|of| of.get(line)).copied().unwrap_or(truth::FAILS);
                for (line, cell) in score.cells.iter().enumerate() {
                    let decided = [held(absent, line), held(exempt, line), held(unsubmitted, line)];
                    let (cell, mark) = match decided {
                        [truth::HOLDS, _, _] => (0, mark::ABSENT),
                        [truth::FAILS, truth::HOLDS, _] => (*full, mark::VALUE),
                        [truth::FAILS, truth::FAILS, truth::HOLDS] => (0, mark::UNSUBMITTED),
                        [truth::FAILS, truth::FAILS, truth::FAILS] => (*cell, score.mark(line)),
                        _ => (0, mark::OPEN),
                    };
                    out.push(cell, mark);
                }
            }
            Op::Best { left, right, lowest } => {
                let (left, right) = (self.cells(*left), self.cells(*right));
                for (line, (a, b)) in left.cells.iter().zip(right.cells).enumerate() {
                    let counts = |mark: u8| mark == mark::VALUE || mark == mark::UNSUBMITTED;
                    let (cell, mark) = match (left.mark(line), right.mark(line)) {
                        (x, y) if counts(x) && counts(y) => (if *lowest { *a.min(b) } else { *a.max(b) }, mark::VALUE),
                        (x, mark::ABSENT) if counts(x) => (*a, mark::VALUE),
                        (mark::ABSENT, y) if counts(y) => (*b, mark::VALUE),
                        (mark::ABSENT, mark::ABSENT) => (0, mark::ABSENT),
                        _ => (0, mark::OPEN),
                    };
                    out.push(cell, mark);
                }
            }
            Op::Nulled(of) => {
                let of = self.cells(*of);
                match of.marks {
                    None => out.cells.extend_from_slice(of.cells),
                    Some(marks) => of.cells.iter().zip(marks).for_each(|(cell, mark)| match *mark {
                        mark::VALUE | mark::UNSUBMITTED => out.push(*cell, mark::VALUE),
                        mark::ABSENT => out.push(0, mark::VALUE),
                        _ => out.push(0, mark::OPEN),
                    }),
                }
            }
            _ => return false,
        }
        true
    }

    fn summed(&self, terms: &[(Cells, i64)], whole: &[Cells], out: &mut Column) {
        let count = terms.first().map_or(0, |(term, _)| self.cells(*term).cells.len());
        out.cells.resize(count, 0);
        let mut open = Vec::new();
        let views = terms.iter().map(|(term, times)| (self.cells(*term), *times));
        let (plain, marked): (Vec<_>, Vec<_>) = views.partition(|(term, _)| term.marks.is_none());
        plain.chunks(4).for_each(|terms| add(&mut out.cells, terms));
        for (term, times) in marked {
            let marks = term.marks.unwrap_or(&[]);
            for (line, ((sum, cell), mark)) in out.cells.iter_mut().zip(term.cells).zip(marks).enumerate() {
                match *mark {
                    mark::VALUE | mark::UNSUBMITTED => *sum = sum.wrapping_add(cell.wrapping_mul(times)),
                    mark::ABSENT => {}
                    _ => open.push(line),
                }
            }
        }
        for marks in whole.iter().filter_map(|leaf| self.cells(*leaf).marks) {
            open.extend(marks.iter().enumerate().filter(|(_, mark)| **mark == mark::ABSENT).map(|(line, _)| line));
        }
        if !open.is_empty() {
            out.marks.resize(count, mark::VALUE);
            out.marked = true;
            for line in open {
                if let Some(mark) = out.marks.get_mut(line) {
                    *mark = mark::OPEN;
                }
            }
        }
    }

    /// A sum whose parts count where a truth holds. No value goes before a division by zero, and what is open before both.
    fn gathered(&self, parts: &[(Cells, i64, Option<Truths>)], out: &mut Column) {
        let count = parts.first().map_or(0, |(part, _, _)| self.cells(*part).cells.len());
        out.cells.resize(count, 0);
        let mut marks = Vec::new();
        for (part, times, counts) in parts {
            let part = self.cells(*part);
            let counts = counts.map(|counts| self.truths(counts));
            if let (None, None) = (part.marks, counts) {
                add(&mut out.cells, &[(part, *times)]);
                continue;
            }
            marks.resize(count, mark::VALUE);
            for (line, (sum, known)) in out.cells.iter_mut().zip(&mut marks).enumerate() {
                let held = counts.and_then(|counts| counts.get(line)).copied().unwrap_or(truth::HOLDS);
                let mut gathered = Gathered { sum: *sum, known: *known };
                gather(&mut gathered, held, (part.cell(line), part.mark(line)), *times);
                (*sum, *known) = (gathered.sum, gathered.known);
            }
        }
        out.marked = marks.iter().any(|mark| *mark != mark::VALUE);
        out.marks = if out.marked { marks } else { Vec::new() };
    }
}

/// Adds a few terms in all lines: several at once, so that the sum is not read and written for each of them.
fn add(sums: &mut [i64], terms: &[(View<'_>, i64)]) {
    if let [(a, 1), (b, 1), (c, 1), (d, 1)] = terms {
        let lines = sums.iter_mut().zip(a.cells).zip(b.cells).zip(c.cells).zip(d.cells);
        for ((((sum, a), b), c), d) in lines {
            *sum = sum.wrapping_add(a.wrapping_add(*b)).wrapping_add(c.wrapping_add(*d));
        }
        return;
    }
    for (term, times) in terms {
        match *times {
            1 => sums.iter_mut().zip(term.cells).for_each(|(sum, cell)| *sum = sum.wrapping_add(*cell)),
            -1 => sums.iter_mut().zip(term.cells).for_each(|(sum, cell)| *sum = sum.wrapping_sub(*cell)),
            times => {
                let scaled = term.cells.iter().map(|cell| cell.wrapping_mul(times));
                sums.iter_mut().zip(scaled).for_each(|(sum, cell)| *sum = sum.wrapping_add(cell));
            }
        }
    }
}

/// A sum on its way, and whether it is known.
pub(super) struct Gathered {
    pub(super) sum: i64,
    pub(super) known: u8,
}

/// Adds a part where a truth holds.
#[inline]
pub(super) fn gather(gathered: &mut Gathered, counts: u8, (cell, mark): (i64, u8), times: i64) {
    let of_part = match (counts, mark) {
        (truth::FAILS, _) | (truth::HOLDS, mark::UNSUBMITTED | mark::ABSENT) => return,
        (truth::HOLDS, mark::VALUE) => {
            gathered.sum = gathered.sum.wrapping_add(cell.wrapping_mul(times));
            return;
        }
        (truth::HOLDS, mark::NONE | mark::NOT_APPLICABLE) => mark::NONE,
        (truth::HOLDS, mark::ZERO_DIVISION) => mark::ZERO_DIVISION,
        _ => mark::OPEN,
    };
    gathered.known = match (gathered.known, of_part) {
        (mark::OPEN, _) | (_, mark::OPEN) => mark::OPEN,
        (mark::NONE, _) | (_, mark::NONE) => mark::NONE,
        (_, other) => other,
    };
}
