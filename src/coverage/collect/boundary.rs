//! Boundaries: for each, the sides that some value can lie on.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use super::words::of_order;
use crate::cells::{number_shown, time_shown};
use crate::document::Comparison;
use crate::eval::Mark;
use crate::plan::{Dimension, Formula, FormulaKind, Kind, RowBound, Steps, Type, WindowBound};
use crate::proof::search::Goal;
use crate::source::Span;
use crate::value::{Number, Period, PeriodUnit, Range};

const SIDES: [Comparison; 3] = [Comparison::Below, Comparison::Equal, Comparison::Over];
const EQUALITY: [Comparison; 2] = [Comparison::Equal, Comparison::NotEqual];
const TODAY: Period = Period { count: 0, unit: PeriodUnit::Days };

impl<'p> Collector<'_, 'p> {
    /// The sides of a boundary, where it divides what is possible, and was not met before.
    fn boundary(
        &mut self,
        subject: &'p Formula,
        mark: &Mark<'p>,
        shown: &str,
        sides: &[Comparison],
        context: &Context<'p>,
        place: Span,
    ) {
        let told = match mark {
            Mark::Formula(formula) => formula.signature(),
            Mark::Number(_)
            | Mark::Time(_)
            | Mark::Ago(_)
            | Mark::Ahead(_)
            | Mark::Day(_)
            | Mark::Year(_)
            | Mark::YearsBack(_) => format!("{mark:?}"),
        };
        let possible: Vec<Comparison> =
            sides.iter().copied().filter(|side| self.possible(subject, *side, mark, context)).collect();
        let known = format!("{:?} {:?} {told}", context.rule, subject.span);
        if possible.len() < 2 || !self.seen.insert(known) {
            return;
        }
        for side in possible {
            let what = self.side(subject, side, mark, shown);
            let goal = context.goal(Goal::beside(subject, side, mark.clone()));
            self.add(TargetKind::Side, what, place, goal);
        }
    }

    /// A comparison as a boundary.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn compared(
        &mut self,
        left: &'p Formula,
        operator: Comparison,
        right: &'p Formula,
        context: &Context<'p>,
        place: Span,
    ) {
        let (subject, bound) = if is_fixed(left) { (right, left) } else { (left, right) };
        if is_fixed(subject) {
            return;
        }
        let alike = matches!(operator, Comparison::Equal | Comparison::NotEqual) || !of_order(left);
        let sides: &[Comparison] = if alike { &EQUALITY } else { &SIDES };
        let mark = match &bound.kind {
            FormulaKind::Period(period) => Mark::Time(*period),
            FormulaKind::AsOf => Mark::Ahead(TODAY),
            _ => self.number(bound).map_or(Mark::Formula(bound), Mark::Number),
        };
        let shown = self.written(bound.span);
        self.boundary(subject, &mark, &shown, sides, context, place);
    }

    /// The number that a formula always is.
    fn number(&self, formula: &Formula) -> Option<Number> {
        let quantity = matches!(formula.of, Type::Quantity(_)) && is_fixed(formula);
        let range = quantity.then(|| self.reacher.extents.bounds_of(formula))?;
        range.exact().cloned()
    }

    /// The ends of a range.
    pub(super) fn ends(&mut self, subject: &'p Formula, bound: &RowBound, context: &Context<'p>, place: Span) {
        let mut one = |mark: Mark<'p>, shown: String| self.boundary(subject, &mark, &shown, &SIDES, context, place);
        match bound {
            RowBound::Numbers(range) => {
                let dimension = if let Type::Quantity(dimension) = &subject.of { dimension } else { &Dimension::Plain };
                for end in range.low.iter().chain(&range.high) {
                    one(Mark::Number(end.number.clone()), number_shown(&end.number, dimension));
                }
            }
            RowBound::Periods(low, high) => {
                for (period, _) in low.iter().chain(high) {
                    one(Mark::Time(*period), period.to_string());
                }
            }
            RowBound::Dates(low, high) => {
                for (day, _) in low.iter().chain(high) {
                    one(Mark::Day(*day), day.to_string());
                }
            }
            RowBound::Years(low, high) => {
                for year in low.iter().chain(high) {
                    one(Mark::Year(*year), format!("{year}年度"));
                }
            }
        }
    }

    /// The days or years at which a window opens and closes.
    pub(super) fn window(&mut self, subject: &'p Formula, bound: WindowBound, context: &Context<'p>, place: Span) {
        let mut one = |mark: Mark<'p>, shown: String| self.boundary(subject, &mark, &shown, &SIDES, context, place);
        match bound {
            WindowBound::Past(period) => {
                one(Mark::Ago(period), period.to_string());
                one(Mark::Ahead(TODAY), "基准日".to_owned());
            }
            WindowBound::Future(period) => {
                one(Mark::Ahead(TODAY), "基准日".to_owned());
                one(Mark::Ahead(period), format!("基准日后 {period}"));
            }
            WindowBound::Years(count) => {
                let count = i32::try_from(count).unwrap_or(i32::MAX);
                one(Mark::YearsBack(count), years_back(count));
                one(Mark::YearsBack(1), years_back(1));
            }
        }
    }

    /// A boundary with its three sides.
    pub(super) fn marked(
        &mut self,
        subject: &'p Formula,
        mark: Mark<'p>,
        shown: &str,
        context: &Context<'p>,
        place: Span,
    ) {
        self.boundary(subject, &mark, shown, &SIDES, context, place);
    }

    /// The day on which a period has run out.
    pub(super) fn elapsed(&mut self, subject: &'p Formula, period: Period, context: &Context<'p>, place: Span) {
        self.boundary(subject, &Mark::Ago(period), &period.to_string(), &SIDES, context, place);
    }

    /// Where steps begin to count, and where their cap is reached.
    pub(super) fn steps(&mut self, steps: &'p Steps, context: &Context<'p>) {
        let reached = |cap: &Number| {
            let count = cap.minus(&steps.start).over(&steps.each)?.ceiling().times(&steps.step);
            Some(if steps.downwards { steps.base.minus(&count) } else { steps.base.plus(&count) })
        };
        // Where nothing lies below the base it is no boundary: it is only where everything begins.
        let divides = SIDES.iter().all(|side| self.some_number(&steps.subject, *side, &steps.base, context));
        let base = Some(steps.base.clone()).filter(|_| divides);
        for number in base.into_iter().chain(steps.cap.as_ref().and_then(reached)) {
            if let Type::Interval = steps.subject.of {
                let shown = time_shown(&number, !steps.days);
                let unit = if steps.days { PeriodUnit::Days } else { PeriodUnit::Months };
                let count = number.to_string().parse::<u32>().ok();
                if let Some(count) = count.filter(|count| *count > 0) {
                    let mark = Mark::Time(Period { count, unit });
                    self.boundary(&steps.subject, &mark, &shown, &SIDES, context, steps.span);
                }
            } else {
                let dimension =
                    if let Type::Quantity(dimension) = &steps.subject.of { dimension } else { &Dimension::Plain };
                let shown = number_shown(&number, dimension);
                self.boundary(&steps.subject, &Mark::Number(number), &shown, &SIDES, context, steps.span);
            }
        }
    }

    /// The ends of a proportion; of one that is taken as it is, from none to all, no end is written.
    pub(super) fn proportion(
        &mut self,
        subject: &'p Formula,
        [from, to]: [&Number; 2],
        context: &Context<'p>,
        place: Span,
    ) {
        if from.is_zero() && *to == Number::one() {
            return;
        }
        let range = Range::closed(from.clone(), to.clone());
        self.ends(subject, &RowBound::Numbers(range), context, place);
    }

    /// Whether some value lies on this side of the mark, as far as the declarations say.
    fn possible(&self, subject: &Formula, side: Comparison, mark: &Mark<'_>, context: &Context<'_>) -> bool {
        match mark {
            Mark::Number(number) => self.some_number(subject, side, number, context),
            Mark::Formula(formula) => {
                if !matches!(subject.of, Type::Quantity(_)) {
                    return true;
                }
                let extents = &self.reacher.extents;
                let (left, right) = (extents.extent(subject, &context.known), extents.extent(formula, &context.known));
                let possible = left.range.compare(&right.range);
                let equal = matches!(side, Comparison::Equal);
                let below = matches!(side, Comparison::Below | Comparison::NotEqual);
                let above = matches!(side, Comparison::Over | Comparison::NotEqual);
                (equal && possible.equal) || (below && possible.below) || (above && possible.above)
            }
            Mark::Time(period) => self.some_time(subject, side, *period, context),
            Mark::Ago(_) | Mark::Day(_) | Mark::Year(_) => true,
            Mark::Ahead(period) => {
                let (below, today) = (side == Comparison::Below, period.count == 0 && side == Comparison::Equal);
                below || today || self.may_be_later(subject)
            }
            Mark::YearsBack(back) => side != Comparison::Over || *back > 0 || self.may_be_later(subject),
        }
    }

    fn some_number(&self, subject: &Formula, side: Comparison, number: &Number, context: &Context<'_>) -> bool {
        let extents = &self.reacher.extents;
        let range = extents.extent(subject, &context.known).range;
        let lattice = extents.lattice(subject);
        let some = |side: Comparison| {
            side.bounds(number).is_some_and(|wanted| {
                let both = range.intersect(&wanted);
                !lattice.as_ref().map_or(both.clone(), |step| both.in_steps(step)).is_empty()
            })
        };
        if let Comparison::NotEqual = side { some(Comparison::Below) || some(Comparison::Over) } else { some(side) }
    }

    /// What is known of a time is known in months or in days; of the other unit nothing is said.
    fn some_time(&self, subject: &Formula, side: Comparison, period: Period, context: &Context<'_>) -> bool {
        let (months, days) = period.months_and_days();
        if period.count == 0 && matches!(side, Comparison::Below) {
            return false;
        }
        let Some(known) = context.known.of(subject) else { return true };
        let number = Number::from(i64::from(months.max(days)));
        side.bounds(&number).is_none_or(|wanted| !known.intersect(&wanted).is_empty())
    }

    /// Whether a day or year may lie after the as-of date.
    fn may_be_later(&self, subject: &Formula) -> bool {
        let facts: Vec<_> = subject.all().into_iter().filter_map(|part| self.reacher.extents.fact_of(part)).collect();
        let mut days = facts.iter().filter(|fact| matches!(fact.kind, Kind::Date | Kind::Year)).peekable();
        days.peek().is_none() || days.any(|fact| fact.may_be_later)
    }
}

