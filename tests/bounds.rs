//! What is proved: the bounds of scores, worked by hand beside each rule, and the page that an official can file.
//!
//! In `tests/proof/bounds/*.rules` the line above an indicator says what it can come to: `# T1 算得 [1, 8] 得 [1, 8]`, as
//! the rules compute it and in the end; a round bracket is an end that is not reached. `tests/proof/report` holds a small
//! pack and its page; `BLESS=1 cargo test --all-features --test bounds` writes the page anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};

use chengxin::diagnostic::{Diagnostic, Language, Severity, render_plain};
use chengxin::value::{Bound, Range};
use chengxin::{Checked, RuleSet};

/// A path in this package.
fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A pack of one sheet, with as many points as its head says.
fn checked(rules: &str) -> Checked {
    let head = rules.lines().find(|line| line.starts_with("指标表")).unwrap();
    let points = head.split_whitespace().skip_while(|word| *word != "满分").nth(1).unwrap();
    let scheme = format!(
        "id = \"case\"\ntitle = \"示例\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"case.rules\"]\npass_mark = \"1\"\n\
         [[sheets]]\nkey = \"basic\"\nweight = \"1\"\npoints = \"{points}\"\n"
    );
    RuleSet::check_sources([("scheme.toml", scheme.as_str()), ("case.rules", rules)]).unwrap()
}

fn shown(range: &Range) -> String {
    let number = |bound: &Bound| bound.number.to_string();
    let low = range
        .low
        .as_ref()
        .map_or("(-inf".to_owned(), |low| format!("{}{}", if low.included { '[' } else { '(' }, number(low)));
    let high = range
        .high
        .as_ref()
        .map_or("inf)".to_owned(), |high| format!("{}{}", number(high), if high.included { ']' } else { ')' }));
    format!("{low}, {high}")
}

#[test]
fn bounds_are_those_worked_by_hand() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(at("tests/proof/bounds")).unwrap() {
        let path = entry.unwrap().path();
        let rules = fs::read_to_string(&path).unwrap();
        let checked = checked(&rules);
        // The points are round on purpose, so that full marks are out of reach: that is told elsewhere.
        let told = |found: &Diagnostic| found.severity == Severity::Error && found.code != "E0620";
        let errors = checked.diagnostics.iter().any(told);
        assert!(!errors, "{}", render_plain(&checked.diagnostics, &checked.sources, Language::English));
        let proof = checked.proof.as_ref().unwrap();
        for line in rules.lines().map(str::trim).filter(|line| line.starts_with('#') && line.contains(" 算得 ")) {
            let (code, rest) = line.trim_start_matches('#').trim().split_once(" 算得 ").unwrap();
            let (raw, rest) = rest.split_once(" 得 ").unwrap();
            let held = rest.split("   ").next().unwrap();
            let found = proof.scores.iter().find(|bounds| bounds.code == code).unwrap();
            let is = (shown(&found.raw), shown(&found.held));
            if (is.0.as_str(), is.1.as_str()) != (raw, held) {
                wrong.push(format!("{code} of {}: {} {}, by hand {raw} {held}", path.display(), is.0, is.1));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared >= 20, "{compared}");
}

/// The pack of the report: one proved leaf, one that is refuted, one with hostile words in it.
fn pack(name: &str) -> Checked {
    RuleSet::check(at("tests/proof/report").join(name)).unwrap()
}

#[test]
fn the_page_says_what_was_proved_and_what_was_not() {
    for name in ["pack", "faulty"] {
        for (language, tag) in [(Language::Chinese, "zh"), (Language::English, "en")] {
            let checked = pack(name);
            for (page, end) in [(checked.to_markdown(language), "md"), (checked.to_html(language), "html")] {
                let expected = at("tests/proof/report").join(format!("{name}.{tag}.{end}"));
                if std::env::var_os("BLESS").is_some() {
                    fs::write(&expected, &page).unwrap();
                }
                assert_eq!(page, fs::read_to_string(&expected).unwrap_or_default(), "{}", expected.display());
            }
        }
    }
}

#[test]
fn nothing_on_the_page_is_markup_that_was_quoted() {
    let page = pack("pack").to_html(Language::Chinese);
    assert!(page.contains("&lt;script&gt;"), "{page}");
    assert!(!page.contains("<script"), "{page}");
    let page = pack("pack").to_markdown(Language::Chinese);
    assert!(page.contains("\\<script\\>"), "{page}");
}

#[test]
fn the_cost_counts_each_list_with_its_length() {
    let rules = "事实 甲 (a) 是否\n事实 外列 (o) 列表 {\n  内列 (i) 列表 { 好 (g) 是否 }\n  真 (t) 是否\n}\n\
                 指标表 示例 (basic) 满分 4 {\n  指标 A1 \"一\" 满分 2 { 得 满分 当 甲 }\n\
                 指标 A2 \"二\" 满分 2 { 得 满分 当 有 外列 当 真 且 (无 内列 当 好) }\n}\n";
    let stats = checked(rules).proof.unwrap().stats;
    // Every record of 外列: itself, 且, 真, 非 and 有 内列, and of 内列: itself and 好.
    assert!(stats.scheme.to_string().ends_with("+ 5·外列 + 2·外列×外列的内列"), "{}", stats.scheme);
    assert_eq!((stats.sizes.indicators, stats.sizes.lists, stats.sizes.fields), (2, 2, 3));
}
