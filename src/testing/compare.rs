//! Expectations against a breakdown: what differs, with the steps that led there.

use super::beside;
use super::edit::{self, Edit};
use super::expect::{At, Expect, Expected};
use super::mismatch::Mismatch;
use super::value::quoted;
use crate::breakdown::{Breakdown, ConditionResult, Node, NodeState, SheetResult, Standing, Verdict};
use crate::diagnostic::{Language, Message, excerpt_at, say};
use crate::source::Sources;
use crate::value::Truth;

/// Every expectation that is not met: indicators from the leaves up, then conditions, sheets, total, verdict.
pub(crate) fn mismatches(expect: &Expect, breakdown: &Breakdown, rules: &Sources) -> Vec<Mismatch> {
    let one = Comparison { expect, breakdown };
    let mut out = one.indicators();
    out.extend(expect.conditions.iter().filter_map(|(code, word)| one.condition(code, word)));
    out.extend(expect.sheets.iter().filter_map(|(key, score)| one.sheet(key, score)));
    out.extend(expect.grades.iter().filter_map(|(name, word)| one.grade(name, word)));
    out.extend(expect.total.as_ref().and_then(|score| one.total(score)));
    out.extend(expect.verdict.as_ref().and_then(|word| one.verdict(word)));
    for mismatch in &mut out {
        mismatch.rule = mismatch.origin.as_ref().map(|origin| excerpt_at(origin, rules)).unwrap_or_default();
    }
    out
}

/// What is expected, beside what came out.
struct Comparison<'a> {
    expect: &'a Expect,
    breakdown: &'a Breakdown,
}

impl Comparison<'_> {
    fn indicators(&self) -> Vec<Mismatch> {
        let order = leaves_first(self.breakdown);
        let mut indicators: Vec<&(String, At<Expected>)> = self.expect.indicators.iter().collect();
        indicators.sort_by_key(|(code, _)| order.iter().position(|known| known == code));
        indicators.into_iter().filter_map(|(code, score)| self.indicator(code, score)).collect()
    }

    fn indicator(&self, code: &str, at: &At<Expected>) -> Option<Mismatch> {
        let Some(node) = self.breakdown.indicator(code) else {
            return Some(self.unknown(code, at.wanted.message()));
        };
        let title = &node.title;
        (!indicator_meets(&at.wanted, node)).then(|| Mismatch {
            origin: Some(node.origin.clone()),
            steps: node.steps.clone(),
            rows: beside::of_indicator(self.expect, self.breakdown, code),
            edits: indicator_edits(at, node),
            ..Mismatch::plain(say!("{code} {title}", "{code} {title}"), at.wanted.message(), indicator_standing(node))
        })
    }

    fn condition(&self, code: &str, at: &At<String>) -> Option<Mismatch> {
        let word = &at.wanted;
        let wanted = say!("{word}", "{word}");
        let Some(condition) = self.breakdown.condition(code) else {
            return Some(self.unknown(code, wanted));
        };
        let title = &condition.title;
        let actual = both(|language| condition.outcome(language).to_owned());
        let subject = say!("{code} {title}", "{code} {title}");
        (!says(word, condition)).then(|| Mismatch {
            origin: Some(condition.origin.clone()),
            operands: condition.operands.clone(),
            edits: edit::word(at, actual.get(language_of(word))),
            ..Mismatch::plain(subject, wanted, actual)
        })
    }

    fn sheet(&self, key: &str, at: &At<Expected>) -> Option<Mismatch> {
        let Some(sheet) = sheet_of(self.breakdown, key) else {
            return Some(self.unknown(key, at.wanted.message()));
        };
        let title = &sheet.title;
        (!meets(&at.wanted, &sheet.score)).then(|| Mismatch {
            steps: sheet.steps.clone(),
            rows: beside::of_sheet(self.expect, self.breakdown, sheet),
            edits: edit::score(at, &sheet.score),
            ..Mismatch::plain(say!("{key} {title}", "{key} {title}"), at.wanted.message(), standing(&sheet.score))
        })
    }

    fn grade(&self, name: &str, at: &At<String>) -> Option<Mismatch> {
        let word = &at.wanted;
        let wanted = say!("{word}", "{word}");
        let Some(grade) = self.breakdown.grades.iter().find(|grade| grade.name == name) else {
            return Some(self.unknown(name, wanted));
        };
        let actual = grade.grades.join("、");
        (actual != *word).then(|| {
            let (subject, words) = (say!("{name}", "{name}"), say!("{actual}", "{actual}"));
            Mismatch {
                origin: Some(grade.origin.clone()),
                operands: grade.limits.clone(),
                edits: edit::word(at, &actual),
                ..Mismatch::plain(subject, wanted, words)
            }
        })
    }

    fn total(&self, at: &At<Expected>) -> Option<Mismatch> {
        let published = &self.breakdown.total.published;
        (!meets(&at.wanted, published)).then(|| Mismatch {
            rows: beside::of_total(self.expect, self.breakdown),
            edits: edit::score(at, published),
            ..Mismatch::plain(total(), at.wanted.message(), standing(published))
        })
    }

    fn verdict(&self, at: &At<String>) -> Option<Mismatch> {
        let (word, actual) = (&at.wanted, self.breakdown.verdict);
        let words = both(|language| actual.name(language).to_owned());
        let key = Verdict::ALL.into_iter().any(|verdict| verdict.key() == word);
        let written = if key { actual.key() } else { words.get(language_of(word)) };
        let (subject, wanted) = (say!("结论", "verdict"), say!("{word}", "{word}"));
        (verdict_named(word) != Some(actual))
            .then(|| Mismatch { edits: edit::word(at, written), ..Mismatch::plain(subject, wanted, words.clone()) })
    }

    fn unknown(&self, code: &str, expected: Message) -> Mismatch {
        let actual = match self.breakdown.nearest_code(code) {
            Some(near) => say!("没有这个编号，是不是“{near}”？", "no such code: did you mean {near:?}?"),
            None => say!("没有这个编号", "no such code"),
        };
        Mismatch::plain(say!("{code}", "{code}"), expected, actual)
    }
}

