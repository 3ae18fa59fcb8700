//! Dead rules: points that only applicants could have whom a condition refuses.

use super::Prover;
use super::apart::{Demand, contradict, demand, demand_of_cell};
use super::event::literals;
use crate::breakdown::ConditionSort;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{Condition, Entry, Formula, FormulaKind, Method, Node, Row, Score, ScoreKind};
use crate::source::Span;
use crate::value::Number;

/// What a condition demands, where that is written, and the condition's code.
type Gate<'p> = (Demand, Span, &'p str);

impl<'p> Prover<'p> {
    /// Warns of points that a gate keeps everyone from.
    pub(super) fn gated(&mut self) {
        for (root, track) in self.plan.roots() {
            let gates = self.gates(track);
            for node in root.tree() {
                self.behind(node, &gates);
            }
        }
    }

    /// What everyone must meet who is scored by the sheets of a track.
    fn gates(&self, track: Option<usize>) -> Vec<Gate<'p>> {
        let plan = self.plan;
        let concerned = |condition: &&Condition| {
            let gate = matches!(condition.sort, ConditionSort::Requirement | ConditionSort::Veto);
            gate && condition.concerns.is_empty() && (condition.track.is_none() || condition.track == track)
        };
        let mut gates = Vec::new();
        for condition in plan.conditions.iter().filter(concerned) {
            for required in &condition.requires {
                let mut asked = Vec::new();
                literals(plan, required, true, &mut asked);
                let demands = asked.into_iter().filter_map(|literal| demand(plan, literal));
                gates.extend(demands.map(|demand| (demand, required.span, condition.code.as_str())));
            }
        }
        gates
    }

    fn behind(&mut self, node: &'p Node, gates: &[Gate<'p>]) {
        match &node.method {
            Method::Score(score) => self.score_behind(score, gates),
            Method::Award(score, when) => {
                self.score_behind(score, gates);
                when.iter().for_each(|when| self.condition_behind(when, score, gates));
            }
            Method::Accumulate { entries, .. } => {
                for entry in entries {
                    if let Entry::Add(score, when) = entry {
                        self.score_behind(score, gates);
                        when.iter().for_each(|when| self.condition_behind(when, score, gates));
                    }
                }
            }
            Method::Children(_) | Method::Best { .. } | Method::Broken => {}
        }
    }

    fn score_behind(&mut self, score: &'p Score, gates: &[Gate<'p>]) {
        let ScoreKind::Bands(bands) = &score.kind else { return };
        for row in bands.rows.iter().filter(|row| gives(&row.score)) {
            if let ([subject], Row { cells, .. }) = (bands.subjects.as_slice(), row)
                && let [cell] = cells.as_slice()
                && let Some(asked) = demand_of_cell(self.plan, subject, cell)
            {
                self.refused(&[asked], row.span, gates);
            }
        }
    }

    fn condition_behind(&mut self, when: &'p Formula, score: &Score, gates: &[Gate<'p>]) {
        let mut asked = Vec::new();
        literals(self.plan, when, true, &mut asked);
        let asked: Vec<Demand> = asked.into_iter().filter_map(|literal| demand(self.plan, literal)).collect();
        if gives(score) {
            self.refused(&asked, when.span, gates);
        }
    }

    fn refused(&mut self, asked: &[Demand], span: Span, gates: &[Gate<'p>]) {
        let against = |gate: &&Gate<'p>| asked.iter().any(|asked| contradict(asked, &gate.0));
        let Some((_, gate, code)) = gates.iter().find(against) else { return };
        let message = say!(
            "能得这里的分的，都被 {code} 拒在门外：没有人得得到",
            "whoever could have these points is refused by {code}: nobody gets them"
        );
        let help = say!(
            "删去这里的分（或写 0 分）；是门槛写错了的，改门槛",
            "take the points away (or write 0 分); where the condition is wrong, mend that"
        );
        let warning = Diagnostic::warning("W1012", span, message);
        self.report(warning.and(*gate, say!("这里要求的", "asked for here")).help(help));
    }
}

/// Whether a score may be more than nothing.
fn gives(score: &Score) -> bool {
    match &score.kind {
        ScoreKind::Amount(Formula { kind: FormulaKind::Number(number), .. }) => *number > Number::zero(),
        ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => false,
        ScoreKind::Amount(_)
        | ScoreKind::Steps(_)
        | ScoreKind::Linear { .. }
        | ScoreKind::Ratio { .. }
        | ScoreKind::Bands(_)
        | ScoreKind::Assessed { .. } => true,
    }
}
