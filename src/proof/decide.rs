//! Conditions decide something: each can hold, and each can fail.

use super::Prover;
use super::obligation::{Outcome, Subject};
use super::search::{Goal, Search, shown};
use super::words::one_line;
use crate::diagnostic::{Diagnostic, say};
use crate::eval::{Needs, Probe};
use crate::plan::{Condition, Each, Entry, Formula, FormulaKind, ListReference, Method, Node};
use crate::source::Span;
use crate::value::Truth;

/// A condition, and whose it is.
struct Decision<'p> {
    formula: &'p Formula,
    /// The code of the indicator or condition, or the name of the scale.
    about: &'p str,
    /// The list of whose records it is asked.
    of: Option<ListReference>,
    track: Option<usize>,
    /// Where the condition stands that it belongs to.
    condition: Option<Span>,
}

impl<'p> Prover<'p> {
    /// Whether every condition can hold and can fail.
    pub(super) fn decisions(&mut self) {
        let plan = self.plan;
        let mut search = Search::new(plan, self.as_of);
        for (track, decisions) in self.by_track() {
            let mut anyone = Probe::of_anyone(plan, self.as_of, track);
            anyone.prepare(&Needs::of(plan, decisions.iter().map(|decision| decision.formula)));
            for decision in &decisions {
                self.decides(decision, &anyone, &mut search);
            }
        }
    }

    /// All that is decided by conditions: for everyone first, then for each track.
    fn by_track(&self) -> Vec<(Option<usize>, Vec<Decision<'p>>)> {
        let plan = self.plan;
        let tracks = [None].into_iter().chain((0..plan.tracks.len()).map(Some));
        let of_track = |track: Option<usize>| {
            let mut found = Vec::new();
            for condition in plan.conditions.iter().filter(|condition| condition.track == track) {
                of_condition(condition, &mut found);
            }
            for (root, _) in plan.roots().into_iter().filter(|(_, own)| *own == track) {
                root.tree().into_iter().for_each(|node| of_node(node, track, &mut found));
            }
            for grade in plan.grades.iter().filter(|grade| grade.track == track) {
                let limits = grade.limits.iter().map(|limit| &limit.when);
                found.extend(limits.map(|formula| Decision {
                    formula,
                    about: &grade.name,
                    of: None,
                    track,
                    condition: None,
                }));
            }
            (track, found)
        };
        tracks.map(of_track).collect()
    }

    /// Whether one condition can hold and can fail.
    fn decides(&mut self, decision: &Decision<'p>, anyone: &Probe<'p>, search: &mut Search<'p>) {
        let Decision { formula, about, of, condition, .. } = decision;
        let rule = one_line(self.sources, formula.span);
        let truth = match of {
            None => anyone.truth(formula, &[]),
            Some(ListReference::Fact(fact)) => anyone.truth_of_any(formula, *fact),
            Some(ListReference::Field { .. }) => Truth::Unknown,
        };
        let outcome = match truth {
            Truth::Unknown => self.both_ways(decision, search),
            Truth::True | Truth::False => self.constantly((formula, condition), about, &rule, truth),
        };
        let claim = say!("{about} 的「{rule}」可能成立，也可能不成立", "“{rule}” of {about} can hold and can fail");
        self.oblige(Subject::Decides, about, claim, vec![formula.span], outcome);
    }

    /// Says that a condition decides nothing.
    fn constantly(
        &mut self,
        (formula, condition): (&Formula, &Option<Span>),
        about: &str,
        rule: &str,
        truth: Truth,
    ) -> Outcome {
        if let FormulaKind::Truth(_) = formula.kind {
            // A plain yes or no is meant.
            return Outcome::Proved(say!("写的就是定值", "a constant is what was written"));
        }
        // That nobody passes because of it has been said already.
        let said = self.diagnostics.iter().any(|found| found.code == "E0621" && Some(found.span()) == *condition);
        if truth == Truth::True {
            let message = say!(
                "{about} 的「{rule}」怎么填都成立，不起作用",
                "“{rule}” of {about} holds whatever the record says: it decides nothing"
            );
            let help = say!(
                "核对数字和单位；确要人人符合的，删去这个条件",
                "check the number and its unit; where everyone is meant, leave the condition out"
            );
            if !said {
                self.report(Diagnostic::warning("W0620", formula.span, message).help(help));
            }
            return Outcome::Refuted(say!("怎么填都成立", "it holds whatever the record says"), None);
        }
        let message = say!(
            "{about} 的「{rule}」怎么填都不成立，永远用不上",
            "“{rule}” of {about} holds for no record: it is never used"
        );
        let help = say!(
            "核对数字和单位，以及各事实声明的范围",
            "check the number and its unit, and the declared ranges of the facts"
        );
        if !said {
            self.report(Diagnostic::warning("W0621", formula.span, message).help(help));
        }
        Outcome::Refuted(say!("怎么填都不成立", "it holds for no record"), None)
    }

