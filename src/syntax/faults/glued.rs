//! Words that are written together and should stand apart.

use super::Stop;
use crate::diagnostic::{Diagnostic, say};
use crate::syntax::grammar::Rule;
use crate::syntax::numerals;

/// Operators, those that begin like another one after it.
const OPERATORS: &[&str] = &[
    "不低于",
    "不超过",
    "不高于",
    "不等于",
    "不属于",
    "不早于",
    "不晚于",
    "达到",
    "超过",
    "高于",
    "不足",
    "不满",
    "低于",
    "等于",
    "不为",
    "为空",
    "属于",
    "不含",
    "齐备",
    "早于",
    "晚于",
    "不在",
    "已填",
    "无记录",
    "否则",
    "满",
    "为",
    "含",
    "在",
    "至",
    "且",
    "或",
    "当",
    "的",
    "均",
    "则",
];

impl Stop<'_> {
    /// `成立日期满 3年`: an operator at the end of the name before.
    pub(super) fn space_before(&self) -> Option<Diagnostic> {
        let before = self.before().trim_end();
        let start = before.rfind(|character: char| !unicode_ident::is_xid_continue(character));
        let start = start.map_or(0, |at| {
            at.saturating_add(before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8))
        });
        let word = before.get(start..)?;
        let operand =
            self.found.starts_with(|first: char| unicode_ident::is_xid_continue(first) || first == '"' || first == '“');
        if !operand || before.len() == self.at || start == 0 {
            return None;
        }
        let operator = OPERATORS.iter().find(|operator| word.ends_with(**operator))?;
        let name = word.strip_suffix(operator).filter(|name| name.starts_with(unicode_ident::is_xid_start))?;
        let span = self.header.span(start, start.saturating_add(word.len()));
        let message =
            say!("「{name}」与「{operator}」之间缺一个空格", "a space is missing between `{name}` and `{operator}`");
        let right = format!("{name} {operator}");
        Some(Diagnostic::error("E0121", span, message).replace(
            say!("写成「{right}」", "write `{right}`"),
            span,
            right.clone(),
        ))
    }

    /// `且独立法人`: an operator at the start of this word.
    pub(super) fn space_inside(&self) -> Option<Diagnostic> {
        let operator = OPERATORS.iter().find(|operator| self.found.starts_with(**operator))?;
        let rest = self.found.strip_prefix(operator).filter(|rest| !rest.is_empty())?;
        if super::is_keyword(self.found) || self.expects(Rule::name) {
            return None;
        }
        let span = self.span();
        if let Some((numeral, digits)) = window(rest) {
            return Some(numerals::refused(span, &numeral, &format!("{operator}{digits}")));
        }
        if let Some((numeral, digits)) = numerals::in_digits(rest) {
            return Some(numerals::refused(span, &numeral, &format!("{operator} {digits}")));
        }
        let message =
            say!("「{operator}」与「{rest}」之间缺一个空格", "a space is missing between `{operator}` and `{rest}`");
        let right = format!("{operator} {rest}");
        Some(Diagnostic::error("E0121", span, message).replace(
            say!("写成「{right}」", "write `{right}`"),
            span,
            right.clone(),
        ))
    }
}

/// `近两年内`: the numeral, and the window in digits.
fn window(word: &str) -> Option<(String, String)> {
    let (numeral, digits) = numerals::in_digits(word.strip_prefix('近')?.strip_suffix('内')?)?;
    Some((numeral, format!("近{digits}内")))
}
