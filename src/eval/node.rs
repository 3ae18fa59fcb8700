//! Evaluates indicators: applicability, method, clamps and overrides, from the leaves up.

use std::collections::BTreeSet;

use super::KnownLeaf;
use super::estimate::{Domain, Estimate, Judgement};
use super::formula::Environment;
use super::score::Scorer;
use super::show::Shower;
use super::world::World;
use super::worth::{Worth, range, standing};
use crate::breakdown::{self, AssessmentLine, Mode, NodeState, Standing, Step, Term};
use crate::facts::{Entry, Facts, State, Value};
use crate::plan::{Floor, Formula, Method, Node};
use crate::value::{Number, Range, Rounding, Truth};

/// What a leaf (or a node that stands for its leaves) brings to its parents.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) code: String,
    /// Its points; a range where it stands for leaves that may not apply.
    pub(super) points: Standing,
    pub(super) score: Standing,
    pub(super) applies: Truth,
    /// It stands for leaves some of which do not, or may not, apply.
    pub(super) partial: bool,
    /// 附加: beside the points of the parent, and so of no denominator.
    pub(super) bonus: bool,
}

/// What evaluates indicators.
pub(super) struct Walker<'p, 'f> {
    pub(super) world: World<'p>,
    pub(super) shower: &'p Shower<'p>,
    pub(super) facts: &'f Facts,
    pub(super) mode: Mode,
    /// The leaves that are known already, in the order in which they are scored.
    pub(super) known: std::slice::Iter<'f, Option<KnownLeaf>>,
    /// Codes of what counts as not submitted.
    pub(super) unsubmitted: Vec<String>,
    /// Nodes that were left to a person.
    pub(super) left_to_person: Vec<(String, String)>,
}

/// A node's result, and what it brings upwards.
#[derive(Clone)]
pub(super) struct Scored {
    pub(super) node: breakdown::Node,
    pub(super) shares: Vec<Share>,
}

