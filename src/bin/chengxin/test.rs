//! `chengxin test`: the cases of a rule pack against what they expect.

use std::process::ExitCode;

use chengxin::{Language, testing};

use crate::arguments::{Plain, Test};
use crate::coverage::Covered;
use crate::failure::{FAULTY, Failure, say};
use crate::phrase::phrase;

/// Runs the cases.
pub(crate) fn run(arguments: &Test, language: Language) -> Result<ExitCode, Failure> {
    let report = testing::run_pack(&arguments.pack)?;
    if report.cases.is_empty() {
        let path = arguments.pack.join("cases");
        let path = path.display();
        return Err(Failure::Usage(phrase!(language, "{path} 里没有样例（*.toml）", "no cases (*.toml) in {path}")));
    }
    let coverage = Covered::of(&arguments.pack, &arguments.coverage, language)?;
    match arguments.format {
        Plain::Text => say(&coverage.after(report.to_text(language), language))?,
        Plain::Json => say(&format!("{}\n", coverage.within(report.to_json())))?,
    }
    let passed = report.all_passed() && coverage.suffices();
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}
