//! Sheets, indicators and conditions in words: points, what is left in the group, basis and evidence.

use chengxin::document::{Clause, ClauseKind, ConditionClauseKind, ConditionItem, Indicator, Item, Sheet, Text};
use chengxin::source::Span;
use chengxin::symbols::Symbol;

use super::{condition, headed, plain};
use crate::lsp::points::{self, Group};
use crate::lsp::view::View;
use crate::phrase::phrase;

pub(super) fn sheet(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let sheet = view.analysis.documents().flat_map(|document| &document.items).find_map(|item| match item {
        Item::Sheet(sheet) if sheet.key.span == symbol.span => Some(sheet),
        Item::Sheet(_)
        | Item::Fact(_)
        | Item::Definition(_)
        | Item::Condition(_)
        | Item::Grade(_)
        | Item::Adjustment(_) => None,
    })?;
    let Sheet { name, key, points, children, clauses, span, .. } = sheet;
    let mut lines = vec![headed(view, "指标表", "sheet", &name.text, &key.text), full(view, points.span)];
    let group = Group { code: &key.text, points, header: *span, children };
    lines.extend(left(view, &group));
    lines.extend(meta(view, clauses));
    Some(lines)
}

fn full(view: &View<'_>, points: Span) -> String {
    let points = view.analysis.written(points);
    phrase!(view.language, "满分：{points}", "Points: {points}")
}

/// What the children of a group leave of its points.
fn left(view: &View<'_>, group: &Group<'_>) -> Option<String> {
    let (wanted, found) = group.wanted_and_found().filter(|_| !group.children.is_empty())?;
    let code = plain(group.code);
    let (left, unit) = (wanted.minus(&found), if points::weighted(group.children) { "%" } else { "" });
    if left.is_negative() {
        let over = left.negated();
        return Some(phrase!(
            view.language,
            "{code} 共 {wanted}{unit}，下级合计 {found}{unit}，多了 {over}{unit}",
            "{code} has {wanted}{unit}, its children {found}{unit}: {over}{unit} over"
        ));
    }
    Some(phrase!(
        view.language,
        "{code} 共 {wanted}{unit}，下级合计 {found}{unit}，还剩 {left}{unit}",
        "{code} has {wanted}{unit}, its children {found}{unit}; {left}{unit} left"
    ))
}

pub(super) fn indicator(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let found = view.analysis.documents().find_map(|document| points::indicator_at(document, symbol.span));
    let (group, indicator) = found?;
    let Indicator { code, title, points, children, clauses, span, .. } = indicator;
    let mut lines = vec![headed(view, "指标", "indicator", &code.text, &title.value), full(view, points.span)];
    lines.extend(left(view, &group));
    lines.extend(left(view, &Group { code: &code.text, points, header: *span, children }));
    lines.extend(meta(view, clauses));
    Some(lines)
}

/// 依据 and 证明.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn meta(view: &View<'_>, clauses: &[Clause]) -> Vec<String> {
    let line = |clause: &Clause| match &clause.kind {
        ClauseKind::Basis(texts) => Some(basis(view, texts)),
        ClauseKind::Evidence(texts) => Some(evidence(view, texts)),
        _ => None,
    };
    clauses.iter().filter_map(line).collect()
}

fn basis(view: &View<'_>, texts: &[Text]) -> String {
    let texts = joined(texts);
    phrase!(view.language, "依据：{texts}", "Basis: {texts}")
}

fn evidence(view: &View<'_>, texts: &[Text]) -> String {
    let texts = joined(texts);
    phrase!(view.language, "证明：{texts}", "Evidence: {texts}")
}

fn joined(texts: &[Text]) -> String {
    texts.iter().map(|text| plain(&text.value)).collect::<Vec<_>>().join("、")
}

pub(super) fn condition_lines(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let item: &ConditionItem =
        view.analysis.documents().flat_map(|document| &document.items).find_map(|item| match item {
            Item::Condition(item) if item.code.span == symbol.span => Some(item),
            Item::Condition(_)
            | Item::Sheet(_)
            | Item::Fact(_)
            | Item::Definition(_)
            | Item::Grade(_)
            | Item::Adjustment(_) => None,
        })?;
    let sort = condition(item.kind, view.language);
    let mut lines = vec![format!("{sort} **{}** {}", plain(&item.code.text), plain(&item.title.value))];
    for clause in &item.clauses {
        match &clause.kind {
            ConditionClauseKind::Basis(texts) => lines.push(basis(view, texts)),
            ConditionClauseKind::Evidence(texts) => lines.push(evidence(view, texts)),
            ConditionClauseKind::Verification(_)
            | ConditionClauseKind::Note(_)
            | ConditionClauseKind::Require(_)
            | ConditionClauseKind::Concerns(_) => {}
        }
    }
    Some(lines)
}
