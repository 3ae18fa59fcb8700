//! Counts what becomes of applicants, one after another, in memory that does not grow with their number.

use std::collections::BTreeMap;

use super::change::{Change, ConditionChange, IndicatorChange};
use super::comparison::{Compared, Comparison, Misfits};
use super::distribution::Totals;
use super::largest::Largest;
use super::ranks::Ranked;
use super::report::{ConditionCount, ImpactReport, IndicatorCount, Listed, Moved, OutcomeCount, Refused, VerdictCount};
use super::shift::{Shift, Way};
use crate::breakdown::{Standing, Verdict};

/// What has been counted so far.
#[derive(Clone, Debug)]
pub struct Impact {
    comparison: Comparison,
    limit: usize,
    refused: Refused,
    unknown_to_old: BTreeMap<String, u64>,
    unknown_to_new: BTreeMap<String, u64>,
    compared: u64,
    changed: u64,
    totals: Moved,
    gains: Largest<Listed>,
    losses: Largest<Listed>,
    verdicts: BTreeMap<(Verdict, Verdict), (u64, Vec<Listed>)>,
    indicators: Vec<IndicatorCount>,
    conditions: Vec<ConditionCount>,
    before: Side,
    after: Side,
    ranked: Ranked,
}

/// The totals under one of the two rules.
#[derive(Clone, Debug, Default)]
struct Side {
    totals: Totals,
    ranges: u64,
}

impl Side {
    fn add(&mut self, total: &Standing) {
        match total.exact() {
            Some(total) => self.totals.add(total),
            None => one_more(&mut self.ranges),
        }
    }
}

fn one_more(count: &mut u64) {
    *count = count.saturating_add(1);
}

impl Impact {
    /// Nothing counted yet; of each kind, so many applicants will be listed.
    #[must_use]
    pub fn new(comparison: &Comparison, limit: usize) -> Self {
        Self {
            comparison: comparison.clone(),
            limit,
            refused: Refused::default(),
            unknown_to_old: BTreeMap::new(),
            unknown_to_new: BTreeMap::new(),
            compared: 0,
            changed: 0,
            totals: Moved::default(),
            gains: Largest::new(limit),
            losses: Largest::new(limit),
            verdicts: BTreeMap::new(),
            indicators: Vec::new(),
            conditions: Vec::new(),
            before: Side::default(),
            after: Side::default(),
            ranked: Ranked::default(),
        }
    }

    /// Counts one applicant; `place` says where the record stands, such as `records.jsonl:12`.
    pub fn add(&mut self, place: &str, compared: &Compared) {
        one_more(&mut self.compared);
        compared.unknown_to_old.iter().for_each(|fact| one_more(self.unknown_to_old.entry(fact.clone()).or_default()));
        compared.unknown_to_new.iter().for_each(|fact| one_more(self.unknown_to_new.entry(fact.clone()).or_default()));
        let change = &compared.change;
        if change.is_change() {
            one_more(&mut self.changed);
        }
        self.verdict(place, change);
        self.total(place, change);
        change.indicators.iter().for_each(|indicator| self.indicator(indicator));
        change.conditions.iter().for_each(|condition| self.condition(condition));
    }

    /// Counts a record that does not fit.
    pub fn refuse(&mut self, misfits: &Misfits) {
        one_more(match (&misfits.old, &misfits.new) {
            (Some(_), Some(_)) => &mut self.refused.both,
            (Some(_), None) => &mut self.refused.old,
            (None, Some(_) | None) => &mut self.refused.new,
        });
    }

    /// Counts a record that cannot be read as JSON.
    pub fn unreadable(&mut self) {
        one_more(&mut self.refused.unreadable);
    }

    fn verdict(&mut self, place: &str, change: &Change) {
        let (count, first) = self.verdicts.entry((change.old.verdict, change.new.verdict)).or_default();
        one_more(count);
        if change.flips() && first.len() < self.limit {
            first.push(listed(place, change));
        }
    }

