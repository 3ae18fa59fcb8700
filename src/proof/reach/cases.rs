//! What several conditional entries can add together: conditions that exclude each other are told apart case by case.

use crate::document::{Comparison, Membership};
use crate::plan::{Extents, Formula, FormulaKind, RowBound, Subject, Type};
use crate::value::{Bound, Number, Range, Truth};

/// More cases than these are not gone through.
const MOST_CASES: usize = 2_000;

/// More conditions than these are not compared.
const MOST_CONDITIONS: usize = 32;

/// Something that conditions turn on, and the values that make a difference.
enum Turn<'f> {
    /// A choice, one of so many; and whether there may be none.
    Choice(Subject, usize, bool),
    /// A quantity, by a number from each stretch between the bounds; and whether there may be none.
    Number(Subject, Vec<Number>, bool),
    /// Anything else that holds or does not, and what it speaks of.
    Open(&'f Formula, Option<Vec<Subject>>),
}

impl Turn<'_> {
    fn count(&self) -> usize {
        match self {
            Self::Choice(_, count, lacks) => count.saturating_add(usize::from(*lacks)),
            Self::Number(_, numbers, lacks) => numbers.len().saturating_add(usize::from(*lacks)),
            Self::Open(..) => 2,
        }
    }
}

/// The most that these can add, each where its condition holds; nothing where there are too many cases, or where it
/// is not sure that each case occurs.
pub(super) fn most_together(entries: &[(Option<&Formula>, Bound)], extents: &Extents<'_>) -> Option<Bound> {
    let conditions: Vec<&Formula> = entries.iter().filter_map(|(condition, _)| *condition).collect();
    if conditions.len() > MOST_CONDITIONS {
        return None;
    }
    let mut turns = Vec::new();
    for condition in &conditions {
        gather(condition, &mut turns, extents)?;
    }
    if !independent(&turns) {
        return None;
    }
    let cases = turns.iter().try_fold(1_usize, |product, turn| product.checked_mul(turn.count()))?;
    if cases > MOST_CASES {
        return None;
    }
    (0..cases).map(|case| in_case(entries, &turns, case)).max_by(|a, b| a.number.cmp(&b.number))
}

/// The sum where each turn has the value that the number of the case says.
fn in_case(entries: &[(Option<&Formula>, Bound)], turns: &[Turn<'_>], case: usize) -> Bound {
    let mut rest = case;
    let values: Vec<usize> = turns
        .iter()
        .map(|turn| {
            let value = rest.checked_rem(turn.count()).unwrap_or(0);
            rest = rest.checked_div(turn.count()).unwrap_or(0);
            value
        })
        .collect();
    let counted = entries
        .iter()
        .filter(|(condition, _)| condition.is_none_or(|condition| holds(condition, turns, &values) == Truth::True));
    counted.fold(Bound::closed(Number::zero()), |sum, (_, most)| Bound {
        number: sum.number.plus(&most.number),
        included: sum.included && most.included,
    })
}

/// Adds what a condition turns on.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn gather<'f>(condition: &'f Formula, turns: &mut Vec<Turn<'f>>, extents: &Extents<'_>) -> Option<()> {
    match &condition.kind {
        FormulaKind::And(parts) | FormulaKind::Or(parts) => {
            parts.iter().try_for_each(|part| gather(part, turns, extents))
        }
        FormulaKind::Not(inner) => gather(inner, turns, extents),
        FormulaKind::Truth(_) => Some(()),
        _ => {
            if let Some((subject, numbers)) = of_quantity(condition) {
                let lacks = may_lack(&subject, extents)?;
                number_turn(subject, numbers, lacks, turns);
            } else if let Some((subject, count)) = of_choice(condition) {
                let known = |turn: &Turn<'_>| matches!(turn, Turn::Choice(known, ..) if *known == subject);
                if !turns.iter().any(known) {
                    let lacks = may_lack(&subject, extents)?;
                    turns.push(Turn::Choice(subject, count, lacks));
                }
            } else {
                let known = |turn: &Turn<'_>| matches!(turn, Turn::Open(known, _) if known.same_as(condition));
                if !turns.iter().any(known) {
                    turns.push(Turn::Open(condition, condition.subjects()));
                }
            }
            (turns.len() <= MOST_CONDITIONS).then_some(())
        }
    }
}

/// Whether there may be no value; nothing where that is not declared.
fn may_lack(subject: &Subject, extents: &Extents<'_>) -> Option<bool> {
    let fact = match subject {
        Subject::Fact(index) => extents.facts.get(*index),
        Subject::Field { index, list, .. } => extents.fields(*list).get(*index),
        Subject::Definition(_) | Subject::At(_) => None,
    };
    fact.map(|fact| fact.may_be_none || fact.may_be_not_applicable)
}

/// Takes the stretches beside and between these bounds too.
fn number_turn(subject: Subject, bounds: Vec<Number>, lacks: bool, turns: &mut Vec<Turn<'_>>) {
    let found = turns.iter_mut().find_map(|turn| match turn {
        Turn::Number(known, numbers, _) if *known == subject => Some(numbers),
        Turn::Number(..) | Turn::Choice(..) | Turn::Open(..) => None,
    });
    let mut all = bounds;
    if let Some(numbers) = &found {
        all.extend(numbers.iter().cloned());
    }
    all.sort();
    all.dedup();
    let one = Number::one();
    let before = all.first().map(|first| first.minus(&one));
    let after = all.last().map(|last| last.plus(&one));
    let between = all.iter().zip(all.iter().skip(1)).filter_map(|(low, high)| low.plus(high).over(&Number::from(2)));
    let mut numbers: Vec<Number> = between.chain(before).chain(after).collect();
    numbers.extend(all);
    numbers.sort();
    numbers.dedup();
    match found {
        Some(known) => *known = numbers,
        None => turns.push(Turn::Number(subject, numbers, lacks)),
    }
}

