//! Evaluates scores: amounts, increments, proportions, tables, assessors.

use super::estimate::{Domain, Estimate, Judgement, Missing};
use super::formula::Environment;
use super::judge::{in_bound, possible_choices};
use super::part::{aggregates, parts};
use super::show::{Shower, number_shown, shown};
use super::worth::{Worth, standing};
use crate::breakdown::Step;
use crate::document::Whole;
use crate::facts::Layer;
use crate::plan::{Bands, Cell, Dimension, Formula, FormulaKind, Row, RowBound, Score, ScoreKind, Steps, Type};
use crate::source::Span;
use crate::value::{Date, Number, Period, PeriodUnit, Range, Truth};

/// Most steps that are counted over a time; more than the days of any calendar.
const MOST_STEPS: u32 = 4_000_000;

/// What evaluates scores: where, for which indicator, and in which words.
pub(super) struct Scorer<'w> {
    pub(super) environment: Environment<'w>,
    pub(super) shower: &'w Shower<'w>,
    /// The code of the indicator, for scores that people give.
    pub(super) code: &'w str,
}

/// The band in which a score stands: whose subject, and within which bounds.
type Within<'b> = Option<(Span, &'b Range)>;

impl<'w> Scorer<'w> {
    pub(super) fn at(&self, environment: Environment<'w>) -> Self {
        Self { environment, shower: self.shower, code: self.code }
    }

    pub(super) fn score(&self, score: &Score) -> Worth {
        self.score_within(score, None)
    }

    fn score_within(&self, score: &Score, within: Within<'_>) -> Worth {
        let mut worth = match &score.kind {
            ScoreKind::Amount(formula) => self.amount(formula),
            ScoreKind::Steps(steps) => self.steps(steps, within),
            ScoreKind::Linear { subject, from, to, low, high } => {
                self.proportion(subject, [low, high], [from, to], within)
            }
            ScoreKind::Ratio { subject, from, to, points } => {
                self.proportion(subject, [from, to], [&Number::zero(), points], within)
            }
            ScoreKind::Bands(bands) => self.bands(bands),
            ScoreKind::Assessed { low, high, step } => self.assessed(low, high, step.as_ref()),
            ScoreKind::NotApplicable => Worth { not_applicable: true, ..Worth::default() },
            ScoreKind::Pending => Worth { pending: true, ..Worth::default() },
            ScoreKind::Unsubmitted => Worth { unsubmitted: true, ..Worth::default() },
        };
        worth.default |= score.default;
        worth
    }

    fn amount(&self, formula: &Formula) -> Worth {
        let estimate = self.environment.estimate(formula);
        let mut worth = Worth::from_value(&estimate, |range| range);
        if !matches!(formula.kind, crate::plan::FormulaKind::Number(_)) {
            worth.steps.extend(self.looked_at(formula, &estimate));
        }
        worth
    }

    fn value_step(&self, formula: &Formula, estimate: &Estimate) -> Step {
        let parts = parts(formula, &self.environment);
        Step::Value { rule: self.shower.rule(formula.span), value: shown(estimate, &formula.of), parts }
    }

    /// A value, after the numbers from lists that it is made of.
    fn looked_at(&self, formula: &Formula, estimate: &Estimate) -> Vec<Step> {
        if self.shower.sources.is_none() {
            return Vec::new();
        }
        let mut steps = self.aggregate_steps(formula);
        if !matches!(formula.kind, FormulaKind::Aggregate(_)) {
            steps.push(self.value_step(formula, estimate));
        }
        steps
    }

    /// The numbers from lists inside a formula, each with what its records bring.
    fn aggregate_steps(&self, formula: &Formula) -> Vec<Step> {
        if self.shower.sources.is_none() {
            return Vec::new();
        }
        let inside = aggregates(formula, &self.environment).into_iter();
        inside.map(|aggregate| self.value_step(aggregate, &self.environment.estimate(aggregate))).collect()
    }

