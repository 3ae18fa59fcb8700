//! Renaming a fact, a field, a definition, a choice, a grade, a parameter or a code, wherever it is used.

use std::collections::BTreeMap;

use chengxin::source::{Source, Sources, Span};
use chengxin::symbols::{SymbolKind, Symbols};
use chengxin::{Diagnostic, RuleSet, Severity, syntax};
use lsp_types::{PrepareRenameResponse, WorkspaceEdit};

use super::view::View;
use super::{edit, navigate};
use crate::phrase::phrase;

/// What would be renamed at a place: its range and its name.
pub(crate) fn prepare(view: &View<'_>, offset: usize) -> Option<PrepareRenameResponse> {
    let (symbol, span) = navigate::symbols_at(view, offset).into_iter().next()?;
    let placeholder = view.analysis.symbols.get(symbol)?.name.clone();
    is_written(view, span, &placeholder)
        .then(|| PrepareRenameResponse::RangeWithPlaceholder { range: view.range(span), placeholder })
}

/// The edits that rename what stands at a place, or why it cannot be renamed so.
pub(crate) fn rename(view: &View<'_>, offset: usize, new: &str) -> Result<WorkspaceEdit, String> {
    let language = view.language;
    let found = navigate::symbols_at(view, offset);
    let symbols = &view.analysis.symbols;
    let Some(first) = found.first().and_then(|(at, _)| symbols.get(*at)) else {
        return Err(phrase!(language, "这里没有可以改名的名称", "there is no name to rename here"));
    };
    let new = new.trim();
    valid(view, first.kind, new)?;
    if first.name == new {
        return Ok(WorkspaceEdit::default());
    }
    let replaced = replaced(view, found.iter().map(|(at, _)| *at).collect(), &first.name, new);
    harmless(view, &replaced, new)?;
    Ok(edit::of(view, &replaced))
}

/// Refuses what cannot be a name.
fn valid(view: &View<'_>, kind: SymbolKind, new: &str) -> Result<(), String> {
    let language = view.language;
    let fits = match kind {
        SymbolKind::Indicator | SymbolKind::Condition | SymbolKind::Adjustment => syntax::is_code(new),
        SymbolKind::Sheet => syntax::is_key(new),
        SymbolKind::Fact
        | SymbolKind::Field
        | SymbolKind::Choice
        | SymbolKind::Definition
        | SymbolKind::RowDefinition
        | SymbolKind::Parameter
        | SymbolKind::Scale
        | SymbolKind::Grade => syntax::is_name(new),
    };
    if fits {
        return Ok(());
    }
    Err(if syntax::is_keyword(new) {
        phrase!(
            language,
            "“{new}”是规则语言的关键字，不能作名称",
            "“{new}” is a keyword of the language and cannot be a name"
        )
    } else if kind == SymbolKind::Sheet {
        phrase!(
            language,
            "“{new}”不能作代号：代号由拉丁字母、数字和 _ 组成",
            "“{new}” cannot be a key: a key is made of Latin letters, digits and _"
        )
    } else {
        phrase!(
            language,
            "“{new}”不能作名称：名称由文字、数字和 _ 组成，不以数字开头，不含空格",
            "“{new}” cannot be a name: a name is made of letters, digits and _, begins with a letter and has no blanks"
        )
    })
}

/// Every place to be changed. Where a choice is one of several facts, it is renamed in all of them.
fn replaced(view: &View<'_>, mut wanted: Vec<usize>, old: &str, new: &str) -> Vec<(Span, String)> {
    let symbols = &view.analysis.symbols;
    let mut at = 0_usize;
    while let Some(symbol) = wanted.get(at).copied() {
        let places: Vec<Span> = symbols.uses_of(symbol).map(|each| each.span).collect();
        let beside = symbols.uses().iter().filter(|each| places.contains(&each.span)).map(|each| each.symbol);
        for other in beside.collect::<Vec<_>>() {
            if !wanted.contains(&other) {
                wanted.push(other);
            }
        }
        at = at.saturating_add(1);
    }
    let declared = wanted.iter().filter_map(|symbol| symbols.get(*symbol)).map(|symbol| symbol.span);
    let used = wanted.iter().flat_map(|symbol| symbols.uses_of(*symbol)).map(|each| each.span);
    let mut spans: Vec<Span> = declared.chain(used).filter(|span| is_written(view, *span, old)).collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| (span, new.to_owned())).collect()
}

/// Whether the name itself stands there, not the key of the fact.
fn is_written(view: &View<'_>, span: Span, name: &str) -> bool {
    let written = view.analysis.written(span);
    written == name || syntax::same_word(written, name)
}

/// Refuses a name that is taken, or that would change what another name means.
fn harmless(view: &View<'_>, replaced: &[(Span, String)], new: &str) -> Result<(), String> {
    let (language, analysis) = (view.language, view.analysis);
    let texts = applied(&analysis.sources, replaced);
    let taken = || {
        phrase!(
            language,
            "“{new}”已经用作别的名称：改名后规则的意思会变",
            "“{new}” is the name of something else: the rules would mean something else"
        )
    };
    if let Ok(checked) = RuleSet::check_sources(texts.clone()) {
        let (before, after) = (errors(&analysis.diagnostics), errors(&checked.diagnostics));
        let new_faults: Vec<_> =
            after.into_iter().filter(|(code, found)| found.len() > before.get(code).map_or(0, Vec::len)).collect();
        if new_faults.iter().any(|(code, _)| matches!(*code, "E0801" | "E0204")) {
            return Err(taken());
        }
        if let Some((_, found)) = new_faults.first() {
            let said = found.last().map_or("", |found| found.message.get(language));
            return Err(phrase!(
                language,
                "改名为“{new}”后规则会有错：{said}",
                "renamed to “{new}” the rules have a fault: {said}"
            ));
        }
    }
    if meanings(&after(view, texts)) == meanings(&analysis.symbols) { Ok(()) } else { Err(taken()) }
}

/// The texts as they would be.
fn applied(sources: &Sources, replaced: &[(Span, String)]) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> =
        sources.iter().map(|source| (source.name().to_owned(), source.text().to_owned())).collect();
    for (span, text) in replaced.iter().rev() {
        let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let file = texts.get_mut(bytes(span.file)).map(|(_, text)| text);
        if let Some(file) = file.filter(|file| file.get(bytes(span.start)..bytes(span.end)).is_some()) {
            file.replace_range(bytes(span.start)..bytes(span.end), text);
        }
    }
    texts
}

fn errors(found: &[Diagnostic]) -> BTreeMap<&str, Vec<&Diagnostic>> {
    let mut errors: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.severity == Severity::Error) {
        errors.entry(one.code).or_default().push(one);
    }
    errors
}

/// The names as they would be found.
fn after(view: &View<'_>, texts: Vec<(String, String)>) -> Symbols {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(Source::new(name, text));
    }
    let scheme = sources.get(0).filter(|_| view.analysis.directory.is_some());
    let scheme = scheme.and_then(|source| chengxin::scheme::read(source, 0).0);
    let rules = view.analysis.rules.iter().filter_map(|rules| {
        let file = rules.document.file;
        let document = syntax::parse(sources.get(file)?, file).0;
        Some(chengxin::check::RuleFile { document, track: rules.track })
    });
    let rules: Vec<_> = rules.collect();
    Symbols::of(&sources, scheme.as_ref(), &rules)
}

/// What each use means, in order: a name that is taken changes it.
fn meanings(symbols: &Symbols) -> Vec<(u32, usize)> {
    symbols.uses().iter().map(|each| (each.span.file, each.symbol)).collect()
}
