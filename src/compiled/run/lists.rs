//! Numbers from the records of lists.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::program::{Cells, Domain, Op, Truths, mark, truth};
use super::super::store::{Column, text_of};
use super::{Run, View};

/// A number with its mark.
type Held = (i64, u8);

const OPEN: Held = (0, mark::OPEN);
const NONE: Held = (0, mark::NONE);

impl Run<'_> {
    /// Fills a column from the records of a list; whether the operation is one of these.
    pub(super) fn over_lists(&self, op: &Op, out: &mut Column) -> bool {
        match op {
            Op::Total(list, of, filter) if self.plain(*list, Some(*of), *filter) => {
                let (of, truths) = (self.cells(*of).cells, filter.map(|filter| self.truths(filter)));
                out.cells.extend(self.spans(*list).map(|span| total(of, truths, span)));
            }
            Op::Count(list, filter) if self.plain(*list, None, *filter) => {
                let truths = filter.map(|filter| self.truths(filter));
                out.cells.extend(self.spans(*list).map(|span| count(truths, span)));
            }
            Op::Count(list, filter) => {
                self.reduced(*list, *filter, out, |lines| (i64::try_from(lines.len()).unwrap_or(i64::MAX), mark::VALUE))
            }
            Op::Total(list, of, filter) => self.valued(*list, *of, *filter, out, |values| {
                (values.fold(0, |sum: i64, (_, cell)| sum.wrapping_add(cell)), mark::VALUE)
            }),
            Op::Valued(list, of, filter) => self.valued(*list, *of, *filter, out, |values| {
                (i64::try_from(values.count()).unwrap_or(i64::MAX), mark::VALUE)
            }),
            Op::Extreme { list, of, filter, highest } => self.valued(*list, *of, *filter, out, |values| {
                let cells = values.map(|(_, cell)| cell);
                let found = if *highest { cells.max() } else { cells.min() };
                found.map_or(NONE, |cell| (cell, mark::VALUE))
            }),
            Op::Distinct { list, of, filter, texts } => self.valued(*list, *of, *filter, out, |values| {
                let count = if *texts {
                    values.map(|(_, cell)| text_of(&self.store.texts, cell)).collect::<BTreeSet<_>>().len()
                } else {
                    values.map(|(_, cell)| cell).collect::<BTreeSet<_>>().len()
                };
                (i64::try_from(count).unwrap_or(i64::MAX), mark::VALUE)
            }),
            Op::Middle { list, of, filter, at_least, trim_from, counts } => {
                self.valued(*list, *of, *filter, out, |values| {
                    middle(values.map(|(_, cell)| cell).collect(), *at_least, *trim_from, *counts)
                });
            }
            Op::Weighed { list, of, weight, filter, weights } => {
                let by = self.cells(*weight);
                self.valued(*list, *of, *filter, out, |values| weighed(values, &by, *weights));
            }
            Op::Yearly { list, of, by, filter, newest, by_year, weights } => {
                let by = self.cells(*by);
                self.valued(*list, *of, *filter, out, |values| yearly(values, &by, *newest, by_year, *weights));
            }
            Op::Common(list, of, filter) => {
                let of = self.cells(*of);
                self.reduced(*list, *filter, out, |lines| common(&of, lines.iter().copied()));
            }
            Op::Newest { list, of, by, filter } => {
                let (of, by) = (self.cells(*of), self.cells(*by));
                self.reduced(*list, *filter, out, |lines| {
                    if lines.iter().any(|line| by.mark(*line) == mark::OPEN) {
                        return OPEN;
                    }
                    let newest = lines.iter().filter_map(|line| by.value(*line)).max();
                    common(&of, lines.iter().copied().filter(|line| newest.is_some() && by.value(*line) == newest))
                });
            }
            Op::FirstAndRest { list, counted, first, rest } => {
                self.first_and_rest(*list, *counted, (*first, *rest), out)
            }
            Op::Grouped { list, of, counted, by, texts, cap } => {
                self.grouped(*list, (*of, *counted), (*by, *texts), *cap, out);
            }
            _ => return false,
        }
        true
    }

    /// Whether nothing is open in a list, and of the filter and the values nothing either.
    fn plain(&self, list: Domain, of: Option<Cells>, filter: Option<Truths>) -> bool {
        self.list_column(list).is_some_and(|column| !column.marked)
            && of.is_none_or(|of| self.cells(of).marks.is_none())
            && filter.is_none_or(|filter| !self.truths(filter).contains(&truth::UNKNOWN))
    }

    /// The records that meet a filter, line by line; open where the list, or the filter of one of its records, is.
    fn reduced(&self, list: Domain, filter: Option<Truths>, out: &mut Column, work: impl Fn(&[usize]) -> Held) {
        let truths = filter.map(|filter| self.truths(filter));
        let marks = self.list_column(list).map_or(&[][..], |column| column.marks.as_slice());
        let mut lines = Vec::new();
        for (span, mark) in self.spans(list).zip(marks) {
            let open = *mark == mark::OPEN || unknown(truths, &span);
            let held = if open {
                OPEN
            } else {
                lines.clear();
                lines.extend(span.filter(|line| meets(truths, *line)));
                work(&lines)
            };
            out.push(held.0, held.1);
        }
    }

    /// The values of the records that meet a filter. Records without one are left out; a division by zero is not.
    fn valued(
        &self,
        list: Domain,
        of: Cells,
        filter: Option<Truths>,
        out: &mut Column,
        work: impl Fn(&mut dyn Iterator<Item = (usize, i64)>) -> Held,
    ) {
        let truths = filter.map(|filter| self.truths(filter));
        let of = self.cells(of);
        let marks = self.list_column(list).map_or(&[][..], |column| column.marks.as_slice());
        for (span, mark) in self.spans(list).zip(marks) {
            let mut open = *mark == mark::OPEN || unknown(truths, &span);
            let mut divides = false;
            if of.marks.is_some() {
                for line in span.clone().filter(|line| meets(truths, *line)) {
                    open |= of.mark(line) == mark::OPEN;
                    divides |= of.mark(line) == mark::ZERO_DIVISION;
                }
            }
            let held = match (open, divides) {
                (true, _) => OPEN,
                (false, true) => (0, mark::ZERO_DIVISION),
                (false, false) => {
                    let lines = span.filter(|line| meets(truths, *line));
                    work(&mut lines.filter_map(|line| of.value(line).map(|cell| (line, cell))))
                }
            };
            out.push(held.0, held.1);
        }
    }
}