impl Walker<'_, '_> {
    pub(super) fn node(&mut self, node: &Node) -> Scored {
        let mut scored = match &node.method {
            Method::Children(children) => self.parent(node, children),
            Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
                self.leaf(node)
            }
        };
        scored.node.assessments = self.assessments(&scored.node);
        let missing = scored.node.missing.iter().map(|name| name.as_str().into()).collect();
        let mut score = range(&scored.node.score);
        if scored.node.state == NodeState::MaybeNotApplicable {
            score = score.join(&Range::exactly(Number::zero()));
        }
        let score = Domain::Number(score);
        self.world.scores.insert(node.code.clone(), Estimate { missing, ..Estimate::of(score) });
        scored
    }

    /// A leaf that needs no more scoring.
    fn known_leaf(&mut self, node: &Node, known: &KnownLeaf) -> Scored {
        if known.state == NodeState::Unsubmitted {
            self.unsubmitted.push(node.code.clone());
        }
        let score = Standing::exactly(known.score.clone());
        let applies = Truth::from(known.state != NodeState::NotApplicable);
        let share = Share::of(node, score.clone(), applies);
        Scored { node: self.blank(node, known.state, score), shares: vec![share] }
    }

    pub(super) fn leaf(&mut self, node: &Node) -> Scored {
        if let Some(Some(known)) = self.known.next() {
            return self.known_leaf(node, known);
        }
        let leaf = Leaf::score(self, node);
        let mut worth = leaf.worth;
        let mut state = leaf.state;
        let mut score = standing(&leaf.range);
        let mut applies = leaf.applies;
        let open = score.exact().is_none() || applies == Truth::Unknown;
        if self.mode == Mode::Closed && open && !worth.missing.is_empty() {
            let nothing = self.world.plan.scheme.unsubmitted_counts_nothing;
            let after = Standing::exactly(if nothing { Number::zero() } else { score.low.clone() });
            worth.steps.push(Step::Closed { before: score, after: after.clone() });
            score = after;
            state = NodeState::Unsubmitted;
            applies = Truth::True;
            worth.pending = false;
            worth.awaited = false;
        }
        if state == NodeState::Unsubmitted {
            self.unsubmitted.push(node.code.clone());
        }
        if score.exact().is_some() && applies != Truth::Unknown {
            worth.missing.clear();
        }
        if (worth.pending || worth.awaited) && score.exact().is_none() {
            worth.missing.insert(format!("{}（待评）", node.code).into());
        }
        let share = Share::of(node, score.clone(), applies);
        let mut result = self.blank(node, state, score);
        result.steps = worth.steps;
        result.missing = worth.missing.iter().map(ToString::to_string).collect();
        Scored { node: result, shares: vec![share] }
    }

    fn parent(&mut self, node: &Node, children: &[Node]) -> Scored {
        let scored = children.iter().map(|child| self.node(child)).collect();
        self.together(node, children, scored)
    }

    /// What the children of a node come to together.
    pub(super) fn together(&mut self, node: &Node, children: &[Node], scored: Vec<Scored>) -> Scored {
        let mut shares: Vec<Share> =
            children.iter().zip(&scored).flat_map(|(child, result)| brought(node, child, result)).collect();
        let missing: BTreeSet<String> = scored.iter().flat_map(|child| child.node.missing.clone()).collect();
        let mut steps = Vec::new();
        let mut score = self.sum(node, children, &scored, &mut steps);
        let mut state = NodeState::Scored;
        if let (Some(rescale), true) = (&node.clauses.rescale, shares.iter().any(Share::leaves_out)) {
            let rescaled = super::rescale::rescale(node, rescale, &shares);
            score = rescaled.score;
            steps.push(rescaled.step);
            if rescaled.left_to_person {
                state = NodeState::LeftToPerson;
                self.left_to_person.push((node.code.clone(), node.title.clone()));
            }
            shares = vec![Share::of(node, standing(&score), rescaled.applies)];
            match rescaled.applies {
                Truth::True => {}
                Truth::False => state = NodeState::NotApplicable,
                Truth::Unknown => state = NodeState::MaybeNotApplicable,
            }
        }
        let mut worth =
            Worth { steps, missing: missing.iter().map(|name| name.as_str().into()).collect(), ..Worth::default() };
        let held = self.finish(node, score.clone(), &mut worth);
        let steps = worth.steps.iter();
        let altered = steps.filter(|step| matches!(step, Step::SetTo { .. } | Step::Rounded { .. })).count() > 0;
        if held != score || altered {
            shares = vec![Share::standing_for(node, standing(&held), &shares)];
        }
        let score = standing(&held);
        if worth.unsubmitted {
            state = NodeState::Unsubmitted;
            self.unsubmitted.push(node.code.clone());
        }
        if state == NodeState::Scored && score.exact().is_none() {
            state = NodeState::Open;
        }
        let mut result = self.blank(node, state, score);
        result.missing = if result.score.exact().is_some() {
            Vec::new()
        } else {
            worth.missing.iter().map(ToString::to_string).collect()
        };
        result.steps = worth.steps;
        result.children = scored.into_iter().map(|child| child.node).collect();
        Scored { node: result, shares }
    }

    /// The sum of the children, each with its weight where weights are declared.
    fn sum(&self, node: &Node, children: &[Node], scored: &[Scored], steps: &mut Vec<Step>) -> Range {
        let mut total = Range::exactly(Number::zero());
        let mut terms = Vec::new();
        for (child, result) in children.iter().zip(scored) {
            let applicable = result.node.state != NodeState::NotApplicable;
            if applicable {
                let mut score = range(&result.node.score);
                if result.node.state == NodeState::MaybeNotApplicable {
                    score = score.join(&Range::exactly(Number::zero()));
                }
                total = total.plus(&score.times(&Range::exactly(factor(node, child))));
            }
            let score = applicable.then(|| result.node.score.clone());
            let weight = child.weight.as_ref().map(|_| factor(node, child));
            terms.push(Term { code: child.code.clone(), weight, score });
        }
        steps.push(Step::Sum { terms, score: standing(&total) });
        total
    }

    /// Clamps, overrides and rounding, in this order.
    pub(super) fn finish(&self, node: &Node, score: Range, worth: &mut Worth) -> Range {
        let clauses = &node.clauses;
        let zero = Number::zero();
        let low = match &clauses.floor {
            Floor::Zero => Some(&zero),
            Floor::At(floor) => Some(floor),
            Floor::None => None,
        };
        // Adding and deducting holds its cap before the deductions; any other method is held here.
        let capped = match (&clauses.cap, &node.method) {
            (Some(cap), method) if !matches!(method, Method::Accumulate { .. }) => score.clamped(None, Some(cap)),
            (Some(_) | None, _) => score.clone(),
        };
        if let (Some(cap), true) = (&clauses.cap, capped != score) {
            worth.steps.push(Step::Held {
                bound: "cap".to_owned(),
                at: cap.clone(),
                before: standing(&score),
                after: standing(&capped),
            });
        }
        let score = capped;
        let high = if clauses.no_cap { None } else { Some(&node.points) };
        let mut held = score.clamped(low, high);
        if held != score && !clauses.no_cap {
            worth.steps.push(Step::Held {
                bound: "points".to_owned(),
                at: node.points.clone(),
                before: standing(&score),
                after: standing(&held),
            });
        }
        let environment = Environment::new(&self.world);
        for entry in &clauses.overrides {
            let judged = environment.judge(&entry.when);
            if !judged.truth.possible() {
                continue;
            }
            let points = Range::exactly(entry.points.clone());
            let unsaid = self.mode == Mode::Closed && matches!(node.method, Method::Children(_));
            let either = held.join(&points);
            held = match judged.truth {
                Truth::True => points,
                // After the deadline what was not submitted counts the less of the two; a leaf is closed as a whole.
                Truth::False | Truth::Unknown if unsaid => held.clamped(None, Some(&entry.points)),
                Truth::False | Truth::Unknown => either.clone(),
            };
            if unsaid && judged.truth == Truth::Unknown {
                worth.steps.push(Step::Closed { before: standing(&either), after: standing(&held) });
                worth.unsubmitted = true;
            } else {
                worth.missing.extend(judged.missing);
            }
            let decides = if entry.points.is_zero() { "clear" } else { "set_to" }.to_owned();
            let operand = self.shower.operand(&entry.when, &environment);
            worth.steps.push(Step::Condition { decides, operand });
            worth.steps.push(Step::SetTo { points: standing(&held), rule: self.shower.rule(entry.span) });
        }
        if let Some(places) = clauses.round {
            held = held.map_rising(|number| number.rounded(places, Rounding::HalfUp));
            worth.steps.push(Step::Rounded { places, after: standing(&held) });
        }
        held
    }

    /// A node with what does not depend on its score.
    pub(super) fn blank(&self, node: &Node, state: NodeState, score: Standing) -> breakdown::Node {
        let names = node.reads.iter().filter_map(|fact| self.world.plan.facts.get(*fact));
        breakdown::Node {
            code: node.code.clone(),
            title: node.title.clone(),
            points: node.points.clone(),
            bonus: node.bonus,
            state,
            score,
            basis: node.basis.clone(),
            evidence_asked: node.evidence.clone(),
            evidence_given: self.evidence(&node.reads),
            verification: node.verification.clone(),
            notes: node.notes.clone(),
            origin: self.shower.origin(node.span),
            facts: names.map(|fact| fact.name.clone()).collect(),
            missing: Vec::new(),
            steps: Vec::new(),
            assessments: Vec::new(),
            children: Vec::new(),
        }
    }

    /// The documents that the record names for these facts.
    pub(super) fn evidence(&self, reads: &[usize]) -> Vec<String> {
        let mut found = BTreeSet::new();
        for entry in reads.iter().filter_map(|fact| self.facts.entries.get(*fact)) {
            evidence_of(entry, &mut found);
        }
        found.into_iter().collect()
    }

    fn assessments(&self, node: &breakdown::Node) -> Vec<AssessmentLine> {
        let mut lines: Vec<AssessmentLine> = self
            .world
            .assessments
            .iter()
            .filter(|score| score.indicator == node.code)
            .map(|score| AssessmentLine {
                given: score.clone(),
                difference: node.score.exact().map(|computed| score.score.minus(computed)),
            })
            .collect();
        lines.sort_by_key(|line| line.given.layer);
        lines
    }
}

