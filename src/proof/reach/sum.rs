//! What adding and deducting can come to: start and additions, cap, deductions; or in the order written.

use std::collections::BTreeSet;

use super::cases::most_together;
use super::method::Raw;
use super::{Reach, Reacher, nought};
use crate::plan::{Clauses, Entry, Formula, Known, ListReference, Score, Subject};
use crate::value::{Bound, Number, Range};

impl Reacher<'_> {
    pub(crate) fn sum(&self, entries: &[Entry], in_order: bool, clauses: &Clauses, full: &Number) -> Raw {
        let of = |entry: &Entry| self.entry(entry, clauses, full);
        let apart = tell_apart(entries);
        let unsure = |reach: Reach| if apart { reach } else { Reach { sure: (false, false), ..reach } };
        if in_order {
            let start = (Reach::of(nought()), Reach::of(nought()));
            let (all, added) = entries.iter().fold(start, |(all, added), entry| {
                if let Entry::Cap(cap) = entry {
                    (all.capped(Some(cap)), added)
                } else if deducts(entry) {
                    (all.plus(of(entry)), added)
                } else {
                    (all.plus(of(entry)), added.plus(of(entry)))
                }
            });
            return Raw { reach: unsure(all), added: Some(unsure(added)) };
        }
        let (less, more): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| deducts(entry));
        let add = |sum: Reach, entry: &&Entry| sum.plus(of(entry));
        let mut added = unsure(more.iter().fold(Reach::of(nought()), add));
        if !apart {
            added = self.told_apart(&more, added, clauses, full);
        }
        let added = added.capped(clauses.cap.as_ref());
        let reach = unsure(less.iter().fold(added.clone(), add));
        Raw { reach, added: Some(added) }
    }

    /// A sum whose conditions may exclude each other: no more than in the best of all cases.
    fn told_apart(&self, more: &[&Entry], added: Reach, clauses: &Clauses, full: &Number) -> Reach {
        let entries: Option<Vec<(Option<&Formula>, Bound)>> =
            more.iter().map(|entry| Some((plain(entry)?, self.entry(entry, clauses, full).range().high?))).collect();
        match (entries.and_then(|entries| most_together(&entries, &self.extents)), &added.points) {
            (Some(high), Some(points)) => {
                let points = Range { high: Some(high), ..points.clone() };
                Reach { points: Some(points), sure: (added.sure.0, true), ..added }
            }
            (None, _) | (_, None) => added,
        }
    }

    /// What one entry brings; below nought where it deducts.
    pub(crate) fn entry(&self, entry: &Entry, clauses: &Clauses, full: &Number) -> Reach {
        match entry {
            Entry::Start(points) => Reach::exactly(points.clone()),
            Entry::Add(score, when) => self.one_entry(score, when.as_ref(), full),
            Entry::Deduct(score, when) => self.one_entry(score, when.as_ref(), full).negated(),
            Entry::Checklist { missing, points, items } => {
                let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
                let all = Range::exactly(points.times(&Number::from(count))).join(&nought());
                if *missing { Reach::of(all).negated() } else { Reach::of(all) }
            }
            Entry::Count(steps) => self.steps(steps, &Known::default()),
            Entry::Each(each) => {
                let reach = self.each(each, clauses, full);
                if each.deduct { reach.negated() } else { reach }
            }
            Entry::Cap(_) => Reach::of(nought()),
        }
    }

    fn one_entry(&self, score: &Score, when: Option<&Formula>, full: &Number) -> Reach {
        let Some(when) = when else { return self.score(score, &Known::default(), full) };
        let known = Known::default().where_it_is(when, true).0;
        self.score(score, &known, full).join(Reach::of(nought()))
    }
}

/// The condition of an entry that adds a plain amount.
fn plain(entry: &Entry) -> Option<Option<&Formula>> {
    let fixed = |formula: &Formula| formula.subjects().is_some_and(|subjects| subjects.is_empty());
    match entry {
        Entry::Start(_) => Some(None),
        Entry::Add(score, when) => score.formulas().into_iter().all(fixed).then_some(when.as_ref()),
        Entry::Deduct(..) | Entry::Checklist { .. } | Entry::Count(_) | Entry::Each(_) | Entry::Cap(_) => None,
    }
}

/// Whether an entry deducts: it then acts after the cap, and what it leaves is held at nought.
pub(crate) fn deducts(entry: &Entry) -> bool {
    match entry {
        Entry::Deduct(..) | Entry::Checklist { missing: true, .. } => true,
        Entry::Each(each) => each.deduct,
        Entry::Count(steps) => steps.each.is_negative(),
        Entry::Start(_) | Entry::Add(..) | Entry::Checklist { missing: false, .. } | Entry::Cap(_) => false,
    }
}

/// Whether no two entries, and no two items of one, speak of the same thing: then each may come to its end beside the others.
fn tell_apart(entries: &[Entry]) -> bool {
    let mut seen: BTreeSet<Subject> = BTreeSet::new();
    let mut new = |subjects: Option<Vec<Subject>>| {
        subjects.is_some_and(|subjects| subjects.into_iter().all(|subject| seen.insert(subject)))
    };
    entries.iter().all(|entry| match entry {
        Entry::Each(each) => new(Some(vec![match each.list {
            ListReference::Fact(index) => Subject::Fact(index),
            ListReference::Field { depth, index, of } => Subject::Field { depth, index, list: (of, None) },
        }])),
        Entry::Checklist { items, .. } => items.iter().all(|item| new(item.subjects())),
        Entry::Start(_) | Entry::Cap(_) => true,
        Entry::Add(score, when) | Entry::Deduct(score, when) => {
            let formulas = score.formulas().into_iter().chain(when);
            let subjects: Option<BTreeSet<Subject>> =
                formulas.map(|formula| formula.subjects()).try_fold(BTreeSet::new(), |mut all, subjects| {
                    all.extend(subjects?);
                    Some(all)
                });
            new(subjects.map(|subjects| subjects.into_iter().collect()))
        }
        Entry::Count(steps) => new(steps.subject.subjects()),
    })
}
