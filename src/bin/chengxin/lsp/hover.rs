//! Hovering: what a name stands for, or what a keyword means.

use chengxin::syntax;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use super::view::View;
use super::{describe, navigate, scheme};

/// What is to be said of a place.
pub(crate) fn hover(view: &View<'_>, offset: usize) -> Option<Hover> {
    let found = navigate::symbols_at(view, offset);
    if let Some((_, span)) = found.first() {
        let each = found.iter().filter(|(_, place)| place == span);
        let said: Vec<String> = each.filter_map(|(symbol, _)| describe::symbol(view, *symbol)).collect();
        return Some(markdown(said.join("\n\n---\n\n"), view.range(*span)));
    }
    if scheme::is_scheme(view) {
        return None;
    }
    let (start, word) =
        syntax::words(view.text()).find(|(at, word)| *at <= offset && offset <= at.saturating_add(word.len()))?;
    let (at, keyword) = keyword(word, offset.saturating_sub(start))?;
    let start = start.saturating_add(at);
    let said = meaning(view, keyword);
    Some(markdown(said, view.bytes(start, start.saturating_add(keyword.len()))))
}

fn markdown(value: String, range: lsp_types::Range) -> Hover {
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Hover { contents, range: Some(range) }
}

/// The keyword at a byte of a word: the whole word, or where it begins with a number or is put together
/// (`1000万元以上不足4000万元`, `在近3年内`) the longest there.
fn keyword(word: &str, offset: usize) -> Option<(usize, &str)> {
    if syntax::is_keyword(word) {
        return Some((0, word));
    }
    if !word.chars().any(|character| character.is_ascii_digit()) {
        return None;
    }
    let edges: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let starts = edges.iter().filter(|start| **start <= offset);
    let parts = starts.flat_map(|start| edges.iter().map(move |end| (*start, *end)));
    let parts = parts.filter(|(start, end)| start < end && *end >= offset);
    let found = parts.filter_map(|(start, end)| Some((start, word.get(start..end)?)));
    found.filter(|(_, part)| syntax::is_keyword(part)).max_by_key(|(_, part)| part.len())
}

fn meaning(view: &View<'_>, word: &str) -> String {
    let same = syntax::vocabulary().filter(|entry| entry.zh.contains(&word) || entry.en.contains(&word));
    let lines = same.map(|entry| {
        let spellings = entry.zh.iter().chain(entry.en).map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
        format!("{spellings}: {}", entry.meaning.get(view.language))
    });
    lines.collect::<Vec<_>>().join("\n\n")
}
