//! Random records for the facts that the random rules speak of; and records with something taken out of them.

use crate::entropy::Entropy;

/// The facts that every random rule set declares.
pub(crate) const FACTS: &str = "
事实 数甲 (n1) 数值 0 至 10
事实 数乙 (n2) 数值 0 至 10 可无记录
事实 数丙 (n3) 数值 可为负 可不适用
事实 金钱 (m) 金额 可无记录
事实 比值 (r) 比率 0% 至 100%
事实 人头 (p) 整数 人
事实 真甲 (y1) 是否
事实 真乙 (y2) 是否 可不适用
事实 级别 (k) 选项 { 高级 (high)、中级 (mid)、低级 (low) } 可无记录
事实 多项 (ks) 多选 { 子项 (a)、丑项 (b)、寅项 (c) }
事实 文字 (t) 文本 可无记录
事实 日甲 (d1) 日期
事实 日乙 (d2) 日期 可无记录
事实 年号 (yr) 年度
事实 清单 (rows) 列表 可无记录 {
    案号 (case) 文本 可无记录
    类别 (kind) 选项 { 子类 (a)、丑类 (b) }
    量值 (v) 数值 0 至 10 可无记录
    负数 (neg) 数值 -5 至 5
    款额 (amt) 金额
    发生日 (on) 日期 可无记录
    所属年 (yr) 年度
    属实 (ok) 是否
    修复日 (fixed) 日期 可无记录
    内列 (inner) 列表 {
        小分 (s) 数值 0 至 5 可无记录
    }
    定义 倍值 = 量值 × 2
}
事实 备单 (more) 列表 {
    重量 (w) 数值 0 至 10
    分量 (v) 数值 0 至 10 可无记录
}
事实 唯单 (uniq) 列表 唯一 次日 {
    次日 (on) 日期
    量次 (q) 数值 0 至 10 可无记录
}
事实 年表 (years) 列表 唯一 表年 {
    表年 (yr) 年度
    表值 (v) 数值 0 至 10 可无记录
}
";

const DATES: [&str; 14] = [
    "2023-10-31",
    "2023-10-30",
    "2022-10-31",
    "2022-12-01",
    "2022-03-01",
    "2021-06-30",
    "2021-03-15",
    "2020-10-31",
    "2020-11-01",
    "2020-02-29",
    "2019-05-05",
    "2018-10-31",
    "2016-01-01",
    "2023-01-31",
];

/// A value of a record: JSON text, or records.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    One(String),
    List(Vec<Members>),
}

