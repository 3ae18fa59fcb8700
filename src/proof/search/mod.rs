//! Looks for a record that reaches goals: from the goal backwards, over the plan, until the evaluator says that it is there.
//!
//! A bounded depth-first search: each goal is taken apart into ways that lead to it, each way sets facts and adds records;
//! where one leads nowhere, everything it did is taken back. The evaluator looks at the half-made record all the time: what
//! it finds true there is true however the rest of the record is filled in.

mod beside;
mod candidate;
mod changes;
mod complete;
mod day;
mod demand;
mod event;
mod goal;
mod grow;
mod holds;
mod listed;
mod met;
mod number;
mod score;
mod sketch;
mod step;
mod task;
mod value;
mod witness;

use std::rc::Rc;

use crate::eval::{At, Domain, ListAt, Needs};
use crate::facts::Facts;
use crate::plan::{Formula, Node, Plan};
use crate::proof::Witness;
use crate::value::{Date, Number, Range};
use met::is_met;
use sketch::Sketch;
use task::{Deed, Task, Way, What};

pub(crate) use changes::Changes;
pub(crate) use demand::Contradiction;
pub(crate) use event::{cap_of, floor_of};
pub(crate) use goal::{Goal, hits};
pub(crate) use grow::{Aim, Best, full};
pub(crate) use number::leaves_of;
pub(crate) use witness::{shown, witness};

/// How many goals are taken apart before a search gives up.
const MOST_STEPS: usize = 1200;
/// How many goals a search takes apart in all before it gives up early: what is hard may take long only a few times.
const MOST_IN_ALL: usize = 12_000;
/// How many it may still take apart for each record after that.
const FEWEST_STEPS: usize = 150;
/// How many goals may wait for each other.
const MOST_DEPTH: usize = 400;
/// How often goals that came undone are reached again.
const MOST_ROUNDS: usize = 6;

/// Looks for records.
pub(crate) struct Search<'p> {
    sketch: Sketch<'p>,
    steps: usize,
    /// How many this search may take.
    most: usize,
    /// How many were taken beyond what every search may take.
    spent: usize,
    depth: usize,
    /// What the goals read that were reached before.
    all_needs: Option<Needs>,
}

/// Goals that wait, the next one first.
type Agenda<'p> = Option<Rc<Waiting<'p>>>;

struct Waiting<'p> {
    task: Task<'p>,
    rest: Agenda<'p>,
}

impl<'p> Search<'p> {
    /// A search over the records that a plan allows on a date.
    pub(crate) fn new(plan: &'p Plan, as_of: Date) -> Self {
        Self { sketch: Sketch::new(plan, as_of), steps: 0, most: MOST_STEPS, spent: 0, depth: 0, all_needs: None }
    }

