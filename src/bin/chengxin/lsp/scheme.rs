//! What stands in `scheme.toml`: the files it names, and which table and key a place belongs to.

use chengxin::source::Source;

use super::texts::SCHEME;
use super::view::View;

/// Whether the file asked about is the scheme.
pub(crate) fn is_scheme(view: &View<'_>) -> bool {
    view.analysis.directory.is_some() && view.analysis.sources.get(view.file).map(Source::name) == Some(SCHEME)
}

/// The rule file that is named at a place of the scheme.
pub(crate) fn file_at(view: &View<'_>, offset: usize) -> Option<u32> {
    let scheme = view.analysis.scheme.as_ref().filter(|_| is_scheme(view))?;
    let offset = u32::try_from(offset).ok()?;
    let named = scheme.files.iter().find(|file| file.span.start <= offset && offset <= file.span.end)?;
    let at = view.analysis.sources.iter().position(|source| source.name() == named.value)?;
    u32::try_from(at).ok()
}

/// The table and the key in which a place stands, and what is written of the value before it.
pub(crate) fn key_at(text: &str, offset: usize) -> Option<(String, String, bool)> {
    let head = text.get(..offset)?;
    let line = head.rsplit('\n').next()?;
    let (key, value) = line.split_once('=')?;
    let table = head.lines().rev().skip(1).find(|line| line.trim_start().starts_with('['));
    let table = table.map_or("", |line| line.trim().trim_matches(['[', ']']));
    let quoted = value.matches('"').count() % 2 == 1;
    Some((table.to_owned(), key.trim().to_owned(), quoted))
}
