//! The cases of a rule pack: fictional applicants with the results they must have.
//!
//! Each file `cases/*.toml` is one case:
//!
//! ```toml
//! title = "一案两罚只计最重"
//! record = "applicants/construction.json"   # beside the case; or a table [record]
//! as_of = "2023-10-31"
//! closed = false                            # after the deadline
//! remove = ["hr.trained_count"]             # not submitted
//! none = ["cohort.rank"]                    # none on record
//! confirmed = false                         # nobody stands behind the expectations yet; there may be none
//! about = ["C1-1"]                          # the indicators and conditions that the case is about
//! hits = ["C1-1 罚款"]                       # what the case is there to hit
//!
//! [change]                                  # dotted keys of the record; items of a list by number: "projects.1.score";
//! "tax_paid" = "5,200万元"                   # a further item: "projects.+"
//!
//! [expect]                                  # what is not named is not compared
//! verdict = "进入专家评审"
//! total = "86.29"                           # as published; a range is { low = "78.95", high = "80.35" },
//!                                           # a tolerance { is = "86.3", within = "0.01" }
//! basic = "87.9525"                         # sheets exactly: basic, industry (the track's sheet)
//!
//! [expect.indicators]
//! "C1-1" = "4.5"                            # exactly; 10/3 may be written; or a state: 不适用, 待评, 未提交
//!
//! [expect.conditions]
//! "五-1" = "符合"                            # 符合, 不符合, 待定, 不涉及
//!
//! [[variants]]                              # the case with further changes, and expectations of its own
//! title = "差一元"
//! change."tax_paid" = "39,999,999元"
//! expect.indicators."JZ1-3" = "5.9"
//! ```
//!
//! A file with variants need not expect anything of the case itself. A variant is as confirmed as the case, unless it
//! says otherwise. A case that expects `refused = ["R0101"]` expects that its record is refused, and nothing else.
//!
//! ```
//! use chengxin::testing::Cases;
//! use chengxin::{Language, RuleSet};
//!
//! let rules = RuleSet::load("tests/testing/pack")?;
//! let cases = Cases::load("tests/testing/passing")?;
//! let report = cases.run(&rules);
//! assert!(report.all_passed(), "{}", report.to_text(Language::English));
//!
//! // What would make failing cases expect what comes out: texts to show, and to write where that is meant.
//! let blessing = Cases::load("tests/testing/failing")?.bless(&rules);
//! let rewrite = &blessing.rewrites[0];
//! assert!(rewrite.difference.contains("-total = \"76.52\"\n+total = \"86.52\""));
//! assert!(rewrite.after.contains("total = \"86.52\""));
//! # Ok::<(), chengxin::Error>(())
//! ```

mod beside;
mod bless;
pub(crate) mod case;
mod cases;
mod compare;
mod difference;
mod edit;
mod expect;
mod junit;
mod mismatch;
mod outcome;
pub(crate) mod patch;
mod report;
mod results;
mod unstated;
mod value;
mod written;

use std::path::Path;

use crate::{Error, RuleSet};

pub use crate::coverage::{
    Coverage, CoveredSubject, CoveredTarget, Generated, GeneratedFile, Share, TargetKind, Unreached, Wanted, coverage,
    generate, hit_by,
};
pub use crate::{advice, change, impact, whatif};
pub use bless::{Blessing, Left, Rewrite};
pub use case::Case;
pub use cases::Cases;
pub use mismatch::Mismatch;
pub use outcome::{CaseReport, Outcome, PackReport};
#[cfg(feature = "schema")]
pub use results::results_schema;
pub use results::{CaseMessage, CaseResult, MismatchResult, OutcomeName, Results};

/// Runs every case of the pack in a directory, in the order of their file names.
///
/// # Errors
///
/// [`Error::Rules`] where the pack cannot be loaded, [`Error::Io`] where `cases` cannot be read. A fault of a single
/// case is in the report.
pub fn run_pack(path: impl AsRef<Path>) -> Result<PackReport, Error> {
    let path = path.as_ref();
    let rules = RuleSet::load(path)?;
    Ok(Cases::load(path.join("cases"))?.run(&rules))
}
