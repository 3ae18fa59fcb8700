//! What a changed pack changes: edits of the shipped scheme, each with what it means.

use std::path::{Path, PathBuf};

use chengxin::RuleSet;
use chengxin::change::{Change, Meaning};
use serde::Deserialize;

#[derive(Deserialize)]
struct Edited {
    title: String,
    /// The rules that then mean something else.
    rules: Vec<String>,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    file: String,
    from: String,
    to: String,
}

const PACK: &str = "rules/beijing-2023";

fn edited(path: &Path) -> (Edited, RuleSet) {
    let edited: Edited = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut sources = sources();
    for edit in &edited.edits {
        let (_, text) = sources.iter_mut().find(|(name, _)| *name == edit.file).unwrap();
        assert_eq!(text.matches(&edit.from).count(), 1, "{}: {:?} in {}", path.display(), edit.from, edit.file);
        *text = text.replace(&edit.from, &edit.to);
    }
    let rules = RuleSet::from_sources(sources).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (edited, rules)
}

fn sources() -> Vec<(String, String)> {
    let rules = RuleSet::load(PACK).unwrap();
    rules.sources().iter().map(|source| (source.name().to_owned(), source.text().to_owned())).collect()
}

fn files(kind: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new("tests/change").join(kind)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn a_pack_means_the_same_as_itself() {
    let rules = RuleSet::load(PACK).unwrap();
    let change = Change::between(&rules, &rules);
    assert_eq!(change.meaning, Meaning::Same);
    assert!(change.rules.is_empty() && change.facts.is_empty() && change.settings.is_empty());
    assert!(change.compared > 60, "{}", change.compared);
}

#[test]
fn rewritten_rules_are_proved_to_mean_the_same() {
    let old = RuleSet::load(PACK).unwrap();
    for file in files("same") {
        let (edited, new) = edited(&file);
        for (one, two) in [(&old, &new), (&new, &old)] {
            let change = Change::between(one, two);
            assert_eq!(change.meaning, Meaning::Same, "{}（{}）: {:#?}", file.display(), edited.title, change.rules);
        }
    }
}

#[test]
fn changed_rules_are_named() {
    let old = RuleSet::load(PACK).unwrap();
    for file in files("different") {
        let (edited, new) = edited(&file);
        for (one, two) in [(&old, &new), (&new, &old)] {
            let change = Change::between(one, two);
            let rules = change.rules.iter().filter(|rule| rule.meaning != Meaning::Same);
            let codes: Vec<&str> = rules.map(|rule| rule.code.as_str()).collect();
            assert_eq!(codes, edited.rules, "{}（{}）", file.display(), edited.title);
        }
    }
}
