//! Adding and deducting: start and additions, cap, deductions, floor; or in the order written.

use super::score::Scorer;
use super::worth::{Lack, Worth, standing};
use crate::breakdown::Step;
use crate::plan::{Clauses, Entry, Floor, Formula, Method, Score};
use crate::source::Span;
use crate::value::{Number, Range, Truth};

impl Scorer<'_> {
    /// What a method comes to; nothing is clamped yet but what the method itself caps.
    pub(super) fn method(&self, method: &Method, clauses: &Clauses, points: &Number) -> Worth {
        match method {
            Method::Children(_) | Method::Broken => Worth::points(Range::exactly(Number::zero())),
            Method::Score(score) => self.score(score),
            Method::Award(score, when) => match when {
                None => self.score(score),
                Some(when) => self.award(score, when),
            },
            Method::Accumulate { entries, in_order } => self.accumulate(entries, *in_order, clauses, points),
            Method::Best { lowest, methods } => self.best(methods, *lowest, clauses, points),
        }
    }

    /// What the clauses say of no value, and of a division by zero.
    pub(super) fn said(&self, worth: Worth, clauses: &Clauses) -> Worth {
        let worth = self.outcome(worth, clauses.no_value.as_ref(), "no_value");
        self.outcome(worth, clauses.zero_division.as_ref(), "zero_division")
    }

    fn outcome(&self, mut worth: Worth, said: Option<&Score>, because: &str) -> Worth {
        let flag = if because == "no_value" { worth.no_value } else { worth.zero_division };
        let (true, Some(said)) = (flag, said) else { return worth };
        let otherwise = worth.pending || worth.not_applicable || worth.unsubmitted;
        let sure = worth.points.is_none() && !otherwise && !(worth.no_value && worth.zero_division);
        let truth = if sure { Truth::True } else { Truth::Unknown };
        worth.steps.push(Step::Outcome { because: because.to_owned(), rule: self.rule(said.span), truth });
        if because == "no_value" {
            worth.no_value = false;
        } else {
            worth.zero_division = false;
        }
        let meant = self.score(said);
        // A sum that has no value has no points of its own either.
        if sure {
            Worth { steps: worth.steps, missing: worth.missing, ..Worth::default() }.join(meant)
        } else {
            worth.join(meant)
        }
    }

    fn award(&self, score: &Score, when: &Formula) -> Worth {
        let judged = self.environment.judge(when);
        let step =
            Step::Condition { decides: "award".to_owned(), operand: self.shower.operand(when, &self.environment) };
        let nothing = || Worth::points(Range::exactly(Number::zero()));
        let mut worth = match judged.truth {
            Truth::True => self.score(score),
            Truth::False => nothing(),
            Truth::Unknown => self.score(score).join(nothing()),
        };
        worth.missing.extend(judged.missing);
        worth.steps.insert(0, step);
        worth
    }

    /// The best (or worst) of the methods that apply; of one without a value the clauses say what it counts.
    fn best(&self, methods: &[Method], lowest: bool, clauses: &Clauses, points: &Number) -> Worth {
        let said = |method| self.said(self.method(method, clauses, points), clauses);
        let worths: Vec<Worth> = methods.iter().map(said).collect();
        let zero = Number::zero();
        let counted = worths.iter().filter(|worth| !worth.only_absent());
        let ranges: Vec<Range> = counted
            .map(|worth| {
                let range = worth.bounded(points).clamped(Some(&zero), Some(points));
                // Where it may not apply, the others decide alone.
                if worth.not_applicable {
                    range.join(&Range::exactly(if lowest { points.clone() } else { zero.clone() }))
                } else {
                    range
                }
            })
            .collect();
        let turn = |range: &Range| if lowest { range.negated() } else { range.clone() };
        let low = ranges.iter().filter_map(|range| turn(range).low).max_by(|a, b| a.number.cmp(&b.number));
        let high = ranges.iter().filter_map(|range| turn(range).high).max_by(|a, b| a.number.cmp(&b.number));
        let mut result = Worth { not_applicable: worths.iter().all(|worth| worth.not_applicable), ..Worth::default() };
        if !ranges.is_empty() {
            result.points = Some(turn(&Range { low, high }));
        }
        let scores = ranges.iter().map(standing).collect();
        // Those that take no part come first, so that the lengths of the others lead to their steps.
        let (absent, counted): (Vec<Worth>, Vec<Worth>) = worths.into_iter().partition(Worth::only_absent);
        let lengths = counted.iter().map(|worth| worth.steps.len()).collect();
        for worth in absent.into_iter().chain(counted) {
            result.default |= worth.default;
            result.awaited |= worth.awaited || worth.pending;
            result.missing.extend(worth.missing);
            result.steps.extend(worth.steps);
        }
        result.steps.push(Step::Best { lowest, scores, lengths });
        result
    }

    fn accumulate(&self, entries: &[Entry], in_order: bool, clauses: &Clauses, points: &Number) -> Worth {
        let mut sum = Sum { range: Range::exactly(Number::zero()), worth: Worth::default(), lack: Lack::nothing() };
        let deducts = |entry: &&Entry| match entry {
            Entry::Deduct(..) | Entry::Checklist { missing: true, .. } => true,
            Entry::Each(each) => each.deduct,
            Entry::Count(steps) => steps.each.is_negative(),
            Entry::Start(_) | Entry::Add(..) | Entry::Checklist { missing: false, .. } | Entry::Cap(_) => false,
        };
        if in_order {
            entries.iter().for_each(|entry| self.entry(entry, clauses, points, &mut sum));
        } else {
            entries
                .iter()
                .filter(|entry| !deducts(entry))
                .for_each(|entry| self.entry(entry, clauses, points, &mut sum));
            if let Some(cap) = &clauses.cap {
                sum.hold("cap", None, Some(cap));
            }
            entries.iter().filter(deducts).for_each(|entry| self.entry(entry, clauses, points, &mut sum));
        }
        if clauses.floor == Floor::Zero {
            sum.hold("floor", Some(&Number::zero()), None);
        }
        sum.lack.put(&mut sum.worth, sum.range);
        sum.worth
    }

    /// What one entry brings to the sum; below nought where it deducts.
    pub(super) fn contribution(&self, entry: &Entry, clauses: &Clauses, points: &Number) -> Range {
        let mut sum = Sum { range: Range::exactly(Number::zero()), worth: Worth::default(), lack: Lack::nothing() };
        self.entry(entry, clauses, points, &mut sum);
        sum.range
    }

    fn entry(&self, entry: &Entry, clauses: &Clauses, points: &Number, sum: &mut Sum) {
        match entry {
            Entry::Start(start) => {
                let range = Range::exactly(start.clone());
                sum.worth.steps.push(Step::Start { points: standing(&range) });
                sum.range = sum.range.plus(&range);
            }
            Entry::Add(score, when) => self.one(score, when.as_ref(), false, points, sum),
            Entry::Deduct(score, when) => self.one(score, when.as_ref(), true, points, sum),
            Entry::Checklist { missing, points: each, items } => self.checklist(*missing, each, items, sum),
            Entry::Count(steps) => {
                let worth = self.steps(steps, None);
                let range = sum.take(worth, points, Truth::True);
                sum.range = sum.range.plus(&range);
            }
            Entry::Each(each) => {
                let tally = self.each(each, clauses, points);
                sum.worth.missing.extend(tally.missing);
                sum.worth.default |= tally.default;
                sum.worth.awaited |= tally.awaited;
                sum.worth.steps.push(tally.step);
                sum.add(&tally.points, each.deduct);
            }
            Entry::Cap(cap) => sum.hold("cap", None, Some(cap)),
        }
    }

    fn one(&self, score: &Score, when: Option<&Formula>, deduct: bool, points: &Number, sum: &mut Sum) {
        let truth = when.map_or(Truth::True, |when| {
            let judged = self.environment.judge(when);
            let decides = if deduct { "deduct" } else { "add" }.to_owned();
            let operand = self.shower.operand(when, &self.environment);
            sum.worth.steps.push(Step::Condition { decides, operand });
            sum.worth.missing.extend(judged.missing);
            judged.truth
        });
        if !truth.possible() {
            return;
        }
        let worth = self.score(score);
        let mut range = sum.take(worth, points, truth);
        if truth == Truth::Unknown {
            range = range.join(&Range::exactly(Number::zero()));
        }
        sum.record(self.rule(score.span), &range, deduct);
        sum.add(&range, deduct);
    }

    fn checklist(&self, missing: bool, each: &Number, items: &[Formula], sum: &mut Sum) {
        let one = Range::exactly(each.clone());
        let mut total = Range::exactly(Number::zero());
        let mut shown = Vec::new();
        for item in items {
            let judged = self.environment.judge(item);
            let counts = if missing { judged.truth.not() } else { judged.truth };
            total = match counts {
                Truth::True => total.plus(&one),
                Truth::False => total,
                Truth::Unknown => total.plus(&one.join(&Range::exactly(Number::zero()))),
            };
            sum.worth.missing.extend(judged.missing);
            shown.push(self.shower.operand(item, &self.environment));
        }
        sum.worth.steps.push(Step::Checklist { missing, each: each.clone(), items: shown, points: standing(&total) });
        sum.add(&total, missing);
    }

    fn rule(&self, span: Span) -> String {
        self.shower.rule(span)
    }
}

