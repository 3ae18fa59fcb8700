//! Figures that are written in a way no rule reads: dates, thousands, decimals, currency signs, both ends of a range.

use super::lexer::{Token, TokenKind};
use super::spelling::{Found, Rest};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;
use crate::value::Date;

/// `2021/1/1`, `2021.1.1`
pub(super) fn date(rest: Rest<'_>) -> Found {
    let [year, first, month, second, day, ..] = rest.tokens else { return None };
    let sign = |token: &Token| matches!(token.kind, TokenKind::Symbol('/' | '.' | '∕'));
    let parts = [year, first, month, second, day];
    if first.kind != second.kind || !sign(first) || !joined(&parts) {
        return None;
    }
    let (year, month, day) = (rest.written(year), rest.written(month), rest.written(day));
    let right = format!("{year}-{month}-{day}");
    if year.len() != 4 || right.parse::<Date>().is_err() {
        return None;
    }
    Some((a_date(rest.span(5), &right), 5))
}

/// A date that is not written as one.
pub(super) fn a_date(span: Span, right: &str) -> Diagnostic {
    let message = say!(
        "日期写成 2023-10-18 或 2023年10月18日，要写到日",
        "a date is written 2023-10-18 or 2023年10月18日, with its day"
    );
    let right = right.to_owned();
    Diagnostic::error("E0128", span, message).replace(say!("写成「{right}」", "write `{right}`"), span, right.clone())
}

/// `1,000`, `1,000,000`
pub(super) fn thousands(rest: Rest<'_>) -> Found {
    let [before, comma, ..] = rest.tokens else { return None };
    if comma.kind != TokenKind::Symbol(',') {
        return None;
    }
    let number = rest.written(before);
    if before.kind != TokenKind::Word || number.len() > 3 || !number.chars().all(|one| one.is_ascii_digit()) {
        return None;
    }
    let mut number = number.into_owned();
    let (mut taken, mut end) = (1_usize, before.end);
    while let Some([comma, after, ..]) = rest.tokens.get(taken..) {
        let word = rest.written(after);
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let comma_joins = comma.kind == TokenKind::Symbol(',') && end == comma.start && comma.end == after.start;
        if !comma_joins || after.kind != TokenKind::Word || digits != 3 {
            break;
        }
        number.extend(word.chars().take(digits));
        let written = rest.text.get(after.start..after.end).unwrap_or("");
        end = after.start.saturating_add(written.chars().take(digits).map(char::len_utf8).sum());
        taken = taken.saturating_add(2);
    }
    if taken == 1 {
        return None;
    }
    let span = Span::new(rest.file, before.start, end);
    let message = say!("数里不写千位分隔的逗号", "a number is written without a comma between thousands");
    let fault = Diagnostic::error("E0116", span, message)
        .replace(say!("写成「{number}」", "write `{number}`"), span, number.clone())
        .help(say!("如果是两个数，在逗号后面加一个空格", "if these are two numbers, put a space after the comma"));
    Some((fault, taken))
}

/// `7。5`
pub(super) fn full_stop(rest: Rest<'_>) -> Found {
    let [whole, sign, part, ..] = rest.tokens else { return None };
    let is = |token: &Token, first: bool| {
        let word = rest.written(token);
        let digit = |one: char| one.is_ascii_digit();
        token.kind == TokenKind::Word && if first { word.chars().all(digit) } else { word.starts_with(digit) }
    };
    if !matches!(sign.kind, TokenKind::Symbol('。' | '·')) || !joined(&[whole, sign, part]) {
        return None;
    }
    let wanted = is(whole, true) && is(part, false);
    let span = rest.span(3);
    wanted.then(|| (decimal(span, &rest.written(whole), &rest.written(part)), 3))
}

/// A decimal point that is written as another sign.
pub(super) fn decimal(span: Span, whole: &str, part: &str) -> Diagnostic {
    let right = format!("{whole}.{part}");
    let message = say!("小数点要写「.」", "a decimal point is written `.`");
    Diagnostic::error("E0116", span, message).replace(say!("写成「{right}」", "write `{right}`"), span, right.clone())
}

/// `¥500`
pub(super) fn currency(rest: Rest<'_>) -> Found {
    let [sign, number, ..] = rest.tokens else { return None };
    if !matches!(sign.kind, TokenKind::Symbol('¥' | '￥')) {
        return None;
    }
    let word = rest.written(number);
    if !word.starts_with(|one: char| one.is_ascii_digit()) {
        return None;
    }
    let unit = if word.ends_with('元') { "" } else { "元" };
    let right = format!("{word}{unit}");
    let message = say!("金额用单位写，不用货币符号", "money is written with its unit, not with a currency sign");
    let span = rest.span(2);
    let fault = Diagnostic::error("E0114", span, message);
    Some((fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone()), 2))
}

/// `5～10人`, `5—10人`, `60%~80%`
pub(super) fn between(rest: Rest<'_>) -> Found {
    let percent = |at: usize| rest.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Symbol('%'));
    let dash = |token: &&Token| matches!(token.kind, TokenKind::Symbol('~' | '〜' | '∼' | '—' | '–' | '―' | '‐'));
    if !rest.tokens.iter().skip(1).take(2).any(|token| dash(&token)) {
        return None;
    }
    let end = |at: usize| {
        let word = rest.written(rest.tokens.get(at)?);
        let next = at.checked_add(1)?;
        Some(if percent(next) { (format!("{word}%"), next.checked_add(1)?) } else { (word.into_owned(), next) })
    };
    let (low, after_low) = end(0)?;
    let dashes = rest.tokens.get(after_low..)?.iter().take_while(dash).count();
    let (high, after) = end(after_low.checked_add(dashes).filter(|_| (1..=2).contains(&dashes))?)?;
    Some((range(rest.span(after), &low, &high)?, after))
}

/// The message for two ends of a range with a dash or `到` between them; nothing where they are no ends.
pub(super) fn range(span: Span, low: &str, high: &str) -> Option<Diagnostic> {
    let ((low, own), (high, unit)) = (number(low)?, number(high)?);
    let unit_of_low = if own.is_empty() { unit } else { own };
    let (unit, unit_of_low) = if unit.is_empty() { (own, own) } else { (unit, unit_of_low) };
    let to = format!("{low}{unit_of_low} 至 {high}{unit}");
    let below = format!("{low}{unit_of_low}以上不足{high}{unit}");
    let message = say!("两个数之间的范围写成「甲 至 乙」", "a range between two numbers is written with 至 (`to`)");
    let fault = Diagnostic::error("E0127", span, message)
        .replace(say!("两端都含：{to}", "with both ends: {to}"), span, to.clone())
        .replace(say!("不含上端：{below}", "without the upper end: {below}"), span, below.clone());
    Some(fault)
}

/// `10人`: the number and the unit.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let known = ["", "%", "‰", "元", "万元", "亿元", "分", "年", "个月", "日"].contains(&unit)
        || unit.chars().count() <= 3 && unit.chars().all(|one| one.is_alphabetic());
    (!number.is_empty() && known).then_some((number, unit))
}

/// Whether no blank stands between tokens.
fn joined(tokens: &[&Token]) -> bool {
    tokens.windows(2).all(|pair| matches!(pair, [left, right] if left.end == right.start))
}
