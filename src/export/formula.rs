//! Formulas as nested objects: `op` names the operation, facts and fields go by key, numbers are in base units.

use super::Exporter;
use super::json::{Json, object, some};
use crate::document::{ArithmeticOperator, Comparison, FactState, Function, Membership};
use crate::plan::{
    Aggregate, AggregateKind, Choice, Dimension, Formula, FormulaKind, ListReference, RowBound, Type, WindowBound,
};
use crate::value::{Bound, Date, Period, Range};

impl Exporter<'_> {
    pub(super) fn formula(&self, formula: &Formula) -> Json {
        let op = |name: &str, members: Vec<(&'static str, Json)>| object([("op", name.into())]).with(members);
        let of = |inner: &Formula| vec![("of", self.formula(inner))];
        match &formula.kind {
            FormulaKind::Truth(truth) => object([("truth", Json::Flag(*truth))]),
            FormulaKind::Number(number) => object([("number", number.into()), ("unit", unit_of(&formula.of))]),
            FormulaKind::Date(date) => object([("date", (*date).into())]),
            FormulaKind::Year(year) => object([("year", (*year).into())]),
            FormulaKind::Period(period) => object([("period", (*period).into())]),
            FormulaKind::Text(text) => object([("text", text.into())]),
            FormulaKind::Choice(at) => object([("choice", key(choices_of(&formula.of), *at))]),
            FormulaKind::Fact(at) => object([("fact", self.plan.facts.get(*at).map(|fact| &fact.key).into())]),
            FormulaKind::Field { depth, index, list } => self.field(*depth, *index, *list),
            FormulaKind::Definition(at) => {
                object([("definition", self.plan.definitions.get(*at).map(|definition| &definition.name).into())])
            }
            FormulaKind::Parameter(at) => {
                object([("parameter", self.plan.parameters.get(*at).map(|parameter| &parameter.name).into())])
            }
            FormulaKind::AsOf => op("as_of", Vec::new()),
            FormulaKind::LastYear => op("last_year", Vec::new()),
            FormulaKind::Total => op("total", Vec::new()),
            FormulaKind::EvidenceAttached => op("evidence_attached", Vec::new()),
            FormulaKind::OwnPoints => op("own_points", Vec::new()),
            FormulaKind::ScoreOf(code) => op("score_of", vec![("code", code.into())]),
            FormulaKind::And(parts) => op("and", vec![("of", self.formulas(parts))]),
            FormulaKind::Or(parts) => op("or", vec![("of", self.formulas(parts))]),
            FormulaKind::Not(inner) => op("not", of(inner)),
            FormulaKind::Fails(inner) => op("fails", of(inner)),
            FormulaKind::Compare(left, comparison, right) => self.two(compared(*comparison), left, right),
            FormulaKind::InRange(inner, bound) => {
                op("in_range", [of(inner), vec![("range", row_bound(bound))]].concat())
            }
            FormulaKind::Member(inner, membership, options) => {
                let choices = options.iter().map(|at| key(choices_of(&inner.of), *at)).collect::<Vec<_>>();
                op(member(*membership), [of(inner), vec![("choices", choices.into())]].concat())
            }
            FormulaKind::TextIn(inner, texts, negated) => {
                let name = if *negated { "text_not_in" } else { "text_in" };
                op(name, [of(inner), vec![("texts", some(texts))]].concat())
            }
            FormulaKind::Window(inner, window) => {
                let (name, member) = match window {
                    WindowBound::Past(period) => ("within_last", ("period", (*period).into())),
                    WindowBound::Future(period) => ("within_next", ("period", (*period).into())),
                    WindowBound::Years(years) => ("within_last_years", ("years", (*years).into())),
                };
                op(name, [of(inner), vec![member]].concat())
            }
            FormulaKind::Elapsed(inner, period) => {
                op("elapsed", [of(inner), vec![("period", (*period).into())]].concat())
            }
            FormulaKind::Between(from, to) => {
                op("interval", vec![("from", self.formula(from)), ("to", self.formula(to))])
            }
            FormulaKind::State(inner, state) => op(state_name(*state), of(inner)),
            FormulaKind::Exists(list, when) => op("any", self.over(*list, when.as_deref())),
            FormulaKind::Every(list, meets) => {
                op("every", vec![("list", self.list(*list)), ("meets", self.formula(meets))])
            }
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate),
            FormulaKind::Arithmetic(left, operator, right) => self.two(arithmetic(*operator), left, right),
            FormulaKind::Negative(inner) => op("negative", of(inner)),
            FormulaKind::If(when, then, otherwise) => op(
                "if",
                vec![("when", self.formula(when)), ("then", self.formula(then)), ("else", self.formula(otherwise))],
            ),
            FormulaKind::Call(function, arguments) => op(called(*function), vec![("of", self.formulas(arguments))]),
            FormulaKind::Broken => Json::Nothing,
        }
    }

    pub(super) fn formulas(&self, formulas: &[Formula]) -> Json {
        Json::List(formulas.iter().map(|formula| self.formula(formula)).collect())
    }

    fn two(&self, name: &str, left: &Formula, right: &Formula) -> Json {
        object([("op", name.into()), ("left", self.formula(left)), ("right", self.formula(right))])
    }

    /// A field of a record, or a definition over the records of its list.
    fn field(&self, depth: usize, index: usize, (fact, field): (usize, Option<usize>)) -> Json {
        let fields = self.plan.extents().fields((fact, field));
        let member = match fields.get(index) {
            Some(field) => ("field", (&field.key).into()),
            None => {
                let definitions = self.plan.row_definitions(fact, field);
                let definition = index.checked_sub(fields.len()).and_then(|at| definitions.get(at));
                ("record_definition", definition.map(|(name, _)| name).into())
            }
        };
        object([member, ("out", depth.into())])
    }

    /// A list: a fact, or a field of a record so many records out.
    pub(super) fn list(&self, list: ListReference) -> Json {
        match list {
            ListReference::Fact(at) => object([("fact", self.plan.facts.get(at).map(|fact| &fact.key).into())]),
            ListReference::Field { depth, index, of } => self.field(depth, index, (of, None)),
        }
    }

    fn over(&self, list: ListReference, when: Option<&Formula>) -> Vec<(&'static str, Json)> {
        vec![("list", self.list(list)), ("when", when.map(|when| self.formula(when)).into())]
    }

    fn aggregate(&self, aggregate: &Aggregate) -> Json {
        let value = |value: &Formula| vec![("value", self.formula(value))];
        let (name, members) = match &aggregate.kind {
            AggregateKind::Count => ("count", Vec::new()),
            AggregateKind::Sum(inner) => ("sum", value(inner)),
            AggregateKind::Highest(inner) => ("highest", value(inner)),
            AggregateKind::Lowest(inner) => ("lowest", value(inner)),
            AggregateKind::Mean(inner) => ("mean", value(inner)),
            AggregateKind::Distinct(inner) => ("distinct", value(inner)),
            AggregateKind::WeightedMean(inner, weight) => {
                ("weighted_mean", [value(inner), vec![("weight", self.formula(weight))]].concat())
            }
            AggregateKind::TrimmedMean { value: inner, at_least, trim_from } => {
                let rest = vec![("minimum", (*at_least).into()), ("trim_from", (*trim_from).into())];
                ("trimmed_mean", [value(inner), rest].concat())
            }
            AggregateKind::TheOne(inner) => ("the_one", value(inner)),
            AggregateKind::Newest(inner, by) => ("newest", [value(inner), vec![("by", self.formula(by))]].concat()),
            AggregateKind::Yearly(inner, by, weights) => {
                let rest = vec![("by", self.formula(by)), ("weights", some(weights))];
                ("yearly", [value(inner), rest].concat())
            }
        };
        let over = self.over(aggregate.list, aggregate.filter.as_ref());
        object([("op", name.into())]).with(over).with(members)
    }
}

