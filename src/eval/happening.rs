//! What becomes of the records of a list that is gone through: which counts, which gives way, and what holds their sum.

use super::records::{Case, Gathered};
use super::score::Scorer;
use crate::breakdown::Refusal;
use crate::plan::{Clauses, Each, EachValue, ScoreKind};
use crate::value::{Number, Truth};

/// What may become of the records of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// One counts.
    Counted,
    /// The validity of one has run out.
    Expired,
    /// One gives way to another of the same case, by the rule with this number.
    SameCase(usize),
    /// One that counts is a repeat, or is none.
    Repeated(bool),
    /// One gives way because only the highest (lowest) counts.
    NotHighest,
    /// One counts after the first.
    Rest,
    /// The cap of a group holds its sum.
    GroupCapped,
    /// The cap holds the sum.
    Capped,
}

impl<'w> Scorer<'w> {
    /// Whether it surely happens.
    pub(super) fn happens(&self, each: &Each, event: Event, clauses: &Clauses, full: &Number) -> bool {
        let mut gathered = Gathered::of(clauses);
        let mut cases = self.cases(each, full, &mut gathered);
        if event == Event::Expired {
            let expired = |case: &Case<'_>| matches!(case.step.refused, Some(Refusal::Expired { .. }));
            return cases.iter().any(|case| case.counted == Truth::False && expired(case));
        }
        self.first_and_rest(each, &mut cases);
        self.factors(each, &mut cases, full, &mut gathered);
        if let Event::Repeated(wanted) = event {
            let Some(repeat) = &each.repeat else { return false };
            let repeats = self.repeats(each, repeat, &cases);
            let is = |(case, judged): (&Case<'_>, &super::estimate::Judgement)| {
                case.counted == Truth::True && judged.truth == Truth::from(wanted)
            };
            return cases.iter().zip(&repeats).any(is);
        }
        for (at, same) in each.same.iter().enumerate() {
            let before: Vec<Truth> = cases.iter().map(|case| case.counted).collect();
            self.keep_one(each, same, &mut cases, &mut gathered.missing);
            if event == Event::SameCase(at) {
                let mut both = before.iter().zip(&cases);
                return both.any(|(before, case)| *before == Truth::True && case.counted == Truth::False);
            }
        }
        self.in_the_end(each, event, &mut cases, &mut gathered)
    }

    fn in_the_end(&self, each: &Each, event: Event, cases: &mut [Case<'w>], gathered: &mut Gathered<'_>) -> bool {
        let counted = |cases: &[Case<'_>]| cases.iter().filter(|case| case.counted == Truth::True).count();
        match event {
            Event::Counted => counted(cases) > 0,
            Event::Rest => counted(cases) > 1,
            Event::NotHighest => {
                self.combine(each, cases, &mut gathered.missing);
                cases.iter().any(|case| matches!(case.step.refused, Some(Refusal::NotHighest { .. })))
            }
            Event::GroupCapped => self.fills_a_group(each, cases, &mut gathered.missing),
            Event::Capped => {
                let points = self.combine(each, cases, &mut gathered.missing);
                let over = |cap: &Number| points.low.as_ref().is_some_and(|low| low.number > *cap);
                each.cap.as_ref().is_some_and(over)
            }
            Event::Expired | Event::SameCase(_) | Event::Repeated(_) => false,
        }
    }

    /// Whether a record that counts surely has no value, or is a division by zero.
    pub(super) fn lacks_somewhere(&self, each: &Each, divided: bool, clauses: &Clauses, full: &Number) -> bool {
        let cases = self.cases(each, full, &mut Gathered::of(clauses));
        let EachValue::Score(value) = &each.value else { return false };
        let scores = std::iter::once(value).chain(each.factors.iter().map(|(factor, _)| factor));
        let scores: Vec<_> = scores.filter(|score| !matches!(score.kind, ScoreKind::Assessed { .. })).collect();
        cases.iter().filter(|case| case.counted == Truth::True).any(|case| {
            let at = self.at(case.environment.clone());
            scores.iter().any(|score| at.score(score).lacks(divided))
        })
    }
}
