//! Rules and values in the words of the breakdown.

use std::sync::Arc;

use super::estimate::{Domain, Estimate};
use super::formula::Environment;
use super::world::{Records, Slot};
use crate::breakdown::Operand;
use crate::plan::{Choice, Dimension, Formula, FormulaKind, ListReference, Type};
use crate::source::{Sources, Span};
use crate::value::{Date, Number, Range, Truth};

/// How many records a condition over a list names.
const NAMED_RECORDS: usize = 20;

/// Puts rules and values into words; without sources it says nothing, where only the numbers are wanted.
pub(crate) struct Shower<'s> {
    pub(crate) sources: Option<&'s Sources>,
}

/// Says nothing.
pub(super) static SILENT: Shower<'static> = Shower { sources: None };

impl Shower<'_> {
    /// A rule as written, on one line.
    pub(super) fn rule(&self, span: Span) -> String {
        let Some(sources) = self.sources else { return String::new() };
        let text = sources.text(span);
        let lines = text.lines().map(|line| line.split_once('#').map_or(line, |(rule, _)| rule));
        lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }

    /// Where a rule stands: `basic.rules:12:3`.
    pub(super) fn origin(&self, span: Span) -> String {
        self.sources.map(|sources| sources.origin(span).to_string()).unwrap_or_default()
    }

    /// A condition with its truth, the values it looked at, and its parts.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn operand(&self, formula: &Formula, environment: &Environment<'_>) -> Operand {
        if self.sources.is_none() {
            let (rule, origin) = (String::new(), String::new());
            return Operand { rule, truth: Truth::Unknown, values: Vec::new(), origin, operands: Vec::new() };
        }
        let truth = environment.judge(formula).truth;
        let inner: Vec<&Formula> = match &formula.kind {
            FormulaKind::And(parts) | FormulaKind::Or(parts) => parts.iter().collect(),
            FormulaKind::Not(inner) if connects(inner) => vec![inner],
            FormulaKind::Definition(index) if formula.of == Type::Truth => {
                environment.world.plan.definitions.get(*index).map(|entry| &entry.formula).into_iter().collect()
            }
            FormulaKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            _ => Vec::new(),
        };
        let operands: Vec<Operand> = inner
            .into_iter()
            .filter(|part| part.of == Type::Truth)
            .map(|part| self.operand(part, environment))
            .collect();
        let mut values = Vec::new();
        if operands.is_empty() {
            self.values(formula, environment, &mut values);
        }
        Operand { rule: self.rule(formula.span), truth, values, origin: self.origin(formula.span), operands }
    }

    /// The values that a formula looks at: `name = value`, and the records that match.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn values(&self, formula: &Formula, environment: &Environment<'_>, values: &mut Vec<String>) {
        match &formula.kind {
            FormulaKind::Fact(_)
            | FormulaKind::Field { .. }
            | FormulaKind::Definition(_)
            | FormulaKind::Aggregate(_) => {
                let name = self.rule(formula.span);
                let value = match environment.slot(formula) {
                    Some(Slot::List(records)) => list_shown(records),
                    Some(Slot::One(_)) | None => shown(&environment.estimate(formula), &formula.of),
                };
                let line = format!("{name} = {value}");
                if !values.contains(&line) {
                    values.push(line);
                }
            }
            FormulaKind::Exists(list, filter) => self.matching(*list, filter.as_deref(), environment, values),
            FormulaKind::Every(list, condition) => self.matching(*list, Some(condition), environment, values),
            _ => formula.parts().into_iter().for_each(|part| self.values(part, environment, values)),
        }
    }

    /// The records of a list that meet a condition, or may.
    fn matching(
        &self,
        list: ListReference,
        filter: Option<&Formula>,
        environment: &Environment<'_>,
        values: &mut Vec<String>,
    ) {
        let Some(records) = environment.records(list) else { return };
        if records.open.is_some() {
            values.push("?".to_owned());
            return;
        }
        let total = records.rows.len();
        values.push(format!("Σ {total}"));
        for row in records.rows.iter().take(NAMED_RECORDS) {
            let truth = filter.map_or(Truth::True, |filter| environment.within(row).judge(filter).truth);
            let mark = match truth {
                Truth::True => "✓",
                Truth::False => "✗",
                Truth::Unknown => "?",
            };
            values.push(format!("#{} {mark}", row.number));
        }
    }
}

fn connects(formula: &Formula) -> bool {
    matches!(formula.kind, FormulaKind::And(_) | FormulaKind::Or(_) | FormulaKind::Definition(_))
}

