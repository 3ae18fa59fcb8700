//! What is declared: facts, fields and choices, definitions, codes, grades, and what `scheme.toml` names.

use super::{Scope, Symbol, SymbolKind, Walker};
use crate::check::RuleFile;
use crate::document::{ChoiceItem, Definition, Document, FactItem, FactKind, FactOptionKind, FieldItem, Item, Name};
use crate::scheme::Scheme;
use crate::source::Span;

impl Walker<'_> {
    pub(super) fn pack(&mut self, scheme: Option<&Scheme>, files: &[RuleFile]) {
        let mut tracks = Vec::new();
        let mut next = 0_usize;
        for file in files {
            tracks.push(file.track.then_some(next));
            next = next.saturating_add(usize::from(file.track));
        }
        for (file, track) in files.iter().zip(&tracks) {
            self.facts(&file.document, *track);
        }
        for parameter in scheme.iter().flat_map(|scheme| &scheme.parameters) {
            if let Some(span) = self.toml_key(parameter.name.span, &parameter.name.value) {
                self.declare(&parameter.name.value, span, SymbolKind::Parameter, None, None);
            }
        }
        for (file, track) in files.iter().zip(&tracks) {
            self.definitions(&file.document, *track);
        }
        for (file, track) in files.iter().zip(&tracks) {
            self.codes(&file.document, *track);
        }
        for (file, track) in files.iter().zip(&tracks) {
            self.statements(&file.document, *track);
        }
        self.scheme(scheme);
    }

    fn declare(
        &mut self,
        name: &str,
        span: Span,
        kind: SymbolKind,
        parent: Option<usize>,
        track: Option<usize>,
    ) -> usize {
        let name = name.to_owned();
        self.symbols.add(Symbol { name, kind, parent, track, span, chosen_from: Vec::new(), is_list: false })
    }

    pub(super) fn declare_name(
        &mut self,
        name: &Name,
        kind: SymbolKind,
        parent: Option<usize>,
        track: Option<usize>,
    ) -> usize {
        self.declare(&name.text, name.span, kind, parent, track)
    }

    fn facts(&mut self, document: &Document, track: Option<usize>) {
        for item in &document.items {
            if let Item::Fact(fact) = item {
                self.fact(fact, SymbolKind::Fact, None, track);
            }
        }
    }

    fn fact(&mut self, fact: &FactItem, kind: SymbolKind, list: Option<usize>, track: Option<usize>) {
        let at = self.declare_name(&fact.name, kind, list, track);
        match &fact.kind {
            FactKind::Choice(items) | FactKind::Choices(items) => self.choices(items, at, track),
            FactKind::List(items) => {
                self.set(at, |symbol| symbol.is_list = true);
                for item in items {
                    if let FieldItem::Field(field) = item {
                        self.fact(field, SymbolKind::Field, Some(at), track);
                    }
                }
            }
            FactKind::Text
            | FactKind::YesNo
            | FactKind::Number(_)
            | FactKind::Integer(_)
            | FactKind::Money
            | FactKind::Ratio
            | FactKind::Percent
            | FactKind::Date
            | FactKind::Year
            | FactKind::CreditCode => {}
        }
        self.options(fact, at);
    }

    fn choices(&mut self, items: &[ChoiceItem], fact: usize, track: Option<usize>) {
        for item in items {
            self.declare_name(&item.name, SymbolKind::Choice, Some(fact), track);
        }
        self.set(fact, |symbol| symbol.chosen_from = vec![fact]);
    }

    /// `唯一 字段`, and a choice as the default.
    fn options(&mut self, fact: &FactItem, at: usize) {
        let of_list = Scope::default().within(Some(at));
        for option in &fact.options {
            match &option.kind {
                FactOptionKind::Unique(names) => {
                    let fields = names.iter().filter_map(|name| {
                        let field = self.symbols.lookup(&name.text, &of_list)?;
                        (self.symbols.get(field)?.parent == Some(at)).then_some((field, name.span))
                    });
                    for (field, span) in fields.collect::<Vec<_>>() {
                        self.used(field, span);
                    }
                }
                FactOptionKind::Default(value) => self.walk_choice(value, &[at]),
                FactOptionKind::Source(_)
                | FactOptionKind::Range(_)
                | FactOptionKind::Step(_)
                | FactOptionKind::MayBeNegative
                | FactOptionKind::MayBeNone
                | FactOptionKind::MayBeNotApplicable
                | FactOptionKind::MayBeLater
                | FactOptionKind::NoneMarks(_)
                | FactOptionKind::Confidential
                | FactOptionKind::Direction(_)
                | FactOptionKind::Fixed
                | FactOptionKind::Cost(_)
                | FactOptionKind::ForReference
                | FactOptionKind::AtMost(_) => {}
            }
        }
    }

    pub(super) fn set(&mut self, symbol: usize, change: impl FnOnce(&mut Symbol)) {
        if let Some(symbol) = self.symbols.symbols.get_mut(symbol) {
            change(symbol);
        }
    }

    /// In the order of the checker: a definition sees those before it.
    fn definitions(&mut self, document: &Document, track: Option<usize>) {
        for item in &document.items {
            match item {
                Item::Definition(definition) => {
                    self.definition(definition, SymbolKind::Definition, None, &Scope::of_track(track));
                }
                Item::Fact(fact) => self.definitions_in_list(fact, track),
                Item::Condition(_) | Item::Sheet(_) | Item::Grade(_) | Item::Adjustment(_) => {}
            }
        }
    }

    fn definitions_in_list(&mut self, fact: &FactItem, track: Option<usize>) {
        let FactKind::List(items) = &fact.kind else { return };
        let Some(list) = self.symbols.declared_at(fact.name.span) else { return };
        let scope = Scope::of_track(track).within(Some(list));
        for item in items {
            let FieldItem::Field(field) = item else { continue };
            if let (FactKind::List(items), Some(inner)) = (&field.kind, self.symbols.declared_at(field.name.span)) {
                self.row_definitions(items, inner, &scope.within(Some(inner)));
            }
        }
        self.row_definitions(items, list, &scope);
    }

    fn row_definitions(&mut self, items: &[FieldItem], list: usize, scope: &Scope) {
        for item in items {
            if let FieldItem::Definition(definition) = item {
                self.definition(definition, SymbolKind::RowDefinition, Some(list), scope);
            }
        }
    }

    /// What it stands for is read before its name is known: a definition does not see itself.
    fn definition(&mut self, definition: &Definition, kind: SymbolKind, list: Option<usize>, scope: &Scope) {
        let at = self.symbols.symbols.len();
        self.within = Some(at);
        let chosen_from = self.walk(&definition.expression, scope);
        self.within = None;
        let at = self.declare_name(&definition.name, kind, list, scope.track);
        self.set(at, |symbol| symbol.chosen_from = chosen_from);
    }

    /// What `scheme.toml` names: who applies, what decides between equal totals, which sheets there are.
    fn scheme(&mut self, scheme: Option<&Scheme>) {
        let Some(scheme) = scheme else { return };
        for entry in scheme.applicant.0.iter().chain(&scheme.applicant.1) {
            let fact = self.symbols.named(&entry.value).find(|(_, symbol)| symbol.kind == SymbolKind::Fact);
            let found = fact.map(|(at, _)| at);
            self.in_scheme(found, entry.span, &entry.value);
        }
        for entry in &scheme.tie_breaks {
            let found = self.symbols.score(&entry.value, None);
            self.in_scheme(found, entry.span, &entry.value);
        }
        for sheet in &scheme.sheets {
            let found = self.symbols.score(&sheet.key.value, None);
            self.in_scheme(found, sheet.key.span, &sheet.key.value);
        }
    }

    fn in_scheme(&mut self, symbol: Option<usize>, span: Span, value: &str) {
        if let Some((symbol, span)) = symbol.zip(self.quoted(span, value)) {
            self.used(symbol, span);
        }
    }
}
