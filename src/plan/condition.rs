//! Conditions and grades, checked.

use super::formula::Formula;
use super::indicator::Cell;
use crate::breakdown::ConditionSort;
use crate::source::Span;

/// A condition, veto, preference or ceiling.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Which kind.
    pub sort: ConditionSort,
    /// The track it belongs to.
    pub track: Option<usize>,
    /// Whom it concerns; everyone where nothing is said.
    pub concerns: Vec<Formula>,
    /// What must hold. Of a preference or ceiling: when it holds.
    pub requires: Vec<Formula>,
    /// 依据
    pub basis: Vec<String>,
    /// 证明
    pub evidence: Vec<String>,
    /// 核验
    pub verification: Vec<String>,
    /// 说明
    pub notes: Vec<String>,
    /// Facts it reads.
    pub reads: Vec<usize>,
    /// Where it stands.
    pub span: Span,
}

/// A grade scale.
#[derive(Clone, Debug)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// What the ranges speak of.
    pub subject: Formula,
    /// Rows in order.
    pub rows: Vec<GradeRow>,
    /// The grades, best first.
    pub grades: Vec<String>,
    /// Limits in order.
    pub limits: Vec<GradeLimit>,
    /// The track it belongs to.
    pub track: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// One row of a grade scale.
#[derive(Clone, Debug)]
pub struct GradeRow {
    /// When.
    pub cell: Cell,
    /// Index of the grade.
    pub grade: usize,
    /// Where it stands.
    pub span: Span,
}

/// What lowers a grade.
#[derive(Clone, Debug)]
pub struct GradeLimit {
    /// What happens.
    pub kind: GradeLimitKind,
    /// When.
    pub when: Formula,
    /// Where it stands.
    pub span: Span,
}

/// What happens to a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradeLimitKind {
    /// Not better than this grade.
    AtMost(usize),
    /// One step down.
    StepDown,
    /// Set to this grade.
    SetTo(usize),
}