fn years_back(count: i32) -> String {
    match count.saturating_sub(1) {
        0 => "上年度".to_owned(),
        more => format!("上年度 - {more}"),
    }
}

/// Whether a formula comes to the same whatever the record says.
fn is_fixed(formula: &Formula) -> bool {
    formula.all().into_iter().all(|part| match &part.kind {
        FormulaKind::Fact(_)
        | FormulaKind::Field { .. }
        | FormulaKind::Definition(_)
        | FormulaKind::Total
        | FormulaKind::ScoreOf(_)
        | FormulaKind::OwnPoints
        | FormulaKind::EvidenceAttached
        | FormulaKind::Exists(..)
        | FormulaKind::Every(..)
        | FormulaKind::Aggregate(_) => false,
        FormulaKind::Truth(_)
        | FormulaKind::Number(_)
        | FormulaKind::Date(_)
        | FormulaKind::Year(_)
        | FormulaKind::Period(_)
        | FormulaKind::Text(_)
        | FormulaKind::Choice(_)
        | FormulaKind::AsOf
        | FormulaKind::LastYear
        | FormulaKind::Parameter(_)
        | FormulaKind::And(_)
        | FormulaKind::Or(_)
        | FormulaKind::Not(_)
        | FormulaKind::Fails(_)
        | FormulaKind::Compare(..)
        | FormulaKind::InRange(..)
        | FormulaKind::Member(..)
        | FormulaKind::TextIn(..)
        | FormulaKind::Window(..)
        | FormulaKind::Elapsed(..)
        | FormulaKind::Between(..)
        | FormulaKind::State(..)
        | FormulaKind::Arithmetic(..)
        | FormulaKind::Negative(_)
        | FormulaKind::If(..)
        | FormulaKind::Call(..)
        | FormulaKind::Broken => true,
    })
}
