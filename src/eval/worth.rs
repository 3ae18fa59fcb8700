//! What a score may come to: points, or one of the outcomes that are no points.

use super::estimate::{Estimate, Missing};
use crate::breakdown::{Standing, Step};
use crate::value::{Bound, Number, Range, Truth};

/// What a score may come to. Several at once mean that it depends on what is missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Worth {
    /// The points, where there may be any.
    pub(super) points: Option<Range>,
    /// 不适用
    pub(super) not_applicable: bool,
    /// 待评
    pub(super) pending: bool,
    /// 评定, not given yet: the points are those that may be given.
    pub(super) awaited: bool,
    /// 视为未提交
    pub(super) unsubmitted: bool,
    /// Nothing to score: no value.
    pub(super) no_value: bool,
    /// Nothing to score: a division by zero.
    pub(super) zero_division: bool,
    /// A stated default took part.
    pub(super) default: bool,
    /// The facts that would decide.
    pub(super) missing: Missing,
    /// How it came about.
    pub(super) steps: Vec<Step>,
}

impl Worth {
    pub(super) fn points(range: Range) -> Self {
        Self { points: Some(range), ..Self::default() }
    }

    /// What has no value at all, with the reasons of the estimate.
    pub(super) fn lacking(estimate: &Estimate) -> Self {
        Self {
            no_value: estimate.none || estimate.not_applicable,
            zero_division: estimate.zero_division,
            missing: estimate.missing.clone(),
            ..Self::default()
        }
    }

    /// Points from a value, along with what its estimate may lack.
    pub(super) fn from_value(estimate: &Estimate, score: impl FnOnce(Range) -> Range) -> Self {
        let mut worth = Self::lacking(estimate);
        if estimate.may_have_value() {
            worth.points = Some(score(estimate.range()));
        }
        worth
    }

    /// Either of two.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.points = match (self.points, other.points) {
            (Some(a), Some(b)) => Some(a.join(&b)),
            (a, b) => a.or(b),
        };
        self.not_applicable |= other.not_applicable;
        self.pending |= other.pending;
        self.awaited |= other.awaited;
        self.unsubmitted |= other.unsubmitted;
        self.no_value |= other.no_value;
        self.zero_division |= other.zero_division;
        self.default |= other.default;
        self.missing.extend(other.missing);
        self.steps.extend(other.steps);
        self
    }

    /// Whether nothing else is possible than that there is no value.
    pub(super) fn surely_lacks(&self) -> bool {
        let otherwise = self.points.is_some() || self.pending || self.not_applicable || self.unsubmitted;
        !otherwise && (self.no_value || self.zero_division)
    }

    /// Whether it surely is a division by zero, or surely has no value for another reason.
    pub(super) fn lacks(&self, divided: bool) -> bool {
        self.surely_lacks() && self.zero_division == divided && self.no_value != divided
    }

    /// The points where there is a value: what does not apply or was not submitted counts nothing, what is to come anything.
    pub(super) fn valued(&self, full: &Number) -> Range {
        let mut range = self.points.clone();
        let mut join = |other: Range| range = Some(range.take().map_or(other.clone(), |range| range.join(&other)));
        if self.pending {
            join(Range::closed(Number::zero(), full.clone()));
        }
        if self.not_applicable || self.unsubmitted {
            join(Range::exactly(Number::zero()));
        }
        range.unwrap_or_else(|| Range::exactly(Number::zero()))
    }

    /// Whether nothing else is possible than that it does not apply.
    pub(super) fn only_absent(&self) -> bool {
        let scored = self.points.is_some() || self.pending || self.unsubmitted;
        self.not_applicable && !(scored || self.no_value || self.zero_division)
    }

    /// The points, with what is no points as anything from nought to `full`.
    pub(super) fn bounded(&self, full: &Number) -> Range {
        let any = Range::closed(Number::zero(), full.clone());
        let lacking = self.pending || self.no_value || self.zero_division;
        let nothing = self.not_applicable || self.unsubmitted;
        let mut range = self.points.clone();
        if lacking {
            range = Some(range.map_or(any.clone(), |range| range.join(&any)));
        }
        if nothing {
            let zero = Range::exactly(Number::zero());
            range = Some(range.map_or(zero.clone(), |range| range.join(&zero)));
        }
        range.unwrap_or(any)
    }
}

/// What a sum may lack: what surely lacks a part has no points, and no value goes before a division by zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lack {
    no_value: Truth,
    zero_division: Truth,
    /// One of the two, it is not known which.
    either: bool,
}

impl Lack {
    pub(super) fn nothing() -> Self {
        Self { no_value: Truth::False, zero_division: Truth::False, either: false }
    }

    /// What a part lacks.
    pub(super) fn of(part: &Worth) -> Self {
        let surely = part.points.is_none() && !part.pending && !part.not_applicable && !part.unsubmitted;
        let flag = |flag: bool, other: bool| match (flag, surely && !other) {
            (true, true) => Truth::True,
            (true, false) => Truth::Unknown,
            (false, _) => Truth::False,
        };
        Self {
            no_value: flag(part.no_value, part.zero_division),
            zero_division: flag(part.zero_division, part.no_value),
            either: surely && part.no_value == part.zero_division,
        }
    }

    /// Adds what a part lacks that counts where a condition holds.
    pub(super) fn add(&mut self, part: Self, counts: Truth) {
        self.no_value = self.no_value.or(part.no_value.and(counts));
        self.zero_division = self.zero_division.or(part.zero_division.and(counts));
        self.either |= part.either && counts == Truth::True;
    }

    /// Whether there surely is no value.
    fn surely(self) -> bool {
        self.either || self.no_value == Truth::True || self.zero_division == Truth::True
    }

    /// The points with what they lack.
    pub(super) fn put(self, worth: &mut Worth, points: Range) {
        worth.points = (!self.surely()).then_some(points);
        worth.no_value = self.no_value.possible();
        worth.zero_division = self.zero_division.possible() && self.no_value != Truth::True;
    }
}

/// The greatest amount that can occur: a record's numbers have at most 40 digits, and a list 100,000 records.
const UNLIMITED: u32 = 45;

/// A range as a standing; an absent end is the greatest amount that can occur.
pub(super) fn standing(range: &Range) -> Standing {
    let number = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.number.clone());
    Standing {
        low: number(&range.low).unwrap_or_else(|| Number::power_of_ten(UNLIMITED).negated()),
        high: number(&range.high).unwrap_or_else(|| Number::power_of_ten(UNLIMITED)),
    }
}

/// A standing as a range, both ends included.
pub(super) fn range(standing: &Standing) -> Range {
    Range::closed(standing.low.clone(), standing.high.clone())
}