/// Whether no two turns speak of the same thing in different ways: then every case can occur.
fn independent(turns: &[Turn<'_>]) -> bool {
    let mut seen: Vec<&Subject> = Vec::new();
    turns.iter().all(|turn| {
        let own: Vec<&Subject> = match turn {
            Turn::Choice(subject, ..) | Turn::Number(subject, ..) => vec![subject],
            Turn::Open(_, Some(subjects)) => subjects.iter().collect(),
            Turn::Open(_, None) => return false,
        };
        let new = own.iter().all(|subject| !seen.contains(subject));
        seen.extend(own);
        new
    })
}

/// Whether a condition holds where the turns have these values.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn holds(condition: &Formula, turns: &[Turn<'_>], values: &[usize]) -> Truth {
    match &condition.kind {
        FormulaKind::And(parts) => parts.iter().fold(Truth::True, |truth, part| truth.and(holds(part, turns, values))),
        FormulaKind::Or(parts) => parts.iter().fold(Truth::False, |truth, part| truth.or(holds(part, turns, values))),
        FormulaKind::Not(inner) => holds(inner, turns, values).not(),
        FormulaKind::Truth(truth) => Truth::from(*truth),
        kind => {
            let found = turns.iter().zip(values).find_map(|(turn, value)| decides(turn, *value, condition, kind));
            found.map_or(Truth::Unknown, Truth::from)
        }
    }
}

fn decides(turn: &Turn<'_>, value: usize, condition: &Formula, kind: &FormulaKind) -> Option<bool> {
    match turn {
        // What compares with no value does not hold, whichever way it is put.
        Turn::Choice(subject, count, _) => {
            of_choice(condition).filter(|(of, _)| of == subject)?;
            if value >= *count { Some(false) } else { choice_holds(kind, value) }
        }
        Turn::Number(subject, numbers, _) => {
            of_quantity(condition).filter(|(of, _)| of == subject)?;
            numbers.get(value).map_or(Some(false), |number| number_holds(kind, number))
        }
        Turn::Open(known, _) => known.same_as(condition).then_some(value == 1),
    }
}

/// The choice that a condition tests, and how many there are; yes and no are a choice of two.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn of_choice(condition: &Formula) -> Option<(Subject, usize)> {
    let choices = |subject: &Formula| match &subject.of {
        Type::Choice(choices) => Some((Subject::of(subject)?, choices.len())),
        _ => None,
    };
    match &condition.kind {
        FormulaKind::Member(subject, Membership::OneOf | Membership::NotOneOf, _) => choices(subject),
        FormulaKind::Compare(subject, Comparison::Equal | Comparison::NotEqual, other)
            if matches!(other.kind, FormulaKind::Choice(_)) =>
        {
            choices(subject)
        }
        FormulaKind::Fact(_) | FormulaKind::Field { .. } => Some((Subject::of(condition)?, 2)),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn choice_holds(kind: &FormulaKind, value: usize) -> Option<bool> {
    match kind {
        FormulaKind::Member(_, Membership::OneOf, choices) => Some(choices.contains(&value)),
        FormulaKind::Member(_, Membership::NotOneOf, choices) => Some(!choices.contains(&value)),
        FormulaKind::Compare(_, operator, other) => match (&other.kind, operator) {
            (FormulaKind::Choice(choice), Comparison::Equal) => Some(value == *choice),
            (FormulaKind::Choice(choice), Comparison::NotEqual) => Some(value != *choice),
            _ => None,
        },
        FormulaKind::Fact(_) | FormulaKind::Field { .. } => Some(value == 1),
        _ => None,
    }
}

/// The quantity that a condition compares with numbers as written, and these numbers.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn of_quantity(condition: &Formula) -> Option<(Subject, Vec<Number>)> {
    match &condition.kind {
        FormulaKind::Compare(subject, _, other) => match &other.kind {
            FormulaKind::Number(number) => Some((Subject::of(subject)?, vec![number.clone()])),
            _ => None,
        },
        FormulaKind::InRange(subject, RowBound::Numbers(range)) => {
            let numbers = range.low.iter().chain(&range.high).map(|bound| bound.number.clone());
            Some((Subject::of(subject)?, numbers.collect()))
        }
        FormulaKind::Fails(inner) => of_quantity(inner),
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn number_holds(kind: &FormulaKind, value: &Number) -> Option<bool> {
    match kind {
        FormulaKind::Compare(_, operator, other) => {
            let FormulaKind::Number(number) = &other.kind else { return None };
            match operator {
                Comparison::AtLeast => Some(value >= number),
                Comparison::Over => Some(value > number),
                Comparison::Below => Some(value < number),
                Comparison::AtMost => Some(value <= number),
                Comparison::Equal => Some(value == number),
                Comparison::NotEqual => Some(value != number),
                Comparison::Before | Comparison::After | Comparison::NotBefore | Comparison::NotAfter => None,
            }
        }
        FormulaKind::InRange(_, RowBound::Numbers(range)) => Some(Range::contains(range, value)),
        FormulaKind::Fails(inner) => Some(!number_holds(&inner.kind, value)?),
        _ => None,
    }
}