fn list_shown(records: &Records) -> String {
    match (&records.open, records.none, records.not_applicable) {
        (Some(_), _, _) => "未提交".to_owned(),
        (None, true, _) => "无记录".to_owned(),
        (None, false, true) => "不适用".to_owned(),
        (None, false, false) => format!("{} 条", records.rows.len()),
    }
}

/// What an estimate may come to, in words.
pub(super) fn shown(estimate: &Estimate, of: &Type) -> String {
    let mut words = Vec::new();
    if estimate.may_have_value() {
        words.push(domain_shown(&estimate.domain, of));
    }
    if estimate.none {
        words.push("无记录".to_owned());
    }
    if estimate.not_applicable {
        words.push("不适用".to_owned());
    }
    if estimate.zero_division {
        words.push("分母为零".to_owned());
    }
    words.join(" / ")
}

fn domain_shown(domain: &Domain, of: &Type) -> String {
    let unknown = || "未知".to_owned();
    match domain {
        Domain::Nothing => String::new(),
        Domain::Truth(Truth::True) => "是".to_owned(),
        Domain::Truth(Truth::False) => "否".to_owned(),
        Domain::Truth(Truth::Unknown) => unknown(),
        Domain::Number(range) => range_shown(range, of),
        Domain::Date(date) => date.map_or_else(unknown, |date| date.to_string()),
        Domain::Year(year) => year.map_or_else(unknown, |year| format!("{year}年度")),
        Domain::Month(month) => month.map_or_else(unknown, |(year, month)| format!("{year}年{month}月")),
        Domain::Period(period) => period.to_string(),
        Domain::Interval(interval) => interval.map_or_else(unknown, |(from, to)| time_between(from, to)),
        Domain::Text(text) => text.as_ref().map_or_else(unknown, Arc::<str>::to_string),
        Domain::Choice(choices) => named(choices.iter().copied(), of, " / "),
        Domain::Choices(choices) => {
            choices.as_ref().map_or_else(unknown, |choices| named(choices.iter().copied(), of, "、"))
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn named(choices: impl Iterator<Item = usize>, of: &Type, between: &str) -> String {
    let known: &[Choice] = match of {
        Type::Choice(choices) | Type::Choices(choices) => choices,
        _ => &[],
    };
    let names = choices.filter_map(|index| known.get(index)).map(|choice| choice.name.as_str());
    names.collect::<Vec<_>>().join(between)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn range_shown(range: &Range, of: &Type) -> String {
    let dimension = match of {
        Type::Quantity(dimension) => dimension.clone(),
        _ => Dimension::Plain,
    };
    let number = |number: &Number| number_shown(number, &dimension);
    if let Some(exact) = range.exact() {
        return number(exact);
    }
    match (&range.low, &range.high) {
        (Some(low), Some(high)) => format!("{} 至 {}", number(&low.number), number(&high.number)),
        (Some(low), None) => format!("{} 以上", number(&low.number)),
        (None, Some(high)) => format!("{} 以下", number(&high.number)),
        (None, None) => "未知".to_owned(),
    }
}

/// A quantity as people write it, with at most six places.
pub(super) fn number_shown(number: &Number, dimension: &Dimension) -> String {
    let scaled = |places: u32| number.over(&Number::power_of_ten(places)).unwrap_or_else(Number::zero);
    match dimension {
        Dimension::Plain => number.short(6),
        Dimension::Points => format!("{}分", number.short(6)),
        Dimension::Ratio => format!("{}%", number.times(&Number::power_of_ten(2)).short(6)),
        Dimension::Counted(unit) => format!("{}{unit}", number.short(6)),
        Dimension::Money if number.absolute() >= Number::power_of_ten(4) => format!("{}万元", scaled(4).short(6)),
        Dimension::Money => format!("{}元", number.short(6)),
    }
}

/// The time between two days as full years and months and days: `12年5个月30日`.
fn time_between(from: Date, to: Date) -> String {
    use crate::value::{Period, PeriodUnit};
    if to < from {
        return format!("-{}", time_between(to, from));
    }
    let after = |count: u32, unit: PeriodUnit| from.after(Period { count, unit });
    let years = u32::try_from(to.year().saturating_sub(from.year())).unwrap_or(0);
    let guess = years.saturating_mul(12).saturating_add(12);
    let months = (0..=guess).rev().find(|months| after(*months, PeriodUnit::Months) <= to).unwrap_or(0);
    let days = after(months, PeriodUnit::Months).days_to(to);
    let (years, rest) = (months / 12, months % 12);
    let mut parts = String::new();
    if years > 0 {
        parts.push_str(&format!("{years}年"));
    }
    if rest > 0 {
        parts.push_str(&format!("{rest}个月"));
    }
    if days > 0 || parts.is_empty() {
        parts.push_str(&format!("{days}日"));
    }
    parts
}
