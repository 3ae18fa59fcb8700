//! What is said of scores that stay within their bounds, and of scores that leave them.

use super::Witness;
use super::example::Example;
use super::reach::{Reached, deducts};
use super::search::shown;
use super::words::points_shown;
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::{Floor, Method, Node};
use crate::value::{Number, Range};

/// What is claimed of a node.
pub(super) fn claim(node: &Node) -> Message {
    let (code, points) = (&node.code, &node.points);
    let low = match &node.clauses.floor {
        Floor::Zero => Some(Number::zero()),
        Floor::At(floor) => Some(floor.clone()),
        Floor::None => None,
    };
    match (low, node.clauses.no_cap) {
        (Some(low), false) => {
            say!("{code} 的得分在 {low} 至 {points} 分之间", "{code} scores between {low} and {points} points")
        }
        (Some(low), true) => {
            say!(
                "{code} 的得分不低于 {low} 分（写明不封顶）",
                "{code} scores {low} points or more (no cap, as written)"
            )
        }
        (None, false) => say!(
            "{code} 的得分不超过 {points} 分（写明不设下限）",
            "{code} scores {points} points or less (no floor, as written)"
        ),
        (None, true) => say!("{code} 的得分写明不封顶、不设下限", "{code} has neither cap nor floor, as written"),
    }
}

/// How it is known that a score stays within its bounds.
pub(super) fn how(one: &Reached<'_>) -> Message {
    let node = one.node;
    let shown = points_shown(&one.raw.reach.range());
    let (mut zh, mut en) = match &node.method {
        Method::Children(_) => (format!("下级合计 {}", shown.zh), format!("the children come to {}", shown.en)),
        Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
            (format!("算得 {}", shown.zh), format!("it comes to {}", shown.en))
        }
    };
    let mut add = |more: Message| {
        zh.push_str(&format!("；{}", more.zh));
        en.push_str(&format!("; {}", more.en));
    };
    if let Some(cap) = &node.clauses.cap {
        add(say!("由 封顶 {cap} 分 保证", "held by 封顶 {cap} 分"));
    }
    match (&node.clauses.floor, &node.method) {
        (Floor::At(floor), _) => add(say!("由 下限 {floor} 分 保证", "held by 下限 {floor} 分")),
        (Floor::Zero, Method::Accumulate { entries, .. }) if entries.iter().any(deducts) => {
            add(say!("扣完为止", "deductions stop at nought"));
        }
        (Floor::Zero | Floor::None, _) => {}
    }
    Message { zh, en }
}

pub(super) fn said_above(
    node: &Node,
    range: &Range,
    example: Option<&Example>,
    record: Option<&(Number, Witness)>,
) -> Message {
    let (code, points) = (&node.code, &node.points);
    match (example, &range.high) {
        (None, _) if record.is_some() => {
            let score = record.map(|(score, _)| score.short(6)).unwrap_or_default();
            say!(
                "{code}：有的记录算得 {score} 分，超过满分 {points} 分，规则没有写封顶",
                "{code}: some record comes to {score}, above the {points} points, and no cap is written"
            )
        }
        (Some(example), _) => {
            let (zh, en) = when(example);
            let score = example.score.short(6);
            say!(
                "{code}：{zh}算得 {score} 分，超过满分 {points} 分，规则没有写封顶",
                "{code}: {en}it comes to {score}, above the {points} points, and no cap is written"
            )
        }
        (None, Some(high)) if matches!(node.method, Method::Children(_)) => {
            let score = high.number.short(6);
            say!(
                "{code} 的下级连同附加分合计可达 {score} 分，超过满分 {points} 分，规则没有写封顶",
                "the children of {code}, bonuses included, can come to {score}, above its {points} points, and no cap is written"
            )
        }
        (None, Some(high)) => {
            let score = high.number.short(6);
            say!(
                "{code} 最高可算得 {score} 分，超过满分 {points} 分，规则没有写封顶",
                "{code} can come to {score}, above its {points} points, and no cap is written"
            )
        }
        (None, None) => say!(
            "{code} 算得的分没有上限，会超过满分 {points} 分，规则没有写封顶",
            "{code} has no limit upwards, passes its {points} points, and no cap is written"
        ),
    }
}

pub(super) fn said_below(
    node: &Node,
    range: &Range,
    example: Option<&Example>,
    record: Option<&(Number, Witness)>,
) -> Message {
    let code = &node.code;
    match (example, &range.low) {
        (None, _) if record.is_some() => {
            let score = record.map(|(score, _)| score.short(6)).unwrap_or_default();
            say!(
                "{code}：有的记录算得 {score} 分，低于 0 分，规则没有写下限",
                "{code}: some record comes to {score}, below nought, and no floor is written"
            )
        }
        (Some(example), _) => {
            let (zh, en) = when(example);
            let score = example.score.short(6);
            say!(
                "{code}：{zh}算得 {score} 分，低于 0 分，规则没有写下限",
                "{code}: {en}it comes to {score}, below nought, and no floor is written"
            )
        }
        (None, Some(low)) => {
            let score = low.number.short(6);
            say!(
                "{code} 最低可算得 {score} 分，低于 0 分，规则没有写下限",
                "{code} can come to {score}, below nought, and no floor is written"
            )
        }
        (None, None) => say!(
            "{code} 算得的分没有下限，会低于 0 分，规则没有写下限",
            "{code} has no limit downwards, falls below nought, and no floor is written"
        ),
    }
}

/// Shows the record, where one was found and says something.
pub(super) fn with_record(diagnostic: Diagnostic, record: Option<&(Number, Witness)>) -> Diagnostic {
    let Some((score, record)) = record.filter(|(_, record)| !record.facts.is_empty()) else { return diagnostic };
    let (score, record) = (score.short(6), shown(record));
    diagnostic.help(say!("这份记录算得 {score} 分：{record}", "this record comes to {score}: {record}"))
}

/// When an example holds: `上年度纳税额 = 3.01亿元 时`.
fn when(example: &Example) -> (String, String) {
    if example.when.is_empty() {
        return (String::new(), String::new());
    }
    let zh: Vec<&str> = example.when.iter().map(|when| when.zh.as_str()).collect();
    let en: Vec<&str> = example.when.iter().map(|when| when.en.as_str()).collect();
    (format!("{}时", zh.join("、")), format!("with {} ", en.join(", ")))
}
