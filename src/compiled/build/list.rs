//! Lists: the lines of their records, and conditions over them.

use super::Builder;
use super::truth::Judged;
use crate::compiled::program::{APPLICANTS, Domain, List, Truths};
use crate::plan::{Formula, ListReference};

impl<'p> Builder<'p> {
    /// The lines of a list's records.
    pub(super) fn records_of(&mut self, list: ListReference) -> Option<Domain> {
        let list = match list {
            ListReference::Fact(slot) => List { parent: APPLICANTS, slot },
            ListReference::Field { depth, index, .. } => {
                let at = self.within.len().checked_sub(depth.checked_add(1)?)?;
                List { parent: *self.within.get(at)?, slot: index }
            }
        };
        // Lists in records of records are not held.
        let domain = self.lines(list);
        self.place(domain).map(|_| domain)
    }

    /// The lines of a list's records, and a condition over them; none where it always holds.
    pub(super) fn filtered(
        &mut self,
        list: ListReference,
        filter: Option<&'p Formula>,
    ) -> Option<(Domain, Option<Truths>)> {
        let domain = self.records_of(list)?;
        let Some(filter) = filter else { return Some((domain, None)) };
        let judged = self.over(domain, |builder| builder.judged(filter))?;
        let truths = match judged {
            Judged::Known(true) => None,
            Judged::Known(false) | Judged::Of(_) => {
                let truths = self.truth_column(judged);
                Some(self.lifted_truth(truths, domain)?)
            }
        };
        Some((domain, truths))
    }

    /// Builds something that speaks of the records of a list.
    pub(super) fn over<T>(&mut self, domain: Domain, build: impl FnOnce(&mut Self) -> T) -> T {
        self.within.push(domain);
        let built = build(self);
        self.within.pop();
        built
    }
}
