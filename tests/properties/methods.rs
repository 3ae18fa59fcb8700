//! Random indicators: each method, and the clauses around it.

use crate::expressions::{Place, Scope, condition, number, points, ratio};
use crate::rules::Writer;

/// An indicator without children.
pub(crate) fn leaf(writer: &mut Writer<'_>, code: &str, full: u32, options: &str) -> String {
    let mut body = method(writer, code, full);
    let capped = body.lines().any(|line| line.starts_with("封顶"));
    body.push_str(&clauses(writer, full, capped));
    writer.scored.push(code.to_owned());
    format!("    指标 {code} \"叶\" 满分 {full}{options} {{\n{body}    }}\n")
}

fn method(writer: &mut Writer<'_>, code: &str, full: u32) -> String {
    let scored = writer.scored.clone();
    let scope = writer.scope(&scored, 2);
    match writer.entropy.below(10) {
        0 => format!("得 满分 当 {}\n", condition(writer.entropy, scope)),
        1 => format!("得 {}\n", points(writer.entropy, scope)),
        2 => format!("{}\n", bands(writer, scope, full, 1)),
        3 => format!("比例 {}\n", ratio(writer.entropy, scope)),
        4 => format!("比例 {} 从 {}\n", number(writer.entropy, scope), writer.entropy.one(&["0 至 10", "8 至 2"])),
        5 | 6 => accumulate(writer, full),
        7 => {
            let (a, b) = (condition(writer.entropy, scope), bands(writer, scope, full, 1));
            let extra = writer.entropy.one(&["得 1 分\n", "评定 0 分 至 1 分\n"]).to_owned();
            format!("{} {{\n得 2 分 当 {a}\n{b}\n{extra}}}\n", writer.entropy.one(&["取最高", "取最低"]))
        }
        8 => {
            writer.assessed.push((code.to_owned(), full / 2));
            format!("评定 0 分 至 {full} 分\n")
        }
        _ => format!("得 {} 当 {}\n", score(writer, scope, full, false), condition(writer.entropy, scope)),
    }
}

/// What no value means, and the clauses that may stand with any method.
fn clauses(writer: &mut Writer<'_>, full: u32, capped: bool) -> String {
    let outcome = |writer: &mut Writer<'_>| match writer.entropy.below(5) {
        0 => "得 0 分",
        1 => "得 满分",
        2 => "待评",
        3 if writer.rescaled => "不适用",
        _ => "视为未提交",
    };
    let mut out = format!("无值 {}\n分母为零 {}\n", outcome(writer), outcome(writer));
    if writer.entropy.chance(20) {
        let full = if writer.rescaled && writer.entropy.chance(70) { "" } else { " 计满分" };
        out.push_str(&format!("不适用 当 {}{full}\n", writer.condition(1)));
    }
    if writer.entropy.chance(15) {
        out.push_str(&format!("视为未提交 当 {}\n", writer.condition(1)));
    }
    if writer.entropy.chance(30) {
        out.push_str(&match writer.entropy.below(6) {
            0 => format!("清零 当 {}\n", writer.condition(1)),
            1 => format!("设为 1 分 当 {}\n", writer.condition(1)),
            2 => "四舍五入 1 位\n".to_owned(),
            3 if !capped => format!("封顶 {} 分\n", full - 1),
            3 | 4 => "下限 1 分\n".to_owned(),
            _ => writer.entropy.one(&["不设下限\n", "不封顶\n"]).to_owned(),
        });
    }
    out
}

/// How many points: within what the indicator has.
fn score(writer: &mut Writer<'_>, scope: Scope<'_>, full: u32, outcomes: bool) -> String {
    let some = 1 + u32::try_from(writer.entropy.below(usize::try_from(full).unwrap())).unwrap();
    let inner = scope.deeper();
    match writer.entropy.below(if outcomes { 11 } else { 8 }) {
        0 | 1 => format!("{some} 分"),
        2 => "满分".to_owned(),
        3 => points(writer.entropy, inner),
        4 => format!("比例 {}", ratio(writer.entropy, inner)),
        5 => format!("起 1 分，{}", steps(writer, inner)),
        6 => format!("{some} 分 缺省"),
        7 => "0 分".to_owned(),
        8 => "待评".to_owned(),
        9 if writer.rescaled => "不适用".to_owned(),
        _ => "视为未提交".to_owned(),
    }
}

