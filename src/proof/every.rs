//! `每个 … 均 …` holds of an empty list too: a rule says what no record means.

use super::Prover;
use crate::diagnostic::{Diagnostic, say};
use crate::document::FactState;
use crate::plan::{Cell, Formula, FormulaKind, ListReference, Method, Node, ScoreKind};

/// The lists that are known to hold a record.
type Filled = Vec<ListReference>;

impl Prover<'_> {
    /// Warns of `每个` over lists that may be empty where the rule does not speak of that.
    pub(super) fn every(&mut self) {
        let plan = self.plan;
        for condition in &plan.conditions {
            condition.requires.iter().for_each(|formula| self.every_in(formula, &Vec::new()));
        }
        for node in plan.nodes() {
            self.every_of(node);
        }
    }

    fn every_of(&mut self, node: &Node) {
        let mut filled = Filled::new();
        for (formula, _) in &node.clauses.not_applicable {
            filled.extend(emptied(formula));
        }
        match &node.method {
            // Rows further down are looked at where those above do not hold.
            Method::Score(score) => {
                let ScoreKind::Bands(bands) = &score.kind else { return };
                for cell in bands.rows.iter().flat_map(|row| &row.cells) {
                    if let Cell::Condition(condition) = cell {
                        self.every_in(condition, &filled);
                        filled.extend(emptied(condition));
                    }
                }
            }
            Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } => {
                node.method.formulas().into_iter().for_each(|formula| self.every_in(formula, &filled));
            }
            Method::Children(_) | Method::Broken => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn every_in(&mut self, formula: &Formula, filled: &Filled) {
        match &formula.kind {
            FormulaKind::And(parts) | FormulaKind::Or(parts) => {
                let both = matches!(formula.kind, FormulaKind::And(_));
                let mut known = filled.clone();
                known.extend(parts.iter().filter_map(|part| if both { held(part) } else { emptied(part) }));
                parts.iter().for_each(|part| self.every_in(part, &known));
            }
            FormulaKind::Every(list @ ListReference::Fact(fact), _) if !filled.contains(list) => {
                let name = self.plan.facts.get(*fact).map_or("", |fact| fact.name.as_str());
                let message = say!(
                    "“{name}”一条也没有时，“每个 {name} 均 …”也算成立",
                    "where there is no record of “{name}”, 每个 {name} 均 … holds as well"
                );
                let found = Diagnostic::warning("W1020", formula.span, message);
                let written = self.sources.text(formula.span);
                let wanted = format!("(有 {name} 且 ({written}))");
                let meant = format!("(无 {name} 或 ({written}))");
                self.report(
                    found
                        .replace(
                            say!(
                                "一条也没有不算成立的，写成：{wanted}",
                                "where that should not hold: {wanted}",
                                wanted = &wanted
                            ),
                            formula.span,
                            wanted.clone(),
                        )
                        .replace(
                            say!(
                                "一条也没有也算成立的，写明：{meant}",
                                "where it should, say so: {meant}",
                                meant = &meant
                            ),
                            formula.span,
                            meant.clone(),
                        ),
                );
            }
            _ => {}
        }
    }
}

/// The list that holds a record where this holds.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn held(formula: &Formula) -> Option<ListReference> {
    match &formula.kind {
        FormulaKind::Exists(list, _) => Some(*list),
        _ => None,
    }
}

/// The list that holds a record where this does not hold.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn emptied(formula: &Formula) -> Option<ListReference> {
    match &formula.kind {
        FormulaKind::Not(inner) => match &inner.kind {
            FormulaKind::Exists(list, None) => Some(*list),
            _ => None,
        },
        FormulaKind::State(subject, FactState::NoRecord) => match subject.kind {
            FormulaKind::Fact(fact) => Some(ListReference::Fact(fact)),
            _ => None,
        },
        _ => None,
    }
}
