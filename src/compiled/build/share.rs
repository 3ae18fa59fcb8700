//! Tables over a share: cuts as multiples of the whole, so that no line is divided.

use super::Builder;
use super::amount::{Amount, MOST, fits};
use crate::compiled::program::{Cells, FractionBound, Op, Share};

impl Builder<'_> {
    /// Where a share stands among cuts, by whole products; nothing where they do not fit a cell.
    pub(super) fn share(&self, over: Amount, under: Amount, cuts: &[FractionBound]) -> Option<Share> {
        let unit = cuts
            .iter()
            .try_fold(1_i128, |unit, (_, of, _)| fits(num_integer::lcm(unit, i128::from(*of))).map(i128::from));
        let unit = unit?;
        product(over, unit)?;
        let ((part, times), (whole, by)) = (self.unscaled(over.cells?), self.unscaled(under.cells?));
        let mut told = Vec::new();
        for (number, of, at) in cuts {
            let factor = unit.checked_div((*of).into())?.checked_mul((*number).into())?;
            product(under, factor)?;
            told.push((fits(factor.checked_mul(by.into())?)?, i64::from(!at)));
        }
        let times = fits(unit.checked_mul(times.into())?)?;
        let (part, divides) = match self.origin(part) {
            Some(Op::Dividend(part, by)) if *by == whole => (*part, true),
            Some(_) | None => (part, false),
        };
        Some(Share { part, whole, times, cuts: told, divides })
    }

    /// The column that this is a multiple of.
    fn unscaled(&self, cells: Cells) -> (Cells, i64) {
        match self.origin(cells) {
            Some(Op::Scaled(of, times, 0)) => (*of, *times),
            Some(_) | None => (cells, 1),
        }
    }
}

/// The greatest product of a column, where it fits a cell.
fn product(amount: Amount, by: i128) -> Option<i128> {
    let widest = i128::from(amount.low.saturating_abs().max(amount.high.saturating_abs()));
    widest.checked_mul(by.abs()).filter(|product| *product < MOST)
}
