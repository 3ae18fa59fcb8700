//! A case with its record read, to be run against any number of rule sets.

use std::path::Path;

use super::compare;
use super::outcome::{CaseReport, Outcome};
use super::written::{self, Expect, Written};
use crate::diagnostic::say;
use crate::source::{Source, Sources};
use crate::{Options, Record, RuleSet};

/// One case: a file of `cases`, or one of the variants in it.
#[derive(Clone, Debug)]
pub struct Case {
    file: String,
    title: String,
    confirmed: bool,
    about: Vec<String>,
    hits: Vec<String>,
    expect: Option<Expect>,
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

    pub(super) fn outcome(&self, rules: &RuleSet) -> Outcome {
        let (record, options) = match &self.run {
            Ok(run) => run,
            Err(outcome) => return outcome.clone(),
        };
        let breakdown = match rules.evaluate_with(record, options) {
            Ok(breakdown) => breakdown,
            Err(errors) => return Outcome::Refused(errors),
        };
        let mismatches = self.expect.as_ref().map(|expect| compare::mismatches(expect, &breakdown)).unwrap_or_default();
        match (mismatches.is_empty(), self.confirmed) {
            (false, _) => Outcome::Failed(mismatches),
            (true, true) => Outcome::Passed,
            (true, false) => Outcome::Unconfirmed,
        }
    }
}

/// The cases of a file: itself, and its variants.
pub(super) fn of_file(path: &Path, text: String) -> Vec<Case> {
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
    let named = written.first().map(|case| path.with_file_name("").join(&case.record)).unwrap_or_default();
    let json = std::fs::read_to_string(&named).map_err(|_| {
        let shown = named.display();
        Outcome::Unreadable(say!(
            "读不了 record 写的记录文件 {shown}",
            "the file that record names cannot be read: {shown}"
        ))
    });
    let each = written.into_iter().map(|case| {
        let record = json.clone().and_then(|json| changed(&case, &json));
        ready(file.clone(), case, record)
    });
    each.collect()
}

fn ready(file: String, case: Written, record: Result<Record, Outcome>) -> Case {
    let options = Options { as_of: case.as_of, mode: case.mode, track: case.track };
    Case {
        file,
        title: case.title,
        confirmed: case.confirmed,
        about: case.about,
        hits: case.hits,
        expect: case.expect,
        run: record.map(|record| (record, options)),
    }
}

fn faulty(file: String, outcome: Outcome) -> Case {
    let (about, hits) = (Vec::new(), Vec::new());
    Case { file, title: String::new(), confirmed: true, about, hits, expect: None, run: Err(outcome) }
}

/// The record with the changes of the case.
fn changed(case: &Written, json: &str) -> Result<Record, Outcome> {
    let mut json = json.trim_start_matches('\u{FEFF}').to_owned();
    for patch in &case.patches {
        json = patch.apply(&json).map_err(Outcome::Unreadable)?;
    }
    Record::from_json(&json).map_err(Outcome::Refused)
}
