//! What the benchmarks share: the shipped scheme, its sample applicants, and schemes of any size.

mod generated;

use chengxin::{Record, RuleSet};

pub use generated::generated;

/// A sample applicant: name, JSON, and as read.
pub type Sample = (&'static str, String, Record);

/// The shipped scheme and one record for each track, read from the repository.
///
/// # Errors
/// Where a file cannot be read, or does not fit.
pub fn shipped() -> Result<(RuleSet, Vec<Sample>), Box<dyn std::error::Error>> {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/beijing-2023");
    let rules = RuleSet::load(pack)?;
    let mut records = Vec::new();
    for name in ["construction", "catering", "district"] {
        let json = std::fs::read_to_string(format!("{pack}/cases/applicants/{name}.json"))?;
        let record = Record::from_json(&json)?;
        records.push((name, json, record));
    }
    Ok((rules, records))
}
