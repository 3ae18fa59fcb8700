//! The catalogue of codes: every code of the sources has its entry, and every example shows what it says.
//!
//! `BLESS=1 cargo test --all-features --test catalogue` writes `docs/diagnostics.md` anew.

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

use chengxin::diagnostic::{Diagnostic, Example, Explanation, Language, Role, codes, explain, nearest_codes};
use chengxin::testing::Outcome;
use chengxin::{Record, RuleSet, Severity};

/// Codes whose fault is too large to be shown.
const NOT_SHOWN: &[&str] = &["E0101", "E0103", "E0122", "R0002", "R0003", "R0004", "R0321"];

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn shared(name: &str) -> String {
    fs::read_to_string(at("tests/check/shared").join(name)).unwrap()
}

/// Every code that stands in quotes in a file below a folder.
fn written(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("diagnostic/codes") {
            written(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("diagnostic/catalogue.rs") {
            let text = fs::read_to_string(path).unwrap();
            found.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
        }
    }
}

fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix(['E', 'W', 'R', 'C']).unwrap_or("");
    digits.len() == 4 && digits.chars().all(|one| one.is_ascii_digit())
}

#[test]
fn every_code_of_the_sources_is_explained_and_no_other() {
    let mut found = BTreeSet::new();
    written(&at("src"), &mut found);
    let known: BTreeSet<String> = codes().map(|entry| entry.code().to_owned()).collect();
    let missing: Vec<&String> = found.difference(&known).collect();
    let stale: Vec<&String> = known.difference(&found).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "add src/diagnostic/codes/CODE.md and list it in list.rs\nmissing: {missing:?}\nno longer used: {stale:?}"
    );
    assert!(codes().map(|entry| entry.code()).is_sorted(), "list.rs is sorted");
    let files = fs::read_dir(at("src/diagnostic/codes")).unwrap().count();
    assert_eq!(files, known.len() + 1, "each file of src/diagnostic/codes/ is listed in list.rs");
}

#[test]
fn every_entry_is_whole() {
    for entry in codes() {
        for language in [Language::Chinese, Language::English] {
            let (title, text) = (entry.title(language), entry.text(language));
            assert!(!title.is_empty() && !text.is_empty(), "{}", entry.code());
        }
        let chinese = |text: &str| text.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
        assert!(chinese(entry.text(Language::Chinese)), "{}", entry.code());
        let shown = entry.wrong().next().is_some();
        assert_eq!(shown, !NOT_SHOWN.contains(&entry.code()), "{}", entry.code());
    }
}

