//! Ways to what may happen where an indicator is scored: it does not apply, is held, lacks a value; records give way.

use super::Search;
use super::score::{measured_all, most, told_apart, unhindered};
use super::task::{Deed, Task, Want, Way, What};
use crate::eval::{Event, Hold, ListAt};
use crate::plan::{Clauses, Each, EachValue, Entry, Formula, Method, Node, Repeat, Same, Score, ScoreKind, Type};
use crate::value::{Bound, Number, Range};

/// The most records that are added to fill a cap.
const MOST_ADDED: usize = 40;

/// What lets a leaf apply, and count.
pub(super) fn applying<'p>(node: &'p Node, task: &Task<'p>) -> Vec<Task<'p>> {
    let absent = node.clauses.not_applicable.iter().map(|(formula, _)| formula);
    let excused = absent.chain(&node.clauses.unsubmitted);
    excused.map(|formula| task.also(What::Holds(formula, false))).collect()
}

/// Ways that let a leaf not apply: by a clause, by a row, or for want of a value.
pub(super) fn absent<'p>(node: &'p Node, task: &Task<'p>) -> Vec<Way<'p>> {
    let clauses = &node.clauses;
    let said = clauses.not_applicable.iter().filter(|(_, full)| !full);
    let mut ways: Vec<Way<'p>> =
        said.map(|(formula, _)| Way::of(vec![task.also(What::Holds(formula, true))])).collect();
    let mut scores: Vec<&'p Score> = Vec::new();
    if let Method::Score(score) | Method::Award(score, _) = &node.method {
        scores.push(score);
    }
    for score in scores {
        if let ScoreKind::Bands(bands) = &score.kind {
            let rows = bands.rows.iter().enumerate();
            let absent = rows.filter(|(_, row)| matches!(row.score.kind, ScoreKind::NotApplicable));
            ways.extend(absent.map(|(row, _)| Way::of(vec![task.also(What::Taken(bands, row))])));
        }
    }
    let absent =
        |score: &Option<Score>| score.as_ref().is_some_and(|score| matches!(score.kind, ScoreKind::NotApplicable));
    for (score, divided) in [(&clauses.no_value, false), (&clauses.zero_division, true)] {
        if absent(score) {
            ways.push(Way::of(vec![task.also(What::Lacks(node, divided))]));
        }
    }
    ways
}

/// Ways that leave an indicator without a value, or divide by zero.
pub(super) fn lacks<'p>(node: &'p Node, divided: bool, task: &Task<'p>) -> Vec<Way<'p>> {
    let want = || if divided { Want::Divided } else { Want::Lacking };
    let applying = applying(node, task);
    let subjects = subjects(&node.method).into_iter();
    let mut ways: Vec<Way<'p>> = subjects
        .map(|subject| Way::of(applying.iter().cloned().chain([task.also(What::Is(subject, want()))]).collect()))
        .collect();
    for each in node.method.lists() {
        let Some(list) = ListAt::of(each.list, &task.rows) else { continue };
        let EachValue::Score(value) = &each.value else { continue };
        let factors = each.factors.iter().map(|(factor, _)| factor);
        for subject in std::iter::once(value).chain(factors).flat_map(measured_all) {
            let at = list.row(0);
            let counts = task.within(at, What::Counts(node, each, Range::all()));
            let tasks = vec![task.within(at, What::Is(subject, want())), counts];
            ways.push(Way { deeds: vec![Deed::AddRow(list)], tasks });
        }
    }
    ways
}

/// What a method measures, and may find without a value.
fn subjects(method: &Method) -> Vec<&Formula> {
    match method {
        Method::Score(score) | Method::Award(score, _) => measured_all(score),
        Method::Best { methods, .. } => methods.iter().flat_map(subjects).collect(),
        Method::Accumulate { entries, .. } => entries.iter().flat_map(measured_in).collect(),
        Method::Children(_) | Method::Broken => Vec::new(),
    }
}

