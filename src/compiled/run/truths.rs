//! Truths line by line, and over the records of lists.

use super::super::program::{Cells, Domain, FractionBound, Op, Truths, mark, truth};
use super::super::store::text_of;
use super::choices::{holds, passes};
use super::{Run, View};
use crate::document::Membership;

impl Run<'_> {
    /// Fills a column of truths.
    pub(super) fn judge(&self, op: &Op, domain: Domain, out: &mut Vec<u8>) {
        match op {
            Op::Holds(of) => self.test(*of, out, |cell| cell != 0),
            Op::Within(of, low, high) => self.test(*of, out, within(*low, *high)),
            Op::Outside(of, low, high) => {
                let within = within(*low, *high);
                self.test(*of, out, |cell| !within(cell));
            }
            Op::InSet(of, set) => self.test(*of, out, |cell| in_set(cell, *set)),
            Op::SetTest(of, membership, set) => {
                self.test(*of, out, |cell| of_set(cell.cast_unsigned(), *membership, *set))
            }
            Op::TextIs(of, texts) => self.test(*of, out, |cell| {
                let text = text_of(&self.store.texts, cell);
                texts.iter().any(|known| known == text)
            }),
            Op::SameText(a, b) => {
                self.test_two(*a, *b, out, |a, b| text_of(&self.store.texts, a) == text_of(&self.store.texts, b))
            }
            Op::Compared(a, operator, b) => self.test_two(*a, *b, out, |a, b| holds(*operator, a.cmp(&b))),
            Op::FractionWithin { over, under, small, low, high } => {
                let (over, under) = (self.cells(*over), self.cells(*under));
                for (line, (cell, by)) in over.cells.iter().zip(under.cells).enumerate() {
                    let beyond = |bound: FractionBound| passes(*cell, *by, bound, *small);
                    out.push(tested(over.mark(line), || {
                        // A high bound that is included is passed by what lies above it only.
                        let below = high.is_none_or(|(bound, unit, included)| !beyond((bound, unit, !included)));
                        low.is_none_or(beyond) && below
                    }));
                }
            }
            Op::Marked(of, set) => {
                let of = self.cells(*of);
                match of.marks {
                    None => out.resize(of.cells.len(), known(set & mark::set(&[mark::VALUE]) != 0)),
                    Some(marks) => out.extend(marks.iter().map(|mark| marked(*mark, *set))),
                }
            }
            Op::Took(rows, row) => out.extend(self.rows(*rows).iter().map(|taken| {
                if *taken == super::super::program::row::OPEN { truth::UNKNOWN } else { known(taken == row) }
            })),
            Op::All(parts) => {
                self.joined(parts, domain, out, truth::HOLDS, |a, b| (a & b & truth::HOLDS) | ((a | b) & truth::FAILS))
            }
            Op::Any(parts) => {
                self.joined(parts, domain, out, truth::FAILS, |a, b| (a & b & truth::FAILS) | ((a | b) & truth::HOLDS))
            }
            Op::Not(of) => out.extend(self.truths(*of).iter().map(|held| ((held & 1) << 1) | (held >> 1))),
            Op::SpreadTruth(list, of) => {
                for (span, held) in self.spans(*list).zip(self.truths(*of)) {
                    out.resize(out.len().saturating_add(span.len()), *held);
                }
            }
            Op::Exists(list, filter) => self.over_records(*list, *filter, out, truth::FAILS, |a, b| {
                (a & b & truth::FAILS) | ((a | b) & truth::HOLDS)
            }),
            Op::Every(list, condition) => self.over_records(*list, Some(*condition), out, truth::HOLDS, |a, b| {
                (a & b & truth::HOLDS) | ((a | b) & truth::FAILS)
            }),
            Op::ListMarked(list, set) => {
                if let Some(column) = self.list_column(*list) {
                    out.extend(column.marks.iter().map(|mark| marked(*mark, *set)));
                }
            }
            Op::ListEmpty(list) => {
                let marks = self.list_column(*list).map_or(&[][..], |column| column.marks.as_slice());
                out.extend(self.spans(*list).zip(marks).map(|(span, mark)| match *mark {
                    mark::OPEN => truth::UNKNOWN,
                    mark::NOT_APPLICABLE => truth::FAILS,
                    _ => known(span.is_empty()),
                }));
            }
            Op::Kept { list, counted, keys, base, result } => self.kept(*list, *counted, keys, (*base, *result), out),
            Op::Repeats { list, existed, kind, date, case, within } => {
                self.repeats(*list, *existed, (*kind, *date, case), *within, out);
            }
            _ => debug_assert!(false, "an operation that judges nothing: {op:?}"),
        }
    }

    fn test(&self, of: Cells, out: &mut Vec<u8>, test: impl Fn(i64) -> bool) {
        let of = self.cells(of);
        match of.marks {
            None => out.extend(of.cells.iter().map(|cell| known(test(*cell)))),
            Some(marks) => out.extend(of.cells.iter().zip(marks).map(|(cell, mark)| tested(*mark, || test(*cell)))),
        }
    }

    fn test_two(&self, a: Cells, b: Cells, out: &mut Vec<u8>, test: impl Fn(i64, i64) -> bool) {
        let (a, b): (View<'_>, View<'_>) = (self.cells(a), self.cells(b));
        for (line, (x, y)) in a.cells.iter().zip(b.cells).enumerate() {
            out.push(match (a.mark(line), b.mark(line)) {
                (mark::VALUE, mark::VALUE) => known(test(*x, *y)),
                (mark::VALUE | mark::OPEN, mark::OPEN) | (mark::OPEN, mark::VALUE) => truth::UNKNOWN,
                _ => truth::FAILS,
            });
        }
    }

    fn joined(&self, parts: &[Truths], domain: Domain, out: &mut Vec<u8>, neutral: u8, join: impl Fn(u8, u8) -> u8) {
        let Some((first, rest)) = parts.split_first() else {
            out.resize(self.count(domain), neutral);
            return;
        };
        out.extend_from_slice(self.truths(*first));
        for part in rest {
            for (held, other) in out.iter_mut().zip(self.truths(*part)) {
                *held = join(*held, *other);
            }
        }
    }

    /// All records of a list put together; a list that is not known leaves it open, unless its known records decide.
    fn over_records(
        &self,
        list: Domain,
        filter: Option<Truths>,
        out: &mut Vec<u8>,
        neutral: u8,
        join: impl Fn(u8, u8) -> u8,
    ) {
        let truths = filter.map(|filter| self.truths(filter));
        let marks = self.list_column(list).map_or(&[][..], |column| column.marks.as_slice());
        for (span, mark) in self.spans(list).zip(marks) {
            let start = if *mark == mark::OPEN { truth::UNKNOWN } else { neutral };
            out.push(match truths {
                None if span.is_empty() => start,
                None => truth::HOLDS,
                Some(truths) => truths.get(span).unwrap_or(&[]).iter().fold(start, |held, other| join(held, *other)),
            });
        }
    }
}

