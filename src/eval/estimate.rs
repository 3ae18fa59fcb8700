//! What a formula may come to: one value, several, none, with the facts that would decide.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::value::{Date, Number, Period, Range, Truth};

/// Names of the facts that would narrow a result.
pub(crate) type Missing = BTreeSet<Arc<str>>;

/// What a formula may come to. Several of the possibilities at once mean that it depends on `missing`.
#[derive(Clone, Debug)]
pub(crate) struct Estimate {
    /// The values it may have.
    pub(crate) domain: Domain,
    /// It may be none on record, or an aggregate of nothing.
    pub(crate) none: bool,
    /// It may be not applicable.
    pub(crate) not_applicable: bool,
    /// It may be a division by zero.
    pub(crate) zero_division: bool,
    /// The facts that would decide, where it is open.
    pub(crate) missing: Missing,
}

/// The values that are possible.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Domain {
    /// No value at all.
    Nothing,
    Truth(Truth),
    Number(Range),
    /// A known day, or any.
    Date(Option<Date>),
    Year(Option<i32>),
    Month(Option<(i32, u32)>),
    Period(Period),
    /// The time between two days, or any.
    Interval(Option<(Date, Date)>),
    Text(Option<Arc<str>>),
    /// The choices that are possible.
    Choice(BTreeSet<usize>),
    /// A known set of choices, or any.
    Choices(Option<BTreeSet<usize>>),
}

impl Estimate {
    pub(super) fn of(domain: Domain) -> Self {
        Self { domain, none: false, not_applicable: false, zero_division: false, missing: Missing::new() }
    }

    pub(super) fn number(number: Number) -> Self {
        Self::of(Domain::Number(Range::exactly(number)))
    }

    pub(super) fn nothing() -> Self {
        Self { none: true, ..Self::of(Domain::Nothing) }
    }

    pub(super) fn judged(judgement: Judgement) -> Self {
        Self { missing: judgement.missing, ..Self::of(Domain::Truth(judgement.truth)) }
    }

    /// Whether there may be a value.
    pub(crate) fn may_have_value(&self) -> bool {
        self.domain != Domain::Nothing
    }

    /// Whether it may have no value.
    pub(crate) fn may_lack_value(&self) -> bool {
        self.none || self.not_applicable || self.zero_division
    }

    /// Whether it is one value, and known.
    pub(crate) fn is_known(&self) -> bool {
        self.may_have_value() && self.is_settled()
    }

    fn is_settled(&self) -> bool {
        let ways = usize::from(self.none)
            .saturating_add(usize::from(self.not_applicable))
            .saturating_add(usize::from(self.zero_division))
            .saturating_add(usize::from(self.may_have_value()));
        let exact = match &self.domain {
            Domain::Nothing | Domain::Period(_) => true,
            Domain::Truth(truth) => *truth != Truth::Unknown,
            Domain::Number(range) => range.exact().is_some(),
            Domain::Date(date) => date.is_some(),
            Domain::Year(year) => year.is_some(),
            Domain::Month(month) => month.is_some(),
            Domain::Interval(interval) => interval.is_some(),
            Domain::Text(text) => text.is_some(),
            Domain::Choice(choices) => choices.len() == 1,
            Domain::Choices(choices) => choices.is_some(),
        };
        exact && ways == 1
    }

    /// Drops the missing facts of a result that does not depend on them.
    pub(super) fn settled(mut self) -> Self {
        if self.is_settled() {
            self.missing.clear();
        }
        self
    }

    /// Either of two.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.none |= other.none;
        self.not_applicable |= other.not_applicable;
        self.zero_division |= other.zero_division;
        self.missing.extend(other.missing);
        self.domain = self.domain.join(other.domain);
        self
    }

    /// The numbers it may be; every number where it is none.
    pub(crate) fn range(&self) -> Range {
        if let Domain::Number(range) = &self.domain { range.clone() } else { Range::all() }
    }

    /// As a condition: no value means that it does not hold.
    pub(super) fn judgement(self) -> Judgement {
        let truth = match (&self.domain, self.may_lack_value()) {
            (Domain::Truth(Truth::False) | Domain::Nothing, _) => Truth::False,
            (Domain::Truth(truth), false) => *truth,
            (Domain::Truth(_), true) => Truth::Unknown,
            (
                Domain::Number(_)
                | Domain::Date(_)
                | Domain::Year(_)
                | Domain::Month(_)
                | Domain::Period(_)
                | Domain::Interval(_)
                | Domain::Text(_)
                | Domain::Choice(_)
                | Domain::Choices(_),
                _,
            ) => Truth::Unknown,
        };
        Judgement { truth, missing: self.missing }.settled()
    }
}

impl Domain {
    pub(super) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, domain) | (domain, Self::Nothing) => domain,
            (Self::Truth(a), Self::Truth(b)) => Self::Truth(if a == b { a } else { Truth::Unknown }),
            (Self::Number(a), Self::Number(b)) => Self::Number(a.join(&b)),
            (Self::Date(a), Self::Date(b)) => Self::Date(same(a, b)),
            (Self::Year(a), Self::Year(b)) => Self::Year(same(a, b)),
            (Self::Month(a), Self::Month(b)) => Self::Month(same(a, b)),
            (Self::Interval(a), Self::Interval(b)) => Self::Interval(same(a, b)),
            (Self::Text(a), Self::Text(b)) => Self::Text(same(a, b)),
            (Self::Choice(a), Self::Choice(b)) => Self::Choice(a.into_iter().chain(b).collect()),
            (Self::Choices(a), Self::Choices(b)) => Self::Choices(same(a, b)),
            // The checker gives both sides of every join one type.
            (domain, _) => domain,
        }
    }
}

fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<T> {
    if a == b { a } else { None }
}

/// A truth, and the facts that would decide it.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub(super) truth: Truth,
    pub(super) missing: Missing,
}

impl Judgement {
    pub(super) fn of(truth: Truth) -> Self {
        Self { truth, missing: Missing::new() }
    }

    pub(super) fn known(holds: bool) -> Self {
        Self::of(Truth::from(holds))
    }

    pub(super) fn settled(mut self) -> Self {
        if self.truth != Truth::Unknown {
            self.missing.clear();
        }
        self
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.truth = self.truth.and(other.truth);
        self.missing.extend(other.missing);
        self.settled()
    }

    pub(super) fn or(mut self, other: Self) -> Self {
        self.truth = self.truth.or(other.truth);
        self.missing.extend(other.missing);
        self.settled()
    }

    pub(super) fn not(mut self) -> Self {
        self.truth = self.truth.not();
        self
    }
}
