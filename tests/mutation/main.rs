//! Faults put into the shipped rule files: the checker and the sample cases together must notice them.
//!
//! From each rule file `FAULTS_A_FILE` faults are taken, the same in every run. A fault is noticed when the checker says
//! something of the pack, or when a sample case comes out otherwise. What is not noticed must stand in `unnoticed.toml`
//! with the reason why; `cargo test --all-features --test mutation -- --nocapture` prints the table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "a failed test may panic"
)]

mod faults;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use chengxin::RuleSet;
use chengxin::testing::Cases;
use faults::{Fault, Kind, declared, faults};

const PACK: &str = "rules/beijing-2023";
const FAULTS_A_FILE: usize = 320;

/// Name and text of each file of the pack.
fn pack() -> Vec<(String, String)> {
    let mut names = vec!["scheme.toml".to_owned()];
    for directory in ["", "tracks/"] {
        let mut found: Vec<String> = fs::read_dir(Path::new(PACK).join(directory))
            .unwrap()
            .map(|entry| format!("{directory}{}", entry.unwrap().file_name().to_string_lossy()))
            .filter(|name| name.ends_with(".rules"))
            .collect();
        found.sort();
        names.extend(found);
    }
    names.into_iter().map(|name| (name.clone(), fs::read_to_string(Path::new(PACK).join(&name)).unwrap())).collect()
}

/// A shuffle that is the same in every run (SplitMix64).
fn shuffled<T>(mut items: Vec<T>, seed: u64) -> Vec<T> {
    let mut state = seed;
    for at in (1..items.len()).rev() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        items.swap(at, usize::try_from(mixed % (at as u64 + 1)).unwrap());
    }
    items
}

/// So many faults, each kind in its turn, so that the rarer kinds are all there.
fn chosen(all: Vec<Fault>, seed: u64) -> Vec<Fault> {
    let mut by_kind: BTreeMap<Kind, Vec<Fault>> = BTreeMap::new();
    for fault in shuffled(all, seed) {
        by_kind.entry(fault.kind).or_default().push(fault);
    }
    let mut out = Vec::new();
    while out.len() < FAULTS_A_FILE && by_kind.values().any(|faults| !faults.is_empty()) {
        for faults in by_kind.values_mut() {
            out.extend(faults.pop());
        }
    }
    out
}

/// Who notices a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noticed {
    Checker,
    Cases,
    Nobody,
}

/// Faults are mostly noticed by the cases that speak of their indicator, or that noticed the faults beside them: those
/// are tried first.
fn noticed(pack: &[(String, String)], cases: &Cases, code: &str, recent: &mut Vec<usize>) -> Noticed {
    let rules = match RuleSet::from_sources(pack.iter().cloned()) {
        Ok(rules) if rules.warnings().is_empty() => rules,
        Ok(_) | Err(_) => return Noticed::Checker,
    };
    let mut likely = cases.expecting(code);
    likely.extend(recent.iter().filter(|known| !likely.contains(known)).copied().collect::<Vec<_>>());
    if let Some(case) = cases.first_failing(&rules, &likely) {
        recent.retain(|known| *known != case);
        recent.insert(0, case);
        recent.truncate(24);
        return Noticed::Cases;
    }
    let checked = RuleSet::check_sources(pack.iter().cloned()).unwrap();
    if checked.diagnostics.is_empty() { Noticed::Nobody } else { Noticed::Checker }
}

/// The code of the indicator or condition that a place of a file belongs to.
fn code_above(text: &str, at: usize) -> &str {
    let lines = text[..at].lines().rev().map(str::trim_start);
    let mut heads = lines.filter(|line| ["指标 ", "条件 ", "优先 ", "上限 "].iter().any(|head| line.starts_with(head)));
    heads.next().and_then(|line| line.split_whitespace().nth(1)).unwrap_or_default()
}

/// `unnoticed.toml`: file, the line as it was and as it is, and why nothing notices it.
fn explained() -> Vec<(String, String, String)> {
    let text = fs::read_to_string("tests/mutation/unnoticed.toml").unwrap();
    let table: toml::Table = text.parse().unwrap();
    let entries = table.get("unnoticed").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let field = |entry: &toml::Value, name: &str| entry[name].as_str().unwrap().to_owned();
    entries
        .iter()
        .map(|entry| {
            assert!(!field(entry, "why").is_empty());
            (field(entry, "file"), field(entry, "line"), field(entry, "becomes"))
        })
        .collect()
}

#[test]
fn checker_and_cases_notice_the_faults() {
    let pack = pack();
    let names = declared(&pack);
    let cases = Cases::load(Path::new(PACK).join("cases")).unwrap();
    let mut jobs: Vec<(usize, Fault)> = Vec::new();
    for (at, (name, text)) in pack.iter().enumerate().filter(|(_, (name, _))| name.ends_with(".rules")) {
        let chosen = chosen(faults(text, &names), at as u64);
        assert!(chosen.len() >= 300, "{name} gives only {} faults", chosen.len());
        jobs.extend(chosen.into_iter().map(|fault| (at, fault)));
    }
    jobs.sort_by_key(|(at, fault)| (*at, fault.start));
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut recent = Vec::new();
                while let Some((at, fault)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut mutated = pack.clone();
                    mutated[*at].1 = fault.applied(&pack[*at].1);
                    let noticed = noticed(&mutated, &cases, code_above(&pack[*at].1, fault.start), &mut recent);
                    results.lock().unwrap().push((*at, fault.clone(), noticed));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap();
    results.sort_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
    report(&pack, &results);
    judge(&pack, &results);
}

fn report(pack: &[(String, String)], results: &[(usize, Fault, Noticed)]) {
    println!("{:<28} {:>7} {:>8} {:>6} {:>9}", "file", "faults", "checker", "cases", "unnoticed");
    for (at, (name, _)) in pack.iter().enumerate().filter(|(_, (name, _))| name.ends_with(".rules")) {
        let count = |wanted: Noticed| results.iter().filter(|(of, _, who)| *of == at && *who == wanted).count();
        let all = results.iter().filter(|(of, _, _)| *of == at).count();
        let (checker, cases, nobody) = (count(Noticed::Checker), count(Noticed::Cases), count(Noticed::Nobody));
        println!("{name:<28} {all:>7} {checker:>8} {cases:>6} {nobody:>9}");
    }
    for (at, fault, _) in results.iter().filter(|(_, _, who)| *who == Noticed::Nobody) {
        let (name, text) = &pack[*at];
        let (line, before, after) = fault.shown(text);
        println!("{name}:{line} {:?}\n    {before}\n    {after}", fault.kind);
    }
}

fn judge(pack: &[(String, String)], results: &[(usize, Fault, Noticed)]) {
    let explained = explained();
    let unnoticed = || results.iter().filter(|(_, _, who)| *who == Noticed::Nobody);
    let share = unnoticed().count() * 100 / results.len();
    assert!(share < 5, "{share} % of the faults are not noticed");
    let new: Vec<_> = unnoticed()
        .map(|(at, fault, _)| {
            let (_, before, after) = fault.shown(&pack[*at].1);
            (pack[*at].0.clone(), before, after)
        })
        .filter(|fault| !explained.contains(fault))
        .collect();
    assert!(new.is_empty(), "not noticed, and not explained in tests/mutation/unnoticed.toml: {new:#?}");
}