fn measured_in(entry: &Entry) -> Vec<&Formula> {
    match entry {
        Entry::Add(score, _) | Entry::Deduct(score, _) => measured_all(score),
        Entry::Count(steps) => vec![&steps.subject],
        Entry::Start(_) | Entry::Checklist { .. } | Entry::Each(_) | Entry::Cap(_) => Vec::new(),
    }
}

/// Ways to a score that is held.
pub(super) fn held<'p>(node: &'p Node, hold: Hold, task: &Task<'p>) -> Vec<Way<'p>> {
    // A little past the bound first, then further.
    let past = |number: &Number, above: bool| {
        let by = [10, 2, 1].map(|part: i64| Number::one().over(&Number::from(part)).unwrap_or_else(Number::one));
        let ways = by.into_iter().map(|by| {
            let number = if above { number.plus(&by) } else { number.minus(&by) };
            let bound = Some(Bound::closed(number));
            let range = if above { Range { low: bound, high: None } } else { Range { low: None, high: bound } };
            let tasks = applying(node, task).into_iter().chain([task.also(What::Unclamped(node, range))]);
            Way::of(tasks.collect())
        });
        ways.collect::<Vec<_>>()
    };
    let zero = Number::zero();
    match hold {
        Hold::Cap => cap_of(node).map(|cap| past(cap, true)).unwrap_or_default(),
        Hold::Points => past(&node.points, true),
        Hold::Floor => past(floor_of(&node.clauses).unwrap_or(&zero), false),
        Hold::Rescaled => {
            leaves(node).into_iter().map(|leaf| Way::of(vec![task.also(What::Applies(leaf, false))])).collect()
        }
        Hold::LeftToPerson => {
            let minimum = node.clauses.rescale.as_ref().and_then(|rescale| rescale.minimum.clone());
            let mut left = minimum.unwrap_or_else(Number::zero).times(&node.points);
            left = node.points.minus(&left);
            let mut tasks = Vec::new();
            for leaf in leaves(node) {
                if left.is_negative() {
                    break;
                }
                left = left.minus(&leaf.points);
                tasks.push(task.also(What::Applies(leaf, false)));
            }
            vec![Way::of(tasks)]
        }
    }
}

/// The leaves that may not apply, the weightiest first.
fn leaves(node: &Node) -> Vec<&Node> {
    let unapplied = Task::new(What::Applies(node, false), &[], "");
    let tree = node.tree().into_iter().filter(|leaf| !matches!(leaf.method, Method::Children(_)) && !leaf.bonus);
    let mut leaves: Vec<&Node> = tree.filter(|leaf| !absent(leaf, &unapplied).is_empty()).collect();
    leaves.sort_by(|left, right| right.points.cmp(&left.points));
    leaves
}

/// What makes the points of a record sure: one row of its table or another; nothing where there is no table.
fn values(each: &Each) -> Vec<Vec<What<'_>>> {
    let EachValue::Score(Score { kind: ScoreKind::Bands(bands), .. }) = &each.value else { return vec![Vec::new()] };
    (0..bands.rows.len()).map(|row| vec![What::Taken(bands, row)]).collect()
}

/// 封顶 of an indicator, wherever it stands.
pub(crate) fn cap_of(node: &Node) -> Option<&Number> {
    let entries = if let Method::Accumulate { entries, .. } = &node.method { entries.as_slice() } else { &[] };
    let inside = entries.iter().find_map(|entry| if let Entry::Cap(cap) = entry { Some(cap) } else { None });
    node.clauses.cap.as_ref().or(inside)
}

/// The least that an indicator scores, other than nought.
pub(crate) fn floor_of(clauses: &Clauses) -> Option<&Number> {
    if let crate::plan::Floor::At(floor) = &clauses.floor { Some(floor) } else { None }
}