    /// What is set in a record that reaches all goals, and nothing more, of the facts given.
    pub(crate) fn example(&mut self, track: Option<usize>, goals: &[Goal<'p>], reads: &[usize]) -> Option<Witness> {
        let mark = self.sketch.mark();
        let found = self.reach(track, goals).then(|| witness(self.sketch.plan, self.sketch.entries(), reads));
        self.sketch.undo(mark);
        found
    }

    /// A whole record that reaches all goals, with everything else filled in.
    pub(crate) fn record(&mut self, track: Option<usize>, goals: &[Goal<'p>]) -> Option<Facts> {
        let mark = self.sketch.mark();
        let found = self.reach(track, goals).then(|| self.completed(track));
        self.sketch.undo(mark);
        found
    }

    /// Extends the record on its way until the goals are reached; where they are not, it is as before.
    pub(super) fn reach(&mut self, track: Option<usize>, goals: &[Goal<'p>]) -> bool {
        let mark = self.sketch.mark();
        self.sketch.probe.set_track(track);
        self.sketch.look_at(self.needs(goals));
        let mut tasks = Vec::new();
        let stated = goals.iter().all(|goal| self.state(goal, &[], &mut tasks));
        self.begin();
        self.all_needs = None;
        let reached = stated && self.settle(&tasks, &tasks, 0);
        if !reached {
            self.sketch.undo(mark);
        }
        reached
    }

    /// The same for one goal; those reached before, over the same lists, are kept.
    pub(super) fn reach_too(&mut self, track: Option<usize>, goal: &Goal<'p>, kept: &[Goal<'p>]) -> bool {
        let mark = self.sketch.mark();
        self.sketch.probe.set_track(track);
        self.sketch.look_at(self.needs(std::slice::from_ref(goal)));
        // The others are looked at when this one is there.
        self.all_needs = Some(self.needs(kept));
        let (mut open, mut all) = (Vec::new(), Vec::new());
        let stated = self.state(goal, &[], &mut open) && kept.iter().all(|goal| self.state(goal, &[], &mut all));
        all.extend(open.iter().cloned());
        self.begin();
        let reached = stated && self.settle(&open, &all, 0);
        if !reached {
            self.sketch.undo(mark);
        }
        reached
    }

    /// What was spent in vain leaves less for what comes.
    fn begin(&mut self) {
        self.spent = self.spent.saturating_add(self.steps.saturating_sub(FEWEST_STEPS));
        self.most = MOST_STEPS.min(MOST_IN_ALL.saturating_sub(self.spent)).max(FEWEST_STEPS);
        self.steps = 0;
    }

    fn needs(&self, goals: &[Goal<'p>]) -> Needs {
        let mut formulas = Vec::new();
        goals.iter().for_each(|goal| goal.formulas(&mut formulas));
        let mut needs = Needs::default();
        needs.add(self.sketch.plan, formulas);
        needs
    }

    /// The goal as a task; records that it speaks of are added.
    fn state(&mut self, goal: &Goal<'p>, rows: &[At], tasks: &mut Vec<Task<'p>>) -> bool {
        match goal {
            Goal::OfRecord(list, goals) => {
                let added = ListAt::of(*list, rows).and_then(|list| self.sketch.add_row(list));
                let Some(at) = added else { return false };
                let rows: Vec<At> = rows.iter().copied().chain([at]).collect();
                goals.iter().all(|goal| self.state(goal, &rows, tasks))
            }
            Goal::All(goals) => goals.iter().all(|goal| self.state(goal, rows, tasks)),
            Goal::One(what, code) => {
                tasks.push(Task::new(what.clone(), rows, code));
                true
            }
        }
    }

    /// Reaches the tasks, and then those of `all` that came undone meanwhile.
    fn settle(&mut self, open: &[Task<'p>], all: &[Task<'p>], round: usize) -> bool {
        let agenda = open.iter().rev().fold(None, |rest, task| Some(Rc::new(Waiting { task: task.clone(), rest })));
        self.solve(agenda, all, round)
    }

    fn solve(&mut self, agenda: Agenda<'p>, all: &[Task<'p>], round: usize) -> bool {
        let Some(waiting) = agenda else { return self.finish(all, round) };
        if self.is_met(&waiting.task) {
            return self.solve(waiting.rest.clone(), all, round);
        }
        self.steps = self.steps.saturating_add(1);
        if self.steps > self.most || self.depth > MOST_DEPTH {
            return false;
        }
        self.depth = self.depth.saturating_add(1);
        let found = self.ways(&waiting.task).into_iter().any(|way| self.take(way, &waiting.rest, all, round));
        self.depth = self.depth.saturating_sub(1);
        found
    }

    /// Goes one way.
    fn take(&mut self, way: Way<'p>, rest: &Agenda<'p>, all: &[Task<'p>], round: usize) -> bool {
        if self.steps > self.most {
            return false;
        }
        let mark = self.sketch.mark();
        let tasks = way.tasks;
        let done = way.deeds.into_iter().all(|deed| self.perform(deed));
        let agenda = tasks.into_iter().rev().fold(rest.clone(), |rest, task| Some(Rc::new(Waiting { task, rest })));
        let found = done && self.solve(agenda, all, round);
        if !found {
            self.sketch.undo(mark);
        }
        found
    }

    fn perform(&mut self, deed: Deed<'p>) -> bool {
        match deed {
            Deed::Set(place, state) => self.sketch.set(place, state),
            Deed::AddRow(list) => self.sketch.add_row(list).is_some(),
            Deed::AddEvidence(at) => self.sketch.add_evidence(at),
            Deed::Assess(code, score) => self.sketch.assess(code, score),
        }
    }

    /// Every task was reached once; those that came undone since are reached again.
    fn finish(&mut self, all: &[Task<'p>], round: usize) -> bool {
        if let Some(needs) = self.all_needs.take() {
            self.sketch.look_at_more(&needs);
        }
        let open: Vec<Task<'p>> = all.iter().filter(|task| !self.is_met(task)).cloned().collect();
        if open.is_empty() {
            return true;
        }
        round < MOST_ROUNDS && self.settle(&open, all, round.saturating_add(1))
    }

    /// Whether the evaluator says that a task is reached, however the rest of the record is filled in.
    fn is_met(&mut self, task: &Task<'p>) -> bool {
        is_met(self.sketch.ready(), &task.what, &task.rows, task.code)
    }

    /// The number that a formula surely is.
    fn exactly(&mut self, formula: &'p Formula, rows: &[At]) -> Option<Number> {
        let estimate = self.sketch.estimate(formula, rows);
        match &estimate.domain {
            Domain::Number(range) if !estimate.may_lack_value() => range.exact().cloned(),
            Domain::Number(_)
            | Domain::Nothing
            | Domain::Truth(_)
            | Domain::Date(_)
            | Domain::Year(_)
            | Domain::Month(_)
            | Domain::Period(_)
            | Domain::Interval(_)
            | Domain::Text(_)
            | Domain::Choice(_)
            | Domain::Choices(_) => None,
        }
    }

    /// The ways that lead to a task.
    fn ways(&mut self, task: &Task<'p>) -> Vec<Way<'p>> {
        match &task.what {
            What::Holds(formula, wanted) => self.holds(formula, *wanted, task),
            What::Is(formula, want) => self.is(formula, want, task),
            What::Compared(left, operator, right) => self.compare(left, *operator, right, true, task),
            What::Bounded(subject, bound) => self.in_range(subject, bound, true, task),
            What::Taken(bands, row) => self.taken(bands, *row, task),
            What::Scores(score, range) => self.scores(score, range, task),
            What::Method(node, method, range) => self.method(node, method, range, task),
            What::Entry(node, entry, range) => self.entry(node, entry, range, task),
            What::Counts(_, each, range) => self.counts(each, range, task),
            What::Refused(_, each) => self.refused(each, task),
            What::Leaf(node, range) => self.ways_to_leaf(node, range, true, task),
            What::Unclamped(node, range) => self.ways_to_leaf(node, range, false, task),
            What::Met(condition, met) => Self::met(condition, *met, task),
            What::Concerns(condition, concerned) => Self::concerns(condition, *concerned, task),
            What::Applies(node, true) => vec![Way::of(event::applying(node, task))],
            What::Applies(node, false) => event::absent(node, task),
            What::Beside(subject, operator, mark, margin) => {
                self.beside(subject, *operator, mark, margin.as_ref(), task)
            }
            What::Happens(node, each, event) => self.happens(node, each, *event, task),
            What::Decides(node, number) => self.decides(node, *number, task),
            What::Held(node, hold) => event::held(node, *hold, task),
            What::Lacks(node, divided) => event::lacks(node, *divided, task),
            What::Total(..) => Vec::new(),
        }
    }

    /// A record that brings a leaf into a range, before its clauses hold it; and what it then comes to.
    pub(crate) fn unclamped(
        &mut self,
        node: &'p Node,
        track: Option<usize>,
        range: Range,
        highest: bool,
    ) -> Option<(Facts, Number)> {
        let mark = self.sketch.mark();
        let reached = self.reach(track, &[Goal::unclamped(node, range)]);
        let found = reached.then(|| self.sketch.ready().unclamped(node));
        let found = found.and_then(|before| {
            let end = if highest { before.high } else { before.low };
            Some((self.completed(track), end?.number))
        });
        self.sketch.undo(mark);
        found
    }
}
