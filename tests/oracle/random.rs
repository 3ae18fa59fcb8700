//! Random rule sets with random records: they add up, score the same, and their ranges hold every completion.

use chengxin::breakdown::{Breakdown, Mode};
use chengxin::{Options, Record, RuleSet};

use super::entropy::{Entropy, Numbers};
use super::packs::Pack;
use super::{lines, python, ranges, records, rules, scored};

/// So many rule sets, each with so many records.
const RULE_SETS: u64 = 120;
const RECORDS: u64 = 4;

/// The same numbers in every run (a linear congruential generator; its high bits are good enough).
fn entropy(seed: u64, count: usize) -> Entropy {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u16::try_from(state >> 48).unwrap()
    };
    Entropy::new(Numbers((0..count).map(|_| next()).collect()))
}

/// A rule set, and records in which everything is given; the last is scored after the deadline.
fn pack(seed: u64) -> Pack {
    let written = rules::random(&mut entropy(seed, 500));
    let texts = [("scheme.toml", written.scheme.as_str()), ("rules.rules", written.rules.as_str())];
    let rules = RuleSet::from_sources(texts).unwrap_or_else(|fault| panic!("{fault}\n{}", written.shown()));
    let inputs = (0..RECORDS).map(|at| {
        let members = records::complete(&mut entropy(seed * 1_000 + at, 200), &written.assessed);
        let mode = if at + 1 == RECORDS { Mode::Closed } else { Mode::Open };
        let options = Options { mode, ..Options::on("2023-10-31".parse().unwrap()) };
        (Record::from_json(&records::json(&members)).unwrap(), options)
    });
    Pack { name: format!("random-{seed}"), rules, inputs: inputs.collect() }
}

#[test]
fn random_rules_are_what_the_scripts_say() {
    let packs: Vec<Pack> = (1..=RULE_SETS).map(pack).collect();
    let breakdowns: Vec<Breakdown> = packs.iter().flat_map(Pack::breakdowns).collect();
    let file = python::file("random.jsonl", &lines(&breakdowns));
    let ran = python::run("audit.py", &[file.to_str().unwrap()], "");
    assert!(ran.code == Some(0), "{}{}", ran.err, ran.out);
    let mut scores = scored::Compared::default();
    scores.packs(&packs);
    assert!(scores.wrong.is_empty(), "{}", scores.wrong.join("\n"));
    assert!(scores.same > 1_000, "{} the same, {} not covered", scores.same, scores.not_covered);
    let some: Vec<Pack> = (1..=RULE_SETS / 4).map(pack).collect();
    let mut completions = ranges::Compared::default();
    completions.packs(&some, "1");
    assert!(completions.wrong.is_empty(), "{}", completions.wrong.join("\n"));
    assert!(completions.held > 500, "{} held", completions.held);
}
