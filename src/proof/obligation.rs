//! An obligation: what must hold for every applicant, the rule lines it is about, and how it came out.

use crate::diagnostic::Message;
use crate::source::Span;

/// What must hold for every applicant.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Of what kind it is.
    pub subject: Subject,
    /// The code of the indicator, condition or sheet, or the name of the fact or definition it is about.
    pub about: String,
    /// What is claimed, as a full sentence.
    pub claim: Message,
    /// The rule lines it is about, the main one first.
    pub places: Vec<Span>,
    /// How it came out.
    pub outcome: Outcome,
}

/// The kinds of obligations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Scores lie within 0 and the points, or within the stated floor and cap.
    WithinPoints,
    /// Children's points make the parent's, weights a whole, the structure's counts hold.
    AddsUp,
    /// Full marks can be reached.
    FullMarks,
    /// The pass mark can be reached with all conditions met.
    PassMark,
    /// Every value falls into one row, and into one only.
    Covered,
    /// Every row can be reached.
    Reachable,
    /// Where one row of increments ends, the next begins.
    Joined,
    /// More of a good thing never scores less, more of a bad thing never more.
    Ordered,
    /// No value, a division by zero, an empty list: each has a stated outcome.
    Outcomes,
    /// Every window names its date.
    Windows,
    /// Quantities of different kinds are never mixed.
    Units,
    /// A track stays in its slot.
    Slot,
    /// One event is not counted twice.
    Once,
    /// A condition can hold and can fail.
    Decides,
}

/// How an obligation came out.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It holds for every record; how that is known.
    Proved(Message),
    /// It could not be shown to hold, nor to fail; why.
    NotProved(Message),
    /// It does not hold; what happens, and a record that shows it where there is one.
    Refuted(Message, Option<Witness>),
}

/// A record that shows something, scored by the evaluator itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Name of each fact that matters, and its value as a rule would write it.
    pub facts: Vec<(String, String)>,
}
