//! Expectations against a breakdown: what differs, with the steps that led there.

use super::written::{Expect, Expected};
use crate::breakdown::{Breakdown, ConditionResult, Node, NodeState, Operand, SheetResult, Standing, Step, Verdict};
use crate::diagnostic::{Language, Message, say};
use crate::value::Truth;

/// An expectation that is not met.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// Of what: `C1-1 行政处罚记录`.
    pub subject: Message,
    /// What the case expects.
    pub expected: Message,
    /// What came out.
    pub actual: Message,
    /// Where the rule stands, where one is concerned.
    pub origin: Option<String>,
    pub(super) steps: Vec<Step>,
    pub(super) operands: Vec<Operand>,
}

/// Every expectation that is not met: indicators from the leaves up, then conditions, sheets, total, verdict.
pub(crate) fn mismatches(expect: &Expect, breakdown: &Breakdown) -> Vec<Mismatch> {
    let mut out = Vec::new();
    let order = leaves_first(breakdown);
    let mut indicators: Vec<&(String, Expected)> = expect.indicators.iter().collect();
    indicators.sort_by_key(|(code, _)| order.iter().position(|known| known == code));
    out.extend(indicators.into_iter().filter_map(|(code, score)| indicator(breakdown, code, score)));
    out.extend(expect.conditions.iter().filter_map(|(code, word)| condition(breakdown, code, word)));
    out.extend(expect.sheets.iter().filter_map(|(key, score)| sheet(breakdown, key, score)));
    out.extend(expect.grades.iter().filter_map(|(name, word)| grade(breakdown, name, word)));
    let total = expect.total.as_ref();
    out.extend(
        total
            .filter(|total| !meets(total, &breakdown.total.published))
            .map(|total| plain(say!("最终得分", "total"), expected(total), standing(&breakdown.total.published))),
    );
    out.extend(expect.verdict.as_ref().and_then(|word| verdict(breakdown, word)));
    out
}

fn plain(subject: Message, expected: Message, actual: Message) -> Mismatch {
    Mismatch { subject, expected, actual, origin: None, steps: Vec::new(), operands: Vec::new() }
}

fn indicator(breakdown: &Breakdown, code: &str, wanted: &Expected) -> Option<Mismatch> {
    let Some(node) = breakdown.indicator(code) else {
        return Some(unknown(breakdown, code, expected(wanted)));
    };
    let met = match wanted {
        Expected::State(word) => state(word) == Some(node.state),
        Expected::Exactly(_) | Expected::Between(..) => {
            meets(wanted, &node.score) && node.state != NodeState::NotApplicable
        }
    };
    let (title, score) = (&node.title, standing(&node.score));
    let (zh_state, en_state) = (node.state.name(Language::Chinese), node.state.name(Language::English));
    let actual = if zh_state.is_empty() {
        score
    } else {
        Message { zh: format!("{}（{zh_state}）", score.zh), en: format!("{} ({en_state})", score.en) }
    };
    (!met).then(|| Mismatch {
        origin: Some(node.origin.clone()),
        steps: node.steps.clone(),
        ..plain(say!("{code} {title}", "{code} {title}"), expected(wanted), actual)
    })
}

fn condition(breakdown: &Breakdown, code: &str, word: &str) -> Option<Mismatch> {
    let wanted = say!("{word}", "{word}");
    let Some(condition) = breakdown.condition(code) else {
        return Some(unknown(breakdown, code, wanted));
    };
    let title = &condition.title;
    let outcome = |language| condition.outcome(language).to_owned();
    let actual = Message { zh: outcome(Language::Chinese), en: outcome(Language::English) };
    (!says(word, condition)).then(|| Mismatch {
        origin: Some(condition.origin.clone()),
        operands: condition.operands.clone(),
        ..plain(say!("{code} {title}", "{code} {title}"), wanted, actual)
    })
}

/// Whether the word of the case says what became of the condition.
fn says(word: &str, condition: &ConditionResult) -> bool {
    let truth = match word {
        "符合" | "met" | "true" => Truth::True,
        "不符合" | "not_met" | "false" => Truth::False,
        "待定" | "未知" | "unknown" => Truth::Unknown,
        "不涉及" | "not_concerned" => return condition.concerns == Truth::False,
        _ => return condition.outcome(Language::Chinese) == word || condition.outcome(Language::English) == word,
    };
    condition.met == truth
}

