//! Very many applicants at once: the rules compiled for a date, facts as columns, results as columns.
//!
//! Every result is that of [`RuleSet::evaluate`](crate::RuleSet::evaluate), number by number.
//!
//! ```
//! use chengxin::batch::{Batch, Results};
//! use chengxin::{Options, Record, RuleSet, Verdict};
//!
//! let rules = RuleSet::load("rules/beijing-2023")?;
//! let record = Record::from_json(&std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?)?;
//! let batch = Batch::new(&rules, &Options::on("2023-10-31".parse()?))?;
//!
//! let mut applicants = batch.applicants();
//! applicants.push(&record)?;
//! let mut results = Results::default();
//! batch.evaluate(&applicants, &mut results);
//!
//! let outcome = results.outcome(0).ok_or("one applicant")?;
//! assert_eq!(outcome.verdict(), Verdict::ToExperts);
//! assert_eq!(outcome.total().exact().map(ToString::to_string).as_deref(), Some("86.29"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod applicants;
mod breakdowns;
mod drive;
mod outcome;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use applicants::Applicants;
pub use breakdowns::Breakdowns;
pub use drive::{BATCH, Evaluated, Input};
pub use outcome::{Compact, LeafOutcome, Outcome, Results};
#[cfg(feature = "arrow")]
pub(crate) use outcome::{Scored, leaves};

use crate::breakdown::{Breakdown, Digests};
use crate::compiled::Compiled;
use crate::eval::{self, Circumstances};
use crate::record::{Record, RecordErrors};
use crate::ruleset::{Options, RuleSet};

/// Rules compiled for a date and mode. Immutable, and shared between threads freely.
#[derive(Clone, Debug)]
pub struct Batch {
    rules: RuleSet,
    options: Options,
    /// The track of the options.
    track: Option<usize>,
    compiled: Arc<Compiled>,
}

impl Batch {
    /// Compiles rules for the date of the options.
    ///
    /// # Errors
    /// Where the options name a track that is not there.
    pub fn new(rules: &RuleSet, options: &Options) -> Result<Self, RecordErrors> {
        let track = rules.track(options.track.as_deref())?;
        let compiled = Arc::new(Compiled::new(rules.plan(), options.as_of));
        Ok(Self { rules: rules.clone(), options: options.clone(), track, compiled })
    }

    /// No applicants yet: records are pushed, evaluated, and cleared for the next.
    #[must_use]
    pub fn applicants(&self) -> Applicants {
        Applicants::new(self.clone())
    }

    /// Scores applicants; results are in the order in which they were pushed. The room of the results is used again.
    pub fn evaluate(&self, applicants: &Applicants, results: &mut Results) {
        results.begin(applicants);
        for (group, filled) in applicants.groups.iter().zip(&mut results.groups) {
            group.program.run(&group.columns, &mut filled.filled);
            filled.completed = self.complete(applicants, group, &filled.filled);
            filled.program = Some(Arc::clone(&group.program));
        }
    }

    /// Scores what the program leaves open, line by line, by the tree walk.
    fn complete(
        &self,
        applicants: &Applicants,
        group: &applicants::Group,
        filled: &crate::compiled::Filled,
    ) -> BTreeMap<usize, Box<Breakdown>> {
        let open = group.program.open_lines(filled, group.len());
        let completed = open.into_iter().filter_map(|line| {
            let record = applicants.record(group, line)?;
            let (track, facts) = self.rules.facts(&record, &self.options).ok()?;
            let known = group.program.known_leaves(filled, line);
            let digests = Digests { algorithm: String::new(), rules: Vec::new(), record: String::new() };
            let circumstances = Circumstances { as_of: self.options.as_of, mode: self.options.mode, track, digests };
            Some((line, Box::new(eval::completed(self.rules.plan(), &facts, &circumstances, &known))))
        });
        completed.collect()
    }

    /// The indicators of a track that the tree walk scores for every applicant: whole numbers do not hold what they compute.
    #[must_use]
    pub fn uncompiled(&self, track: Option<&str>) -> Vec<String> {
        let track = self.rules.track(track).unwrap_or(None);
        self.compiled.program(self.rules.plan(), track).uncompiled().map(str::to_owned).collect()
    }

    /// How many operations over columns the rules of a track became.
    #[must_use]
    pub fn operations(&self, track: Option<&str>) -> usize {
        let track = self.rules.track(track).unwrap_or(None);
        self.compiled.program(self.rules.plan(), track).operations()
    }

    /// The full breakdowns of applicants, as text.
    #[must_use]
    pub fn breakdowns(&self) -> Breakdowns {
        Breakdowns::new(self.clone())
    }

    /// The full breakdown of one record, as [`RuleSet::evaluate_with`] gives it.
    ///
    /// # Errors
    /// Where the record does not fit the declared facts.
    pub fn breakdown(&self, record: &Record) -> Result<Breakdown, RecordErrors> {
        self.rules.evaluate_with(record, &self.options)
    }
}
