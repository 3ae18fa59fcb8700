//! A value with which a score goes above its points or below nought.

use super::outward::{from, only_subject, unit_of};
use super::reach::{Reach, Reacher, deducts};
use super::words::{one_line, value_shown};
use crate::diagnostic::{Message, say};
use crate::plan::{Bands, Cell, Clauses, Each, Entry, Formula, Known, Method, Node, Row, Score, ScoreKind, Type};
use crate::source::{Sources, Span};
use crate::value::{Number, Range};

/// What a score is not to pass.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit<'n> {
    /// Not above this.
    Above(&'n Number),
    /// Not below this.
    Below(&'n Number),
}

/// A case in which a score passes its limit.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// When, each as a phrase.
    pub(super) when: Vec<Message>,
    /// What it then comes to.
    pub(super) score: Number,
    /// The row or entry that brings it.
    pub(super) place: Span,
}

/// What looks for examples.
pub(super) struct Seeker<'p> {
    pub(super) reacher: Reacher<'p>,
    pub(super) sources: &'p Sources,
}

impl Limit<'_> {
    fn passed(self, score: &Number) -> bool {
        match self {
            Limit::Above(most) => score > most,
            Limit::Below(least) => score < least,
        }
    }

    fn may_be_passed(self, range: &Range) -> bool {
        match self {
            Limit::Above(most) => range.high.as_ref().is_none_or(|high| high.number > *most),
            Limit::Below(least) => range.low.as_ref().is_none_or(|low| low.number < *least),
        }
    }
}