/// The unit of a quantity: `yuan`, `points`, `ratio` (1 is 100%), what is counted, or nothing of a plain number.
pub(super) fn unit(dimension: &Dimension) -> Json {
    match dimension {
        Dimension::Plain => Json::Nothing,
        Dimension::Money => "yuan".into(),
        Dimension::Points => "points".into(),
        Dimension::Ratio => "ratio".into(),
        Dimension::Counted(unit) => unit.into(),
    }
}

fn unit_of(of: &Type) -> Json {
    if let Type::Quantity(dimension) = of { unit(dimension) } else { Json::Nothing }
}

pub(super) fn choices_of(of: &Type) -> &[Choice] {
    if let Type::Choice(choices) | Type::Choices(choices) = of { choices } else { &[] }
}

pub(super) fn key(choices: &[Choice], at: usize) -> Json {
    choices.get(at).map(|choice| &choice.key).into()
}

/// The bounds of a row: numbers, days, years, or the time between two days.
pub(super) fn row_bound(bound: &RowBound) -> Json {
    match bound {
        RowBound::Numbers(range) => numbers(range),
        RowBound::Periods(low, high) => {
            let end = |end: &Option<(Period, bool)>| end.map(|(period, included)| (Json::from(period), included));
            ends(end(low), end(high))
        }
        RowBound::Dates(low, high) => {
            let end = |end: &Option<(Date, bool)>| end.map(|(date, included)| (Json::from(date), included));
            ends(end(low), end(high))
        }
        RowBound::Years(low, high) => {
            let end = |end: &Option<i32>| end.map(|year| (Json::from(year), true));
            ends(end(low), end(high))
        }
    }
}

