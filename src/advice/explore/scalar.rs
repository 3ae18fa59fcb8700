//! What can become of a fact that is one value.

use super::{Explorer, best_first};
use crate::advice::values::{Around, values};
use crate::facts::{State, Value};

impl Explorer<'_, '_> {
    /// Decides one fact: it stays, or becomes something else.
    pub(super) fn scalar(&mut self, at: usize, fact: usize) {
        let next = at.saturating_add(1);
        self.keep(fact);
        self.explore(next);
        self.counts.insert(fact, 1);
        self.open(fact);
        if self.look().is_some() {
            self.changed(fact, next);
        }
        self.deeds.remove(&fact);
        self.counts.remove(&fact);
    }

    fn changed(&mut self, fact: usize, next: usize) {
        let Some(declaration) = self.applicant.declaration(fact) else { return };
        let present = self.applicant.entry(fact).state;
        let numbers = self.other_numbers(fact);
        let constants = &self.unit.reading.constants;
        let around = Around { constants, numbers: &numbers, as_of: self.applicant.as_of, texts: &[] };
        let possible = values(declaration, &present, &around);
        let mut tried = Vec::new();
        for state in possible.states {
            self.put(fact, &state);
            if let Some(look) = self.look() {
                tried.push((state, look));
            }
        }
        best_first(&mut tried);
        for (state, _) in tried {
            self.put(fact, &state);
            self.deeds.insert(fact, state);
            self.explore(next);
        }
        if !possible.complete {
            self.open(fact);
            self.any = self.any.saturating_add(1);
            self.explore(next);
            self.any = self.any.saturating_sub(1);
        }
    }

    /// The numbers that the record gives for what is read together with a fact.
    fn other_numbers(&self, fact: usize) -> Vec<crate::value::Number> {
        let others = self.unit.reading.facts.iter().filter(|other| **other != fact);
        let states = others.map(|other| self.applicant.entry(*other).state);
        let numbers = states.filter_map(|state| {
            if let State::Given(Value::Number(number)) | State::Defaulted(Value::Number(number)) = state {
                Some(number)
            } else {
                None
            }
        });
        numbers.collect()
    }
}