    /// The subject's estimate, narrowed to the band where it is the band's own subject.
    fn narrowed(&self, subject: &Formula, within: Within<'_>) -> Estimate {
        let mut estimate = self.environment.estimate(subject);
        if let (Some((span, bounds)), Domain::Number(range)) = (within, &estimate.domain)
            && span == subject.span
        {
            let narrow = range.intersect(bounds);
            if !narrow.is_empty() {
                estimate.domain = Domain::Number(narrow);
            }
        }
        estimate
    }

    fn proportion(&self, subject: &Formula, ends: [&Number; 2], scores: [&Number; 2], within: Within<'_>) -> Worth {
        let ([from, to], [low, high]) = (ends, scores);
        let estimate = self.narrowed(subject, within);
        let shifted = estimate.range().minus(&Range::exactly(from.clone()));
        let width = Number::one().over(&to.minus(from)).unwrap_or_else(Number::zero);
        let part = shifted.times(&Range::exactly(width)).clamped(Some(&Number::zero()), Some(&Number::one()));
        let mut worth = Worth::from_value(&estimate, |_| {
            part.times(&Range::exactly(high.minus(low))).plus(&Range::exactly(low.clone()))
        });
        worth.steps.extend(self.aggregate_steps(subject));
        if let Some(range) = &worth.points {
            let dimension =
                if let Type::Quantity(dimension) = &subject.of { dimension.clone() } else { Dimension::Plain };
            worth.steps.push(Step::Proportion {
                value: shown(&estimate, &subject.of),
                from: number_shown(from, &dimension),
                to: number_shown(to, &dimension),
                low: low.clone(),
                high: high.clone(),
                part: standing(&part),
                score: standing(range),
            });
        }
        worth
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    pub(super) fn steps(&self, steps: &Steps, within: Within<'_>) -> Worth {
        let estimate = self.narrowed(&steps.subject, within);
        let mut worth = Worth::lacking(&estimate);
        let counted = match &estimate.domain {
            Domain::Number(range) => count_steps(range, steps),
            Domain::Interval(Some((from, to))) => Range::exactly(count_periods(*from, *to, steps)),
            Domain::Interval(None) => Range::at_least(Number::zero()),
            _ => return worth,
        };
        let raw = counted.times(&Range::exactly(steps.each.clone())).plus(&Range::exactly(steps.start.clone()));
        let score = raw.clamped(None, steps.cap.as_ref());
        worth.steps.push(Step::Increments {
            start: steps.start.clone(),
            every: self.shower.rule(steps.span),
            from: base_shown(steps),
            count: standing(&counted),
            each: steps.each.clone(),
            score: standing(&score),
            cap: steps.cap.clone(),
        });
        worth.points = Some(score);
        worth
    }

    fn assessed(&self, low: &Number, high: &Number, step: Option<&Number>) -> Worth {
        let given = |layer: Layer| {
            let of_layer = |score: &&crate::facts::AssessedScore| score.indicator == self.code && score.layer == layer;
            self.environment.world.assessments.iter().find(of_layer)
        };
        let found = given(Layer::Final).or_else(|| given(Layer::Review));
        let fits = |score: &Number| {
            let on_step = step.is_none_or(|step| score.minus(low).over(step).is_none_or(|steps| steps.is_whole()));
            score >= low && score <= high && on_step
        };
        let accepted = found.filter(|score| fits(&score.score));
        let range = accepted
            .map_or_else(|| Range::closed(low.clone(), high.clone()), |score| Range::exactly(score.score.clone()));
        let layer = found.map(|score| match score.layer {
            Layer::Own => "self",
            Layer::Review => "review",
            Layer::Final => "final",
        });
        let mut worth = Worth::points(range.clone());
        worth.steps.push(Step::Assessed {
            layer: layer.map(str::to_owned),
            low: low.clone(),
            high: high.clone(),
            score: standing(&range),
            refused: found.is_some() && accepted.is_none(),
        });
        worth.awaited = accepted.is_none();
        worth
    }

    pub(super) fn bands(&self, bands: &Bands) -> Worth {
        let subjects: Vec<Estimate> = bands.subjects.iter().map(|subject| self.environment.estimate(subject)).collect();
        let mut result = Worth::default();
        let looked = bands.subjects.iter().zip(&subjects);
        result.steps.extend(looked.flat_map(|(formula, estimate)| self.looked_at(formula, estimate)));
        let mut rest = Judgement::known(true);
        let mut open = Missing::new();
        for row in &bands.rows {
            let matched = self.matches(row, &subjects);
            let taken = rest.clone().and(matched.clone());
            let shown = self.row(bands, row, &taken, &mut result);
            open.extend(taken.missing.iter().cloned());
            if let Some(worth) = shown {
                result = result.join(worth);
            }
            rest = rest.and(matched.not());
            if rest.truth == Truth::False {
                break;
            }
        }
        if rest.truth.possible() {
            lacking(bands, &subjects, &mut result);
        }
        result.missing.extend(open);
        result
    }

    /// Notes a row and gives what it is worth, where it may be taken.
    fn row(&self, bands: &Bands, row: &Row, taken: &Judgement, result: &mut Worth) -> Option<Worth> {
        let condition = match row.cells.as_slice() {
            [Cell::Condition(condition)] => Some(condition),
            _ => None,
        };
        if taken.truth == Truth::False && condition.is_none() {
            return None;
        }
        let worth = taken.truth.possible().then(|| {
            let bounds = match (row.cells.as_slice(), bands.subjects.as_slice()) {
                ([Cell::Bound(RowBound::Numbers(bounds))], [subject]) => Some((subject.span, bounds)),
                _ => None,
            };
            self.score_within(&row.score, bounds)
        });
        let score = worth.as_ref().and_then(|worth| worth.points.as_ref()).map(standing);
        result.steps.push(Step::Row {
            rule: self.shower.rule(row.span),
            taken: taken.truth,
            score,
            origin: self.shower.origin(row.span),
            operands: condition
                .map(|condition| self.shower.operand(condition, &self.environment))
                .into_iter()
                .collect(),
        });
        worth
    }

    pub(super) fn matches(&self, row: &Row, subjects: &[Estimate]) -> Judgement {
        let cells = row.cells.iter().enumerate();
        cells.map(|(column, cell)| self.cell(cell, subjects.get(column))).fold(Judgement::known(true), Judgement::and)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "values of one type only come here; any other counts as unknown"
    )]
    pub(super) fn cell(&self, cell: &Cell, subject: Option<&Estimate>) -> Judgement {
        let nothing = Estimate::nothing();
        let column_less = subject.is_none();
        let subject = subject.unwrap_or(&nothing);
        let flag = |flag: bool, others: bool| {
            let truth = match (flag, others) {
                (true, false) => Truth::True,
                (false, _) => Truth::False,
                (true, true) => Truth::Unknown,
            };
            Judgement { truth, missing: subject.missing.clone() }.settled()
        };
        match cell {
            // 其他 is any other value; what is no value has rows and clauses of its own.
            Cell::Other if column_less => Judgement::known(true),
            Cell::Other => flag(subject.may_have_value(), subject.may_lack_value()),
            Cell::Condition(condition) => self.environment.judge(condition),
            Cell::Bound(bound) => in_bound(subject, bound),
            Cell::Choices(wanted) => among(subject, |choice| wanted.contains(&choice)),
            Cell::YesNo(wanted) => among(subject, |choice| choice == usize::from(*wanted)),
            Cell::Texts(texts) => match &subject.domain {
                Domain::Text(Some(text)) => {
                    let held = texts.iter().any(|wanted| **wanted == **text);
                    flag(held, subject.may_lack_value() || !held)
                }
                Domain::Text(None) => flag(true, true),
                _ => Judgement::known(false),
            },
            Cell::NoRecord => {
                flag(subject.none, subject.may_have_value() || subject.not_applicable || subject.zero_division)
            }
            Cell::NotApplicable => {
                flag(subject.not_applicable, subject.may_have_value() || subject.none || subject.zero_division)
            }
        }
    }
}

