//! `事实 …`: what a record may say, and how.

use super::{Definition, Expression, Name, RangeExpression, Text, Unit};
use crate::source::Span;

/// `事实 名 (key) 类型 选项…`; the same form without the word `事实` declares a field of a list.
#[derive(Clone, Debug)]
pub struct FactItem {
    /// The Chinese name.
    pub name: Name,
    /// The ASCII key, dotted for nested objects.
    pub key: Name,
    /// Its type.
    pub kind: FactKind,
    /// Where the type is written.
    pub kind_span: Span,
    /// Its options in order.
    pub options: Vec<FactOption>,
    /// The header.
    pub span: Span,
}

/// The type of a fact.
#[derive(Clone, Debug)]
pub enum FactKind {
    /// `文本`
    Text,
    /// `是否`
    YesNo,
    /// `数值 [单位]`
    Number(Unit),
    /// `整数 [单位]`
    Integer(Unit),
    /// `金额`
    Money,
    /// `比率`: `"98%"` or `0.98` in the record.
    Ratio,
    /// `百分数`: `98` in the record means 98%.
    Percent,
    /// `日期`
    Date,
    /// `年度`
    Year,
    /// `信用代码`
    CreditCode,
    /// `选项 { … }`
    Choice(Vec<ChoiceItem>),
    /// `多选 { … }`
    Choices(Vec<ChoiceItem>),
    /// `列表 { … }`
    List(Vec<FieldItem>),
}

/// `国家级 (national)`
#[derive(Clone, Debug)]
pub struct ChoiceItem {
    /// The Chinese name.
    pub name: Name,
    /// The ASCII key; the name where none is written.
    pub key: Option<Name>,
}

/// A line in the block of a list.
#[derive(Clone, Debug)]
pub enum FieldItem {
    /// A field of each record.
    Field(FactItem),
    /// A name for an expression over each record.
    Definition(Definition),
}

/// An option of a fact.
#[derive(Clone, Debug)]
pub struct FactOption {
    /// What it says.
    pub kind: FactOptionKind,
    /// Where.
    pub span: Span,
}

/// What an option of a fact says.
#[derive(Clone, Debug)]
pub enum FactOptionKind {
    /// `来源 "…"`
    Source(Text),
    /// `0 至 100`, `0以上`: the values that may be given.
    Range(RangeExpression),
    /// `步长 0.1`
    Step(Expression),
    /// `可为负`
    MayBeNegative,
    /// `可无记录`
    MayBeNone,
    /// `可不适用`
    MayBeNotApplicable,
    /// `可晚于基准日`
    MayBeLater,
    /// `缺省 …`
    Default(Expression),
    /// `视为无 "-"、"/"`
    NoneMarks(Vec<Text>),
    /// `保密`
    Confidential,
    /// `越高越好` `越低越好` `适中为好`
    Direction(Direction),
    /// `不可改变`
    Fixed,
    /// `改变代价 2`
    Cost(Expression),
    /// `备查`
    ForReference,
    /// `唯一 字段、字段`
    Unique(Vec<Name>),
    /// `至多 N 条`
    AtMost(u32),
}

/// Which values of a fact are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `越高越好`: more never scores less. Of a date: more time since.
    Higher,
    /// `越低越好`: less never scores less.
    Lower,
    /// `适中为好`: neither too much nor too little.
    Middle,
}
