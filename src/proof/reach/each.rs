//! What the records of a list can come to: one record, how many of them, their groups and caps.

use super::{Reach, Reacher, nought};
use crate::plan::{
    Clauses, Each, EachValue, Formula, FormulaKind, GroupKey, Known, ListReference, Subject, WindowBound, times_up_to,
};
use crate::value::{Number, PeriodUnit, Range};

impl Reacher<'_> {
    /// What the records of a list can come to; what is deducted is above nought here too.
    pub(crate) fn each(&self, each: &Each, clauses: &Clauses, full: &Number) -> Reach {
        let most = self.most_counted(each);
        let reach = match &each.value {
            EachValue::FirstAndRest(first, rest) => first_and_rest(first, rest, most.as_ref()),
            EachValue::Score(_) => {
                let one = self.one_record(each, clauses, full);
                if each.only.is_some() { one.join(Reach::of(nought())) } else { self.together(each, one, most) }
            }
        };
        reach.capped(each.cap.as_ref())
    }

    /// What one record counts, its factors included.
    pub(crate) fn one_record(&self, each: &Each, clauses: &Clauses, full: &Number) -> Reach {
        let EachValue::Score(score) = &each.value else { return Reach::nothing() };
        let kept = each.when.iter().map(|when| (when, true)).chain(each.exclude.iter().map(|when| (when, false)));
        let known = kept.fold(Known::default(), |known, (when, holds)| known.where_it_is(when, holds).0);
        let mut one = self.said(self.score(score, &known, full), clauses, full);
        if let Some(repeat) = &each.repeat {
            let again = one.clone().map(|range| range.times(&Range::exactly(repeat.factor.clone())));
            one = one.join(again);
        }
        for (factor, when) in &each.factors {
            let inside = when.as_ref().map_or_else(|| known.clone(), |when| known.where_it_is(when, true).0);
            let by = self.score(factor, &inside, full);
            let (no_value, zero_division, exact) = (by.no_value, by.zero_division, by.sure == (true, true));
            let mut range = by.points.unwrap_or_else(|| Range::exactly(Number::one()));
            if when.is_some() {
                range = range.join(&Range::exactly(Number::one()));
            }
            let sure = (one.sure.0 && exact, one.sure.1 && exact);
            one = Reach { sure, ..one.map(|points| points.times(&range)) };
            if no_value || zero_division {
                let lacking = Reach { no_value, zero_division, ..Reach::nothing() };
                one = one.join(self.said(lacking, clauses, full));
            }
        }
        one
    }

    /// At most so many records can count.
    pub(crate) fn most_counted(&self, each: &Each) -> Option<Number> {
        let conditions: Vec<&Formula> = each.when.iter().collect();
        let records = self.extents.most_records(each.list, &conditions);
        let cases = each.same.iter().filter_map(|same| self.most_keys(each.list, &same.keys, &conditions));
        records.into_iter().chain(cases).min()
    }

    fn most_keys(&self, list: ListReference, keys: &[Formula], conditions: &[&Formula]) -> Option<Number> {
        let declaration = self.extents.list(list)?;
        let fields: Option<Vec<usize>> = keys.iter().map(own_field).collect();
        self.extents.most_keys(declaration, &fields?, conditions)
    }

    /// So many records together, group by group.
    fn together(&self, each: &Each, one: Reach, most: Option<Number>) -> Reach {
        let Some(cap) = each.group_caps.first() else { return one.map(|range| times_up_to(range, most.as_ref())) };
        let groups = match &cap.by {
            GroupKey::Key(key) => {
                self.most_keys(each.list, std::slice::from_ref(key), &each.when.iter().collect::<Vec<_>>())
            }
            GroupKey::Year(date) => windows(each, date, 12),
            GroupKey::Month(date) => windows(each, date, 1),
        };
        one.map(|range| {
            let held = range.clamped(None, Some(&cap.points));
            let records = times_up_to(&held, most.as_ref());
            let of_group = times_up_to(range, most.as_ref()).clamped(None, Some(&cap.points));
            let in_groups = times_up_to(&of_group, groups.as_ref());
            let high = [records.high, in_groups.high].into_iter().flatten().min_by(|a, b| a.number.cmp(&b.number));
            Range { low: times_up_to(range, most.as_ref()).low, high }
        })
    }
}

fn first_and_rest(first: &Number, rest: &Number, most: Option<&Number>) -> Reach {
    let others = most.map(|most| most.minus(&Number::one())).filter(|others| !others.is_negative());
    let first = Range::exactly(first.clone());
    let all = first.plus(&times_up_to(&Range::exactly(rest.clone()), others.as_ref()));
    Reach::of(all.join(&nought()))
}

/// The index of a field of the record itself.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn own_field(formula: &Formula) -> Option<usize> {
    match &formula.kind {
        FormulaKind::Field { depth: 0, index, .. } => Some(*index),
        _ => None,
    }
}

/// At most so many calendar years (of 12 months) or months (of 1) are touched by the days that a condition lets count.
fn windows(each: &Each, date: &Formula, months: i64) -> Option<Number> {
    let of = Subject::of(date)?;
    let back = each.when.iter().filter_map(|condition| months_back(condition, &of)).min()?;
    Some(back.over(&Number::from(months))?.ceiling().plus(&Number::one()))
}

/// How many months a condition lets the day lie back.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn months_back(condition: &Formula, date: &Subject) -> Option<Number> {
    match &condition.kind {
        FormulaKind::And(parts) => parts.iter().find_map(|part| months_back(part, date)),
        FormulaKind::Window(subject, WindowBound::Past(period)) if Subject::of(subject).as_ref() == Some(date) => {
            let months = match period.unit {
                PeriodUnit::Years => i64::from(period.count).saturating_mul(12),
                PeriodUnit::Months => i64::from(period.count),
                PeriodUnit::Days => i64::from(period.count).div_euclid(28).saturating_add(1),
            };
            Some(Number::from(months))
        }
        _ => None,
    }
}
