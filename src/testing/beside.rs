//! The expected and the actual breakdown side by side, around what differs first.

use unicode_width::UnicodeWidthStr;

use super::compare;
use super::expect::Expect;
use crate::breakdown::{Breakdown, Node, SheetResult};
use crate::diagnostic::{Language, Message, say, shown};
use crate::report::{pad, pick};

/// One part of the breakdown, as expected and as it is.
#[derive(Clone, Debug)]
pub(super) struct Row {
    depth: usize,
    subject: Message,
    /// Nothing where the case does not say.
    expected: Option<Message>,
    actual: Message,
    met: bool,
}

/// The way from the sheet down to an indicator, and what is directly below it.
pub(super) fn of_indicator(expect: &Expect, breakdown: &Breakdown, code: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for sheet in &breakdown.sheets {
        let way = sheet.indicators.iter().find_map(|node| way_to(node, code));
        if let Some(way) = way {
            rows.push(sheet_row(expect, breakdown, sheet, 0));
            rows.extend(down(expect, &way, 1));
        }
    }
    let adjusted = breakdown.adjustments.iter().find_map(|node| way_to(node, code));
    rows.extend(adjusted.iter().flat_map(|way| down(expect, way, 0)));
    rows
}

/// A sheet and its first-level indicators.
pub(super) fn of_sheet(expect: &Expect, breakdown: &Breakdown, sheet: &SheetResult) -> Vec<Row> {
    let heads = sheet.indicators.iter().map(|node| node_row(expect, node, 1));
    std::iter::once(sheet_row(expect, breakdown, sheet, 0)).chain(heads).collect()
}

/// The total and the sheets it is made of, and what is added to it or deducted from it.
pub(super) fn of_total(expect: &Expect, breakdown: &Breakdown) -> Vec<Row> {
    let wanted = expect.total.as_ref().map(|at| &at.wanted);
    let published = &breakdown.total.published;
    let total = Row {
        depth: 0,
        subject: compare::total(),
        expected: wanted.map(|wanted| wanted.message()),
        actual: compare::standing(published),
        met: wanted.is_none_or(|wanted| compare::meets(wanted, published)),
    };
    let sheets = breakdown.sheets.iter().map(|sheet| sheet_row(expect, breakdown, sheet, 1));
    let adjustments = breakdown.adjustments.iter().map(|node| node_row(expect, node, 1));
    std::iter::once(total).chain(sheets).chain(adjustments).collect()
}

/// One line of its own: a condition, a grade, a verdict.
pub(super) fn alone(subject: &Message, expected: &Message, actual: &Message) -> Vec<Row> {
    let (subject, expected, actual) = (subject.clone(), Some(expected.clone()), actual.clone());
    vec![Row { depth: 0, subject, expected, actual, met: false }]
}

/// The rows as lines of text: three columns under their headings, and a mark where they differ.
pub(super) fn lines(rows: &[Row], language: Language) -> Vec<String> {
    let nothing = "-";
    let heading =
        [String::new(), pick(language, "期望", "expected").to_owned(), pick(language, "实际", "actual").to_owned()];
    let cells = rows.iter().map(|row| {
        let expected = row.expected.as_ref().map_or(nothing, |message| message.get(language));
        let subject = format!("{}{}", "  ".repeat(row.depth), row.subject.get(language));
        ([subject, expected.to_owned(), row.actual.get(language).to_owned()].map(|cell| shown(&cell)), row.met)
    });
    let all: Vec<([String; 3], bool)> = std::iter::once((heading, true)).chain(cells).collect();
    let wide =
        |column: fn(&[String; 3]) -> &String| all.iter().map(|(cells, _)| column(cells).width()).max().unwrap_or(0);
    let (first, second, third) = (wide(|[first, ..]| first), wide(|[_, second, _]| second), wide(|[.., third]| third));
    let line = |([subject, expected, actual], met): &([String; 3], bool)| {
        let mark = if *met { "" } else { "≠" };
        let row = [pad(subject, first), pad(expected, second), pad(actual, third), mark.to_owned()].join("  ");
        row.trim_end().to_owned()
    };
    all.iter().map(line).collect()
}

/// The nodes from this one down to the code, where it is below.
fn way_to<'b>(node: &'b Node, code: &str) -> Option<Vec<&'b Node>> {
    if node.code == code {
        return Some(vec![node]);
    }
    let mut way = node.children.iter().find_map(|child| way_to(child, code))?;
    way.insert(0, node);
    Some(way)
}

fn down(expect: &Expect, way: &[&Node], depth: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (below, node) in way.iter().enumerate() {
        rows.push(node_row(expect, node, depth.saturating_add(below)));
    }
    let deepest = depth.saturating_add(way.len());
    rows.extend(way.last().iter().flat_map(|node| &node.children).map(|child| node_row(expect, child, deepest)));
    rows
}

fn node_row(expect: &Expect, node: &Node, depth: usize) -> Row {
    let (code, title) = (&node.code, &node.title);
    let wanted = expect.indicators.iter().find(|(known, _)| known == code).map(|(_, at)| &at.wanted);
    Row {
        depth,
        subject: say!("{code} {title}", "{code} {title}"),
        expected: wanted.map(|wanted| wanted.message()),
        actual: compare::indicator_standing(node),
        met: wanted.is_none_or(|wanted| compare::indicator_meets(wanted, node)),
    }
}

fn sheet_row(expect: &Expect, breakdown: &Breakdown, sheet: &SheetResult, depth: usize) -> Row {
    let (key, title) = (&sheet.key, &sheet.title);
    let named = |key: &str| compare::sheet_of(breakdown, key).is_some_and(|known| known.key == sheet.key);
    let wanted = expect.sheets.iter().find(|(known, _)| named(known)).map(|(_, at)| &at.wanted);
    Row {
        depth,
        subject: say!("{key} {title}", "{key} {title}"),
        expected: wanted.map(|wanted| wanted.message()),
        actual: compare::standing(&sheet.score),
        met: wanted.is_none_or(|wanted| compare::meets(wanted, &sheet.score)),
    }
}
