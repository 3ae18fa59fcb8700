//! Brackets in a name, functions that there are not, and full-width letters where only half-width ones can stand.

use super::{Stop, last_word};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;
use crate::syntax::build::first_word;
use crate::syntax::grammar::{Grammar, Rule};
use pest::Parser;

/// What functions are called elsewhere, and what they are called here.
const FUNCTIONS: &[(&[&str], &str)] = &[
    (&["总和", "求和", "总计", "合计数", "累计", "SUM", "总额"], "合计"),
    (&["平均值", "均值", "平均数", "AVG", "AVERAGE", "avg", "average"], "平均"),
    (&["最大", "最大值", "最高值", "MAX", "max"], "最高"),
    (&["最小", "最小值", "最低值", "MIN", "min"], "最低"),
    (&["个数", "数量", "计数", "次数", "件数", "COUNT"], "条数"),
    (&["绝对", "ABS", "abs"], "绝对值"),
    (&["去重", "种类", "种类数"], "种数"),
    (&["取大", "较大值", "较大者"], "较大"),
    (&["取小", "较小值", "较小者"], "较小"),
    (&["舍入", "ROUND", "保留"], "四舍五入"),
];
/// What stands behind a bound in brackets: `10人（含）以上`.
const INCLUDED: &[&str] = &["含", "不含", "包含", "含本数"];
/// Units that are put behind a name in brackets.
const UNITS: &[&str] = &["元", "万元", "亿元", "%", "人", "件", "次", "年", "分", "项", "份", "家", "个", "个月", "日"];

