//! Comparisons, bounds, windows and choices as terms: that a number lies in a set, that a choice is among some.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::BTreeSet;

use super::cut::{Cut, Turn};
use super::formula::{Declared, Former, as_word, day_number, has, key_of};
use super::term::Term;
use crate::document::{Comparison, Membership};
use crate::plan::{Formula, FormulaKind, Known, RowBound, Type, WindowBound};
use crate::value::{Number, Period, Range};

impl Former<'_> {
    pub(super) fn fails(&mut self, inner: &Formula) -> Term {
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
            | Type::Broken => match self.value(formula) {
                _ if !self.may_lack(formula) => Term::Truth(true),
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
                let extent = extents.extent(formula, &Known::default());
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

    pub(super) fn compare(&mut self, left: &Formula, operator: Comparison, right: &Formula) -> Term {
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
    pub(super) fn in_time(
        &mut self,
        (from, to): (Term, Term),
        low: Option<(Period, bool)>,
        high: Option<(Period, bool)>,
    ) -> Term {
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

    pub(super) fn window(&mut self, subject: &Formula, bound: WindowBound) -> Term {
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

    pub(super) fn member(&mut self, subject: &Formula, membership: Membership, options: &[usize]) -> Term {
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
}
