//! Evaluates a record under the old rules and under the new ones.

use std::collections::BTreeSet;

use super::change::Change;
use super::contribution::bonuses;
use super::period::{Period, Succession};
use super::strangers;
use crate::facts::Facts;
use crate::record::{Record, RecordErrors};
use crate::{Options, RuleSet};

/// The old rules and the new ones, and how records are evaluated under both.
#[derive(Clone, Debug)]
pub struct Comparison {
    old: Side,
    new: Side,
    options: Options,
    as_if_in_force: bool,
}

/// One of the two rule sets.
#[derive(Clone, Debug)]
struct Side {
    rules: RuleSet,
    bonuses: BTreeSet<String>,
}

/// A record under both rules.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What became of the applicant.
    pub change: Change,
    /// Facts that only the new rules declare: left aside under the old ones. Places in lists are left out: `penalties[].x`.
    pub unknown_to_old: BTreeSet<String>,
    /// Facts that only the old rules declare: left aside under the new ones.
    pub unknown_to_new: BTreeSet<String>,
}

/// Why a record cannot be compared: what does not fit under either rules.
#[derive(Clone, Debug)]
pub struct Misfits {
    /// Under the old rules; nothing where it fits.
    pub old: Option<RecordErrors>,
    /// Under the new rules; nothing where it fits.
    pub new: Option<RecordErrors>,
}

type Read = Result<(Option<usize>, Facts), RecordErrors>;

impl Comparison {
    /// Prepares a comparison of two rule sets; both evaluate on the same date, in the same mode.
    #[must_use]
    pub fn new(old: &RuleSet, new: &RuleSet, options: &Options) -> Self {
        let side = |rules: &RuleSet| Side { rules: rules.clone(), bonuses: bonuses(rules.plan()) };
        Self { old: side(old), new: side(new), options: options.clone(), as_if_in_force: false }
    }

    /// Compares also where the new rules are not yet in force on the as-of date.
    #[must_use]
    pub fn as_if_in_force(self) -> Self {
        Self { as_if_in_force: true, ..self }
    }

    /// When the old rules and the new ones are in force.
    #[must_use]
    pub fn succession(&self) -> Succession {
        let period = |side: &Side| {
            let (from, to) = side.rules.effective();
            Period { from, to }
        };
        Succession { old: period(&self.old), new: period(&self.new) }
    }

    /// How records are evaluated.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether the as-of date lies before the first day of the new rules and nothing else was asked for: each record is
    /// then scored by the old rules alone, and nobody's result changes.
    #[must_use]
    pub fn is_too_early(&self) -> bool {
        !self.as_if_in_force && self.succession().is_too_early(self.options.as_of)
    }

    /// Evaluates a record under both.
    ///
    /// A fact that only one of the two declares is left aside under the other, and named.
    ///
    /// # Errors
    /// Where the record does not fit the facts that either declare.
    pub fn compare(&self, record: &Record) -> Result<Compared, Misfits> {
        let (old, new) = (&self.old, if self.is_too_early() { &self.old } else { &self.new });
        let read = |side: &Side, record: &Record| side.rules.facts(record, &self.options);
        let (first, second): (Read, Read) = (read(old, record), read(new, record));
        let unknown = |own: &Read, other: &Read| strangers::only_unknown_here(own.as_ref().err(), other.as_ref().err());
        let (unknown_to_old, unknown_to_new) = (unknown(&first, &second), unknown(&second, &first));
        let again = |side: &Side, read_first: Read, unknown: &BTreeSet<String>| {
            if unknown.is_empty() { read_first } else { read(side, &record.without(unknown)) }
        };
        match (again(old, first, &unknown_to_old), again(new, second, &unknown_to_new)) {
            (Ok(first), Ok(second)) => {
                let before = old.rules.outline(&first, &self.options);
                let after = new.rules.outline(&second, &self.options);
                let change = Change::between((&before, &old.bonuses), (&after, &new.bonuses));
                Ok(Compared { change, unknown_to_old, unknown_to_new })
            }
            (first, second) => Err(Misfits { old: first.err(), new: second.err() }),
        }
    }
}
