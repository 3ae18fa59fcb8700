//! Values that are tried for a fact: at the bounds of what is wanted, just inside, and well inside.

use super::task::Want;
use crate::facts::{State, Value};
use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::value::{Bound, Date, Number, Range};

/// How many days a date lies before the as-of date where nothing is said of it.
const A_WHILE_AGO: i32 = -200;

/// The values of a fact that are as wanted, the first best.
pub(super) fn candidates(declaration: &FactDeclaration, want: &Want, as_of: Date) -> Vec<State> {
    if let Want::Lacking = want {
        let none = declaration.may_be_none.then_some(State::NoRecord);
        let absent = declaration.may_be_not_applicable.then_some(State::NotApplicable);
        return none.into_iter().chain(absent).collect();
    }
    let want = if let Want::Known = want { &Want::Any } else { want };
    values(declaration, want, as_of).into_iter().map(State::Given).collect()
}

fn values(declaration: &FactDeclaration, want: &Want, as_of: Date) -> Vec<Value> {
    match (&declaration.kind, want) {
        (Kind::YesNo, Want::Truth(wanted)) => vec![Value::YesNo(*wanted)],
        (Kind::YesNo, Want::Any) => vec![Value::YesNo(false), Value::YesNo(true)],
        (Kind::Quantity { dimension, whole, .. }, Want::Numbers(range)) => {
            let lattice = declaration.step.clone().or_else(|| whole.then(Number::one));
            let numbers = numbers(&declaration.range.intersect(range), lattice.as_ref(), dimension);
            numbers.into_iter().map(Value::Number).collect()
        }
        (Kind::Quantity { .. }, Want::Any) => values(declaration, &Want::Numbers(Range::all()), as_of),
        (Kind::Date, Want::Days(low, high)) => {
            let last = if declaration.may_be_later { *high } else { Some(high.map_or(as_of, |high| high.min(as_of))) };
            days(*low, last, as_of).into_iter().map(Value::Date).collect()
        }
        (Kind::Date, Want::Any) => {
            [A_WHILE_AGO, -20, 0, -1000, -3660].map(|days| Value::Date(as_of.shifted(days))).to_vec()
        }
        (Kind::Year, Want::Years(low, high)) => {
            let newest = as_of.year();
            let last =
                if declaration.may_be_later { *high } else { Some(high.map_or(newest, |high| high.min(newest))) };
            years(*low, last, newest).into_iter().map(Value::Year).collect()
        }
        (Kind::Year, Want::Any) => (1..=12).map(|back| Value::Year(as_of.year().saturating_sub(back))).collect(),
        (Kind::Choice(_), Want::Choice(choices)) => choices.iter().map(|choice| Value::Choice(*choice)).collect(),
        (Kind::Choice(choices), Want::Any) => (0..choices.len()).map(Value::Choice).collect(),
        (Kind::Choices(choices), Want::Choices { all, any, none }) => several(choices.len(), all, any, none),
        (Kind::Choices(_), Want::Any) => vec![Value::Choices([0].into())],
        (Kind::Text, Want::Text { among, but }) => texts(among.as_deref(), but),
        (Kind::Text, Want::Any) => texts(None, &[]),
        (Kind::CreditCode, Want::Any) => vec![Value::Text("91350100M000100Y43".to_owned())],
        (Kind::CreditCode, Want::Text { among: None, but }) => {
            let code = "91350100M000100Y43".to_owned();
            if but.contains(&code) { Vec::new() } else { vec![Value::Text(code)] }
        }
        _ => Vec::new(),
    }
}

