//! Random small rule sets whose facts have few values.

use crate::brute::Small;

/// Choices drawn from a list of numbers; where it ends, always the first.
pub(crate) struct Draw {
    numbers: Vec<u16>,
    at: usize,
}

impl Draw {
    pub(crate) fn new(numbers: Vec<u16>) -> Self {
        Self { numbers, at: 0 }
    }

    fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// What a fact is made of.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    YesNo,
    Choice,
    Number,
    Several,
    List,
}

/// A rule set and its facts.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) rules: String,
    pub(crate) points: usize,
    pub(crate) facts: Vec<Small>,
}

pub(crate) fn world(draw: &mut Draw) -> World {
    let mut rules = String::new();
    let (mut facts, mut kinds) = (Vec::new(), Vec::new());
    for at in 0..2 + draw.below(4) {
        let kind = [Kind::YesNo, Kind::Choice, Kind::Number, Kind::Several, Kind::List][draw.below(5)];
        let fact = fact(draw, kind, at, &mut rules);
        facts.push(fact);
        kinds.push(kind);
    }
    let (mut body, mut points, mut codes) = (String::new(), 0, Vec::new());
    for head in 0..1 + draw.below(3) {
        let clause = draw.one(&["", "", "    缺项折算\n", "    缺项折算 不低于 50% 否则转人工\n"]);
        let over = match draw.below(5) {
            0 => format!("    清零 当 {}\n", condition(draw, &kinds)),
            1 => "    四舍五入 0 位\n".to_owned(),
            _ => String::new(),
        };
        let (mut leaves, mut of_head) = (String::new(), 0);
        for leaf in 0..1 + draw.below(3) {
            let code = format!("A{head}-{leaf}");
            let of_leaf = 1 + draw.below(6);
            leaves.push_str(&leaf_text(draw, &kinds, &code, of_leaf, &codes));
            codes.push(code);
            of_head += of_leaf;
        }
        // The points of the head are what its leaves add up to.
        body.push_str(&format!("  指标 A{head} \"头\" 满分 {of_head} {{\n{clause}{over}{leaves}  }}\n"));
        points += of_head;
    }
    for at in 0..draw.below(3) {
        rules.push_str(&format!("条件 T{at} \"条件\" {{\n  要求 {}\n}}\n", condition(draw, &kinds)));
    }
    rules.push_str(&format!("指标表 基础 (basic) 满分 {points} {{\n{body}}}\n"));
    World { rules, points, facts }
}

fn fact(draw: &mut Draw, kind: Kind, at: usize, rules: &mut String) -> Small {
    let name = format!("实{at}");
    let values: Vec<&str> = match kind {
        Kind::YesNo => vec!["false", "true"],
        Kind::Choice => vec!["\"甲\"", "\"乙\"", "\"丙\""],
        Kind::Number => vec!["0", "1", "2", "3", "4"],
        Kind::Several => vec!["[]", "[\"子\"]", "[\"丑\"]", "[\"子\", \"丑\"]"],
        Kind::List => vec!["[]", "[{ \"级\": \"高\" }]", "[{ \"级\": \"低\" }]"],
    };
    let declared = match kind {
        Kind::YesNo => "是否".to_owned(),
        Kind::Choice => "选项 { 甲 (a)、乙 (b)、丙 (c) }".to_owned(),
        Kind::Number => "整数 0 至 4".to_owned(),
        Kind::Several => "多选 { 子 (x)、丑 (y) }".to_owned(),
        Kind::List => "列表 至多 2 条 {\n  级 (level) 选项 { 高 (high)、低 (low) }\n}".to_owned(),
    };
    let cost = [Some(100), Some(200), Some(300), Some(50), None][draw.below(5)];
    let said = match cost {
        Some(100) => String::new(),
        Some(cost) => format!(" 改变代价 {}.{:02}", cost / 100, cost % 100),
        None => " 不可改变".to_owned(),
    };
    rules.push_str(&format!("事实 {name} (f{at}) {declared}{said}\n"));
    let submitted = draw.below(5) > 0;
    let now = submitted.then(|| values[draw.below(values.len())].to_owned());
    let others = match kind {
        Kind::List => lists(now.as_deref()),
        Kind::YesNo | Kind::Choice | Kind::Number | Kind::Several => values
            .iter()
            .filter(|value| now.as_deref() != Some(**value))
            .map(|value| ((*value).to_owned(), 1))
            .collect(),
    };
    Small { name, now, others, cost }
}

