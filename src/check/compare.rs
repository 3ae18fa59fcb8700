//! Comparisons, ranges, membership and states: both sides of one kind.

use super::Checker;
use super::formula::{broken, negate, type_names};
use super::literal::{named, offers, period};
use super::scope::Scope;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Comparison, Expression, ExpressionKind, FactState, Literal, Membership, Name, RangeExpression};
use crate::plan::{Choice, Dimension, Formula, FormulaKind, RowBound, Type};
use crate::source::Span;
use crate::value::Number;

impl Checker<'_> {
    pub(super) fn comparison(
        &mut self,
        left: &Expression,
        operator: Comparison,
        right: &Expression,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let subject = self.formula(left, scope);
        if subject.of == Type::Broken {
            return broken(span);
        }
        if let Type::Choice(choices) | Type::Choices(choices) = &subject.of.clone() {
            return self.choice_comparison(subject, choices, operator, right, span, scope);
        }
        let other = self.formula_as(right, scope, Some(&subject.of.clone()));
        if other.of == Type::Broken {
            return broken(span);
        }
        if !self.comparable(&subject, &other, operator, right.span) {
            return broken(span);
        }
        Formula { kind: FormulaKind::Compare(Box::new(subject), operator, Box::new(other)), of: Type::Truth, span }
    }

    fn comparable(&mut self, left: &Formula, right: &Formula, operator: Comparison, span: Span) -> bool {
        use Comparison::{After, AtLeast, AtMost, Before, Below, Equal, NotAfter, NotBefore, NotEqual, Over};
        let ordered = match operator {
            AtLeast | Over | Below | AtMost => true,
            Equal | NotEqual | Before | After | NotBefore | NotAfter => false,
        };
        let dated = match operator {
            Before | After | NotBefore | NotAfter => true,
            AtLeast | Over | Below | AtMost | Equal | NotEqual => false,
        };
        match (&left.of, &right.of) {
            (Type::Quantity(wanted), Type::Quantity(found)) if !dated => {
                let zero = |formula: &Formula| self.constant(formula).is_some_and(|(number, _)| number.is_zero());
                if wanted == found || zero(right) || zero(left) {
                    return true;
                }
                let number = self.constant(right).map(|(number, _)| number);
                self.units_differ(span, &wanted.clone(), &found.clone(), number.as_ref());
                false
            }
            (Type::Date, Type::Date) if !ordered => true,
            (Type::Year, Type::Year) if !dated => true,
            (Type::Interval, Type::Period) if !dated => true,
            (Type::Text, Type::Text) | (Type::Truth, Type::Truth) if !ordered && !dated => true,
            (left, right) => {
                let ((zh, en), (other_zh, other_en)) = (type_names(left), type_names(right));
                let diagnostic = Diagnostic::error(
                    "E0301",
                    span,
                    say!("{zh}不能和{other_zh}这样比较", "{en} cannot be compared with {other_en} in this way"),
                );
                let dates = *left == Type::Date && *right == Type::Date;
                let elapsed = *left == Type::Date && *right == Type::Period;
                self.report(if dates {
                    diagnostic.help(say!(
                        "两个日期用 早于、晚于、不早于、不晚于 比较",
                        "compare dates with 早于, 晚于, 不早于, 不晚于"
                    ))
                } else if elapsed {
                    diagnostic.help(say!(
                        "写成 日期 满 3年，或 日期 至 基准日 达到 3年",
                        "write 日期 满 3年, or 日期 至 基准日 达到 3年"
                    ))
                } else {
                    diagnostic
                });
                false
            }
        }
    }

    /// Reports two quantities of different kinds, and offers units for a bare number.
    pub(super) fn units_differ(&mut self, span: Span, wanted: &Dimension, found: &Dimension, number: Option<&Number>) {
        let ((zh, en), (found_zh, found_en)) = (named(wanted), named(found));
        let mut diagnostic =
            Diagnostic::error("E0301", span, say!("{zh}不能和{found_zh}混用", "{en} and {found_en} do not mix"));
        if let (Dimension::Plain, Some(number)) = (found, number) {
            for offer in offers(number, wanted) {
                diagnostic = diagnostic.replace(
                    say!("补上单位：{offer}", "give the unit: {offer}", offer = &offer),
                    span,
                    offer.clone(),
                );
            }
        }
        self.report(diagnostic);
    }

    fn choice_comparison(
        &mut self,
        subject: Formula,
        choices: &[Choice],
        operator: Comparison,
        right: &Expression,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let negated = match operator {
            Comparison::Equal => false,
            Comparison::NotEqual => true,
            Comparison::AtLeast
            | Comparison::Over
            | Comparison::Below
            | Comparison::AtMost
            | Comparison::Before
            | Comparison::After
            | Comparison::NotBefore
            | Comparison::NotAfter => {
                self.error("E0301", span, say!("选项不分大小，请用 为、属于", "choices have no order: use 为 or 属于"));
                return broken(span);
            }
        };
        if matches!(subject.of, Type::Choices(_)) {
            self.error("E0301", span, say!("多选要用 含、齐备、仅 来判断", "test several choices with 含, 齐备 or 仅"));
            return broken(span);
        }
        let Some(index) = self.choice(right, choices, scope) else { return broken(span) };
        let membership = if negated { Membership::NotOneOf } else { Membership::OneOf };
        Formula { kind: FormulaKind::Member(Box::new(subject), membership, vec![index]), of: Type::Truth, span }
    }

    /// The index of the choice that an expression names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn choice(&mut self, expression: &Expression, choices: &[Choice], _: &Scope) -> Option<usize> {
        let name = match &expression.kind {
            ExpressionKind::Name(name) => name.clone(),
            ExpressionKind::Literal(Literal::Text(text)) => text.value.clone(),
            _ => self.written(expression.span),
        };
        self.choice_named(&name, expression.span, choices)
    }

    /// The index of a choice by name, reported with the nearest where there is none.
    pub(super) fn choice_named(&mut self, name: &str, span: Span, choices: &[Choice]) -> Option<usize> {
        let found = choices.iter().position(|choice| choice.name == name);
        if found.is_none() {
            let known = choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>().join("、");
            let diagnostic = Diagnostic::error(
                "E0206",
                span,
                say!("没有“{name}”这个选项，可选的有：{known}", "there is no choice “{name}”; there are: {known}"),
            );
            self.report(match nearest(name, choices.iter().map(|choice| choice.name.as_str())) {
                Some(nearest) => diagnostic.replace(
                    say!("是不是想写“{nearest}”？", "did you mean “{nearest}”?"),
                    span,
                    nearest.to_owned(),
                ),
                None => diagnostic,
            });
        }
        found
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn member(
        &mut self,
        subject: &Expression,
        membership: Membership,
        options: &[Expression],
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let subject = self.formula(subject, scope);
        let single = matches!(membership, Membership::OneOf | Membership::NotOneOf);
        match &subject.of.clone() {
            Type::Broken => broken(span),
            Type::Choice(choices) if single => self.choice_member(subject, choices, membership, options, span, scope),
            Type::Choices(choices) if !single => self.choice_member(subject, choices, membership, options, span, scope),
            Type::Text if single => {
                let texts = options.iter().map(|option| match &option.kind {
                    ExpressionKind::Literal(Literal::Text(text)) => Some(text.value.clone()),
                    _ => None,
                });
                let Some(texts) = texts.collect::<Option<Vec<_>>>() else {
                    self.error("E0305", span, say!("文本要和引号里的文字比较", "compare a text with texts in quotes"));
                    return broken(span);
                };
                let negated = membership == Membership::NotOneOf;
                Formula { kind: FormulaKind::TextIn(Box::new(subject), texts, negated), of: Type::Truth, span }
            }
            other => {
                let (zh, en) = type_names(other);
                self.error(
                    "E0301",
                    span,
                    say!(
                        "{zh}不能这样判断：单个选项用 属于，多选用 含、齐备、仅",
                        "{en} cannot be tested this way: 属于 is for one choice; 含, 齐备, 仅 for several"
                    ),
                );
                broken(span)
            }
        }
    }

    fn choice_member(
        &mut self,
        subject: Formula,
        choices: &[Choice],
        membership: Membership,
        options: &[Expression],
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let found: Vec<Option<usize>> = options.iter().map(|option| self.choice(option, choices, scope)).collect();
        match found.into_iter().collect::<Option<Vec<usize>>>() {
            Some(indexes) => {
                Formula { kind: FormulaKind::Member(Box::new(subject), membership, indexes), of: Type::Truth, span }
            }
            None => broken(span),
        }
    }

    pub(super) fn in_range(
        &mut self,
        subject: &Expression,
        range: &RangeExpression,
        negated: bool,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let subject = self.formula(subject, scope);
        let (subject, bound) = self.bound(subject, range, scope);
        match bound {
            Some(bound) => negate((FormulaKind::InRange(Box::new(subject), bound), Type::Truth), negated, span),
            None => broken(span),
        }
    }

    /// The bounds of a range over this subject. A date against periods means the time from it to the as-of date.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn bound(
        &mut self,
        subject: Formula,
        range: &RangeExpression,
        scope: &Scope,
    ) -> (Formula, Option<RowBound>) {
        let subject = if subject.of == Type::Date && holds_period(range) { time_since(subject) } else { subject };
        let bound = match subject.of.clone() {
            Type::Quantity(dimension) => self.number_range(range, dimension, scope).map(RowBound::Numbers),
            Type::Interval => self.bounds(range, scope, &Type::Period).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Period(period) => Some((period, included)),
                        _ => None,
                    })
                };
                RowBound::Periods(side(low), side(high))
            }),
            Type::Date => self.bounds(range, scope, &Type::Date).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Date(date) => Some((date, included)),
                        _ => None,
                    })
                };
                RowBound::Dates(side(low), side(high))
            }),
            Type::Year => self.bounds(range, scope, &Type::Year).map(|(low, high)| {
                let side = |bound: Option<(Formula, bool)>, inwards: i32| {
                    bound.and_then(|(formula, included)| match formula.kind {
                        FormulaKind::Year(year) if included => Some(year),
                        FormulaKind::Year(year) => Some(year.saturating_add(inwards)),
                        _ => None,
                    })
                };
                RowBound::Years(side(low, 1), side(high, -1))
            }),
            Type::Broken => None,
            other @ (Type::Truth
            | Type::Month
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List) => {
                let (zh, en) = type_names(&other);
                self.error(
                    "E0305",
                    range.span,
                    say!("{zh}不分大小，不能用范围", "{en} has no order: a range means nothing here"),
                );
                None
            }
        };
        (subject, bound)
    }

    #[expect(clippy::type_complexity, reason = "two bounds, each a formula and whether it is included")]
    fn bounds(
        &mut self,
        range: &RangeExpression,
        scope: &Scope,
        wanted: &Type,
    ) -> Option<(Option<(Formula, bool)>, Option<(Formula, bool)>)> {
        let mut side = |bound: &Option<(Expression, bool)>| {
            bound.as_ref().map(|(expression, included)| (self.of_type(expression, scope, wanted), *included))
        };
        let (low, high) = (side(&range.low), side(&range.high));
        let sound =
            |bound: &Option<(Formula, bool)>| bound.as_ref().is_none_or(|(formula, _)| formula.of != Type::Broken);
        (sound(&low) && sound(&high)).then_some((low, high))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn state(&mut self, subject: Formula, state: FactState, span: Span) -> Formula {
        match &subject.kind {
            FormulaKind::Fact(_) | FormulaKind::Field { .. } => {}
            FormulaKind::Broken => return broken(span),
            _ => {
                self.error(
                    "E0306",
                    subject.span,
                    say!(
                        "只有事实才有 已填、为空、无记录、不适用 之分",
                        "only a fact can be 已填, 为空, 无记录 or 不适用"
                    ),
                );
                return broken(span);
            }
        }
        Formula { kind: FormulaKind::State(Box::new(subject), state), of: Type::Truth, span }
    }

    pub(super) fn exists(
        &mut self,
        list: &Name,
        filter: Option<&Expression>,
        negated: bool,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let Some((reference, rows)) = self.list(&list.text, list.span, scope) else {
            return broken(span);
        };
        let filter = filter.map(|filter| Box::new(self.condition(filter, &scope.within(rows))));
        negate((FormulaKind::Exists(reference, filter), Type::Truth), negated, span)
    }

    pub(super) fn every(&mut self, list: &Name, condition: &Expression, span: Span, scope: &Scope) -> Formula {
        let Some((reference, rows)) = self.list(&list.text, list.span, scope) else {
            return broken(span);
        };
        let condition = Box::new(self.condition(condition, &scope.within(rows)));
        Formula { kind: FormulaKind::Every(reference, condition), of: Type::Truth, span }
    }
}

fn holds_period(range: &RangeExpression) -> bool {
    let is_period =
        |bound: &Option<(Expression, bool)>| bound.as_ref().is_some_and(|(expression, _)| period(expression).is_some());
    is_period(&range.low) || is_period(&range.high)
}

/// The time from a date to the as-of date.
pub(super) fn time_since(date: Formula) -> Formula {
    let span = date.span;
    let as_of = Formula { kind: FormulaKind::AsOf, of: Type::Date, span };
    Formula { kind: FormulaKind::Between(Box::new(date), Box::new(as_of)), of: Type::Interval, span }
}