/// Numbers in a range, on the lattice where there is one.
pub(super) fn numbers(range: &Range, lattice: Option<&Number>, dimension: &Dimension) -> Vec<Number> {
    if range.is_empty() {
        return Vec::new();
    }
    let step = lattice.cloned().unwrap_or_else(|| inside(range, dimension));
    let low = range.low.as_ref().map(|bound| onto(bound, lattice, &step, true));
    let high = range.high.as_ref().map(|bound| onto(bound, lattice, &step, false));
    let middle = low.as_ref().zip(high.as_ref()).and_then(|(low, high)| low.plus(high).over(&Number::from(2)));
    let further = |number: &Option<Number>, times: i64| {
        number.as_ref().map(|number| number.plus(&step.times(&Number::from(times))))
    };
    let far = if high.is_none() { low.as_ref().map(|low| low.plus(low).plus(&step)) } else { None };
    let none = if low.is_none() && high.is_none() { Some(Number::zero()) } else { None };
    // Where only the high end belongs to the range, it is the plainer of the two.
    let high_first =
        range.high.as_ref().is_some_and(|high| high.included) && range.low.as_ref().is_some_and(|low| !low.included);
    let first = if high_first { high.clone() } else { None };
    let all = [first, low.clone(), high.clone(), middle, further(&low, 1), further(&high, -1), far, none];
    let mut found: Vec<Number> = Vec::new();
    for number in all.into_iter().flatten() {
        let fits = lattice.is_none_or(|lattice| number.over(lattice).is_some_and(|steps| steps.is_whole()));
        let number = if fits { number } else { lattice.map_or(number.clone(), |lattice| rounded(&number, lattice)) };
        if range.contains(&number) && !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

/// The bound, or the first number inside it.
fn onto(bound: &Bound, lattice: Option<&Number>, step: &Number, low: bool) -> Number {
    let shift = |number: &Number| if low { number.plus(step) } else { number.minus(step) };
    let Some(lattice) = lattice else {
        return if bound.included { bound.number.clone() } else { shift(&bound.number) };
    };
    let steps = bound.number.over(lattice).unwrap_or_else(Number::zero);
    let at = if low { steps.ceiling() } else { steps.floor() }.times(lattice);
    if at == bound.number && !bound.included { shift(&at) } else { at }
}

fn rounded(number: &Number, lattice: &Number) -> Number {
    number.over(lattice).unwrap_or_else(Number::zero).floor().times(lattice)
}

/// How far inside an open bound a number is taken: never past the other bound.
fn inside(range: &Range, dimension: &Dimension) -> Number {
    let thousandth = Number::one().over(&Number::from(1000)).unwrap_or_else(Number::one);
    let usual = match dimension {
        Dimension::Money => Number::one(),
        Dimension::Ratio => thousandth,
        Dimension::Plain | Dimension::Points | Dimension::Counted(_) => thousandth.times(&Number::from(100)),
    };
    let width = range.low.as_ref().zip(range.high.as_ref()).map(|(low, high)| high.number.minus(&low.number));
    match width.and_then(|width| width.over(&Number::from(2))) {
        Some(half) if half < usual => half,
        Some(_) | None => usual,
    }
}

fn days(low: Option<Date>, high: Option<Date>, as_of: Date) -> Vec<Date> {
    let tried = match (low, high) {
        (Some(low), Some(high)) => vec![high, low, low.shifted(low.days_to(high).div_euclid(2))],
        (None, Some(high)) => vec![high, high.shifted(-366), high.shifted(-3660)],
        (Some(low), None) => vec![low.max(as_of), low, low.shifted(366)],
        (None, None) => vec![as_of.shifted(A_WHILE_AGO), as_of, as_of.shifted(-3660)],
    };
    let fits = |day: &Date| low.is_none_or(|low| *day >= low) && high.is_none_or(|high| *day <= high);
    let mut found: Vec<Date> = Vec::new();
    for day in tried.into_iter().filter(fits) {
        if !found.contains(&day) {
            found.push(day);
        }
    }
    found
}

fn years(low: Option<i32>, high: Option<i32>, newest: i32) -> Vec<i32> {
    let high = high.unwrap_or(newest.max(low.unwrap_or(newest)));
    let low = low.unwrap_or(high.saturating_sub(9));
    // The year before that of the as-of date is the one that most rules speak of.
    let usual = newest.saturating_sub(1);
    let first = (low..=high).contains(&usual).then_some(usual);
    let rest = (low..=high).rev().filter(|year| *year != usual).take(12);
    first.into_iter().chain(rest).collect()
}

fn several(count: usize, all: &[usize], any: &[usize], none: &[usize]) -> Vec<Value> {
    if all.iter().any(|choice| none.contains(choice)) {
        return Vec::new();
    }
    let held = any.is_empty() || any.iter().any(|choice| all.contains(choice));
    if held {
        let more = (0..count).filter(|choice| !none.contains(choice)).take(1);
        let least = Value::Choices(all.iter().copied().collect());
        let some = Value::Choices(all.iter().copied().chain(more).collect());
        return if all.is_empty() { vec![some, least] } else { vec![least] };
    }
    let fitting = any.iter().filter(|choice| !none.contains(choice));
    fitting.map(|choice| Value::Choices(all.iter().copied().chain([*choice]).collect())).collect()
}

/// Texts among those given; else new ones.
fn texts(among: Option<&[String]>, but: &[String]) -> Vec<Value> {
    let wanted = |text: &String| !but.contains(text);
    match among {
        Some(texts) => texts.iter().filter(|text| wanted(text)).cloned().map(Value::Text).collect(),
        None => {
            let new = (1..=99).map(|number| format!("示例{number}")).filter(wanted);
            new.take(3).map(Value::Text).collect()
        }
    }
}
