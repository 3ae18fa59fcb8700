//! Where a rule stands: in the records of which lists, under which conditions.

use crate::plan::{Formula, Known, ListReference};
use crate::proof::search::Goal;
use crate::source::Span;

/// Where a rule stands, outermost list first.
#[derive(Clone, Debug)]
pub(super) struct Context<'p> {
    /// What holds of the applicant, then of a record of each list further in.
    layers: Vec<(Option<ListReference>, Vec<Goal<'p>>)>,
    /// What is known of quantities there.
    pub(super) known: Known,
    /// The rule about records, or the row of one, that it belongs to: what tells boundaries written once apart.
    pub(super) rule: Option<Span>,
}

impl<'p> Context<'p> {
    /// Where these hold of the applicant.
    pub(super) fn of(goals: Vec<Goal<'p>>) -> Self {
        Self { layers: vec![(None, goals)], known: Known::default(), rule: None }
    }

    /// In a record of a list.
    pub(super) fn within(&self, list: ListReference) -> Self {
        let mut layers = self.layers.clone();
        layers.push((Some(list), Vec::new()));
        Self { layers, known: self.known.inside(), rule: self.rule }
    }

    /// In a rule about records.
    pub(super) fn ruled(&self, rule: Span) -> Self {
        Self { rule: Some(rule), ..self.clone() }
    }

    /// Where this holds too.
    pub(super) fn and(&self, goal: Goal<'p>) -> Self {
        let mut more = self.clone();
        if let Some((_, goals)) = more.layers.last_mut() {
            goals.push(goal);
        }
        more
    }

    /// The same whether or not the indicator applies.
    pub(super) fn whether_applying(&self) -> Self {
        let mut more = self.clone();
        if let Some((_, goals)) = more.layers.first_mut() {
            goals.retain(|goal| !goal.is_of_applying());
        }
        more
    }

    /// Where a condition holds too, or does not.
    pub(super) fn and_holds(&self, condition: &'p Formula, holds: bool) -> Self {
        let known = self.known.where_it_is(condition, holds).0;
        Self { known, ..self.and(Goal::holds(condition, holds)) }
    }

    /// Where this much is known too.
    pub(super) fn knowing(&self, known: Known) -> Self {
        Self { known, ..self.clone() }
    }

    /// A goal here.
    pub(super) fn goal(&self, goal: Goal<'p>) -> Goal<'p> {
        let mut inner = goal;
        for (list, goals) in self.layers.iter().rev() {
            // What is asked most closely is looked for first.
            let all: Vec<Goal<'p>> = [inner].into_iter().chain(goals.iter().cloned()).collect();
            inner = match list {
                Some(list) => Goal::OfRecord(*list, all),
                None => Goal::All(all),
            };
        }
        inner
    }
}
