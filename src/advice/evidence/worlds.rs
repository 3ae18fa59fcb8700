//! What facts that are not submitted may turn out to be.

use super::Examiner;
use crate::advice::values::{Around, values};
use crate::facts::{Entry, Row, State, Value};
use crate::plan::{Kind, ListDeclaration};

/// More possibilities of one document than these are not gone through together.
const MOST_TOGETHER: usize = 256;

impl Examiner<'_, '_> {
    /// What facts may turn out to be, together; and whether that is everything.
    pub(super) fn worlds(&self, facts: &[usize]) -> (Vec<Vec<State>>, bool) {
        let each: Vec<(Vec<State>, bool)> = facts.iter().map(|fact| self.states(*fact)).collect();
        let mut complete = each.iter().all(|(_, complete)| *complete);
        let product = each.iter().fold(1_usize, |product, (states, _)| product.saturating_mul(states.len().max(1)));
        if product <= MOST_TOGETHER {
            let none = vec![Vec::new()];
            let worlds = each.iter().fold(none, |worlds, (states, _)| {
                let with = |world: &Vec<State>| -> Vec<Vec<State>> {
                    states.iter().map(|state| world.iter().chain([state]).cloned().collect()).collect()
                };
                worlds.iter().flat_map(with).collect()
            });
            return (worlds, complete);
        }
        complete = false;
        // One at a time, the others as they are tried first.
        let firsts: Vec<State> =
            each.iter().map(|(states, _)| states.first().cloned().unwrap_or(State::NotSubmitted)).collect();
        let mut worlds = Vec::new();
        for (at, (states, _)) in each.iter().enumerate() {
            for state in states {
                let mut world = firsts.clone();
                if let Some(place) = world.get_mut(at) {
                    *place = state.clone();
                }
                worlds.push(world);
            }
        }
        (worlds, complete)
    }

    /// What one fact may turn out to be.
    fn states(&self, fact: usize) -> (Vec<State>, bool) {
        let Some(declaration) = self.applicant.declaration(fact) else { return (Vec::new(), false) };
        let constants = &self.reading.constants;
        let around = Around { constants, numbers: &[], as_of: self.applicant.as_of, texts: &[] };
        let possible = values(declaration, &State::NotSubmitted, &around);
        let mut states = possible.states;
        if let Kind::List(list) = &declaration.kind {
            states.extend(self.rows(fact, list).into_iter().map(|row| State::Given(Value::List(vec![row]))));
        }
        if declaration.may_be_not_applicable {
            states.push(State::NotApplicable);
        }
        (states, possible.complete)
    }

    /// Lists of one record: one, and the same with one field different.
    fn rows(&self, fact: usize, list: &ListDeclaration) -> Vec<Row> {
        let constants = &self.reading.constants;
        let around = Around { constants, numbers: &[], as_of: self.applicant.as_of, texts: &[] };
        let fields: Vec<Vec<State>> = list
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| {
                let read = self.reading.fields.contains(&((fact, None), index));
                if read { values(field, &State::NotSubmitted, &around).states } else { Vec::new() }
            })
            .collect();
        let first = |states: &Vec<State>| Entry {
            state: states.first().cloned().unwrap_or(State::NotSubmitted),
            provenance: None,
        };
        let row = Row { fields: fields.iter().map(first).collect(), provenance: None };
        let mut rows = vec![row.clone()];
        for (index, states) in fields.iter().enumerate() {
            for state in states.iter().skip(1) {
                let mut other = row.clone();
                if let Some(entry) = other.fields.get_mut(index) {
                    entry.state = state.clone();
                }
                rows.push(other);
            }
        }
        rows
    }
}
