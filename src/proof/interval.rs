//! Ranges side by side: their order, what they leave of a whole, and their ends on a lattice.

use crate::value::{Bound, Number, Range};

/// A range with its ends moved to the multiples of the lattice inside it.
pub(super) fn on_lattice(range: &Range, lattice: Option<&Number>) -> Range {
    let Some(step) = lattice else { return range.clone() };
    let moved = |bound: &Bound, up: bool| {
        let multiple = bound.number.over(step)?;
        let whole = if up { multiple.ceiling() } else { multiple.floor() };
        let number = whole.times(step);
        let beyond = number == bound.number && !bound.included;
        let number = match (beyond, up) {
            (true, true) => number.plus(step),
            (true, false) => number.minus(step),
            (false, _) => number,
        };
        Some(Bound::closed(number))
    };
    Range {
        low: range.low.as_ref().and_then(|low| moved(low, true)),
        high: range.high.as_ref().and_then(|high| moved(high, false)),
    }
}

/// By where ranges begin.
pub(super) fn by_low(left: &Range, right: &Range) -> std::cmp::Ordering {
    match (&left.low, &right.low) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some(a), Some(b)) => a.number.cmp(&b.number).then(b.included.cmp(&a.included)),
    }
}

/// What the ranges leave of the domain, from left to right.
pub(super) fn between(mut taken: Vec<Range>, domain: &Range) -> Vec<Range> {
    taken.sort_by(by_low);
    let mut left = Vec::new();
    let mut rest = domain.clone();
    let turned = |bound: &Bound| Bound { number: bound.number.clone(), included: !bound.included };
    for range in taken {
        if let Some(low) = &range.low {
            left.push(rest.intersect(&Range { low: None, high: Some(turned(low)) }));
        }
        match &range.high {
            Some(high) => rest = rest.intersect(&Range { low: Some(turned(high)), high: None }),
            None => return left.into_iter().filter(|range| !range.is_empty()).collect(),
        }
    }
    left.push(rest);
    left.into_iter().filter(|range| !range.is_empty()).collect()
}
