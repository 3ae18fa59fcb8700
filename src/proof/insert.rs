//! Where a line can be added to the block of an indicator, so that it can be pasted as it stands.

use crate::source::{Sources, Span};

/// Adds a line as the first of the block that follows a header: the place, and the text to put there.
pub(super) fn first_line(sources: &Sources, header: Span, line: &str) -> Option<(Span, String)> {
    let text = sources.get(header.file)?.text();
    let end = usize::try_from(header.end).ok()?;
    let open = brace(text, end)?;
    let rest = text.get(open..)?;
    let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\r']).len());
    if !rest.get(blank..)?.starts_with(['\n', '#']) {
        return Some((Span::new(header.file, open, open), format!(" {line}；")));
    }
    let next = open.saturating_add(rest.find('\n')?).saturating_add(1);
    Some((Span::new(header.file, next, next), format!("{}{line}\n", indentation(rest))))
}

/// Adds lines as the last of the block that follows a header.
pub(super) fn last_line(sources: &Sources, header: Span, lines: &[&str]) -> Option<(Span, String)> {
    let text = sources.get(header.file)?.text();
    let open = brace(text, usize::try_from(header.end).ok()?)?;
    let close = closing(text, open)?;
    let inside = text.get(open..close)?;
    let last = inside.rfind('\n').map_or(0, |newline| newline.saturating_add(1));
    let alone = inside.get(last..)?.trim().is_empty() && last > 0;
    let at = open.saturating_add(if alone { last } else { inside.trim_end().len() });
    let indent = indentation(inside);
    let inserted = lines.iter().map(|line| if alone { format!("{indent}{line}\n") } else { format!("；{line}") });
    Some((Span::new(header.file, at, at), inserted.collect()))
}

/// Just after the brace that opens the block.
fn brace(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let blank = rest.len().saturating_sub(rest.trim_start().len());
    let brace = rest.get(blank..)?.chars().next().filter(|character| matches!(character, '{' | '｛'))?;
    Some(end.saturating_add(blank).saturating_add(brace.len_utf8()))
}

/// How the next line with something in it is indented.
fn indentation(rest: &str) -> &str {
    let line = rest.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("");
    line.get(..line.len().saturating_sub(line.trim_start().len())).unwrap_or("")
}

/// The brace that closes a block; texts and comments are passed over.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut until: Option<char> = None;
    for (at, character) in text.get(open..)?.char_indices() {
        match (until, character) {
            (Some(end), found) if found == end => until = None,
            (Some(_), _) => {}
            (None, '"') => until = Some('"'),
            (None, '“') => until = Some('”'),
            (None, '#') => until = Some('\n'),
            (None, '{' | '｛') => depth = depth.saturating_add(1),
            (None, '}' | '｝') if depth == 0 => return Some(open.saturating_add(at)),
            (None, '}' | '｝') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}