/// Keys with their values, in order.
pub(crate) type Members = Vec<(&'static str, Value)>;

/// Members as JSON.
pub(crate) fn json(members: &Members) -> String {
    let parts = members.iter().map(|(key, value)| match value {
        Value::One(text) => format!("\"{key}\":{text}"),
        Value::List(rows) => format!("\"{key}\":[{}]", rows.iter().map(json).collect::<Vec<_>>().join(",")),
    });
    format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
}

fn one(entropy: &mut Entropy, of: &[&str]) -> Value {
    Value::One(entropy.one(of).to_owned())
}

fn date(entropy: &mut Entropy, none: bool) -> Value {
    if none && entropy.chance(25) {
        return Value::One("null".to_owned());
    }
    Value::One(format!("\"{}\"", entropy.one(&DATES)))
}

/// A record in which everything is given; with the scores that people gave to these indicators.
pub(crate) fn complete(entropy: &mut Entropy, assessed: &[(String, u32)]) -> Members {
    let numbers = ["5", "0", "1", "2.5", "10", "7"];
    let mut members = vec![
        ("n1", one(entropy, &numbers)),
        ("n2", one(entropy, &["3", "0", "10", "null", "4.5"])),
        ("n3", one(entropy, &["2", "-3", "0", "\"不适用\"", "12.5", "-0.5"])),
        ("m", one(entropy, &["\"500万元\"", "0", "\"0.08亿元\"", "null", "\"4999999.99元\""])),
        ("r", one(entropy, &["\"50%\"", "0", "1", "0.99", "\"33.3%\""])),
        ("p", one(entropy, &["3", "0", "5", "100"])),
        ("y1", one(entropy, &["true", "false"])),
        ("y2", one(entropy, &["true", "false", "\"不适用\""])),
        ("k", one(entropy, &["\"high\"", "\"mid\"", "\"low\"", "null"])),
        ("ks", one(entropy, &["[\"a\"]", "[]", "[\"a\",\"b\"]", "[\"b\",\"c\"]", "[\"a\",\"b\",\"c\"]"])),
        ("t", one(entropy, &["\"案一\"", "\"案二\"", "null"])),
        ("d1", date(entropy, false)),
        ("d2", date(entropy, true)),
        ("yr", one(entropy, &["2022", "2021", "2020", "2019", "2023"])),
    ];
    let more = (0..entropy.below(4)).map(|_| more(entropy)).collect();
    let rows = (0..entropy.below(5)).map(|_| row(entropy)).collect();
    let start = entropy.below(DATES.len());
    let dated = (0..entropy.below(4)).map(|at| {
        let day = Value::One(format!("\"{}\"", DATES[(start + at) % DATES.len()]));
        vec![("on", day), ("q", one(entropy, &["1", "4", "0", "null", "9.5"]))]
    });
    members.push(("uniq", Value::List(dated.collect())));
    let years = ["2022", "2021", "2020", "2019", "2023"];
    let start = entropy.below(years.len());
    let yearly = (0..entropy.below(4)).map(|at| {
        let year = Value::One(years[(start + at) % years.len()].to_owned());
        vec![("yr", year), ("v", one(entropy, &["6", "0", "10", "null", "2.5"]))]
    });
    members.push(("years", Value::List(yearly.collect())));
    members.push(("more", Value::List(more)));
    members.push(("rows", if entropy.chance(8) { Value::One("null".to_owned()) } else { Value::List(rows) }));
    let scores = assessed.iter().filter(|_| !entropy.chance(20)).map(|(code, points)| {
        vec![
            ("indicator", Value::One(format!("\"{code}\""))),
            ("layer", Value::One("\"final\"".to_owned())),
            ("score", Value::One(points.to_string())),
        ]
    });
    let scores: Vec<Members> = scores.collect();
    members.push(("assessments", Value::List(scores)));
    members
}

fn row(entropy: &mut Entropy) -> Members {
    let inner = (0..entropy.below(4)).map(|_| vec![("s", one(entropy, &["1", "0", "5", "2.5", "null"]))]);
    let inner = inner.collect();
    vec![
        ("case", one(entropy, &["\"甲案\"", "\"乙案\"", "\"丙案\"", "null"])),
        ("kind", one(entropy, &["\"a\"", "\"b\""])),
        ("v", one(entropy, &["2", "0", "10", "3.5", "null"])),
        ("neg", one(entropy, &["1", "-2", "0", "-5", "5"])),
        ("amt", one(entropy, &["\"1万元\"", "0", "\"600万元\"", "\"3元\""])),
        ("on", date(entropy, true)),
        ("yr", one(entropy, &["2022", "2021", "2020", "2018"])),
        ("ok", one(entropy, &["true", "false"])),
        ("fixed", date(entropy, true)),
        ("inner", Value::List(inner)),
    ]
}

fn more(entropy: &mut Entropy) -> Members {
    vec![("w", one(entropy, &["1", "0", "2.5", "10"])), ("v", one(entropy, &["4", "0", "10", "null", "6.5"]))]
}

/// The record with some of its values, records' fields and whole lists not submitted.
pub(crate) fn without(entropy: &mut Entropy, members: &Members, percent: usize) -> Members {
    let mut left = Members::new();
    for (key, value) in members {
        if *key == "assessments" {
            if !entropy.chance(percent) {
                left.push((key, value.clone()));
            }
            continue;
        }
        if entropy.chance(percent) {
            continue;
        }
        left.push(match value {
            Value::One(_) => (key, value.clone()),
            Value::List(rows) => (key, Value::List(rows.iter().map(|row| without(entropy, row, percent)).collect())),
        });
    }
    left
}

/// The same record in another order: its keys, the keys of its records, and the records themselves.
pub(crate) fn shuffled(entropy: &mut Entropy, members: &Members) -> Members {
    let shuffle = |entropy: &mut Entropy, count: usize| {
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            order.swap(at, entropy.below(at + 1));
        }
        order
    };
    let order = shuffle(entropy, members.len());
    order
        .into_iter()
        .map(|at| {
            let (key, value) = &members[at];
            match value {
                Value::One(_) => (*key, value.clone()),
                Value::List(rows) => {
                    let order = shuffle(entropy, rows.len());
                    (*key, Value::List(order.into_iter().map(|at| shuffled(entropy, &rows[at])).collect()))
                }
            }
        })
        .collect()
}
