//! What single scores can come to: amounts, increments, proportions, tables, assessors.

use super::{Reach, Reacher};
use crate::document::Whole;
use crate::plan::{Extent, Known, Score, ScoreKind, Steps, Type};
use crate::value::{Number, Range};

impl Reacher<'_> {
    /// What a score can come to where this much is known; `full` bounds what is still to come.
    pub(crate) fn score(&self, score: &Score, known: &Known, full: &Number) -> Reach {
        match &score.kind {
            ScoreKind::Amount(formula) => Reach::from_value(&self.extents.extent(formula, known), Range::clone),
            ScoreKind::Steps(steps) => self.steps(steps, known),
            ScoreKind::Linear { subject, from, to, low, high } => {
                let extent = self.extents.extent(subject, known);
                Reach::from_value(&extent, |range| proportion(range, [low, high], [from, to])).turned_if(to < from)
            }
            ScoreKind::Ratio { subject, from, to, points } => {
                let extent = self.extents.extent(subject, known);
                let zero = Number::zero();
                Reach::from_value(&extent, |range| proportion(range, [from, to], [&zero, points]))
            }
            ScoreKind::Bands(bands) => self.bands(bands, known, full),
            ScoreKind::Assessed { low, high, step } => Reach::of(assessed(low, high, step.as_ref())),
            ScoreKind::NotApplicable => Reach { absent: true, ..Reach::nothing() },
            ScoreKind::Pending => Reach::of(Range::closed(Number::zero(), full.clone())),
            ScoreKind::Unsubmitted => Reach::exactly(Number::zero()),
        }
    }

    pub(crate) fn steps(&self, steps: &Steps, known: &Known) -> Reach {
        let extent = self.extents.extent(&steps.subject, known);
        // Any length of time may lie before the as-of date.
        let exact = extent.exact || steps.subject.of == Type::Interval;
        let extent = Extent { exact, ..extent };
        let reach = Reach::from_value(&extent, |range| {
            let score = count_steps(range, steps).times(&Range::exactly(steps.each.clone()));
            score.plus(&Range::exactly(steps.start.clone()))
        });
        reach.capped(steps.cap.as_ref())
    }
}

impl Reach {
    /// A falling proportion reaches its low end where the subject is high.
    fn turned_if(self, falls: bool) -> Self {
        if falls { Self { sure: (self.sure.1, self.sure.0), ..self } } else { self }
    }
}

/// How many steps a quantity is past the base (or short of it), never below nought.
pub(crate) fn count_steps(range: &Range, steps: &Steps) -> Range {
    let base = Range::exactly(steps.base.clone());
    let distance = if steps.downwards { base.minus(range) } else { range.minus(&base) };
    let one = Number::one().over(&steps.step).unwrap_or_else(Number::zero);
    let count = distance.times(&Range::exactly(one)).clamped(Some(&Number::zero()), None);
    match steps.whole {
        Whole::Whole => count.floored(),
        Whole::Started => count.raised(),
        Whole::Proportional => count,
    }
}

/// From one score to another while the subject goes from one end to the other, and no further.
fn proportion(range: &Range, [from, to]: [&Number; 2], [low, high]: [&Number; 2]) -> Range {
    let width = Number::one().over(&to.minus(from)).unwrap_or_else(Number::zero);
    let part = range.minus(&Range::exactly(from.clone())).times(&Range::exactly(width));
    let part = part.clamped(Some(&Number::zero()), Some(&Number::one()));
    part.times(&Range::exactly(high.minus(low))).plus(&Range::exactly(low.clone()))
}

/// What may be given: the last step that does not pass the high end.
fn assessed(low: &Number, high: &Number, step: Option<&Number>) -> Range {
    let steps = step.and_then(|step| Some((step, high.minus(low).over(step)?.floor())));
    let last = steps.map_or_else(|| high.clone(), |(step, count)| low.plus(&count.times(step)));
    Range::closed(low.clone(), last)
}
