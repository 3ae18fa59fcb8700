//! Ways that give a formula a value, or leave it without one.

use super::candidate::candidates;
use super::holds::{outside, place_of, with_lacking};
use super::sketch::list_of;
use super::task::{Deed, Task, Want, Way, What};
use super::{Search, day};
use crate::document::{Comparison, Function};
use crate::eval::{At, Domain, Estimate, Place};
use crate::facts::{State, Value};
use crate::plan::{Formula, FormulaKind, Kind, Type};
use crate::value::{Bound, Date, Number, Range, Truth};

/// Whether a value surely is as wanted.
#[expect(clippy::wildcard_enum_match_arm, reason = "a want of another type than the value is never met")]
pub(super) fn is_met(estimate: &Estimate, want: &Want) -> bool {
    match want {
        Want::Any => return estimate.may_have_value() && !estimate.may_lack_value(),
        Want::Known => return estimate.is_known(),
        Want::Lacking => return !estimate.may_have_value() && !estimate.zero_division,
        Want::Divided => {
            return !estimate.may_have_value() && estimate.zero_division && !estimate.none && !estimate.not_applicable;
        }
        _ => {}
    }
    let within = |low: bool, high: bool| low && high;
    !estimate.may_lack_value()
        && match (&estimate.domain, want) {
            (Domain::Number(range), Want::Numbers(wanted)) => range.within(wanted) == Truth::True,
            (Domain::Date(Some(day)), Want::Days(low, high)) => {
                within(low.is_none_or(|low| *day >= low), high.is_none_or(|high| *day <= high))
            }
            (Domain::Year(Some(year)), Want::Years(low, high)) => {
                within(low.is_none_or(|low| *year >= low), high.is_none_or(|high| *year <= high))
            }
            (Domain::Choice(choices), Want::Choice(wanted)) => choices.iter().all(|choice| wanted.contains(choice)),
            (Domain::Choices(Some(held)), Want::Choices { all, any, none }) => {
                let some = any.is_empty() || any.iter().any(|choice| held.contains(choice));
                some && all.iter().all(|choice| held.contains(choice))
                    && !none.iter().any(|choice| held.contains(choice))
            }
            (Domain::Text(Some(text)), Want::Text { among, but }) => {
                let is = |known: &String| **known == **text;
                among.as_ref().is_none_or(|among| among.iter().any(is)) && !but.iter().any(is)
            }
            (Domain::Truth(truth), Want::Truth(wanted)) => *truth == Truth::from(*wanted),
            _ => false,
        }
}

