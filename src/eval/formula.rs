//! Evaluates formulas over estimates: every possibility kept, none invented.

use std::collections::BTreeSet;

use super::estimate::{Domain, Estimate, Judgement, Missing};
use super::world::{Records, RowValues, Slot, World};
use crate::breakdown::Standing;
use crate::document::{ArithmeticOperator, Comparison, FactState, Function, Membership};
use crate::plan::{Formula, FormulaKind, ListReference, RowBound, WindowBound};
use crate::value::{Date, Number, Period, Range, Rounding, Truth};

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

fn of_date(estimate: Estimate, map: impl Fn(Option<Date>) -> Domain) -> Estimate {
    let domain = if let Domain::Date(date) = estimate.domain { map(date) } else { Domain::Nothing };
    Estimate { domain, ..estimate }
}

fn absolute(range: &Range) -> Range {
    let zero = Number::zero();
    if range.low.as_ref().is_some_and(|low| low.number >= zero) {
        return range.clone();
    }
    let turned = range.negated();
    if range.high.as_ref().is_some_and(|high| high.number <= zero) {
        return turned;
    }
    let high = range.join(&turned).high;
    Range { high, ..Range::at_least(zero) }
}

fn larger(left: Estimate, right: Estimate, larger: bool) -> Estimate {
    let (a, b) = (left.range(), right.range());
    if !left.may_have_value() || !right.may_have_value() {
        return both(left, right, Domain::Nothing);
    }
    let turn = |range: &Range| if larger { range.clone() } else { range.negated() };
    let (a, b) = (turn(&a), turn(&b));
    let low = a.low.iter().chain(b.low.iter()).max_by(|x, y| x.number.cmp(&y.number)).cloned();
    let high = a.join(&b).high;
    both(left, right, Domain::Number(turn(&Range { low, high }))).settled()
}

fn between(from: Estimate, to: Estimate) -> Estimate {
    let interval = match (&from.domain, &to.domain) {
        (Domain::Date(Some(from)), Domain::Date(Some(to))) => Domain::Interval(Some((*from, *to))),
        (Domain::Date(_), Domain::Date(_)) => Domain::Interval(None),
        _ => Domain::Nothing,
    };
    both(from, to, interval).settled()
}

/// How many days, full months or full years lie between two dates.
fn time_between(estimate: Estimate, function: Function) -> Estimate {
    let days = function == Function::DaysOf;
    let count = |(from, to): (Date, Date)| match (days, function == Function::FullYears) {
        (true, _) => i64::from(from.days_to(to)),
        (false, true) => from.full_months_to(to).div_euclid(12),
        (false, false) => from.full_months_to(to),
    };
    let domain = if let Domain::Interval(dates) = estimate.domain {
        let any = if days { Range::all() } else { Range::at_least(Number::zero()) };
        Domain::Number(dates.map_or(any, |dates| Range::exactly(Number::from(count(dates)))))
    } else {
        Domain::Nothing
    };
    Estimate { domain, ..estimate }
}

/// Whether there is a value.
fn has_value(estimate: &Estimate) -> Judgement {
    let truth = match (estimate.may_have_value(), estimate.may_lack_value()) {
        (true, false) => Truth::True,
        (true, true) => Truth::Unknown,
        (false, _) => Truth::False,
    };
    Judgement { truth, missing: estimate.missing.clone() }.settled()
}

