//! A world that is still being made up: what a formula, a table or a leaf comes to while facts are put in and taken back.
//!
//! What was not put in is unknown, but a list holds only the records that were put in.

mod mark;
mod occurrence;

use std::collections::BTreeSet;

pub(crate) use mark::Mark;
pub(crate) use occurrence::Hold;

use super::condition::meets;
use super::estimate::{Domain, Estimate};
use super::formula::Environment;
use super::judge::{compare, in_bound};
use super::node::{Leaf, Walker};
use super::score::Scorer;
use super::show::SILENT;
use super::world::{Records, RowValues, Slot, World, row_values, slot};
use super::worth::Worth;
use crate::breakdown::{Mode, NodeState};
use crate::document::Comparison;
use crate::facts::{AssessedScore, Entry, Facts, Row, State};
use crate::plan::{
    Bands, Clauses, Condition, Each, Entry as Addend, FactDeclaration, Formula, FormulaKind, ListReference, Method,
    Node, Plan, RowBound, Score,
};
use crate::value::{Date, Number, Range, Truth};

/// Nothing at all is said.
pub(super) static NO_FACTS: Facts =
    Facts { entries: Vec::new(), track: None, assessments: Vec::new(), notices: Vec::new() };

/// A record of a list: of a fact, or of a field of such a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum At {
    /// Fact and number of the record, from 0.
    Outer(usize, usize),
    /// The same, then the field that is a list, and the number of its record.
    Inner(usize, usize, usize, usize),
}

/// A list: a fact, or a field of one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ListAt {
    /// A fact.
    Fact(usize),
    /// Fact, number of the record, field.
    Field(usize, usize, usize),
}

impl ListAt {
    /// The list that a formula speaks of in the records given, outermost first.
    pub(crate) fn of(list: ListReference, rows: &[At]) -> Option<Self> {
        match list {
            ListReference::Fact(fact) => Some(Self::Fact(fact)),
            ListReference::Field { depth, index, .. } => match rows.iter().rev().nth(depth)? {
                At::Outer(fact, row) => Some(Self::Field(*fact, *row, index)),
                At::Inner(..) => None,
            },
        }
    }

    /// The record of this list with a number.
    pub(crate) fn row(self, number: usize) -> At {
        match self {
            Self::Fact(fact) => At::Outer(fact, number),
            Self::Field(fact, row, field) => At::Inner(fact, row, field, number),
        }
    }
}

/// A fact, or a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The fact with this index.
    Fact(usize),
    /// The field with this index.
    Field(At, usize),
}

/// What formulas read besides facts: definitions in their order, and scores.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Definitions at the top level.
    definitions: BTreeSet<usize>,
    /// Groups of definitions over records: index in the plan.
    groups: BTreeSet<usize>,
    /// Codes of indicators.
    scores: BTreeSet<String>,
    /// 总分
    total: bool,
    /// The facts themselves.
    facts: BTreeSet<usize>,
}

/// What a leaf comes to.
#[derive(Clone, Debug)]
pub(crate) struct Reached {
    /// Its score.
    pub(crate) score: Range,
    /// Whether it applies.
    pub(crate) applies: Truth,
    /// It is a score: neither pending, nor not submitted, nor without a value.
    pub(crate) scored: bool,
}

/// A world that is still being made up.
pub(crate) struct Probe<'p> {
    walker: Walker<'p, 'p>,
    /// What was needed when the definitions were last computed, and whether a fact has changed since.
    stale: bool,
}

impl<'p> Probe<'p> {
    /// A world of which nothing is known but that its lists are empty.
    pub(crate) fn new(plan: &'p Plan, as_of: Date, track: Option<usize>) -> Self {
        let mut slots: Vec<Slot> = plan.facts.iter().map(|declaration| slot(declaration, None, "")).collect();
        slots.iter_mut().for_each(close);
        Self::with(plan, as_of, track, slots)
    }

