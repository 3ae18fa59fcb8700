//! How published totals are distributed: exact counts of each, their mean, quartiles and bins.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::value::Number;

/// The width of a bin, in points.
const BIN: i64 = 5;

/// How often each total occurred.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals(BTreeMap<Number, u64>);

/// How totals are distributed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distribution {
    /// How many.
    pub count: u64,
    /// Mean and quantiles; nothing where there is no total.
    pub summary: Option<Summary>,
    /// Bins of five points that hold any, in order.
    pub bins: Vec<Bin>,
}

/// What is said of many totals in a few numbers. A quantile is the least total that so large a part does not exceed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// The mean, exact.
    pub mean: Number,
    /// The least.
    pub least: Number,
    /// A quarter does not exceed it.
    pub lower_quartile: Number,
    /// Half does not exceed it.
    pub median: Number,
    /// Three quarters do not exceed it.
    pub upper_quartile: Number,
    /// The most.
    pub most: Number,
}

/// The totals from one number, included, to five points above it, excluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bin {
    /// From, included.
    pub from: Number,
    /// To, excluded.
    pub to: Number,
    /// How many.
    pub count: u64,
}

impl Totals {
    /// One more.
    pub(super) fn add(&mut self, total: &Number) {
        let count = self.0.entry(total.clone()).or_default();
        *count = count.saturating_add(1);
    }

    fn count(&self) -> u64 {
        self.0.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The rank of each total: one more than there are greater ones.
    pub(super) fn ranks(&self) -> BTreeMap<&Number, u64> {
        let mut before = 1_u64;
        let ranked = self.0.iter().rev().map(|(total, count)| {
            let rank = before;
            before = before.saturating_add(*count);
            (total, rank)
        });
        ranked.collect()
    }

    /// What is said of them.
    pub(super) fn distribution(&self) -> Distribution {
        Distribution { count: self.count(), summary: self.summary(), bins: self.bins() }
    }

    fn summary(&self) -> Option<Summary> {
        let sum = self.0.iter().fold(Number::zero(), |sum, (total, count)| sum.plus(&total.times(&number(*count))));
        Some(Summary {
            mean: sum.over(&number(self.count()))?,
            least: self.0.keys().next()?.clone(),
            lower_quartile: self.quantile(1)?,
            median: self.quantile(2)?,
            upper_quartile: self.quantile(3)?,
            most: self.0.keys().next_back()?.clone(),
        })
    }

    /// The least total that so many quarters of the totals do not exceed.
    fn quantile(&self, quarters: u64) -> Option<Number> {
        let wanted = self.count().saturating_mul(quarters).div_ceil(4);
        let mut seen = 0_u64;
        let reached = |(_, count): &(&Number, &u64)| {
            seen = seen.saturating_add(**count);
            seen >= wanted
        };
        self.0.iter().find(reached).map(|(total, _)| total.clone())
    }

    fn bins(&self) -> Vec<Bin> {
        let width = Number::from(BIN);
        let mut bins: BTreeMap<Number, u64> = BTreeMap::new();
        for (total, count) in &self.0 {
            let from = total.over(&width).unwrap_or_else(Number::zero).floor().times(&width);
            let bin = bins.entry(from).or_default();
            *bin = bin.saturating_add(*count);
        }
        bins.into_iter().map(|(from, count)| Bin { to: from.plus(&width), from, count }).collect()
    }
}

/// A count as a number.
pub(super) fn number(count: u64) -> Number {
    Number::from(i64::try_from(count).unwrap_or(i64::MAX))
}
