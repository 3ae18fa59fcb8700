//! Breakdowns in parts: each leaf and condition told by itself for certain facts, and a whole put together from them.
//!
//! What a leaf or condition comes to, and every word that is said of it, depends on nothing but the facts it reads, the date,
//! the mode and the track. So what was told once of certain facts is told again, without being worked out, of every
//! applicant with the same.

mod row;
mod sums;

use std::sync::Arc;

use crate::breakdown::{self, ConditionResult, Mode, NodeState, Reason, SheetResult, Total, Verdict};
use crate::eval::concerns;
use crate::eval::estimate::Estimate;
use crate::eval::node::{Scored, Walker};
use crate::eval::probe::{NO_FACTS, Needs};
use crate::eval::show::Shower;
use crate::eval::world::{Slot, World, slot};
use crate::facts::{Entry, Facts};
use crate::plan::{Condition, Method, Node, Plan, Sheet};
use crate::value::{Date, Number};
use sums::Sheets;

/// A leaf as it was told for certain facts.
pub(crate) struct ToldLeaf {
    /// As JSON.
    text: Box<str>,
    /// Where in it the value goes, where that was cut out.
    hole: Option<usize>,
    /// What it brings to the indicators above.
    scored: Scored,
    /// Its score, and as it is written, where it is simply scored.
    plain: Option<(Number, Box<str>)>,
}

/// A leaf as it is told of an applicant.
pub(crate) struct Leaf {
    /// As it was told.
    pub(crate) told: Arc<ToldLeaf>,
    /// The value of this applicant, where that was cut out, as JSON writes it.
    pub(crate) value: Option<String>,
}

impl Leaf {
    fn write(&self, out: &mut String) {
        let text = &self.told.text;
        let (before, after) = text.split_at_checked(self.told.hole.unwrap_or(0)).unwrap_or((text, ""));
        out.push_str(before);
        out.push_str(self.value.as_deref().unwrap_or_default());
        out.push_str(after);
    }
}

/// A condition as it was told for certain facts.
pub(crate) struct ToldCondition {
    /// As JSON.
    pub(crate) text: Box<str>,
    /// What the verdict goes by.
    result: ConditionResult,
}

/// What a leaf or condition reads.
pub(crate) struct Reads {
    needs: Needs,
    /// The facts, by index.
    pub(crate) facts: Vec<usize>,
    /// It is a table over one value.
    pub(crate) table: bool,
}

/// What is told of the applicants of one track, part by part.
pub(crate) struct Parts {
    /// Of the leaves, in the order in which they are scored.
    pub(crate) leaves: Vec<Reads>,
    /// Of the conditions that concern the track, in order.
    pub(crate) conditions: Vec<Reads>,
    /// Of the indicators that have others below them.
    pub(crate) above: Reads,
    /// Every fact that is told.
    pub(crate) facts: Vec<usize>,
    /// The sheets, where only sums stand above the leaves.
    sheets: Option<Sheets>,
}

impl Parts {
    /// The parts for a track; nothing where parts depend on each other, as where a condition reads a score.
    pub(crate) fn of(plan: &Plan, shower: &Shower<'_>, track: Option<usize>) -> Option<Self> {
        if !plan.grades.is_empty() {
            return None;
        }
        let mut above = Needs::default();
        let mut leaves = Vec::new();
        let mut open: Vec<&Node> = roots(plan, track);
        open.reverse();
        while let Some(node) = open.pop() {
            if let Method::Children(children) = &node.method {
                above.add(plan, node.formulas());
                open.extend(children.iter().rev());
            } else {
                let reads = Reads::of(plan, node.formulas(), &node.reads)?;
                leaves.push(Reads { table: row::table(plan, node, &reads).is_some(), ..reads });
            }
        }
        let concerned = plan.conditions.iter().filter(|condition| concerns(condition.track, track));
        let conditions = concerned.map(|condition| {
            let formulas = condition.concerns.iter().chain(&condition.requires).collect();
            Reads::of(plan, formulas, &condition.reads)
        });
        let above = Reads { facts: above.facts(), needs: above, table: false };
        let conditions = conditions.collect::<Option<_>>()?;
        let facts = super::read_facts(plan, track);
        let teller = Teller::new(plan, shower, track, (Date::SAMPLE, Mode::Open), None);
        let sheets = Sheets::of(plan, track, &teller.walker);
        above.stands_alone().then_some(Self { leaves, conditions, above, facts, sheets })
    }

