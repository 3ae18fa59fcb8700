//! One screen: the verdict, the total, the heads, and where points were lost.

use super::amounts::{number, subtotal, term};
use super::lines::{Lines, cut};
use super::phrase::{phrase, pick};
use super::{conclusion, detail, header, text, words};
use crate::breakdown::{Breakdown, Node, NodeState};
use crate::diagnostic::Language;
use crate::value::Number;

/// How many lost points are listed.
const LOSSES: usize = 12;
/// How wide the reason of a loss may be.
const REASON: usize = 120;

/// The summary.
pub(crate) fn summary(breakdown: &Breakdown, language: Language) -> String {
    let mut out = Lines::default();
    let pairs = header::identity(breakdown, language);
    out.table(0, &pairs.into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect::<Vec<_>>());
    text::verdict(&mut out, breakdown, language);
    heads(&mut out, breakdown, language);
    losses(&mut out, breakdown, language);
    for grade in &breakdown.grades {
        out.line(0, &text::grade_line(grade, language));
    }
    out.finish()
}

/// The sheets and their first-level indicators.
fn heads(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    out.heading(pick(language, "各项得分", "Scores"));
    let mut rows = Vec::new();
    for sheet in &breakdown.sheets {
        let score = subtotal(&sheet.score, &sheet.points, language);
        rows.push(vec![sheet.title.clone(), score]);
        rows.extend(sheet.indicators.iter().map(|node| {
            let score = subtotal(&node.score, &node.points, language);
            let state = super::phrase::aside(node.state.name(language), language);
            vec![format!("  {} {}", node.code, node.title), format!("{score}{state}")]
        }));
    }
    out.table(0, &rows);
}

/// An indicator without children that has less than its points, and by how much.
struct Loss<'a> {
    node: &'a Node,
    at_least: Number,
}

fn losses(out: &mut Lines, breakdown: &Breakdown, language: Language) {
    let mut lost = Vec::new();
    let nodes = breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&breakdown.adjustments);
    nodes.for_each(|node| collect(node, &mut lost));
    if lost.is_empty() {
        return;
    }
    lost.sort_by(|left, right| right.at_least.cmp(&left.at_least));
    out.heading(pick(language, "失分最多的指标", "Where most points were lost"));
    for loss in lost.iter().take(LOSSES) {
        let (node, score) = (loss.node, detail::score(loss.node, language));
        let (code, title, less) = (&node.code, &node.title, number(&loss.at_least.negated()));
        let range = node.score.exact().is_none();
        let less = match (range, loss.at_least.is_zero()) {
            (false, _) => less,
            (true, false) => phrase!(language, "至少 {less}", "at least {less}"),
            (true, true) => pick(language, "待补", "facts missing").to_owned(),
        };
        out.line(0, &phrase!(language, "{code} {title}  {score}（{less}）", "{code} {title}  {score} ({less})"));
        out.line(2, &cut(&words::sentence(node, language), REASON));
    }
    let rest = lost.len().saturating_sub(LOSSES);
    if rest > 0 {
        out.line(0, &phrase!(language, "…… 另有 {rest} 项", "… and {rest} more"));
    }
}

fn collect<'a>(node: &'a Node, lost: &mut Vec<Loss<'a>>) {
    if !node.children.is_empty() {
        node.children.iter().for_each(|child| collect(child, lost));
        return;
    }
    let applies = node.state != NodeState::NotApplicable;
    if applies && node.score.low < node.points {
        lost.push(Loss { node, at_least: node.points.minus(&node.score.high) });
    }
}

/// One line for one applicant among many: verdict, total, who.
pub(crate) fn one_line(breakdown: &Breakdown, language: Language) -> String {
    let (verdict, total) = (breakdown.verdict.name(language), conclusion::published(breakdown, language));
    let sheets = breakdown.sheets.iter().map(|sheet| format!("{} {}", sheet.key, term(&sheet.score, language)));
    let sheets = sheets.collect::<Vec<_>>().join(" ");
    format!("{verdict}  {total}  {}  {sheets}", header::applicant(breakdown, language))
}
