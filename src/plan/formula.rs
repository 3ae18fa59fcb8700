//! Formulas: expressions whose names are resolved and whose types fit.

use super::fact::{Choice, Dimension};
use crate::document::{ArithmeticOperator, Comparison, FactState, Function, Membership};
use crate::source::Span;
use crate::value::{Date, Number, Period};

/// A checked expression.
#[derive(Clone, Debug)]
pub struct Formula {
    /// What it computes.
    pub kind: FormulaKind,
    /// Its type.
    pub of: Type,
    /// Where it is written.
    pub span: Span,
}

/// The type of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Holds or does not.
    Truth,
    /// A quantity.
    Quantity(Dimension),
    /// A day.
    Date,
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// The time between two days.
    Interval,
    /// A period as written.
    Period,
    /// A text.
    Text,
    /// One of these choices.
    Choice(Vec<Choice>),
    /// Several of these choices.
    Choices(Vec<Choice>),
    /// A list of records.
    List,
    /// Broken, and already reported.
    Broken,
}

/// A list: a fact, or a field of the record `depth` levels out (0 is the innermost).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListReference {
    /// The fact with this index.
    Fact(usize),
    /// A field of a record.
    Field {
        /// How many records out.
        depth: usize,
        /// The field's index.
        index: usize,
        /// The list whose records hold the field: index of the fact.
        of: usize,
    },
}

/// What a formula computes.
#[derive(Clone, Debug)]
pub enum FormulaKind {
    /// A known truth.
    Truth(bool),
    /// A known number, in base units.
    Number(Number),
    /// A known day.
    Date(Date),
    /// A known year.
    Year(i32),
    /// A known period.
    Period(Period),
    /// A known text.
    Text(String),
    /// A known choice.
    Choice(usize),
    /// 基准日
    AsOf,
    /// 上年度
    LastYear,
    /// 总分
    Total,
    /// 已附证明, of the innermost record.
    EvidenceAttached,
    /// 本条分值
    OwnPoints,
    /// 得分(…)
    ScoreOf(String),
    /// A fact by index.
    Fact(usize),
    /// A field, or a definition after the declared fields, of the record `depth` levels out.
    Field {
        /// How many records out.
        depth: usize,
        /// The field's index.
        index: usize,
        /// The list whose records hold the field.
        list: (usize, Option<usize>),
    },
    /// A definition at the top level by index.
    Definition(usize),
    /// A parameter by index, for 上年度.
    Parameter(usize),
    /// All hold.
    And(Vec<Formula>),
    /// One holds.
    Or(Vec<Formula>),
    /// It does not hold.
    Not(Box<Formula>),
    /// `不满`, `不在`: there is a value, and the comparison does not hold.
    Fails(Box<Formula>),
    /// A comparison of two quantities, days, years, texts, choices, or of an interval with a period.
    Compare(Box<Formula>, Comparison, Box<Formula>),
    /// Within bounds.
    InRange(Box<Formula>, RowBound),
    /// One of these choices, or a set of choices tested.
    Member(Box<Formula>, Membership, Vec<usize>),
    /// One of these texts; negated.
    TextIn(Box<Formula>, Vec<String>, bool),
    /// A day or year within a window.
    Window(Box<Formula>, WindowBound),
    /// A period has run out since the day.
    Elapsed(Box<Formula>, Period),
    /// The time between two days.
    Between(Box<Formula>, Box<Formula>),
    /// A fact's state.
    State(Box<Formula>, FactState),
    /// Some record meets the filter.
    Exists(ListReference, Option<Box<Formula>>),
    /// Every record meets the condition.
    Every(ListReference, Box<Formula>),
    /// A number from a list.
    Aggregate(Box<Aggregate>),
    /// Arithmetic of quantities (and a year plus or minus a plain number).
    Arithmetic(Box<Formula>, ArithmeticOperator, Box<Formula>),
    /// The sign turned.
    Negative(Box<Formula>),
    /// One of two.
    If(Box<Formula>, Box<Formula>, Box<Formula>),
    /// A function.
    Call(Function, Vec<Formula>),
    /// Broken, and already reported.
    Broken,
}

/// Which days or years a window holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowBound {
    /// Days whose period has not run out, and that are not after the as-of date.
    Past(Period),
    /// Days from the as-of date to a period later.
    Future(Period),
    /// So many years before that of the as-of date.
    Years(u32),
}

/// The bounds of a band, over whatever its subject is.
#[derive(Clone, Debug, PartialEq)]
pub enum RowBound {
    /// Over a quantity.
    Numbers(crate::value::Range),
    /// Over the time between two days: each bound with whether it is included.
    Periods(Option<(Period, bool)>, Option<(Period, bool)>),
    /// Over days.
    Dates(Option<(Date, bool)>, Option<(Date, bool)>),
    /// Over years, both included.
    Years(Option<i32>, Option<i32>),
}

/// A number from a list.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// What is computed.
    pub kind: AggregateKind,
    /// The list.
    pub list: ListReference,
    /// Which records.
    pub filter: Option<Formula>,
}

/// What an aggregate computes.
#[derive(Clone, Debug)]
pub enum AggregateKind {
    /// How many.
    Count,
    /// The sum.
    Sum(Formula),
    /// The highest.
    Highest(Formula),
    /// The lowest.
    Lowest(Formula),
    /// The mean.
    Mean(Formula),
    /// How many different values.
    Distinct(Formula),
    /// The weighted mean: value, weight.
    WeightedMean(Formula, Formula),
    /// The mean without extremes.
    TrimmedMean {
        /// The value.
        value: Formula,
        /// Fewer give no value.
        at_least: usize,
        /// From so many on, one highest and one lowest are left out.
        trim_from: Option<usize>,
    },
    /// Of the one record.
    TheOne(Formula),
    /// Of the record with the greatest date or year: value, by.
    Newest(Formula, Formula),
    /// Weighted over years: value, year, weights from 上年度 back.
    Yearly(Formula, Formula, Vec<Number>),
}
