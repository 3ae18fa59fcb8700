//! Ranges, values and rules in words.

use crate::cells::{number_shown, time_shown};
use crate::diagnostic::{Message, say};
use crate::plan::{Dimension, Formula, Type};
use crate::source::{Sources, Span};
use crate::value::{Number, Range};

/// A rule as written, on one line, without comments.
pub(crate) fn one_line(sources: &Sources, span: Span) -> String {
    let text = sources.text(span);
    let lines = text.lines().map(|line| line.split_once('#').map_or(line, |(rule, _)| rule));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// A value of a quantity or a time as it would be written in a rule.
pub(super) fn value_shown(number: &Number, subject: &Formula, days: bool) -> String {
    match &subject.of {
        Type::Quantity(dimension) => number_shown(number, dimension),
        Type::Interval => time_shown(number, !days),
        Type::Truth
        | Type::Date
        | Type::Year
        | Type::Month
        | Type::Period
        | Type::Text
        | Type::Choice(_)
        | Type::Choices(_)
        | Type::List
        | Type::Broken => number_shown(number, &Dimension::Plain),
    }
}

/// Points as words: `0 至 8 分`.
pub(super) fn points_shown(range: &Range) -> Message {
    let number = |number: &Number| number.short(6);
    match (&range.low, &range.high) {
        (Some(low), Some(high)) if low == high => {
            let points = number(&low.number);
            say!("{points} 分", "{points} points")
        }
        (Some(low), Some(high)) => {
            let (from, to) = (number(&low.number), number(&high.number));
            match (low.included, high.included) {
                (true, true) => say!("{from} 至 {to} 分", "{from} to {to} points"),
                (true, false) => say!("{from} 分以上不足 {to} 分", "{from} points and more, less than {to}"),
                (false, true) => say!("超过 {from} 分不超过 {to} 分", "more than {from} points, at most {to}"),
                (false, false) => say!("超过 {from} 分不足 {to} 分", "more than {from} points, less than {to}"),
            }
        }
        (Some(low), None) => {
            let from = number(&low.number);
            say!("{from} 分以上，没有上限", "{from} points and more, without limit")
        }
        (None, Some(high)) => {
            let to = number(&high.number);
            say!("{to} 分以下，没有下限", "{to} points and less, without limit")
        }
        (None, None) => say!("没有上下限", "any number of points"),
    }
}
