//! Tables: every value of the declared range falls into a row, and every row is for some value.

use super::scores::{Table, TableRow};
use super::{Outcome, Prover, Subject};
use crate::cells::{Grid, MOST_CELLS, RowVerdict, Verdicts, number_shown};
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::{Cell, Formula, FormulaKind, ScoreKind, Type};
use crate::source::Span;
use crate::value::Range;

impl Prover<'_> {
    /// Notes of every table whether its rows take each value, and whether each row takes some.
    pub(super) fn covered(&mut self) {
        for table in self.tables() {
            let rows: Vec<&[Cell]> = table.rows.iter().map(|row| row.cells).collect();
            let grid = Grid::new(self.plan.extents(), table.subjects, &rows);
            match grid.verdicts() {
                Some(verdicts) => {
                    self.every_value(&table, &grid, &verdicts);
                    self.every_row(&table, &grid, &verdicts);
                }
                None => self.too_many(&table),
            }
        }
    }

    fn too_many(&mut self, table: &Table<'_>) {
        for subject in [Subject::Covered, Subject::Reachable] {
            let why = say!(
                "情形超过 {MOST_CELLS} 种，没有逐一核对",
                "there are more than {MOST_CELLS} cases, which were not tried one by one"
            );
            self.oblige(subject, table.about, claim(subject), vec![table.span], Outcome::NotProved(why));
        }
    }

    fn every_value(&mut self, table: &Table<'_>, grid: &Grid<'_>, verdicts: &Verdicts) {
        let cells = verdicts.cells;
        let outcome = match &verdicts.gap {
            None => Outcome::Proved(say!("{cells} 种情形逐一核对", "each of {cells} cases was tried")),
            Some(place) => {
                let Message { zh, en } = grid.words(place, self.sources);
                let what = say!("“{zh}”不属于任何一行", "no row is for “{en}”");
                if grid.independent() {
                    let diagnostic = Diagnostic::error("E0402", table.span, what.clone());
                    self.report(diagnostic.help(say!("在最后加一行：其他 : 0 分", "add a last row: 其他 : 0 分")));
                    Outcome::Refuted(what, None)
                } else {
                    Outcome::NotProved(what)
                }
            }
        };
        self.oblige(Subject::Covered, table.about, claim(Subject::Covered), vec![table.span], outcome);
    }

    fn every_row(&mut self, table: &Table<'_>, grid: &Grid<'_>, verdicts: &Verdicts) {
        let mut refuted = None;
        for (row, verdict) in table.rows.iter().zip(&verdicts.rows) {
            let Some(diagnostic) = self.never_taken(table, row, verdict, (grid, verdicts)) else { continue };
            refuted = refuted.or_else(|| Some(diagnostic.message.clone()));
            self.report(diagnostic);
        }
        let cells = verdicts.cells;
        let outcome = match refuted {
            Some(what) => Outcome::Refuted(what, None),
            None => Outcome::Proved(say!("{cells} 种情形逐一核对", "each of {cells} cases was tried")),
        };
        let places = std::iter::once(table.span).chain(table.rows.iter().map(|row| row.span)).collect();
        self.oblige(Subject::Reachable, table.about, claim(Subject::Reachable), places, outcome);
    }

    /// What is wrong with a row that no applicant can come to.
    fn never_taken(
        &self,
        table: &Table<'_>,
        row: &TableRow<'_>,
        verdict: &RowVerdict,
        (grid, verdicts): (&Grid<'_>, &Verdicts),
    ) -> Option<Diagnostic> {
        if verdict.taken {
            return None;
        }
        if row.cells.iter().all(|cell| matches!(cell, Cell::Other)) {
            let message = say!(
                "“其他”用不到：前面各行已经包括了所有情形",
                "“其他” is never used: the rows before it are for everything"
            );
            return Some(
                Diagnostic::warning("W0410", row.span, message).help(say!("删去这一行", "leave this row out")),
            );
        }
        let Some((before, place)) = &verdict.behind else { return Some(self.outside(table, row)) };
        let first = table.rows.get(*before)?;
        let same = verdicts.rows.get(*before).is_some_and(|known| known.fits == verdict.fits);
        if same && self.differ(first, row) {
            let message =
                say!("两行的条件相同，给的却不同", "two rows have the same condition and give different things");
            let diagnostic =
                Diagnostic::error("E0411", row.span, message).here(say!("永远用不到这一行", "this row is never used"));
            let diagnostic = diagnostic.and(first.span, say!("先用这一行", "this one is used first"));
            return Some(
                diagnostic
                    .help(say!("改正其中一行的条件，或删去一行", "correct the condition of one, or leave one out")),
            );
        }
        let Message { zh, en } = grid.words(place, self.sources);
        let message = say!(
            "这一行永远用不到：前面的行先把符合它的都取走了",
            "this row is never used: rows before it take all that fits it"
        );
        let diagnostic = Diagnostic::error("E0410", row.span, message);
        let diagnostic = diagnostic.and(first.span, say!("例如“{zh}”先落在这一行", "“{en}” falls into this row first"));
        Some(diagnostic.help(say!(
            "各行从上到下取第一个符合的：条件窄的写在前面",
            "the first row that fits is taken: write the narrower condition first"
        )))
    }

    /// A row that nothing fits.
    fn outside(&self, table: &Table<'_>, row: &TableRow<'_>) -> Diagnostic {
        let declared = match table.subjects {
            [subject] => self.declared(subject),
            _ => None,
        };
        let message = say!("没有一种情形符合这一行", "nothing can fit this row");
        let diagnostic = Diagnostic::error("E0412", row.span, message);
        match declared {
            Some((span, Message { zh, en })) => diagnostic.and(span, say!("这里说：{zh}", "this says: {en}")),
            None => diagnostic,
        }
        .help(say!("改正这一行的条件，或删去这一行", "correct the condition of this row, or leave it out"))
    }

    /// Where a fact is declared, and the values that it can have.
    fn declared(&self, subject: &Formula) -> Option<(Span, Message)> {
        let fact = self.plan.extents().fact_of(subject)?;
        let Type::Quantity(dimension) = &subject.of else { return None };
        let Range { low, high } = &fact.range;
        let end =
            |bound: &Option<crate::value::Bound>| bound.as_ref().map(|bound| number_shown(&bound.number, dimension));
        let name = &fact.name;
        let message = match (end(low), end(high)) {
            (Some(low), Some(high)) => say!("{name} 是 {low} 至 {high}", "{name} is {low} to {high}"),
            (Some(low), None) => say!("{name} 不小于 {low}", "{name} is at least {low}"),
            (None, Some(high)) => say!("{name} 不大于 {high}", "{name} is at most {high}"),
            (None, None) => return None,
        };
        Some((fact.span, message))
    }

    /// Whether two rows give different things.
    fn differ(&self, one: &TableRow<'_>, other: &TableRow<'_>) -> bool {
        match (one.score, other.score) {
            (Some(one), Some(other)) => match (&one.kind, &other.kind) {
                (ScoreKind::Amount(left), ScoreKind::Amount(right)) => match (&left.kind, &right.kind) {
                    (FormulaKind::Number(left), FormulaKind::Number(right)) => left != right,
                    _ => left.signature() != right.signature(),
                },
                _ => self.sources.text(one.span) != self.sources.text(other.span),
            },
            (None, _) | (_, None) => one.grade != other.grade,
        }
    }
}

fn claim(subject: Subject) -> Message {
    if subject == Subject::Covered {
        say!("每一种情形都有一行", "there is a row for every case")
    } else {
        say!("每一行都有轮到的情形", "there is a case for every row")
    }
}
