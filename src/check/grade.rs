//! Grade scales: rows, grades from best to worst, and what lowers them.

use super::scope::Scope;
use super::{Checker, RuleFile};
use crate::diagnostic::say;
use crate::document::{self, GradeItem, Item, Name};
use crate::plan::{
    Bands, Dimension, Formula, FormulaKind, Grade, GradeLimit, GradeLimitKind, GradeRow, Row, Score, ScoreKind, Type,
};

impl Checker<'_> {
    pub(super) fn grades(&mut self, files: &[RuleFile], tracks: &[Option<usize>]) -> Vec<Grade> {
        let mut grades = Vec::new();
        for (file, track) in files.iter().zip(tracks) {
            for item in &file.document.items {
                if let (Item::Grade(item), None) = (item, track) {
                    grades.extend(self.grade(item));
                }
            }
        }
        grades
    }

    fn grade(&mut self, item: &GradeItem) -> Option<Grade> {
        let scope = Scope { after_scoring: true, ..Scope::default() };
        let subject = match &item.subject {
            Some(subject) => self.formula(subject, &scope),
            None => Formula { kind: FormulaKind::Total, of: Type::Quantity(Dimension::Points), span: item.name.span },
        };
        let mut grades: Vec<String> = Vec::new();
        let mut rows = Vec::new();
        for row in &item.rows {
            if !grades.contains(&row.grade.text) {
                grades.push(row.grade.text.clone());
            }
            let grade = grades.iter().position(|grade| *grade == row.grade.text).unwrap_or(0);
            let conditional = matches!(row.cell.kind, document::CellKind::Condition(_));
            let cell = self.cell(&row.cell, (!conditional).then_some(&subject), &scope)?;
            rows.push(GradeRow { cell, grade, span: row.span });
        }
        self.grade_coverage(&subject, &rows, item);
        let mut limits = Vec::new();
        for limit in &item.limits {
            let when = self.condition(&limit.when, &scope);
            let kind = match &limit.kind {
                document::GradeLimitKind::AtMost(name) => GradeLimitKind::AtMost(self.grade_named(name, &grades)?),
                document::GradeLimitKind::StepDown => GradeLimitKind::StepDown,
                document::GradeLimitKind::SetTo(name) => GradeLimitKind::SetTo(self.grade_named(name, &grades)?),
            };
            limits.push(GradeLimit { kind, when, span: limit.span });
        }
        Some(Grade { name: item.name.text.clone(), subject, rows, grades, limits, track: None, span: item.span })
    }

    fn grade_named(&mut self, name: &Name, grades: &[String]) -> Option<usize> {
        let found = grades.iter().position(|grade| *grade == name.text);
        if found.is_none() {
            let (word, known) = (&name.text, grades.join("、"));
            self.error(
                "E0206",
                name.span,
                say!("没有“{word}”这个等级，有的是：{known}", "there is no grade “{word}”; there are: {known}"),
            );
        }
        found
    }

    /// The rows of a scale are covered like those of a table over its subject.
    fn grade_coverage(&mut self, subject: &Formula, rows: &[GradeRow], item: &GradeItem) {
        let span = item.span;
        let row = |row: &GradeRow| Row {
            cells: vec![row.cell.clone()],
            score: Score { kind: ScoreKind::Pending, default: false, span },
            span: row.span,
        };
        let rows = rows.iter().map(row).collect();
        self.coverage(&Bands { subjects: vec![subject.clone()], rows, span });
    }
}
