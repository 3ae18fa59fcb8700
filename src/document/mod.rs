//! What a rule file says, as it was written: complete, printable, every part with its span.

mod expression;
mod fact;
mod indicator;

pub use expression::{
    Aggregate, AggregateFunction, ArithmeticOperator, Comparison, Expression, ExpressionKind, FactState, Function,
    Literal, Membership, RangeExpression, Scale, Unit, WindowKind,
};
pub use fact::{ChoiceItem, Direction, FactItem, FactKind, FactOption, FactOptionKind, FieldItem};
pub use indicator::{
    Assessment, Bands, Cell, CellKind, Clause, ClauseKind, Each, EachClause, EachClauseKind, GroupBy, Indicator, Keep,
    Row, Score, ScoreKind, Steps, Whole,
};

use crate::source::Span;

/// One rule file.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Which file: its index in the sources.
    pub file: u32,
    /// Its statements in order.
    pub items: Vec<Item>,
}

/// A name or code, in Unicode normal form C.
#[derive(Clone, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// A quoted text without its quotes.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Where it is written, quotes included.
    pub span: Span,
}

/// A statement at the top level of a file.
#[derive(Clone, Debug)]
pub enum Item {
    /// `事实 …`
    Fact(FactItem),
    /// `定义 名 = 式`
    Definition(Definition),
    /// `条件 …`, `优先 …`, `上限 …`
    Condition(ConditionItem),
    /// `指标表 …`
    Sheet(Sheet),
    /// `等级 …`
    Grade(GradeItem),
    /// `调整 …`
    Adjustment(Adjustment),
}

/// `定义 名 = 式`: a named expression.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name.
    pub name: Name,
    /// What it stands for.
    pub expression: Expression,
    /// The whole statement.
    pub span: Span,
}

/// What kind of requirement a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionKind {
    /// `条件`
    Requirement,
    /// `条件 … 一票否决`
    Veto,
    /// `优先`
    Preference,
    /// `上限`
    Ceiling,
}

/// `条件 五-1 "…" [一票否决] { … }`, and likewise `优先` and `上限`.
#[derive(Clone, Debug)]
pub struct ConditionItem {
    /// Which of them.
    pub kind: ConditionKind,
    /// Its code.
    pub code: Name,
    /// Its title.
    pub title: Text,
    /// Its clauses in order.
    pub clauses: Vec<ConditionClause>,
    /// The header.
    pub span: Span,
}

/// One clause of a condition.
#[derive(Clone, Debug)]
pub struct ConditionClause {
    /// What it says.
    pub kind: ConditionClauseKind,
    /// The whole clause.
    pub span: Span,
}

/// What a clause of a condition says.
#[derive(Clone, Debug)]
pub enum ConditionClauseKind {
    /// `依据 "…"`
    Basis(Vec<Text>),
    /// `证明 "…"`
    Evidence(Vec<Text>),
    /// `核验 "…"`
    Verification(Vec<Text>),
    /// `说明 "…"`
    Note(Vec<Text>),
    /// `要求 …` of a condition, `当 …` of a preference or ceiling.
    Require(Expression),
    /// `适用 当 …`
    Concerns(Expression),
}

/// `指标表 建筑业 (construction) ["标题"] 满分 100 { … }`
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The Chinese name.
    pub name: Name,
    /// The ASCII key.
    pub key: Name,
    /// A longer title, where there is one.
    pub title: Option<Text>,
    /// Its points, a literal in points or a plain number.
    pub points: Expression,
    /// Clauses of the sheet itself (`缺项折算`, `封顶`, …).
    pub clauses: Vec<Clause>,
    /// Its first-level indicators.
    pub children: Vec<Indicator>,
    /// The header.
    pub span: Span,
}

/// `等级 名 [按 式] { … }`: grades, best first.
#[derive(Clone, Debug)]
pub struct GradeItem {
    /// The grade scale's name.
    pub name: Name,
    /// What the ranges speak of; the total where nothing is written.
    pub subject: Option<Expression>,
    /// Rows, best grade first.
    pub rows: Vec<GradeRow>,
    /// `不高于 …`, `降一级 …`, `直接 …` in the order written.
    pub limits: Vec<GradeLimit>,
    /// The header.
    pub span: Span,
}

/// `90 分以上 : AAA`
#[derive(Clone, Debug)]
pub struct GradeRow {
    /// When.
    pub cell: Cell,
    /// Which grade.
    pub grade: Name,
    /// The whole row.
    pub span: Span,
}

/// `不高于 B 当 …`
#[derive(Clone, Debug)]
pub struct GradeLimit {
    /// What happens to the grade.
    pub kind: GradeLimitKind,
    /// When.
    pub when: Expression,
    /// The whole clause.
    pub span: Span,
}

/// What happens to a grade.
#[derive(Clone, Debug)]
pub enum GradeLimitKind {
    /// `不高于 B`: a ceiling.
    AtMost(Name),
    /// `降一级`: one step down.
    StepDown,
    /// `直接 D`: set to.
    SetTo(Name),
}

/// `调整 Q1 "…" { … }`: added to or deducted from the total directly.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Its code.
    pub code: Name,
    /// Its title.
    pub title: Text,
    /// Its clauses in order: those of an indicator that adds and deducts.
    pub clauses: Vec<Clause>,
    /// The header.
    pub span: Span,
}
