//! `每条`: each record of a list through its filter, points, repeats, factors, caps, and into one sum.

use std::collections::BTreeMap;

use super::aggregate::{Key, key};
use super::estimate::{Judgement, Missing};
use super::formula::Environment;
use super::score::Scorer;
use super::world::{RowValues, Slot};
use super::worth::{Worth, standing};
use crate::breakdown::{FactorStep, RecordStep, Refusal, Step};
use crate::plan::{Bands, Clauses, Each, EachValue, Formula, FormulaKind, GroupCap, GroupKey, Score, ScoreKind};
use crate::value::{Bound, Number, Period, Range, Truth};

/// A record on its way through the rule.
pub(super) struct Case<'w> {
    pub(super) environment: Environment<'w>,
    pub(super) step: RecordStep,
    /// Whether it ever was (不计), and whether it counts.
    pub(super) existed: Truth,
    pub(super) counted: Truth,
    /// Points before factors, and after.
    pub(super) base: Range,
    pub(super) result: Range,
}

/// What the records come to.
pub(super) struct Tally {
    pub(super) points: Range,
    pub(super) missing: Missing,
    pub(super) step: Step,
    pub(super) default: bool,
    /// People's scores are still to come.
    pub(super) awaited: bool,
}

impl<'w> Scorer<'w> {
    /// Goes through the records of a list. `full` bounds what is not known.
    pub(super) fn each(&self, each: &Each, clauses: &Clauses, full: &Number) -> Tally {
        let records = self.environment.records(each.list);
        let missing = records.map(|records| records.missing.clone()).unwrap_or_default();
        let mut tally = Gathered { missing, ..Gathered::of(clauses) };
        let mut cases = self.cases(each, full, &mut tally);
        self.first_and_rest(each, &mut cases);
        self.factors(each, &mut cases, full, &mut tally);
        for same in &each.same {
            self.keep_one(each, same, &mut cases, &mut tally.missing);
        }
        let mut points = self.combine(each, &mut cases, &mut tally.missing);
        let open = records.and_then(|records| records.open.as_deref());
        let besides = open.map(|any| self.of_any_number(each, any, full, &mut tally));
        if let Some(besides) = &besides {
            points = points.plus(besides);
        }
        if let Some(cap) = &each.cap {
            points = points.clamped(None, Some(cap));
        }
        let step = Step::Records {
            list: each.name.clone(),
            deduct: each.deduct,
            unknown: open.is_some(),
            records: cases.into_iter().map(|case| case.step).collect(),
            combined: match each.only {
                None => "sum",
                Some(false) => "highest",
                Some(true) => "lowest",
            }
            .to_owned(),
            group_cap: each.group_caps.first().filter(|_| each.only.is_none()).map(|cap| cap.points.clone()),
            open: besides.as_ref().map(standing),
            cap: each.cap.clone(),
            points: standing(&points),
        };
        Tally { points, missing: tally.missing, step, default: tally.default, awaited: tally.awaited }
    }

    /// Whether a record counts, and the points that it brings before factors and caps.
    pub(super) fn counted(&self, each: &Each, row: &'w RowValues, clauses: &Clauses, full: &Number) -> (Truth, Range) {
        let mut gathered = Gathered::of(clauses);
        let case = self.case(each, row, full, &mut gathered);
        (case.counted, case.base)
    }

