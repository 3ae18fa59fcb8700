//! Ways that bring a score where it is wanted: tables, methods, adding and deducting, record by record.

use super::Search;
use super::task::{Deed, Task, Want, Way, What};
use crate::eval::{At, ListAt};
use crate::plan::{
    Bands, Cell, Each, EachValue, Entry, Floor, Formula, FormulaKind, GroupKey, Method, Node, RowBound, Score,
    ScoreKind, Type,
};
use crate::value::{Bound, Number, Range};

/// The most records that are added for one score.
const MOST_ADDED: usize = 40;

impl<'p> Search<'p> {
    /// Ways to the row of a table: its cells match, and those of no row before.
    pub(super) fn taken(&mut self, bands: &'p Bands, wanted: usize, task: &Task<'p>) -> Vec<Way<'p>> {
        let mut ways: Vec<Way<'p>> = vec![Way::default()];
        for (number, row) in bands.rows.iter().enumerate().take(wanted.saturating_add(1)) {
            let holds = number == wanted;
            let mut found: Vec<Vec<Task<'p>>> = Vec::new();
            for (column, cell) in row.cells.iter().enumerate() {
                let subject = bands.subjects.get(column);
                found.push(match others(bands, cell).filter(|_| holds).zip(subject) {
                    Some((choices, subject)) => vec![task.also(What::Is(subject, Want::Choice(choices)))],
                    None => self.cell(cell, subject, holds, task),
                });
            }
            if holds {
                let own: Vec<Task<'p>> = found.into_iter().flatten().collect();
                ways.iter_mut().for_each(|way| {
                    way.tasks.splice(0..0, own.iter().cloned());
                });
            } else if row.cells.iter().all(|cell| matches!(cell, Cell::Condition(_))) {
                // Rows that are conditions are ruled out one by one; of other rows only one can match.
                ways.iter_mut().for_each(|way| way.tasks.extend(found.iter().flatten().cloned()));
            }
        }
        ways
    }

    /// The tasks that a cell matches, or, of a condition, that it does not.
    fn cell(&mut self, cell: &'p Cell, subject: Option<&'p Formula>, holds: bool, task: &Task<'p>) -> Vec<Task<'p>> {
        let is = |want: Want| subject.map(|subject| task.also(What::Is(subject, want))).into_iter().collect();
        match cell {
            Cell::Condition(condition) => vec![task.also(What::Holds(condition, holds))],
            Cell::Bound(RowBound::Numbers(range)) => is(Want::Numbers(range.clone())),
            Cell::Bound(bound) => subject.map(|subject| task.also(What::Bounded(subject, bound))).into_iter().collect(),
            Cell::Choices(choices) => is(Want::Choice(choices.clone())),
            Cell::Texts(texts) => is(Want::Text { among: Some(texts.clone()), but: Vec::new() }),
            Cell::YesNo(wanted) => is(Want::Truth(*wanted)),
            Cell::NoRecord | Cell::NotApplicable => is(Want::Lacking),
            Cell::Other => subject.map(|subject| task.also(What::Is(subject, Want::Any))).into_iter().collect(),
        }
    }

    /// Ways to a score.
    pub(super) fn scores(&mut self, score: &'p Score, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        self.scores_within(score, range, None, task)
    }

    fn scores_within(
        &mut self,
        score: &'p Score,
        range: &Range,
        within: Option<&Range>,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        match &score.kind {
            ScoreKind::Amount(formula) => {
                vec![Way::of(vec![task.also(What::Is(formula, Want::Numbers(range.clone())))])]
            }
            ScoreKind::Steps(steps) => self.steps(steps, range, within, task),
            ScoreKind::Linear { subject, from, to, low, high } => {
                self.proportion(subject, [low, high], [from, to], range, within, task)
            }
            ScoreKind::Ratio { subject, from, to, points } => {
                self.proportion(subject, [from, to], [&Number::zero(), points], range, within, task)
            }
            ScoreKind::Bands(bands) => self.by_row(bands, range, task),
            ScoreKind::Assessed { low, high, step } => {
                let given = Range::closed(low.clone(), high.clone()).intersect(range);
                let from_low = given.minus(&Range::exactly(low.clone()));
                let numbers = super::candidate::numbers(&from_low, step.as_ref(), &crate::plan::Dimension::Points);
                numbers.into_iter().map(|number| Way::deed(Deed::Assess(task.code, number.plus(low)))).collect()
            }
            ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => Vec::new(),
        }
    }

    /// Every row that may bring the points.
    fn by_row(&mut self, bands: &'p Bands, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        let mut ways = Vec::new();
        for (number, row) in bands.rows.iter().enumerate() {
            if most(&row.score).is_some_and(|points| points.intersect(range).is_empty()) {
                continue;
            }
            let taken = task.also(What::Taken(bands, number));
            let within = match (row.cells.as_slice(), bands.subjects.as_slice()) {
                ([Cell::Bound(RowBound::Numbers(bounds))], [subject]) => Some((bounds, subject.span)),
                _ => None,
            };
            let own = measured(&row.score).zip(within).filter(|(subject, (_, span))| subject.span == *span);
            let bounds = own.and(within).map(|(bounds, _)| bounds);
            for mut way in self.scores_within(&row.score, range, bounds, task) {
                // A value in the row and for the points at once is looked for first.
                let first = if bounds.is_some() { way.tasks.len() } else { 0 };
                way.tasks.insert(first, taken.clone());
                ways.push(way);
            }
        }
        ways
    }

    /// Ways to the score of a leaf, after its clamps or before them.
    pub(super) fn ways_to_leaf(
        &mut self,
        node: &'p Node,
        range: &Range,
        clamped: bool,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let clauses = &node.clauses;
        let no = |formula: &'p Formula| task.also(What::Holds(formula, false));
        let mut quiet: Vec<Task<'p>> = clauses.not_applicable.iter().map(|(formula, _)| no(formula)).collect();
        quiet.extend(clauses.unsubmitted.iter().map(no));
        let mut ways = Vec::new();
        let mut goal = range.clone();
        if clamped {
            quiet.extend(clauses.overrides.iter().map(|entry| no(&entry.when)));
            let full = clauses.cap.iter().chain((!clauses.no_cap).then_some(&node.points)).min();
            if full.is_some_and(|full| goal.contains(full)) {
                goal.high = None;
            }
            let zero = Number::zero();
            let least = match &clauses.floor {
                Floor::Zero => Some(&zero),
                Floor::At(floor) => Some(floor),
                Floor::None => None,
            };
            if least.is_some_and(|least| goal.contains(least)) {
                goal.low = None;
            }
        }
        let method = task.also(What::Method(node, &node.method, goal));
        ways.push(Way::of(quiet.iter().cloned().chain([method]).collect()));
        if clamped {
            for entry in clauses.overrides.iter().filter(|entry| range.contains(&entry.points)) {
                ways.push(Way::of(vec![task.also(What::Holds(&entry.when, true))]));
            }
            for (formula, full) in &clauses.not_applicable {
                if *full && range.contains(&node.points) {
                    ways.push(Way::of(vec![task.also(What::Holds(formula, true))]));
                }
            }
        }
        ways.extend(outcomes(node, range, &quiet, task));
        ways
    }

    /// Ways to what a method comes to.
    pub(super) fn method(
        &mut self,
        node: &'p Node,
        method: &'p Method,
        range: &Range,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        match method {
            Method::Children(_) | Method::Broken => Vec::new(),
            Method::Score(score) => vec![Way::of(vec![task.also(What::Scores(score, range.clone()))])],
            Method::Award(score, when) => conditional(score, when.as_ref(), range, task),
            Method::Best { lowest, methods } => {
                let own = |method: &'p Method| task.also(What::Method(node, method, range.clone()));
                let beyond =
                    if *lowest { Range { high: None, ..range.clone() } } else { Range { low: None, ..range.clone() } };
                let not_beyond = |method: &'p Method| task.also(What::Method(node, method, beyond.clone()));
                let one = methods.iter().enumerate().map(|(number, method)| {
                    let others = methods.iter().enumerate().filter(|(other, _)| *other != number);
                    Way::of([own(method)].into_iter().chain(others.map(|(_, other)| not_beyond(other))).collect())
                });
                one.collect()
            }
            Method::Accumulate { entries, .. } => accumulate(node, entries, range, task),
        }
    }

    /// Ways to what one entry of adding and deducting brings; below nought where it deducts.
    pub(super) fn entry(&mut self, node: &'p Node, entry: &'p Entry, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        match entry {
            Entry::Start(_) | Entry::Cap(_) => Vec::new(),
            Entry::Add(score, when) => conditional(score, when.as_ref(), range, task),
            Entry::Deduct(score, when) => conditional(score, when.as_ref(), &range.negated(), task),
            Entry::Checklist { missing, points, items } => self.checklist(*missing, points, items, range, task),
            Entry::Count(steps) => self.steps(steps, range, None, task),
            Entry::Each(each) => {
                let range = if each.deduct { range.negated() } else { range.clone() };
                self.each(node, each, &range, task)
            }
        }
    }

    /// So many items hold, or are missing.
    fn checklist(
        &mut self,
        missing: bool,
        points: &Number,
        items: &'p [Formula],
        range: &Range,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let range = if missing { range.negated() } else { range.clone() };
        let needed = range.low.as_ref().and_then(|low| low.number.over(points)).map(|count| count.ceiling());
        let needed = needed.and_then(|count| count.to_string().parse::<usize>().ok()).unwrap_or(0);
        // Where more is as good, all of them count.
        let wanted = if range.high.is_none() && needed > 0 { items.len().max(needed) } else { needed };
        if wanted > items.len() {
            return Vec::new();
        }
        let tasks = items.iter().enumerate().map(|(number, item)| {
            let counts = number < wanted;
            task.also(What::Holds(item, counts != missing))
        });
        vec![Way::of(tasks.collect())]
    }

    /// Records that count, or that do not.
    fn each(&mut self, node: &'p Node, each: &'p Each, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        let Some(list) = ListAt::of(each.list, &task.rows) else { return Vec::new() };
        let length = self.sketch.length(list);
        let mut open = Vec::new();
        for number in 0..length {
            let at = list.row(number);
            if self.sketch.ready().counts(each, node, &[at]).is_some_and(|(counts, _)| counts.possible()) {
                open.push(at);
            }
        }
        let mut ways = Vec::new();
        if range.contains(&Number::zero()) {
            let tasks = open.iter().map(|at| task.within(*at, What::Refused(node, each)));
            ways.push(Way::of(tasks.collect()));
        }
        let Some(low) = range.low.clone().filter(|low| !low.number.is_negative()) else { return ways };
        let sure: Vec<At> = open.into_iter().collect();
        for share in self.shares(each, &low.number) {
            let wanted = Range { low: Some(Bound { number: share.clone(), included: true }), high: range.high.clone() };
            let count = if each.only.is_some() || share.is_zero() {
                1
            } else {
                let count = low.number.over(&share).map(|count| count.ceiling());
                count.and_then(|count| count.to_string().parse::<usize>().ok()).unwrap_or(usize::MAX)
            };
            let count = count.max(1);
            for used in [count.min(sure.len()), 0] {
                let added = count.saturating_sub(used);
                if added > MOST_ADDED || (used == 0 && sure.is_empty() && added != count) {
                    continue;
                }
                let mut way = Way { deeds: vec![Deed::AddRow(list); added], tasks: Vec::new() };
                let records = sure.iter().copied().take(used);
                let new = (0..added).map(|number| list.row(length.saturating_add(number)));
                for (number, at) in records.chain(new).enumerate() {
                    way.tasks.push(task.within(at, What::Counts(node, each, wanted.clone())));
                    way.tasks.extend(told_apart(each, number, at, self.sketch.as_of, task));
                    way.tasks.extend(unhindered(each, at, task));
                }
                ways.push(way);
                if sure.is_empty() {
                    break;
                }
            }
        }
        ways
    }

    /// How many points one record may be asked for: as many as it can bring, or all.
    pub(super) fn shares(&self, each: &Each, needed: &Number) -> Vec<Number> {
        let declared = |score: &Score| {
            let ScoreKind::Amount(formula) = &score.kind else { return None };
            Some(self.sketch.plan.extents().bounds_of(formula))
        };
        let most = match &each.value {
            EachValue::Score(score) => most(score).or_else(|| declared(score)).and_then(|points| points.high),
            EachValue::FirstAndRest(first, rest) => Some(Bound::closed(first.clone().min(rest.clone()))),
        };
        let cap = each.group_caps.iter().map(|cap| cap.points.clone()).min();
        let most = most.map(|high| high.number).into_iter().chain(cap).min();
        match most {
            Some(most) if most < *needed => vec![most],
            Some(_) | None => vec![needed.clone()],
        }
    }

    /// Ways that make a record count and bring so many points.
    pub(super) fn counts(&self, each: &'p Each, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
        let mut tasks: Vec<Task<'p>> = each.when.iter().map(|when| task.also(What::Holds(when, true))).collect();
        tasks.extend(each.exclude.iter().map(|exclude| task.also(What::Holds(exclude, false))));
        if let EachValue::Score(score) = &each.value {
            tasks.push(task.also(What::Scores(score, range.clone())));
        }
        let Some((from, _)) = &each.validity else { return vec![Way::of(tasks)] };
        // A day on which no period has run out yet is one near the as-of date.
        let as_of = self.sketch.as_of;
        let since = |days: i32| {
            let recent = task.also(What::Is(from, Want::Days(Some(as_of.shifted(days)), Some(as_of))));
            Way::of([recent].into_iter().chain(tasks.iter().cloned()).collect())
        };
        [-30, -360, -1000].map(since).to_vec()
    }

    /// Ways that keep a record from counting.
    pub(super) fn refused(&self, each: &'p Each, task: &Task<'p>) -> Vec<Way<'p>> {
        let excluded = each.exclude.iter().map(|exclude| Way::of(vec![task.also(What::Holds(exclude, true))]));
        let unfit = each.when.iter().map(|when| Way::of(vec![task.also(What::Holds(when, false))]));
        let long_ago = Want::Days(None, Some(self.sketch.as_of.shifted(-36_600)));
        let past = each.validity.iter().map(|(from, _)| Way::of(vec![task.also(What::Is(from, long_ago.clone()))]));
        unfit.chain(excluded).chain(past).collect()
    }
}

