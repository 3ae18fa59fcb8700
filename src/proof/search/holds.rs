//! Ways that make a condition hold, or fail.

use super::task::{Deed, Task, Want, Way, What};
use super::{Search, day};
use crate::breakdown::ConditionSort;
use crate::document::{FactState, Membership};
use crate::eval::{At, ListAt, Place};
use crate::facts::State;
use crate::plan::{Condition, Formula, FormulaKind, ListReference, RowBound, Type, WindowBound};
use crate::value::{Bound, Range, Truth};

/// How many records that are there already are tried before a new one is added.
const MOST_TRIED: usize = 4;

impl<'p> Search<'p> {
    /// Ways to a condition.
    pub(super) fn met(condition: &'p Condition, met: Truth, task: &Task<'p>) -> Vec<Way<'p>> {
        let met = match met {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => return Vec::new(),
        };
        let holds = |formula: &'p Formula, wanted| task.also(What::Holds(formula, wanted));
        let any = |formulas: &'p [Formula], wanted| {
            formulas.iter().map(move |formula| vec![holds(formula, wanted)]).collect::<Vec<_>>()
        };
        let all = |formulas: &'p [Formula], wanted| -> Vec<Task<'p>> {
            formulas.iter().map(|formula| holds(formula, wanted)).collect()
        };
        let ceiling = condition.sort == ConditionSort::Ceiling;
        // What is asked for holds all together; a ceiling is met where some of it does not.
        let ways: Vec<Vec<Task<'p>>> =
            if met == ceiling { any(&condition.requires, false) } else { vec![all(&condition.requires, true)] };
        if met {
            ways.into_iter().chain(any(&condition.concerns, false)).map(Way::of).collect()
        } else {
            let concerned = all(&condition.concerns, true);
            ways.into_iter().map(|way| Way::of(concerned.iter().cloned().chain(way).collect())).collect()
        }
    }

    /// Ways that make a condition concern the applicant, or not.
    pub(super) fn concerns(condition: &'p Condition, concerned: bool, task: &Task<'p>) -> Vec<Way<'p>> {
        let tasks = condition.concerns.iter().map(|formula| task.also(What::Holds(formula, concerned)));
        if concerned { vec![Way::of(tasks.collect())] } else { tasks.map(|task| Way::of(vec![task])).collect() }
    }

    /// Ways that make a condition hold, or fail.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no condition is looked at as a value")]
    pub(super) fn holds(&mut self, formula: &'p Formula, wanted: bool, task: &Task<'p>) -> Vec<Way<'p>> {
        let one = |what: What<'p>| Way::of(vec![task.also(what)]);
        match &formula.kind {
            FormulaKind::Truth(_) | FormulaKind::Broken => Vec::new(),
            FormulaKind::And(parts) => connected(parts, wanted, wanted, task),
            FormulaKind::Or(parts) => connected(parts, wanted, !wanted, task),
            FormulaKind::Not(inner) => vec![one(What::Holds(inner, !wanted))],
            FormulaKind::Fails(inner) => fails(inner, wanted, task),
            FormulaKind::Compare(left, operator, right) => self.compare(left, *operator, right, wanted, task),
            FormulaKind::InRange(subject, bound) => self.in_range(subject, bound, wanted, task),
            FormulaKind::Member(subject, membership, options) => member(subject, *membership, options, wanted, task),
            FormulaKind::TextIn(subject, texts, negated) => {
                let text = if wanted == *negated {
                    Want::Text { among: None, but: texts.clone() }
                } else {
                    Want::Text { among: Some(texts.clone()), but: Vec::new() }
                };
                with_lacking(vec![one(What::Is(subject, text))], subject, wanted, task)
            }
            FormulaKind::Window(subject, bound) => self.window(subject, *bound, wanted, task),
            FormulaKind::Elapsed(subject, period) => {
                let last = day::latest_elapsed(*period, self.sketch.as_of);
                let days = if wanted { Want::Days(None, Some(last)) } else { Want::Days(Some(last.shifted(1)), None) };
                with_lacking(vec![one(What::Is(subject, days))], subject, wanted, task)
            }
            FormulaKind::State(subject, state) => self.has_state(subject, *state, wanted, task),
            FormulaKind::Exists(list, filter) => self.exists(*list, filter.as_deref(), wanted, task),
            FormulaKind::Every(list, condition) => self.every(*list, condition, wanted, task),
            FormulaKind::If(condition, then, otherwise) => {
                let way = |holds, part| {
                    Way::of(vec![task.also(What::Holds(condition, holds)), task.also(What::Holds(part, wanted))])
                };
                vec![way(true, then), way(false, otherwise)]
            }
            FormulaKind::EvidenceAttached => {
                task.rows.last().filter(|_| wanted).map(|at| Way::deed(Deed::AddEvidence(*at))).into_iter().collect()
            }
            FormulaKind::Definition(_) | FormulaKind::Field { .. } => match self.defined(formula, &task.rows) {
                Some((inner, rows)) => vec![Way::of(vec![Task::new(What::Holds(inner, wanted), &rows, task.code)])],
                None => with_lacking(vec![one(What::Is(formula, Want::Truth(wanted)))], formula, wanted, task),
            },
            _ => with_lacking(vec![one(What::Is(formula, Want::Truth(wanted)))], formula, wanted, task),
        }
    }

    /// Ways into, or out of, a range.
    pub(super) fn in_range(
        &mut self,
        subject: &'p Formula,
        bound: &RowBound,
        wanted: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let is = |want: Want| Way::of(vec![task.also(What::Is(subject, want))]);
        let ways = match bound {
            RowBound::Numbers(range) => {
                let ranges = if wanted { vec![range.clone()] } else { outside(range) };
                ranges.into_iter().map(|range| is(Want::Numbers(range))).collect()
            }
            RowBound::Periods(low, high) => self.interval(subject, (*low, *high), wanted, task),
            RowBound::Dates(low, high) => {
                let first = low.map(|(day, included)| if included { day } else { day.shifted(1) });
                let last = high.map(|(day, included)| if included { day } else { day.shifted(-1) });
                day::spans((first, last), wanted).into_iter().map(|(low, high)| is(Want::Days(low, high))).collect()
            }
            RowBound::Years(low, high) => {
                let before = low.map(|low| (None, Some(low.saturating_sub(1))));
                let after = high.map(|high| (Some(high.saturating_add(1)), None));
                let spans = if wanted { vec![(*low, *high)] } else { before.into_iter().chain(after).collect() };
                spans.into_iter().map(|(low, high)| is(Want::Years(low, high))).collect()
            }
        };
        with_lacking(ways, subject, wanted, task)
    }

    fn window(&mut self, subject: &'p Formula, bound: WindowBound, wanted: bool, task: &Task<'p>) -> Vec<Way<'p>> {
        let is = |want: Want| Way::of(vec![task.also(What::Is(subject, want))]);
        let as_of = self.sketch.as_of;
        let ways = match bound {
            WindowBound::Past(period) => {
                let span = (Some(day::latest_elapsed(period, as_of).shifted(1)), Some(as_of));
                day::spans(span, wanted).into_iter().map(|(low, high)| is(Want::Days(low, high))).collect()
            }
            WindowBound::Future(period) => {
                let span = (Some(as_of), Some(as_of.after(period)));
                day::spans(span, wanted).into_iter().map(|(low, high)| is(Want::Days(low, high))).collect()
            }
            WindowBound::Years(count) => {
                let count = i32::try_from(count).unwrap_or(i32::MAX);
                let (first, last) = (as_of.year().saturating_sub(count), as_of.year().saturating_sub(1));
                return self.in_range(subject, &RowBound::Years(Some(first), Some(last)), wanted, task);
            }
        };
        with_lacking(ways, subject, wanted, task)
    }

    fn has_state(&self, subject: &'p Formula, state: FactState, wanted: bool, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(place) = place_of(subject, &task.rows) else { return Vec::new() };
        let Some(declaration) = self.sketch.declaration(place) else { return Vec::new() };
        let mut ways = Vec::new();
        let none = || Way::deed(Deed::Set(place, State::NoRecord));
        let absent = || Way::deed(Deed::Set(place, State::NotApplicable));
        let given = || Way::of(vec![task.also(What::Is(subject, Want::Any))]);
        let (by_value, by_none, by_absence) = match state {
            FactState::Given => (wanted, !wanted, !wanted),
            FactState::Empty => (!wanted, wanted, wanted),
            FactState::NoRecord => (!wanted, wanted, !wanted),
            FactState::NotApplicable => (!wanted, !wanted, wanted),
        };
        if let Type::List = subject.of {
            // A list holds records or none: with one it is no longer without.
            let list = task_list(place);
            let adds = list.filter(|_| state == FactState::NoRecord && !wanted);
            return adds.map(|list| Way::deed(Deed::AddRow(list))).into_iter().collect();
        }
        if by_value {
            ways.push(given());
        }
        if by_none && declaration.may_be_none {
            ways.push(none());
        }
        if by_absence && declaration.may_be_not_applicable {
            ways.push(absent());
        }
        ways
    }

    pub(super) fn exists(
        &mut self,
        list: ListReference,
        filter: Option<&'p Formula>,
        wanted: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let Some(list) = ListAt::of(list, &task.rows) else { return Vec::new() };
        let length = self.sketch.length(list);
        let records: Vec<At> = (0..length).map(|number| list.row(number)).collect();
        if !wanted {
            let Some(filter) = filter else { return Vec::new() };
            let tasks = records.into_iter().map(|at| task.within(at, What::Holds(filter, false)));
            return vec![Way::of(tasks.collect())];
        }
        let mut ways = Vec::new();
        if let Some(filter) = filter {
            let open = records.into_iter().filter(|at| {
                let rows: Vec<At> = task.rows.iter().copied().chain([*at]).collect();
                self.sketch.truth(filter, &rows).possible()
            });
            let open: Vec<At> = open.take(MOST_TRIED).collect();
            ways.extend(open.into_iter().map(|at| Way::of(vec![task.within(at, What::Holds(filter, true))])));
        }
        let inside = filter.map(|filter| task.within(list.row(length), What::Holds(filter, true)));
        ways.push(Way { deeds: vec![Deed::AddRow(list)], tasks: inside.into_iter().collect() });
        ways
    }

    fn every(&mut self, list: ListReference, condition: &'p Formula, wanted: bool, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(at) = ListAt::of(list, &task.rows) else { return Vec::new() };
        let length = self.sketch.length(at);
        let records = (0..length).map(|number| at.row(number));
        if wanted {
            let tasks = records.map(|at| task.within(at, What::Holds(condition, true)));
            return vec![Way::of(tasks.collect())];
        }
        let mut ways: Vec<Way<'p>> =
            records.take(MOST_TRIED).map(|at| Way::of(vec![task.within(at, What::Holds(condition, false))])).collect();
        let inside = task.within(at.row(length), What::Holds(condition, false));
        ways.push(Way { deeds: vec![Deed::AddRow(at)], tasks: vec![inside] });
        ways
    }

    /// What a definition stands for, and in which records; nothing where the formula is none.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn defined(&self, formula: &'p Formula, rows: &[At]) -> Option<(&'p Formula, Vec<At>)> {
        let plan = self.sketch.plan;
        match &formula.kind {
            FormulaKind::Definition(index) => Some((&plan.definitions.get(*index)?.formula, Vec::new())),
            FormulaKind::Field { depth, index, list } => {
                let at = *rows.iter().rev().nth(*depth)?;
                let declared = super::sketch::fields(plan, *list).len();
                let definition = index.checked_sub(declared)?;
                let (_, formula) = plan.row_definitions(list.0, list.1).get(definition)?;
                let outer = match at {
                    At::Outer(..) => Vec::new(),
                    At::Inner(fact, row, ..) => vec![At::Outer(fact, row)],
                };
                Some((formula, outer.into_iter().chain([at]).collect()))
            }
            _ => None,
        }
    }

    /// What a formula stands for, through all definitions.
    pub(super) fn meaning(&self, formula: &'p Formula, rows: &[At]) -> (&'p Formula, Vec<At>) {
        let (mut formula, mut rows) = (formula, rows.to_vec());
        while let Some((inner, inside)) = self.defined(formula, &rows) {
            (formula, rows) = (inner, inside);
        }
        (formula, rows)
    }
}

