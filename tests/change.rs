//! What a changed pack changes: edits of the shipped scheme, each with what it means.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/entropy.rs"]
mod entropy;
#[path = "change/small.rs"]
mod small;

use std::path::{Path, PathBuf};

use chengxin::breakdown::{NodeState, Verdict};
use chengxin::change::{Change, Coming, Crossing, Extreme, Meaning, RuleChange, TotalEffect};
use chengxin::value::Truth;
use chengxin::{Date, Record, RuleSet};
use entropy::{Entropy, Numbers};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Deserialize;

#[derive(Deserialize)]
struct Edited {
    title: String,
    /// The rules that then mean something else.
    rules: Vec<String>,
    /// Those of them for which no record is found that shows it.
    #[serde(default)]
    undecided: Vec<String>,
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

fn as_of() -> Date {
    "2023-10-31".parse().unwrap()
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
    let change = Change::between(&rules, &rules, as_of());
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
            let change = Change::between(one, two, as_of());
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
            let change = Change::between(one, two, as_of());
            let rules = change.rules.iter().filter(|rule| rule.meaning != Meaning::Same);
            let codes: Vec<&str> = rules.map(|rule| rule.code.as_str()).collect();
            assert_eq!(codes, edited.rules, "{}（{}）", file.display(), edited.title);
            for rule in change.rules.iter().filter(|rule| rule.meaning != Meaning::Same) {
                if !edited.undecided.contains(&rule.code) {
                    does_what_is_claimed(rule, one, two);
                }
            }
        }
        let total = Change::between(&old, &new, as_of()).with_totals(&old, &new, as_of()).total.unwrap();
        let turned =
            [&total.upwards, &total.downwards].into_iter().any(|crossing| matches!(crossing, Crossing::Found(_)));
        assert!(total.gain.is_some() || total.loss.is_some() || turned, "{}", file.display());
        totals_are_as_claimed(&total, &old, &new);
    }
}

/// The records shown for a rule differ under the two packs by what is said of them.
fn does_what_is_claimed(rule: &RuleChange, old: &RuleSet, new: &RuleSet) {
    let effect = rule.effect.as_ref().unwrap();
    let shown: Vec<&Extreme> = [&effect.gain, &effect.loss, &effect.other].into_iter().flatten().collect();
    assert!(!shown.is_empty(), "{} changes nothing in {} records", rule.code, effect.tried);
    for extreme in shown {
        let record = Record::from_json(&extreme.record.to_string()).unwrap();
        for (rules, claimed) in [(old, &extreme.old), (new, &extreme.new)] {
            let breakdown = rules.evaluate(&record, as_of()).unwrap_or_else(|error| panic!("{error}"));
            let coming = match (breakdown.indicator(&rule.code), breakdown.condition(&rule.code)) {
                (Some(node), _) if node.state == NodeState::NotApplicable => Coming::NotApplicable,
                (Some(node), _) => node.score.exact().cloned().map_or(Coming::Open, Coming::Points),
                (None, Some(condition)) if condition.met == Truth::True => Coming::Met,
                (None, _) => Coming::NotMet,
            };
            assert_eq!(coming, *claimed, "{}: {}", rule.code, extreme.facts);
        }
    }
}

/// The records shown for the whole change come to the totals and verdicts that are said.
fn totals_are_as_claimed(total: &TotalEffect, old: &RuleSet, new: &RuleSet) {
    let crossing = |crossing: &Crossing| match crossing {
        Crossing::Found(found) => Some((**found).clone()),
        Crossing::NotFound | Crossing::Impossible => None,
    };
    let (up, down) = (crossing(&total.upwards), crossing(&total.downwards));
    let passes = |verdict: Verdict| verdict == Verdict::ToExperts;
    assert!(up.as_ref().is_none_or(|up| !passes(up.old_verdict) && passes(up.new_verdict)));
    assert!(down.as_ref().is_none_or(|down| passes(down.old_verdict) && !passes(down.new_verdict)));
    for shown in [total.gain.clone(), total.loss.clone(), up, down].into_iter().flatten() {
        let record = Record::from_json(&shown.record.to_string()).unwrap();
        let claims = [(old, &shown.old, shown.old_verdict), (new, &shown.new, shown.new_verdict)];
        for (rules, claimed, verdict) in claims {
            let breakdown = rules.evaluate(&record, as_of()).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(breakdown.total().published.exact(), Some(claimed));
            assert_eq!(breakdown.verdict(), verdict);
        }
    }
}

/// Over a domain small enough to go through every record: what is said to mean the same scores the same in each of them,
/// and what scores the same in each of them is said to mean the same. So in both directions.
fn agrees_with_enumeration(one: &small::Small, two: &small::Small) {
    let (old, new) = (one.load(), two.load());
    let same = small::records().iter().all(|record| small::result(&old, record) == small::result(&new, record));
    for (from, to) in [(&old, &new), (&new, &old)] {
        let said = Change::between(from, to, as_of()).meaning;
        assert_eq!(said == Meaning::Same, same, "{said:?}\n{}\n{}", one.rules, two.rules);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(4), cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn the_same_is_said_where_every_record_says_so(first in numbers(), second in numbers()) {
        let (mut first, mut second) = (Entropy::new(first), Entropy::new(second));
        let one = small::Small::drawn(&mut first);
        agrees_with_enumeration(&one, &small::Small::drawn(&mut second));
        agrees_with_enumeration(&one, &one.altered(&mut second));
    }
}

fn numbers() -> impl Strategy<Value = Numbers> {
    prop::collection::vec(any::<u16>(), 0..60).prop_map(Numbers)
}

/// How many pairs are drawn: more where `PROPTEST_CASES` says so.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}
