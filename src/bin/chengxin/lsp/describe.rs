//! What a name stands for, in words: facts with their type and source, indicators with the points left in their group.

use chengxin::Language;
use chengxin::document::{
    Clause, ClauseKind, ConditionClauseKind, ConditionItem, ConditionKind, FactItem, FactKind, FactOptionKind,
    FieldItem, Indicator, Item, Sheet, Text,
};
use chengxin::source::Span;
use chengxin::symbols::{Symbol, SymbolKind};

use super::analysis::Analysis;
use super::points::{self, Group};
use super::texts;
use super::view::View;
use crate::phrase::{phrase, pick};

/// What a symbol stands for, as Markdown.
pub(crate) fn symbol(view: &View<'_>, at: usize) -> Option<String> {
    let symbol = view.analysis.symbols.get(at)?;
    let mut lines = match symbol.kind {
        SymbolKind::Fact | SymbolKind::Field => fact(view, symbol)?,
        SymbolKind::Definition | SymbolKind::RowDefinition => definition(view, symbol)?,
        SymbolKind::Choice => choice(view, symbol)?,
        SymbolKind::Parameter => parameter(view, symbol)?,
        SymbolKind::Sheet => sheet(view, symbol)?,
        SymbolKind::Indicator => indicator(view, symbol)?,
        SymbolKind::Condition => condition_lines(view, symbol)?,
        SymbolKind::Adjustment => vec![headed(view, "调整", "adjustment", &symbol.name, "")],
        SymbolKind::Scale => vec![headed(view, "等级", "scale of grades", &symbol.name, "")],
        SymbolKind::Grade => {
            let scale = symbol.parent.and_then(|scale| view.analysis.symbols.get(scale))?;
            vec![headed(view, "等级", "grade of", &symbol.name, &scale.name)]
        }
    };
    lines.extend(readers(view, at));
    Some(lines.join("\n\n"))
}

/// What a condition is called by its kind.
pub(crate) fn condition(kind: ConditionKind, language: Language) -> &'static str {
    match kind {
        ConditionKind::Requirement => pick(language, "条件", "condition"),
        ConditionKind::Veto => pick(language, "一票否决", "veto"),
        ConditionKind::Preference => pick(language, "优先", "preference"),
        ConditionKind::Ceiling => pick(language, "上限", "ceiling"),
    }
}

fn headed(view: &View<'_>, zh: &'static str, en: &'static str, name: &str, more: &str) -> String {
    let (sort, name, more) = (pick(view.language, zh, en), plain(name), plain(more));
    format!("{sort} **{name}** {more}").trim_end().to_owned()
}

/// Text that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if "\\`*_<>[]#|".contains(character) {
            out.push('\\');
        }
        out.push(if character.is_control() { ' ' } else { character });
    }
    out
}

/// Every fact and field, each with its list.
pub(crate) fn facts(analysis: &Analysis) -> Vec<(&FactItem, Option<&FactItem>)> {
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

fn fact(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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
        | FactOptionKind::ForReference
        | FactOptionKind::Unique(_)
        | FactOptionKind::AtMost(_) => Some(written),
    }
}

fn definition(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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

fn choice(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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

fn parameter(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
    let scheme = view.analysis.scheme.as_ref()?;
    let entry = scheme.parameters.iter().find(|entry| entry.name.value == symbol.name)?;
    let values = entry.values.iter().map(|(year, value)| format!("{year}：{value}")).collect::<Vec<_>>().join("；");
    Some(vec![headed(view, "参数", "parameter", &symbol.name, ""), values])
}

fn sheet(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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

fn indicator(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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

fn condition_lines(view: &View<'_>, symbol: &Symbol) -> Option<Vec<String>> {
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

/// The indicators and conditions that read a name, through definitions too.
fn readers(view: &View<'_>, at: usize) -> Option<String> {
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
