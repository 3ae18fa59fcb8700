//! What the grammar could not read, in words of the domain.

mod brackets;
mod expected;
mod glued;
mod misplaced;
mod numbers;
mod rows;
mod strange;
mod wordings;
mod words;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::{Grammar, Rule};
use super::header::Header;
use crate::diagnostic::{Diagnostic, say};

pub(crate) use brackets::{half_width_letters, wide_letters};
pub(crate) use misplaced::misplaced;
pub(crate) use strange::{joined, strange};
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
    stop.decimal()
        .or_else(|| stop.unit())
        .or_else(|| stop.full_width())
        .or_else(|| stop.bracket())
        .or_else(|| stop.between())
        .or_else(|| stop.colon())
        .or_else(|| stop.wrong_word())
        .or_else(|| stop.wrong_word_before())
        .or_else(|| stop.space_before())
        .or_else(|| stop.numeral())
        .or_else(|| stop.reserved())
        .or_else(|| stop.space_inside())
        .or_else(|| stop.comma())
        .or_else(|| stop.points())
        .or_else(|| stop.unquoted())
        .unwrap_or_else(|| stop.plain())
}

fn is_keyword(word: &str) -> bool {
    super::keywords::ALL.iter().any(|keyword| keyword.spellings().any(|spelling| spelling == word))
}

/// The start of a very long word, for a message.
pub(crate) fn brief(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or("")),
        None => word.to_owned(),
    }
}

/// The word at the end of a text, and where it starts.
fn last_word(text: &str) -> Option<(usize, &str)> {
    let text = text.trim_end();
    let before = text.trim_end_matches(unicode_ident::is_xid_continue);
    Some((before.len(), text.get(before.len()..)?)).filter(|(_, word)| !word.is_empty())
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
        let fault = Diagnostic::error("E0117", self.span(), message);
        let longer = [format!("{word}值"), format!("{word}_value"), format!("本项{word}")];
        let free = longer.into_iter().find(|longer| Grammar::parse(Rule::name, longer).is_ok() && !is_keyword(longer));
        Some(match free {
            Some(right) => fault.replace(
                say!("换一个名称，例如「{right}」", "take another name, such as `{right}`"),
                self.span(),
                right.clone(),
            ),
            None => fault.help(say!("换一个名称", "take another name")),
        })
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
