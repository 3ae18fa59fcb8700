//! Applicants on their way: the facts of each track's applicants as columns.

use std::sync::Arc;

use super::Batch;
use crate::compiled::{Columns, TrackProgram};
use crate::record::{Record, RecordErrors};

/// Applicants whose facts were read. Push records, evaluate, clear, and go on: the room is used again.
#[derive(Clone, Debug)]
pub struct Applicants {
    batch: Batch,
    pub(super) groups: Vec<Group>,
    /// For each applicant in order its group, and its line there.
    pub(super) places: Vec<(usize, usize)>,
}

/// The applicants of one track.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) track: Option<usize>,
    pub(super) program: Arc<TrackProgram>,
    pub(super) columns: Columns,
    pub(super) origins: Vec<Record>,
}

impl Applicants {
    pub(super) fn new(batch: Batch) -> Self {
        Self { batch, groups: Vec::new(), places: Vec::new() }
    }

    pub(super) fn rules(&self) -> &crate::ruleset::RuleSet {
        &self.batch.rules
    }

    /// How many applicants there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Adds an applicant.
    ///
    /// # Errors
    /// Where the record does not fit the declared facts, or names a track that is not there: then nothing is added.
    pub fn push(&mut self, record: &Record) -> Result<(), RecordErrors> {
        let (track, facts) = self.batch.rules.facts(record, &self.batch.options)?;
        let at = self.group(track);
        if let Some(group) = self.groups.get_mut(at) {
            group.columns.push(&facts.entries);
            self.places.push((at, group.origins.len()));
            group.origins.push(record.clone());
        }
        Ok(())
    }

    /// Forgets all applicants.
    pub fn clear(&mut self) {
        for group in &mut self.groups {
            group.columns.clear();
            group.origins.clear();
        }
        self.places.clear();
    }

    fn group(&mut self, track: Option<usize>) -> usize {
        self.groups.iter().position(|group| group.track == track).unwrap_or_else(|| {
            let (compiled, plan) = (&self.batch.compiled, self.batch.rules.plan());
            let program = compiled.program(plan, track);
            self.groups.push(Group { track, program, columns: compiled.columns(), origins: Vec::new() });
            self.groups.len().saturating_sub(1)
        })
    }
}
