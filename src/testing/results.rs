//! What came of the cases, for programs.

use serde::Serialize;

use super::{CaseReport, Mismatch, Outcome, PackReport};
use crate::breakdown::{Operand, Step};
use crate::diagnostic::{Finding, Message, Words, json_text, say};

/// What `chengxin test --format json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Results {
    /// How many cases passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
    /// How many nobody has confirmed yet, whatever came of them.
    pub unconfirmed: usize,
    /// Each case, by the name of its file.
    pub cases: Vec<CaseResult>,
    /// What the cases try out, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<serde_json::Value>,
}

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseResult {
    /// The name of its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// What came of it.
    pub outcome: OutcomeName,
    /// Whether a person stands behind what it expects.
    pub confirmed: bool,
    /// What it is there to hit.
    pub hits: Vec<String>,
    /// What it expects and did not come out: the first is where the breakdown differs first, leaves before heads.
    pub mismatches: Vec<MismatchResult>,
    /// Why the record could not be read, or was refused.
    pub messages: Vec<CaseMessage>,
    /// What is wrong with the case file.
    pub findings: Vec<Finding>,
}

/// What came of a case, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OutcomeName {
    /// Every expectation is met.
    Passed,
    /// Some are not.
    Failed,
    /// What it expects is met, but nobody has confirmed it.
    Unconfirmed,
    /// The case file is not as it must be.
    Faulty,
    /// The record cannot be read or changed as the case says.
    Unreadable,
    /// The record does not fit the declared facts.
    Refused,
}

/// An expectation that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MismatchResult {
    /// Of what.
    pub subject: Words,
    /// What the case expects.
    pub expected: Words,
    /// What came out.
    pub actual: Words,
    /// Where the rule stands: `basic.rules:12:3`.
    pub origin: Option<String>,
    /// The line of the rule with its place and a caret.
    pub rule: String,
    /// The arithmetic.
    pub steps: Vec<Step>,
    /// The conditions that were looked at.
    pub operands: Vec<Operand>,
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseMessage {
    /// The code, where it is a misfit of the record.
    pub code: Option<String>,
    /// Where in the record.
    pub path: String,
    /// What is wrong.
    pub message: Words,
}

impl Results {
    /// What came of the cases, for programs.
    #[must_use]
    pub fn of(report: &PackReport) -> Self {
        Self {
            passed: report.passed(),
            failed: report.failed(),
            unconfirmed: report.unconfirmed().count(),
            cases: report.cases.iter().map(CaseResult::of).collect(),
            coverage: None,
        }
    }

    /// The JSON text, over several lines. What cannot be seen, or turns the direction of a text, is written as `\u…`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json_text(self)
    }
}

impl CaseResult {
    fn of(case: &CaseReport) -> Self {
        let (mut mismatches, mut messages, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        let outcome = match &case.outcome {
            Outcome::Passed => OutcomeName::Passed,
            Outcome::Unconfirmed => OutcomeName::Unconfirmed,
            Outcome::Failed(found) => {
                mismatches.extend(found.iter().map(MismatchResult::of));
                OutcomeName::Failed
            }
            Outcome::Faulty { sources, diagnostics } => {
                findings.extend(diagnostics.iter().map(|found| Finding::of(found, sources)));
                OutcomeName::Faulty
            }
            Outcome::Unreadable(message) => {
                messages.push(CaseMessage { code: None, path: String::new(), message: Words::of(message) });
                OutcomeName::Unreadable
            }
            Outcome::Refused(errors) => {
                messages.extend(errors.iter().map(|error| CaseMessage {
                    code: Some(error.code.to_owned()),
                    path: error.path.clone(),
                    message: Words::of(&error.message),
                }));
                let more: Option<Message> = (errors.more() > 0)
                    .then(|| say!("另有 {more} 处错误未列出", "and {more} more", more = errors.more()));
                messages.extend(more.map(|more| CaseMessage {
                    code: None,
                    path: String::new(),
                    message: Words::of(&more),
                }));
                OutcomeName::Refused
            }
        };
        let (file, title, hits) = (case.file.clone(), case.title.clone(), case.hits.clone());
        Self { file, title, outcome, confirmed: case.confirmed, hits, mismatches, messages, findings }
    }
}

impl MismatchResult {
    fn of(one: &Mismatch) -> Self {
        Self {
            subject: Words::of(&one.subject),
            expected: Words::of(&one.expected),
            actual: Words::of(&one.actual),
            origin: one.origin.clone(),
            rule: one.rule.clone(),
            steps: one.steps.clone(),
            operands: one.operands.clone(),
        }
    }
}

/// The JSON Schema of [`Results`].
#[cfg(feature = "schema")]
#[must_use]
pub fn results_schema() -> serde_json::Value {
    schemars::schema_for!(Results).to_value()
}
