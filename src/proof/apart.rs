//! Filters that no record meets both: of one field they ask for what it cannot be at once.

use std::collections::BTreeSet;

use super::event::{Literal, literals};
use crate::diagnostic::Language;
use crate::document::{Comparison, FactState, Membership};
use crate::facts::{Value, display};
use crate::plan::{Cell, FactDeclaration, Formula, FormulaKind, Kind, Plan, RowBound, Type, WindowBound};
use crate::value::{Date, Number, Period, Range};

/// Alternatives within alternatives are followed so deep.
const DEEP: u32 = 3;

/// Something that a literal speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    /// A field of the records of a list: the list, and the index.
    Of((usize, Option<usize>), usize),
    /// A fact.
    Fact(usize),
}

/// What a field or fact may be.
#[derive(Clone, Debug)]
pub(super) struct Demand(Field, Allowed);

/// What a field may be.
#[derive(Clone, Debug)]
enum Allowed {
    /// One of these choices (no and yes are 0 and 1); whether it may be without a value.
    Choices(BTreeSet<usize>, bool),
    /// One of these texts, or with `true` any other.
    Texts(Vec<String>, bool),
    /// Within these numbers.
    Numbers(Range),
    /// A day whose period has not run out; whether it may be without a value.
    Within(Period, bool),
    /// A day whose period has run out; whether it may be without a value.
    Past(Period, bool),
    /// With a value, or without.
    Given(bool),
}

/// Whether no record meets all of both.
pub(super) fn apart(plan: &Plan, one: &[Literal<'_>], other: &[Literal<'_>]) -> bool {
    apart_within(plan, one, other, DEEP)
}

fn apart_within(plan: &Plan, one: &[Literal<'_>], other: &[Literal<'_>], deep: u32) -> bool {
    one.iter().any(|left| other.iter().any(|right| excludes(plan, *left, *right, deep)))
}

fn excludes(plan: &Plan, one: Literal<'_>, other: Literal<'_>, deep: u32) -> bool {
    if let Some(less) = deep.checked_sub(1) {
        for (split, kept) in [(one, other), (other, one)] {
            if let Some(alternatives) = alternatives(plan, split) {
                return alternatives.iter().all(|each| apart_within(plan, each, &[kept], less));
            }
        }
    }
    match (allowed(plan, one), allowed(plan, other)) {
        (Some((field, left)), Some((same, right))) if field == same => exclusive(&left, &right),
        (Some(_), Some(_)) | (None, _) | (_, None) => false,
    }
}

/// What holds in each way in which one of several things can hold.
fn alternatives<'p>(plan: &'p Plan, literal: Literal<'p>) -> Option<Vec<Vec<Literal<'p>>>> {
    let parts = match (&literal.formula.kind, literal.holds) {
        (FormulaKind::Or(parts), true) | (FormulaKind::And(parts), false) => parts,
        _ => return None,
    };
    let each = parts.iter().map(|part| {
        let mut found = Vec::new();
        literals(plan, part, literal.holds, &mut found);
        found
    });
    Some(each.collect())
}

