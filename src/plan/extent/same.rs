//! Whether two formulas say the same, wherever they are written.

use crate::plan::{Aggregate, AggregateKind, Formula, FormulaKind};

impl Formula {
    /// Whether another formula says the same.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let (parts, others) = (self.parts(), other.parts());
        heads_agree(&self.kind, &other.kind)
            && parts.len() == others.len()
            && parts.into_iter().zip(others).all(|(part, other)| part.same_as(other))
    }

    /// The conditions that must all hold for this one to hold.
    #[must_use]
    pub fn conjuncts(&self) -> Vec<&Self> {
        if let FormulaKind::And(parts) = &self.kind { parts.iter().collect() } else { vec![self] }
    }
}

/// Whether two forms agree in everything but their parts.
fn heads_agree(left: &FormulaKind, right: &FormulaKind) -> bool {
    if std::mem::discriminant(left) != std::mem::discriminant(right) {
        return false;
    }
    match (left, right) {
        (FormulaKind::Truth(a), FormulaKind::Truth(b)) => a == b,
        (FormulaKind::Number(a), FormulaKind::Number(b)) => a == b,
        (FormulaKind::Date(a), FormulaKind::Date(b)) => a == b,
        (FormulaKind::Year(a), FormulaKind::Year(b)) => a == b,
        (FormulaKind::Period(a), FormulaKind::Period(b)) => a == b,
        (FormulaKind::Text(a), FormulaKind::Text(b)) => a == b,
        (FormulaKind::Choice(a), FormulaKind::Choice(b)) => a == b,
        (FormulaKind::ScoreOf(a), FormulaKind::ScoreOf(b)) => a == b,
        (FormulaKind::Fact(a), FormulaKind::Fact(b))
        | (FormulaKind::Definition(a), FormulaKind::Definition(b))
        | (FormulaKind::Parameter(a), FormulaKind::Parameter(b)) => a == b,
        (FormulaKind::Field { depth, index, list }, FormulaKind::Field { depth: d, index: i, list: l }) => {
            (depth, index, list) == (d, i, l)
        }
        (FormulaKind::Compare(_, a, _), FormulaKind::Compare(_, b, _)) => a == b,
        (FormulaKind::InRange(_, a), FormulaKind::InRange(_, b)) => a == b,
        (FormulaKind::Member(_, a, these), FormulaKind::Member(_, b, those)) => a == b && these == those,
        (FormulaKind::TextIn(_, these, a), FormulaKind::TextIn(_, those, b)) => a == b && these == those,
        (FormulaKind::Window(_, a), FormulaKind::Window(_, b)) => a == b,
        (FormulaKind::Elapsed(_, a), FormulaKind::Elapsed(_, b)) => a == b,
        (FormulaKind::State(_, a), FormulaKind::State(_, b)) => a == b,
        (FormulaKind::Exists(a, _), FormulaKind::Exists(b, _))
        | (FormulaKind::Every(a, _), FormulaKind::Every(b, _)) => a == b,
        (FormulaKind::Aggregate(a), FormulaKind::Aggregate(b)) => aggregates_agree(a, b),
        (FormulaKind::Arithmetic(_, a, _), FormulaKind::Arithmetic(_, b, _)) => a == b,
        (FormulaKind::Call(a, _), FormulaKind::Call(b, _)) => a == b,
        (FormulaKind::Broken, _) => false,
        _ => true,
    }
}

fn aggregates_agree(left: &Aggregate, right: &Aggregate) -> bool {
    let kinds = match (&left.kind, &right.kind) {
        (
            AggregateKind::TrimmedMean { at_least, trim_from, .. },
            AggregateKind::TrimmedMean { at_least: other, trim_from: others, .. },
        ) => (at_least, trim_from) == (other, others),
        (AggregateKind::Yearly(_, _, weights), AggregateKind::Yearly(_, _, others)) => weights == others,
        (left, right) => std::mem::discriminant(left) == std::mem::discriminant(right),
    };
    kinds && left.list == right.list && left.filter.is_some() == right.filter.is_some()
}