fn evidence_of(entry: &Entry, found: &mut BTreeSet<String>) {
    found.extend(entry.provenance.iter().flat_map(|provenance| provenance.evidence.iter().cloned()));
    if let State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows)) = &entry.state {
        for row in rows {
            found.extend(row.provenance.iter().flat_map(|provenance| provenance.evidence.iter().cloned()));
            row.fields.iter().for_each(|field| evidence_of(field, found));
        }
    }
}

impl Share {
    fn of(node: &Node, score: Standing, applies: Truth) -> Self {
        let points = Standing::exactly(node.points.clone());
        Self { code: node.code.clone(), points, score, applies, partial: false, bonus: node.bonus }
    }

    /// Whether some of it does not, or may not, count among the points.
    pub(super) fn leaves_out(&self) -> bool {
        !self.bonus && (self.applies != Truth::True || self.partial)
    }

    /// The share of a node that stands for its leaves: of its points, those that apply.
    fn standing_for(node: &Node, score: Standing, shares: &[Self]) -> Self {
        let counted = || shares.iter().filter(|share| !share.bonus);
        let sum = |least: bool| {
            let there = counted().filter(|share| share.applies == Truth::True || (!least && share.applies.possible()));
            let points = there.map(|share| if least { &share.points.low } else { &share.points.high });
            points.fold(Number::zero(), |sum, points| sum.plus(points))
        };
        let (every, some) = (|truth: Truth| counted().all(|share| share.applies == truth), counted().count() > 0);
        let applies = match (every(Truth::False) && some, counted().any(|share| share.applies == Truth::True)) {
            (true, _) => Truth::False,
            (false, true) => Truth::True,
            (false, false) => {
                if some {
                    Truth::Unknown
                } else {
                    Truth::True
                }
            }
        };
        let points = Standing { low: sum(true), high: sum(false) };
        let partial = counted().any(Self::leaves_out);
        Self { code: node.code.clone(), points, score, applies, partial, bonus: node.bonus }
    }
}

