//! The JSON Schemas in `grammar/` are those that the engine generates; `BLESS=1` writes them anew.
#![cfg(feature = "schema")]
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::Path;

use chengxin::{breakdown_schema, scheme_schema};
use serde_json::Value;

fn agrees(name: &str, schema: &Value) {
    let path = Path::new("grammar").join(name);
    let generated = format!("{}\n", serde_json::to_string_pretty(schema).unwrap());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "{} is not what is generated; BLESS=1 cargo test writes it", path.display());
}

#[test]
fn of_the_scheme() {
    agrees("scheme.schema.json", &scheme_schema());
}

#[test]
fn of_a_breakdown() {
    agrees("breakdown.schema.json", &breakdown_schema());
}

#[test]
fn of_advice() {
    agrees("advice.schema.json", &chengxin::advice::advice_schema());
}

#[test]
fn of_what_a_check_finds() {
    agrees("diagnostics.schema.json", &chengxin::diagnostic::findings_schema());
}

#[test]
fn of_what_came_of_cases() {
    agrees("tests.schema.json", &chengxin::testing::results_schema());
}

#[test]
fn of_what_a_change_means() {
    agrees("change.schema.json", &chengxin::change::change_schema());
}

#[test]
fn of_what_a_change_does_to_applicants() {
    agrees("impact.schema.json", &chengxin::impact::impact_schema());
}

#[test]
fn of_a_what_if() {
    agrees("whatif.schema.json", &chengxin::whatif::whatif_schema());
}
