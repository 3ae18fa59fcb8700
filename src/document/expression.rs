//! Expressions as written: text with structure, not yet checked.

use super::{Name, Text};
use crate::source::Span;
use crate::value::{Bound, Date, Number, Period, Range};

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it is written.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// `500万元`, `3年`, `2023-10-18`, `是`, `"…"`
    Literal(Literal),
    /// A fact, field, definition, parameter or choice.
    Name(String),
    /// `基准日`
    AsOf,
    /// `上年度`
    LastYear,
    /// `总分`
    Total,
    /// `已附证明`
    EvidenceAttached,
    /// `本条分值`
    OwnPoints,
    /// `得分(C1-1)`
    ScoreOf(Name),
    /// `甲 且 乙 且 …`
    And(Vec<Expression>),
    /// `甲 或 乙 或 …`
    Or(Vec<Expression>),
    /// `非 甲`
    Not(Box<Expression>),
    /// `甲 达到 乙`
    Compare {
        /// Left side.
        left: Box<Expression>,
        /// How they are compared.
        operator: Comparison,
        /// Right side.
        right: Box<Expression>,
    },
    /// `甲 在 1000万元以上不足4000万元`
    InRange {
        /// What is looked at.
        subject: Box<Expression>,
        /// The range.
        range: Box<RangeExpression>,
        /// `不在`
        negated: bool,
    },
    /// `层级 属于 国家级、省部级`, `处罚种类 含 …`
    Member {
        /// What is looked at.
        subject: Box<Expression>,
        /// How.
        membership: Membership,
        /// The options: names of choices, or texts.
        options: Vec<Expression>,
    },
    /// `决定日期 在近3年内`
    Window {
        /// The date or year.
        subject: Box<Expression>,
        /// How long.
        period: Period,
        /// Which way.
        kind: WindowKind,
        /// `不在…`
        negated: bool,
    },
    /// `成立日期 满 3年`; negated: `不满`.
    Elapsed {
        /// The date.
        subject: Box<Expression>,
        /// How long.
        period: Period,
        /// `不满`
        negated: bool,
    },
    /// `甲 至 乙`: the time between two dates.
    Between {
        /// From.
        from: Box<Expression>,
        /// To.
        to: Box<Expression>,
    },
    /// `撤销日期 为空`
    State {
        /// The fact.
        subject: Box<Expression>,
        /// Which state.
        state: FactState,
    },
    /// `有 列表 当 …`; negated: `无 列表 当 …`.
    Exists {
        /// The list.
        list: Name,
        /// Which records.
        filter: Option<Box<Expression>>,
        /// `无`
        negated: bool,
    },
    /// `每个 列表 均 …`
    Every {
        /// The list.
        list: Name,
        /// What each record must meet.
        condition: Box<Expression>,
    },
    /// `合计(列表 的 式 当 …)`
    Aggregate(Box<Aggregate>),
    /// `甲 + 乙`
    Arithmetic {
        /// Left side.
        left: Box<Expression>,
        /// Operator.
        operator: ArithmeticOperator,
        /// Right side.
        right: Box<Expression>,
    },
    /// `-甲`
    Negative(Box<Expression>),
    /// `若 甲 则 乙 否则 丙`
    If {
        /// The condition.
        condition: Box<Expression>,
        /// When it holds.
        then: Box<Expression>,
        /// When it does not.
        otherwise: Box<Expression>,
    },
    /// `取整(甲)`, `较大(甲, 乙)`
    Call {
        /// Which function.
        function: Function,
        /// Its arguments.
        arguments: Vec<Expression>,
    },
}

/// A literal.
#[derive(Clone, Debug)]
pub enum Literal {
    /// A number with its unit.
    Number {
        /// The number as written, before the unit is applied.
        number: Number,
        /// The unit.
        unit: Unit,
    },
    /// `2023-10-18`
    Date(Date),
    /// `2023年度`
    Year(i32),
    /// `3年`
    Period(Period),
    /// `是` / `否`
    YesNo(bool),
    /// `"…"`
    Text(Text),
}

/// The unit of a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// None: a plain number.
    Plain,
    /// `元`
    Yuan,
    /// `万元`
    WanYuan,
    /// `亿元`
    YiYuan,
    /// `分`
    Points,
    /// `%`
    Percent,
    /// `‰`
    Permille,
    /// `人`, `份`, `小时` …
    Counted(String),
    /// `万平方米`, `亿人`: ten thousand or a hundred million of what is counted.
    Scaled(Scale, String),
}

/// `万` or `亿` before a unit that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// `万`: 10,000
    Wan,
    /// `亿`: 100,000,000
    Yi,
}

