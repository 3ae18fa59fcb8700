//! Whether two terms always come to the same: part by part, and case by case over what their conditions speak of.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{Piece, Turn};
use super::formula::Declared;
use super::term::Term;
use crate::value::{Number, Range};

/// How many cases are looked at for one pair.
const MOST_CASES: usize = 60_000;

/// Compares terms. What it says to be the same is the same for every record; what it does not may still be.
pub(super) struct Prover<'a> {
    declared: &'a BTreeMap<Term, Declared>,
    left: usize,
}

/// A choice between cases: what replaces the conditions and the values that speak of one thing.
enum Split {
    Number(Term),
    Choice(Term),
    Condition(Term),
}

/// One case of a split.
enum Case<'t> {
    Piece(&'t Term, Piece, Option<Number>),
    Choice(&'t Term, Option<String>),
    /// Without a value: none on record, not applicable, or for another reason.
    Lacking(&'t Term, &'static str),
    Condition(&'t Term, bool),
}

impl<'a> Prover<'a> {
    pub(super) fn new(declared: &'a BTreeMap<Term, Declared>) -> Self {
        Self { declared, left: MOST_CASES }
    }

    /// Whether two terms come to the same in every record.
    pub(super) fn same(&mut self, one: &Term, two: &Term) -> bool {
        if one == two {
            return true;
        }
        self.parts_are_same(one, two) || self.same_in_each_case(one, two)
    }

    /// Whether the terms are the same operation on what is the same.
    fn parts_are_same(&mut self, one: &Term, two: &Term) -> bool {
        match (one, two) {
            (Term::Of(name, parts), Term::Of(other, others)) | (Term::Over(name, parts), Term::Over(other, others)) => {
                name == other && parts.len() == others.len() && self.all_same(parts.iter().zip(others))
            }
            (Term::Holds(one), Term::Holds(two)) => self.parts_are_same(one, two),
            (Term::Case(rows), Term::Case(others)) => {
                let pairs = rows.iter().zip(others);
                let pairs = pairs.flat_map(|((when, value), (other, worth))| [(when, other), (value, worth)]);
                rows.len() == others.len() && self.all_same(pairs)
            }
            (Term::And(parts), Term::And(others)) | (Term::Or(parts), Term::Or(others)) => {
                let (left, right): (Vec<_>, Vec<_>) =
                    (parts.difference(others).collect(), others.difference(parts).collect());
                left.len() == right.len() && self.all_same(left.into_iter().zip(right))
            }
            (Term::Sum(terms, constant), Term::Sum(others, other)) => {
                let left: Vec<_> = terms.iter().filter(|(term, count)| others.get(*term) != Some(count)).collect();
                let right: Vec<_> = others.iter().filter(|(term, count)| terms.get(*term) != Some(count)).collect();
                let counts =
                    left.len() == right.len() && left.iter().zip(&right).all(|((_, one), (_, two))| one == two);
                constant == other
                    && counts
                    && self.all_same(left.into_iter().zip(right).map(|((one, _), (two, _))| (one, two)))
            }
            _ => false,
        }
    }

    fn all_same<'t>(&mut self, pairs: impl Iterator<Item = (&'t Term, &'t Term)>) -> bool {
        pairs.into_iter().all(|(one, two)| self.same(one, two))
    }

    fn same_in_each_case(&mut self, one: &Term, two: &Term) -> bool {
        let Some(split) = split(one).or_else(|| split(two)) else { return false };
        let cases = self.cases(&split, one, two);
        let Some(left) = self.left.checked_sub(cases.len()) else {
            self.left = 0;
            return false;
        };
        self.left = left;
        cases.iter().all(|case| {
            let (one, two) = (case.of(one), case.of(two));
            one == two || self.same_in_each_case(&one, &two) || self.parts_are_same(&one, &two)
        })
    }

    /// How far apart two terms are at most: the second less the first; nothing where that is not known.
    pub(super) fn apart(&mut self, one: &Term, two: &Term) -> Option<Range> {
        if one == two {
            return Some(Range::exactly(Number::zero()));
        }
        if let (Some(one), Some(two)) = (points(one), points(two)) {
            return Some(Range::exactly(two.minus(&one)));
        }
        let split = split(one).or_else(|| split(two))?;
        let cases = self.cases(&split, one, two);
        self.left = self.left.checked_sub(cases.len())?;
        let mut whole: Option<Range> = None;
        for case in &cases {
            let apart = self.apart(&case.of(one), &case.of(two))?;
            whole = Some(whole.map_or_else(|| apart.clone(), |known| known.join(&apart)));
        }
        whole
    }

    fn cases<'t>(&self, split: &'t Split, one: &Term, two: &Term) -> Vec<Case<'t>> {
        let may_lack = |subject: &Term| self.declared.get(subject).is_none_or(|declared| declared.may_lack);
        let lacking = |subject: &'t Term| {
            let why = LACKING.into_iter().filter(|_| may_lack(subject));
            why.map(|why| Case::Lacking(subject, why)).collect::<Vec<_>>()
        };
        match split {
            Split::Condition(condition) => [true, false].map(|held| Case::Condition(condition, held)).into(),
            Split::Choice(subject) => {
                let mut choices = BTreeSet::new();
                choices_of(one, subject, &mut choices);
                choices_of(two, subject, &mut choices);
                // Those that neither names are all the same.
                let known =
                    self.declared.get(subject).map(|declared| &declared.choices).filter(|known| !known.is_empty());
                let others = known.is_none_or(|known| known.difference(&choices).next().is_some()).then_some(None);
                let named = choices.into_iter().map(Some).chain(others);
                named.map(|choice| Case::Choice(subject, choice)).chain(lacking(subject)).collect()
            }
            Split::Number(subject) => {
                let mut turns = BTreeSet::new();
                turns_of(one, subject, &mut turns);
                turns_of(two, subject, &mut turns);
                let turns: Vec<Turn> = turns.into_iter().collect();
                let declared = self.declared.get(subject);
                let step = declared.and_then(|declared| declared.step.as_ref());
                let pieces = Piece::between(&turns).into_iter().map(|piece| {
                    let only = piece.only(step);
                    Case::Piece(subject, piece, only)
                });
                pieces.chain(lacking(subject)).collect()
            }
        }
    }
}