/// Whether every literal says what one field may be, and nothing else.
pub(super) fn understood(plan: &Plan, filter: &[Literal<'_>]) -> bool {
    filter.iter().all(|literal| allowed(plan, *literal).is_some())
}

/// A record that meets the filters, so far as choices and days go: name of the field and its value.
pub(super) fn example(plan: &Plan, filter: &[Literal<'_>], as_of: Date) -> Vec<(String, String)> {
    let mut fields: Vec<(Field, Vec<Allowed>)> = Vec::new();
    for (field, allowed) in filter.iter().filter_map(|literal| allowed(plan, *literal)) {
        match fields.iter_mut().find(|(known, _)| *known == field) {
            Some((_, all)) => all.push(allowed),
            None => fields.push((field, vec![allowed])),
        }
    }
    fields
        .into_iter()
        .filter_map(|(field, all)| {
            let declared = match field {
                Field::Of(list, index) => plan.extents().fields(list).get(index)?,
                Field::Fact(fact) => plan.facts.get(fact)?,
            };
            Some((declared.name.clone(), one_of(declared, &all, as_of)?))
        })
        .collect()
}

/// A value that is allowed each time; none where it may as well be left out.
fn one_of(field: &FactDeclaration, all: &[Allowed], as_of: Date) -> Option<String> {
    let within = |wanted: usize| {
        all.iter().all(|each| match each {
            Allowed::Choices(choices, _) => choices.contains(&wanted),
            Allowed::Given(given) => *given,
            Allowed::Texts(..) | Allowed::Numbers(_) | Allowed::Within(..) | Allowed::Past(..) => false,
        })
    };
    match &field.kind {
        Kind::Choice(choices) => {
            let found = (0..choices.len()).find(|index| within(*index))?;
            choices.get(found).map(|choice| choice.name.clone())
        }
        Kind::YesNo => {
            ["否", "是"].into_iter().enumerate().find(|(index, _)| within(*index)).map(|(_, word)| word.to_owned())
        }
        Kind::Date => {
            let today = all.iter().all(|each| matches!(each, Allowed::Within(..) | Allowed::Given(true)));
            today.then(|| as_of.to_string())
        }
        Kind::Text | Kind::CreditCode => all.iter().find_map(|each| match each {
            Allowed::Texts(texts, false) => texts.first().cloned(),
            Allowed::Texts(_, true)
            | Allowed::Choices(..)
            | Allowed::Numbers(_)
            | Allowed::Within(..)
            | Allowed::Past(..)
            | Allowed::Given(_) => None,
        }),
        Kind::Quantity { .. } => number(field.range.clone(), all)
            .map(|number| display(&Value::Number(number), &field.kind, Language::Chinese)),
        Kind::Year | Kind::Choices(_) | Kind::List(_) => None,
    }
}

/// A number in all the ranges: an end that belongs to them, or one beside it.
fn number(mut range: Range, all: &[Allowed]) -> Option<Number> {
    for each in all {
        if let Allowed::Numbers(more) = each {
            range = range.intersect(more);
        }
    }
    let (low, high) = (range.low.as_ref()?.number.clone(), range.high.as_ref().map(|high| high.number.clone()));
    let half = Number::one().over(&Number::from(2))?;
    let middle = high.as_ref().map(|high| high.plus(&low).times(&half));
    let beside = [low.clone(), low.plus(&Number::one())].into_iter().chain(high).chain(middle);
    beside.into_iter().find(|number| range.contains(number))
}

/// What a literal allows one field of its record to be.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn allowed(plan: &Plan, literal: Literal<'_>) -> Option<(Field, Allowed)> {
    let Literal { formula, holds } = literal;
    let of = |subject: &Formula, allowed: Allowed| Some((field(plan, subject)?, allowed));
    match (&formula.kind, holds) {
        (FormulaKind::Field { .. } | FormulaKind::Fact(_), _) if formula.of == Type::Truth => {
            of(formula, Allowed::Choices(BTreeSet::from([usize::from(holds)]), !holds))
        }
        (FormulaKind::Member(subject, membership, chosen), _) => {
            let Type::Choice(choices) = &subject.of else { return None };
            let named = match membership {
                Membership::OneOf => true,
                Membership::NotOneOf => false,
                Membership::HasAny | Membership::HasNone | Membership::HasAll | Membership::Only => return None,
            };
            let among = (0..choices.len()).filter(|choice| chosen.contains(choice) == (named == holds));
            of(subject, Allowed::Choices(among.collect(), !holds))
        }
        (FormulaKind::TextIn(subject, texts, negated), true) => of(subject, Allowed::Texts(texts.clone(), *negated)),
        (FormulaKind::State(subject, FactState::Given), _) => of(subject, Allowed::Given(holds)),
        (FormulaKind::State(subject, FactState::Empty), _) => of(subject, Allowed::Given(!holds)),
        (FormulaKind::Compare(subject, comparison, bound), true) => match &bound.kind {
            FormulaKind::Number(number) => of(subject, Allowed::Numbers(comparison.bounds(number)?)),
            FormulaKind::Text(text) if *comparison == Comparison::Equal => {
                of(subject, Allowed::Texts(vec![text.clone()], false))
            }
            _ => None,
        },
        (FormulaKind::InRange(subject, RowBound::Numbers(range)), true) => of(subject, Allowed::Numbers(range.clone())),
        (FormulaKind::Window(subject, WindowBound::Past(period)), true) => of(subject, Allowed::Within(*period, false)),
        (FormulaKind::Window(subject, WindowBound::Past(period)), false) if !later(plan, subject) => {
            of(subject, Allowed::Past(*period, true))
        }
        (FormulaKind::Elapsed(subject, period), true) => of(subject, Allowed::Past(*period, false)),
        (FormulaKind::Elapsed(subject, period), false) => of(subject, Allowed::Within(*period, true)),
        (FormulaKind::Fails(inner), true) => match &inner.kind {
            FormulaKind::Window(subject, WindowBound::Past(period)) if !later(plan, subject) => {
                of(subject, Allowed::Past(*period, false))
            }
            FormulaKind::Elapsed(subject, period) => of(subject, Allowed::Within(*period, false)),
            _ => None,
        },
        _ => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn field(plan: &Plan, subject: &Formula) -> Option<Field> {
    match subject.kind {
        FormulaKind::Field { depth: 0, index, list } => {
            (index < plan.extents().fields(list).len()).then_some(Field::Of(list, index))
        }
        FormulaKind::Fact(fact) => Some(Field::Fact(fact)),
        _ => None,
    }
}

/// What a condition demands of one field or fact, where it is of that form.
pub(super) fn demand(plan: &Plan, literal: Literal<'_>) -> Option<Demand> {
    allowed(plan, literal).map(|(field, allowed)| Demand(field, allowed))
}

/// What a row demands of the subject of its table.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn demand_of_cell(plan: &Plan, subject: &Formula, cell: &Cell) -> Option<Demand> {
    let subject = match (&subject.kind, cell) {
        (FormulaKind::Between(from, to), Cell::Bound(RowBound::Periods(..)))
            if matches!(to.kind, FormulaKind::AsOf) =>
        {
            from
        }
        _ => subject,
    };
    let allowed = match cell {
        Cell::Bound(RowBound::Numbers(range)) => Allowed::Numbers(range.clone()),
        Cell::Bound(RowBound::Periods(_, Some((period, false)))) => Allowed::Within(*period, false),
        Cell::Bound(RowBound::Periods(Some((period, true)), None)) => Allowed::Past(*period, false),
        Cell::Choices(choices) => Allowed::Choices(choices.iter().copied().collect(), false),
        Cell::Texts(texts) => Allowed::Texts(texts.clone(), false),
        Cell::YesNo(truth) => Allowed::Choices(BTreeSet::from([usize::from(*truth)]), false),
        _ => return None,
    };
    Some(Demand(field(plan, subject)?, allowed))
}

/// Whether two demands of one field or fact cannot both be met.
pub(super) fn contradict(one: &Demand, other: &Demand) -> bool {
    one.0 == other.0 && exclusive(&one.1, &other.1)
}

/// Whether a day may lie after the as-of date.
fn later(plan: &Plan, subject: &Formula) -> bool {
    plan.extents().fact_of(subject).is_none_or(|fact| fact.may_be_later)
}

fn exclusive(one: &Allowed, other: &Allowed) -> bool {
    match (one, other) {
        (Allowed::Choices(left, left_none), Allowed::Choices(right, right_none)) => {
            left.is_disjoint(right) && !(*left_none && *right_none)
        }
        (Allowed::Texts(left, false), Allowed::Texts(right, false)) => !left.iter().any(|text| right.contains(text)),
        (Allowed::Texts(named, false), Allowed::Texts(others, true))
        | (Allowed::Texts(others, true), Allowed::Texts(named, false)) => {
            named.iter().all(|text| others.contains(text))
        }
        (Allowed::Numbers(left), Allowed::Numbers(right)) => left.intersect(right).is_empty(),
        (Allowed::Within(period, none), Allowed::Past(run, no_run))
        | (Allowed::Past(run, no_run), Allowed::Within(period, none)) => {
            not_longer(*period, *run) && !(*none && *no_run)
        }
        (Allowed::Given(left), Allowed::Given(right)) => left != right,
        (Allowed::Given(false), asked) | (asked, Allowed::Given(false)) => {
            !matches!(asked, Allowed::Choices(_, true) | Allowed::Within(_, true) | Allowed::Past(_, true))
        }
        (
            Allowed::Choices(..)
            | Allowed::Texts(..)
            | Allowed::Numbers(_)
            | Allowed::Within(..)
            | Allowed::Past(..)
            | Allowed::Given(_),
            _,
        ) => false,
    }
}

/// Whether a period ends no later than another, from whatever day they start.
fn not_longer(one: Period, other: Period) -> bool {
    let ((months, days), (other_months, other_days)) = (one.months_and_days(), other.months_and_days());
    months <= other_months && days <= other_days
}