    /// An applicant's parts put together, where every indicator above the leaves is a sum.
    pub(crate) fn whole(&self, plan: &Plan, leaves: &[Leaf], conditions: &[Arc<ToldCondition>]) -> Option<Whole> {
        let conditions = conditions.iter().map(|told| told.result.clone()).collect();
        self.sheets.as_ref()?.whole(plan, leaves, conditions)
    }
}

impl Reads {
    fn of(plan: &Plan, formulas: Vec<&crate::plan::Formula>, named: &[usize]) -> Option<Self> {
        let mut needs = Needs::default();
        needs.add(plan, formulas);
        let mut facts = needs.facts();
        facts.extend(named);
        facts.sort_unstable();
        facts.dedup();
        let reads = Self { needs, facts, table: false };
        reads.stands_alone().then_some(reads)
    }

    fn stands_alone(&self) -> bool {
        !self.needs.reads_scores()
    }
}

/// The indicators that an applicant of a track is scored by, in order.
pub(crate) fn roots(plan: &Plan, track: Option<usize>) -> Vec<&Node> {
    let track = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
    plan.sheets.iter().chain(track).map(|sheet| &sheet.root).chain(&plan.adjustments).collect()
}

/// Tells of one applicant.
pub(crate) struct Teller<'p> {
    walker: Walker<'p, 'p>,
    /// Which facts were put in.
    put: Vec<bool>,
}

/// What is told of an applicant besides the parts.
pub(crate) struct Whole {
    pub(crate) verdict: Verdict,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) total: Total,
    pub(crate) unsubmitted: Vec<String>,
    /// As JSON.
    pub(crate) sheets: String,
    pub(crate) adjustments: String,
}

impl<'p> Teller<'p> {
    pub(crate) fn new(
        plan: &'p Plan,
        shower: &'p Shower<'p>,
        track: Option<usize>,
        (as_of, mode): (Date, Mode),
        facts: Option<&'p Facts>,
    ) -> Self {
        let slots = vec![Slot::One(Estimate::nothing()); plan.facts.len()];
        let walker = Walker {
            known: [].iter(),
            world: World::made_up(plan, track, as_of, slots),
            shower,
            facts: facts.unwrap_or(&NO_FACTS),
            mode,
            unsubmitted: Vec::new(),
            left_to_person: Vec::new(),
        };
        Self { walker, put: vec![false; plan.facts.len()] }
    }

    /// Puts in what a part reads.
    fn prepare(&mut self, reads: &Reads, entry: &mut impl FnMut(usize) -> Option<Entry>) -> Option<()> {
        for fact in &reads.facts {
            let (Some(put), Some(declaration)) = (self.put.get_mut(*fact), self.walker.world.plan.facts.get(*fact))
            else {
                continue;
            };
            if !std::mem::replace(put, true) {
                let entry = entry(*fact)?;
                *self.walker.world.slots.get_mut(*fact)? = slot(declaration, Some(&entry), &declaration.name);
            }
        }
        reads.needs.define(&mut self.walker.world);
        Some(())
    }

    /// Tells a leaf; where its value is given, that is cut out.
    pub(crate) fn leaf(
        &mut self,
        node: &Node,
        reads: &Reads,
        entry: &mut impl FnMut(usize) -> Option<Entry>,
        value: Option<&str>,
    ) -> Option<ToldLeaf> {
        self.prepare(reads, entry)?;
        let mut scored = self.walker.leaf(node);
        self.walker.unsubmitted.clear();
        let (text, hole) = match value {
            Some(value) => row::without_value(&mut scored, value).map(|(text, hole)| (text, Some(hole)))?,
            None => (serde_json::to_string(&scored.node).ok()?, None),
        };
        let said = &mut scored.node;
        [&mut said.basis, &mut said.evidence_asked, &mut said.verification, &mut said.notes, &mut said.facts]
            .into_iter()
            .for_each(Vec::clear);
        said.steps.clear();
        Some(ToldLeaf { text: text.into(), hole, plain: sums::plain(&scored), scored })
    }

    /// Tells a condition.
    pub(crate) fn condition(
        &mut self,
        condition: &Condition,
        reads: &Reads,
        entry: &mut impl FnMut(usize) -> Option<Entry>,
    ) -> Option<ToldCondition> {
        self.prepare(reads, entry)?;
        let mut result = self.walker.condition(condition);
        self.walker.unsubmitted.clear();
        let text = serde_json::to_string(&result).ok()?.into();
        [&mut result.basis, &mut result.evidence_asked, &mut result.verification, &mut result.notes, &mut result.facts]
            .into_iter()
            .for_each(Vec::clear);
        result.operands.clear();
        Some(ToldCondition { text, result })
    }

