//! Indicators, checked: what is scored, and how.

use super::formula::{Formula, ListReference, RowBound};
use crate::document::{Keep, Whole};
use crate::source::Span;
use crate::value::{Number, Period};

/// An indicator, or the root of a sheet.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its points.
    pub points: Number,
    /// A bonus: not counted among the parent's points.
    pub bonus: bool,
    /// Its weight in the parent's score.
    pub weight: Option<Number>,
    /// 依据
    pub basis: Vec<String>,
    /// 证明
    pub evidence: Vec<String>,
    /// 核验
    pub verification: Vec<String>,
    /// 说明
    pub notes: Vec<String>,
    /// What may happen to the score.
    pub clauses: Clauses,
    /// How it is scored.
    pub method: Method,
    /// Facts it reads, children not included.
    pub reads: Vec<usize>,
    /// Where it stands.
    pub span: Span,
}

/// What may happen to a score.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// When it is not applicable, and whether it then counts in full.
    pub not_applicable: Vec<(Formula, bool)>,
    /// When it counts as not submitted.
    pub unsubmitted: Vec<Formula>,
    /// What no value means.
    pub no_value: Option<Score>,
    /// What a division by zero means.
    pub zero_division: Option<Score>,
    /// 清零 and 设为, in order.
    pub overrides: Vec<Override>,
    /// 四舍五入 to so many places.
    pub round: Option<u32>,
    /// 封顶
    pub cap: Option<Number>,
    /// 下限
    pub floor: Floor,
    /// 跳变有意: where rows do not join, that is meant.
    pub jump_meant: bool,
    /// 不封顶
    pub no_cap: bool,
    /// Where 不封顶 is written.
    pub no_cap_at: Option<Span>,
    /// Where 不设下限 is written.
    pub no_floor_at: Option<Span>,
    /// 缺项折算
    pub rescale: Option<Rescale>,
    /// 可与 … 重复
    pub may_repeat: Vec<MayRepeat>,
}

/// What another indicator counts is meant to count here too.
#[derive(Clone, Debug)]
pub struct MayRepeat {
    /// The other indicator.
    pub code: String,
    /// Why.
    pub reason: String,
    /// Where the code stands.
    pub span: Span,
}

/// 清零, 设为.
#[derive(Clone, Debug)]
pub struct Override {
    /// The score.
    pub points: Number,
    /// When.
    pub when: Formula,
    /// Where it stands.
    pub span: Span,
}

/// The least a score can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Floor {
    /// Nought.
    #[default]
    Zero,
    /// 下限 P
    At(Number),
    /// 不设下限
    None,
}

/// 缺项折算
#[derive(Clone, Debug)]
pub struct Rescale {
    /// Under this applicable share it is left to a person.
    pub minimum: Option<Number>,
}

/// How an indicator is scored.
#[derive(Clone, Debug)]
pub enum Method {
    /// From its children.
    Children(Vec<Node>),
    /// By one score.
    Score(Score),
    /// A score where a condition holds, else nothing.
    Award(Score, Option<Formula>),
    /// By adding and deducting.
    Accumulate {
        /// Entries as written.
        entries: Vec<Entry>,
        /// In the order written, instead of additions, cap, deductions.
        in_order: bool,
    },
    /// The best, or worst, of several.
    Best {
        /// 取最低
        lowest: bool,
        /// The methods.
        methods: Vec<Method>,
    },
    /// Broken, and already reported.
    Broken,
}

/// One entry of adding and deducting.
#[derive(Clone, Debug)]
pub enum Entry {
    /// 起始
    Start(Number),
    /// 加 … 当 …
    Add(Score, Option<Formula>),
    /// 扣 … 当 …
    Deduct(Score, Option<Formula>),
    /// 每具备一项 加, 每缺一项 扣
    Checklist {
        /// 每缺一项 扣
        missing: bool,
        /// For each.
        points: Number,
        /// The items.
        items: Vec<Formula>,
    },
    /// 按 … 每满 … 加
    Count(Steps),
    /// 每条
    Each(Box<Each>),
    /// 封顶, where the order is as written.
    Cap(Number),
}

