//! `chengxin fmt`: rule files in their canonical form.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chengxin::source::Source;
use chengxin::{Diagnostic, Language, Sources};

use crate::arguments::Fmt;
use crate::failure::{FAULTY, Failure, say, tell};
use crate::output::Output;
use crate::phrase::phrase;
use crate::snippet;

/// One file: as it is, and as it shall be.
struct Formatted {
    path: PathBuf,
    text: String,
    result: Result<String, Vec<Diagnostic>>,
}

/// Formats every path, or says which are not in the canonical form; `keywords` is the language of the rules.
pub(crate) fn run(arguments: &Fmt, keywords: Option<Language>, language: Language) -> Result<ExitCode, Failure> {
    let mut paths = Vec::new();
    for path in &arguments.paths {
        paths.extend(files(path, language)?);
    }
    // All are read before one is written.
    let files = paths.into_iter().map(|path| format(path, keywords)).collect::<Result<Vec<Formatted>, Failure>>()?;
    let mut well = true;
    for file in &files {
        well &= match &file.result {
            Err(faults) => {
                refuse(file, faults, language);
                false
            }
            Ok(result) if arguments.check => is_formatted(file, result, language)?,
            Ok(result) => write(file, result, language).map(|()| true)?,
        };
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

/// A file, standard input, or the rule files below a directory.
fn files(path: &Path, language: Language) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    below(path, &mut found).map_err(|error| Failure::Read(path.to_owned(), error))?;
    if found.is_empty() {
        let path = path.display();
        return Err(Failure::Usage(phrase!(
            language,
            "{path} 里没有 .rules 文件",
            "there are no .rules files in {path}"
        )));
    }
    found.sort();
    Ok(found)
}

fn below(directory: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        // A link to a directory is not followed: it may lead back here.
        if entry.file_type()?.is_dir() {
            below(&entry.path(), found)?;
        } else if entry.path().extension().is_some_and(|extension| extension == "rules") {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn format(path: PathBuf, keywords: Option<Language>) -> Result<Formatted, Failure> {
    let bytes = if is_standard_input(&path) {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(&path)
    };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).map_err(|_| ErrorKind::InvalidData.into()));
    let text = text.map_err(|error| Failure::Read(path.clone(), error))?;
    let result = chengxin::format(&Source::new(path.to_string_lossy(), text.as_str()), keywords);
    Ok(Formatted { path, text, result })
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn refuse(file: &Formatted, faults: &[Diagnostic], language: Language) {
    let mut sources = Sources::default();
    sources.add(Source::new(file.path.to_string_lossy(), file.text.as_str()));
    tell(snippet::render(faults, &sources, language, snippet::on_stderr()).trim_end());
    let (path, counts) = (file.path.display(), snippet::count(faults, language));
    tell(&phrase!(language, "{path} 没有改动：{counts}", "{path} is left as it is: {counts}"));
}

fn write(file: &Formatted, result: &str, language: Language) -> Result<(), Failure> {
    if is_standard_input(&file.path) {
        return say(result);
    }
    if result == file.text {
        return Ok(());
    }
    let mut output = Output::open(Some(&file.path))?;
    output.write(result)?;
    output.finish()?;
    let path = file.path.display();
    say(&phrase!(language, "已整理 {path}\n", "formatted {path}\n"))
}

/// Says where a file is not in the canonical form, at its first line that is not.
fn is_formatted(file: &Formatted, result: &str, language: Language) -> Result<bool, Failure> {
    if result == file.text {
        return Ok(true);
    }
    let (mut old, mut new) = (file.text.split('\n'), result.split('\n'));
    let (mut line, mut first) = (1_usize, (old.next(), new.next()));
    while first.0 == first.1 && first.0.is_some() {
        line = line.saturating_add(1);
        first = (old.next(), new.next());
    }
    let shown =
        |sign: char, line: Option<&str>| line.map_or_else(String::new, |line| format!("{sign}{}\n", seen(line)));
    let (path, old, new) = (file.path.display(), shown('-', first.0), shown('+', first.1));
    say(&phrase!(
        language,
        "{path}:{line} 不是规范的写法\n{old}{new}",
        "{path}:{line} is not in the canonical form\n{old}{new}"
    ))?;
    Ok(false)
}

/// The line with the blanks at its end, and those that are no space, made visible.
fn seen(line: &str) -> String {
    let body = line.trim_end();
    let end = line.get(body.len()..).unwrap_or("").replace(' ', "·");
    format!("{body}{end}").replace('\t', "→").replace('\r', "␍").replace(['\u{3000}', '\u{FEFF}'], "□")
}
