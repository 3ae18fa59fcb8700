//! Fills in what a record still lacks, with plain values that the declarations allow.

use super::Search;
use super::candidate::candidates;
use super::task::Want;
use crate::eval::{At, ListAt, Place};
use crate::facts::{Facts, State};
use crate::plan::{FactDeclaration, Kind};

impl Search<'_> {
    /// The record on its way, with everything that it lacks filled in.
    pub(super) fn completed(&mut self, track: Option<usize>) -> Facts {
        let plan = self.sketch.plan;
        for (index, declaration) in plan.facts.iter().enumerate() {
            if declaration.track.is_none() || declaration.track == track {
                self.fill(Place::Fact(index), declaration);
            }
        }
        let key = track.and_then(|track| plan.tracks.get(track)).map(|track| track.key.as_str());
        self.sketch.facts(key)
    }

    fn fill(&mut self, place: Place, declaration: &FactDeclaration) {
        if let Kind::List(list) = &declaration.kind {
            let at = match place {
                Place::Fact(fact) => ListAt::Fact(fact),
                Place::Field(At::Outer(fact, row), field) => ListAt::Field(fact, row, field),
                Place::Field(At::Inner(..), _) => return,
            };
            for number in 0..self.sketch.length(at) {
                for (field, declaration) in list.fields.iter().enumerate() {
                    self.fill(Place::Field(at.row(number), field), declaration);
                }
            }
            return;
        }
        if self.sketch.state(place) != Some(&State::NotSubmitted) {
            return;
        }
        let want = if let Kind::Text = declaration.kind { self.told_apart(place, &Want::Any) } else { Want::Any };
        for state in candidates(declaration, &want, self.sketch.as_of) {
            let mark = self.sketch.mark();
            if self.sketch.set(place, state) {
                return;
            }
            self.sketch.undo(mark);
        }
    }
}
