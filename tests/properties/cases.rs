//! Random rule sets, and how many of them are tried.

use chengxin::RuleSet;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::entropy::Numbers;
use super::rules::Rules;

/// A random rule set, checked.
pub(crate) fn load(rules: &Rules) -> RuleSet {
    let texts = [("scheme.toml", rules.scheme.as_str()), ("rules.rules", rules.rules.as_str())];
    RuleSet::from_sources(texts).unwrap_or_else(|error| panic!("{error}\n{}", rules.shown()))
}

/// What choices are drawn from.
pub(crate) fn numbers(most: usize) -> impl Strategy<Value = Numbers> {
    prop::collection::vec(any::<u16>(), 0..most).prop_map(Numbers)
}

/// The same cases in every run, so that a landing does not hang on luck; `PROPTEST_CASES=5000` tries so many new ones.
pub(crate) fn cases(default: u32, max_shrink_iters: u32) -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(2023) };
    let cases = more.unwrap_or(default);
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters, ..ProptestConfig::default() }
}
