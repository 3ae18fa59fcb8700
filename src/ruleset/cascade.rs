//! Leaves out what only follows from a statement that could not be read: it would mislead until that one is mended.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// Codes that say something is missing inside the statement they point at: a row, a child, a method, a sheet.
const INSIDE: &[&str] = &["E0402", "E0404", "E0601", "E0604", "E0605", "E0608", "E0702", "E0703"];
/// Codes that say no file holds something.
const ANYWHERE: &[&str] = &["E0203", "E0702", "E0704"];
/// Codes that say that a name is not known: of a fact, a definition, a list, a choice, an indicator.
const NAMES: &[&str] = &["E0201", "E0202", "E0204", "E0205", "E0206"];
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
    let names: HashSet<&str> = unread.iter().flat_map(|fault| declared(sources, fault.span())).collect();
    let braces = unread.iter().any(|fault| BRACES.contains(&fault.code));
    let follows = |diagnostic: &Diagnostic| {
        let (code, span) = (diagnostic.code, diagnostic.span());
        let inside = INSIDE.contains(&code) && unread.iter().any(|fault| holds(sources, span, fault.span()));
        let elsewhere = ANYWHERE.contains(&code);
        let unknown = || words(text(sources, span)).any(|word| names.contains(word));
        let name = NAMES.contains(&code) && (braces || unknown());
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

/// The words that the statement in which a fault stands may have declared: of a whole fact or definition as far as the
/// fault, of the line of an indicator; what other statements say declares nothing.
fn declared(sources: &Sources, span: Span) -> impl Iterator<Item = &str> {
    let whole = sources.get(span.file).map_or("", |source| source.text());
    let at = usize::try_from(span.start).unwrap_or(0).min(whole.len());
    let before = whole.get(..at).unwrap_or("");
    let end = whole.get(at..).and_then(|rest| rest.find('\n')).map_or(whole.len(), |end| at.saturating_add(end));
    let lines = before.rmatch_indices('\n').map(|(at, _)| at.saturating_add(1)).chain(std::iter::once(0));
    let mut starts =
        lines.filter(|start| !whole.get(*start..).is_some_and(|line| line.starts_with([' ', '\t', '\u{3000}'])));
    let outer = starts.next().unwrap_or(0);
    let line = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let first = |start: usize| words(whole.get(start..end).unwrap_or("")).next().unwrap_or("");
    let start = if DECLARING.contains(&first(outer)) {
        outer
    } else if CODED.contains(&first(line)) {
        line
    } else {
        end
    };
    words(whole.get(start..end).unwrap_or("")).filter(|word| !word.chars().all(|one| one.is_ascii_digit()))
}

/// Statements whose block declares names too.
const DECLARING: &[&str] = &["事实", "定义", "等级", "fact", "define", "grades"];
/// Statements whose first line declares a code.
const CODED: &[&str] =
    &["指标表", "指标", "条件", "优先", "上限", "调整", "sheet", "indicator", "condition", "adjustment"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !unicode_ident::is_xid_continue(character)).filter(|word| !word.is_empty())
}
