//! A what-if in words: two columns, only what changes, and below them the arithmetic that differs.

use super::{ConditionPair, FactChange, NodeChange, NodeOutcome, WhatIf};
use crate::breakdown::{ConditionResult, NodeState};
use crate::diagnostic::Language;
use crate::impact::{shift_fixed, shift_short, total};
use crate::report::{Lines, cut, operand_lines, phrase, pick, standing, step_lines};

/// The longest value of a fact that is shown whole, in columns.
const VALUE: usize = 60;

impl WhatIf {
    /// Both breakdowns side by side as text, only what changes.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out = Lines::default();
        facts(&mut out, &self.facts, language);
        for notice in &self.notices {
            let (path, zh, en) = (&notice.path, &notice.zh, &notice.en);
            out.line(0, &phrase!(language, "{path}：{zh}", "{path}: {en}"));
        }
        if self.changes_nothing() {
            out.gap();
            out.line(0, pick(language, "得分、条件和结论都不变。", "No score, condition or verdict changes."));
            return out.finish();
        }
        totals(&mut out, self, language);
        indicators(&mut out, &self.nodes, language);
        conditions(&mut out, &self.conditions, language);
        out.finish()
    }
}

/// `参训人数：180 → 240`, and whether any rule reads it.
fn facts(out: &mut Lines, facts: &[FactChange], language: Language) {
    for change in facts {
        let shown = |value: &Option<String>| match value {
            Some(json) => cut(&plain(json, language), VALUE),
            None => pick(language, "未提交", "not submitted").to_owned(),
        };
        let (fact, before, after) = (&change.fact, shown(&change.before), shown(&change.after));
        let unread = if change.read_by.as_ref().is_some_and(Vec::is_empty) {
            pick(language, "（这个申报单位的规则都不读）", " (no rule for this applicant reads it)")
        } else {
            ""
        };
        let same =
            if change.before == change.after { pick(language, "（没有改动）", " (no change)") } else { "" };
        out.line(
            0,
            &phrase!(language, "{fact}：{before} → {after}{same}{unread}", "{fact}: {before} → {after}{same}{unread}"),
        );
    }
}

