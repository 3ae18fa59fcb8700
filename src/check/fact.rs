//! Declares facts: names and keys that are taken, options that fit their type.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{
    ChoiceItem, Direction, Document, Expression, FactItem, FactKind, FactOption, FactOptionKind, FieldItem, Item, Name,
    Unit,
};
use crate::facts::Value;
use crate::plan::{self, Choice, Dimension, FactDeclaration, Formula, FormulaKind, Kind, ListDeclaration};
use crate::source::Span;
use crate::value::{Number, Range};

impl Checker<'_> {
    pub(super) fn declare_facts(&mut self, document: &Document, track: Option<usize>) {
        for item in &document.items {
            if let Item::Fact(fact) = item {
                self.taken(&fact.name, &fact.key, track);
                let declaration = self.declaration(fact, track, 0);
                self.names.add_fact(&declaration.name, &declaration.key, self.facts.len());
                self.facts.push(declaration);
            }
        }
    }

    /// Reports a name or key that another fact has.
    fn taken(&mut self, name: &Name, key: &Name, track: Option<usize>) {
        let clashing = |indexes: &[usize]| {
            let mut facts = indexes.iter().filter_map(|index| self.facts.get(*index));
            facts.find(|fact| fact.track.is_none() || track.is_none() || fact.track == track).cloned()
        };
        let same_name = clashing(self.names.facts(&name.text));
        let same_key = clashing(self.names.keys(&key.text));
        let nested = clashing(&self.names.related(&key.text));
        if let Some(first) = same_name {
            self.declared_twice(name, first.span);
        }
        if let Some(first) = same_key {
            self.declared_twice(key, first.span);
        }
        if let Some(other) = nested {
            let (code, found, first) = (&key.text, &other.key, other.span);
            let message = say!("键 {code} 与键 {found} 互相包含", "the keys {code} and {found} contain each other");
            let first_says = say!("另一个在这里", "the other is here");
            self.report(Diagnostic::error("E0803", key.span, message).and(first, first_says));
        }
    }

    pub(super) fn declared_twice(&mut self, name: &Name, first: Span) {
        let word = &name.text;
        let message = say!("“{word}”已经声明过", "“{word}” is declared already");
        let first_says = say!("第一次在这里", "first declared here");
        self.report(Diagnostic::error("E0801", name.span, message).and(first, first_says));
    }

    fn declaration(&mut self, item: &FactItem, track: Option<usize>, depth: usize) -> FactDeclaration {
        let kind = self.kind(item, track, depth);
        let mut declaration = FactDeclaration {
            name: item.name.text.clone(),
            key: item.key.text.clone(),
            range: natural_range(&kind),
            kind,
            track,
            step: None,
            may_be_none: false,
            may_be_not_applicable: false,
            may_be_later: false,
            default: None,
            none_marks: Vec::new(),
            source: None,
            confidential: false,
            direction: None,
            fixed: false,
            cost: None,
            for_reference: false,
            span: item.name.span,
        };
        for option in &item.options {
            self.option(&mut declaration, option, track);
        }
        self.change(&mut declaration, item, track, depth);
        declaration
    }

    fn kind(&mut self, item: &FactItem, track: Option<usize>, depth: usize) -> Kind {
        let quantity = |dimension, whole| Kind::Quantity { dimension, whole, percent: false };
        match &item.kind {
            FactKind::Text => Kind::Text,
            FactKind::YesNo => Kind::YesNo,
            FactKind::Number(unit) => quantity(dimension_of(unit), false),
            FactKind::Integer(unit) => quantity(dimension_of(unit), true),
            FactKind::Money => quantity(Dimension::Money, false),
            FactKind::Ratio => quantity(Dimension::Ratio, false),
            FactKind::Percent => Kind::Quantity { dimension: Dimension::Ratio, whole: false, percent: true },
            FactKind::Date => Kind::Date,
            FactKind::Year => Kind::Year,
            FactKind::CreditCode => Kind::CreditCode,
            FactKind::Choice(choices) => Kind::Choice(self.choices(choices, item)),
            FactKind::Choices(choices) => Kind::Choices(self.choices(choices, item)),
            FactKind::List(fields) => Kind::List(self.list_kind(fields, item, track, depth)),
        }
    }

    fn choices(&mut self, items: &[ChoiceItem], fact: &FactItem) -> Vec<Choice> {
        if items.is_empty() {
            self.error("E0805", fact.kind_span, say!("至少要写一个选项", "at least one choice must be given"));
        }
        let mut choices: Vec<Choice> = Vec::new();
        for item in items {
            let key = item.key.as_ref().unwrap_or(&item.name);
            if choices.iter().any(|choice| choice.name == item.name.text || choice.key == key.text) {
                let word = &item.name.text;
                self.error("E0801", item.name.span, say!("选项“{word}”写了两次", "the choice “{word}” is given twice"));
            }
            choices.push(Choice { name: item.name.text.clone(), key: key.text.clone() });
        }
        choices
    }

    fn list_kind(
        &mut self,
        items: &[FieldItem],
        list: &FactItem,
        track: Option<usize>,
        depth: usize,
    ) -> ListDeclaration {
        let mut fields: Vec<FactDeclaration> = Vec::new();
        for item in items {
            let FieldItem::Field(field) = item else { continue };
            if let Some(first) =
                fields.iter().find(|known| known.name == field.name.text || known.key == field.key.text)
            {
                let first = first.span;
                self.declared_twice(&field.name, first);
            }
            if depth > 0 && matches!(field.kind, FactKind::List(_)) {
                self.error(
                    "E0806",
                    field.kind_span,
                    say!("列表里最多再套一层列表", "a list may hold lists, but those may not hold further lists"),
                );
            }
            let declaration = self.declaration(field, track, depth.saturating_add(1));
            fields.push(declaration);
        }
        let mut unique = Vec::new();
        let mut at_most = None;
        for option in &list.options {
            match &option.kind {
                FactOptionKind::Unique(names) => {
                    unique.extend(names.iter().filter_map(|name| self.field_index(&fields, name)));
                }
                FactOptionKind::AtMost(count) => at_most = Some(*count),
                FactOptionKind::Source(_)
                | FactOptionKind::Range(_)
                | FactOptionKind::Step(_)
                | FactOptionKind::MayBeNegative
                | FactOptionKind::MayBeNone
                | FactOptionKind::MayBeNotApplicable
                | FactOptionKind::MayBeLater
                | FactOptionKind::Default(_)
                | FactOptionKind::NoneMarks(_)
                | FactOptionKind::Confidential
                | FactOptionKind::Direction(_)
                | FactOptionKind::Fixed
                | FactOptionKind::Cost(_)
                | FactOptionKind::ForReference => {}
            }
        }
        ListDeclaration { fields, unique, at_most }
    }

    fn field_index(&mut self, fields: &[FactDeclaration], name: &Name) -> Option<usize> {
        let found = fields.iter().position(|field| field.name == name.text);
        if found.is_none() {
            let word = &name.text;
            self.error("E0201", name.span, say!("列表里没有字段“{word}”", "the list has no field “{word}”"));
        }
        found
    }

    fn option(&mut self, fact: &mut FactDeclaration, option: &FactOption, track: Option<usize>) {
        let quantity = matches!(fact.kind, Kind::Quantity { .. });
        let dated = matches!(fact.kind, Kind::Date | Kind::Year);
        let list = matches!(fact.kind, Kind::List(_));
        let fits = match &option.kind {
            FactOptionKind::Range(_) | FactOptionKind::Step(_) | FactOptionKind::MayBeNegative => quantity,
            FactOptionKind::MayBeLater => dated,
            FactOptionKind::Direction(_) => quantity || matches!(fact.kind, Kind::Date),
            FactOptionKind::Default(_) | FactOptionKind::NoneMarks(_) => !list,
            FactOptionKind::Unique(_) | FactOptionKind::AtMost(_) => list,
            FactOptionKind::Source(_)
            | FactOptionKind::MayBeNone
            | FactOptionKind::MayBeNotApplicable
            | FactOptionKind::Confidential
            | FactOptionKind::Fixed
            | FactOptionKind::Cost(_)
            | FactOptionKind::ForReference => true,
        };
        if !fits {
            let written = self.written(option.span);
            self.error(
                "E0802",
                option.span,
                say!("“{written}”不能用于这种类型的事实", "“{written}” does not go with a fact of this type"),
            );
            return;
        }
        self.apply(fact, option, track);
    }

    fn apply(&mut self, fact: &mut FactDeclaration, option: &FactOption, track: Option<usize>) {
        match &option.kind {
            FactOptionKind::Source(text) => fact.source = Some(text.value.clone()),
            FactOptionKind::Range(range) => {
                if let Some(range) = self.number_range(range, dimension(&fact.kind), &Scope::of_track(track)) {
                    fact.range = range;
                }
            }
            FactOptionKind::Step(step) => {
                let wanted = dimension(&fact.kind);
                fact.step = self.amount(step, wanted, &Scope::of_track(track)).filter(|step| *step > Number::zero());
            }
            FactOptionKind::MayBeNegative => fact.range = Range::all(),
            FactOptionKind::MayBeNone => fact.may_be_none = true,
            FactOptionKind::MayBeNotApplicable => fact.may_be_not_applicable = true,
            FactOptionKind::MayBeLater => fact.may_be_later = true,
            FactOptionKind::Default(literal) => fact.default = self.default_value(fact, literal, track),
            FactOptionKind::NoneMarks(marks) => {
                fact.none_marks.extend(marks.iter().map(|mark| mark.value.clone()));
                fact.may_be_none = true;
            }
            FactOptionKind::Confidential => fact.confidential = true,
            FactOptionKind::Direction(direction) => self.direct(fact, *direction, option.span),
            FactOptionKind::ForReference => fact.for_reference = true,
            FactOptionKind::Fixed | FactOptionKind::Cost(_) | FactOptionKind::Unique(_) | FactOptionKind::AtMost(_) => {
            }
        }
    }

    /// Which values are good is said once.
    fn direct(&mut self, fact: &mut FactDeclaration, direction: Direction, span: Span) {
        if fact.direction.is_some_and(|known| known != direction) {
            let name = fact.name.clone();
            let message = say!("“{name}”的好坏方向说了两种", "which values of “{name}” are good is said in two ways");
            self.report(Diagnostic::error("E0421", span, message).help(say!("只留一种", "leave one of them")));
            return;
        }
        fact.direction = Some(direction);
    }

    fn default_value(&mut self, fact: &FactDeclaration, literal: &Expression, track: Option<usize>) -> Option<Value> {
        let expected = super::scope::type_of(&fact.kind);
        let formula = self.formula_as(literal, &Scope::of_track(track), Some(&expected));
        let value = literal_value(&formula);
        let fits = formula.of == expected || formula.of == plan::Type::Broken;
        if (value.is_none() || !fits) && formula.of != plan::Type::Broken {
            self.error(
                "E0807",
                literal.span,
                say!("缺省值要写成和事实同类型的一个值", "a default is one value of the fact's own type"),
            );
        }
        value.filter(|_| fits)
    }
}

