//! Evaluates formulas over estimates: every possibility kept, none invented.

use super::arithmetic::{absolute, arithmetic, between, larger, of_date, time_between};
use super::estimate::{Domain, Estimate, Judgement, Missing};
use super::judge::{compare, decided, has_value, in_bound, list_is_empty, member, on_date, text_in};
use super::world::{Records, RowValues, Slot, World};
use crate::breakdown::Standing;
use crate::document::{FactState, Function};
use crate::plan::{Formula, FormulaKind, ListReference, WindowBound};
use crate::value::{Date, Number, Range, Rounding, Truth};

/// Where a formula is evaluated: the world, and the records it speaks of, outermost first.
#[derive(Clone)]
pub(super) struct Environment<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) rows: Vec<&'w RowValues>,
    /// 本条分值
    pub(super) own_points: Option<Range>,
}

impl<'w> Environment<'w> {
    pub(super) fn new(world: &'w World<'_>) -> Self {
        Self { world, rows: Vec::new(), own_points: None }
    }

    pub(super) fn within(&self, row: &'w RowValues) -> Self {
        let mut inner = self.clone();
        inner.rows.push(row);
        inner
    }

    /// Whether a condition holds.
    pub(super) fn judge(&self, formula: &Formula) -> Judgement {
        self.estimate(formula).judgement()
    }

