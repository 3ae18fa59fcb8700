//! A bad guess at what is not known and cannot be changed either.

use super::super::applicant::Applicant;
use super::super::unit::Unit;
use super::super::values::{Around, values};
use super::brought;
use crate::eval::{Needs, Probe};
use crate::facts::{Entry, State};
use crate::value::Number;

/// A world in which the facts of a unit that are neither known nor to be changed are as bad as was found, one after the
/// other; nothing where there are none.
pub(super) fn guess<'p>(applicant: &Applicant<'p>, unit: &Unit<'_, 'p>, needs: &Needs) -> Option<Probe<'p>> {
    let unknown: Vec<usize> = unit.reading.facts.iter().copied().filter(|fact| is_unknown(applicant, *fact)).collect();
    let unknown: Vec<usize> = unknown.into_iter().filter(|fact| !unit.facts.contains(fact)).collect();
    if unknown.is_empty() {
        return None;
    }
    let mut probe = applicant.probe();
    for fact in unknown {
        let Some(declaration) = applicant.declaration(fact) else { continue };
        let constants = &unit.reading.constants;
        let around = Around { constants, numbers: &[], as_of: applicant.as_of, texts: &[] };
        let mut worst: Option<(Number, State)> = None;
        for state in values(declaration, &State::NotSubmitted, &around).states {
            probe.put_entry(fact, &Entry { state: state.clone(), provenance: None });
            probe.prepare(needs);
            let Some(high) = brought(&unit.parts, &mut probe).high else { continue };
            if worst.as_ref().is_none_or(|(least, _)| high.number < *least) {
                worst = Some((high.number, state));
            }
        }
        let state = worst.map_or(State::NotSubmitted, |(_, state)| state);
        probe.put_entry(fact, &Entry { state, provenance: None });
    }
    Some(probe)
}

fn is_unknown(applicant: &Applicant<'_>, fact: usize) -> bool {
    matches!(applicant.entry(fact).state, State::NotSubmitted | State::Disputed)
}
