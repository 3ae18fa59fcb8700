//! Points of indicators as written: what the children of one add up to.

use chengxin::Number;
use chengxin::document::{Document, Expression, ExpressionKind, Indicator, Item, Literal, Sheet};
use chengxin::source::Span;

/// The number that is written out, whatever its unit.
pub(crate) fn number(expression: &Expression) -> Option<&Number> {
    if let ExpressionKind::Literal(Literal::Number { number, .. }) = &expression.kind { Some(number) } else { None }
}

/// What the children count among the points of their parent: bonuses do not.
pub(crate) fn counted(children: &[Indicator]) -> impl Iterator<Item = &Indicator> {
    children.iter().filter(|child| !child.bonus)
}

/// Whether the children have weights: then those make the whole, not the points.
pub(crate) fn weighted(children: &[Indicator]) -> bool {
    counted(children).any(|child| child.weight.is_some())
}

/// What the children add up to: points, or hundredths of the whole where they have weights.
pub(crate) fn sum(children: &[Indicator]) -> Option<Number> {
    let mut sum = Number::zero();
    for share in shares(children) {
        sum = sum.plus(share?);
    }
    Some(sum)
}

/// What each child brings of the whole.
pub(crate) fn shares(children: &[Indicator]) -> impl Iterator<Item = Option<&Number>> {
    let by_weight = weighted(children);
    counted(children)
        .map(move |child| if by_weight { child.weight.as_ref().and_then(number) } else { number(&child.points) })
}

/// A sheet or an indicator, with what it is the parent of.
#[derive(Clone, Copy)]
pub(crate) struct Group<'d> {
    /// Its code or key.
    pub(crate) code: &'d str,
    /// Its points.
    pub(crate) points: &'d Expression,
    /// Its header.
    pub(crate) header: Span,
    /// Its children.
    pub(crate) children: &'d [Indicator],
}

impl<'d> Group<'d> {
    fn of_sheet(sheet: &'d Sheet) -> Self {
        Self { code: &sheet.key.text, points: &sheet.points, header: sheet.span, children: &sheet.children }
    }

    fn of_indicator(indicator: &'d Indicator) -> Self {
        let Indicator { code, points, span, children, .. } = indicator;
        Self { code: &code.text, points, header: *span, children }
    }

    /// What is wanted in all, and what there is.
    pub(crate) fn wanted_and_found(&self) -> Option<(Number, Number)> {
        let wanted = if weighted(self.children) { Number::from(100) } else { number(self.points)?.clone() };
        Some((wanted, sum(self.children)?))
    }
}

/// Every sheet and indicator of a document, parents first.
pub(crate) fn groups(document: &Document) -> Vec<Group<'_>> {
    let mut found = Vec::new();
    for item in &document.items {
        if let Item::Sheet(sheet) = item {
            found.push(Group::of_sheet(sheet));
            below(&sheet.children, &mut found);
        }
    }
    found
}

fn below<'d>(indicators: &'d [Indicator], found: &mut Vec<Group<'d>>) {
    for indicator in indicators {
        found.push(Group::of_indicator(indicator));
        below(&indicator.children, found);
    }
}

/// The indicator whose code is declared at a place, and its parent.
pub(crate) fn indicator_at(document: &Document, code: Span) -> Option<(Group<'_>, &Indicator)> {
    groups(document).into_iter().find_map(|group| {
        let child = group.children.iter().find(|child| child.code.span == code)?;
        Some((group, child))
    })
}
