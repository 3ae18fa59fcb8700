//! The pass mark: it can be reached with every condition met.

use super::Prover;
use super::attain::{about, has};
use super::obligation::{Outcome, Subject};
use super::search::{Aim, Best, Goal};
use crate::breakdown::ConditionSort;
use crate::diagnostic::{Diagnostic, say};
use crate::eval::{Needs, Probe};
use crate::plan::{Condition, Plan};
use crate::value::Truth;

impl Prover<'_> {
    /// Whether the pass mark can be reached with every condition met.
    pub(super) fn passing(&mut self, best: &Best<'_>) {
        let plan = self.plan;
        let mark = &plan.scheme.pass_mark;
        let (key, places) = about(plan, best.track);
        let claim = say!("能达到 {mark} 分，同时满足每一条条件", "{mark} can be reached with every condition met");
        let outcome = if best.eligible && has(&best.total, mark) {
            let total = best.total.low.as_ref().map_or_else(String::new, |low| low.number.to_string());
            Outcome::Proved(say!(
                "找到了一份申报：条件全部满足，{total} 分",
                "a record was found: every condition met, {total} in total"
            ))
        } else {
            self.not_passing(best)
        };
        self.oblige(Subject::PassMark, &key, claim, places, outcome);
    }

    /// Refuted where a condition fails for every record, or two cannot be met together, or the total stays below; else not known.
    fn not_passing(&mut self, best: &Best<'_>) -> Outcome {
        let plan = self.plan;
        let conditions: Vec<&Condition> = binding(plan, best.track).collect();
        let mut anyone = Probe::of_anyone(plan, self.as_of, best.track);
        let mut needs = Needs::of(
            plan,
            conditions.iter().flat_map(|condition| condition.concerns.iter().chain(&condition.requires)),
        );
        needs.add_total(plan);
        anyone.prepare(&needs);
        let mark = &plan.scheme.pass_mark;
        let most = anyone.total().high.map(|high| high.number);
        if let Some(most) = most.filter(|most| most < mark) {
            let (_, places) = about(plan, best.track);
            let what = say!("总分最多 {most} 分，不到 {mark} 分", "the total is {most} at most, less than {mark}");
            if let Some(place) = places.first() {
                self.tell(Diagnostic::error(
                    "E0621",
                    *place,
                    say!(
                        "总分最多 {most} 分，谁也达不到 {mark} 分",
                        "the total is {most} at most: nobody reaches {mark}"
                    ),
                ));
            }
            return Outcome::Refuted(what, None);
        }
        if let Some(condition) = conditions.iter().find(|condition| anyone.met(condition) == Truth::False) {
            let code = &condition.code;
            let what = say!("条件 {code} 怎么填都不满足", "no record meets condition {code}");
            let error = Diagnostic::error(
                "E0621",
                condition.span,
                say!(
                    "谁也不符合条件 {code}：怎么填都不满足，于是谁也过不了",
                    "nobody meets condition {code}, whatever the record says: so nobody passes"
                ),
            );
            self.tell(error);
            return Outcome::Refuted(what, None);
        }
        Outcome::NotProved(say!(
            "没有找到满足全部条件又达线的申报",
            "no record was found that meets every condition and reaches the pass mark"
        ))
    }

    /// Says something once.
    fn tell(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.report(diagnostic);
        }
    }
}

/// The conditions that decide whether an applicant of a track passes.
pub(super) fn binding(plan: &Plan, track: Option<usize>) -> impl Iterator<Item = &Condition> {
    let concerned =
        plan.conditions.iter().filter(move |condition| condition.track.is_none() || condition.track == track);
    concerned.filter(|condition| condition.sort != ConditionSort::Preference)
}

/// The aim that a condition is met.
pub(super) fn met(condition: &Condition) -> Aim<'_> {
    Aim { goal: Goal::Met(condition, true), reads: &condition.reads }
}