/// A truth that is known for a known value; no value means false.
fn decided(subject: &Estimate, known: Option<bool>) -> Judgement {
    let truth = match (known, subject.may_lack_value()) {
        (Some(false), _) => Truth::False,
        (Some(true), false) => Truth::True,
        (Some(true), true) | (None, _) => Truth::Unknown,
    };
    Judgement { truth, missing: subject.missing.clone() }.settled()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn on_date(subject: &Estimate, test: impl Fn(Date) -> bool) -> Judgement {
    let known = match subject.domain {
        Domain::Date(Some(date)) => Some(test(date)),
        Domain::Nothing => Some(false),
        _ => None,
    };
    decided(subject, known)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn text_in(subject: &Estimate, texts: &[String]) -> Judgement {
    let known = match &subject.domain {
        Domain::Text(Some(text)) => Some(texts.iter().any(|known| **known == **text)),
        Domain::Nothing => Some(false),
        _ => None,
    };
    decided(subject, known)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn member(subject: &Estimate, membership: Membership, options: &[usize]) -> Judgement {
    let inside = |choice: &usize| options.contains(choice);
    let negated = matches!(membership, Membership::NotOneOf | Membership::HasNone);
    let truth = match &subject.domain {
        Domain::Choice(possible) if possible.iter().all(inside) => Truth::True,
        Domain::Choice(possible) if possible.iter().any(inside) => Truth::Unknown,
        Domain::Choices(Some(given)) => Truth::from(match membership {
            Membership::HasAny | Membership::HasNone | Membership::OneOf | Membership::NotOneOf => {
                given.iter().any(inside)
            }
            Membership::HasAll => options.iter().all(|option| given.contains(option)),
            Membership::Only => !given.is_empty() && given.iter().all(inside),
        }),
        Domain::Choices(None) => Truth::Unknown,
        _ => Truth::False,
    };
    let judged = match (truth, subject.may_lack_value() && subject.may_have_value()) {
        (Truth::True, true) => Truth::Unknown,
        (truth, _) => truth,
    };
    let judgement = Judgement { truth: judged, missing: subject.missing.clone() }.settled();
    // Without a value neither 属于 nor 不属于 holds.
    match (negated, subject.may_have_value()) {
        (true, true) if subject.may_lack_value() => {
            Judgement { truth: Truth::Unknown, missing: subject.missing.clone() }
        }
        (true, true) => judgement.not(),
        (true, false) | (false, _) => judgement,
    }
}

/// Whether a value lies within bounds.
pub(super) fn in_bound(subject: &Estimate, bound: &RowBound) -> Judgement {
    let truth = match (&subject.domain, bound) {
        (Domain::Number(range), RowBound::Numbers(wanted)) => match range.within(wanted) {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        },
        (Domain::Interval(Some((from, to))), RowBound::Periods(low, high)) => {
            let reached = |bound: &Option<(Period, bool)>, strictly: bool| {
                bound.map(|(period, included)| {
                    let end = from.after(period);
                    if included == strictly { end < *to } else { end <= *to }
                })
            };
            let above = reached(low, false).unwrap_or(true);
            let over = reached(high, true).unwrap_or(false);
            Some(above && !over)
        }
        (Domain::Date(Some(date)), RowBound::Dates(low, high)) => {
            let above = low.is_none_or(|(low, included)| *date > low || (included && *date == low));
            let below = high.is_none_or(|(high, included)| *date < high || (included && *date == high));
            Some(above && below)
        }
        (Domain::Year(Some(year)), RowBound::Years(low, high)) => {
            Some(low.is_none_or(|low| *year >= low) && high.is_none_or(|high| *year <= high))
        }
        (Domain::Nothing, _) => Some(false),
        _ => None,
    };
    decided(subject, truth)
}

fn compare(left: &Estimate, operator: Comparison, right: &Estimate) -> Judgement {
    let (can_hold, can_fail) = match (&left.domain, &right.domain) {
        (Domain::Nothing, _) | (_, Domain::Nothing) => (false, true),
        (Domain::Number(a), Domain::Number(b)) => {
            let possible = a.compare(b);
            outcomes(operator, possible.below, possible.equal, possible.above)
        }
        (Domain::Interval(Some((from, to))), Domain::Period(period)) => {
            let end = from.after(*period);
            outcomes(operator, end > *to, end == *to, end < *to)
        }
        (Domain::Date(Some(a)), Domain::Date(Some(b))) => outcomes(operator, a < b, a == b, a > b),
        (Domain::Year(Some(a)), Domain::Year(Some(b))) => outcomes(operator, a < b, a == b, a > b),
        (Domain::Month(Some(a)), Domain::Month(Some(b))) => outcomes(operator, a < b, a == b, a > b),
        (Domain::Text(Some(a)), Domain::Text(Some(b))) => outcomes(operator, a < b, a == b, a > b),
        (Domain::Truth(a), Domain::Truth(b)) if *a != Truth::Unknown && *b != Truth::Unknown => {
            outcomes(operator, false, a == b, a != b)
        }
        _ => (true, true),
    };
    let lacking = left.may_lack_value() || right.may_lack_value();
    let truth = match (can_hold, can_fail || lacking) {
        (true, false) => Truth::True,
        (false, _) => Truth::False,
        (true, true) => Truth::Unknown,
    };
    let missing = left.missing.iter().chain(&right.missing).cloned().collect();
    Judgement { truth, missing }.settled()
}

/// Whether a comparison can hold, and whether it can fail, by which outcomes are possible.
fn outcomes(operator: Comparison, below: bool, equal: bool, above: bool) -> (bool, bool) {
    match operator {
        Comparison::AtLeast | Comparison::NotBefore => (equal || above, below),
        Comparison::Over | Comparison::After => (above, below || equal),
        Comparison::Below | Comparison::Before => (below, equal || above),
        Comparison::AtMost | Comparison::NotAfter => (below || equal, above),
        Comparison::Equal => (equal, below || above),
        Comparison::NotEqual => (below || above, equal),
    }
}

fn list_is_empty(records: &Records) -> Judgement {
    let sure = records.rows.is_empty();
    let truth = match (&records.open, sure) {
        (Some(_), _) => Truth::Unknown,
        (None, empty) => Truth::from(empty && !records.not_applicable),
    };
    Judgement { truth, missing: records.missing.clone() }.settled()
}

fn arithmetic(left: Estimate, operator: ArithmeticOperator, right: Estimate) -> Estimate {
    if let (Domain::Year(a), ArithmeticOperator::Add | ArithmeticOperator::Subtract) = (&left.domain, operator) {
        return years(*a, &left, operator, right);
    }
    if operator == ArithmeticOperator::Add {
        return sum(left, right);
    }
    let (a, b) = (left.range(), right.range());
    let valued = left.may_have_value() && right.may_have_value();
    let domain = match operator {
        _ if !valued => Domain::Nothing,
        ArithmeticOperator::Add => Domain::Number(a.plus(&b)),
        ArithmeticOperator::Subtract => Domain::Number(a.minus(&b)),
        ArithmeticOperator::Multiply => Domain::Number(a.times(&b)),
        ArithmeticOperator::Divide => quotient(&a, &b),
    };
    let by_zero = operator == ArithmeticOperator::Divide && valued && b.contains(&Number::zero());
    let mut result = both(left, right, domain);
    result.zero_division |= by_zero;
    result
}

/// A result that needs both values: where the left surely has none, that alone is why there is no result.
fn both(left: Estimate, right: Estimate, domain: Domain) -> Estimate {
    let reached = left.may_have_value();
    Estimate {
        domain,
        none: left.none || (reached && right.none),
        not_applicable: left.not_applicable || (reached && right.not_applicable),
        zero_division: left.zero_division || (reached && right.zero_division),
        missing: left.missing.into_iter().chain(right.missing).collect(),
    }
}

/// A sum: what is none on record adds nothing; only where both are, there is no sum.
fn sum(left: Estimate, right: Estimate) -> Estimate {
    let valued = left.may_have_value() && right.may_have_value();
    let mut domain = if valued { Domain::Number(left.range().plus(&right.range())) } else { Domain::Nothing };
    for (may_be_none, other) in [(left.none, &right), (right.none, &left)] {
        if may_be_none && other.may_have_value() {
            domain = domain.join(Domain::Number(other.range()));
        }
    }
    let reached = left.may_have_value() || left.none;
    Estimate {
        domain,
        none: left.none && right.none,
        not_applicable: left.not_applicable || (reached && right.not_applicable),
        zero_division: left.zero_division || (reached && right.zero_division),
        missing: left.missing.into_iter().chain(right.missing).collect(),
    }
}

fn quotient(a: &Range, b: &Range) -> Domain {
    if b.exact().is_some_and(Number::is_zero) {
        return Domain::Nothing;
    }
    Domain::Number(b.reciprocal().map_or_else(Range::all, |reciprocal| a.times(&reciprocal)))
}

fn years(year: Option<i32>, left: &Estimate, operator: ArithmeticOperator, right: Estimate) -> Estimate {
    let step = |range: &Range| range.exact().and_then(|number| number.to_string().parse::<i32>().ok());
    let domain = match (&right.domain, operator) {
        (Domain::Year(other), _) => match year.zip(*other) {
            Some((a, b)) => Domain::Number(Range::exactly(Number::from(i64::from(a.saturating_sub(b))))),
            None => Domain::Number(Range::all()),
        },
        (Domain::Number(range), ArithmeticOperator::Add) => {
            Domain::Year(year.zip(step(range)).map(|(year, step)| year.saturating_add(step)))
        }
        (Domain::Number(range), _) => Domain::Year(year.zip(step(range)).map(|(year, step)| year.saturating_sub(step))),
        _ => Domain::Nothing,
    };
    both(left.clone(), right, domain).settled()
}

/// The choices or truths that are still possible, as indexes (a truth counts no as 0, yes as 1).
#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
pub(super) fn possible_choices(subject: &Estimate) -> BTreeSet<usize> {
    match &subject.domain {
        Domain::Choice(choices) => choices.clone(),
        Domain::Truth(Truth::True) => [1].into(),
        Domain::Truth(Truth::False) => [0].into(),
        Domain::Truth(Truth::Unknown) => [0, 1].into(),
        _ => BTreeSet::new(),
    }
}
