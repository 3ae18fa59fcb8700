//! Walks over a whole plan, for those who look for something in all of it.

use super::condition::{Condition, Grade};
use super::formula::{Formula, FormulaKind, ListReference};
use super::indicator::{Cell, Method, Node};
use super::{Definition, Plan};

impl Node {
    /// The indicator and everything below it, a parent before its children.
    #[must_use]
    pub fn tree(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            found.push(node);
            if let Method::Children(children) = &node.method {
                open.extend(children.iter().rev());
            }
        }
        found
    }
}

impl Formula {
    /// The formula and everything inside it, definitions not followed.
    #[must_use]
    pub fn all(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.gather(&mut found);
        found
    }

    fn gather<'f>(&'f self, found: &mut Vec<&'f Self>) {
        found.push(self);
        self.each_part(&mut |part| part.gather(found));
    }

    /// The list that it goes through itself, not through its parts.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub fn list(&self) -> Option<ListReference> {
        match &self.kind {
            FormulaKind::Exists(list, _) | FormulaKind::Every(list, _) => Some(*list),
            FormulaKind::Aggregate(aggregate) => Some(aggregate.list),
            _ => None,
        }
    }
}

impl Plan {
    /// The roots of all sheets and adjustments, each with the track it belongs to.
    #[must_use]
    pub fn roots(&self) -> Vec<(&Node, Option<usize>)> {
        let sheets = self.sheets.iter().map(|sheet| (&sheet.root, None));
        let tracks = self.tracks.iter().enumerate().map(|(at, track)| (&track.sheet.root, Some(at)));
        let adjustments = self.adjustments.iter().map(|node| (node, None));
        sheets.chain(tracks).chain(adjustments).collect()
    }

    /// Every indicator, sheet and adjustment.
    #[must_use]
    pub fn nodes(&self) -> Vec<&Node> {
        self.roots().into_iter().flat_map(|(root, _)| root.tree()).collect()
    }

    /// The formulas that indicators, conditions and grades are judged by.
    #[must_use]
    pub fn ruling(&self) -> Vec<&Formula> {
        let mut formulas: Vec<&Formula> = self.nodes().into_iter().flat_map(Node::formulas).collect();
        formulas.extend(self.conditions.iter().flat_map(Condition::formulas));
        formulas.extend(self.grades.iter().flat_map(Grade::formulas));
        formulas
    }

    /// The formulas that names stand for, at the top level and over the records of lists.
    #[must_use]
    pub fn defining(&self) -> Vec<&Formula> {
        let top = self.definitions.iter().map(|definition: &Definition| &definition.formula);
        let rows = self.row_definitions.iter().flat_map(|rows| rows.definitions.iter().map(|(_, formula)| formula));
        top.chain(rows).collect()
    }
}

impl Condition {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        self.concerns.iter().chain(&self.requires).collect()
    }
}

impl Grade {
    /// The formulas in it.
    #[must_use]
    pub fn formulas(&self) -> Vec<&Formula> {
        let rows = self.rows.iter().filter_map(|row| match &row.cell {
            Cell::Condition(condition) => Some(condition),
            Cell::Bound(_)
            | Cell::Choices(_)
            | Cell::Texts(_)
            | Cell::YesNo(_)
            | Cell::NoRecord
            | Cell::NotApplicable
            | Cell::Other => None,
        });
        let limits = self.limits.iter().map(|limit| &limit.when);
        std::iter::once(&self.subject).chain(rows).chain(limits).collect()
    }
}
