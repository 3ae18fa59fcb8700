//! 同一 … 只计最重: of the records of one case only the gravest counts.
//!
//! Where everything is known, a case is looked through once. Where something is not, records are compared pair by pair,
//! and where there are too many for that, each of them may count or not.

use std::collections::BTreeMap;

use super::aggregate::{Key, key};
use super::estimate::Missing;
use super::records::Case;
use super::score::Scorer;
use crate::breakdown::Refusal;
use crate::plan::{Each, Formula, Same};
use crate::value::{Range, Truth};

/// Most records that are compared pair by pair.
pub(super) const MOST_COMPARED: usize = 400;

/// Whether a record is kept, and the number of the one that is kept instead.
type Kept = (Truth, Option<usize>);

/// What is known of each record's case, and of what decides between records of equal weight.
struct Keys {
    of_case: Vec<Vec<Key>>,
    of_tie: Vec<Vec<Key>>,
}

impl<'w> Scorer<'w> {
    pub(super) fn keep_one(&self, each: &Each, same: &Same, cases: &mut [Case<'w>], missing: &mut Missing) {
        let of_case = cases.iter().map(|case| keys(&same.keys, case, missing)).collect();
        // Which of two equals is kept matters only to what follows: the other cases, and the caps of groups.
        let follows = each.same.len() > 1 || !each.group_caps.is_empty();
        let tie = |case: &Case<'w>| {
            let mut ties: Vec<Key> =
                each.same.iter().flat_map(|same| keys(&same.keys, case, &mut Missing::new())).collect();
            ties.extend(each.group_caps.iter().map(|cap| self.group_key(cap, case).0));
            ties
        };
        let of_tie = cases.iter().map(|case| if follows { tie(case) } else { Vec::new() }).collect();
        let verdicts = verdicts(cases, &Keys { of_case, of_tie });
        for (case, (kept, by)) in cases.iter_mut().zip(verdicts) {
            if !case.counted.possible() {
                continue;
            }
            case.counted = case.counted.and(kept);
            case.step.counted = case.counted;
            if let (Truth::False, Some(counted)) = (kept, by) {
                case.step.refused = Some(Refusal::SameCase { counted, rule: self.shower.rule(same.span) });
                case.step.result = None;
            }
        }
    }
}

