//! Indicators and conditions as terms: what each comes to, whatever its title, its notes, and the order of its rows.

#![expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]

use std::collections::BTreeSet;

use super::formula::{Former, key_of};
use super::term::Term;
use crate::document::Keep;
use crate::plan::{
    Bands, Cell, Condition, Each, EachValue, Entry, Floor, Formula, Grade, GradeLimitKind, GroupKey, Known, Method,
    Node, Row, Score, ScoreKind, Steps, Type,
};
use crate::value::Number;

impl Former<'_> {
    /// What a condition asks for, and of whom.
    pub(super) fn condition_of(&mut self, condition: &Condition) -> Term {
        let sort = Term::word(format!("{:?}", condition.sort));
        Term::Of("condition", vec![sort, self.all(&condition.concerns), self.all(&condition.requires)])
    }

    /// A grade scale.
    pub(super) fn grade_of(&mut self, grade: &Grade) -> Term {
        let name = |grade: &Grade, index: usize| Term::word(grade.grades.get(index).map_or("", String::as_str));
        let rows = grade.rows.iter().map(|row| (self.cell(&row.cell, Some(&grade.subject)), name(grade, row.grade)));
        let rows: Vec<(Term, Term)> = rows.collect();
        let mut parts = vec![Term::case(rows, Term::word("no grade"))];
        for limit in &grade.limits {
            let what = match limit.kind {
                GradeLimitKind::AtMost(index) => Term::Of("at most", vec![name(grade, index)]),
                GradeLimitKind::StepDown => Term::word("step down"),
                GradeLimitKind::SetTo(index) => Term::Of("set to", vec![name(grade, index)]),
            };
            parts.push(Term::case([(self.condition(&limit.when), what)], Term::word("as it is")));
        }
        Term::Of("grade", parts)
    }

    /// What an indicator comes to, its children taken by their codes.
    pub(super) fn node(&mut self, node: &Node) -> Term {
        let clauses = &node.clauses;
        let full =
            |full: bool| clauses.not_applicable.iter().filter(move |(_, counts)| *counts == full).map(|(when, _)| when);
        let absent = self.any(full(false));
        let exempt = self.any(full(true));
        let unsubmitted = self.any(&clauses.unsubmitted);
        let scored = self.scored(node);
        let rows = [
            (absent, Term::word("not applicable")),
            (exempt, Term::Number(node.points.clone())),
            (unsubmitted, Term::word("not submitted")),
        ];
        Term::case(rows, scored)
    }

    fn scored(&mut self, node: &Node) -> Term {
        let clauses = &node.clauses;
        let method = self.method(&node.method, node);
        let said =
            [&clauses.no_value, &clauses.zero_division].map(|said| said.as_ref().map(|said| self.score(said, node)));
        let said = said.map(|said| said.unwrap_or_else(|| Term::word("no value")));
        let value = method.in_each_case(&|value| match value {
            Term::Number(number) => Term::Number(number),
            other => Term::said([other].into_iter().chain(said.iter().cloned()).collect()),
        });
        let own = !matches!(node.method, Method::Accumulate { .. });
        let capped = value.held(None, clauses.cap.as_ref().filter(|_| own));
        let zero = Number::zero();
        let low = match &clauses.floor {
            Floor::Zero => Some(&zero),
            Floor::At(floor) => Some(floor),
            Floor::None => None,
        };
        let held = capped.held(low, (!clauses.no_cap).then_some(&node.points));
        // The last one that holds counts.
        let set =
            clauses.overrides.iter().rev().map(|set| (self.condition(&set.when), Term::Number(set.points.clone())));
        let set: Vec<(Term, Term)> = set.collect();
        let value = Term::case(set, held);
        let value = match clauses.round {
            None => value,
            Some(places) => value.in_each_case(&|value| match value {
                Term::Number(number) => Term::Number(number.rounded(places, crate::value::Rounding::HalfUp)),
                other => Term::Of("rounded", vec![other, Term::word(places.to_string())]),
            }),
        };
        match &clauses.rescale {
            None => value,
            Some(rescale) => {
                let least = rescale.minimum.clone().map_or_else(|| Term::word("any share"), Term::Number);
                Term::Of("rescaled", vec![value, least, Term::Number(node.points.clone())])
            }
        }
    }

    fn method(&mut self, method: &Method, node: &Node) -> Term {
        match method {
            Method::Children(children) => children
                .iter()
                .map(|child| {
                    let weighed = child.weight.as_ref();
                    let factor = weighed
                        .and_then(|weight| weight.times(&node.points).over(&child.points))
                        .unwrap_or_else(Number::one);
                    let name = if child.bonus { "bonus" } else { "score of" };
                    Term::Of(name, vec![Term::word(&child.code)]).times(&factor)
                })
                .fold(Term::Number(Number::zero()), Term::plus),
            Method::Score(score) | Method::Award(score, None) => self.score(score, node),
            Method::Award(score, Some(when)) => {
                let (when, score) = (self.condition(when), self.score(score, node));
                Term::case([(when, score)], Term::Number(Number::zero()))
            }
            Method::Accumulate { entries, in_order: true } => {
                let parts = entries.iter().map(|entry| self.entry(entry, node)).collect();
                Term::Of("in order", parts).floored(node)
            }
            Method::Accumulate { entries, in_order: false } => self.accumulated(entries, node),
            Method::Best { lowest, methods } => {
                let parts: BTreeSet<Term> = methods.iter().map(|method| self.method(method, node)).collect();
                Term::Of(if *lowest { "lowest method" } else { "best method" }, parts.into_iter().collect())
            }
            Method::Broken => Term::word("broken"),
        }
    }

    /// Additions, held at the cap; then deductions.
    fn accumulated(&mut self, entries: &[Entry], node: &Node) -> Term {
        let mut sums = [Term::Number(Number::zero()), Term::Number(Number::zero())];
        for entry in entries {
            let term = self.entry(entry, node);
            let [added, deducted] = sums;
            sums = if deducts(entry) { [added, deducted.plus(term)] } else { [added.plus(term), deducted] };
        }
        let [added, deducted] = sums;
        added.held(None, node.clauses.cap.as_ref()).plus(deducted).floored(node)
    }

    /// What an entry adds; below nought where it deducts.
    fn entry(&mut self, entry: &Entry, node: &Node) -> Term {
        let zero = || Term::Number(Number::zero());
        match entry {
            Entry::Start(points) => Term::Number(points.clone()),
            Entry::Add(score, when) | Entry::Deduct(score, when) => {
                let sign = if matches!(entry, Entry::Deduct(..)) { Number::from(-1) } else { Number::one() };
                let score = self.score(score, node).in_each_case(&|value| value.times(&sign));
                match when {
                    Some(when) => Term::case([(self.condition(when), score)], zero()),
                    None => score,
                }
            }
            Entry::Checklist { missing, points, items } => items
                .iter()
                .map(|item| {
                    let held = self.condition(item);
                    let (counts, points) =
                        if *missing { (held.not(), points.negated()) } else { (held, points.clone()) };
                    Term::case([(counts, Term::Number(points))], zero())
                })
                .fold(zero(), Term::plus),
            Entry::Count(steps) => self.steps(steps),
            Entry::Each(each) => {
                let sign = if each.deduct { Number::from(-1) } else { Number::one() };
                self.each(each, node).times(&sign)
            }
            Entry::Cap(cap) => Term::Of("cap", vec![Term::Number(cap.clone())]),
        }
    }

    fn score(&mut self, score: &Score, node: &Node) -> Term {
        match &score.kind {
            ScoreKind::Amount(formula) => self.value(formula),
            ScoreKind::Steps(steps) => self.steps(steps),
            ScoreKind::Linear { subject, from, to, low, high } => self.proportion(subject, [low, high], [from, to]),
            ScoreKind::Ratio { subject, from, to, points } => {
                self.proportion(subject, [from, to], [&Number::zero(), points])
            }
            ScoreKind::Bands(bands) => self.bands(bands, node),
            ScoreKind::Assessed { low, high, step } => {
                let step = step.clone().map_or_else(|| Term::word("any"), Term::Number);
                // It is the score of this indicator that a person gives.
                let code = Term::word(&node.code);
                Term::Of("assessed", vec![code, Term::Number(low.clone()), Term::Number(high.clone()), step])
            }
            ScoreKind::NotApplicable => Term::word("not applicable"),
            ScoreKind::Pending => Term::word("pending"),
            ScoreKind::Unsubmitted => Term::word("not submitted"),
        }
    }

    /// The straight line from one score to another, held at its ends.
    fn proportion(&mut self, subject: &Formula, [from, to]: [&Number; 2], [low, high]: [&Number; 2]) -> Term {
        let slope = high.minus(low).over(&to.minus(from)).unwrap_or_else(Number::zero);
        let shifted =
            self.value(subject).minus(Term::Number(from.clone())).times(&slope).plus(Term::Number(low.clone()));
        let (least, most) = if low <= high { (low, high) } else { (high, low) };
        shifted.held(Some(least), Some(most))
    }

    fn steps(&mut self, steps: &Steps) -> Term {
        let Steps { start, subject, base, days, whole, downwards, step, each, cap, span: _ } = steps;
        let words = [format!("{whole:?}"), format!("days {days}"), format!("downwards {downwards}")];
        let mut parts = vec![self.value(subject)];
        parts.extend([base, step].map(|number| Term::Number(number.clone())));
        parts.extend(words.map(Term::Word));
        let counted = Term::Of("steps", parts).times(each).plus(Term::Number(start.clone()));
        counted.held(None, cap.as_ref())
    }

    fn bands(&mut self, bands: &Bands, node: &Node) -> Term {
        let rows = bands.rows.iter().map(|row| (self.row(row, bands), self.score(&row.score, node)));
        let rows: Vec<(Term, Term)> = rows.collect();
        let divided = |subject: &Formula| self.plan.extents().extent(subject, &Known::default()).zero_division;
        let lacking = if bands.subjects.iter().any(divided) { "no value, or divided by zero" } else { "no value" };
        Term::case(rows, Term::word(lacking))
    }

    fn row(&mut self, row: &Row, bands: &Bands) -> Term {
        let cells = row.cells.iter().enumerate();
        let cells: Vec<Term> = cells.map(|(column, cell)| self.cell(cell, bands.subjects.get(column))).collect();
        Term::all(cells)
    }

    fn cell(&mut self, cell: &Cell, subject: Option<&Formula>) -> Term {
        match (cell, subject) {
            (Cell::Condition(condition), _) => self.condition(condition),
            (Cell::Other, None) => Term::Truth(true),
            (_, None) => Term::Truth(false),
            (Cell::Other, Some(subject)) => self.has(subject),
            (Cell::Bound(bound), Some(subject)) => self.in_bound(subject, bound),
            (Cell::Choices(wanted), Some(subject)) => {
                let choices = if let Type::Choice(choices) = &subject.of { choices.as_slice() } else { &[] };
                let wanted = wanted.iter().map(|choice| key_of(choices, *choice).to_owned()).collect();
                self.among(subject, wanted, false)
            }
            (Cell::Texts(texts), Some(subject)) => {
                Term::Among(Box::new(self.value(subject)), texts.iter().cloned().collect())
            }
            (Cell::YesNo(wanted), Some(subject)) => {
                let held = self.condition(subject);
                if *wanted { held } else { Term::all([held.not(), self.has(subject)]) }
            }
            (Cell::NoRecord, Some(subject)) => {
                super::formula::state_of(self.value(subject), crate::document::FactState::NoRecord)
            }
            (Cell::NotApplicable, Some(subject)) => {
                super::formula::state_of(self.value(subject), crate::document::FactState::NotApplicable)
            }
        }
    }

    fn each(&mut self, each: &Each, node: &Node) -> Term {
        let list = self.list(each.list);
        let parts = self.within(|former| former.of_record(each, node));
        let ends = [
            each.only.map_or_else(|| Term::word("sum"), |lowest| Term::word(if lowest { "lowest" } else { "highest" })),
            each.cap.clone().map_or_else(|| Term::word("open"), Term::Number),
        ];
        Term::Over("each", [list].into_iter().chain(parts).chain(ends).collect())
    }

    fn of_record(&mut self, each: &Each, node: &Node) -> Vec<Term> {
        let exclude = self.any(&each.exclude);
        let when = self.all(&each.when);
        let validity = match &each.validity {
            None => Term::word("always"),
            Some((date, period)) => Term::Of("valid", vec![self.value(date), self.score(period, node)]),
        };
        let same = each.same.iter().map(|same| {
            let keys: BTreeSet<Term> = same.keys.iter().map(|key| self.term(key)).collect();
            let keep = match &same.keep {
                Keep::Greatest => "greatest",
                Keep::Once => "once",
            };
            Term::Of("same", [Term::word(keep)].into_iter().chain(keys).collect())
        });
        let same = Term::Of("dedupe", same.collect());
        let value = match &each.value {
            EachValue::Score(score) => self.score(score, node),
            EachValue::FirstAndRest(first, rest) => {
                Term::Of("first and rest", vec![Term::Number(first.clone()), Term::Number(rest.clone())])
            }
        };
        let repeat = match &each.repeat {
            None => Term::word("no repeat"),
            Some(repeat) => {
                let of = [self.term(&repeat.same), self.value(&repeat.date)];
                let how = [Term::word(repeat.within.to_string()), Term::Number(repeat.factor.clone())];
                Term::Of("repeat", of.into_iter().chain(how).collect())
            }
        };
        let factors = each.factors.iter().map(|(factor, when)| {
            let factor = self.score(factor, node);
            match when {
                Some(when) => Term::case([(self.condition(when), factor)], Term::Number(Number::one())),
                None => factor,
            }
        });
        let factors = Term::Of("factors", factors.collect());
        let caps = each.group_caps.iter().map(|cap| {
            let (kind, key) = match &cap.by {
                GroupKey::Year(key) => ("year", key),
                GroupKey::Month(key) => ("month", key),
                GroupKey::Key(key) => ("key", key),
            };
            Term::Of("group cap", vec![Term::word(kind), self.term(key), Term::Number(cap.points.clone())])
        });
        let caps = Term::Of("group caps", caps.collect());
        vec![exclude, when, validity, same, value, repeat, factors, caps]
    }
}

impl Term {
    /// Not below nought, where adding and deducting ends there.
    fn floored(self, node: &Node) -> Self {
        if node.clauses.floor == Floor::Zero { self.held(Some(&Number::zero()), None) } else { self }
    }
}

fn deducts(entry: &Entry) -> bool {
    match entry {
        Entry::Deduct(..) | Entry::Checklist { missing: true, .. } => true,
        Entry::Each(each) => each.deduct,
        Entry::Count(steps) => steps.each.is_negative(),
        Entry::Start(_) | Entry::Add(..) | Entry::Checklist { missing: false, .. } | Entry::Cap(_) => false,
    }
}
