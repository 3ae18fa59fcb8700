//! Comparisons and other tests, aggregates and calls.

use pest::iterators::Pair;

use super::parts::{Parts, Reader};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{
    Aggregate, AggregateFunction, Comparison, Expression, ExpressionKind, Function, Literal, Membership, WindowKind,
};
use crate::syntax::grammar::Rule;
use crate::value::{Period, PeriodUnit};

impl Reader<'_> {
    /// What is asked of `subject`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a test five")]
    pub(crate) fn test(&mut self, subject: Expression, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let subject = Box::new(subject);
        match pair.as_rule() {
            Rule::state => Some(ExpressionKind::State { subject, state: self.state(pair) }),
            Rule::window => self.window(subject, pair),
            Rule::member => self.member(subject, pair),
            Rule::in_range => {
                let mut parts = Parts::of(pair);
                let negated = parts.has(Rule::not_in);
                let range = Box::new(self.range(parts.take(Rule::range)?)?);
                Some(ExpressionKind::InRange { subject, range, negated })
            }
            Rule::compare => self.compare(subject, pair),
            _ => None,
        }
    }

    fn window(&mut self, subject: Box<Expression>, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let negated = parts.has(Rule::not_within_last) || parts.has(Rule::not_within_next);
        let future = parts.has(Rule::within_next) || parts.has(Rule::not_within_next);
        if let Some(years) = parts.take(Rule::calendar_year) {
            let span = self.span(&years);
            let count = self.calendar_year(years)?;
            if future {
                let message = say!(
                    "「在后…内」只用年、个月、日，不用年度",
                    "a window to come is counted in years, months or days"
                );
                self.faults.push(Diagnostic::error("E0112", span, message));
                return None;
            }
            let period = Period { count, unit: PeriodUnit::Years };
            return Some(ExpressionKind::Window { subject, period, kind: WindowKind::Years, negated });
        }
        let period = self.period(parts.take(Rule::period)?)?;
        let kind = if future { WindowKind::Future } else { WindowKind::Past };
        Some(ExpressionKind::Window { subject, period, kind, negated })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a membership six")]
    fn member(&mut self, subject: Box<Expression>, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let parts = Parts::of(pair);
        let membership = match parts.first()?.as_rule() {
            Rule::one_of => Membership::OneOf,
            Rule::not_one_of => Membership::NotOneOf,
            Rule::has_any => Membership::HasAny,
            Rule::has_none => Membership::HasNone,
            Rule::has_all => Membership::HasAll,
            _ => Membership::Only,
        };
        let options = self.expressions(&parts, Rule::option)?;
        Some(ExpressionKind::Member { subject, membership, options })
    }

    fn compare(&mut self, subject: Box<Expression>, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let rule = parts.first()?.as_rule();
        let right = self.next(&mut parts, Rule::sum)?;
        let elapsed = matches!(rule, Rule::elapsed | Rule::not_elapsed);
        if elapsed
            && !matches!(subject.kind, ExpressionKind::Between { .. })
            && let ExpressionKind::Literal(Literal::Period(period)) = &right.kind
        {
            return Some(ExpressionKind::Elapsed { subject, period: *period, negated: rule == Rule::not_elapsed });
        }
        let operator = comparison(rule)?;
        if !matches!(operator, Comparison::Equal | Comparison::NotEqual) {
            self.refuse_chinese_numeral(&right);
        }
        Some(ExpressionKind::Compare { left: subject, operator, right: Box::new(right) })
    }

    pub(crate) fn call(&mut self, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let function = match parts.take(Rule::function)?.as_str() {
            "取整" | "floor" => Function::Floor,
            "进整" | "ceiling" => Function::Ceiling,
            "四舍五入" | "round" => Function::Round,
            "较大" | "larger" => Function::Larger,
            "较小" | "smaller" => Function::Smaller,
            "绝对值" | "absolute" => Function::Absolute,
            "计入" | "one_if" => Function::Indicator,
            "年份" | "year_of" => Function::YearOf,
            "天数" | "days_of" => Function::DaysOf,
            "满月数" | "full_months" => Function::FullMonths,
            "满年数" | "full_years" => Function::FullYears,
            _ => Function::MonthOf,
        };
        let arguments = self.expressions(&parts, Rule::expression)?;
        Some(ExpressionKind::Call { function, arguments })
    }

    pub(crate) fn aggregate(&mut self, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let function = aggregate_function(parts.take(Rule::aggregate_function)?.as_str());
        let list = self.name(&parts.take(Rule::name)?);
        let value = match parts.take(Rule::value_part) {
            Some(part) => Some(self.next(&mut Parts::of(part), Rule::measure)?),
            None => None,
        };
        let (mut weight, mut weights) = (None, Vec::new());
        if let Some(part) = parts.take(Rule::weight_part) {
            let span = self.span(&part);
            weights = self.expressions(&Parts::of(part), Rule::sum)?;
            if function != AggregateFunction::Yearly {
                weight = weights.pop();
                if !weights.is_empty() {
                    let message = say!("这里只能有一个权", "only one weight can stand here");
                    self.faults.push(Diagnostic::error("E0112", span, message));
                    return None;
                }
            }
        }
        let by = match parts.take(Rule::by_part) {
            Some(part) => Some(self.next(&mut Parts::of(part), Rule::sum)?),
            None => None,
        };
        let at_least = self.part_count(&mut parts, Rule::minimum_part)?;
        let trim_from = self.part_count(&mut parts, Rule::trim_part)?;
        let filter = self.filter(&mut parts)?;
        let once = [Rule::weight_part, Rule::by_part, Rule::minimum_part, Rule::trim_part, Rule::filter];
        self.refuse_twice(&parts, &once)?;
        let aggregate = Aggregate { function, list, value, weight, by, weights, at_least, trim_from, filter };
        Some(ExpressionKind::Aggregate(Box::new(aggregate)))
    }

    fn part_count(&mut self, parts: &mut Parts<'_>, rule: Rule) -> Option<Option<u32>> {
        match parts.take(rule) {
            Some(part) => self.count(&Parts::of(part).take(Rule::digits)?, 1_000_000).map(Some),
            None => Some(None),
        }
    }

    /// Refuses what is left of parts that may stand once.
    pub(crate) fn refuse_twice(&mut self, parts: &Parts<'_>, rules: &[Rule]) -> Option<()> {
        let again = rules.iter().flat_map(|rule| parts.all(*rule)).next();
        let Some(again) = again else { return Some(()) };
        let message = say!("「{part}」写了两次", "`{part}` is written twice", part = again.as_str().trim());
        self.faults.push(Diagnostic::error("E0112", self.span(&again), message));
        None
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a comparison twelve")]
fn comparison(rule: Rule) -> Option<Comparison> {
    Some(match rule {
        Rule::at_least | Rule::elapsed => Comparison::AtLeast,
        Rule::over => Comparison::Over,
        Rule::below | Rule::not_elapsed => Comparison::Below,
        Rule::at_most => Comparison::AtMost,
        Rule::equal => Comparison::Equal,
        Rule::not_equal => Comparison::NotEqual,
        Rule::before => Comparison::Before,
        Rule::after => Comparison::After,
        Rule::not_before => Comparison::NotBefore,
        Rule::not_after => Comparison::NotAfter,
        _ => return None,
    })
}

fn aggregate_function(word: &str) -> AggregateFunction {
    match word {
        "条数" | "count" => AggregateFunction::Count,
        "合计" | "sum" => AggregateFunction::Sum,
        "最高" | "highest" => AggregateFunction::Highest,
        "最低" | "lowest" => AggregateFunction::Lowest,
        "平均" | "mean" => AggregateFunction::Mean,
        "种数" | "distinct" => AggregateFunction::Distinct,
        "加权平均" | "weighted_mean" => AggregateFunction::WeightedMean,
        "去极值平均" | "trimmed_mean" => AggregateFunction::TrimmedMean,
        "取" | "the_one" => AggregateFunction::TheOne,
        "最新" | "newest" => AggregateFunction::Newest,
        _ => AggregateFunction::Yearly,
    }
}
