//! Definitions, choices and parameters in words.

use chengxin::document::FactKind;
use chengxin::symbols::Symbol;

use super::fact::fact_at;
use super::{headed, plain};
use crate::lsp::view::View;
use crate::phrase::{phrase, pick};

pub(super) fn definition(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let file = symbol.span.file;
    let text = view.analysis.text(file);
    let start = usize::try_from(symbol.span.start).ok()?;
    let line = text.get(start..)?.lines().next()?;
    let list = symbol.parent.and_then(|list| view.analysis.symbols.get(list)).map(|list| plain(&list.name));
    let head = match list {
        Some(list) => phrase!(view.language, "列表“{list}”里的定义", "definition in the list “{list}”"),
        None => pick(view.language, "定义", "definition").to_owned(),
    };
    Some(vec![head, format!("```chengxin\n{}\n```", line.trim_end())])
}

pub(super) fn choice(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let fact = view.analysis.symbols.get(symbol.parent?)?;
    let item = fact_at(view.analysis, fact.span)?;
    let (FactKind::Choice(items) | FactKind::Choices(items)) = &item.kind else { return None };
    let this = items.iter().find(|item| item.name.span == symbol.span)?;
    let key = this.key.as_ref().map_or(&this.name.text, |key| &key.text);
    let (name, fact) = (plain(&symbol.name), plain(&fact.name));
    let all = items.iter().map(|item| plain(&item.name.text)).collect::<Vec<_>>().join("、");
    Some(vec![
        phrase!(view.language, "“{fact}”的选项 **{name}** `{key}`", "choice of “{fact}” **{name}** `{key}`"),
        phrase!(view.language, "全部选项：{all}", "All choices: {all}"),
    ])
}

pub(super) fn parameter(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let scheme = view.analysis.scheme.as_ref()?;
    let entry = scheme.parameters.iter().find(|entry| entry.name.value == symbol.name)?;
    let values = entry.values.iter().map(|(year, value)| format!("{year}：{value}")).collect::<Vec<_>>().join("；");
    Some(vec![headed(view, "参数", "parameter", &symbol.name, ""), values])
}
