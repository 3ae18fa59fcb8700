//! What a rule says, in a form that does not depend on how it was written.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::{BTreeMap, BTreeSet};

use super::cut::Cut;
use crate::value::Number;

/// A condition, a number, or what an indicator comes to. Made by the functions here, which bring what is the same into
/// the same form; of records in which everything is known, so that a condition holds or does not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    Truth(bool),
    Number(Number),
    Word(String),
    /// An operation on parts.
    Of(&'static str, Vec<Term>),
    /// The same over the records of a list: its parts speak of one record each.
    Over(&'static str, Vec<Term>),
    /// There is a number, and it lies in the set.
    In(Box<Term>, Cut),
    /// There is a choice, a text, and it is one of these.
    Among(Box<Term>, BTreeSet<String>),
    /// Any other condition.
    Holds(Box<Term>),
    And(BTreeSet<Term>),
    Or(BTreeSet<Term>),
    Not(Box<Term>),
    /// Terms, each so many times, and a constant.
    Sum(BTreeMap<Term, Number>, Number),
    /// What stands beside the first condition that holds.
    Case(Vec<(Term, Term)>),
}

impl Term {
    pub(super) fn word(text: impl Into<String>) -> Self {
        Self::Word(text.into())
    }

    pub(super) fn truth(&self) -> Option<bool> {
        if let Self::Truth(truth) = self { Some(*truth) } else { None }
    }

    pub(super) fn number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Truth(truth) => Self::Truth(!truth),
            Self::Not(inner) => *inner,
            Self::And(parts) => Self::any(parts.into_iter().map(Self::not)),
            Self::Or(parts) => Self::all(parts.into_iter().map(Self::not)),
            other @ (Self::Number(_)
            | Self::Word(_)
            | Self::Of(..)
            | Self::Over(..)
            | Self::In(..)
            | Self::Among(..)
            | Self::Holds(_)
            | Self::Sum(..)
            | Self::Case(_)) => Self::Not(Box::new(other)),
        }
    }

    /// All of them hold.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = BTreeSet::new();
        for part in parts {
            match part {
                Self::And(inner) => flat.extend(inner),
                other => {
                    flat.insert(other);
                }
            }
        }
        let flat = joined(flat, Cut::intersection);
        let refuted = flat.iter().any(|part| part.truth() == Some(false) || flat.contains(&part.clone().not()));
        if refuted {
            return Self::Truth(false);
        }
        let mut rest: BTreeSet<Self> = flat.into_iter().filter(|part| part.truth().is_none()).collect();
        match (rest.len(), rest.pop_first()) {
            (1, Some(only)) => only,
            (_, Some(first)) => {
                rest.insert(first);
                Self::And(rest)
            }
            (_, None) => Self::Truth(true),
        }
    }

    /// One of them holds.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = BTreeSet::new();
        for part in parts {
            match part {
                Self::Or(inner) => flat.extend(inner),
                other => {
                    flat.insert(other);
                }
            }
        }
        let flat = joined(flat, Cut::union);
        if flat.iter().any(|part| part.truth() == Some(true) || flat.contains(&part.clone().not())) {
            return Self::Truth(true);
        }
        let mut rest: BTreeSet<Self> = flat.into_iter().filter(|part| part.truth().is_none()).collect();
        match (rest.len(), rest.pop_first()) {
            (1, Some(only)) => only,
            (_, Some(first)) => {
                rest.insert(first);
                Self::Or(rest)
            }
            (_, None) => Self::Truth(false),
        }
    }

    /// One term so many times, plus a constant.
    pub(super) fn times(self, factor: &Number) -> Self {
        match self {
            Self::Number(number) => Self::Number(number.times(factor)),
            Self::Sum(terms, constant) => {
                let terms = terms.into_iter().map(|(term, count)| (term, count.times(factor))).collect();
                Self::sum_of(terms, constant.times(factor))
            }
            other => Self::sum_of([(other, factor.clone())].into(), Number::zero()),
        }
    }

    /// The sum.
    pub(super) fn plus(self, other: Self) -> Self {
        let (mut terms, constant) = self.parts_of_sum();
        let (more, further) = other.parts_of_sum();
        for (term, count) in more {
            let sum = terms.get(&term).map_or_else(|| count.clone(), |known| known.plus(&count));
            terms.insert(term, sum);
        }
        Self::sum_of(terms, constant.plus(&further))
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.times(&Number::from(-1)))
    }

    pub(super) fn parts_of_sum(self) -> (BTreeMap<Self, Number>, Number) {
        match self {
            Self::Number(number) => (BTreeMap::new(), number),
            Self::Sum(terms, constant) => (terms, constant),
            other => ([(other, Number::one())].into(), Number::zero()),
        }
    }

    /// What cancels out stays as nothing times a term: without a value the whole would have none.
    fn sum_of(mut terms: BTreeMap<Self, Number>, constant: Number) -> Self {
        terms.retain(|term, count| !count.is_zero() || !matches!(term, Self::Number(_)));
        match terms.pop_first() {
            None => Self::Number(constant),
            Some((only, count)) if terms.is_empty() && constant.is_zero() && count == Number::one() => only,
            Some((first, count)) => {
                terms.insert(first, count);
                Self::Sum(terms, constant)
            }
        }
    }

    /// The product.
    pub(super) fn product(self, other: Self) -> Self {
        match (self, other) {
            (Self::Number(factor), term) | (term, Self::Number(factor)) => term.times(&factor),
            (one, two) => {
                let mut parts = vec![one, two];
                parts.sort();
                Self::Of("product", parts)
            }
        }
    }

    /// What stands beside the first condition that holds; `otherwise` where none does.
    pub(super) fn case(rows: impl IntoIterator<Item = (Self, Self)>, otherwise: Self) -> Self {
        let mut kept: Vec<(Self, Self)> = Vec::new();
        for (condition, value) in rows.into_iter().chain([(Self::Truth(true), otherwise)]) {
            match condition.truth() {
                Some(false) => continue,
                Some(true) => {
                    while kept.last().is_some_and(|(_, known)| *known == value) {
                        kept.pop();
                    }
                    kept.push((condition, value));
                    break;
                }
                None => match kept.last_mut() {
                    Some((known, same)) if *same == value => {
                        *known = Self::any([known.clone(), condition]);
                    }
                    Some(_) | None => kept.push((condition, value)),
                },
            }
        }
        match kept.len() {
            1 => kept.pop().map_or(Self::Truth(false), |(_, value)| value),
            _ => Self::Case(kept),
        }
    }

    /// An operation on a value, done in each case of it.
    pub(super) fn in_each_case(self, operation: &impl Fn(Self) -> Self) -> Self {
        match self {
            Self::Case(rows) => {
                let mut rows: Vec<(Self, Self)> =
                    rows.into_iter().map(|(condition, value)| (condition, value.in_each_case(operation))).collect();
                let last = rows.pop().map_or_else(|| Self::word("no value"), |(_, value)| value);
                Self::case(rows, last)
            }
            other => operation(other),
        }
    }

    /// Held between two ends, where there are any.
    pub(super) fn held(self, low: Option<&Number>, high: Option<&Number>) -> Self {
        if low.is_none() && high.is_none() {
            return self;
        }
        self.in_each_case(&|value| match value {
            Self::Number(number) => {
                let raised = low.filter(|low| number < **low).cloned().unwrap_or(number);
                Self::Number(high.filter(|high| raised > **high).cloned().unwrap_or(raised))
            }
            Self::Word(word) if word == "not applicable" => Self::Word(word),
            Self::Of("held", parts) => held_again(parts, low, high),
            other => Self::Of("held", vec![other, end(low), end(high)]),
        })
    }

    /// The term with some of its parts replaced: those that speak of single records are left as they are.
    pub(super) fn replaced(&self, by: &impl Fn(&Self) -> Option<Self>) -> Self {
        if let Some(other) = by(self) {
            return other;
        }
        let every = |parts: &Vec<Self>| parts.iter().map(|part| part.replaced(by)).collect::<Vec<_>>();
        match self {
            Self::Truth(_) | Self::Number(_) | Self::Word(_) | Self::Over(..) => self.clone(),
            Self::In(subject, cut) => Self::In(Box::new(subject.replaced(by)), cut.clone()),
            Self::Among(subject, choices) => Self::Among(Box::new(subject.replaced(by)), choices.clone()),
            Self::Holds(inner) => Self::Holds(Box::new(inner.replaced(by))),
            Self::And(parts) => Self::all(parts.iter().map(|part| part.replaced(by))),
            Self::Or(parts) => Self::any(parts.iter().map(|part| part.replaced(by))),
            Self::Not(inner) => inner.replaced(by).not(),
            Self::Sum(terms, constant) => terms
                .iter()
                .map(|(term, count)| term.replaced(by).times(count))
                .fold(Self::Number(constant.clone()), Self::plus),
            Self::Case(rows) => {
                let mut rows: Vec<(Self, Self)> =
                    rows.iter().map(|(condition, value)| (condition.replaced(by), value.replaced(by))).collect();
                let last = rows.pop().map_or_else(|| Self::word("no value"), |(_, value)| value);
                Self::case(rows, last)
            }
            Self::Of(name, parts) => Self::operation(name, every(parts)),
        }
    }

    /// An operation, done where its parts are numbers.
    fn operation(name: &'static str, parts: Vec<Self>) -> Self {
        match (name, parts.as_slice()) {
            ("held", [value, low, high]) => value.clone().held(low.number(), high.number()),
            ("product", [one, two]) => one.clone().product(two.clone()),
            ("said", _) => Self::said(parts),
            _ => Self::Of(name, parts),
        }
    }

    /// A value, and what the clauses say of no value and of a division by zero.
    pub(super) fn said(parts: Vec<Self>) -> Self {
        match parts.as_slice() {
            [value @ Self::Number(_), ..] => value.clone(),
            [Self::Word(word), no_value, _] if word == "no value" => no_value.clone(),
            _ => Self::Of("said", parts),
        }
    }
}

