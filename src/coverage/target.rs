//! Something in the rules that a record can try out: the same for measuring what cases hit and for making new ones.

use crate::diagnostic::Message;
use crate::proof::search::Goal;
use crate::source::Span;

/// What there is to try out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// A branch: a row that is taken, a condition that holds or does not, a clause that applies, a score that is held.
    Branch,
    /// A side of a boundary: below it, at it, above it.
    Side,
    /// A condition of the scheme that is met, is not, is open, or does not concern the applicant.
    Condition,
    /// A rule about the records of a list, with a record that counts by it or is refused by it.
    Record,
}

impl TargetKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Branch, Self::Side, Self::Condition, Self::Record];
}

/// Something in the rules that a record can try out.
#[derive(Clone, Debug)]
pub(crate) struct Target<'p> {
    pub(crate) kind: TargetKind,
    /// What it is called, with the code of its subject.
    pub(crate) name: String,
    pub(crate) what: Message,
    pub(crate) place: Span,
    pub(crate) goal: Goal<'p>,
}

/// An indicator, condition or definition, and its targets.
#[derive(Clone, Debug)]
pub(crate) struct Subject<'p> {
    pub(crate) code: String,
    pub(crate) title: String,
    /// The track whose applicants it is for.
    pub(crate) track: Option<usize>,
    pub(crate) targets: Vec<Target<'p>>,
}
