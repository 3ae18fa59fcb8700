//! What came of cases.

use super::Mismatch;
use crate::RecordErrors;
use crate::diagnostic::{Diagnostic, Message};
use crate::source::Sources;

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
    /// Whether a person stands behind what it expects.
    pub confirmed: bool,
    /// What it is there to hit, in the words of the file.
    pub hits: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a case.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Every expectation is met.
    Passed,
    /// What it expects, if anything, is met, but nobody has confirmed yet that this is right.
    Unconfirmed,
    /// Some are not met.
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

impl Outcome {
    /// Whether it is neither passed nor merely unconfirmed.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self {
            Self::Passed | Self::Unconfirmed => false,
            Self::Failed(_) | Self::Faulty { .. } | Self::Unreadable(_) | Self::Refused(_) => true,
        }
    }
}

impl PackReport {
    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| matches!(case.outcome, Outcome::Passed)).count()
    }

    /// How many cases failed: an expectation is not met, or the case or its record is faulty.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.cases.iter().filter(|case| case.outcome.is_failure()).count()
    }

    /// The cases that nobody has confirmed yet, whatever came of them.
    pub fn unconfirmed(&self) -> impl Iterator<Item = &CaseReport> {
        self.cases.iter().filter(|case| !case.confirmed)
    }

    /// Whether no case failed.
    #[must_use]
    pub fn all_passed(&self) -> bool {
        self.failed() == 0
    }
}
