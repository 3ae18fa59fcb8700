//! Scores: amounts, increments, proportions, tables, and what they are measured on.

use super::Checker;
use super::formula::{in_months, type_names};
use super::literal::period;
use super::scope::Scope;
use crate::diagnostic::say;
use crate::document::{self, Expression};
use crate::plan::{Dimension, Formula, RowBound, Score, ScoreKind, Steps, Type};
use crate::source::Span;
use crate::value::{Bound, Number};

/// What a score is for.
#[derive(Clone, Debug)]
pub(super) struct Purpose {
    /// Full points of the indicator, where 满分 means something.
    pub(super) full: Option<Number>,
    /// The type its amounts have: points, a plain factor, a period.
    pub(super) amounts: Type,
    /// The band it stands in: the subject, and its bounds.
    pub(super) band: Option<(Formula, Option<RowBound>)>,
}

impl Purpose {
    pub(super) fn points(full: Number) -> Self {
        Self { full: Some(full), amounts: Type::Quantity(Dimension::Points), band: None }
    }

    pub(super) fn factor() -> Self {
        Self { full: None, amounts: Type::Quantity(Dimension::Plain), band: None }
    }

    pub(super) fn validity() -> Self {
        Self { full: None, amounts: Type::Period, band: None }
    }
}

impl Checker<'_> {
    /// A score; nothing where it is broken and has been reported.
    pub(super) fn score(&mut self, score: &document::Score, purpose: &Purpose, scope: &Scope) -> Option<Score> {
        let kind = match &score.kind {
            document::ScoreKind::Full => self.full(purpose, score.span)?,
            document::ScoreKind::Amount(expression) => {
                ScoreKind::Amount(self.amount_formula(expression, purpose, scope)?)
            }
            document::ScoreKind::Steps(steps) => {
                self.only_points(purpose, score.span)?;
                ScoreKind::Steps(Box::new(self.steps(steps, purpose, scope)?))
            }
            document::ScoreKind::Linear { from, to } => self.linear(from, to, purpose, scope, score.span)?,
            document::ScoreKind::Ratio { subject, range } => {
                self.ratio(subject.as_deref(), range.as_deref(), purpose, scope, score.span)?
            }
            document::ScoreKind::Bands(bands) => ScoreKind::Bands(self.bands(bands, purpose, scope)?),
            document::ScoreKind::Assessed(assessment) => {
                self.only_points(purpose, score.span)?;
                let low = self.points(&assessment.low, scope.track);
                let high = self.points(&assessment.high, scope.track);
                let step = assessment.step.as_ref().map(|step| self.points(step, scope.track));
                ScoreKind::Assessed { low, high, step }
            }
            document::ScoreKind::NotApplicable => ScoreKind::NotApplicable,
            document::ScoreKind::Pending => ScoreKind::Pending,
            document::ScoreKind::Unsubmitted => ScoreKind::Unsubmitted,
        };
        Some(Score { kind, default: score.default, span: score.span })
    }

    fn full(&mut self, purpose: &Purpose, span: Span) -> Option<ScoreKind> {
        let Some(full) = &purpose.full else {
            self.error("E0313", span, say!("这里不能写“满分”", "“满分” means nothing here"));
            return None;
        };
        let kind = crate::plan::FormulaKind::Number(full.clone());
        Some(ScoreKind::Amount(Formula { kind, of: Type::Quantity(Dimension::Points), span }))
    }

    fn only_points(&mut self, purpose: &Purpose, span: Span) -> Option<()> {
        if purpose.amounts == Type::Quantity(Dimension::Points) {
            return Some(());
        }
        self.error("E0313", span, say!("这里不能写分值的算法", "a way of scoring means nothing here"));
        None
    }

    fn amount_formula(&mut self, expression: &Expression, purpose: &Purpose, scope: &Scope) -> Option<Formula> {
        let formula = self.formula(expression, scope);
        let fits = match (&purpose.amounts, &formula.of) {
            (_, Type::Broken) => return None,
            (Type::Quantity(Dimension::Plain), Type::Quantity(Dimension::Plain | Dimension::Ratio)) => true,
            (wanted, found) => wanted == found || self.constant(&formula).is_some_and(|(number, _)| number.is_zero()),
        };
        if fits {
            return Some(formula);
        }
        if let (Type::Quantity(wanted), Type::Quantity(found)) = (&purpose.amounts, &formula.of) {
            let number = self.constant(&formula).map(|(number, _)| number);
            self.units_differ(expression.span, wanted, &found.clone(), number.as_ref());
        } else {
            let ((zh, en), (found_zh, found_en)) = (type_names(&purpose.amounts), type_names(&formula.of));
            self.error(
                "E0305",
                expression.span,
                say!("这里要写{zh}，而这是{found_zh}", "this must be {en}, and it is {found_en}"),
            );
        }
        None
    }

    pub(super) fn steps(&mut self, written: &document::Steps, purpose: &Purpose, scope: &Scope) -> Option<Steps> {
        let start = written.start.as_ref().map_or_else(Number::zero, |start| self.points(start, scope.track));
        let each = self.points(&written.points, scope.track);
        let cap = written.cap.as_ref().map(|cap| self.points(cap, scope.track));
        let (subject, band) = match (&written.subject, &purpose.band) {
            (Some(subject), _) => (self.formula(subject, scope), None),
            (None, Some((subject, bound))) => (subject.clone(), bound.clone()),
            (None, None) => {
                self.error(
                    "E0314",
                    written.span,
                    say!(
                        "没有说按什么数量计：写 按 数量 每满 … ，或写在 分档 数量 的一行里",
                        "nothing says what is counted: write 按 … 每满 …, or put it into a row of 分档 …"
                    ),
                );
                return None;
            }
        };
        let (low, step, days) = match subject.of.clone() {
            Type::Quantity(dimension) => {
                let step = self.amount(&written.step, dimension.clone(), scope)?;
                let base = match &written.base {
                    Some(base) => Some(self.amount(base, dimension, scope)?),
                    None => band_end(band.as_ref(), written.downwards),
                };
                (base, step, false)
            }
            Type::Interval => {
                if written.whole == document::Whole::Proportional {
                    let message = say!(
                        "时长不能按比例计，只数满的（每满）或不足进一",
                        "time is counted in whole steps (每满) or started ones (不足进一), not in proportion"
                    );
                    self.error("E0319", written.span, message);
                    return None;
                }
                let step = period(&written.step);
                let base = written.base.as_ref().map(period);
                let (Some(step), None | Some(Some(_))) = (step, base) else {
                    self.error(
                        "E0305",
                        written.step.span,
                        say!("这里要写时长，例如 1年", "a period is needed here, such as 1年"),
                    );
                    return None;
                };
                let base = base.flatten().or_else(|| match band {
                    Some(RowBound::Periods(low, high)) => {
                        if written.downwards { high } else { low }.map(|(period, _)| period)
                    }
                    Some(RowBound::Numbers(_) | RowBound::Dates(..) | RowBound::Years(..)) | None => None,
                });
                if base.is_some_and(|base| in_months(base.unit) != in_months(step.unit)) {
                    self.error(
                        "E0403",
                        written.span,
                        say!("月、年和日不能混着数", "months or years cannot be counted together with days"),
                    );
                    return None;
                }
                let count = |period: crate::value::Period| {
                    let (months, days) = period.months_and_days();
                    Number::from(i64::from(months.max(days)))
                };
                (base.map(count), count(step), !in_months(step.unit))
            }
            Type::Broken => return None,
            other @ (Type::Truth
            | Type::Date
            | Type::Year
            | Type::Month
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List) => {
                let (zh, en) = type_names(&other);
                self.error("E0305", written.span, say!("{zh}不能按步数计分", "{en} cannot be counted in steps"));
                return None;
            }
        };
        if step <= Number::zero() {
            self.error("E0315", written.step.span, say!("每一步要大于 0", "a step must be above nought"));
            return None;
        }
        if written.downwards && low.is_none() {
            self.error(
                "E0316",
                written.span,
                say!("向下数要写明从哪里起：自 99% 每满低 1% …", "counting down needs a start: 自 99% 每满低 1% …"),
            );
            return None;
        }
        let each = if written.deduct { each.negated() } else { each };
        Some(Steps {
            start,
            subject,
            base: low.unwrap_or_else(Number::zero),
            days,
            whole: written.whole,
            downwards: written.downwards,
            step,
            each,
            cap,
            span: written.span,
        })
    }

    fn linear(
        &mut self,
        from: &Expression,
        to: &Expression,
        purpose: &Purpose,
        scope: &Scope,
        span: Span,
    ) -> Option<ScoreKind> {
        self.only_points(purpose, span)?;
        let (from, to) = (self.points(from, scope.track), self.points(to, scope.track));
        let bounds = match &purpose.band {
            Some((subject, Some(RowBound::Numbers(range)))) => {
                range.low.as_ref().zip(range.high.as_ref()).map(|(low, high)| (subject.clone(), low, high))
            }
            Some((_, Some(RowBound::Periods(..) | RowBound::Dates(..) | RowBound::Years(..)) | None)) | None => None,
        };
        let Some((subject, low, high)) = bounds else {
            self.error(
                "E0317",
                span,
                say!(
                    "“由 … 至 …”要写在有上下限的一档里，例如 60%以上不足90% : 由 1 分 至 2 分",
                    "“由 … 至 …” stands in a band with both bounds, such as 60%以上不足90% : 由 1 分 至 2 分"
                ),
            );
            return None;
        };
        Some(ScoreKind::Linear { subject, from, to, low: low.number.clone(), high: high.number.clone() })
    }

    fn ratio(
        &mut self,
        subject: Option<&Expression>,
        range: Option<&(Expression, Expression)>,
        purpose: &Purpose,
        scope: &Scope,
        span: Span,
    ) -> Option<ScoreKind> {
        self.only_points(purpose, span)?;
        let subject = match (subject, &purpose.band) {
            (Some(subject), _) => self.quantity(subject, scope),
            (None, Some((subject, _))) => subject.clone(),
            (None, None) => {
                self.error(
                    "E0314",
                    span,
                    say!("没有说按什么的比例：写 比例 式子", "nothing says of what: write 比例 …"),
                );
                return None;
            }
        };
        let Type::Quantity(dimension) = subject.of.clone() else {
            if subject.of != Type::Broken {
                self.error("E0305", span, say!("比例要按数量计", "a proportion is of a quantity"));
            }
            return None;
        };
        let (from, to) = match range {
            Some((from, to)) => (self.amount(from, dimension.clone(), scope)?, self.amount(to, dimension, scope)?),
            None if matches!(dimension, Dimension::Ratio | Dimension::Plain) => (Number::zero(), Number::one()),
            None => {
                self.error(
                    "E0318",
                    span,
                    say!("要写明从多少到多少：比例 式子 从 a 至 b", "say from what to what: 比例 … 从 a 至 b"),
                );
                return None;
            }
        };
        if from == to {
            self.error("E0318", span, say!("两端相同，没有比例可言", "both ends are the same: there is no proportion"));
            return None;
        }
        let points = purpose.full.clone()?;
        Some(ScoreKind::Ratio { subject, from, to, points })
    }
}

fn band_end(bound: Option<&RowBound>, upper: bool) -> Option<Number> {
    match bound {
        Some(RowBound::Numbers(range)) => {
            let end = if upper { &range.high } else { &range.low };
            end.as_ref().map(|bound: &Bound| bound.number.clone())
        }
        Some(RowBound::Periods(..) | RowBound::Dates(..) | RowBound::Years(..)) | None => None,
    }
}
