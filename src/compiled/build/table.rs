//! Tables: which row is taken, by where a cell stands among cuts wherever the rows are ranges of one subject.

use super::Builder;
use super::amount::Amount;
use super::comparison::{Ends, bound_ends, fraction_bound};
use super::formula::Value;
use super::truth::Judged;
use crate::compiled::program::{Cells, FractionBound, Op, Rows, mark, row};
use crate::plan::{Bands, Cell, Row, RowBound};
use crate::value::Range;

/// The row that is taken: those of the table, then one for each way to have no value.
pub(super) struct Taking {
    pub(super) rows: Rows,
    /// The marks that the further rows stand for.
    pub(super) lacking: Vec<u8>,
}

/// The further rows: no value, a division by zero.
const LACKING: [u8; 2] = [mark::NONE, mark::ZERO_DIVISION];

impl<'p> Builder<'p> {
    pub(super) fn table(&mut self, bands: &'p Bands) -> Option<Taking> {
        if bands.rows.len() > row::MOST.saturating_sub(LACKING.len()) {
            return None;
        }
        let subjects: Option<Vec<Value>> = bands.subjects.iter().map(|subject| self.value(subject)).collect();
        let subjects = subjects?;
        let sorted = match subjects.as_slice() {
            [Value::Fraction(fraction)] => self.by_fraction(*fraction, &bands.rows),
            [subject] => self.by_cell(subject, &bands.rows),
            _ => None,
        };
        match sorted {
            Some(rows) => Some(Taking { rows, lacking: LACKING.to_vec() }),
            None => self.by_conditions(&subjects, &bands.rows),
        }
    }

