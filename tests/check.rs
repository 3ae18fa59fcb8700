//! Rule packs that read well and mean nothing, and the words that are said of them.
//!
//! `tests/check/NAME.rules` is loaded with `shared/scheme.toml` and `shared/facts.rules`; `track-NAME.rules` is a track
//! beside `shared/track.rules`; `scheme-NAME.toml` is a scheme of its own with `shared/right.rules`. What is said of
//! the shared files alone (that a case leaves most of the shared facts unused) is not shown.
//! `BLESS=1 cargo test --all-features --test check` writes the expected words anew; read them before you keep them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chengxin::RuleSet;
use chengxin::diagnostic::{Diagnostic, Language, render_plain};
use chengxin::source::{Sources, Span};

/// A path in this package.
fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file that all cases share.
fn shared(name: &str) -> String {
    fs::read_to_string(at("tests/check/shared").join(name)).unwrap()
}

/// Name and text of each file of a pack.
type Pack = Vec<(String, String)>;

/// The name that the file of a case has in its pack.
fn own_name(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    if name.starts_with("scheme-") {
        return "scheme.toml".to_owned();
    }
    if name.starts_with("track-") { format!("tracks/{name}") } else { "case.rules".to_owned() }
}

/// The pack of a case: its own file, and the shared ones around it.
fn pack(path: &Path) -> Pack {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let (mut scheme, mut rules) = (shared("scheme.toml"), shared("right.rules"));
    let mut tracks = vec![("tracks/right.rules".to_owned(), shared("track.rules"))];
    if name.starts_with("scheme-") {
        scheme = text;
    } else if name.starts_with("track-") {
        tracks.push((own_name(path), text));
    } else {
        rules = text;
    }
    let files = [("scheme.toml", scheme), ("facts.rules", shared("facts.rules")), ("case.rules", rules)];
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(tracks).collect()
}

/// What is said of a pack, errors and warnings, where one of their places is in the file `own`; and the texts.
fn said(pack: &Pack, own: &str) -> (Vec<Diagnostic>, Sources) {
    let checked = RuleSet::check_sources(pack.clone()).unwrap();
    let sources = checked.sources;
    let in_own = |span: Span| sources.get(span.file).is_some_and(|source| source.name() == own);
    let is_own = |found: &Diagnostic| found.labels.iter().any(|label| in_own(label.span));
    (checked.diagnostics.into_iter().filter(is_own).collect(), sources)
}

/// Every case, in order.
fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(at("tests/check")).unwrap().map(|entry| entry.unwrap().path());
    let is_case = |path: &PathBuf| path.extension().is_some_and(|end| end == "rules" || end == "toml");
    let mut cases: Vec<PathBuf> = entries.filter(is_case).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

#[test]
fn the_shared_files_are_right() {
    let (found, sources) = said(&pack(&at("tests/check/shared/right.rules")), "case.rules");
    assert!(found.is_empty(), "{}", render_plain(&found, &sources, Language::English));
}

#[test]
fn nothing_is_said_of_the_reference_pack() {
    let checked = RuleSet::check(at("rules/beijing-2023")).unwrap();
    assert!(
        checked.diagnostics.is_empty(),
        "{}",
        render_plain(&checked.diagnostics, &checked.sources, Language::English)
    );
}

#[test]
fn every_case_is_told_what_is_wrong() {
    for path in cases() {
        let (found, sources) = said(&pack(&path), &own_name(&path));
        assert!(!found.is_empty(), "{} has no fault", path.display());
        for (language, ending) in [(Language::Chinese, "zh.txt"), (Language::English, "en.txt")] {
            let shown = render_plain(&found, &sources, language);
            let expected = path.with_extension(ending);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&expected, &shown).unwrap();
            }
            let written = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(shown, written, "{}", expected.display());
        }
    }
}

/// Every `"E…"` and `"W…"` in the sources of a folder.
fn codes(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(at(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(codes(&path.to_string_lossy()));
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        found.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
    }
    found
}

fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix(['E', 'W']).unwrap_or("");
    digits.len() == 4 && digits.chars().all(|character| character.is_ascii_digit())
}

