//! No further than needed: fields of new records that make no difference are left out, and numbers are taken back towards
//! what they are now, as long as the way still leads there.

use super::applicant::{Applicant, Deeds};
use super::values::step;
use crate::facts::{State, Value};
use crate::plan::{FactDeclaration, Kind};
use crate::value::Number;

/// How often a number is halved.
const MOST_HALVINGS: usize = 96;

/// Whether changes are still enough.
type Enough<'e> = &'e mut dyn FnMut(&Deeds) -> bool;

/// Where a number stands among changes: a fact, or the field of one of its records.
#[derive(Clone, Copy)]
struct Spot {
    fact: usize,
    field: Option<(usize, usize)>,
}

/// The changes with what makes no difference left out, and each number as near to the present one as still is enough.
pub(super) fn lowered(applicant: &Applicant<'_>, mut deeds: Deeds, enough: Enough<'_>, same: Enough<'_>) -> Deeds {
    let spots = spots(applicant, &deeds);
    for (spot, _) in &spots {
        if spot.field.is_some() && left_out(&deeds, *spot, same) {
            spot.put(&mut deeds, State::NotSubmitted);
        }
    }
    for (spot, declaration) in spots {
        if let Some(State::Given(Value::Number(reached))) = spot.state(&mut deeds).cloned() {
            let from = present(applicant, spot).unwrap_or_else(|| least(declaration));
            let number = nearest(declaration, reached, from, &mut |number| {
                let mut tried = deeds.clone();
                spot.put(&mut tried, State::Given(Value::Number(number.clone())));
                enough(&tried)
            });
            spot.put(&mut deeds, State::Given(Value::Number(number)));
        }
    }
    deeds
}

/// Whether it makes no difference what stands there.
fn left_out(deeds: &Deeds, spot: Spot, same: Enough<'_>) -> bool {
    let mut tried = deeds.clone();
    let said = spot.state(&mut tried).is_some_and(|state| *state != State::NotSubmitted);
    spot.put(&mut tried, State::NotSubmitted);
    said && same(&tried)
}

/// Where something may be lowered: facts, and the fields of records that are added.
fn spots<'p>(applicant: &Applicant<'p>, deeds: &Deeds) -> Vec<(Spot, &'p FactDeclaration)> {
    let mut found = Vec::new();
    for (fact, state) in deeds {
        let Some(declaration) = applicant.declaration(*fact) else { continue };
        let (Kind::List(list), State::Given(Value::List(rows))) = (&declaration.kind, state) else {
            found.push((Spot { fact: *fact, field: None }, declaration));
            continue;
        };
        for row in applicant.rows(*fact).len()..rows.len() {
            let fields = list.fields.iter().enumerate();
            found.extend(
                fields.map(|(field, declaration)| (Spot { fact: *fact, field: Some((row, field)) }, declaration)),
            );
        }
    }
    found
}

impl Spot {
    fn state(self, deeds: &mut Deeds) -> Option<&mut State> {
        let state = deeds.get_mut(&self.fact)?;
        let Some((row, field)) = self.field else { return Some(state) };
        let State::Given(Value::List(rows)) = state else { return None };
        rows.get_mut(row)?.fields.get_mut(field).map(|entry| &mut entry.state)
    }

    fn put(self, deeds: &mut Deeds, state: State) {
        if let Some(place) = self.state(deeds) {
            *place = state;
        }
    }
}

/// What a fact is now, where it is a number.
fn present(applicant: &Applicant<'_>, spot: Spot) -> Option<Number> {
    match applicant.entry(spot.fact).state {
        State::Given(Value::Number(number)) | State::Defaulted(Value::Number(number)) => Some(number),
        State::Given(_)
        | State::Defaulted(_)
        | State::NoRecord
        | State::NotApplicable
        | State::NotSubmitted
        | State::Disputed => None,
    }
}

/// The least that a quantity can be.
fn least(declaration: &FactDeclaration) -> Number {
    declaration.range.low.as_ref().map_or_else(Number::zero, |low| low.number.clone())
}

/// The number nearest to `from` that is enough, found by halving.
fn nearest(
    declaration: &FactDeclaration,
    reached: Number,
    from: Number,
    enough: &mut dyn FnMut(&Number) -> bool,
) -> Number {
    let step = step(declaration);
    let (mut far, mut near) = (reached, from);
    for _ in 0..MOST_HALVINGS {
        let steps = far.minus(&near).absolute().over(&step).unwrap_or_else(Number::zero);
        let half = steps.over(&Number::from(2)).unwrap_or_else(Number::zero).floor();
        let towards = if far > near { half.negated() } else { half.clone() };
        // Numbers in steps stay so; others come to lie on one.
        let at = far.plus(&towards.times(&step)).over(&step).unwrap_or_else(Number::zero).floor().times(&step);
        if half.is_zero() || at == far || at == near || !declaration.range.contains(&at) {
            break;
        }
        if enough(&at) {
            far = at;
        } else {
            near = at;
        }
    }
    far
}
