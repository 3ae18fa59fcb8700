//! Where an indicator rewards or punishes an event: a record of a list, or a fact that holds.

use crate::document::ArithmeticOperator;
use crate::plan::{
    AggregateKind, Bands, Cell, EachValue, Entry, Extents, Formula, FormulaKind, ListReference, Method, Node, Plan,
    Score, ScoreKind, Type,
};
use crate::source::Span;
use crate::value::Number;

/// Something that must hold of a record, or must not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal<'p> {
    pub(super) formula: &'p Formula,
    pub(super) holds: bool,
}

/// One place where an indicator rewards or punishes events.
#[derive(Clone, Debug)]
pub(super) struct Counting<'p> {
    /// The list, or the fact of yes or no.
    pub(super) fact: usize,
    /// Whether points come of it, or go.
    pub(super) adds: bool,
    /// Which records.
    pub(super) filter: Vec<Literal<'p>>,
    pub(super) span: Span,
    /// Whether a clause can be put in front of it.
    pub(super) statement: bool,
}

/// Finds what the indicators of a plan reward and punish.
pub(super) struct Events<'p> {
    plan: &'p Plan,
    found: Vec<Counting<'p>>,
}

impl<'p> Events<'p> {
    /// What one indicator rewards and punishes, its children's not included.
    pub(super) fn of(plan: &'p Plan, node: &'p Node) -> Vec<Counting<'p>> {
        let mut events = Self { plan, found: Vec::new() };
        if !matches!(node.method, Method::Children(_)) {
            events.method(&node.method);
            for entry in node.clauses.overrides.iter().filter(|entry| entry.points.is_zero()) {
                events.condition(&entry.when, false);
            }
        }
        events.found
    }

    fn extents(&self) -> Extents<'p> {
        self.plan.extents()
    }

    fn method(&mut self, method: &'p Method) {
        match method {
            Method::Children(_) | Method::Broken => {}
            Method::Score(score) => self.table(score),
            Method::Award(score, when) => self.conditional(score, when.as_ref(), true),
            Method::Best { methods, .. } => methods.iter().for_each(|method| self.method(method)),
            Method::Accumulate { entries, .. } => entries.iter().for_each(|entry| self.entry(entry)),
        }
    }

    fn entry(&mut self, entry: &'p Entry) {
        match entry {
            Entry::Start(_) | Entry::Cap(_) => {}
            Entry::Add(score, when) => self.conditional(score, when.as_ref(), true),
            Entry::Deduct(score, when) => self.conditional(score, when.as_ref(), false),
            // Points off for what is missing are points for what is there.
            Entry::Checklist { items, .. } => items.iter().for_each(|item| self.condition(item, true)),
            Entry::Count(steps) => self.counted(&steps.subject, !steps.each.is_negative()),
            Entry::Each(each) => {
                let ListReference::Fact(fact) = each.list else { return };
                let nothing = match &each.value {
                    EachValue::Score(score) => self.sign(score).is_none(),
                    EachValue::FirstAndRest(first, rest) => first.is_zero() && rest.is_zero(),
                };
                if !nothing {
                    let mut filter = Vec::new();
                    each.when.iter().for_each(|formula| self.literals(formula, true, &mut filter));
                    each.exclude.iter().for_each(|formula| self.literals(formula, false, &mut filter));
                    let span = each.span;
                    self.found.push(Counting { fact, adds: !each.deduct, filter, span, statement: true });
                }
            }
        }
    }

    /// A score that a condition gives, or the counts in it.
    fn conditional(&mut self, score: &'p Score, when: Option<&'p Formula>, adds: bool) {
        let Some(positive) = self.sign(score) else { return };
        match when {
            Some(when) => self.condition(when, positive == adds),
            None => {
                if let ScoreKind::Amount(formula) = &score.kind {
                    self.counted(formula, adds);
                }
            }
        }
        if when.is_none() {
            self.table(score);
        }
    }

    /// Whether a score is more than nothing (`true`) or less; nothing where it is neither for sure.
    fn sign(&self, score: &Score) -> Option<bool> {
        let ScoreKind::Amount(formula) = &score.kind else { return Some(true) };
        let range = self.extents().bounds_of(formula);
        let low = range.low.as_ref().is_some_and(|low| !low.number.is_negative());
        let high = range.high.as_ref().is_some_and(|high| high.number <= Number::zero());
        match (low, high) {
            (true, true) => None,
            (false, true) => Some(false),
            (true, false) | (false, false) => Some(true),
        }
    }

    /// How many records there are, times so many points.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn counted(&mut self, formula: &'p Formula, adds: bool) {
        match &formula.kind {
            FormulaKind::Arithmetic(left, ArithmeticOperator::Multiply | ArithmeticOperator::Add, right) => {
                self.counted(left, adds);
                self.counted(right, adds);
            }
            FormulaKind::Definition(index) => {
                if let Some(definition) = self.plan.definitions.get(*index) {
                    self.counted(&definition.formula, adds);
                }
            }
            FormulaKind::Aggregate(aggregate) => {
                let counts = matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Sum(_));
                if let (true, ListReference::Fact(fact)) = (counts, aggregate.list) {
                    let mut filter = Vec::new();
                    aggregate.filter.iter().for_each(|formula| self.literals(formula, true, &mut filter));
                    self.found.push(Counting { fact, adds, filter, span: formula.span, statement: false });
                }
            }
            _ => {}
        }
    }

    /// What a condition asks for brings points (`adds`) or costs them.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn condition(&mut self, formula: &'p Formula, adds: bool) {
        let mut asked = Vec::new();
        self.literals(formula, true, &mut asked);
        for Literal { formula, holds } in asked {
            let (adds, span) = (adds == holds, formula.span);
            match &formula.kind {
                FormulaKind::Fact(fact) if formula.of == Type::Truth => {
                    self.found.push(Counting { fact: *fact, adds, filter: Vec::new(), span, statement: false });
                }
                FormulaKind::Exists(ListReference::Fact(fact), inner) => {
                    let mut filter = Vec::new();
                    inner.iter().for_each(|inner| self.literals(inner, true, &mut filter));
                    self.found.push(Counting { fact: *fact, adds, filter, span, statement: false });
                }
                _ => {}
            }
        }
    }

    /// Rows that are conditions: better or worse than the last one, 其他.
    fn table(&mut self, score: &'p Score) {
        let ScoreKind::Bands(Bands { subjects, rows, .. }) = &score.kind else { return };
        let exact = |score: &Score| match &score.kind {
            ScoreKind::Amount(formula) => self.extents().bounds_of(formula).exact().cloned(),
            ScoreKind::Steps(_)
            | ScoreKind::Linear { .. }
            | ScoreKind::Ratio { .. }
            | ScoreKind::Bands(_)
            | ScoreKind::Assessed { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => None,
        };
        let Some(other) = rows.last().and_then(|row| exact(&row.score)).filter(|_| subjects.is_empty()) else { return };
        let better = rows.iter().map(|row| exact(&row.score).map(|score| score.cmp(&other)));
        let better: Vec<_> = better.collect();
        for (row, better) in rows.iter().zip(better) {
            if let ([Cell::Condition(condition)], Some(better)) = (row.cells.as_slice(), better)
                && better.is_ne()
            {
                self.condition(condition, better.is_gt());
            }
        }
    }

    /// What must hold of a record, one by one.
    fn literals(&self, formula: &'p Formula, holds: bool, found: &mut Vec<Literal<'p>>) {
        literals(self.plan, formula, holds, found);
    }
}

/// What must hold where a formula holds, or does not: its parts, definitions followed.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn literals<'p>(plan: &'p Plan, formula: &'p Formula, holds: bool, found: &mut Vec<Literal<'p>>) {
    match &formula.kind {
        FormulaKind::And(parts) if holds => parts.iter().for_each(|part| literals(plan, part, true, found)),
        FormulaKind::Or(parts) if !holds => parts.iter().for_each(|part| literals(plan, part, false, found)),
        FormulaKind::Not(inner) => literals(plan, inner, !holds, found),
        FormulaKind::Definition(index) => {
            if let Some(definition) = plan.definitions.get(*index) {
                literals(plan, &definition.formula, holds, found);
            }
        }
        FormulaKind::Field { index, list, depth: 0 } => {
            let declared = plan.extents().fields(*list).len();
            let defined = index.checked_sub(declared).and_then(|at| plan.row_definitions(list.0, list.1).get(at));
            match defined {
                Some((_, inner)) => literals(plan, inner, holds, found),
                None => found.push(Literal { formula, holds }),
            }
        }
        _ => found.push(Literal { formula, holds }),
    }
}
