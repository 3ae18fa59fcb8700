//! Conditions, vetoes, preferences, ceilings and adjustments.

use super::indicator::Head;
use super::scope::Scope;
use super::{Checker, RuleFile};
use crate::breakdown::ConditionSort;
use crate::diagnostic::say;
use crate::document::{Adjustment, ConditionClauseKind, ConditionItem, ConditionKind, Item, Text};
use crate::plan::{Condition, Node};
use crate::value::Number;

impl Checker<'_> {
    pub(super) fn conditions(&mut self, files: &[RuleFile], tracks: &[Option<usize>]) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (file, track) in files.iter().zip(tracks) {
            for item in &file.document.items {
                if let Item::Condition(item) = item {
                    conditions.push(self.condition_item(item, *track));
                }
            }
        }
        conditions
    }

    fn condition_item(&mut self, item: &ConditionItem, track: Option<usize>) -> Condition {
        self.take_code(&item.code, track);
        let scope = Scope { after_scoring: true, ..Scope::of_track(track) };
        let mut condition = Condition {
            code: item.code.text.clone(),
            title: item.title.value.clone(),
            sort: match item.kind {
                ConditionKind::Requirement => ConditionSort::Requirement,
                ConditionKind::Veto => ConditionSort::Veto,
                ConditionKind::Preference => ConditionSort::Preference,
                ConditionKind::Ceiling => ConditionSort::Ceiling,
            },
            track,
            concerns: Vec::new(),
            requires: Vec::new(),
            basis: Vec::new(),
            evidence: Vec::new(),
            verification: Vec::new(),
            notes: Vec::new(),
            reads: Vec::new(),
            span: item.span,
        };
        for clause in &item.clauses {
            match &clause.kind {
                ConditionClauseKind::Basis(texts) => condition.basis.extend(values(texts)),
                ConditionClauseKind::Evidence(texts) => condition.evidence.extend(values(texts)),
                ConditionClauseKind::Verification(texts) => condition.verification.extend(values(texts)),
                ConditionClauseKind::Note(texts) => condition.notes.extend(values(texts)),
                ConditionClauseKind::Require(expression) => {
                    condition.requires.push(self.condition(expression, &scope));
                }
                ConditionClauseKind::Concerns(expression) => {
                    condition.concerns.push(self.condition(expression, &scope));
                }
            }
        }
        if condition.requires.is_empty() {
            let code = &condition.code;
            let word =
                if matches!(item.kind, ConditionKind::Requirement | ConditionKind::Veto) { "要求" } else { "当" };
            self.error(
                "E0608",
                item.span,
                say!("{code} 没有写明条件：加一行 {word} …", "{code} says no condition: add a line {word} …"),
            );
        }
        condition.reads = self.reads_of(condition.requires.iter().chain(&condition.concerns));
        for formula in condition.requires.iter().chain(&condition.concerns) {
            self.condition_hazards(formula);
        }
        condition
    }

    pub(super) fn adjustments(&mut self, files: &[RuleFile], tracks: &[Option<usize>]) -> Vec<Node> {
        let mut adjustments = Vec::new();
        for (file, track) in files.iter().zip(tracks) {
            for item in &file.document.items {
                if let (Item::Adjustment(item), None) = (item, track) {
                    adjustments.push(self.adjustment(item));
                }
            }
        }
        adjustments
    }

    fn adjustment(&mut self, item: &Adjustment) -> Node {
        self.take_code(&item.code, None);
        let head = Head {
            code: &item.code.text,
            title: &item.title.value,
            points: Number::zero(),
            bonus: true,
            weight: None,
            span: item.span,
        };
        let mut node = self.node(head, &item.clauses, &[], None);
        node.clauses.no_cap = true;
        if node.clauses.floor == crate::plan::Floor::Zero {
            node.clauses.floor = crate::plan::Floor::None;
        }
        node
    }
}

fn values(texts: &[Text]) -> impl Iterator<Item = String> + '_ {
    texts.iter().map(|text| text.value.clone())
}
