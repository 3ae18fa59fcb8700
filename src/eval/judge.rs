//! Whether something holds of an estimate: comparisons, bounds, choices, days; no value means that it does not.

use super::estimate::{Domain, Estimate, Judgement};
use super::world::Records;
use crate::document::{Comparison, Membership};
use crate::plan::RowBound;
use crate::value::{Date, Period, Truth};
use std::collections::BTreeSet;

/// Whether there is a value.
pub(super) fn has_value(estimate: &Estimate) -> Judgement {
    let truth = match (estimate.may_have_value(), estimate.may_lack_value()) {
        (true, false) => Truth::True,
        (true, true) => Truth::Unknown,
        (false, _) => Truth::False,
    };
    Judgement { truth, missing: estimate.missing.clone() }.settled()
}

/// A truth that is known for a known value; no value means false.
pub(super) fn decided(subject: &Estimate, known: Option<bool>) -> Judgement {
    let truth = match (known, subject.may_lack_value()) {
        (Some(false), _) => Truth::False,
        (Some(true), false) => Truth::True,
        (Some(true), true) | (None, _) => Truth::Unknown,
    };
    Judgement { truth, missing: subject.missing.clone() }.settled()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
pub(super) fn on_date(subject: &Estimate, test: impl Fn(Date) -> bool) -> Judgement {
    let known = match subject.domain {
        Domain::Date(Some(date)) => Some(test(date)),
        Domain::Nothing => Some(false),
        _ => None,
    };
    decided(subject, known)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
pub(super) fn text_in(subject: &Estimate, texts: &[String]) -> Judgement {
    let known = match &subject.domain {
        Domain::Text(Some(text)) => Some(texts.iter().any(|known| **known == **text)),
        Domain::Nothing => Some(false),
        _ => None,
    };
    decided(subject, known)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
pub(super) fn member(subject: &Estimate, membership: Membership, options: &[usize]) -> Judgement {
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

pub(super) fn compare(left: &Estimate, operator: Comparison, right: &Estimate) -> Judgement {
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
pub(super) fn outcomes(operator: Comparison, below: bool, equal: bool, above: bool) -> (bool, bool) {
    match operator {
        Comparison::AtLeast | Comparison::NotBefore => (equal || above, below),
        Comparison::Over | Comparison::After => (above, below || equal),
        Comparison::Below | Comparison::Before => (below, equal || above),
        Comparison::AtMost | Comparison::NotAfter => (below || equal, above),
        Comparison::Equal => (equal, below || above),
        Comparison::NotEqual => (below || above, equal),
    }
}

pub(super) fn list_is_empty(records: &Records) -> Judgement {
    let sure = records.rows.is_empty();
    let truth = match (&records.open, sure) {
        (Some(_), _) => Truth::Unknown,
        (None, empty) => Truth::from(empty && !records.not_applicable),
    };
    Judgement { truth, missing: records.missing.clone() }.settled()
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
