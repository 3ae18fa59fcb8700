//! `chengxin diff` and `chengxin whatif` as a user runs them: formats, streams, exit codes, dates.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may panic")]

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chengxin::impact::ImpactReport;
use chengxin::whatif::WhatIf;

/// Runs in `tests/impact`, so that places are short.
fn run(arguments: &[&str], input: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengxin"));
    command.current_dir("tests/impact").args(arguments).env("LC_ALL", "zh_CN.UTF-8");
    command
        .stdin(input.map_or_else(Stdio::null, |path| File::open(Path::new("tests/impact").join(path)).unwrap().into()));
    command.output().unwrap()
}

fn diff(more: &[&str], input: Option<&str>) -> Output {
    let records = if input.is_some() { "-" } else { "records.jsonl" };
    let first = ["diff", "old", "new", "--records", records, "--limit", "2"];
    run(&first.iter().chain(more).copied().collect::<Vec<_>>(), input)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn expected(name: &str) -> String {
    std::fs::read_to_string(Path::new("tests/impact/expected").join(name)).unwrap()
}

#[test]
fn records_are_compared_in_every_format() {
    let text = diff(&["--as-of", "2024-02-01"], None);
    assert_eq!(text.status.code(), Some(3), "{}", err(&text));
    assert!(out(&text).ends_with(&expected("report.zh.txt")), "{}", out(&text));
    let said = err(&text);
    assert!(said.contains("--> records.jsonl:6:70 penalties") && said.contains("另有 1 条未能比较"), "{said}");
    assert!(said.contains("读了 9 条记录") && said.contains("每秒"), "{said}");

    let markdown = diff(&["--as-of", "2024-02-01", "--format", "markdown"], None);
    assert!(out(&markdown).ends_with(&expected("report.zh.md")), "{}", out(&markdown));

    let table = diff(&["--as-of", "2024-02-01", "--format", "csv"], None);
    assert_eq!(out(&table), expected("changes.csv"));

    let json = diff(&["--as-of", "2024-02-01", "--format", "json"], None);
    let whole: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    let report: ImpactReport = serde_json::from_value(whole.get("applicants").unwrap().clone()).unwrap();
    assert_eq!(format!("{}\n", report.to_json()), expected("report.json"));
    assert!(whole.get("rules").is_some());
}

#[test]
fn lines_on_standard_input_give_the_same() {
    let table = diff(&["--as-of", "2024-02-01", "--format", "csv"], Some("records.jsonl"));
    assert_eq!(out(&table), expected("changes.csv").replace("records.jsonl:", "<stdin>:"));
}

#[test]
fn the_date_is_by_default_the_first_day_of_the_new_rules() {
    let first_day = diff(&[], None);
    assert!(out(&first_day).contains("基准日 2024-01-11"), "{}", out(&first_day));
    let early = diff(&["--as-of", "2023-06-30"], None);
    assert!(out(&early).contains("新规则自 2024-01-11 起有效：基准日 2023-06-30 仍按旧规则，任何申报单位的结果都不变"));
    assert!(out(&early).contains("没有任何变化"), "{}", out(&early));
    let forced = diff(&["--as-of", "2023-06-30", "--as-if-in-force"], None);
    assert!(out(&forced).contains("任何一处有变化的 4 家"), "{}", out(&forced));
    let undated = run(&["diff", "old", "../cli/pack"], None);
    assert_eq!(undated.status.code(), Some(2));
    assert!(err(&undated).contains("--as-of"), "{}", err(&undated));
}

#[test]
fn what_is_read_is_not_overwritten() {
    let output = diff(&["--as-of", "2024-02-01", "-o", "records.jsonl"], None);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let missing = run(&["diff", "old", "new", "--records", "none.jsonl"], None);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn what_if_answers_refuses_and_suggests() {
    let what_if = |changes: &[&str], more: &[&str]| {
        let first = ["whatif", "--rules", "../cli/pack", "--as-of", "2023-10-31", "../cli/record.json"];
        run(&first.iter().chain(changes).chain(more).copied().collect::<Vec<_>>(), None)
    };
    let text = what_if(&["营业额=900万元"], &[]);
    assert_eq!(text.status.code(), Some(0), "{}", err(&text));
    assert!(out(&text).contains("最终得分"), "{}", out(&text));
    let json = what_if(&["营业额=900万元"], &["--format", "json"]);
    let found: WhatIf = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(found.change.shift().low, (-21).into());
    let unknown = what_if(&["营业颜=900万元"], &[]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("是不是“营业额”"), "{}", err(&unknown));
    assert_eq!(what_if(&["营业额"], &[]).status.code(), Some(2));
    assert!(err(&what_if(&["营业额"], &[])).contains("不是 事实=值"), "{}", err(&what_if(&["营业额"], &[])));
    let misfit = what_if(&["营业额=很多"], &[]);
    assert_eq!(misfit.status.code(), Some(3), "{}", err(&misfit));
}
