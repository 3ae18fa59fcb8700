//! Records one step away from a record: one value changed to another that the rules tell apart, a record of a list more
//! or less.

use std::collections::BTreeSet;

use crate::facts::{Entry, Facts, Row, State, Value};
use crate::plan::{FactDeclaration, Formula, FormulaKind, Kind, RowBound, WindowBound};
use crate::value::{Bound, Date, Number, Period};

/// How often a record of a list is repeated at most.
const MOST_COPIES: usize = 4;

/// Values that rules tell apart.
pub(super) struct Marks {
    numbers: BTreeSet<Number>,
    days: BTreeSet<Date>,
    years: BTreeSet<i32>,
}

impl Marks {
    /// What formulas compare with, on a date.
    pub(super) fn of<'f>(formulas: impl IntoIterator<Item = &'f Formula>, as_of: Date) -> Self {
        let years = (0..6).map(|back| as_of.year().saturating_sub(back)).collect();
        let mut marks = Self { numbers: [Number::zero()].into(), days: [as_of].into(), years };
        formulas.into_iter().flat_map(Formula::all).for_each(|formula| marks.note(formula, as_of));
        let days: Vec<Date> = marks.days.iter().copied().collect();
        marks.days.extend(days.iter().flat_map(|day| [day.shifted(-1), day.shifted(1)]));
        marks
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn note(&mut self, formula: &Formula, as_of: Date) {
        match &formula.kind {
            FormulaKind::Number(number) => {
                self.numbers.insert(number.clone());
            }
            FormulaKind::Date(day) => {
                self.days.insert(*day);
            }
            FormulaKind::Year(year) => {
                self.years.insert(*year);
            }
            FormulaKind::Period(period) | FormulaKind::Elapsed(_, period) => self.period(*period, as_of),
            FormulaKind::Window(_, WindowBound::Past(period)) => self.period(*period, as_of),
            FormulaKind::Window(_, WindowBound::Future(period)) => {
                self.days.insert(as_of.after(*period));
            }
            FormulaKind::InRange(_, bound) => self.bound(bound, as_of),
            _ => {}
        }
    }

    /// The values at the ends of a row.
    pub(super) fn bound(&mut self, bound: &RowBound, as_of: Date) {
        match bound {
            RowBound::Numbers(range) => {
                self.numbers
                    .extend([&range.low, &range.high].into_iter().flatten().map(|Bound { number, .. }| number.clone()));
            }
            RowBound::Periods(low, high) => {
                [low, high].into_iter().flatten().for_each(|(period, _)| self.period(*period, as_of))
            }
            RowBound::Dates(low, high) => self.days.extend([low, high].into_iter().flatten().map(|(day, _)| *day)),
            RowBound::Years(low, high) => self.years.extend([low, high].into_iter().flatten().copied()),
        }
    }

    /// The day whose period runs out on the as-of date.
    fn period(&mut self, period: Period, as_of: Date) {
        let (months, days) = period.months_and_days();
        let months = i32::try_from(months).unwrap_or(0);
        let back = as_of
            .year()
            .saturating_mul(12)
            .saturating_add(i32::try_from(as_of.month()).unwrap_or(1))
            .saturating_sub(1)
            .saturating_sub(months);
        let month = u32::try_from(back.rem_euclid(12)).unwrap_or(0).saturating_add(1);
        let days = i32::try_from(days).unwrap_or(0);
        // The last day that there is, where the month is shorter.
        let day = (0..4).find_map(|less| Date::new(back.div_euclid(12), month, as_of.day().saturating_sub(less)));
        self.days.extend(day.map(|day| day.shifted(days.saturating_neg())));
    }
}

/// Every record one step away, where the step is in one of these facts.
pub(super) fn variations(
    facts: &Facts,
    declarations: &[FactDeclaration],
    reads: &[usize],
    marks: &Marks,
) -> Vec<Facts> {
    let mut found = vec![tenfold(facts, declarations, reads)];
    for fact in reads {
        let Some((declaration, entry)) = declarations.get(*fact).zip(facts.entries.get(*fact)) else { continue };
        for state in states(declaration, &entry.state, marks) {
            let mut varied = facts.clone();
            if let Some(entry) = varied.entries.get_mut(*fact) {
                entry.state = state;
            }
            found.push(varied);
        }
    }
    found
}

