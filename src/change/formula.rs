//! Formulas as terms: names stand for what they are defined as, and facts for their keys.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::{BTreeMap, BTreeSet};

use super::cut::{Cut, Turn};
use super::term::Term;
use crate::document::{ArithmeticOperator, Comparison, Function, Membership};
use crate::plan::{
    Aggregate, AggregateKind, Choice, FactDeclaration, Formula, FormulaKind, ListReference, Plan, RowBound, Type,
    WindowBound,
};
use crate::value::{Date, Number, Period, Range};

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

    fn fails(&mut self, inner: &Formula) -> Term {
        let valued: Vec<Term> = inner.parts().into_iter().map(|part| self.has(part)).collect();
        let fails = match self.condition(inner) {
            Term::In(subject, cut) => Term::In(subject, cut.complement()),
            other => other.not(),
        };
        Term::all(valued.into_iter().chain([fails]))
    }

    /// Whether a formula has a value.
    pub(super) fn has(&mut self, formula: &Formula) -> Term {
        match &formula.of {
            Type::Quantity(_) | Type::Date | Type::Year => {
                let subject = self.value(formula);
                let domain = self.domain(formula);
                self.number_in(subject, &Cut::all(), domain)
            }
            Type::Truth
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List
            | Type::Broken
                if !self.may_lack(formula) =>
            {
                Term::Truth(true)
            }
            Type::Truth
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List
            | Type::Broken => match self.value(formula) {
                Term::Number(_) | Term::Word(_) | Term::Truth(_) => Term::Truth(true),
                Term::Of("text" | "choice", _) => Term::Truth(true),
                subject => has(subject),
            },
        }
    }

    /// The values that a formula can have, of what they are multiples, and whether there may be none.
    fn domain(&self, formula: &Formula) -> (Range, Declared) {
        let extents = self.plan.extents();
        match &formula.of {
            Type::Quantity(_) => {
                let extent = extents.extent(formula, &crate::plan::Known::default());
                let may_lack = extent.none || extent.not_applicable || extent.zero_division;
                (extent.range, Declared { step: extents.lattice(formula), may_lack, choices: BTreeSet::new() })
            }
            Type::Date | Type::Year => {
                (Range::all(), Declared { step: Some(Number::one()), may_lack: true, choices: BTreeSet::new() })
            }
            Type::Truth
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List
            | Type::Broken => (Range::all(), Declared { step: None, may_lack: true, choices: BTreeSet::new() }),
        }
    }

    /// That a number lies in a set: said of the number without the factor and constant that it was written with.
    fn number_in(&mut self, subject: Term, cut: &Cut, (range, numbers): (Range, Declared)) -> Term {
        let cut = cut.among(&range, numbers.step.as_ref());
        let (terms, constant) = subject.clone().parts_of_sum();
        let Some(factor) = terms.values().find(|count| !count.is_zero()).cloned() else {
            return match subject {
                Term::Number(number) => Term::Truth(cut.holds_above(Some(&Turn::before(number)))),
                other => Term::In(Box::new(other), cut),
            };
        };
        if cut.is_all() && !numbers.may_lack {
            return Term::Truth(true);
        }
        if cut.is_none() {
            return Term::Truth(false);
        }
        let plain = subject.plus(Term::Number(constant.negated()));
        let plain = plain.times(&Number::one().over(&factor).unwrap_or_else(Number::one));
        let cut = cut.unscaled(&factor, &constant);
        let step = numbers.step.and_then(|step| step.over(&factor)).map(|step| step.absolute());
        let step = step.filter(|_| constant.is_zero());
        self.note(&plain, Declared { step, may_lack: numbers.may_lack, choices: BTreeSet::new() });
        Term::In(Box::new(plain), cut)
    }

    /// What is declared of a number: where it is said twice, only what holds of both.
    fn note(&mut self, subject: &Term, said: Declared) {
        self.declared.entry(subject.clone()).or_insert_with(|| said.clone()).join(&said);
    }

    fn compare(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Term {
        match (&left.of, &right.of) {
            (Type::Quantity(_) | Type::Date | Type::Year, Type::Quantity(_) | Type::Date | Type::Year) => {
                self.compare_numbers(left, operator, right)
            }
            (Type::Interval, Type::Period) => {
                let FormulaKind::Period(period) = right.kind else { return self.opaque(left, operator, right) };
                let (zero, one) = (Some((period, true)), Some((period, false)));
                let subject = self.interval(left);
                let Some(subject) = subject else { return self.opaque(left, operator, right) };
                match operator {
                    Comparison::AtLeast | Comparison::NotBefore => self.in_time(subject, zero, None),
                    Comparison::Over | Comparison::After => self.in_time(subject, one, None),
                    Comparison::Below | Comparison::Before => self.in_time(subject, None, one),
                    Comparison::AtMost | Comparison::NotAfter => self.in_time(subject, None, zero),
                    Comparison::Equal => self.in_time(subject, zero, zero),
                    Comparison::NotEqual => {
                        let (below, above) =
                            (self.in_time(subject.clone(), None, one), self.in_time(subject, one, None));
                        Term::any([below, above])
                    }
                }
            }
            (Type::Truth, Type::Truth) => {
                let (one, two) = (self.condition(left), self.condition(right));
                let valued = [self.has(left), self.has(right)];
                let same = Term::any([Term::all([one.clone(), two.clone()]), Term::all([one.not(), two.not()])]);
                let same = if operator == Comparison::NotEqual { same.not() } else { same };
                Term::all(valued.into_iter().chain([same]))
            }
            (Type::Choice(_), Type::Choice(_)) => match &right.kind {
                FormulaKind::Choice(_) => {
                    let Term::Of("choice", parts) = self.value(right) else {
                        return self.opaque(left, operator, right);
                    };
                    let wanted: BTreeSet<String> = parts.into_iter().filter_map(as_word).collect();
                    self.among(left, wanted, operator == Comparison::NotEqual)
                }
                _ => self.opaque(left, operator, right),
            },
            (Type::Text, Type::Text) => match (&right.kind, operator) {
                (FormulaKind::Text(text), Comparison::Equal) => {
                    Term::Among(Box::new(self.value(left)), [text.clone()].into())
                }
                (FormulaKind::Text(text), Comparison::NotEqual) => {
                    let subject = self.value(left);
                    let held = Term::Among(Box::new(subject.clone()), [text.clone()].into());
                    Term::all([held.not(), has(subject)])
                }
                _ => self.opaque(left, operator, right),
            },
            _ => self.opaque(left, operator, right),
        }
    }

    /// The difference of the two against nothing.
    fn compare_numbers(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Term {
        let ((low, low_numbers), (high, high_numbers)) = (self.domain(left), self.domain(right));
        let (one, two) = (self.value(left), self.value(right));
        let step = match (&low_numbers.step, &high_numbers.step, one.number(), two.number()) {
            (step, _, None, Some(_)) | (_, step, Some(_), None) => step.clone(),
            (Some(step), Some(other), _, _) if step == other => Some(step.clone()),
            _ => None,
        };
        let may_lack = |term: &Term, numbers: &Declared| {
            term.number().is_none()
                && term != &Term::word("as of")
                && term != &Term::word("last year")
                && numbers.may_lack
        };
        let may_lack = may_lack(&one, &low_numbers) || may_lack(&two, &high_numbers);
        let nought = || Turn::before(Number::zero());
        let cut = match operator {
            Comparison::AtLeast | Comparison::NotBefore => Cut::between(Some(nought()), None),
            Comparison::Over | Comparison::After => Cut::between(Some(Turn::after(Number::zero())), None),
            Comparison::Below | Comparison::Before => Cut::between(None, Some(nought())),
            Comparison::AtMost | Comparison::NotAfter => Cut::between(None, Some(Turn::after(Number::zero()))),
            Comparison::Equal => Cut::between(Some(nought()), Some(Turn::after(Number::zero()))),
            Comparison::NotEqual => Cut::between(Some(nought()), Some(Turn::after(Number::zero()))).complement(),
        };
        // A step holds for the difference only where the constant is one of its multiples.
        let constant = one.number().or(two.number());
        let fits =
            |step: &Number| constant.is_none_or(|constant| constant.over(step).is_some_and(|steps| steps.is_whole()));
        let range = low.minus(&high);
        match (&step, constant) {
            // Brought onto the steps of the subject itself.
            (Some(step), Some(constant)) if !fits(step) => {
                let (subject, domain, flip) =
                    if two.number().is_some() { (one.clone(), low, false) } else { (two.clone(), high, true) };
                let cut = cut.unscaled(
                    &if flip { Number::from(-1) } else { Number::one() },
                    &if flip { constant.clone() } else { constant.negated() },
                );
                self.number_in(
                    subject,
                    &cut,
                    (domain, Declared { step: Some(step.clone()), may_lack, choices: BTreeSet::new() }),
                )
            }
            _ => self.number_in(one.minus(two), &cut, (range, Declared { step, may_lack, choices: BTreeSet::new() })),
        }
    }

    fn opaque(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Term {
        let parts = vec![self.value(left), Term::word(format!("{operator:?}")), self.value(right)];
        Term::Holds(Box::new(Term::Of("compare", parts)))
    }

    /// That a value lies within bounds.
    pub(super) fn in_bound(&mut self, subject: &Formula, bound: &RowBound) -> Term {
        match bound {
            RowBound::Numbers(range) => self.number_within(subject, &Cut::of(range)),
            RowBound::Dates(low, high) => {
                let low = low.map(|(day, included)| Turn { number: day_number(day), after: !included });
                let high = high.map(|(day, included)| Turn { number: day_number(day), after: included });
                self.number_within(subject, &Cut::between(low, high))
            }
            RowBound::Years(low, high) => {
                let low = low.map(|year| Turn::before(Number::from(i64::from(year))));
                let high = high.map(|year| Turn::after(Number::from(i64::from(year))));
                self.number_within(subject, &Cut::between(low, high))
            }
            RowBound::Periods(low, high) => match self.interval(subject) {
                Some(ends) => self.in_time(ends, *low, *high),
                None => {
                    let subject = self.value(subject);
                    Term::Holds(Box::new(Term::Of("within", vec![subject, Term::word(format!("{low:?} {high:?}"))])))
                }
            },
        }
    }

    fn number_within(&mut self, subject: &Formula, cut: &Cut) -> Term {
        let domain = self.domain(subject);
        let subject = self.value(subject);
        self.number_in(subject, cut, domain)
    }

    /// The two days of a time.
    fn interval(&mut self, formula: &Formula) -> Option<(Term, Term)> {
        let Term::Of("between", ends) = self.value(formula) else { return None };
        let mut ends = ends.into_iter();
        ends.next().zip(ends.next())
    }

    /// That the time between two days lies within bounds, each with whether it belongs to it.
    fn in_time(&mut self, (from, to): (Term, Term), low: Option<(Period, bool)>, high: Option<(Period, bool)>) -> Term {
        let mut parts = Vec::new();
        for (bound, is_low) in [(low, true), (high, false)] {
            let Some((period, included)) = bound else { continue };
            let (unit, count) = match period.months_and_days() {
                (months, 0) => ("months", months),
                (_, days) => ("days", days),
            };
            let turn = Turn { number: Number::from(i64::from(count)), after: included ^ is_low };
            let cut = if is_low { Cut::between(Some(turn), None) } else { Cut::between(None, Some(turn)) };
            let subject = Term::Of("time", vec![from.clone(), to.clone(), Term::word(unit)]);
            self.note(&subject, Declared { step: None, may_lack: true, choices: BTreeSet::new() });
            parts.push(Term::In(Box::new(subject), cut));
        }
        Term::all(parts)
    }

    fn window(&mut self, subject: &Formula, bound: WindowBound) -> Term {
        match bound {
            WindowBound::Past(period) => {
                let age = (self.value(subject), Term::word("as of"));
                self.in_time(age, Some((Period { count: 0, ..period }, true)), Some((period, false)))
            }
            WindowBound::Future(period) => {
                let subject = self.value(subject);
                Term::Holds(Box::new(Term::Of("within the next", vec![subject, Term::word(period.to_string())])))
            }
            WindowBound::Years(count) => {
                let year = self.value(subject).minus(Term::word("last year"));
                let oldest = Number::one().minus(&Number::from(i64::from(count)));
                let cut = Cut::between(Some(Turn::before(oldest)), Some(Turn::after(Number::zero())));
                let step = Some(Number::one());
                self.number_in(year, &cut, (Range::all(), Declared { step, may_lack: true, choices: BTreeSet::new() }))
            }
        }
    }

    fn member(&mut self, subject: &Formula, membership: Membership, options: &[usize]) -> Term {
        let value = self.value(subject);
        match (&subject.of, membership) {
            (Type::Choice(choices), Membership::OneOf | Membership::NotOneOf) => {
                let wanted = options.iter().map(|option| key_of(choices, *option).to_owned()).collect();
                self.among(subject, wanted, membership == Membership::NotOneOf)
            }
            (Type::Choices(choices), Membership::HasAny | Membership::HasNone | Membership::HasAll) => {
                let held = |option: &usize| {
                    let parts = vec![value.clone(), Term::word(key_of(choices, *option))];
                    Term::Holds(Box::new(Term::Of("holds choice", parts)))
                };
                match membership {
                    Membership::HasAll => Term::all(options.iter().map(held)),
                    Membership::HasNone => Term::all([Term::any(options.iter().map(held)).not(), has(value.clone())]),
                    Membership::HasAny | Membership::OneOf | Membership::NotOneOf | Membership::Only => {
                        Term::any(options.iter().map(held))
                    }
                }
            }
            (of, _) => {
                let choices =
                    if let Type::Choice(choices) | Type::Choices(choices) = of { choices.as_slice() } else { &[] };
                let mut wanted: Vec<&str> = options.iter().map(|option| key_of(choices, *option)).collect();
                wanted.sort_unstable();
                let words = wanted.into_iter().map(Term::word);
                let parts = [value, Term::word(format!("{membership:?}"))].into_iter().chain(words).collect();
                Term::Holds(Box::new(Term::Of("member", parts)))
            }
        }
    }

    /// That a choice is one of these; or is one of the others.
    pub(super) fn among(&mut self, subject: &Formula, wanted: BTreeSet<String>, negated: bool) -> Term {
        let value = self.value(subject);
        let choices: BTreeSet<String> = match &subject.of {
            Type::Choice(choices) => choices.iter().map(|choice| choice.key.clone()).collect(),
            _ => BTreeSet::new(),
        };
        let wanted = if negated { choices.difference(&wanted).cloned().collect() } else { wanted };
        let may_lack = self.may_lack(subject);
        self.note(&value, Declared { step: None, may_lack, choices });
        if wanted.is_empty() { Term::Truth(false) } else { Term::Among(Box::new(value), wanted) }
    }

    /// Whether a fact may be without a value; what is not a fact may be.
    fn may_lack(&self, formula: &Formula) -> bool {
        let fact = self.plan.extents().fact_of(formula);
        fact.is_none_or(|fact| fact.may_be_none || fact.may_be_not_applicable)
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

fn as_word(term: Term) -> Option<String> {
    if let Term::Word(word) = term { Some(word) } else { None }
}

/// Days since a fixed one.
fn day_number(day: Date) -> Number {
    Number::from(i64::from(Date::SAMPLE.days_to(day)))
}
