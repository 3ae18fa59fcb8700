//! What there is to say of one indicator or condition besides its score, label by label.

use super::amounts::{number, points_of, signed};
use super::labels;
use super::phrase::{aside, listed, phrase, pick};
use super::words;
use crate::breakdown::{AssessmentLine, Breakdown, ConditionResult, FactLine, Node};
use crate::diagnostic::Language;

/// A label and what it says.
pub(crate) type Detail = (&'static str, String);

/// Everything of an indicator, its children apart.
pub(crate) fn node(node: &Node, language: Language) -> Vec<Detail> {
    let mut out = vec![(pick(language, "计算", "How"), words::sentence(node, language))];
    push_list(&mut out, pick(language, "待补", "Missing"), &node.missing, language);
    let assessed = node.assessments.iter().map(|line| assessment(line, language));
    out.extend(assessed.map(|line| (pick(language, "评分", "Given"), line)));
    let asked = (&node.basis, &node.evidence_asked, &node.evidence_given, &node.verification, &node.notes);
    papers(&mut out, asked, language);
    out.push((pick(language, "规则", "Rule"), node.origin.clone()));
    out
}

/// Everything of a condition, its operands apart.
pub(crate) fn condition(condition: &ConditionResult, language: Language) -> Vec<Detail> {
    let mut out = Vec::new();
    push_list(&mut out, pick(language, "待补", "Missing"), &condition.missing, language);
    let asked = (
        &condition.basis,
        &condition.evidence_asked,
        &condition.evidence_given,
        &condition.verification,
        &condition.notes,
    );
    papers(&mut out, asked, language);
    out.push((pick(language, "规则", "Rule"), condition.origin.clone()));
    out
}

type Papers<'a> = (&'a Vec<String>, &'a Vec<String>, &'a Vec<String>, &'a Vec<String>, &'a Vec<String>);

fn papers(out: &mut Vec<Detail>, papers: Papers<'_>, language: Language) {
    let (basis, asked, given, verification, notes) = papers;
    push_list(out, pick(language, "依据", "Basis"), basis, language);
    push_list(out, pick(language, "证明", "Evidence asked"), asked, language);
    push_list(out, pick(language, "已附", "Evidence given"), given, language);
    push_list(out, pick(language, "核验", "Checked by"), verification, language);
    out.extend(notes.iter().map(|note| (pick(language, "说明", "Note"), note.clone())));
}

fn push_list(out: &mut Vec<Detail>, label: &'static str, items: &[String], language: Language) {
    if !items.is_empty() {
        out.push((label, listed(items, language)));
    }
}

/// `自评 4 分（某某，2023-10-12：理由），比计算高 1.2`
pub(crate) fn assessment(line: &AssessmentLine, language: Language) -> String {
    let given = &line.given;
    let who: Vec<String> = given.by.iter().cloned().chain(given.at.map(|day| day.to_string())).collect();
    let who = who.join(pick(language, "，", ", "));
    let why = given.reason.as_deref().unwrap_or("");
    let colon = if who.is_empty() || why.is_empty() { "" } else { pick(language, "：", ": ") };
    let by = aside(&format!("{who}{colon}{why}"), language);
    let (layer, score) = (labels::layer(given.layer, language), points_of(&given.score, language));
    let said = phrase!(language, "{layer} {score}{by}", "{layer}: {score}{by}");
    match &line.difference {
        Some(difference) if difference.is_zero() => {
            phrase!(language, "{said}，与计算一致", "{said}, the same as computed")
        }
        Some(difference) => {
            let difference = signed(difference);
            phrase!(language, "{said}，与计算相差 {difference}", "{said}, {difference} against the computed score")
        }
        None => said,
    }
}

/// Name, state, value and provenance of a fact.
pub(crate) fn fact(fact: &FactLine, language: Language) -> Vec<String> {
    let state = labels::fact_standing(fact.state, language).to_owned();
    vec![fact.name.clone(), state, fact.value.clone().unwrap_or_default(), provenance(fact, language)]
}

/// The lines of the fact table that a rule reads, in the rule's order. Names may carry a place: `行政处罚 第2条`.
pub(crate) fn facts<'a>(breakdown: &'a Breakdown, names: &[String]) -> Vec<&'a FactLine> {
    names.iter().filter_map(|name| breakdown.facts.iter().find(|fact| fact.name == *name)).collect()
}

fn provenance(fact: &FactLine, language: Language) -> String {
    let Some(from) = &fact.provenance else { return String::new() };
    let mut said: Vec<String> = from.source.iter().cloned().collect();
    said.extend(from.as_of.map(|day| phrase!(language, "截至 {day}", "as of {day}")));
    said.extend(from.evidence.iter().cloned());
    said.extend(from.verified.map(|verified| {
        let (yes, no) = (pick(language, "已核验", "verified"), pick(language, "未核验", "not verified"));
        if verified { yes } else { no }.to_owned()
    }));
    listed(&said, language)
}

/// `2.8 / 5`, and the state where it is not the usual one.
pub(crate) fn score(node: &Node, language: Language) -> String {
    let score = super::amounts::standing(&node.score, language);
    format!("{score} / {}", number(&node.points))
}