impl<'p> Search<'p> {
    /// Ways that give a formula the wanted value.
    #[expect(clippy::wildcard_enum_match_arm, reason = "numbers are looked at elsewhere")]
    pub(super) fn is(&mut self, formula: &'p Formula, want: &Want, task: &Task<'p>) -> Vec<Way<'p>> {
        if let Some((inner, rows)) = self.defined(formula, &task.rows) {
            return vec![Way::of(vec![Task::new(What::Is(inner, want.clone()), &rows, task.code)])];
        }
        match &formula.kind {
            FormulaKind::Fact(_) | FormulaKind::Field { .. } => self.assign(formula, want, task),
            FormulaKind::If(condition, then, otherwise) => {
                let way = |holds, part| {
                    let chosen = task.also(What::Holds(condition, holds));
                    Way::of(vec![chosen, task.also(What::Is(part, want.clone()))])
                };
                vec![way(true, then), way(false, otherwise)]
            }
            FormulaKind::Aggregate(aggregate) => self.listed(aggregate, want, task),
            FormulaKind::Arithmetic(left, operator, right) => match (&formula.of, want) {
                (Type::Year, Want::Years(low, high)) => self.year_moved(left, *operator, right, (*low, *high), task),
                _ => self.arithmetic(left, *operator, right, want, task),
            },
            FormulaKind::Negative(inner) => {
                let want = match want {
                    Want::Numbers(range) => Want::Numbers(range.negated()),
                    other => other.clone(),
                };
                vec![Way::of(vec![task.also(What::Is(inner, want))])]
            }
            FormulaKind::Call(function, arguments) => self.call(*function, arguments, want, task),
            FormulaKind::ScoreOf(code) => self.score_of(code, want, task),
            FormulaKind::Between(from, to) => match want {
                Want::Any | Want::Known => {
                    vec![Way::of([from, to].map(|part| task.also(What::Is(part, want.clone()))).to_vec())]
                }
                Want::Lacking => {
                    [from, to].map(|part| Way::of(vec![task.also(What::Is(part, Want::Lacking))])).to_vec()
                }
                _ => Vec::new(),
            },
            _ => match want {
                Want::Truth(wanted) if formula.of == Type::Truth => {
                    vec![Way::of(vec![task.also(What::Holds(formula, *wanted))])]
                }
                _ => Vec::new(),
            },
        }
    }

    /// Sets a fact or field to one value after another.
    fn assign(&mut self, formula: &'p Formula, want: &Want, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(place) = place_of(formula, &task.rows) else { return Vec::new() };
        let Some(declaration) = self.sketch.declaration(place) else { return Vec::new() };
        if self.sketch.state(place) != Some(&State::NotSubmitted) {
            return Vec::new();
        }
        let want = if let Kind::Text = declaration.kind { self.told_apart(place, want) } else { want.clone() };
        let states = candidates(declaration, &want, self.sketch.as_of).into_iter();
        states.map(|state| Way::deed(Deed::Set(place, state))).collect()
    }

    /// A new text is not one that a record beside it has.
    pub(super) fn told_apart(&self, place: Place, want: &Want) -> Want {
        let known = match want {
            Want::Text { among: None, but } => but.clone(),
            Want::Any | Want::Known => Vec::new(),
            Want::Text { .. }
            | Want::Numbers(_)
            | Want::Days(..)
            | Want::Years(..)
            | Want::Choice(_)
            | Want::Choices { .. }
            | Want::Truth(_)
            | Want::Lacking
            | Want::Divided => return want.clone(),
        };
        let beside = if let Place::Field(at, field) = place { self.texts_beside(at, field) } else { Vec::new() };
        Want::Text { among: None, but: known.into_iter().chain(beside).collect() }
    }

    /// The texts that the other records of a list have in a field.
    fn texts_beside(&self, at: At, field: usize) -> Vec<String> {
        let (list, _) = list_of(at);
        let rows = self.sketch.rows(list).unwrap_or_default();
        let states = rows.iter().filter_map(|row| row.fields.get(field)).map(|entry| &entry.state);
        let text = |state: &State| if let State::Given(Value::Text(text)) = state { Some(text.clone()) } else { None };
        states.filter_map(text).collect()
    }

    /// Ways to a comparison.
    pub(super) fn compare(
        &mut self,
        left: &'p Formula,
        operator: Comparison,
        right: &'p Formula,
        wanted: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let asked = if wanted { operator } else { operator.opposite() };
        let mut ways = match (&left.of, &right.kind) {
            (Type::Interval, FormulaKind::Period(period)) => self.compare_interval(left, asked, *period, task),
            (Type::Truth, _) => {
                let same = asked == Comparison::Equal;
                let both = |holds: bool| {
                    Way::of(vec![
                        task.also(What::Is(left, Want::Truth(holds))),
                        task.also(What::Is(right, Want::Truth(holds == same))),
                    ])
                };
                vec![both(true), both(false)]
            }
            _ => self.compare_values(left, asked, right, task),
        };
        if !wanted {
            ways = with_lacking(with_lacking(ways, left, false, task), right, false, task);
        }
        ways
    }

    /// The side that is known bounds the other; where neither is, one is chosen first.
    fn compare_values(
        &mut self,
        left: &'p Formula,
        operator: Comparison,
        right: &'p Formula,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let mut ways = Vec::new();
        for (fixed, free, operator) in [(right, left, operator), (left, right, operator.mirrored())] {
            let known = self.sketch.estimate(fixed, &task.rows);
            if let Some(wants) = beside(&known, operator, free) {
                ways.extend(wants.into_iter().map(|want| Way::of(vec![task.also(What::Is(free, want))])));
                if !self.is_listed(fixed, &task.rows) {
                    return ways;
                }
            }
        }
        let compared = |first: What<'p>, second: What<'p>| Way::of(vec![task.also(first), task.also(second)]);
        if let (Type::Month, Type::Month) = (&left.of, &right.of) {
            return self.compare_months(left, operator, right, task);
        }
        if let Type::Quantity(_) = right.of {
            for (fixed, other, operator) in [(right, left, operator), (left, right, operator.mirrored())] {
                for sample in self.samples(fixed, &task.rows) {
                    let first = What::Is(fixed, Want::Numbers(Range::exactly(sample.clone())));
                    for range in ranges(operator, &sample) {
                        ways.push(compared(first.clone(), What::Is(other, Want::Numbers(range))));
                    }
                }
            }
            return ways;
        }
        // One side first gets any value; the comparison is then looked at again.
        for side in [right, left] {
            ways.push(Way::of(vec![task.also(What::Is(side, Want::Known)), self.again(left, operator, right, task)]));
        }
        if let Type::Date = right.of {
            let as_of = self.sketch.as_of;
            for side in [right, left] {
                let days = What::Is(side, Want::Days(Some(as_of), Some(as_of)));
                ways.push(Way::of(vec![task.also(days), self.again(left, operator, right, task)]));
            }
        }
        ways
    }

    /// The comparison itself, to be looked at again; another operator than the one written is found by its parts.
    fn again(&self, left: &'p Formula, operator: Comparison, right: &'p Formula, task: &Task<'p>) -> Task<'p> {
        task.also(What::Compared(left, operator, right))
    }

    fn compare_months(
        &mut self,
        left: &'p Formula,
        operator: Comparison,
        right: &'p Formula,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let ((left, left_rows), (right, right_rows)) =
            (self.meaning(left, &task.rows), self.meaning(right, &task.rows));
        let (FormulaKind::Call(_, left), FormulaKind::Call(_, right)) = (&left.kind, &right.kind) else {
            return Vec::new();
        };
        let (Some(left), Some(right)) = (left.first(), right.first()) else { return Vec::new() };
        let (fixed, rows, free, free_rows, operator) = match self.day(right, &right_rows) {
            Some(_) => (right, right_rows, left, left_rows, operator),
            None => (left, left_rows, right, right_rows, operator.mirrored()),
        };
        let Some(known) = self.day(fixed, &rows) else {
            let first = Task::new(What::Is(fixed, Want::Known), &rows, task.code);
            return vec![Way::of(vec![first, task.clone()])];
        };
        let shifts: &[i32] = match operator {
            Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => &[0],
            Comparison::NotBefore | Comparison::NotAfter => &[0],
            Comparison::Below | Comparison::Before | Comparison::NotEqual => &[-40],
            Comparison::Over | Comparison::After => &[40],
        };
        let days = shifts.iter().map(|shift| known.shifted(*shift));
        let is = |day: Date| Task::new(What::Is(free, Want::Days(Some(day), Some(day))), &free_rows, task.code);
        days.map(|day| Way::of(vec![is(day)])).collect()
    }

    /// A year so many years from another.
    fn year_moved(
        &mut self,
        left: &'p Formula,
        operator: crate::document::ArithmeticOperator,
        right: &'p Formula,
        (low, high): (Option<i32>, Option<i32>),
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let Some(by) = self.exactly(right, &task.rows).and_then(|by| by.to_string().parse::<i32>().ok()) else {
            return Vec::new();
        };
        let by = if operator == crate::document::ArithmeticOperator::Subtract { by } else { by.saturating_neg() };
        let moved = |year: Option<i32>| year.map(|year| year.saturating_add(by));
        vec![Way::of(vec![task.also(What::Is(left, Want::Years(moved(low), moved(high))))])]
    }

    /// Ways to a function of dates; those of numbers are elsewhere.
    pub(super) fn call(
        &mut self,
        function: Function,
        arguments: &'p [Formula],
        want: &Want,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let Some(first) = arguments.first() else { return Vec::new() };
        let is = |want: Want| Way::of(vec![task.also(What::Is(first, want))]);
        match (function, want) {
            (Function::Indicator, Want::Numbers(range)) => {
                let holds = [(Number::one(), true), (Number::zero(), false)];
                let fitting = holds.into_iter().filter(|(number, _)| range.contains(number));
                fitting.map(|(_, holds)| Way::of(vec![task.also(What::Holds(first, holds))])).collect()
            }
            (Function::Indicator, _) => Vec::new(),
            (_, Want::Any | Want::Known | Want::Lacking | Want::Divided) => {
                let parts = arguments.iter().map(|part| task.also(What::Is(part, want.clone())));
                if let Want::Any | Want::Known = want {
                    vec![Way::of(parts.collect())]
                } else {
                    parts.map(|part| Way::of(vec![part])).collect()
                }
            }
            (Function::YearOf, Want::Years(low, high)) => {
                let first_day = low.and_then(|year| Date::new(year, 1, 1));
                let last_day = high.and_then(|year| Date::new(year, 12, 31));
                vec![is(Want::Days(first_day, last_day))]
            }
            (Function::DaysOf | Function::FullMonths | Function::FullYears, Want::Numbers(range)) => {
                self.elapsed_time(function, first, range, task)
            }
            (_, Want::Numbers(range)) => self.call_of_numbers(function, arguments, range, task),
            (
                _,
                Want::Days(..)
                | Want::Years(..)
                | Want::Choice(_)
                | Want::Choices { .. }
                | Want::Text { .. }
                | Want::Truth(_),
            ) => Vec::new(),
        }
    }
}

