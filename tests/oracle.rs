//! Oracles that share no code with the engine: Python scripts re-add its breakdowns and re-score its records.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

use chengxin::breakdown::Breakdown;

#[path = "properties/entropy.rs"]
#[allow(dead_code, reason = "shared with the properties, which use all of it")]
mod entropy;
#[path = "properties/expressions.rs"]
#[allow(dead_code, reason = "shared with the properties, which use all of it")]
mod expressions;
#[path = "properties/methods.rs"]
#[allow(dead_code, reason = "shared with the properties, which use all of it")]
mod methods;
#[path = "constructs/pack.rs"]
mod pack;
#[path = "oracle/packs.rs"]
mod packs;
#[path = "oracle/python.rs"]
mod python;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/ranges.rs"]
mod ranges;
#[path = "properties/records.rs"]
#[allow(dead_code, reason = "shared with the properties, which use all of it")]
mod records;
#[path = "properties/rules.rs"]
#[allow(dead_code, reason = "shared with the properties, which use all of it")]
mod rules;
#[path = "oracle/scored.rs"]
mod scored;
#[path = "oracle/tampered.rs"]
mod tampered;

/// Breakdowns one a line.
fn lines<'b>(breakdowns: impl IntoIterator<Item = &'b Breakdown>) -> String {
    breakdowns.into_iter().map(|breakdown| breakdown.to_json_line() + "\n").collect()
}

/// Every breakdown of the shipped cases adds up, and its digests are those of the files and of the record.
#[test]
fn shipped_breakdowns_add_up() {
    let pack = packs::shipped();
    let breakdowns = pack.breakdowns();
    assert!(breakdowns.len() > 600, "{}", breakdowns.len());
    let records: String = pack.inputs.iter().map(|(record, _)| record.canonical() + "\n").collect();
    let (file, records) =
        (python::file("shipped.jsonl", &lines(&breakdowns)), python::file("shipped-records.jsonl", &records));
    let rules = packs::here("rules/beijing-2023");
    let arguments = [&file, &rules, &records].map(|path| path.to_str().unwrap().to_owned());
    let [file, rules, records] = &arguments;
    let ran = python::run("audit.py", &[file, "--rules", rules, "--record", records], "");
    let wrong: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(ran.code == Some(0) && wrong.is_empty(), "{}{}", ran.err, wrong.join("\n"));
    let counts = ran.out.lines().map(|line| line.matches(" and 8 digests checked, 0 disagree").count());
    assert_eq!(counts.sum::<usize>(), breakdowns.len());
}

/// So does every breakdown of the constructs and of the settled meanings.
#[test]
fn breakdowns_of_every_construct_add_up() {
    let breakdowns: Vec<Breakdown> = packs::small().iter().flat_map(packs::Pack::breakdowns).collect();
    assert!(breakdowns.len() > 250, "{}", breakdowns.len());
    let file = python::file("constructs.jsonl", &lines(&breakdowns));
    let ran = python::run("audit.py", &[file.to_str().unwrap()], "");
    assert!(ran.code == Some(0), "{}{}", ran.err, ran.out);
}

/// A record that was changed, and a rule file that was, have other digests.
#[test]
fn changed_inputs_have_other_digests() {
    let pack = packs::shipped();
    let breakdown = &pack.breakdowns()[0];
    let changed = pack.inputs[0].0.canonical().replacen("示例", "事例", 1);
    let (file, record) = (python::file("one.json", &breakdown.to_json()), python::file("changed.json", &changed));
    let folder = python::file("scheme.toml", "changed").parent().unwrap().to_owned();
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let ran = python::run("audit.py", &[&path(&file), "--record", &path(&record)], "");
    assert!(ran.code == Some(1) && ran.out.contains("record: SHA-256"), "{}{}", ran.out, ran.err);
    let ran = python::run("audit.py", &[&path(&file), "--rules", &path(&folder)], "");
    assert!(ran.code == Some(2) && ran.err.contains("facts.rules"), "{}{}", ran.out, ran.err);
}
