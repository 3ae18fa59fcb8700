//! What is proved of a plan before the first applicant: each obligation, its rule lines, and how it came out.
//!
//! Proofs are by exact interval and case reasoning over the declared facts; refutations and reachability are shown by a
//! record that the evaluator itself has scored. Where neither is found within the stated bounds, it says “not proved”.

mod adds_up;
mod alike;
mod apart;
pub(crate) mod attain;
mod beyond;
mod caps;
mod constant;
mod cost;
mod course;
mod covered;
mod decide;
mod direction;
mod event;
mod every;
mod example;
mod form;
mod gated;
mod insert;
mod interval;
mod joined;
mod lines;
mod obligation;
mod ordered;
mod outcomes;
mod outward;
mod passing;
pub(crate) mod reach;
mod repeated;
mod scores;
pub(crate) mod search;
mod slot;
mod stats;
mod twice;
mod unused;
mod within;
pub(crate) mod words;

use crate::diagnostic::{Diagnostic, Message};
use crate::plan::Plan;
use crate::source::{Sources, Span};
use crate::value::{Date, Range};

pub use cost::Cost;
pub use obligation::{Obligation, Outcome, Subject, Witness};
pub(crate) use passing::binding;
pub use stats::{Sizes, Stats};

/// Everything that was to be proved of a plan, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Each obligation.
    pub obligations: Vec<Obligation>,
    /// The as-of date that shown records are scored on.
    pub as_of: Date,
    /// The records in which everything scores in full, where they were found: one for each track.
    pub records: Vec<ShownRecord>,
    /// What every indicator and sheet can score, in the order in which they are scored.
    pub scores: Vec<ScoreBounds>,
    /// How large the plan is, and what evaluating a record costs at most.
    pub stats: Stats,
}

/// A record that scores in full everywhere, as anybody could hand it in.
#[derive(Clone, Debug)]
pub struct ShownRecord {
    /// The key of its track, where the scheme has tracks.
    pub track: Option<String>,
    /// The record.
    pub json: String,
}

/// What an indicator or sheet can score over every possible record.
#[derive(Clone, Debug)]
pub struct ScoreBounds {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The track it belongs to.
    pub track: Option<usize>,
    /// As the rules compute it, before it is held within 0 and the points.
    pub raw: Range,
    /// In the end.
    pub held: Range,
}

/// How many obligations there are, and how many came out in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: usize,
    /// Those that hold for every record.
    pub proved: usize,
    /// Those that could be shown neither to hold nor to fail.
    pub not_proved: usize,
    /// Those that do not hold.
    pub refuted: usize,
}

impl Proof {
    /// How many obligations there are, and how many came out in each way.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let of = |wanted: fn(&Outcome) -> bool| self.obligations.iter().filter(|one| wanted(&one.outcome)).count();
        Tally {
            all: self.obligations.len(),
            proved: of(|outcome| matches!(outcome, Outcome::Proved(_))),
            not_proved: of(|outcome| matches!(outcome, Outcome::NotProved(_))),
            refuted: of(|outcome| matches!(outcome, Outcome::Refuted(..))),
        }
    }
}

/// Proves what can be proved, and says what is wrong.
#[must_use]
pub fn prove(plan: &Plan, sources: &Sources) -> (Proof, Vec<Diagnostic>) {
    let mut prover = Prover::new(plan, sources);
    prover.covered();
    prover.joined();
    prover.ordered();
    prover.unused();
    prover.constant();
    prover.alike_names();
    prover.alike_codes();
    prover.alike_titles();
    prover.repeated();
    prover.once();
    prover.gated();
    prover.outcomes();
    prover.every();
    prover.attainable();
    prover.decisions();
    prover.within_points();
    prover.adds_up();
    prover.slots();
    prover.obligations.sort_by_key(|obligation| (obligation.places.first().copied(), obligation.subject));
    prover.diagnostics.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    let Prover { obligations, as_of, scores, records, diagnostics, .. } = prover;
    (Proof { obligations, as_of, scores, records, stats: stats::stats(plan) }, diagnostics)
}

/// The as-of date on which records of a plan are made up, where nothing else is said.
pub(crate) fn as_of(plan: &Plan) -> Date {
    plan.scheme.effective.0.or(plan.scheme.effective.1).unwrap_or(Date::SAMPLE)
}

/// What is at hand while proving.
struct Prover<'p> {
    plan: &'p Plan,
    sources: &'p Sources,
    as_of: Date,
    obligations: Vec<Obligation>,
    diagnostics: Vec<Diagnostic>,
    scores: Vec<ScoreBounds>,
    records: Vec<ShownRecord>,
    /// For how many faults of bounds a record was looked for.
    searched: usize,
}

impl<'p> Prover<'p> {
    fn new(plan: &'p Plan, sources: &'p Sources) -> Self {
        let as_of = as_of(plan);
        Self {
            plan,
            sources,
            as_of,
            obligations: Vec::new(),
            diagnostics: Vec::new(),
            scores: Vec::new(),
            records: Vec::new(),
            searched: 0,
        }
    }

    /// Notes how an obligation came out.
    fn oblige(&mut self, subject: Subject, about: &str, claim: Message, places: Vec<Span>, outcome: Outcome) {
        let about = about.to_owned();
        self.obligations.push(Obligation { subject, about, claim, places, outcome });
    }

    /// Says something to the author.
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