    /// A world of which nothing at all is known: what holds in it holds for every record.
    pub(crate) fn of_anyone(plan: &'p Plan, as_of: Date, track: Option<usize>) -> Self {
        let slots = plan.facts.iter().map(|declaration| slot(declaration, None, "")).collect();
        Self::with(plan, as_of, track, slots)
    }

    /// The world of one record, to be looked at and changed fact by fact.
    pub(crate) fn of_facts(plan: &'p Plan, as_of: Date, track: Option<usize>, facts: &'p Facts) -> Self {
        Self::over(World::new(plan, facts, track, as_of), facts)
    }

    /// The same, where only what is prepared is computed.
    pub(crate) fn of_part(plan: &'p Plan, as_of: Date, track: Option<usize>, facts: &'p Facts) -> Self {
        let entries = facts.entries.iter().map(Some).chain(std::iter::repeat(None));
        let slots = plan.facts.iter().zip(entries).map(|(declaration, entry)| slot(declaration, entry, ""));
        let mut world = World::made_up(plan, track, as_of, slots.collect());
        world.assessments = std::borrow::Cow::Borrowed(&facts.assessments);
        Self::over(world, facts)
    }

    fn with(plan: &'p Plan, as_of: Date, track: Option<usize>, slots: Vec<Slot>) -> Self {
        Self::over(World::made_up(plan, track, as_of, slots), &NO_FACTS)
    }

    fn over(world: World<'p>, facts: &'p Facts) -> Self {
        let (mode, unsubmitted, left_to_person) = (Mode::Open, Vec::new(), Vec::new());
        let known = [].iter();
        let walker = Walker { world, shower: &SILENT, facts, mode, known, unsubmitted, left_to_person };
        Self { walker, stale: true }
    }

    /// The world of an applicant of another track.
    pub(crate) fn set_track(&mut self, track: Option<usize>) {
        self.walker.world.track = track;
        self.stale = true;
    }

    /// Says what a fact or field is.
    pub(crate) fn put(&mut self, place: Place, declaration: &FactDeclaration, state: &State) {
        self.stale = true;
        let mut value = of_state(declaration, state);
        close(&mut value);
        let slot = match place {
            Place::Fact(fact) => self.walker.world.slots.get_mut(fact),
            Place::Field(at, field) => self.row_mut(at).and_then(|row| row.slots.get_mut(field)),
        };
        if let Some(slot) = slot {
            *slot = value;
        }
    }

    /// Says what a fact is as a record does: a list that is not submitted may hold anything.
    pub(crate) fn put_entry(&mut self, fact: usize, entry: &Entry) {
        self.stale = true;
        let declaration = self.walker.world.plan.facts.get(fact);
        if let (Some(declaration), Some(place)) = (declaration, self.walker.world.slots.get_mut(fact)) {
            *place = slot(declaration, Some(entry), &declaration.name);
        }
    }

    /// Leaves open what a fact is: what it is now, or any other value within its range; a list may hold further records.
    pub(crate) fn open(&mut self, fact: usize, entry: &Entry) {
        self.put_entry(fact, entry);
        let Some(declaration) = self.walker.world.plan.facts.get(fact) else { return };
        let Some(place) = self.walker.world.slots.get_mut(fact) else { return };
        match place {
            Slot::One(estimate) => {
                if let Slot::One(any) = slot(declaration, None, &declaration.name) {
                    *estimate = Estimate { not_applicable: estimate.not_applicable, ..any };
                }
            }
            Slot::List(records) => open_list(declaration, records),
        }
    }

    /// Adds a record to a list, nothing being known of it.
    pub(crate) fn add_row(&mut self, list: ListAt, fields: &[FactDeclaration], row: &Row) {
        self.stale = true;
        let Some(records) = self.records_mut(list) else { return };
        let number = records.rows.len().saturating_add(1);
        let mut values = row_values(fields, row, number, "");
        values.slots.iter_mut().for_each(close);
        records.rows.push(values);
    }

    /// Takes the last record of a list back.
    pub(crate) fn drop_row(&mut self, list: ListAt) {
        self.stale = true;
        if let Some(records) = self.records_mut(list) {
            records.rows.pop();
        }
    }

