//! No further than needed: the numbers of a way are taken back towards what they are now, as long as it still leads there.

use super::applicant::{Applicant, Deeds};
use super::values::step;
use crate::facts::{Row, State, Value};
use crate::plan::{FactDeclaration, Kind};
use crate::value::Number;

/// How often a number is halved.
const MOST_HALVINGS: usize = 96;

/// The changes with each number as near to the present one as still is enough.
pub(super) fn lowered(applicant: &Applicant<'_>, mut deeds: Deeds, enough: &mut dyn FnMut(&Deeds) -> bool) -> Deeds {
    let facts: Vec<usize> = deeds.keys().copied().collect();
    for fact in facts {
        let Some(declaration) = applicant.declaration(fact) else { continue };
        if let Kind::List(list) = &declaration.kind {
            let before = applicant.rows(fact).len();
            let length = rows_mut(&mut deeds, fact).map_or(0, |rows| rows.len());
            for row in before..length {
                for (field, declaration) in list.fields.iter().enumerate() {
                    let place = |deeds: &mut Deeds| {
                        field_mut(deeds, fact, row, field).map(|state| std::mem::replace(state, State::NotSubmitted))
                    };
                    let Some(state) = field_mut(&mut deeds, fact, row, field).cloned() else { continue };
                    let from = least(declaration);
                    let found = nearest(declaration, &state, from, &mut |state| {
                        let mut tried = deeds.clone();
                        place(&mut tried);
                        put_field(&mut tried, fact, row, field, state.clone());
                        enough(&tried)
                    });
                    put_field(&mut deeds, fact, row, field, found);
                }
            }
            continue;
        }
        let Some(state) = deeds.get(&fact).cloned() else { continue };
        let from = match applicant.entry(fact).state {
            State::Given(Value::Number(number)) | State::Defaulted(Value::Number(number)) => number,
            State::Given(_)
            | State::Defaulted(_)
            | State::NoRecord
            | State::NotApplicable
            | State::NotSubmitted
            | State::Disputed => least(declaration),
        };
        let found = nearest(declaration, &state, from, &mut |state| {
            let mut tried = deeds.clone();
            tried.insert(fact, state.clone());
            enough(&tried)
        });
        deeds.insert(fact, found);
    }
    deeds
}

fn rows_mut(deeds: &mut Deeds, fact: usize) -> Option<&mut Vec<Row>> {
    if let Some(State::Given(Value::List(rows))) = deeds.get_mut(&fact) { Some(rows) } else { None }
}

fn field_mut(deeds: &mut Deeds, fact: usize, row: usize, field: usize) -> Option<&mut State> {
    let rows = rows_mut(deeds, fact)?;
    rows.get_mut(row)?.fields.get_mut(field).map(|entry| &mut entry.state)
}

fn put_field(deeds: &mut Deeds, fact: usize, row: usize, field: usize, state: State) {
    if let Some(place) = field_mut(deeds, fact, row, field) {
        *place = state;
    }
}

/// The least that a quantity can be.
fn least(declaration: &FactDeclaration) -> Number {
    declaration.range.low.as_ref().map_or_else(Number::zero, |low| low.number.clone())
}

/// The number nearest to `from` that is enough, found by halving; anything but a number stays as it is.
fn nearest(
    declaration: &FactDeclaration,
    state: &State,
    from: Number,
    enough: &mut dyn FnMut(&State) -> bool,
) -> State {
    let State::Given(Value::Number(reached)) = state else { return state.clone() };
    let step = step(declaration);
    let (mut far, mut near) = (reached.clone(), from);
    for _ in 0..MOST_HALVINGS {
        let steps = far.minus(&near).absolute().over(&step).unwrap_or_else(Number::zero);
        let half = steps.over(&Number::from(2)).unwrap_or_else(Number::zero).floor();
        if half.is_zero() {
            break;
        }
        let towards = if far > near { half.negated() } else { half };
        // Numbers in steps stay so; others come to lie on one.
        let at = far.plus(&towards.times(&step)).over(&step).unwrap_or_else(Number::zero).floor().times(&step);
        if at == far || at == near || !declaration.range.contains(&at) {
            break;
        }
        if enough(&State::Given(Value::Number(at.clone()))) {
            far = at;
        } else {
            near = at;
        }
    }
    State::Given(Value::Number(far))
}
