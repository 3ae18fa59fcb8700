//! Reports of a made-up breakdown, against the expected files beside it.
//!
//! `BLESS=1 cargo test --test report` writes the expected files anew; read the difference before committing it.

#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use std::path::PathBuf;

use chengxin::{Breakdown, Language};

fn sample() -> Breakdown {
    serde_json::from_str(include_str!("report/sample.json")).unwrap()
}

fn expect(name: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs from what is rendered now:\n{actual}");
}

#[test]
fn every_report_is_as_expected() {
    let breakdown = sample();
    for (language, suffix) in [(Language::Chinese, "zh"), (Language::English, "en")] {
        expect(&format!("full.{suffix}.txt"), &breakdown.to_text(language));
        expect(&format!("summary.{suffix}.txt"), &breakdown.to_summary(language));
        expect(&format!("full.{suffix}.md"), &breakdown.to_markdown(language));
        expect(&format!("explain.{suffix}.txt"), &breakdown.explain(None, language).unwrap());
    }
}

#[test]
fn json_gives_the_same_breakdown_and_the_same_bytes() {
    let breakdown = sample();
    let again: Breakdown = serde_json::from_str(&breakdown.to_json()).unwrap();
    assert_eq!(again, breakdown);
    assert_eq!(again.to_json(), breakdown.to_json());
    let line: Breakdown = serde_json::from_str(&breakdown.to_json_line()).unwrap();
    assert_eq!(line, breakdown);
    assert!(!breakdown.to_json_line().contains('\n'));
}

#[test]
fn one_indicator_or_condition_can_be_explained() {
    let breakdown = sample();
    let indicator = breakdown.explain(Some("C1-1"), Language::Chinese).unwrap();
    assert!(indicator.contains("第1条“京市监罚〔2023〕1号”：扣 0.5 分（其他） × 2（重犯） = 1 分"), "{indicator}");
    assert!(breakdown.explain(Some("五-1"), Language::English).unwrap().contains("unknown"));
    assert_eq!(breakdown.explain(Some("C1-9"), Language::Chinese), None);
    assert_eq!(breakdown.nearest_code("C1-11"), Some("C1-1"));
}

#[test]
fn nothing_invisible_reaches_a_reader() {
    let breakdown = sample();
    for language in [Language::Chinese, Language::English] {
        for text in [breakdown.to_text(language), breakdown.to_summary(language), breakdown.to_markdown(language)] {
            assert!(!text.contains('\u{202e}'));
        }
        assert!(breakdown.to_markdown(language).contains("虚构建筑\\|公司"));
    }
}