/// Why there may be no value.
const LACKING: [&str; 3] = ["none on record", "not applicable", "no value"];

impl Case<'_> {
    /// The term in this case.
    fn of(&self, term: &Term) -> Term {
        term.replaced(&|part| self.replaces(part))
    }

    fn replaces(&self, part: &Term) -> Option<Term> {
        match self {
            Self::Condition(condition, held) => (part == *condition).then_some(Term::Truth(*held)),
            Self::Choice(subject, choice) => match part {
                Term::Among(of, choices) if of.as_ref() == *subject => {
                    Some(Term::Truth(choice.as_ref().is_some_and(|choice| choices.contains(choice))))
                }
                other => state(other, subject).map(|state| Term::Truth(state == "given")),
            },
            Self::Lacking(subject, why) => match part {
                Term::Among(of, _) | Term::In(of, _) if of.as_ref() == *subject => Some(Term::Truth(false)),
                other => state(other, subject).map(|state| Term::Truth(state == *why)),
            },
            Self::Piece(subject, piece, only) => match part {
                Term::In(of, cut) if of.as_ref() == *subject => Some(Term::Truth(cut.holds_above(piece.low.as_ref()))),
                other if other == *subject => only.clone().map(Term::Number),
                other => state(other, subject).map(|state| Term::Truth(state == "given")),
            },
        }
    }
}

/// Which state of a subject a condition speaks of.
fn state<'t>(condition: &'t Term, subject: &Term) -> Option<&'t str> {
    let Term::Holds(inner) = condition else { return None };
    let Term::Of(name, parts) = inner.as_ref() else { return None };
    (parts.as_slice() == [subject.clone()] && (*name == "given" || LACKING.contains(name))).then_some(*name)
}

/// The points of a score; what does not apply counts nothing.
fn points(term: &Term) -> Option<Number> {
    match term {
        Term::Number(number) => Some(number.clone()),
        Term::Truth(_)
        | Term::Word(_)
        | Term::Of(..)
        | Term::Over(..)
        | Term::In(..)
        | Term::Among(..)
        | Term::Holds(_)
        | Term::And(_)
        | Term::Or(_)
        | Term::Not(_)
        | Term::Sum(..)
        | Term::Case(_) => None,
    }
}

/// The first thing that a condition in a term speaks of.
fn split(term: &Term) -> Option<Split> {
    match term {
        Term::Truth(_) | Term::Number(_) | Term::Word(_) | Term::Over(..) => None,
        Term::In(subject, _) => Some(Split::Number((**subject).clone())),
        Term::Among(subject, _) => Some(Split::Choice((**subject).clone())),
        Term::Holds(inner) => Some(match inner.as_ref() {
            // A state of a number or a choice is one of its cases, where it is compared elsewhere too.
            Term::Of(name, parts) if *name == "given" || LACKING.contains(name) => match parts.as_slice() {
                [subject] => Split::Choice(subject.clone()),
                _ => Split::Condition(term.clone()),
            },
            _ => Split::Condition(term.clone()),
        }),
        Term::And(parts) | Term::Or(parts) => parts.iter().find_map(split),
        Term::Not(inner) => split(inner),
        Term::Of(_, parts) => parts.iter().find_map(split),
        Term::Sum(terms, _) => terms.keys().find_map(split),
        Term::Case(rows) => rows.iter().find_map(|(condition, value)| split(condition).or_else(|| split(value))),
    }
}

/// Every part of a term that does not speak of single records.
fn walk<'t>(term: &'t Term, seen: &mut impl FnMut(&'t Term)) {
    seen(term);
    match term {
        Term::Truth(_) | Term::Number(_) | Term::Word(_) | Term::Over(..) => {}
        Term::In(inner, _) | Term::Among(inner, _) | Term::Holds(inner) | Term::Not(inner) => walk(inner, seen),
        Term::And(parts) | Term::Or(parts) => parts.iter().for_each(|part| walk(part, seen)),
        Term::Of(_, parts) => parts.iter().for_each(|part| walk(part, seen)),
        Term::Sum(terms, _) => terms.keys().for_each(|part| walk(part, seen)),
        Term::Case(rows) => rows.iter().for_each(|(condition, value)| {
            walk(condition, seen);
            walk(value, seen);
        }),
    }
}

fn turns_of(term: &Term, subject: &Term, turns: &mut BTreeSet<Turn>) {
    walk(term, &mut |part| {
        if let Term::In(of, cut) = part
            && of.as_ref() == subject
        {
            turns.extend(cut.turns().iter().cloned());
        }
    });
}

fn choices_of(term: &Term, subject: &Term, choices: &mut BTreeSet<String>) {
    walk(term, &mut |part| {
        if let Term::Among(of, wanted) = part
            && of.as_ref() == subject
        {
            choices.extend(wanted.iter().cloned());
        }
    });
}
