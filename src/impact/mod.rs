//! What a change of the rules does to applicants: who gains, who loses, which verdicts flip, and by what.
//!
//! A [`Comparison`] evaluates a record under the old rules and under the new ones; [`Impact`] counts what it finds, in
//! memory that does not grow with the number of records; [`ImpactReport`] is what was counted.
//!
//! ```
//! use chengxin::impact::{Comparison, Impact};
//! use chengxin::{Language, Options, Record, RuleSet};
//!
//! let scheme = |mark: &str| format!(r#"
//!     id = "example"
//!     title = "示例"
//!     version = "1"
//!     language = 1
//!     files = ["rules.rules"]
//!     pass_mark = "{mark}"
//!     [[sheets]]
//!     key = "basic"
//!     weight = "1"
//!     points = "10"
//! "#);
//! let rules = r#"
//!     事实 员工数 (staff) 整数 人
//!     指标表 基础指标 (basic) 满分 10 {
//!       指标 A1 "员工数" 满分 10 {
//!         分档 员工数 {
//!           100人以上 : 10 分
//!           不足100人 : 6 分
//!         }
//!       }
//!     }
//! "#;
//! let old = RuleSet::from_sources([("scheme.toml", scheme("6")), ("rules.rules", rules.to_owned())])?;
//! let new = RuleSet::from_sources([("scheme.toml", scheme("8")), ("rules.rules", rules.replace("100人", "50人"))])?;
//!
//! let comparison = Comparison::new(&old, &new, &Options::on("2023-10-31".parse()?));
//! let mut impact = Impact::new(&comparison, 20);
//! for (line, staff) in [120, 60, 20].into_iter().enumerate() {
//!     let record = Record::from_json(&format!(r#"{{ "staff": {staff} }}"#))?;
//!     match comparison.compare(&record) {
//!         Ok(compared) => impact.add(&format!("records.jsonl:{}", line + 1), &compared),
//!         Err(misfits) => impact.refuse(&misfits),
//!     }
//! }
//! let report = impact.report();
//! assert_eq!((report.totals.up, report.totals.down, report.totals.same), (1, 0, 2));
//! assert_eq!(report.gains[0].place, "records.jsonl:2");
//! assert_eq!(report.gains[0].change.shift().low, 4.into());
//! println!("{}", report.to_text(Language::Chinese));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;
mod comparison;
mod contribution;
mod count;
mod csv;
mod distribution;
mod largest;
mod page;
mod period;
mod ranks;
mod report;
mod shift;
mod strangers;
mod words;

pub use change::{Change, ConditionChange, ConditionOutcome, GradeChange, IndicatorChange, IndicatorOutcome, Outcome};
pub use comparison::{Compared, Comparison, Misfits};
pub use count::Impact;
pub use csv::CSV_HEADER;
pub use distribution::{Bin, Distribution, Summary};
pub use period::{Applies, Period, Succession};
pub use ranks::{Move, Ranks};
pub use report::{
    ConditionCount, ImpactReport, IndicatorCount, Listed, Moved, OutcomeCount, Refused, VerdictCount, Who,
};
pub use shift::{Shift, Way};

pub(crate) use contribution::bonuses;
pub(crate) use words::{shift_fixed, shift_short, total};

/// The JSON Schema of an [`ImpactReport`].
#[cfg(feature = "schema")]
#[must_use]
pub fn impact_schema() -> serde_json::Value {
    schemars::schema_for!(ImpactReport).to_value()
}