impl Seeker<'_> {
    /// A case in which a leaf passes the limit, where one is found.
    pub(super) fn of_node(&self, node: &Node, limit: Limit<'_>) -> Option<Example> {
        self.of_method(&node.method, node, limit)
    }

    fn of_method(&self, method: &Method, node: &Node, limit: Limit<'_>) -> Option<Example> {
        let said = || {
            let outcomes = node.clauses.no_value.iter().chain(&node.clauses.zero_division);
            outcomes.into_iter().find_map(|score| self.of_score(score, &Known::default(), &node.points, limit))
        };
        let found = match method {
            Method::Score(score) | Method::Award(score, None) => {
                self.of_score(score, &Known::default(), &node.points, limit)
            }
            Method::Award(score, Some(when)) => {
                let known = Known::default().where_it_is(when, true).0;
                self.of_score(score, &known, &node.points, limit)
            }
            Method::Best { methods, .. } => methods.iter().find_map(|method| self.of_method(method, node, limit)),
            Method::Accumulate { entries, .. } => self.of_sum(entries, node, limit),
            Method::Children(_) | Method::Broken => None,
        };
        found.or_else(said)
    }

    fn of_score(&self, score: &Score, known: &Known, full: &Number, limit: Limit<'_>) -> Option<Example> {
        let reach = self.reacher.score(score, known, full);
        if !limit.may_be_passed(&reach.range()) {
            return None;
        }
        match &score.kind {
            ScoreKind::Bands(bands) => self.of_bands(bands, known, full, limit),
            ScoreKind::Steps(steps) => {
                let found =
                    self.at_some_value(&steps.subject, Some((&steps.step, steps.days)), known, limit, |known| {
                        self.reacher.score(score, known, full)
                    })?;
                Some(Example { place: score.span, ..found })
            }
            ScoreKind::Amount(formula) => {
                if let Some(number) = reach.range().exact() {
                    return Some(Example { when: Vec::new(), score: number.clone(), place: score.span });
                }
                let subject = only_subject(formula)?;
                let found =
                    self.at_some_value(subject, None, known, limit, |known| self.reacher.score(score, known, full))?;
                Some(Example { place: score.span, ..found })
            }
            ScoreKind::Linear { from, to, .. } => {
                let end = [from, to].into_iter().find(|end| limit.passed(end))?;
                Some(Example { when: Vec::new(), score: end.clone(), place: score.span })
            }
            ScoreKind::Assessed { low, high, .. } => {
                let end = [low, high].into_iter().find(|end| limit.passed(end))?;
                Some(Example { when: Vec::new(), score: end.clone(), place: score.span })
            }
            ScoreKind::Ratio { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => None,
        }
    }

    fn of_bands(&self, bands: &Bands, known: &Known, full: &Number, limit: Limit<'_>) -> Option<Example> {
        let rows = self.reacher.rows(bands, known);
        rows.into_iter().find_map(|(row, inside)| {
            let found = self.of_score(&row.score, &inside?, full, limit)?;
            let when = match found.when.is_empty() || !matches!(row.cells.as_slice(), [Cell::Bound(_)]) {
                true => [self.row_named(row)].into_iter().chain(found.when).collect(),
                false => found.when,
            };
            Some(Example { when, place: row.span, ..found })
        })
    }

    fn row_named(&self, row: &Row) -> Message {
        let head = Span { end: row.score.span.start, ..row.span };
        let head = one_line(self.sources, head);
        let head = head.trim_end_matches([':', '：', ' ', '得']).to_owned();
        say!("落在“{head}”一行", "the row “{head}” taken")
    }

    /// Some value of the one subject of a score: the ends of its range, then further and further out, then back.
    fn at_some_value(
        &self,
        subject: &Formula,
        step: Option<(&Number, bool)>,
        known: &Known,
        limit: Limit<'_>,
        score: impl Fn(&Known) -> Reach,
    ) -> Option<Example> {
        let extent = self.reacher.extents.extent(subject, known);
        // Of a subject whose own values are only estimated, not every value may occur.
        let domain = extent.exact.then_some(extent.range)?;
        let days = step.is_some_and(|(_, days)| days);
        let unit = step
            .map(|(step, _)| step.clone())
            .or_else(|| self.reacher.extents.lattice(subject))
            .unwrap_or_else(|| unit_of(subject));
        let passing = |value: &Number| {
            let there = score(&known.with(subject, &Range::exactly(value.clone())));
            there.points.and_then(|points| points.exact().filter(|score| limit.passed(score)).cloned())
        };
        let anchors = domain.low.iter().chain(&domain.high).map(|bound| bound.number.clone());
        let anchors: Vec<Number> = anchors.chain([Number::zero()]).collect();
        let (value, passed) = anchors.iter().find_map(|anchor| from(anchor, &unit, &domain, &passing))?;
        let (name, value) = (one_line(self.sources, subject.span), value_shown(&value, subject, days));
        let name = match (&subject.of, name.contains('至')) {
            (Type::Interval, false) => format!("{name} 至 基准日"),
            _ => name,
        };
        let place = subject.span;
        Some(Example { when: vec![say!("{name} = {value}", "{name} = {value}")], score: passed, place })
    }

    fn of_sum(&self, entries: &[Entry], node: &Node, limit: Limit<'_>) -> Option<Example> {
        let (full, clauses) = (&node.points, &node.clauses);
        let counted: Vec<&Entry> = entries.iter().filter(|entry| !deducts(entry)).collect();
        let reaches: Vec<Range> =
            counted.iter().map(|entry| self.reacher.entry(entry, clauses, full).range()).collect();
        let fixed = reaches.iter().filter_map(Range::exact).fold(Number::zero(), |sum, number| sum.plus(number));
        let end = |range: &Range| match limit {
            Limit::Above(_) => range.high.clone(),
            Limit::Below(_) => range.low.clone(),
        };
        if reaches.iter().all(|range| end(range).is_some()) {
            let added = self.reacher.method(node).added?;
            let bound = end(&added.range()).filter(|bound| bound.included)?;
            let (sure, when) = match limit {
                Limit::Above(_) => (added.sure.1, say!("能加的都加上", "everything added that can be")),
                Limit::Below(_) => (added.sure.0, say!("各项都取最低", "the least of everything")),
            };
            let place = counted.first().map_or(node.span, |entry| place_of(entry, node));
            let when = if counted.len() > 1 { vec![when] } else { Vec::new() };
            let passed = sure && limit.passed(&bound.number);
            return passed.then_some(Example { when, score: bound.number, place });
        }
        counted.into_iter().find_map(|entry| self.of_entry(entry, clauses, full, &fixed, limit))
    }

    /// One entry alone, beside what is always added.
    fn of_entry(
        &self,
        entry: &Entry,
        clauses: &Clauses,
        full: &Number,
        fixed: &Number,
        limit: Limit<'_>,
    ) -> Option<Example> {
        let beside = |reach: Reach| reach.shifted(fixed);
        match entry {
            Entry::Each(each) => self.so_many_records(each, clauses, full, fixed, limit),
            Entry::Count(steps) => {
                self.at_some_value(&steps.subject, Some((&steps.step, steps.days)), &Known::default(), limit, |known| {
                    beside(self.reacher.steps(steps, known))
                })
            }
            Entry::Add(score, _) => {
                let (subject, step) = match &score.kind {
                    ScoreKind::Steps(steps) => (&steps.subject, Some((&steps.step, steps.days))),
                    ScoreKind::Amount(formula) => (only_subject(formula)?, None),
                    ScoreKind::Bands(_)
                    | ScoreKind::Linear { .. }
                    | ScoreKind::Ratio { .. }
                    | ScoreKind::Assessed { .. }
                    | ScoreKind::NotApplicable
                    | ScoreKind::Pending
                    | ScoreKind::Unsubmitted => return None,
                };
                self.at_some_value(subject, step, &Known::default(), limit, |known| {
                    beside(self.reacher.score(score, known, full))
                })
            }
            Entry::Start(_) | Entry::Deduct(..) | Entry::Checklist { .. } | Entry::Cap(_) => None,
        }
    }

    fn so_many_records(
        &self,
        each: &Each,
        clauses: &Clauses,
        full: &Number,
        fixed: &Number,
        limit: Limit<'_>,
    ) -> Option<Example> {
        let one = self.reacher.one_record(each, clauses, full).range();
        let cap = each.group_caps.first().map(|cap| &cap.points);
        let (most, worth) = match limit {
            Limit::Above(most) => (most, one.clamped(None, cap).high?.number),
            Limit::Below(least) => (least, one.low?.number),
        };
        let needed = most.minus(fixed).over(&worth)?.floor().plus(&Number::one());
        let score = fixed.plus(&needed.times(&worth));
        let name = &each.name;
        let when = match cap.is_some() {
            false => say!("{name}有 {needed} 条、每条 {worth} 分", "{needed} records of {name} at {worth} points each"),
            true => say!(
                "{name}有 {needed} 条、各在一组、每组 {worth} 分",
                "{needed} records of {name}, each in a group of its own, at {worth} points each"
            ),
        };
        limit.passed(&score).then_some(Example { when: vec![when], score, place: each.span })
    }
}

fn place_of(entry: &Entry, node: &Node) -> Span {
    match entry {
        Entry::Add(score, _) | Entry::Deduct(score, _) => score.span,
        Entry::Count(steps) => steps.span,
        Entry::Each(each) => each.span,
        Entry::Checklist { items, .. } => items.first().map_or(node.span, |item| item.span),
        Entry::Start(_) | Entry::Cap(_) => node.span,
    }
}
