//! The cases of a rule pack: fictional applicants with the results they must have.
//!
//! Each file `cases/*.toml` is one case:
//!
//! ```toml
//! title = "一案两罚只计最重"
//! record = "applicants/construction.json"   # beside the case
//! as_of = "2023-10-31"
//! closed = false                            # after the deadline
//! remove = ["hr.trained_count"]             # not submitted
//! none = ["cohort.rank"]                    # none on record
//!
//! [change]                                  # dotted keys of the record; items of a list by number: "projects.1.score"
//! "tax_paid" = "5,200万元"
//!
//! [expect]                                  # what is not named is not compared
//! verdict = "进入专家评审"
//! total = "86.29"                           # as published; a range is { low = "78.95", high = "80.35" }
//! basic = "87.9525"                         # sheets exactly: basic, industry (the track's sheet)
//!
//! [expect.indicators]
//! "C1-1" = "4.5"                            # exactly; 10/3 may be written; or a state: 不适用, 待评, 未提交
//!
//! [expect.conditions]
//! "五-1" = "符合"                            # 符合, 不符合, 待定, 不涉及
//! ```

mod case;
mod compare;
mod patch;
mod report;
mod value;

use std::path::{Path, PathBuf};

use crate::breakdown::Breakdown;
use crate::diagnostic::{Diagnostic, Message, say};
use crate::source::{Source, Sources};
use crate::{Error, Options, Record, RecordErrors, RuleSet};

pub use compare::Mismatch;

/// What came of the cases of a pack.
#[derive(Clone, Debug, Default)]
pub struct PackReport {
    /// Each case, by the name of its file.
    pub cases: Vec<CaseReport>,
}

/// What came of one case.
#[derive(Clone, Debug)]
pub struct CaseReport {
    /// The name of its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a case.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Every expectation is met.
    Passed,
    /// Some are not.
    Failed(Vec<Mismatch>),
    /// The case itself is not as a case must be.
    Faulty {
        /// The case file.
        sources: Sources,
        /// What is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
    /// The record cannot be changed or read as the case says.
    Unreadable(Message),
    /// The record, with its changes, does not fit the declared facts.
    Refused(RecordErrors),
}

impl PackReport {
    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Passed)).count()
    }

    /// Whether every case passed.
    #[must_use]
    pub fn all_passed(&self) -> bool {
        self.passed() == self.cases.len()
    }
}

/// Runs every case of the pack in a directory, in the order of their file names.
///
/// # Errors
///
/// [`Error::Rules`] where the pack cannot be loaded, [`Error::Io`] where `cases` cannot be read. A fault of a single
/// case is in the report.
pub fn run_pack(path: impl AsRef<Path>) -> Result<PackReport, Error> {
    let path = path.as_ref();
    let rules = RuleSet::load(path)?;
    let cases = case_files(&path.join("cases"))?;
    let cases = cases.iter().map(|file| run_case(&rules, file)).collect::<Result<Vec<CaseReport>, Error>>()?;
    Ok(PackReport { cases })
}

fn case_files(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Io { path: directory.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn run_case(rules: &RuleSet, path: &Path) -> Result<CaseReport, Error> {
    let text = read(path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source::new(path.display().to_string(), text);
    let case = match case::read(&source) {
        Ok(case) => case,
        Err(diagnostics) => {
            let mut sources = Sources::default();
            sources.add(source);
            return Ok(CaseReport { file, title: String::new(), outcome: Outcome::Faulty { sources, diagnostics } });
        }
    };
    let record_path = path.with_file_name("").join(&case.record);
    let Ok(record) = std::fs::read_to_string(&record_path) else {
        let shown = record_path.display();
        let outcome = Outcome::Unreadable(say!(
            "读不了 record 写的记录文件 {shown}",
            "the file that record names cannot be read: {shown}"
        ));
        return Ok(CaseReport { file, title: case.title, outcome });
    };
    let outcome = match evaluate(rules, &case, &record) {
        Ok(breakdown) => {
            let mismatches = compare::mismatches(&case.expect, &breakdown);
            if mismatches.is_empty() { Outcome::Passed } else { Outcome::Failed(mismatches) }
        }
        Err(outcome) => outcome,
    };
    Ok(CaseReport { file, title: case.title, outcome })
}

fn evaluate(rules: &RuleSet, case: &case::Case, record: &str) -> Result<Breakdown, Outcome> {
    let mut json = record.trim_start_matches('\u{FEFF}').to_owned();
    for patch in &case.patches {
        json = patch.apply(&json).map_err(Outcome::Unreadable)?;
    }
    let record = Record::from_json(&json).map_err(Outcome::Refused)?;
    let options = Options { as_of: case.as_of, mode: case.mode, track: case.track.clone() };
    rules.evaluate_with(&record, &options).map_err(Outcome::Refused)
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}