/// All of the parts, or one of them.
fn connected<'p>(parts: &'p [Formula], wanted: bool, together: bool, task: &Task<'p>) -> Vec<Way<'p>> {
    // Whether there is a value at all is asked last: any closer bound says that too.
    let loose = |part: &&Formula| matches!(part.kind, FormulaKind::State(..));
    let (last, first): (Vec<_>, Vec<_>) = parts.iter().partition(loose);
    let tasks = first.into_iter().chain(last).map(|part| task.also(What::Holds(part, wanted)));
    if together { vec![Way::of(tasks.collect())] } else { tasks.map(|task| Way::of(vec![task])).collect() }
}

/// 不满, 不在: there is a value, and the comparison does not hold.
fn fails<'p>(inner: &'p Formula, wanted: bool, task: &Task<'p>) -> Vec<Way<'p>> {
    let subjects = inner.parts().into_iter();
    if wanted {
        let valued = subjects.map(|subject| task.also(What::Is(subject, Want::Any)));
        return vec![Way::of([task.also(What::Holds(inner, false))].into_iter().chain(valued).collect())];
    }
    let lacking = subjects.map(|subject| Way::of(vec![task.also(What::Is(subject, Want::Lacking))]));
    [Way::of(vec![task.also(What::Holds(inner, true))])].into_iter().chain(lacking).collect()
}

