//! Clauses where they mean nothing.

use super::Checker;
use crate::diagnostic::say;
use crate::plan::{Each, EachValue, Method, Node};
use crate::source::Span;

impl Checker<'_> {
    /// Clauses that speak of what only a leaf, or only a node with children, can be.
    pub(super) fn out_of_place(&mut self, node: &Node) {
        let clauses = &node.clauses;
        if !matches!(node.method, Method::Children(_)) {
            if clauses.rescale.is_some() {
                let message = say!(
                    "“缺项折算”要写在有下级指标的指标或指标表里",
                    "缺项折算 belongs to an indicator with children, or to a sheet"
                );
                self.error("E0611", node.span, message);
            }
            return;
        }
        let absent = clauses.not_applicable.iter().map(|(formula, _)| ("不适用", formula.span));
        let unsubmitted = clauses.unsubmitted.iter().map(|formula| ("视为未提交", formula.span));
        let no_value = clauses.no_value.iter().map(|score| ("无值", score.span));
        let zero_division = clauses.zero_division.iter().map(|score| ("分母为零", score.span));
        let all: Vec<(&str, Span)> = absent.chain(unsubmitted).chain(no_value).chain(zero_division).collect();
        for (word, span) in all {
            let message = say!(
                "有下级指标的指标由下级相加，“{word}”要写在下级指标里",
                "an indicator with children is scored from them: {word} belongs to the children"
            );
            self.error("E0611", span, message);
        }
    }

    /// Which record is the first one says nobody: what counts must not depend on it.
    pub(super) fn first_alike(&mut self, each: &Each) {
        if !matches!(each.value, EachValue::FirstAndRest(..)) {
            return;
        }
        let differs = each.repeat.is_some() || !each.factors.is_empty();
        if differs || !each.group_caps.is_empty() || each.only.is_some() {
            let message = say!(
                "“首条 … 其余 …”不能和 重犯、乘、分组封顶、只取 同用：哪一条算首条没有说",
                "首条 … 其余 … does not go with 重犯, 乘, caps of groups or 只取: nothing says which record is the first"
            );
            self.error("E0612", each.span, message);
        }
    }
}
