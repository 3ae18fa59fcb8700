//! `chengxin` (诚信): selection rules written once and readably, scored exactly, explained to the source line.
//!
//! A government body or an industry association writes its conditions and indicators in rule files that its staff can
//! read aloud. [`RuleSet::load`] checks them, all faults at once; [`RuleSet::evaluate`] scores an applicant's [`Record`]
//! on an as-of date and gives a [`Breakdown`]: every number with its rule, its facts, its arithmetic and its line.
//!
//! ```
//! use chengxin::{Language, Record, RuleSet};
//!
//! let rules = RuleSet::from_sources([
//!     ("scheme.toml", r#"
//!         id = "example"
//!         title = "示例"
//!         version = "1"
//!         language = 1
//!         files = ["rules.rules"]
//!         pass_mark = "6"
//!         [[sheets]]
//!         key = "basic"
//!         weight = "1"
//!         points = "10"
//!     "#),
//!     ("rules.rules", r#"
//!         事实 上年度纳税额 (tax_paid) 金额
//!         指标表 基础指标 (basic) 满分 10 {
//!           指标 A1 "上年度纳税额" 满分 10 {
//!             分档 上年度纳税额 {
//!               4000万元以上不足1亿元 : 起 8 分，每满 300万元 加 0.1 分
//!               1亿元以上           : 满分
//!               不足4000万元         : 1 分
//!             }
//!           }
//!         }
//!     "#),
//! ])?;
//! let record = Record::from_json(r#"{ "tax_paid": "5,200万元" }"#)?;
//! let breakdown = rules.evaluate(&record, "2023-10-31".parse()?)?;
//! assert_eq!(breakdown.total().to_string(), "8.40");
//! assert_eq!(breakdown.verdict().to_string(), "进入专家评审");
//! println!("{}", breakdown.to_text(Language::Chinese));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Numbers are exact rationals; what is not known makes a truth unknown and a score a range that contains the score of
//! every completion; the same inputs give the same bytes. Evaluation has no clock, no I/O and no floats.

// What pest derives without the standard library names it.
extern crate alloc;

pub mod advice;
pub mod batch;
pub mod breakdown;
#[cfg(feature = "arrow")]
pub mod columnar;
pub mod diagnostic;
pub mod facts;
pub mod impact;
pub mod ranking;
pub mod record;
pub mod source;
pub mod testing;
pub mod value;
pub mod whatif;

// The passes between a rule file and a breakdown. Public for the project's own tests and tools; not a promise.
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod eval;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod proof;
#[doc(hidden)]
pub mod scheme;
#[doc(hidden)]
pub mod symbols;
#[doc(hidden)]
pub mod syntax;

mod cells;
pub mod change;
mod compiled;
mod coverage;
mod error;
mod export;
mod levels;
mod report;
mod ruleset;

pub use breakdown::{Breakdown, Mode, Verdict};
pub use diagnostic::{Diagnostic, Language, Severity};
pub use error::{Error, RuleErrors};
pub use record::{Record, RecordError, RecordErrors};
#[cfg(feature = "schema")]
pub use report::breakdown_schema;
pub use ruleset::{Checked, Difference, Options, RuleSet, Verification};
#[cfg(feature = "schema")]
pub use scheme::scheme_schema;
pub use source::{Sources, Span};
pub use syntax::format;
pub use value::{Date, DateError, Number, NumberError};
