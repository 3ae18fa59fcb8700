//! The values that are tried for a fact: those at which what reads it can change, the nearest to the present one first.

use std::collections::BTreeSet;

use super::reading::Constants;
use crate::facts::{State, Value};
use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::{Date, Number};

/// More numbers, days or texts of one fact than these are not tried.
const MOST_TRIED: usize = 48;
/// More sets of choices than those of so many choices are not tried one by one.
const FEW_CHOICES: usize = 5;
/// As good as without limit.
const GREAT: u32 = 12;

/// What a fact may become.
pub(super) struct Values {
    /// What is tried, in order.
    pub(super) states: Vec<State>,
    /// Whether nothing else is possible.
    pub(super) complete: bool,
}

/// What the values depend on besides the fact.
pub(super) struct Around<'a> {
    /// What is compared with.
    pub(super) constants: &'a Constants,
    /// Numbers that other facts have, of which this one may be a part.
    pub(super) numbers: &'a [Number],
    /// The as-of date.
    pub(super) as_of: Date,
    /// Texts that other records have in the same field.
    pub(super) texts: &'a [String],
}

/// What a fact may become, other than what it is. Nothing ever becomes not applicable: that is a matter of fact.
pub(super) fn values(declaration: &FactDeclaration, present: &State, around: &Around<'_>) -> Values {
    let (mut values, complete) = match &declaration.kind {
        Kind::YesNo => (vec![Value::YesNo(true), Value::YesNo(false)], true),
        Kind::Choice(choices) => ((0..choices.len()).map(Value::Choice).collect(), true),
        Kind::Choices(choices) => several(choices.len(), present),
        Kind::Quantity { dimension, whole, .. } => {
            (numbers(declaration, dimension, *whole, number_of(present), around), false)
        }
        Kind::Date => (days(declaration, around), false),
        Kind::Year => (years(around), false),
        Kind::Text => (texts(around), false),
        // Who somebody is does not change.
        Kind::CreditCode => (Vec::new(), true),
        Kind::List(_) => (vec![Value::List(Vec::new())], false),
    };
    let now = match present {
        State::Given(value) | State::Defaulted(value) => Some(value),
        State::NoRecord | State::NotApplicable | State::NotSubmitted | State::Disputed => None,
    };
    values.retain(|value| Some(value) != now);
    let none = (declaration.may_be_none && *present != State::NoRecord).then_some(State::NoRecord);
    Values { states: values.into_iter().map(State::Given).chain(none).collect(), complete }
}

fn number_of(present: &State) -> Number {
    if let State::Given(Value::Number(number)) | State::Defaulted(Value::Number(number)) = present {
        number.clone()
    } else {
        Number::zero()
    }
}

/// Every set of a few choices; of many, those that add one, all, and each alone.
fn several(count: usize, present: &State) -> (Vec<Value>, bool) {
    let held = if let State::Given(Value::Choices(held)) | State::Defaulted(Value::Choices(held)) = present {
        held.clone()
    } else {
        BTreeSet::new()
    };
    if count <= FEW_CHOICES {
        let sets = 0..1_usize.checked_shl(u32::try_from(count).unwrap_or(0)).unwrap_or(1);
        let set = |bits: usize| {
            (0..count).filter(|bit| bits.checked_shr(u32::try_from(*bit).unwrap_or(0)).unwrap_or(0) & 1 == 1).collect()
        };
        let mut all: Vec<BTreeSet<usize>> = sets.map(set).collect();
        all.sort_by_key(|set| set.symmetric_difference(&held).count());
        return (all.into_iter().map(Value::Choices).collect(), true);
    }
    let all: BTreeSet<usize> = (0..count).collect();
    let more = all.difference(&held).map(|choice| held.iter().copied().chain([*choice]).collect());
    let alone = (0..count).map(|choice| BTreeSet::from([choice]));
    let sets: Vec<BTreeSet<usize>> = more.chain([all.clone(), BTreeSet::new()]).chain(alone).collect();
    (sets.into_iter().map(Value::Choices).collect(), false)
}

/// The smallest step that is worth speaking of.
pub(super) fn step(declaration: &FactDeclaration) -> Number {
    let Kind::Quantity { dimension, whole, .. } = &declaration.kind else { return Number::one() };
    let thousandth = Number::one().over(&Number::from(1000)).unwrap_or_else(Number::one);
    match (&declaration.step, whole, dimension) {
        (Some(step), _, _) => step.clone(),
        (None, true, _) | (None, false, Dimension::Money) => Number::one(),
        (None, false, Dimension::Ratio) => thousandth,
        (None, false, Dimension::Plain | Dimension::Points | Dimension::Counted(_)) => {
            thousandth.times(&Number::from(100))
        }
    }
}

