//! States of facts, and conditions over the records of a list.

use super::Checker;
use super::formula::{broken, negate};
use super::scope::Scope;
use crate::diagnostic::say;
use crate::document::{Expression, FactState, Name};
use crate::plan::{Formula, FormulaKind, Type};
use crate::source::Span;

impl Checker<'_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn state(&mut self, subject: Formula, state: FactState, span: Span) -> Formula {
        match &subject.kind {
            FormulaKind::Fact(_) | FormulaKind::Field { .. } => {}
            FormulaKind::Broken => return broken(span),
            _ => {
                self.error(
                    "E0306",
                    subject.span,
                    say!(
                        "只有事实才有 已填、为空、无记录、不适用 之分",
                        "only a fact can be 已填, 为空, 无记录 or 不适用"
                    ),
                );
                return broken(span);
            }
        }
        Formula { kind: FormulaKind::State(Box::new(subject), state), of: Type::Truth, span }
    }

    pub(super) fn exists(
        &mut self,
        list: &Name,
        filter: Option<&Expression>,
        negated: bool,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let Some((reference, rows)) = self.list(&list.text, list.span, scope) else {
            return broken(span);
        };
        let filter = filter.map(|filter| Box::new(self.condition(filter, &scope.within(rows))));
        negate((FormulaKind::Exists(reference, filter), Type::Truth), negated, span)
    }

    pub(super) fn every(&mut self, list: &Name, condition: &Expression, span: Span, scope: &Scope) -> Formula {
        let Some((reference, rows)) = self.list(&list.text, list.span, scope) else {
            return broken(span);
        };
        let condition = Box::new(self.condition(condition, &scope.within(rows)));
        Formula { kind: FormulaKind::Every(reference, condition), of: Type::Truth, span }
    }
}
