//! Every score of a plan, and what becomes of it.

use super::Prover;
use crate::plan::{Bands, Cell, Each, EachValue, Entry, Formula, Method, Node, Row, Score, ScoreKind};
use crate::source::Span;

/// A score, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Scored<'p> {
    /// Its indicator.
    pub(super) node: &'p Node,
    /// The score.
    pub(super) score: &'p Score,
    /// What becomes of it.
    pub(super) role: Role,
}

/// What becomes of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It counts for the applicant.
    Gain,
    /// It is deducted.
    Loss,
    /// It is a factor of what a record adds, or deducts.
    GainFactor,
    /// The same of what a record deducts.
    LossFactor,
    /// It says for how long a record counts, or what no value means.
    Aside,
}

/// A table with its rows, as it stands in an indicator or a grade scale.
pub(super) struct Table<'p> {
    pub(super) about: &'p str,
    pub(super) subjects: &'p [Formula],
    pub(super) rows: Vec<TableRow<'p>>,
    pub(super) span: Span,
}

/// A row of a table.
pub(super) struct TableRow<'p> {
    pub(super) cells: &'p [Cell],
    /// What it gives; a grade scale gives grades.
    pub(super) score: Option<&'p Score>,
    pub(super) grade: Option<usize>,
    pub(super) span: Span,
}

impl<'p> Prover<'p> {
    /// Every indicator, outermost first.
    pub(super) fn nodes(&self) -> Vec<&'p Node> {
        let plan = self.plan;
        let sheets = plan.sheets.iter().chain(plan.tracks.iter().map(|track| &track.sheet));
        let mut nodes: Vec<&'p Node> = sheets.map(|sheet| &sheet.root).chain(&plan.adjustments).collect();
        let mut at = 0;
        while let Some(node) = nodes.get(at).copied() {
            if let Method::Children(children) = &node.method {
                nodes.extend(children);
            }
            at = at.saturating_add(1);
        }
        nodes
    }

    /// Every score that is written, those in rows of tables not included.
    pub(super) fn scores(&self) -> Vec<Scored<'p>> {
        let mut found = Vec::new();
        for node in self.nodes() {
            let mut add = |score, role| found.push(Scored { node, score, role });
            of_method(&node.method, &mut add);
            let outcomes = node.clauses.no_value.iter().chain(&node.clauses.zero_division);
            outcomes.for_each(|score| add(score, Role::Aside));
        }
        found
    }

    /// Every score that is written, also those in rows of tables, but for rows that are measured on the table's subject.
    pub(super) fn every_score(&self) -> Vec<Scored<'p>> {
        let mut found = self.scores();
        let mut at = 0;
        while let Some(Scored { node, score, role }) = found.get(at).copied() {
            if let ScoreKind::Bands(bands) = &score.kind {
                let own = |row: &&Row| !measured_on(&row.score).is_some_and(|subject| is_subject(subject, bands));
                found.extend(bands.rows.iter().filter(own).map(|row| Scored { node, score: &row.score, role }));
            }
            at = at.saturating_add(1);
        }
        found
    }

    /// Every table, also those in rows of others, and the grade scales.
    pub(super) fn tables(&self) -> Vec<Table<'p>> {
        let mut tables = Vec::new();
        for scored in self.scores() {
            tables_in(&scored.node.code, scored.score, &mut tables);
        }
        for grade in &self.plan.grades {
            let rows = grade.rows.iter().map(|row| TableRow {
                cells: std::slice::from_ref(&row.cell),
                score: None,
                grade: Some(row.grade),
                span: row.span,
            });
            let rows = rows.collect();
            let subjects = std::slice::from_ref(&grade.subject);
            tables.push(Table { about: &grade.name, subjects, rows, span: grade.span });
        }
        tables
    }
}

/// What increments or a proportion are measured on.
fn measured_on(score: &Score) -> Option<&Formula> {
    match &score.kind {
        ScoreKind::Steps(steps) => Some(&steps.subject),
        ScoreKind::Linear { subject, .. } | ScoreKind::Ratio { subject, .. } => Some(subject),
        ScoreKind::Amount(_)
        | ScoreKind::Bands(_)
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => None,
    }
}

fn is_subject(formula: &Formula, bands: &Bands) -> bool {
    matches!(bands.subjects.as_slice(), [subject] if subject.signature() == formula.signature())
}

fn of_method<'p>(method: &'p Method, add: &mut impl FnMut(&'p Score, Role)) {
    match method {
        Method::Children(_) | Method::Broken => {}
        Method::Score(score) | Method::Award(score, _) => add(score, Role::Gain),
        Method::Best { methods, .. } => {
            for method in methods {
                if let Method::Score(score) | Method::Award(score, _) = method {
                    add(score, Role::Gain);
                }
            }
        }
        Method::Accumulate { entries, .. } => {
            for entry in entries {
                match entry {
                    Entry::Add(score, _) => add(score, Role::Gain),
                    Entry::Deduct(score, _) => add(score, Role::Loss),
                    Entry::Each(each) => of_each(each, add),
                    Entry::Start(_) | Entry::Cap(_) | Entry::Checklist { .. } | Entry::Count(_) => {}
                }
            }
        }
    }
}

fn of_each<'p>(each: &'p Each, add: &mut impl FnMut(&'p Score, Role)) {
    if let EachValue::Score(score) = &each.value {
        add(score, if each.deduct { Role::Loss } else { Role::Gain });
    }
    if let Some((_, period)) = &each.validity {
        add(period, Role::Aside);
    }
    for (factor, _) in &each.factors {
        add(factor, if each.deduct { Role::LossFactor } else { Role::GainFactor });
    }
}

fn tables_in<'p>(about: &'p str, score: &'p Score, found: &mut Vec<Table<'p>>) {
    let ScoreKind::Bands(bands) = &score.kind else { return };
    let rows = bands.rows.iter().map(|row| TableRow {
        cells: &row.cells,
        score: Some(&row.score),
        grade: None,
        span: row.span,
    });
    found.push(Table { about, subjects: &bands.subjects, rows: rows.collect(), span: bands.span });
    bands.rows.iter().for_each(|row| tables_in(about, &row.score, found));
}
