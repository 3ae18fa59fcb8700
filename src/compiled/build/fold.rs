//! What is written after an operation made one with it: multiples, bounds, sums.

use super::Builder;
use super::amount::{Amount, fine};
use crate::compiled::program::{Cells, Op};

impl Builder<'_> {
    /// The operation that does the same at once, or the column that is the same already.
    pub(super) fn folded(&self, op: Op) -> Result<Op, Cells> {
        match op {
            Op::Scaled(of, 1, 0) => Err(of),
            Op::Scaled(of, times, plus) => Ok(self.scaled(of, times, plus).unwrap_or(Op::Scaled(of, times, plus))),
            Op::Held(of, low, high) => Ok(self.bounded(of, low, high).unwrap_or(Op::Held(of, low, high))),
            Op::Summed { terms, whole } => match self.flat(&terms) {
                Some(flat) => Ok(Op::Summed { terms: flat, whole }),
                None => Ok(Op::Summed { terms, whole }),
            },
            other => Ok(other),
        }
    }

    /// A score in thousandths, where its operation does that as well.
    pub(super) fn finer(&mut self, amount: Amount) -> Amount {
        let amount = self.coarser(amount);
        if self.is_free(&amount) { self.in_unit(amount, fine(amount.unit)).unwrap_or(amount) } else { amount }
    }

    /// Whether a multiple of the column takes no operation of its own.
    pub(super) fn is_free(&self, amount: &Amount) -> bool {
        let Some(cells) = amount.cells else { return true };
        let origin = self.origin(cells);
        matches!(origin, Some(Op::Scaled(..) | Op::Held(..) | Op::Bounded { .. } | Op::Fill(..) | Op::Looked(..)))
    }

    /// The same number in the coarsest unit in which its multiples are whole.
    pub(super) fn coarser(&mut self, amount: Amount) -> Amount {
        self.lowest_terms(amount).unwrap_or(amount)
    }

    fn lowest_terms(&mut self, amount: Amount) -> Option<Amount> {
        let (op, by) = match self.origin(amount.cells?)? {
            Op::Scaled(of, times, plus) => {
                let by = shared([amount.unit, *times, *plus]);
                let (times, plus) = divided((*times, *plus), by)?;
                (Op::Scaled(*of, times, plus), by)
            }
            Op::Bounded { of, first, ends, then: (times, more) } => {
                let inner = shared([first.0, first.1, ends.0, ends.1]).max(1);
                let then = (times.checked_mul(inner)?, *more);
                let by = shared([amount.unit, then.0, then.1]);
                let (first, ends) = (divided(*first, inner)?, divided(*ends, inner)?);
                (Op::Bounded { of: *of, first, ends, then: divided(then, by)? }, by)
            }
            Op::Looked(rows, scores) => {
                let by = scores.iter().fold(amount.unit, |by, (cell, _)| num_integer::gcd(by, *cell));
                (Op::Looked(*rows, each_score(scores, |cell| cell.checked_div(by))?), by)
            }
            _ => return None,
        };
        let (unit, low) = (amount.unit.checked_div(by)?, amount.low.checked_div_euclid(by)?);
        let high = amount.high.checked_neg()?.checked_div_euclid(by)?.checked_neg()?;
        Some(Amount { cells: Some(self.cells(op)?), unit, low, high })
    }

    /// A multiple of a multiple is one multiple, that of a table's scores a table of multiples.
    fn scaled(&self, of: Cells, times: i64, plus: i64) -> Option<Op> {
        let scaled = |cell: i64| cell.checked_mul(times)?.checked_add(plus);
        match self.origin(of)? {
            Op::Scaled(inner, first, then) => Some(Op::Scaled(*inner, first.checked_mul(times)?, scaled(*then)?)),
            Op::Looked(rows, scores) => each_score(scores, scaled).map(|scores| Op::Looked(*rows, scores)),
            Op::Fill(cell, mark) => scaled(*cell).map(|cell| Op::Fill(cell, *mark)),
            Op::Held(inner, low, high) => {
                Some(Op::Bounded { of: *inner, first: (1, 0), ends: (*low, *high), then: (times, plus) })
            }
            Op::Bounded { of, first, ends, then: (by, more) } => {
                let then = (by.checked_mul(times)?, scaled(*more)?);
                Some(Op::Bounded { of: *of, first: *first, ends: *ends, then })
            }
            _ => None,
        }
    }

    /// Bounds of a multiple, or within other bounds.
    fn bounded(&self, of: Cells, low: i64, high: i64) -> Option<Op> {
        let held = |cell: i64| cell.max(low).min(high);
        match self.origin(of)? {
            Op::Scaled(inner, times, plus) => {
                Some(Op::Bounded { of: *inner, first: (*times, *plus), ends: (low, high), then: (1, 0) })
            }
            // Bounds of what is bounded: both ends brought within the further bounds.
            Op::Held(inner, first, last) => Some(Op::Held(*inner, held(*first), held(*last))),
            Op::Bounded { of, first, ends: (least, most), then: (by, more) } if *by > 0 => {
                let before = |end: i64| {
                    let end = end.checked_sub(*more)?;
                    end.checked_div(*by).filter(|before| before.checked_mul(*by) == Some(end))
                };
                let (low, high) = (before(low)?, before(high)?);
                let ends = (least.max(&low).min(&high), most.max(&low).min(&high));
                Some(Op::Bounded { of: *of, first: *first, ends: (*ends.0, *ends.1), then: (*by, *more) })
            }
            Op::Looked(rows, scores) => {
                each_score(scores, |cell| Some(held(cell))).map(|scores| Op::Looked(*rows, scores))
            }
            Op::Fill(cell, mark) => Some(Op::Fill(held(*cell), *mark)),
            _ => None,
        }
    }

    /// A sum of sums is one sum: a sum is a value, or open where one of its terms is.
    fn flat(&self, terms: &[(Cells, i64)]) -> Option<Vec<(Cells, i64)>> {
        let mut flat = Vec::new();
        for (term, times) in terms {
            match self.origin(*term) {
                Some(Op::Summed { terms: inner, whole }) if whole.is_empty() && !inner.is_empty() => {
                    for (cells, by) in inner {
                        flat.push((*cells, by.checked_mul(*times)?));
                    }
                }
                Some(_) | None => flat.push((*term, *times)),
            }
        }
        Some(flat)
    }
}

/// The scores of a table changed; what counts as not submitted has a cell that counts.
fn each_score(scores: &[(i64, u8)], change: impl Fn(i64) -> Option<i64>) -> Option<Vec<(i64, u8)>> {
    scores.iter().map(|(cell, mark)| Some((change(*cell)?, *mark))).collect()
}

/// What divides all of these.
fn shared<const NUMBERS: usize>(numbers: [i64; NUMBERS]) -> i64 {
    numbers.into_iter().fold(0, num_integer::gcd)
}

fn divided((a, b): (i64, i64), by: i64) -> Option<(i64, i64)> {
    Some((a.checked_div(by)?, b.checked_div(by)?))
}
