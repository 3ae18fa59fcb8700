//! Rule files that parse and print, and rule files that do not, with the words that are said of them.
//!
//! `BLESS=1 cargo test --test syntax` writes the expected words anew; read them before you keep them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop where it stands")]

#[path = "syntax/round_trip.rs"]
mod round_trip;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chengxin::diagnostic::{Language, render_plain};
use chengxin::document::Document;
use chengxin::source::{Source, Sources};
use chengxin::syntax;
use proptest::prelude::*;
use round_trip::round_trip;

/// The rule files of a folder, where there is one.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "rules")).collect();
    files.sort();
    files
}

/// Parses a text; its document, and the faults as they are shown.
fn read(name: &str, text: &str, language: Language) -> (Document, String) {
    let mut sources = Sources::default();
    let source = Source::new(name, text);
    let (document, faults) = syntax::parse(&source, 0);
    sources.add(source);
    (document, render_plain(&faults, &sources, language))
}

#[test]
fn good_files_print_and_read_back() {
    for folder in ["tests/syntax/good", "rules/beijing-2023", "rules/beijing-2023/tracks"] {
        for path in files(folder) {
            round_trip(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn bad_files_are_told_what_is_wrong() {
    let found = files("tests/syntax/bad");
    assert!(!found.is_empty());
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        for (language, ending) in [(Language::Chinese, "zh.txt"), (Language::English, "en.txt")] {
            let (_, shown) = read(&name, &text, language);
            let expected = path.with_extension(ending);
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(&expected, &shown).unwrap();
            }
            assert!(!shown.is_empty(), "{name} has no fault");
            let written = std::fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(shown, written, "{}", expected.display());
        }
    }
}

/// Whole files in the reference; `tests/docs.rs` checks every example.
#[test]
fn the_examples_of_the_reference_print_and_read_back() {
    let reference = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md")).unwrap();
    let mut examples = 0;
    for block in reference.split("\n```rules").skip(1) {
        let (info, rest) = block.split_once('\n').unwrap();
        let code = rest.split_once("\n```").unwrap().0;
        let whole = ["事实 ", "条件 ", "指标表 ", "等级 ", "fact "].iter().any(|word| code.starts_with(word));
        if whole && !info.contains("error=") {
            round_trip("docs/language.md", code);
            examples += 1;
        }
    }
    assert!(examples >= 8, "{examples}");
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let (_, shown) = read("large.rules", &"#\n".repeat(3 << 20), Language::English);
    assert!(shown.contains("E0101"), "{shown}");
}

#[test]
fn a_byte_order_mark_is_accepted() {
    round_trip("bom.rules", "\u{FEFF}定义 甲 = 1\r\n定义 乙 = 2\r\n");
}

/// Runs on a small stack, and not for long.
fn finishes(text: String) {
    let work = move || {
        let start = Instant::now();
        let source = Source::new("deep.rules", text.as_str());
        let (document, faults) = syntax::parse(&source, 0);
        assert_eq!(faults.is_empty(), chengxin::format(&source, Some(Language::English)).is_ok());
        drop((document, faults));
        start.elapsed()
    };
    let taken = std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
    assert!(taken < Duration::from_secs(30), "{taken:?}");
}

#[test]
fn no_input_is_too_deep_or_too_long() {
    let many = 60_000;
    for part in [
        "(",
        ")",
        "{",
        "}",
        "非 ",
        "-",
        "若 甲 则 ",
        "有 甲 当 ",
        "每个 甲 均 ",
        "甲 {\n",
        "条件 甲 \"乙\" {\n",
        "\"",
        "“",
        "甲 且 ",
        "甲 + ",
        "1,",
        "(\n",
        "甲\n且 ",
        "\n",
        "甲、",
        "较大(",
        "取最高 { ",
        "起 1 分，",
        "1",
        "\u{202E}",
        "甲",
        "0.",
        "#",
        "；",
        "指标 甲 \"乙\" 满分 1 {",
        "分档 {\n其他 : ",
    ] {
        for opening in ["定义 甲 = ", "指标表 甲 (a) 满分 1 {\n"] {
            finishes(format!("{opening}{}", part.repeat(many / part.len())));
        }
    }
}

#[test]
fn what_is_just_not_too_deep_is_read() {
    for (open, close) in [("(", ")"), ("非 ", ""), ("-", ""), ("若 甲 则 乙 否则 ", ""), ("较大(甲, ", ")")] {
        finishes(format!("定义 甲 = {}乙{}", open.repeat(60), close.repeat(60)));
        round_trip("deep.rules", &format!("定义 甲 = {}乙{}", open.repeat(60), close.repeat(60)));
        let (_, shown) =
            read("deep.rules", &format!("定义 甲 = {}乙{}", open.repeat(66), close.repeat(66)), Language::English);
        assert!(shown.contains("E0103"), "{open}: {shown}");
    }
}

/// Words of the language and other pieces, for texts that nobody would write.
const PIECES: &[&str] = &[
    "事实",
    "定义",
    "条件",
    "指标表",
    "指标",
    "等级",
    "调整",
    "满分",
    "得",
    "分档",
    "每条",
    "扣",
    "加",
    "按",
    "每满",
    "每",
    "起",
    "自",
    "当",
    "且",
    "或",
    "非",
    "达到",
    "不足",
    "满",
    "至",
    "在近",
    "内",
    "在",
    "属于",
    "为空",
    "有",
    "无",
    "每个",
    "均",
    "若",
    "则",
    "否则",
    "其他",
    "以上",
    "以下",
    "的",
    "合计(",
    "条数(",
    "(",
    ")",
    "{",
    "}",
    "\n",
    "；",
    "，",
    "：",
    "、",
    "=",
    "+",
    "-",
    "×",
    "÷",
    "<=",
    "=<",
    "甲",
    "乙",
    "C1-1",
    "\"文字\"",
    "“文字”",
    "\"",
    "“",
    "3年",
    "500万元",
    "1",
    "0.5 分",
    "35%",
    "2023-10-18",
    "2023年度",
    "1,000",
    "二十",
    "name",
    "(name)",
    "数值",
    "金额",
    "列表",
    "选项",
    "来源",
    "缺省",
    "不适用",
    "比例",
    "从",
    "封顶",
    "乘",
    "同一",
    "只计最重",
    "重犯",
    "于",
    "前3年内",
    "define",
    "when",
    "and",
    "bands",
    "#",
    "\u{200B}",
    "。",
    "《",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        finishes(text);
    }

    #[test]
    fn any_words_are_read(picks in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..120)) {
        let text: String = picks.iter().map(|(at, space)| format!("{}{}", PIECES[*at], if *space { " " } else { "" })).collect();
        finishes(text);
    }

    #[test]
    fn any_expression_prints_and_reads_back(condition in condition(), amount in amount(), score in score(), cell in range()) {
        round_trip("generated.rules", &format!("定义 甲 = {condition}\n定义 乙 = {amount}\n"));
        round_trip("generated.rules", &format!(
            "调整 Q1 \"题\" {{\n得 {score} 当 {condition}\n分档 {amount} {{ {cell} : {score}；其他 : {score} 缺省 }}\n清零 当 {condition}\n}}\n"
        ));
    }
}

