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
//! [change]                                  # dotted keys of the record; items of a list by number: "projects.1.score";
//! "tax_paid" = "5,200万元"                   # a further item: "projects.+"
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
//!
//! [[variants]]                              # the case with further changes, and expectations of its own
//! title = "差一元"
//! change."tax_paid" = "39,999,999元"
//! expect.indicators."JZ1-3" = "5.9"
//! ```
//!
//! A file with variants need not expect anything of the case itself.

mod case;
mod compare;
pub(crate) mod patch;
mod report;
mod value;

use std::path::{Path, PathBuf};

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
    Ok(Cases::load(path.join("cases"))?.run(&rules))
}

/// The cases of a directory, their records read once, to be run against any number of rule sets.
#[derive(Clone, Debug)]
pub struct Cases {
    cases: Vec<Ready>,
}

/// A case whose record is read, or what hinders it.
#[derive(Clone, Debug)]
struct Ready {
    file: String,
    title: String,
    run: Result<(Record, Options, case::Expect), Outcome>,
}

impl Cases {
    /// Reads the cases `*.toml` of a directory, in the order of their file names.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the directory or a case cannot be read. A fault of a single case is in the report.
    pub fn load(directory: impl AsRef<Path>) -> Result<Self, Error> {
        let mut cases = Vec::new();
        for file in case_files(directory.as_ref())? {
            cases.extend(ready(&file)?);
        }
        Ok(Self { cases })
    }

    /// Runs every case against the rules.
    #[must_use]
    pub fn run(&self, rules: &RuleSet) -> PackReport {
        let each = self.cases.iter().map(|case| CaseReport {
            file: case.file.clone(),
            title: case.title.clone(),
            outcome: case.outcome(rules),
        });
        PackReport { cases: each.collect() }
    }

    /// The cases that expect something of an indicator or condition, by their places.
    #[must_use]
    pub fn expecting(&self, code: &str) -> Vec<usize> {
        let expects = |case: &Ready| {
            case.run.as_ref().is_ok_and(|(_, _, expect)| {
                let conditions = expect.conditions.iter().map(|(known, _)| known);
                expect.indicators.iter().map(|(known, _)| known).chain(conditions).any(|known| known == code)
            })
        };
        (0..self.cases.len()).filter(|at| self.cases.get(*at).is_some_and(expects)).collect()
    }

    /// The first case that does not pass, by its place in the order of the files; those named are tried before the rest.
    #[must_use]
    pub fn first_failing(&self, rules: &RuleSet, before: &[usize]) -> Option<usize> {
        let fails = |at: &usize| self.cases.get(*at).is_some_and(|case| !case.passes(rules));
        let named = before.iter().copied().find(fails);
        named.or_else(|| (0..self.cases.len()).filter(|at| !before.contains(at)).find(fails))
    }
}

impl Ready {
    fn passes(&self, rules: &RuleSet) -> bool {
        matches!(self.outcome(rules), Outcome::Passed)
    }

    fn outcome(&self, rules: &RuleSet) -> Outcome {
        let (record, options, expect) = match &self.run {
            Ok(run) => run,
            Err(outcome) => return outcome.clone(),
        };
        match rules.evaluate_with(record, options) {
            Ok(breakdown) => {
                let mismatches = compare::mismatches(expect, &breakdown);
                if mismatches.is_empty() { Outcome::Passed } else { Outcome::Failed(mismatches) }
            }
            Err(errors) => Outcome::Refused(errors),
        }
    }
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

/// The cases of a file: itself, and its variants.
fn ready(path: &Path) -> Result<Vec<Ready>, Error> {
    let source = Source::new(path.display().to_string(), read(path)?);
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let cases = match case::read(&source) {
        Ok(cases) => cases,
        Err(diagnostics) => {
            let mut sources = Sources::default();
            sources.add(source);
            return Ok(vec![Ready { file, title: String::new(), run: Err(Outcome::Faulty { sources, diagnostics }) }]);
        }
    };
    let named = cases.first().map(|case| path.with_file_name("").join(&case.record)).unwrap_or_default();
    let json = std::fs::read_to_string(&named).map_err(|_| {
        let shown = named.display();
        Outcome::Unreadable(say!(
            "读不了 record 写的记录文件 {shown}",
            "the file that record names cannot be read: {shown}"
        ))
    });
    let each = cases.into_iter().map(|case| Ready {
        file: file.clone(),
        title: case.title.clone(),
        run: json
            .clone()
            .and_then(|json| changed(&case, &json))
            .map(|record| (record, Options { as_of: case.as_of, mode: case.mode, track: case.track }, case.expect)),
    });
    Ok(each.collect())
}

/// The record with the changes of the case.
fn changed(case: &case::Case, json: &str) -> Result<Record, Outcome> {
    let mut json = json.trim_start_matches('\u{FEFF}').to_owned();
    for patch in &case.patches {
        json = patch.apply(&json).map_err(Outcome::Unreadable)?;
    }
    Record::from_json(&json).map_err(Outcome::Refused)
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}
