//! What a rule leaves unsaid: no value, a division by zero.

use std::collections::BTreeSet;

use super::Checker;
use crate::diagnostic::{Diagnostic, say};
use crate::document::ArithmeticOperator;
use crate::plan::{
    Aggregate, AggregateKind, Bands, Cell, Each, EachValue, Entry, FactDeclaration, Formula, FormulaKind, Method, Node,
    Score, ScoreKind, Type,
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

impl Checker<'_> {
    /// Reports what an indicator may come to and does not speak of.
    pub(super) fn hazards(&mut self, node: &Node) {
        let clauses = &node.clauses;
        let mut guards = Vec::new();
        for formula in clauses.not_applicable.iter().map(|(formula, _)| formula).chain(&clauses.unsubmitted) {
            self.guards(formula, &mut guards);
        }
        let mut found = BTreeSet::new();
        self.of_method(&node.method, &guards, &mut found);
        let conditions = clauses.not_applicable.iter().map(|(formula, _)| formula).chain(&clauses.unsubmitted);
        let conditions: Vec<&Formula> = conditions.chain(clauses.overrides.iter().map(|entry| &entry.when)).collect();
        for condition in conditions {
            self.of_condition(condition, &guards, &mut found);
        }
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

    pub(super) fn condition_hazards(&mut self, formula: &Formula, guards: &[String]) {
        let mut found = BTreeSet::new();
        self.of_condition(formula, guards, &mut found);
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

    fn of_method(&self, method: &Method, guards: &[String], found: &mut BTreeSet<Hazard>) {
        match method {
            Method::Children(_) | Method::Broken => {}
            Method::Score(score) => self.of_score(score, guards, found),
            Method::Award(score, when) => {
                self.of_score(score, guards, found);
                when.iter().for_each(|when| self.of_condition(when, guards, found));
            }
            Method::Best { methods, .. } => methods.iter().for_each(|method| self.of_method(method, guards, found)),
            Method::Accumulate { entries, .. } => {
                for entry in entries {
                    match entry {
                        Entry::Start(_) | Entry::Cap(_) => {}
                        Entry::Add(score, when) | Entry::Deduct(score, when) => {
                            self.of_score(score, guards, found);
                            when.iter().for_each(|when| self.of_condition(when, guards, found));
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

    fn of_each(&self, each: &Each, guards: &[String], found: &mut BTreeSet<Hazard>) {
        let mut guards = guards.to_vec();
        for condition in each.when.iter().chain(&each.exclude) {
            self.guards(condition, &mut guards);
            self.of_condition(condition, &guards, found);
        }
        if let EachValue::Score(score) = &each.value {
            self.of_score(score, &guards, found);
        }
        for (factor, when) in &each.factors {
            let mut guards = guards.clone();
            when.iter().for_each(|when| self.guards(when, &mut guards));
            self.of_score(factor, &guards, found);
        }
    }

    fn of_score(&self, score: &Score, guards: &[String], found: &mut BTreeSet<Hazard>) {
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

    fn of_bands(&self, bands: &Bands, guards: &[String], found: &mut BTreeSet<Hazard>) {
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
        // Rows further down are measured on the same subject, which has a value there.
        let mut below = guards.to_vec();
        below.extend(bands.subjects.iter().map(|subject| self.written(subject.span)));
        for row in &bands.rows {
            for cell in &row.cells {
                if let Cell::Condition(condition) = cell {
                    self.of_condition(condition, &below, found);
                    self.guards(condition, &mut below);
                }
            }
            self.of_score(&row.score, &below, found);
        }
    }

    /// A condition is false where a value it compares is missing; only a division by zero is a hazard in it.
    fn of_condition(&self, formula: &Formula, guards: &[String], found: &mut BTreeSet<Hazard>) {
        let mut guards = guards.to_vec();
        if let FormulaKind::And(parts) = &formula.kind {
            parts.iter().for_each(|part| self.guards(part, &mut guards));
        }
        if let FormulaKind::Definition(index) = &formula.kind
            && let Some(entry) = self.definitions.get(*index)
        {
            self.of_condition(&entry.formula, &guards, found);
        }
        for part in formula.parts() {
            if part.of == Type::Truth {
                self.of_condition(part, &guards, found);
            } else {
                let mut inner = BTreeSet::new();
                self.of_value(part, &guards, &mut inner);
                found.extend(inner.into_iter().filter(|hazard| matches!(hazard, Hazard::ZeroDivision(_))));
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn of_value(&self, formula: &Formula, guards: &[String], found: &mut BTreeSet<Hazard>) {
        if guards.contains(&self.written(formula.span)) {
            return;
        }
        let span = formula.span;
        match &formula.kind {
            FormulaKind::Fact(index) => {
                found.extend(self.facts.get(*index).into_iter().flat_map(|fact| without_value(fact, span)));
            }
            FormulaKind::Field { index, list, .. } => match self.fields(*list).get(*index) {
                Some(field) => found.extend(without_value(field, span)),
                None => {
                    let at = index.checked_sub(self.fields(*list).len());
                    let defined = at.and_then(|at| self.extents().rows(*list).get(at));
                    if let Some((_, inner)) = defined {
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
                let mut inner = guards.to_vec();
                self.guards(condition, &mut inner);
                self.of_value(then, &inner, found);
                self.of_value(otherwise, &inner, found);
            }
            _ if formula.of == Type::Truth => self.of_condition(formula, guards, found),
            _ => formula.parts().into_iter().for_each(|part| self.of_value(part, guards, found)),
        }
    }

    /// The hazards of a definition, said to be where it is used.
    fn at_use(&self, formula: &Formula, span: Span, guards: &[String], found: &mut BTreeSet<Hazard>) {
        let mut inner = BTreeSet::new();
        self.of_value(formula, guards, &mut inner);
        found.extend(inner.into_iter().map(|hazard| match hazard {
            Hazard::NoValue(_) => Hazard::NoValue(span),
            Hazard::Absent(_) => Hazard::Absent(span),
            Hazard::ZeroDivision(_) => Hazard::ZeroDivision(span),
        }));
    }

    fn of_arithmetic(
        &self,
        left: &Formula,
        operator: ArithmeticOperator,
        right: &Formula,
        guards: &[String],
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
            if zero && !guards.contains(&self.written(right.span)) {
                found.insert(Hazard::ZeroDivision(right.span));
            }
        }
    }

    fn of_aggregate(&self, aggregate: &Aggregate, span: Span, guards: &[String], found: &mut BTreeSet<Hazard>) {
        let empty = match &aggregate.kind {
            AggregateKind::Count | AggregateKind::Sum(_) | AggregateKind::Distinct(_) => false,
            AggregateKind::Highest(_)
            | AggregateKind::Lowest(_)
            | AggregateKind::Mean(_)
            | AggregateKind::WeightedMean(..)
            | AggregateKind::TrimmedMean { .. }
            | AggregateKind::TheOne(_)
            | AggregateKind::Newest(..)
            | AggregateKind::Yearly(..) => true,
        };
        if empty && !guards.contains(&self.filtered(aggregate.list, aggregate.filter.as_ref())) {
            found.insert(Hazard::NoValue(span));
        }
        if let AggregateKind::WeightedMean(_, weight) = &aggregate.kind {
            let zero = self.extents().bounds_of(weight).contains(&crate::value::Number::zero());
            if zero && !guards.contains(&self.written(weight.span)) {
                found.insert(Hazard::ZeroDivision(weight.span));
            }
        }
        // Records without a value are left out; a division by zero is not.
        let mut inner = BTreeSet::new();
        aggregate.kind.parts().into_iter().for_each(|part| self.of_value(part, guards, &mut inner));
        found.extend(inner.into_iter().filter(|hazard| matches!(hazard, Hazard::ZeroDivision(_))));
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