/// What one of the child's points counts in the parent: by its weight, where it has one.
fn factor(parent: &Node, child: &Node) -> Number {
    let weighed = |weight: &Number| weight.times(&parent.points).over(&child.points).unwrap_or_else(Number::zero);
    child.weight.as_ref().map_or_else(Number::one, weighed)
}

/// What a child's leaves bring to the parent, in the parent's points.
fn brought(parent: &Node, child: &Node, scored: &Scored) -> Vec<Share> {
    let factor = Range::exactly(factor(parent, child));
    let weighed = |before: &Standing| match child.weight {
        Some(_) => standing(&range(before).times(&factor)),
        None => before.clone(),
    };
    let counted = |share: &Share| Share {
        code: share.code.clone(),
        points: weighed(&share.points),
        score: weighed(&share.score),
        bonus: share.bonus || child.bonus,
        ..*share
    };
    scored.shares.iter().map(counted).collect()
}

/// A leaf on its way.
pub(super) struct Leaf {
    pub(super) worth: Worth,
    pub(super) range: Range,
    state: NodeState,
    pub(super) applies: Truth,
}

impl Leaf {
    pub(super) fn score(walker: &Walker<'_, '_>, node: &Node) -> Self {
        let environment = Environment::new(&walker.world);
        let scorer = Scorer { environment: environment.clone(), shower: walker.shower, code: &node.code };
        let mut steps = Vec::new();
        let mut decide = |formulas: Vec<&Formula>, decides: &str| {
            let mut any = Judgement::known(false);
            for formula in formulas {
                let judged = environment.judge(formula);
                if judged.truth.possible() {
                    let operand = walker.shower.operand(formula, &environment);
                    steps.push(Step::Condition { decides: decides.to_owned(), operand });
                }
                any = any.or(judged);
            }
            any
        };
        let clauses = &node.clauses;
        let of_kind = |full: bool| {
            clauses
                .not_applicable
                .iter()
                .filter(move |(_, counts)| *counts == full)
                .map(|(formula, _)| formula)
                .collect()
        };
        let absent = decide(of_kind(false), "not_applicable");
        let exempt = decide(of_kind(true), "exempt");
        let unsubmitted = decide(clauses.unsubmitted.iter().collect(), "unsubmitted");
        let mut worth = Worth::default();
        let decided = absent.truth == Truth::True || exempt.truth == Truth::True || unsubmitted.truth == Truth::True;
        if !decided {
            worth = scorer.method(&node.method, clauses, &node.points);
            worth = scorer.said(worth, clauses);
        }
        let mut all = steps;
        all.append(&mut worth.steps);
        worth.steps = all;
        let scored = (!decided).then(|| {
            let range = without_absence(&mut worth, &node.points);
            walker.finish(node, range, &mut worth)
        });
        Self::settle(node, worth, scored, [absent, exempt, unsubmitted])
    }

