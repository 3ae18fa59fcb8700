//! Literals and ranges as text.

use super::Printer;
use crate::diagnostic::Language;
use crate::document::{Expression, ExpressionKind, Literal, RangeExpression, Scale, Text, Unit};
use crate::syntax::keywords as word;
use crate::value::{Number, Period, PeriodUnit};

/// A text in quotes: curly ones where it holds a straight one.
pub(super) fn quoted(text: &Text) -> String {
    let value = &text.value;
    if value.contains(['"', '＂']) { format!("“{value}”") } else { format!("\"{value}\"") }
}

impl Printer {
    pub(super) fn literal(&self, literal: &Literal) -> String {
        match literal {
            Literal::Number { number, unit } => self.quantity(number, unit),
            Literal::Date(date) => date.to_string(),
            Literal::Year(year) => match self.language {
                Language::Chinese => self.years(&year.to_string()),
                Language::English => format!("{year} {}", word::CALENDAR_YEARS.en.last().copied().unwrap_or("")),
            },
            Literal::Period(period) => self.period(*period),
            Literal::YesNo(true) => self.word(&word::YES).to_owned(),
            Literal::YesNo(false) => self.word(&word::NO).to_owned(),
            Literal::Text(text) => quoted(text),
        }
    }

    fn quantity(&self, number: &Number, unit: &Unit) -> String {
        let spaced = |keyword| format!("{number} {}", self.word(keyword));
        let money = |keyword: &word::Keyword| match self.language {
            Language::Chinese => format!("{number}{}", self.word(keyword)),
            Language::English => format!("{number} {}", self.word(keyword)),
        };
        match unit {
            Unit::Plain => number.to_string(),
            Unit::Yuan => money(&word::YUAN),
            Unit::WanYuan => money(&word::WAN_YUAN),
            Unit::YiYuan => money(&word::YI_YUAN),
            Unit::Points => spaced(&word::POINT),
            Unit::Percent => format!("{number}%"),
            Unit::Permille => format!("{number}‰"),
            Unit::Counted(unit) => format!("{number}{unit}"),
            Unit::Scaled(Scale::Wan, unit) => format!("{number}万{unit}"),
            Unit::Scaled(Scale::Yi, unit) => format!("{number}亿{unit}"),
        }
    }

    /// `3年度`, `3 calendar_years`
    pub(super) fn years(&self, count: &str) -> String {
        match self.language {
            Language::Chinese => format!("{count}{}", self.word(&word::CALENDAR_YEARS)),
            Language::English => format!("{count} {}", self.word(&word::CALENDAR_YEARS)),
        }
    }

    pub(super) fn period(&self, period: Period) -> String {
        let unit = match period.unit {
            PeriodUnit::Years => &word::YEARS,
            PeriodUnit::Months => &word::MONTHS,
            PeriodUnit::Days => &word::DAYS,
        };
        let count = period.count;
        match self.language {
            Language::Chinese => format!("{count}{}", self.word(unit)),
            Language::English => format!("{count} {}", self.word(unit)),
        }
    }

    pub(super) fn range(&self, range: &RangeExpression) -> String {
        if let (Some((low, true)), Some((high, true))) = (&range.low, &range.high) {
            let (low, high) = (self.value(low), self.value(high));
            let to = self.word(&word::TO);
            return if low == high { low } else { format!("{low} {to} {high}") };
        }
        let low = range.low.as_ref().map(|(bound, included)| self.low_bound(bound, *included));
        let high = range.high.as_ref().map(|(bound, included)| self.high_bound(bound, *included, low.is_none()));
        match (low, high) {
            (Some(low), Some(high)) => format!("{low}{}{high}", self.between_bounds(range)),
            (low, high) => low.or(high).unwrap_or_default(),
        }
    }

    /// `超过10%不超过20%`, but `超过 甲 不超过 乙`.
    fn between_bounds(&self, range: &RangeExpression) -> &'static str {
        let above = matches!(range.low, Some((_, true)));
        let low = range.low.as_ref().map_or("", |(bound, _)| gap(bound));
        match self.language {
            Language::Chinese if above || low.is_empty() => "",
            Language::Chinese | Language::English => " ",
        }
    }

    fn low_bound(&self, bound: &Expression, included: bool) -> String {
        let value = self.value(bound);
        match (self.language, included) {
            (Language::Chinese, true) => format!("{value}{}{}", gap(bound), self.word(&word::ABOVE)),
            (Language::English, true) => format!("{} {value}", self.word(&word::AT_LEAST)),
            (_, false) => self.before_bound(&word::OVER, bound),
        }
    }

    fn high_bound(&self, bound: &Expression, included: bool, alone: bool) -> String {
        match (self.language, included) {
            (Language::Chinese, true) if alone => {
                format!("{}{}{}", self.value(bound), gap(bound), self.word(&word::UNDER))
            }
            (_, true) => self.before_bound(&word::AT_MOST, bound),
            (_, false) => self.before_bound(&word::BELOW, bound),
        }
    }

    fn before_bound(&self, keyword: &word::Keyword, bound: &Expression) -> String {
        let gap = match self.language {
            Language::Chinese => gap(bound),
            Language::English => " ",
        };
        format!("{}{gap}{}", self.word(keyword), self.value(bound))
    }
}

/// A literal with digits and its bound are written together.
fn gap(bound: &Expression) -> &'static str {
    let together = matches!(
        &bound.kind,
        ExpressionKind::Literal(Literal::Number { .. } | Literal::Period(_) | Literal::Date(_) | Literal::Year(_))
    );
    if together { "" } else { " " }
}