fn steps(writer: &mut Writer<'_>, scope: Scope<'_>) -> String {
    let subject = number(writer.entropy, scope);
    let ways = [
        "自 1 每满 2 加 0.5 分",
        "每 2 加 0.5 分 不足进一",
        "自 8 每低 3 减 0.5 分 按比例",
        "每满 1 加 0.3 分 封顶 2 分",
    ];
    match writer.entropy.below(3) {
        0 => format!("按 {} 每满 6个月 加 0.2 分", writer.entropy.one(&["日甲 至 基准日", "日乙 至 基准日"])),
        _ => format!("按 {subject} {}", writer.entropy.one(&ways)),
    }
}

/// A table over a quantity, a period, choices, conditions or several of these.
fn bands(writer: &mut Writer<'_>, scope: Scope<'_>, full: u32, nested: usize) -> String {
    let row = |writer: &mut Writer<'_>| {
        if nested > 0 && writer.entropy.chance(10) {
            bands(writer, scope, full, nested - 1)
        } else {
            score(writer, scope, full, true)
        }
    };
    let (a, b, c) = (row(writer), row(writer), row(writer));
    let none = if writer.entropy.chance(30) { format!("无记录 : {}\n", row(writer)) } else { String::new() };
    let none = if writer.entropy.chance(20) { format!("{none}不适用 : {}\n", row(writer)) } else { none };
    let linear = if writer.entropy.chance(20) { "由 0.5 分 至 2 分".to_owned() } else { b.clone() };
    match writer.entropy.below(8) {
        0 | 1 => {
            let subject = number(writer.entropy, scope);
            let counted = if writer.entropy.chance(20) { "起 1 分，每满 1 加 0.5 分".to_owned() } else { c };
            format!("分档 {subject} {{\n不足1 : {a}\n1以上不足4 : {linear}\n4以上 : {counted}\n{none}}}")
        }
        2 => {
            let subject = ratio(writer.entropy, scope);
            format!("分档 {subject} {{\n不足40% : {a}\n40% 至 80% : {linear}\n超过80% : {c}\n{none}}}")
        }
        3 => {
            let from = writer.entropy.one(&["日甲", "日乙"]);
            format!("分档 {from} 至 基准日 {{\n不足12个月 : {a}\n12个月以上不足3年 : {b}\n3年以上 : {c}\n{none}}}")
        }
        4 => format!("分档 级别 {{\n高级 : {a}\n中级、低级 : {b}\n{none}}}"),
        5 => format!("分档 级别、真甲 {{\n高级，是 : {a}\n中级，其他 : {b}\n其他 : {c}\n}}"),
        6 => format!("分档 金钱 {{\n不足100万元 : {a}\n100万元以上 : {b}\n{none}}}"),
        _ => {
            let (first, second) = (condition(writer.entropy, scope), condition(writer.entropy, scope));
            format!("分档 {{\n{first} : {a}\n{second} : {b}\n其他 : {c}\n}}")
        }
    }
}

fn accumulate(writer: &mut Writer<'_>, full: u32) -> String {
    let scored = writer.scored.clone();
    let scope = writer.scope(&scored, 1);
    let mut out = if writer.entropy.chance(25) { "依次\n".to_owned() } else { String::new() };
    if writer.entropy.chance(60) {
        out.push_str(&format!("起始 {} 分\n", full));
    }
    for _ in 0..=writer.entropy.below(3) {
        out.push_str(&match writer.entropy.below(8) {
            0 => format!("加 {} 当 {}\n", score(writer, scope, full, false), condition(writer.entropy, scope)),
            1 => format!("扣 1 分 当 {}\n", condition(writer.entropy, scope)),
            2 => format!("扣 {} 当 {}\n", score(writer, scope, full, false), condition(writer.entropy, scope)),
            3 => format!(
                "每具备一项 加 0.5 分 {{\n{}\n{}\n}}\n",
                condition(writer.entropy, scope),
                condition(writer.entropy, scope)
            ),
            4 => format!("每缺一项 扣 0.5 分 {{\n{}\n真乙\n}}\n", condition(writer.entropy, scope)),
            5 => format!("按 {} 每满 2 加 0.5 分\n", number(writer.entropy, scope)),
            6 => each(writer, full, "加"),
            _ => each(writer, full, "扣"),
        });
    }
    if writer.entropy.chance(25) {
        out.push_str(&format!("封顶 {} 分\n", full - 1));
    }
    out
}