/// The choices that 其他 is for, in a table over one choice.
fn others(bands: &Bands, cell: &Cell) -> Option<Vec<usize>> {
    let (Cell::Other, [Formula { of: Type::Choice(choices), .. }]) = (cell, bands.subjects.as_slice()) else {
        return None;
    };
    let named = |choice: &usize| {
        let cells = bands.rows.iter().flat_map(|row| &row.cells);
        cells.into_iter().any(|cell| matches!(cell, Cell::Choices(named) if named.contains(choice)))
    };
    Some((0..choices.len()).filter(|choice| !named(choice)).collect())
}

/// A score where a condition holds, else nothing.
fn conditional<'p>(score: &'p Score, when: Option<&'p Formula>, range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
    let scored = task.also(What::Scores(score, range.clone()));
    let held = when.map(|when| task.also(What::Holds(when, true)));
    let not =
        when.filter(|_| range.contains(&Number::zero())).map(|when| Way::of(vec![task.also(What::Holds(when, false))]));
    let fits = most(score).is_none_or(|points| !points.intersect(range).is_empty());
    let by_score = fits.then(|| Way::of(held.into_iter().chain([scored]).collect()));
    not.into_iter().chain(by_score).collect()
}

/// What the clauses say of no value, and of a division by zero, where that brings the points.
fn outcomes<'p>(node: &'p Node, range: &Range, quiet: &[Task<'p>], task: &Task<'p>) -> Vec<Way<'p>> {
    let said = [(&node.clauses.no_value, Want::Lacking), (&node.clauses.zero_division, Want::Divided)];
    let mut ways = Vec::new();
    for (score, want) in said {
        let Some(score) =
            score.as_ref().filter(|score| most(score).is_none_or(|points| !points.intersect(range).is_empty()))
        else {
            continue;
        };
        for subject in subjects(&node.method) {
            let tasks = [task.also(What::Is(subject, want.clone())), task.also(What::Scores(score, range.clone()))];
            ways.push(Way::of(quiet.iter().cloned().chain(tasks).collect()));
        }
    }
    ways
}