/// What is to fail fails also without a value.
pub(super) fn with_lacking<'p>(
    mut ways: Vec<Way<'p>>,
    subject: &'p Formula,
    wanted: bool,
    task: &Task<'p>,
) -> Vec<Way<'p>> {
    if !wanted {
        ways.push(Way::of(vec![task.also(What::Is(subject, Want::Lacking))]));
    }
    ways
}

/// Everything outside a range: below it, above it.
pub(super) fn outside(range: &Range) -> Vec<Range> {
    let turned = |bound: &Bound| Some(Bound { number: bound.number.clone(), included: !bound.included });
    let below = range.low.as_ref().map(|low| Range { low: None, high: turned(low) });
    let above = range.high.as_ref().map(|high| Range { low: turned(high), high: None });
    below.into_iter().chain(above).collect()
}

fn member<'p>(
    subject: &'p Formula,
    membership: Membership,
    options: &[usize],
    wanted: bool,
    task: &Task<'p>,
) -> Vec<Way<'p>> {
    let is = |want: Want| Way::of(vec![task.also(What::Is(subject, want))]);
    let count = match &subject.of {
        Type::Choice(choices) | Type::Choices(choices) => choices.len(),
        Type::Truth
        | Type::Quantity(_)
        | Type::Date
        | Type::Year
        | Type::Month
        | Type::Interval
        | Type::Period
        | Type::Text
        | Type::List
        | Type::Broken => 0,
    };
    let others = || (0..count).filter(|choice| !options.contains(choice)).collect::<Vec<_>>();
    let several = |all: &[usize], any: &[usize], none: &[usize]| {
        is(Want::Choices { all: all.to_vec(), any: any.to_vec(), none: none.to_vec() })
    };
    let single = matches!(subject.of, Type::Choice(_));
    let ways = match (membership, wanted) {
        (Membership::OneOf, true) | (Membership::NotOneOf, false) if single => vec![is(Want::Choice(options.to_vec()))],
        (Membership::OneOf, false) | (Membership::NotOneOf, true) if single => vec![is(Want::Choice(others()))],
        (Membership::HasAny | Membership::OneOf, true) | (Membership::HasNone | Membership::NotOneOf, false) => {
            vec![several(&[], options, &[])]
        }
        (Membership::HasAny | Membership::OneOf, false) | (Membership::HasNone | Membership::NotOneOf, true) => {
            vec![several(&[], &[], options)]
        }
        (Membership::HasAll, true) => vec![several(options, &[], &[])],
        (Membership::HasAll, false) => options.iter().map(|option| several(&[], &[], &[*option])).collect(),
        (Membership::Only, true) => vec![several(&[], options, &others())],
        (Membership::Only, false) => {
            let others = others();
            let more = (!others.is_empty()).then(|| several(&[], &others, &[]));
            more.into_iter().chain([several(&[], &[], &(0..count).collect::<Vec<_>>())]).collect()
        }
    };
    with_lacking(ways, subject, wanted, task)
}

/// The fact or declared field that a formula names.
#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
pub(super) fn place_of(formula: &Formula, rows: &[At]) -> Option<Place> {
    match &formula.kind {
        FormulaKind::Fact(fact) => Some(Place::Fact(*fact)),
        FormulaKind::Field { depth, index, .. } => Some(Place::Field(*rows.iter().rev().nth(*depth)?, *index)),
        _ => None,
    }
}

fn task_list(place: Place) -> Option<crate::eval::ListAt> {
    match place {
        Place::Fact(fact) => Some(crate::eval::ListAt::Fact(fact)),
        Place::Field(At::Outer(fact, row), field) => Some(crate::eval::ListAt::Field(fact, row, field)),
        Place::Field(At::Inner(..), _) => None,
    }
}
