//! Inlay hints: the running sum after each child, and after a parent whether its children add up.

use lsp_types::{InlayHint, InlayHintLabel, Position, Range};

use chengxin::Number;
use chengxin::source::Span;

use super::points::{self, Group};
use super::view::View;
use crate::phrase::phrase;

/// The hints of a part of the file.
pub(crate) fn hints(view: &View<'_>, range: Range) -> Vec<InlayHint> {
    let Some(rules) = view.analysis.rule_file(view.file) else { return Vec::new() };
    let mut hints = Vec::new();
    for group in points::groups(&rules.document).iter().filter(|group| !group.children.is_empty()) {
        hints.extend(whole(view, group));
        running(view, group, &mut hints);
    }
    hints.retain(|hint| range.start <= hint.position && hint.position <= range.end);
    hints.sort_by_key(|hint| hint.position);
    hints
}

/// Whether the children make the whole.
fn whole(view: &View<'_>, group: &Group<'_>) -> Option<InlayHint> {
    let (wanted, found) = group.wanted_and_found()?;
    let unit = unit(group);
    let label = if found == wanted {
        phrase!(view.language, "下级合计 {found}{unit} ✓", "children {found}{unit} ✓")
    } else if found < wanted {
        let short = wanted.minus(&found);
        phrase!(
            view.language,
            "下级合计 {found}{unit}，少 {short}{unit}",
            "children {found}{unit}, {short}{unit} short"
        )
    } else {
        let over = found.minus(&wanted);
        phrase!(view.language, "下级合计 {found}{unit}，多 {over}{unit}", "children {found}{unit}, {over}{unit} over")
    };
    Some(hint(view, group.header, label))
}

fn running(view: &View<'_>, group: &Group<'_>, hints: &mut Vec<InlayHint>) {
    let Some((wanted, _)) = group.wanted_and_found() else { return };
    let mut sum = Number::zero();
    let unit = unit(group);
    for (child, share) in points::counted(group.children).zip(points::shares(group.children)) {
        let Some(share) = share else { continue };
        sum = sum.plus(share);
        let label = phrase!(view.language, "累计 {sum}/{wanted}{unit}", "sum {sum}/{wanted}{unit}");
        hints.push(hint(view, child.span, label));
    }
}

fn unit(group: &Group<'_>) -> &'static str {
    if points::weighted(group.children) { "%" } else { "" }
}

fn hint(view: &View<'_>, header: Span, label: String) -> InlayHint {
    let position: Position = view.range(header).end;
    InlayHint {
        position,
        label: InlayHintLabel::String(label),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
