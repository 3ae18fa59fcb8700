//! What a record has to say to reach a goal, to be said in any other record.

use super::{Goal, Search};
use crate::facts::{AssessedScore, Entry, Facts, State, Value};
use crate::plan::Kind;

/// The facts that matter, each filled in; everything else may be as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    /// Each fact by its index.
    pub(crate) facts: Vec<(usize, Entry)>,
    /// Scores that people give.
    pub(crate) assessments: Vec<AssessedScore>,
}

impl Changes {
    /// A record with these changes; what it says already is left as it is.
    pub(crate) fn apply(&self, base: &Facts) -> Facts {
        let mut facts = base.clone();
        for (fact, entry) in &self.facts {
            if let Some(known) = facts.entries.get_mut(*fact).filter(|known| known.state != entry.state) {
                known.clone_from(entry);
            }
        }
        for given in &self.assessments {
            facts.assessments.retain(|known| known.indicator != given.indicator);
            facts.assessments.push(given.clone());
        }
        facts
    }
}

impl<'p> Search<'p> {
    /// What a record has to say to reach the goal, and a whole record that says it; nothing where none is found.
    pub(crate) fn changes(&mut self, track: Option<usize>, goal: &Goal<'p>) -> Option<(Changes, Facts)> {
        let plan = self.sketch.plan;
        let mark = self.sketch.mark();
        if !self.reach(track, std::slice::from_ref(goal)) {
            return None;
        }
        let read = self.needs(std::slice::from_ref(goal)).facts();
        // The goal may be reached because a list that it reads is empty.
        let empty = |fact: usize, state: &State| {
            matches!(state, State::Given(Value::List(rows)) if rows.is_empty()) && read.contains(&fact)
        };
        let said = |state: &State| match state {
            State::NotSubmitted => false,
            State::Given(Value::List(rows)) => !rows.is_empty(),
            State::Given(_) | State::Defaulted(_) | State::NoRecord | State::NotApplicable | State::Disputed => true,
        };
        let entries = self.sketch.entries().iter().enumerate();
        let matters = entries.filter(|(fact, entry)| said(&entry.state) || empty(*fact, &entry.state));
        let matters: Vec<usize> = matters.map(|(fact, _)| fact).collect();
        let whole = self.completed(track);
        self.sketch.undo(mark);
        let own = |fact: &usize| {
            let list = plan.facts.get(*fact).is_some_and(|declaration| matches!(declaration.kind, Kind::List(_)));
            whole.entries.get(*fact).filter(|entry| list || entry.state != State::NotSubmitted).cloned()
        };
        let facts = matters.iter().filter_map(|fact| Some((*fact, own(fact)?))).collect();
        Some((Changes { facts, assessments: whole.assessments.clone() }, whole))
    }
}