pub(super) fn total() -> Message {
    say!("最终得分", "total")
}

/// `industry` names the sheet that the track fills, whatever its key.
pub(super) fn sheet_of<'a>(breakdown: &'a Breakdown, key: &str) -> Option<&'a SheetResult> {
    let named = breakdown.sheets.iter().find(|sheet| sheet.key == key);
    let track = breakdown.track.as_ref().filter(|_| key == "industry");
    named.or_else(|| breakdown.sheets.iter().find(|sheet| track.is_some_and(|track| sheet.key == track.key)))
}

/// Whether the score, or every score it may still become, is what is wanted.
pub(super) fn meets(wanted: &Expected, score: &Standing) -> bool {
    match wanted {
        Expected::Exactly(number) => score.exact() == Some(number),
        Expected::Between(low, high) => score.low == *low && score.high == *high,
        Expected::Within(is, within) => score.low >= is.minus(within) && score.high <= is.plus(within),
        Expected::State(_) => false,
    }
}

pub(super) fn indicator_meets(wanted: &Expected, node: &Node) -> bool {
    match wanted {
        Expected::State(word) => state(word) == Some(node.state),
        Expected::Exactly(_) | Expected::Between(..) | Expected::Within(..) => {
            meets(wanted, &node.score) && node.state != NodeState::NotApplicable
        }
    }
}

/// A score without rounding, so that a difference in the last digit is seen.
pub(super) fn standing(score: &Standing) -> Message {
    let (low, high) = (&score.low, &score.high);
    match score.exact() {
        Some(number) => say!("{number}", "{number}"),
        None => say!("{low} 至 {high}", "{low} to {high}"),
    }
}

/// The score of an indicator, and its state where it has a name.
pub(super) fn indicator_standing(node: &Node) -> Message {
    let score = standing(&node.score);
    let (zh_state, en_state) = (node.state.name(Language::Chinese), node.state.name(Language::English));
    if zh_state.is_empty() {
        return score;
    }
    Message { zh: format!("{}（{zh_state}）", score.zh), en: format!("{} ({en_state})", score.en) }
}

/// What a case expects of an indicator that came out so.
pub(super) fn indicator_text(node: &Node) -> String {
    if node.state == NodeState::NotApplicable { quoted("不适用") } else { edit::standing(&node.score) }
}

/// A state stays a state where what came out has one.
fn indicator_edits(at: &At<Expected>, node: &Node) -> Option<Vec<Edit>> {
    if node.state == NodeState::NotApplicable {
        return edit::word(at, "不适用");
    }
    match &at.wanted {
        Expected::State(word) if !node.state.name(Language::Chinese).is_empty() => {
            edit::word(at, node.state.name(language_of(word)))
        }
        Expected::State(_) | Expected::Exactly(_) | Expected::Between(..) | Expected::Within(..) => {
            edit::score(at, &node.score)
        }
    }
}

/// The language in which the case is written.
fn language_of(word: &str) -> Language {
    if word.is_ascii() { Language::English } else { Language::Chinese }
}

fn both(words: impl Fn(Language) -> String) -> Message {
    Message { zh: words(Language::Chinese), en: words(Language::English) }
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

fn verdict_named(word: &str) -> Option<Verdict> {
    Verdict::ALL.into_iter().find(|verdict| {
        [verdict.name(Language::Chinese), verdict.name(Language::English), verdict.key()].contains(&word)
    })
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
