//! The scores of a batch.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;

use crate::breakdown::Verdict;
use crate::record::RecordErrors;

/// The scores of the rows of a batch, in their order.
#[derive(Clone, Debug)]
pub struct Scores {
    pub(super) batch: RecordBatch,
    pub(super) verdicts: Vec<Option<Verdict>>,
    pub(super) misfits: BTreeMap<usize, RecordErrors>,
    pub(super) completed: usize,
}

impl Scores {
    /// The scores as columns, in the schema that [`Evaluator::score_schema`](super::Evaluator::score_schema) gives.
    #[must_use]
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// The verdict of each row; nothing where the row does not fit the declared facts.
    #[must_use]
    pub fn verdicts(&self) -> &[Option<Verdict>] {
        &self.verdicts
    }

    /// The rows that do not fit the declared facts, from 0, each with what does not fit.
    pub fn misfits(&self) -> impl Iterator<Item = (usize, &RecordErrors)> {
        self.misfits.iter().map(|(row, errors)| (*row, errors))
    }

    /// How many rows the tree walk had to complete: something was not known, or not held by whole numbers.
    #[must_use]
    pub fn completed(&self) -> usize {
        self.completed
    }
}
