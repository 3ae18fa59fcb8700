//! Indicators that give everyone the same score.

use super::Prover;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{Bands, Each, EachValue, Entry, Extents, FormulaKind, Method, Node, Score, ScoreKind, Steps};
use crate::value::Number;

impl Prover<'_> {
    /// Warns of indicators whose score no record changes.
    pub(super) fn constant(&mut self) {
        let plan = self.plan;
        for node in plan.nodes() {
            if let Some(score) = of_node(node, plan.extents()) {
                let code = &node.code;
                let message = say!(
                    "{code} 给每个申报单位的都是 {score} 分，分不出高低",
                    "{code} gives every applicant {score} points, and tells none from another"
                );
                self.report(Diagnostic::warning("W1004", node.span, message).help(say!(
                    "写明什么情形得分，例如：得 满分 当 …；确要人人得分的，就不是一项指标",
                    "say when it is scored, such as 得 满分 当 …; what everyone gets is no indicator"
                )));
            }
        }
    }
}

/// The one score of an indicator; an item without points is there for what it shows.
fn of_node(node: &Node, extents: Extents<'_>) -> Option<Number> {
    let clauses = &node.clauses;
    let varies = !clauses.not_applicable.is_empty() || !clauses.unsubmitted.is_empty() || !clauses.overrides.is_empty();
    if varies || node.points.is_zero() {
        return None;
    }
    of_method(&node.method, extents)
}

fn of_method(method: &Method, extents: Extents<'_>) -> Option<Number> {
    match method {
        Method::Children(_) | Method::Broken => None,
        Method::Score(score) => of_score(score, extents),
        Method::Award(score, when) => {
            let always = when.as_ref().is_none_or(|when| matches!(when.kind, FormulaKind::Truth(true)));
            of_score(score, extents).filter(|points| always || points.is_zero())
        }
        Method::Accumulate { entries, .. } => {
            let mut sum = Number::zero();
            for entry in entries {
                sum = sum.plus(&of_entry(entry, extents)?);
            }
            Some(sum)
        }
        Method::Best { lowest, methods } => {
            let each: Vec<Number> = methods.iter().map(|method| of_method(method, extents)).collect::<Option<_>>()?;
            if *lowest { each.into_iter().min() } else { each.into_iter().max() }
        }
    }
}

/// What an entry adds for everyone. A cap is left alone: what is added without one is the same too.
fn of_entry(entry: &Entry, extents: Extents<'_>) -> Option<Number> {
    let unless =
        |score: &Score, conditional: bool| of_score(score, extents).filter(|points| !conditional || points.is_zero());
    match entry {
        Entry::Start(points) => Some(points.clone()),
        Entry::Cap(_) => Some(Number::zero()),
        Entry::Add(score, when) => unless(score, when.is_some()),
        Entry::Deduct(score, when) => unless(score, when.is_some()).map(|points| points.negated()),
        Entry::Checklist { points, .. } => Some(points.clone()).filter(Number::is_zero),
        Entry::Count(steps) => of_steps(steps),
        Entry::Each(each) => of_each(each, extents),
    }
}

fn of_each(each: &Each, extents: Extents<'_>) -> Option<Number> {
    match &each.value {
        EachValue::Score(score) => of_score(score, extents).filter(Number::is_zero),
        EachValue::FirstAndRest(first, rest) => Some(Number::zero()).filter(|_| first.is_zero() && rest.is_zero()),
    }
}

fn of_steps(steps: &Steps) -> Option<Number> {
    Some(steps.start.clone()).filter(|_| steps.each.is_zero())
}

fn of_score(score: &Score, extents: Extents<'_>) -> Option<Number> {
    match &score.kind {
        ScoreKind::Amount(formula) => extents.bounds_of(formula).exact().cloned(),
        ScoreKind::Steps(steps) => of_steps(steps),
        ScoreKind::Linear { from, to, .. } => Some(from.clone()).filter(|from| from == to),
        ScoreKind::Bands(bands) => of_bands(bands, extents),
        ScoreKind::Ratio { .. }
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => None,
    }
}

fn of_bands(bands: &Bands, extents: Extents<'_>) -> Option<Number> {
    let mut rows = bands.rows.iter().map(|row| of_score(&row.score, extents));
    let first = rows.next()??;
    rows.all(|row| row.as_ref() == Some(&first)).then_some(first)
}
