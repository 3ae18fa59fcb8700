//! Words that say what an operator of the language says, in another way.

use super::{Stop, last_word};
use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;
use crate::syntax::grammar::Rule;

/// Words and what the language says for them.
type Words = &'static [(&'static [&'static str], &'static str)];

/// Comparisons.
const COMPARISONS: Words = &[
    (
        &[
            "大于等于",
            "大于或等于",
            "高于等于",
            "高于或等于",
            "超过或等于",
            "不小于",
            "不少于",
            "不下于",
            "未低于",
            "至少",
            "最少",
            "達到",
        ],
        "达到",
    ),
    (&["大于", "多于", "超出", "超過", "大於", "多於"], "超过"),
    (&["小于", "少于", "不到", "未达到", "未达", "小於", "少於"], "不足"),
    (&["未满", "未滿", "不滿"], "不满"),
    (
        &["小于等于", "小于或等于", "低于等于", "低于或等于", "不大于", "不多于", "未超过", "至多", "最多", "不超過"],
        "不超过",
    ),
    (&["是", "等於", "就是", "即"], "为"),
    (&["不是", "不等於", "不等"], "不为"),
];
/// What joins two judgements.
const JUNCTIONS: Words = &[
    (&["和", "与", "及", "并", "并且", "而且", "以及", "同时", "又", "还有", "且有"], "且"),
    (&["或者", "或是", "抑或", "|"], "或"),
];
/// What stands before a list or a judgement.
const PREFIXES: Words = &[
    (&["没有", "未有"], "无"),
    (&["存在", "具有", "具备", "拥有"], "有"),
    (&["所有", "全部", "各个", "任何"], "每个"),
    (&["如果", "假如", "如"], "若"),
    (&["不是", "并非"], "非"),
];
/// What stands before the condition of a clause.
const WHENS: &[&str] = &["如果", "如", "若", "假如", "条件"];

/// The longest word of a table that the text begins with, and what is said for it.
fn beginning(tables: &[Words], text: &str) -> Option<(&'static str, &'static str)> {
    let all = tables.iter().copied().flatten().flat_map(|(words, right)| words.iter().map(move |word| (*word, *right)));
    all.filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len())
}

/// `大于10人`: a comparison that is written in another way, at the start of a name that nobody knows.
pub(super) fn comparison(name: &str) -> Option<(&'static str, String)> {
    let (word, right) = beginning(&[COMPARISONS], name)?;
    let rest = name.strip_prefix(word)?;
    rest.starts_with(|first: char| first.is_ascii_digit()).then(|| (word, format!("{right}{rest}")))
}

/// The names on both sides of `和`, `与`, `或者` …, and the operator that is meant.
pub(super) fn joined(name: &str) -> impl Iterator<Item = (&str, &'static str, &str)> {
    let all = JUNCTIONS.iter().flat_map(|(words, right)| words.iter().map(move |word| (*word, *right)));
    all.chain([("且", "且"), ("或", "或")])
        .flat_map(move |(word, right)| name.match_indices(word).map(move |(at, _)| (at, word, right)))
        .filter_map(|(at, word, right)| Some((name.get(..at)?, right, name.get(at.checked_add(word.len())?..)?)))
        .filter(|(left, _, right)| !left.is_empty() && !right.is_empty())
}

/// The message for a word that the language says in another way.
pub(super) fn instead(span: Span, word: &str, right: &str, text: String) -> Diagnostic {
    let message = say!("这里不写「{word}」，写「{right}」", "write `{right}` here, not `{word}`");
    Diagnostic::error("E0123", span, message).replace(say!("写成「{text}」", "write `{text}`"), span, text.clone())
}

impl Stop<'_> {
    /// `注册资本 大于 500万元`, `甲 和 乙`: where an operator must stand.
    pub(super) fn wrong_word(&self) -> Option<Diagnostic> {
        if !self.expects(Rule::and) && !self.expects(Rule::at_least) && !self.expects(Rule::compare) {
            return self.wrong_when();
        }
        let (word, right) = beginning(&[COMPARISONS, JUNCTIONS], self.found)?;
        let rest = self.found.strip_prefix(word)?;
        let glued = rest.starts_with(|first: char| first.is_ascii_digit()) || word.chars().count() > 1 || word == "是";
        if !rest.is_empty() && !glued {
            return None;
        }
        let text = if rest.is_empty() { right.to_owned() } else { format!("{right} {rest}") };
        Some(instead(self.span(), word, right, text))
    }

    /// `得 5 分 如果 甲`
    fn wrong_when(&self) -> Option<Diagnostic> {
        let when = (self.expects(Rule::when) || self.expects(Rule::filter)) && WHENS.contains(&self.found);
        when.then(|| instead(self.span(), self.found, "当", "当".to_owned()))
    }

    /// `没有 处罚`, `大于 10人 : 5 分`: the word before was read as a name.
    pub(super) fn wrong_word_before(&self) -> Option<Diagnostic> {
        let (start, word) = last_word(self.before())?;
        let digit = self.found.starts_with(|first: char| first.is_ascii_digit());
        let tables: &[Words] = if digit { &[COMPARISONS] } else { &[PREFIXES] };
        let (known, right) = beginning(tables, word).filter(|(known, _)| *known == word)?;
        let operand = digit || self.found.starts_with(unicode_ident::is_xid_start);
        let span = self.header.span(start, start.saturating_add(word.len()));
        operand.then(|| instead(span, known, right, right.to_owned()))
    }

    /// `甲，乙`, `企业规模 为 大型、中型`: a comma where an operator must stand.
    pub(super) fn comma(&self) -> Option<Diagnostic> {
        let sign = self.found.chars().next().filter(|sign| matches!(sign, ',' | '、'))?;
        let after = self.header.text.get(self.at.saturating_add(self.found.len())..)?.trim_start();
        let when = ["当", "when"].iter().any(|word| super::super::build::first_word(after) == *word);
        if when && (self.expects(Rule::when) || self.expects(Rule::filter)) {
            let message = say!("「当」前面不写逗号", "no comma stands before `when`");
            let fault = Diagnostic::error("E0112", self.span(), message);
            return Some(fault.replace(say!("改成空格", "put a space"), self.span(), " "));
        }
        if !self.expects(Rule::and) {
            return None;
        }
        if let Some(several) = self.several() {
            return Some(several);
        }
        let message = say!(
            "两个条件之间要写「且」或「或」，不用「{sign}」",
            "between two conditions stands `and` or `or`, not `{sign}`"
        );
        let fault = Diagnostic::error("E0123", self.span(), message);
        let fault = fault.replace(say!("都要满足：写「且」", "both must hold: write 且"), self.span(), " 且 ");
        Some(fault.replace(say!("满足一个就行：写「或」", "one of them must hold: write 或"), self.span(), " 或 "))
    }

    /// `企业规模 为 大型、中型`
    fn several(&self) -> Option<Diagnostic> {
        let (start, _) = last_word(self.before())?;
        let (at, word) = last_word(self.header.text.get(..start)?)?;
        let right = match word {
            "为" | "等于" | "是" => "属于",
            "不为" | "不等于" | "不是" => "不属于",
            _ => return None,
        };
        let span = self.header.span(at, at.saturating_add(word.len()));
        Some(instead(span, word, right, right.to_owned()))
    }
}
