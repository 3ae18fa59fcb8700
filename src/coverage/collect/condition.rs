//! What there is to try out in conditions, grades, and the pass mark.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use crate::diagnostic::say;
use crate::document::Comparison;
use crate::plan::{Cell, Condition, Grade};
use crate::proof::search::Goal;
use crate::source::Span;
use crate::value::{Number, Truth};

impl<'p> Collector<'_, 'p> {
    /// A condition: met, not met, open; concerned, not concerned; and each of several parts.
    pub(super) fn condition(&mut self, condition: &'p Condition) {
        self.begin(&condition.code, &condition.title, condition.track);
        let anywhere = Context::of(Vec::new());
        let place = condition.span;
        let mut state = |what, goal| self.add(TargetKind::Condition, what, place, goal);
        state(say!("满足", "met"), Goal::met(condition, Truth::True));
        state(say!("不满足", "not met"), Goal::met(condition, Truth::False));
        if !condition.reads.is_empty() {
            state(say!("未知", "open"), Goal::met(condition, Truth::Unknown));
        }
        if !condition.concerns.is_empty() {
            state(say!("涉及", "concerns the applicant"), Goal::concerns(condition, true));
            state(say!("不涉及", "does not concern the applicant"), Goal::concerns(condition, false));
        }
        condition.concerns.iter().for_each(|formula| self.formula(formula, &anywhere));
        let concerned = Context::of(vec![Goal::concerns(condition, true)]);
        for formula in &condition.requires {
            if condition.requires.len() > 1 {
                self.either(formula, &concerned, formula.span);
            }
            self.formula(formula, &concerned);
        }
    }

    /// A grade scale: the ends of its ranges, its conditions, and what lowers a grade.
    pub(super) fn grade(&mut self, grade: &'p Grade) {
        self.begin(&grade.name, "", grade.track);
        let anywhere = Context::of(Vec::new());
        for row in &grade.rows {
            match &row.cell {
                Cell::Bound(bound) => self.ends(&grade.subject, bound, &anywhere, row.span),
                Cell::Condition(condition) => {
                    self.either(condition, &anywhere, row.span);
                    self.formula(condition, &anywhere);
                }
                Cell::Choices(_)
                | Cell::Texts(_)
                | Cell::YesNo(_)
                | Cell::NoRecord
                | Cell::NotApplicable
                | Cell::Other => {}
            }
        }
        for limit in &grade.limits {
            self.either(&limit.when, &anywhere, limit.span);
            self.formula(&limit.when, &anywhere);
        }
        self.formula(&grade.subject, &anywhere);
    }

    /// The published total just below the pass mark, at it, and above it.
    pub(super) fn pass_mark(&mut self) {
        let mark = &self.plan.scheme.pass_mark;
        let Some(place) = self.plan.roots().first().map(|(root, _)| root.span) else { return };
        let place = Span { end: place.start, ..place };
        self.begin("总分", "", None);
        let sheets = &self.plan.sheets;
        let open = !self.plan.adjustments.is_empty() || sheets.iter().any(|sheet| sheet.root.clauses.no_cap);
        let slot = self.plan.scheme.slot.as_ref().map(|slot| slot.points.times(&slot.share));
        let most = sheets.iter().map(|sheet| sheet.root.points.times(&sheet.share)).chain(slot);
        let beyond = !open && most.fold(Number::zero(), |sum, points| sum.plus(&points)) <= *mark;
        let shown = mark.fixed(self.plan.scheme.places);
        for (operator, what) in [
            (Comparison::Below, say!("低于 {shown}", "below {shown}")),
            (Comparison::Equal, say!("恰为 {shown}", "exactly {shown}")),
            (Comparison::Over, say!("超过 {shown}", "above {shown}")),
        ] {
            if beyond && operator == Comparison::Over {
                continue;
            }
            self.add(TargetKind::Side, what, place, Goal::total(operator, mark.clone()));
        }
    }
}
