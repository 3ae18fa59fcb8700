//! What could never count: scores above the points of their indicator, and clauses where they mean nothing.

use super::Checker;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{Bands, Each, EachValue, Formula, FormulaKind, Method, Node, Score, ScoreKind};
use crate::source::Span;
use crate::value::Number;

impl Checker<'_> {
    /// Scores that are more than the indicator has, where a constant says so.
    pub(super) fn excess(&mut self, node: &Node) {
        // An adjustment has no points of its own.
        let adjusts = node.bonus && node.points.is_zero();
        if node.clauses.no_cap || adjusts {
            return;
        }
        let mut found = Vec::new();
        of_method(&node.method, &mut found);
        for score in node.clauses.no_value.iter().chain(&node.clauses.zero_division) {
            of_score(score, &mut found);
        }
        found.extend(node.clauses.overrides.iter().map(|entry| (entry.points.clone(), entry.span)));
        let (code, full) = (&node.code, &node.points);
        for (points, span) in found.into_iter().filter(|(points, _)| points > full) {
            let message = say!(
                "{code} 满分 {full} 分，这里写的是 {points} 分",
                "{code} has {full} points, and this gives {points}"
            );
            let help = say!(
                "改成不超过 {full} 分，或改指标的满分；确要超过的，在指标里加一行 不封顶",
                "give at most {full}, or the indicator more points; where it may be more, add a line 不封顶"
            );
            self.report(Diagnostic::error("E0610", span, message).help(help));
        }
    }

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

fn of_method(method: &Method, found: &mut Vec<(Number, Span)>) {
    match method {
        Method::Children(_) | Method::Accumulate { .. } | Method::Broken => {}
        Method::Score(score) | Method::Award(score, _) => of_score(score, found),
        Method::Best { methods, .. } => methods.iter().for_each(|method| of_method(method, found)),
    }
}

/// The constants that a score may come to, each with its place.
fn of_score(score: &Score, found: &mut Vec<(Number, Span)>) {
    let mut one = |number: &Number| found.push((number.clone(), score.span));
    match &score.kind {
        ScoreKind::Amount(formula) => constant(formula).iter().for_each(one),
        ScoreKind::Steps(steps) => one(&steps.start),
        ScoreKind::Linear { from, to, .. } => one(from.max(to)),
        ScoreKind::Assessed { high, .. } => one(high),
        ScoreKind::Bands(Bands { rows, .. }) => rows.iter().for_each(|row| of_score(&row.score, found)),
        ScoreKind::Ratio { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
    }
}

fn constant(formula: &Formula) -> Option<Number> {
    match &formula.kind {
        FormulaKind::Number(number) => Some(number.clone()),
        _ => None,
    }
}
