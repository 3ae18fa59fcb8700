//! Finds the texts of a pack, and checks them together.

use std::fs;
use std::path::{Path, PathBuf};

use super::cascade;
use crate::breakdown::SchemeStamp;
use crate::check::{RuleFile, check as check_files};
use crate::diagnostic::{Diagnostic, Severity, say};
use crate::error::Error;
use crate::plan::Plan;
use crate::proof::{Proof, prove};
use crate::scheme::{self, Scheme};
use crate::source::{Source, Sources, Span};
use crate::syntax;

/// The name of the scheme in a pack.
const SCHEME: &str = "scheme.toml";

/// The texts of a pack, and everything that was found in them.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The texts.
    pub sources: Sources,
    /// What was found, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// The scheme, where its file can be read.
    pub scheme: Option<SchemeStamp>,
    /// What was proved, where the rules can be read and fit together.
    pub proof: Option<Proof>,
}

/// What is known of a pack once its texts are read.
pub(super) struct Listed {
    scheme: Option<Scheme>,
    /// Which file is a rule file, and whether it is a track's.
    rules: Vec<(u32, bool)>,
    diagnostics: Vec<Diagnostic>,
}

pub(super) fn from_directory(directory: &Path) -> Result<(Sources, Listed), Error> {
    let scheme_path = directory.join(SCHEME);
    if !scheme_path.is_file() {
        return Err(Error::NoScheme { path: directory.to_owned() });
    }
    let text = read(&scheme_path)?;
    let tracks = |directory_name: &str| -> Result<Vec<String>, Error> {
        let path = directory.join(directory_name);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let unreadable = |source| Error::Io { path: path.clone(), source };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".rules") {
                names.push(format!("{directory_name}/{name}"));
            }
        }
        Ok(names)
    };
    list(text, tracks, |name| {
        let path = directory.join(name);
        if path.is_file() { read(&path).map(Some) } else { Ok(None) }
    })
}

pub(super) fn from_texts(texts: Vec<(String, String)>) -> Result<(Sources, Listed), Error> {
    let find = |name: &str| texts.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
    let Some(text) = find(SCHEME) else { return Err(Error::NoScheme { path: PathBuf::from(SCHEME) }) };
    let tracks = |directory: &str| {
        let inside = |name: &&String| {
            name.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/')) && name.ends_with(".rules")
        };
        Ok(texts.iter().map(|(name, _)| name).filter(inside).cloned().collect())
    };
    list(text, tracks, |name| Ok(find(name)))
}

fn list(
    text: String,
    tracks: impl Fn(&str) -> Result<Vec<String>, Error>,
    find: impl Fn(&str) -> Result<Option<String>, Error>,
) -> Result<(Sources, Listed), Error> {
    let mut sources = Sources::default();
    let source = Source::new(SCHEME, text);
    let file = sources.add(source.clone());
    let (scheme, diagnostics) = scheme::read(&source, file);
    let mut listed = Listed { scheme, rules: Vec::new(), diagnostics };
    let Some(scheme) = &listed.scheme else { return Ok((sources, listed)) };
    let mut names: Vec<(String, Span, bool)> =
        scheme.files.iter().map(|file| (file.value.clone(), file.span, false)).collect();
    if let Some(slot) = &scheme.slot {
        let mut found = tracks(slot.directory.trim_end_matches('/'))?;
        found.sort();
        names.extend(found.into_iter().map(|name| (name, Span::default(), true)));
    }
    for (name, span, track) in names {
        match find(&name)? {
            Some(text) => listed.rules.push((sources.add(Source::new(name, text)), track)),
            None => listed.diagnostics.push(Diagnostic::error(
                "E0509",
                span,
                say!("没有规则文件 {name}", "there is no rule file {name}"),
            )),
        }
    }
    Ok((sources, listed))
}

/// Parses and checks everything; every fault at once.
pub(super) fn plan(sources: &Sources, listed: Listed) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let Listed { scheme, rules, mut diagnostics } = listed;
    let Some(scheme) = scheme else { return Err(diagnostics) };
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for (file, track) in rules {
        if let Some(source) = sources.get(file) {
            let (document, found) = syntax::parse(source, file);
            unread.extend(found);
            files.push(RuleFile { document, track });
        }
    }
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    let broken = diagnostics.iter().chain(&unread).any(is_error);
    let checked = check_files(sources, &scheme, &files);
    let (plan, found) = match checked {
        Ok((plan, found)) => (Some(plan), found),
        Err(found) => (None, found),
    };
    diagnostics.extend(cascade::without_consequences(found, &unread, sources));
    diagnostics.extend(unread);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    match plan {
        Some(plan) if !broken => Ok((plan, diagnostics)),
        Some(_) | None => Err(diagnostics),
    }
}

pub(super) fn check(path: &Path) -> Result<Checked, Error> {
    let (directory, only) = if path.is_dir() { (path.to_owned(), None) } else { pack_of(path)? };
    let (sources, listed) = from_directory(&directory)?;
    let mut checked = proved(sources, listed);
    if let Some(name) = only {
        let file =
            checked.sources.iter().position(|source| source.name() == name).and_then(|at| u32::try_from(at).ok());
        if file.is_none() {
            return Err(Error::NotARuleFile { path: path.to_owned() });
        }
        checked.diagnostics.retain(|found| found.labels.iter().any(|label| Some(label.span.file) == file));
    }
    Ok(checked)
}

/// Checks the texts, and proves what can be proved of them.
pub(super) fn proved(sources: Sources, listed: Listed) -> Checked {
    let scheme = listed.scheme.as_ref().map(stamp);
    let (plan, found) = match plan(&sources, listed) {
        Ok((plan, found)) => (plan, found),
        Err(diagnostics) => return Checked { sources, diagnostics, scheme, proof: None },
    };
    let (proof, more) = prove(&plan, &sources);
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().chain(more).collect();
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    Checked { sources, diagnostics, scheme, proof: Some(proof) }
}

fn stamp(scheme: &Scheme) -> SchemeStamp {
    SchemeStamp {
        id: scheme.id.clone(),
        title: scheme.title.clone(),
        version: scheme.version.clone(),
        official: scheme.official,
        disclaimer: scheme.disclaimer.clone(),
        disclaimer_en: scheme.disclaimer_en.clone(),
    }
}

/// The pack that a file belongs to, and the file's name in it.
fn pack_of(path: &Path) -> Result<(PathBuf, Option<String>), Error> {
    let unreadable = |source| Error::Io { path: path.to_owned(), source };
    let whole = path.canonicalize().map_err(unreadable)?;
    for directory in whole.ancestors().skip(1) {
        if directory.join(SCHEME).is_file() {
            let inside = whole.strip_prefix(directory).unwrap_or(&whole);
            let parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            return Ok((directory.to_owned(), Some(parts.collect::<Vec<_>>().join("/"))));
        }
    }
    Err(Error::NoScheme { path: path.to_owned() })
}

/// Reads a text file; one that is not UTF-8 is refused.
fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })
}
