//! Formulas as terms: names stand for what they are defined as, and facts for their keys.

use std::collections::{BTreeMap, BTreeSet};

use super::term::Term;
use crate::document::{ArithmeticOperator, Function};
use crate::plan::{Aggregate, AggregateKind, Choice, FactDeclaration, Formula, FormulaKind, ListReference, Plan, Type};
use crate::value::{Date, Number};

/// What is declared of a value that conditions speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// It is a multiple of this.
    pub(super) step: Option<Number>,
    /// There may be no value.
    pub(super) may_lack: bool,
    /// It is one of these; of other values nothing is said.
    pub(super) choices: BTreeSet<String>,
}

/// Turns formulas of a plan into terms, and remembers what is declared of the numbers in them.
pub(super) struct Former<'p> {
    pub(super) plan: &'p Plan,
    pub(super) declared: BTreeMap<Term, Declared>,
    /// By how much the records of a formula stand further out than it says, from which depth on: the formula was written
    /// for one record, and is used among further ones.
    lifts: Vec<Lift>,
}

#[derive(Clone, Copy)]
struct Lift {
    by: usize,
    /// Records that the formula itself goes through.
    inside: usize,
}

impl Declared {
    /// What holds of both.
    pub(super) fn join(&mut self, other: &Self) {
        self.step = self.step.take().filter(|step| other.step.as_ref() == Some(step));
        self.may_lack |= other.may_lack;
        self.choices.extend(other.choices.iter().cloned());
    }
}

