//! One header: its words with their blanks, broken into lines where the file breaks it.

use std::ops::Range;

use super::Printer;
use super::gap::{self, Gap};
use super::leaf::{self, Leaf};
use super::page::Line;
use crate::diagnostic::Language;
use crate::syntax::grammar::Rule;
use crate::syntax::lines::STARTING;

/// How far a header is written.
struct Progress {
    /// How many parentheses are open.
    inside: usize,
    /// Whether the file breaks the line somewhere in the gap before, or in one just before it that cannot break.
    broken: bool,
    /// How many lines it goes on over.
    lines: usize,
}

impl Printer<'_> {
    /// Writes a header, beginning on the last line; its language.
    pub(super) fn header(&mut self, range: &Range<usize>, around: Language) -> Language {
        let Some(rule) = self.rules.get(&range.start).copied() else { return around };
        let (leaves, language) = leaf::leaves(&self.cleaned(range), rule, self.language, around);
        let hanging = usize::from(!matches!(rule, Rule::choice_items | Rule::checklist_items));
        let mut progress = Progress { inside: 0, broken: false, lines: 0 };
        let mut before: Option<&Leaf> = None;
        for leaf in &leaves {
            if let Some(before) = before {
                self.between(before, leaf, hanging, &mut progress);
            }
            self.page.write(&leaf.text);
            if leaf.rule == Rule::open {
                progress.inside = progress.inside.saturating_add(1);
            } else if leaf.rule == Rule::close {
                progress.inside = progress.inside.saturating_sub(1);
            }
            before = Some(leaf);
        }
        language
    }

    /// Writes what stands between two leaves.
    fn between(&mut self, before: &Leaf, after: &Leaf, hanging: usize, progress: &mut Progress) {
        let gap = gap::between(before, after);
        let here = self.breaks(before.end, after.start);
        progress.broken |= here;
        let is_row = |leaf: &Leaf| matches!(leaf.parent, Rule::cell_row | Rule::guard_row | Rule::grade_row);
        if matches!(gap, Gap::Edge | Gap::Free) {
            let moved = progress.inside > 0 || before.is_separator();
            let may = here || moved && !STARTING.contains(&after.text.as_str());
            if may && (progress.broken || self.is_comment_before(after.start)) {
                let inside = progress.inside;
                let indent = if after.rule == Rule::close { inside.saturating_sub(1) } else { inside.max(hanging) };
                self.break_line(indent, after.start);
                progress.lines = progress.lines.saturating_add(1);
                progress.broken = false;
                return;
            }
            progress.broken = false;
        }
        let row = progress.lines == 0;
        if row && after.rule == Rule::colon && is_row(after) {
            self.page.stop();
        }
        if matches!(gap, Gap::Tight | Gap::Free) {
            self.page.write(" ");
        }
        if row && before.rule == Rule::comma && is_row(before) {
            self.page.stop();
        }
    }

    fn is_comment_before(&self, place: usize) -> bool {
        self.comments.get(self.told).is_some_and(|comment| comment.start < place)
    }

    /// Ends the line with its comments, and begins the next.
    fn break_line(&mut self, indent: usize, place: usize) {
        let depth = self.depth;
        self.depth = depth.saturating_add(indent);
        self.comments_before(place);
        self.page.push(Line::new(self.depth, false));
        self.depth = depth;
    }
}