    /// Says that a record carries evidence, or does not.
    pub(crate) fn put_evidence(&mut self, at: At, carried: bool) {
        self.stale = true;
        if let Some(row) = self.row_mut(at) {
            row.evidence = Estimate::of(Domain::Truth(Truth::from(carried)));
        }
    }

    /// Lets a person give a score.
    pub(crate) fn add_assessment(&mut self, score: AssessedScore) {
        self.stale = true;
        self.walker.world.assessments.to_mut().push(score);
    }

    /// Takes the last score that a person gave back.
    pub(crate) fn drop_assessment(&mut self) {
        self.stale = true;
        self.walker.world.assessments.to_mut().pop();
    }

    /// Computes what formulas read besides facts, where something has changed.
    pub(crate) fn prepare(&mut self, needs: &Needs) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        self.walker.world.redefine(&needs.definitions, &needs.groups);
        let plan = self.walker.world.plan;
        let track = self.walker.world.track.and_then(|track| plan.tracks.get(track));
        let roots: Vec<&Node> =
            plan.sheets.iter().chain(track.map(|track| &track.sheet)).map(|sheet| &sheet.root).collect();
        if !needs.scores.is_empty() {
            for root in &roots {
                self.score_named(root, &needs.scores);
            }
        }
        if needs.total {
            self.walker.world.total = Some(super::whole(plan, &mut self.walker).2.published);
        }
    }

    /// Scores the named indicators in a tree.
    fn score_named(&mut self, node: &Node, codes: &BTreeSet<String>) {
        if codes.contains(&node.code) {
            self.walker.node(node);
        } else if let Method::Children(children) = &node.method {
            children.iter().for_each(|child| self.score_named(child, codes));
        }
    }

    /// Everything has to be computed anew, because other formulas are looked at.
    pub(crate) fn forget(&mut self) {
        self.stale = true;
    }

    /// What a formula comes to in the records given, outermost first.
    pub(crate) fn estimate(&self, formula: &Formula, rows: &[At]) -> Estimate {
        self.environment(rows).map_or_else(Estimate::nothing, |environment| environment.estimate(formula))
    }

    /// Whether a condition holds.
    pub(crate) fn truth(&self, formula: &Formula, rows: &[At]) -> Truth {
        self.environment(rows).map_or(Truth::False, |environment| environment.judge(formula).truth)
    }

    /// Whether a condition holds of a record of a list of which nothing is known.
    pub(crate) fn truth_of_any(&self, formula: &Formula, fact: usize) -> Truth {
        let any = self.records(ListAt::Fact(fact)).and_then(|records| records.open.as_deref());
        let environment = Environment::new(&self.walker.world);
        any.map_or(Truth::Unknown, |row| environment.within(row).judge(formula).truth)
    }

    /// Whether a comparison holds.
    pub(crate) fn compared(&self, left: &Formula, operator: Comparison, right: &Formula, rows: &[At]) -> Truth {
        compare(&self.estimate(left, rows), operator, &self.estimate(right, rows)).truth
    }

    /// Whether a value lies within bounds.
    pub(crate) fn bounded(&self, subject: &Formula, bound: &RowBound, rows: &[At]) -> Truth {
        in_bound(&self.estimate(subject, rows), bound).truth
    }

    /// Whether it is this row of a table that applies.
    pub(crate) fn taken(&self, bands: &Bands, wanted: usize, rows: &[At]) -> Truth {
        let Some(scorer) = self.scorer("", rows) else { return Truth::False };
        let subjects: Vec<Estimate> =
            bands.subjects.iter().map(|subject| scorer.environment.estimate(subject)).collect();
        let mut rest = Truth::True;
        for (index, row) in bands.rows.iter().enumerate() {
            let matched = scorer.matches(row, &subjects).truth;
            if index == wanted {
                return rest.and(matched);
            }
            rest = rest.and(matched.not());
        }
        Truth::False
    }

    /// The points of a score, where it is sure that it has points.
    pub(crate) fn points(&self, score: &Score, code: &str, rows: &[At]) -> Option<Range> {
        surely(self.scorer(code, rows)?.score(score))
    }

    /// The points of a method before the clauses of its indicator hold it.
    pub(crate) fn method(&self, method: &Method, node: &Node) -> Option<Range> {
        let scorer = self.scorer(&node.code, &[])?;
        surely(scorer.said(scorer.method(method, &node.clauses, &node.points), &node.clauses))
    }

    /// What one entry of adding and deducting brings to the sum.
    pub(crate) fn contribution(&self, entry: &Addend, node: &Node) -> Range {
        let scorer = self.scorer(&node.code, &[]);
        scorer.map_or_else(Range::all, |scorer| scorer.contribution(entry, &node.clauses, &node.points))
    }

    /// Whether a record counts where each record of its list is gone through, and the points that it brings by itself.
    pub(crate) fn counts(&self, each: &Each, node: &Node, rows: &[At]) -> Option<(Truth, Range)> {
        let (at, outer) = rows.split_last()?;
        let row = self.row(*at)?;
        Some(self.scorer(&node.code, outer)?.counted(each, row, &node.clauses, &node.points))
    }

    /// What a leaf comes to.
    pub(crate) fn leaf(&self, node: &Node) -> Reached {
        let leaf = Leaf::score(&self.walker, node);
        let otherwise = leaf.worth.pending || leaf.worth.awaited || leaf.worth.unsubmitted;
        let lacking = leaf.worth.no_value || leaf.worth.zero_division;
        Reached { score: leaf.range, applies: leaf.applies, scored: !otherwise && !lacking }
    }

    /// What an indicator with all below it brings to its parent; nothing where it does not apply.
    pub(crate) fn brings(&mut self, node: &Node) -> Range {
        self.forget_notes();
        let result = self.walker.node(node).node;
        let score = super::worth::range(&result.score);
        let nothing = Range::exactly(Number::zero());
        match result.state {
            NodeState::NotApplicable => nothing,
            NodeState::MaybeNotApplicable => score.join(&nothing),
            NodeState::Scored
            | NodeState::Default
            | NodeState::Open
            | NodeState::Pending
            | NodeState::Unsubmitted
            | NodeState::LeftToPerson => score,
        }
    }

    /// What is noted on the way of one applicant is of no use here, and must not pile up.
    fn forget_notes(&mut self) {
        self.walker.unsubmitted.clear();
        self.walker.left_to_person.clear();
    }

    /// What a leaf comes to before the clauses that hold it.
    pub(crate) fn unclamped(&self, node: &Node) -> Range {
        let Some(scorer) = self.scorer(&node.code, &[]) else { return Range::all() };
        let unclamped = Clauses { floor: crate::plan::Floor::None, cap: None, ..node.clauses.clone() };
        let worth = scorer.said(scorer.method(&node.method, &unclamped, &node.points), &unclamped);
        worth.bounded(&node.points)
    }

    /// The scores of an indicator and of all below it.
    pub(crate) fn all_scores<'n>(&mut self, node: &'n Node) -> Vec<(&'n Node, Range)> {
        self.walker.node(node);
        self.scored(node)
    }

    /// The scores of an indicator and of all below it, where they were worked out already.
    pub(crate) fn scored<'n>(&self, node: &'n Node) -> Vec<(&'n Node, Range)> {
        let mut found = Vec::new();
        self.scores_below(node, &mut found);
        found
    }

    fn scores_below<'n>(&self, node: &'n Node, found: &mut Vec<(&'n Node, Range)>) {
        found.extend(self.walker.world.scores.get(&node.code).map(|score| (node, score.range())));
        if let Method::Children(children) = &node.method {
            children.iter().for_each(|child| self.scores_below(child, found));
        }
    }

    /// The total as published.
    pub(crate) fn total(&mut self) -> Range {
        let total = super::whole(self.walker.world.plan, &mut self.walker).2.published;
        Range::closed(total.low, total.high)
    }

    /// The total before it is rounded for publication.
    pub(crate) fn exact_total(&mut self) -> Range {
        let total = super::whole(self.walker.world.plan, &mut self.walker).2.exact;
        Range::closed(total.low, total.high)
    }

    /// Whether a condition of the scheme is met: it does not concern the applicant, or what it asks for holds.
    pub(crate) fn met(&self, condition: &Condition) -> Truth {
        let environment = Environment::new(&self.walker.world);
        meets(condition, &environment).1.truth
    }

    fn scorer<'w>(&'w self, code: &'w str, rows: &[At]) -> Option<Scorer<'w>> {
        Some(Scorer { environment: self.environment(rows)?, shower: &SILENT, code })
    }

    fn environment(&self, rows: &[At]) -> Option<Environment<'_>> {
        let mut environment = Environment::new(&self.walker.world);
        for at in rows {
            environment.rows.push(self.row(*at)?);
        }
        Some(environment)
    }

    /// How many records a list has.
    pub(crate) fn length(&self, list: ListAt) -> usize {
        self.records(list).map_or(0, |records| records.rows.len())
    }

    fn records(&self, list: ListAt) -> Option<&Records> {
        let slot = match list {
            ListAt::Fact(fact) => self.walker.world.slots.get(fact),
            ListAt::Field(fact, row, field) => self.row(At::Outer(fact, row))?.slots.get(field),
        };
        if let Slot::List(records) = slot? { Some(records) } else { None }
    }

    fn row(&self, at: At) -> Option<&RowValues> {
        match at {
            At::Outer(fact, number) => self.records(ListAt::Fact(fact))?.rows.get(number),
            At::Inner(fact, row, field, number) => self.records(ListAt::Field(fact, row, field))?.rows.get(number),
        }
    }

    fn records_mut(&mut self, list: ListAt) -> Option<&mut Records> {
        let slot = match list {
            ListAt::Fact(fact) => self.walker.world.slots.get_mut(fact),
            ListAt::Field(fact, row, field) => self.row_mut(At::Outer(fact, row))?.slots.get_mut(field),
        };
        if let Slot::List(records) = slot? { Some(records) } else { None }
    }

    fn row_mut(&mut self, at: At) -> Option<&mut RowValues> {
        match at {
            At::Outer(fact, number) => self.records_mut(ListAt::Fact(fact))?.rows.get_mut(number),
            At::Inner(fact, row, field, number) => {
                self.records_mut(ListAt::Field(fact, row, field))?.rows.get_mut(number)
            }
        }
    }
}

