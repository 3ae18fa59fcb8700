//! What is found by trying every cell: what no row takes, which rows take nothing, and what two rows take.

use super::axis::{About, Axis, VALUE};
use super::{Grid, MOST_CELLS, Reach};

/// A spot on each axis.
pub(crate) type Place = Vec<usize>;

/// What was found.
pub(crate) struct Verdicts {
    /// How many cells were tried.
    pub(crate) cells: usize,
    /// A cell that no row takes.
    pub(crate) gap: Option<Place>,
    /// Two rows that both take a cell by what they say themselves, not by 其他; and the cell.
    pub(crate) overlap: Option<(usize, usize, Place)>,
    /// Of each row.
    pub(crate) rows: Vec<RowVerdict>,
}

/// What was found of one row.
#[derive(Default)]
pub(crate) struct RowVerdict {
    /// The numbers of the cells that it fits.
    pub(crate) fits: Vec<usize>,
    /// Whether it is the first row that fits some cell.
    pub(crate) taken: bool,
    /// The row before it that takes a cell that this one fits too, and the cell.
    pub(crate) behind: Option<(usize, Place)>,
}

impl Grid<'_> {
    /// Tries every cell; nothing where there are too many.
    pub(crate) fn verdicts(&self) -> Option<Verdicts> {
        if self.too_large() {
            return None;
        }
        let sizes = self.axes.iter().map(|axis| axis.spots.len());
        let cells = sizes.clone().try_fold(1_usize, usize::checked_mul).filter(|cells| *cells <= MOST_CELLS)?;
        let rows = self.rows.iter().map(|_| RowVerdict::default()).collect();
        let mut verdicts = Verdicts { cells, gap: None, overlap: None, rows };
        let sizes: Vec<usize> = sizes.collect();
        for number in 0..cells {
            let place = place(number, &sizes);
            if !self.doubled(&place) {
                self.try_cell(number, place, &mut verdicts);
            }
        }
        Some(verdicts)
    }

    fn try_cell(&self, number: usize, place: Place, verdicts: &mut Verdicts) {
        let mut first: Option<usize> = None;
        let mut own: Option<usize> = None;
        for (index, test) in self.rows.iter().enumerate() {
            let Some(verdict) = verdicts.rows.get_mut(index) else { continue };
            if !self.holds(test, &place) {
                continue;
            }
            verdict.fits.push(number);
            match first {
                None => verdict.taken = true,
                Some(before) if verdict.behind.is_none() => verdict.behind = Some((before, place.clone())),
                Some(_) => {}
            }
            first = first.or(Some(index));
            if self.leftover.get(index) == Some(&false) {
                if let (Some(other), None) = (own, &verdicts.overlap) {
                    verdicts.overlap = Some((other, index, place.clone()));
                }
                own = own.or(Some(index));
            }
        }
        if first.is_none() && verdicts.gap.is_none() && self.holds(&self.valued, &place) {
            verdicts.gap = Some(place);
        }
    }

    /// Whether a cell says no more than one before it: what a subject would be, had it a value.
    fn doubled(&self, place: &[usize]) -> bool {
        let without = |subject: &str| {
            self.spots(place).any(|(axis, spot)| {
                axis.subject == subject && matches!(axis.about, About::State(_)) && *spot != Reach::Option(VALUE)
            })
        };
        let mut spots = self.axes.iter().zip(place);
        spots.any(|(axis, at)| *at > 0 && !matches!(axis.about, About::State(_)) && without(&axis.subject))
    }

    /// The axes with their spots in a cell.
    pub(super) fn spots<'a>(&'a self, place: &'a [usize]) -> impl Iterator<Item = (&'a Axis, &'a Reach)> {
        self.axes.iter().zip(place).filter_map(|(axis, at)| Some((axis, axis.spots.get(*at)?)))
    }

    /// Whether every cell is one that some applicant can be in: no two axes speak of the same fact.
    pub(crate) fn independent(&self) -> bool {
        let clash = |one: &Axis, other: &Axis| {
            let same_subject = one.subject == other.subject;
            let state = matches!(one.about, About::State(_)) || matches!(other.about, About::State(_));
            let given = matches!((&one.about, &other.about), (About::Given(_), About::Given(_)));
            let shares = || {
                one.reads.iter().any(|(fact, field)| {
                    let alike = |(known, of): &(usize, Option<_>)| {
                        known == fact && (of.is_none() || field.is_none() || of == field)
                    };
                    other.reads.iter().any(alike)
                })
            };
            !(same_subject && (state || given)) && shares()
        };
        let pairs = self.axes.iter().enumerate();
        !pairs.clone().any(|(at, axis)| self.axes.iter().take(at).any(|before| clash(axis, before)))
    }
}

fn place(number: usize, sizes: &[usize]) -> Place {
    let mut rest = number;
    let mut place = Vec::with_capacity(sizes.len());
    for size in sizes {
        place.push(rest.checked_rem(*size).unwrap_or(0));
        rest = rest.checked_div(*size).unwrap_or(0);
    }
    place
}