/// A sum on its way, with what it gathered.
struct Sum {
    range: Range,
    worth: Worth,
    /// What its parts lack.
    lack: Lack,
}

impl Sum {
    fn add(&mut self, range: &Range, deduct: bool) {
        self.range = if deduct { self.range.minus(range) } else { self.range.plus(range) };
    }

    fn record(&mut self, rule: String, range: &Range, deduct: bool) {
        let points = standing(range);
        self.worth.steps.push(if deduct { Step::Deducted { rule, points } } else { Step::Added { rule, points } });
    }

    /// Takes over what a part brings besides its points, and gives these. What has no value leaves the sum without one:
    /// the rule says elsewhere what that means.
    fn take(&mut self, part: Worth, points: &Number, counts: Truth) -> Range {
        let range = part.valued(points);
        self.lack.add(Lack::of(&part), counts);
        self.worth.default |= part.default;
        // What is to come is in the range already.
        self.worth.awaited |= part.pending || part.awaited;
        self.worth.missing.extend(part.missing);
        self.worth.steps.extend(part.steps);
        range
    }

    fn hold(&mut self, bound: &str, low: Option<&Number>, high: Option<&Number>) {
        let held = self.range.clamped(low, high);
        if held != self.range
            && let Some(at) = low.or(high)
        {
            self.worth.steps.push(Step::Held {
                bound: bound.to_owned(),
                at: at.clone(),
                before: standing(&self.range),
                after: standing(&held),
            });
        }
        self.range = held;
    }
}
