//! A score over one quantity as a course: its pieces from the least value of the subject to the greatest.

use super::form::{Form, Side, form};
use super::interval::{between, by_low, on_lattice};
use super::scores::{Role, Scored};
use crate::cells::{number_shown, time_shown};
use crate::plan::{Bands, Cell, Extents, Formula, Node, Row, RowBound, Score, ScoreKind, Steps, Type};
use crate::source::Span;
use crate::value::{Bound, Number, Period, Range};

/// A score over one quantity, or over the time between two days.
pub(super) struct Course<'p> {
    /// Its indicator.
    pub(super) node: &'p Node,
    /// What it is over.
    pub(super) subject: &'p Formula,
    /// What becomes of it.
    pub(super) role: Role,
    /// Its pieces, from left to right.
    pub(super) pieces: Vec<Piece<'p>>,
    /// Where it stands.
    pub(super) span: Span,
    lattice: Option<Number>,
    months: bool,
}

/// One row, as far as the subject can have values in it.
pub(super) struct Piece<'p> {
    pub(super) range: Range,
    pub(super) form: Form<'p>,
    pub(super) span: Span,
}

impl<'p> Course<'p> {
    /// The course of a score, where it is over one quantity.
    pub(super) fn of(scored: &Scored<'p>, extents: Extents<'p>) -> Option<Self> {
        match &scored.score.kind {
            ScoreKind::Bands(bands) => Self::of_bands(scored, bands, extents),
            ScoreKind::Steps(steps) => Self::of_steps(scored.node, steps, scored.role, extents),
            ScoreKind::Ratio { subject, .. } | ScoreKind::Linear { subject, .. } => {
                let form = form(scored.score, subject);
                Some(Self::single(scored.node, subject, scored.role, form, scored.score.span, extents))
            }
            ScoreKind::Amount(_)
            | ScoreKind::Assessed { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => None,
        }
    }

    /// The course of increments that stand alone.
    pub(super) fn of_steps(node: &'p Node, steps: &'p Steps, role: Role, extents: Extents<'p>) -> Option<Self> {
        Some(Self::single(node, &steps.subject, role, Form::Steps(steps), steps.span, extents))
    }

    fn single(
        node: &'p Node,
        subject: &'p Formula,
        role: Role,
        form: Form<'p>,
        span: Span,
        extents: Extents<'p>,
    ) -> Self {
        let (domain, lattice) = domain(subject, extents);
        let months = !matches!(form, Form::Steps(steps) if steps.days);
        let range = on_lattice(&domain, lattice.as_ref());
        let pieces = vec![Piece { range, form, span }];
        Self { node, subject, role, pieces, span, lattice, months }
    }

    fn of_bands(scored: &Scored<'p>, bands: &'p Bands, extents: Extents<'p>) -> Option<Self> {
        let [subject] = bands.subjects.as_slice() else { return None };
        let (domain, lattice) = domain(subject, extents);
        let mut months = true;
        let mut pieces = Vec::new();
        for row in &bands.rows {
            let Some(range) = range_of(row, &mut months)? else { continue };
            let range = on_lattice(&range.intersect(&domain), lattice.as_ref());
            if !range.is_empty() && counts(&row.score) {
                pieces.push(Piece { range, form: form(&row.score, subject), span: row.span });
            }
        }
        let others =
            bands.rows.iter().filter(|row| matches!(row.cells.as_slice(), [Cell::Other]) && counts(&row.score));
        for other in others {
            let taken: Vec<Range> = bands.rows.iter().filter_map(|row| range_of(row, &mut months).flatten()).collect();
            for range in between(taken, &domain) {
                let range = on_lattice(&range, lattice.as_ref());
                if !range.is_empty() {
                    pieces.push(Piece { range, form: form(&other.score, subject), span: other.span });
                }
            }
        }
        pieces.sort_by(|left, right| by_low(&left.range, &right.range));
        let Scored { node, role, .. } = *scored;
        Some(Self { node, subject, role, pieces, span: bands.span, lattice, months })
    }

    /// Whether something else than the subject decides too.
    pub(super) fn open(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece.form, Form::Open))
    }

    /// A score as it counts for the applicant: what is deducted turned round.
    pub(super) fn gain(&self, score: Number) -> Number {
        match self.role {
            Role::Gain | Role::GainFactor | Role::Aside => score,
            Role::Loss | Role::LossFactor => score.negated(),
        }
    }

    /// A value of the subject as a rule would write it.
    pub(super) fn shown(&self, value: &Number) -> String {
        let Type::Quantity(dimension) = &self.subject.of else { return time_shown(value, self.months) };
        number_shown(value, dimension)
    }

    /// Values of the subject that show the course, each with its score and place: the ends of each piece, and its middle.
    pub(super) fn points(&self) -> Vec<(Number, Number, Span)> {
        let mut points = Vec::new();
        for piece in &self.pieces {
            for value in self.places(piece) {
                if let Some(score) = piece.form.at(&value, Side::At) {
                    points.push((value, score, piece.span));
                }
            }
        }
        points
    }

    fn places(&self, Piece { range, form, .. }: &Piece<'p>) -> Vec<Number> {
        let lattice = self.lattice.as_ref();
        let included =
            |bound: &Option<Bound>| bound.as_ref().filter(|bound| bound.included).map(|bound| bound.number.clone());
        if !form.sloped() {
            let one = included(&range.low).or_else(|| included(&range.high)).or_else(|| range.sample(lattice));
            return one.into_iter().collect();
        }
        let middle = range.sample(lattice);
        let near = |end: &Option<Bound>, is_low: bool| {
            let (end, middle) = (end.as_ref().filter(|end| !end.included)?, middle.as_ref()?);
            let part = middle.minus(&end.number).over(&Number::from(50))?;
            let near = end.number.plus(&part);
            let open = |number: Number| Some(Bound { number, included: true });
            let range = if is_low {
                Range { low: open(near), high: range.high.clone() }
            } else {
                Range { low: range.low.clone(), high: open(near) }
            };
            let end = if is_low { range.low } else { range.high };
            end.map(|end| end.number).filter(|_| lattice.is_none())
        };
        let mut places: Vec<Number> = [
            included(&range.low),
            near(&range.low, true),
            middle.clone(),
            near(&range.high, false),
            included(&range.high),
        ]
        .into_iter()
        .flatten()
        .collect();
        // A range without end has steps beyond its beginning.
        if let (Some(low), None) = (&range.low, &range.high) {
            places.push(low.number.plus(&Number::power_of_ten(2)).plus(&low.number.absolute()));
        }
        if let Form::Steps(steps) = form {
            let first = if steps.downwards { steps.base.minus(&steps.step) } else { steps.base.plus(&steps.step) };
            places.extend(Some(first).filter(|first| range.contains(first)));
        }
        places.sort();
        places.dedup();
        places
    }
}

