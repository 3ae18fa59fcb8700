//! What edits change in a text, line by line.

use std::ops::Range;
use std::path::Path;

use super::edit::Edit;
use crate::diagnostic::shown;

/// For each stretch of lines that edits change: its place, what stands there, and what would.
pub(super) fn of_edits(path: &Path, text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let mut lines = lines_of(text, &first.place);
        let count = rest.iter().take_while(|edit| edit.place.start <= lines.end).count();
        let (here, others) = rest.split_at(count.max(1));
        rest = others;
        for edit in here {
            lines.end = lines_of(text, &edit.place).end.max(lines.end);
        }
        out.push_str(&stretch(path, text, lines, here));
    }
    out
}

/// The whole lines that hold a place, without the last line break.
fn lines_of(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text.get(..place.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let end = text.get(place.end..).and_then(|tail| tail.find('\n'));
    start..end.map_or(text.len(), |at| place.end.saturating_add(at))
}

fn stretch(path: &Path, text: &str, lines: Range<usize>, edits: &[Edit]) -> String {
    let (mut new, mut from) = (String::new(), lines.start);
    for edit in edits {
        new.push_str(text.get(from..edit.place.start).unwrap_or(""));
        new.push_str(&edit.text);
        from = edit.place.end;
    }
    new.push_str(text.get(from..lines.end).unwrap_or(""));
    let old: Vec<&str> = text.get(lines.clone()).unwrap_or("").lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let above = text.get(..lines.start).unwrap_or("").matches('\n').count();
    let number = above.saturating_add(same).saturating_add(1);
    let mut out = format!("{}:{number}\n", path.display());
    let marked = |mark: char, lines: &[&str]| -> String {
        lines.iter().skip(same).map(|line| format!("{mark}{}\n", shown(line.trim_end_matches('\r')))).collect()
    };
    out.push_str(&marked('-', &old));
    out.push_str(&marked('+', &new));
    out
}