/// How many points.
#[derive(Clone, Debug)]
pub struct Score {
    /// What it is.
    pub kind: ScoreKind,
    /// 缺省
    pub default: bool,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a score.
#[derive(Clone, Debug)]
pub enum ScoreKind {
    /// So much.
    Amount(Formula),
    /// Start and increments.
    Steps(Box<Steps>),
    /// Linear over the band.
    Linear {
        /// What is measured.
        subject: Formula,
        /// Score at the lower bound.
        from: Number,
        /// Score at the upper bound.
        to: Number,
        /// The lower bound.
        low: Number,
        /// The upper bound.
        high: Number,
    },
    /// In proportion, held between nothing and full.
    Ratio {
        /// What is measured.
        subject: Formula,
        /// Where it gives nothing.
        from: Number,
        /// Where it gives full points.
        to: Number,
        /// Full points.
        points: Number,
    },
    /// By a table.
    Bands(Bands),
    /// By an assessor.
    Assessed {
        /// The least that may be given.
        low: Number,
        /// The most.
        high: Number,
        /// In steps of.
        step: Option<Number>,
    },
    /// 不适用
    NotApplicable,
    /// 待评
    Pending,
    /// 视为未提交
    Unsubmitted,
}

/// Start and increments.
#[derive(Clone, Debug)]
pub struct Steps {
    /// 起 P
    pub start: Number,
    /// What is measured: a quantity, or the time between two days.
    pub subject: Formula,
    /// Counted from; months or days where the subject is an interval.
    pub base: Number,
    /// Where the subject is an interval: it is counted in days, not months.
    pub days: bool,
    /// How a part of a step counts.
    pub whole: Whole,
    /// Counted downwards.
    pub downwards: bool,
    /// One step; months or days where the subject is an interval.
    pub step: Number,
    /// For each step, negative where deducted.
    pub each: Number,
    /// 封顶
    pub cap: Option<Number>,
    /// Where it stands.
    pub span: Span,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Bands {
    /// What the rows speak of.
    pub subjects: Vec<Formula>,
    /// Rows in order.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub span: Span,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell for each subject; one condition where there is none.
    pub cells: Vec<Cell>,
    /// What it gives.
    pub score: Score,
    /// Where it stands.
    pub span: Span,
}

/// One cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Within bounds.
    Bound(RowBound),
    /// One of these choices.
    Choices(Vec<usize>),
    /// One of these texts.
    Texts(Vec<String>),
    /// Yes, or no.
    YesNo(bool),
    /// A condition.
    Condition(Formula),
    /// 无记录: no value
    NoRecord,
    /// 不适用
    NotApplicable,
    /// 其他
    Other,
}

/// What is done with each record of a list.
#[derive(Clone, Debug)]
pub struct Each {
    /// The list.
    pub list: ListReference,
    /// The list's name.
    pub name: String,
    /// 不计
    pub exclude: Vec<Formula>,
    /// 当
    pub when: Vec<Formula>,
    /// 有效期: from which date, for how long.
    pub validity: Option<(Formula, Score)>,
    /// 同一
    pub same: Vec<Same>,
    /// How much.
    pub value: EachValue,
    /// 扣
    pub deduct: bool,
    /// 重犯
    pub repeat: Option<Repeat>,
    /// 乘
    pub factors: Vec<(Score, Option<Formula>)>,
    /// 每年, 每月, 每组 封顶
    pub group_caps: Vec<GroupCap>,
    /// 只取最高 (`false`), 只取最低 (`true`)
    pub only: Option<bool>,
    /// 封顶
    pub cap: Option<Number>,
    /// Index of the field that names a record: its first text.
    pub label: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// How much a record counts.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "few are made, once, and they live as long as the rules")]
pub enum EachValue {
    /// By a score.
    Score(Score),
    /// 首条 … 其余 …
    FirstAndRest(Number, Number),
}

/// 同一 … 只计最重
#[derive(Clone, Debug)]
pub struct Same {
    /// What makes two records the same.
    pub keys: Vec<Formula>,
    /// Which counts.
    pub keep: Keep,
    /// Where it stands.
    pub span: Span,
}

/// 重犯
#[derive(Clone, Debug)]
pub struct Repeat {
    /// What makes two cases of one kind.
    pub same: Formula,
    /// Their date.
    pub date: Formula,
    /// How far back.
    pub within: Period,
    /// The factor.
    pub factor: Number,
    /// Where it stands.
    pub span: Span,
}

/// 每年(…) 封顶
#[derive(Clone, Debug)]
pub struct GroupCap {
    /// Which records are taken together.
    pub by: GroupKey,
    /// At most.
    pub points: Number,
    /// Where it stands.
    pub span: Span,
}

/// Which records a cap takes together.
#[derive(Clone, Debug)]
pub enum GroupKey {
    /// Of one year.
    Year(Formula),
    /// Of one month.
    Month(Formula),
    /// With one key.
    Key(Formula),
}
