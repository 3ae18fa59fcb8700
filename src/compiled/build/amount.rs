//! Numbers of a program: known beforehand, or a column in some unit, with bounds that prove that no operation overflows.

use super::Builder;
use crate::compiled::program::{Cells, Op, Truths};
use crate::value::{Number, Rounding};

/// The greatest number that a cell holds, so that a sum of two never overflows.
pub(super) const MOST: i128 = 1 << 62;

/// A number: `cell / unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The column; nothing where the number is known beforehand: then it is `low`.
    pub(super) cells: Option<Cells>,
    /// So many of the cell make one.
    pub(super) unit: i64,
    /// The least and the most that the cell can be.
    pub(super) low: i64,
    pub(super) high: i64,
}

/// A number of two columns: `over / under`; `over` has the marks, and wherever it is a value `under` is above nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) over: Amount,
    pub(super) under: Amount,
}

impl Amount {
    /// A whole number, known beforehand.
    pub(super) fn whole(number: i64) -> Self {
        Self { cells: None, unit: 1, low: number, high: number }
    }

    /// A number known beforehand.
    pub(super) fn known(number: &Number) -> Option<Self> {
        let (over, under) = number.parts()?;
        let held = fits(over)?;
        Some(Self { cells: None, unit: fits(under)?, low: held, high: held })
    }

    pub(super) fn column(cells: Cells, unit: i64, (low, high): (i64, i64)) -> Self {
        Self { cells: Some(cells), unit, low, high }
    }

    /// The number, where it is known beforehand.
    pub(super) fn constant(&self) -> Option<Number> {
        if self.cells.is_some() {
            return None;
        }
        Number::from(self.low).over(&Number::from(self.unit))
    }

    pub(super) fn bounds(&self) -> (i64, i64) {
        (self.low, self.high)
    }
}

/// A number as a cell, where it is not too great for one.
pub(super) fn fits(number: i128) -> Option<i64> {
    i64::try_from(number).ok().filter(|_| number.abs() <= MOST)
}

/// The bounds of a product.
fn product((a, b): (i64, i64), (c, d): (i64, i64)) -> Option<(i64, i64)> {
    let ends = [(a, c), (a, d), (b, c), (b, d)].map(|(x, y)| i128::from(x).checked_mul(i128::from(y)));
    let ends: Option<Vec<i128>> = ends.into_iter().collect();
    let ends = ends?;
    Some((fits(*ends.iter().min()?)?, fits(*ends.iter().max()?)?))
}

/// The unit in which both units are whole.
fn common(a: i64, b: i64) -> Option<i64> {
    fits(num_integer::lcm(i128::from(a), i128::from(b)))
}

/// The unit in which all of these numbers are whole.
pub(super) fn common_unit<'a>(amounts: impl IntoIterator<Item = &'a Amount>) -> Option<i64> {
    amounts.into_iter().try_fold(1, |unit, amount| common(unit, amount.unit))
}

/// Thousandths, where they are a finer unit: most scores are whole thousandths, and what has one unit is added as it is.
pub(super) fn fine(unit: i64) -> i64 {
    const THOUSANDTHS: i64 = 1000;
    if THOUSANDTHS.checked_rem(unit) == Some(0) { THOUSANDTHS } else { unit }
}

/// The unit in which all of these numbers are whole; thousandths where that leaves the cells far from being too great.
pub(super) fn fine_unit<'a>(amounts: impl Iterator<Item = &'a Amount> + Clone) -> Option<i64> {
    const FAR: i64 = 1 << 50;
    let unit = common_unit(amounts.clone())?;
    let finer = fine(unit);
    let fits = |amount: &Amount| {
        let widest = amount.low.saturating_abs().max(amount.high.saturating_abs());
        widest.checked_mul(finer).is_some_and(|cell| cell < FAR)
    };
    Some(if { amounts }.all(fits) { finer } else { unit })
}

