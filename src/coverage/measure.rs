//! Measures what records hit: each is put before every target that none has hit yet.

use super::collect::subjects;
use super::target::{Subject, Target};
use super::{Coverage, CoveredSubject, CoveredTarget};
use crate::eval::{Needs, Probe};
use crate::facts::Facts;
use crate::plan::Plan;
use crate::proof::search::hits;
use crate::testing::{Case, Cases};
use crate::value::Date;
use crate::{Options, Record, RuleSet};

/// What the cases of a pack try out of its rules.
///
/// A case counts by its record alone, whether or not what it expects is met. Only what concerns the track of its record
/// counts, and of an indicator only where it applies.
///
/// ```
/// use chengxin::RuleSet;
/// use chengxin::testing::{Cases, coverage};
///
/// let rules = RuleSet::load("rules/beijing-2023")?;
/// let cases = Cases::load("rules/beijing-2023/cases")?;
/// let coverage = coverage(&rules, &cases);
/// let share = coverage.share(None);
/// println!("{} of {}", share.hit, share.all);
/// for (subject, target) in coverage.missing() {
///     println!("{} {} ({})", subject.code, target.what.zh, target.origin);
/// }
/// # Ok::<(), chengxin::Error>(())
/// ```
#[must_use]
pub fn coverage(rules: &RuleSet, cases: &Cases) -> Coverage {
    let subjects = subjects(rules.plan(), rules.sources());
    let mut tally = Tally::new(rules.plan(), &subjects);
    let counted =
        cases.iter().filter_map(Case::input).filter(|(record, options)| tally.add(rules, record, options)).count();
    let hit = tally.hit;
    let covered = subjects.iter().zip(hit).map(|(subject, hit)| covered(rules, subject, &hit)).collect();
    Coverage { subjects: covered, cases: counted, sources: rules.sources().clone() }
}

/// What one record tries out: the name of each target, in the order of the rules. Nothing where it does not fit the
/// declared facts.
#[must_use]
pub fn hit_by(rules: &RuleSet, record: &Record, options: &Options) -> Vec<String> {
    let subjects = subjects(rules.plan(), rules.sources());
    let mut tally = Tally::new(rules.plan(), &subjects);
    tally.add(rules, record, options);
    let hit = tally.hit.iter().flatten();
    let targets = subjects.iter().flat_map(|subject| &subject.targets).zip(hit);
    targets.filter(|(_, hit)| **hit).map(|(target, _)| target.name.clone()).collect()
}

/// What was hit so far.
pub(super) struct Tally<'p, 's> {
    plan: &'p Plan,
    subjects: &'s [Subject<'p>],
    needs: Needs,
    /// For each target of each subject.
    pub(super) hit: Vec<Vec<bool>>,
}

impl<'p, 's> Tally<'p, 's> {
    pub(super) fn new(plan: &'p Plan, subjects: &'s [Subject<'p>]) -> Self {
        let hit = subjects.iter().map(|subject| vec![false; subject.targets.len()]).collect();
        Self { plan, subjects, needs: everything(plan), hit }
    }

    /// Counts a record; says whether it fits the declared facts.
    pub(super) fn add(&mut self, rules: &RuleSet, record: &Record, options: &Options) -> bool {
        let Ok((track, facts)) = rules.facts(record, options) else { return false };
        self.add_facts(track, &facts, options.as_of);
        true
    }

    /// Counts what a record says.
    pub(super) fn add_facts(&mut self, track: Option<usize>, facts: &Facts, as_of: Date) {
        let mut probe = Probe::of_facts(self.plan, as_of, track, facts);
        probe.prepare(&self.needs);
        for (subject, hit) in self.subjects.iter().zip(&mut self.hit) {
            if subject.track.is_some() && subject.track != track {
                continue;
            }
            for (target, hit) in subject.targets.iter().zip(hit) {
                *hit = *hit || hits(&mut probe, &target.goal, &[]);
            }
        }
    }
}

/// What any target may read besides facts.
pub(super) fn everything(plan: &Plan) -> Needs {
    let mut needs = Needs::of(plan, plan.ruling().into_iter().chain(plan.defining()));
    needs.add_every_definition(plan);
    needs.add_total(plan);
    needs
}

fn covered(rules: &RuleSet, subject: &Subject<'_>, hit: &[bool]) -> CoveredSubject {
    let one = |(target, hit): (&Target<'_>, &bool)| CoveredTarget {
        kind: target.kind,
        name: target.name.clone(),
        what: target.what.clone(),
        origin: rules.sources().origin(target.place),
        hit: *hit,
    };
    let targets = subject.targets.iter().zip(hit).map(one).collect();
    CoveredSubject { code: subject.code.clone(), title: subject.title.clone(), targets }
}
