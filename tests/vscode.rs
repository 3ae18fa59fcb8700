//! The extension of VS Code: its grammar highlights the keywords of the language, all of them and nothing else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test may panic")]

use std::collections::BTreeSet;
use std::path::Path;

use chengxin::syntax::vocabulary;
use serde_json::Value;

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The words of a pattern `…(?:甲|乙)…`.
fn words(pattern: &str) -> impl Iterator<Item = &str> {
    let inside = pattern.rsplit_once("(?:").unwrap().1.split_once(')').unwrap().0;
    inside.split('|')
}

#[test]
fn the_grammar_highlights_every_keyword_and_nothing_else() {
    let grammar = read("syntaxes/chengxin.tmLanguage.json");
    let included: BTreeSet<&str> =
        grammar["patterns"].as_array().unwrap().iter().map(|pattern| pattern["include"].as_str().unwrap()).collect();
    let mut highlighted = BTreeSet::new();
    for (name, group) in grammar["repository"].as_object().unwrap() {
        assert!(included.contains(format!("#{name}").as_str()), "{name} is not included");
        if name.starts_with("keywords-") {
            for pattern in group["patterns"].as_array().unwrap() {
                highlighted.extend(words(pattern["match"].as_str().unwrap()).map(str::to_owned));
            }
        }
    }
    let known: BTreeSet<String> =
        vocabulary().flat_map(|entry| entry.zh.iter().chain(entry.en)).map(|word| (*word).to_owned()).collect();
    let missing: Vec<_> = known.difference(&highlighted).collect();
    let unknown: Vec<_> = highlighted.difference(&known).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "not highlighted: {missing:?}; no keywords: {unknown:?}");
}

/// In an alternation the first that fits wins: a longer keyword stands before one that it begins with.
#[test]
fn longer_keywords_stand_before_those_they_begin_with() {
    let grammar = read("syntaxes/chengxin.tmLanguage.json");
    for (name, group) in grammar["repository"].as_object().unwrap() {
        for pattern in group["patterns"].as_array().into_iter().flatten().filter(|_| name.starts_with("keywords-")) {
            let words: Vec<&str> = words(pattern["match"].as_str().unwrap()).collect();
            for (at, word) in words.iter().enumerate() {
                let hidden = words.iter().skip(at).find(|later| later.len() > word.len() && later.starts_with(word));
                assert_eq!(hidden, None, "behind {word} in {name}");
            }
        }
    }
}

#[test]
fn the_extension_names_its_files_and_the_version_of_the_program() {
    let manifest = read("package.json");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let contributes = &manifest["contributes"];
    assert_eq!(contributes["languages"][0]["extensions"], serde_json::json!([".rules"]));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    for file in [&contributes["languages"][0]["configuration"], &contributes["grammars"][0]["path"]] {
        assert!(folder.join(file.as_str().unwrap()).is_file(), "{file}");
    }
    assert_eq!(read("package-lock.json")["version"], manifest["version"]);
    assert_eq!(read("language-configuration.json")["comments"]["lineComment"], "#");
}