impl<'p> Search<'p> {
    /// Ways that let a method decide: it brings what the others do not reach.
    pub(super) fn decides(&mut self, node: &'p Node, number: usize, task: &Task<'p>) -> Vec<Way<'p>> {
        let Method::Best { lowest, methods } = &node.method else { return Vec::new() };
        let half = node.points.over(&Number::from(2)).unwrap_or_else(Number::zero);
        let mut ways = Vec::new();
        for limit in [node.points.clone(), half.clone(), Number::zero()] {
            let side = |own: bool, included: bool| {
                let bound = Some(Bound { number: limit.clone(), included });
                if own == *lowest { Range { low: None, high: bound } } else { Range { low: bound, high: None } }
            };
            for included in [true, false] {
                let tasks = methods.iter().enumerate().map(|(at, method)| {
                    let range = if at == number { side(true, included) } else { side(false, !included) };
                    task.also(What::Method(node, method, range))
                });
                ways.push(Way::of(tasks.collect()));
            }
        }
        ways
    }

    /// Ways to what becomes of the records of a list.
    pub(super) fn happens(&mut self, node: &'p Node, each: &'p Each, event: Event, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(list) = ListAt::of(each.list, &task.rows) else { return Vec::new() };
        match event {
            Event::Counted | Event::Repeated(false) => self.several(node, each, list, 1, task),
            Event::Rest | Event::NotHighest => self.several(node, each, list, 2, task),
            Event::Expired => self.expired(each, list, task),
            Event::SameCase(number) => {
                each.same.get(number).map(|same| self.one_case(node, each, same, list, task)).unwrap_or_default()
            }
            Event::Repeated(true) => {
                each.repeat.as_ref().map(|repeat| self.repeated(node, each, repeat, list, task)).unwrap_or_default()
            }
            Event::GroupCapped => {
                let cap = each.group_caps.first().map(|cap| &cap.points);
                cap.map(|cap| self.filling(node, each, list, cap, true, task)).unwrap_or_default()
            }
            Event::Capped => {
                each.cap.as_ref().map(|cap| self.filling(node, each, list, cap, false, task)).unwrap_or_default()
            }
        }
    }

    /// So many records that count, each a case of its own.
    fn several(&mut self, node: &'p Node, each: &'p Each, list: ListAt, count: usize, task: &Task<'p>) -> Vec<Way<'p>> {
        let length = self.sketch.length(list);
        let as_of = self.sketch.as_of;
        let ways = values(each).into_iter().map(|value| {
            let mut way = Way { deeds: vec![Deed::AddRow(list); count], tasks: Vec::new() };
            for number in 0..count {
                let at = list.row(length.saturating_add(number));
                way.tasks.extend(value.iter().map(|what| task.within(at, what.clone())));
                way.tasks.push(task.within(at, What::Counts(node, each, Range::all())));
                way.tasks.extend(told_apart(each, number, at, as_of, task));
                way.tasks.extend(unhindered(each, at, task));
            }
            way
        });
        ways.collect()
    }

    /// A record that would count, but too long ago.
    fn expired(&mut self, each: &'p Each, list: ListAt, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some((from, _)) = &each.validity else { return Vec::new() };
        let at = list.row(self.sketch.length(list));
        let holds = |formula: &'p Formula, wanted| task.within(at, What::Holds(formula, wanted));
        let mut ways = Vec::new();
        for days in [-1_500, -4_000, -36_600] {
            let last = Some(self.sketch.as_of.shifted(days));
            let mut tasks: Vec<Task<'p>> = each.when.iter().map(|when| holds(when, true)).collect();
            tasks.extend(each.exclude.iter().map(|exclude| holds(exclude, false)));
            tasks.push(task.within(at, What::Is(from, Want::Days(None, last))));
            if let EachValue::Score(score) = &each.value {
                tasks.push(task.within(at, What::Scores(score, Range::all())));
            }
            ways.push(Way { deeds: vec![Deed::AddRow(list)], tasks });
        }
        ways
    }

    /// Two records of one case.
    fn one_case(
        &mut self,
        node: &'p Node,
        each: &'p Each,
        same: &'p Same,
        list: ListAt,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let length = self.sketch.length(list);
        let ways = values(each).into_iter().map(|value| {
            let mut way = Way { deeds: vec![Deed::AddRow(list); 2], tasks: Vec::new() };
            for number in 0..2_usize {
                let at = list.row(length.saturating_add(number));
                way.tasks.extend(same.keys.iter().map(|key| task.within(at, What::Is(key, self.alike(key)))));
                way.tasks.extend(value.iter().map(|what| task.within(at, what.clone())));
                way.tasks.push(task.within(at, What::Counts(node, each, Range::all())));
                // Which of the two gives way is sure only where their points are.
                way.tasks.extend(unhindered(each, at, task));
            }
            way
        });
        ways.collect()
    }

    /// Two cases of one kind, the second within the time that makes it a repeat.
    fn repeated(
        &mut self,
        node: &'p Node,
        each: &'p Each,
        repeat: &'p Repeat,
        list: ListAt,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let length = self.sketch.length(list);
        let as_of = self.sketch.as_of;
        let mut way = Way { deeds: vec![Deed::AddRow(list); 2], tasks: Vec::new() };
        for (number, days) in [(0_usize, -60), (1, -90)] {
            let at = list.row(length.saturating_add(number));
            let day = as_of.shifted(days);
            way.tasks.push(task.within(at, What::Is(&repeat.date, Want::Days(Some(day), Some(day)))));
            way.tasks.push(task.within(at, What::Is(&repeat.same, self.alike(&repeat.same))));
            way.tasks.push(task.within(at, What::Counts(node, each, Range::all())));
            way.tasks.extend(told_apart(each, number, at, as_of, task));
        }
        vec![way]
    }

    /// So many records of one group that they pass its cap, or the cap of them all.
    fn filling(
        &mut self,
        node: &'p Node,
        each: &'p Each,
        list: ListAt,
        cap: &Number,
        one_group: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let length = self.sketch.length(list);
        let as_of = self.sketch.as_of;
        let share = match &each.value {
            EachValue::Score(score) => most(score).and_then(|points| points.high).map(|high| high.number),
            EachValue::FirstAndRest(first, rest) => Some(first.clone().min(rest.clone())),
        };
        let share = share.unwrap_or_else(|| cap.plus(&Number::one()));
        let count = cap.over(&share).map(|count| count.floor().plus(&Number::one()));
        let count = count.and_then(|count| count.to_string().parse::<usize>().ok()).unwrap_or(usize::MAX);
        if count > MOST_ADDED {
            return Vec::new();
        }
        let mut way = Way { deeds: vec![Deed::AddRow(list); count], tasks: Vec::new() };
        for number in 0..count {
            let at = list.row(length.saturating_add(number));
            way.tasks.push(task.within(at, What::Counts(node, each, Range::at_least(share.clone()))));
            let apart = told_apart(each, number, at, as_of, task);
            if one_group {
                let keys = each.group_caps.iter().map(|cap| match &cap.by {
                    crate::plan::GroupKey::Year(key)
                    | crate::plan::GroupKey::Month(key)
                    | crate::plan::GroupKey::Key(key) => key,
                });
                way.tasks.extend(keys.map(|key| task.within(at, What::Is(key, self.alike(key)))));
                let texts = |task: &Task<'p>| matches!(&task.what, What::Is(_, Want::Text { .. }));
                let keyed = each.group_caps.iter().any(|cap| matches!(cap.by, crate::plan::GroupKey::Key(_)));
                way.tasks.extend(apart.into_iter().filter(|task| texts(task) && !keyed));
            } else {
                way.tasks.extend(apart);
            }
        }
        vec![way]
    }

    /// A value that several records have alike.
    fn alike(&self, key: &Formula) -> Want {
        let as_of = self.sketch.as_of;
        let day = as_of.shifted(-60);
        match &key.of {
            Type::Text => Want::Text { among: Some(vec!["示例".to_owned()]), but: Vec::new() },
            Type::Choice(_) => Want::Choice(vec![0]),
            Type::Date => Want::Days(Some(day), Some(day)),
            Type::Year => Want::Years(Some(as_of.year().saturating_sub(1)), Some(as_of.year().saturating_sub(1))),
            Type::Quantity(_) => Want::Numbers(Range::exactly(Number::one())),
            Type::Truth => Want::Truth(true),
            Type::Month | Type::Interval | Type::Period | Type::Choices(_) | Type::List | Type::Broken => Want::Known,
        }
    }
}
