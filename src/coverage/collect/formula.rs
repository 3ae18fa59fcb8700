//! What there is to try out in a formula: its boundaries, and the parts of 若.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use crate::diagnostic::say;
use crate::document::{Comparison, Function};
use crate::plan::{Aggregate, Formula, FormulaKind};
use crate::proof::search::Goal;
use crate::source::Span;

impl<'p> Collector<'_, 'p> {
    /// A condition that holds, and that does not.
    pub(super) fn either(&mut self, condition: &'p Formula, context: &Context<'p>, place: Span) {
        let rule = self.written(condition.span);
        for (holds, what) in [
            (true, say!("「{rule}」成立", "“{rule}” holds")),
            (false, say!("「{rule}」不成立", "“{rule}” does not hold")),
        ] {
            self.add(TargetKind::Branch, what, place, context.goal(Goal::holds(condition, holds)));
        }
    }

    /// Everything inside a formula; definitions are looked at by themselves.
    pub(super) fn formula(&mut self, formula: &'p Formula, context: &Context<'p>) {
        let place = formula.span;
        match &formula.kind {
            FormulaKind::Compare(left, operator, right) => {
                self.compared(left, *operator, right, context, place);
                self.formula(left, context);
                self.formula(right, context);
            }
            FormulaKind::InRange(subject, bound) => {
                self.ends(subject, bound, context, place);
                self.formula(subject, context);
            }
            FormulaKind::Window(subject, bound) => {
                self.window(subject, *bound, context, place);
                self.formula(subject, context);
            }
            FormulaKind::Elapsed(subject, period) => {
                self.elapsed(subject, *period, context, place);
                self.formula(subject, context);
            }
            FormulaKind::If(condition, then, otherwise) => {
                self.either(condition, context, place);
                self.formula(condition, context);
                self.formula(then, &context.and_holds(condition, true));
                self.formula(otherwise, &context.and_holds(condition, false));
            }
            FormulaKind::Exists(list, filter) => {
                filter.iter().for_each(|filter| self.formula(filter, &context.within(*list)));
            }
            FormulaKind::Every(list, condition) => self.formula(condition, &context.within(*list)),
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate, context),
            FormulaKind::Call(function, arguments) => self.call(*function, arguments, context, place),
            FormulaKind::And(parts) | FormulaKind::Or(parts) => {
                parts.iter().for_each(|part| self.formula(part, context));
            }
            FormulaKind::Not(inner)
            | FormulaKind::Fails(inner)
            | FormulaKind::Member(inner, ..)
            | FormulaKind::TextIn(inner, ..)
            | FormulaKind::State(inner, _)
            | FormulaKind::Negative(inner) => self.formula(inner, context),
            FormulaKind::Between(left, right) | FormulaKind::Arithmetic(left, _, right) => {
                self.formula(left, context);
                self.formula(right, context);
            }
            FormulaKind::Truth(_)
            | FormulaKind::Number(_)
            | FormulaKind::Date(_)
            | FormulaKind::Year(_)
            | FormulaKind::Period(_)
            | FormulaKind::Text(_)
            | FormulaKind::Choice(_)
            | FormulaKind::AsOf
            | FormulaKind::LastYear
            | FormulaKind::Total
            | FormulaKind::EvidenceAttached
            | FormulaKind::OwnPoints
            | FormulaKind::ScoreOf(_)
            | FormulaKind::Fact(_)
            | FormulaKind::Field { .. }
            | FormulaKind::Definition(_)
            | FormulaKind::Parameter(_)
            | FormulaKind::Broken => {}
        }
    }

    fn aggregate(&mut self, aggregate: &'p Aggregate, context: &Context<'p>) {
        let mut inside = context.within(aggregate.list);
        if let Some(filter) = &aggregate.filter {
            self.formula(filter, &inside);
            inside = inside.and_holds(filter, true);
        }
        aggregate.kind.parts().into_iter().for_each(|part| self.formula(part, &inside));
    }

    /// 较大 and 较小: each of the two decides.
    fn call(&mut self, function: Function, arguments: &'p [Formula], context: &Context<'p>, place: Span) {
        if let (Function::Larger | Function::Smaller, [first, second]) = (function, arguments) {
            self.compared(first, Comparison::AtLeast, second, context, place);
        }
        if let (Function::Indicator, [condition]) = (function, arguments) {
            self.either(condition, context, place);
        }
        arguments.iter().for_each(|argument| self.formula(argument, context));
    }
}
