//! `chengxin test`: the cases of a rule pack against what they expect.

use std::process::ExitCode;

use chengxin::testing::{Cases, PackReport, Results};
use chengxin::{Language, RuleSet};

use crate::arguments::{Test, TestFormat};
use crate::coverage::Covered;
use crate::failure::{FAULTY, Failure, say};
use crate::output::{self, Output};
use crate::phrase::{phrase, pick};

/// Runs the cases, or rewrites what they expect.
pub(crate) fn run(arguments: &Test, language: Language) -> Result<ExitCode, Failure> {
    let rules = RuleSet::load(&arguments.pack)?;
    let cases = cases(arguments, language)?;
    if arguments.bless {
        return bless(&cases, &rules, language);
    }
    let report = cases.run(&rules);
    let coverage = Covered::of(&arguments.pack, &arguments.coverage, language)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    output.write(&match arguments.format {
        TestFormat::Text => coverage.after(text(&report, arguments.unconfirmed, language), language),
        TestFormat::Json => Results { coverage: coverage.value(), ..Results::of(&report) }.to_json(),
        TestFormat::Junit => report.to_junit(&arguments.pack.display().to_string(), language),
    })?;
    output.finish()?;
    let passed = report.all_passed() && coverage.suffices();
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

/// The cases asked for: at least one.
fn cases(arguments: &Test, language: Language) -> Result<Cases, Failure> {
    let path = arguments.pack.join("cases");
    let all = Cases::load(&path)?;
    let path = path.display();
    if all.iter().next().is_none() {
        return Err(Failure::Usage(phrase!(language, "{path} 里没有样例（*.toml）", "no cases (*.toml) in {path}")));
    }
    let Some(filter) = &arguments.filter else { return Ok(all) };
    let cases = all.matching(filter);
    if cases.iter().next().is_none() {
        return Err(Failure::Usage(phrase!(
            language,
            "{path} 里没有标题或文件名含“{filter}”的样例",
            "no case in {path} has \"{filter}\" in its title or file name"
        )));
    }
    Ok(cases)
}

fn text(report: &PackReport, unconfirmed: bool, language: Language) -> String {
    let mut text = report.to_text(language);
    if unconfirmed {
        text.push_str(&report.unconfirmed_text(language));
    } else if report.unconfirmed().next().is_some() {
        text.push_str(pick(language, "用 --unconfirmed 列出\n", "--unconfirmed lists them\n"));
    }
    text
}

/// Shows what would change, and only then writes it.
fn bless(cases: &Cases, rules: &RuleSet, language: Language) -> Result<ExitCode, Failure> {
    let blessing = cases.bless(rules);
    say(&blessing.to_text(language))?;
    let files = blessing.rewrites.len();
    output::replace(blessing.rewrites.into_iter().map(|rewrite| (rewrite.path, rewrite.after)))?;
    let left = blessing.left.len();
    say(&phrase!(
        language,
        "改写了 {files} 个文件，未改写 {left} 处\n",
        "files rewritten: {files}; left as they are: {left}\n"
    ))?;
    Ok(if left == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}
