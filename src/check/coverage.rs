//! Tables over one subject: every value falls into one row, and into one only.

use super::Checker;
use super::formula::{in_months, type_names};
use super::line::{Placed, shown};
use super::table::only_bound;
use crate::diagnostic::{Diagnostic, say};
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
        match bands.subjects.as_slice() {
            [subject] => self.one_subject(subject, bands, !others.is_empty()),
            [] => self.needs_other(
                bands,
                !others.is_empty(),
                "条件都不成立时怎么办没有说明",
                "nothing says what happens when no condition holds",
            ),
            subjects if others.is_empty() && subjects.iter().all(is_finite) => self.combinations(subjects, bands),
            _ => self.needs_other(
                bands,
                !others.is_empty(),
                "各行都不符合时怎么办没有说明",
                "nothing says what happens when no row fits",
            ),
        }
    }

    fn needs_other(&mut self, bands: &Bands, has_other: bool, zh: &str, en: &str) {
        if !has_other {
            let message = say!("{zh}", "{en}");
            let diagnostic = Diagnostic::error("E0402", bands.span, message);
            self.report(diagnostic.help(say!("在最后加一行：其他 : 0 分", "add a last row: 其他 : 0 分")));
        }
    }

    fn one_subject(&mut self, subject: &Formula, bands: &Bands, has_other: bool) {
        match &subject.of {
            Type::Choice(choices) => self.choices_covered(choices, bands, has_other),
            Type::Truth => self.yes_and_no(bands, has_other),
            Type::Quantity(dimension) => {
                let (domain, lattice) = self.extents().domain(subject);
                let rows = number_rows(bands);
                self.line_covered(&rows, &domain, lattice.as_ref(), bands, has_other, &|number| {
                    shown(number, dimension)
                });
            }
            Type::Interval => self.periods_covered(bands, has_other),
            Type::Text | Type::Year | Type::Date | Type::Month => {
                self.needs_other(
                    bands,
                    has_other,
                    "不在表里的值怎么办没有说明",
                    "nothing says what happens with a value that is not listed",
                );
            }
            other @ (Type::Period | Type::Choices(_) | Type::List) => {
                let (zh, en) = type_names(other);
                self.error("E0406", subject.span, say!("{zh}不能作表的主词", "{en} cannot be the subject of a table"));
            }
            Type::Broken => {}
        }
    }

    /// A table over several choices: every combination falls into one row, and into one only.
    fn combinations(&mut self, subjects: &[Formula], bands: &Bands) {
        let names: Vec<Vec<String>> = subjects.iter().map(finite_names).collect();
        let count = names.iter().try_fold(1_usize, |product, names| product.checked_mul(names.len()));
        let Some(count) = count.filter(|count| *count <= MOST_COMBINATIONS) else {
            self.needs_other(bands, false, "组合太多，没有逐一核对", "there are too many combinations to check each");
            return;
        };
        for number in 0..count {
            let mut rest = number;
            let mut combination = Vec::new();
            for of_column in &names {
                combination.push(rest.checked_rem(of_column.len()).unwrap_or(0));
                rest = rest.checked_div(of_column.len()).unwrap_or(0);
            }
            let fits = |row: &&Row| row.cells.iter().zip(&combination).all(|(cell, choice)| cell_holds(cell, *choice));
            let mut fitting = bands.rows.iter().filter(fits);
            let (first, second) = (fitting.next(), fitting.next());
            let shown = names.iter().zip(&combination).filter_map(|(names, at)| names.get(*at).map(String::as_str));
            let shown = shown.collect::<Vec<_>>().join("，");
            match (first, second) {
                (None, _) => {
                    let message = say!("“{shown}”不属于任何一行", "no row is for “{shown}”");
                    let diagnostic = Diagnostic::error("E0402", bands.span, message);
                    self.report(diagnostic.help(say!("加一行：{shown} : 0 分", "add a row: {shown} : 0 分")));
                    return;
                }
                (Some(first), Some(second)) => {
                    let (first, second) = (first.span, second.span);
                    let message = say!("“{shown}”落在了两行里", "“{shown}” falls into two rows");
                    let diagnostic = Diagnostic::error("E0408", second, message);
                    self.report(diagnostic.and(first, say!("另一行在这里", "the other row is here")));
                    return;
                }
                (Some(_), None) => {}
            }
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

/// So many combinations of choices are tried one by one.
const MOST_COMBINATIONS: usize = 10_000;

/// Whether a row is for what is no value; it may stand after 其他, which is for values.
fn says_nothing(row: &Row) -> bool {
    matches!(row.cells.as_slice(), [Cell::NoRecord | Cell::NotApplicable])
}

fn is_finite(subject: &Formula) -> bool {
    matches!(subject.of, Type::Choice(_) | Type::Truth)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn finite_names(subject: &Formula) -> Vec<String> {
    match &subject.of {
        Type::Choice(choices) => choices.iter().map(|choice| choice.name.clone()).collect(),
        _ => vec!["否".to_owned(), "是".to_owned()],
    }
}

fn cell_holds(cell: &Cell, choice: usize) -> bool {
    match cell {
        Cell::Other => true,
        Cell::Choices(choices) => choices.contains(&choice),
        Cell::YesNo(truth) => choice == usize::from(*truth),
        Cell::Bound(_) | Cell::Texts(_) | Cell::Condition(_) | Cell::NoRecord | Cell::NotApplicable => false,
    }
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

/// A time as it would be written in a rule: whole years as years.
pub(crate) fn time_shown(number: &Number, months: bool) -> String {
    let years = number.over(&Number::from(12)).filter(|years| months && *years == years.floor() && !years.is_zero());
    match years {
        Some(years) => format!("{}年", years.short(4)),
        None if months => format!("{}个月", number.short(4)),
        None => format!("{}日", number.short(4)),
    }
}
