//! A place that is completed: names, choices and keywords that may stand there.

use chengxin::symbols::{Scope, SymbolKind};
use chengxin::syntax::{Around, Cursor, Piece};

use super::operand::Operand;
use super::words::{ATOMS, CHOOSING, OPTIONS, TYPES};
use super::{Suggestion, keywords};
use crate::lsp::view::View;

/// A place, and what is visible there.
pub(super) struct Place<'a> {
    pub(super) view: View<'a>,
    pub(super) cursor: &'a Cursor<'a>,
    pub(super) scope: Scope,
}

impl Place<'_> {
    /// What a statement or a row may begin with.
    pub(super) fn beginning(&self) -> Vec<Suggestion> {
        let around = self.cursor.around();
        let mut found: Vec<Suggestion> = around.statements().into_iter().map(Suggestion::Keyword).collect();
        match around {
            Around::Rows => {
                found.extend(self.cells(0));
                if self.subjects().is_empty() {
                    found.extend(self.atoms());
                }
            }
            Around::Items | Around::Grades => found.extend(self.atoms()),
            Around::File
            | Around::Condition
            | Around::Indicator
            | Around::Adjustment
            | Around::Best
            | Around::Each
            | Around::Fields
            | Around::Choices => {}
        }
        found
    }

    /// The subjects of the table in whose rows the place stands.
    pub(super) fn subjects(&self) -> Vec<&Piece<'_>> {
        let Some(table) = self.cursor.enclosing.last().filter(|it| it.around == Around::Rows) else {
            return Vec::new();
        };
        let word = table.header.iter().position(|piece| matches!(piece.text, "分档" | "bands"));
        let rest = word.and_then(|at| table.header.get(at.saturating_add(1)..)).unwrap_or(&[]);
        rest.split(|piece| matches!(piece.sign, Some('、' | ',' | '|'))).filter_map(<[_]>::last).collect()
    }

    /// What the cell of a column may hold.
    pub(super) fn cells(&self, column: usize) -> Vec<Suggestion> {
        let subjects = self.subjects();
        let subject = subjects.get(column);
        let mut found = subject.map_or(Vec::new(), |subject| self.choices_of(subject));
        let words: &[&str] = match subject.and_then(|subject| self.operand(subject)) {
            None => &["其他"],
            Some(Operand::Truth) => &["是", "否", "其他", "无记录", "不适用"],
            Some(Operand::Choice | Operand::Choices | Operand::Text | Operand::List) => &["其他", "无记录", "不适用"],
            Some(Operand::Quantity) => &["超过", "达到", "不足", "不超过", "其他", "无记录", "不适用"],
            Some(Operand::Date | Operand::Year | Operand::Other) => {
                &["满", "不满", "超过", "达到", "不足", "不超过", "其他", "无记录", "不适用"]
            }
        };
        found.extend(keywords(words));
        found
    }

    pub(super) fn choices_of(&self, subject: &Piece<'_>) -> Vec<Suggestion> {
        let symbols = &self.view.analysis.symbols;
        let found = symbols.lookup(subject.text, &self.scope).and_then(|at| symbols.get(at));
        let facts = found.map_or(&[][..], |symbol| symbol.chosen_from.as_slice());
        let choices = facts.iter().take(1).flat_map(|fact| symbols.children(*fact));
        choices.filter(|(_, it)| it.kind == SymbolKind::Choice).map(|(at, _)| Suggestion::Symbol(at)).collect()
    }

    /// Choices, where one must stand: after `为` and its like, or in a row over choices.
    pub(super) fn choices(&self) -> Option<Vec<Suggestion>> {
        let words = &self.cursor.before;
        let separators = [Some('、'), Some('|')];
        let mut at = words.len();
        // Back over `甲、乙、`.
        while at >= 2 && words.get(at.saturating_sub(1)).is_some_and(|piece| separators.contains(&piece.sign)) {
            at = at.saturating_sub(2);
        }
        if at == 0 || words.get(at.saturating_sub(1)).is_some_and(|piece| piece.sign == Some(',')) {
            let in_row = self.cursor.around() == Around::Rows && !words.iter().any(|piece| piece.sign == Some(':'));
            let column = words.iter().filter(|piece| piece.sign == Some(',')).count();
            return in_row.then(|| self.cells(column)).filter(|found| !found.is_empty());
        }
        let operator =
            words.get(at.saturating_sub(1)).filter(|piece| CHOOSING.contains(&piece.text) && !piece.quoted)?;
        let subject = at.checked_sub(2).and_then(|at| words.get(at))?;
        let choices = self.choices_of(subject);
        if choices.is_empty() && self.operand(subject) == Some(Operand::Truth) && operator.text != "仅" {
            return Some(keywords(&["是", "否"]));
        }
        (!choices.is_empty()).then_some(choices)
    }

    /// Every name that means something here, and the words of expressions.
    pub(super) fn atoms(&self) -> Vec<Suggestion> {
        let names = self.view.analysis.symbols.visible(&self.scope).into_iter().map(Suggestion::Symbol);
        names.chain(keywords(ATOMS)).collect()
    }

    pub(super) fn lists(&self) -> Vec<Suggestion> {
        let symbols = &self.view.analysis.symbols;
        let lists = symbols.visible(&self.scope).into_iter();
        lists.filter(|at| symbols.get(*at).is_some_and(|it| it.is_list)).map(Suggestion::Symbol).collect()
    }

    pub(super) fn codes(&self) -> Vec<Suggestion> {
        let all = self.view.analysis.symbols.all().iter().enumerate();
        let scored = all.filter(|(_, it)| matches!(it.kind, SymbolKind::Indicator | SymbolKind::Sheet));
        let seen = scored.filter(|(_, it)| it.track.is_none() || it.track == self.scope.track);
        seen.map(|(at, _)| Suggestion::Symbol(at)).collect()
    }

    /// Whether a fact or a field is being declared.
    pub(super) fn declares(&self) -> bool {
        let first = self.cursor.before.first().map(|piece| piece.text);
        let defines = matches!(first, Some("定义" | "define"));
        matches!(first, Some("事实" | "fact")) || (self.cursor.around() == Around::Fields && !defines)
    }

    /// Types after the key, then options.
    pub(super) fn declaration(&self, last: &Piece<'_>) -> Vec<Suggestion> {
        if last.sign == Some(')') {
            return keywords(TYPES);
        }
        let closed = self.cursor.before.iter().any(|piece| piece.sign == Some(')'));
        let wants_value = matches!(last.text, "来源" | "步长" | "缺省" | "视为无" | "至多" | "唯一" | "改变代价");
        if closed && !wants_value { keywords(OPTIONS) } else { Vec::new() }
    }

    /// What goes on with the header of a sheet, an indicator or a condition; nothing elsewhere.
    pub(super) fn header(&self, last: &Piece<'_>) -> Option<Vec<Suggestion>> {
        let has = |word: &str| self.cursor.before.iter().any(|piece| piece.text == word);
        Some(match self.cursor.before.first()?.text {
            "指标" | "指标表" | "indicator" | "sheet" if has("满分") || has("points") => {
                keywords(&["附加", "权重"])
            }
            "指标" | "指标表" | "indicator" | "sheet" if last.quoted || last.sign == Some(')') => {
                keywords(&["满分"])
            }
            "条件" | "condition" if last.quoted => keywords(&["一票否决"]),
            "指标" | "指标表" | "indicator" | "sheet" | "条件" | "优先" | "上限" | "condition" | "preference"
            | "ceiling" | "依据" | "证明" | "核验" | "说明" | "basis" | "evidence" | "verification" | "note" => {
                Vec::new()
            }
            "不适用" | "not_applicable" if self.cursor.before.len() == 1 => keywords(&["当"]),
            "适用" | "清零" | "视为未提交" | "concerns" | "clear" | "unsubmitted" if self.cursor.before.len() == 1 => {
                keywords(&["当"])
            }
            _ => return None,
        })
    }
}
