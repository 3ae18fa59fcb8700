//! Finding an indicator or a condition of a breakdown by its code.

use super::{Breakdown, ConditionResult, Node};
use crate::diagnostic::nearest;

impl Breakdown {
    /// The indicator (or adjustment) with this code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Node> {
        let heads = self.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&self.adjustments);
        heads.into_iter().find_map(|node| find(node, code))
    }

    /// The condition with this code.
    #[must_use]
    pub fn condition(&self, code: &str) -> Option<&ConditionResult> {
        self.conditions.iter().find(|condition| condition.code == code)
    }

    /// The known code nearest to one that is not: “did you mean”.
    #[must_use]
    pub fn nearest_code(&self, code: &str) -> Option<&str> {
        nearest(code, self.codes())
    }

    /// Every code: sheets, indicators, adjustments, conditions, grades.
    fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.sheets.iter().map(|sheet| sheet.key.as_str()).collect();
        for node in self.sheets.iter().flat_map(|sheet| &sheet.indicators).chain(&self.adjustments) {
            collect(node, &mut codes);
        }
        codes.extend(self.conditions.iter().map(|condition| condition.code.as_str()));
        codes.extend(self.grades.iter().map(|grade| grade.name.as_str()));
        codes
    }
}

fn find<'a>(node: &'a Node, code: &str) -> Option<&'a Node> {
    if node.code == code { Some(node) } else { node.children.iter().find_map(|child| find(child, code)) }
}

fn collect<'a>(node: &'a Node, codes: &mut Vec<&'a str>) {
    codes.push(&node.code);
    node.children.iter().for_each(|child| collect(child, codes));
}
