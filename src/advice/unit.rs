//! What hangs together: facts that are read together, with the parts of the total and the conditions that read them.

use std::collections::{BTreeMap, BTreeSet};

use super::applicant::Applicant;
use super::reading::Reading;
use super::shape::Part;
use crate::plan::Condition;

/// Facts of which what is best for one may depend on the others.
#[derive(Default)]
pub(super) struct Unit<'a, 'p> {
    /// The facts that can change, by index.
    pub(super) facts: Vec<usize>,
    /// The parts of the total that read them.
    pub(super) parts: Vec<&'a Part<'p>>,
    /// The conditions that read them.
    pub(super) conditions: Vec<&'p Condition>,
    /// What all of these read.
    pub(super) reading: Reading,
}

/// Everything by what it reads: units, and the conditions that nothing can change.
pub(super) fn units<'a, 'p>(
    applicant: &Applicant<'p>,
    changeable: &BTreeSet<usize>,
    parts: &'a [Part<'p>],
) -> (Vec<Unit<'a, 'p>>, Vec<&'p Condition>) {
    let conditions: Vec<(&'p Condition, Reading)> = applicant
        .conditions()
        .into_iter()
        .map(|condition| (condition, Reading::of(applicant.plan, condition.concerns.iter().chain(&condition.requires))))
        .collect();
    let mut joined = Joined::default();
    let readings = parts.iter().map(|part| &part.reading).chain(conditions.iter().map(|(_, reading)| reading));
    readings.for_each(|reading| joined.join(reading.facts.intersection(changeable).copied()));
    let root = |reading: &Reading| reading.facts.intersection(changeable).next().map(|fact| joined.root(*fact));
    let mut units: BTreeMap<usize, Unit<'a, 'p>> = BTreeMap::new();
    for part in parts {
        if let Some(unit) = root(&part.reading).map(|root| units.entry(root).or_default()) {
            unit.add(&part.reading, changeable);
            unit.parts.push(part);
        }
    }
    let mut fixed = Vec::new();
    for (condition, reading) in conditions {
        match root(&reading).map(|root| units.entry(root).or_default()) {
            Some(unit) => {
                unit.add(&reading, changeable);
                unit.conditions.push(condition);
            }
            None => fixed.push(condition),
        }
    }
    (units.into_values().collect(), fixed)
}

impl Unit<'_, '_> {
    fn add(&mut self, reading: &Reading, changeable: &BTreeSet<usize>) {
        self.reading.join(reading);
        self.facts = self.reading.facts.intersection(changeable).copied().collect();
    }
}

/// Facts that are joined have one root: the first of them.
#[derive(Default)]
struct Joined {
    parents: BTreeMap<usize, usize>,
}

impl Joined {
    fn root(&self, fact: usize) -> usize {
        let mut at = fact;
        while let Some(parent) = self.parents.get(&at) {
            at = *parent;
        }
        at
    }

    fn join(&mut self, facts: impl Iterator<Item = usize>) {
        let roots: BTreeSet<usize> = facts.map(|fact| self.root(fact)).collect();
        let mut roots = roots.into_iter();
        if let Some(first) = roots.next() {
            roots.for_each(|other| {
                self.parents.insert(other, first);
            });
        }
    }
}
