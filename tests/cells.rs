//! What the checker finds of a table by trying its cells is what is seen by scoring every applicant of a whole grid.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/entropy.rs"]
mod entropy;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chengxin::{Number, Record, RuleSet};
use entropy::{Entropy, Numbers};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const SCHEME: &str = r#"
id = "cells"
title = "格"
version = "1"
language = 1
files = ["rules.rules"]
pass_mark = "1"

[[sheets]]
key = "s"
weight = "1"
points = "40"
"#;

const FACTS: &str = "
事实 分数 (n) 数值 0 至 2
事实 件数 (c) 整数 件 可无记录
事实 属实 (y) 是否
事实 级别 (k) 选项 { 高级 (high)、中级 (mid)、低级 (low) } 可无记录
事实 材料 (m) 多选 { 表 (form)、照 (photo)、单 (list) }
";

/// One condition over the facts.
fn condition(entropy: &mut Entropy, depth: usize) -> String {
    if depth > 0 && entropy.chance(50) {
        let (left, right) = (condition(entropy, depth - 1), condition(entropy, depth - 1));
        return match entropy.below(3) {
            0 => format!("({left}) 且 ({right})"),
            1 => format!("({left}) 或 ({right})"),
            _ => format!("非 ({left})"),
        };
    }
    let comparison = entropy.one(&["达到", "超过", "不足", "不超过", "为", "不为"]);
    let (low, more) = (entropy.below(3), entropy.below(2));
    match entropy.below(11) {
        0 | 1 => format!("分数 {comparison} {low}"),
        2 => format!("分数 在 {low}以上不足{}", low + more + 1),
        3 => format!("分数 不在 {low} 至 {}", low + more),
        4 => format!("件数 {comparison} {low}件"),
        5 => entropy.one(&["件数 已填", "件数 无记录", "级别 为空"]).to_owned(),
        6 => "属实".to_owned(),
        7 => format!("级别 为 {}", entropy.one(&["高级", "中级", "低级"])),
        8 => {
            let word = entropy.one(&["含", "不含", "齐备", "仅"]);
            format!("材料 {word} {}", entropy.one(&["表", "表、照", "照、单"]))
        }
        9 => "材料 仅 表、单".to_owned(),
        _ => format!("级别 不属于 {}", entropy.one(&["高级、中级", "低级", "中级"])),
    }
}

/// A sheet of one table of these conditions, and of each condition alone.
fn sheet(conditions: &[String], other: bool) -> String {
    let mut rows = String::new();
    for (at, condition) in conditions.iter().enumerate() {
        writeln!(rows, "    {condition} : {} 分", at + 1).unwrap();
    }
    if other {
        rows.push_str("    其他 : 0 分\n");
    }
    let points = 40 - conditions.len();
    let mut text =
        format!("{FACTS}指标表 格 (s) 满分 40 {{\n  指标 T \"表\" 满分 {points} {{ 分档 {{\n{rows}  }} }}\n");
    for (at, condition) in conditions.iter().enumerate() {
        writeln!(text, "  指标 R{at} \"行\" 满分 1 {{ 得 1 分 当 {condition} }}").unwrap();
    }
    text + "}\n"
}

fn pack(rules: &str) -> [(&str, &str); 2] {
    [("scheme.toml", SCHEME), ("rules.rules", rules)]
}

/// Every applicant of the grid: the numbers at the bounds and between them, each choice, each way to have none.
fn applicants() -> Vec<String> {
    let mut records = Vec::new();
    for n in 0..=4 {
        for c in ["null", "0", "1", "2", "3"] {
            for y in [true, false] {
                for k in ["\"高级\"", "\"中级\"", "\"低级\"", "null"] {
                    let n = format!("{}.{}", n / 2, if n % 2 == 0 { 0 } else { 5 });
                    for m in [
                        "[]",
                        "[\"表\"]",
                        "[\"照\"]",
                        "[\"单\"]",
                        "[\"表\",\"照\"]",
                        "[\"表\",\"单\"]",
                        "[\"照\",\"单\"]",
                        "[\"表\",\"照\",\"单\"]",
                    ] {
                        records.push(format!("{{ \"n\": {n}, \"c\": {c}, \"y\": {y}, \"k\": {k}, \"m\": {m} }}"));
                    }
                }
            }
        }
    }
    records
}

/// The rows (by their points) that are taken by someone, and the rows that fit someone.
fn seen(rules: &RuleSet, rows: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut taken, mut fitting) = (BTreeSet::new(), BTreeSet::new());
    for json in applicants() {
        let record = Record::from_json(&json).unwrap();
        let breakdown = rules.evaluate(&record, "2023-10-31".parse().unwrap()).unwrap();
        let score = |code: &str| breakdown.indicator(code).unwrap().score.exact().cloned().unwrap();
        taken.extend((0..=rows).filter(|row| score("T") == Number::from(i64::try_from(*row).unwrap())));
        fitting.extend((0..rows).filter(|row| !score(&format!("R{row}")).is_zero()));
    }
    (taken, fitting)
}

/// What is said of a pack: code and line.
fn said(rules: &str) -> BTreeSet<(&'static str, usize)> {
    let checked = RuleSet::check_sources(pack(rules)).unwrap();
    let place = |diagnostic: &chengxin::Diagnostic| checked.sources.origin(diagnostic.labels[0].span).position.line;
    // Only the table is looked at here.
    let of_tables = |code: &str| code.starts_with("E04") || code == "W0410";
    let of_tables = checked.diagnostics.iter().filter(|diagnostic| of_tables(diagnostic.code));
    of_tables.map(|diagnostic| (diagnostic.code, place(diagnostic))).collect()
}

fn config() -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(2023) };
    let cases = more.unwrap_or(20);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn cells_see_what_scoring_sees(numbers in prop::collection::vec(any::<u16>(), 0..60).prop_map(Numbers)) {
        let mut entropy = Entropy::new(numbers);
        let count = 1 + entropy.below(4);
        let conditions: Vec<String> = (0..count).map(|_| condition(&mut entropy, 2)).collect();
        let (closed, open) = (sheet(&conditions, true), sheet(&conditions, false));
        let rules = RuleSet::from_sources(pack(&closed)).unwrap();
        let (taken, fitting) = seen(&rules, count);
        let found = said(&closed);
        let first = 1 + closed.lines().position(|line| line.contains("分档")).unwrap() + 1;
        for row in 0..count {
            let of_row: Vec<&str> = found.iter().filter(|(_, line)| *line == first + row).map(|(code, _)| *code).collect();
            let expected = match (taken.contains(&(row + 1)), fitting.contains(&row)) {
                (true, _) => of_row.is_empty(),
                (false, true) => of_row == ["E0410"] || of_row == ["E0411"],
                (false, false) => of_row == ["E0412"],
            };
            prop_assert!(expected, "row {row} {of_row:?} taken {taken:?} fitting {fitting:?}\n{closed}");
        }
        prop_assert_eq!(!taken.contains(&0), found.contains(&("W0410", first + count)), "{}", closed);
        let gap = said(&open).iter().any(|(code, _)| *code == "E0402");
        prop_assert_eq!(taken.contains(&0), gap, "{}", open);
    }
}
