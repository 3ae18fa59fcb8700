//! Numbers with something behind them that is no unit, and numbers that are cut in two.

use super::{Stop, brief, wordings};
use crate::diagnostic::{Diagnostic, say};
use crate::syntax::figures;

/// What is written for a unit elsewhere, and the unit.
const UNITS: &[(&str, &str)] = &[
    ("万", "万元"),
    ("亿", "亿元"),
    ("天", "日"),
    ("月", "个月"),
    ("周年", "年"),
    ("块", "元"),
    ("块钱", "元"),
    ("RMB", "元"),
    ("人民币", "元"),
    ("个百分点", "%"),
    ("百分点", "%"),
    ("家企业", "家"),
    ("位", "名"),
    ("㎡", "平方米"),
];
/// What may follow a unit at once.
const BOUNDS: &[&str] = &["以", "不", "超", "低", "高", "内", "至"];

impl Stop<'_> {
    /// `500万`: a number with something behind it that is no unit.
    pub(super) fn unit(&self) -> Option<Diagnostic> {
        let before = self.before();
        let apart = matches!(self.found, "万" | "亿");
        let before = if apart { before.trim_end() } else { before };
        let start = before.trim_end_matches(|one: char| one.is_ascii_digit() || one == '.').len();
        let number = before.get(start..)?;
        if number.is_empty() || self.found.is_empty() || !self.found.starts_with(|one: char| one.is_alphabetic()) {
            return None;
        }
        let written = self.found;
        let span = self.header.span(start, self.at.saturating_add(written.len()));
        if let Some(range) = self.to(span, number, written) {
            return Some(range);
        }
        if let Some(date) = self.month(span, number, written) {
            return Some(date);
        }
        let unit = brief(written);
        let fault = Diagnostic::error("E0118", span, say!("「{unit}」不是单位", "`{unit}` is not a unit"));
        let rights = rights(number, written);
        let offered = rights.iter().fold(fault.clone(), |fault, right| {
            fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone())
        });
        Some(if rights.is_empty() {
            fault.help(say!(
                "单位有：元 万元 亿元 分 % 年 个月 日，和计数的 人 件 次 项 份 家 平方米 等；单位后面的字要空一格",
                "units are: yuan wan_yuan yi_yuan pts % years months days, and for counting 人 件 次 项 份 家 平方米 …; a word after a unit stands apart"
            ))
        } else {
            offered
        })
    }

    /// `5到10人`, `5人到10人`
    fn to(&self, span: crate::source::Span, number: &str, written: &str) -> Option<Diagnostic> {
        let (unit, high) = written.split_once('到').or_else(|| written.split_once('至'))?;
        figures::range(span, &format!("{number}{unit}"), high)
    }

    /// `2021年1月`: a date without its day.
    fn month(&self, span: crate::source::Span, number: &str, written: &str) -> Option<Diagnostic> {
        let month = written.strip_prefix('年')?.strip_suffix(['月', '份'])?.trim_end_matches('月');
        let right = format!("{number}-{month}-1");
        (number.len() == 4 && right.parse::<crate::value::Date>().is_ok()).then(|| figures::a_date(span, &right))
    }

    /// `7,5 分`, `7、5 分`: a comma in place of the decimal point.
    pub(super) fn decimal(&self) -> Option<Diagnostic> {
        let comma = |one: char| matches!(one, ',' | '、' | '\'');
        let digit = |one: char| one.is_ascii_digit();
        let text = self.header.text.as_str();
        let at = match self.found.starts_with(comma) {
            true => self.at,
            false => self.before().strip_suffix(comma).map(str::len)?,
        };
        let (before, rest) = text.split_at_checked(at)?;
        let after = rest.strip_prefix(comma)?;
        let part = after.get(..after.find(|one: char| !digit(one)).unwrap_or(after.len()))?;
        let start = before.trim_end_matches(digit).len();
        let whole = before.get(start..)?;
        if whole.is_empty() || part.is_empty() || part.len() > 2 || before.get(..start)?.ends_with('.') {
            return None;
        }
        let end = text.len().saturating_sub(after.len()).saturating_add(part.len());
        Some(figures::decimal(self.header.span(start, end), whole, part))
    }
}

/// What may be meant by a number and what stands behind it.
fn rights(number: &str, written: &str) -> Vec<String> {
    let goes_on = |rest: &str| rest.is_empty() || BOUNDS.iter().any(|start| rest.starts_with(start));
    let known = UNITS.iter().find_map(|(wrong, right)| {
        let rest = written.strip_prefix(wrong).filter(|rest| goes_on(rest))?;
        Some((format!("{number}{right}{rest}"), *wrong, rest))
    });
    if let Some((right, wrong, rest)) = known {
        return vec![same_unit(number, wrong, rest).unwrap_or(right)];
    }
    let other = [
        written.strip_suffix('整').map(|unit| format!("{number}{unit}")),
        both_ends(number, written),
        ["及以上", "或以上", "及以下", "或以下"].iter().find_map(|word| {
            let unit = written.strip_suffix(word)?;
            let bound: String = word.chars().skip(1).collect();
            Some(format!("{number}{unit}{bound}"))
        }),
        wordings::row(number, written),
    ];
    other.into_iter().flatten().take(1).collect()
}

/// `3万以上不足50万平方米`: the unit of the other end, `3万平方米以上不足50万平方米`.
fn same_unit(number: &str, scale: &str, rest: &str) -> Option<String> {
    let unit = rest
        .rsplit(|one: char| one.is_ascii_digit())
        .next()
        .filter(|_| rest.contains(|one: char| one.is_ascii_digit()))?;
    let unit = unit.trim_start_matches(['万', '亿']);
    (matches!(scale, "万" | "亿") && !unit.is_empty()).then(|| format!("{number}{scale}{unit}{rest}"))
}

/// `60以上80以下`: `60以上不超过80`.
fn both_ends(number: &str, written: &str) -> Option<String> {
    let (unit, high) = written.split_once("以上")?;
    let high = ["以下", "以内", "之间"].iter().find_map(|word| high.strip_suffix(word))?;
    high.starts_with(|one: char| one.is_ascii_digit()).then(|| format!("{number}{unit}以上不超过{high}"))
}