/// A JSON value as people write it: texts without quotation marks, states by their names.
fn plain(json: &str, language: Language) -> String {
    if let Ok(text) = serde_json::from_str::<String>(json) {
        return text;
    }
    match json {
        "null" | "{\"state\":\"none_on_record\"}" => pick(language, "无记录", "none on record").to_owned(),
        "{\"state\":\"not_applicable\"}" => pick(language, "不适用", "not applicable").to_owned(),
        "{\"state\":\"disputed\"}" => pick(language, "有争议", "disputed").to_owned(),
        json => json.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn totals(out: &mut Lines, found: &WhatIf, language: Language) {
    let (old, new) = (&found.change.old, &found.change.new);
    out.heading(pick(language, "结论和总分", "Verdict and total"));
    let mut rows = vec![heads(["", ""], language)];
    let verdicts = [old.verdict.name(language), new.verdict.name(language)];
    let row = |zh, en, [before, after]: [String; 2], difference: String| {
        vec![pick(language, zh, en).to_owned(), before, after, difference]
    };
    rows.push(row("结论", "verdict", verdicts.map(str::to_owned), String::new()));
    let shown = [total(&old.total, old.places), total(&new.total, new.places)];
    rows.push(row("最终得分", "total", shown, shift_fixed(&found.change.shift(), new.places)));
    rows.extend(found.change.grades.iter().map(|grade| {
        let or = |grades: &[String]| grades.join(pick(language, " 或 ", " or "));
        vec![grade.name.clone(), or(&grade.old), or(&grade.new), String::new()]
    }));
    out.table(0, &rows);
}

fn heads(first: [&'static str; 2], language: Language) -> Vec<String> {
    let [zh, en] = first;
    let heads = match language {
        Language::Chinese => [zh, "改前", "改后", "差"],
        Language::English => [en, "Before", "After", "Difference"],
    };
    heads.map(str::to_owned).to_vec()
}

fn indicators(out: &mut Lines, nodes: &[NodeChange], language: Language) {
    if nodes.is_empty() {
        return;
    }
    out.heading(pick(language, "指标", "Indicators"));
    let mut rows = vec![heads(["指标", "Indicator"], language)];
    rows.extend(nodes.iter().map(|node| {
        let indent = "  ".repeat(node.depth);
        let shown = |outcome: &Option<NodeOutcome>| score(outcome.as_ref(), &node.points, language);
        let named = format!("{indent}{} {}", node.code, node.title);
        vec![named, shown(&node.before), shown(&node.after), shift_short(&node.shift)]
    }));
    out.table(0, &rows);
    let leaves =
        nodes.iter().filter(|node| !steps(node.before.as_ref()).is_empty() || !steps(node.after.as_ref()).is_empty());
    for node in leaves {
        let lines = |outcome: &Option<NodeOutcome>| step_lines(steps(outcome.as_ref()), language);
        differing(out, (&node.code, &node.title, &node.origin), &lines(&node.before), &lines(&node.after));
    }
}

fn steps(outcome: Option<&NodeOutcome>) -> &[crate::breakdown::Step] {
    outcome.map_or(&[], |outcome| &outcome.steps)
}

/// `2.25 / 3`, and what kind of result it is.
fn score(outcome: Option<&NodeOutcome>, points: &crate::value::Number, language: Language) -> String {
    let Some(outcome) = outcome else { return "—".to_owned() };
    let state = outcome.state.map_or("", |state: NodeState| state.name(language));
    let score = standing(&outcome.score, language);
    if state.is_empty() {
        format!("{score} / {points}")
    } else {
        phrase!(language, "{score} / {points}（{state}）", "{score} / {points} ({state})")
    }
}

fn conditions(out: &mut Lines, pairs: &[ConditionPair], language: Language) {
    if pairs.is_empty() {
        return;
    }
    out.heading(pick(language, "条件", "Conditions"));
    let outcome = |condition: &Option<ConditionResult>| {
        condition.as_ref().map_or("—", |condition| condition.outcome(language)).to_owned()
    };
    let mut rows = vec![heads(["条件", "Condition"], language)];
    rows.iter_mut().for_each(|row| row.truncate(3));
    rows.extend(named(pairs).map(|(condition, pair)| {
        let title = format!("{} {}", condition.code, condition.title);
        vec![title, outcome(&pair.before), outcome(&pair.after)]
    }));
    out.table(0, &rows);
    for (condition, pair) in named(pairs) {
        let lines = |condition: &Option<ConditionResult>| {
            condition.as_ref().map(|it| operand_lines(&it.operands, language)).unwrap_or_default()
        };
        let title = (condition.code.as_str(), condition.title.as_str(), condition.origin.as_str());
        differing(out, title, &lines(&pair.before), &lines(&pair.after));
    }
}

fn named(pairs: &[ConditionPair]) -> impl Iterator<Item = (&ConditionResult, &ConditionPair)> {
    pairs.iter().filter_map(|pair| Some((pair.after.as_ref().or(pair.before.as_ref())?, pair)))
}

/// The lines that are only in one of the two, below the code, title and place of the rule.
fn differing(out: &mut Lines, (code, title, origin): (&str, &str, &str), before: &[String], after: &[String]) {
    out.gap();
    out.line(0, &listed_words([code, title, origin]));
    let mut marked = |mark: &str, lines: &[String], others: &[String]| {
        for line in lines.iter().filter(|line| !others.contains(line)) {
            // The sign stands for the bullet.
            out.line(1, &format!("{mark} {}", line.strip_prefix("· ").unwrap_or(line)));
        }
    };
    marked("-", before, after);
    marked("+", after, before);
}

fn listed_words(words: [&str; 3]) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("  ")
}