/// The constants, and the parts of other numbers that they name, with the steps beside them, and the ends.
fn numbers(
    declaration: &FactDeclaration,
    dimension: &Dimension,
    whole: bool,
    present: Number,
    around: &Around<'_>,
) -> Vec<Value> {
    let step = step(declaration);
    let lattice = whole || declaration.step.is_some();
    let mut found: BTreeSet<Number> = BTreeSet::new();
    let mut add = |number: &Number| {
        let steps = number.over(&step).unwrap_or_else(Number::zero);
        for at in [steps.floor(), steps.ceiling()] {
            for shift in [-1, 0, 1] {
                found.insert(at.plus(&Number::from(shift)).times(&step));
            }
        }
        if !lattice {
            found.insert(number.clone());
        }
    };
    around.constants.numbers.iter().for_each(&mut add);
    if !matches!(dimension, Dimension::Ratio) {
        let parts = around.constants.numbers.iter().filter(|number| **number <= Number::from(2));
        let of = |part: &Number| around.numbers.iter().map(|number| number.times(part)).collect::<Vec<_>>();
        parts.flat_map(of).for_each(|number| add(&number));
        around.numbers.iter().for_each(&mut add);
    }
    let great = present.plus(&Number::power_of_ten(GREAT));
    let ends =
        [&declaration.range.low, &declaration.range.high].map(|bound| bound.as_ref().map(|end| end.number.clone()));
    let mut near: Vec<Number> = found.into_iter().filter(|number| declaration.range.contains(number)).collect();
    near.sort_by_key(|number| number.minus(&present).absolute());
    near.truncate(MOST_TRIED);
    let ends = ends.into_iter().flatten().chain([great]).filter(|number| declaration.range.contains(number));
    for end in ends {
        if !near.contains(&end) {
            near.push(end);
        }
    }
    near.into_iter().map(Value::Number).collect()
}

/// Days at which a period ends on the as-of date, the days beside them, and the days that are named.
fn days(declaration: &FactDeclaration, around: &Around<'_>) -> Vec<Value> {
    let as_of = around.as_of;
    let mut found = vec![as_of, as_of.shifted(-30)];
    for period in &around.constants.periods {
        let (months, days) = period.months_and_days();
        let back = i32::try_from(months.saturating_mul(31).saturating_add(days)).unwrap_or(i32::MAX);
        let from = as_of.shifted(back.saturating_neg());
        // The first day whose period has not run out, looked for from where it surely has.
        let mut first = from;
        while first < as_of && first.after(*period) < as_of {
            first = first.shifted(1);
        }
        found.extend([
            first.shifted(-1),
            first,
            first.shifted(1),
            as_of.after(*period),
            as_of.after(*period).shifted(1),
        ]);
    }
    let named = around.constants.dates.iter();
    found.extend(named.flat_map(|date| [date.shifted(-1), *date, date.shifted(1)]));
    found.push(as_of.shifted(-20_000));
    let mut kept: Vec<Date> = Vec::new();
    for day in found {
        if (declaration.may_be_later || day <= as_of) && !kept.contains(&day) {
            kept.push(day);
        }
    }
    kept.truncate(MOST_TRIED);
    kept.into_iter().map(Value::Date).collect()
}

fn years(around: &Around<'_>) -> Vec<Value> {
    let newest = around.as_of.year();
    let recent = (0..=6).map(|back| newest.saturating_sub(back));
    let named = around.constants.years.iter().flat_map(|year| [year.saturating_sub(1), *year, year.saturating_add(1)]);
    let mut found: Vec<i32> = Vec::new();
    for year in recent.chain(named) {
        if year <= newest && !found.contains(&year) {
            found.push(year);
        }
    }
    found.truncate(MOST_TRIED);
    found.into_iter().map(Value::Year).collect()
}

/// The texts that are named, those that other records have, and one that is none of them.
fn texts(around: &Around<'_>) -> Vec<Value> {
    let named: Vec<String> = around.constants.texts.iter().take(MOST_TRIED).cloned().collect();
    let known = |text: &String| named.contains(text) || around.texts.contains(text);
    let fresh = (1..=999).map(|number| format!("新增{number}")).find(|text| !known(text));
    let others = around.texts.iter().filter(|text| !named.contains(text)).cloned();
    fresh.into_iter().chain(named.iter().cloned()).chain(others).take(MOST_TRIED).map(Value::Text).collect()
}
