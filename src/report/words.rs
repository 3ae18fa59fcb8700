//! The steps of an indicator in words, as an auditor would write them.

use super::amounts::{points, points_of, standing, term};
use super::clause;
use super::operand;
use super::phrase::{clauses, phrase, pick, quoted};
use super::record;
use crate::breakdown::{Node, NodeState, Standing, Step};
use crate::diagnostic::Language;
use crate::value::Truth;

/// The arithmetic of an indicator in one sentence: “起始 5 分；扣 2.2 分；得 2.8 分”.
pub(crate) fn sentence(node: &Node, language: Language) -> String {
    let mut said: Vec<String> = brief(&node.steps).filter_map(|each| step(each, language)).collect();
    said.push(outcome(node, language));
    clauses(said, language)
}

/// The steps of a sheet in one sentence.
pub(crate) fn steps(steps: &[Step], language: Language) -> String {
    clauses(brief(steps).filter_map(|each| step(each, language)), language)
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

/// Without the rows that did not apply: an auditor names the one that did. The full explanation lists them all.
fn brief(steps: &[Step]) -> impl Iterator<Item = &Step> {
    steps.iter().filter(|step| !matches!(step, Step::Row { taken: Truth::False, .. }))
}

/// One step as a clause; nothing where it changed nothing.
pub(crate) fn step(step: &Step, language: Language) -> Option<String> {
    Some(match step {
        Step::Value { rule, value } => phrase!(language, "{rule} 为 {value}", "{rule} is {value}"),
        Step::Row { rule, taken, score, origin: _, operands: _ } => row(rule, *taken, score.as_ref(), language),
        Step::Condition { decides, operand } => operand::decided(decides, operand, language),
        Step::Start { points: start } => {
            let start = points(start, language);
            phrase!(language, "起始 {start}", "start with {start}")
        }
        Step::Increments { start, every, from, count, each, score } => {
            clause::Increments { start, every, from, count, each, score }.clause(language)
        }
        Step::Proportion { value, from, to, low, high, score } => {
            let (low, high) = (points_of(low, language), points_of(high, language));
            let score = points(score, language);
            phrase!(
                language,
                "{value} 在 {from}（{low}）与 {to}（{high}）之间按比例，计 {score}",
                "{value} in proportion between {from} ({low}) and {to} ({high}) counts {score}"
            )
        }
        Step::Added { rule, points: added } => {
            let added = points(added, language);
            phrase!(language, "加 {added}（{rule}）", "add {added} ({rule})")
        }
        Step::Deducted { rule, points: deducted } => {
            let deducted = points(deducted, language);
            phrase!(language, "扣 {deducted}（{rule}）", "deduct {deducted} ({rule})")
        }
        Step::Checklist { missing, each, items, points: counted } => {
            clause::checklist(*missing, each, items, counted, language)
        }
        Step::Records { list, deduct, unknown, records, combined, points: counted } => {
            record::Records { list, deduct: *deduct, unknown: *unknown, records, combined, points: counted }
                .clause(language)
        }
        Step::Held { bound, at, before, after } => return clause::held(bound, at, before, after, language),
        Step::SetTo { points: set, rule } => {
            let (set, rule) = (points(set, language), quoted(rule, language));
            phrase!(language, "按{rule}定为 {set}", "set to {set} by {rule}")
        }
        Step::Rounded { places, after } => {
            let after = points(after, language);
            phrase!(language, "四舍五入到 {places} 位，{after}", "rounded half up to {places} places: {after}")
        }
        Step::Best { lowest, scores } => clause::best(*lowest, scores, language),
        Step::Assessed { layer, low, high, score, refused } => {
            clause::assessed(layer.as_deref(), (low, high), score, *refused, language)
        }
        Step::Sum { terms, score } => clause::sum(terms, score, language),
        Step::Rescaled { earned, applicable, points: whole, left_out, score } => {
            clause::Share { earned, applicable, points: whole, left_out, score }.rescaled(language)
        }
        Step::LeftToPerson { earned, applicable, points: whole, left_out, score } => {
            clause::Share { earned, applicable, points: whole, left_out, score }.left_to_person(language)
        }
        Step::Outcome { because, rule, truth } => clause::no_value(because, rule, *truth, language),
        Step::Closed { before, after } => {
            let (before, after) = (standing(before, language), points(after, language));
            phrase!(
                language,
                "封卷后未提交的按方案规定计：{before} 计为 {after}",
                "closed: what was not submitted counts as the scheme says: {before} counts {after}"
            )
        }
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
