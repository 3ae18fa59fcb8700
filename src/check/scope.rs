//! What names mean where they stand, and what was probably meant where they mean nothing.

use super::Checker;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{FactDeclaration, Formula, FormulaKind, Kind, ListDeclaration, ListReference, Type};
use crate::source::Span;

/// Where an expression stands: the track it belongs to, and the records it speaks of.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) track: Option<usize>,
    /// The lists whose records are spoken of, outermost first: fact and, for a nested list, its field.
    pub(super) rows: Vec<(usize, Option<usize>)>,
    /// Whether 总分 and the score of every indicator are known here.
    pub(super) after_scoring: bool,
    /// Whether 本条分值 means something here.
    pub(super) own_points: bool,
}

impl Scope {
    pub(super) fn of_track(track: Option<usize>) -> Self {
        Self { track, ..Self::default() }
    }

    pub(super) fn within(&self, list: (usize, Option<usize>)) -> Self {
        let mut inner = self.clone();
        inner.rows.push(list);
        inner
    }
}

/// Words that stand between names, for finding a missing space.
const OPERATORS: [&str; 40] = [
    "不低于",
    "不超过",
    "不高于",
    "不等于",
    "不早于",
    "不晚于",
    "不属于",
    "不在近",
    "达到",
    "超过",
    "高于",
    "不足",
    "不满",
    "低于",
    "等于",
    "早于",
    "晚于",
    "属于",
    "齐备",
    "为空",
    "已填",
    "无记录",
    "不适用",
    "在近",
    "在后",
    "不为",
    "不含",
    "满",
    "为",
    "在",
    "含",
    "仅",
    "至",
    "且",
    "或",
    "当",
    "的",
    "均",
    "权",
    "按",
];

