//! Conditions as written, with their truth and the values they looked at.

use super::labels;
use super::phrase::{listed, phrase, pick, quoted};
use crate::breakdown::{Operand, Part};
use crate::diagnostic::Language;
use crate::value::Truth;

/// What a condition decided, as a clause.
pub(crate) fn decided(decides: &str, operand: &Operand, language: Language) -> String {
    let subject = match decides {
        "award" => pick(language, "得分条件", "condition for the points"),
        "add" => pick(language, "加分条件", "condition for adding"),
        "deduct" => pick(language, "扣分条件", "condition for deducting"),
        "not_applicable" => pick(language, "合理缺项条件", "condition for not applying"),
        "unsubmitted" => pick(language, "视为未提交的条件", "condition for counting as not submitted"),
        "clear" => pick(language, "清零条件", "condition for clearing"),
        "set_to" => pick(language, "定分条件", "condition for setting the score"),
        "factor" => pick(language, "系数条件", "condition for the factor"),
        _ => pick(language, "条件", "condition"),
    };
    let (rule, values) = (quoted(&operand.rule, language), values(operand, language));
    let truth = labels::truth(operand.truth, language);
    phrase!(language, "{subject}{rule}{truth}{values}", "{subject} {rule} {truth}{values}")
}

/// The condition on one line: a mark, the rule, the values it looked at.
pub(crate) fn line(operand: &Operand, language: Language) -> String {
    let mark = mark(operand.truth);
    let truth = labels::truth(operand.truth, language);
    let (rule, values) = (&operand.rule, values(operand, language));
    phrase!(language, "{mark} {rule}：{truth}{values}", "{mark} {rule}: {truth}{values}")
}

/// A condition and its parts, each on a line with its depth.
pub(crate) fn lines(operands: &[Operand], depth: usize, language: Language) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for operand in operands {
        out.push((depth, line(operand, language)));
        out.extend(lines(&operand.operands, depth.saturating_add(1), language));
    }
    out
}

/// `✓`, `✗`, `?`
pub(crate) fn mark(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "✓",
        Truth::False => "✗",
        Truth::Unknown => "?",
    }
}

fn values(operand: &Operand, language: Language) -> String {
    if operand.values.is_empty() {
        return String::new();
    }
    let values = listed(operand.values.iter().map(|value| matched(value, language)), language);
    phrase!(language, "（{values}）", " ({values})")
}

/// What each record brings to a number from a list: `（第1条 85 × 3000万元、第2条 90 × 1000万元）`.
pub(crate) fn parts(parts: &[Part], language: Language) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let each = parts.iter().map(|part| {
        let number = part.number;
        let mut said = phrase!(language, "第{number}条", "no. {number}");
        if part.counted == Truth::Unknown {
            said.push('?');
        }
        let values = part.value.iter().chain(&part.weight).map(String::as_str).collect::<Vec<_>>().join(" × ");
        if !values.is_empty() {
            said.push_str(&format!(" {values}"));
        }
        if let Some(by) = &part.by {
            said.push_str(&format!(" [{by}]"));
        }
        said
    });
    let each = listed(each, language);
    phrase!(language, "（{each}）", " ({each})")
}

/// The evaluator writes `Σ 4` for four records and `#2 ✓` for the second, which matches.
fn matched(value: &str, language: Language) -> String {
    if value == "?" {
        return pick(language, "未提交", "not submitted").to_owned();
    }
    if let Some(count) = value.strip_prefix("Σ ") {
        return phrase!(language, "共 {count} 条", "{count} in all");
    }
    match value.strip_prefix('#').and_then(|rest| rest.split_once(' ')) {
        Some((number, mark)) => phrase!(language, "第{number}条 {mark}", "no. {number} {mark}"),
        None => value.to_owned(),
    }
}
