//! What a rule leaves unsaid: no value, a division by zero.

use std::collections::BTreeSet;

use super::Checker;
use super::guard::{Guards, Known};
use crate::diagnostic::{Diagnostic, say};
use crate::document::ArithmeticOperator;
use crate::plan::{
    Aggregate, AggregateKind, Bands, Cell, Clauses, Each, EachValue, Entry, FactDeclaration, Formula, FormulaKind,
    Method, Node, Score, ScoreKind, Type,
};
use crate::source::Span;

/// Something that a formula may come to and that is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hazard {
    /// None on record, or no record that counts.
    NoValue(Span),
    /// Not applicable.
    Absent(Span),
    ZeroDivision(Span),
}

impl Hazard {
    /// The same, said to be here.
    fn at(self, span: Span) -> Self {
        match self {
            Self::NoValue(_) => Self::NoValue(span),
            Self::Absent(_) => Self::Absent(span),
            Self::ZeroDivision(_) => Self::ZeroDivision(span),
        }
    }
}

impl Checker<'_> {
    /// Reports what an indicator may come to and does not speak of.
    pub(super) fn hazards(&mut self, node: &Node) {
        let clauses = &node.clauses;
        let mut guards = Guards::default();
        for formula in clauses.not_applicable.iter().map(|(formula, _)| formula).chain(&clauses.unsubmitted) {
            self.guards(formula, false, &mut guards);
        }
        let mut found = BTreeSet::new();
        self.of_method(&node.method, &guards, &mut found);
        let conditions = clauses.not_applicable.iter().map(|(formula, _)| formula).chain(&clauses.unsubmitted);
        let conditions: Vec<&Formula> = conditions.chain(clauses.overrides.iter().map(|entry| &entry.when)).collect();
        for condition in conditions {
            self.of_condition(condition, &Guards::default(), &mut found);
        }
        self.outcome_hazards(clauses, &guards, &mut found);
        for hazard in found {
            match hazard {
                Hazard::NoValue(span) | Hazard::Absent(span) if clauses.no_value.is_none() => {
                    self.report(unsaid_value(span));
                }
                Hazard::ZeroDivision(span) if clauses.zero_division.is_none() => self.report(unsaid_division(span)),
                Hazard::NoValue(_) | Hazard::Absent(_) | Hazard::ZeroDivision(_) => {}
            }
        }
    }

    /// What an outcome itself may come to: of no value, a division by zero is looked at after it, and nothing else is.
    fn outcome_hazards(&mut self, clauses: &Clauses, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let mut open = BTreeSet::new();
        if let Some(score) = &clauses.no_value {
            self.of_score(score, guards, &mut open);
            let division = |hazard: &Hazard| matches!(hazard, Hazard::ZeroDivision(_));
            found.extend(open.iter().filter(|hazard| division(hazard)));
            open.retain(|hazard| !division(hazard));
        }
        if let Some(score) = &clauses.zero_division {
            self.of_score(score, guards, &mut open);
        }
        for hazard in open {
            self.report(match hazard {
                Hazard::NoValue(span) | Hazard::Absent(span) => unsaid_value(span),
                Hazard::ZeroDivision(span) => unsaid_division(span),
            });
        }
    }

    pub(super) fn condition_hazards(&mut self, formula: &Formula) {
        let mut found = BTreeSet::new();
        self.of_condition(formula, &Guards::default(), &mut found);
        for hazard in found {
            if let Hazard::ZeroDivision(span) = hazard {
                let divisor = self.written(span);
                self.report(division(span).help(say!(
                    "条件里先排除分母为零：{divisor} 超过 0 且 …",
                    "rule a divisor of nought out first: {divisor} 超过 0 且 …"
                )));
            }
        }
    }

    fn of_method(&self, method: &Method, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        match method {
            Method::Children(_) | Method::Broken => {}
            Method::Score(score) => self.of_score(score, guards, found),
            Method::Award(score, when) => self.of_conditional(score, when.as_ref(), guards, found),
            Method::Best { methods, .. } => methods.iter().for_each(|method| self.of_method(method, guards, found)),
            Method::Accumulate { entries, .. } => {
                for entry in entries {
                    match entry {
                        Entry::Start(_) | Entry::Cap(_) => {}
                        Entry::Add(score, when) | Entry::Deduct(score, when) => {
                            self.of_conditional(score, when.as_ref(), guards, found);
                        }
                        Entry::Checklist { items, .. } => {
                            items.iter().for_each(|item| self.of_condition(item, guards, found));
                        }
                        Entry::Count(steps) => self.of_value(&steps.subject, guards, found),
                        Entry::Each(each) => self.of_each(each, guards, found),
                    }
                }
            }
        }
    }

    /// A score that is looked at only where the condition holds.
    fn of_conditional(&self, score: &Score, when: Option<&Formula>, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let Some(when) = when else { return self.of_score(score, guards, found) };
        self.of_condition(when, guards, found);
        self.of_score(score, &self.with(guards, when, true), found);
    }

    fn of_each(&self, each: &Each, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let mut guards = guards.clone();
        for (conditions, holds) in [(&each.exclude, false), (&each.when, true)] {
            for condition in conditions {
                self.of_condition(condition, &guards, found);
                self.guards(condition, holds, &mut guards);
            }
        }
        if let EachValue::Score(score) = &each.value {
            self.of_score(score, &guards, found);
        }
        if let Some((_, period)) = &each.validity {
            self.of_score(period, &guards, found);
        }
        for (factor, when) in &each.factors {
            self.of_conditional(factor, when.as_ref(), &guards, found);
        }
    }

    fn of_score(&self, score: &Score, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        match &score.kind {
            ScoreKind::Amount(formula) => self.of_value(formula, guards, found),
            ScoreKind::Steps(steps) => self.of_value(&steps.subject, guards, found),
            ScoreKind::Linear { subject, .. } | ScoreKind::Ratio { subject, .. } => {
                self.of_value(subject, guards, found);
            }
            ScoreKind::Bands(bands) => self.of_bands(bands, guards, found),
            ScoreKind::Assessed { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
        }
    }

    fn of_bands(&self, bands: &Bands, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let says = |wanted: &Cell| {
            let same = |cell: &Cell| std::mem::discriminant(cell) == std::mem::discriminant(wanted);
            bands.rows.iter().any(|row| row.cells.iter().any(same))
        };
        let (none, absent) = (says(&Cell::NoRecord), says(&Cell::NotApplicable));
        let mut subjects = BTreeSet::new();
        bands.subjects.iter().for_each(|subject| self.of_value(subject, guards, &mut subjects));
        found.extend(subjects.into_iter().filter(|hazard| match hazard {
            Hazard::NoValue(_) => !none,
            Hazard::Absent(_) => !absent,
            Hazard::ZeroDivision(_) => true,
        }));
        let mut below = guards.clone();
        for row in &bands.rows {
            let mut here = below.clone();
            for (cell, subject) in row.cells.iter().zip(bands.subjects.iter().map(Some).chain(std::iter::repeat(None)))
            {
                match (cell, subject) {
                    (Cell::Condition(condition), _) => {
                        self.of_condition(condition, &below, found);
                        self.guards(condition, true, &mut here);
                        self.guards(condition, false, &mut below);
                    }
                    (Cell::NoRecord | Cell::NotApplicable, _) | (_, None) => {}
                    (
                        Cell::Bound(_) | Cell::Choices(_) | Cell::Texts(_) | Cell::YesNo(_) | Cell::Other,
                        Some(subject),
                    ) => here.valued(self.written(subject.span)),
                }
            }
            self.of_score(&row.score, &here, found);
        }
    }

    /// A condition is false where a value it compares is missing; only a division by zero is a hazard in it.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn of_condition(&self, formula: &Formula, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        if let FormulaKind::And(parts) | FormulaKind::Or(parts) = &formula.kind {
            let holds = matches!(formula.kind, FormulaKind::And(_));
            for (at, part) in parts.iter().enumerate() {
                let mut inner = guards.clone();
                let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
                others.for_each(|(_, other)| self.guards(other, holds, &mut inner));
                self.of_condition(part, &inner, found);
            }
            return;
        }
        let follow = match &formula.kind {
            FormulaKind::Definition(index) => self.definitions.get(*index).map(|entry| &entry.formula),
            FormulaKind::Field { index, list, .. } => self.defined(*list, *index),
            _ => None,
        };
        if let Some(inner) = follow {
            let mut hazards = BTreeSet::new();
            self.of_condition(inner, guards, &mut hazards);
            found.extend(hazards.into_iter().map(|hazard| hazard.at(formula.span)));
        }
        if let FormulaKind::If(condition, then, otherwise) = &formula.kind {
            self.of_condition(condition, guards, found);
            self.of_condition(then, &self.with(guards, condition, true), found);
            self.of_condition(otherwise, &self.with(guards, condition, false), found);
            return;
        }
        for part in formula.parts() {
            if part.of == Type::Truth {
                self.of_condition(part, guards, found);
            } else {
                let mut inner = BTreeSet::new();
                self.of_value(part, guards, &mut inner);
                found.extend(inner.into_iter().filter(|hazard| matches!(hazard, Hazard::ZeroDivision(_))));
            }
        }
    }

    fn of_value(&self, formula: &Formula, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let written = self.written(formula.span);
        let recorded = guards.knows(&Known::Recorded(written.clone()));
        let applicable = guards.knows(&Known::Applicable(written));
        let mut all = BTreeSet::new();
        self.of_parts(formula, guards, &mut all);
        found.extend(all.into_iter().filter(|hazard| match hazard {
            Hazard::NoValue(_) => !recorded,
            Hazard::Absent(_) => !applicable,
            Hazard::ZeroDivision(_) => !(recorded && applicable),
        }));
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn of_parts(&self, formula: &Formula, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let span = formula.span;
        match &formula.kind {
            FormulaKind::Fact(index) => {
                found.extend(self.facts.get(*index).into_iter().flat_map(|fact| without_value(fact, span)));
            }
            FormulaKind::Field { index, list, .. } => match self.fields(*list).get(*index) {
                Some(field) => found.extend(without_value(field, span)),
                None => {
                    if let Some(inner) = self.defined(*list, *index) {
                        self.at_use(inner, span, guards, found);
                    }
                }
            },
            FormulaKind::Definition(index) => {
                if let Some(entry) = self.definitions.get(*index) {
                    self.at_use(&entry.formula, span, guards, found);
                }
            }
            FormulaKind::Aggregate(aggregate) => self.of_aggregate(aggregate, span, guards, found),
            FormulaKind::Arithmetic(left, operator, right) => self.of_arithmetic(left, *operator, right, guards, found),
            FormulaKind::If(condition, then, otherwise) => {
                self.of_condition(condition, guards, found);
                self.of_value(then, &self.with(guards, condition, true), found);
                self.of_value(otherwise, &self.with(guards, condition, false), found);
            }
            _ if formula.of == Type::Truth => self.of_condition(formula, guards, found),
            _ => formula.parts().into_iter().for_each(|part| self.of_value(part, guards, found)),
        }
    }

    /// The hazards of a definition, said to be where it is used.
    fn at_use(&self, formula: &Formula, span: Span, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let mut inner = BTreeSet::new();
        self.of_value(formula, guards, &mut inner);
        found.extend(inner.into_iter().map(|hazard| hazard.at(span)));
    }

    fn of_arithmetic(
        &self,
        left: &Formula,
        operator: ArithmeticOperator,
        right: &Formula,
        guards: &Guards,
        found: &mut BTreeSet<Hazard>,
    ) {
        let (mut of_left, mut of_right) = (BTreeSet::new(), BTreeSet::new());
        self.of_value(left, guards, &mut of_left);
        self.of_value(right, guards, &mut of_right);
        let none = |hazards: &BTreeSet<Hazard>| hazards.iter().any(|hazard| matches!(hazard, Hazard::NoValue(_)));
        // In a sum, what is none on record counts nothing; only where both are, there is no value.
        if operator == ArithmeticOperator::Add && !(none(&of_left) && none(&of_right)) {
            of_left.retain(|hazard| !matches!(hazard, Hazard::NoValue(_)));
            of_right.retain(|hazard| !matches!(hazard, Hazard::NoValue(_)));
        }
        found.extend(of_left);
        found.extend(of_right);
        if operator == ArithmeticOperator::Divide {
            let zero = self.extents().bounds_of(right).contains(&crate::value::Number::zero());
            if zero && !guards.knows(&Known::NotNought(self.written(right.span))) {
                found.insert(Hazard::ZeroDivision(right.span));
            }
        }
    }

    fn of_aggregate(&self, aggregate: &Aggregate, span: Span, guards: &Guards, found: &mut BTreeSet<Hazard>) {
        let over = self.filtered(aggregate.list, aggregate.filter.as_ref());
        let mut inner = guards.clone();
        if let Some(filter) = &aggregate.filter {
            self.of_condition(filter, guards, found);
            self.guards(filter, true, &mut inner);
        }
        let mut each = BTreeSet::new();
        aggregate.kind.parts().into_iter().for_each(|part| self.of_value(part, &inner, &mut each));
        let lacking = each.iter().any(|hazard| !matches!(hazard, Hazard::ZeroDivision(_)));
        // Records without a value are left out; a division by zero is not.
        found.extend(each.into_iter().filter(|hazard| matches!(hazard, Hazard::ZeroDivision(_))));
        let some = !lacking && guards.knows(&Known::Some(over.clone()));
        let empty = match &aggregate.kind {
            AggregateKind::Count | AggregateKind::Sum(_) | AggregateKind::Distinct(_) => false,
            AggregateKind::Highest(_)
            | AggregateKind::Lowest(_)
            | AggregateKind::Mean(_)
            | AggregateKind::WeightedMean(..)
            | AggregateKind::TheOne(_)
            | AggregateKind::Newest(..) => !some,
            AggregateKind::TrimmedMean { at_least, .. } => *at_least > 1 || !some,
            // That there are records says nothing of their years.
            AggregateKind::Yearly(..) => true,
        };
        if empty {
            found.insert(Hazard::NoValue(span));
        }
        if let AggregateKind::WeightedMean(_, weight) = &aggregate.kind {
            let zero = self.extents().bounds_of(weight).contains(&crate::value::Number::zero());
            if zero && !guards.knows(&Known::SomeNotNought(over, self.written(weight.span))) {
                found.insert(Hazard::ZeroDivision(weight.span));
            }
        }
    }
}

/// How a fact may be without a value.
fn without_value(fact: &FactDeclaration, span: Span) -> impl Iterator<Item = Hazard> {
    let none = fact.may_be_none.then_some(Hazard::NoValue(span));
    none.into_iter().chain(fact.may_be_not_applicable.then_some(Hazard::Absent(span)))
}

fn unsaid_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0901",
        span,
        say!(
            "这里可能没有值，规则没有说那时怎么办",
            "there may be no value here, and the rule does not say what that means"
        ),
    )
    .help(say!(
        "在指标里加一行，例如：无值 不适用；无值 得 0 分；或 不适用 当 … 无记录",
        "add a line to the indicator, such as 无值 不适用, 无值 得 0 分, or 不适用 当 … 无记录"
    ))
}

fn unsaid_division(span: Span) -> Diagnostic {
    division(span).help(say!(
        "在指标里加一行，例如：分母为零 得 满分；分母为零 不适用",
        "add a line to the indicator, such as 分母为零 得 满分 or 分母为零 不适用"
    ))
}

fn division(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E0902",
        span,
        say!(
            "分母可能为零，规则没有说那时怎么办",
            "the divisor may be nought, and the rule does not say what that means"
        ),
    )
}
