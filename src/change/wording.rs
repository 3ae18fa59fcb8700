//! The lines of a rule that stand in one pack only.

use crate::source::{Sources, Span};

/// The lines of a rule: its header at `span`, and what stands in its braces; without comments and extra spaces.
pub(super) fn lines(sources: &Sources, span: Span) -> Vec<String> {
    let Some(source) = sources.get(span.file) else { return Vec::new() };
    let text = source.text().get(source.range(span).start..).unwrap_or("");
    let own = text.get(..end_of_rule(text)).unwrap_or(text);
    let bare = own.lines().map(|line| without_comment(line).split_whitespace().collect::<Vec<_>>().join(" "));
    bare.filter(|line| !line.is_empty() && line != "}").collect()
}

/// The lines of the first that the second does not have.
pub(super) fn only_in(first: &[String], second: &[String]) -> Vec<String> {
    let mut others: Vec<&String> = second.iter().collect();
    let mut found = Vec::new();
    for line in first {
        match others.iter().position(|other| *other == line) {
            Some(at) => {
                others.swap_remove(at);
            }
            None => found.push(line.clone()),
        }
    }
    found
}

/// Where the braces that a rule opens are closed; the end of its line where it opens none.
fn end_of_rule(text: &str) -> usize {
    let (mut depth, mut offset) = (0_usize, 0_usize);
    for line in text.split_inclusive('\n') {
        for (at, character) in without_comment(line).char_indices() {
            match character {
                '{' | '｛' => depth = depth.saturating_add(1),
                '}' | '｝' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 {
                return offset.saturating_add(at).saturating_add(character.len_utf8());
            }
        }
        offset = offset.saturating_add(line.len());
        if depth == 0 {
            return offset;
        }
    }
    text.len()
}

/// A line up to its comment; a `#` in a quoted text is none.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, character) in line.char_indices() {
        match character {
            '"' | '“' | '”' => quoted = !quoted,
            '#' | '＃' if !quoted => return line.get(..at).unwrap_or(line),
            _ => {}
        }
    }
    line
}
