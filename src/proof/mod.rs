//! What is proved of a plan before the first applicant: each obligation, its rule lines, and how it came out.
//!
//! Proofs are by exact interval and case reasoning over the declared facts; refutations and reachability are shown by a
//! record that the evaluator itself has scored. Where neither is found within the stated bounds, it says “not proved”.

mod alike;
mod apart;
mod attain;
mod constant;
mod event;
mod obligation;
mod passing;
mod repeated;
#[allow(dead_code, reason = "the families of obligations that ask for records of other kinds come one by one")]
mod search;
mod twice;
mod unused;

use crate::diagnostic::{Diagnostic, Message};
use crate::plan::Plan;
use crate::source::{Sources, Span};
use crate::value::Date;

pub use obligation::{Obligation, Outcome, Subject, Witness};

/// Everything that was to be proved of a plan, in the order of the rules.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Each obligation.
    pub obligations: Vec<Obligation>,
    /// The as-of date that shown records are scored on.
    pub as_of: Date,
}

/// Proves what can be proved, and says what is wrong.
#[must_use]
pub fn prove(plan: &Plan, sources: &Sources) -> (Proof, Vec<Diagnostic>) {
    let mut prover = Prover::new(plan, sources);
    prover.unused();
    prover.constant();
    prover.alike_names();
    prover.alike_codes();
    prover.alike_titles();
    prover.repeated();
    prover.once();
    prover.attainable();
    prover.obligations.sort_by_key(|obligation| (obligation.places.first().copied(), obligation.subject));
    prover.diagnostics.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    (Proof { obligations: prover.obligations, as_of: prover.as_of }, prover.diagnostics)
}

/// What is at hand while proving.
struct Prover<'p> {
    plan: &'p Plan,
    #[allow(dead_code, reason = "asked for as soon as a message quotes a rule")]
    sources: &'p Sources,
    as_of: Date,
    obligations: Vec<Obligation>,
    diagnostics: Vec<Diagnostic>,
}

impl<'p> Prover<'p> {
    fn new(plan: &'p Plan, sources: &'p Sources) -> Self {
        let as_of = plan.scheme.effective.0.or(plan.scheme.effective.1).unwrap_or(Date::SAMPLE);
        Self { plan, sources, as_of, obligations: Vec::new(), diagnostics: Vec::new() }
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
