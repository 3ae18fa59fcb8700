//! Arithmetic and functions: what may be added, multiplied and divided, and what comes out.

use super::Checker;
use super::formula::{broken, type_names};
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{ArithmeticOperator, Expression, Function};
use crate::plan::{Dimension, Formula, FormulaKind, Type};
use crate::source::Span;
use crate::value::Number;

impl Checker<'_> {
    pub(super) fn arithmetic(
        &mut self,
        left: &Expression,
        operator: ArithmeticOperator,
        right: &Expression,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let (left, right) = (self.formula(left, scope), self.formula(right, scope));
        let of = match (&left.of, &right.of) {
            (Type::Broken, _) | (_, Type::Broken) => return broken(span),
            (Type::Quantity(a), Type::Quantity(b)) => {
                self.quantities(&left, a, operator, &right, b).map(Type::Quantity)
            }
            (Type::Year, Type::Quantity(Dimension::Plain)) if additive(operator) => Some(Type::Year),
            (Type::Year, Type::Year) if operator == ArithmeticOperator::Subtract => {
                Some(Type::Quantity(Dimension::Plain))
            }
            (a, b) => {
                let ((zh, en), (other_zh, other_en)) = (type_names(a), type_names(b));
                let message =
                    say!("{zh}和{other_zh}不能这样计算", "{en} and {other_en} cannot be computed with in this way");
                let fault = Diagnostic::error("E0307", span, message);
                self.report(match (a, b) {
                    (Type::Period, Type::Period) => {
                        fault.help(say!("一段年限写成：满5年不足10年", "a range of periods is written 满5年不足10年"))
                    }
                    (Type::Date, Type::Date) => fault.help(say!(
                        "两个日期之间的时长写成：日期 至 日期",
                        "the time between two dates is written 日期 至 日期"
                    )),
                    _ => fault,
                });
                None
            }
        };
        let Some(of) = of else { return broken(span) };
        Formula { kind: FormulaKind::Arithmetic(Box::new(left), operator, Box::new(right)), of, span }
    }

    fn quantities(
        &mut self,
        left: &Formula,
        a: &Dimension,
        operator: ArithmeticOperator,
        right: &Formula,
        b: &Dimension,
    ) -> Option<Dimension> {
        let bare = |dimension: &Dimension| matches!(dimension, Dimension::Plain | Dimension::Ratio);
        match operator {
            ArithmeticOperator::Add | ArithmeticOperator::Subtract if a == b => Some(a.clone()),
            ArithmeticOperator::Add | ArithmeticOperator::Subtract => {
                let (number, wrong, wanted) = match (self.constant(left), self.constant(right)) {
                    (Some((number, Dimension::Plain)), _) => (Some(number), left, b),
                    (_, Some((number, _))) => (Some(number), right, a),
                    (_, None) => (None, right, a),
                };
                let found = if std::ptr::eq(wrong, left) { a } else { b };
                self.units_differ(wrong.span, &wanted.clone(), &found.clone(), number.as_ref());
                None
            }
            ArithmeticOperator::Multiply if *a == Dimension::Plain => Some(b.clone()),
            ArithmeticOperator::Multiply if *b == Dimension::Plain => Some(a.clone()),
            ArithmeticOperator::Multiply if bare(a) => Some(b.clone()),
            ArithmeticOperator::Multiply if bare(b) => Some(a.clone()),
            ArithmeticOperator::Multiply => Some(Dimension::Plain),
            // Half of an amount is an amount; one count in another is a ratio.
            ArithmeticOperator::Divide if *b == Dimension::Plain && (a != b || self.constant(right).is_some()) => {
                Some(a.clone())
            }
            ArithmeticOperator::Divide if a == b => Some(Dimension::Ratio),
            ArithmeticOperator::Divide if *b == Dimension::Ratio => Some(a.clone()),
            ArithmeticOperator::Divide => Some(Dimension::Plain),
        }
    }

    pub(super) fn choice_of_two(
        &mut self,
        condition: &Expression,
        then: &Expression,
        otherwise: &Expression,
        span: Span,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Formula {
        let condition = self.condition(condition, scope);
        let then = self.formula_as(then, scope, expected);
        let otherwise = self.formula_as(otherwise, scope, expected);
        if then.of == Type::Broken || otherwise.of == Type::Broken || condition.of == Type::Broken {
            return broken(span);
        }
        let zero =
            |checker: &Self, formula: &Formula| checker.constant(formula).is_some_and(|(number, _)| number.is_zero());
        let of = if then.of == otherwise.of || zero(self, &otherwise) {
            then.of.clone()
        } else if zero(self, &then) {
            otherwise.of.clone()
        } else {
            let ((zh, en), (other_zh, other_en)) = (type_names(&then.of), type_names(&otherwise.of));
            self.error(
                "E0308",
                span,
                say!("则 后面是{zh}，否则 后面是{other_zh}，两边要同类", "the two sides differ: {en} and {other_en}"),
            );
            return broken(span);
        };
        let kind = FormulaKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Formula { kind, of, span }
    }

    pub(super) fn call(&mut self, function: Function, arguments: &[Expression], span: Span, scope: &Scope) -> Formula {
        let wanted = match function {
            Function::Floor
            | Function::Ceiling
            | Function::Absolute
            | Function::Indicator
            | Function::YearOf
            | Function::MonthOf
            | Function::DaysOf
            | Function::FullMonths
            | Function::FullYears => 1,
            Function::Round | Function::Larger | Function::Smaller => 2,
        };
        if arguments.len() != wanted {
            self.error("E0309", span, say!("这里要写 {wanted} 个式子", "{wanted} expressions are needed here"));
            return broken(span);
        }
        let formulas: Vec<Formula> = match function {
            Function::Indicator => arguments.iter().map(|argument| self.condition(argument, scope)).collect(),
            Function::YearOf | Function::MonthOf => {
                arguments.iter().map(|argument| self.of_type(argument, scope, &Type::Date)).collect()
            }
            Function::DaysOf | Function::FullMonths | Function::FullYears => {
                arguments.iter().map(|argument| self.of_type(argument, scope, &Type::Interval)).collect()
            }
            Function::Floor
            | Function::Ceiling
            | Function::Round
            | Function::Larger
            | Function::Smaller
            | Function::Absolute => arguments.iter().map(|argument| self.quantity(argument, scope)).collect(),
        };
        if formulas.iter().any(|formula| formula.of == Type::Broken) {
            return broken(span);
        }
        let of = match (function, formulas.as_slice()) {
            (Function::Indicator | Function::DaysOf | Function::FullMonths | Function::FullYears, _) => {
                Type::Quantity(Dimension::Plain)
            }
            (Function::YearOf, _) => Type::Year,
            (Function::MonthOf, _) => Type::Month,
            (Function::Round, [value, places]) => {
                let whole = self.constant(places).filter(|(number, dimension)| {
                    number.is_whole()
                        && *dimension == Dimension::Plain
                        && *number <= Number::from(10)
                        && !number.is_negative()
                });
                if whole.is_none() {
                    self.error(
                        "E0309",
                        places.span,
                        say!("位数要写 0 到 10 的整数", "places are a whole number from 0 to 10"),
                    );
                    return broken(span);
                }
                value.of.clone()
            }
            (Function::Larger | Function::Smaller, [left, right]) => {
                if left.of != right.of
                    && let (Type::Quantity(wanted), Type::Quantity(found)) = (left.of.clone(), right.of.clone())
                {
                    let zero = self.constant(right).is_some_and(|(number, _)| number.is_zero());
                    if !zero {
                        let number = self.constant(right).map(|(number, _)| number);
                        self.units_differ(right.span, &wanted, &found, number.as_ref());
                        return broken(span);
                    }
                }
                left.of.clone()
            }
            (
                Function::Floor
                | Function::Ceiling
                | Function::Absolute
                | Function::Round
                | Function::Larger
                | Function::Smaller,
                formulas,
            ) => formulas.first().map_or(Type::Broken, |formula| formula.of.clone()),
        };
        Formula { kind: FormulaKind::Call(function, formulas), of, span }
    }
}

fn additive(operator: ArithmeticOperator) -> bool {
    match operator {
        ArithmeticOperator::Add | ArithmeticOperator::Subtract => true,
        ArithmeticOperator::Multiply | ArithmeticOperator::Divide => false,
    }
}
