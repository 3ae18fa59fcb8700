//! `chengxin`: rules checked, applicants scored, results explained and verified.

mod advise;
mod arguments;
mod check;
mod chinese;
mod code;
mod coverage;
mod diff;
mod explain;
mod export;
mod failure;
mod fmt;
mod gen_cases;
mod language;
mod lsp;
mod new;
mod output;
mod phrase;
mod progress;
mod record;
mod rules;
mod schema;
mod score;
mod snippet;
mod stats;
mod stream;
mod table;
mod tally;
mod test;
mod usage;
mod verify;
mod whatif;
mod workers;

use std::process::ExitCode;

use chengxin::Language;

use arguments::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    let language = language::chosen();
    let arguments = match usage::parse(language) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    run(arguments, language).unwrap_or_else(|failure| failure.report(language))
}

fn run(arguments: Arguments, language: Language) -> Result<ExitCode, Failure> {
    match arguments.command {
        Command::Check(check) => check::run(&check, language),
        Command::Score(score) => score::run(&score, language),
        Command::Explain(explain) => explain::run(&explain, language),
        Command::Verify(verify) => verify::run(&verify, language),
        Command::Test(test) => test::run(&test, language),
        Command::Diff(diff) => diff::run(&diff, language),
        Command::Whatif(whatif) => whatif::run(&whatif, language),
        Command::GenCases(cases) => gen_cases::run(&cases, language),
        Command::Advise(advise) => advise::run(&advise, language),
        Command::Export(export) => export::run(&export, language),
        Command::Schema(schema) => schema::run(&schema, language),
        Command::Fmt(fmt) => fmt::run(&fmt, language::of_rules(), language),
        Command::New(new) => new::run(&new, language),
        Command::Lsp => lsp::run(language),
    }
}
