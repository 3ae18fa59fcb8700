//! `可与 C1-1 重复`: the indicator that is named exists.

use std::collections::BTreeSet;

use super::Checker;
use crate::diagnostic::{Diagnostic, nearest, say};
use crate::plan::{MayRepeat, Node, Sheet, Track};

impl Checker<'_> {
    pub(super) fn repeats_exist(&mut self, sheets: &[Sheet], tracks: &[Track]) {
        let shared: Vec<&Node> = sheets.iter().flat_map(|sheet| sheet.root.tree()).collect();
        self.named_exist(&shared, &[]);
        for track in tracks {
            self.named_exist(&track.sheet.root.tree(), &shared);
        }
    }

    /// Every indicator that these name is one of them, or of the others.
    fn named_exist(&mut self, nodes: &[&Node], others: &[&Node]) {
        let named: Vec<(&Node, &MayRepeat)> =
            nodes.iter().flat_map(|node| node.clauses.may_repeat.iter().map(|named| (*node, named))).collect();
        if named.is_empty() {
            return;
        }
        let codes: BTreeSet<&str> = nodes.iter().chain(others).map(|node| node.code.as_str()).collect();
        for (node, MayRepeat { code, span, .. }) in named {
            if code == &node.code {
                let message = say!("{code} 就是这一项自己", "{code} is this very indicator");
                let found = Diagnostic::error("E0903", *span, message);
                self.report(found.help(say!(
                    "写另一项的编号：同一件事在那里也计分",
                    "name the other indicator that counts the same event"
                )));
            } else if !codes.contains(code.as_str()) {
                let message = say!("没有编号为 {code} 的指标", "there is no indicator with the code {code}");
                let found = Diagnostic::error("E0903", *span, message);
                self.report(match nearest(code, codes.iter().copied().filter(|known| known != &node.code)) {
                    Some(nearest) => found.replace(
                        say!("是不是想写 {nearest}？", "did you mean {nearest}?"),
                        *span,
                        nearest.to_owned(),
                    ),
                    None => found,
                });
            }
        }
    }
}
