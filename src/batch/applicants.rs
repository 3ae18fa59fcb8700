//! Applicants on their way: the facts of each track's applicants as columns.

use std::ops::Range;
use std::sync::Arc;

use super::Batch;
use crate::compiled::{Columns, Reading, TrackProgram};
use crate::facts::Facts;
use crate::record::{Record, RecordErrors};
use crate::ruleset::RuleSet;

/// Applicants whose facts were read. Push records, evaluate, clear, and go on: the room is used again.
#[derive(Clone, Debug)]
pub struct Applicants {
    batch: Batch,
    pub(super) groups: Vec<Group>,
    /// For each applicant in order its group, and its line there.
    pub(super) places: Vec<(usize, usize)>,
    /// The texts of the records that were read straight into columns.
    written: String,
    /// The group of the last applicant: the next is likely of the same track.
    last: usize,
}

/// The applicants of one track.
#[derive(Clone, Debug)]
pub(super) struct Group {
    track: Option<usize>,
    pub(super) program: Arc<TrackProgram>,
    pub(super) columns: Columns,
    /// How records are read straight into columns.
    reading: Reading,
    origins: Vec<Origin>,
}

/// Where the facts of an applicant came from, to be read again where the tree walk needs them.
#[derive(Clone, Debug)]
enum Origin {
    /// A record, and what it says.
    Record(Record, Box<Facts>),
    /// A record written in the plain way.
    Written(Range<usize>),
}

impl Applicants {
    pub(super) fn new(batch: Batch) -> Self {
        Self { batch, groups: Vec::new(), places: Vec::new(), written: String::new(), last: 0 }
    }

    pub(super) fn rules(&self) -> &RuleSet {
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
        }
        self.add(at, Origin::Record(record.clone(), Box::new(facts)));
        Ok(())
    }

    /// Adds an applicant from a record written as one JSON object. What is written in the plain way goes straight into
    /// columns; anything else is read as [`Record::from_json`] reads it.
    ///
    /// # Errors
    /// As [`Record::from_json`] and [`Applicants::push`]: then nothing is added.
    pub fn push_json(&mut self, text: &str) -> Result<(), RecordErrors> {
        let mut at = if self.groups.is_empty() { self.group(self.batch.track) } else { self.last };
        // Of another track than the last: read once more, in the columns of that one.
        for _ in 0..2 {
            let Some(group) = self.groups.get_mut(at) else { break };
            match group.columns.read(text, &mut group.reading) {
                Ok(()) => {
                    let start = self.written.len();
                    self.written.push_str(text);
                    self.add(at, Origin::Written(start..self.written.len()));
                    return Ok(());
                }
                Err(Some(track)) => at = self.group(track),
                Err(None) => break,
            }
        }
        self.push(&Record::from_json(text)?)
    }

    fn add(&mut self, group: usize, origin: Origin) {
        if let Some(of) = self.groups.get_mut(group) {
            self.places.push((group, of.origins.len()));
            of.origins.push(origin);
            self.last = group;
        }
    }

    /// Name and code of the applicant who was pushed after so many others, where the record gives them.
    #[must_use]
    pub fn named(&self, at: usize) -> (Option<&str>, Option<&str>) {
        self.place(at).map_or((None, None), |(group, line)| self.named_in(group, line))
    }

    /// The same of a line of a group.
    pub(super) fn named_in<'g>(&self, group: &'g Group, line: usize) -> (Option<&'g str>, Option<&'g str>) {
        let scheme = &self.batch.rules.plan().scheme;
        let text = |fact: Option<usize>| group.columns.text(fact?, line);
        (text(scheme.applicant_name), text(scheme.applicant_code))
    }

    /// The record of a line, as it was given.
    pub(super) fn record(&self, group: &Group, line: usize) -> Option<Record> {
        match group.origins.get(line)? {
            Origin::Record(record, _) => Some(record.clone()),
            Origin::Written(range) => Record::from_json(self.written.get(range.clone())?).ok(),
        }
    }

    /// The group of an applicant, and the line there.
    pub(super) fn place(&self, at: usize) -> Option<(&Group, usize)> {
        let (group, line) = self.places.get(at)?;
        Some((self.groups.get(*group)?, *line))
    }

    /// The digest of the record of a line.
    pub(super) fn digest(&self, group: &Group, line: usize) -> Option<String> {
        let written = match group.origins.get(line)? {
            Origin::Record(..) => None,
            Origin::Written(range) => Record::digest_of(self.written.get(range.clone())?),
        };
        written.or_else(|| Some(self.record(group, line)?.digest()))
    }

    /// Forgets all applicants.
    pub fn clear(&mut self) {
        for group in &mut self.groups {
            group.columns.clear();
            group.origins.clear();
        }
        self.places.clear();
        self.written.clear();
    }

    fn group(&mut self, track: Option<usize>) -> usize {
        self.groups.iter().position(|group| group.track == track).unwrap_or_else(|| {
            let (compiled, plan) = (&self.batch.compiled, self.batch.rules.plan());
            let program = compiled.program(plan, track);
            let mut columns = compiled.columns();
            let reading = compiled.reading(plan, track, self.batch.options.track.is_none(), &mut columns);
            self.groups.push(Group { track, program, columns, reading, origins: Vec::new() });
            self.groups.len().saturating_sub(1)
        })
    }
}

impl Group {
    /// The track of these applicants.
    pub(super) fn track(&self) -> Option<usize> {
        self.track
    }

    /// How many applicants there are.
    pub(super) fn len(&self) -> usize {
        self.origins.len()
    }

    /// What the record of an applicant says, where it is not held by the columns alone.
    pub(super) fn facts(&self, line: usize) -> Option<&Facts> {
        match self.origins.get(line)? {
            Origin::Record(_, facts) => Some(facts),
            Origin::Written(_) => None,
        }
    }
}
