//! Tables over one subject: every value falls into one row, and into one only.

use super::Checker;
use super::formula::{in_months, type_names};
use super::line::Placed;
use super::table::only_bound;
use crate::cells::{Grid, Verdicts, number_shown, time_shown};
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::{Bands, Cell, Choice, Formula, Row, RowBound, Type};
use crate::source::Span;
use crate::value::{Bound, Number, Period, Range};

impl Checker<'_> {
    pub(super) fn coverage(&mut self, bands: &Bands) {
        let others: Vec<Span> = bands.rows.iter().filter(|row| is_other(row)).map(|row| row.span).collect();
        match others.as_slice() {
            [_, second, ..] => {
                self.error("E0407", *second, say!("“其他”只能写一行", "“其他” may be written once only"));
            }
            [only] if bands.rows.iter().rfind(|row| !says_nothing(row)).is_some_and(|row| !is_other(row)) => {
                self.error("E0407", *only, say!("“其他”要写在最后一行", "“其他” must be the last row"));
            }
            [] | [_] => {}
        }
        let conditional = |row: &Row| matches!(row.cells.as_slice(), [Cell::Condition(_)]);
        match bands.subjects.as_slice() {
            [subject] if !bands.rows.iter().any(conditional) => self.one_subject(subject, bands, !others.is_empty()),
            _ => self.by_cells(bands),
        }
    }

    /// Tables over several facts, by trying every cell: a row for each, and where the rows are not conditions, one only.
    fn by_cells(&mut self, bands: &Bands) {
        let has_other = bands.rows.iter().any(is_other);
        let conditions = bands.rows.iter().any(|row| matches!(row.cells.as_slice(), [Cell::Condition(_)]));
        if has_other && conditions {
            return;
        }
        let rows: Vec<&[Cell]> = bands.rows.iter().map(|row| row.cells.as_slice()).collect();
        let grid = Grid::new(self.extents(), &bands.subjects, &rows);
        let verdicts = grid.verdicts();
        let overlap = if conditions { None } else { self.two_rows(bands, &grid, verdicts.as_ref()) };
        let gap = if has_other { None } else { self.no_row(bands, &grid, verdicts.as_ref()) };
        self.diagnostics.extend(overlap.into_iter().chain(gap));
    }

    fn two_rows(&self, bands: &Bands, grid: &Grid<'_>, verdicts: Option<&Verdicts>) -> Option<Diagnostic> {
        let (first, second, place) = verdicts?.overlap.as_ref().filter(|_| grid.independent())?;
        let (first, second) = (bands.rows.get(*first)?.span, bands.rows.get(*second)?.span);
        let Message { zh, en } = grid.words(place, self.sources);
        let message = say!("“{zh}”落在了两行里", "“{en}” falls into two rows");
        let diagnostic = Diagnostic::error("E0408", second, message);
        Some(diagnostic.and(first, say!("另一行在这里", "the other row is here")))
    }

    fn no_row(&self, bands: &Bands, grid: &Grid<'_>, verdicts: Option<&Verdicts>) -> Option<Diagnostic> {
        let message = match verdicts {
            Some(verdicts) => {
                let Message { zh, en } = grid.words(verdicts.gap.as_ref()?, self.sources);
                say!("“{zh}”不属于任何一行", "no row is for “{en}”")
            }
            None => say!("情形太多，没有逐一核对", "there are too many cases to try each"),
        };
        let diagnostic = Diagnostic::error("E0402", bands.span, message);
        Some(diagnostic.help(say!("在最后加一行：其他 : 0 分", "add a last row: 其他 : 0 分")))
    }

    fn one_subject(&mut self, subject: &Formula, bands: &Bands, has_other: bool) {
        match &subject.of {
            Type::Choice(choices) => self.choices_covered(choices, bands, has_other),
            Type::Truth => self.yes_and_no(bands, has_other),
            Type::Quantity(dimension) => {
                let (domain, lattice) = self.extents().domain(subject);
                let rows = number_rows(bands);
                self.line_covered(&rows, &domain, lattice.as_ref(), bands, has_other, &|number| {
                    number_shown(number, dimension)
                });
            }
            Type::Interval => self.periods_covered(bands, has_other),
            Type::Text | Type::Year | Type::Date | Type::Month => {
                self.by_cells(bands);
            }
            other @ (Type::Period | Type::Choices(_) | Type::List) => {
                let (zh, en) = type_names(other);
                self.error("E0406", subject.span, say!("{zh}不能作表的主词", "{en} cannot be the subject of a table"));
            }
            Type::Broken => {}
        }
    }

    fn choices_covered(&mut self, choices: &[Choice], bands: &Bands, has_other: bool) {
        let mut seen: Vec<Option<Span>> = vec![None; choices.len()];
        for row in &bands.rows {
            let Some(Cell::Choices(indexes)) = row.cells.first() else { continue };
            for index in indexes {
                let Some(place) = seen.get_mut(*index) else { continue };
                if let Some(first) = *place {
                    let name = choices.get(*index).map_or("", |choice| choice.name.as_str());
                    let diagnostic = Diagnostic::error(
                        "E0408",
                        row.span,
                        say!("“{name}”写在了两行里", "“{name}” stands in two rows"),
                    );
                    self.report(diagnostic.and(first, say!("另一行在这里", "the other row is here")));
                }
                *place = Some(row.span);
            }
        }
        let missing = choices.iter().zip(&seen).filter(|(_, place)| place.is_none());
        let missing: Vec<&str> = missing.map(|(choice, _)| choice.name.as_str()).collect();
        if !has_other && !missing.is_empty() {
            let names = missing.join("、");
            let diagnostic =
                Diagnostic::error("E0402", bands.span, say!("“{names}”不属于任何一行", "no row is for “{names}”"));
            self.report(diagnostic.help(say!("加一行：{names} : 0 分", "add a row: {names} : 0 分")));
        }
    }

    fn yes_and_no(&mut self, bands: &Bands, has_other: bool) {
        let has = |wanted: bool| {
            bands.rows.iter().any(|row| matches!(row.cells.first(), Some(Cell::YesNo(truth)) if *truth == wanted))
        };
        let both = has(true) && has(false);
        if !(has_other || both) {
            self.error(
                "E0402",
                bands.span,
                say!("是、否 两行要写全，或加一行 其他", "both 是 and 否 need a row, or add 其他"),
            );
        }
    }

    fn periods_covered(&mut self, bands: &Bands, has_other: bool) {
        let bounds = || {
            bands.rows.iter().filter_map(|row| match only_bound(row)? {
                RowBound::Periods(low, high) => Some((low, high, row.span)),
                RowBound::Numbers(_) | RowBound::Dates(..) | RowBound::Years(..) => None,
            })
        };
        let units = bounds().flat_map(|(low, high, _)| low.iter().chain(high.iter()));
        let months: Vec<bool> = units.map(|(period, _)| in_months(period.unit)).collect();
        let all_months = months.iter().all(|month| *month);
        if !all_months && months.iter().any(|month| *month) {
            self.error(
                "E0403",
                bands.span,
                say!("一张表里月、年和日不能混用", "one table cannot mix months or years with days"),
            );
            return;
        }
        let number = |bound: &Option<(Period, bool)>| {
            bound.map(|(period, included)| {
                let (months, days) = period.months_and_days();
                Bound { number: Number::from(i64::from(months.max(days))), included }
            })
        };
        let rows: Vec<Placed> =
            bounds().map(|(low, high, span)| (Range { low: number(low), high: number(high) }, span)).collect();
        let domain = Range::at_least(Number::zero());
        self.line_covered(&rows, &domain, None, bands, has_other, &|number| time_shown(number, all_months));
    }
}

/// Whether a row is for what is no value; it may stand after 其他, which is for values.
fn says_nothing(row: &Row) -> bool {
    matches!(row.cells.as_slice(), [Cell::NoRecord | Cell::NotApplicable])
}

fn number_rows(bands: &Bands) -> Vec<Placed> {
    let number = |row: &Row| match only_bound(row)? {
        RowBound::Numbers(range) => Some((range.clone(), row.span)),
        RowBound::Periods(..) | RowBound::Dates(..) | RowBound::Years(..) => None,
    };
    bands.rows.iter().filter_map(number).collect()
}

fn is_other(row: &Row) -> bool {
    row.cells.iter().all(|cell| matches!(cell, Cell::Other))
}