#[test]
fn every_code_has_a_case() {
    let known: BTreeSet<String> =
        ["src/check", "src/proof", "src/scheme", "src/ruleset"].iter().flat_map(|folder| codes(folder)).collect();
    assert!(known.len() > 60, "{known:?}");
    let shown: BTreeSet<&str> = cases()
        .iter()
        .flat_map(|path| said(&pack(path), &own_name(path)).0)
        .map(|diagnostic| diagnostic.code)
        .collect();
    let missing: Vec<&String> = known.iter().filter(|code| !shown.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "without a case: {missing:?}");
}

#[test]
fn every_replacement_mends_its_fault() {
    let (mut applied, mut useless) = (0, Vec::new());
    for path in cases() {
        let (pack, own) = (pack(&path), own_name(&path));
        let (found, sources) = said(&pack, &own);
        for diagnostic in &found {
            for (span, text) in diagnostic.helps.iter().filter_map(|help| help.replacement.as_ref()) {
                let name = sources.get(span.file).unwrap().name();
                let mut mended = pack.clone();
                let (_, source) = mended.iter_mut().find(|(known, _)| known == name).unwrap();
                source.replace_range(usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap(), text);
                let (left, again) = said(&mended, &own);
                let place = sources.origin(diagnostic.span());
                let same = |other: &&Diagnostic| other.code == diagnostic.code && again.origin(other.span()) == place;
                let shown = render_plain(&left, &again, Language::English);
                // Other slips of the file stay; a new one, or the same again, means that the text is not valid there.
                let slips = |all: &[Diagnostic]| all.iter().filter(|other| other.code.starts_with("E01")).count();
                let own = usize::from(diagnostic.code.starts_with("E01"));
                if left.iter().any(|other| same(&other)) || slips(&left) > slips(&found) - own {
                    useless.push(format!("{}: {text} does not mend it\n{shown}", path.display()));
                }
                applied += 1;
            }
        }
    }
    assert!(useless.is_empty(), "{}", useless.join("\n"));
    assert!(applied >= 140, "{applied}");
}

/// Three faults in one file, each with its caret under the right characters of a Chinese line.
const THREE_ZH: &str = r#"错误[E0201]: 没有名为“满意程度”的事实或定义
  --> case.rules:2:22
  |
2 | 定义 经营久 = 成立日期 满 3年 且 满意程度 达到 60
  |                                  ^^^^^^^^
  = 帮助: 是不是想写“满意度”？
      满意度

错误[E0301]: 这里是金额，这个数没有写单位
  --> case.rules:4:43
  |
4 |   指标 A1 "资本" 满分 5 { 得 满分 当 独立法人 且 注册资本 超过 500 }
  |                                                                ^^^
  = 帮助: 补上单位：500元
      500元
  = 帮助: 补上单位：500万元
      500万元

错误[E0206]: 没有“小形”这个选项，可选的有：大型、中型、小微
  --> case.rules:5:43
  |
5 |   指标 A2 "规模" 满分 5 { 分档 企业规模 { 大型、中型 : 5 分；小形 : 2 分；其他 : 0 分 } }
  |                                                              ^^^^
  = 帮助: 是不是想写“小微”？
      小微
"#;

/// The same in English.
const THREE_EN: &str = r#"error[E0201]: there is no fact or definition named “满意程度”
  --> case.rules:2:22
  |
2 | 定义 经营久 = 成立日期 满 3年 且 满意程度 达到 60
  |                                  ^^^^^^^^
  = help: did you mean “满意度”?
      满意度

error[E0301]: this number has no unit; it should be an amount of money
  --> case.rules:4:43
  |
4 |   指标 A1 "资本" 满分 5 { 得 满分 当 独立法人 且 注册资本 超过 500 }
  |                                                                ^^^
  = help: give the unit: 500元
      500元
  = help: give the unit: 500万元
      500万元

