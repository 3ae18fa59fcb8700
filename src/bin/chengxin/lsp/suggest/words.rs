//! The words that decide what may stand where.

/// After these a choice stands, where the subject has choices.
pub(super) const CHOOSING: &[&str] = &[
    "为",
    "等于",
    "不为",
    "不等于",
    "属于",
    "不属于",
    "含",
    "不含",
    "齐备",
    "仅",
    "is",
    "equals",
    "is_not",
    "one_of",
    "not_one_of",
    "has",
    "has_none",
    "has_all",
    "only",
    "=",
    "≠",
];
/// After these a list is named.
pub(super) const OVER_LISTS: &[&str] = &["每条", "有", "无", "每个", "each", "any", "none", "every"];
/// Functions over the records of a list.
pub(super) const OF_LISTS: &[&str] = &[
    "条数",
    "合计",
    "最高",
    "最低",
    "平均",
    "种数",
    "加权平均",
    "去极值平均",
    "取",
    "最新",
    "逐年加权",
    "count",
    "sum",
    "highest",
    "lowest",
    "mean",
    "distinct",
    "weighted_mean",
    "trimmed_mean",
    "the_one",
    "newest",
    "yearly",
];
/// After these, behind a list, its records are spoken of.
pub(super) const OF_RECORDS: &[&str] = &["当", "的", "均", "权", "按", "when", "of", "meets", "weight", "by"];
/// Words that begin or make a part of an expression.
pub(super) const ATOMS: &[&str] = &[
    "基准日",
    "上年度",
    "有",
    "无",
    "每个",
    "非",
    "若",
    "是",
    "否",
    "条数",
    "合计",
    "最高",
    "最低",
    "平均",
    "种数",
    "加权平均",
    "去极值平均",
    "取",
    "最新",
    "逐年加权",
    "得分",
    "四舍五入",
    "取整",
    "进整",
    "较大",
    "较小",
    "绝对值",
    "计入",
    "年份",
    "月份",
    "天数",
    "满月数",
    "满年数",
    "已附证明",
    "总分",
];
/// Words that begin a score.
pub(super) const SCORES: &[&str] = &["满分", "分档", "比例", "评定", "起", "由", "按", "不适用", "待评", "视为未提交"];
/// After these a score stands.
pub(super) const BEFORE_SCORES: &[&str] = &["得", "加", "扣", "减", "无值", "分母为零", "award", "add", "deduct", ":"];
/// Types of facts.
pub(super) const TYPES: &[&str] =
    &["文本", "是否", "数值", "整数", "金额", "比率", "百分数", "日期", "年度", "信用代码", "选项", "多选", "列表"];
/// Options of facts.
pub(super) const OPTIONS: &[&str] = &[
    "来源",
    "步长",
    "可为负",
    "可无记录",
    "可不适用",
    "可晚于基准日",
    "缺省",
    "视为无",
    "保密",
    "备查",
    "唯一",
    "至多",
    "越高越好",
    "越低越好",
    "适中为好",
    "不可改变",
    "改变代价",
];
/// Units of money.
pub(super) const MONEY: &[&str] = &["万元", "元", "亿元"];
/// The unit of points.
pub(super) const POINTS: &[&str] = &["分"];
/// Units of ratios.
pub(super) const RATIOS: &[&str] = &["%", "‰"];
/// Units of periods.
pub(super) const PERIODS: &[&str] = &["年", "个月", "日"];
/// The unit of years.
pub(super) const YEARS: &[&str] = &["年度"];