/// What it means that no row may be taken: the first subject without a value is why.
fn lacking(bands: &Bands, subjects: &[Estimate], result: &mut Worth) {
    let says = |wanted: &Cell| {
        let same = |cell: &Cell| std::mem::discriminant(cell) == std::mem::discriminant(wanted);
        subjects.len() == 1 && bands.rows.iter().any(|row| row.cells.iter().any(same))
    };
    for subject in subjects.iter().filter(|subject| subject.may_lack_value()) {
        result.no_value |= subject.none && !says(&Cell::NoRecord);
        result.no_value |= subject.not_applicable && !says(&Cell::NotApplicable);
        result.zero_division |= subject.zero_division;
        result.missing.extend(subject.missing.iter().cloned());
        if !subject.may_have_value() {
            return;
        }
    }
}

fn among(subject: &Estimate, wanted: impl Fn(usize) -> bool) -> Judgement {
    let possible = possible_choices(subject);
    let all = !possible.is_empty() && possible.iter().all(|choice| wanted(*choice)) && !subject.may_lack_value();
    let some = possible.iter().any(|choice| wanted(*choice));
    let truth = match (all, some) {
        (true, _) => Truth::True,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::False,
    };
    Judgement { truth, missing: subject.missing.clone() }.settled()
}

/// How many steps a quantity is past the base (or short of it), never below nought.
pub(super) fn count_steps(range: &Range, steps: &Steps) -> Range {
    let base = Range::exactly(steps.base.clone());
    let distance = if steps.downwards { base.minus(range) } else { range.minus(&base) };
    let one = Number::one().over(&steps.step).unwrap_or_else(Number::zero);
    let count = distance.times(&Range::exactly(one)).clamped(Some(&Number::zero()), None);
    match steps.whole {
        Whole::Whole => count.map_rising(Number::floor),
        Whole::Started => count.map_rising(Number::ceiling),
        Whole::Proportional => count,
    }
}