/// Whether a row gives a score at all.
fn counts(score: &Score) -> bool {
    !matches!(score.kind, ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted)
}

/// The values that a row is for; nothing within where it is for others, nothing at all where rows cannot be set in order.
#[expect(clippy::option_option, reason = "a row without a range, and a table that has no course")]
fn range_of(row: &Row, months: &mut bool) -> Option<Option<Range>> {
    match row.cells.as_slice() {
        [Cell::Bound(RowBound::Numbers(range))] => Some(Some(range.clone())),
        [Cell::Bound(RowBound::Periods(low, high))] => {
            let side = |bound: &Option<(Period, bool)>, months: &mut bool| {
                bound.map(|(period, included)| {
                    let (in_months, in_days) = period.months_and_days();
                    *months = in_days == 0;
                    Bound { number: Number::from(i64::from(in_months.max(in_days))), included }
                })
            };
            Some(Some(Range { low: side(low, months), high: side(high, months) }))
        }
        [Cell::Other | Cell::NoRecord | Cell::NotApplicable] => Some(None),
        _ => None,
    }
}

fn domain(subject: &Formula, extents: Extents<'_>) -> (Range, Option<Number>) {
    if subject.of == Type::Interval {
        return (Range::at_least(Number::zero()), None);
    }
    extents.domain(subject)
}
