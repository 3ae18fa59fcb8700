//! Numbers written in Chinese numerals, to offer them in digits.

use crate::diagnostic::{Diagnostic, say};
use crate::document::{Expression, ExpressionKind};
use crate::source::Span;

/// Units that may follow a numeral.
const UNITS: &[&str] = &["", "年", "个月", "日", "天", "分", "元", "人", "件", "次", "项", "份", "家", "个", "名"];

/// A name that is a number in Chinese numerals, and the same in digits.
pub(crate) fn read(expression: &Expression) -> Option<(String, String)> {
    let ExpressionKind::Name(name) = &expression.kind else { return None };
    in_digits(name)
}

/// The same for a word.
pub(crate) fn in_digits(name: &str) -> Option<(String, String)> {
    let end = name.find(|character| value(character).is_none()).unwrap_or(name.len());
    let (numeral, unit) = name.split_at_checked(end)?;
    let money = matches!(unit, "元") && numeral.ends_with(['万', '亿']);
    if numeral.is_empty() || !UNITS.contains(&unit) {
        return None;
    }
    let (numeral, unit) = if money {
        let cut = numeral.len().saturating_sub('万'.len_utf8());
        (numeral.get(..cut)?, name.get(cut..)?)
    } else {
        (numeral, if unit == "天" { "日" } else { unit })
    };
    let number = number(numeral)?;
    Some((name.to_owned(), format!("{number}{unit}")))
}

/// The message for a number in Chinese numerals.
pub(crate) fn refused(span: Span, numeral: &str, digits: &str) -> Diagnostic {
    let message = say!("数要用阿拉伯数字写：「{numeral}」", "write the number in digits: `{numeral}`");
    Diagnostic::error("E0115", span, message).replace(say!("写成「{digits}」", "write `{digits}`"), span, digits)
}

fn value(character: char) -> Option<u64> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

fn number(numeral: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None::<u64>);
    for character in numeral.chars() {
        match value(character)? {
            ones @ 0..10 => {
                digit = Some(digit.unwrap_or(0).checked_mul(10)?.checked_add(ones)?);
            }
            tens @ 10..10_000 => {
                section = section.checked_add(digit.take().unwrap_or(1).checked_mul(tens)?)?;
            }
            big => {
                let below = section.checked_add(digit.take().unwrap_or(0))?.max(1);
                total = total.checked_add(below)?.checked_mul(big)?;
                section = 0;
            }
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0))
}
