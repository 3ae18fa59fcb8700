//! 重犯: whether an earlier case of the same kind makes a record a repeat.
//!
//! Where everything is known, the records of one kind are gone through once in the order of their dates. Where something
//! is not, they are compared pair by pair, and where there are too many for that, each of them may be a repeat or not.

use std::collections::BTreeMap;

use super::aggregate::{Key, key};
use super::cases::{MOST_COMPARED, alike, all_alike, keys};
use super::estimate::{Domain, Judgement, Missing};
use super::records::Case;
use super::score::Scorer;
use crate::plan::{Each, Repeat};
use crate::value::{Date, Period, Truth};

/// What a record says of its kind, its day and its case.
struct Past {
    kind: Key,
    /// Nothing where there surely is no day; nothing inside where it is not known.
    date: Option<Option<Date>>,
    case: Vec<Key>,
    existed: Truth,
    missing: Missing,
}

impl<'w> Scorer<'w> {
    /// Whether each record is a repeat.
    pub(super) fn repeats(&self, each: &Each, repeat: &Repeat, cases: &[Case<'w>]) -> Vec<Judgement> {
        let pasts: Vec<Past> = cases.iter().map(|case| past(each, repeat, case)).collect();
        if let Some(repeats) = in_order(&pasts, repeat.within) {
            return repeats.into_iter().map(Judgement::known).collect();
        }
        if pasts.len() > MOST_COMPARED {
            let missing: Missing = pasts.iter().flat_map(|past| past.missing.iter().cloned()).collect();
            return pasts.iter().map(|_| Judgement { truth: Truth::Unknown, missing: missing.clone() }).collect();
        }
        let pairs = pasts.iter().enumerate().map(|(at, this)| {
            let others = pasts.iter().enumerate().filter(|(other, past)| *other != at && past.existed.possible());
            others.fold(Judgement::known(false), |found, (_, earlier)| found.or(makes(this, earlier, repeat.within)))
        });
        pairs.collect()
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn past(each: &Each, repeat: &Repeat, case: &Case<'_>) -> Past {
    let (kind, date) = (case.environment.estimate(&repeat.same), case.environment.estimate(&repeat.date));
    let known = match &date.domain {
        Domain::Date(Some(day)) if !date.may_lack_value() => Some(Some(*day)),
        Domain::Nothing => None,
        _ => Some(None),
    };
    let mut missing: Missing = kind.missing.iter().chain(&date.missing).cloned().collect();
    let same = each.same.first().map_or(&[][..], |same| same.keys.as_slice());
    let case_keys = keys(same, case, &mut missing);
    Past { kind: key(&kind), date: known, case: case_keys, existed: case.existed, missing }
}

/// Whether one record makes another a repeat: alike in kind, strictly earlier, not too long ago, and of another case.
fn makes(this: &Past, earlier: &Past, within: Period) -> Judgement {
    let dated = match (this.date, earlier.date) {
        (None, _) | (_, None) => Truth::False,
        (Some(Some(this)), Some(Some(earlier))) => Truth::from(reaches(earlier, this, within)),
        (Some(None), _) | (_, Some(None)) => Truth::Unknown,
    };
    let truth = alike(&this.kind, &earlier.kind).and(dated).and(one_case(this, earlier).not()).and(earlier.existed);
    Judgement { truth, missing: this.missing.iter().chain(&earlier.missing).cloned().collect() }.settled()
}

fn reaches(earlier: Date, this: Date, within: Period) -> bool {
    earlier < this && !earlier.has_elapsed(within, this)
}

fn one_case(left: &Past, right: &Past) -> Truth {
    if left.case.is_empty() { Truth::False } else { all_alike(&left.case, &right.case) }
}

/// Whether each record is a repeat, where everything is known: for each kind, the latest earlier record of another case.
fn in_order(pasts: &[Past], within: Period) -> Option<Vec<bool>> {
    let mut kinds: BTreeMap<&Key, BTreeMap<Date, Vec<usize>>> = BTreeMap::new();
    for (at, past) in pasts.iter().enumerate().filter(|(_, past)| past.existed.possible()) {
        if past.kind == Key::Unknown || past.existed == Truth::Unknown || past.case.contains(&Key::Unknown) {
            return None;
        }
        let Some(date) = past.date else { continue };
        if past.kind != Key::None {
            kinds.entry(&past.kind).or_default().entry(date?).or_default().push(at);
        }
    }
    let mut repeats = vec![false; pasts.len()];
    for days in kinds.values() {
        let mut latest: Option<(Date, &Past)> = None;
        let mut other: Option<(Date, &Past)> = None;
        for (day, on_day) in days {
            for at in on_day {
                let (Some(this), Some(repeat)) = (pasts.get(*at), repeats.get_mut(*at)) else { continue };
                let separate = |(_, past): &(Date, &Past)| one_case(past, this) == Truth::False;
                let earlier = latest.filter(separate).or(other.filter(separate));
                *repeat = earlier.is_some_and(|(date, _)| reaches(date, *day, within));
            }
            for this in on_day.iter().filter_map(|at| pasts.get(*at)) {
                if latest.is_none_or(|(_, past)| one_case(past, this) == Truth::False) {
                    other = latest;
                }
                latest = Some((*day, this));
            }
        }
    }
    Some(repeats)
}
