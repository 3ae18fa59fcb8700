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
    /// For each open parenthesis, how far in its line stands.
    open: Vec<usize>,
    /// How far in this line stands.
    indent: usize,
    /// How far in a line stands that goes on outside parentheses.
    hanging: usize,
    /// Whether the file breaks the line here, or before the comma just written.
    broken: bool,
    /// Whether this is still the first line.
    first: bool,
}

impl Progress {
    fn pass(&mut self, leaf: &Leaf) {
        if leaf.rule == Rule::open {
            self.open.push(self.indent);
        } else if leaf.rule == Rule::close {
            self.open.pop();
        }
    }

    /// How far in a line stands that begins with this leaf.
    fn next_indent(&self, leaf: &Leaf) -> usize {
        match self.open.last() {
            Some(opened) if leaf.rule == Rule::close => *opened,
            Some(opened) => opened.saturating_add(1),
            None => self.hanging,
        }
    }
}

impl Printer<'_> {
    /// Writes a header, beginning on the last line; its language.
    pub(super) fn header(&mut self, range: &Range<usize>, around: Language) -> Language {
        let Some(rule) = self.rules.get(&range.start).copied() else { return around };
        let (leaves, language) = leaf::leaves(&self.cleaned(range), rule, self.language, around);
        let hanging = usize::from(!matches!(rule, Rule::choice_items | Rule::checklist_items));
        let mut progress = Progress { open: Vec::new(), indent: 0, hanging, broken: false, first: true };
        let mut before: Option<&Leaf> = None;
        for leaf in &leaves {
            if let Some(before) = before {
                self.between(before, leaf, &mut progress);
            }
            self.page.write(&leaf.text);
            progress.pass(leaf);
            before = Some(leaf);
        }
        language
    }

    /// Writes what stands between two leaves.
    fn between(&mut self, before: &Leaf, after: &Leaf, progress: &mut Progress) {
        let gap = gap::between(before, after);
        let here = self.breaks(before.end, after.start);
        let may_break = matches!(gap, Gap::Edge | Gap::Free);
        // A line does not begin with a comma, and what follows one may not look like the start of a statement.
        progress.broken = here && (may_break || after.is_separator()) || progress.broken && before.is_separator();
        let goes_on = here || (!progress.open.is_empty() || before.is_separator()) && !is_starting(after);
        if may_break && goes_on && (progress.broken || self.is_comment_before(after.start)) {
            progress.indent = progress.next_indent(after);
            progress.first = false;
            self.break_line(progress.indent, after.start);
            return;
        }
        if progress.first && is_row(after) && after.rule == Rule::colon {
            self.page.stop();
        }
        if matches!(gap, Gap::Tight | Gap::Free) {
            self.page.write(" ");
        }
        if progress.first && is_row(before) && before.rule == Rule::comma {
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

fn is_starting(leaf: &Leaf) -> bool {
    STARTING.contains(&leaf.text.as_str())
}

fn is_row(leaf: &Leaf) -> bool {
    matches!(leaf.parent, Rule::cell_row | Rule::guard_row | Rule::grade_row)
}
