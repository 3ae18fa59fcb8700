//! The pass mark: it can be reached with every condition met.

use super::Prover;
use super::attain::{about, has};
use super::obligation::{Outcome, Subject};
use super::search::{Aim, Best, Contradiction, Goal, Search};
use super::words::one_line;
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
        if let Some(found) = Search::new(plan, self.as_of).contradiction(&conditions) {
            return self.contradicted(found);
        }
        Outcome::NotProved(say!(
            "没有找到满足全部条件又达线的申报",
            "no record was found that meets every condition and reaches the pass mark"
        ))
    }

    /// Two conditions that nobody meets together.
    fn contradicted(&mut self, found: Contradiction<'_>) -> Outcome {
        let Contradiction { fact, first: (first, earlier), second: (second, later) } = found;
        let fact = self.plan.facts.get(fact).map_or_else(String::new, |fact| fact.name.clone());
        let (one, other) = (&first.code, &second.code);
        let asked = one_line(self.sources, later.span);
        let before = one_line(self.sources, earlier.span);
        let error = Diagnostic::error(
            "E0621",
            later.span,
            say!(
                "条件 {one} 和 {other} 不能同时满足：{fact} 不能既「{before}」又「{asked}」，于是谁也过不了",
                "conditions {one} and {other} cannot be met together: of {fact}, “{before}” and “{asked}” exclude each other, so nobody passes"
            ),
        );
        self.tell(error.and(earlier.span, say!("与这里的要求矛盾", "this is asked for here")));
        Outcome::Refuted(
            say!("条件 {one} 和 {other} 互相矛盾", "conditions {one} and {other} contradict each other"),
            None,
        )
    }

    /// Says something once.
    fn tell(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.report(diagnostic);
        }
    }
}

/// The conditions that decide whether an applicant of a track passes.
pub(crate) fn binding(plan: &Plan, track: Option<usize>) -> impl Iterator<Item = &Condition> {
    let concerned =
        plan.conditions.iter().filter(move |condition| condition.track.is_none() || condition.track == track);
    concerned.filter(|condition| condition.sort != ConditionSort::Preference)
}

/// The aim that a condition is met.
pub(super) fn met(condition: &Condition) -> Aim<'_> {
    Aim { goal: Goal::met(condition, Truth::True), reads: &condition.reads }
}