error[E0206]: there is no choice “小形”; there are: 大型、中型、小微
  --> case.rules:5:43
  |
5 |   指标 A2 "规模" 满分 5 { 分档 企业规模 { 大型、中型 : 5 分；小形 : 2 分；其他 : 0 分 } }
  |                                                              ^^^^
  = help: did you mean “小微”?
      小微
"#;

#[test]
fn three_faults_are_three_diagnostics() {
    let (found, sources) = said(&pack(&at("tests/check/three-faults.rules")), "case.rules");
    let places: Vec<(&str, &str)> = found.iter().map(|each| (each.code, sources.text(each.span()))).collect();
    assert_eq!(places, [("E0201", "满意程度"), ("E0301", "500"), ("E0206", "小形")]);
    assert_eq!(render_plain(&found, &sources, Language::Chinese), THREE_ZH);
    assert_eq!(render_plain(&found, &sources, Language::English), THREE_EN);
    // On a terminal a Chinese character is two columns wide: what stands above each caret is what is meant.
    for text in [THREE_ZH, THREE_EN] {
        let lines: Vec<&str> = text.lines().collect();
        let under = lines.iter().enumerate().filter(|(_, line)| line.contains('^')).map(|(number, line)| {
            let (low, high) = (line.find('^').unwrap(), line.rfind('^').unwrap() + 1);
            columns(lines[number - 1], low, high)
        });
        assert_eq!(under.collect::<Vec<_>>(), ["满意程度", "500", "小形"]);
    }
}

/// The characters of a line that stand in these columns of a terminal.
fn columns(line: &str, low: usize, high: usize) -> String {
    let mut column = 0;
    let mut found = String::new();
    for character in line.chars() {
        if (low..high).contains(&column) {
            found.push(character);
        }
        column += if character.is_ascii() { 1 } else { 2 };
    }
    found
}

#[test]
fn more_than_the_points_may_be_meant() {
    let mut pack = pack(&at("tests/check/award-above-points.rules"));
    let (_, text) = pack.iter_mut().find(|(name, _)| name == "case.rules").unwrap();
    *text = text.replace("独立法人\n", "独立法人\n  不封顶\n");
    let (found, sources) = said(&pack, "case.rules");
    assert!(found.is_empty(), "{}", render_plain(&found, &sources, Language::English));
}

/// What is said of a case once a text in it is replaced.
fn said_after(case: &str, text: &str, by: &str) -> BTreeSet<&'static str> {
    let mut pack = pack(&at(case));
    let (_, rules) = pack.iter_mut().find(|(name, _)| name == "case.rules").unwrap();
    assert!(rules.contains(text), "{case}");
    *rules = rules.replace(text, by);
    let (found, _) = said(&pack, "case.rules");
    found.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_jump_may_be_meant() {
    let found = said_after("tests/check/joint-does-not-join.rules", "\n}\n", "\n  跳变有意 \"过亿元的另给 2 分\"\n}\n");
    assert!(!found.contains("W0401"), "{found:?}");
}

#[test]
fn the_middle_may_be_best() {
    let case = "tests/check/missing-minus.rules";
    let found = said_after(case, "可为负", "可为负 适中为好");
    assert!(!found.contains("W0420"), "{found:?}");
    let found = said_after(case, "可为负", "可为负 越高越好");
    assert!(found.contains("E0420"), "{found:?}");
}

#[test]
fn one_fact_may_be_good_in_the_middle() {
    let case = "tests/check/better-scores-less.rules";
    assert!(said_after(case, "越高越好", "适中为好").is_empty());
}

#[test]
fn more_faults_than_are_listed_are_said_to_be_left_out() {
    let mut pack = pack(Path::new(&at("tests/check/shared/right.rules")));
    pack.iter_mut().find(|(name, _)| name == "case.rules").unwrap().1 = "事实 甲 (a) 金饿\n".repeat(5_000);
    let (found, _) = said(&pack, "case.rules");
    assert!(found.len() < 1_000 && found.iter().any(|fault| fault.code == "E0122"), "{}", found.len());
}
