//! The whole breakdown as text, columns aligned.

use super::amounts::{share, subtotal, two_places};
use super::lines::Lines;
use super::operand;
use super::phrase::{listed, phrase, pick};
use super::{conclusion, detail, header, labels, words};
use crate::breakdown::{Breakdown, ConditionResult, GradeResult, Node, SheetResult};
use crate::diagnostic::Language;
use crate::facts::Notice;

/// The whole breakdown.
pub(crate) fn full(breakdown: &Breakdown, language: Language) -> String {
    let mut out = Lines::default();
    out.line(0, pick(language, "得分明细", "Score breakdown"));
    let pairs = header::pairs(breakdown, language);
    out.table(0, &pairs.into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect::<Vec<_>>());
    verdict(&mut out, breakdown, language);
    conditions(&mut out, breakdown, language);
    for sheet in &breakdown.sheets {
        self::sheet(&mut out, sheet, language);
    }
    if !breakdown.adjustments.is_empty() {
        out.heading(pick(language, "总分调整", "Adjustments of the total"));
        breakdown.adjustments.iter().for_each(|node| indicator(&mut out, node, 0, language));
    }
    grades(&mut out, &breakdown.grades, language);
    facts(&mut out, breakdown, language);
    remarks(&mut out, breakdown, language);
    out.finish()
}

/// Verdict, reasons, and the arithmetic of the total.
pub(crate) fn verdict(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    let name = breakdown.verdict.name(language);
    out.heading(&phrase!(language, "结论：{name}", "Verdict: {name}"));
    for reason in conclusion::reasons(breakdown, language) {
        out.line(0, &format!("· {reason}"));
    }
    out.line(0, &conclusion::total(breakdown, language));
    out.line(1, &conclusion::arithmetic(breakdown, language));
}

fn conditions(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    if breakdown.conditions.is_empty() {
        return;
    }
    out.heading(pick(language, "条件", "Conditions"));
    for condition in &breakdown.conditions {
        self::condition(out, condition, language);
    }
}

/// One condition with its operands.
pub(crate) fn condition(out: &mut Lines, condition: &ConditionResult, language: Language) {
    out.line(0, &condition_line(condition, language));
    for (depth, line) in operand::lines(&condition.operands, 2, language) {
        out.line(depth, &line);
    }
    details(out, 1, detail::condition(condition, language));
}

/// `✓ 五-1 独立法人…：符合（条件）`
pub(crate) fn condition_line(condition: &ConditionResult, language: Language) -> String {
    let (code, title) = (&condition.code, &condition.title);
    let sort = labels::condition_sort(condition.kind, language);
    let outcome = condition.outcome(language);
    let mark = operand::mark(condition.met);
    phrase!(language, "{mark} {code} {title}（{sort}）：{outcome}", "{mark} {code} {title} ({sort}): {outcome}")
}

fn sheet(out: &mut Lines, sheet: &SheetResult, language: Language) {
    let (title, share) = (&sheet.title, share(&sheet.share));
    let (score, counts) = (subtotal(&sheet.score, &sheet.points, language), two_places(&sheet.contribution, language));
    out.heading(&phrase!(
        language,
        "{title}：{score}，× {share} 计 {counts}",
        "{title}: {score}, × {share} counts {counts}"
    ));
    let said = words::steps(&sheet.steps, language);
    if !said.is_empty() {
        out.line(0, &said);
    }
    for node in &sheet.indicators {
        out.gap();
        indicator(out, node, 0, language);
    }
}

/// An indicator, its details, and its children below it.
pub(crate) fn indicator(out: &mut Lines, node: &Node, depth: usize, language: Language) {
    out.line(depth, &node_line(node, depth, language));
    details(out, depth.saturating_add(2), detail::node(node, language));
    for child in &node.children {
        indicator(out, child, depth.saturating_add(1), language);
    }
}

/// `C1-1 行政处罚记录  2.8 / 5`; first-level indicators show two places.
fn node_line(node: &Node, depth: usize, language: Language) -> String {
    let (code, title) = (&node.code, &node.title);
    let score = if depth == 0 { subtotal(&node.score, &node.points, language) } else { detail::score(node, language) };
    let state = super::phrase::aside(node.state.name(language), language);
    format!("{code} {title}  {score}{state}")
}

/// Each detail on a line, labels lined up.
pub(crate) fn details(out: &mut Lines, depth: usize, details: Vec<detail::Detail>) {
    out.table(depth, &details.into_iter().map(|(label, said)| vec![label.to_owned(), said]).collect::<Vec<_>>());
}

/// Grades, each with the limits that took effect.
pub(crate) fn grades(out: &mut Lines, grades: &[GradeResult], language: Language) {
    if grades.is_empty() {
        return;
    }
    out.heading(pick(language, "等级", "Grades"));
    for grade in grades {
        out.line(0, &grade_line(grade, language));
        for (depth, line) in operand::lines(&grade.limits, 1, language) {
            out.line(depth, &line);
        }
        out.line(1, &grade.origin);
    }
}

/// `信用等级：AA（按得分 AAA）`
pub(crate) fn grade_line(grade: &GradeResult, language: Language) -> String {
    let or = pick(language, " 或 ", " or ");
    let (name, grades, by_score) = (&grade.name, grade.grades.join(or), grade.by_score.join(or));
    if grades == by_score {
        phrase!(language, "{name}：{grades}", "{name}: {grades}")
    } else {
        phrase!(language, "{name}：{grades}（按得分为 {by_score}）", "{name}: {grades} ({by_score} by score)")
    }
}

fn facts(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    if breakdown.facts.is_empty() {
        return;
    }
    out.heading(pick(language, "所用事实", "Facts read"));
    out.table(0, &breakdown.facts.iter().map(|fact| detail::fact(fact, language)).collect::<Vec<_>>());
}

fn remarks(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    if !breakdown.unsubmitted.is_empty() {
        out.heading(pick(language, "未提交，须补正", "Not submitted, to be mended"));
        out.line(0, &listed(&breakdown.unsubmitted, language));
    }
    if !breakdown.notices.is_empty() {
        out.heading(pick(language, "读取申报记录时的说明", "How the record was read"));
        for notice in &breakdown.notices {
            out.line(0, &self::notice(notice, language));
        }
    }
}

/// Where in the record, and what was done there.
pub(crate) fn notice(notice: &Notice, language: Language) -> String {
    let (path, zh, en) = (&notice.path, &notice.zh, &notice.en);
    phrase!(language, "{path}：{zh}", "{path}: {en}")
}
