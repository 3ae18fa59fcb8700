//! What tables can come to: each row with its subject within the bounds of the row.

use super::{Reach, Reacher};
use crate::plan::{Bands, Cell, Extent, Formula, Known, Row, RowBound, Score, ScoreKind, Type};
use crate::value::{Bound, Number, Period, PeriodUnit, Range};

impl Reacher<'_> {
    pub(crate) fn bands(&self, bands: &Bands, known: &Known, full: &Number) -> Reach {
        let extents: Vec<Extent> = bands.subjects.iter().map(|subject| self.extents.extent(subject, known)).collect();
        let rows = self.rows(bands, known).into_iter();
        let taken = rows.filter_map(|(row, inside)| Some(self.score(&row.score, &inside?, full)));
        let reach = taken.fold(Reach::nothing(), Reach::join);
        lacking(bands, &extents, reach)
    }

    /// What is known in each row; nothing of a row that can be seen never to be taken.
    pub(crate) fn rows<'b>(&self, bands: &'b Bands, known: &Known) -> Vec<(&'b Row, Option<Known>)> {
        let domains: Vec<Range> =
            bands.subjects.iter().map(|subject| self.extents.extent(subject, known).range).collect();
        let rest = match domains.as_slice() {
            [domain] => left_over(bands, domain),
            _ => None,
        };
        let mut below = known.clone();
        let mut rows = Vec::new();
        for row in &bands.rows {
            let inside = match (row.cells.as_slice(), bands.subjects.as_slice(), &rest) {
                ([Cell::Condition(condition)], _, _) => {
                    let inside = below.where_it_is(condition, true).0;
                    below = below.where_it_is(condition, false).0;
                    inside
                }
                ([Cell::Other], [subject], Some(rest)) => below.with(subject, rest),
                (cells, subjects, _) => cells
                    .iter()
                    .zip(subjects)
                    .fold(below.clone(), |known, (cell, subject)| within(&known, cell, subject, &row.score)),
            };
            let mut subjects = bands.subjects.iter().zip(&domains);
            let mut empty = || subjects.any(|(subject, domain)| self.nothing_left(subject, domain, &inside));
            let possible = says_nothing(row) || !(inside.contradicts_itself() || empty());
            rows.push((row, possible.then_some(inside)));
        }
        rows
    }

    fn nothing_left(&self, subject: &Formula, domain: &Range, known: &Known) -> bool {
        let Some(range) = known.of(subject).map(|range| range.intersect(domain)) else { return false };
        self.extents.lattice(subject).map_or(range.clone(), |step| range.in_steps(&step)).is_empty()
    }
}

/// What is known where a subject lies within a cell.
fn within(known: &Known, cell: &Cell, subject: &Formula, score: &Score) -> Known {
    match cell {
        Cell::Bound(RowBound::Numbers(range)) => known.with(subject, range),
        Cell::Bound(RowBound::Periods(low, high)) => {
            let units = low.iter().chain(high).map(|(period, _)| period.unit == PeriodUnit::Days);
            let days =
                units.fold(None, |known, days| if known.is_none_or(|known| known == days) { Some(days) } else { None });
            match days {
                Some(days) if counts_in(score, days) => known.with(subject, &periods(*low, *high)),
                Some(_) | None => known.clone(),
            }
        }
        Cell::Bound(RowBound::Dates(..) | RowBound::Years(..))
        | Cell::Choices(_)
        | Cell::Texts(_)
        | Cell::YesNo(_)
        | Cell::Condition(_)
        | Cell::NoRecord
        | Cell::NotApplicable
        | Cell::Other => known.clone(),
    }
}

/// Whether a score counts time in this unit, where it counts time at all.
fn counts_in(score: &Score, days: bool) -> bool {
    match &score.kind {
        ScoreKind::Steps(steps) => steps.subject.of != Type::Interval || steps.days == days,
        ScoreKind::Bands(bands) => bands.rows.iter().all(|row| counts_in(&row.score, days)),
        ScoreKind::Amount(_)
        | ScoreKind::Linear { .. }
        | ScoreKind::Ratio { .. }
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => true,
    }
}

/// Periods of one unit as a range of months, or of days.
fn periods(low: Option<(Period, bool)>, high: Option<(Period, bool)>) -> Range {
    let end = |bound: Option<(Period, bool)>| {
        bound.map(|(period, included)| {
            let (months, days) = period.months_and_days();
            Bound { number: Number::from(i64::from(months.max(days))), included }
        })
    };
    Range { low: end(low), high: end(high) }
}

/// What 其他 is for: the values beside the rows, as one range.
fn left_over(bands: &Bands, domain: &Range) -> Option<Range> {
    let mut rows: Vec<&Range> = Vec::new();
    for row in &bands.rows {
        match row.cells.as_slice() {
            [Cell::Bound(RowBound::Numbers(range))] => rows.push(range),
            [Cell::Other | Cell::NoRecord | Cell::NotApplicable] => {}
            _ => return None,
        }
    }
    let low_end = |range: &Range| range.low.as_ref().map(|low| (low.number.clone(), !low.included));
    rows.sort_by_key(|row| low_end(row));
    let cut = |rest: Range, row: &&Range| {
        let covers = row.low.is_none() || row.contains_low_of(&rest);
        match (&row.high, covers) {
            (Some(high), true) if !rest.is_empty() => {
                let low = Bound { number: high.number.clone(), included: !high.included };
                rest.intersect(&Range { low: Some(low), high: None })
            }
            (None, true) => {
                Range { low: rest.high.clone().map(|high| Bound { included: false, ..high }), high: rest.high }
            }
            (Some(_) | None, _) => rest,
        }
    };
    let from_below = rows.iter().fold(domain.clone(), cut);
    let turned: Vec<Range> = rows.iter().rev().map(|range| range.negated()).collect();
    let mut turned: Vec<&Range> = turned.iter().collect();
    turned.sort_by_key(|row| low_end(row));
    Some(turned.iter().fold(from_below.negated(), cut).negated())
}

impl Range {
    /// Whether the low end of another range lies here, or would if it belonged to it.
    fn contains_low_of(&self, other: &Self) -> bool {
        let Some(low) = &other.low else { return self.low.is_none() };
        let reaches = self
            .low
            .as_ref()
            .is_none_or(|own| own.number < low.number || (own.number == low.number && (own.included || !low.included)));
        reaches && self.high.as_ref().is_none_or(|high| high.number >= low.number)
    }
}

fn says_nothing(row: &Row) -> bool {
    matches!(row.cells.as_slice(), [Cell::NoRecord | Cell::NotApplicable])
}

/// What it means that no row is for what is no value.
fn lacking(bands: &Bands, extents: &[Extent], mut reach: Reach) -> Reach {
    let alone = extents.len() == 1;
    let says = |wanted: fn(&Cell) -> bool| alone && bands.rows.iter().any(|row| row.cells.iter().any(wanted));
    for extent in extents {
        reach.no_value |= extent.none && !says(|cell| matches!(cell, Cell::NoRecord));
        reach.no_value |= extent.not_applicable && !says(|cell| matches!(cell, Cell::NotApplicable));
        reach.zero_division |= extent.zero_division;
    }
    reach
}