    fn total(&mut self, place: &str, change: &Change) {
        let shift = change.shift();
        let way = shift.way();
        count_way(&mut self.totals, way);
        let weight = shift.weight();
        match way {
            Way::Up => self.gains.offer(weight, || listed(place, change)),
            Way::Down => self.losses.offer(weight.negated(), || listed(place, change)),
            Way::Both | Way::Same => {}
        }
        self.before.add(&change.old.total);
        self.after.add(&change.new.total);
        self.ranked.add(&change.old.total, &change.new.total, || listed(place, change).who());
    }

    fn indicator(&mut self, change: &IndicatorChange) {
        let known = self.indicators.iter().position(|known| known.code == change.code);
        let at = known.unwrap_or(self.indicators.len());
        if known.is_none() {
            self.indicators.push(IndicatorCount {
                code: change.code.clone(),
                title: change.title.clone(),
                moved: Moved::default(),
                sum: Shift::none(),
                least: change.shift.clone(),
                most: change.shift.clone(),
            });
        }
        let Some(counted) = self.indicators.get_mut(at) else { return };
        count_way(&mut counted.moved, change.shift.way());
        counted.sum = counted.sum.plus(&change.shift);
        if change.shift.weight() < counted.least.weight() {
            counted.least = change.shift.clone();
        }
        if change.shift.weight() > counted.most.weight() {
            counted.most = change.shift.clone();
        }
    }

    fn condition(&mut self, change: &ConditionChange) {
        let known = self.conditions.iter().position(|known| known.code == change.code);
        let at = known.unwrap_or(self.conditions.len());
        if known.is_none() {
            let (code, title) = (change.code.clone(), change.title.clone());
            self.conditions.push(ConditionCount { code, title, changes: Vec::new() });
        }
        let Some(counted) = self.conditions.get_mut(at) else { return };
        match counted.changes.iter_mut().find(|known| known.old == change.old && known.new == change.new) {
            Some(known) => one_more(&mut known.count),
            None => counted.changes.push(OutcomeCount { old: change.old, new: change.new, count: 1 }),
        }
    }

    /// What has been counted.
    #[must_use]
    pub fn report(&self) -> ImpactReport {
        let options = self.comparison.options();
        let mut indicators = self.indicators.clone();
        indicators.sort_by_key(|one| (std::cmp::Reverse(one.sum.weight().absolute()), one.code.clone()));
        let mut conditions = self.conditions.clone();
        conditions.sort_by(|left, right| left.code.cmp(&right.code));
        let verdicts = self.verdicts.iter().map(|((old, new), (count, first))| VerdictCount {
            old: *old,
            new: *new,
            count: *count,
            first: first.clone(),
        });
        ImpactReport {
            as_of: options.as_of,
            mode: options.mode,
            track: options.track.clone(),
            succession: self.comparison.succession(),
            too_early: self.comparison.is_too_early(),
            read: self.compared.saturating_add(self.refused.all()),
            compared: self.compared,
            refused: self.refused,
            unknown_to_old: self.unknown_to_old.clone(),
            unknown_to_new: self.unknown_to_new.clone(),
            totals: self.totals,
            changed: self.changed,
            gains: self.gains.items().cloned().collect(),
            losses: self.losses.items().cloned().collect(),
            verdicts: verdicts.collect(),
            indicators,
            conditions,
            before: self.before.totals.distribution(),
            after: self.after.totals.distribution(),
            ranges_before: self.before.ranges,
            ranges_after: self.after.ranges,
            ranks: self.ranked.ranks(self.limit),
        }
    }
}

fn count_way(moved: &mut Moved, way: Way) {
    one_more(match way {
        Way::Up => &mut moved.up,
        Way::Down => &mut moved.down,
        Way::Both => &mut moved.both,
        Way::Same => &mut moved.same,
    });
}

fn listed(place: &str, change: &Change) -> Listed {
    Listed { place: place.to_owned(), change: change.clone() }
}
