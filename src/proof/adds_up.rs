//! Children make their parents, sheets the scheme: each sum is noted with its arithmetic.
//!
//! The checker refuses sums that are wrong before anything is proved; here each is worked out once more.

use super::{Outcome, Prover, Subject};
use crate::diagnostic::{Message, say};
use crate::plan::{Method, Node, Sheet};
use crate::source::Span;
use crate::value::Number;

impl Prover<'_> {
    /// Points, weights and counts of indicators, and the shares of the sheets.
    pub(super) fn adds_up(&mut self) {
        let plan = self.plan;
        self.shares();
        for sheet in plan.sheets.iter().chain(plan.tracks.iter().map(|track| &track.sheet)) {
            self.levels(sheet);
            for node in sheet.root.tree() {
                if let Method::Children(children) = &node.method {
                    self.of_parent(node, children);
                }
            }
        }
    }

    fn of_parent(&mut self, node: &Node, children: &[Node]) {
        let counted: Vec<&Node> = children.iter().filter(|child| !child.bonus).collect();
        let weights: Vec<&Number> = counted.iter().filter_map(|child| child.weight.as_ref()).collect();
        let (code, points) = (&node.code, &node.points);
        let places = std::iter::once(node.span).chain(children.iter().map(|child| child.span)).collect();
        if weights.is_empty() {
            let claim = say!("{code} 的下级分值合计 {points} 分", "the points of the children of {code} make {points}");
            let terms: Vec<&Number> = counted.iter().map(|child| &child.points).collect();
            self.sum(code, claim, &terms, points, places);
        } else {
            let claim = say!("{code} 的下级权重合计 100%", "the weights of the children of {code} make 100%");
            self.sum(code, claim, &weights, &Number::one(), places);
        }
    }

    fn sum(&mut self, about: &str, claim: Message, terms: &[&Number], wanted: &Number, places: Vec<Span>) {
        let found = terms.iter().fold(Number::zero(), |sum, term| sum.plus(term));
        let shown = terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let arithmetic = say!("{shown} = {found}", "{shown} = {found}");
        let outcome = if found == *wanted { Outcome::Proved(arithmetic) } else { Outcome::Refuted(arithmetic, None) };
        self.oblige(Subject::AddsUp, about, claim, places, outcome);
    }

    /// How many indicators there are at each level, where the scheme asks for it.
    fn levels(&mut self, sheet: &Sheet) {
        let Some(wanted) = &sheet.levels else { return };
        let mut found: Vec<u32> = Vec::new();
        let mut open: Vec<(&Node, usize)> = vec![(&sheet.root, 0)];
        while let Some((node, depth)) = open.pop() {
            let Method::Children(children) = &node.method else { continue };
            if found.len() <= depth {
                found.resize(depth.saturating_add(1), 0);
            }
            if let Some(count) = found.get_mut(depth) {
                *count = count.saturating_add(u32::try_from(children.len()).unwrap_or(u32::MAX));
            }
            open.extend(children.iter().map(|child| (child, depth.saturating_add(1))));
        }
        let shown = |counts: &[u32]| counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ");
        let (code, want, have) = (&sheet.root.code, shown(wanted), shown(&found));
        let claim = say!("{code} 各级指标数为 {want}", "{code} has {want} indicators, level by level");
        let counted = say!("数得 {have}", "counted: {have}");
        let outcome = if found == *wanted { Outcome::Proved(counted) } else { Outcome::Refuted(counted, None) };
        self.oblige(Subject::AddsUp, code, claim, vec![sheet.root.span], outcome);
    }

    /// The shares of the sheets and of the slot are a whole.
    fn shares(&mut self) {
        let plan = self.plan;
        let slot = plan.scheme.slot.as_ref().map(|slot| &slot.share);
        let shares: Vec<&Number> = plan.sheets.iter().map(|sheet| &sheet.share).chain(slot).collect();
        let places: Vec<Span> = plan.sheets.iter().map(|sheet| sheet.root.span).collect();
        let claim = say!("各指标表所占的份额合计为一", "the shares of the sheets make a whole");
        self.sum(&plan.scheme.id, claim, &shares, &Number::one(), places);
    }
}
