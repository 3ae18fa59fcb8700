//! All sums of a choice from each group, with the way back from each sum to its choices.

use std::collections::{BTreeMap, BTreeSet};

use crate::proof::search::Changes;
use crate::value::{Number, Range};

/// So many sums are kept after each group; where there are more, they are thinned evenly.
const MOST_SUMS: usize = 4_000;

/// A level of an indicator, and what it moves the total by.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) changes: Changes,
    /// The facts that it changes.
    pub(super) facts: BTreeSet<usize>,
    pub(super) moved: Number,
    /// What a point of the indicator moves the total by.
    pub(super) rate: Number,
}

/// The sums that can be reached, group after group.
pub(super) struct Sums<'c> {
    groups: &'c [Vec<Choice>],
    /// After each group: the sum, the choice that made it (none where the group is left as it is), and the sum before.
    layers: Vec<BTreeMap<Number, (Option<usize>, Number)>>,
}

impl<'c> Sums<'c> {
    pub(super) fn of(groups: &'c [Vec<Choice>]) -> Self {
        let mut layers: Vec<BTreeMap<Number, (Option<usize>, Number)>> = Vec::new();
        let mut sums: Vec<Number> = vec![Number::zero()];
        for group in groups {
            let mut layer: BTreeMap<Number, (Option<usize>, Number)> =
                sums.iter().map(|sum| (sum.clone(), (None, sum.clone()))).collect();
            for sum in &sums {
                for (at, choice) in group.iter().enumerate() {
                    layer.entry(sum.plus(&choice.moved)).or_insert_with(|| (Some(at), sum.clone()));
                }
            }
            sums = thinned(layer.keys());
            layers.push(layer);
        }
        Self { groups, layers }
    }

    /// The choices whose sums lie in a range, or next to it; the nearest first.
    pub(super) fn nearest(&self, wanted: &Range, most: usize) -> Vec<Vec<&'c Choice>> {
        let Some(last) = self.layers.last() else { return Vec::new() };
        let mut sums: Vec<(Number, &Number)> = last.keys().map(|sum| (distance(sum, wanted), sum)).collect();
        sums.sort();
        sums.into_iter().take(most).map(|(_, sum)| self.choices(sum)).collect()
    }

    /// The choices that come to a sum.
    fn choices(&self, sum: &Number) -> Vec<&'c Choice> {
        let mut sum = sum.clone();
        let mut found = Vec::new();
        for (layer, group) in self.layers.iter().zip(self.groups).rev() {
            let Some((choice, before)) = layer.get(&sum) else { break };
            found.extend(choice.and_then(|at| group.get(at)));
            sum = before.clone();
        }
        found
    }
}

/// How far a number lies from a range; nothing inside it.
fn distance(number: &Number, range: &Range) -> Number {
    let short = range.low.as_ref().map_or_else(Number::zero, |low| low.number.minus(number));
    let over = range.high.as_ref().map_or_else(Number::zero, |high| number.minus(&high.number));
    short.max(over).max(Number::zero())
}

/// Evenly so many of them, the first and the last among them.
fn thinned<'n>(sums: impl ExactSizeIterator<Item = &'n Number>) -> Vec<Number> {
    let every = sums.len().div_ceil(MOST_SUMS).max(1);
    let last = sums.len().saturating_sub(1);
    let kept = sums.enumerate().filter(|(at, _)| at.checked_rem(every) == Some(0) || *at == last);
    kept.map(|(_, sum)| sum.clone()).collect()
}
