//! The reference workload: a rule pack of 10 conditions and 63 leaf indicators, applicants made up from a seed, and the
//! same rules as a Rust function written by hand.

mod applicant;
mod by_hand;
mod generate;
mod random;
mod values;

pub use applicant::Applicant;
pub use by_hand::{CODES, CONDITIONS, Cuts, LEAVES, Scored, Verdict, score};
pub use generate::{Applicants, Lists};

/// The directory of the rule pack.
pub const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../reference");

/// The as-of date of all runs.
pub const AS_OF: &str = "2023-10-31";
