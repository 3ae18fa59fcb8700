//! The reasoning in full: every step on its own line, every operand of every condition, every fact read.

use super::lines::Lines;
use super::phrase::{aside, pick};
use super::{conclusion, detail, header, operand, text, words};
use crate::breakdown::{Breakdown, ConditionResult, Node, SheetResult, Step};
use crate::diagnostic::Language;

/// The reasoning of everything.
pub(crate) fn all(breakdown: &Breakdown, language: Language) -> String {
    let mut out = Lines::default();
    out.line(0, &header::applicant(breakdown, language));
    text::verdict(&mut out, breakdown, language);
    for condition in &breakdown.conditions {
        out.gap();
        self::condition(&mut out, breakdown, condition, language);
    }
    for sheet in &breakdown.sheets {
        self::sheet(&mut out, breakdown, sheet, language);
    }
    for node in &breakdown.adjustments {
        out.gap();
        indicator(&mut out, breakdown, node, 0, language);
    }
    text::grades(&mut out, &breakdown.grades, language);
    out.finish()
}

/// The reasoning of one indicator, condition, sheet or grade; nothing where there is none of that code.
pub(crate) fn one(breakdown: &Breakdown, code: &str, language: Language) -> Option<String> {
    let mut out = Lines::default();
    if let Some(node) = breakdown.indicator(code) {
        indicator(&mut out, breakdown, node, 0, language);
    } else if let Some(condition) = breakdown.condition(code) {
        self::condition(&mut out, breakdown, condition, language);
    } else if let Some(sheet) = breakdown.sheets.iter().find(|sheet| sheet.key == code) {
        self::sheet(&mut out, breakdown, sheet, language);
    } else {
        let grade = breakdown.grades.iter().find(|grade| grade.name == code)?;
        text::grades(&mut out, std::slice::from_ref(grade), language);
        out.line(0, &conclusion::total(breakdown, language));
    }
    Some(out.finish())
}

fn sheet(out: &mut Lines, breakdown: &Breakdown, sheet: &SheetResult, language: Language) {
    let score = super::amounts::subtotal(&sheet.score, &sheet.points, language);
    out.heading(&format!("{} {score}", sheet.title));
    steps(out, 0, &sheet.steps, language);
    for node in &sheet.indicators {
        out.gap();
        indicator(out, breakdown, node, 0, language);
    }
}

fn condition(out: &mut Lines, breakdown: &Breakdown, condition: &ConditionResult, language: Language) {
    text::condition(out, condition, language);
    facts(out, 1, breakdown, &condition.facts, language);
}

fn indicator(out: &mut Lines, breakdown: &Breakdown, node: &Node, depth: usize, language: Language) {
    let (code, title, score) = (&node.code, &node.title, detail::score(node, language));
    let state = aside(node.state.name(language), language);
    out.line(depth, &format!("{code} {title}  {score}{state}"));
    let inner = depth.saturating_add(1);
    steps(out, inner, &node.steps, language);
    out.line(inner, &format!("→ {}", words::outcome(node, language)));
    text::details(out, inner, detail::node(node, language).into_iter().skip(1).collect());
    facts(out, inner, breakdown, &node.facts, language);
    for child in &node.children {
        indicator(out, breakdown, child, inner, language);
    }
}

/// Each step on its own line, with the operands of its conditions below it.
pub(crate) fn steps(out: &mut Lines, depth: usize, steps: &[Step], language: Language) {
    for (line_depth, line) in step_lines(steps, depth, language) {
        out.line(line_depth, &line);
    }
}

/// Each step as a line with its depth.
pub(crate) fn step_lines(steps: &[Step], depth: usize, language: Language) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for step in steps {
        let Some(said) = words::step(step, language) else { continue };
        let place = origin(step).map(|origin| format!("  [{origin}]")).unwrap_or_default();
        out.push((depth, format!("· {said}{place}")));
        out.extend(operand::lines(operands(step), depth.saturating_add(1), language));
    }
    out
}

fn origin(step: &Step) -> Option<&str> {
    if let Step::Row { origin, .. } = step { Some(origin) } else { None }
}

fn operands(step: &Step) -> &[crate::breakdown::Operand] {
    if let Step::Row { operands, .. } = step {
        operands
    } else if let Step::Condition { operand, .. } = step {
        &operand.operands
    } else if let Step::Checklist { items, .. } = step {
        items
    } else {
        &[]
    }
}

fn facts(out: &mut Lines, depth: usize, breakdown: &Breakdown, names: &[String], language: Language) {
    let lines = detail::facts(breakdown, names);
    if lines.is_empty() {
        return;
    }
    out.line(depth, pick(language, "事实：", "Facts:"));
    let rows: Vec<Vec<String>> = lines.into_iter().map(|fact| detail::fact(fact, language)).collect();
    out.table(depth.saturating_add(1), &rows);
}