/// What a method measures, and may find without a value.
fn subjects(method: &Method) -> Vec<&Formula> {
    match method {
        Method::Score(score) | Method::Award(score, _) => measured_all(score),
        Method::Children(_) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => Vec::new(),
    }
}

pub(super) fn measured_all(score: &Score) -> Vec<&Formula> {
    if let ScoreKind::Bands(bands) = &score.kind {
        bands.subjects.iter().collect()
    } else {
        measured(score).into_iter().collect()
    }
}

/// What a score measures.
fn measured(score: &Score) -> Option<&Formula> {
    match &score.kind {
        ScoreKind::Amount(formula) => Some(formula),
        ScoreKind::Steps(steps) => Some(&steps.subject),
        ScoreKind::Linear { subject, .. } | ScoreKind::Ratio { subject, .. } => Some(subject),
        ScoreKind::Bands(_)
        | ScoreKind::Assessed { .. }
        | ScoreKind::NotApplicable
        | ScoreKind::Pending
        | ScoreKind::Unsubmitted => None,
    }
}

/// The points that a score can come to, where that can be read off it.
pub(super) fn most(score: &Score) -> Option<Range> {
    match &score.kind {
        ScoreKind::Amount(formula) => {
            if let FormulaKind::Number(number) = &formula.kind {
                Some(Range::exactly(number.clone()))
            } else {
                None
            }
        }
        ScoreKind::Linear { from, to, .. } => Some(Range::exactly(from.clone()).join(&Range::exactly(to.clone()))),
        ScoreKind::Ratio { points, .. } => Some(Range::closed(Number::zero(), points.clone())),
        ScoreKind::Assessed { low, high, .. } => Some(Range::closed(low.clone(), high.clone())),
        ScoreKind::Bands(bands) => {
            let rows: Option<Vec<Range>> = bands.rows.iter().map(|row| most(&row.score)).collect();
            rows?.into_iter().reduce(|known, range| known.join(&range))
        }
        ScoreKind::Steps(steps) => {
            let start = Some(Bound::closed(steps.start.clone()));
            let cap = steps.cap.clone().map(Bound::closed);
            Some(if steps.each.is_negative() {
                Range { low: None, high: start }
            } else {
                Range { low: start, high: cap }
            })
        }
        ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => Some(Range {
            low: Some(Bound { number: Number::zero(), included: false }),
            high: Some(Bound { number: Number::zero(), included: false }),
        }),
    }
}

