//! What an operation reads.

use super::program::{Cells, Op, Rows, Share, Truths};

impl Op {
    /// Goes through everything that the operation reads: numbers, truths, rows.
    pub(super) fn read(
        &mut self,
        cells: &mut dyn FnMut(&mut Cells),
        truths: &mut dyn FnMut(&mut Truths),
        rows: &mut dyn FnMut(&mut Rows),
    ) {
        match self {
            Self::Fill(..) | Self::ListMarked(..) | Self::ListEmpty(_) => {}
            Self::Sum(a, b)
            | Self::Difference(a, b)
            | Self::Product(a, b)
            | Self::Dividend(a, b)
            | Self::Larger(a, b)
            | Self::Smaller(a, b)
            | Self::Months(a, b)
            | Self::Compared(a, _, b)
            | Self::SameText(a, b)
            | Self::Quotient { over: a, under: b, .. }
            | Self::FractionWithin { over: a, under: b, .. }
            | Self::Best { left: a, right: b, .. }
            | Self::SortedFraction { over: a, under: b, .. }
            | Self::SortedShare { share: Share { part: a, whole: b, .. }, .. } => [a, b].into_iter().for_each(cells),
            Self::Scaled(of, ..)
            | Self::Rounded { of, .. }
            | Self::Absolute(of)
            | Self::Held(of, ..)
            | Self::Bounded { of, .. }
            | Self::YearOf(of)
            | Self::MonthOf(of)
            | Self::After(of, _)
            | Self::Spread(_, of)
            | Self::Nulled(of)
            | Self::OrNothing(of)
            | Self::Holds(of)
            | Self::Within(of, ..)
            | Self::Outside(of, ..)
            | Self::InSet(of, _)
            | Self::SetTest(of, ..)
            | Self::TextIs(of, _)
            | Self::Marked(of, _)
            | Self::Sorted { of, .. } => cells(of),
            Self::Replaced(condition, score, _) => {
                truths(condition);
                cells(score);
            }
            Self::Chosen(condition, a, b) => {
                truths(condition);
                [a, b].into_iter().for_each(cells);
            }
            Self::Indicator(of) | Self::Not(of) | Self::SpreadTruth(_, of) | Self::Every(_, of) => truths(of),
            Self::Count(_, filter) | Self::Exists(_, filter) => filter.iter_mut().for_each(truths),
            Self::Total(_, of, filter)
            | Self::Valued(_, of, filter)
            | Self::Common(_, of, filter)
            | Self::Extreme { of, filter, .. }
            | Self::Distinct { of, filter, .. }
            | Self::Middle { of, filter, .. } => {
                cells(of);
                filter.iter_mut().for_each(truths);
            }
            Self::Weighed { of, weight: other, filter, .. }
            | Self::Newest { of, by: other, filter, .. }
            | Self::Yearly { of, by: other, filter, .. } => {
                [of, other].into_iter().for_each(cells);
                filter.iter_mut().for_each(truths);
            }
            Self::Looked(of, _) | Self::Took(of, _) => rows(of),
            Self::Picked(of, scores) => {
                rows(of);
                scores.iter_mut().for_each(cells);
            }
            Self::Summed { terms, whole } => {
                terms.iter_mut().map(|(term, _)| term).chain(whole).for_each(cells);
            }
            Self::Gathered(parts) => {
                for (part, _, counts) in parts {
                    cells(part);
                    counts.iter_mut().for_each(&mut *truths);
                }
            }
            Self::Concluded { score, absent, exempt, unsubmitted, .. } => {
                cells(score);
                [absent, exempt, unsubmitted].into_iter().flatten().for_each(truths);
            }
            Self::FirstAndRest { counted, .. } => truths(counted),
            Self::Grouped { of, counted, by, .. } => {
                [of, by].into_iter().for_each(cells);
                truths(counted);
            }
            Self::Tally(parts) | Self::All(parts) | Self::Any(parts) | Self::Taken(parts) => {
                parts.iter_mut().for_each(truths)
            }
            Self::Kept { counted, keys, base, result, .. } => {
                truths(counted);
                keys.iter_mut().map(|(key, _)| key).chain([base, result]).for_each(cells);
            }
            Self::Repeats { existed, kind, date, case, .. } => {
                truths(existed);
                case.iter_mut().map(|(key, _)| key).chain([&mut kind.0, date]).for_each(cells);
            }
        }
    }
}