pub(super) fn numbers(range: &Range) -> Json {
    let end = |bound: &Option<Bound>| bound.as_ref().map(|bound| (Json::from(&bound.number), bound.included));
    ends(end(&range.low), end(&range.high))
}

fn ends(low: Option<(Json, bool)>, high: Option<(Json, bool)>) -> Json {
    let end = |end: Option<(Json, bool)>, from: &'static str, beyond: &'static str| {
        end.map_or((from, Json::Nothing), |(number, included)| (if included { from } else { beyond }, number))
    };
    object([end(low, "from", "over"), end(high, "to", "below")])
}

fn compared(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "at_least",
        Comparison::Over => "over",
        Comparison::Below => "below",
        Comparison::AtMost => "at_most",
        Comparison::Equal => "equal",
        Comparison::NotEqual => "not_equal",
        Comparison::Before => "before",
        Comparison::After => "after",
        Comparison::NotBefore => "not_before",
        Comparison::NotAfter => "not_after",
    }
}

fn member(membership: Membership) -> &'static str {
    match membership {
        Membership::OneOf => "one_of",
        Membership::NotOneOf => "not_one_of",
        Membership::HasAny => "has",
        Membership::HasNone => "has_none",
        Membership::HasAll => "has_all",
        Membership::Only => "only",
    }
}

fn state_name(state: FactState) -> &'static str {
    match state {
        FactState::Given => "is_given",
        FactState::Empty => "is_empty",
        FactState::NoRecord => "is_none_on_record",
        FactState::NotApplicable => "is_not_applicable",
    }
}

fn arithmetic(operator: ArithmeticOperator) -> &'static str {
    match operator {
        ArithmeticOperator::Add => "add",
        ArithmeticOperator::Subtract => "subtract",
        ArithmeticOperator::Multiply => "multiply",
        ArithmeticOperator::Divide => "divide",
    }
}

fn called(function: Function) -> &'static str {
    match function {
        Function::Floor => "floor",
        Function::Ceiling => "ceiling",
        Function::Round => "round",
        Function::Larger => "larger",
        Function::Smaller => "smaller",
        Function::Absolute => "absolute",
        Function::Indicator => "one_if",
        Function::YearOf => "year_of",
        Function::MonthOf => "month_of",
        Function::DaysOf => "days_of",
        Function::FullMonths => "full_months",
        Function::FullYears => "full_years",
    }
}
