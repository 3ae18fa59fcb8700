//! Arithmetic over estimates: quantities, years, days and the time between them.

use super::estimate::{Domain, Estimate};
use crate::document::{ArithmeticOperator, Function};
use crate::value::{Date, Number, Range};

pub(super) fn of_date(estimate: Estimate, map: impl Fn(Option<Date>) -> Domain) -> Estimate {
    let domain = if let Domain::Date(date) = estimate.domain { map(date) } else { Domain::Nothing };
    Estimate { domain, ..estimate }
}

pub(super) fn absolute(range: &Range) -> Range {
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

pub(super) fn larger(left: Estimate, right: Estimate, larger: bool) -> Estimate {
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

pub(super) fn between(from: Estimate, to: Estimate) -> Estimate {
    let interval = match (&from.domain, &to.domain) {
        (Domain::Date(Some(from)), Domain::Date(Some(to))) => Domain::Interval(Some((*from, *to))),
        (Domain::Date(_), Domain::Date(_)) => Domain::Interval(None),
        _ => Domain::Nothing,
    };
    both(from, to, interval).settled()
}

/// How many days, full months or full years lie between two dates.
pub(super) fn time_between(estimate: Estimate, function: Function) -> Estimate {
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

pub(super) fn arithmetic(left: Estimate, operator: ArithmeticOperator, right: Estimate) -> Estimate {
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
pub(super) fn both(left: Estimate, right: Estimate, domain: Domain) -> Estimate {
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
pub(super) fn sum(left: Estimate, right: Estimate) -> Estimate {
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

pub(super) fn quotient(a: &Range, b: &Range) -> Domain {
    if b.exact().is_some_and(Number::is_zero) {
        return Domain::Nothing;
    }
    Domain::Number(b.reciprocal().map_or_else(Range::all, |reciprocal| a.times(&reciprocal)))
}

pub(super) fn years(year: Option<i32>, left: &Estimate, operator: ArithmeticOperator, right: Estimate) -> Estimate {
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