impl Builder<'_> {
    /// The column of a number, filled where it is known beforehand.
    pub(super) fn column(&mut self, amount: Amount) -> Cells {
        let value = amount.low;
        amount.cells.unwrap_or_else(|| self.constant(value))
    }

    /// The same number in a finer unit, a multiple of its own.
    pub(super) fn in_unit(&mut self, amount: Amount, unit: i64) -> Option<Amount> {
        let times = unit.checked_div(amount.unit).filter(|times| times.checked_mul(amount.unit) == Some(unit))?;
        let scaled = self.multiple(amount, times)?;
        Some(Amount { unit, ..scaled })
    }

    /// The cells multiplied, the unit unchanged.
    fn multiple(&mut self, amount: Amount, times: i64) -> Option<Amount> {
        let (low, high) = product(amount.bounds(), (times, times))?;
        let cells = match amount.cells {
            Some(cells) if times != 1 => Some(self.cells(Op::Scaled(cells, times, 0))?),
            cells => cells,
        };
        Some(Amount { cells, low, high, ..amount })
    }

    /// Both in one unit.
    pub(super) fn alike(&mut self, left: Amount, right: Amount) -> Option<(Amount, Amount)> {
        let unit = common(left.unit, right.unit)?;
        Some((self.in_unit(left, unit)?, self.in_unit(right, unit)?))
    }

    /// One number where a condition holds, another where it does not.
    pub(super) fn chosen_amount(&mut self, condition: Truths, then: Amount, otherwise: Amount) -> Option<Amount> {
        let (then, otherwise) = self.alike(then, otherwise)?;
        let (left, right) = (self.column(then), self.column(otherwise));
        let cells = self.cells(Op::Chosen(condition, left, right))?;
        Some(Amount::column(cells, then.unit, (then.low.min(otherwise.low), then.high.max(otherwise.high))))
    }

    pub(super) fn plus(&mut self, left: Amount, right: Amount) -> Option<Amount> {
        let (left, right) = self.alike(left, right)?;
        let low = fits(i128::from(left.low).checked_add(i128::from(right.low))?)?;
        let high = fits(i128::from(left.high).checked_add(i128::from(right.high))?)?;
        // What is none on record adds nothing: the sum may be the other alone.
        let (low, high) = (low.min(left.low).min(right.low), high.max(left.high).max(right.high));
        let unit = left.unit;
        match (left.cells, right.cells) {
            (None, None) => Some(Amount {
                cells: None,
                unit,
                low: left.low.checked_add(right.low)?,
                high: left.low.checked_add(right.low)?,
            }),
            (Some(_), None | Some(_)) | (None, Some(_)) => {
                let (a, b) = (self.column(left), self.column(right));
                Some(Amount::column(self.cells(Op::Sum(a, b))?, unit, (low, high)))
            }
        }
    }

    pub(super) fn minus(&mut self, left: Amount, right: Amount) -> Option<Amount> {
        let (left, right) = self.alike(left, right)?;
        let low = fits(i128::from(left.low).checked_sub(i128::from(right.high))?)?;
        let high = fits(i128::from(left.high).checked_sub(i128::from(right.low))?)?;
        let unit = left.unit;
        let cells = match (left.cells, right.cells) {
            (None, None) => None,
            (Some(cells), None) => Some(self.cells(Op::Scaled(cells, 1, right.low.checked_neg()?))?),
            (None, Some(cells)) => Some(self.cells(Op::Scaled(cells, -1, left.low))?),
            (Some(a), Some(b)) => Some(self.cells(Op::Difference(a, b))?),
        };
        Some(Amount { cells, unit, low, high })
    }

    pub(super) fn times(&mut self, left: Amount, right: Amount) -> Option<Amount> {
        let (left, right) = (self.coarser(left), self.coarser(right));
        let unit = fits(i128::from(left.unit).checked_mul(i128::from(right.unit))?)?;
        let (low, high) = product(left.bounds(), right.bounds())?;
        let cells = match (left.cells, right.cells) {
            (None, None) => None,
            (Some(cells), None) => Some(self.cells(Op::Scaled(cells, right.low, 0))?),
            (None, Some(cells)) => Some(self.cells(Op::Scaled(cells, left.low, 0))?),
            (Some(a), Some(b)) => Some(self.cells(Op::Product(a, b))?),
        };
        Some(self.lowest(Amount { cells, unit, low, high }))
    }

    /// A known number in lowest terms.
    fn lowest(&self, amount: Amount) -> Amount {
        if amount.cells.is_some() {
            return amount;
        }
        amount.constant().and_then(|number| Amount::known(&number)).unwrap_or(amount)
    }

    /// `amount ÷ number`.
    pub(super) fn over_known(&mut self, amount: Amount, number: &Number) -> Option<Amount> {
        let reciprocal = Number::one().over(number)?;
        let by = Amount::known(&reciprocal)?;
        self.times(amount, by)
    }

    pub(super) fn negated(&mut self, amount: Amount) -> Option<Amount> {
        self.minus(Amount::whole(0), amount)
    }

    /// Held within bounds, which are given as numbers.
    pub(super) fn held(&mut self, amount: Amount, low: Option<&Number>, high: Option<&Number>) -> Option<Amount> {
        let low = low.map(Amount::known).map_or(Some(None), |low| low.map(Some))?;
        let high = high.map(Amount::known).map_or(Some(None), |high| high.map(Some))?;
        let mut unit = amount.unit;
        for bound in low.iter().chain(&high) {
            unit = common(unit, bound.unit)?;
        }
        let amount = self.in_unit(amount, unit)?;
        let low = match low {
            Some(low) => self.in_unit(low, unit)?.low,
            None => amount.low,
        };
        let high = match high {
            Some(high) => self.in_unit(high, unit)?.low,
            None => amount.high,
        };
        if amount.low >= low && amount.high <= high {
            return Some(amount);
        }
        // As ranges are: first raised to the low bound, then held to the high one.
        let ends = (amount.low.max(low).min(high), amount.high.max(low).min(high));
        let cells = match amount.cells {
            Some(cells) => Some(self.cells(Op::Held(cells, low, high))?),
            None => None,
        };
        Some(Amount { cells, unit, low: ends.0, high: ends.1 })
    }

    /// Brought to `places` after the point, or to whole numbers.
    pub(super) fn rounded(&mut self, amount: Amount, places: u32, rounding: Rounding) -> Option<Amount> {
        if let Some(known) = amount.constant() {
            return Amount::known(&known.rounded(places, rounding));
        }
        let times = fits(10_i128.checked_pow(places)?)?;
        if times.checked_rem(amount.unit) == Some(0) {
            return self.in_unit(amount, times);
        }
        let ends = [amount.low, amount.high].map(|end| {
            let number = Number::from(end).over(&Number::from(amount.unit))?.rounded(places, rounding);
            fits(number.times(&Number::from(times)).parts()?.0)
        });
        product(amount.bounds(), (times, times))?;
        let [Some(low), Some(high)] = ends else { return None };
        let cells = self.cells(Op::Rounded { of: amount.cells?, times, divisor: amount.unit, rounding })?;
        Some(Amount::column(cells, times, (low, high)))
    }

    /// A fraction of two numbers; `under` must not be below nought.
    pub(super) fn fraction(&mut self, over: Amount, under: Amount) -> Option<Fraction> {
        if under.low < 0 {
            return None;
        }
        let (a, b) = (self.column(over), self.column(under));
        let marked = self.cells(Op::Dividend(a, b))?;
        let over = Amount { cells: Some(marked), low: over.low.min(0), high: over.high.max(0), ..over };
        Some(Fraction { over, under: Amount::column(b, under.unit, (0, under.high.max(1))) })
    }

    /// A fraction in whole cells: units multiplied out, so that it is `over.cell / under.cell`.
    pub(super) fn plain(&mut self, fraction: Fraction) -> Option<Fraction> {
        let both = num_integer::gcd(fraction.over.unit, fraction.under.unit);
        let over = self.multiple(fraction.over, fraction.under.unit.checked_div(both)?)?;
        let under = self.multiple(fraction.under, fraction.over.unit.checked_div(both)?)?;
        Some(Fraction { over: Amount { unit: 1, ..over }, under: Amount { unit: 1, ..under } })
    }

    /// A fraction rounded to places.
    pub(super) fn rounded_fraction(&mut self, fraction: Fraction, places: u32, rounding: Rounding) -> Option<Amount> {
        let times = fits(10_i128.checked_pow(places)?)?;
        let Fraction { over, under } = self.plain(fraction)?;
        let (low, high) = product(over.bounds(), (times, times))?;
        let (low, high) = (low.min(0).checked_sub(1)?, high.max(0).checked_add(1)?);
        let op = Op::Quotient { over: over.cells?, under: under.cells?, times, rounding };
        Some(Amount::column(self.cells(op)?, times, (low, high)))
    }
}
