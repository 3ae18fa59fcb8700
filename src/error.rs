//! What can go wrong before a record is scored.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Language, render_plain};
use crate::source::Sources;

/// Why there is no rule set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no `scheme.toml` where the rules should be.
    #[error("there is no scheme.toml in {} or above it", path.display())]
    NoScheme {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is none of the rule files of the pack it lies in.
    #[error("{} is no rule file of its pack", path.display())]
    NotARuleFile {
        /// Which file.
        path: PathBuf,
    },
    /// The rules are faulty.
    #[error("{0}")]
    Rules(RuleErrors),
}

/// Every fault of the rules at once, with the texts they stand in.
#[derive(Clone, Debug)]
pub struct RuleErrors {
    /// The texts.
    pub sources: Sources,
    /// The faults, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
}

impl RuleErrors {
    /// The faults as text for a person.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        render_plain(&self.diagnostics, &self.sources, language)
    }
}

impl fmt::Display for RuleErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Language::English))
    }
}