/// Entries that together come to a range: one after the other brings what it can until there is enough.
fn accumulate<'p>(node: &'p Node, entries: &'p [Entry], range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
    let start = entries
        .iter()
        .fold(Number::zero(), |sum, entry| if let Entry::Start(start) = entry { sum.plus(start) } else { sum });
    let counted: Vec<&'p Entry> =
        entries.iter().filter(|entry| !matches!(entry, Entry::Start(_) | Entry::Cap(_))).collect();
    let nothing = Range::exactly(Number::zero());
    let entry = |entry: &'p Entry, range: Range| task.also(What::Entry(node, entry, range));
    let quiet = |but: &[&'p Entry]| -> Vec<Task<'p>> {
        let others = counted.iter().filter(|entry| !but.iter().any(|one| std::ptr::eq(*one, **entry)));
        others.map(|other| entry(other, nothing.clone())).collect()
    };
    let mut ways = Vec::new();
    if range.contains(&start) {
        ways.push(Way::of(quiet(&[])));
    }
    let above = range.low.as_ref().filter(|low| low.number > start || (low.number == start && !low.included));
    let below = range.high.as_ref().filter(|high| high.number < start || (high.number == start && !high.included));
    for (bound, deducting) in above.map(|low| (low, false)).into_iter().chain(below.map(|high| (high, true))) {
        let takers: Vec<&'p Entry> = counted.iter().copied().filter(|entry| deducts(entry) == deducting).collect();
        let needed = if deducting { start.minus(&bound.number) } else { bound.number.minus(&start) };
        let wanted = |amount: &Number| {
            let limit = Some(Bound::closed(if deducting { amount.negated() } else { amount.clone() }));
            if deducting { Range { low: None, high: limit } } else { Range { low: limit, high: None } }
        };
        // All of them in turn, each with as much as it can bring.
        let (mut left, mut used, mut tasks) = (needed.clone(), Vec::new(), Vec::new());
        for taker in &takers {
            if left.is_zero() || left.is_negative() {
                break;
            }
            let amount = capacity(taker).map_or(left.clone(), |most| most.min(left.clone()));
            tasks.push(entry(taker, wanted(&amount)));
            used.push(*taker);
            left = left.minus(&amount);
        }
        if left.is_zero() || left.is_negative() {
            ways.push(Way::of(tasks.into_iter().chain(quiet(&used)).collect()));
        }
        for taker in &takers {
            if capacity(taker).is_none_or(|most| most >= needed) {
                ways.push(Way::of([entry(taker, wanted(&needed))].into_iter().chain(quiet(&[taker])).collect()));
            }
        }
    }
    ways
}

