//! The cases of a directory.

use std::path::{Path, PathBuf};

use super::case::{self, Case};
use super::outcome::PackReport;
use crate::{Error, RuleSet};

/// The cases of a directory, their records read once, to be run against any number of rule sets.
#[derive(Clone, Debug)]
pub struct Cases {
    files: Vec<File>,
}

/// A file of cases.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) text: String,
    pub(super) cases: Vec<Case>,
}

impl Cases {
    /// Reads the cases `*.toml` of a directory, in the order of their file names.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the directory or a case cannot be read. A fault of a single case is in the report.
    pub fn load(directory: impl AsRef<Path>) -> Result<Self, Error> {
        let mut files = Vec::new();
        for path in case_files(directory.as_ref())? {
            let text = std::fs::read_to_string(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
            let cases = case::of_file(&path, text.clone());
            files.push(File { path, text, cases });
        }
        Ok(Self { files })
    }

    /// Each case, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = &Case> {
        self.files.iter().flat_map(|file| &file.cases)
    }

    /// Only the cases whose title or file name contains the text.
    #[must_use]
    pub fn matching(mut self, text: &str) -> Self {
        for file in &mut self.files {
            file.cases.retain(|case| case.title().contains(text) || case.file().contains(text));
        }
        self
    }

    /// Runs every case against the rules.
    #[must_use]
    pub fn run(&self, rules: &RuleSet) -> PackReport {
        PackReport { cases: self.iter().map(|case| case.run(rules)).collect() }
    }

    /// The cases that expect something of an indicator or condition, by their places.
    #[must_use]
    pub fn expecting(&self, code: &str) -> Vec<usize> {
        self.iter().enumerate().filter(|(_, case)| case.expects(code)).map(|(at, _)| at).collect()
    }

    /// The first case that fails, by its place in the order of the files; those named are tried before the rest.
    #[must_use]
    pub fn first_failing(&self, rules: &RuleSet, before: &[usize]) -> Option<usize> {
        let all: Vec<&Case> = self.iter().collect();
        let fails = |at: &usize| all.get(*at).is_some_and(|case| case.outcome(rules).is_failure());
        let named = before.iter().copied().find(fails);
        named.or_else(|| (0..all.len()).filter(|at| !before.contains(at)).find(fails))
    }

    pub(super) fn files(&self) -> &[File] {
        &self.files
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
