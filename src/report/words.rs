//! The steps of an indicator in words, as an auditor would write them.

use super::amounts::{points, term};
use super::clause;
use super::operand;
use super::phrase::{clauses, phrase, pick, quoted};
use super::{record, sum};
use crate::breakdown::{Node, NodeState, Standing, Step};
use crate::diagnostic::Language;
use crate::value::Truth;

/// The arithmetic of an indicator in one sentence: “起始 5 分；扣 2.2 分；得 2.8 分”.
pub(crate) fn sentence(node: &Node, language: Language) -> String {
    let mut said = brief(&node.steps, language);
    said.push(outcome(node, language));
    clauses(said, language)
}

/// The steps of a sheet in one sentence.
pub(crate) fn steps(steps: &[Step], language: Language) -> String {
    clauses(brief(steps, language), language)
}

/// Without the rows that did not apply, and without saying twice what a row and its arithmetic both say: an auditor
/// names the row that applies, then reckons. The full explanation lists everything.
fn brief(steps: &[Step], language: Language) -> Vec<String> {
    let mut before: Option<&Step> = None;
    let mut said = Vec::new();
    for (at, each) in steps.iter().enumerate() {
        let next = steps.get(at.saturating_add(1));
        let reckoned = matches!(next, Some(Step::Increments { .. } | Step::Proportion { .. }));
        if let Step::Row { rule, taken, .. } = each {
            match taken {
                Truth::False => continue,
                Truth::True if reckoned => said.push(row(rule, *taken, None, language)),
                Truth::True | Truth::Unknown => said.extend(step(each, language)),
            }
        } else if let Step::Increments { start, every, from, count, each, score, cap: _ } = each
            && matches!(before, Some(Step::Row { rule, .. }) if rule.contains(every.as_str()))
        {
            said.push(sum::Increments { start, every, from, count, each, score }.arithmetic(language));
        } else {
            said.extend(step(each, language));
        }
        before = Some(each);
    }
    said
}

/// What the indicator scores in the end.
pub(crate) fn outcome(node: &Node, language: Language) -> String {
    let score = points(&node.score, language);
    match node.state {
        NodeState::Scored => phrase!(language, "得 {score}", "score {score}"),
        NodeState::Default => phrase!(language, "按缺省得 {score}", "score {score} by a stated default"),
        NodeState::Open => phrase!(language, "得 {score}（待补）", "score {score} (facts missing)"),
        NodeState::NotApplicable => pick(language, "合理缺项", "not applicable").to_owned(),
        NodeState::MaybeNotApplicable => {
            phrase!(language, "可能合理缺项，否则得 {score}", "may not apply, otherwise score {score}")
        }
        NodeState::Pending => phrase!(language, "待评，{score}", "awaiting assessment, {score}"),
        NodeState::Unsubmitted => phrase!(language, "未提交，计 {score}", "not submitted, counts {score}"),
        NodeState::LeftToPerson => phrase!(language, "转人工，{score}", "left to a person, {score}"),
    }
}

/// One step as a clause; nothing where it changed nothing.
pub(crate) fn step(step: &Step, language: Language) -> Option<String> {
    let in_words = |score: &Standing| points(score, language);
    Some(match step {
        Step::Value { rule, value, parts } => {
            let parts = operand::parts(parts, language);
            phrase!(language, "{rule} 为 {value}{parts}", "{rule} is {value}{parts}")
        }
        Step::Row { rule, taken, score, origin: _, operands: _ } => row(rule, *taken, score.as_ref(), language),
        Step::Condition { decides, operand } => operand::decided(decides, operand, language),
        Step::Start { points } => sum::start(&in_words(points), language),
        Step::Increments { start, every, from, count, each, score, cap: _ } => {
            sum::Increments { start, every, from, count, each, score }.clause(language)
        }
        Step::Proportion { value, from, to, low, high, part: _, score } => {
            sum::proportion(value, (from, low), (to, high), score, language)
        }
        Step::Added { rule, points } => sum::added(rule, &in_words(points), language),
        Step::Deducted { rule, points } => sum::deducted(rule, &in_words(points), language),
        Step::Checklist { missing, each, items, points } => clause::checklist(*missing, each, items, points, language),
        Step::Records { list, deduct, unknown, records, combined, points, group_cap: _, open: _, cap: _ } => {
            record::Records { list, deduct: *deduct, unknown: *unknown, records, combined, points }.clause(language)
        }
        Step::Held { bound, at, before, after } => return clause::held(bound, at, before, after, language),
        Step::SetTo { points, rule } => clause::set_to(rule, &in_words(points), language),
        Step::Rounded { places, after } => clause::rounded(*places, &in_words(after), language),
        Step::Best { lowest, scores, lengths: _ } => clause::best(*lowest, scores, language),
        Step::Assessed { layer, low, high, score, refused } => {
            clause::assessed(layer.as_deref(), (low, high), score, *refused, language)
        }
        Step::Sum { terms, score } => sum::terms(terms, score, language),
        Step::Rescaled { earned, applicable, points, left_out, score } => {
            sum::Share { earned, applicable, points, left_out, score }.rescaled(language)
        }
        Step::LeftToPerson { earned, applicable, points, left_out, score } => {
            sum::Share { earned, applicable, points, left_out, score }.left_to_person(language)
        }
        Step::Outcome { because, rule, truth } => clause::no_value(because, rule, *truth, language),
        Step::Closed { before, after } => clause::closed(before, after, language),
    })
}

fn row(rule: &str, taken: Truth, score: Option<&Standing>, language: Language) -> String {
    let rule = quoted(rule, language);
    let gives = score.map(|score| term_points(score, language)).unwrap_or_default();
    let (zh_comma, en_comma) = if gives.is_empty() { ("", "") } else { ("，", ": ") };
    match taken {
        Truth::True => phrase!(language, "适用{rule}{zh_comma}{gives}", "{rule} applies{en_comma}{gives}"),
        Truth::Unknown => phrase!(language, "可能适用{rule}{zh_comma}{gives}", "{rule} may apply{en_comma}{gives}"),
        Truth::False => phrase!(language, "不适用{rule}", "{rule} does not apply"),
    }
}

fn term_points(score: &Standing, language: Language) -> String {
    match score.exact() {
        Some(_) => points(score, language),
        None => {
            let score = term(score, language);
            phrase!(language, "{score}分", "{score} points")
        }
    }
}
