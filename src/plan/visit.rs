//! Walks over formulas, scores and methods, for those who look for something in them.

use super::formula::{AggregateKind, Formula, FormulaKind};
use super::indicator::{Bands, Cell, Each, EachValue, Entry, GroupKey, Method, Node, Score, ScoreKind};

impl Formula {
    /// The formulas directly inside this one.
    #[must_use]
    pub fn parts(&self) -> Vec<&Formula> {
        let mut parts = Vec::new();
        self.each_part(&mut |part| parts.push(part));
        parts
    }

    /// Goes to each formula directly inside this one.
    pub fn each_part<'f>(&'f self, go: &mut impl FnMut(&'f Formula)) {
        match &self.kind {
            FormulaKind::And(parts) | FormulaKind::Or(parts) | FormulaKind::Call(_, parts) => parts.iter().for_each(go),
            FormulaKind::Not(inner)
            | FormulaKind::Fails(inner)
            | FormulaKind::InRange(inner, _)
            | FormulaKind::Member(inner, _, _)
            | FormulaKind::TextIn(inner, _, _)
            | FormulaKind::Window(inner, _)
            | FormulaKind::Elapsed(inner, _)
            | FormulaKind::State(inner, _)
            | FormulaKind::Every(_, inner)
            | FormulaKind::Negative(inner) => go(inner),
            FormulaKind::Compare(left, _, right)
            | FormulaKind::Between(left, right)
            | FormulaKind::Arithmetic(left, _, right) => [left, right].into_iter().for_each(|part| go(part)),
            FormulaKind::Exists(_, filter) => filter.iter().for_each(|filter| go(filter)),
            FormulaKind::If(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| go(part));
            }
            FormulaKind::Aggregate(aggregate) => {
                aggregate.kind.each_part(go);
                aggregate.filter.iter().for_each(go);
            }
            FormulaKind::Truth(_)
            | FormulaKind::Number(_)
            | FormulaKind::Date(_)
            | FormulaKind::Year(_)
            | FormulaKind::Period(_)
            | FormulaKind::Text(_)
            | FormulaKind::Choice(_)
            | FormulaKind::AsOf
            | FormulaKind::LastYear
            | FormulaKind::Total
            | FormulaKind::EvidenceAttached
            | FormulaKind::OwnPoints
            | FormulaKind::ScoreOf(_)
            | FormulaKind::Fact(_)
            | FormulaKind::Field { .. }
            | FormulaKind::Definition(_)
            | FormulaKind::Parameter(_)
            | FormulaKind::Broken => {}
        }
    }
}

impl AggregateKind {
    /// The formulas over the records.
    #[must_use]
    pub fn parts(&self) -> Vec<&Formula> {
        let mut parts = Vec::new();
        self.each_part(&mut |part| parts.push(part));
        parts
    }

    /// Goes to each formula over the records.
    pub fn each_part<'f>(&'f self, go: &mut impl FnMut(&'f Formula)) {
        match self {
            Self::Count => {}
            Self::Sum(value)
            | Self::Highest(value)
            | Self::Lowest(value)
            | Self::Mean(value)
            | Self::Distinct(value)
            | Self::TrimmedMean { value, .. }
            | Self::TheOne(value) => go(value),
            Self::WeightedMean(value, other) | Self::Newest(value, other) | Self::Yearly(value, other, _) => {
                go(value);
                go(other);
            }
        }
    }
}

impl Score {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        match &self.kind {
            ScoreKind::Amount(formula) => vec![formula],
            ScoreKind::Steps(steps) => vec![&steps.subject],
            ScoreKind::Linear { subject, .. } | ScoreKind::Ratio { subject, .. } => vec![subject],
            ScoreKind::Bands(bands) => bands.formulas(),
            ScoreKind::Assessed { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {
                Vec::new()
            }
        }
    }
}

impl Bands {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        let mut formulas: Vec<&Formula> = self.subjects.iter().collect();
        for row in &self.rows {
            for cell in &row.cells {
                if let Cell::Condition(condition) = cell {
                    formulas.push(condition);
                }
            }
            formulas.extend(row.score.formulas());
        }
        formulas
    }
}

impl Each {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        let mut formulas: Vec<&Formula> = self.exclude.iter().chain(&self.when).collect();
        if let Some((from, period)) = &self.validity {
            formulas.push(from);
            formulas.extend(period.formulas());
        }
        formulas.extend(self.same.iter().flat_map(|same| &same.keys));
        if let EachValue::Score(score) = &self.value {
            formulas.extend(score.formulas());
        }
        if let Some(repeat) = &self.repeat {
            formulas.extend([&repeat.same, &repeat.date]);
        }
        for (factor, when) in &self.factors {
            formulas.extend(factor.formulas());
            formulas.extend(when);
        }
        formulas.extend(self.group_caps.iter().map(|cap| match &cap.by {
            GroupKey::Year(formula) | GroupKey::Month(formula) | GroupKey::Key(formula) => formula,
        }));
        formulas
    }
}

impl Method {
    /// The formulas in it, those of children not included.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        match self {
            Self::Children(_) | Self::Broken => Vec::new(),
            Self::Score(score) => score.formulas(),
            Self::Award(score, when) => score.formulas().into_iter().chain(when).collect(),
            Self::Best { methods, .. } => methods.iter().flat_map(Self::formulas).collect(),
            Self::Accumulate { entries, .. } => entries.iter().flat_map(Entry::formulas).collect(),
        }
    }

    /// The lists whose records it goes through.
    #[must_use]
    pub fn lists(&self) -> Vec<&Each> {
        match self {
            Self::Children(_) | Self::Broken | Self::Score(_) | Self::Award(..) => Vec::new(),
            Self::Best { methods, .. } => methods.iter().flat_map(Self::lists).collect(),
            Self::Accumulate { entries, .. } => entries
                .iter()
                .filter_map(|entry| if let Entry::Each(each) = entry { Some(&**each) } else { None })
                .collect(),
        }
    }
}

impl Entry {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        match self {
            Self::Start(_) | Self::Cap(_) => Vec::new(),
            Self::Add(score, when) | Self::Deduct(score, when) => score.formulas().into_iter().chain(when).collect(),
            Self::Checklist { items, .. } => items.iter().collect(),
            Self::Count(steps) => vec![&steps.subject],
            Self::Each(each) => each.formulas(),
        }
    }
}

impl Node {
    /// The formulas of its clauses and method, those of children not included.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        let clauses = &self.clauses;
        let mut formulas: Vec<&Formula> = clauses.not_applicable.iter().map(|(formula, _)| formula).collect();
        formulas.extend(&clauses.unsubmitted);
        formulas.extend(clauses.overrides.iter().map(|entry| &entry.when));
        let outcomes = clauses.no_value.iter().chain(&clauses.zero_division);
        formulas.extend(outcomes.flat_map(Score::formulas));
        formulas.extend(self.method.formulas());
        formulas
    }
}
