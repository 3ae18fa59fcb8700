//! What is proved of rule packs, and what is shown for it.

#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use std::path::Path;

use chengxin::RuleSet;
use chengxin::proof::Outcome;

#[test]
fn nothing_of_the_shipped_scheme_is_left_unproved() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/beijing-2023");
    let checked = RuleSet::check(directory).unwrap();
    let proof = checked.proof.unwrap();
    let open = proof.obligations.iter().filter(|obligation| !matches!(obligation.outcome, Outcome::Proved(_)));
    let open: Vec<String> =
        open.map(|obligation| format!("{} {:?}", obligation.claim.en, obligation.outcome)).collect();
    assert!(open.is_empty(), "{open:#?}");
}
