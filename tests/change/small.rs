//! Rule sets over so few values that every record can be gone through.

use chengxin::{Record, RuleSet};

use super::entropy::Entropy;

const SCHEME: &str = "id = \"small\"\ntitle = \"小\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"rules.rules\"]\n\
    pass_mark = \"6\"\n[[sheets]]\nkey = \"basic\"\nweight = \"1\"\npoints = \"10\"\n";

const FACTS: &str = "事实 甲 (a) 是否\n事实 乙 (b) 选项 { 一 (x)、二 (y)、三 (z) }\n\
    事实 丙 (c) 整数 件 不低于 0件 不超过 4件 可无记录\n";

/// A rule set with one indicator.
pub(crate) struct Small {
    /// The lines of the indicator.
    lines: Vec<String>,
    pub(crate) rules: String,
}

impl Small {
    pub(crate) fn drawn(entropy: &mut Entropy) -> Self {
        let mut lines = Vec::new();
        match entropy.below(3) {
            0 => {
                lines.push("分档 {".to_owned());
                for _ in 0..=entropy.below(3) {
                    lines.push(format!("{} : {} 分", condition(entropy, 2), entropy.below(4)));
                }
                lines.push(format!("其他 : {} 分", entropy.below(4)));
                lines.push("}".to_owned());
            }
            1 => {
                let cut = 1 + entropy.below(3);
                let (low, high) = (entropy.below(4), entropy.below(4));
                lines.push("分档 丙 {".to_owned());
                if entropy.chance(50) {
                    lines.push(format!("{cut}件以上 : {high} 分"));
                    lines.push(format!("不足{cut}件 : {low} 分"));
                } else {
                    lines.push(format!("{}件以下 : {low} 分", cut - 1));
                    lines.push(format!("超过{}件 : {high} 分", cut - 1));
                }
                lines.push("}".to_owned());
                lines.push(format!("无值 得 {} 分", entropy.below(3)));
            }
            _ => {
                lines.push(format!("起始 {} 分", entropy.below(3)));
                for _ in 0..=entropy.below(2) {
                    let verb = entropy.one(&["加", "扣"]);
                    lines.push(format!("{verb} {} 分 当 {}", 1 + entropy.below(3), condition(entropy, 2)));
                }
                lines.push(format!("封顶 {} 分", 2 + entropy.below(3)));
            }
        }
        if entropy.chance(25) {
            lines.push(format!("清零 当 {}", condition(entropy, 1)));
        }
        Self::of(lines)
    }

    /// The same with two rows in another order, or one condition drawn anew.
    pub(crate) fn altered(&self, entropy: &mut Entropy) -> Self {
        let mut lines = self.lines.clone();
        let rows: Vec<usize> = (1..lines.len()).filter(|at| lines[*at].contains(" : ")).collect();
        if rows.len() > 2 && entropy.chance(60) {
            lines.swap(rows[0], rows[1]);
        } else if let Some(line) = lines.iter_mut().find(|line| line.contains(" 当 ")) {
            let (head, _) = line.split_once(" 当 ").unwrap();
            *line = format!("{head} 当 {}", condition(entropy, 2));
        }
        Self::of(lines)
    }

    fn of(lines: Vec<String>) -> Self {
        let rules = format!(
            "{FACTS}指标表 基础 (basic) 满分 10 {{\n指标 A1 \"甲乙丙\" 满分 10 {{\n{}\n}}\n}}\n",
            lines.join("\n")
        );
        Self { lines, rules }
    }

    pub(crate) fn load(&self) -> RuleSet {
        let texts = [("scheme.toml", SCHEME), ("rules.rules", self.rules.as_str())];
        RuleSet::from_sources(texts).unwrap_or_else(|error| panic!("{error}\n{}", self.rules))
    }
}

fn condition(entropy: &mut Entropy, depth: usize) -> String {
    if depth > 0 && entropy.chance(45) {
        let (one, two) = (condition(entropy, depth - 1), condition(entropy, depth - 1));
        return match entropy.below(3) {
            0 => format!("({one}) 且 ({two})"),
            1 => format!("({one}) 或 ({two})"),
            _ => format!("非 ({one})"),
        };
    }
    let count = entropy.below(5);
    match entropy.below(10) {
        0 => "甲".to_owned(),
        1 => "非 甲".to_owned(),
        2 => "乙 为 一".to_owned(),
        3 => "乙 不为 二".to_owned(),
        4 => "乙 属于 二、三".to_owned(),
        5 => format!("丙 达到 {count}件"),
        6 => format!("丙 不足 {count}件"),
        7 => format!("丙 超过 {count}件"),
        8 => "丙 已填".to_owned(),
        _ => format!("丙 为 {count}件"),
    }
}

/// Every record.
pub(crate) fn records() -> Vec<Record> {
    let mut found = Vec::new();
    for yes in ["true", "false"] {
        for choice in ["一", "二", "三"] {
            for count in ["0", "1", "2", "3", "4", "null"] {
                let json = format!("{{\"甲\": {yes}, \"乙\": \"{choice}\", \"丙\": {count}}}");
                found.push(Record::from_json(&json).unwrap());
            }
        }
    }
    found
}

/// What a record comes to: its score and state.
pub(crate) fn result(rules: &RuleSet, record: &Record) -> String {
    let breakdown = rules.evaluate(record, "2023-10-31".parse().unwrap()).unwrap();
    let node = breakdown.indicator("A1").unwrap();
    format!("{:?} {:?}", node.score, node.state)
}