/// The sum of the cells that count.
fn total(of: &[i64], truths: Option<&[u8]>, span: Range<usize>) -> i64 {
    let cells = of.get(span.clone()).unwrap_or(&[]);
    match truths {
        None => cells.iter().fold(0, |sum, cell| sum.wrapping_add(*cell)),
        Some(truths) => {
            let pairs = cells.iter().zip(truths.get(span).unwrap_or(&[]));
            pairs.fold(0, |sum, (cell, held)| sum.wrapping_add(if *held == truth::HOLDS { *cell } else { 0 }))
        }
    }
}

/// How many records count.
fn count(truths: Option<&[u8]>, span: Range<usize>) -> i64 {
    let counted = match truths {
        None => span.len(),
        Some(truths) => truths.get(span).unwrap_or(&[]).iter().filter(|held| **held == truth::HOLDS).count(),
    };
    i64::try_from(counted).unwrap_or(i64::MAX)
}

pub(super) fn meets(truths: Option<&[u8]>, line: usize) -> bool {
    truths.is_none_or(|truths| truths.get(line) == Some(&truth::HOLDS))
}

/// Whether the filter is not known of one of the records.
pub(super) fn unknown(truths: Option<&[u8]>, span: &Range<usize>) -> bool {
    let among = truths.and_then(|truths| truths.get(span.clone()));
    among.is_some_and(|truths| truths.contains(&truth::UNKNOWN))
}

/// What all of them are; open where they differ.
fn common(of: &View<'_>, mut lines: impl Iterator<Item = usize>) -> Held {
    let Some(first) = lines.next() else { return NONE };
    let held = (of.cell(first), of.mark(first));
    if lines.all(|line| (of.cell(line), of.mark(line)) == held) { held } else { OPEN }
}

fn middle(mut cells: Vec<i64>, at_least: usize, trim_from: Option<usize>, counts: bool) -> Held {
    if cells.len() < at_least || cells.is_empty() {
        return NONE;
    }
    cells.sort_unstable();
    if trim_from.is_some_and(|from| cells.len() >= from) {
        cells.pop();
        if !cells.is_empty() {
            cells.remove(0);
        }
    }
    let count = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    match (count, counts) {
        (0, _) => OPEN,
        (_, true) => (count, mark::VALUE),
        (_, false) => (cells.iter().fold(0, |sum, cell| sum.wrapping_add(*cell)), mark::VALUE),
    }
}

/// Σ value × weight, or Σ weight; records without a weight are left out like those without a value.
fn weighed(values: &mut dyn Iterator<Item = (usize, i64)>, by: &View<'_>, weights: bool) -> Held {
    let mut any = false;
    let mut sum = 0_i64;
    for (line, cell) in values {
        match by.mark(line) {
            mark::VALUE => {}
            mark::OPEN => return OPEN,
            mark::ZERO_DIVISION => return (0, mark::ZERO_DIVISION),
            _ => continue,
        }
        any = true;
        sum = sum.wrapping_add(if weights { by.cell(line) } else { cell.wrapping_mul(by.cell(line)) });
    }
    if any { (sum, mark::VALUE) } else { NONE }
}

fn yearly(
    values: &mut dyn Iterator<Item = (usize, i64)>,
    by: &View<'_>,
    newest: i64,
    by_year: &[i64],
    weights: bool,
) -> Held {
    let mut of_year: Vec<Option<i64>> = vec![None; by_year.len()];
    for (line, cell) in values {
        match by.mark(line) {
            mark::VALUE => {}
            mark::OPEN => return OPEN,
            _ => continue,
        }
        let back = newest.wrapping_sub(by.cell(line));
        let Some(known) = usize::try_from(back).ok().and_then(|back| of_year.get_mut(back)) else { continue };
        match known {
            Some(other) if *other != cell => return OPEN,
            Some(_) | None => *known = Some(cell),
        }
    }
    let found = of_year.iter().zip(by_year).filter_map(|(cell, weight)| cell.map(|cell| (cell, *weight)));
    let mut any = 0_i64;
    let mut sum = 0_i64;
    for (cell, weight) in found {
        any = any.wrapping_add(weight);
        sum = sum.wrapping_add(if weights { weight } else { cell.wrapping_mul(weight) });
    }
    if any == 0 { NONE } else { (sum, mark::VALUE) }
}