fn literal() -> impl Strategy<Value = String> {
    let units = vec!["", "元", "万元", "亿元", " 分", "%", "‰", "人", "平方米", "小时", "万人", "亿吨", "万人次"];
    let number = (0..100_000_u32, 0..100_u32, proptest::sample::select(units));
    prop_oneof![
        number.prop_map(|(whole, rest, unit)| format!("{whole}.{rest:02}{unit}")),
        (1..40_u32).prop_map(|years| format!("{years}年")),
        (1..40_u32).prop_map(|months| format!("{months}个月")),
        (1990..2030_i32, 1..13_u32, 1..29_u32).prop_map(|(year, month, day)| format!("{year}-{month}-{day}")),
        (1990..2030_i32).prop_map(|year| format!("{year}年度")),
    ]
}

fn word() -> impl Strategy<Value = String> {
    let words = vec![
        "注册资本",
        "层级",
        "甲",
        "年度",
        "金额",
        "基准日",
        "上年度",
        "总分",
        "本条分值",
        "得分(C1-1)",
        "Ａ级",
        "é1",
        "近3年额",
    ];
    proptest::sample::select(words).prop_map(str::to_owned)
}

fn amount() -> impl Strategy<Value = String> {
    prop_oneof![literal(), word()].prop_recursive(4, 24, 3, |inner| {
        let operator = proptest::sample::select(&["+", "-", "×", "÷", "*", "/"][..]);
        let function = proptest::sample::select(&["较大", "较小"][..]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(left, operator, right)| format!("{left} {operator} {right}")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.clone().prop_map(|inner| format!("-{inner}")),
            (function, inner.clone(), inner.clone())
                .prop_map(|(function, left, right)| format!("{function}({left}, {right})")),
            inner.clone().prop_map(|inner| format!("合计(项目 的 {inner} 当 有效 或 {inner} > 0)")),
            (inner.clone(), inner.clone()).prop_map(|(value, weight)| format!("加权平均(项目 的 {value} 权 {weight})")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("(若 {one} ≥ {two} 则 {one} 否则 {two})")),
            (inner.clone(), inner).prop_map(|(from, to)| format!("({from} 至 {to})")),
        ]
    })
}

