//! Which indicators and conditions read a name.

use chengxin::symbols::SymbolKind;

use super::plain;
use crate::lsp::texts;
use crate::lsp::view::View;
use crate::phrase::phrase;

/// The indicators and conditions that read a name, through definitions too.
pub(super) fn readers(view: &View<'_>, at: usize) -> Option<String> {
    let symbols = &view.analysis.symbols;
    let (mut open, mut seen, mut found) = (vec![at], vec![at], Vec::new());
    while let Some(symbol) = open.pop() {
        for within in symbols.uses_of(symbol).filter_map(|each| each.within) {
            let Some(reader) = symbols.get(within).filter(|_| !seen.contains(&within)) else { continue };
            seen.push(within);
            match reader.kind {
                SymbolKind::Definition | SymbolKind::RowDefinition => open.push(within),
                SymbolKind::Indicator
                | SymbolKind::Sheet
                | SymbolKind::Condition
                | SymbolKind::Adjustment
                | SymbolKind::Scale => found.push(within),
                SymbolKind::Fact
                | SymbolKind::Field
                | SymbolKind::Choice
                | SymbolKind::Parameter
                | SymbolKind::Grade => {}
            }
        }
    }
    found.sort_unstable();
    let named = found.iter().filter_map(|at| symbols.get(*at)).map(|symbol| plain(&symbol.name));
    let in_scheme = symbols.uses_of(at).any(|each| each.span.file == 0 && view.analysis.directory.is_some());
    let names: Vec<String> = in_scheme.then(|| texts::SCHEME.to_owned()).into_iter().chain(named).collect();
    let names = names.join("、");
    let read = (!names.is_empty()).then(|| phrase!(view.language, "用于：{names}", "Used in: {names}"));
    let judged = symbols.get(at).is_some_and(|symbol| {
        matches!(symbol.kind, SymbolKind::Fact | SymbolKind::Field | SymbolKind::Definition | SymbolKind::RowDefinition)
    });
    read.or_else(|| {
        judged.then(|| phrase!(view.language, "没有指标或条件用到它", "No indicator or condition reads it"))
    })
}
