//! Literals: numbers with units, dates, years, periods.

use pest::iterators::Pair;

use super::parts::{Parts, Reader};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Expression, ExpressionKind, Literal, Scale, Unit};
use crate::syntax::grammar::Rule;
use crate::value::{Date, Number, Period, PeriodUnit};

impl Reader<'_> {
    /// `500万元`, `30份`, `4.8`
    pub(crate) fn quantity(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let number = self.number(&parts.take(Rule::number)?)?;
        let unit = parts.take(Rule::unit).map_or(Unit::Plain, |unit| unit_of(unit.as_str()));
        Some(Expression { kind: ExpressionKind::Literal(Literal::Number { number, unit }), span })
    }

    fn number(&mut self, pair: &Pair<'_, Rule>) -> Option<Number> {
        let number = pair.as_str().parse().ok();
        if number.is_none() {
            let message = say!("数太长：至多 40 位数字", "the number is too long: at most 40 digits");
            self.faults.push(Diagnostic::error("E0119", self.span(pair), message));
        }
        number
    }

    /// A whole number that counts something.
    pub(crate) fn count(&mut self, pair: &Pair<'_, Rule>, most: u32) -> Option<u32> {
        let count = pair.as_str().parse().ok().filter(|count| *count <= most);
        if count.is_none() {
            let message = say!("数太大：至多 {most}", "the number is too large: at most {most}");
            self.faults.push(Diagnostic::error("E0119", self.span(pair), message));
        }
        count
    }

    /// `3年`, `6个月`, `30日`
    pub(crate) fn period(&mut self, pair: Pair<'_, Rule>) -> Option<Period> {
        let mut parts = Parts::of(pair);
        let count = self.count(&parts.take(Rule::digits)?, 9999)?;
        let unit = match parts.take(Rule::period_unit)?.as_str() {
            "年" | "years" | "year" => PeriodUnit::Years,
            "个月" | "months" | "month" => PeriodUnit::Months,
            _ => PeriodUnit::Days,
        };
        Some(Period { count, unit })
    }

    /// `2023年度`: the year; `近3年度`: how many.
    pub(crate) fn calendar_year(&mut self, pair: Pair<'_, Rule>) -> Option<u32> {
        self.count(&Parts::of(pair).take(Rule::digits)?, 9999)
    }

    /// `2023-10-18`
    pub(crate) fn date(&mut self, pair: &Pair<'_, Rule>) -> Option<Date> {
        let date = pair.as_str().parse().ok();
        if date.is_none() {
            let written = pair.as_str();
            let message = say!("没有「{written}」这一天", "there is no day {written}");
            self.faults.push(Diagnostic::error("E0119", self.span(pair), message));
        }
        date
    }
}

/// The unit that a word says.
pub(crate) fn unit_of(word: &str) -> Unit {
    match word {
        "元" | "yuan" => Unit::Yuan,
        "万元" | "wan_yuan" => Unit::WanYuan,
        "亿元" | "yi_yuan" => Unit::YiYuan,
        "分" | "pts" => Unit::Points,
        "%" => Unit::Percent,
        "‰" => Unit::Permille,
        "万人次" => Unit::Counted(word.to_owned()),
        counted => match (counted.strip_prefix('万'), counted.strip_prefix('亿')) {
            (Some(unit), _) => Unit::Scaled(Scale::Wan, unit.to_owned()),
            (None, Some(unit)) => Unit::Scaled(Scale::Yi, unit.to_owned()),
            (None, None) => Unit::Counted(counted.to_owned()),
        },
    }
}