    /// Every record of the list, through its filter, points and validity.
    pub(super) fn cases(&self, each: &Each, full: &Number, gathered: &mut Gathered<'_>) -> Vec<Case<'w>> {
        let records = self.environment.records(each.list);
        let rows = records.map_or(&[][..], |records| records.rows.as_slice());
        rows.iter().map(|row| self.case(each, row, full, gathered)).collect()
    }

    /// Filter, points and validity of one record.
    fn case(&self, each: &Each, row: &'w RowValues, full: &Number, gathered: &mut Gathered<'_>) -> Case<'w> {
        let environment = self.environment.within(row);
        let mut step = RecordStep {
            number: row.number,
            label: label(each, row),
            counted: Truth::True,
            refused: None,
            points: None,
            rule: None,
            factors: Vec::new(),
            instead: None,
            result: None,
            group: None,
            provenance: row.provenance.as_deref().cloned(),
        };
        let mut existed = Judgement::known(true);
        for condition in &each.exclude {
            let judged = environment.judge(condition).not();
            self.refuse(&mut step, &judged, || Refusal::Excluded { rule: self.shower.rule(condition.span) });
            existed = existed.and(judged);
        }
        let mut counted = existed.clone();
        for condition in &each.when {
            let judged = environment.judge(condition);
            self.refuse(&mut step, &judged, || Refusal::NotWithin { rule: self.shower.rule(condition.span) });
            counted = counted.and(judged);
        }
        let mut base = Range::exactly(Number::zero());
        if counted.truth.possible()
            && let EachValue::Score(score) = &each.value
        {
            // A record without a value counts what the clauses say of that.
            let worth = self.at(environment.clone()).score(score);
            let worth = self.said(worth, gathered.clauses);
            base = worth.bounded(full);
            gathered.take(&worth);
            step.rule = taken_rule(&worth, score, self);
            step.points = Some(standing(&base));
        }
        if let Some((from, period)) = &each.validity {
            let judged = self.valid(&environment, from, period, &base);
            self.refuse(&mut step, &judged, || Refusal::Expired { rule: self.shower.rule(from.span.to(period.span)) });
            counted = counted.and(judged);
        }
        step.counted = counted.truth;
        gathered.missing.extend(counted.missing.iter().cloned());
        Case {
            environment,
            step,
            existed: existed.truth,
            counted: counted.truth,
            base,
            result: Range::exactly(Number::zero()),
        }
    }

    fn refuse(&self, step: &mut RecordStep, judged: &Judgement, refusal: impl FnOnce() -> Refusal) {
        if step.refused.is_none() && judged.truth != Truth::True {
            step.refused = Some(refusal());
        }
    }

