//! Rows of a table: the colon that is missing, the score that is missing, a range around the subject.

use super::Stop;
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;
use crate::syntax::grammar::{Grammar, Rule};
use pest::Parser;

/// Signs that stand where a colon must.
const SIGNS: &[char] = &[',', '=', '→', '⇒', '-', '—', '–', '|', '、', '⟶', '>'];

impl Stop<'_> {
    fn row(&self) -> bool {
        matches!(self.rule, Rule::cell_row | Rule::guard_row | Rule::grade_row)
    }

    /// A row without a colon, or with nothing behind it.
    pub(super) fn colon(&self) -> Option<Diagnostic> {
        if !self.row() {
            return None;
        }
        if let Some(case) = self.header.text.trim_end().strip_suffix(':') {
            let span = self.header.span(case.len(), case.len().saturating_add(1));
            let fault = Diagnostic::error("E0112", span, say!("「：」后面没有写结果", "nothing stands after `:`"));
            return Some(fault.help(say!("写上这一行的得分，如：5 分", "write the score of this row, such as 5 分")));
        }
        if self.header.text.contains(':') || !(self.expects(Rule::colon) || self.rule == Rule::grade_row) {
            return None;
        }
        if let Some(fault) = self.sign() {
            return Some(fault);
        }
        let at = Span { end: self.span().start, ..self.span() };
        let fault = Diagnostic::error("E0113", self.span(), say!("缺「：」", "missing `:`"));
        let fault = fault.here(say!(
            "这里之前要有「：」，左边是情形，右边是结果",
            "`:` must come before this: the case on its left, the result on its right"
        ));
        Some(fault.replace(say!("在这里写「：」", "write `:` here"), at, "："))
    }

    /// `是，10 分`, `是 = 10 分`, `是 → 10 分`
    fn sign(&self) -> Option<Diagnostic> {
        let text = self.header.text.as_str();
        let (at, sign) = text.char_indices().rfind(|(_, one)| SIGNS.contains(one))?;
        let (start, end) = (text.get(..at)?.trim_end_matches(SIGNS).len(), at.saturating_add(sign.len_utf8()));
        let score = text.get(end..)?.trim();
        let whole = Grammar::parse(Rule::score, score).ok()?.as_str() == score;
        if self.rule != Rule::cell_row || !whole || text.get(..start)?.trim().is_empty() {
            return None;
        }
        let span = self.header.span(start, end);
        let fault = Diagnostic::error("E0113", span, say!("缺「：」", "missing `:`"));
        Some(fault.replace(say!("这里写「：」", "write `:` here"), span, "："))
    }

    /// `5人≤职工总数<10人 : 5 分`: a range around the subject.
    pub(super) fn between(&self) -> Option<Diagnostic> {
        let text = self.header.text.as_str();
        let case = if self.row() { text.split(':').next()? } else { return None };
        let (low, rest) = case.split_once(['<', '≤', '＜'])?;
        let (_, high) = rest.trim_start_matches('=').split_once(['<', '≤', '＜'])?;
        let included = |from: &str, after: &str| {
            let sign = case.get(from.len()..case.len().saturating_sub(after.len()))?;
            Some(sign.starts_with('≤') || sign.starts_with("<="))
        };
        let before_high = case.get(..case.len().saturating_sub(high.len()))?;
        let upper = before_high.ends_with('≤') || high.starts_with('=');
        let (low_in, high) = (included(low, "")?, high.trim_start_matches('=').trim());
        let low = low.trim();
        let quantity = |side: &str| Grammar::parse(Rule::quantity, side).is_ok_and(|pair| pair.as_str() == side);
        if !quantity(low) || !quantity(high) {
            return None;
        }
        let low = if low_in { format!("{low}以上") } else { format!("超过{low}") };
        let right = format!("{low}{}{high}", if upper { "不超过" } else { "不足" });
        let span = self.header.span(0, case.trim_end().len());
        let message = say!(
            "一格里只写范围，不再写主词",
            "a cell holds the range alone; the subject stands at the top of the table"
        );
        let fault = Diagnostic::error("E0127", span, message);
        Some(fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone()))
    }
}