/// The list may hold further records, of which nothing is known.
fn open_list(declaration: &FactDeclaration, records: &mut Records) {
    if let Slot::List(any) = slot(declaration, None, &declaration.name) {
        records.open = any.open;
        records.missing = any.missing;
    }
}

/// A list holds what was put in, and nothing is noted as missing.
fn close(slot: &mut Slot) {
    match slot {
        Slot::One(estimate) => estimate.missing.clear(),
        Slot::List(records) => {
            records.open = None;
            records.none = false;
            records.not_applicable = false;
            records.missing.clear();
        }
    }
}

fn of_state(declaration: &FactDeclaration, state: &State) -> Slot {
    let entry = crate::facts::Entry { state: state.clone(), provenance: None };
    slot(declaration, Some(&entry), "")
}

/// The points where nothing else is possible.
fn surely(worth: Worth) -> Option<Range> {
    let otherwise = worth.pending || worth.awaited || worth.unsubmitted || worth.not_applicable;
    if otherwise || worth.no_value || worth.zero_division { None } else { worth.points }
}

impl Needs {
    /// What these formulas read besides facts.
    pub(crate) fn of<'f>(plan: &'f Plan, formulas: impl IntoIterator<Item = &'f Formula>) -> Self {
        let mut needs = Self::default();
        needs.add(plan, formulas.into_iter().collect());
        needs
    }

    /// Adds what others read.
    pub(crate) fn join(&mut self, other: &Self) {
        self.definitions.extend(&other.definitions);
        self.groups.extend(&other.groups);
        self.scores.extend(other.scores.iter().cloned());
        self.facts.extend(&other.facts);
        self.total |= other.total;
    }

    /// Whether scores of indicators are read, or the total.
    pub(super) fn reads_scores(&self) -> bool {
        self.total || !self.scores.is_empty()
    }

    /// Computes the definitions that are read.
    pub(super) fn define(&self, world: &mut World<'_>) {
        world.redefine(&self.definitions, &self.groups);
    }

    /// The facts that are read.
    pub(crate) fn facts(&self) -> Vec<usize> {
        self.facts.iter().copied().collect()
    }

    /// Adds what an indicator and all below it read.
    pub(crate) fn add_all(&mut self, plan: &Plan, node: &Node) {
        let mut open = Vec::new();
        below(node, &mut open);
        self.add(plan, open);
    }

    /// Adds every definition, used or not.
    pub(crate) fn add_every_definition(&mut self, plan: &Plan) {
        self.definitions.extend(0..plan.definitions.len());
        self.groups.extend(0..plan.row_definitions.len());
    }

    /// Adds what the total reads.
    pub(crate) fn add_total(&mut self, plan: &Plan) {
        roots(plan).for_each(|root| self.add_all(plan, root));
    }

    /// Adds what these formulas read.
    pub(crate) fn add<'f>(&mut self, plan: &'f Plan, mut open: Vec<&'f Formula>) {
        while let Some(formula) = open.pop() {
            if let Some(ListReference::Fact(fact)) = formula.list() {
                self.facts.insert(fact);
            }
            self.note(plan, formula, &mut open);
            formula.each_part(&mut |part| open.push(part));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn note<'f>(&mut self, plan: &'f Plan, formula: &Formula, open: &mut Vec<&'f Formula>) {
        match &formula.kind {
            FormulaKind::Fact(fact) => {
                self.facts.insert(*fact);
            }
            FormulaKind::Definition(index) if self.definitions.insert(*index) => {
                open.extend(plan.definitions.get(*index).map(|definition| &definition.formula));
            }
            FormulaKind::Field { index, list, .. } => {
                let defined = *index >= plan.extents().fields(*list).len();
                let mut groups = plan.row_definitions.iter();
                if let Some(group) =
                    defined.then(|| groups.position(|group| (group.fact, group.field) == *list)).flatten()
                    && self.groups.insert(group)
                {
                    let group = plan.row_definitions.get(group).into_iter();
                    open.extend(group.flat_map(|group| &group.definitions).map(|(_, formula)| formula));
                }
            }
            FormulaKind::ScoreOf(code) if self.scores.insert(code.clone()) => {
                roots(plan).filter_map(|root| named(root, code)).for_each(|node| below(node, open));
            }
            FormulaKind::Total if !std::mem::replace(&mut self.total, true) => {
                roots(plan).for_each(|root| below(root, open));
            }
            _ => {}
        }
    }
}

/// Every sheet, of the scheme and of its tracks, and what is added to the total or deducted from it.
fn roots(plan: &Plan) -> impl Iterator<Item = &Node> {
    let own = plan.tracks.iter().map(|track| &track.sheet.root);
    plan.sheets.iter().map(|sheet| &sheet.root).chain(own).chain(&plan.adjustments)
}

/// The indicator with a code in a tree.
fn named<'f>(node: &'f Node, code: &str) -> Option<&'f Node> {
    if node.code == code {
        return Some(node);
    }
    let Method::Children(children) = &node.method else { return None };
    children.iter().find_map(|child| named(child, code))
}

/// The formulas of an indicator and of all below it.
fn below<'f>(node: &'f Node, open: &mut Vec<&'f Formula>) {
    open.extend(node.formulas());
    if let Method::Children(children) = &node.method {
        children.iter().for_each(|child| below(child, open));
    }
}
