//! Choices: what a name among options means, and how one choice or several are tested.

use super::Checker;
use super::formula::{broken, type_names};
use super::scope::Scope;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Comparison, Expression, ExpressionKind, Literal, Membership};
use crate::plan::{Choice, Formula, FormulaKind, Type};
use crate::source::Span;

impl Checker<'_> {
    /// The index of the choice that an expression names.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn choice(&mut self, expression: &Expression, choices: &[Choice], _: &Scope) -> Option<usize> {
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

    /// `企业规模 为 大型或中型`: two choices in one word. Reported, with `属于` in its place.
    pub(super) fn refuse_joined_choices(
        &mut self,
        subject: &Formula,
        choices: &[Choice],
        negated: bool,
        right: &Expression,
        span: Span,
    ) -> bool {
        let name = self.written(right.span);
        let known = |side: &str| choices.iter().any(|choice| choice.name == side);
        let Some((one, _, two)) = crate::syntax::joined(&name).find(|(one, _, two)| known(one) && known(two)) else {
            return false;
        };
        let word = if negated { "不属于" } else { "属于" };
        let right = format!("{} {word} {one}、{two}", self.written(subject.span));
        self.report(several(span, right));
        true
    }

    /// `企业规模 为 大型 或 中型`: a choice alone is no judgement. Reported, with `属于` in its place.
    pub(super) fn refuse_bare_choices(&mut self, parts: &[Expression], span: Span, scope: &Scope) -> bool {
        let Some((first, others)) = parts.split_first() else { return false };
        let ExpressionKind::Compare { left, operator: Comparison::Equal, right } = &first.kind else { return false };
        let (ExpressionKind::Name(subject), ExpressionKind::Name(choice)) = (&left.kind, &right.kind) else {
            return false;
        };
        let Some(Type::Choice(choices)) = self.lookup(subject, left.span, scope).map(|formula| formula.of) else {
            return false;
        };
        let bare = |part: &Expression| {
            let ExpressionKind::Name(name) = &part.kind else { return None };
            choices.iter().any(|choice| choice.name == *name).then(|| name.clone())
        };
        let Some(names) = others.iter().map(bare).collect::<Option<Vec<String>>>() else { return false };
        let right = format!("{subject} 属于 {choice}、{}", names.join("、"));
        self.report(several(span, right));
        true
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

    pub(super) fn choice_member(
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
}

/// The message for several choices that are tested as one.
fn several(span: Span, right: String) -> Diagnostic {
    let message = say!("几个选项用「属于」", "several choices are tested with 属于 (`one_of`)");
    let fault = Diagnostic::error("E0305", span, message);
    fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone())
}
