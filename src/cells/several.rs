//! Several choices at once: options that every condition names together are one question, not one each.

use std::collections::BTreeMap;

use super::axis::About;
use super::{Grid, MOST_TESTS, Test, Wanted};
use crate::document::Membership;
use crate::plan::{Choice, Extents, Formula, FormulaKind, Type};

/// The sets of options that conditions name, by the signature of their subject.
pub(super) type Named = BTreeMap<String, Vec<Vec<usize>>>;

/// Notes the options that a condition names, also in the definitions that it uses.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn gather(extents: &Extents<'_>, formula: &Formula, named: &mut Named, budget: &mut usize) {
    let Some(left) = budget.checked_sub(1) else { return };
    *budget = left;
    match &formula.kind {
        FormulaKind::Member(subject, membership, options) if matches!(subject.of, Type::Choices(_)) => {
            let sets = named.entry(subject.signature()).or_default();
            match membership {
                // All of them: each is a question of its own.
                Membership::HasAll => sets.extend(options.iter().map(|option| vec![*option])),
                Membership::OneOf
                | Membership::NotOneOf
                | Membership::HasAny
                | Membership::HasNone
                | Membership::Only => sets.push(options.clone()),
            }
        }
        FormulaKind::Definition(index) => {
            let entry = extents.definitions.get(*index);
            entry.into_iter().for_each(|entry| gather(extents, &entry.formula, named, budget));
        }
        FormulaKind::Field { depth: 0, .. } => {
            let defined = extents.row_definition(formula);
            defined.into_iter().for_each(|defined| gather(extents, defined, named, budget));
        }
        _ => {}
    }
    formula.parts().into_iter().for_each(|part| gather(extents, part, named, budget));
}

impl Grid<'_> {
    /// Notes what the conditions of a table name, before they are taken apart.
    pub(super) fn gather<'f>(&mut self, conditions: impl Iterator<Item = &'f Formula>) {
        let mut budget = MOST_TESTS;
        for condition in conditions {
            gather(&self.extents, condition, &mut self.named, &mut budget);
        }
        self.beyond = budget == 0;
    }

    /// That some of these options are given, all of them, or nothing but them.
    pub(super) fn several(
        &mut self,
        subject: &Formula,
        choices: &[Choice],
        membership: Membership,
        options: &[usize],
    ) -> Test {
        let classes = self.classes(subject, choices.len());
        let mut given = |inside: bool| {
            let within = |class: &&Vec<usize>| class.iter().any(|option| options.contains(option)) == inside;
            let wanted: Vec<&Vec<usize>> = classes.iter().filter(within).collect();
            wanted.into_iter().map(|class| self.given(subject, choices, class)).collect::<Vec<Test>>()
        };
        match membership {
            Membership::OneOf | Membership::HasAny => Test::Any(given(true)),
            Membership::NotOneOf | Membership::HasNone => Test::Not(Box::new(Test::Any(given(true)))),
            Membership::HasAll => Test::All(given(true)),
            Membership::Only => Test::All(vec![Test::Any(given(true)), Test::Not(Box::new(Test::Any(given(false))))]),
        }
    }

    /// The options of a subject, those together that no condition tells apart.
    fn classes(&self, subject: &Formula, count: usize) -> Vec<Vec<usize>> {
        let sets = self.named.get(&subject.signature());
        let mut classes: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        for option in 0..count {
            let pattern = sets.into_iter().flatten().map(|set| set.contains(&option)).collect();
            classes.entry(pattern).or_default().push(option);
        }
        classes.into_values().collect()
    }

    fn given(&mut self, subject: &Formula, choices: &[Choice], class: &[usize]) -> Test {
        let names: Vec<&str> =
            class.iter().filter_map(|at| choices.get(*at)).map(|choice| choice.name.as_str()).collect();
        let name = names.join("、");
        let axis = self.of(&format!("given {class:?}"), subject, |_| About::Given(name));
        self.ask(axis, Wanted::Among(vec![1]))
    }
}