/// The numbers of which a comparison with a number holds.
pub(super) fn ranges(operator: Comparison, number: &Number) -> Vec<Range> {
    let bound = |included| Some(Bound { number: number.clone(), included });
    let exactly = Range::exactly(number.clone());
    match operator {
        Comparison::AtLeast | Comparison::NotBefore => vec![Range { low: bound(true), high: None }],
        Comparison::Over | Comparison::After => vec![Range { low: bound(false), high: None }],
        Comparison::Below | Comparison::Before => vec![Range { low: None, high: bound(false) }],
        Comparison::AtMost | Comparison::NotAfter => vec![Range { low: None, high: bound(true) }],
        Comparison::Equal => vec![exactly],
        Comparison::NotEqual => outside(&exactly).into_iter().rev().collect(),
    }
}

/// What the other side of a comparison may be, where one side is known.
#[expect(clippy::wildcard_enum_match_arm, reason = "what is not known says nothing of the other side")]
fn beside(known: &Estimate, operator: Comparison, other: &Formula) -> Option<Vec<Want>> {
    if known.may_lack_value() {
        return None;
    }
    let equal = matches!(operator, Comparison::Equal);
    Some(match &known.domain {
        Domain::Number(range) => ranges(operator, range.exact()?).into_iter().map(Want::Numbers).collect(),
        Domain::Date(Some(day)) => {
            day_spans(operator, *day).into_iter().map(|(low, high)| Want::Days(low, high)).collect()
        }
        Domain::Year(Some(year)) => {
            let year = *year;
            let (before, after) = (Some(year.saturating_sub(1)), Some(year.saturating_add(1)));
            match operator {
                Comparison::AtLeast | Comparison::NotBefore => vec![Want::Years(Some(year), None)],
                Comparison::Over | Comparison::After => vec![Want::Years(after, None)],
                Comparison::Below | Comparison::Before => vec![Want::Years(None, before)],
                Comparison::AtMost | Comparison::NotAfter => vec![Want::Years(None, Some(year))],
                Comparison::Equal => vec![Want::Years(Some(year), Some(year))],
                Comparison::NotEqual => vec![Want::Years(None, before), Want::Years(after, None)],
            }
        }
        Domain::Choice(choices) if choices.len() == 1 => {
            let count = if let Type::Choice(choices) = &other.of { choices.len() } else { 0 };
            vec![Want::Choice((0..count).filter(|choice| choices.contains(choice) == equal).collect())]
        }
        Domain::Text(Some(text)) => {
            let text = vec![text.to_string()];
            vec![if equal {
                Want::Text { among: Some(text), but: Vec::new() }
            } else {
                Want::Text { among: None, but: text }
            }]
        }
        _ => return None,
    })
}

fn day_spans(operator: Comparison, day: Date) -> Vec<day::Span> {
    match operator {
        Comparison::AtLeast | Comparison::NotBefore => vec![(Some(day), None)],
        Comparison::Over | Comparison::After => vec![(Some(day.shifted(1)), None)],
        Comparison::Below | Comparison::Before => vec![(None, Some(day.shifted(-1)))],
        Comparison::AtMost | Comparison::NotAfter => vec![(None, Some(day))],
        Comparison::Equal => vec![(Some(day), Some(day))],
        Comparison::NotEqual => vec![(None, Some(day.shifted(-1))), (Some(day.shifted(1)), None)],
    }
}
