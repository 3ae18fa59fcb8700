//! Why a what-if cannot be answered.

use std::fmt;

use crate::diagnostic::{Language, Message, say};
use crate::record::RecordErrors;

/// Why a what-if cannot be answered.
#[derive(Clone, Debug)]
pub enum WhatIfError {
    /// No declared fact is named so.
    UnknownFact {
        /// As written.
        path: String,
        /// The nearest name or key.
        nearest: Option<String>,
    },
    /// The change cannot be made in this record.
    Unchangeable(Message),
    /// The record does not fit as it is.
    Record(RecordErrors),
    /// The record does not fit with the changes.
    Changed(RecordErrors),
}

impl WhatIfError {
    /// What is wrong, in one sentence; the misfits of a record are told by [`RecordErrors::render`].
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownFact { path, nearest: Some(near) } => {
                say!("没有“{path}”这个事实，是不是“{near}”？", "there is no fact \"{path}\": did you mean \"{near}\"?")
            }
            Self::UnknownFact { path, nearest: None } => say!("没有“{path}”这个事实", "there is no fact \"{path}\""),
            Self::Unchangeable(message) => message.clone(),
            Self::Record(_) => say!("记录不符合规则声明的事实", "the record does not fit the declared facts"),
            Self::Changed(_) => {
                say!("改动后的记录不符合规则声明的事实", "with the changes the record does not fit the declared facts")
            }
        }
    }
}

impl fmt::Display for WhatIfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().get(Language::English))?;
        match self {
            Self::Record(errors) | Self::Changed(errors) => write!(f, "\n{errors}"),
            Self::UnknownFact { .. } | Self::Unchangeable(_) => Ok(()),
        }
    }
}

impl std::error::Error for WhatIfError {}
