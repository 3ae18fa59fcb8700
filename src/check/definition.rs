//! Declares definitions: at the top level, and over the records of lists.

use super::Checker;
use super::scope::Scope;
use crate::document::{Definition, Document, FactItem, FactKind, FieldItem, Item};
use crate::plan::{self, Known, RowDefinitions};

impl Checker<'_> {
    pub(super) fn declare_definitions(&mut self, document: &Document, track: Option<usize>) {
        for item in &document.items {
            match item {
                Item::Definition(definition) => self.define(definition, track),
                Item::Fact(fact) => self.define_in_list(fact, track),
                Item::Condition(_) | Item::Sheet(_) | Item::Grade(_) | Item::Adjustment(_) => {}
            }
        }
    }

    pub(super) fn define(&mut self, item: &Definition, track: Option<usize>) {
        let visible = |owner: Option<usize>| owner.is_none() || track.is_none() || owner == track;
        let facts = self.names.facts(&item.name.text).iter().filter_map(|index| self.facts.get(*index));
        let fact = facts.into_iter().find(|fact| visible(fact.track));
        let known = self.names.definitions(&item.name.text).iter().filter_map(|index| self.definitions.get(*index));
        let earlier = known.into_iter().find(|known| visible(known.track));
        let first = fact.map(|fact| fact.span).or(earlier.map(|known| known.formula.span));
        if let Some(first) = first {
            self.declared_twice(&item.name, first);
        }
        let formula = self.formula(&item.expression, &Scope::of_track(track));
        let extent = self.extents().extent(&formula, &Known::default());
        self.names.add_definition(&item.name.text, self.definitions.len());
        let (name, span) = (item.name.text.clone(), item.name.span);
        self.definitions.push(plan::Definition { name, formula, extent, track, span });
    }

    /// Definitions over the records of a list, then of the lists inside it.
    pub(super) fn define_in_list(&mut self, item: &FactItem, track: Option<usize>) {
        let FactKind::List(items) = &item.kind else { return };
        let of_file = |index: &&usize| self.facts.get(**index).is_some_and(|fact| fact.track == track);
        let Some(fact) = self.names.facts(&item.name.text).iter().find(of_file).copied() else { return };
        let mut fields = 0_usize;
        for inner in items {
            let FieldItem::Field(field) = inner else { continue };
            if let FactKind::List(items) = &field.kind {
                self.define_rows(items, (fact, Some(fields)), track);
            }
            fields = fields.saturating_add(1);
        }
        self.define_rows(items, (fact, None), track);
    }

    pub(super) fn define_rows(&mut self, items: &[FieldItem], list: (usize, Option<usize>), track: Option<usize>) {
        let mut scope = Scope::of_track(track);
        if list.1.is_some() {
            scope = scope.within((list.0, None));
        }
        scope = scope.within(list);
        let after = self.definitions.len();
        self.row_definitions.push(RowDefinitions {
            fact: list.0,
            field: list.1,
            after,
            definitions: Vec::new(),
            extents: Vec::new(),
        });
        let at = self.row_definitions.len().saturating_sub(1);
        self.names.add_rows(list, at);
        for item in items {
            let FieldItem::Definition(definition) = item else { continue };
            let taken =
                self.fields(list).iter().find(|field| field.name == definition.name.text).map(|field| field.span);
            if let Some(first) = taken {
                self.declared_twice(&definition.name, first);
            }
            let formula = self.formula(&definition.expression, &scope);
            let extent = self.extents().extent(&formula, &Known::default());
            if let Some(rows) = self.row_definitions.get_mut(at) {
                rows.extents.push(extent);
                rows.definitions.push((definition.name.text.clone(), formula));
            }
        }
    }
}
