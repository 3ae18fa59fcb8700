//! A formula without its places: the same for two formulas that say the same of the same facts.

use super::formula::{Aggregate, AggregateKind, Formula, FormulaKind};

impl Formula {
    /// What it says, without where it is written. Equal for formulas that always come to the same.
    #[must_use]
    pub fn signature(&self) -> String {
        let mut text = String::new();
        self.sign(&mut text);
        text
    }

    fn sign(&self, text: &mut String) {
        text.push_str(&self.own());
        let parts = self.parts();
        if !parts.is_empty() {
            text.push('(');
            for part in parts {
                part.sign(text);
                text.push(';');
            }
            text.push(')');
        }
    }

    /// What it adds to its parts.
    fn own(&self) -> String {
        match &self.kind {
            FormulaKind::And(_) => "and".to_owned(),
            FormulaKind::Or(_) => "or".to_owned(),
            FormulaKind::Not(_) => "not".to_owned(),
            FormulaKind::Fails(_) => "fails".to_owned(),
            FormulaKind::Compare(_, operator, _) => format!("compare {operator:?}"),
            FormulaKind::InRange(_, bound) => format!("in {bound:?}"),
            FormulaKind::Member(_, membership, options) => format!("member {membership:?} {options:?}"),
            FormulaKind::TextIn(_, texts, negated) => format!("text {texts:?} {negated}"),
            FormulaKind::Window(_, bound) => format!("window {bound:?}"),
            FormulaKind::Elapsed(_, period) => format!("elapsed {period:?}"),
            FormulaKind::Between(..) => "between".to_owned(),
            FormulaKind::State(_, state) => format!("state {state:?}"),
            FormulaKind::Exists(list, filter) => format!("exists {list:?} {}", filter.is_some()),
            FormulaKind::Every(list, _) => format!("every {list:?}"),
            FormulaKind::Aggregate(aggregate) => aggregate.own(),
            FormulaKind::Arithmetic(_, operator, _) => format!("arithmetic {operator:?}"),
            FormulaKind::Negative(_) => "negative".to_owned(),
            FormulaKind::If(..) => "if".to_owned(),
            FormulaKind::Call(function, _) => format!("call {function:?}"),
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
            | FormulaKind::Broken => format!("{:?}", self.kind),
        }
    }
}

impl Aggregate {
    fn own(&self) -> String {
        let kind = match &self.kind {
            AggregateKind::Count => "count".to_owned(),
            AggregateKind::Sum(_) => "sum".to_owned(),
            AggregateKind::Highest(_) => "highest".to_owned(),
            AggregateKind::Lowest(_) => "lowest".to_owned(),
            AggregateKind::Mean(_) => "mean".to_owned(),
            AggregateKind::Distinct(_) => "distinct".to_owned(),
            AggregateKind::WeightedMean(..) => "weighted".to_owned(),
            AggregateKind::TrimmedMean { at_least, trim_from, .. } => format!("trimmed {at_least} {trim_from:?}"),
            AggregateKind::TheOne(_) => "the one".to_owned(),
            AggregateKind::Newest(..) => "newest".to_owned(),
            AggregateKind::Yearly(_, _, weights) => format!("yearly {weights:?}"),
        };
        format!("{kind} {:?} {}", self.list, self.filter.is_some())
    }
}