fn dimension_of(unit: &Unit) -> Dimension {
    match unit {
        Unit::Plain => Dimension::Plain,
        Unit::Yuan | Unit::WanYuan | Unit::YiYuan => Dimension::Money,
        Unit::Points => Dimension::Points,
        Unit::Percent | Unit::Permille => Dimension::Ratio,
        Unit::Counted(unit) | Unit::Scaled(_, unit) => Dimension::Counted(unit.clone()),
    }
}

fn dimension(kind: &Kind) -> Dimension {
    if let Kind::Quantity { dimension, .. } = kind { dimension.clone() } else { Dimension::Plain }
}

/// Quantities are not negative unless a fact says so.
fn natural_range(kind: &Kind) -> Range {
    if matches!(kind, Kind::Quantity { .. }) { Range::at_least(Number::zero()) } else { Range::all() }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn literal_value(formula: &Formula) -> Option<Value> {
    match &formula.kind {
        FormulaKind::Truth(truth) => Some(Value::YesNo(*truth)),
        FormulaKind::Number(number) => Some(Value::Number(number.clone())),
        FormulaKind::Date(date) => Some(Value::Date(*date)),
        FormulaKind::Year(year) => Some(Value::Year(*year)),
        FormulaKind::Text(text) => Some(Value::Text(text.clone())),
        FormulaKind::Choice(choice) => Some(Value::Choice(*choice)),
        _ => None,
    }
}
