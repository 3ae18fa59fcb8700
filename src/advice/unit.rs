//! What hangs together: facts that are read together, with the parts of the total and the conditions that read them.

use std::collections::{BTreeMap, BTreeSet};

use super::applicant::Applicant;
use super::reading::Reading;
use super::shape::Part;
use crate::plan::Condition;

/// Facts of which what is best for one may depend on the others.
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
    for reading in readings {
        joined.join(reading.facts.intersection(changeable).copied());
    }
    let mut units: BTreeMap<usize, Unit<'a, 'p>> = BTreeMap::new();
    let mut unit = |root: usize, reading: &Reading| -> Option<()> {
        let unit = units.entry(root).or_insert_with(|| Unit {
            facts: Vec::new(),
            parts: Vec::new(),
            conditions: Vec::new(),
            reading: Reading::default(),
        });
        unit.reading.join(reading);
        Some(())
    };
    let mut fixed = Vec::new();
    let root_of = |reading: &Reading| reading.facts.intersection(changeable).next().map(|fact| joined.root(*fact));
    let part_roots: Vec<Option<usize>> = parts.iter().map(|part| root_of(&part.reading)).collect();
    for (part, root) in parts.iter().zip(&part_roots) {
        root.and_then(|root| unit(root, &part.reading));
    }
    let condition_roots: Vec<Option<usize>> = conditions.iter().map(|(_, reading)| root_of(reading)).collect();
    for ((_, reading), root) in conditions.iter().zip(&condition_roots) {
        root.and_then(|root| unit(root, reading));
    }
    for (part, root) in parts.iter().zip(part_roots) {
        if let Some(unit) = root.and_then(|root| units.get_mut(&root)) {
            unit.parts.push(part);
        }
    }
    for ((condition, _), root) in conditions.into_iter().zip(condition_roots) {
        match root.and_then(|root| units.get_mut(&root)) {
            Some(unit) => unit.conditions.push(condition),
            None => fixed.push(condition),
        }
    }
    for unit in units.values_mut() {
        unit.facts = unit.reading.facts.intersection(changeable).copied().collect();
    }
    (units.into_values().collect(), fixed)
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
