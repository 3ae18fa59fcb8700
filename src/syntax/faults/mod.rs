//! What the grammar could not read, in words of the domain.

mod expected;
mod glued;
mod misplaced;
mod wordings;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::{Grammar, Rule};
use super::header::Header;
use crate::diagnostic::{Diagnostic, say};

pub(crate) use misplaced::misplaced;
pub(crate) use wordings::way;

/// Where the grammar stopped in a header, and what stands there.
struct Stop<'a> {
    header: &'a Header,
    /// The rule of the statement.
    rule: Rule,
    /// The byte of the cleaned text.
    at: usize,
    /// The word, text or symbol there; empty at the end.
    found: &'a str,
    /// What would have been read.
    expected: &'a [Rule],
}

/// The message for a header that the grammar does not read.
pub(crate) fn unexpected(header: &Header, rule: Rule, error: &Error<Rule>) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rest = header.text.get(at..).unwrap_or("");
    let at = at.saturating_add(rest.len().saturating_sub(rest.trim_start().len()));
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
        ErrorVariant::CustomError { .. } => &[],
    };
    let stop = Stop { header, rule, at, found: token(header.text.get(at..).unwrap_or("")), expected };
    stop.unit()
        .or_else(|| stop.space_before())
        .or_else(|| stop.numeral())
        .or_else(|| stop.reserved())
        .or_else(|| stop.space_inside())
        .or_else(|| stop.colon())
        .unwrap_or_else(|| stop.plain())
}

/// The start of a very long word, for a message.
pub(crate) fn brief(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or("")),
        None => word.to_owned(),
    }
}

/// The word, text or symbol at the start of a text.
fn token(text: &str) -> &str {
    let word = super::build::first_word(text);
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        let end = text.find(|character: char| character != '.' && !unicode_ident::is_xid_continue(character));
        return text.get(..end.unwrap_or(text.len())).unwrap_or(word);
    }
    if !word.is_empty() {
        return word;
    }
    let Some(first) = text.chars().next() else { return "" };
    let closing = match first {
        '"' => Some('"'),
        '“' => Some('”'),
        _ => None,
    };
    let own = first.len_utf8();
    let length = closing
        .and_then(|closing| {
            text.get(own..)?.find(closing).map(|at| at.saturating_add(own).saturating_add(closing.len_utf8()))
        })
        .unwrap_or(own);
    text.get(..length).unwrap_or("")
}

