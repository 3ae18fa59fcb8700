//! What is not submitted: which documents decide, by how much of the range of the total goes once they are there.

mod worlds;

use std::collections::{BTreeMap, BTreeSet};

use super::applicant::Applicant;
use super::reading::Reading;
use super::told::{Decisive, Evidence};
use crate::breakdown::{Breakdown, Verdict};
use crate::eval::{Needs, Probe};
use crate::facts::{Entry, State};
use crate::plan::{Condition, Method, Node};
use crate::value::{Number, Truth};

/// What shows something: the facts of it that are not submitted, and what reads them.
#[derive(Default)]
struct Shown {
    facts: BTreeSet<usize>,
    /// Whether all that reads them reads nothing else that is not submitted, and counts by itself.
    alone: bool,
}

/// What looks at worlds in which more is known.
struct Examiner<'a, 'p> {
    applicant: &'a Applicant<'p>,
    probe: Probe<'p>,
    needs: Needs,
    conditions: Vec<&'p Condition>,
    reading: Reading,
    mark: Number,
}

/// What is seen of a world.
struct Seen {
    width: Number,
    verdict: Verdict,
}

/// Something that reads facts, with the documents that are asked for.
struct Reader<'p> {
    documents: &'p [String],
    /// Its facts that are not submitted.
    unknown: BTreeSet<usize>,
    /// It is a condition, or an indicator of which it is known what a point counts.
    plain: bool,
}

/// The documents by what they remove, the most first.
pub(super) fn decisive(applicant: &Applicant<'_>, now: &Breakdown) -> Vec<Evidence> {
    let unknown: BTreeSet<usize> = applicant
        .facts
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| matches!(entry.state, State::NotSubmitted | State::Disputed))
        .map(|(index, _)| index)
        .collect();
    let mut probe = applicant.probe();
    let mut needs = Needs::default();
    needs.add_total(applicant.plan);
    let conditions = applicant.conditions();
    for condition in &conditions {
        needs.add(applicant.plan, condition.concerns.iter().chain(&condition.requires).collect());
    }
    probe.prepare(&needs);
    let (readers, reading) = readers(applicant, &unknown, &probe, &conditions);
    let documents = documents(applicant, &readers);
    let mark = now.total.pass_mark.clone();
    let mut examiner = Examiner { applicant, probe, needs, conditions, reading, mark };
    let present = examiner.look();
    let mut told: Vec<Evidence> = merged(documents)
        .into_iter()
        .map(|(names, shown)| examiner.tell(names.join("、"), &shown, &present))
        .filter(|evidence| !evidence.narrows.is_zero() || evidence.decides != Decisive::No)
        .collect();
    // The sort is stable: where they remove as much, the first to be declared comes first.
    told.sort_by(|a, b| b.narrows.cmp(&a.narrows));
    told
}

/// What is open for want of facts.
fn readers<'p>(
    applicant: &Applicant<'p>,
    unknown: &BTreeSet<usize>,
    probe: &Probe<'p>,
    conditions: &[&'p Condition],
) -> (Vec<Reader<'p>>, Reading) {
    let plan = applicant.plan;
    let (mut readers, mut all) = (Vec::new(), Reading::default());
    let mut add = |documents: &'p [String], reading: Reading, plain: bool| {
        let unknown: BTreeSet<usize> = reading.facts.intersection(unknown).copied().collect();
        if !unknown.is_empty() {
            all.join(&reading);
            readers.push(Reader { documents, unknown, plain });
        }
    };
    let own = applicant.track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
    let roots = plan.sheets.iter().chain(own).map(|sheet| &sheet.root).chain(&plan.adjustments);
    for root in roots {
        let mut open: Vec<(&'p Node, bool)> = vec![(root, true)];
        while let Some((node, plain)) = open.pop() {
            match &node.method {
                Method::Children(children) => {
                    let clauses = &node.clauses;
                    let fixed = clauses.rescale.is_none() || applies_for_sure(node, probe);
                    let plain = plain && fixed && clauses.overrides.is_empty();
                    open.extend(children.iter().rev().map(|child| (child, plain)));
                    let overrides = clauses.overrides.iter().map(|entry| &entry.when);
                    add(&node.evidence, Reading::of(plan, overrides), false);
                }
                Method::Score(_)
                | Method::Award(..)
                | Method::Accumulate { .. }
                | Method::Best { .. }
                | Method::Broken => {
                    let reached = probe.leaf(node);
                    if reached.score.exact().is_none() || reached.applies == Truth::Unknown {
                        add(&node.evidence, Reading::of_node(plan, node), plain);
                    }
                }
            }
        }
    }
    for condition in conditions.iter().filter(|condition| probe.met(condition) == Truth::Unknown) {
        let reading = Reading::of(plan, condition.concerns.iter().chain(&condition.requires));
        add(&condition.evidence, reading, true);
    }
    (readers, all)
}