fn verdicts(cases: &[Case<'_>], keys: &Keys) -> Vec<Kept> {
    let mut verdicts: Vec<Kept> = vec![(Truth::True, None); cases.len()];
    let mut groups: BTreeMap<&[Key], Vec<usize>> = BTreeMap::new();
    let mut wild = Vec::new();
    for (at, (case, of_case)) in cases.iter().zip(&keys.of_case).enumerate() {
        if !case.counted.possible() || of_case.contains(&Key::None) {
            continue;
        }
        if of_case.contains(&Key::Unknown) {
            wild.push(at);
        } else {
            groups.entry(of_case).or_default().push(at);
        }
    }
    let mut set = |at: usize, kept: Kept| {
        if let Some(verdict) = verdicts.get_mut(at) {
            *verdict = kept;
        }
    };
    for group in groups.values() {
        match best(cases, group, keys).filter(|_| wild.is_empty()) {
            Some((best, number)) => {
                let others = group.iter().filter(|at| **at != best);
                others.for_each(|at| set(*at, (Truth::False, Some(number))));
            }
            None => {
                let rivals: Vec<usize> = group.iter().chain(&wild).copied().collect();
                group.iter().for_each(|at| set(*at, kept(cases, keys, *at, &rivals)));
            }
        }
    }
    let all: Vec<usize> = if wild.is_empty() { Vec::new() } else { (0..cases.len()).collect() };
    wild.iter().for_each(|at| set(*at, kept(cases, keys, *at, &all)));
    verdicts
}

/// The gravest record of a case and its number, where all of it is known.
fn best(cases: &[Case<'_>], group: &[usize], keys: &Keys) -> Option<(usize, usize)> {
    let ranked = group.iter().map(|at| {
        let case = cases.get(*at).filter(|case| case.counted == Truth::True)?;
        let tie = keys.of_tie.get(*at).filter(|tie| !tie.contains(&Key::Unknown))?;
        Some(((case.base.exact()?, case.result.exact()?, tie, std::cmp::Reverse(*at)), (*at, case.step.number)))
    });
    let ranked: Option<Vec<_>> = ranked.collect();
    ranked?.into_iter().max_by(|(left, _), (right, _)| left.cmp(right)).map(|(_, best)| best)
}

/// Whether a record is kept among its rivals.
fn kept(cases: &[Case<'_>], keys: &Keys, at: usize, rivals: &[usize]) -> Kept {
    if rivals.len() > MOST_COMPARED {
        return (Truth::Unknown, None);
    }
    let mut kept = Truth::True;
    let mut by = None;
    for other in rivals.iter().filter(|other| **other != at) {
        let (Some(case), Some(rival)) = (cases.get(at), cases.get(*other)) else { continue };
        if !rival.counted.possible() {
            continue;
        }
        let beaten = one_case(keys, at, *other).and(rival.counted).and(graver((rival, *other), (case, at), keys));
        if beaten == Truth::True && by.is_none() {
            by = Some(rival.step.number);
        }
        kept = kept.and(beaten.not());
    }
    (kept, by)
}

fn one_case(keys: &Keys, left: usize, right: usize) -> Truth {
    match (keys.of_case.get(left), keys.of_case.get(right)) {
        (Some(a), Some(b)) => all_alike(a, b),
        (None, _) | (_, None) => Truth::False,
    }
}

/// The keys of a record.
pub(super) fn keys(formulas: &[Formula], case: &Case<'_>, missing: &mut Missing) -> Vec<Key> {
    let estimates = formulas.iter().map(|formula| case.environment.estimate(formula));
    let keys = estimates.map(|estimate| {
        missing.extend(estimate.missing.iter().cloned());
        key(&estimate)
    });
    keys.collect()
}

/// Whether all keys are the same.
pub(super) fn all_alike(left: &[Key], right: &[Key]) -> Truth {
    left.iter().zip(right).fold(Truth::True, |truth, (left, right)| truth.and(alike(left, right)))
}

/// Whether two keys are the same.
pub(super) fn alike(left: &Key, right: &Key) -> Truth {
    match (left, right) {
        (Key::None, _) | (_, Key::None) => Truth::False,
        (Key::Known(left), Key::Known(right)) => Truth::from(left == right),
        (Key::Unknown, _) | (_, Key::Unknown) => Truth::Unknown,
    }
}

/// Whether one record is graver than another: by points before factors, then after, then by what follows, by its place.
fn graver((one, one_at): (&Case<'_>, usize), (other, other_at): (&Case<'_>, usize), keys: &Keys) -> Truth {
    let by = |a: &Range, b: &Range| {
        let possible = a.compare(b);
        match (possible.below, possible.equal, possible.above) {
            (false, false, true) => Some(Truth::True),
            (true, false, false) => Some(Truth::False),
            (false, true, false) => None,
            _ => Some(Truth::Unknown),
        }
    };
    let ties = || {
        let (left, right) = (keys.of_tie.get(one_at)?, keys.of_tie.get(other_at)?);
        let mut pairs = left.iter().zip(right);
        pairs.find_map(|(left, right)| match (left, right) {
            (Key::Unknown, _) | (_, Key::Unknown) => Some(Truth::Unknown),
            (left, right) => (left != right).then(|| Truth::from(left > right)),
        })
    };
    // Of two equals the one of which more is known goes first; which it is changes no score.
    let place = || {
        let wild = |at: usize| keys.of_case.get(at).is_some_and(|keys| keys.contains(&Key::Unknown));
        let rank = |case: &Case<'_>, at: usize| (case.counted != Truth::True, wild(at), at);
        Truth::from(rank(one, one_at) < rank(other, other_at))
    };
    by(&one.base, &other.base).or_else(|| by(&one.result, &other.result)).or_else(ties).unwrap_or_else(place)
}
