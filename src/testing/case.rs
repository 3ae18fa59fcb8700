//! A case with its record read, to be run against any number of rule sets.

use std::collections::BTreeMap;
use std::path::Path;

use super::compare;
use super::expect::Expect;
use super::mismatch::Mismatch;
use super::outcome::{CaseReport, Outcome};
use super::unstated::Room;
use super::written::{self, Submitted, Written};
use crate::diagnostic::say;
use crate::source::{Source, Sources};
use crate::{Breakdown, Options, Record, RuleSet};

/// The JSON of records by the names of their files, or why there is none.
pub(crate) type Records = BTreeMap<String, Result<String, Outcome>>;

/// One case: a file of `cases`, or one of the variants in it.
#[derive(Clone, Debug)]
pub struct Case {
    file: String,
    title: String,
    confirmed: bool,
    about: Vec<String>,
    hits: Vec<String>,
    expect: Option<Expect>,
    /// Where expectations would go.
    room: Option<Room>,
    /// Which of the cases of its file.
    nth: usize,
    run: Result<(Record, Options), Outcome>,
}

impl Case {
    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Its title; that of a variant follows the title of the case.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Whether a person stands behind what it expects: `confirmed = false` says that nobody does yet.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// The codes of the indicators and conditions that it is about.
    #[must_use]
    pub fn about(&self) -> &[String] {
        &self.about
    }

    /// What it is there to hit, in the words of the file.
    #[must_use]
    pub fn hits(&self) -> &[String] {
        &self.hits
    }

    /// The record with its changes and how it is evaluated; nothing where the case or its record is faulty.
    #[must_use]
    pub fn input(&self) -> Option<(&Record, &Options)> {
        self.run.as_ref().ok().map(|(record, options)| (record, options))
    }

    /// Runs it against the rules.
    #[must_use]
    pub fn run(&self, rules: &RuleSet) -> CaseReport {
        CaseReport {
            file: self.file.clone(),
            title: self.title.clone(),
            confirmed: self.confirmed,
            hits: self.hits.clone(),
            outcome: self.outcome(rules),
        }
    }

    /// Whether it expects something of an indicator or condition.
    pub(super) fn expects(&self, code: &str) -> bool {
        self.expect.as_ref().is_some_and(|expect| {
            let conditions = expect.conditions.iter().map(|(known, _)| known);
            expect.indicators.iter().map(|(known, _)| known).chain(conditions).any(|known| known == code)
        })
    }

    pub(super) fn expects_anything(&self) -> bool {
        self.expect.is_some()
    }

    pub(super) fn room(&self) -> Option<&Room> {
        self.room.as_ref()
    }

    pub(super) fn nth(&self) -> usize {
        self.nth
    }

    pub(super) fn outcome(&self, rules: &RuleSet) -> Outcome {
        let scored = match &self.run {
            Ok((record, options)) => rules.evaluate_with(record, options).map_err(Outcome::Refused),
            Err(outcome) => Err(outcome.clone()),
        };
        let wanted = self.expect.as_ref().and_then(|expect| expect.refused.as_deref());
        let mismatches = match (scored, wanted) {
            (Ok(_), Some(wanted)) => vec![Mismatch::not_refused(wanted)],
            (Err(Outcome::Refused(errors)), Some(wanted)) => {
                Mismatch::otherwise_refused(wanted, &errors).into_iter().collect()
            }
            (Err(outcome), _) => return outcome,
            (Ok(breakdown), None) => self.mismatches(&breakdown, rules),
        };
        match (mismatches.is_empty(), self.confirmed) {
            (false, _) => Outcome::Failed(mismatches),
            (true, true) => Outcome::Passed,
            (true, false) => Outcome::Unconfirmed,
        }
    }

    fn mismatches(&self, breakdown: &Breakdown, rules: &RuleSet) -> Vec<Mismatch> {
        let expect = self.expect.as_ref();
        expect.map(|expect| compare::mismatches(expect, breakdown, rules.sources())).unwrap_or_default()
    }
}

/// The cases of a file: itself, and its variants.
pub(super) fn of_file(path: &Path, text: String) -> Vec<Case> {
    of_text(path, text, BTreeMap::new())
}

/// The same of a text; records that are at hand are not read from files.
pub(crate) fn of_text(path: &Path, text: String, mut records: Records) -> Vec<Case> {
    let source = Source::new(path.display().to_string(), text);
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let written = match written::read(&source) {
        Ok(written) => written,
        Err(diagnostics) => {
            let mut sources = Sources::default();
            sources.add(source);
            return vec![faulty(file, Outcome::Faulty { sources, diagnostics })];
        }
    };
    let each = written.into_iter().enumerate().map(|(nth, case)| {
        let record = submitted(path, &case, &mut records).and_then(|json| changed(&case, &json));
        ready(file.clone(), nth, case, record)
    });
    each.collect()
}

/// The JSON of the record; each file is read once.
fn submitted(path: &Path, case: &Written, records: &mut Records) -> Result<String, Outcome> {
    match &case.record {
        Some(Submitted::Inline(json)) => Ok(json.clone()),
        Some(Submitted::File(name)) => {
            records.entry(name.clone()).or_insert_with(|| read(&path.with_file_name("").join(name))).clone()
        }
        None => Ok("{}".to_owned()),
    }
}

fn read(path: &Path) -> Result<String, Outcome> {
    std::fs::read_to_string(path).map_err(|_| {
        let shown = path.display();
        Outcome::Unreadable(say!(
            "读不了 record 写的记录文件 {shown}",
            "the file that record names cannot be read: {shown}"
        ))
    })
}

fn ready(file: String, nth: usize, case: Written, record: Result<Record, Outcome>) -> Case {
    let options = Options { as_of: case.as_of, mode: case.mode, track: case.track };
    Case {
        file,
        title: case.title,
        confirmed: case.confirmed,
        about: case.about,
        hits: case.hits,
        expect: case.expect,
        room: case.room,
        nth,
        run: record.map(|record| (record, options)),
    }
}

fn faulty(file: String, outcome: Outcome) -> Case {
    let (about, hits) = (Vec::new(), Vec::new());
    let (expect, room, nth) = (None, None, 0);
    Case { file, title: String::new(), confirmed: true, about, hits, expect, room, nth, run: Err(outcome) }
}

/// The record with the changes of the case.
fn changed(case: &Written, json: &str) -> Result<Record, Outcome> {
    let mut json = json.trim_start_matches('\u{FEFF}').to_owned();
    for patch in &case.patches {
        json = patch.apply(&json).map_err(Outcome::Unreadable)?;
    }
    Record::from_json(&json).map_err(Outcome::Refused)
}
