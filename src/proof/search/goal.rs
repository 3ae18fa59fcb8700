//! Goals as others state them: what is to be reached, by itself, together, or of one record of a list.

use super::met::is_met;
use super::task::What;
use crate::document::Comparison;
use crate::eval::{At, Event, Hold, ListAt, Mark, Probe};
use crate::plan::{Bands, Condition, Each, Formula, ListReference, Node, Score};
use crate::value::{Number, Range, Truth};

/// A goal as others state it.
#[derive(Clone, Debug)]
pub(crate) enum Goal<'p> {
    /// One thing, and the code of the indicator it is for.
    One(What<'p>, &'p str),
    /// All of these.
    All(Vec<Goal<'p>>),
    /// A list has a record of which all of these hold.
    OfRecord(ListReference, Vec<Goal<'p>>),
}

impl<'p> Goal<'p> {
    /// A condition holds, or does not.
    pub(crate) fn holds(formula: &'p Formula, wanted: bool) -> Self {
        Self::One(What::Holds(formula, wanted), "")
    }

    /// A leaf scores in a range, after its clamps.
    pub(crate) fn leaf(node: &'p Node, range: Range) -> Self {
        Self::One(What::Leaf(node, range), &node.code)
    }

    /// A leaf's method comes to a range, before its clamps; the leaf applies.
    pub(crate) fn unclamped(node: &'p Node, range: Range) -> Self {
        Self::One(What::Unclamped(node, range), &node.code)
    }

    /// A condition of the scheme is met, is not (and concerns the applicant), or is open.
    pub(crate) fn met(condition: &'p Condition, met: Truth) -> Self {
        Self::One(What::Met(condition, met), &condition.code)
    }

    /// A condition of the scheme concerns the applicant, or does not.
    pub(crate) fn concerns(condition: &'p Condition, concerned: bool) -> Self {
        Self::One(What::Concerns(condition, concerned), &condition.code)
    }

    /// A leaf applies, or does not.
    pub(crate) fn applies(node: &'p Node, applies: bool) -> Self {
        Self::One(What::Applies(node, applies), &node.code)
    }

    /// This row of a table is taken.
    pub(crate) fn taken(bands: &'p Bands, row: usize) -> Self {
        Self::One(What::Taken(bands, row), "")
    }

    /// A score gives points in a range.
    pub(crate) fn scores(score: &'p Score, range: Range, code: &'p str) -> Self {
        Self::One(What::Scores(score, range), code)
    }

    /// A value compares so with a mark.
    pub(crate) fn beside(subject: &'p Formula, operator: Comparison, mark: Mark<'p>) -> Self {
        Self::One(What::Beside(subject, operator, mark, None), "")
    }

    /// Something becomes of the records of a list.
    pub(crate) fn happens(node: &'p Node, each: &'p Each, event: Event) -> Self {
        Self::One(What::Happens(node, each, event), &node.code)
    }

    /// The method with this number decides the score.
    pub(crate) fn decides(node: &'p Node, number: usize) -> Self {
        Self::One(What::Decides(node, number), &node.code)
    }

    /// The score is held.
    pub(crate) fn held(node: &'p Node, hold: Hold) -> Self {
        Self::One(What::Held(node, hold), &node.code)
    }

    /// There is no value, or a division by zero.
    pub(crate) fn lacks(node: &'p Node, divided: bool) -> Self {
        Self::One(What::Lacks(node, divided), &node.code)
    }

    /// The published total compares so with a number.
    pub(crate) fn total(operator: Comparison, number: Number) -> Self {
        Self::One(What::Total(operator, number), "")
    }

    /// The same with every value no further from its mark than this.
    pub(crate) fn within(&self, margin: &Number) -> Self {
        let all = |goals: &[Self]| goals.iter().map(|goal| goal.within(margin)).collect();
        match self {
            Self::One(What::Beside(subject, operator, mark, _), code) => {
                Self::One(What::Beside(subject, *operator, mark.clone(), Some(margin.clone())), code)
            }
            Self::One(..) => self.clone(),
            Self::All(goals) => Self::All(all(goals)),
            Self::OfRecord(list, goals) => Self::OfRecord(*list, all(goals)),
        }
    }

    /// The value that is compared with a mark, where there is one.
    pub(crate) fn compared(&self) -> Option<&'p Formula> {
        match self {
            Self::One(What::Beside(subject, ..), _) => Some(subject),
            Self::One(..) => None,
            Self::All(goals) | Self::OfRecord(_, goals) => goals.iter().find_map(Self::compared),
        }
    }

    /// Whether it asks for nothing but that a leaf applies, or does not.
    pub(crate) fn is_of_applying(&self) -> bool {
        matches!(self, Self::One(What::Applies(..), _))
    }

    /// The condition that is to be open, where that is the goal.
    pub(crate) fn open(&self) -> Option<&'p Condition> {
        if let Self::One(What::Met(condition, Truth::Unknown), _) = self { Some(condition) } else { None }
    }

    /// How the published total is to compare with a number, where that is the goal.
    pub(crate) fn of_total(&self) -> Option<(Comparison, &Number)> {
        if let Self::One(What::Total(operator, number), _) = self { Some((*operator, number)) } else { None }
    }

    /// The formulas that it speaks of.
    pub(crate) fn formulas(&self, found: &mut Vec<&'p Formula>) {
        match self {
            Self::One(what, _) => what.formulas(found),
            Self::All(goals) | Self::OfRecord(_, goals) => goals.iter().for_each(|goal| goal.formulas(found)),
        }
    }
}

impl<'p> What<'p> {
    fn formulas(&self, found: &mut Vec<&'p Formula>) {
        match self {
            Self::Holds(formula, _) | Self::Is(formula, _) | Self::Bounded(formula, _) => found.push(formula),
            Self::Compared(left, _, right) => found.extend([*left, *right]),
            Self::Beside(subject, _, mark, _) => {
                found.push(subject);
                if let Mark::Formula(formula) = mark {
                    found.push(formula);
                }
            }
            Self::Taken(bands, _) => found.extend(bands.formulas()),
            Self::Scores(score, _) => found.extend(score.formulas()),
            Self::Counts(node, ..)
            | Self::Refused(node, _)
            | Self::Method(node, ..)
            | Self::Entry(node, ..)
            | Self::Leaf(node, _)
            | Self::Unclamped(node, _)
            | Self::Applies(node, _)
            | Self::Happens(node, ..)
            | Self::Decides(node, _)
            | Self::Lacks(node, _) => found.extend(node.formulas()),
            Self::Held(node, _) => node.tree().into_iter().for_each(|node| found.extend(node.formulas())),
            Self::Met(condition, _) | Self::Concerns(condition, _) => found.extend(condition.formulas()),
            Self::Total(..) => {}
        }
    }
}

/// Whether a record reaches a goal, in the records of lists given, outermost first. Where a list is spoken of, one of its
/// records is enough.
pub(crate) fn hits(probe: &mut Probe<'_>, goal: &Goal<'_>, rows: &[At]) -> bool {
    match goal {
        Goal::One(what, code) => is_met(probe, what, rows, code),
        Goal::All(goals) => goals.iter().all(|goal| hits(probe, goal, rows)),
        Goal::OfRecord(list, goals) => {
            let Some(list) = ListAt::of(*list, rows) else { return false };
            (0..probe.length(list)).any(|number| {
                let rows: Vec<At> = rows.iter().copied().chain([list.row(number)]).collect();
                goals.iter().all(|goal| hits(probe, goal, &rows))
            })
        }
    }
}
