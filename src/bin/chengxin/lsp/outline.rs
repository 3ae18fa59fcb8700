//! The symbols of a document: sheets with the tree of indicators and their points, facts, conditions.

use chengxin::document::{ConditionKind, FactItem, FactKind, FieldItem, Indicator, Item};
use chengxin::source::Span;
use chengxin::syntax;
use lsp_types::{DocumentSymbol, SymbolKind};

use super::describe;
use super::view::View;
use crate::phrase::phrase;

/// The tree of a rule file; that of the scheme is empty.
pub(crate) fn outline(view: &View<'_>) -> Vec<DocumentSymbol> {
    let Some(rules) = view.analysis.rule_file(view.file) else { return Vec::new() };
    let outline = Outline { view: *view, braces: syntax::braces(view.text()) };
    rules.document.items.iter().map(|item| outline.item(item)).collect()
}

struct Outline<'a> {
    view: View<'a>,
    braces: Vec<(usize, usize)>,
}

impl Outline<'_> {
    fn item(&self, item: &Item) -> DocumentSymbol {
        let language = self.view.language;
        match item {
            Item::Fact(fact) => self.fact(fact, SymbolKind::VARIABLE),
            Item::Definition(item) => {
                let name = item.name.text.clone();
                self.symbol(name, String::new(), SymbolKind::FUNCTION, item.span, item.name.span, Vec::new())
            }
            Item::Condition(item) => {
                let sort = describe::condition(item.kind, language).to_owned();
                let kind = match item.kind {
                    ConditionKind::Requirement | ConditionKind::Veto => SymbolKind::BOOLEAN,
                    ConditionKind::Preference | ConditionKind::Ceiling => SymbolKind::EVENT,
                };
                let name = format!("{} {}", item.code.text, item.title.value);
                self.symbol(name, sort, kind, item.span, item.code.span, Vec::new())
            }
            Item::Sheet(sheet) => {
                let points = self.view.analysis.written(sheet.points.span);
                let detail = phrase!(language, "满分 {points}", "{points} points");
                let children = sheet.children.iter().map(|child| self.indicator(child)).collect();
                let name = sheet.name.text.clone();
                self.symbol(name, detail, SymbolKind::MODULE, sheet.span, sheet.name.span, children)
            }
            Item::Grade(item) => {
                let name = item.name.text.clone();
                self.symbol(name, String::new(), SymbolKind::ENUM, item.span, item.name.span, Vec::new())
            }
            Item::Adjustment(item) => {
                let name = format!("{} {}", item.code.text, item.title.value);
                self.symbol(name, String::new(), SymbolKind::OPERATOR, item.span, item.code.span, Vec::new())
            }
        }
    }

    fn indicator(&self, item: &Indicator) -> DocumentSymbol {
        let language = self.view.language;
        let points = self.view.analysis.written(item.points.span);
        let mut detail = phrase!(language, "满分 {points}", "{points} points");
        if item.bonus {
            detail.push_str(&phrase!(language, "，附加", ", bonus"));
        }
        if let Some(weight) = &item.weight {
            let weight = self.view.analysis.written(weight.span);
            detail.push_str(&phrase!(language, "，权重 {weight}", ", weight {weight}"));
        }
        let kind = if item.children.is_empty() { SymbolKind::NUMBER } else { SymbolKind::NAMESPACE };
        let children = item.children.iter().map(|child| self.indicator(child)).collect();
        let name = format!("{} {}", item.code.text, item.title.value);
        self.symbol(name, detail, kind, item.span, item.code.span, children)
    }

    fn fact(&self, fact: &FactItem, kind: SymbolKind) -> DocumentSymbol {
        let fields = match &fact.kind {
            FactKind::List(items) => items.as_slice(),
            FactKind::Text
            | FactKind::YesNo
            | FactKind::Number(_)
            | FactKind::Integer(_)
            | FactKind::Money
            | FactKind::Ratio
            | FactKind::Percent
            | FactKind::Date
            | FactKind::Year
            | FactKind::CreditCode
            | FactKind::Choice(_)
            | FactKind::Choices(_) => &[],
        };
        let children = fields.iter().map(|field| match field {
            FieldItem::Field(field) => self.fact(field, SymbolKind::FIELD),
            FieldItem::Definition(item) => {
                let name = item.name.text.clone();
                self.symbol(name, String::new(), SymbolKind::FUNCTION, item.span, item.name.span, Vec::new())
            }
        });
        let detail = self.view.analysis.written(fact.kind_span).split(['{', '｛']).next().unwrap_or("").trim();
        let name = fact.name.text.clone();
        self.symbol(name, detail.to_owned(), kind, fact.span, fact.name.span, children.collect())
    }

    fn symbol(
        &self,
        name: String,
        detail: String,
        kind: SymbolKind,
        header: Span,
        selected: Span,
        children: Vec<DocumentSymbol>,
    ) -> DocumentSymbol {
        // The field is deprecated in the protocol and must still be there.
        #[expect(deprecated, reason = "the struct has no constructor without it")]
        DocumentSymbol {
            name,
            detail: (!detail.is_empty()).then_some(detail),
            kind,
            tags: None,
            deprecated: None,
            range: self.view.range(self.whole(header)),
            selection_range: self.view.range(selected),
            children: (!children.is_empty()).then_some(children),
        }
    }

    /// The header with its block.
    fn whole(&self, header: Span) -> Span {
        let end = usize::try_from(header.end).unwrap_or(usize::MAX);
        let at = self.braces.partition_point(|(open, _)| *open < end);
        let Some((open, close)) = self.braces.get(at).copied() else { return header };
        let between = self.view.text().get(end..open).unwrap_or("x");
        let own = between.chars().all(char::is_whitespace);
        if own { header.to(Span::new(header.file, open, close)) } else { header }
    }
}