    /// Looks for a record in which it holds, and for one in which it fails.
    fn both_ways(&self, decision: &Decision<'p>, search: &mut Search<'p>) -> Outcome {
        let reads = Needs::of(self.plan, [decision.formula]).facts();
        let reads: Vec<usize> = match decision.of {
            Some(ListReference::Fact(fact)) => reads.into_iter().chain([fact]).collect(),
            Some(ListReference::Field { .. }) | None => reads,
        };
        let mut found = |holds: bool| {
            let goal = Goal::holds(decision.formula, holds);
            let goal = match decision.of {
                None => goal,
                Some(list) => Goal::OfRecord(list, vec![goal]),
            };
            search.example(decision.track, &[goal], &reads).map(|witness| shown(&witness))
        };
        match (found(true), found(false)) {
            (Some(holds), Some(fails)) => {
                Outcome::Proved(say!("成立：{holds}；不成立：{fails}", "it holds with {holds}; it fails with {fails}"))
            }
            (None, _) => Outcome::NotProved(say!("没有找到使它成立的申报", "no record was found in which it holds")),
            (Some(_), None) => {
                Outcome::NotProved(say!("没有找到使它不成立的申报", "no record was found in which it fails"))
            }
        }
    }
}

fn of_condition<'p>(condition: &'p Condition, found: &mut Vec<Decision<'p>>) {
    let (about, track) = (condition.code.as_str(), condition.track);
    let formulas = condition.concerns.iter().chain(&condition.requires);
    let condition = Some(condition.span);
    found.extend(formulas.map(|formula| Decision { formula, about, of: None, track, condition }));
}

/// The conditions of an indicator's clauses and of its method.
fn of_node<'p>(node: &'p Node, track: Option<usize>, found: &mut Vec<Decision<'p>>) {
    let about = node.code.as_str();
    let decision = |formula| Decision { formula, about, of: None, track, condition: None };
    let clauses = &node.clauses;
    found.extend(clauses.not_applicable.iter().map(|(formula, _)| decision(formula)));
    found.extend(clauses.unsubmitted.iter().map(decision));
    found.extend(clauses.overrides.iter().map(|entry| decision(&entry.when)));
    of_method(&node.method, about, track, found);
}

fn of_method<'p>(method: &'p Method, about: &'p str, track: Option<usize>, found: &mut Vec<Decision<'p>>) {
    let decision = |formula| Decision { formula, about, of: None, track, condition: None };
    match method {
        Method::Children(_) | Method::Score(_) | Method::Award(_, None) | Method::Broken => {}
        Method::Award(_, Some(when)) => found.push(decision(when)),
        Method::Best { methods, .. } => methods.iter().for_each(|method| of_method(method, about, track, found)),
        Method::Accumulate { entries, .. } => {
            for entry in entries {
                match entry {
                    Entry::Start(_) | Entry::Cap(_) | Entry::Count(_) => {}
                    Entry::Add(_, when) | Entry::Deduct(_, when) => found.extend(when.iter().map(decision)),
                    Entry::Checklist { items, .. } => found.extend(items.iter().map(decision)),
                    Entry::Each(each) => of_each(each, about, track, found),
                }
            }
        }
    }
}

/// What is asked of each record of a list.
fn of_each<'p>(each: &'p Each, about: &'p str, track: Option<usize>, found: &mut Vec<Decision<'p>>) {
    let factors = each.factors.iter().filter_map(|(_, when)| when.as_ref());
    let formulas = each.exclude.iter().chain(&each.when).chain(factors);
    found.extend(formulas.map(|formula| Decision { formula, about, of: Some(each.list), track, condition: None }));
}
