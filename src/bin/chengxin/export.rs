//! `chengxin export`: what the rules mean, as neutral JSON.

use std::process::ExitCode;

use chengxin::Language;

use crate::arguments::Export;
use crate::failure::Failure;
use crate::output::Output;
use crate::rules;

/// Writes the plan.
pub(crate) fn run(arguments: &Export, language: Language) -> Result<ExitCode, Failure> {
    let rules = rules::load(&arguments.rules, language)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    output.write(&rules.export())?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}