impl Scale {
    /// What it multiplies by.
    #[must_use]
    pub fn factor(self) -> Number {
        Number::power_of_ten(match self {
            Self::Wan => 4,
            Self::Yi => 8,
        })
    }
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `达到` `不低于` `≥`
    AtLeast,
    /// `超过` `高于` `>`
    Over,
    /// `不足` `不满` `低于` `<`
    Below,
    /// `不超过` `不高于` `≤`
    AtMost,
    /// `等于` `为` `=`
    Equal,
    /// `不为` `不等于` `≠`
    NotEqual,
    /// `早于`
    Before,
    /// `晚于`
    After,
    /// `不早于`
    NotBefore,
    /// `不晚于`
    NotAfter,
}

impl Comparison {
    /// What holds of two values where this does not.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::AtLeast => Self::Below,
            Self::Over => Self::AtMost,
            Self::Below => Self::AtLeast,
            Self::AtMost => Self::Over,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Before => Self::NotBefore,
            Self::After => Self::NotAfter,
            Self::NotBefore => Self::Before,
            Self::NotAfter => Self::After,
        }
    }

    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Over => Self::Below,
            Self::Below => Self::Over,
            Self::AtMost => Self::AtLeast,
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::Before => Self::After,
            Self::After => Self::Before,
            Self::NotBefore => Self::NotAfter,
            Self::NotAfter => Self::NotBefore,
        }
    }

    /// The numbers that compare so with a number, where they are one range.
    #[must_use]
    pub fn bounds(self, number: &Number) -> Option<Range> {
        let end = |included: bool| Some(Bound { number: number.clone(), included });
        match self {
            Self::AtLeast => Some(Range { low: end(true), high: None }),
            Self::Over => Some(Range { low: end(false), high: None }),
            Self::Below => Some(Range { low: None, high: end(false) }),
            Self::AtMost => Some(Range { low: None, high: end(true) }),
            Self::Equal => Some(Range::exactly(number.clone())),
            Self::NotEqual | Self::Before | Self::After | Self::NotBefore | Self::NotAfter => None,
        }
    }
}

/// `1000万元以上不足4000万元`; each bound with whether it is included.
#[derive(Clone, Debug)]
pub struct RangeExpression {
    /// The low bound, and whether it belongs to the range.
    pub low: Option<(Expression, bool)>,
    /// The high bound, and whether it belongs to the range.
    pub high: Option<(Expression, bool)>,
    /// The whole range.
    pub span: Span,
}

/// How a choice or a set of choices is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Membership {
    /// `属于`
    OneOf,
    /// `不属于`
    NotOneOf,
    /// `含`: at least one of them
    HasAny,
    /// `不含`: none of them
    HasNone,
    /// `齐备`: all of them
    HasAll,
    /// `仅`: nothing else
    Only,
}

/// Which way a window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowKind {
    /// `在近3年内`: a date whose period has not run out on the as-of date.
    Past,
    /// `在后3个月内`: a date that comes within the period.
    Future,
    /// `在近3年度内`: one of the years before the as-of date's.
    Years,
}

/// States of a fact that a rule may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactState {
    /// `已填`
    Given,
    /// `为空`: none on record or not applicable
    Empty,
    /// `无记录`: none on record; of a list, none or empty
    NoRecord,
    /// `不适用`
    NotApplicable,
}

/// `加权平均(列表 的 式 权 式 当 …)`
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// What is computed.
    pub function: AggregateFunction,
    /// The list.
    pub list: Name,
    /// `的 式`
    pub value: Option<Expression>,
    /// `权 式` of a weighted mean.
    pub weight: Option<Expression>,
    /// `按 式` of the newest and of yearly weights.
    pub by: Option<Expression>,
    /// `权 50%、30%、20%` of yearly weights.
    pub weights: Vec<Expression>,
    /// `至少 3`: fewer records than this give no value.
    pub at_least: Option<u32>,
    /// `去极值自 5`: from so many on, one highest and one lowest are left out.
    pub trim_from: Option<u32>,
    /// `当 …`
    pub filter: Option<Expression>,
}

/// What an aggregate computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateFunction {
    /// `条数`
    Count,
    /// `合计`
    Sum,
    /// `最高`
    Highest,
    /// `最低`
    Lowest,
    /// `平均`
    Mean,
    /// `种数`: how many different values
    Distinct,
    /// `加权平均`
    WeightedMean,
    /// `去极值平均`
    TrimmedMean,
    /// `取`: of the one record that matches
    TheOne,
    /// `最新`: of the record with the greatest date or year
    Newest,
    /// `逐年加权`
    Yearly,
}

/// `+ - × ÷`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `÷`
    Divide,
}

/// Functions of one or two arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `取整`: down to a whole number
    Floor,
    /// `进整`: up to a whole number
    Ceiling,
    /// `四舍五入(式, 位)`: half away from zero
    Round,
    /// `较大`
    Larger,
    /// `较小`
    Smaller,
    /// `绝对值`
    Absolute,
    /// `计入`: 1 where a condition holds, else 0
    Indicator,
    /// `年份`
    YearOf,
    /// `月份`: year and month
    MonthOf,
    /// `天数`: days between two dates
    DaysOf,
    /// `满月数`: full months between two dates
    FullMonths,
    /// `满年数`: full years between two dates
    FullYears,
}