/// Records through filter, points, repeats, factors and caps.
pub(crate) fn each(writer: &mut Writer<'_>, full: u32, sign: &str) -> String {
    let scored = writer.scored.clone();
    let scope = Scope { depth: 1, ..writer.scope(&scored, 1) }.at(Place::Row);
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    if writer.entropy.chance(25) {
        line(format!("不计 {}", condition(writer.entropy, scope)));
    }
    if writer.entropy.chance(50) {
        line(format!("当 {}", condition(writer.entropy, scope)));
    }
    let plain = writer.entropy.chance(12);
    line(if plain {
        format!("{sign} 首条 2 分 其余 1 分")
    } else {
        format!("{sign} {}", of_record(writer, scope, full))
    });
    if writer.entropy.chance(25) {
        let period =
            ["2年", "分档 类别 { 子类 : 3年；丑类 : 1年 }", "分档 本条分值 { 不足1.5分 : 1年；1.5分以上 : 4年 }"];
        line(format!("有效期 自 发生日 {}", writer.entropy.one(&period)));
    }
    if !plain && writer.entropy.chance(40) {
        let keep = if sign == "扣" { "只计最重" } else { "只计最高" };
        line(format!(
            "同一 {} {}",
            writer.entropy.one(&["案号", "类别", "案号、类别"]),
            writer.entropy.one(&[keep, "只计一次"])
        ));
    }
    if !plain && writer.entropy.chance(35) {
        line(format!(
            "重犯 同一 {} 于 发生日 前{}内 乘 {}",
            writer.entropy.one(&["类别", "案号"]),
            writer.entropy.one(&["2年", "18个月"]),
            writer.entropy.one(&["2", "0.5"])
        ));
    }
    if !plain && writer.entropy.chance(35) {
        line(match writer.entropy.below(3) {
            0 => format!("乘 0.5 当 {}", condition(writer.entropy, scope)),
            1 => "乘 分档 发生日 至 基准日 { 不足12个月 : 1；12个月以上不足24个月 : 0.6；其他 : 0.3；无记录 : 0.1 }"
                .to_owned(),
            _ => "乘 比值".to_owned(),
        });
    }
    match writer.entropy.below(6) {
        0 if !plain => line(format!(
            "{} 封顶 2 分",
            writer.entropy.one(&["每年(发生日)", "每月(发生日)", "每组(案号)", "每组(类别)"])
        )),
        1 if !plain => line(writer.entropy.one(&["只取最高", "只取最低"]).to_owned()),
        _ => {}
    }
    if writer.entropy.chance(20) {
        line("封顶 3 分".to_owned());
    }
    format!("每条 清单 {{\n{out}}}\n")
}

fn of_record(writer: &mut Writer<'_>, scope: Scope<'_>, full: u32) -> String {
    match writer.entropy.below(5) {
        0 => "1 分".to_owned(),
        1 => format!("分档 {{\n{} : 2 分\n款额 ≥ 5万元 : 1 分\n其他 : 0.5 分\n}}", condition(writer.entropy, scope)),
        2 => "分档 量值 {\n不足3 : 1 分\n3以上 : 起 1 分，每满 2 加 0.5 分\n无记录 : 0.2 分\n}".to_owned(),
        3 => format!("0.5 分 × {}", number(writer.entropy, scope)),
        _ => score(writer, scope, full, false),
    }
}
