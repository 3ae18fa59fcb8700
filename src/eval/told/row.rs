//! Leaves that are tables over one value: what is said of them is the same for all values in a row, but for the value.

use super::{Reads, Teller};
use crate::breakdown::Step;
use crate::eval::estimate::Domain;
use crate::eval::formula::Environment;
use crate::eval::node::Scored;
use crate::eval::score::{Scorer, count_steps};
use crate::eval::show::shown;
use crate::facts::Entry;
use crate::plan::{Bands, Cell, FormulaKind, Kind, Method, Node, Plan, ScoreKind, Type};
use crate::value::Truth;

/// What stands where the value goes, until it is cut out.
const HOLE: &str = "\u{E000}";

/// The table of a leaf of which nothing but the row, the steps in it and the value are told.
pub(super) fn table<'p>(plan: &Plan, node: &'p Node, reads: &Reads) -> Option<&'p Bands> {
    let clauses = &node.clauses;
    let Method::Score(score) = &node.method else { return None };
    let ScoreKind::Bands(bands) = &score.kind else { return None };
    let [subject] = bands.subjects.as_slice() else { return None };
    let said = !clauses.not_applicable.is_empty() || !clauses.unsubmitted.is_empty() || !clauses.overrides.is_empty();
    // The records of a list are told each by itself.
    let mut facts = reads.facts.iter().filter_map(|fact| plan.facts.get(*fact));
    let listed = facts.any(|fact| matches!(fact.kind, Kind::List(_)));
    let plain = |kind: &ScoreKind| match kind {
        ScoreKind::Amount(formula) => matches!(formula.kind, FormulaKind::Number(_)),
        ScoreKind::Steps(steps) => steps.subject.span == subject.span && matches!(subject.of, Type::Quantity(_)),
        ScoreKind::Linear { .. }
        | ScoreKind::Ratio { .. }
        | ScoreKind::Bands(_)
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => false,
    };
    let mut rows = bands.rows.iter();
    let by_value =
        rows.all(|row| matches!(row.cells.as_slice(), [Cell::Bound(_) | Cell::Other]) && plain(&row.score.kind));
    (by_value && !said && !listed).then_some(bands)
}

impl Teller<'_> {
    /// The row that a value takes, with the steps in it, as a key, and the value as it is told; nothing where it is not known.
    pub(crate) fn row(
        &mut self,
        node: &Node,
        reads: &Reads,
        entry: &mut impl FnMut(usize) -> Option<Entry>,
        key: &mut Vec<u8>,
    ) -> Option<String> {
        let bands = table(self.walker.world.plan, node, reads)?;
        let [subject] = bands.subjects.as_slice() else { return None };
        self.prepare(reads, entry)?;
        let environment = Environment::new(&self.walker.world);
        let value = environment.estimate(subject);
        if !value.is_known() {
            return None;
        }
        let scorer = Scorer { environment, shower: self.walker.shower, code: &node.code };
        let taken = |cell: &Cell| scorer.cell(cell, Some(&value)).truth == Truth::True;
        let (at, row) = bands.rows.iter().enumerate().find(|(_, row)| row.cells.iter().all(taken))?;
        key.clear();
        key.extend_from_slice(&at.to_le_bytes());
        if let (ScoreKind::Steps(steps), Domain::Number(range)) = (&row.score.kind, &value.domain) {
            key.extend_from_slice(count_steps(range, steps).exact()?.to_string().as_bytes());
        }
        Some(shown(&value, &subject.of))
    }
}

/// The words of a leaf with its value cut out, and where that stood.
pub(super) fn without_value(scored: &mut Scored, value: &str) -> Option<(String, usize)> {
    match scored.node.steps.first_mut() {
        Some(Step::Value { value: told, parts, .. }) if told == value && parts.is_empty() => HOLE.clone_into(told),
        Some(_) | None => return None,
    }
    let text = serde_json::to_string(&scored.node).ok()?;
    let (before, after) = text.split_once(HOLE)?;
    (!after.contains(HOLE)).then(|| (format!("{before}{after}"), before.len()))
}