/// Whether a cell lies within bounds, by one comparison: of the distance from the low one.
pub(super) fn within(low: i64, high: i64) -> impl Fn(i64) -> bool {
    let some = low <= high;
    let width = high.wrapping_sub(low).cast_unsigned();
    move |cell| some && cell.wrapping_sub(low).cast_unsigned() <= width
}

/// A known truth.
#[inline]
pub(super) fn known(held: bool) -> u8 {
    if held { truth::HOLDS } else { truth::FAILS }
}

/// A test of a value: without one it fails.
#[inline]
pub(super) fn tested(mark: u8, test: impl FnOnce() -> bool) -> u8 {
    match mark {
        mark::VALUE => known(test()),
        mark::OPEN => truth::UNKNOWN,
        _ => truth::FAILS,
    }
}

#[inline]
fn marked(mark: u8, set: u8) -> u8 {
    if mark == mark::OPEN { truth::UNKNOWN } else { known(1_u8.checked_shl(u32::from(mark)).unwrap_or(0) & set != 0) }
}

#[inline]
pub(super) fn in_set(cell: i64, set: u64) -> bool {
    u32::try_from(cell).ok().and_then(|cell| 1_u64.checked_shl(cell)).unwrap_or(0) & set != 0
}

#[inline]
pub(super) fn of_set(given: u64, membership: Membership, set: u64) -> bool {
    match membership {
        Membership::HasAny | Membership::OneOf => given & set != 0,
        Membership::HasNone | Membership::NotOneOf => given & set == 0,
        Membership::HasAll => given & set == set,
        Membership::Only => given != 0 && given & !set == 0,
    }
}
