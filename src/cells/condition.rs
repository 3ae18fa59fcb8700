//! Takes a condition apart into questions that each go to one axis.

use super::axis::{About, Axis, Measure, NONE, NOT_APPLICABLE, VALUE};
use super::compare::{counted, whole};
use super::lack::states;
use super::{Grid, Test, Wanted};
use crate::document::{FactState, Membership};
use crate::plan::{Formula, FormulaKind, Type, WindowBound};
use crate::value::{Bound, Number, Range};

impl Grid<'_> {
    /// When a condition holds. No value makes a comparison false.
    pub(super) fn condition(&mut self, formula: &Formula) -> Test {
        if self.too_large() {
            return Test::Known(false);
        }
        match &formula.kind {
            FormulaKind::Truth(truth) => Test::Known(*truth),
            FormulaKind::And(parts) => Test::All(parts.iter().map(|part| self.condition(part)).collect()),
            FormulaKind::Or(parts) => Test::Any(parts.iter().map(|part| self.condition(part)).collect()),
            FormulaKind::Not(inner) => Test::Not(Box::new(self.condition(inner))),
            FormulaKind::Fails(inner) => {
                let mut tests: Vec<Test> = inner.parts().into_iter().map(|part| self.valued(part)).collect();
                tests.push(Test::Not(Box::new(self.condition(inner))));
                Test::All(tests)
            }
            FormulaKind::Compare(left, operator, right) => {
                let valued = [self.valued(left), self.valued(right)];
                let compared = self.compared(left, *operator, right);
                Test::All(valued.into_iter().chain([compared]).collect())
            }
            FormulaKind::InRange(subject, bound) => self.bound(subject, bound),
            FormulaKind::Member(subject, membership, options) => self.member(subject, *membership, options),
            FormulaKind::TextIn(subject, texts, negated) => {
                let found = self.texts(subject, texts);
                match negated {
                    true => Test::All(vec![self.valued(subject), Test::Not(Box::new(found))]),
                    false => found,
                }
            }
            FormulaKind::Window(subject, bound) => self.window(formula, subject, *bound),
            FormulaKind::Elapsed(subject, period) => {
                let (number, months) = counted(*period);
                let axis = self.time_since(subject, months);
                let elapsed = self.ask(axis, Wanted::Within(Range::at_least(number)));
                Test::All(vec![self.valued(subject), elapsed])
            }
            FormulaKind::State(subject, state) if subject.of != Type::List => {
                let wanted: &[usize] = match state {
                    FactState::Given => &[VALUE],
                    FactState::Empty => &[NONE, NOT_APPLICABLE],
                    FactState::NoRecord => &[NONE],
                    FactState::NotApplicable => &[NOT_APPLICABLE],
                };
                self.lacks(subject, wanted)
            }
            FormulaKind::Definition(index) => {
                let definitions = self.extents.definitions;
                match definitions.get(*index) {
                    Some(entry) => self.condition(&entry.formula),
                    None => self.opaque(formula),
                }
            }
            FormulaKind::Fact(_) => self.yes_or_no(formula, true),
            FormulaKind::Field { depth, .. } => match self.extents.row_definition(formula) {
                Some(defined) if *depth == 0 => self.condition(defined),
                Some(_) => self.opaque(formula),
                None => self.yes_or_no(formula, true),
            },
            FormulaKind::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let (then, otherwise) = (self.condition(then), self.condition(otherwise));
                let fails = Test::Not(Box::new(condition.clone()));
                Test::Any(vec![Test::All(vec![condition, then]), Test::All(vec![fails, otherwise])])
            }
            FormulaKind::State(..)
            | FormulaKind::Exists(..)
            | FormulaKind::Every(..)
            | FormulaKind::EvidenceAttached
            | FormulaKind::Number(_)
            | FormulaKind::Date(_)
            | FormulaKind::Year(_)
            | FormulaKind::Period(_)
            | FormulaKind::Text(_)
            | FormulaKind::Choice(_)
            | FormulaKind::AsOf
            | FormulaKind::LastYear
            | FormulaKind::Total
            | FormulaKind::OwnPoints
            | FormulaKind::ScoreOf(_)
            | FormulaKind::Parameter(_)
            | FormulaKind::Between(..)
            | FormulaKind::Aggregate(_)
            | FormulaKind::Arithmetic(..)
            | FormulaKind::Negative(_)
            | FormulaKind::Call(..)
            | FormulaKind::Broken => self.opaque(formula),
        }
    }

    /// A condition that is not taken apart: it may hold or not.
    fn opaque(&mut self, formula: &Formula) -> Test {
        let axis = self.of("holds", formula, |_| About::Holds);
        self.ask(axis, Wanted::Among(vec![1]))
    }

    /// That a subject has a value.
    pub(super) fn valued(&mut self, subject: &Formula) -> Test {
        let judged =
            subject.of == Type::Truth && !matches!(subject.kind, FormulaKind::Fact(_) | FormulaKind::Field { .. });
        if judged || subject.of == Type::List { Test::Known(true) } else { self.lacks(subject, &[VALUE]) }
    }

    /// That a subject is in one of these states.
    pub(super) fn lacks(&mut self, subject: &Formula, wanted: &[usize]) -> Test {
        let states: Vec<usize> = states(&self.extents, subject).into_iter().collect();
        if states.iter().all(|state| wanted.contains(state)) {
            return Test::Known(true);
        }
        if !states.iter().any(|state| wanted.contains(state)) {
            return Test::Known(false);
        }
        let axis = self.of("state", subject, |_| About::State(states));
        self.ask(axis, Wanted::Among(wanted.to_vec()))
    }

    pub(super) fn choice(&mut self, subject: &Formula, options: Vec<usize>) -> Test {
        let Type::Choice(choices) = &subject.of else { return Test::Known(false) };
        let names = choices.iter().map(|choice| choice.name.clone()).collect();
        let axis = self.of("choice", subject, |_| About::Options(names));
        let found = self.ask(axis, Wanted::Among(options));
        Test::All(vec![self.valued(subject), found])
    }

    pub(super) fn yes_or_no(&mut self, subject: &Formula, wanted: bool) -> Test {
        if !matches!(subject.kind, FormulaKind::Fact(_) | FormulaKind::Field { .. }) {
            let held = self.condition(subject);
            return if wanted { held } else { Test::Not(Box::new(held)) };
        }
        let names = || vec!["否".to_owned(), "是".to_owned()];
        let axis = self.of("truth", subject, |_| About::Options(names()));
        let found = self.ask(axis, Wanted::Among(vec![usize::from(wanted)]));
        Test::All(vec![self.valued(subject), found])
    }

    pub(super) fn texts(&mut self, subject: &Formula, wanted: &[String]) -> Test {
        let axis = self.of("text", subject, |_| About::Texts(Vec::new()));
        let mut options = Vec::new();
        if let Some(Axis { about: About::Texts(known), .. }) = self.axes.get_mut(axis) {
            for text in wanted {
                let at = known.iter().position(|known| known == text).unwrap_or(known.len());
                if at == known.len() {
                    known.push(text.clone());
                }
                options.push(at);
            }
        }
        let found = self.ask(axis, Wanted::Among(options));
        Test::All(vec![self.valued(subject), found])
    }

    fn member(&mut self, subject: &Formula, membership: Membership, options: &[usize]) -> Test {
        let valued = self.valued(subject);
        let Type::Choices(choices) = &subject.of else {
            let found = self.choice(subject, options.to_vec());
            return match membership {
                Membership::NotOneOf => Test::All(vec![valued, Test::Not(Box::new(found))]),
                Membership::OneOf
                | Membership::HasAny
                | Membership::HasNone
                | Membership::HasAll
                | Membership::Only => found,
            };
        };
        let found = self.several(subject, choices, membership, options);
        Test::All(vec![valued, found])
    }

    fn window(&mut self, formula: &Formula, subject: &Formula, bound: WindowBound) -> Test {
        let valued = self.valued(subject);
        let within = match bound {
            WindowBound::Past(period) => {
                let (number, months) = counted(period);
                let axis = self.time_since(subject, months);
                let low = Some(Bound::closed(Number::zero()));
                self.ask(axis, Wanted::Within(Range { low, high: Some(Bound { number, included: false }) }))
            }
            WindowBound::Years(count) => {
                let axis = self.of("after last year", subject, |_| whole(Measure::AfterLastYear));
                let oldest = Number::one().minus(&Number::from(i64::from(count)));
                self.ask(axis, Wanted::Within(Range::closed(oldest, Number::zero())))
            }
            WindowBound::Future(_) => self.opaque(formula),
        };
        Test::All(vec![valued, within])
    }
}
