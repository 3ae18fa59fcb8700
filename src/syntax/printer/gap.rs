//! What stands between two words of a header: a blank or none, and whether the line may break there.

use super::leaf::Leaf;
use crate::syntax::grammar::Rule;

/// Between two leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    Glued,
    /// A blank where the line never breaks.
    Tight,
    /// Nothing, or a line break.
    Edge,
    /// A blank, or a line break.
    Free,
}

/// What must stand between these two. Whether the line may break is the same in both languages.
pub(super) fn between(before: &Leaf, after: &Leaf) -> Gap {
    around_signs(before, after).or_else(|| around_units(before, after)).unwrap_or(Gap::Free)
}

fn around_signs(before: &Leaf, after: &Leaf) -> Option<Gap> {
    let called = matches!(after.parent, Rule::call | Rule::aggregate | Rule::score_of | Rule::group_cap);
    match (before.rule, after.rule) {
        (_, Rule::close) | (Rule::open, _) => Some(Gap::Edge),
        (_, Rule::open) if called => Some(Gap::Glued),
        (Rule::minus, _) if before.parent == Rule::unary => Some(Gap::Glued),
        (_, Rule::comma | Rule::separator) if after.text == "|" => Some(Gap::Tight),
        (_, Rule::comma | Rule::separator) => Some(Gap::Glued),
        (Rule::comma | Rule::separator, _) if matches!(before.text.as_str(), "、" | "，") => Some(Gap::Edge),
        (_, Rule::colon) => Some(Gap::Tight),
        _ => None,
    }
}

/// Numbers, their units and the bounds of ranges are written together in Chinese and apart in English.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, units and bounds a few")]
fn around_units(before: &Leaf, after: &Leaf) -> Option<Gap> {
    let glued = |together: bool| Some(if together { Gap::Glued } else { Gap::Tight });
    match after.rule {
        Rule::measured_unit => {
            glued(!after.text.starts_with(|first: char| first.is_ascii_alphabetic()) && after.text != "分")
        }
        Rule::counted_unit if after.parent == Rule::unit => glued(true),
        Rule::period_unit | Rule::years_unit => glued(after.is_chinese()),
        Rule::above | Rule::up_to_word | Rule::inside => glued(after.is_chinese() && ends_a_literal(before)),
        _ if before.is_window() => glued(before.is_chinese()),
        _ if is_bound(before) => glued(before.is_chinese() && begins_a_literal(after)),
        _ if is_bound(after) && after.parent == Rule::high_bound => {
            glued(after.is_chinese() && (before.rule == Rule::above && before.is_chinese() || ends_a_literal(before)))
        }
        _ => None,
    }
}

/// `不足`, `超过` and the like, as a bound of a range.
fn is_bound(leaf: &Leaf) -> bool {
    matches!(leaf.parent, Rule::low_range | Rule::high_bound)
        && matches!(
            leaf.rule,
            Rule::at_least | Rule::elapsed | Rule::over | Rule::below | Rule::not_elapsed | Rule::at_most
        )
}

fn begins_a_literal(leaf: &Leaf) -> bool {
    matches!(leaf.rule, Rule::number | Rule::digits | Rule::date)
}

/// Whether a Chinese bound may follow at once.
fn ends_a_literal(leaf: &Leaf) -> bool {
    let units = [Rule::measured_unit, Rule::counted_unit, Rule::period_unit, Rule::years_unit];
    begins_a_literal(leaf)
        || units.contains(&leaf.rule) && !leaf.text.ends_with(|last: char| last.is_ascii_alphabetic())
}
