//! What conditions demand of single facts, and two of them that cannot both have it.

use std::collections::BTreeMap;

use super::Search;
use super::candidate::candidates;
use super::task::{Task, Want, What};
use crate::breakdown::ConditionSort;
use crate::eval::Place;
use crate::plan::{Condition, Formula, FormulaKind};
use crate::value::Range;

/// Two conditions that cannot be met together, and the fact of which they demand different things.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contradiction<'p> {
    /// The fact: its index.
    pub(crate) fact: usize,
    /// The condition that comes first, and the formula in it.
    pub(crate) first: (&'p Condition, &'p Formula),
    /// The other.
    pub(crate) second: (&'p Condition, &'p Formula),
}

/// What is demanded of a fact so far, and by whom.
type Demands<'p> = BTreeMap<usize, Vec<(Want, &'p Condition, &'p Formula)>>;

impl<'p> Search<'p> {
    /// The first two conditions that demand of one fact what it cannot be at once. Conditions that concern only some
    /// applicants, and those that have a choice, demand nothing of everyone.
    pub(crate) fn contradiction(&mut self, conditions: &[&'p Condition]) -> Option<Contradiction<'p>> {
        let mut demands: Demands<'p> = BTreeMap::new();
        for condition in conditions {
            if !condition.concerns.is_empty() || condition.sort == ConditionSort::Ceiling {
                continue;
            }
            let mut open: Vec<(&'p Formula, bool)> = condition.requires.iter().map(|formula| (formula, true)).collect();
            while let Some((formula, wanted)) = open.pop() {
                if self.taken_apart(formula, wanted, &mut open) {
                    continue;
                }
                let Some((fact, want)) = self.demanded(formula, wanted) else { continue };
                if let Some(contradiction) = self.against(&demands, fact, &want, (condition, formula)) {
                    return Some(contradiction);
                }
                demands.entry(fact).or_default().push((want, condition, formula));
            }
        }
        None
    }

    /// Takes a formula apart where all of its parts must hold, or fail.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn taken_apart(&self, formula: &'p Formula, wanted: bool, open: &mut Vec<(&'p Formula, bool)>) -> bool {
        match &formula.kind {
            FormulaKind::And(parts) if wanted => open.extend(parts.iter().map(|part| (part, true))),
            FormulaKind::Or(parts) if !wanted => open.extend(parts.iter().map(|part| (part, false))),
            FormulaKind::Not(inner) => open.push((inner, !wanted)),
            FormulaKind::Definition(_) => match self.defined(formula, &[]) {
                Some((inner, _)) => open.push((inner, wanted)),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// The one thing that a condition demands of one fact, where that is all it says.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn demanded(&mut self, formula: &'p Formula, wanted: bool) -> Option<(usize, Want)> {
        let subject = match formula.parts().as_slice() {
            [] => formula,
            [subject, ..] => *subject,
        };
        let FormulaKind::Fact(fact) = subject.kind else { return None };
        let task = Task::new(What::Holds(formula, wanted), &[], "");
        let ways = self.holds(formula, wanted, &task);
        let mut wants = Vec::new();
        for way in ways {
            let ([], [Task { what: What::Is(of, want), .. }]) = (way.deeds.as_slice(), way.tasks.as_slice()) else {
                return None;
            };
            match of.kind {
                FormulaKind::Fact(of) if of == fact => {}
                // A constant has a value: the way without one is none.
                _ if matches!(want, Want::Lacking) && of.parts().is_empty() => continue,
                _ => return None,
            }
            if !self.fitting(fact, want).is_empty() {
                wants.push(want.clone());
            }
        }
        if let [want] = wants.as_slice() { Some((fact, want.clone())) } else { None }
    }

    fn fitting(&self, fact: usize, want: &Want) -> Vec<crate::facts::State> {
        let declaration = self.sketch.declaration(Place::Fact(fact));
        declaration.map(|declaration| candidates(declaration, want, self.sketch.as_of)).unwrap_or_default()
    }

    /// The earlier demand that leaves nothing for this one.
    fn against(
        &self,
        demands: &Demands<'p>,
        fact: usize,
        want: &Want,
        second: (&'p Condition, &'p Formula),
    ) -> Option<Contradiction<'p>> {
        let earlier = demands.get(&fact)?.iter();
        let clash = earlier.into_iter().find(|(known, ..)| {
            both(known, want).is_some_and(|both| both.is_none_or(|both| self.fitting(fact, &both).is_empty()))
        });
        clash.map(|(_, condition, formula)| Contradiction { fact, first: (condition, formula), second })
    }
}

/// What two wants come to together: nothing inside where they exclude each other, nothing at all where that is not known.
#[expect(clippy::option_option, reason = "not known, and known to be nothing, are two things")]
fn both(first: &Want, second: &Want) -> Option<Option<Want>> {
    match (first, second) {
        (Want::Numbers(a), Want::Numbers(b)) => {
            let shared: Range = a.intersect(b);
            Some((!shared.is_empty()).then_some(Want::Numbers(shared)))
        }
        (Want::Days(a, b), Want::Days(c, d)) => {
            let (low, high) = ((*a).max(*c), b.iter().chain(d).min().copied());
            let empty = low.zip(high).is_some_and(|(low, high)| low > high);
            Some((!empty).then_some(Want::Days(low, high)))
        }
        (Want::Choice(a), Want::Choice(b)) => {
            let shared: Vec<usize> = a.iter().copied().filter(|choice| b.contains(choice)).collect();
            Some((!shared.is_empty()).then_some(Want::Choice(shared)))
        }
        (Want::Truth(a), Want::Truth(b)) => Some((a == b).then_some(Want::Truth(*a))),
        (
            Want::Numbers(_)
            | Want::Days(..)
            | Want::Years(..)
            | Want::Choice(_)
            | Want::Choices { .. }
            | Want::Text { .. }
            | Want::Truth(_)
            | Want::Any
            | Want::Known
            | Want::Lacking
            | Want::Divided,
            _,
        ) => None,
    }
}