/// Whether it is known of every indicator below whether it applies: then what each counts is known too.
fn applies_for_sure(node: &Node, probe: &Probe<'_>) -> bool {
    let leaves = node.tree().into_iter().filter(|node| !matches!(node.method, Method::Children(_)));
    leaves.into_iter().all(|leaf| probe.leaf(leaf).applies != Truth::Unknown)
}

/// The documents that show what is open; a fact for which none is asked stands for itself.
fn documents(applicant: &Applicant<'_>, readers: &[Reader<'_>]) -> BTreeMap<String, Shown> {
    let mut documents: BTreeMap<String, Shown> = BTreeMap::new();
    for reader in readers {
        for document in reader.documents {
            documents.entry(document.clone()).or_default().facts.extend(&reader.unknown);
        }
        if reader.documents.is_empty() {
            for fact in &reader.unknown {
                let name = applicant.declaration(*fact).map_or_else(String::new, |fact| fact.name.clone());
                documents.entry(name).or_default().facts.insert(*fact);
            }
        }
    }
    for shown in documents.values_mut() {
        let mut touched = readers.iter().filter(|reader| !reader.unknown.is_disjoint(&shown.facts));
        shown.alone = touched.all(|reader| reader.plain && reader.unknown.is_subset(&shown.facts));
    }
    documents
}

/// Documents that show the same facts are told together; in the order of the facts.
fn merged(documents: BTreeMap<String, Shown>) -> Vec<(Vec<String>, Shown)> {
    let mut found: Vec<(Vec<String>, Shown)> = Vec::new();
    for (name, shown) in documents {
        match found.iter_mut().find(|(_, known)| known.facts == shown.facts) {
            Some((names, _)) => names.push(name),
            None => found.push((vec![name], shown)),
        }
    }
    found.sort_by(|(_, a), (_, b)| a.facts.cmp(&b.facts));
    found
}

impl Examiner<'_, '_> {
    fn look(&mut self) -> Seen {
        self.probe.prepare(&self.needs);
        let total = self.probe.total();
        let conditions = self.conditions.iter();
        let met = conditions.fold(Truth::True, |met, condition| met.and(self.probe.met(condition)));
        let (low, high) = (total.low.map(|low| low.number), total.high.map(|high| high.number));
        let reached = low.as_ref().is_some_and(|low| *low >= self.mark);
        let missed = high.as_ref().is_some_and(|high| *high < self.mark);
        let verdict = match (met, reached, missed) {
            (Truth::False, _, _) => Verdict::NotEligible,
            (Truth::True, true, _) => Verdict::ToExperts,
            (Truth::True, false, true) => Verdict::BelowMark,
            (Truth::Unknown, _, _) | (Truth::True, false, false) => Verdict::Undetermined,
        };
        let width = high.zip(low).map_or_else(Number::zero, |(high, low)| high.minus(&low));
        Seen { width, verdict }
    }

    /// What a document removes, whatever it shows.
    fn tell(&mut self, document: String, shown: &Shown, present: &Seen) -> Evidence {
        let facts: Vec<usize> = shown.facts.iter().copied().collect();
        let (worlds, complete) = self.worlds(&facts);
        let (mut widest, mut decided, mut count) = (Number::zero(), 0_usize, 0_usize);
        for world in worlds {
            for (fact, state) in facts.iter().zip(&world) {
                self.probe.put_entry(*fact, &Entry { state: state.clone(), provenance: None });
            }
            let seen = self.look();
            widest = widest.max(seen.width);
            count = count.saturating_add(1);
            decided = decided.saturating_add(usize::from(seen.verdict != Verdict::Undetermined));
        }
        for fact in &facts {
            self.probe.put_entry(*fact, &self.applicant.entry(*fact));
        }
        let exact = complete || shown.alone;
        let settled = exact && widest.is_zero() && decided == count;
        let undecided = present.verdict == Verdict::Undetermined;
        let decides = match (undecided && decided > 0, decided == count && (complete || settled)) {
            (false, _) => Decisive::No,
            (true, true) => Decisive::Always,
            (true, false) => Decisive::Perhaps,
        };
        let names = facts.iter().filter_map(|fact| self.applicant.declaration(*fact));
        Evidence {
            document,
            facts: names.map(|fact| fact.name.clone()).collect(),
            narrows: present.width.minus(&widest).max(Number::zero()),
            exact,
            decides,
        }
    }
}