#[test]
fn each_wrong_example_is_told_and_each_right_one_is_not() {
    let mut faults = Vec::new();
    for entry in codes() {
        let given: String = entry.examples().filter(|one| one.role == Role::Given).map(|one| one.text).collect();
        for example in entry.examples().filter(|one| one.role != Role::Given) {
            let said = said(&example, &given);
            let own = said.iter().any(|(code, _)| code == entry.code());
            let wrong = example.role == Role::Wrong;
            let errors = said.iter().any(|(_, severity)| *severity == Severity::Error);
            if own != wrong || (!wrong && errors) {
                faults.push(format!("{} {:?}: {said:?}\n{}", entry.code(), example.role, example.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// The codes that an example gives, in the pack of `tests/check/shared`.
fn said(example: &Example, given: &str) -> Vec<(String, Severity)> {
    let scheme = shared("scheme.toml");
    match example.kind {
        "rules" => checked(&scheme, example.text, None),
        "track" => checked(&scheme, &shared("right.rules"), Some(example.text)),
        "toml" if example.text.starts_with("id =") => checked(example.text, &shared("right.rules"), None),
        "toml" => checked(&format!("{scheme}\n{}", example.text), &shared("right.rules"), None),
        "json" => recorded(example.text, &format!("{given}\n{}", shared("right.rules"))),
        "case" => tested(example.text),
        other => panic!("no such kind of example: {other}"),
    }
}

fn pack(scheme: &str, rules: &str, track: Option<&str>) -> Vec<(String, String)> {
    let (facts, right) = (shared("facts.rules"), shared("track.rules"));
    let files = [("scheme.toml", scheme), ("facts.rules", facts.as_str()), ("case.rules", rules)];
    let files = files.into_iter().chain([("tracks/right.rules", right.as_str())]);
    let files = files.chain(track.map(|text| ("tracks/track.rules", text)));
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn checked(scheme: &str, rules: &str, track: Option<&str>) -> Vec<(String, Severity)> {
    let checked = RuleSet::check_sources(pack(scheme, rules, track)).unwrap();
    // That an example leaves the shared facts unused is not its matter.
    let own = |found: &&Diagnostic| checked.sources.origin(found.span()).file != "facts.rules";
    checked.diagnostics.iter().filter(own).map(|found| (found.code.to_owned(), found.severity)).collect()
}

fn recorded(json: &str, rules: &str) -> Vec<(String, Severity)> {
    let rules = RuleSet::from_sources(pack(&shared("scheme.toml"), rules, None)).unwrap();
    let evaluated = Record::from_json(json).and_then(|record| rules.evaluate(&record, "2023-10-31".parse().unwrap()));
    let errors =
        evaluated.err().into_iter().flat_map(|errors| errors.iter().map(|one| one.code.to_owned()).collect::<Vec<_>>());
    errors.map(|code| (code, Severity::Error)).collect()
}

/// Runs one case of a pack that stands in a folder of its own.
fn tested(case: &str) -> Vec<(String, Severity)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for (name, text) in pack(&shared("scheme.toml"), &shared("right.rules"), None) {
        write(&name, &text);
    }
    write("cases/applicants/record.json", "{ \"legal\": true }");
    write("cases/case.toml", case);
    let report = chengxin::testing::run_pack(&folder).unwrap();
    match &report.cases[0].outcome {
        Outcome::Passed | Outcome::Unconfirmed => Vec::new(),
        Outcome::Faulty { diagnostics, .. } => {
            diagnostics.iter().map(|found| (found.code.to_owned(), found.severity)).collect()
        }
        other @ (Outcome::Failed(_) | Outcome::Unreadable(_) | Outcome::Refused(_)) => panic!("{other:?}\n{case}"),
    }
}

#[test]
fn a_code_is_found_in_any_case_and_the_nearest_where_there_is_none() {
    assert_eq!(explain("e0402").unwrap().code(), "E0402");
    assert!(explain("E9999").is_none());
    assert!(nearest_codes("E0420").contains(&"E0402") || !nearest_codes("E0420").is_empty());
}

/// The whole catalogue as a page.
fn page() -> String {
    let mut out = "# Diagnostics / 消息代码\n\n\
        Every code that the checker, the reader of records and the runner of cases give, in Chinese and in English. \
        `chengxin check --explain CODE` shows one of them; `--explain all` lists them. This page is written from \
        `src/diagnostic/codes/`.\n\n\
        E 错误 error · W 警告 warning · R 申报记录 record · C 样例 case\n\n"
        .to_owned();
    for entry in codes() {
        let (code, zh, en) = (entry.code(), entry.title(Language::Chinese), entry.title(Language::English));
        out.push_str(&format!("- [{code}](#{}) {zh} · {en}\n", code.to_lowercase()));
    }
    codes().for_each(|entry| out.push_str(&section(&entry)));
    out
}

fn section(entry: &Explanation) -> String {
    let (zh, en) = (Language::Chinese, Language::English);
    let mut out = format!("\n## {}\n\n**{}** · **{}**\n\n", entry.code(), entry.title(zh), entry.title(en));
    out.push_str(&format!("{}\n\n{}\n", entry.text(zh), entry.text(en)));
    for example in entry.examples() {
        let label = match example.role {
            Role::Wrong => "错误的写法 · wrong:",
            Role::Right => "正确的写法 · right:",
            Role::Given => "两例共用 · given:",
        };
        let language = match example.kind {
            "rules" | "track" => "text",
            "toml" | "case" => "toml",
            other => other,
        };
        out.push_str(&format!("\n{label}\n\n```{language}\n{}\n```\n", example.text));
    }
    out
}

#[test]
fn the_page_is_what_the_catalogue_says() {
    let path = at("docs/diagnostics.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page(),
        "docs/diagnostics.md: BLESS=1 cargo test --all-features --test catalogue writes it anew"
    );
}