    /// One column whose cuts tell the rows apart.
    fn by_cell(&mut self, subject: &Value, rows: &[Row]) -> Option<Rows> {
        let mut of = None;
        let mut sets: Vec<Option<Vec<Ends>>> = Vec::new();
        for row in rows {
            let [cell] = row.cells.as_slice() else { return None };
            let (amount, set) = cell_ends(subject, cell)?;
            of = of.or(amount);
            sets.push(set);
        }
        let cells = of.and_then(|amount| amount.cells)?;
        let mut cuts: Vec<i64> = Vec::new();
        for (low, high) in sets.iter().flatten().flatten() {
            cuts.extend([*low, high.saturating_add(1)].into_iter().filter(|cut| *cut != i64::MIN && *cut != i64::MAX));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let starts = std::iter::once(i64::MIN).chain(cuts.iter().copied());
        let segments = starts.map(|start| {
            let takes = |set: &Option<Vec<Ends>>| {
                set.as_ref().is_some_and(|set| set.iter().any(|(low, high)| (*low..=*high).contains(&start)))
            };
            index(sets.iter().position(takes))
        });
        let segments = segments.collect();
        let op = Op::Sorted { of: cells, cuts, rows: segments, lacking: lacking(rows) };
        self.rows(op)
    }

    fn by_fraction(&mut self, fraction: super::Fraction, rows: &[Row]) -> Option<Rows> {
        let mut sets: Vec<Option<Range>> = Vec::new();
        for row in rows {
            sets.push(match row.cells.as_slice() {
                [Cell::Bound(RowBound::Numbers(range))] => Some(range.clone()),
                [Cell::Other] => Some(Range::all()),
                [Cell::NoRecord | Cell::NotApplicable] => None,
                _ => return None,
            });
        }
        let mut cuts: Vec<(crate::value::Number, bool, FractionBound)> = Vec::new();
        for range in sets.iter().flatten() {
            // A low bound that is included begins at the cut, one that is not after it; a high bound the other way round.
            for (bound, at) in range
                .low
                .iter()
                .map(|low| (low, low.included))
                .chain(range.high.iter().map(|high| (high, !high.included)))
            {
                let (over, under, _) = fraction_bound(bound)?;
                cuts.push((bound.number.clone(), !at, (over, under, at)));
            }
        }
        cuts.sort_by(|(a, after, _), (b, other, _)| a.cmp(b).then(after.cmp(other)));
        cuts.dedup_by(|(a, after, _), (b, other, _)| a == b && after == other);
        let segment = |start: usize| {
            // Between two cuts everything is alike: a range takes all of it or nothing.
            let low = start.checked_sub(1).and_then(|at| cuts.get(at));
            let high = cuts.get(start);
            let within = Range {
                low: low.map(|(number, after, _)| crate::value::Bound { number: number.clone(), included: !after }),
                high: high.map(|(number, after, _)| crate::value::Bound { number: number.clone(), included: *after }),
            };
            let takes =
                |set: &Option<Range>| set.as_ref().is_some_and(|set| within.within(set) == crate::value::Truth::True);
            index(sets.iter().position(takes))
        };
        let segments = (0..=cuts.len()).map(segment).collect();
        let super::Fraction { over, under } = self.plain(fraction)?;
        let cuts: Vec<FractionBound> = cuts.iter().map(|(_, _, cut)| *cut).collect();
        let lacking = lacking(rows);
        if let Some(share) = self.share(over, under, &cuts) {
            return self.rows(Op::SortedShare { share, rows: segments, lacking });
        }
        self.rows(Op::SortedFraction { over: over.cells?, under: under.cells?, cuts, rows: segments, lacking })
    }

    /// Row by row, each with its own conditions.
    fn by_conditions(&mut self, subjects: &[Value], rows: &'p [Row]) -> Option<Taking> {
        let mut conditions = Vec::new();
        for row in rows {
            let mut parts = Vec::new();
            for (column, cell) in row.cells.iter().enumerate() {
                parts.push(self.cell(cell, subjects.get(column))?);
            }
            let holds = self.all_of(&parts)?;
            conditions.push(self.truth_column(holds));
        }
        let mut without = Vec::new();
        for subject in subjects {
            let Some(cells) = marked_column(subject) else { continue };
            let says =
                |wanted: fn(&Cell) -> bool| subjects.len() == 1 && rows.iter().any(|row| row.cells.iter().any(wanted));
            let mut marks = Vec::new();
            marks.extend((!says(|cell| matches!(cell, Cell::NoRecord))).then_some(mark::NONE));
            marks.extend((!says(|cell| matches!(cell, Cell::NotApplicable))).then_some(mark::NOT_APPLICABLE));
            for (marks, means) in [(marks, mark::NONE), (vec![mark::ZERO_DIVISION], mark::ZERO_DIVISION)] {
                let lacks = self.marked(cells, mark::set(&marks))?;
                conditions.push(self.truth_column(lacks));
                without.push(means);
            }
        }
        if conditions.len() > row::MOST {
            return None;
        }
        let rows = self.rows(Op::Taken(conditions))?;
        Some(Taking { rows, lacking: without })
    }

    fn cell(&mut self, cell: &'p Cell, subject: Option<&Value>) -> Option<Judged> {
        let Some(subject) = subject else {
            return match cell {
                Cell::Other => Some(Judged::Known(true)),
                Cell::Condition(condition) => self.judged(condition),
                Cell::Bound(_)
                | Cell::Choices(_)
                | Cell::Texts(_)
                | Cell::YesNo(_)
                | Cell::NoRecord
                | Cell::NotApplicable => None,
            };
        };
        match (cell, subject) {
            (Cell::Condition(condition), _) => self.judged(condition),
            (Cell::Bound(bound), _) => self.in_bound(subject, bound),
            (Cell::YesNo(wanted), Value::Truth(judged)) => Some(if *wanted { *judged } else { self.not(*judged) }),
            (Cell::Texts(texts), Value::Text(cells)) => self.truths(Op::TextIs(*cells, texts.clone())).map(Judged::Of),
            (Cell::Other, _) => self.marked(marked_column(subject)?, mark::set(&[mark::VALUE])),
            (Cell::NoRecord, _) => self.marked(marked_column(subject)?, mark::set(&[mark::NONE])),
            (Cell::NotApplicable, _) => self.marked(marked_column(subject)?, mark::set(&[mark::NOT_APPLICABLE])),
            (Cell::Choices(_) | Cell::YesNo(_), _) => {
                let (amount, set) = cell_ends(subject, cell)?;
                let mut parts = Vec::new();
                for ends in set? {
                    parts.push(self.within_ends(amount?, Some(ends))?);
                }
                self.any_of(&parts)
            }
            (Cell::Texts(_), _) => None,
        }
    }
}

/// The number of a row; of none where no row fits.
fn index(at: Option<usize>) -> u8 {
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(row::NONE)
}

/// The rows of the marks: none on record, not applicable, a division by zero.
fn lacking(rows: &[Row]) -> [u8; 3] {
    let further = |which: usize| index(rows.len().checked_add(which));
    let says = |wanted: fn(&Cell) -> bool| rows.iter().position(|row| row.cells.iter().any(wanted));
    let none = says(|cell| matches!(cell, Cell::NoRecord));
    let not_applicable = says(|cell| matches!(cell, Cell::NotApplicable));
    [none.map_or(further(0), |at| index(Some(at))), not_applicable.map_or(further(0), |at| index(Some(at))), further(1)]
}

/// The column that says whether a value is there.
fn marked_column(value: &Value) -> Option<Cells> {
    match value {
        Value::Number(amount)
        | Value::Day(amount)
        | Value::Year(amount)
        | Value::Month(amount)
        | Value::Choice(amount) => amount.cells,
        Value::Fraction(fraction) => fraction.over.cells,
        Value::Interval(from, to) if to.cells.is_none() => from.cells,
        Value::Choices(cells) | Value::Text(cells) | Value::YesNo(cells) => Some(*cells),
        Value::Interval(..) | Value::Written(_) | Value::Truth(_) | Value::Period(_) => None,
    }
}

/// The cells that a cell of the table takes: all of a column, some, or those without a value.
fn cell_ends(subject: &Value, cell: &Cell) -> Option<(Option<Amount>, Option<Vec<Ends>>)> {
    let of = match subject {
        Value::Number(amount) | Value::Day(amount) | Value::Year(amount) | Value::Choice(amount) => *amount,
        Value::Interval(from, to) if to.cells.is_none() => *from,
        Value::YesNo(cells) => Amount::column(*cells, 1, (0, 1)),
        Value::Interval(..)
        | Value::Fraction(_)
        | Value::Month(_)
        | Value::Choices(_)
        | Value::Text(_)
        | Value::Written(_)
        | Value::Truth(_)
        | Value::Period(_) => return None,
    };
    let one = |number: usize| i64::try_from(number).map(|number| (number, number)).ok();
    let set = match cell {
        Cell::Bound(bound) => bound_ends(subject, bound)?.1.into_iter().collect(),
        Cell::Choices(choices) => choices.iter().copied().map(one).collect::<Option<Vec<Ends>>>()?,
        Cell::YesNo(wanted) => vec![one(usize::from(*wanted))?],
        Cell::Other => vec![(i64::MIN, i64::MAX)],
        Cell::NoRecord | Cell::NotApplicable => return Some((Some(of), None)),
        Cell::Condition(_) | Cell::Texts(_) => return None,
    };
    Some((Some(of), Some(set)))
}
