//! Rule files and their canonical form.
//!
//! `tests/format/NAME.rules` is formatted as written (`NAME.written.txt`), in Chinese (`NAME.zh.txt`) and in English
//! (`NAME.en.txt`); a form that is the same as the one as written has no file.
//! `BLESS=1 cargo test --all-features --test format` writes them anew; read them before you keep them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

#[path = "format/draw.rs"]
mod draw;
#[path = "format/mangle.rs"]
mod mangle;
#[path = "format/meaning.rs"]
mod meaning;
#[path = "syntax/round_trip.rs"]
mod round_trip;

use std::fs;
use std::path::{Path, PathBuf};

use chengxin::source::Source;
use chengxin::{Language, Options, Record, RuleSet, syntax};
use draw::Draw;
use mangle::mangled;
use meaning::{difference, meaning};
use round_trip::{formatted, round_trip};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file below a directory whose name ends like this, in order.
fn files(directory: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap().map(|entry| entry.unwrap()) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Name and text of each rule text of the project that has no fault of syntax.
fn corpus() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for directory in ["rules", "tests"] {
        for path in files(&at(directory), ".rules") {
            texts.push((path.to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()));
        }
    }
    for directory in ["tests/constructs", "tests/clauses"] {
        for path in files(&at(directory), ".toml") {
            let table: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
            let rules = table.get("rules").and_then(toml::Value::as_str).unwrap_or_default();
            texts.push((path.to_string_lossy().into_owned(), rules.to_owned()));
        }
    }
    texts.retain(|(name, text)| syntax::parse(&Source::new(name.as_str(), text.as_str()), 0).1.is_empty());
    assert!(texts.len() > 200, "{}", texts.len());
    texts
}

#[test]
fn each_case_is_formatted_as_expected() {
    let mut wrong = Vec::new();
    for path in files(&at("tests/format"), ".rules") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.to_string_lossy();
        let written = formatted(&name, &text, None);
        let forms = [("zh.txt", Some(Language::Chinese)), ("en.txt", Some(Language::English)), ("written.txt", None)];
        for (end, language) in forms {
            let is = formatted(&name, &text, language);
            let file = path.with_extension(end);
            let needed = language.is_none() || is != written;
            if std::env::var_os("BLESS").is_some() {
                if needed { fs::write(&file, &is).unwrap() } else { drop(fs::remove_file(&file)) }
            }
            let expected = fs::read_to_string(&file).ok();
            if expected.as_ref() != needed.then_some(&is) {
                wrong.push(format!("{}:\n{is}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn formatting_keeps_the_meaning_and_is_stable() {
    for (name, text) in corpus() {
        round_trip(&name, &text);
    }
}

#[test]
fn blanks_widths_and_line_ends_make_no_difference() {
    for (at, (name, text)) in corpus().into_iter().enumerate() {
        let expected = formatted(&name, &text, None);
        let mangled = mangled(&text, &mut Draw::new(at as u64));
        assert_ne!(mangled, text, "{name}");
        assert_eq!(formatted(&name, &mangled, None), expected, "{name}\n{mangled}");
    }
}

#[test]
fn a_formatted_pack_scores_the_same() {
    let pack = at("rules/beijing-2023");
    let texts: Vec<(String, String)> = ["scheme.toml", "facts.rules", "conditions.rules", "basic.rules"]
        .into_iter()
        .chain(["tracks/catering.rules", "tracks/construction.rules", "tracks/district.rules"])
        .map(|name| (name.to_owned(), fs::read_to_string(pack.join(name)).unwrap()))
        .collect();
    let load = |change: &mut dyn FnMut(&str) -> String| {
        let changed = texts.iter().map(|(name, text)| {
            let rules = name.ends_with(".rules");
            (name.clone(), if rules { change(text) } else { text.clone() })
        });
        RuleSet::from_sources(changed).unwrap()
    };
    let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let packs = [
        load(&mut |text| text.lines().map(plain).collect::<Vec<_>>().join("\n\n")),
        load(&mut |text| formatted("pack", text, None)),
        load(&mut |text| formatted("pack", text, Some(Language::English))),
    ];
    let options = Options::on("2023-10-31".parse().unwrap());
    for applicant in files(&pack.join("cases/applicants"), ".json") {
        let record = Record::from_json(&fs::read_to_string(&applicant).unwrap()).unwrap();
        let [first, others @ ..] = packs.each_ref().map(|rules| {
            let breakdown = rules.evaluate_with(&record, &options).unwrap();
            meaning(&breakdown)
        });
        for other in others {
            assert_eq!(difference(&first, &other, ""), None, "{}", applicant.display());
        }
    }
}