fn deducts(entry: &Entry) -> bool {
    match entry {
        Entry::Deduct(..) | Entry::Checklist { missing: true, .. } => true,
        Entry::Each(each) => each.deduct,
        Entry::Count(steps) => steps.each.is_negative(),
        Entry::Start(_) | Entry::Add(..) | Entry::Checklist { missing: false, .. } | Entry::Cap(_) => false,
    }
}

/// The most that an entry can bring, where that can be read off it.
fn capacity(entry: &Entry) -> Option<Number> {
    let high = |score: &Score| most(score).and_then(|points| points.high).map(|high| high.number);
    match entry {
        Entry::Start(_) | Entry::Cap(_) => Some(Number::zero()),
        Entry::Add(score, _) | Entry::Deduct(score, _) => high(score),
        Entry::Checklist { points, items, .. } => {
            Some(points.times(&Number::from(i64::try_from(items.len()).unwrap_or(i64::MAX))))
        }
        Entry::Count(steps) => steps.cap.clone(),
        Entry::Each(each) => match (&each.value, each.only) {
            (EachValue::Score(score), Some(_)) => high(score),
            (EachValue::Score(_) | EachValue::FirstAndRest(..), _) => each.cap.clone(),
        },
    }
}

/// Records that are told apart: none counts as the same case, or into the same group, as another.
pub(super) fn told_apart<'p>(
    each: &'p Each,
    number: usize,
    at: At,
    as_of: crate::value::Date,
    task: &Task<'p>,
) -> Vec<Task<'p>> {
    let texts = || (0..number).map(|other| format!("示例{}", other.saturating_add(1))).collect::<Vec<_>>();
    let keys = each.same.iter().flat_map(|same| &same.keys);
    let groups =
        each.group_caps.iter().filter_map(|cap| if let GroupKey::Key(key) = &cap.by { Some(key) } else { None });
    let text = |key: &Formula| key.of == crate::plan::Type::Text;
    let mut tasks: Vec<Task<'p>> = keys
        .chain(groups)
        .filter(|key| text(key))
        .map(|key| task.within(at, What::Is(key, Want::Text { among: None, but: texts() })))
        .collect();
    for cap in &each.group_caps {
        let back = i32::try_from(number).unwrap_or(i32::MAX);
        if let GroupKey::Year(date) = &cap.by {
            let year = as_of.year().saturating_sub(back).saturating_sub(1);
            let (first, last) = (crate::value::Date::new(year, 1, 1), crate::value::Date::new(year, 12, 31));
            tasks.push(task.within(at, What::Is(date, Want::Days(first, last))));
        }
        if let GroupKey::Month(date) = &cap.by {
            let day = as_of.shifted(back.saturating_mul(-32));
            tasks.push(task.within(at, What::Is(date, Want::Days(Some(day), Some(day)))));
        }
    }
    tasks
}

/// No factor makes a record count less.
pub(super) fn unhindered<'p>(each: &'p Each, at: At, task: &Task<'p>) -> Vec<Task<'p>> {
    let one = Range::at_least(Number::one());
    let factor = |(score, when): &'p (Score, Option<Formula>)| match when {
        Some(when) => task.within(at, What::Holds(when, false)),
        None => task.within(at, What::Scores(score, one.clone())),
    };
    each.factors.iter().map(factor).collect()
}