/// All numbers ten times as large: their ratios stay, and have finer ones beside them.
fn tenfold(facts: &Facts, declarations: &[FactDeclaration], reads: &[usize]) -> Facts {
    let mut larger = facts.clone();
    for fact in reads {
        let Some((declaration, entry)) = declarations.get(*fact).zip(larger.entries.get_mut(*fact)) else { continue };
        if let State::Given(Value::Number(number)) = &entry.state {
            let tenfold = number.times(&Number::from(10));
            if declaration.range.contains(&tenfold) {
                entry.state = State::Given(Value::Number(tenfold));
            }
        }
    }
    larger
}

fn states(declaration: &FactDeclaration, now: &State, marks: &Marks) -> Vec<State> {
    let none = declaration.may_be_none.then_some(State::NoRecord);
    let absent = declaration.may_be_not_applicable.then_some(State::NotApplicable);
    let states = values(declaration, now, marks).into_iter().map(State::Given).chain(none).chain(absent);
    states.filter(|state| state != now).collect()
}

fn values(declaration: &FactDeclaration, now: &State, marks: &Marks) -> Vec<Value> {
    match &declaration.kind {
        Kind::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Kind::Choice(choices) => (0..choices.len()).map(Value::Choice).collect(),
        Kind::Choices(choices) => {
            let single = (0..choices.len()).map(|choice| Value::Choices([choice].into()));
            single.chain([Value::Choices((0..choices.len()).collect()), Value::Choices(BTreeSet::new())]).collect()
        }
        Kind::Quantity { whole, .. } => {
            let step = declaration.step.clone().or_else(|| whole.then(Number::one)).unwrap_or_else(Number::one);
            // Beside what the rules name, and beside what there is now: between the steps of an increment.
            let here = if let State::Given(Value::Number(number)) = now { Some(number) } else { None };
            let tenfold = here.map(|number| number.times(&Number::from(10)));
            let middle = marks.numbers.iter().chain(here).chain(&tenfold);
            let near = middle.flat_map(|mark| [mark.clone(), mark.minus(&step), mark.plus(&step)]);
            let fits = |number: &Number| {
                declaration.range.contains(number)
                    && (!whole || number.is_whole())
                    && declaration
                        .step
                        .as_ref()
                        .is_none_or(|step| number.over(step).is_some_and(|steps| steps.is_whole()))
            };
            near.filter(fits).map(Value::Number).collect()
        }
        Kind::Date => marks.days.iter().copied().map(Value::Date).collect(),
        Kind::Year => marks.years.iter().copied().map(Value::Year).collect(),
        Kind::Text | Kind::CreditCode => Vec::new(),
        Kind::List(list) => {
            let (State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows))) = now else {
                return Vec::new();
            };
            lists(rows, &list.fields, marks)
        }
    }
}

/// The lists with one value changed, one record left out, or one repeated.
fn lists(rows: &[Row], fields: &[FactDeclaration], marks: &Marks) -> Vec<Value> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (index, field) in fields.iter().enumerate() {
            let Some(entry) = row.fields.get(index) else { continue };
            for state in states(field, &entry.state, marks) {
                let mut rows = rows.to_vec();
                if let Some(entry) = rows.get_mut(at).and_then(|row| row.fields.get_mut(index)) {
                    *entry = Entry { state, provenance: None };
                }
                found.push(rows);
            }
        }
        let mut fewer = rows.to_vec();
        fewer.remove(at);
        found.push(fewer);
        found.extend((1..MOST_COPIES).map(|copies| {
            let again = std::iter::repeat_n(row, copies).enumerate().map(|(copy, row)| retold(row, copy, fields));
            rows.iter().cloned().chain(again).collect()
        }));
    }
    found.into_iter().map(Value::List).collect()
}

/// A record like another, with texts of its own: another case, another certificate.
fn retold(row: &Row, copy: usize, fields: &[FactDeclaration]) -> Row {
    let mut row = row.clone();
    for (entry, field) in row.fields.iter_mut().zip(fields) {
        if let (Kind::Text, State::Given(Value::Text(text))) = (&field.kind, &entry.state) {
            entry.state = State::Given(Value::Text(format!("{text}（{}）", copy.saturating_add(2))));
        }
    }
    row
}
