//! Faulty packs, one idea each, with the words that are said of them in both languages.
//!
//! `tests/check/NAME.rules` is a rule file over the small scheme beside it; a line `#### scheme.toml` (or another name)
//! begins a further file of the pack. `BLESS=1 cargo test --test check` writes the words anew; read them before you keep
//! them. Every replacement that is offered is applied, and must mend what it is offered for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chengxin::diagnostic::{Diagnostic, Language, render_plain};
use chengxin::source::Sources;
use chengxin::{Error, RuleSet};

/// Codes that files cannot show: a file that is too large, and more faults than are listed.
const ELSEWHERE: [&str; 2] = ["E0101", "E0122"];

type Pack = Vec<(String, String)>;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(here(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

/// The files of a case: its rules, and what else stands under a line `#### NAME`.
fn pack(path: &Path) -> Pack {
    let mut pack: Pack = vec![("rules.rules".to_owned(), String::new())];
    for line in std::fs::read_to_string(path).unwrap().split_inclusive('\n') {
        match line.strip_prefix("#### ") {
            Some(name) => pack.push((name.trim().to_owned(), String::new())),
            None => pack.last_mut().unwrap().1.push_str(line),
        }
    }
    if !pack.iter().any(|(name, _)| name == "scheme.toml") {
        pack.push(("scheme.toml".to_owned(), std::fs::read_to_string(here("tests/check/scheme.toml")).unwrap()));
    }
    pack
}

/// What is said of a pack.
fn check(pack: &Pack) -> (Vec<Diagnostic>, Sources) {
    match RuleSet::from_sources(pack.clone()) {
        Ok(rules) => (rules.warnings().to_vec(), rules.sources().clone()),
        Err(Error::Rules(errors)) => (errors.diagnostics, errors.sources),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn faulty_packs_are_told_what_is_wrong() {
    let found = files("tests/check", ".rules");
    assert!(found.len() >= 50);
    let mut wrong = Vec::new();
    for path in found {
        let (diagnostics, sources) = check(&pack(&path));
        for (language, ending) in [(Language::Chinese, "zh.txt"), (Language::English, "en.txt")] {
            let shown = render_plain(&diagnostics, &sources, language);
            let expected = path.with_extension(ending);
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(&expected, &shown).unwrap();
            }
            if shown.is_empty() || shown != std::fs::read_to_string(&expected).unwrap_or_default() {
                wrong.push(format!("{}\n{shown}", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_offered_mends_the_fault() {
    let mut applied = 0;
    for path in files("tests/check", ".rules") {
        let pack = pack(&path);
        let (diagnostics, sources) = check(&pack);
        for diagnostic in &diagnostics {
            for (span, text) in diagnostic.helps.iter().filter_map(|help| help.replacement.clone()) {
                let name = sources.get(span.file).unwrap().name().to_owned();
                let mut mended = pack.clone();
                let file = &mut mended.iter_mut().find(|(file, _)| *file == name).unwrap().1;
                file.replace_range(span.start as usize..span.end as usize, &text);
                let (left, left_sources) = check(&mended);
                let same = |found: &&Diagnostic| {
                    let place = |found: &Diagnostic, of: &Sources| of.origin(found.span()).to_string();
                    found.code == diagnostic.code && place(found, &left_sources) == place(diagnostic, &sources)
                };
                let again = left.iter().find(same);
                assert!(again.is_none(), "{}: “{text}” does not mend it: {again:?}", path.display());
                applied += 1;
            }
        }
    }
    assert!(applied >= 10, "{applied}");
}

/// The carets of one language: line, column under which they begin, and how many columns wide.
fn carets(shown: &str) -> Vec<(usize, usize)> {
    let marked = shown.lines().filter_map(|line| line.split_once("| ").map(|(_, marks)| marks));
    let marked = marked.filter(|marks| marks.trim_start().starts_with('^'));
    marked.map(|marks| (marks.len() - marks.trim_start().len(), marks.matches('^').count())).collect()
}

/// Three faults in one file: three carets, each under the words that are wrong, the same in both languages.
#[test]
fn three_faults_have_three_carets() {
    let (diagnostics, sources) = check(&pack(&here("tests/check/three_faults.rules")));
    assert_eq!(diagnostics.len(), 3);
    let shown = [Language::Chinese, Language::English].map(|language| render_plain(&diagnostics, &sources, language));
    let wanted = [("上年度纳税颔", 9), ("80分", 27), ("成立日期满3年", 15)];
    for text in &shown {
        let found = carets(text);
        assert_eq!(found.len(), 3, "{text}");
        for ((words, column), (at, width)) in wanted.iter().zip(&found) {
            let columns: usize = words.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum();
            assert_eq!((*at, *width), (*column, columns), "{words}\n{text}");
        }
    }
}

/// Every code in the sources has a case whose words can be read.
#[test]
fn every_code_has_a_case() {
    let mut codes = BTreeSet::new();
    let mut open = vec![here("src")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let quoted = text.split('"').filter(|part| part.len() == 5 && part.starts_with(['E', 'W']));
        codes.extend(quoted.filter(|code| code[1..].bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned));
    }
    let cases = files("tests/check", ".en.txt").into_iter().chain(files("tests/syntax/bad", ".en.txt"));
    let shown: String = cases.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let missing = codes.iter().filter(|code| !shown.contains(&format!("[{code}]")));
    let missing: Vec<&String> = missing.filter(|code| !ELSEWHERE.contains(&code.as_str())).collect();
    assert!(codes.len() > 80 && missing.is_empty(), "without a case: {missing:?}");
}

#[test]
fn more_faults_than_are_listed_are_counted() {
    let rules = "事实 甲 (a) 金饿\n".repeat(5_000);
    let scheme = std::fs::read_to_string(here("tests/check/scheme.toml")).unwrap();
    let (diagnostics, _) = check(&vec![("rules.rules".to_owned(), rules), ("scheme.toml".to_owned(), scheme)]);
    assert!(diagnostics.len() < 1_000, "{}", diagnostics.len());
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code).collect();
    assert!(codes.contains("E0122"), "{codes:?} {}", diagnostics.len());
}