impl Checker<'_> {
    /// The fields that a record of this list has.
    pub(super) fn fields(&self, list: (usize, Option<usize>)) -> &[FactDeclaration] {
        self.list_declaration(list).map_or(&[], |declaration| declaration.fields.as_slice())
    }

    pub(super) fn list_declaration(&self, (fact, field): (usize, Option<usize>)) -> Option<&ListDeclaration> {
        let outer = as_list(self.facts.get(fact)?)?;
        match field {
            None => Some(outer),
            Some(field) => as_list(outer.fields.get(field)?),
        }
    }

    /// What a name means, as a formula; a broken one, reported, where it means nothing.
    pub(super) fn resolve(&mut self, name: &str, span: Span, scope: &Scope) -> Formula {
        if let Some(formula) = self.lookup(name, span, scope) {
            return formula;
        }
        let diagnostic = self.unknown_name(name, span, scope);
        self.report(diagnostic);
        Formula { kind: FormulaKind::Broken, of: Type::Broken, span }
    }

    pub(super) fn lookup(&self, name: &str, span: Span, scope: &Scope) -> Option<Formula> {
        for (depth, list) in scope.rows.iter().rev().enumerate() {
            if let Some(formula) = self.lookup_field(name, span, depth, *list) {
                return Some(formula);
            }
        }
        let visible = |owner: Option<usize>| owner.is_none() || owner == scope.track;
        let facts = self.names.facts(name).iter().filter_map(|index| Some((*index, self.facts.get(*index)?)));
        if let Some((index, fact)) = facts.into_iter().find(|(_, fact)| visible(fact.track)) {
            return Some(Formula { kind: FormulaKind::Fact(index), of: type_of(&fact.kind), span });
        }
        let known = self.names.definitions(name).iter();
        let known = known.filter_map(|index| Some((*index, self.definitions.get(*index)?)));
        if let Some((index, entry)) = known.into_iter().find(|(_, entry)| visible(entry.track)) {
            return Some(Formula { kind: FormulaKind::Definition(index), of: entry.formula.of.clone(), span });
        }
        let parameter = self.parameters.iter().position(|parameter| parameter.name == name)?;
        let of = Type::Quantity(self.parameters.get(parameter)?.dimension.clone());
        Some(Formula { kind: FormulaKind::Parameter(parameter), of, span })
    }

    fn lookup_field(&self, name: &str, span: Span, depth: usize, list: (usize, Option<usize>)) -> Option<Formula> {
        let fields = self.fields(list);
        if let Some(index) = fields.iter().position(|field| field.name == name) {
            let of = fields.get(index).map_or(Type::Broken, |field| type_of(&field.kind));
            return Some(Formula { kind: FormulaKind::Field { depth, index, list }, of, span });
        }
        let rows = self.row_definitions.get(self.names.rows(list)?)?;
        let at = rows.definitions.iter().position(|(defined, _)| defined == name)?;
        let of = rows.definitions.get(at).map_or(Type::Broken, |(_, formula)| formula.of.clone());
        let index = fields.len().saturating_add(at);
        Some(Formula { kind: FormulaKind::Field { depth, index, list }, of, span })
    }

    /// Every name that means something here.
    fn visible_names(&self, scope: &Scope) -> Vec<String> {
        let mut names = Vec::new();
        for list in scope.rows.iter().rev() {
            names.extend(self.fields(*list).iter().map(|field| field.name.clone()));
            let rows = self.row_definitions.iter().filter(|rows| (rows.fact, rows.field) == *list);
            names.extend(rows.flat_map(|rows| rows.definitions.iter().map(|(name, _)| name.clone())));
        }
        let visible = |owner: Option<usize>| owner.is_none() || owner == scope.track;
        names.extend(self.facts.iter().filter(|fact| visible(fact.track)).map(|fact| fact.name.clone()));
        names.extend(self.definitions.iter().filter(|entry| visible(entry.track)).map(|entry| entry.name.clone()));
        names.extend(self.parameters.iter().map(|parameter| parameter.name.clone()));
        names
    }

    fn unknown_name(&self, name: &str, span: Span, scope: &Scope) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            "E0201",
            span,
            say!("没有名为“{name}”的事实或定义", "there is no fact or definition named “{name}”"),
        );
        let names = self.visible_names(scope);
        if let Some(spaced) = spaced(name, &names) {
            return diagnostic.replace(
                say!("名称和后面的词之间要空一格：{spaced}", "put a space after the name: {spaced}", spaced = &spaced),
                span,
                spaced.clone(),
            );
        }
        if let Some(fault) = crate::syntax::strange(name, span) {
            return fault;
        }
        let known = |side: &str| names.iter().any(|name| name == side);
        let both = crate::syntax::joined(name).find(|(left, _, right)| known(left) && known(right));
        if let Some((left, operator, right)) = both {
            let right = format!("{left} {operator} {right}");
            return diagnostic.replace(
                say!("这是两个条件，写成「{right}」", "these are two conditions: {right}"),
                span,
                right.clone(),
            );
        }
        if let Some(nearest) = nearest(name, names.iter().map(String::as_str)) {
            return diagnostic.replace(
                say!("是不是想写“{nearest}”？", "did you mean “{nearest}”?"),
                span,
                nearest.to_owned(),
            );
        }
        if let Some(way) = crate::syntax::way(name) {
            return diagnostic.help(way);
        }
        match self.list_with_field(name) {
            Some(list) => diagnostic.help(say!(
                "“{name}”是列表“{list}”每条记录的字段，要在 每条、有、合计(… 的 …) 等说到该列表的地方才能用",
                "“{name}” is a field of the records of “{list}”; it can be used where a rule speaks of that list"
            )),
            None => diagnostic.help(say!(
                "先写明这个事实，例如：事实 {name} (key) 数值",
                "declare it first, for example: 事实 {name} (key) 数值"
            )),
        }
    }

    fn list_with_field(&self, name: &str) -> Option<&str> {
        let has = |fact: &&FactDeclaration| {
            as_list(fact).is_some_and(|list| list.fields.iter().any(|field| field.name == name))
        };
        self.facts.iter().find(has).map(|fact| fact.name.as_str())
    }

    /// The list that a name stands for, reported where it is none.
    pub(super) fn list(
        &mut self,
        name: &str,
        span: Span,
        scope: &Scope,
    ) -> Option<(ListReference, (usize, Option<usize>))> {
        let formula = self.resolve(name, span, scope);
        if formula.of == Type::Broken {
            return None;
        }
        let found = match (&formula.of, &formula.kind) {
            (Type::List, FormulaKind::Fact(index)) => Some((ListReference::Fact(*index), (*index, None))),
            (Type::List, FormulaKind::Field { depth, index, list }) => {
                Some((ListReference::Field { depth: *depth, index: *index, of: list.0 }, (list.0, Some(*index))))
            }
            _ => None,
        };
        if found.is_none() {
            self.error(
                "E0202",
                span,
                say!("“{name}”不是列表，这里要写列表的名称", "“{name}” is not a list; a list must be named here"),
            );
        }
        found
    }
}

fn as_list(fact: &FactDeclaration) -> Option<&ListDeclaration> {
    if let Kind::List(list) = &fact.kind { Some(list) } else { None }
}

/// The type of a fact's value.
pub(super) fn type_of(kind: &Kind) -> Type {
    match kind {
        Kind::Text | Kind::CreditCode => Type::Text,
        Kind::YesNo => Type::Truth,
        Kind::Quantity { dimension, .. } => Type::Quantity(dimension.clone()),
        Kind::Date => Type::Date,
        Kind::Year => Type::Year,
        Kind::Choice(choices) => Type::Choice(choices.clone()),
        Kind::Choices(choices) => Type::Choices(choices.clone()),
        Kind::List(_) => Type::List,
    }
}

/// The text with spaces put where a known name touches an operator: `成立日期满3年` → `成立日期 满 3年`.
fn spaced(text: &str, names: &[String]) -> Option<String> {
    let prefixed = ["非", "有", "无"].iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        names.iter().any(|name| name == rest).then(|| format!("{word} {rest}"))
    });
    if prefixed.is_some() {
        return prefixed;
    }
    let longest = names.iter().filter(|name| text.starts_with(name.as_str())).max_by_key(|name| name.len())?;
    let rest = text.strip_prefix(longest.as_str())?;
    let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator))?;
    let after = rest.strip_prefix(operator)?;
    Some(match (after.is_empty(), *operator) {
        (true, _) => format!("{longest} {operator}"),
        (false, "在近" | "不在近" | "在后") => format!("{longest} {operator}{after}"),
        (false, _) => format!("{longest} {operator} {after}"),
    })
}
