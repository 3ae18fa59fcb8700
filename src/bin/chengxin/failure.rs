//! What can stop a command, how it is told, and the exit code.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chengxin::Language;

use crate::phrase::{phrase, pick};
use crate::snippet;

/// The rules are faulty, or an expectation of a case failed.
pub(crate) const FAULTY: u8 = 1;
/// Wrong use, or a file that cannot be read or written.
pub(crate) const USAGE: u8 = 2;
/// Some records were refused.
pub(crate) const REFUSED: u8 = 3;
/// A breakdown does not agree with its inputs.
pub(crate) const DIFFERS: u8 = 4;

/// What stopped a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Wrong use, in the reader's language.
    Usage(String),
    /// A file could not be read.
    Read(PathBuf, io::Error),
    /// A file could not be written.
    Write(PathBuf, io::Error),
    /// The rules could not be loaded.
    Rules(chengxin::Error),
    /// Records were refused; each has been reported already.
    Refused,
    /// Whoever read the output has gone: nothing more to say.
    Closed,
}

impl Failure {
    /// Says what happened and returns the exit code.
    pub(crate) fn report(self, language: Language) -> ExitCode {
        let error = pick(language, "错误：", "error: ");
        match self {
            Self::Usage(message) => tell(&format!("{error}{message}")),
            Self::Read(path, source) => {
                let (path, why) = (path.display(), reason(&source, language));
                tell(&phrase!(language, "{error}读不了 {path}：{why}", "{error}cannot read {path}: {why}"));
            }
            Self::Write(path, source) => {
                let (path, why) = (path.display(), reason(&source, language));
                tell(&phrase!(language, "{error}写不了 {path}：{why}", "{error}cannot write {path}: {why}"));
            }
            Self::Rules(rules) => return faulty_rules(rules, language),
            Self::Refused => return ExitCode::from(REFUSED),
            Self::Closed => return ExitCode::SUCCESS,
        }
        ExitCode::from(USAGE)
    }
}

impl From<chengxin::Error> for Failure {
    fn from(error: chengxin::Error) -> Self {
        Self::Rules(error)
    }
}

fn faulty_rules(error: chengxin::Error, language: Language) -> ExitCode {
    match error {
        chengxin::Error::Rules(errors) => {
            let (diagnostics, sources) = (&errors.diagnostics, &errors.sources);
            tell(snippet::render(diagnostics, sources, language, snippet::on_stderr()).trim_end());
            tell(&snippet::count(diagnostics, language));
            ExitCode::from(FAULTY)
        }
        chengxin::Error::Io { path, source } => Failure::Read(path, source).report(language),
        chengxin::Error::NotARuleFile { path } => {
            let path = path.display();
            Failure::Usage(phrase!(
                language,
                "{path} 不是规则包里的规则文件；检查整个规则包，写它所在的目录",
                "{path} is none of the pack's rule files; to check the pack, name its directory"
            ))
            .report(language)
        }
        chengxin::Error::NoScheme { path } => {
            let path = path.display();
            Failure::Usage(phrase!(
                language,
                "{path} 及其上级目录都没有 scheme.toml：这里不是规则包",
                "there is no scheme.toml in {path} or above it: this is not a rule pack"
            ))
            .report(language)
        }
    }
}

/// Why reading or writing failed, in the reader's language where the reason is a common one.
fn reason(error: &io::Error, language: Language) -> String {
    let known = REASONS.iter().find(|(kind, _, _)| *kind == error.kind());
    known.map_or_else(|| error.to_string(), |(_, zh, en)| pick(language, zh, en).to_owned())
}

/// The common reasons.
const REASONS: &[(ErrorKind, &str, &str)] = &[
    (ErrorKind::NotFound, "没有这个文件或目录", "no such file or directory"),
    (ErrorKind::PermissionDenied, "没有权限", "permission denied"),
    (ErrorKind::AlreadyExists, "已经存在", "it exists already"),
    (ErrorKind::IsADirectory, "这是目录", "it is a directory"),
    (ErrorKind::NotADirectory, "上级不是目录", "its parent is not a directory"),
    (ErrorKind::InvalidData, "不是 UTF-8 文字", "it is not UTF-8 text"),
    (ErrorKind::FileTooLarge, "文件太大", "the file is too large"),
    (ErrorKind::StorageFull, "磁盘已满", "the disk is full"),
    (ErrorKind::ReadOnlyFilesystem, "磁盘只读", "the file system is read-only"),
];

/// Writes to standard output.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| unwritten(PathBuf::from("-"), error))
}

/// Writes a line to standard error; where that is gone there is nobody to tell.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// A failed write; a reader that has gone is not an error.
pub(crate) fn unwritten(path: PathBuf, error: io::Error) -> Failure {
    if error.kind() == ErrorKind::BrokenPipe { Failure::Closed } else { Failure::Write(path, error) }
}