    /// Whether all of them hold.
    pub(super) fn judge_all<'f>(&self, formulas: impl IntoIterator<Item = &'f Formula>) -> Judgement {
        let judged = formulas.into_iter().map(|formula| self.judge(formula));
        judged.fold(Judgement::known(true), Judgement::and)
    }

    /// What a formula may come to.
    pub(super) fn estimate(&self, formula: &Formula) -> Estimate {
        match &formula.kind {
            FormulaKind::Truth(truth) => Estimate::of(Domain::Truth(Truth::from(*truth))),
            FormulaKind::Number(number) => Estimate::number(number.clone()),
            FormulaKind::Date(date) => Estimate::of(Domain::Date(Some(*date))),
            FormulaKind::Year(year) => Estimate::of(Domain::Year(Some(*year))),
            FormulaKind::Period(period) => Estimate::of(Domain::Period(*period)),
            FormulaKind::Text(text) => Estimate::of(Domain::Text(Some(text.as_str().into()))),
            FormulaKind::Choice(choice) => Estimate::of(Domain::Choice([*choice].into())),
            FormulaKind::AsOf => Estimate::of(Domain::Date(Some(self.world.as_of))),
            FormulaKind::LastYear => Estimate::of(Domain::Year(Some(self.last_year()))),
            FormulaKind::Total => standing(self.world.total.as_ref()),
            FormulaKind::ScoreOf(code) => self.world.scores.get(code).cloned().unwrap_or_else(Estimate::nothing),
            FormulaKind::EvidenceAttached => {
                self.rows.last().map_or_else(Estimate::nothing, |row| row.evidence.clone())
            }
            FormulaKind::OwnPoints => {
                self.own_points.clone().map_or_else(Estimate::nothing, |range| Estimate::of(Domain::Number(range)))
            }
            FormulaKind::Fact(_) | FormulaKind::Field { .. } => match self.slot(formula) {
                Some(Slot::One(estimate)) => estimate.clone(),
                Some(Slot::List(_)) | None => Estimate::nothing(),
            },
            FormulaKind::Definition(index) => {
                self.world.definitions.get(*index).cloned().unwrap_or_else(Estimate::nothing)
            }
            FormulaKind::Parameter(index) => self.parameter(*index),
            FormulaKind::And(parts) => Estimate::judged(self.judge_all(parts)),
            FormulaKind::Or(parts) => {
                let judged = parts.iter().map(|part| self.judge(part));
                Estimate::judged(judged.fold(Judgement::known(false), Judgement::or))
            }
            FormulaKind::Not(inner) => Estimate::judged(self.judge(inner).not()),
            FormulaKind::Fails(inner) => Estimate::judged(self.fails(inner)),
            FormulaKind::Compare(left, operator, right) => {
                Estimate::judged(compare(&self.estimate(left), *operator, &self.estimate(right)))
            }
            FormulaKind::InRange(subject, bound) => Estimate::judged(in_bound(&self.estimate(subject), bound)),
            FormulaKind::Member(subject, membership, options) => {
                Estimate::judged(member(&self.estimate(subject), *membership, options))
            }
            FormulaKind::TextIn(subject, texts, negated) => {
                let subject = self.estimate(subject);
                let held = text_in(&subject, texts);
                Estimate::judged(if *negated { held.not().and(has_value(&subject)) } else { held })
            }
            FormulaKind::Window(subject, bound) => Estimate::judged(self.in_window(&self.estimate(subject), *bound)),
            FormulaKind::Elapsed(subject, period) => {
                let as_of = self.world.as_of;
                Estimate::judged(on_date(&self.estimate(subject), |date| date.has_elapsed(*period, as_of)))
            }
            FormulaKind::Between(from, to) => between(self.estimate(from), self.estimate(to)),
            FormulaKind::State(subject, state) => Estimate::judged(self.state(subject, *state)),
            FormulaKind::Exists(list, filter) => Estimate::judged(self.exists(*list, filter.as_deref())),
            FormulaKind::Every(list, condition) => Estimate::judged(self.every(*list, condition)),
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate),
            FormulaKind::Arithmetic(left, operator, right) => {
                arithmetic(self.estimate(left), *operator, self.estimate(right)).settled()
            }
            FormulaKind::Negative(inner) => {
                let mut estimate = self.estimate(inner);
                if let Domain::Number(range) = &estimate.domain {
                    estimate.domain = Domain::Number(range.negated());
                }
                estimate
            }
            FormulaKind::If(condition, then, otherwise) => self.either(condition, then, otherwise),
            FormulaKind::Call(function, arguments) => self.call(*function, arguments),
            FormulaKind::Broken => Estimate::nothing(),
        }
    }

    /// Whether a comparison does not hold though there is something to compare: without a value it is false, like any other.
    fn fails(&self, comparison: &Formula) -> Judgement {
        let valued = comparison.parts().into_iter().map(|subject| has_value(&self.estimate(subject)));
        valued.fold(self.judge(comparison).not(), Judgement::and)
    }

    fn last_year(&self) -> i32 {
        self.world.as_of.year().saturating_sub(1)
    }

    fn parameter(&self, index: usize) -> Estimate {
        let year = self.last_year();
        let Some(parameter) = self.world.plan.parameters.get(index) else { return Estimate::nothing() };
        match parameter.values.iter().find(|(of, _)| *of == year) {
            Some((_, number)) => Estimate::number(number.clone()),
            None => Estimate {
                missing: [format!("{}（{year}）", parameter.name).into()].into(),
                ..Estimate::of(Domain::Number(Range::all()))
            },
        }
    }

    /// The slot of a fact or field.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    pub(super) fn slot(&self, formula: &Formula) -> Option<&'w Slot> {
        match &formula.kind {
            FormulaKind::Fact(index) => self.world.slots.get(*index),
            FormulaKind::Field { depth, index, .. } => self.row(*depth)?.slots.get(*index),
            _ => None,
        }
    }

    fn row(&self, depth: usize) -> Option<&'w RowValues> {
        self.rows.iter().rev().nth(depth).copied()
    }

    /// The records of a list.
    pub(super) fn records(&self, list: ListReference) -> Option<&'w Records> {
        let slot = match list {
            ListReference::Fact(index) => self.world.slots.get(index),
            ListReference::Field { depth, index, .. } => self.row(depth)?.slots.get(index),
        };
        match slot? {
            Slot::List(records) => Some(records),
            Slot::One(_) => None,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    fn in_window(&self, subject: &Estimate, bound: WindowBound) -> Judgement {
        let as_of = self.world.as_of;
        match bound {
            WindowBound::Past(period) => on_date(subject, |date| date <= as_of && !date.has_elapsed(period, as_of)),
            WindowBound::Future(period) => on_date(subject, |date| as_of <= date && date <= as_of.after(period)),
            WindowBound::Years(count) => {
                let newest = self.last_year();
                let oldest = newest.saturating_sub(i32::try_from(count).unwrap_or(i32::MAX).saturating_sub(1));
                let known = match subject.domain {
                    Domain::Year(Some(year)) => Some((oldest..=newest).contains(&year)),
                    Domain::Nothing => Some(false),
                    _ => None,
                };
                decided(subject, known)
            }
        }
    }

    fn state(&self, subject: &Formula, state: FactState) -> Judgement {
        let (value, none, not_applicable, missing) = match self.slot(subject) {
            Some(Slot::One(estimate)) => {
                (estimate.may_have_value(), estimate.none, estimate.not_applicable, estimate.missing.clone())
            }
            Some(Slot::List(records)) => {
                let given = records.open.is_some() || !(records.none || records.not_applicable);
                if state == FactState::NoRecord {
                    return list_is_empty(records);
                }
                (given, records.none, records.not_applicable, records.missing.clone())
            }
            None => (false, true, false, Missing::new()),
        };
        let (for_it, against) = match state {
            FactState::Given => (value, none || not_applicable),
            FactState::Empty => (none || not_applicable, value),
            FactState::NoRecord => (none, value || not_applicable),
            FactState::NotApplicable => (not_applicable, value || none),
        };
        let truth = match (for_it, against) {
            (true, false) => Truth::True,
            (false, _) => Truth::False,
            (true, true) => Truth::Unknown,
        };
        Judgement { truth, missing }.settled()
    }

    fn exists(&self, list: ListReference, filter: Option<&Formula>) -> Judgement {
        let Some(records) = self.records(list) else { return Judgement::known(false) };
        let holds =
            |row: &'w RowValues| filter.map_or_else(|| Judgement::known(true), |filter| self.within(row).judge(filter));
        let found = records.rows.iter().map(holds).fold(Judgement::known(false), Judgement::or);
        match &records.open {
            None => found,
            Some(any) => {
                let possible = holds(any).truth.possible();
                let truth = if possible { Truth::Unknown } else { Truth::False };
                found.or(Judgement { truth, missing: records.missing.clone() })
            }
        }
    }

    fn every(&self, list: ListReference, condition: &Formula) -> Judgement {
        let Some(records) = self.records(list) else { return Judgement::known(true) };
        let all = records.rows.iter().map(|row| self.within(row).judge(condition));
        let all = all.fold(Judgement::known(true), Judgement::and);
        match &records.open {
            None => all,
            Some(any) => {
                let sure = self.within(any).judge(condition).truth == Truth::True;
                let truth = if sure { Truth::True } else { Truth::Unknown };
                all.and(Judgement { truth, missing: records.missing.clone() })
            }
        }
    }

    fn either(&self, condition: &Formula, then: &Formula, otherwise: &Formula) -> Estimate {
        let judged = self.judge(condition);
        match judged.truth {
            Truth::True => self.estimate(then),
            Truth::False => self.estimate(otherwise),
            Truth::Unknown => {
                let mut joined = self.estimate(then).join(self.estimate(otherwise));
                joined.missing.extend(judged.missing);
                joined.settled()
            }
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    fn call(&self, function: Function, arguments: &[Formula]) -> Estimate {
        let mut values = arguments.iter().map(|argument| self.estimate(argument));
        let first = values.next().unwrap_or_else(Estimate::nothing);
        let mapped = |estimate: Estimate, map: &dyn Fn(&Range) -> Range| {
            let domain = match &estimate.domain {
                Domain::Number(range) => Domain::Number(map(range)),
                domain => domain.clone(),
            };
            Estimate { domain, ..estimate }.settled()
        };
        match function {
            Function::Floor => mapped(first, &|range| range.map_rising(Number::floor)),
            Function::Ceiling => mapped(first, &|range| range.map_rising(Number::ceiling)),
            Function::Absolute => mapped(first, &absolute),
            Function::Round => {
                let places = values.next().and_then(|places| places.range().exact().cloned());
                let places = places.and_then(|places| places.to_string().parse().ok()).unwrap_or(0);
                mapped(first, &|range| range.map_rising(|number| number.rounded(places, Rounding::HalfUp)))
            }
            Function::Larger | Function::Smaller => {
                let second = values.next().unwrap_or_else(Estimate::nothing);
                larger(first, second, function == Function::Larger)
            }
            Function::Indicator => {
                let judged = first.judgement();
                let range = match judged.truth {
                    Truth::True => Range::exactly(Number::one()),
                    Truth::False => Range::exactly(Number::zero()),
                    Truth::Unknown => Range::closed(Number::zero(), Number::one()),
                };
                Estimate { missing: judged.missing, ..Estimate::of(Domain::Number(range)) }
            }
            Function::YearOf => of_date(first, |date| Domain::Year(date.map(Date::year))),
            Function::MonthOf => of_date(first, |date| Domain::Month(date.map(|date| (date.year(), date.month())))),
            Function::DaysOf | Function::FullMonths | Function::FullYears => time_between(first, function),
        }
    }
}

fn standing(standing: Option<&Standing>) -> Estimate {
    standing.map_or_else(Estimate::nothing, |standing| {
        Estimate::of(Domain::Number(Range::closed(standing.low.clone(), standing.high.clone())))
    })
}