/// The lists that hold at least what there is: at most two records.
fn lists(now: Option<&str>) -> Vec<(String, u32)> {
    let record = |level: &str| format!("{{ \"级\": \"{level}\" }}");
    let two = |a: &str, b: &str| format!("[{}, {}]", record(a), record(b));
    let one = |level: &str| format!("[{}]", record(level));
    let twos = [two("高", "高"), two("高", "低"), two("低", "低")];
    match now {
        None => [("[]".to_owned(), 1), (one("高"), 1), (one("低"), 1)]
            .into_iter()
            .chain(twos.map(|text| (text, 2)))
            .collect(),
        Some("[]") => [(one("高"), 1), (one("低"), 1)].into_iter().chain(twos.map(|text| (text, 2))).collect(),
        Some(held) => {
            let level = if held.contains('高') { "高" } else { "低" };
            vec![(two(level, "高"), 1), (two(level, "低"), 1)]
        }
    }
}

fn leaf_text(draw: &mut Draw, kinds: &[Kind], code: &str, points: usize, codes: &[String]) -> String {
    let absent =
        if draw.below(4) == 0 { format!("      不适用 当 {}\n", condition(draw, kinds)) } else { String::new() };
    let half = points.div_ceil(2);
    let method = match draw.below(6) {
        0 => format!("      起始 {points} 分\n      扣 {half} 分 当 {}\n", condition(draw, kinds)),
        1 => {
            let (one, other) = (condition(draw, kinds), condition(draw, kinds));
            format!("      加 {half} 分 当 {one}\n      加 {half} 分 当 {other}\n      封顶 {points} 分\n")
        }
        2 if !codes.is_empty() => {
            let code = &codes[draw.below(codes.len())];
            format!("      得 满分 当 得分({code}) 超过 0 分 或 {}\n", condition(draw, kinds))
        }
        3 | 4 => {
            number_leaf(draw, kinds, points).unwrap_or_else(|| format!("      得 满分 当 {}\n", condition(draw, kinds)))
        }
        _ => format!("      得 满分 当 {}\n", condition(draw, kinds)),
    };
    format!("    指标 {code} \"叶\" 满分 {points} {{\n{absent}{method}    }}\n")
}

fn number_leaf(draw: &mut Draw, kinds: &[Kind], points: usize) -> Option<String> {
    let numbers: Vec<usize> = (0..kinds.len()).filter(|at| matches!(kinds[*at], Kind::Number | Kind::List)).collect();
    let at = *numbers.get(draw.below(numbers.len().max(1)))?;
    Some(match (kinds[at], draw.below(3)) {
        (Kind::List, 0) => format!(
            "      每条 实{at} {{\n        加 分档 级 {{\n          高 : 2 分\n          低 : 1 分\n        }}\n      }}\n      封顶 {points} 分\n"
        ),
        (Kind::List, _) => format!("      比例 条数(实{at} 当 级 为 高) 从 0 至 2\n"),
        (_, 0) => format!("      比例 实{at} 从 0 至 4\n"),
        (_, 1) => format!(
            "      分档 实{at} {{\n        3以上 : 1 分\n        1以上不足3 : 满分\n        不足1 : 0 分\n      }}\n"
        ),
        (_, _) => format!("      分档 实{at} {{\n        2以上 : 满分\n        不足2 : 由 0 分 至 1 分\n      }}\n"),
    })
}

fn condition(draw: &mut Draw, kinds: &[Kind]) -> String {
    let one = simple(draw, kinds);
    match draw.below(4) {
        0 => format!("({one} 且 {})", simple(draw, kinds)),
        1 => format!("({one} 或 {})", simple(draw, kinds)),
        _ => one,
    }
}

fn simple(draw: &mut Draw, kinds: &[Kind]) -> String {
    let at = draw.below(kinds.len());
    let text = match kinds[at] {
        Kind::YesNo => format!("实{at}"),
        Kind::Choice => format!("实{at} 为 {}", draw.one(&["甲", "乙", "丙"])),
        Kind::Number => format!("实{at} {}", draw.one(&["达到 3", "为 2", "不足 2", "超过 0"])),
        Kind::Several => format!("实{at} {}", draw.one(&["含 子", "齐备 子、丑", "仅 丑", "不含 丑"])),
        Kind::List => {
            draw.one(&["(有 L 当 级 为 高)", "(条数(L) 达到 2)", "(无 L 当 级 为 低)"]).replace('L', &format!("实{at}"))
        }
    };
    if draw.below(4) == 0 { format!("非 ({text})") } else { text }
}