impl Stop<'_> {
    fn span(&self) -> crate::source::Span {
        if self.found.is_empty() {
            self.header.end()
        } else {
            self.header.span(self.at, self.at.saturating_add(self.found.len()))
        }
    }

    fn before(&self) -> &str {
        self.header.text.get(..self.at).unwrap_or("")
    }

    fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// `500万`: a number with something behind it that is no unit.
    fn unit(&self) -> Option<Diagnostic> {
        let number_start =
            self.before().trim_end_matches(|character: char| character.is_ascii_digit() || character == '.').len();
        let number = self.before().get(number_start..)?;
        if number.is_empty() || self.found.is_empty() || !self.found.starts_with(unicode_ident::is_xid_start) {
            return None;
        }
        let written = self.found;
        let span = self.header.span(number_start, self.at.saturating_add(written.len()));
        let fault = Diagnostic::error(
            "E0118",
            span,
            say!("「{unit}」不是单位", "`{unit}` is not a unit", unit = brief(written)),
        );
        let known = [("万", "万元"), ("亿", "亿元"), ("天", "日"), ("月", "个月"), ("周年", "年"), ("块", "元")];
        let right = known.iter().find_map(|(wrong, right)| {
            let rest = written.strip_prefix(wrong)?;
            let goes_on = rest.is_empty()
                || ["以", "不", "超", "低", "高", "内", "至"].iter().any(|start| rest.starts_with(start));
            goes_on.then(|| format!("{number}{right}{rest}"))
        });
        let right = right.or_else(|| wordings::in_full(number, written)).or_else(|| wordings::row(number, written));
        Some(match right {
            Some(right) => fault.replace(say!("写成「{right}」", "write `{right}`"), span, right.clone()),
            None => fault.help(say!(
                "单位有：元 万元 亿元 分 % 年 个月 日，和计数的 人 件 次 项 份 家 平方米 等；单位后面的字要空一格",
                "units are: yuan wan_yuan yi_yuan pts % years months days, and for counting 人 件 次 项 份 家 平方米 …; a word after a unit stands apart"
            )),
        })
    }

    /// `满分 十`
    fn numeral(&self) -> Option<Diagnostic> {
        if !self.expects(Rule::quantity) && !self.expects(Rule::digits) && !self.expects(Rule::number) {
            return None;
        }
        let (numeral, digits) = super::numerals::in_digits(self.found)?;
        Some(super::numerals::refused(self.span(), &numeral, &digits))
    }

    /// A reserved word where a name is declared.
    fn reserved(&self) -> Option<Diagnostic> {
        let declares = self.expects(Rule::name) && !self.expects(Rule::quantity) && !self.expects(Rule::number);
        let is_word = self.found.starts_with(unicode_ident::is_xid_start);
        if !declares || !is_word || Grammar::parse(Rule::name, self.found).is_ok() {
            return None;
        }
        let word = brief(self.found);
        let message = say!("「{word}」是保留字，不能作名称", "`{word}` is a reserved word and cannot be a name");
        let help = say!("换一个名称，比如在它前面加字", "take another name, for example with a word before it");
        Some(Diagnostic::error("E0117", self.span(), message).help(help))
    }

    /// A row without a colon.
    fn colon(&self) -> Option<Diagnostic> {
        let row = matches!(self.rule, Rule::cell_row | Rule::guard_row | Rule::grade_row);
        if !row || self.header.text.contains(':') || !(self.expects(Rule::colon) || self.rule == Rule::grade_row) {
            return None;
        }
        let at = crate::source::Span { end: self.span().start, ..self.span() };
        let fault = Diagnostic::error("E0113", self.span(), say!("缺「：」", "missing `:`"));
        let fault = fault.here(say!(
            "这里之前要有「：」，左边是情形，右边是结果",
            "`:` must come before this: the case on its left, the result on its right"
        ));
        Some(fault.replace(say!("在这里写「：」", "write `:` here"), at, "："))
    }

    fn plain(&self) -> Diagnostic {
        let (zh, en) = expected::words(self.expected);
        let found = brief(self.found);
        let message = match (found.is_empty(), zh.is_empty()) {
            (true, true) => say!("这一句没有写完", "the statement is not complete"),
            (true, false) => say!("这一句没有写完：后面要有{zh}", "the statement is not complete: {en} must follow"),
            (false, true) => say!("这里不能写「{found}」", "`{found}` cannot stand here"),
            (false, false) => say!("这里不能写「{found}」，要写{zh}", "`{found}` cannot stand here; {en} is expected"),
        };
        let fault = Diagnostic::error("E0112", self.span(), message);
        let keyless = self.rule == Rule::fact && self.expects(Rule::open);
        let key = || {
            say!(
                "名称后面用括号写一个英文代号，如 (lifts)，再写类型",
                "after the name stands an ASCII key in parentheses, such as (lifts), then the type"
            )
        };
        let bare = self.expects(Rule::compare) && self.found.starts_with(|first: char| first.is_ascii_digit());
        let compared = || {
            say!(
                "数量和数之间要有比较的词：达到 50人、不足 50人，或 在 50人以上",
                "a comparison stands between a quantity and a number: 达到 50人, 不足 50人, or 在 50人以上"
            )
        };
        let starting = self.before().trim_end().ends_with("起始");
        let start = || {
            say!(
                "分档的一行里写「起 5 分，每满 … 加 … 分」；「起始 5 分」单独写一行",
                "a row of 分档 says 起 5 分，每满 … 加 … 分; 起始 5 分 is a line of its own"
            )
        };
        let way = wordings::way(self.found).or_else(|| keyless.then(key)).or_else(|| bare.then(compared));
        let way = way.or_else(|| starting.then(start));
        match way {
            Some(way) => fault.help(way),
            None => fault,
        }
    }
}
