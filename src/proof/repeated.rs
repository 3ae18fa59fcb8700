//! The same thing written twice where two things were meant: `甲 且 甲`, `甲 超过 甲`, an item of a list again.

use std::collections::HashMap;

use super::Prover;
use crate::diagnostic::{Diagnostic, Message, say};
use crate::document::ArithmeticOperator;
use crate::plan::{Entry, Formula, FormulaKind, Method};
use crate::source::Span;

impl Prover<'_> {
    /// Warns of what is written twice.
    pub(super) fn repeated(&mut self) {
        let plan = self.plan;
        let formulas = plan.ruling().into_iter().chain(plan.defining()).flat_map(Formula::all);
        formulas.for_each(|formula| self.repeated_in(formula));
        for node in plan.nodes() {
            for items in checklists(&node.method) {
                self.twice(&items.iter().collect::<Vec<_>>());
            }
            for each in node.method.lists() {
                self.twice(&each.when.iter().chain(&each.exclude).collect::<Vec<_>>());
            }
        }
        for condition in &plan.conditions {
            self.twice(&condition.requires.iter().collect::<Vec<_>>());
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn repeated_in(&mut self, formula: &Formula) {
        match &formula.kind {
            FormulaKind::And(parts) | FormulaKind::Or(parts) => self.twice(&parts.iter().collect::<Vec<_>>()),
            FormulaKind::Compare(left, _, right)
            | FormulaKind::Between(left, right)
            | FormulaKind::Arithmetic(left, ArithmeticOperator::Subtract | ArithmeticOperator::Divide, right) => {
                let of = |side: &Formula| self.bare(side.span);
                if left.span != right.span && of(left) == of(right) && !is_known(left) {
                    self.report(again(right.span, left.span, say!("两边写的是同一个", "both sides are the same")));
                }
            }
            _ => {}
        }
    }

    /// Warns of the parts that say what an earlier part says.
    fn twice(&mut self, parts: &[&Formula]) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for part in parts {
            match seen.get(&self.bare(part.span)).copied() {
                Some(first) if first != part.span => {
                    self.report(again(part.span, first, say!("这一条写了两次", "this is written twice")));
                }
                Some(_) => {}
                None => {
                    seen.insert(self.bare(part.span), part.span);
                }
            }
        }
    }

    /// The text as written, spaces left out.
    fn bare(&self, span: Span) -> String {
        self.sources.text(span).split_whitespace().collect()
    }
}

fn again(span: Span, first: Span, message: Message) -> Diagnostic {
    Diagnostic::warning("W1009", span, message)
        .and(first, say!("与这里相同", "the same as here"))
        .help(say!("是不是本来要写另一个？若不是，删去一个", "was another one meant? if not, delete one"))
}

/// The items of each checklist of a method.
fn checklists(method: &Method) -> Vec<&[Formula]> {
    match method {
        Method::Children(_) | Method::Broken | Method::Score(_) | Method::Award(..) => Vec::new(),
        Method::Best { methods, .. } => methods.iter().flat_map(checklists).collect(),
        Method::Accumulate { entries, .. } => {
            let items = entries.iter().filter_map(|entry| match entry {
                Entry::Checklist { items, .. } => Some(items.as_slice()),
                Entry::Start(_)
                | Entry::Add(..)
                | Entry::Deduct(..)
                | Entry::Count(_)
                | Entry::Each(_)
                | Entry::Cap(_) => None,
            });
            items.collect()
        }
    }
}

/// A number written out: `100 - 100` is odd, and harms nobody.
fn is_known(formula: &Formula) -> bool {
    matches!(formula.kind, FormulaKind::Number(_) | FormulaKind::Date(_) | FormulaKind::Year(_) | FormulaKind::Truth(_))
}
