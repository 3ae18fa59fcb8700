//! The clerk's guide keeps its promise: its file checks, scores as worked by hand, and is the file printed in it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, reason = "a failed test may panic")]

use std::path::{Path, PathBuf};

use chengxin::breakdown::Standing;
use chengxin::{Error, Options, Record, RuleSet, testing};

const FILE: &str = include_str!("guide/property.rules");
const RECORD: &str = include_str!("guide/property-sample.json");
const CASE: &str = include_str!("guide/property-sample.toml");
const GUIDE: &str = include_str!("../docs/编写指南.md");

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/beijing-2023")
}

/// The texts of the shipped pack and the guide's file, by their names in the pack.
fn texts() -> Vec<(String, String)> {
    let read = |name: &str| (name.to_owned(), std::fs::read_to_string(pack().join(name)).unwrap());
    let mut texts: Vec<_> = ["scheme.toml", "facts.rules", "conditions.rules", "basic.rules"].map(read).into();
    for entry in std::fs::read_dir(pack().join("tracks")).unwrap() {
        texts.push(read(&format!("tracks/{}", entry.unwrap().file_name().into_string().unwrap())));
    }
    texts.push(("tracks/property.rules".to_owned(), FILE.to_owned()));
    texts
}

#[test]
fn the_file_of_the_guide_scores_as_worked_by_hand() {
    let rules = RuleSet::from_sources(texts()).unwrap();
    assert!(rules.warnings().is_empty());
    let record = Record::from_json(RECORD).unwrap();
    let breakdown = rules.evaluate_with(&record, &Options::on("2023-10-31".parse().unwrap())).unwrap();
    let sheet = breakdown.sheets.iter().find(|sheet| sheet.key == "property").unwrap();
    assert_eq!(exact(&sheet.score), "79.625");
    for (code, score) in [("WY1-3", "5"), ("WY2-1", "8.8"), ("WY2", "33.125"), ("WY3-1", "12.5")] {
        assert_eq!(exact(&breakdown.indicator(code).unwrap().score), score, "{code}");
    }
}

fn exact(score: &Standing) -> String {
    score.exact().unwrap().to_string()
}

#[test]
fn the_case_of_the_guide_passes() {
    let scratch = std::env::temp_dir().join(format!("chengxin-guide-{}", std::process::id()));
    for (name, text) in texts() {
        let path = scratch.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::create_dir_all(scratch.join("cases/applicants")).unwrap();
    std::fs::write(scratch.join("cases/applicants/property-sample.json"), RECORD).unwrap();
    std::fs::write(scratch.join("cases/property-sample.toml"), CASE).unwrap();
    let report = testing::run_pack(&scratch).unwrap();
    std::fs::remove_dir_all(&scratch).unwrap();
    assert_eq!(report.cases.len(), 1);
    assert!(report.all_passed(), "{}", report.to_text(chengxin::Language::Chinese));
}

#[test]
fn the_guide_prints_the_file_the_record_and_the_case() {
    assert_eq!(blocks("rules").last().unwrap(), FILE);
    assert!(blocks("json").contains(&RECORD.to_owned()));
    assert!(blocks("toml").contains(&CASE.to_owned()));
}

/// Each block is part of the file as it stands, or a whole file of its own, or the frame of the sheet.
#[test]
fn every_block_of_rules_is_checked() {
    let bare = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let (file, mut own) = (bare(FILE), 0);
    for block in blocks("rules") {
        let block_bare = bare(&block);
        if file.contains(block_bare.trim()) || block_bare.lines().all(|line| file.contains(line)) {
            continue;
        }
        own += 1;
        let mut texts = texts();
        texts.push(("tracks/other.rules".to_owned(), block));
        let rules = RuleSet::from_sources(texts).unwrap_or_else(|error| panic!("{error}"));
        assert!(rules.warnings().is_empty());
    }
    assert_eq!(own, 1, "the sheet of further methods");
}

/// One slip of the pen gives one message, and the one that helps.
#[test]
fn a_slip_gives_one_message() {
    for (right, slip, code, help) in [
        ("        500000平方米以上 ", "        50万平方米及以上 ", "E0118", "写成「50万平方米以上」"),
        ("满5年不足10年 : 3 分", "满5年不足10年得3分", "E0118", "写成「10年 : 3分」"),
        ("满5年不足10年 : 3 分", "满5年-10年 : 3 分", "E0307", "一段年限写成：满5年不足10年"),
        ("满5年不足10年 : 3 分", "满5年不足8年 : 3 分", "E0402", "补上缺的一档"),
        ("      封顶 5 分", "      最高5分", "E0108", "封顶单独写一行"),
        ("每具备一项 加 1 分 {", "每有一项加1分 {", "E0108", "每具备一项 加 1 分"),
        ("(property.lifts) 整数 台", "整数 台", "E0112", "英文代号"),
        ("当 决定日期 在近3年内", "当 决定日期在近3年内", "E0201", "决定日期 在近3年内"),
        ("\"质量管理\" 满分 5 {", "\"质量管理\" 5分 {", "E0112", ""),
    ] {
        assert!(FILE.contains(right), "{right}");
        let mut texts = texts();
        texts.last_mut().unwrap().1 = FILE.replace(right, slip);
        let Err(Error::Rules(errors)) = RuleSet::from_sources(texts) else { panic!("{slip} is accepted") };
        let told = errors.render(chengxin::Language::Chinese);
        let codes: Vec<&str> = errors.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, [code], "{told}");
        assert!(told.contains(help), "{told}");
    }
    let mut texts = texts();
    texts.last_mut().unwrap().1 = FILE.replace("缺项折算 不低于 50% 否则转人工", "");
    let rules = RuleSet::from_sources(texts).unwrap();
    let warned: Vec<&str> = rules.warnings().iter().map(|one| one.code).collect();
    assert_eq!(warned, ["W0901", "W0901"]);
}

/// Every fenced block of one kind, with its line breaks.
fn blocks(kind: &str) -> Vec<String> {
    let (mut blocks, mut open): (Vec<String>, Option<String>) = (Vec::new(), None);
    for line in GUIDE.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(name)) => open = Some(if name == kind { String::new() } else { "\0".to_owned() }),
            (Some(block), None) => block.push_str(&format!("{line}\n")),
            (Some(_), Some(_)) => blocks.extend(open.take().filter(|block| !block.starts_with('\0'))),
            (None, None) => {}
        }
    }
    blocks
}
