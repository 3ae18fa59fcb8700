//! What is proved of a plan before the first applicant: each obligation, its rule lines, and how it came out.
//!
//! Proofs are by exact interval and case reasoning over the declared facts; refutations and reachability are shown by a
//! record that the evaluator itself has scored. Where neither is found within the stated bounds, it says “not proved”.

mod alike;
mod attain;
mod constant;
mod course;
mod covered;
mod decide;
mod direction;
mod example;
mod form;
mod insert;
mod interval;
mod joined;
mod obligation;
mod ordered;
mod passing;
mod reach;
mod repeated;
mod scores;
#[allow(dead_code, reason = "the families of obligations that ask for records of other kinds come one by one")]
mod search;
mod unused;
mod within;
mod words;

use crate::diagnostic::{Diagnostic, Message};
use crate::plan::Plan;
use crate::source::{Sources, Span};
use crate::value::{Date, Range};

pub use obligation::{Obligation, Outcome, Subject, Witness};

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
    prover.attainable();
    prover.decisions();
    prover.within_points();
    prover.obligations.sort_by_key(|obligation| (obligation.places.first().copied(), obligation.subject));
    prover.diagnostics.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    let proof =
        Proof { obligations: prover.obligations, as_of: prover.as_of, scores: prover.scores, records: prover.records };
    (proof, prover.diagnostics)
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
}

impl<'p> Prover<'p> {
    fn new(plan: &'p Plan, sources: &'p Sources) -> Self {
        let as_of = plan.scheme.effective.0.or(plan.scheme.effective.1).unwrap_or(Date::SAMPLE);
        Self {
            plan,
            sources,
            as_of,
            obligations: Vec::new(),
            diagnostics: Vec::new(),
            scores: Vec::new(),
            records: Vec::new(),
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
