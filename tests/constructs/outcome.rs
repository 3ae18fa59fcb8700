//! One record of a case: evaluated, and compared with what is expected of it.

use std::fmt::Write as _;

use chengxin::breakdown::{Node, NodeState, Standing};
use chengxin::ranking::Contender;
use chengxin::value::Truth;
use chengxin::{Breakdown, Language, Mode, Options, Record, RuleSet};

use super::Case;

/// Evaluates one record, and notes what differs.
pub(crate) fn outcome(pack: &RuleSet, case: &Case, called: &str, wrong: &mut String) -> Option<Breakdown> {
    let record = Record::from_json(&case.record)
        .unwrap_or_else(|faults| panic!("{called}: {}", faults.render(Language::English, "record")));
    let mode = if case.closed { Mode::Closed } else { Mode::Open };
    let options = Options { mode, ..Options::on(case.as_of.parse().unwrap()) };
    let breakdown = match pack.evaluate_with(&record, &options) {
        Ok(breakdown) => breakdown,
        Err(faults) => {
            let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
            if case.misfit.as_deref() != codes.first().copied() {
                write!(wrong, "{called}:\n{}", faults.render(Language::English, "record")).unwrap();
            }
            return None;
        }
    };
    let mut differ = |what: &str, expected: &str, actual: String| {
        if expected != actual {
            writeln!(wrong, "{called}: {what} is {actual}, not {expected}").unwrap();
        }
    };
    if let Some(code) = &case.misfit {
        differ("the record's fault", code, "none".to_owned());
    }
    for (code, expected) in &case.scores {
        let node = breakdown.indicator(code);
        let sheet = breakdown.sheets.iter().find(|sheet| sheet.key == *code);
        let actual = node.map(of_node).or_else(|| sheet.map(|sheet| number(&sheet.score)));
        differ(code, expected, actual.unwrap_or_else(|| "not there".to_owned()));
    }
    for (code, expected) in &case.conditions {
        let met = breakdown.condition(code).map(|condition| condition.met);
        let actual = match met {
            Some(Truth::True) => "符合",
            Some(Truth::False) => "不符合",
            Some(Truth::Unknown) => "待定",
            None => "not there",
        };
        differ(code, expected, actual.to_owned());
    }
    for (name, expected) in &case.grades {
        let grade = breakdown.grades.iter().find(|grade| grade.name == *name);
        differ(name, expected, grade.map_or_else(|| "not there".to_owned(), |grade| grade.grades.join("、")));
    }
    if let Some(expected) = &case.total {
        differ("the total", expected, number(&breakdown.total.published));
    }
    if let Some(expected) = &case.verdict {
        differ("the verdict", expected, breakdown.verdict.name(Language::Chinese).to_owned());
    }
    if let Some(expected) = &case.missing {
        let heads = breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&breakdown.adjustments);
        let missing: Vec<&str> = heads.flat_map(|node| &node.missing).map(String::as_str).collect();
        differ("what is missing", &expected.join("、"), missing.join("、"));
    }
    let text = breakdown.to_text(Language::Chinese);
    for expected in case.report.iter().filter(|expected| !text.contains(expected.as_str())) {
        writeln!(wrong, "{called}: the report does not say {expected}:\n{text}").unwrap();
    }
    Some(breakdown)
}

pub(crate) fn contender(id: &str, breakdown: &Breakdown, tie_breaks: &[String]) -> Contender {
    let decisive = tie_breaks.iter().map(|code| breakdown.indicator(code).unwrap().score.low.clone());
    Contender {
        id: id.to_owned(),
        scores: std::iter::once(breakdown.total.published.low.clone()).chain(decisive).collect(),
    }
}

fn of_node(node: &Node) -> String {
    let score = number(&node.score);
    match node.state {
        NodeState::Scored | NodeState::Open => score,
        NodeState::Default => format!("缺省 {score}"),
        NodeState::NotApplicable => "不适用".to_owned(),
        NodeState::MaybeNotApplicable => format!("或不适用 {score}"),
        NodeState::Pending => format!("待评 {score}"),
        NodeState::Unsubmitted => format!("未提交 {score}"),
        NodeState::LeftToPerson => format!("转人工 {score}"),
    }
}

fn number(standing: &Standing) -> String {
    match standing.exact() {
        Some(number) => number.to_string(),
        None => format!("{}..{}", standing.low, standing.high),
    }
}
