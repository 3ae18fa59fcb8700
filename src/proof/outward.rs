//! Tries values of a quantity, further and further out, until one does what is looked for.

use crate::document::Function;
use crate::plan::{Dimension, Formula, FormulaKind, Subject, Type};
use crate::value::{Number, Range};

/// So often a value is doubled before it is given up.
const MOST_DOUBLINGS: u32 = 60;

/// From an anchor outwards in both directions until the limit is passed, then back to the first value that passes it.
pub(super) fn from(
    anchor: &Number,
    unit: &Number,
    domain: &Range,
    passing: &dyn Fn(&Number) -> Option<Number>,
) -> Option<(Number, Number)> {
    let inside = |value: &Number| domain.contains(value).then(|| passing(value)).flatten();
    if let Some(score) = inside(anchor) {
        return Some((anchor.clone(), score));
    }
    for direction in [unit.clone(), unit.negated()] {
        let at = |count: &Number| anchor.plus(&direction.times(count));
        let two = Number::from(2);
        let mut before = Number::zero();
        let mut count = Number::one();
        for _ in 0..MOST_DOUBLINGS {
            if !domain.contains(&at(&count)) {
                // A short range: halfway to the end that was passed.
                let Some(half) = before.plus(&count).over(&two) else { break };
                if !domain.contains(&at(&half)) || half == before {
                    break;
                }
                count = half;
            }
            if inside(&at(&count)).is_some() {
                let first = first_that_passes(before, count, &|count| inside(&at(count)).is_some());
                let value = at(&first);
                return inside(&value).map(|score| (value, score));
            }
            before = count.clone();
            count = count.times(&two);
        }
    }
    None
}

/// The least whole count between two that passes, where the low one does not and the high one does.
fn first_that_passes(mut low: Number, mut high: Number, passes: &dyn Fn(&Number) -> bool) -> Number {
    let one = Number::one();
    while high.minus(&low) > one {
        let middle = low.plus(&high).over(&Number::from(2)).map_or_else(|| high.clone(), |middle| middle.floor());
        if middle <= low {
            break;
        }
        if passes(&middle) { high = middle } else { low = middle }
    }
    high
}

pub(super) fn unit_of(subject: &Formula) -> Number {
    match &subject.of {
        Type::Quantity(Dimension::Money) => Number::power_of_ten(4),
        Type::Quantity(Dimension::Ratio) => Number::one().over(&Number::from(100)).unwrap_or_else(Number::one),
        Type::Quantity(Dimension::Plain | Dimension::Points | Dimension::Counted(_))
        | Type::Truth
        | Type::Date
        | Type::Year
        | Type::Month
        | Type::Interval
        | Type::Period
        | Type::Text
        | Type::Choice(_)
        | Type::Choices(_)
        | Type::List
        | Type::Broken => Number::one(),
    }
}

/// The one quantity that a formula depends on, where there is only one.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn only_subject(formula: &Formula) -> Option<&Formula> {
    let mut open = vec![formula];
    let mut found: Option<&Formula> = None;
    while let Some(next) = open.pop() {
        match &next.kind {
            FormulaKind::Number(_) | FormulaKind::Truth(_) => {}
            FormulaKind::Arithmetic(..) | FormulaKind::Negative(_) => open.extend(next.parts()),
            FormulaKind::Call(Function::Floor | Function::Ceiling, _) => {
                open.extend(next.parts());
            }
            _ if matches!(next.of, Type::Quantity(_)) => {
                let same = |known: &Formula| Subject::of(known).is_some() && Subject::of(known) == Subject::of(next);
                if found.is_some_and(|known| !same(known)) {
                    return None;
                }
                found = Some(next);
            }
            _ => return None,
        }
    }
    found
}
