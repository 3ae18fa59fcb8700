//! `chengxin explain`: the reasoning in full for one applicant or one indicator.

use std::process::ExitCode;

use chengxin::Language;

use crate::arguments::Explain;
use crate::failure::{Failure, say};
use crate::phrase::phrase;
use crate::{record, rules};

/// Scores the record and explains it.
pub(crate) fn run(arguments: &Explain, language: Language) -> Result<ExitCode, Failure> {
    let (rules, options) = rules::evaluation(&arguments.evaluation, language)?;
    let read = record::read(&arguments.record, language)?;
    let breakdown =
        rules.evaluate_with(&read, &options).map_err(|errors| record::refused(&errors, &arguments.record, language))?;
    let code = arguments.indicator.as_deref();
    match (breakdown.explain(code, language), code) {
        (Some(text), _) => say(&text).map(|()| ExitCode::SUCCESS),
        (None, code) => Err(unknown(&breakdown, code.unwrap_or_default(), language)),
    }
}

fn unknown(breakdown: &chengxin::Breakdown, code: &str, language: Language) -> Failure {
    let near = breakdown.nearest_code(code);
    let near =
        near.map(|near| phrase!(language, "，是不是“{near}”？", ": did you mean \"{near}\"?")).unwrap_or_default();
    Failure::Usage(phrase!(
        language,
        "没有编号为“{code}”的指标或条件{near}",
        "no indicator or condition \"{code}\"{near}"
    ))
}