impl Stop<'_> {
    /// What stands in brackets from the stop on: the text in them, and where they end.
    fn bracketed(&self, open: usize) -> Option<(&str, usize)> {
        let inside = self.header.text.get(open.checked_add(1)?..)?;
        let end = inside.find(')')?;
        Some((inside.get(..end)?.trim(), open.saturating_add(end).saturating_add(2)))
    }

    /// `奖金(上月)`, `注册资本(万元)`, `总和(处罚 的 罚款)`, `10人（含）以上`.
    pub(super) fn bracket(&self) -> Option<Diagnostic> {
        let open = match self.found.starts_with('(') {
            true => self.at,
            false => self.before().trim_end().strip_suffix('(').map(str::len)?,
        };
        let (inside, end) = self.bracketed(open)?;
        if INCLUDED.iter().any(|word| inside.starts_with(word)) {
            return self.included(open, end, inside);
        }
        let (start, word) = last_word(self.header.text.get(..open)?)?;
        let span = self.header.span(start, end);
        if !word.starts_with(unicode_ident::is_xid_start) || inside.is_empty() {
            return None;
        }
        if let Some(fault) = self.function(start, word, inside) {
            return Some(fault);
        }
        let plain = inside.chars().all(|one| one.is_alphanumeric() || one == '_' || one == '%');
        if !plain || inside == word || inside.is_ascii() && self.expects(Rule::key) {
            return None;
        }
        Some(self.bracketed_name(span, word, inside, end))
    }

    fn bracketed_name(&self, span: Span, word: &str, inside: &str, end: usize) -> Diagnostic {
        if UNITS.contains(&inside) && !self.expects(Rule::key) {
            let message =
                say!("单位写在数的后面，不写在名称后面", "a unit stands behind the number, not behind the name");
            let fault = Diagnostic::error("E0124", span, message);
            return fault.replace(say!("写成「{word}」", "write `{word}`"), span, word);
        }
        let right = format!("{word}_{inside}");
        let message = say!("名称里不能有括号", "a name holds no brackets");
        let fault = Diagnostic::error("E0124", span, message);
        let keyed = self.header.text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('('));
        if self.expects(Rule::key) && !keyed {
            return fault.help(say!(
                "名称和英文代号都要写，如：{right} (bonus)",
                "a name and an ASCII key are needed, such as: {right} (bonus)"
            ));
        }
        fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone())
    }

    /// `总和(…)`
    fn function(&self, start: usize, word: &str, inside: &str) -> Option<Diagnostic> {
        if self.expects(Rule::key)
            || matches!(self.rule, Rule::fact | Rule::field | Rule::definition) && self.expects(Rule::equals_sign)
        {
            return None;
        }
        let right = FUNCTIONS.iter().find(|(words, _)| words.contains(&word)).map(|(_, right)| *right);
        let called = inside.contains([',', ' ']);
        if right.is_none() && !called {
            return None;
        }
        let span = self.header.span(start, start.saturating_add(word.len()));
        let message = say!("没有「{word}」这个函数", "there is no function `{word}`");
        let fault = Diagnostic::error("E0129", span, message);
        Some(match right {
            Some(right) => fault.replace(say!("写成「{right}」", "write `{right}`"), span, right),
            None => fault.help(say!(
                "列表的数用 条数、合计、最高、最低、平均、种数；别的用 较大、较小、取整、四舍五入、绝对值",
                "of lists: 条数, 合计, 最高, 最低, 平均, 种数; else 较大, 较小, 取整, 四舍五入, 绝对值"
            )),
        })
    }

    /// `10人（含）以上`, `10人以上（含）`: 以上 and 以下 include the number.
    fn included(&self, open: usize, end: usize, inside: &str) -> Option<Diagnostic> {
        let span = self.header.span(open, end);
        let message = say!(
            "不写「（{inside}）」：「以上」「以下」本来就含本数；不含的写「超过」「不足」",
            "leave `({inside})` out: 以上 and 以下 include the number; 超过 and 不足 do not"
        );
        let fault = Diagnostic::error("E0123", span, message);
        let without = inside.starts_with('不');
        Some(if without { fault } else { fault.replace(say!("删去它", "delete it"), span, "") })
    }

    /// `ｎｅｔ`: full-width letters in a key.
    pub(super) fn full_width(&self) -> Option<Diagnostic> {
        let half = half_width_letters(self.found)?;
        let fits = self.expects(Rule::key) && Grammar::parse(Rule::key, &half).is_ok();
        fits.then(|| wide_letters(self.span(), &half))
    }

    /// `依据 某标准`: a text without quotes.
    pub(super) fn unquoted(&self) -> Option<Diagnostic> {
        let text = self.header.text.get(self.at..)?.trim_end();
        let bare = self.expects(Rule::text)
            && !text.contains(['"', '“', '”'])
            && self.found.starts_with(|first: char| first.is_alphanumeric());
        if !bare || self.expects(Rule::name) || self.expects(Rule::points_word) {
            return None;
        }
        let right = format!("“{text}”");
        let span = self.header.span(self.at, self.at.saturating_add(text.len()));
        let message = say!("文字要用引号括起来", "a text stands in quotes");
        let fault = Diagnostic::error("E0104", span, message);
        Some(fault.replace(say!("写成 {right}", "write {right}"), span, right.clone()))
    }

    /// `满分：10`, `示例 (basic) 10 {`: the word for the points, and no sign behind it.
    pub(super) fn points(&self) -> Option<Diagnostic> {
        let named = last_word(self.before()).is_some_and(|(_, word)| matches!(word, "满分" | "points" | "权重"));
        if named && matches!(self.found, ":" | "=") {
            let message = say!("「满分」后面直接写数", "the number follows `points` at once");
            let fault = Diagnostic::error("E0112", self.span(), message);
            return Some(fault.replace(say!("删去「：」", "delete the sign"), self.span(), " "));
        }
        let missing = (self.expects(Rule::points_word) || self.expects(Rule::points_part))
            && self.found.starts_with(|first: char| first.is_ascii_digit());
        let right = format!("满分 {}", self.found);
        missing.then(|| {
            let message = say!("前面缺「满分」", "`points` (满分) is missing before it");
            let fault = Diagnostic::error("E0112", self.span(), message);
            fault.replace(say!("写成「{right}」", "write `{right}`"), self.span(), right.clone())
        })
    }
}

/// The message for full-width letters.
pub(crate) fn wide_letters(span: Span, half: &str) -> Diagnostic {
    let message = say!("这里的字母要用半角", "letters are half-width here");
    Diagnostic::error("E0126", span, message).replace(say!("写成「{half}」", "write `{half}`"), span, half)
}

/// The text with half-width letters, where it has full-width ones.
pub(crate) fn half_width_letters(text: &str) -> Option<String> {
    let half = |one: char| match one {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(one).saturating_sub(0xFEE0)).unwrap_or(one),
        other => other,
    };
    let out: String = text.chars().map(half).collect();
    (out != text).then_some(out)
}

/// `指标表 ｆａｃｔ`: the keyword that is meant by a word in full-width letters.
pub(super) fn narrow(first: &str) -> Option<String> {
    half_width_letters(first).filter(|half| first_word(half).len() == half.len())
}
