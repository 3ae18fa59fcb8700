//! Collects what there is to try out in a plan.

mod boundary;
mod condition;
mod each;
mod formula;
mod indicator;
mod score;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::target::{Subject, Target, TargetKind};
use crate::diagnostic::Message;
use crate::plan::{Extents, Formula, ListReference, Plan, RowDefinitions, Type};
use crate::proof::reach::{Reached, Reacher, reaches};
use crate::proof::search::Goal;
use crate::source::{Sources, Span};
use crate::value::Range;

/// What every indicator can come to, by its code and track.
type Scores = BTreeMap<String, Range>;

/// What there is to try out in a plan, in the order of the rules.
pub(crate) fn subjects<'p>(plan: &'p Plan, sources: &Sources) -> Vec<Subject<'p>> {
    let reached = reaches(plan);
    let scores: Scores = reached.iter().map(|one| (one.node.code.clone(), one.held.clone())).collect();
    let extents = Extents { scores: Some(&scores), ..plan.extents() };
    let reacher = Reacher { extents };
    let mut collector =
        Collector { plan, sources, reacher, reached: &reached, found: Vec::new(), seen: BTreeSet::new() };
    collector.everything();
    let mut found = collector.found;
    found.retain(|subject| !subject.targets.is_empty());
    told_apart(&mut found);
    found
}

/// Goes through the rules; `'a` is as long as what every indicator can come to is at hand.
struct Collector<'a, 'p> {
    plan: &'p Plan,
    sources: &'a Sources,
    reacher: Reacher<'a>,
    reached: &'a [Reached<'p>],
    found: Vec<Subject<'p>>,
    /// Boundaries of the subject that were met before.
    seen: BTreeSet<String>,
}

impl<'p> Collector<'_, 'p> {
    fn everything(&mut self) {
        let plan = self.plan;
        plan.conditions.iter().for_each(|condition| self.condition(condition));
        for definition in &plan.definitions {
            self.definition(
                &definition.name,
                &definition.formula,
                definition.track,
                Context::of(Vec::new()),
                definition.span,
            );
        }
        plan.row_definitions.iter().for_each(|rows| self.row_definitions(rows));
        for (root, track) in plan.roots() {
            root.tree().into_iter().for_each(|node| self.indicator(node, track));
        }
        plan.grades.iter().for_each(|grade| self.grade(grade));
        self.pass_mark();
    }

    /// What follows belongs to this.
    fn begin(&mut self, code: &str, title: &str, track: Option<usize>) {
        let (code, title) = (code.to_owned(), title.to_owned());
        self.found.push(Subject { code, title, track, targets: Vec::new() });
        self.seen.clear();
    }

    /// Something to try out.
    fn add(&mut self, kind: TargetKind, what: Message, place: Span, goal: Goal<'p>) {
        let Some(subject) = self.found.last_mut() else { return };
        let name = format!("{} {}", subject.code, what.zh);
        subject.targets.push(Target { kind, name, what, place, goal });
    }

    fn definition(&mut self, name: &str, formula: &'p Formula, track: Option<usize>, context: Context<'p>, span: Span) {
        self.begin(&format!("定义 {name}"), "", track);
        if formula.of == Type::Truth {
            self.either(formula, &context, span);
        }
        self.formula(formula, &context);
    }

    fn row_definitions(&mut self, rows: &'p RowDefinitions) {
        let outer = Context::of(Vec::new()).within(ListReference::Fact(rows.fact));
        let context = match rows.field {
            None => outer,
            Some(index) => outer.within(ListReference::Field { depth: 0, index, of: rows.fact }),
        };
        let track = self.plan.facts.get(rows.fact).and_then(|fact| fact.track);
        for (name, formula) in &rows.definitions {
            self.definition(name, formula, track, context.clone(), formula.span);
        }
    }
}

/// Gives those of one name a number each, so that a name means one target.
fn told_apart(subjects: &mut [Subject<'_>]) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for target in subjects.iter_mut().flat_map(|subject| &mut subject.targets) {
        let count = known.entry(target.name.clone()).or_default();
        *count = count.saturating_add(1);
        if *count > 1 {
            target.name = format!("{} #{count}", target.name);
        }
    }
}
