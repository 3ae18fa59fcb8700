//! The records of `每条` among themselves: the first and the others, the gravest of a case, repeats, groups with a cap.

use super::super::program::{Cells, Domain, Truths, mark, truth};
use super::super::store::{Column, text_of};
use super::lists::{meets, unknown};
use super::truths::known;
use super::{Run, View};
use crate::value::{Date, Period};

impl Run<'_> {
    pub(super) fn first_and_rest(&self, list: Domain, counted: Truths, (first, rest): (i64, i64), out: &mut Column) {
        let truths = self.truths(counted);
        for span in self.spans(list) {
            let open = unknown(Some(truths), &span);
            let mut before = false;
            for line in span {
                let counts = meets(Some(truths), line);
                out.push(if counts && before { rest } else { first }, if open { mark::OPEN } else { mark::VALUE });
                before |= counts;
            }
        }
    }

    /// The sum over what counts, each group held to the cap; without a key a record stands alone.
    pub(super) fn grouped(
        &self,
        list: Domain,
        (of, counted): (Cells, Truths),
        (by, texts): (Cells, bool),
        cap: i64,
        out: &mut Column,
    ) {
        let (of, by, truths) = (self.cells(of), self.cells(by), self.truths(counted));
        let marks = self.list_column(list).map_or(&[][..], |column| column.marks.as_slice());
        for (span, mark) in self.spans(list).zip(marks) {
            let lines: Vec<usize> = span.clone().filter(|line| meets(Some(truths), *line)).collect();
            let mut open = *mark == mark::OPEN || unknown(Some(truths), &span);
            let mut groups: Vec<(usize, i64)> = Vec::new();
            for line in lines {
                open |= of.mark(line) != mark::VALUE || by.mark(line) == mark::OPEN;
                let same = |group: &&mut (usize, i64)| self.alike((&by, texts), group.0, line);
                match groups.iter_mut().find(same) {
                    Some((_, sum)) => *sum = sum.wrapping_add(of.cell(line)),
                    None => groups.push((line, of.cell(line))),
                }
            }
            let sum = groups.iter().fold(0_i64, |sum, (_, group)| sum.wrapping_add(*group.min(&cap)));
            out.push(if open { 0 } else { sum }, if open { mark::OPEN } else { mark::VALUE });
        }
    }

    /// Whether two records agree in a key; without one a record agrees with no other.
    fn alike(&self, (key, text): (&View<'_>, bool), left: usize, right: usize) -> bool {
        match (key.value(left), key.value(right)) {
            (Some(a), Some(b)) if text => text_of(&self.store.texts, a) == text_of(&self.store.texts, b),
            (Some(a), Some(b)) => a == b,
            (None, _) | (_, None) => false,
        }
    }

    /// Of the records of one case only the gravest counts: by points before factors, then after, then the first.
    pub(super) fn kept(
        &self,
        list: Domain,
        counted: Truths,
        keys: &[(Cells, bool)],
        (base, result): (Cells, Cells),
        out: &mut Vec<u8>,
    ) {
        let truths = self.truths(counted);
        let keys: Vec<(View<'_>, bool)> = keys.iter().map(|(key, text)| (self.cells(*key), *text)).collect();
        let (base, result) = (self.cells(base), self.cells(result));
        for span in self.spans(list) {
            let counts = |line: usize| meets(Some(truths), line);
            let looked_at = span.clone().filter(|line| counts(*line));
            let mut open = unknown(Some(truths), &span);
            for line in looked_at {
                let of_keys = keys.iter().any(|(key, _)| key.mark(line) == mark::OPEN);
                open |= of_keys || base.mark(line) != mark::VALUE || result.mark(line) != mark::VALUE;
            }
            for line in span.clone() {
                if open {
                    out.push(truth::UNKNOWN);
                    continue;
                }
                let graver = |other: usize| {
                    let rank = |line: usize| (base.cell(line), result.cell(line), std::cmp::Reverse(line));
                    rank(other) > rank(line)
                };
                let one_case = |other: usize| keys.iter().all(|(key, text)| self.alike((key, *text), line, other));
                let beaten =
                    || span.clone().any(|other| other != line && counts(other) && graver(other) && one_case(other));
                out.push(known(counts(line) && !beaten()));
            }
        }
    }

    /// Whether an earlier record of the same kind, not of the same case, makes a record a repeat.
    pub(super) fn repeats(
        &self,
        list: Domain,
        existed: Truths,
        (kind, date, case): ((Cells, bool), Cells, &[(Cells, bool)]),
        within: Period,
        out: &mut Vec<u8>,
    ) {
        let truths = self.truths(existed);
        let (kind, date) = ((self.cells(kind.0), kind.1), self.cells(date));
        let case: Vec<(View<'_>, bool)> = case.iter().map(|(key, text)| (self.cells(*key), *text)).collect();
        for span in self.spans(list) {
            let open = span.clone().any(|line| {
                let of_case = case.iter().any(|(key, _)| key.mark(line) == mark::OPEN);
                of_case || kind.0.mark(line) == mark::OPEN || date.mark(line) == mark::OPEN
            });
            if open || unknown(Some(truths), &span) {
                out.resize(out.len().saturating_add(span.len()), truth::UNKNOWN);
                continue;
            }
            for line in span.clone() {
                let one_case = |other: usize| {
                    !case.is_empty() && case.iter().all(|(key, text)| self.alike((key, *text), line, other))
                };
                let reaches = |other: usize| match (date.value(line), date.value(other)) {
                    (Some(this), Some(earlier)) if earlier < this => {
                        !Date::numbered(earlier).has_elapsed(within, Date::numbered(this))
                    }
                    _ => false,
                };
                let earlier = span.clone().any(|other| {
                    other != line
                        && meets(Some(truths), other)
                        && self.alike((&kind.0, kind.1), line, other)
                        && reaches(other)
                        && !one_case(other)
                });
                out.push(known(earlier));
            }
        }
    }
}
