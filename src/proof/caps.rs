//! The caps of the parts of a sum: what they come to together.

use super::reach::{Reached, Reacher, deducts};
use crate::plan::{Entry, Method};
use crate::value::Number;

/// The most that each part of a sum may bring, where each has its own limit.
pub(super) struct SubCaps {
    pub(super) sum: Number,
    /// The sum as written out, in both languages.
    pub(super) zh: String,
    pub(super) en: String,
}

/// The limits of the parts of a sum, where some of them are written and all are finite.
pub(super) fn sub_caps(one: &Reached<'_>, reacher: &Reacher<'_>) -> Option<SubCaps> {
    let Method::Accumulate { entries, .. } = &one.node.method else { return None };
    let added: Vec<&Entry> =
        entries.iter().filter(|entry| !deducts(entry) && !matches!(entry, Entry::Cap(_))).collect();
    let written = |entry: &&Entry| match entry {
        Entry::Each(each) => each.cap.is_some() || !each.group_caps.is_empty(),
        Entry::Count(steps) => steps.cap.is_some(),
        Entry::Checklist { .. } => true,
        Entry::Start(_) | Entry::Add(..) | Entry::Deduct(..) | Entry::Cap(_) => false,
    };
    if !added.iter().any(written) {
        return None;
    }
    let mut sum = Number::zero();
    let mut terms = (Vec::new(), Vec::new());
    for entry in added {
        let high = reacher.entry(entry, &one.node.clauses, &one.node.points).range().high?;
        sum = sum.plus(&high.number);
        let shown = high.number.short(6);
        match entry {
            Entry::Checklist { points, items, .. } => {
                let count = items.len();
                terms.0.push(format!("{count} 项 × {points} 分"));
                terms.1.push(format!("{count} items × {points}"));
            }
            Entry::Start(_) | Entry::Add(..) | Entry::Deduct(..) | Entry::Count(_) | Entry::Each(_) | Entry::Cap(_) => {
                terms.0.push(shown.clone());
                terms.1.push(shown);
            }
        }
    }
    let above = sum > one.node.points;
    above.then(|| SubCaps { sum, zh: terms.0.join(" + "), en: terms.1.join(" + ") })
}
