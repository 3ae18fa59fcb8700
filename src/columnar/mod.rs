//! Applicants as Arrow columns: a `RecordBatch` of facts in, a `RecordBatch` of scores out.
//!
//! Every result is that of [`RuleSet::evaluate_with`], number by number; nothing passes through a float. Which columns are
//! read and which are given is written down in `docs/columnar.md`.
//!
//! ```
//! use std::sync::Arc;
//!
//! use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray, cast::AsArray};
//! use chengxin::columnar::Evaluator;
//! use chengxin::{Options, RuleSet};
//!
//! # let scheme = r#"id = "example"
//! # title = "示例"
//! # version = "1"
//! # language = 1
//! # files = ["rules.rules"]
//! # pass_mark = "6"
//! # [[sheets]]
//! # key = "basic"
//! # weight = "1"
//! # points = "10""#;
//! let rules = RuleSet::from_sources([("scheme.toml", scheme), ("rules.rules", r#"
//!     事实 上年度纳税额 (tax_paid) 金额
//!     指标表 基础指标 (basic) 满分 10 {
//!       指标 A1 "上年度纳税额" 满分 10 {
//!         分档 上年度纳税额 {
//!           4000万元以上 : 满分
//!           不足4000万元 : 1 分
//!         }
//!       }
//!     }
//! "#)])?;
//! let evaluator = Evaluator::new(&rules, &Options::on("2023-10-31".parse()?))?;
//!
//! let tax = Decimal128Array::from(vec![Some(5_200_000_000), None, Some(-1)]).with_precision_and_scale(18, 2)?;
//! let facts = RecordBatch::try_from_iter([("tax_paid", Arc::new(tax) as ArrayRef)])?;
//! let scores = evaluator.evaluate(&facts)?;
//!
//! let score = scores.batch().column_by_name("score:A1").ok_or("a score")?;
//! let score: &Decimal128Array = score.as_primitive();
//! assert_eq!(score.value_as_string(0), "10.00000000");
//! let (row, misfit) = scores.misfits().next().ok_or("a tax below nought")?;
//! assert_eq!((row, misfit.iter().next().map(|one| one.code)), (2, Some("R0306")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![expect(clippy::wildcard_enum_match_arm, reason = "Arrow has many types; a few of them hold facts")]

mod accept;
mod bind;
mod decimal;
mod evaluate;
mod fill;
mod lists;
mod measure;
mod metadata;
mod numbers;
mod records;
mod row;
mod schema;
mod score;
mod scored;
mod texts;
mod told;
mod value;

use std::sync::Arc;

use arrow_schema::{Schema, SchemaRef};

use crate::compiled::Compiled;
use crate::record::RecordErrors;
use crate::ruleset::{Options, RuleSet};
use score::Layout;
pub use scored::Scores;

/// Rules compiled for a date and mode, for columns of facts. Immutable, and shared between threads freely.
#[derive(Clone, Debug)]
pub struct Evaluator {
    rules: RuleSet,
    options: Options,
    compiled: Arc<Compiled>,
    layout: Arc<Layout>,
}

impl Evaluator {
    /// Compiles rules for the date of the options. Where these name no track, each row names its own, in a column `track`.
    ///
    /// # Errors
    /// Where the options name a track that is not there.
    pub fn new(rules: &RuleSet, options: &Options) -> Result<Self, RecordErrors> {
        let track = rules.track(options.track.as_deref())?;
        let compiled = Arc::new(Compiled::new(rules.plan(), options.as_of));
        let tracks: Vec<Option<usize>> = match track {
            Some(track) => vec![Some(track)],
            None => std::iter::once(None).chain((0..rules.plan().tracks.len()).map(Some)).collect(),
        };
        let layout = Layout::of(rules.plan(), &compiled, tracks, metadata::of(rules, options));
        Ok(Self { rules: rules.clone(), options: options.clone(), compiled, layout: Arc::new(layout) })
    }

    /// The schema of the facts, each column as it is best given: those of the whole scheme, and of a track. Columns in
    /// other types are read too, in any order, and none is needed.
    ///
    /// # Errors
    /// Where the track is not there.
    pub fn fact_schema(&self, track: Option<&str>) -> Result<Schema, RecordErrors> {
        let track = self.rules.track(track.or(self.options.track.as_deref()))?;
        Ok(schema::facts(self.rules.plan(), track))
    }

    /// The schema of the scores for facts of this schema: columns whose names begin with `_` go through as they are.
    #[must_use]
    pub fn score_schema(&self, facts: &Schema) -> SchemaRef {
        self.layout.schema(facts)
    }
}
