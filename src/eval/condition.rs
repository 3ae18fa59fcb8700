//! Conditions, ceilings and grades of one applicant.

use std::collections::BTreeSet;

use super::estimate::Judgement;
use super::formula::Environment;
use super::node::Walker;
use super::score::Scorer;
use crate::breakdown::{ConditionResult, ConditionSort, GradeResult, Mode, Operand};
use crate::plan::{Condition, Grade, GradeLimitKind};
use crate::value::Truth;

impl Walker<'_, '_> {
    pub(super) fn condition(&mut self, condition: &Condition) -> ConditionResult {
        let environment = Environment::new(&self.world);
        let (concerns, judged) = meets(condition, &environment);
        let operands: Vec<Operand> = condition
            .concerns
            .iter()
            .chain(&condition.requires)
            .map(|formula| self.shower.operand(formula, &environment))
            .collect();
        let unsubmitted = self.mode == Mode::Closed && judged.truth == Truth::Unknown;
        let judged = if unsubmitted { Judgement::known(false) } else { judged };
        if unsubmitted {
            self.unsubmitted.push(condition.code.clone());
        }
        let names = condition.reads.iter().filter_map(|fact| self.world.plan.facts.get(*fact));
        ConditionResult {
            code: condition.code.clone(),
            title: condition.title.clone(),
            kind: condition.sort,
            met: judged.truth,
            unsubmitted,
            concerns: concerns.truth,
            basis: condition.basis.clone(),
            evidence_asked: condition.evidence.clone(),
            evidence_given: self.evidence(&condition.reads),
            verification: condition.verification.clone(),
            notes: condition.notes.clone(),
            origin: self.shower.origin(condition.span),
            facts: names.map(|fact| fact.name.clone()).collect(),
            missing: judged.missing.iter().map(ToString::to_string).collect(),
            operands,
        }
    }

    pub(super) fn grade(&self, grade: &Grade) -> GradeResult {
        let environment = Environment::new(&self.world);
        let scorer = Scorer { environment: environment.clone(), shower: self.shower, code: &grade.name };
        let subject = environment.estimate(&grade.subject);
        let mut rest = Truth::True;
        let mut possible: BTreeSet<usize> = BTreeSet::new();
        for row in &grade.rows {
            let matched = scorer.cell(&row.cell, Some(&subject)).truth;
            if rest.and(matched).possible() {
                possible.insert(row.grade);
            }
            rest = rest.and(matched.not());
        }
        let by_score = possible.clone();
        let mut limits = Vec::new();
        for limit in &grade.limits {
            let truth = environment.judge(&limit.when).truth;
            limits
                .push(Operand { rule: self.shower.rule(limit.span), ..self.shower.operand(&limit.when, &environment) });
            let lowered: BTreeSet<usize> =
                possible.iter().map(|at| lowered(*at, limit.kind, grade.grades.len())).collect();
            possible = match truth {
                Truth::True => lowered,
                Truth::False => possible,
                Truth::Unknown => possible.into_iter().chain(lowered).collect(),
            };
        }
        let names = |grades: &BTreeSet<usize>| grades.iter().filter_map(|at| grade.grades.get(*at)).cloned().collect();
        GradeResult {
            name: grade.name.clone(),
            grades: names(&possible),
            by_score: names(&by_score),
            limits,
            origin: self.shower.origin(grade.span),
        }
    }
}

/// Whether a condition concerns the applicant, and whether it is met: where it does not concern them it is.
pub(super) fn meets(condition: &Condition, environment: &Environment<'_>) -> (Judgement, Judgement) {
    let concerns = environment.judge_all(&condition.concerns);
    let holds = environment.judge_all(&condition.requires);
    let meets = if condition.sort == ConditionSort::Ceiling { holds.not() } else { holds };
    let judged = concerns.clone().not().or(meets);
    (concerns, judged)
}

/// A grade after a limit; grades count from the best.
fn lowered(at: usize, kind: GradeLimitKind, count: usize) -> usize {
    match kind {
        GradeLimitKind::AtMost(best) => at.max(best),
        GradeLimitKind::StepDown => at.saturating_add(1).min(count.saturating_sub(1)),
        GradeLimitKind::SetTo(grade) => grade,
    }
}
