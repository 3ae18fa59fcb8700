//! Indicators and their clauses, as written.

use super::{Expression, Name, RangeExpression, Text};
use crate::source::Span;
use crate::value::Period;

/// `指标 C1-1 "…" 满分 5 [附加] [权重 15%] { … }`
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its code.
    pub code: Name,
    /// Its title.
    pub title: Text,
    /// Its points, a literal in points or a plain number.
    pub points: Expression,
    /// `附加`: a bonus, not counted among the parent's points.
    pub bonus: bool,
    /// `权重 15%`
    pub weight: Option<Expression>,
    /// Its clauses in order.
    pub clauses: Vec<Clause>,
    /// Its children in order.
    pub children: Vec<Indicator>,
    /// The header.
    pub span: Span,
}

/// One clause of an indicator.
#[derive(Clone, Debug)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// The whole clause, its block included.
    pub span: Span,
}

/// What a clause of an indicator says.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "few are made, once, and they live as long as the rules")]
pub enum ClauseKind {
    /// `依据 "…"`
    Basis(Vec<Text>),
    /// `证明 "…"`
    Evidence(Vec<Text>),
    /// `核验 "…"`
    Verification(Vec<Text>),
    /// `说明 "…"`
    Note(Vec<Text>),
    /// `缺项折算 [不低于 50% 否则转人工]`
    Rescale {
        /// The least applicable share that is still rescaled.
        minimum: Option<Expression>,
    },
    /// `不适用 当 … [计满分]`
    NotApplicable {
        /// When.
        when: Expression,
        /// `计满分`: no effect, full points.
        full: bool,
    },
    /// `视为未提交 当 …`
    Unsubmitted(Expression),
    /// `无值 …`
    NoValue(Score),
    /// `分母为零 …`
    ZeroDivision(Score),
    /// `清零 当 …`
    Clear(Expression),
    /// `设为 P 当 …`
    SetTo {
        /// The score.
        points: Expression,
        /// When.
        when: Expression,
    },
    /// `四舍五入 2 位`
    Round(u32),
    /// `封顶 P`
    Cap(Expression),
    /// `下限 P`
    Floor(Expression),
    /// `跳变有意 "…"`
    JumpMeant(Text),
    /// `不封顶`
    NoCap,
    /// `不设下限`
    NoFloor,
    /// `依次`
    InOrder,
    /// `可与 C1-1、E3-2 重复 "…"`
    MayRepeat {
        /// The indicators that count the same.
        codes: Vec<Name>,
        /// Why that is meant.
        reason: Text,
    },
    /// `得 … [当 …]`
    Award {
        /// The score.
        score: Score,
        /// When; always where nothing is written.
        when: Option<Expression>,
    },
    /// A method that is a score by itself: `分档 …`, `比例 …`, `评定 …`.
    Method(Score),
    /// `起始 P`
    Start(Expression),
    /// `加 … [当 …]`
    Add {
        /// How much.
        score: Score,
        /// When.
        when: Option<Expression>,
    },
    /// `扣 … [当 …]`
    Deduct {
        /// How much.
        score: Score,
        /// When.
        when: Option<Expression>,
    },
    /// `每具备一项 加 P { … }`, `每缺一项 扣 P { … }`
    Checklist {
        /// `每缺一项 扣`
        missing: bool,
        /// For each.
        points: Expression,
        /// The items.
        items: Vec<Expression>,
    },
    /// `按 式 每满 S 加 P`
    Count(Steps),
    /// `每条 列表 { … }`
    Each(Each),
    /// `取最高 { … }`, `取最低 { … }`
    Best {
        /// `取最低`
        lowest: bool,
        /// The methods: `Award` and `Method` clauses.
        methods: Vec<Clause>,
    },
}

/// How many points.
#[derive(Clone, Debug)]
pub struct Score {
    /// What it is.
    pub kind: ScoreKind,
    /// `缺省` after it: a stated default, flagged in the result.
    pub default: bool,
    /// Where.
    pub span: Span,
}

/// The forms of a score.
#[derive(Clone, Debug)]
pub enum ScoreKind {
    /// `满分`
    Full,
    /// `3 分`, or any expression in points; a number as a factor, a period as a validity.
    Amount(Expression),
    /// `起 6 分，每满 300万元 加 0.1 分`, `按 式 每满 S 加 P`
    Steps(Box<Steps>),
    /// `由 1 分 至 2 分`
    Linear {
        /// At the band's lower bound.
        from: Expression,
        /// At its upper bound.
        to: Expression,
    },
    /// `比例 [式] [从 a 至 b]`
    Ratio {
        /// What is measured; the band's subject where nothing is written.
        subject: Option<Box<Expression>>,
        /// From nothing to full.
        range: Option<Box<(Expression, Expression)>>,
    },
    /// `分档 … { … }`
    Bands(Bands),
    /// `评定 a 分 至 b 分 [步长 s 分]`
    Assessed(Box<Assessment>),
    /// `不适用`
    NotApplicable,
    /// `待评`
    Pending,
    /// `视为未提交`
    Unsubmitted,
}

