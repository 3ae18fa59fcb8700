//! Clauses for checklists, bounds, assessors' scores and what a rule says of missing values.

use super::amounts::{number, points, points_of, standing};
use super::phrase::{aside, listed, phrase, pick, quoted};
use crate::breakdown::{Operand, Standing};
use crate::diagnostic::Language;
use crate::value::{Number, Truth};

/// Items of a checklist.
pub(crate) fn checklist(
    missing: bool,
    each: &Number,
    items: &[Operand],
    counted: &Standing,
    language: Language,
) -> String {
    let named = |wanted: Truth| {
        let rules = items.iter().filter(|item| item.truth == wanted).map(|item| item.rule.as_str());
        listed(rules, language)
    };
    let had = aside(&named(if missing { Truth::False } else { Truth::True }), language);
    let wanted = if missing { Truth::False } else { Truth::True };
    let count = items.iter().filter(|item| item.truth == wanted).count();
    let (all, each, counted) = (items.len(), number(each), points(counted, language));
    let mut said = if missing {
        phrase!(
            language,
            "{all} 项中缺 {count} 项{had}，每项扣 {each} 分，扣 {counted}",
            "{count} of {all} items missing{had}, deduct {each} for each: {counted}"
        )
    } else {
        phrase!(
            language,
            "{all} 项中具备 {count} 项{had}，每项加 {each} 分，加 {counted}",
            "{count} of {all} items present{had}, add {each} for each: {counted}"
        )
    };
    let open = named(Truth::Unknown);
    if !open.is_empty() {
        said.push_str(&phrase!(language, "（未知：{open}）", " (unknown: {open})"));
    }
    said
}

/// Held within a bound; nothing where the bound was not reached.
pub(crate) fn held(
    bound: &str,
    at: &Number,
    before: &Standing,
    after: &Standing,
    language: Language,
) -> Option<String> {
    if before == after {
        return None;
    }
    let (at, before, after) = (points_of(at, language), standing(before, language), points(after, language));
    Some(match bound {
        "cap" => phrase!(language, "封顶 {at}，{before} 计为 {after}", "capped at {at}: {before} counts {after}"),
        "floor" => {
            phrase!(
                language,
                "不低于 {at}（扣完为止），{before} 计为 {after}",
                "not below {at}: {before} counts {after}"
            )
        }
        _ => phrase!(
            language,
            "限于 0 至满分 {at}：{before} 计为 {after}",
            "held within 0 and the full {at}: {before} counts {after}"
        ),
    })
}

/// The best or worst of several methods.
pub(crate) fn best(lowest: bool, scores: &[Standing], language: Language) -> String {
    let scores = listed(scores.iter().map(|score| points(score, language)), language);
    if lowest {
        phrase!(language, "{scores}，取最低", "the lowest of {scores}")
    } else {
        phrase!(language, "{scores}，取最高", "the highest of {scores}")
    }
}

/// Given by an assessor.
pub(crate) fn assessed(
    layer: Option<&str>,
    bounds: (&Number, &Number),
    score: &Standing,
    refused: bool,
    language: Language,
) -> String {
    let (low, high) = (number(bounds.0), number(bounds.1));
    let round = match layer {
        Some("final") => pick(language, "评定", "final assessment"),
        Some(_) => pick(language, "审定", "review"),
        None => "",
    };
    let score = points(score, language);
    let mut said = match layer {
        Some(_) => phrase!(
            language,
            "{round}给 {score}（可给 {low} 至 {high} 分）",
            "{round} gives {score} (of {low} to {high})"
        ),
        None => phrase!(language, "待评（{low} 至 {high} 分）", "awaiting assessment ({low} to {high} points)"),
    };
    if refused {
        said.push_str(pick(
            language,
            "；所给分数越出范围或不合步长，不计",
            "; a score was given that is out of range or off its steps: it does not count",
        ));
    }
    said
}

/// No value, or a division by zero, and what the rule says it means.
pub(crate) fn no_value(because: &str, rule: &str, truth: Truth, language: Language) -> String {
    let what = match because {
        "zero_division" => pick(language, "分母为零", "a division by zero"),
        _ => pick(language, "无值", "no value"),
    };
    let rule = quoted(rule, language);
    match truth {
        Truth::True => phrase!(language, "{what}，按{rule}", "{what}: {rule}"),
        Truth::Unknown => phrase!(language, "可能{what}，则按{rule}", "there may be {what}: then {rule}"),
        Truth::False => phrase!(language, "不是{what}", "not {what}"),
    }
}

/// 清零 or 设为.
pub(crate) fn set_to(rule: &str, points: &str, language: Language) -> String {
    let rule = quoted(rule, language);
    phrase!(language, "按{rule}定为 {points}", "set to {points} by {rule}")
}

/// 四舍五入.
pub(crate) fn rounded(places: u32, points: &str, language: Language) -> String {
    phrase!(language, "四舍五入到 {places} 位，{points}", "rounded half up to {places} places: {points}")
}

/// Closed evaluation.
pub(crate) fn closed(before: &Standing, after: &Standing, language: Language) -> String {
    let (before, after) = (standing(before, language), points(after, language));
    phrase!(
        language,
        "封卷后未提交的按方案规定计：{before} 计为 {after}",
        "closed: what was not submitted counts as the scheme says: {before} counts {after}"
    )
}
