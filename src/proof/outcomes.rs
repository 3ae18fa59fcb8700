//! What the checker has refused to leave unsaid, noted for each rule: outcomes of no value, dates of windows, units.

use super::{Outcome, Prover, Subject};
use crate::diagnostic::say;
use crate::document::ArithmeticOperator;
use crate::plan::{AggregateKind, Formula, FormulaKind, Method, Node};
use crate::source::Span;

impl Prover<'_> {
    /// Notes outcomes, windows and units of every leaf, and windows of conditions and definitions.
    pub(super) fn outcomes(&mut self) {
        let plan = self.plan;
        for node in plan.nodes().into_iter().filter(|node| !matches!(node.method, Method::Children(_))) {
            self.outcome(node);
            self.units(node);
            self.windows(&node.code, &node.formulas());
        }
        for condition in &plan.conditions {
            self.windows(&condition.code, &condition.formulas());
        }
        for definition in &plan.definitions {
            self.windows(&definition.name, &[&definition.formula]);
        }
        for (name, formula) in plan.row_definitions.iter().flat_map(|rows| &rows.definitions) {
            self.windows(name, &[formula]);
        }
    }

    /// An indicator that may come to no value says what that means: the checker refuses any other (E0901, E0902).
    fn outcome(&mut self, node: &Node) {
        let formulas: Vec<&Formula> = node.formulas().into_iter().flat_map(Formula::all).collect();
        let divisions = formulas.iter().filter(|formula| is_division(formula)).count();
        let lists = formulas.iter().filter(|formula| may_be_empty(formula)).count();
        let facts = formulas.iter().filter(|formula| self.may_be_missing(formula)).count();
        let clauses = &node.clauses;
        let said = clauses.not_applicable.iter().map(|(formula, _)| formula.span);
        let said = said.chain(clauses.unsubmitted.iter().map(|formula| formula.span));
        let said = said.chain(clauses.no_value.iter().chain(&clauses.zero_division).map(|score| score.span));
        let places: Vec<Span> = std::iter::once(node.span).chain(said).collect();
        let code = &node.code;
        let claim = say!(
            "{code} 遇到没有值、分母为零、空清单时怎么办，都有说法",
            "{code} says what no value, a division by zero and an empty list mean"
        );
        let how = if divisions == 0 && lists == 0 && facts == 0 {
            say!(
                "没有除法，没有取自清单的数，所用的事实都有值",
                "it divides nothing, takes no number from a list, and its facts have values"
            )
        } else {
            let stated = places.len().saturating_sub(1);
            say!(
                "除法 {divisions} 处、可能为空的清单 {lists} 处、可能没有值的事实 {facts} 处：有 {stated} 句写明，其余由条件排除、由表的一行说明，或按无值不算",
                "{divisions} divisions, {lists} lists that may be empty, {facts} facts that may be missing: {stated} clauses say what that means; conditions and rows of tables see to the rest"
            )
        };
        self.oblige(Subject::Outcomes, code, claim, places, Outcome::Proved(how));
    }

    fn may_be_missing(&self, formula: &Formula) -> bool {
        let fact = self.plan.extents().fact_of(formula);
        fact.is_some_and(|fact| fact.may_be_none || fact.may_be_not_applicable)
    }

    /// The checker compares and adds quantities of one kind only (E0301).
    fn units(&mut self, node: &Node) {
        let code = &node.code;
        let claim = say!(
            "{code} 不把钱、分、比率和不同单位的数混在一起",
            "{code} mixes no money, points, ratios and counts of different things"
        );
        let how = say!(
            "每处比较和加减的两边都是同一种量",
            "both sides of each comparison, sum and difference are of one kind"
        );
        self.oblige(Subject::Units, code, claim, vec![node.span], Outcome::Proved(how));
    }

    /// Each window hangs on a date that the rule names.
    fn windows(&mut self, about: &str, formulas: &[&Formula]) {
        let found: Vec<(Span, String)> = formulas
            .iter()
            .flat_map(|formula| formula.all())
            .filter_map(|formula| Some((formula.span, self.sources.text(dated(formula)?.span).to_owned())))
            .collect();
        if found.is_empty() {
            return;
        }
        let mut dates: Vec<&str> = found.iter().map(|(_, date)| date.as_str()).collect();
        dates.sort_unstable();
        dates.dedup();
        let dates = dates.join("、");
        let claim = say!("{about} 的每个期限都写明看哪个日期", "each window of {about} names its date");
        let places = found.into_iter().map(|(span, _)| span).collect();
        let how = say!("看的是：{dates}", "it goes by: {dates}");
        self.oblige(Subject::Windows, about, claim, places, Outcome::Proved(how));
    }
}

fn is_division(formula: &Formula) -> bool {
    matches!(formula.kind, FormulaKind::Arithmetic(_, ArithmeticOperator::Divide, _))
}

fn may_be_empty(formula: &Formula) -> bool {
    let FormulaKind::Aggregate(aggregate) = &formula.kind else { return false };
    !matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Sum(_) | AggregateKind::Distinct(_))
}

/// The date or year of a window.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn dated(formula: &Formula) -> Option<&Formula> {
    match &formula.kind {
        FormulaKind::Window(date, _) | FormulaKind::Elapsed(date, _) => Some(date),
        _ => None,
    }
}