impl<'p> Former<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { plan, declared: BTreeMap::new(), lifts: Vec::new() }
    }

    /// Any formula: a condition where it is one.
    pub(super) fn term(&mut self, formula: &Formula) -> Term {
        if formula.of == Type::Truth { self.condition(formula) } else { self.value(formula) }
    }

    /// All of these conditions.
    pub(super) fn all<'f>(&mut self, formulas: impl IntoIterator<Item = &'f Formula>) -> Term {
        let parts: Vec<Term> = formulas.into_iter().map(|formula| self.condition(formula)).collect();
        Term::all(parts)
    }

    /// One of these conditions.
    pub(super) fn any<'f>(&mut self, formulas: impl IntoIterator<Item = &'f Formula>) -> Term {
        let parts: Vec<Term> = formulas.into_iter().map(|formula| self.condition(formula)).collect();
        Term::any(parts)
    }

    /// A condition.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is no condition of its own form is one that holds or does not"
    )]
    pub(super) fn condition(&mut self, formula: &Formula) -> Term {
        match &formula.kind {
            FormulaKind::Truth(truth) => Term::Truth(*truth),
            FormulaKind::And(parts) => self.all(parts),
            FormulaKind::Or(parts) => self.any(parts),
            FormulaKind::Not(inner) => self.condition(inner).not(),
            FormulaKind::Fails(inner) => self.fails(inner),
            FormulaKind::Compare(left, operator, right) => self.compare(left, *operator, right),
            FormulaKind::InRange(subject, bound) => self.in_bound(subject, bound),
            FormulaKind::Member(subject, membership, options) => self.member(subject, *membership, options),
            FormulaKind::TextIn(subject, texts, negated) => {
                let subject = self.value(subject);
                let held = Term::Among(Box::new(subject.clone()), texts.iter().cloned().collect());
                if *negated { Term::all([held.not(), has(subject)]) } else { held }
            }
            FormulaKind::Window(subject, bound) => self.window(subject, *bound),
            FormulaKind::Elapsed(subject, period) => {
                let age = (self.value(subject), Term::word("as of"));
                self.in_time(age, Some((*period, true)), None)
            }
            FormulaKind::State(subject, state) => {
                let subject = self.value(subject);
                state_of(subject, *state)
            }
            FormulaKind::Exists(list, filter) => {
                let list = self.list(*list);
                let filter = self.filter(filter.as_deref());
                Term::Holds(Box::new(Term::Over("exists", vec![list, filter])))
            }
            FormulaKind::Every(list, condition) => {
                let list = self.list(*list);
                let fails = self.within(|former| former.condition(condition)).not();
                Term::Holds(Box::new(Term::Over("exists", vec![list, fails]))).not()
            }
            FormulaKind::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let (then, otherwise) = (self.condition(then), self.condition(otherwise));
                let met = Term::all([condition.clone(), then]);
                Term::any([met, Term::all([condition.not(), otherwise])])
            }
            FormulaKind::Definition(index) => match self.plan.definitions.get(*index) {
                Some(definition) => self.elsewhere(0, |former| former.condition(&definition.formula)),
                None => Term::Truth(false),
            },
            FormulaKind::Field { depth, .. } => match self.plan.extents().row_definition(formula) {
                Some(defined) => self.elsewhere(*depth, |former| former.condition(defined)),
                None => Term::Holds(Box::new(self.value(formula))),
            },
            _ => Term::Holds(Box::new(self.value(formula))),
        }
    }

    /// A number, a day, a choice, a text.
    pub(super) fn value(&mut self, formula: &Formula) -> Term {
        match &formula.kind {
            FormulaKind::Truth(truth) => Term::Truth(*truth),
            FormulaKind::Number(number) => Term::Number(number.clone()),
            FormulaKind::Date(date) => Term::Number(day_number(*date)),
            FormulaKind::Year(year) => Term::Number(Number::from(i64::from(*year))),
            FormulaKind::Period(period) => Term::word(period.to_string()),
            FormulaKind::Text(text) => Term::Of("text", vec![Term::word(text)]),
            FormulaKind::Choice(choice) => {
                let Type::Choice(choices) = &formula.of else { return Term::word("choice") };
                Term::Of("choice", vec![Term::word(key_of(choices, *choice))])
            }
            FormulaKind::AsOf => Term::word("as of"),
            FormulaKind::LastYear => Term::word("last year"),
            FormulaKind::Total => Term::word("total"),
            FormulaKind::EvidenceAttached => Term::word("evidence attached"),
            FormulaKind::OwnPoints => Term::word("own points"),
            FormulaKind::ScoreOf(code) => Term::Of("score of", vec![Term::word(code)]),
            FormulaKind::Fact(index) => self.fact(self.plan.facts.get(*index)),
            FormulaKind::Field { depth, index, list } => self.field(formula, *depth, *index, *list),
            FormulaKind::Definition(index) => match self.plan.definitions.get(*index) {
                Some(definition) => self.elsewhere(0, |former| former.term(&definition.formula)),
                None => Term::word("nothing"),
            },
            FormulaKind::Parameter(index) => self.parameter(*index),
            FormulaKind::Between(from, to) => Term::Of("between", vec![self.value(from), self.value(to)]),
            FormulaKind::Aggregate(aggregate) => self.aggregate(aggregate),
            FormulaKind::Arithmetic(left, operator, right) => self.arithmetic(left, *operator, right),
            FormulaKind::Negative(inner) => self.value(inner).times(&Number::from(-1)),
            FormulaKind::If(condition, then, otherwise) => {
                let condition = self.condition(condition);
                let (then, otherwise) = (self.value(then), self.value(otherwise));
                Term::case([(condition, then)], otherwise)
            }
            FormulaKind::Call(function, arguments) => self.call(*function, arguments),
            FormulaKind::And(_)
            | FormulaKind::Or(_)
            | FormulaKind::Not(_)
            | FormulaKind::Fails(_)
            | FormulaKind::Compare(..)
            | FormulaKind::InRange(..)
            | FormulaKind::Member(..)
            | FormulaKind::TextIn(..)
            | FormulaKind::Window(..)
            | FormulaKind::Elapsed(..)
            | FormulaKind::State(..)
            | FormulaKind::Exists(..)
            | FormulaKind::Every(..) => self.condition(formula),
            FormulaKind::Broken => Term::word("broken"),
        }
    }

    fn fact(&self, declaration: Option<&FactDeclaration>) -> Term {
        Term::Of("fact", vec![Term::word(declaration.map_or("", |declaration| &declaration.key))])
    }

    fn field(&mut self, formula: &Formula, depth: usize, index: usize, list: (usize, Option<usize>)) -> Term {
        if let Some(defined) = self.plan.extents().row_definition(formula) {
            return self.elsewhere(depth, |former| former.term(defined));
        }
        let key = self.plan.extents().fields(list).get(index).map_or("", |field| &field.key);
        let inside = list.1.and_then(|field| self.plan.extents().fields((list.0, None)).get(field));
        let names = self.plan.facts.get(list.0).into_iter().chain(inside).map(|list| Term::word(&list.key));
        let place = [Term::word(key), Term::word(self.out(depth).to_string())];
        Term::Of("field", names.chain(place).collect())
    }

    /// How many records out a record stands that a formula names by `depth`.
    fn out(&self, depth: usize) -> usize {
        match self.lifts.last() {
            Some(lift) if depth >= lift.inside => depth.saturating_add(lift.by),
            Some(_) | None => depth,
        }
    }

    /// Reads a formula that was written for the record `depth` levels out, or for none.
    fn elsewhere<T>(&mut self, depth: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let by = self.out(depth);
        self.lifts.push(Lift { by, inside: 0 });
        let read = read(self);
        self.lifts.pop();
        read
    }

    /// Reads what is said of each record of a list.
    pub(super) fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let lift = self.lifts.last().copied().unwrap_or(Lift { by: 0, inside: 0 });
        self.lifts.push(Lift { inside: lift.inside.saturating_add(1), ..lift });
        let read = read(self);
        self.lifts.pop();
        read
    }

    fn filter(&mut self, filter: Option<&Formula>) -> Term {
        filter.map_or(Term::Truth(true), |filter| self.within(|former| former.condition(filter)))
    }

    /// A list by its key.
    pub(super) fn list(&self, list: ListReference) -> Term {
        match list {
            ListReference::Fact(fact) => self.fact(self.plan.facts.get(fact)),
            ListReference::Field { depth, index, of } => {
                let (outer, inner) = (self.plan.facts.get(of), self.plan.extents().fields((of, None)).get(index));
                let names = outer.into_iter().chain(inner).map(|list| Term::word(&list.key));
                Term::Of("field", names.chain([Term::word(self.out(depth).to_string())]).collect())
            }
        }
    }

    fn parameter(&self, index: usize) -> Term {
        let Some(parameter) = self.plan.parameters.get(index) else { return Term::word("nothing") };
        let values = parameter.values.iter();
        let values = values
            .flat_map(|(year, value)| [Term::Number(Number::from(i64::from(*year))), Term::Number(value.clone())]);
        Term::Of("published", values.collect())
    }

    fn arithmetic(&mut self, left: &Formula, operator: ArithmeticOperator, right: &Formula) -> Term {
        let (one, two) = (self.value(left), self.value(right));
        match operator {
            ArithmeticOperator::Add => one.plus(two),
            ArithmeticOperator::Subtract => one.minus(two),
            ArithmeticOperator::Multiply => one.product(two),
            ArithmeticOperator::Divide => match two.number().and_then(|number| Number::one().over(number)) {
                Some(factor) => one.times(&factor),
                None => {
                    // Twice the dividend is twice the quotient.
                    let (terms, constant) = one.clone().parts_of_sum();
                    match (terms.len(), terms.into_iter().next()) {
                        (1, Some((only, count))) if constant.is_zero() => {
                            Term::Of("quotient", vec![only, two]).times(&count)
                        }
                        _ => Term::Of("quotient", vec![one, two]),
                    }
                }
            },
        }
    }

    fn call(&mut self, function: Function, arguments: &[Formula]) -> Term {
        let mut parts: Vec<Term> = arguments.iter().map(|argument| self.term(argument)).collect();
        let name = match function {
            Function::Larger => "larger",
            Function::Smaller => "smaller",
            Function::Floor => "floor",
            Function::Ceiling => "ceiling",
            Function::Round => "round",
            Function::Absolute => "absolute",
            Function::Indicator => "indicator",
            Function::YearOf => "year of",
            Function::MonthOf => "month of",
            Function::DaysOf => "days of",
            Function::FullMonths => "full months",
            Function::FullYears => "full years",
        };
        if matches!(function, Function::Larger | Function::Smaller) {
            parts.sort();
        }
        if let (Function::Indicator, [condition]) = (function, parts.as_slice()) {
            return Term::case([(condition.clone(), Term::Number(Number::one()))], Term::Number(Number::zero()));
        }
        Term::Of(name, parts)
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> Term {
        let mut parts = vec![self.list(aggregate.list), self.filter(aggregate.filter.as_ref())];
        let of = |former: &mut Self, formula: &Formula| former.within(|former| former.term(formula));
        let name = match &aggregate.kind {
            AggregateKind::Count => "count",
            AggregateKind::Sum(value) => {
                parts.push(of(self, value));
                "sum over"
            }
            AggregateKind::Highest(value) => {
                parts.push(of(self, value));
                "highest"
            }
            AggregateKind::Lowest(value) => {
                parts.push(of(self, value));
                "lowest"
            }
            AggregateKind::Mean(value) => {
                parts.push(of(self, value));
                "mean"
            }
            AggregateKind::Distinct(value) => {
                parts.push(of(self, value));
                "distinct"
            }
            AggregateKind::WeightedMean(value, weight) => {
                parts.push(of(self, value));
                parts.push(of(self, weight));
                "weighted mean"
            }
            AggregateKind::TrimmedMean { value, at_least, trim_from } => {
                parts.push(of(self, value));
                parts.push(Term::word(format!("{at_least} {trim_from:?}")));
                "trimmed mean"
            }
            AggregateKind::TheOne(value) => {
                parts.push(of(self, value));
                "the one"
            }
            AggregateKind::Newest(value, by) => {
                parts.push(of(self, value));
                parts.push(of(self, by));
                "newest"
            }
            AggregateKind::Yearly(value, year, weights) => {
                parts.push(of(self, value));
                parts.push(of(self, year));
                parts.extend(weights.iter().cloned().map(Term::Number));
                "yearly"
            }
        };
        Term::Over(name, parts)
    }
}

/// Whether a fact is in a state.
pub(super) fn state_of(subject: Term, state: crate::document::FactState) -> Term {
    use crate::document::FactState;
    let is = |name: &'static str| Term::Holds(Box::new(Term::Of(name, vec![subject.clone()])));
    match state {
        FactState::Given => is("given"),
        FactState::Empty => is("given").not(),
        FactState::NoRecord => is("none on record"),
        FactState::NotApplicable => is("not applicable"),
    }
}

/// Whether a text, choice or truth has a value.
pub(super) fn has(subject: Term) -> Term {
    Term::Holds(Box::new(Term::Of("given", vec![subject])))
}

pub(super) fn key_of(choices: &[Choice], choice: usize) -> &str {
    choices.get(choice).map_or("", |choice| &choice.key)
}

pub(super) fn as_word(term: Term) -> Option<String> {
    if let Term::Word(word) = term { Some(word) } else { None }
}

/// Days since a fixed one.
pub(super) fn day_number(day: Date) -> Number {
    Number::from(i64::from(Date::SAMPLE.days_to(day)))
}
