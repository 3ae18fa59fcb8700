//! Comparisons: both sides of one kind.

use super::Checker;
use super::formula::{broken, type_names};
use super::literal::{named, offers};
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Comparison, Expression, Membership};
use crate::plan::{Choice, Dimension, Formula, FormulaKind, Type};
use crate::source::Span;
use crate::value::{Date, Number};

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
            (Type::Year, Type::Year) | (Type::Month, Type::Month) if !dated => true,
            (Type::Interval, Type::Period) if !dated => true,
            (Type::Text, Type::Text) | (Type::Truth, Type::Truth) if !ordered && !dated => true,
            (left, right) => {
                let ((zh, en), (other_zh, other_en)) = (type_names(left), type_names(right));
                let dates = *left == Type::Date && *right == Type::Date;
                let message = match dates {
                    true => say!("日期只分早晚，不分多少", "a date is earlier or later than another, not more or less"),
                    false => {
                        say!("{zh}不能和{other_zh}这样比较", "{en} cannot be compared with {other_en} in this way")
                    }
                };
                let diagnostic = Diagnostic::error("E0301", span, message);
                let elapsed = *left == Type::Date && *right == Type::Period;
                let date = (*left == Type::Date && !dates).then(|| as_date(&self.written(span))).flatten();
                self.report(if let Some(date) = date {
                    diagnostic.replace(say!("写成日期：{date}", "write a date: {date}"), span, date.clone())
                } else if dates {
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
        let message = match (found, number) {
            (Dimension::Plain, Some(_)) => {
                say!("这里是{zh}，这个数没有写单位", "this number has no unit; it should be {en}")
            }
            _ => say!("{zh}不能和{found_zh}混用", "{en} and {found_en} do not mix"),
        };
        let mut diagnostic = Diagnostic::error("E0301", span, message);
        if let (Dimension::Plain, Some(number)) = (found, number) {
            for offer in offers(number, wanted) {
                diagnostic = diagnostic.replace(
                    say!("补上单位：{offer}", "give the unit: {offer}", offer = &offer),
                    span,
                    offer.clone(),
                );
            }
        }
        if let (Dimension::Points | Dimension::Counted(_), Dimension::Plain, Some(number)) = (found, wanted, number) {
            let bare = number.to_string();
            let message = say!("这里不写单位：{bare}", "no unit here: {bare}");
            diagnostic = diagnostic.replace(message, span, number.to_string());
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
        if self.refuse_joined_choices(&subject, choices, negated, right, span) {
            return broken(span);
        }
        let Some(index) = self.choice(right, choices, scope) else { return broken(span) };
        let membership = if negated { Membership::NotOneOf } else { Membership::OneOf };
        Formula { kind: FormulaKind::Member(Box::new(subject), membership, vec![index]), of: Type::Truth, span }
    }
}

/// `20210101`, `"2021-01-01"`: the date that is meant.
fn as_date(written: &str) -> Option<String> {
    let inner = written.trim_matches(['"', '“', '”']);
    let dashed = match (inner.len(), inner.chars().all(|one| one.is_ascii_digit())) {
        (8, true) => format!("{}-{}-{}", inner.get(..4)?, inner.get(4..6)?, inner.get(6..)?),
        (_, _) => inner.to_owned(),
    };
    dashed.parse::<Date>().ok().map(|_| dashed)
}
