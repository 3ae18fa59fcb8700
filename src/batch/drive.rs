//! Records of any number, so many at a time: results in the order of the records, memory bounded by one batch.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::{Applicants, Batch, Compact, Results};
use crate::record::{Record, RecordErrors};
use crate::ruleset::{Options, RuleSet};

/// So many applicants are scored together: their columns stay in the caches.
pub const BATCH: usize = 512;

/// A record as it is given: read already, or as JSON text.
#[derive(Clone, Debug)]
pub enum Input<'t> {
    /// Read already.
    Record(Record),
    /// One JSON object.
    Json(Cow<'t, str>),
}

impl From<Record> for Input<'_> {
    fn from(record: Record) -> Self {
        Self::Record(record)
    }
}

impl From<&Record> for Input<'_> {
    fn from(record: &Record) -> Self {
        Self::Record(record.clone())
    }
}

impl<'t> From<&'t str> for Input<'t> {
    fn from(text: &'t str) -> Self {
        Self::Json(Cow::Borrowed(text))
    }
}

impl From<String> for Input<'_> {
    fn from(text: String) -> Self {
        Self::Json(Cow::Owned(text))
    }
}

impl Applicants {
    /// Adds an applicant in whichever form it is given.
    ///
    /// # Errors
    /// As [`Applicants::push`] and [`Applicants::push_json`].
    pub fn push_input(&mut self, input: &Input<'_>) -> Result<(), RecordErrors> {
        match input {
            Input::Record(record) => self.push(record),
            Input::Json(text) => self.push_json(text),
        }
    }
}

/// Results as they are asked for, of records as they come.
#[derive(Debug)]
pub struct Evaluated<I> {
    records: I,
    batch: Batch,
    applicants: Applicants,
    results: Results,
    ready: VecDeque<Result<Compact, RecordErrors>>,
}

impl RuleSet {
    /// Scores records of any number, so many at a time: the compact result of each, in the order of the records. Whether
    /// there are few or many, the results are those of [`RuleSet::evaluate_with`]; no more than a batch is held in memory.
    ///
    /// ```
    /// # use chengxin::{Options, RuleSet};
    /// let rules = RuleSet::load("rules/beijing-2023")?;
    /// let record = std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?;
    /// let options = Options::on("2023-10-31".parse()?);
    /// for result in rules.evaluate_batch([record.as_str(), "{}"], &options)? {
    ///     println!("{:?}", result?.verdict);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where the options name a track that is not there; each record that does not fit is an error of its own.
    pub fn evaluate_batch<'t, I>(&self, records: I, options: &Options) -> Result<Evaluated<I::IntoIter>, RecordErrors>
    where
        I: IntoIterator,
        I::Item: Into<Input<'t>>,
    {
        let batch = Batch::new(self, options)?;
        let applicants = batch.applicants();
        let (records, results, ready) = (records.into_iter(), Results::default(), VecDeque::new());
        Ok(Evaluated { records, batch, applicants, results, ready })
    }
}

impl<'t, I> Iterator for Evaluated<I>
where
    I: Iterator,
    I::Item: Into<Input<'t>>,
{
    type Item = Result<Compact, RecordErrors>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            let records = self.records.by_ref().take(BATCH).map(Into::into);
            scored(&self.batch, records, &mut self.applicants, &mut self.results, &mut self.ready);
        }
        self.ready.pop_front()
    }
}

/// Scores one batch of records; of those that do not fit the misfits.
fn scored<'t>(
    batch: &Batch,
    records: impl Iterator<Item = Input<'t>>,
    applicants: &mut Applicants,
    results: &mut Results,
    ready: &mut impl Extend<Result<Compact, RecordErrors>>,
) {
    applicants.clear();
    let read: Vec<Result<(), RecordErrors>> = records.map(|record| applicants.push_input(&record)).collect();
    batch.evaluate(applicants, results);
    let mut at = 0_usize;
    ready.extend(read.into_iter().filter_map(|read| match read {
        Err(misfits) => Some(Err(misfits)),
        Ok(()) => {
            let outcome = results.outcome(at);
            at = at.saturating_add(1);
            outcome.map(|outcome| Ok(outcome.compact()))
        }
    }));
}

#[cfg(feature = "parallel")]
impl Batch {
    /// Scores records on the threads of the pool in which it is called (`rayon::ThreadPool::install`, else rayon's own):
    /// the results of [`RuleSet::evaluate_batch`], in the order of the records at any number of threads.
    pub fn evaluate_parallel(&self, records: &[Input<'_>]) -> Vec<Result<Compact, RecordErrors>> {
        use rayon::prelude::*;
        let batches = records.par_chunks(BATCH).map_init(
            || (self.applicants(), Results::default()),
            |(applicants, results), records| {
                let mut ready = Vec::new();
                scored(self, records.iter().cloned(), applicants, results, &mut ready);
                ready
            },
        );
        batches.flatten_iter().collect()
    }
}
