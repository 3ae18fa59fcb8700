//! Leaves out what only follows from a statement that could not be read: it would mislead until that one is mended.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// Codes that say something is missing inside the statement they point at: a row, a child, a method, a sheet.
const INSIDE: &[&str] = &["E0402", "E0601", "E0604", "E0605", "E0608", "E0702", "E0703"];
/// Codes that say no file holds something.
const ANYWHERE: &[&str] = &["E0203", "E0702", "E0704"];
/// An unknown name.
const NAME: &str = "E0201";
/// Braces that do not match: where a statement ends is a guess.
const BRACES: &[&str] = &["E0105", "E0106"];

/// The findings of the checker that do not follow from the faults of the syntax.
pub(super) fn without_consequences(
    found: Vec<Diagnostic>,
    unread: &[Diagnostic],
    sources: &Sources,
) -> Vec<Diagnostic> {
    if unread.is_empty() {
        return found;
    }
    let names: HashSet<&str> = unread.iter().flat_map(|fault| words(sources, fault.span())).collect();
    let braces = unread.iter().any(|fault| BRACES.contains(&fault.code));
    let follows = |diagnostic: &Diagnostic| {
        let (code, span) = (diagnostic.code, diagnostic.span());
        let inside = INSIDE.contains(&code) && unread.iter().any(|fault| holds(sources, span, fault.span()));
        let elsewhere = ANYWHERE.contains(&code);
        let name = code == NAME && (braces || names.contains(text(sources, span)));
        let same = unread.iter().any(|fault| fault.span() == span);
        inside || elsewhere || name || same
    };
    found.into_iter().filter(|diagnostic| !follows(diagnostic)).collect()
}

/// Whether a place lies in the statement that begins with `header`, its block included; a file's first place holds all.
fn holds(sources: &Sources, header: Span, place: Span) -> bool {
    if header.file != place.file || place.start < header.start {
        return false;
    }
    let Some(rest) = rest(sources, header) else { return false };
    let mut depth = 0_usize;
    for (at, character) in rest.char_indices() {
        match character {
            '{' | '｛' => depth = depth.saturating_add(1),
            '}' | '｝' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let end = usize::try_from(header.end).unwrap_or(usize::MAX).saturating_add(at);
                    return usize::try_from(place.start).is_ok_and(|start| start < end);
                }
            }
            _ => {}
        }
    }
    true
}

/// The text after a span, to the end of its file.
fn rest(sources: &Sources, span: Span) -> Option<&str> {
    sources.get(span.file)?.text().get(usize::try_from(span.end).ok()?..)
}

fn text(sources: &Sources, span: Span) -> &str {
    let range = usize::try_from(span.start).ok().zip(usize::try_from(span.end).ok());
    let found = range.and_then(|(start, end)| sources.get(span.file)?.text().get(start..end));
    found.unwrap_or("")
}

/// The words of the line on which a fault stands: what it would have declared is among them.
fn words(sources: &Sources, span: Span) -> impl Iterator<Item = &str> {
    let whole = sources.get(span.file).map_or("", |source| source.text());
    let at = usize::try_from(span.start).unwrap_or(0).min(whole.len());
    let start = whole.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end.saturating_add(1));
    let line = whole.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    line.split(|character: char| !unicode_ident::is_xid_continue(character)).filter(|word| !word.is_empty())
}
