//! An enumerator that shares nothing with the advising code: every assignment of small facts, each record evaluated.

use std::collections::BTreeSet;

use chengxin::breakdown::ConditionSort;
use chengxin::value::Truth;
use chengxin::{Number, Record, RuleSet};

/// A fact of the small world: what it may be, as JSON; the first is what it is now, nothing where it is not submitted.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub(crate) name: String,
    pub(crate) now: Option<String>,
    /// Each with how many times its cost it takes.
    pub(crate) others: Vec<(String, u32)>,
    /// Hundredths; nothing where it cannot change.
    pub(crate) cost: Option<u32>,
}

/// One set of facts that, changed rightly, reach the mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reaching {
    /// In hundredths.
    pub(crate) cost: u32,
    pub(crate) facts: BTreeSet<String>,
}

/// What enumeration finds.
#[derive(Debug)]
pub(crate) struct Everything {
    /// The least cost of each set of facts that reaches the mark and holds no cheaper such set, the cheapest first.
    pub(crate) reaching: Vec<Reaching>,
    /// The greatest low end of the total where all conditions are met.
    pub(crate) most: Option<Number>,
}

pub(crate) fn everything(rules: &RuleSet, facts: &[Small], mark: &Number) -> Everything {
    let mut found = Everything { reaching: Vec::new(), most: None };
    let mut chosen = vec![0; facts.len()];
    loop {
        look(rules, facts, &chosen, mark, &mut found);
        // The next assignment, as an odometer counts.
        let Some(at) = (0..facts.len()).find(|at| {
            let count = if facts[*at].cost.is_some() { facts[*at].others.len() } else { 0 };
            chosen[*at] < count
        }) else {
            break;
        };
        chosen[at] += 1;
        chosen[..at].fill(0);
    }
    let all = std::mem::take(&mut found.reaching);
    let beats = |other: &Reaching, one: &Reaching| {
        other.facts != one.facts && other.facts.is_subset(&one.facts) && other.cost <= one.cost
    };
    let least = |one: &Reaching| !all.iter().any(|other| beats(other, one));
    let mut kept: Vec<Reaching> = all.iter().filter(|one| least(one)).cloned().collect();
    kept.sort();
    let mut seen: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    kept.retain(|one| seen.insert(one.facts.clone()));
    found.reaching = kept;
    found
}

fn look(rules: &RuleSet, facts: &[Small], chosen: &[usize], mark: &Number, found: &mut Everything) {
    let (mut members, mut cost, mut changed) = (Vec::new(), 0, BTreeSet::new());
    for (fact, at) in facts.iter().zip(chosen) {
        let value = match at.checked_sub(1).map(|at| &fact.others[at]) {
            None => fact.now.clone(),
            Some((value, times)) => {
                cost += fact.cost.unwrap() * times;
                changed.insert(fact.name.clone());
                Some(value.clone())
            }
        };
        members.extend(value.map(|value| format!("\"{}\": {value}", fact.name)));
    }
    let record = Record::from_json(&format!("{{ {} }}", members.join(", "))).unwrap();
    let result = rules.evaluate(&record, "2023-10-31".parse().unwrap()).unwrap();
    let binding = result.conditions.iter().filter(|condition| condition.kind != ConditionSort::Preference);
    if !binding.into_iter().all(|condition| condition.met == Truth::True) {
        return;
    }
    let low = &result.total().published.low;
    if found.most.as_ref().is_none_or(|most| low > most) {
        found.most = Some(low.clone());
    }
    if low >= mark {
        found.reaching.push(Reaching { cost, facts: changed });
    }
}
