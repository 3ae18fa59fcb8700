//! Facts as declared: the type, the values allowed, and which kinds of “no data” may be said.

use crate::source::Span;
use crate::value::{Number, Range};

/// A declared fact, or a field of a declared list.
#[derive(Clone, Debug)]
pub struct FactDeclaration {
    /// The Chinese name.
    pub name: String,
    /// The ASCII key, dotted for nested objects (`enterprise.established_on`).
    pub key: String,
    /// Its type.
    pub kind: Kind,
    /// The track whose file declares it; nothing where it belongs to the whole scheme.
    pub track: Option<usize>,
    /// The values a quantity may have; without limit for other types.
    pub range: Range,
    /// A quantity is a whole number of these.
    pub step: Option<Number>,
    /// `可无记录`: null may be given.
    pub may_be_none: bool,
    /// `可不适用`
    pub may_be_not_applicable: bool,
    /// `可晚于基准日`
    pub may_be_later: bool,
    /// `缺省`: used, and flagged, where nothing was submitted.
    pub default: Option<crate::facts::Value>,
    /// `视为无`: further texts that mean none on record.
    pub none_marks: Vec<String>,
    /// `来源`
    pub source: Option<String>,
    /// `保密`: not shown in breakdowns.
    pub confidential: bool,
    /// Which values of it are good, where that is said.
    pub direction: Option<crate::document::Direction>,
    /// `不可改变`: nothing the applicant does changes it; no record can be added to the list.
    pub fixed: bool,
    /// `改变代价`: what changing it costs, or each record added to the list; nothing is said where it costs 1.
    pub cost: Option<Number>,
    /// `备查`: on record for readers, and meant to be used by no rule.
    pub for_reference: bool,
    /// Where it is declared.
    pub span: Span,
}

/// The type of a fact.
#[derive(Clone, Debug)]
pub enum Kind {
    /// 文本
    Text,
    /// 是否
    YesNo,
    /// 金额 (in 元), 比率, 百分数, 数值, 整数
    Quantity {
        /// What it measures.
        dimension: Dimension,
        /// `整数`: only whole numbers.
        whole: bool,
        /// `百分数`: a bare `98` in the record means 98%.
        percent: bool,
    },
    /// 日期
    Date,
    /// 年度
    Year,
    /// 信用代码
    CreditCode,
    /// 选项
    Choice(Vec<Choice>),
    /// 多选
    Choices(Vec<Choice>),
    /// 列表
    List(ListDeclaration),
}

/// One of the options of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The Chinese name.
    pub name: String,
    /// The ASCII key.
    pub key: String,
}

/// What a list of records holds.
#[derive(Clone, Debug)]
pub struct ListDeclaration {
    /// The fields of each record.
    pub fields: Vec<FactDeclaration>,
    /// No two records agree in all of these fields; empty where nothing is said.
    pub unique: Vec<usize>,
    /// At most so many records.
    pub at_most: Option<u32>,
}

/// What a quantity measures. Quantities of different dimensions are never compared or added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A plain number.
    Plain,
    /// Money, in 元.
    Money,
    /// Points.
    Points,
    /// A ratio; 1 is 100%.
    Ratio,
    /// So many of something: 人, 份, 小时.
    Counted(String),
}
