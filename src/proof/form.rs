//! How the score of one row follows its subject: not at all, by increments, or in proportion.

use crate::document::Whole;
use crate::plan::{Formula, FormulaKind, Score, ScoreKind, Steps};
use crate::value::Number;

/// How the score of a piece follows its subject.
#[derive(Clone)]
pub(super) enum Form<'p> {
    Constant(Number),
    Steps(&'p Steps),
    Proportion {
        ends: [&'p Number; 2],
        scores: [Number; 2],
    },
    /// By something else too.
    Open,
}

/// From which side a place is come to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    At,
    Right,
}

impl Form<'_> {
    /// The score at a value of the subject, or just before or after it.
    pub(super) fn at(&self, value: &Number, side: Side) -> Option<Number> {
        match self {
            Self::Constant(number) => Some(number.clone()),
            Self::Steps(steps) => stepped(steps, value, side),
            Self::Proportion { ends: [from, to], scores: [low, high] } => {
                let part = value.minus(from).over(&to.minus(from))?;
                let part = part.max(Number::zero()).min(Number::one());
                Some(low.plus(&part.times(&high.minus(low))))
            }
            Self::Open => None,
        }
    }

    /// How much the score may jump at a place by its nature: one increment that counts whole.
    pub(super) fn increment(&self) -> Number {
        match self {
            Self::Steps(steps) if steps.whole != Whole::Proportional => steps.each.absolute(),
            Self::Steps(_) | Self::Constant(_) | Self::Proportion { .. } | Self::Open => Number::zero(),
        }
    }

    /// Whether the score follows the subject within a piece.
    pub(super) fn sloped(&self) -> bool {
        matches!(self, Self::Steps(_) | Self::Proportion { .. })
    }
}

fn stepped(steps: &Steps, value: &Number, side: Side) -> Option<Number> {
    let distance = if steps.downwards { steps.base.minus(value) } else { value.minus(&steps.base) };
    let count = distance.over(&steps.step)?;
    // Seen along the way that is counted.
    let side = match (side, steps.downwards) {
        (Side::Left, false) | (Side::Right, true) => Side::Left,
        (Side::Right, false) | (Side::Left, true) => Side::Right,
        (Side::At, _) => Side::At,
    };
    let one = Number::one();
    let counted = match (steps.whole, side) {
        (Whole::Proportional, _) => count,
        (Whole::Whole, Side::At | Side::Right) => count.floor(),
        (Whole::Whole, Side::Left) => count.ceiling().minus(&one),
        (Whole::Started, Side::At | Side::Left) => count.ceiling(),
        (Whole::Started, Side::Right) => count.floor().plus(&one),
    };
    let score = steps.start.plus(&counted.max(Number::zero()).times(&steps.each));
    Some(match &steps.cap {
        Some(cap) => score.min(cap.clone()),
        None => score,
    })
}

/// How a score follows a subject.
pub(super) fn form<'p>(score: &'p Score, subject: &Formula) -> Form<'p> {
    let same = |other: &Formula| other.signature() == subject.signature();
    match &score.kind {
        ScoreKind::Amount(formula) => constant(formula).map_or(Form::Open, Form::Constant),
        ScoreKind::Steps(steps) if same(&steps.subject) => Form::Steps(steps),
        ScoreKind::Linear { subject, from, to, low, high } if same(subject) => {
            Form::Proportion { ends: [low, high], scores: [from.clone(), to.clone()] }
        }
        ScoreKind::Ratio { subject, from, to, points } if same(subject) => {
            Form::Proportion { ends: [from, to], scores: [Number::zero(), points.clone()] }
        }
        ScoreKind::Steps(_)
        | ScoreKind::Linear { .. }
        | ScoreKind::Ratio { .. }
        | ScoreKind::Bands(_)
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => Form::Open,
    }
}

/// The number that a formula is, where it is one.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn constant(formula: &Formula) -> Option<Number> {
    match &formula.kind {
        FormulaKind::Number(number) => Some(number.clone()),
        FormulaKind::Negative(inner) => constant(inner).map(|number| number.negated()),
        _ => None,
    }
}
