//! Literals and the constants they make: numbers in base units, ranges, periods.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::say;
use crate::document::{Expression, ExpressionKind, Literal, RangeExpression, Unit};
use crate::plan::{Dimension, Formula, FormulaKind, Type};
use crate::value::{Bound, Number, Period, Range};

impl Checker<'_> {
    /// A number as a formula, in base units: 元 for money, 1 for 100%.
    pub(super) fn number_literal(number: &Number, unit: &Unit) -> (FormulaKind, Type) {
        let (dimension, scaled) = match unit {
            Unit::Plain => (Dimension::Plain, number.clone()),
            Unit::Yuan => (Dimension::Money, number.clone()),
            Unit::WanYuan => (Dimension::Money, number.times(&Number::power_of_ten(4))),
            Unit::YiYuan => (Dimension::Money, number.times(&Number::power_of_ten(8))),
            Unit::Points => (Dimension::Points, number.clone()),
            Unit::Percent => (Dimension::Ratio, parts(number, 2)),
            Unit::Permille => (Dimension::Ratio, parts(number, 3)),
            Unit::Counted(unit) => (Dimension::Counted(unit.clone()), number.clone()),
            Unit::Scaled(scale, unit) => (Dimension::Counted(unit.clone()), number.times(&scale.factor())),
        };
        (FormulaKind::Number(scaled), Type::Quantity(dimension))
    }

    /// The value of a formula that is a constant.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn constant(&self, formula: &Formula) -> Option<(Number, Dimension)> {
        let Type::Quantity(dimension) = &formula.of else { return None };
        match &formula.kind {
            FormulaKind::Number(number) => Some((number.clone(), dimension.clone())),
            FormulaKind::Negative(inner) => {
                let (number, dimension) = self.constant(inner)?;
                Some((number.negated(), dimension))
            }
            _ => None,
        }
    }

    /// A constant of one dimension; nought needs no unit.
    pub(super) fn amount(&mut self, expression: &Expression, wanted: Dimension, scope: &Scope) -> Option<Number> {
        let formula = self.formula(expression, scope);
        if formula.of == Type::Broken {
            return None;
        }
        match self.constant(&formula) {
            Some((number, found)) if found == wanted || number.is_zero() => Some(number),
            Some((number, found)) => {
                self.units_differ(expression.span, &wanted, &found, Some(&number));
                None
            }
            None => {
                self.error("E0303", expression.span, say!("这里要写一个确定的数", "this must be a constant number"));
                None
            }
        }
    }

    /// A range of numbers of one dimension.
    pub(super) fn number_range(&mut self, range: &RangeExpression, wanted: Dimension, scope: &Scope) -> Option<Range> {
        let side = |checker: &mut Self, bound: &Option<(Expression, bool)>| match bound {
            None => Some(None),
            Some((expression, included)) => {
                let number = checker.amount(expression, wanted.clone(), scope)?;
                Some(Some(Bound { number, included: *included }))
            }
        };
        let (low, high) = (side(self, &range.low), side(self, &range.high));
        let range_found = Range { low: low?, high: high? };
        if range_found.is_empty() {
            self.error(
                "E0401",
                range.span,
                say!(
                    "这个范围里一个数也没有，下限比上限大",
                    "no number lies in this range: its low bound is above its high bound"
                ),
            );
            return None;
        }
        Some(range_found)
    }
}

/// A period literal, where the expression is one.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn period(expression: &Expression) -> Option<Period> {
    match &expression.kind {
        ExpressionKind::Literal(Literal::Period(period)) => Some(*period),
        _ => None,
    }
}

fn parts(number: &Number, places: u32) -> Number {
    number.over(&Number::power_of_ten(places)).unwrap_or_else(Number::zero)
}

/// What a dimension is called, in both languages.
pub(super) fn named(dimension: &Dimension) -> (String, String) {
    match dimension {
        Dimension::Plain => ("数".to_owned(), "a plain number".to_owned()),
        Dimension::Money => ("金额".to_owned(), "an amount of money".to_owned()),
        Dimension::Points => ("分值".to_owned(), "points".to_owned()),
        Dimension::Ratio => ("比率".to_owned(), "a ratio".to_owned()),
        Dimension::Counted(unit) => (format!("以“{unit}”计的数"), format!("a number of {unit}")),
    }
}

/// How a plain number would be written in a dimension.
pub(super) fn offers(number: &Number, dimension: &Dimension) -> Vec<String> {
    match dimension {
        Dimension::Plain => vec![number.to_string()],
        Dimension::Money => vec![format!("{number}元"), format!("{number}万元")],
        Dimension::Points => vec![format!("{number}分")],
        Dimension::Ratio if *number <= Number::one() => {
            vec![format!("{}%", number.times(&Number::power_of_ten(2)))]
        }
        Dimension::Ratio => vec![format!("{number}%")],
        Dimension::Counted(unit) => vec![format!("{number}{unit}")],
    }
}
