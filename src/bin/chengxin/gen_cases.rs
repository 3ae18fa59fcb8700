//! `chengxin gen-cases`: cases that try out what no case does, for a person to confirm.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chengxin::testing::{Cases, Generated, Wanted, generate};
use chengxin::{Language, RuleSet};

use crate::arguments::GenCases;
use crate::failure::{Failure, say};
use crate::output;
use crate::phrase::phrase;

/// Writes the cases, and says what no record was found for.
pub(crate) fn run(arguments: &GenCases, language: Language) -> Result<ExitCode, Failure> {
    let rules = RuleSet::load(&arguments.pack)?;
    let own = arguments.pack.join("cases");
    let known = if arguments.missing && own.is_dir() { Some(Cases::load(&own)?) } else { None };
    let wanted = Wanted { as_of: arguments.as_of, only: &arguments.only, but: known.as_ref() };
    let generated = generate(&rules, &wanted);
    if let Some(code) = generated.unknown.first() {
        return Err(Failure::Usage(phrase!(
            language,
            "规则里没有“{code}”这项指标、条件或定义",
            "the rules have no indicator, condition or definition \"{code}\""
        )));
    }
    let directory = arguments.out.as_deref().unwrap_or(&own);
    let files = placed(&generated, directory);
    write(&files, arguments.force, language)?;
    say(&told(&generated, &files, language)).map(|()| ExitCode::SUCCESS)
}

fn placed(generated: &Generated, directory: &Path) -> Vec<(PathBuf, String)> {
    generated.files.iter().map(|file| (directory.join(&file.name), file.text.clone())).collect()
}

/// All of the files or none; those that are there are left alone unless that is asked for.
fn write(files: &[(PathBuf, String)], force: bool, language: Language) -> Result<(), Failure> {
    if force {
        for directory in files.iter().filter_map(|(path, _)| path.parent()) {
            std::fs::create_dir_all(directory).map_err(|error| Failure::Write(directory.to_owned(), error))?;
        }
        return output::replace(files.iter().cloned());
    }
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        let path = path.display();
        return Err(Failure::Usage(phrase!(
            language,
            "{path} 已经存在，什么也没有写；要替换它请加 --force",
            "{path} exists already, and nothing was written; add --force to replace it"
        )));
    }
    output::write_new(files)
}

fn told(generated: &Generated, files: &[(PathBuf, String)], language: Language) -> String {
    let (cases, count) = (generated.cases, files.len());
    let mut said = phrase!(
        language,
        "写了 {cases} 个样例，{count} 个文件，期望的结果都未经确认\n",
        "{cases} cases written in {count} files; what they must give is unconfirmed\n"
    );
    files.iter().for_each(|(path, _)| said.push_str(&format!("  {}\n", path.display())));
    let left = generated.unreached.len();
    if left > 0 {
        said.push_str(&phrase!(language, "{left} 处没有找到能到达的记录：\n", "no record was found for {left}:\n"));
    }
    for unreached in &generated.unreached {
        let (what, origin) = (unreached.what.get(language), &unreached.origin);
        said.push_str(&format!("  {what}  {}:{}\n", origin.file, origin.position.line));
    }
    said
}
