//! The verdict, and why.

use std::collections::BTreeSet;

use crate::breakdown::{ConditionResult, ConditionSort, Node, Reason, SheetResult, Total, Verdict};
use crate::value::Truth;

/// The verdict with its reasons.
pub(super) fn verdict(
    total: &Total,
    conditions: &[ConditionResult],
    sheets: &[SheetResult],
    adjustments: &[Node],
    no_track: bool,
    left_to_person: &[(String, String)],
) -> (Verdict, Vec<Reason>) {
    let binding = || conditions.iter().filter(|condition| condition.kind != ConditionSort::Preference);
    let failed: Vec<Reason> = binding()
        .filter(|condition| condition.met == Truth::False)
        .map(|condition| Reason::Condition { code: condition.code.clone(), title: condition.title.clone() })
        .collect();
    if !failed.is_empty() {
        return (Verdict::NotEligible, failed);
    }
    let mut reasons: Vec<Reason> = binding()
        .filter(|condition| condition.met == Truth::Unknown)
        .map(|condition| Reason::UnknownCondition {
            code: condition.code.clone(),
            title: condition.title.clone(),
            missing: condition.missing.clone(),
        })
        .collect();
    let unknown_condition = !reasons.is_empty();
    reasons.push(Reason::Total { total: total.published.clone(), pass_mark: total.pass_mark.clone() });
    let reached = total.published.low >= total.pass_mark;
    let missed = total.published.high < total.pass_mark;
    if !reached && !missed {
        if no_track {
            reasons.push(Reason::NoTrack);
        }
        let left = left_to_person.iter();
        reasons.extend(left.map(|(code, title)| Reason::LeftToPerson { code: code.clone(), title: title.clone() }));
        let missing = missing(sheets, adjustments);
        if !missing.is_empty() {
            reasons.push(Reason::Straddles { missing });
        }
    }
    let verdict = match (unknown_condition, reached, missed) {
        (true, _, _) | (false, false, false) => Verdict::Undetermined,
        (false, true, _) => Verdict::ToExperts,
        (false, false, true) => Verdict::BelowMark,
    };
    (verdict, reasons)
}

/// The facts that would narrow the total.
fn missing(sheets: &[SheetResult], adjustments: &[Node]) -> Vec<String> {
    let nodes = sheets.iter().flat_map(|sheet| &sheet.indicators).chain(adjustments);
    let missing: BTreeSet<String> = nodes.flat_map(|node| node.missing.iter().cloned()).collect();
    missing.into_iter().collect()
}
