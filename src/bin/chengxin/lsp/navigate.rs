//! Where a name is declared, and where it is used.

use chengxin::source::Span;
use lsp_types::{GotoDefinitionResponse, Location, Position, Range};

use super::scheme;
use super::view::View;

/// The symbols at a byte of the file.
pub(crate) fn symbols_at(view: &View<'_>, offset: usize) -> Vec<(usize, Span)> {
    u32::try_from(offset).map_or(Vec::new(), |offset| view.analysis.symbols.at(view.file, offset))
}

/// Where the name at a place is declared; for a file that `scheme.toml` names, its beginning.
pub(crate) fn definition(view: &View<'_>, offset: usize) -> Option<GotoDefinitionResponse> {
    if let Some(file) = scheme::file_at(view, offset) {
        let uri = view.analysis.entry(file)?.uri.clone()?;
        let range = Range { start: Position::default(), end: Position::default() };
        return Some(GotoDefinitionResponse::Array(vec![Location { uri, range }]));
    }
    let declared = symbols_at(view, offset).into_iter().filter_map(|(symbol, _)| view.analysis.symbols.get(symbol));
    let places: Vec<Location> = declared.filter_map(|symbol| view.location(symbol.span)).collect();
    (!places.is_empty()).then_some(GotoDefinitionResponse::Array(places))
}

/// Every use of the name at a place, with its declaration where that is wanted.
pub(crate) fn references(view: &View<'_>, offset: usize, declaration: bool) -> Option<Vec<Location>> {
    let symbols = &view.analysis.symbols;
    let mut spans: Vec<Span> = Vec::new();
    for (symbol, _) in symbols_at(view, offset) {
        spans.extend(symbols.get(symbol).filter(|_| declaration).map(|symbol| symbol.span));
        spans.extend(symbols.uses_of(symbol).map(|each| each.span));
    }
    spans.sort();
    spans.dedup();
    let places: Vec<Location> = spans.into_iter().filter_map(|span| view.location(span)).collect();
    (!places.is_empty()).then_some(places)
}