fn sheet(breakdown: &Breakdown, key: &str, wanted: &Expected) -> Option<Mismatch> {
    let Some(sheet) = sheet_of(breakdown, key) else {
        return Some(unknown(breakdown, key, expected(wanted)));
    };
    let title = &sheet.title;
    (!meets(wanted, &sheet.score)).then(|| Mismatch {
        steps: sheet.steps.clone(),
        ..plain(say!("{key} {title}", "{key} {title}"), expected(wanted), standing(&sheet.score))
    })
}

/// `industry` names the sheet that the track fills, whatever its key.
fn sheet_of<'a>(breakdown: &'a Breakdown, key: &str) -> Option<&'a SheetResult> {
    let named = breakdown.sheets.iter().find(|sheet| sheet.key == key);
    let track = breakdown.track.as_ref().filter(|_| key == "industry");
    named.or_else(|| breakdown.sheets.iter().find(|sheet| track.is_some_and(|track| sheet.key == track.key)))
}

fn grade(breakdown: &Breakdown, name: &str, word: &str) -> Option<Mismatch> {
    let wanted = say!("{word}", "{word}");
    let Some(grade) = breakdown.grades.iter().find(|grade| grade.name == name) else {
        return Some(unknown(breakdown, name, wanted));
    };
    let actual = grade.grades.join("、");
    (actual != word).then(|| Mismatch {
        origin: Some(grade.origin.clone()),
        operands: grade.limits.clone(),
        ..plain(say!("{name}", "{name}"), wanted, say!("{actual}", "{actual}"))
    })
}

fn verdict(breakdown: &Breakdown, word: &str) -> Option<Mismatch> {
    let all = [Verdict::NotEligible, Verdict::BelowMark, Verdict::ToExperts, Verdict::Undetermined];
    let wanted = all.into_iter().find(|verdict| {
        [verdict.name(Language::Chinese), verdict.name(Language::English), verdict.key()].contains(&word)
    });
    let actual = breakdown.verdict;
    let actual_words =
        Message { zh: actual.name(Language::Chinese).to_owned(), en: actual.name(Language::English).to_owned() };
    (wanted != Some(actual)).then(|| plain(say!("结论", "verdict"), say!("{word}", "{word}"), actual_words))
}

fn unknown(breakdown: &Breakdown, code: &str, expected: Message) -> Mismatch {
    let actual = match breakdown.nearest_code(code) {
        Some(near) => say!("没有这个编号，是不是“{near}”？", "no such code: did you mean {near:?}?"),
        None => say!("没有这个编号", "no such code"),
    };
    plain(say!("{code}", "{code}"), expected, actual)
}

/// The word of a case for a state of an indicator.
fn state(word: &str) -> Option<NodeState> {
    let states = [
        NodeState::NotApplicable,
        NodeState::MaybeNotApplicable,
        NodeState::Pending,
        NodeState::Unsubmitted,
        NodeState::LeftToPerson,
        NodeState::Default,
        NodeState::Open,
    ];
    if word == "不适用" {
        return Some(NodeState::NotApplicable);
    }
    let named = states.into_iter().map(|state| (state, state.name(Language::Chinese), state.name(Language::English)));
    named.into_iter().find(|(_, zh, en)| *zh == word || *en == word).map(|(state, _, _)| state)
}

fn meets(wanted: &Expected, score: &Standing) -> bool {
    match wanted {
        Expected::Exactly(number) => score.exact() == Some(number),
        Expected::Between(low, high) => score.low == *low && score.high == *high,
        Expected::State(_) => false,
    }
}

fn expected(wanted: &Expected) -> Message {
    match wanted {
        Expected::Exactly(number) => say!("{number}", "{number}"),
        Expected::Between(low, high) => say!("{low} 至 {high}", "{low} to {high}"),
        Expected::State(word) => say!("{word}", "{word}"),
    }
}

/// A score without rounding, so that a difference in the last digit is seen.
fn standing(score: &Standing) -> Message {
    let (low, high) = (&score.low, &score.high);
    match score.exact() {
        Some(number) => say!("{number}", "{number}"),
        None => say!("{low} 至 {high}", "{low} to {high}"),
    }
}

/// Codes of all indicators, children before their parents.
fn leaves_first(breakdown: &Breakdown) -> Vec<String> {
    fn collect(node: &Node, out: &mut Vec<String>) {
        node.children.iter().for_each(|child| collect(child, out));
        out.push(node.code.clone());
    }
    let mut out = Vec::new();
    breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).for_each(|node| collect(node, &mut out));
    breakdown.adjustments.iter().for_each(|node| collect(node, &mut out));
    out
}
