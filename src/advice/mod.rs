//! The way to the pass mark: the least changes that take an applicant there, and the documents that decide.
//!
//! What may change, and what that costs, is said where facts are declared: `不可改变`, `改变代价`. Records of lists that
//! exist never change; records can be added. The answer is exact: of every set of facts that costs less it is known that
//! it does not reach the mark whatever they become. Where that could not be shown within bounds, the answer says so.

mod applicant;
mod combine;
mod evidence;
mod explore;
mod lower;
mod reading;
mod said;
mod shape;

mod text;
mod told;
mod unit;
mod values;
mod way;

#[cfg(feature = "schema")]
pub use told::advice_schema;
pub use told::{Advice, Alternative, Change, Decisive, Evidence, Gain, Obstacle, Outcome, Said};

use crate::eval::Circumstances;
use crate::facts::Facts;
use crate::record::{Record, RecordErrors};
use crate::value::Number;
use crate::{Breakdown, Options, RuleSet};

/// What advice is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The published total to be reached; the pass mark where nothing is said.
    pub target: Option<Number>,
    /// At most so many alternatives.
    pub alternatives: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { target: None, alternatives: 5 }
    }
}

impl RuleSet {
    /// The least changes that take an applicant to the pass mark, each verified by evaluating the record with them.
    ///
    /// ```
    /// use chengxin::advice::{Outcome, Wanted};
    /// use chengxin::{Options, Record, RuleSet};
    ///
    /// let rules = RuleSet::from_sources([
    ///     ("scheme.toml", r#"
    ///         id = "demo"
    ///         title = "示例方案"
    ///         version = "1"
    ///         language = 1
    ///         official = false
    ///         disclaimer = "示例"
    ///         files = ["basic.rules"]
    ///         pass_mark = "6"
    ///
    ///         [rounding]
    ///         total = { places = 2, mode = "half_up" }
    ///
    ///         [[sheets]]
    ///         key = "basic"
    ///         weight = "1"
    ///         points = "10"
    ///     "#),
    ///     ("basic.rules", r#"
    ///         事实 有制度 (policy) 是否
    ///         事实 有专人 (staff) 是否 改变代价 3
    ///         事实 成立日期 (founded_on) 日期 不可改变
    ///         指标表 基础指标 (basic) 满分 10 {
    ///           加 4 分 当 有制度
    ///           加 4 分 当 有专人
    ///           加 2 分 当 成立日期 满 3年
    ///         }
    ///     "#),
    /// ])?;
    /// let record = Record::from_json(r#"{ "policy": false, "staff": false, "founded_on": "2015-01-01" }"#)?;
    /// let advice = rules.advise(&record, &Options::on("2023-10-31".parse()?), &Wanted::default())?;
    /// assert_eq!(advice.outcome, Outcome::Within);
    /// let least = &advice.alternatives[0];
    /// assert_eq!((least.changes[0].name.as_str(), least.after.to_string().as_str()), ("有制度", "6.00"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the record does not fit the declared facts, or names a track that is not there.
    pub fn advise(&self, record: &Record, options: &Options, wanted: &Wanted) -> Result<Advice, RecordErrors> {
        let (track, facts) = self.facts(record, options)?;
        let now = self.evaluate_with(record, &Options { mode: crate::Mode::Open, ..options.clone() })?;
        let circumstances =
            Circumstances { as_of: options.as_of, mode: crate::Mode::Open, track, digests: now.digests.clone() };
        let evaluate =
            |facts: &Facts| -> Breakdown { crate::eval::evaluate(self.plan(), self.sources(), facts, &circumstances) };
        let applicant = applicant::Applicant { plan: self.plan(), as_of: options.as_of, track, facts: &facts };
        let evidence = evidence::decisive(&applicant, &now);
        Ok(way::advice(&applicant, now, wanted, &evaluate, evidence))
    }
}