fn end(end: Option<&Number>) -> Term {
    end.map_or_else(|| Term::word("open"), |number| Term::Number(number.clone()))
}

/// Between ends, and then between others: between the nearer ones, where the two overlap.
fn held_again(parts: Vec<Term>, low: Option<&Number>, high: Option<&Number>) -> Term {
    let twice = |parts| Term::Of("held", vec![Term::Of("held", parts), end(low), end(high)]);
    let [value, first_low, first_high] = parts.as_slice() else { return twice(parts) };
    let least = first_low.number().into_iter().chain(low).max();
    let most = first_high.number().into_iter().chain(high).min();
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return twice(parts);
    }
    Term::Of("held", vec![value.clone(), end(least), end(most)])
}

/// Conditions on one number as one condition.
fn joined(parts: BTreeSet<Term>, both: impl Fn(&Cut, &Cut) -> Cut) -> BTreeSet<Term> {
    let mut cuts: BTreeMap<Box<Term>, Cut> = BTreeMap::new();
    let mut rest = BTreeSet::new();
    for part in parts {
        match part {
            Term::In(subject, cut) => {
                let cut = cuts.get(&subject).map_or_else(|| cut.clone(), |known| both(known, &cut));
                cuts.insert(subject, cut);
            }
            other => {
                rest.insert(other);
            }
        }
    }
    let cuts =
        cuts.into_iter().map(|(subject, cut)| if cut.is_none() { Term::Truth(false) } else { Term::In(subject, cut) });
    rest.extend(cuts);
    rest
}