    /// Puts together what the clauses decided and what the method came to.
    fn settle(
        node: &Node,
        mut worth: Worth,
        scored: Option<Range>,
        [absent, exempt, unsubmitted]: [Judgement; 3],
    ) -> Self {
        let nothing = Range::exactly(Number::zero());
        worth.missing.extend(absent.missing.into_iter().chain(exempt.missing).chain(unsubmitted.missing));
        let only_absent = worth.only_absent();
        let overruled = exempt.truth.possible() || unsubmitted.truth.possible();
        let applies = match (absent.truth, worth.not_applicable) {
            (Truth::True, _) => Truth::False,
            (_, true) if scored.is_some() && only_absent && !overruled => Truth::False,
            (Truth::Unknown, _) | (Truth::False, true) => Truth::Unknown,
            (Truth::False, false) => Truth::True,
        };
        // What the leaf scores where it applies; a method that is only not applicable adds nothing to that.
        let mut range = scored.filter(|_| !only_absent);
        let either = |known: Option<Range>, more: Range| Some(known.map_or(more.clone(), |known| known.join(&more)));
        match unsubmitted.truth {
            Truth::True => {
                range = Some(nothing.clone());
                worth.unsubmitted = true;
            }
            Truth::Unknown => range = either(range, nothing.clone()),
            Truth::False => {}
        }
        let full = Range::exactly(node.points.clone());
        match exempt.truth {
            Truth::True => range = Some(full),
            Truth::Unknown => range = either(range, full),
            Truth::False => {}
        }
        let range = range.filter(|_| applies != Truth::False).unwrap_or(nothing);
        let exact = range.exact().is_some();
        let state = match applies {
            Truth::False => NodeState::NotApplicable,
            Truth::Unknown => NodeState::MaybeNotApplicable,
            Truth::True if !exact && (worth.pending || worth.awaited) => NodeState::Pending,
            Truth::True if !exact => NodeState::Open,
            Truth::True if worth.unsubmitted && exempt.truth != Truth::True => NodeState::Unsubmitted,
            Truth::True if worth.default => NodeState::Default,
            Truth::True => NodeState::Scored,
        };
        Self { worth, range, state, applies }
    }
}

/// The points, up to the most there are, without its not being applicable, which is told apart by the share.
fn without_absence(worth: &mut Worth, most: &Number) -> Range {
    let scored = worth.points.is_some() || worth.pending || worth.no_value || worth.zero_division || worth.unsubmitted;
    let absent = worth.not_applicable;
    worth.not_applicable = absent && !scored;
    let range = worth.bounded(most);
    worth.not_applicable = absent;
    range
}
