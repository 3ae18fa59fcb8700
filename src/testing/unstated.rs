//! The expectations of a case that is not confirmed and expects nothing yet.

use super::case::Case;
use super::compare;
use super::edit::{self, Edit};
use super::value::quoted;
use crate::RuleSet;
use crate::breakdown::Breakdown;
use crate::diagnostic::{Language, Message, say};

/// Where a table of expectations goes.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// After this byte.
    pub(crate) at: usize,
    /// The table's name: `expect` or `variants.expect`.
    pub(crate) table: &'static str,
}

/// The table to insert; and what cannot be written.
pub(super) fn edits(case: &Case, text: &str, rules: &RuleSet) -> (Vec<Edit>, Vec<Message>) {
    if case.expects_anything() {
        return (Vec::new(), Vec::new());
    }
    let Some(breakdown) = case.input().and_then(|(record, options)| rules.evaluate_with(record, options).ok()) else {
        return (Vec::new(), Vec::new());
    };
    let Some(room) = case.room() else {
        let reason = say!("没有地方插入期望，请手工加上", "there is no place to insert expectations: add them by hand");
        return (Vec::new(), vec![reason]);
    };
    let (expected, left) = expectations(&breakdown, case.about(), room.table);
    let rest = text.get(room.at..).unwrap_or("");
    let end = if rest.starts_with(['\n', '\r']) { "" } else { "\n" };
    let text = format!("\n\n{expected}{end}");
    let text = if rest.starts_with('\r') { text.replace('\n', "\r\n") } else { text };
    (vec![Edit { place: room.at..room.at, text }], left)
}

/// Verdict, total, and what came of each code.
fn expectations(breakdown: &Breakdown, about: &[String], table: &str) -> (String, Vec<Message>) {
    let verdict = quoted(breakdown.verdict.name(Language::Chinese));
    let total = edit::standing(&breakdown.total.published);
    let (mut indicators, mut conditions, mut left) = (String::new(), String::new(), Vec::new());
    for code in about {
        if let Some(node) = breakdown.indicator(code) {
            indicators.push_str(&format!("\n{} = {}", quoted(code), compare::indicator_text(node)));
        } else if let Some(condition) = breakdown.condition(code) {
            let outcome = condition.outcome(Language::Chinese);
            conditions.push_str(&format!("\n{} = {}", quoted(code), quoted(outcome)));
        } else {
            left.push(say!("about 里的“{code}”没有这个编号", "about names {code:?}: there is no such code"));
        }
    }
    let mut out = format!("[{table}]\nverdict = {verdict}\ntotal = {total}");
    for (name, lines) in [("indicators", indicators), ("conditions", conditions)] {
        if !lines.is_empty() {
            out.push_str(&format!("\n\n[{table}.{name}]{lines}"));
        }
    }
    (out, left)
}
