//! Random expressions over the declared facts: numbers, ratios, points and conditions.

use crate::entropy::Entropy;

/// Whose names are visible.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Outside lists.
    Top,
    /// In a record of 清单.
    Row,
    /// In a record of 内列, in one of 清单.
    Inner,
    /// In a record of 备单.
    More,
}

/// What an expression may speak of.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) place: Place,
    /// How deep it may still nest.
    pub(crate) depth: usize,
    /// Indicators that are scored by now.
    pub(crate) scored: &'s [String],
    /// Numbers and conditions that are defined by now.
    pub(crate) defined: (usize, usize),
    /// Whether a division may be by nought here.
    pub(crate) divides: bool,
}

impl Scope<'_> {
    pub(crate) fn deeper(self) -> Self {
        Self { depth: self.depth.saturating_sub(1), ..self }
    }

    pub(crate) fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }
}

/// A plain number.
pub(crate) fn number(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    if scope.depth == 0 || entropy.chance(40) {
        return simple(entropy, scope);
    }
    let inner = scope.deeper();
    let (a, b) = (number(entropy, inner), number(entropy, inner));
    match entropy.below(13) {
        0 => simple(entropy, scope),
        1 => format!("({a} + {b})"),
        2 => format!("({a} - {b})"),
        3 => format!("({a} × {b})"),
        4 => format!("({a} ÷ 3)"),
        5 => format!("(若 {} 则 {a} 否则 {b})", condition(entropy, inner)),
        6 => format!("较大({a}, {b})"),
        7 => format!("较小({a}, {b})"),
        8 => format!("{}({a})", entropy.one(&["取整", "进整", "绝对值"])),
        9 => format!("四舍五入({a}, 1)"),
        10 => format!("计入({})", condition(entropy, inner)),
        11 => format!("(-{a})"),
        _ => aggregate(entropy, scope),
    }
}

fn simple(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    let fields: &[&str] = match scope.place {
        Place::Top => &["数甲", "数乙", "数丙", "1", "2.5"],
        Place::Row => &["量值", "负数", "倍值", "数甲", "2"],
        Place::Inner => &["小分", "量值", "数乙", "1"],
        Place::More => &["分量", "重量", "数甲", "1"],
    };
    let name = entropy.one(fields).to_owned();
    if scope.defined.0 > 0 && entropy.chance(15) {
        return format!("式{}", entropy.below(scope.defined.0));
    }
    name
}

fn aggregate(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    let (list, place) = match (scope.place, entropy.below(3)) {
        (Place::Row, 0 | 1) => ("内列", Place::Inner),
        (_, 0) => ("备单", Place::More),
        (Place::Top, _) => ("清单", Place::Row),
        (_, _) => ("备单", Place::More),
    };
    let inner = scope.deeper().at(place);
    let filter = if entropy.chance(50) { format!(" 当 {}", condition(entropy, inner)) } else { String::new() };
    let value = number(entropy, inner);
    let by = match place {
        Place::Row => "发生日",
        Place::Top | Place::Inner | Place::More => "日甲",
    };
    match entropy.below(11) {
        0 => format!("条数({list}{filter})"),
        1 => format!("合计({list} 的 {value}{filter})"),
        2 => format!("最高({list} 的 {value}{filter})"),
        3 => format!("最低({list} 的 {value}{filter})"),
        4 => format!("平均({list} 的 {value}{filter})"),
        5 => format!("种数({list} 的 {value}{filter})"),
        6 if scope.divides => format!("加权平均({list} 的 {value} 权 {}{filter})", number(entropy, inner.deeper())),
        6 | 7 => format!("去极值平均({list} 的 {value} 至少 2 去极值自 3{filter})"),
        8 if scope.place == Place::Top => entropy.one(&NEWEST).to_owned(),
        9 if scope.place == Place::Top => {
            format!("逐年加权(年表 的 表值 按 表年 权 50%、30%、20%{})", entropy.one(&["", " 当 表值 > 2", " 当 真甲"]))
        }
        8 | 9 => format!("条数({list} 当 {value} > 1 且 {by} 满 1年)"),
        _ => format!("种数({list} 的 {}{filter})", if place == Place::Row { "案号" } else { "1" }),
    }
}

const NEWEST: [&str; 4] = [
    "最新(唯单 的 量次 按 次日)",
    "最新(唯单 的 量次 + 1 按 次日 当 量次 > 2)",
    "取(唯单 的 量次 当 次日 为 2022-10-31)",
    "取(唯单 的 量次 × 2 当 次日 为 2020-02-29)",
];

/// A ratio.
pub(crate) fn ratio(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    if !scope.divides || entropy.chance(30) {
        return "比值".to_owned();
    }
    let (a, b) = (number(entropy, scope.deeper()), simple_divisor(entropy, scope));
    format!("({a} ÷ {b})")
}

