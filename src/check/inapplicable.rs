//! Indicators that may not apply where nothing above says how the rest is rescaled: they would score 0, silently.

use super::Checker;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{Method, Node, Score, ScoreKind};

impl Checker<'_> {
    /// Warns of each such leaf below a node.
    pub(super) fn inapplicable(&mut self, node: &Node) {
        if node.clauses.rescale.is_some() {
            return;
        }
        if let Method::Children(children) = &node.method {
            children.iter().for_each(|child| self.inapplicable(child));
        } else if may_not_apply(node) && !node.points.is_zero() && !node.bonus {
            let code = &node.code;
            let message = say!(
                "{code} 可能不适用，而上级都没有写「缺项折算」：不适用时本项计 0 分",
                "{code} may not apply, and nothing above it is rescaled: it then counts 0 of its points"
            );
            let help = say!(
                "在上一级指标里加一行：缺项折算；不影响得分的，写 不适用 当 … 计满分",
                "add a line 缺项折算 to the indicator above; where it has no effect, write 不适用 当 … 计满分"
            );
            self.report(Diagnostic::warning("W0901", node.span, message).help(help));
        }
    }
}

fn may_not_apply(node: &Node) -> bool {
    let clauses = &node.clauses;
    let named = clauses.not_applicable.iter().any(|(_, full)| !full);
    let outcome =
        |score: &Option<Score>| score.as_ref().is_some_and(|score| matches!(score.kind, ScoreKind::NotApplicable));
    named || outcome(&clauses.no_value) || outcome(&clauses.zero_division) || of_method(&node.method)
}

/// Whether a score of the method is 不适用; in 取最高 and 取最低 the other methods count then.
fn of_method(method: &Method) -> bool {
    match method {
        Method::Score(score) | Method::Award(score, _) => of_score(score),
        Method::Children(_) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => false,
    }
}

fn of_score(score: &Score) -> bool {
    match &score.kind {
        ScoreKind::NotApplicable => true,
        ScoreKind::Bands(bands) => bands.rows.iter().any(|row| of_score(&row.score)),
        ScoreKind::Amount(_)
        | ScoreKind::Steps(_)
        | ScoreKind::Linear { .. }
        | ScoreKind::Ratio { .. }
        | ScoreKind::Assessed { .. }
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => false,
    }
}
