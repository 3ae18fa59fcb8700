//! Truths of a program: known beforehand, or a column.

use super::Builder;
use crate::compiled::program::{APPLICANTS, Op, Truths};
use crate::plan::Formula;

/// Whether something holds: known for everyone, or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    Known(bool),
    Of(Truths),
}

impl<'p> Builder<'p> {
    pub(super) fn not(&mut self, judged: Judged) -> Judged {
        match judged {
            Judged::Known(holds) => Judged::Known(!holds),
            Judged::Of(truths) => {
                let domain = self.domain_of_truth(truths);
                Judged::Of(self.judging(Op::Not(truths), domain))
            }
        }
    }

    /// Whether all of these hold; nothing where they speak of different records.
    pub(super) fn all_of(&mut self, parts: &[Judged]) -> Option<Judged> {
        self.joined(parts, false)
    }

    /// Whether one of these holds; nothing where they speak of different records.
    pub(super) fn any_of(&mut self, parts: &[Judged]) -> Option<Judged> {
        self.joined(parts, true)
    }

    fn joined(&mut self, parts: &[Judged], decides: bool) -> Option<Judged> {
        let mut open = Vec::new();
        for part in parts {
            match part {
                Judged::Known(holds) if *holds == decides => return Some(Judged::Known(decides)),
                Judged::Known(_) => {}
                Judged::Of(truths) if open.contains(truths) => {}
                Judged::Of(truths) => open.push(*truths),
            }
        }
        match open.as_slice() {
            [] => Some(Judged::Known(!decides)),
            [one] => Some(Judged::Of(*one)),
            _ => self.truths(if decides { Op::Any(open) } else { Op::All(open) }).map(Judged::Of),
        }
    }

    /// A column of the truth, in the lines of a list's records where it is needed there.
    pub(super) fn truth_column(&mut self, judged: Judged) -> Truths {
        match judged {
            Judged::Of(truths) => truths,
            Judged::Known(holds) => {
                let all = if holds { Op::All(Vec::new()) } else { Op::Any(Vec::new()) };
                self.judging(all, APPLICANTS)
            }
        }
    }

    /// Whether all of these formulas hold.
    pub(super) fn all(&mut self, formulas: impl IntoIterator<Item = &'p Formula>) -> Option<Judged> {
        let parts: Option<Vec<Judged>> = formulas.into_iter().map(|formula| self.judged(formula)).collect();
        self.all_of(&parts?)
    }

    /// Whether one of these formulas holds.
    pub(super) fn any(&mut self, formulas: impl IntoIterator<Item = &'p Formula>) -> Option<Judged> {
        let parts: Option<Vec<Judged>> = formulas.into_iter().map(|formula| self.judged(formula)).collect();
        self.any_of(&parts?)
    }
}
