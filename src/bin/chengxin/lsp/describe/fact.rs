//! Facts and fields in words: type, values, source.

use chengxin::document::{FactItem, FactKind, FactOptionKind, FieldItem, Item};
use chengxin::source::Span;
use chengxin::symbols::Symbol;

use super::plain;
use crate::lsp::analysis::Analysis;
use crate::lsp::view::View;
use crate::phrase::{phrase, pick};

/// Every fact and field, each with its list.
pub(super) fn facts(analysis: &Analysis) -> Vec<(&FactItem, Option<&FactItem>)> {
    let mut found = Vec::new();
    for item in analysis.documents().flat_map(|document| &document.items) {
        if let Item::Fact(fact) = item {
            fields(fact, None, &mut found);
        }
    }
    found
}

fn fields<'a>(fact: &'a FactItem, list: Option<&'a FactItem>, found: &mut Vec<(&'a FactItem, Option<&'a FactItem>)>) {
    found.push((fact, list));
    if let FactKind::List(items) = &fact.kind {
        for item in items {
            if let FieldItem::Field(field) = item {
                fields(field, Some(fact), found);
            }
        }
    }
}

/// The fact whose name is declared at a place.
pub(crate) fn fact_at(analysis: &Analysis, name: Span) -> Option<&FactItem> {
    facts(analysis).into_iter().find(|(fact, _)| fact.name.span == name).map(|(fact, _)| fact)
}

pub(super) fn fact(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let (fact, list) = facts(view.analysis).into_iter().find(|(fact, _)| fact.name.span == symbol.span)?;
    let language = view.language;
    let (name, key) = (plain(&fact.name.text), &fact.key.text);
    let of = list.map(|list| plain(&list.name.text));
    let sort = match of {
        Some(list) => phrase!(language, "列表“{list}”的字段", "field of the list “{list}”"),
        None => pick(language, "事实", "fact").to_owned(),
    };
    let kind = kind(view, fact);
    let mut lines = vec![format!("{sort} **{name}** `{key}`"), phrase!(language, "类型：{kind}", "Type: {kind}")];
    lines.extend(fact.options.iter().filter_map(|option| option_line(view, &option.kind, option.span)));
    let ranged =
        fact.options.iter().any(|it| matches!(it.kind, FactOptionKind::Range(_) | FactOptionKind::MayBeNegative));
    let quantity = matches!(
        fact.kind,
        FactKind::Number(_) | FactKind::Integer(_) | FactKind::Money | FactKind::Ratio | FactKind::Percent
    );
    if quantity && !ranged {
        lines.push(phrase!(language, "取值：0 以上", "Values: from 0"));
    }
    Some(lines)
}

/// The type with its unit; choices and fields by name.
fn kind(view: &View<'_>, fact: &FactItem) -> String {
    let written = view.analysis.written(fact.kind_span).split(['{', '｛']).next().unwrap_or("").trim().to_owned();
    let inside: Vec<String> = match &fact.kind {
        FactKind::Choice(items) | FactKind::Choices(items) => items.iter().map(|item| plain(&item.name.text)).collect(),
        FactKind::List(items) => {
            let names = items.iter().map(|item| match item {
                FieldItem::Field(field) => plain(&field.name.text),
                FieldItem::Definition(definition) => plain(&definition.name.text),
            });
            names.collect()
        }
        FactKind::Money => return phrase!(view.language, "{written}（元、万元、亿元）", "{written} (元, 万元, 亿元)"),
        FactKind::Text
        | FactKind::YesNo
        | FactKind::Number(_)
        | FactKind::Integer(_)
        | FactKind::Ratio
        | FactKind::Percent
        | FactKind::Date
        | FactKind::Year
        | FactKind::CreditCode => return written,
    };
    let inside = inside.join("、");
    phrase!(view.language, "{written}：{inside}", "{written}: {inside}")
}

fn option_line(view: &View<'_>, option: &FactOptionKind, span: Span) -> Option<String> {
    let language = view.language;
    let written = plain(view.analysis.written(span));
    match option {
        FactOptionKind::Source(text) => {
            let source = plain(&text.value);
            Some(phrase!(language, "来源：{source}", "Source: {source}"))
        }
        FactOptionKind::Range(_) => Some(phrase!(language, "取值：{written}", "Values: {written}")),
        FactOptionKind::Step(_)
        | FactOptionKind::MayBeNegative
        | FactOptionKind::MayBeNone
        | FactOptionKind::MayBeNotApplicable
        | FactOptionKind::MayBeLater
        | FactOptionKind::Default(_)
        | FactOptionKind::NoneMarks(_)
        | FactOptionKind::Confidential
        | FactOptionKind::Fixed
        | FactOptionKind::Cost(_)
        | FactOptionKind::ForReference
        | FactOptionKind::Direction(_)
        | FactOptionKind::Unique(_)
        | FactOptionKind::AtMost(_) => Some(written),
    }
}
