//! Points add up, levels are as many as the scheme says, and a track stays in its slot.

use super::Checker;
use super::indicator::Head;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Document, Indicator, Item, Sheet};
use crate::plan::{self, Floor, Node};
use crate::scheme::Placed;
use crate::value::Number;

impl Checker<'_> {
    /// Children's points add up to the parent's, or their weights to a whole.
    pub(super) fn children_add_up(&mut self, node: &Node, children: &[Node]) {
        let counted: Vec<&Node> = children.iter().filter(|child| !child.bonus).collect();
        let weights: Vec<&Number> = counted.iter().filter_map(|child| child.weight.as_ref()).collect();
        if !weights.is_empty() {
            let whole = weights.iter().fold(Number::zero(), |sum, weight| sum.plus(weight));
            if weights.len() != counted.len() || whole != Number::one() {
                let sum = whole.times(&Number::from(100)).short(4);
                self.error(
                    "E0601",
                    node.span,
                    say!(
                        "下级权重合计 {sum}%，应都写明且合计 100%",
                        "the children's weights add up to {sum}%; each needs one and they make 100%"
                    ),
                );
            }
            return;
        }
        let sum = counted.iter().fold(Number::zero(), |sum, child| sum.plus(&child.points));
        if sum != node.points {
            let (code, points) = (&node.code, &node.points);
            let terms = counted.iter().map(|child| format!("{} {}", child.code, child.points));
            let terms = terms.collect::<Vec<_>>().join(" + ");
            let diagnostic = Diagnostic::error(
                "E0601",
                node.span,
                say!(
                    "{code} 满分 {points} 分，而下级合计 {sum} 分",
                    "{code} has {points} points, and its children {sum}"
                ),
            );
            self.report(diagnostic.help(say!("下级：{terms}", "children: {terms}")));
        }
    }

    pub(super) fn scheme_sheet(&mut self, written: &Sheet) -> Option<plan::Sheet> {
        let key = written.key.text.clone();
        let entry = self.scheme.sheets.iter().find(|entry| entry.key.value == key).cloned();
        let Some(entry) = entry else {
            let diagnostic = Diagnostic::error(
                "E0701",
                written.key.span,
                say!("scheme.toml 里没有登记指标表 {key}", "scheme.toml does not list a sheet {key}"),
            );
            let known = self.scheme.sheets.iter().map(|entry| entry.key.value.as_str());
            let nearest = nearest(&key, known).map(str::to_owned);
            self.report(match nearest {
                Some(nearest) => {
                    let shown = nearest.clone();
                    diagnostic.replace(say!("是不是 {shown}？", "did you mean {shown}?"), written.key.span, nearest)
                }
                None => diagnostic,
            });
            return None;
        };
        if let Some(levels) = &entry.levels {
            self.levels(written, levels);
        }
        let root = self.sheet(written, None, Some(entry.points.clone()))?;
        let share = entry.weight.value.over(&self.weight_of_all())?;
        let levels = entry.levels.map(|levels| levels.value);
        Some(plan::Sheet { root, share, levels })
    }

    fn weight_of_all(&self) -> Number {
        let sheets = self.scheme.sheets.iter().map(|sheet| &sheet.weight.value);
        let slot = self.scheme.slot.iter().map(|slot| &slot.weight.value);
        sheets.chain(slot).fold(Number::zero(), |sum, weight| sum.plus(weight))
    }

    pub(super) fn share_of_slot(&self) -> Option<Number> {
        self.scheme.slot.as_ref()?.weight.value.over(&self.weight_of_all())
    }

    /// Two tracks under one name: whoever asks for it by name would get the first.
    pub(super) fn names_differ(&mut self, files: &[super::RuleFile]) {
        let sheets: Vec<&Sheet> =
            files.iter().filter(|file| file.track).flat_map(|file| super::sheets_of(&file.document)).collect();
        for (at, sheet) in sheets.iter().enumerate() {
            let same = |other: &&&Sheet| other.name.text == sheet.name.text || other.key.text == sheet.key.text;
            if let Some(first) = sheets.iter().take(at).find(same) {
                let name = &sheet.name.text;
                let message = say!("两套指标同名或同代号：“{name}”", "two tracks share a name or a key: “{name}”");
                let fault = Diagnostic::error("E0706", sheet.name.span, message);
                self.report(
                    fault
                        .and(first.name.span, say!("另一套在这里", "the other one is here"))
                        .help(say!("改其中一套的名称或代号", "change the name or the key of one of them")),
                );
            }
        }
    }

    pub(super) fn sheet(
        &mut self,
        written: &Sheet,
        track: Option<usize>,
        expected: Option<Placed<Number>>,
    ) -> Option<Node> {
        let points = self.points(&written.points, track);
        if let Some(expected) = expected
            && expected.value != points
        {
            let (name, wanted) = (&written.name.text, expected.value);
            self.report(
                Diagnostic::error(
                    "E0601",
                    written.points.span,
                    say!(
                        "指标表“{name}”写的满分是 {points}，scheme.toml 要求 {wanted}",
                        "the sheet “{name}” has {points} points, and scheme.toml asks for {wanted}"
                    ),
                )
                .and(expected.span, say!("这里要求的", "asked for here")),
            );
        }
        self.take_code(&written.key, track);
        let head = Head {
            code: &written.key.text,
            title: written.title.as_ref().map_or(&written.name.text, |title| &title.value),
            points,
            bonus: false,
            weight: None,
            span: written.span,
        };
        let node = self.node(head, &written.clauses, &written.children, track);
        self.scored.insert((node.code.clone(), track));
        self.inapplicable(&node);
        Some(node)
    }

    /// A track's sheet counts from nought to its points, whatever its own clauses say.
    pub(super) fn within_slot(&mut self, sheet: &Node) {
        let clauses = &sheet.clauses;
        let outside = |points: &Number| points.is_negative() || *points > sheet.points;
        let below = match &clauses.floor {
            Floor::Zero => false,
            Floor::At(points) => outside(points),
            Floor::None => true,
        };
        if below || clauses.no_cap || clauses.overrides.iter().any(|entry| outside(&entry.points)) {
            let message = say!(
                "协会（区）的指标表只能在 0 分到满分之间：这里不能写不封顶、不设下限，也不能设为满分以外的分",
                "a track's sheet stays between 0 and its points: no 不封顶, no 不设下限, and nothing set beyond its points"
            );
            self.error("E0705", sheet.span, message);
        }
    }

    /// `levels = [5, 16, 43]`: so many indicators at each level.
    fn levels(&mut self, sheet: &Sheet, wanted: &Placed<Vec<u32>>) {
        let mut found: Vec<u32> = Vec::new();
        count_levels(&sheet.children, 0, &mut found);
        if found != wanted.value {
            let list = |counts: &[u32]| match counts {
                [] => "0".to_owned(),
                _ => counts.iter().map(u32::to_string).collect::<Vec<_>>().join(" / "),
            };
            let (have, want) = (list(&found), list(&wanted.value));
            self.report(
                Diagnostic::error(
                    "E0702",
                    sheet.span,
                    say!(
                        "各级指标数是 {have}，scheme.toml 要求 {want}",
                        "there are {have} indicators by level, and scheme.toml asks for {want}"
                    ),
                )
                .and(wanted.span, say!("这里要求的", "asked for here")),
            );
        }
    }

    pub(super) fn missing_sheets(&mut self, sheets: &[plan::Sheet]) {
        // A sheet with an unknown key is likely the one that is missing.
        if self.diagnostics.iter().any(|found| found.code == "E0701") {
            return;
        }
        for entry in &self.scheme.sheets {
            let key = &entry.key.value;
            if !sheets.iter().any(|sheet| sheet.root.code == *key) && !self.codes.contains_key(key) {
                self.diagnostics.push(Diagnostic::error(
                    "E0704",
                    entry.key.span,
                    say!("规则文件里没有指标表 {key}", "no rule file holds the sheet {key}"),
                ));
            }
        }
    }

    /// A track's file adds facts, definitions, conditions and its one sheet, and nothing else.
    pub(super) fn slot_only(&mut self, document: &Document) {
        for item in &document.items {
            let (span, zh, en) = match item {
                Item::Grade(item) => (item.span, "等级", "grades"),
                Item::Adjustment(item) => (item.span, "对总分的调整", "adjustments of the total"),
                Item::Fact(_) | Item::Definition(_) | Item::Condition(_) | Item::Sheet(_) => continue,
            };
            self.report(
                Diagnostic::error(
                    "E0705",
                    span,
                    say!("协会（区）的文件不能规定{zh}", "a track's file may not lay down {en}"),
                )
                .help(say!(
                    "协会（区）只能增加自己的事实、定义、条件和一张指标表",
                    "a track adds only its own facts, definitions, conditions and one sheet"
                )),
            );
        }
        if !document.items.iter().any(|item| matches!(item, Item::Sheet(_))) {
            let span = crate::source::Span::new(document.file, 0, 0);
            self.error("E0703", span, say!("协会（区）的文件要有一张指标表", "a track's file holds one sheet"));
        }
    }
}

fn count_levels(children: &[Indicator], depth: usize, found: &mut Vec<u32>) {
    for child in children {
        if found.len() <= depth {
            found.resize(depth.saturating_add(1), 0);
        }
        if let Some(count) = found.get_mut(depth) {
            *count = count.saturating_add(1);
        }
        count_levels(&child.children, depth.saturating_add(1), found);
    }
}