/// What a number is divided by: never a literal, so that the quotient is a ratio.
fn simple_divisor(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    match entropy.below(4) {
        0 => "数甲".to_owned(),
        1 => "(数乙 + 1)".to_owned(),
        2 => format!("(数丙 × {})", number(entropy, scope.deeper())),
        _ => "条数(备单)".to_owned(),
    }
}

/// An amount of points.
pub(crate) fn points(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    if !scope.scored.is_empty() && entropy.chance(30) {
        return format!("得分({})", scope.scored[entropy.below(scope.scored.len())]);
    }
    match entropy.below(3) {
        0 => format!("0.5 分 × {}", number(entropy, scope)),
        1 => format!("(若 {} 则 2 分 否则 1 分)", condition(entropy, scope.deeper())),
        _ => format!("(3 分 - 0.5 分 × {})", number(entropy, scope)),
    }
}

/// Whether something holds.
pub(crate) fn condition(entropy: &mut Entropy, scope: Scope<'_>) -> String {
    let inner = scope.deeper();
    if scope.depth > 0 && entropy.chance(55) {
        let (a, b) = (condition(entropy, inner), condition(entropy, inner));
        return match entropy.below(8) {
            0 => format!("({a} 且 {b})"),
            1 => format!("({a} 或 {b})"),
            2 => format!("(非 {a})"),
            3 => format!("({} {} {})", number(entropy, inner), comparison(entropy), number(entropy, inner)),
            4 => format!("({} 在 1以上不足4)", number(entropy, inner)),
            5 if scope.divides => format!("({} ≥ 50%)", ratio(entropy, inner)),
            5 => "(比值 超过 40%)".to_owned(),
            6 if scope.place == Place::Row => quantified(entropy, inner, "内列", Place::Inner),
            6 | 7 if scope.place == Place::Top => quantified(entropy, inner, "清单", Place::Row),
            _ => quantified(entropy, inner, "备单", Place::More),
        };
    }
    let of_place: &[&str] = match scope.place {
        Place::Top => &["真甲", "真乙", "日乙 在近3年内", "清单 无记录", "清单 已填"],
        Place::Row => &[
            "属实",
            "类别 为 子类",
            "发生日 在近3年内",
            "发生日 不在近2年内",
            "修复日 已填",
            "修复日 为空",
            "案号 为 \"甲案\"",
            "款额 ≥ 500万元",
            "所属年 在近3年度内",
            "量值 无记录",
            "发生日 至 修复日 达到 12个月",
            "负数 < 0",
            "修复日 晚于 发生日",
        ],
        Place::Inner => &["小分 > 2", "小分 已填", "属实"],
        Place::More => &["分量 > 5", "重量 > 0", "分量 无记录"],
    };
    let anywhere = [
        "真甲",
        "真乙 不适用",
        "级别 为 高级",
        "级别 属于 高级、中级",
        "级别 不属于 低级",
        "级别 不为 中级",
        "多项 含 子项",
        "多项 齐备 子项、丑项",
        "多项 仅 丑项、寅项",
        "多项 不含 寅项",
        "文字 为 \"案一\"",
        "文字 不属于 \"案二\"",
        "日甲 满 3年",
        "日甲 不满 1年",
        "日乙 早于 日甲",
        "日甲 至 日乙 达到 12个月",
        "日乙 至 基准日 不足 24个月",
        "年号 在近3年度内",
        "年号 等于 上年度",
        "数乙 无记录",
        "数丙 不适用",
        "文字 已填",
        "金钱 ≥ 500万元",
        "人头 达到 5人",
        "备单 无记录",
        "有 清单",
        "日乙 在后3个月内",
        "月份(日甲) 等于 月份(日乙)",
        "真甲 为 真乙",
        "文字 不等于 \"案一\"",
        "数甲 等于 5",
    ];
    if scope.defined.1 > 0 && entropy.chance(10) {
        return format!("断{}", entropy.below(scope.defined.1));
    }
    let chosen = if entropy.chance(55) { entropy.one(&anywhere) } else { entropy.one(of_place) };
    // Months cannot be compared; the words stand here so that the day they can be, this is tried.
    if chosen.starts_with("月份") { "年份(日甲) 等于 年份(日乙)".to_owned() } else { format!("({chosen})") }
}

fn comparison(entropy: &mut Entropy) -> &'static str {
    entropy.one(&["≥", ">", "<", "≤", "=", "≠"])
}

fn quantified(entropy: &mut Entropy, scope: Scope<'_>, list: &str, place: Place) -> String {
    let held = condition(entropy, scope.at(place));
    match entropy.below(3) {
        0 => format!("(有 {list} 当 {held})"),
        1 => format!("(无 {list} 当 {held})"),
        _ => format!("(每个 {list} 均 {held})"),
    }
}
