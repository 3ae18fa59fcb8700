//! What a program filled, read line by line.

use super::TrackProgram;
use super::program::{Condition, Scored, mark, row, truth};
use super::run::{Bank, View};
use crate::breakdown::NodeState;
use crate::eval::KnownLeaf;
use crate::value::{Number, Truth};

/// The columns that a program filled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub(super) bank: Bank,
}

/// The result of a leaf: its score, kind, and the row of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeafResult {
    pub(crate) known: KnownLeaf,
    pub(crate) row: Option<u8>,
}

impl TrackProgram {
    /// How many leaves there are.
    pub(crate) fn leaves(&self) -> usize {
        self.program.leaves.len()
    }

    /// How many operations there are.
    pub(crate) fn operations(&self) -> usize {
        self.program.steps.len()
    }

    /// The codes of the leaves in order.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.program.leaves.iter().map(|leaf| leaf.code.as_str())
    }

    /// The leaves that the tree walk scores.
    pub(crate) fn uncompiled(&self) -> impl Iterator<Item = &str> {
        self.program.leaves.iter().filter(|leaf| leaf.score.is_none()).map(|leaf| leaf.code.as_str())
    }

    /// Whether nothing is open in any line, which needs no list of lines.
    fn settled(&self, filled: &Filled) -> bool {
        let known = |scored: Option<Scored>| {
            scored.is_some_and(|scored| view(filled, scored.cells).marks.is_none_or(|marks| marks.iter().all(is_known)))
        };
        let met = |condition: &Option<Condition>| match condition {
            Some(Condition::Known(_)) => true,
            Some(Condition::Of(met)) => !filled.bank.truths_of(*met).contains(&truth::UNKNOWN),
            None => false,
        };
        self.program.leaves.iter().all(|leaf| known(leaf.score))
            && known(self.program.total)
            && self.program.conditions.iter().all(met)
    }

    /// The lines of which something is not known: there the tree walk decides.
    pub(crate) fn open_lines(&self, filled: &Filled, count: usize) -> Vec<usize> {
        if self.settled(filled) {
            return Vec::new();
        }
        let mut open = vec![false; count];
        let outputs = self.program.leaves.iter().map(|leaf| leaf.score).chain([self.program.total]);
        for scored in outputs {
            match scored.map(|scored| view(filled, scored.cells).marks) {
                None => open.fill(true),
                Some(None) => {}
                Some(Some(marks)) => open.iter_mut().zip(marks).for_each(|(open, mark)| {
                    *open |= !is_known(mark);
                }),
            }
        }
        for condition in &self.program.conditions {
            match condition {
                Some(Condition::Known(_)) => {}
                None => open.fill(true),
                Some(Condition::Of(met)) => {
                    let truths = filled.bank.truths_of(*met);
                    open.iter_mut().zip(truths).for_each(|(open, met)| *open |= *met == truth::UNKNOWN);
                }
            }
        }
        open.iter().enumerate().filter(|(_, open)| **open).map(|(line, _)| line).collect()
    }

    /// The result of a leaf in a line; nothing where the tree walk decides.
    pub(crate) fn leaf(&self, filled: &Filled, line: usize, leaf: usize) -> Option<LeafResult> {
        let output = self.program.leaves.get(leaf)?;
        let scored = output.score?;
        let view = view(filled, scored.cells);
        let state = match view.mark(line) {
            mark::VALUE => NodeState::Scored,
            mark::ABSENT => NodeState::NotApplicable,
            mark::UNSUBMITTED => NodeState::Unsubmitted,
            _ => return None,
        };
        let score = if state == NodeState::NotApplicable { Number::zero() } else { number(filled, scored, line)? };
        let rows = output.rows.and_then(|rows| filled.bank.rows_of(rows).get(line).copied());
        let row = rows.filter(|taken| usize::from(*taken) < row::MOST);
        Some(LeafResult { known: KnownLeaf { score, state }, row })
    }

    /// The leaves of a line that are known.
    pub(crate) fn known_leaves(&self, filled: &Filled, line: usize) -> Vec<Option<KnownLeaf>> {
        (0..self.leaves()).map(|leaf| Some(self.leaf(filled, line, leaf)?.known)).collect()
    }

    /// Whether a condition is met.
    pub(crate) fn condition(&self, filled: &Filled, line: usize, condition: usize) -> Truth {
        match self.program.conditions.get(condition) {
            Some(Some(Condition::Known(met))) => Truth::from(*met),
            Some(Some(Condition::Of(met))) => match filled.bank.truths_of(*met).get(line).copied() {
                Some(truth::HOLDS) => Truth::True,
                Some(truth::FAILS) => Truth::False,
                Some(_) | None => Truth::Unknown,
            },
            Some(None) | None => Truth::Unknown,
        }
    }

    /// The exact total of a line, and whether it reaches the pass mark.
    pub(crate) fn total(&self, filled: &Filled, line: usize) -> Option<(Number, bool)> {
        let total = self.program.total?;
        let cell = view(filled, total.cells).value(line)?;
        Some((number(filled, total, line)?, cell >= self.passing?))
    }
}

/// Whether a score is known.
fn is_known(mark: &u8) -> bool {
    matches!(*mark, mark::VALUE | mark::ABSENT | mark::UNSUBMITTED)
}

fn view(filled: &Filled, cells: super::program::Cells) -> View<'_> {
    filled.bank.cells_of(cells)
}

fn number(filled: &Filled, scored: Scored, line: usize) -> Option<Number> {
    let over = Number::from(view(filled, scored.cells).cell(line));
    let under = match scored.under {
        None => Number::one(),
        Some(under) => Number::from(view(filled, under).cell(line).max(1)),
    };
    over.over(&under.times(&Number::from(scored.unit)))
}
