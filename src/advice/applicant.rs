//! The applicant as advice sees them: what the record says, and which facts can change at what cost.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Probe;
use crate::facts::{Entry, Facts, Row, State, Value};
use crate::plan::{Condition, FactDeclaration, Kind, Plan};
use crate::value::{Date, Number};

/// What becomes of facts: their new states by index.
pub(super) type Deeds = BTreeMap<usize, State>;

/// One applicant on one date.
pub(super) struct Applicant<'p> {
    pub(super) plan: &'p Plan,
    pub(super) as_of: Date,
    pub(super) track: Option<usize>,
    pub(super) facts: &'p Facts,
}

impl<'p> Applicant<'p> {
    /// The world as the record says.
    pub(super) fn probe(&self) -> Probe<'p> {
        Probe::of_facts(self.plan, self.as_of, self.track, self.facts)
    }

    /// What the record says of a fact.
    pub(super) fn entry(&self, fact: usize) -> Entry {
        let known = self.facts.entries.get(fact).cloned();
        known.unwrap_or(Entry { state: State::NotSubmitted, provenance: None })
    }

    /// The declaration of a fact.
    pub(super) fn declaration(&self, fact: usize) -> Option<&'p FactDeclaration> {
        self.plan.facts.get(fact)
    }

    /// The facts that can change: those of the scheme and of the track that are not 不可改变.
    pub(super) fn changeable(&self) -> BTreeSet<usize> {
        let facts = self.plan.facts.iter().enumerate();
        let own = facts.filter(|(_, fact)| fact.track.is_none() || fact.track == self.track);
        let free = own.filter(|(_, fact)| !fact.fixed && !matches!(fact.kind, Kind::CreditCode));
        free.map(|(index, _)| index).collect()
    }

    /// What changing a fact costs, or each record added to it.
    pub(super) fn cost(&self, fact: usize) -> Number {
        self.declaration(fact).and_then(|fact| fact.cost.clone()).unwrap_or_else(Number::one)
    }

    /// What a change costs: a list by the records added, where there are any.
    pub(super) fn price(&self, fact: usize, count: usize) -> Number {
        self.cost(fact).times(&Number::from(i64::try_from(count.max(1)).unwrap_or(i64::MAX)))
    }

    /// The records of a list as they are.
    pub(super) fn rows(&self, fact: usize) -> Vec<Row> {
        if let State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows)) = self.entry(fact).state {
            rows
        } else {
            Vec::new()
        }
    }

    /// The facts with what becomes of them.
    pub(super) fn after(&self, deeds: &Deeds) -> Facts {
        let mut facts = self.facts.clone();
        for (fact, state) in deeds {
            if let Some(entry) = facts.entries.get_mut(*fact) {
                *entry = Entry { state: state.clone(), provenance: entry.provenance.clone() };
            }
        }
        facts
    }

    /// The conditions that decide whether this applicant passes.
    pub(super) fn conditions(&self) -> Vec<&'p Condition> {
        crate::proof::binding(self.plan, self.track).collect()
    }
}