fn range() -> impl Strategy<Value = String> {
    (literal(), literal(), 0..8_u8).prop_filter_map("both ends have a unit or none", |(low, high, form)| {
        let plain = |text: &str| text.ends_with(|end: char| end.is_ascii_digit());
        let both = matches!(form, 0..4);
        (!both || plain(&low) == plain(&high)).then(|| match form {
            0 => format!("{low}以上不足{high}"),
            1 => format!("超过{low}不超过{high}"),
            2 => format!("{low} 至 {high}"),
            3 => format!("满{low}不满 {high}"),
            4 => format!("{low}以上"),
            5 => format!("不足{high}"),
            6 => format!("{high}以内"),
            _ => low,
        })
    })
}

fn condition() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        (
            amount(),
            proptest::sample::select(
                &["达到", "超过", "不足", "不超过", "为", "不为", "早于", "不晚于", "满", "不满", ">=", "<"][..]
            ),
            amount()
        )
            .prop_map(|(left, operator, right)| format!("{left} {operator} {right}")),
        (word(), range()).prop_map(|(subject, range)| format!("{subject} 在 {range}")),
        (
            word(),
            proptest::sample::select(
                &[
                    "已填",
                    "为空",
                    "无记录",
                    "不适用",
                    "在近3年内",
                    "不在近12个月内",
                    "在近3年度内",
                    "在后30日内",
                    "满 3年",
                    "不满 3年",
                    "属于 国家级、省部级",
                    "仅 \"甲\""
                ][..]
            )
        )
            .prop_map(|(subject, test)| format!("{subject} {test}")),
        Just("独立法人".to_owned()),
        Just("是".to_owned()),
        Just("有 处罚".to_owned()),
    ];
    test.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("{left} 且 {right}")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("{left} 或 {right}")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(one, two, three)| format!("({one} 或 {two}) 且 {three}")),
            inner.clone().prop_map(|inner| format!("非 ({inner})")),
            inner.clone().prop_map(|inner| format!("(无 处罚 当 {inner})")),
            inner.clone().prop_map(|inner| format!("有 处罚 当 {inner}")),
            inner.clone().prop_map(|inner| format!("每个 项目 均 {inner}")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(one, two, three)| format!("若 {one} 则 {two} 否则 {three}")),
        ]
    })
}

fn score() -> impl Strategy<Value = String> {
    prop_oneof![
        amount(),
        Just("满分".to_owned()),
        Just("比例".to_owned()),
        Just("待评".to_owned()),
        (amount(), amount()).prop_map(|(low, high)| format!("比例 从 {low} 至 {high}")),
        (amount(), amount()).prop_map(|(low, high)| format!("由 {low} 至 {high}")),
        (amount(), amount()).prop_map(|(step, points)| format!("起 6 分，每满 {step} 加 {points}")),
        (amount(), amount(), amount())
            .prop_map(|(of, step, points)| format!("按 {of} 自 99% 每低 {step} 减 {points} 不足进一 封顶 3 分")),
    ]
}
