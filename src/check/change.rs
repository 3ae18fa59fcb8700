//! What of a fact can change, and what that costs: `不可改变` and `改变代价`.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Expression, FactItem, FactOption, FactOptionKind};
use crate::plan::{Dimension, FactDeclaration};
use crate::source::Span;
use crate::value::Number;

impl Checker<'_> {
    /// Reads both options of a fact; of a field neither is said, for what is on record does not change.
    pub(super) fn change(&mut self, fact: &mut FactDeclaration, item: &FactItem, track: Option<usize>, depth: usize) {
        let mut said: Option<Span> = None;
        for FactOption { kind, span } in &item.options {
            let Some(cost) = said_of_change(kind) else { continue };
            if depth > 0 {
                self.change_of_field(*span);
            } else if let Some(first) = said {
                self.change_twice(&fact.name, *span, first);
            } else {
                said = Some(*span);
                fact.fixed = cost.is_none();
                fact.cost = cost.and_then(|cost| self.cost(cost, track));
            }
        }
    }

    /// A cost is a number above nought.
    fn cost(&mut self, written: &Expression, track: Option<usize>) -> Option<Number> {
        let cost = self.amount(written, Dimension::Plain, &Scope::of_track(track))?;
        if cost > Number::zero() {
            return Some(cost);
        }
        let message = say!("改变代价要大于 0", "what a change costs is a number above 0");
        let help = say!(
            "不费力的写一个小的数，如 0.1；改变不了的写“不可改变”",
            "write a small number, such as 0.1, for what takes no effort, and 不可改变 for what cannot change"
        );
        self.report(Diagnostic::error("E0808", written.span, message).help(help));
        None
    }

    fn change_twice(&mut self, name: &str, span: Span, first: Span) {
        let message = say!("“{name}”能不能改变说了两次", "whether “{name}” can change is said twice");
        let first_says = say!("第一次在这里", "first said here");
        let help = say!("只留一处", "leave one of them");
        self.report(Diagnostic::error("E0808", span, message).and(first, first_says).help(help));
    }

    fn change_of_field(&mut self, span: Span) {
        let written = self.written(span);
        let message = say!("“{written}”不写在字段上", "“{written}” is not said of a field");
        let help = say!(
            "已有的记录一概不变；能不能添记录、每添一条的代价，写在整个列表后面",
            "records that exist never change; say after the block of the list whether records can be added and what each costs"
        );
        self.report(Diagnostic::error("E0808", span, message).help(help));
    }
}

/// Whether an option speaks of changes, and the cost that it names.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for two of many options")]
fn said_of_change(option: &FactOptionKind) -> Option<Option<&Expression>> {
    match option {
        FactOptionKind::Fixed => Some(None),
        FactOptionKind::Cost(cost) => Some(Some(cost)),
        _ => None,
    }
}
