//! Tables: each row's cells fit their subjects.

use super::Checker;
use super::bound::time_since;
use super::formula::type_names;
use super::literal::period;
use super::scope::Scope;
use super::score::Purpose;
use crate::diagnostic::say;
use crate::document::{self, CellKind, ExpressionKind, Literal, Name, RangeExpression};
use crate::plan::{Bands, Cell, Formula, Row, RowBound, Type};

impl Checker<'_> {
    pub(super) fn bands(&mut self, written: &document::Bands, purpose: &Purpose, scope: &Scope) -> Option<Bands> {
        let mut subjects = Vec::new();
        for (column, subject) in written.subjects.iter().enumerate() {
            let formula = self.formula(subject, scope);
            let periods = formula.of == Type::Date && column_has_periods(written, column);
            subjects.push(if periods { time_since(formula) } else { formula });
        }
        if written.rows.is_empty() {
            self.error("E0404", written.span, say!("这张表一行也没有", "this table has no rows"));
            return None;
        }
        let sound = subjects.iter().all(|subject| subject.of != Type::Broken);
        let rows: Vec<Option<Row>> =
            written.rows.iter().map(|row| self.row(row, &subjects, purpose, scope, sound)).collect();
        let rows: Vec<Row> = rows.into_iter().collect::<Option<_>>()?;
        let bands = Bands { subjects, rows, span: written.span };
        self.coverage(&bands);
        sound.then_some(bands)
    }

    fn row(
        &mut self,
        row: &document::Row,
        subjects: &[Formula],
        purpose: &Purpose,
        scope: &Scope,
        sound: bool,
    ) -> Option<Row> {
        let wanted = subjects.len().max(1);
        if row.cells.len() != wanted && !only_other(row) {
            let found = row.cells.len();
            self.error(
                "E0405",
                row.span,
                say!("这一行写了 {found} 格，应有 {wanted} 格", "this row has {found} cells, not {wanted}"),
            );
            return None;
        }
        let mut cells = Vec::new();
        for (column, cell) in row.cells.iter().enumerate() {
            cells.push(if sound { self.cell(cell, subjects.get(column), scope) } else { None });
        }
        if only_other(row) {
            cells = vec![Some(Cell::Other); wanted];
        }
        let bound = match (cells.as_slice(), subjects) {
            ([Some(Cell::Bound(bound))], [_]) => Some(bound.clone()),
            _ => None,
        };
        let band = match subjects {
            [subject] => Some((subject.clone(), bound)),
            _ => purpose.band.clone(),
        };
        let score = self.score(&row.score, &Purpose { band, ..purpose.clone() }, scope);
        let cells = cells.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Row { cells, score: score?, span: row.span })
    }

    pub(super) fn cell(&mut self, cell: &document::Cell, subject: Option<&Formula>, scope: &Scope) -> Option<Cell> {
        match (&cell.kind, subject) {
            (CellKind::Other, _) => Some(Cell::Other),
            (CellKind::Condition(condition), None) => {
                let formula = self.condition(condition, scope);
                (formula.of != Type::Broken).then_some(Cell::Condition(formula))
            }
            (CellKind::NoRecord, Some(_)) => Some(Cell::NoRecord),
            (CellKind::NotApplicable, Some(_)) => Some(Cell::NotApplicable),
            (CellKind::Range(range), Some(subject)) if subject.of == Type::Truth => self.yes_no_cell(range),
            (CellKind::Range(range), Some(subject)) => {
                if let Some(cell) = one_value(range, &subject.of) {
                    return Some(cell);
                }
                let (_, bound) = self.bound(subject.clone(), range, scope);
                bound.map(Cell::Bound)
            }
            (CellKind::Choices(names), Some(subject)) => self.choices_cell(names, subject),
            (CellKind::Condition(_), Some(_)) | (_, None) => {
                self.error(
                    "E0406",
                    cell.span,
                    say!(
                        "有主词的表里每行写范围或选项，没有主词的表里每行写条件",
                        "rows of a table with a subject are ranges or choices; without one they are conditions"
                    ),
                );
                None
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    /// 是 or 否, which the parser takes for a range of one value.
    fn yes_no_cell(&mut self, range: &RangeExpression) -> Option<Cell> {
        let value = range.low.iter().chain(&range.high).find_map(|(bound, _)| match &bound.kind {
            ExpressionKind::Literal(Literal::YesNo(truth)) => Some(Cell::YesNo(*truth)),
            _ => None,
        });
        if value.is_none() {
            self.error("E0406", range.span, say!("这一格要写 是 或 否", "this cell must be 是 or 否"));
        }
        value
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn choices_cell(&mut self, names: &[Name], subject: &Formula) -> Option<Cell> {
        match &subject.of {
            Type::Choice(choices) => {
                let found: Vec<_> =
                    names.iter().map(|name| self.choice_named(&name.text, name.span, choices)).collect();
                Some(Cell::Choices(found.into_iter().collect::<Option<_>>()?))
            }
            Type::Text => Some(Cell::Texts(names.iter().map(|name| name.text.clone()).collect())),
            other => {
                let (zh, en) = type_names(other);
                let span = names.first().map(|name| name.span).unwrap_or_default();
                let strange = names.first().and_then(|name| crate::syntax::strange(&name.text, name.span));
                if let Some(fault) = strange {
                    self.report(fault);
                    return None;
                }
                self.error(
                    "E0406",
                    span,
                    say!(
                        "主词是{zh}，这一格要写范围，例如 60以上不足80",
                        "the subject is {en}: this cell must be a range, such as 60以上不足80"
                    ),
                );
                None
            }
        }
    }
}

/// `是`, or a text in quotes: read as a range of one value.
fn one_value(range: &RangeExpression, of: &Type) -> Option<Cell> {
    let ((low, _), (high, _)) = (range.low.as_ref()?, range.high.as_ref()?);
    match (&low.kind, of) {
        (ExpressionKind::Literal(Literal::YesNo(truth)), Type::Truth) if low.span == high.span => {
            Some(Cell::YesNo(*truth))
        }
        (ExpressionKind::Literal(Literal::Text(text)), Type::Text) if low.span == high.span => {
            Some(Cell::Texts(vec![text.value.clone()]))
        }
        _ => None,
    }
}

fn only_other(row: &document::Row) -> bool {
    matches!(row.cells.as_slice(), [document::Cell { kind: CellKind::Other, .. }])
}

fn column_has_periods(bands: &document::Bands, column: usize) -> bool {
    let is_period = |range: &RangeExpression| {
        let mut bounds = range.low.iter().chain(range.high.iter());
        bounds.any(|(expression, _)| period(expression).is_some())
    };
    bands.rows.iter().any(|row| match row.cells.get(column).map(|cell| &cell.kind) {
        Some(CellKind::Range(range)) => is_period(range),
        Some(
            CellKind::Choices(_)
            | CellKind::Condition(_)
            | CellKind::NoRecord
            | CellKind::NotApplicable
            | CellKind::Other,
        )
        | None => false,
    })
}

/// The bounds of a row whose only cell is a range.
pub(super) fn only_bound(row: &Row) -> Option<&RowBound> {
    match row.cells.as_slice() {
        [Cell::Bound(bound)] => Some(bound),
        _ => None,
    }
}
