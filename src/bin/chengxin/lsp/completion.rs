//! Completion: what may stand at a place, each with a word on what it is.

use chengxin::symbols::SymbolKind;
use chengxin::syntax::{Cursor, Entry};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Range, TextEdit};

use super::suggest::{self, Suggestion};
use super::view::View;
use super::{describe, scheme, texts};
use crate::phrase::pick;

/// What may stand at a place.
pub(crate) fn completion(view: &View<'_>, offset: usize) -> Option<CompletionResponse> {
    let items = if scheme::is_scheme(view) { in_scheme(view, offset) } else { in_rules(view, offset) };
    Some(CompletionResponse::Array(items))
}

fn in_rules(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let cursor = Cursor::at(view.text(), offset);
    if cursor.silent {
        return Vec::new();
    }
    let range = view.bytes(offset.saturating_sub(cursor.typed.len()), offset);
    let english = first_word_is_ascii(view.text());
    let suggestions = suggest::suggestions(view, &cursor);
    let mut items: Vec<CompletionItem> = Vec::new();
    for (rank, suggestion) in (0_u32..).zip(suggestions) {
        items.extend(item(view, suggestion, rank, range, english));
    }
    items
}

/// Whether the statements of a file begin with English words.
fn first_word_is_ascii(text: &str) -> bool {
    chengxin::syntax::words(text).next().is_some_and(|(_, word)| word.is_ascii())
}

fn item(view: &View<'_>, suggestion: Suggestion, rank: u32, range: Range, english: bool) -> Option<CompletionItem> {
    let (label, detail, filter, kind) = match suggestion {
        Suggestion::Symbol(at) => of_symbol(view, at)?,
        Suggestion::Keyword(entry) => of_keyword(view, &entry, english)?,
        Suggestion::Unit(number, unit) => (measured(&number, unit, english), None, None, CompletionItemKind::UNIT),
    };
    Some(CompletionItem {
        filter_text: filter,
        detail,
        kind: Some(kind),
        sort_text: Some(format!("{rank:05}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: label.clone() })),
        label,
        ..CompletionItem::default()
    })
}

/// A number with its unit: together in Chinese, apart in English.
fn measured(number: &str, unit: &str, english: bool) -> String {
    let entry = chengxin::syntax::vocabulary().find(|entry| entry.zh.contains(&unit));
    match entry.and_then(|entry| entry.en.first().copied()).filter(|_| english) {
        Some(word) => format!("{number} {word}").trim_start().to_owned(),
        None => format!("{number}{unit}"),
    }
}

/// Label, detail, what it is found by, kind.
type Shown = (String, Option<String>, Option<String>, CompletionItemKind);

fn of_symbol(view: &View<'_>, at: usize) -> Option<Shown> {
    let analysis = view.analysis;
    let symbol = analysis.symbols.get(at)?;
    let fact = describe::fact_at(analysis, symbol.span);
    let filter = fact.map(|fact| format!("{} {}", symbol.name, fact.key.text));
    let language = view.language;
    let detail = match symbol.kind {
        SymbolKind::Fact | SymbolKind::Field => {
            fact.map(|fact| analysis.written(fact.kind_span).split(['{', '｛']).next().unwrap_or("").trim().to_owned())
        }
        SymbolKind::Definition | SymbolKind::RowDefinition => Some(pick(language, "定义", "definition").to_owned()),
        SymbolKind::Choice => symbol.parent.and_then(|fact| analysis.symbols.get(fact)).map(|fact| fact.name.clone()),
        SymbolKind::Parameter => Some(pick(language, "参数", "parameter").to_owned()),
        SymbolKind::Sheet | SymbolKind::Indicator | SymbolKind::Condition | SymbolKind::Adjustment => title(view, at),
        SymbolKind::Scale | SymbolKind::Grade => Some(pick(language, "等级", "grade").to_owned()),
    };
    let kind = match symbol.kind {
        SymbolKind::Fact | SymbolKind::Parameter => CompletionItemKind::VARIABLE,
        SymbolKind::Field => CompletionItemKind::FIELD,
        SymbolKind::Choice | SymbolKind::Grade | SymbolKind::Scale => CompletionItemKind::ENUM_MEMBER,
        SymbolKind::Definition | SymbolKind::RowDefinition => CompletionItemKind::FUNCTION,
        SymbolKind::Sheet | SymbolKind::Indicator | SymbolKind::Condition | SymbolKind::Adjustment => {
            CompletionItemKind::REFERENCE
        }
    };
    Some((symbol.name.clone(), detail, filter, kind))
}

/// The title of an indicator: what stands in quotes after its code.
fn title(view: &View<'_>, at: usize) -> Option<String> {
    let symbol = view.analysis.symbols.get(at)?;
    let rest = view.analysis.text(symbol.span.file).get(usize::try_from(symbol.span.end).ok()?..)?;
    let line = rest.lines().next()?;
    let (_, quoted) = line.split_once(['"', '“', '＂'])?;
    quoted.split(['"', '”', '＂']).next().map(str::to_owned)
}

fn of_keyword(view: &View<'_>, entry: &Entry, english: bool) -> Option<Shown> {
    let word = if english { entry.en.first().or(entry.zh.first()) } else { entry.zh.first() };
    let meaning = entry.meaning.get(view.language).to_owned();
    Some(((*word?).to_owned(), Some(meaning), None, CompletionItemKind::KEYWORD))
}

/// Names of rule files, facts, codes and sheets where the scheme wants one, inside the quotes.
fn in_scheme(view: &View<'_>, offset: usize) -> Vec<CompletionItem> {
    let Some((table, key, true)) = scheme::key_at(view.text(), offset) else { return Vec::new() };
    let symbols = &view.analysis.symbols;
    let of = |kinds: &[SymbolKind]| {
        let all = symbols.all().iter().filter(|symbol| kinds.contains(&symbol.kind) && symbol.track.is_none());
        all.map(|symbol| symbol.name.clone()).collect::<Vec<_>>()
    };
    let names = match (table.as_str(), key.as_str()) {
        ("applicant", "name" | "code") => of(&[SymbolKind::Fact]),
        ("tie_breaks", "score") => of(&[SymbolKind::Indicator, SymbolKind::Sheet]),
        ("sheets", "key") => of(&[SymbolKind::Sheet]),
        ("", "files") => view.analysis.directory.as_deref().map_or(Vec::new(), texts::rule_files),
        _ => Vec::new(),
    };
    let kind = Some(CompletionItemKind::VALUE);
    names.into_iter().map(|label| CompletionItem { label, kind, ..CompletionItem::default() }).collect()
}
