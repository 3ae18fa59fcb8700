//! An expectation that is not met.

use super::beside::{self, Row};
use super::edit::Edit;
use crate::RecordErrors;
use crate::breakdown::{Operand, Step};
use crate::diagnostic::{Message, say};

/// An expectation that is not met.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// Of what: `C1-1 行政处罚记录`.
    pub subject: Message,
    /// What the case expects.
    pub expected: Message,
    /// What came out.
    pub actual: Message,
    /// Where the rule stands, where one is concerned.
    pub origin: Option<String>,
    /// The line of the rule with its place and a caret; empty where none is concerned.
    pub rule: String,
    /// How the actual result came about.
    pub(super) steps: Vec<Step>,
    pub(super) operands: Vec<Operand>,
    /// The expected and the actual breakdown around it.
    pub(super) rows: Vec<Row>,
    /// What makes the case expect what came out; nothing where only a person can say.
    pub(super) edits: Option<Vec<Edit>>,
}

impl Mismatch {
    pub(super) fn plain(subject: Message, expected: Message, actual: Message) -> Self {
        let rows = beside::alone(&subject, &expected, &actual);
        let (steps, operands) = (Vec::new(), Vec::new());
        Self { subject, expected, actual, origin: None, rule: String::new(), steps, operands, rows, edits: None }
    }

    /// The record should not have fitted.
    pub(super) fn not_refused(wanted: &[String]) -> Self {
        Self::plain(record(), refusal(wanted), say!("已计分", "scored"))
    }

    /// The record does not fit, but for other reasons; nothing where all that are wanted are among them.
    pub(super) fn otherwise_refused(wanted: &[String], errors: &RecordErrors) -> Option<Self> {
        let found: Vec<String> = errors.iter().map(|error| error.code.to_owned()).collect();
        let met = wanted.iter().all(|code| found.contains(code));
        (!met).then(|| Self::plain(record(), refusal(wanted), refusal(&found)))
    }
}

fn record() -> Message {
    say!("申报记录", "record")
}

fn refusal(codes: &[String]) -> Message {
    let (zh, en) = (codes.join("、"), codes.join(", "));
    say!("被拒绝（{zh}）", "refused ({en})")
}
