//! Operands: what may follow one, and the units that fit.

use chengxin::document::FactKind;
use chengxin::syntax::{self, Piece};

use super::place::Place;
use super::words::{MONEY, PERIODS, POINTS, RATIOS, YEARS};
use super::{Suggestion, keywords};
use crate::lsp::describe;

/// What an operand is, as far as it decides what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    Quantity,
    Date,
    Year,
    Truth,
    Choice,
    Choices,
    Text,
    List,
    Other,
}

impl Place<'_> {
    /// What is typed up to the end of its last number, where units may follow: `500`, `1000万元以上不足4000`.
    pub(super) fn number(&self) -> Option<String> {
        let typed = self.cursor.typed;
        let digit = |character: char| character.is_ascii_digit();
        let Some(first) = typed.find(digit) else {
            let heads = matches!(self.cursor.before.first().map(|piece| piece.text), Some("指标" | "指标表"));
            let last = self.cursor.before.last().filter(|piece| typed.is_empty() && !heads && is_number(piece.text));
            return last.map(|_| String::new());
        };
        let bound = typed.get(..first).is_some_and(|word| word.is_empty() || syntax::is_keyword(word));
        let end = typed.rfind(digit).filter(|_| bound)?.saturating_add(1);
        typed.get(..end).map(str::to_owned)
    }

    /// Units, those that fit what is measured first.
    pub(super) fn units(&self, number: &str) -> Vec<Suggestion> {
        let before = self.cursor.before.iter().rev();
        let points =
            ["满分", "得", "加", "扣", "减", "起", "封顶", "下限", "起始", "设为", "points", "award", "add", "deduct"];
        let measured = before.clone().find_map(|piece| {
            if points.contains(&piece.text) || piece.sign == Some(':') { None } else { self.operand(piece) }
        });
        let scored = before.clone().next().is_some_and(|piece| points.contains(&piece.text) || piece.sign == Some(':'));
        let row = self.subjects().first().and_then(|subject| self.operand(subject));
        let fitting: &[&str] = match measured.or(row).filter(|_| !scored) {
            _ if scored => POINTS,
            Some(Operand::Date) => PERIODS,
            Some(Operand::Year) => YEARS,
            Some(
                Operand::Quantity
                | Operand::Truth
                | Operand::Choice
                | Operand::Choices
                | Operand::Text
                | Operand::List
                | Operand::Other,
            )
            | None => MONEY,
        };
        let rest = [MONEY, POINTS, RATIOS, PERIODS, YEARS].into_iter().flatten().filter(|unit| !fitting.contains(unit));
        let all = fitting.iter().chain(rest);
        all.map(|unit| Suggestion::Unit(number.to_owned(), unit)).collect()
    }

    /// What the word before is, where it ends an operand.
    pub(super) fn operand(&self, piece: &Piece<'_>) -> Option<Operand> {
        if piece.sign == Some(')') || (piece.sign.is_none() && is_number(piece.text)) || is_measured(piece.text) {
            return Some(Operand::Other);
        }
        if matches!(piece.text, "基准日" | "as_of") {
            return Some(Operand::Date);
        }
        let symbols = &self.view.analysis.symbols;
        let symbol = symbols.lookup(piece.text, &self.scope).and_then(|at| symbols.get(at))?;
        let Some(fact) = describe::fact_at(self.view.analysis, symbol.span) else { return Some(Operand::Other) };
        Some(match &fact.kind {
            FactKind::Number(_) | FactKind::Integer(_) | FactKind::Money | FactKind::Ratio | FactKind::Percent => {
                Operand::Quantity
            }
            FactKind::Date => Operand::Date,
            FactKind::Year => Operand::Year,
            FactKind::YesNo => Operand::Truth,
            FactKind::Choice(_) => Operand::Choice,
            FactKind::Choices(_) => Operand::Choices,
            FactKind::Text | FactKind::CreditCode => Operand::Text,
            FactKind::List(_) => Operand::List,
        })
    }

    /// What may follow an operand: comparisons that fit its type, then what joins.
    pub(super) fn operators(&self, operand: Operand) -> Vec<Suggestion> {
        let compared: &[&str] = match operand {
            Operand::Quantity => &["达到", "超过", "不足", "不超过", "为", "不为", "在", "不在"],
            Operand::Date => {
                &["满", "不满", "在近", "不在近", "在后", "早于", "晚于", "不早于", "不晚于", "至", "在", "为"]
            }
            Operand::Year => &["为", "不为", "在近", "不在近", "达到", "超过", "不足", "不超过"],
            Operand::Truth => &["为"],
            Operand::Choice => &["为", "不为", "属于", "不属于"],
            Operand::Choices => &["含", "不含", "齐备", "仅"],
            Operand::Text => &["为", "不为", "属于", "不属于"],
            Operand::List => &["当", "的", "均", "无记录"],
            Operand::Other => &["达到", "超过", "不足", "不超过", "为", "至", "满", "不满", "当"],
        };
        let states: &[&str] = if matches!(operand, Operand::List | Operand::Other) {
            &[]
        } else {
            &["已填", "为空", "无记录", "不适用"]
        };
        let mut found = keywords(compared);
        found.extend(keywords(states));
        found.extend(keywords(&["且", "或"]));
        found
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit())
}

/// `3年`, `500万元`: begins with a digit.
fn is_measured(text: &str) -> bool {
    text.starts_with(|character: char| character.is_ascii_digit())
}