/// How many periods the time between two days is past the base (or short of it).
fn count_periods(from: Date, to: Date, steps: &Steps) -> Number {
    let whole = |number: &Number| number.to_string().parse::<u32>().unwrap_or(u32::MAX);
    let (base, step) = (whole(&steps.base), whole(&steps.step).max(1));
    let unit = if steps.days { PeriodUnit::Days } else { PeriodUnit::Months };
    let reached = |count: u32| from.after(Period { count, unit }) <= to;
    let passed = |count: u32| from.after(Period { count, unit }) < to;
    let beyond = |steps: u32| base.saturating_add(steps.saturating_mul(step));
    let short = |steps: u32| base.saturating_sub(steps.saturating_mul(step));
    let count = match (steps.downwards, steps.whole) {
        (false, Whole::Whole) => first_not(|count| reached(beyond(count.saturating_add(1)))),
        (false, Whole::Started | Whole::Proportional) => first_not(|count| passed(beyond(count))),
        (true, Whole::Started | Whole::Proportional) => first_not(|count| !reached(short(count)) && short(count) > 0),
        (true, Whole::Whole) => first_not(|count| !passed(short(count.saturating_add(1))) && short(count) > 0),
    };
    Number::from(i64::from(count))
}

/// The first count for which something that once fails never holds again does not hold.
fn first_not(holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, MOST_STEPS);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { low = middle.saturating_add(1) } else { high = middle }
    }
    low
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn base_shown(steps: &Steps) -> String {
    match &steps.subject.of {
        Type::Quantity(dimension) => number_shown(&steps.base, dimension),
        _ if steps.days => format!("{}日", steps.base),
        _ => format!("{}个月", steps.base),
    }
}
