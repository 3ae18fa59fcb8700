//! What can go wrong before a record is scored.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Language, render_plain};
use crate::source::Sources;

/// Why there is no rule set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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
    /// The rules are faulty.
    #[error("{0}")]
    Rules(RuleErrors),
}

/// Every fault of the rules at once, with the texts they stand in.
#[derive(Clone, Debug)]
pub struct RuleErrors {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl RuleErrors {
    pub(crate) fn new(sources: Sources, diagnostics: Vec<Diagnostic>) -> Self {
        Self { sources, diagnostics }
    }

    /// The texts.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The faults, in the order of the texts.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

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
