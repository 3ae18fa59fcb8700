//! From the plan to the program: each rule that whole numbers hold exactly becomes operations over columns.
//!
//! What a builder's function cannot express it answers with nothing: then the tree walk scores the indicator. Operations
//! written on the way to nothing are dropped in the end, as is every operation whose result nobody reads.

#![expect(clippy::wildcard_enum_match_arm, reason = "each function knows a few of many forms; the tree walk knows all")]

mod aggregate;
mod amount;
mod comparison;
mod conclusion;
mod each;
mod fact;
mod fold;
mod formula;
mod leaf;
mod list;
mod method;
mod prune;
mod score;
mod share;
mod table;
mod truth;

use std::collections::HashMap;

use super::program::{
    APPLICANTS, Cells, Condition, Domain, List, Op, Program, Rows, Scored, Source, Step, To, Truths, mark,
};
use crate::breakdown::ConditionSort;
use crate::plan::{Condition as Rule, Plan, Sheet};
use crate::value::Date;
use amount::{Amount, Fraction};
use formula::Value;
use truth::Judged;

/// The program for the applicants of a track, on a date.
pub(super) fn build(plan: &Plan, track: Option<usize>, as_of: Date) -> Program {
    let mut builder = Builder {
        plan,
        as_of,
        track,
        program: Program { lists: Vec::new(), ..Program::default() },
        known: HashMap::new(),
        written_by: Vec::new(),
        definitions: HashMap::new(),
        within: Vec::new(),
        own_points: None,
        scores: HashMap::new(),
        total: None,
        defining: false,
        counts: Vec::new(),
    };
    builder.whole();
    prune::prune(builder.program)
}

/// What is known on the way.
struct Builder<'p> {
    plan: &'p Plan,
    as_of: Date,
    track: Option<usize>,
    program: Program,
    /// What each operation wrote to, so that none is done twice.
    known: HashMap<(Op, Domain), To>,
    /// Which step filled each column.
    written_by: Vec<Option<usize>>,
    /// What definitions came to: at the top level, or over the records of a list.
    definitions: HashMap<Defined, Option<Value>>,
    /// The records that formulas speak of, outermost first.
    within: Vec<Domain>,
    /// 本条分值
    own_points: Option<Amount>,
    /// The scores of the indicators so far.
    scores: HashMap<String, Amount>,
    /// The published total.
    total: Option<Amount>,
    /// Definitions know no scores.
    defining: bool,
    /// Which records count, of the lists that the indicator being built goes through.
    counts: Vec<Truths>,
}

/// A definition: its index, and the lines over which it is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Defined {
    Top(usize),
    Over(Domain, usize),
}

impl<'p> Builder<'p> {
    fn whole(&mut self) {
        let plan = self.plan;
        let track = self.track.and_then(|track| plan.tracks.get(track));
        let sheets: Vec<&Sheet> = plan.sheets.iter().chain(track.map(|track| &track.sheet)).collect();
        let roots: Vec<Option<Amount>> = sheets.iter().map(|sheet| self.node(&sheet.root)).collect();
        let adjustments: Vec<Option<Amount>> = plan.adjustments.iter().map(|node| self.node(node)).collect();
        let no_track = plan.scheme.slot.is_some() && track.is_none();
        let total = if no_track { None } else { self.sum_total(&sheets, &roots, &adjustments) };
        self.program.total = total.and_then(|total| self.output(total));
        self.total = total.and_then(|total| self.rounded(total, plan.scheme.places, plan.scheme.rounding));
        let concerned = |owner: Option<usize>| owner.is_none() || owner == self.track;
        let conditions: Vec<&Rule> = plan.conditions.iter().filter(|rule| concerned(rule.track)).collect();
        self.program.conditions = conditions.into_iter().map(|rule| self.condition(rule)).collect();
    }

    /// Whether a condition is met: where it does not concern the applicant it is.
    fn condition(&mut self, rule: &'p Rule) -> Option<Condition> {
        let concerns = self.all(&rule.concerns)?;
        let holds = self.all(&rule.requires)?;
        let meets = if rule.sort == ConditionSort::Ceiling { self.not(holds) } else { holds };
        let without = self.not(concerns);
        Some(match self.any_of(&[without, meets])? {
            Judged::Known(met) => Condition::Known(met),
            Judged::Of(met) => Condition::Of(self.lifted_truth(met, APPLICANTS)?),
        })
    }