    /// Whether the period that a record is valid for has not run out.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    fn valid(&self, environment: &Environment<'w>, from: &Formula, period: &Score, base: &Range) -> Judgement {
        let mut inner = environment.clone();
        inner.own_points = Some(base.clone());
        let date = inner.estimate(from);
        let (dated, lacking) = (date.may_have_value(), date.may_lack_value());
        let mut periods = Vec::new();
        let mut missing = date.missing.clone();
        let complete = self.at(inner).periods(period, &mut periods, &mut missing);
        let as_of = self.environment.world.as_of;
        let known = match date.domain {
            super::estimate::Domain::Date(Some(date)) => Some(date),
            _ => None,
        };
        let Some(date) = known else {
            let truth = if dated { Truth::Unknown } else { Truth::False };
            return Judgement { truth, missing };
        };
        let holds = periods.iter().filter(|period| !date.has_elapsed(**period, as_of)).count();
        let truth = match holds {
            0 => Truth::False,
            all if all == periods.len() && complete && !lacking => Truth::True,
            _ => Truth::Unknown,
        };
        Judgement { truth, missing }.settled()
    }

    /// The periods that a validity may give, and whether it surely gives one.
    fn periods(&self, score: &Score, found: &mut Vec<Period>, missing: &mut Missing) -> bool {
        match &score.kind {
            ScoreKind::Amount(formula) => {
                let period = if let FormulaKind::Period(period) = &formula.kind { Some(*period) } else { None };
                found.extend(period);
                period.is_some()
            }
            ScoreKind::Bands(bands) => {
                let (rows, mut complete) = self.possible_rows(bands, missing);
                for score in rows {
                    complete &= self.periods(score, found, missing);
                }
                complete
            }
            ScoreKind::Steps(_)
            | ScoreKind::Linear { .. }
            | ScoreKind::Ratio { .. }
            | ScoreKind::Assessed { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => false,
        }
    }

    /// The rows that may be taken, and whether one of them surely is.
    fn possible_rows<'b>(&self, bands: &'b Bands, missing: &mut Missing) -> (Vec<&'b Score>, bool) {
        let subjects: Vec<_> = bands.subjects.iter().map(|subject| self.environment.estimate(subject)).collect();
        missing.extend(subjects.iter().flat_map(|subject| subject.missing.iter().cloned()));
        let mut rest = Truth::True;
        let mut rows = Vec::new();
        for row in &bands.rows {
            let cells = row.cells.iter().enumerate();
            let matched = cells.map(|(column, cell)| self.cell(cell, subjects.get(column)).truth);
            let matched = matched.fold(Truth::True, Truth::and);
            if rest.and(matched).possible() {
                rows.push(&row.score);
            }
            rest = rest.and(matched.not());
        }
        let valued = subjects.iter().all(|subject| !subject.may_lack_value());
        (rows, valued)
    }

    /// 首条 … 其余 …: the first that counts, and the others.
    pub(super) fn first_and_rest(&self, each: &Each, cases: &mut [Case<'w>]) {
        let EachValue::FirstAndRest(first, rest) = &each.value else { return };
        let mut before = Truth::False;
        // Those that surely count come first, so that the order of the list changes nothing where others are uncertain.
        let (sure, open): (Vec<_>, Vec<_>) =
            cases.iter_mut().filter(|case| case.counted.possible()).partition(|case| case.counted == Truth::True);
        for case in sure.into_iter().chain(open) {
            case.base = match before {
                Truth::False => Range::exactly(first.clone()),
                Truth::True => Range::exactly(rest.clone()),
                Truth::Unknown => Range::closed(first.clone().min(rest.clone()), first.clone().max(rest.clone())),
            };
            case.step.points = Some(standing(&case.base));
            before = before.or(case.counted);
        }
    }

    /// 重犯 and 乘.
    pub(super) fn factors(&self, each: &Each, cases: &mut [Case<'w>], full: &Number, gathered: &mut Gathered<'_>) {
        let repeats: Vec<Option<Judgement>> = match &each.repeat {
            Some(repeat) => self.repeats(each, repeat, cases).into_iter().map(Some).collect(),
            None => vec![None; cases.len()],
        };
        for (case, repeat) in cases.iter_mut().zip(repeats) {
            case.result = case.base.clone();
            if !case.counted.possible() {
                continue;
            }
            if let (Some(judged), Some(rule)) = (repeat, &each.repeat) {
                gathered.missing.extend(judged.missing.iter().cloned());
                let factor = maybe(Range::exactly(rule.factor.clone()), judged.truth);
                case.multiply(&factor, self.shower.rule(rule.span), judged.truth);
            }
            self.multiplied(each, case, full, gathered);
            case.step.result = Some(standing(&case.result));
        }
    }

    /// 乘: a factor without a value leaves the record with what the clauses say of that.
    fn multiplied(&self, each: &Each, case: &mut Case<'w>, full: &Number, gathered: &mut Gathered<'_>) {
        let mut meant: Option<Range> = None;
        for (factor, when) in &each.factors {
            let judged = when.as_ref().map_or_else(|| Judgement::known(true), |when| case.environment.judge(when));
            gathered.missing.extend(judged.missing.iter().cloned());
            if !judged.truth.possible() {
                continue;
            }
            let worth = self.at(case.environment.clone()).score(factor);
            gathered.take(&worth);
            if worth.no_value || worth.zero_division {
                let (no_value, zero_division) = (worth.no_value, worth.zero_division);
                let said = self.said(Worth { no_value, zero_division, ..Worth::default() }, gathered.clauses);
                let said = said.bounded(full);
                meant = Some(meant.map_or_else(|| said.clone(), |known| known.join(&said)));
                case.step.instead = meant.as_ref().map(standing);
            }
            if let (Truth::True, true, Some(meant)) = (judged.truth, worth.surely_lacks(), &meant) {
                case.result = meant.clone();
                return;
            }
            let range = maybe(worth.valued(full), judged.truth);
            let rule = taken_rule(&worth, factor, self).unwrap_or_else(|| self.shower.rule(factor.span));
            let rule = when.as_ref().map_or(rule.clone(), |when| format!("{rule} 当 {}", self.shower.rule(when.span)));
            case.multiply(&range, rule, judged.truth);
        }
        if let Some(meant) = meant {
            case.result = case.result.join(&meant);
        }
    }

    pub(super) fn combine(&self, each: &Each, cases: &mut [Case<'w>], missing: &mut Missing) -> Range {
        match each.only {
            Some(lowest) => only_one(cases, lowest),
            None => self.sum(each, cases, missing),
        }
    }

    fn sum(&self, each: &Each, cases: &mut [Case<'w>], missing: &mut Missing) -> Range {
        let counted: Vec<&mut Case<'w>> = cases.iter_mut().filter(|case| case.counted.possible()).collect();
        let Some(cap) = each.group_caps.first() else {
            return total(counted.iter().map(|case| &**case));
        };
        let mut together = Vec::new();
        for case in counted {
            case.step.group = match self.group_key(cap, case).0 {
                Key::Known(text) => Some(text),
                Key::Unknown => Some("未知".to_owned()),
                Key::None => None,
            };
            together.push(&*case);
        }
        let groups = self.groups(cap, together, missing);
        let mut sum = Range::exactly(Number::zero());
        for (key, cases) in groups {
            let range = match key {
                // Without a date or key a record stands alone; where it is not known, it may fill a group that is full.
                Key::None => cases
                    .iter()
                    .map(|case| total([*case]))
                    .fold(Range::exactly(Number::zero()), |sum, one| sum.plus(&one.clamped(None, Some(&cap.points)))),
                Key::Known(_) => total(cases).clamped(None, Some(&cap.points)),
                Key::Unknown => total(cases).join(&Range::exactly(Number::zero())),
            };
            sum = sum.plus(&range);
        }
        sum
    }

    fn groups<'c>(
        &self,
        cap: &GroupCap,
        cases: Vec<&'c Case<'w>>,
        missing: &mut Missing,
    ) -> BTreeMap<Key, Vec<&'c Case<'w>>> {
        let mut groups: BTreeMap<Key, Vec<&Case<'w>>> = BTreeMap::new();
        for case in cases {
            let (key, unknown) = self.group_key(cap, case);
            missing.extend(unknown);
            groups.entry(key).or_default().push(case);
        }
        groups
    }

    /// Whether the cap of a group surely holds what its records come to.
    pub(super) fn fills_a_group(&self, each: &Each, cases: &[Case<'w>], missing: &mut Missing) -> bool {
        let Some(cap) = each.group_caps.first() else { return false };
        let counted = cases.iter().filter(|case| case.counted == Truth::True).collect();
        let groups = self.groups(cap, counted, missing);
        let known = groups.into_iter().filter(|(key, _)| matches!(key, Key::Known(_)));
        let mut sums = known.map(|(_, cases)| total(cases));
        sums.any(|sum| sum.low.is_some_and(|low| low.number > cap.points))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn group_key(&self, cap: &GroupCap, case: &Case<'w>) -> (Key, Missing) {
        let (formula, part): (&Formula, fn(&str) -> String) = match &cap.by {
            GroupKey::Year(formula) => (formula, |date| date.chars().take(4).collect()),
            GroupKey::Month(formula) => (formula, |date| date.chars().take(7).collect()),
            GroupKey::Key(formula) => (formula, str::to_owned),
        };
        let estimate = case.environment.estimate(formula);
        let key = match key(&estimate) {
            Key::Known(text) => Key::Known(part(&text)),
            other => other,
        };
        (key, estimate.missing)
    }

    /// What any number of records of an open list may come to.
    fn of_any_number(&self, each: &Each, any: &'w RowValues, full: &Number, gathered: &mut Gathered<'_>) -> Range {
        let none = Range::exactly(Number::zero());
        let mut case = self.case(each, any, full, gathered);
        if !case.counted.possible() {
            return none;
        }
        if let EachValue::FirstAndRest(first, rest) = &each.value {
            case.base = Range::exactly(first.clone()).join(&Range::exactly(rest.clone()));
        }
        let mut cases = vec![case];
        self.factors(each, &mut cases, full, gathered);
        let mut one = cases.into_iter().next().map_or_else(|| none.clone(), |case| case.result.join(&none));
        if let Some(repeat) = &each.repeat {
            one = one.join(&one.times(&Range::exactly(repeat.factor.clone())));
        }
        if each.only.is_some() {
            return one;
        }
        let end =
            |bound: Option<Bound>| bound.filter(|bound| bound.number.is_zero()).map(|_| Bound::closed(Number::zero()));
        Range { low: end(one.low), high: end(one.high) }
    }
}

impl Case<'_> {
    fn multiply(&mut self, factor: &Range, rule: String, truth: Truth) {
        if !truth.possible() {
            return;
        }
        self.result = self.result.times(factor);
        self.step.factors.push(FactorStep { rule, factor: standing(factor) });
    }
}

/// What is gathered on the way.
pub(super) struct Gathered<'c> {
    pub(super) missing: Missing,
    default: bool,
    awaited: bool,
    clauses: &'c Clauses,
}

impl<'c> Gathered<'c> {
    pub(super) fn of(clauses: &'c Clauses) -> Self {
        Self { missing: Missing::new(), default: false, awaited: false, clauses }
    }

    fn take(&mut self, worth: &Worth) {
        self.missing.extend(worth.missing.iter().cloned());
        self.default |= worth.default;
        self.awaited |= worth.awaited || worth.pending;
    }
}

fn maybe(range: Range, truth: Truth) -> Range {
    match truth {
        Truth::True => range,
        Truth::False => Range::exactly(Number::one()),
        Truth::Unknown => range.join(&Range::exactly(Number::one())),
    }
}

/// The sum of cases; one that may not count adds anything from nothing on.
fn total<'c, 'w: 'c>(cases: impl IntoIterator<Item = &'c Case<'w>>) -> Range {
    let zero = Range::exactly(Number::zero());
    cases.into_iter().fold(zero.clone(), |sum, case| {
        let range = if case.counted == Truth::True { case.result.clone() } else { case.result.join(&zero) };
        sum.plus(&range)
    })
}

/// 只取最高, 只取最低.
fn only_one(cases: &mut [Case<'_>], lowest: bool) -> Range {
    let zero = Range::exactly(Number::zero());
    let turn = |range: &Range| if lowest { range.negated() } else { range.clone() };
    let sure = cases.iter().filter(|case| case.counted == Truth::True);
    let low = sure.filter_map(|case| turn(&case.result).low).max_by(|a, b| a.number.cmp(&b.number));
    let all = cases.iter().filter(|case| case.counted.possible()).map(|case| turn(&case.result));
    let Some(all) = all.reduce(|known, range| known.join(&range)) else { return zero };
    let range = match low {
        Some(low) => Range { low: Some(low), high: all.high },
        None => all.join(&zero),
    };
    let best = cases
        .iter()
        .filter(|case| case.counted == Truth::True && Some(turn(&case.result).low) == Some(range.low.clone()));
    let best = best.map(|case| case.step.number).next();
    if let (Some(best), Some(_)) = (best, range.exact()) {
        for case in cases.iter_mut().filter(|case| case.counted.possible() && case.step.number != best) {
            case.step.refused = Some(Refusal::NotHighest { counted: best });
            case.step.counted = Truth::False;
        }
    }
    turn(&range)
}

/// The row of a table that gave the points, where one was taken for sure; else the score as written.
#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn taken_rule(worth: &Worth, score: &Score, scorer: &Scorer<'_>) -> Option<String> {
    let mut rows = worth.steps.iter().filter_map(|step| match step {
        Step::Row { rule, taken: Truth::True, .. } => Some(rule.clone()),
        _ => None,
    });
    rows.next_back().or_else(|| match &score.kind {
        ScoreKind::Bands(_) => None,
        _ => Some(scorer.shower.rule(score.span)),
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "values of one type only come here; any other counts as unknown")]
fn label(each: &Each, row: &RowValues) -> String {
    let slot = each.label.and_then(|field| row.slots.get(field));
    match slot {
        Some(Slot::One(estimate)) => match &estimate.domain {
            super::estimate::Domain::Text(Some(text)) => text.to_string(),
            _ => String::new(),
        },
        Some(Slot::List(_)) | None => String::new(),
    }
}