    /// Puts an applicant's parts together: what is told of the indicators above the leaves, the total and the verdict.
    pub(crate) fn whole(
        &mut self,
        parts: &Parts,
        leaves: &[Leaf],
        conditions: &[Arc<ToldCondition>],
        entry: &mut impl FnMut(usize) -> Option<Entry>,
    ) -> Option<Whole> {
        self.prepare(&parts.above, entry)?;
        let plan = self.walker.world.plan;
        let track = self.walker.world.track;
        let mut told = leaves.iter();
        let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
        let mut sheets = Vec::new();
        for sheet in plan.sheets.iter().chain(own) {
            sheets.push(super::sheet_result(sheet, self.scored(&sheet.root, &mut told)?.node));
        }
        sheets.extend(super::slot_without_track(plan, own.is_some()));
        let adjustments = plan.adjustments.iter().map(|node| Some(self.scored(node, &mut told)?.node));
        let adjustments = adjustments.collect::<Option<Vec<_>>>()?;
        let total = super::total(plan, &sheets, &adjustments);
        let conditions: Vec<ConditionResult> = conditions.iter().map(|told| told.result.clone()).collect();
        let mut unsubmitted = std::mem::take(&mut self.walker.unsubmitted);
        unsubmitted.extend(conditions.iter().filter(|told| told.unsubmitted).map(|told| told.code.clone()));
        let no_track = plan.scheme.slot.is_some() && own.is_none();
        let left_to_person = std::mem::take(&mut self.walker.left_to_person);
        let (verdict, reasons) =
            super::verdict::verdict(&total, &conditions, &sheets, &adjustments, no_track, &left_to_person);
        let [sheets, adjustments] = write(plan, own, (sheets, adjustments), leaves)?;
        Some(Whole { verdict, reasons, total, sheets, adjustments, unsubmitted })
    }

    fn scored(&mut self, node: &Node, told: &mut std::slice::Iter<'_, Leaf>) -> Option<Scored> {
        if let Method::Children(children) = &node.method {
            let scored = children.iter().map(|child| self.scored(child, told)).collect::<Option<Vec<_>>>()?;
            return Some(self.walker.together(node, children, scored));
        }
        let scored = told.next()?.told.scored.clone();
        if scored.node.state == NodeState::Unsubmitted {
            self.walker.unsubmitted.push(node.code.clone());
        }
        Some(scored)
    }
}

/// Sheets and adjustments as JSON: the words of the leaves are those that were told.
fn write(
    plan: &Plan,
    own: Option<&Sheet>,
    (results, adjustments): (Vec<SheetResult>, Vec<breakdown::Node>),
    leaves: &[Leaf],
) -> Option<[String; 2]> {
    let mut told = leaves.iter();
    let mut rules = plan.sheets.iter().chain(own);
    let mut written = [String::from("["), String::from("[")];
    let [sheets, adjusting] = &mut written;
    for (at, mut sheet) in results.into_iter().enumerate() {
        let indicators = std::mem::take(&mut sheet.indicators);
        sheets.push_str(if at > 0 { "," } else { "" });
        sheets.push_str(serde_json::to_string(&sheet).ok()?.strip_suffix("]}")?);
        if let Some(Sheet { root: Node { method: Method::Children(children), .. }, .. }) = rules.next() {
            write_all(children, indicators, &mut told, sheets)?;
        }
        sheets.push_str("]}");
    }
    write_all(&plan.adjustments, adjustments, &mut told, adjusting)?;
    written.iter_mut().for_each(|list| list.push(']'));
    Some(written)
}

/// Writes indicators with what is below them.
fn write_all(
    nodes: &[Node],
    results: Vec<breakdown::Node>,
    told: &mut std::slice::Iter<'_, Leaf>,
    out: &mut String,
) -> Option<()> {
    for (at, (node, mut result)) in nodes.iter().zip(results).enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        match &node.method {
            Method::Children(children) if !children.is_empty() => {
                let below = std::mem::take(&mut result.children);
                out.push_str(serde_json::to_string(&result).ok()?.strip_suffix('}')?);
                out.push_str(",\"children\":[");
                write_all(children, below, told, out)?;
                out.push_str("]}");
            }
            Method::Children(_) => out.push_str(&serde_json::to_string(&result).ok()?),
            Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
                told.next()?.write(out);
            }
        }
    }
    Some(())
}