    fn output(&mut self, amount: Amount) -> Option<Scored> {
        let cells = self.column(amount);
        let cells = self.result(cells)?;
        Some(Scored { cells, under: None, unit: amount.unit })
    }

    /// A column over the applicants that an operation fills: results are read from those alone.
    fn result(&mut self, cells: Cells) -> Option<Cells> {
        let cells = self.lifted(cells, APPLICANTS)?;
        let held = self.origin(cells).is_none();
        Some(if held { self.written(Op::Scaled(cells, 1, 0), APPLICANTS) } else { cells })
    }

    /// A new list's lines, or those it has already.
    fn lines(&mut self, list: List) -> Domain {
        let at = self.program.lists.iter().position(|known| *known == list).unwrap_or_else(|| {
            self.program.lists.push(list);
            self.program.lists.len().saturating_sub(1)
        });
        Domain(u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1))
    }

    fn list(&self, domain: Domain) -> Option<List> {
        let at = usize::try_from(domain.0).ok()?.checked_sub(1)?;
        self.program.lists.get(at).copied()
    }

    fn domain_of(&self, cells: Cells) -> Domain {
        let found = usize::try_from(cells.0).ok().and_then(|at| self.program.cells.get(at));
        found.map_or(APPLICANTS, |(domain, _)| *domain)
    }

    fn domain_of_truth(&self, truths: Truths) -> Domain {
        let found = usize::try_from(truths.0).ok().and_then(|at| self.program.truths.get(at));
        found.copied().unwrap_or(APPLICANTS)
    }

    /// Whether the lines of `inner` lie in those of `outer`.
    fn lies_in(&self, inner: Domain, outer: Domain) -> bool {
        let mut at = inner;
        loop {
            if at == outer {
                return true;
            }
            let Some(list) = self.list(at) else { return false };
            at = list.parent;
        }
    }

    /// The deeper of two domains, where one lies in the other.
    fn deeper(&self, left: Domain, right: Domain) -> Option<Domain> {
        if self.lies_in(left, right) {
            Some(left)
        } else if self.lies_in(right, left) {
            Some(right)
        } else {
            None
        }
    }

    /// A column as seen from the lines of a domain that lies in its own.
    fn lifted(&mut self, cells: Cells, to: Domain) -> Option<Cells> {
        let from = self.domain_of(cells);
        if from == to {
            return Some(cells);
        }
        let list = self.list(to).filter(|_| self.lies_in(to, from))?;
        let outer = self.lifted(cells, list.parent)?;
        Some(self.written(Op::Spread(to, outer), to))
    }

    fn lifted_truth(&mut self, truths: Truths, to: Domain) -> Option<Truths> {
        let from = self.domain_of_truth(truths);
        if from == to {
            return Some(truths);
        }
        let list = self.list(to).filter(|_| self.lies_in(to, from))?;
        let outer = self.lifted_truth(truths, list.parent)?;
        Some(self.judging(Op::SpreadTruth(to, outer), to))
    }

    /// A column that holds a fact or field as given.
    fn held_column(&mut self, domain: Domain, slot: usize) -> Cells {
        let source = (domain, Source::Held(domain, slot));
        let at = self.program.cells.iter().position(|known| *known == source).unwrap_or_else(|| {
            self.program.cells.push(source);
            self.program.cells.len().saturating_sub(1)
        });
        Cells(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The same number in every line.
    fn constant(&mut self, number: i64) -> Cells {
        self.written(Op::Fill(number, mark::VALUE), APPLICANTS)
    }

    /// Writes an operation over the lines of a domain, unless the same was written already.
    fn written(&mut self, op: Op, domain: Domain) -> Cells {
        if let Some(To::Cells(cells)) = self.known.get(&(op.clone(), domain)) {
            return *cells;
        }
        let cells = Cells(u32::try_from(self.program.cells.len()).unwrap_or(u32::MAX));
        self.program.cells.push((domain, Source::Worked));
        self.push(op, To::Cells(cells), domain);
        cells
    }

    fn judging(&mut self, op: Op, domain: Domain) -> Truths {
        if let Some(To::Truths(truths)) = self.known.get(&(op.clone(), domain)) {
            return *truths;
        }
        let truths = Truths(u32::try_from(self.program.truths.len()).unwrap_or(u32::MAX));
        self.program.truths.push(domain);
        self.push(op, To::Truths(truths), domain);
        truths
    }

    fn taking(&mut self, op: Op, domain: Domain) -> Rows {
        if let Some(To::Rows(rows)) = self.known.get(&(op.clone(), domain)) {
            return *rows;
        }
        let rows = Rows(u32::try_from(self.program.rows.len()).unwrap_or(u32::MAX));
        self.program.rows.push(domain);
        self.push(op, To::Rows(rows), domain);
        rows
    }

    fn push(&mut self, op: Op, to: To, domain: Domain) {
        self.known.insert((op.clone(), domain), to);
        if let To::Cells(cells) = to {
            let place = usize::try_from(cells.0).unwrap_or(0);
            self.written_by.resize(self.written_by.len().max(place.saturating_add(1)), None);
            if let Some(by) = self.written_by.get_mut(place) {
                *by = Some(self.program.steps.len());
            }
        }
        self.program.steps.push(Step { op, to, domain });
    }

    /// Writes an operation over the deepest lines among those that it reads; nothing where they do not lie in one another.
    fn cells(&mut self, op: Op) -> Option<Cells> {
        let op = match self.folded(op) {
            Ok(op) => op,
            Err(same) => return Some(same),
        };
        let (op, domain) = self.level(op)?;
        Some(self.written(op, domain))
    }

    /// What filled a column.
    fn origin(&self, cells: Cells) -> Option<&Op> {
        let place = usize::try_from(cells.0).ok()?;
        let step = self.program.steps.get((*self.written_by.get(place)?)?)?;
        Some(&step.op)
    }

    fn truths(&mut self, op: Op) -> Option<Truths> {
        let (op, domain) = self.level(op)?;
        Some(self.judging(op, domain))
    }

    fn rows(&mut self, op: Op) -> Option<Rows> {
        let (op, domain) = self.level(op)?;
        Some(self.taking(op, domain))
    }

    /// Brings all that an operation reads line by line to the deepest lines among them.
    fn level(&mut self, mut op: Op) -> Option<(Op, Domain)> {
        let mut domains = Vec::new();
        op.read(&mut |cells| domains.push(self.domain_of(*cells)), &mut |_| {}, &mut |_| {});
        op.read(&mut |_| {}, &mut |truths| domains.push(self.domain_of_truth(*truths)), &mut |_| {});
        op.read(&mut |_| {}, &mut |_| {}, &mut |rows| domains.push(self.domain_of_rows(*rows)));
        let mut domain = APPLICANTS;
        for other in domains {
            domain = self.deeper(domain, other)?;
        }
        Some((self.lift_all(op, domain)?, domain))
    }

    /// The operation reading everything as seen from the lines of a domain.
    fn lift_all(&mut self, mut op: Op, domain: Domain) -> Option<Op> {
        let mut fits = true;
        op.read(
            &mut |cells| match self.lifted(*cells, domain) {
                Some(lifted) => *cells = lifted,
                None => fits = false,
            },
            &mut |_| {},
            &mut |_| {},
        );
        op.read(
            &mut |_| {},
            &mut |truths| match self.lifted_truth(*truths, domain) {
                Some(lifted) => *truths = lifted,
                None => fits = false,
            },
            &mut |_| {},
        );
        op.read(&mut |_| {}, &mut |_| {}, &mut |rows| fits &= self.domain_of_rows(*rows) == domain);
        fits.then_some(op)
    }

    /// A number for each line from the records of a list that belong to it.
    fn of_list(&mut self, list: Domain, op: Op) -> Option<Cells> {
        let op = self.lift_all(op, list)?;
        let parent = self.list(list)?.parent;
        Some(self.written(op, parent))
    }

    /// A truth for each line from the records of a list that belong to it.
    fn judged_of_list(&mut self, list: Domain, op: Op) -> Option<Truths> {
        let op = self.lift_all(op, list)?;
        let parent = self.list(list)?.parent;
        Some(self.judging(op, parent))
    }

    fn domain_of_rows(&self, rows: Rows) -> Domain {
        let found = usize::try_from(rows.0).ok().and_then(|at| self.program.rows.get(at));
        found.copied().unwrap_or(APPLICANTS)
    }
}
