//! The reference pack and its records so many times over, every copy with facts, indicators and conditions of its own.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value};

use chengxin_workload::PACK;

/// The texts of a pack that holds so many copies of the reference.
pub fn pack(copies: usize) -> std::io::Result<Vec<(String, String)>> {
    let read = |name: &str| std::fs::read_to_string(format!("{PACK}/{name}"));
    let scheme = read("scheme.toml")?;
    let (before, _) = scheme.split_once("[[sheets]]").unwrap_or((&scheme, ""));
    let mut scheme = before.to_owned();
    for copy in 0..copies {
        let key = named("basic", copy);
        let _ = write!(scheme, "[[sheets]]\nkey = \"{key}\"\nweight = \"1\"\npoints = \"100\"\n");
    }
    let files = ["facts.rules", "conditions.rules", "indicators.rules"];
    let originals = files.iter().map(|name| read(name)).collect::<std::io::Result<Vec<_>>>()?;
    let own: BTreeSet<String> = originals.iter().flat_map(|text| declared(text)).collect();
    let mut texts = vec![("scheme.toml".to_owned(), scheme)];
    for (name, original) in files.iter().zip(&originals) {
        texts.push(((*name).to_owned(), (0..copies).map(|copy| renamed(original, &own, copy)).collect()));
    }
    Ok(texts)
}

/// A record for that pack.
pub fn record(line: &str, copies: usize) -> serde_json::Result<String> {
    let facts: Map<String, Value> = serde_json::from_str(line)?;
    let mut all = Map::new();
    for copy in 0..copies {
        all.extend(facts.iter().map(|(key, value)| (named(key, copy), value.clone())));
    }
    serde_json::to_string(&all)
}

/// The first copy keeps its names.
fn named(name: &str, copy: usize) -> String {
    if copy == 0 { name.to_owned() } else { format!("{name}_{copy}") }
}

/// Names, keys and codes that stand once in a pack.
fn declared(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        let mut words = line.split_whitespace();
        let (Some(first), Some(second)) = (words.next(), words.next()) else { continue };
        if matches!(first, "事实" | "指标" | "条件" | "指标表") {
            found.insert(second.to_owned());
        }
        if matches!(first, "事实" | "指标表") {
            let key = words.next().and_then(|key| key.strip_prefix('(')?.strip_suffix(')'));
            found.extend(key.map(str::to_owned));
        }
    }
    found
}

fn renamed(text: &str, own: &BTreeSet<String>, copy: usize) -> String {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    let mut out = String::with_capacity(text.len() * 2);
    let (mut rest, mut last) = (text, "");
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character| !is_part(character)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        // A single letter is a head only where one is declared: elsewhere it is a choice.
        if own.contains(word) && (word.len() > 1 || last == "指标") {
            out.push_str(&named(word, copy))
        } else {
            out.push_str(word)
        }
        (rest, last) = (after, word);
    }
    out.push_str(rest);
    out
}
