//! Names that nobody declared and that are no names, but figures or conditions written in another way.

use super::{brief, words};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;
use crate::syntax::numerals;

/// Units that are written before their number: the unit, and how it is written behind.
const BEFORE: &[(&str, &str)] =
    &[("万元", "万元"), ("亿元", "亿元"), ("人民币", "元"), ("元", "元"), ("分", "分"), ("共", "")];
/// What may follow a number in a range.
const BOUNDS: &[&str] = &["以上", "以下", "以内"];

/// What is wrong with a name that means nothing: it is a number with its unit before it, a share in words, or a
/// comparison in other words.
pub(crate) fn strange(name: &str, span: Span) -> Option<Diagnostic> {
    unit_before(name, span)
        .or_else(|| share(name, span))
        .or_else(|| words::comparison(name).map(|(word, text)| comparison(span, word, text)))
        .or_else(|| in_numerals(name, span))
}

fn comparison(span: Span, word: &str, text: String) -> Diagnostic {
    let right: String = text.chars().take_while(|one| !one.is_ascii_digit()).collect();
    words::instead(span, word, &right, text)
}

/// The names on both sides of `和`, `或者` … in a word that is no name, and the operator that is meant.
pub(crate) fn joined(name: &str) -> impl Iterator<Item = (&str, &'static str, &str)> {
    words::joined(name)
}

/// `万元500`, `元500万`, `分5`
fn unit_before(name: &str, span: Span) -> Option<Diagnostic> {
    let (unit, behind) = BEFORE.iter().find(|(unit, _)| name.starts_with(unit))?;
    let rest = name.strip_prefix(unit)?;
    let end = rest.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(rest.len());
    let (number, rest) = rest.split_at_checked(end)?;
    let scale = ["万", "亿", ""].into_iter().find(|scale| rest.starts_with(scale))?;
    let bound = rest.strip_prefix(scale)?;
    if number.is_empty() || !(bound.is_empty() || BOUNDS.contains(&bound)) || (*unit != "元" && !scale.is_empty()) {
        return None;
    }
    let right = format!("{number}{scale}{behind}{bound}");
    let message = say!("单位写在数的后面", "a unit stands behind its number");
    Some(Diagnostic::error("E0125", span, message).replace(
        say!("写成「{right}」", "write `{right}`"),
        span,
        right.clone(),
    ))
}

/// `百分之九十`, `百分之90以上`, `九成`, `九成以上`
fn share(name: &str, span: Span) -> Option<Diagnostic> {
    let bound = BOUNDS.iter().find(|bound| name.ends_with(**bound)).copied().unwrap_or("");
    let body = name.strip_suffix(bound)?;
    let figure = |text: &str| {
        let digits = !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
        if digits { Some(text.to_owned()) } else { numerals::in_digits(text).map(|(_, digits)| digits) }
    };
    let right = match (body.strip_prefix("百分之"), body.strip_prefix("千分之"), body.strip_suffix('成')) {
        (Some(text), _, _) => format!("{}%{bound}", figure(text)?),
        (None, Some(text), _) => format!("{}‰{bound}", figure(text)?),
        (None, None, Some(text)) => format!("{}0%{bound}", figure(text)?),
        (None, None, None) => return None,
    };
    Some(numerals::refused(span, &brief(name), &right))
}

/// `五百万元以上`, `三年以上不足五年`
fn in_numerals(name: &str, span: Span) -> Option<Diagnostic> {
    let (head, bound) = BOUNDS
        .iter()
        .find_map(|bound| Some((name.get(..name.find(bound)?)?, name.get(name.find(bound)?..)?)))
        .unwrap_or((name, ""));
    let (_, digits) = numerals::in_digits(head)?;
    let tail = bound.find("不").and_then(|at| bound.split_at_checked(at));
    let bound = tail.and_then(|(own, upper)| {
        let word = ["不足", "不满", "不超过", "不高于"].into_iter().find(|word| upper.starts_with(word))?;
        let (_, high) = numerals::in_digits(upper.strip_prefix(word)?)?;
        Some(format!("{own}{word}{high}"))
    });
    let bound = bound.unwrap_or_else(|| name.get(head.len()..).unwrap_or("").to_owned());
    Some(numerals::refused(span, &brief(name), &format!("{digits}{bound}")))
}