/// `评定 0 分 至 8 分 步长 0.5 分`
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The least that may be given.
    pub low: Expression,
    /// The most.
    pub high: Expression,
    /// In steps of.
    pub step: Option<Expression>,
}

/// `起 P，自 B 每满 S 加 K 封顶 C`
#[derive(Clone, Debug)]
pub struct Steps {
    /// `起 P`
    pub start: Option<Expression>,
    /// `按 式`; the band's subject where nothing is written.
    pub subject: Option<Expression>,
    /// `自 B`; the band's lower bound, or nothing, where not written.
    pub base: Option<Expression>,
    /// How a part of a step counts.
    pub whole: Whole,
    /// `低`: counted downwards from the base.
    pub downwards: bool,
    /// `S`
    pub step: Expression,
    /// `扣`/`减` instead of `加`.
    pub deduct: bool,
    /// `K`
    pub points: Expression,
    /// `封顶 C`
    pub cap: Option<Expression>,
    /// Where.
    pub span: Span,
}

/// How a part of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// `每满`: only whole steps.
    Whole,
    /// `每 … 不足进一`: a started step is a step.
    Started,
    /// `每 … 按比例`: in proportion.
    Proportional,
}

/// `分档 主词、主词 { 行 }`
#[derive(Clone, Debug)]
pub struct Bands {
    /// What the rows speak of; none for ordered guards.
    pub subjects: Vec<Expression>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// The header.
    pub span: Span,
}

/// `格，格 : 分`
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell for each subject; one condition where there is no subject.
    pub cells: Vec<Cell>,
    /// What it gives.
    pub score: Score,
    /// The whole row.
    pub span: Span,
}

/// One cell of a row.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says.
    pub kind: CellKind,
    /// Where.
    pub span: Span,
}

/// What a cell says.
#[derive(Clone, Debug)]
pub enum CellKind {
    /// `1000万元以上不足4000万元`
    Range(RangeExpression),
    /// `国家级、省部级`
    Choices(Vec<Name>),
    /// A condition, in a table without a subject.
    Condition(Expression),
    /// `无记录`
    NoRecord,
    /// `不适用`
    NotApplicable,
    /// `其他`
    Other,
}

/// `每条 列表 { … }`
#[derive(Clone, Debug)]
pub struct Each {
    /// The list.
    pub list: Name,
    /// Its clauses in order.
    pub clauses: Vec<EachClause>,
    /// The header.
    pub span: Span,
}

/// One clause in the block of `每条`.
#[derive(Clone, Debug)]
pub struct EachClause {
    /// What it says.
    pub kind: EachClauseKind,
    /// The whole clause.
    pub span: Span,
}

/// What a clause of `每条` says.
#[derive(Clone, Debug)]
pub enum EachClauseKind {
    /// `不计 …`: as if it had never been.
    Exclude(Expression),
    /// `当 …`
    When(Expression),
    /// `有效期 自 日期 (3年 | 分档 … )`
    Validity {
        /// From which date.
        from: Expression,
        /// For how long: amounts are periods.
        period: Score,
    },
    /// `同一 键、键 只计最重`
    Same {
        /// What makes two records the same.
        keys: Vec<Expression>,
        /// Which of them counts.
        keep: Keep,
    },
    /// `加 …`
    Add(Score),
    /// `扣 …`
    Deduct(Score),
    /// `扣 首条 20 分 其余 10 分` (or `加 …`)
    FirstAndRest {
        /// `扣`
        deduct: bool,
        /// For the first.
        first: Expression,
        /// For each of the others.
        rest: Expression,
    },
    /// `重犯 同一 种类 于 日期 前3年内 乘 2`
    Repeat {
        /// What makes two cases of one kind.
        same: Expression,
        /// Their date.
        date: Expression,
        /// How far back.
        within: Period,
        /// The factor.
        factor: Expression,
    },
    /// `乘 0.5 当 …`, `乘 分档 … { … }`
    Factor {
        /// The factor: amounts are numbers.
        factor: Score,
        /// When.
        when: Option<Expression>,
    },
    /// `每年(日期) 封顶 40 分`
    GroupCap {
        /// Which records are taken together.
        by: GroupBy,
        /// At most.
        points: Expression,
    },
    /// `只取最高` / `只取最低`
    Only {
        /// `只取最低`
        lowest: bool,
    },
    /// `封顶 P`
    Cap(Expression),
}

/// Which of several records of one case counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// `只计最重` / `只计最高`: the one with the greatest points.
    Greatest,
    /// `只计一次`: all must give the same; one counts.
    Once,
}

/// Which records a cap takes together.
#[derive(Clone, Debug)]
pub enum GroupBy {
    /// `每年(日期)`
    Year(Expression),
    /// `每月(日期)`
    Month(Expression),
    /// `每组(式)`
    Key(Expression),
}
