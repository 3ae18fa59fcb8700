//! What a case expects, each expectation with its place in the file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::written::{Reader, entry};
use crate::diagnostic::{Diagnostic, Message, codes, nearest, say};
use crate::value::Number;

/// What is expected; what is not said is not compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expect {
    pub(crate) verdict: Option<At<String>>,
    pub(crate) total: Option<At<Expected>>,
    /// Scores of sheets by key; `industry` is the one that fills the slot.
    pub(crate) sheets: Vec<(String, At<Expected>)>,
    pub(crate) indicators: Vec<(String, At<Expected>)>,
    pub(crate) conditions: Vec<(String, At<String>)>,
    pub(crate) grades: Vec<(String, At<String>)>,
    /// The codes that must be among the misfits of the record, which then has no result.
    pub(crate) refused: Option<Vec<String>>,
}

/// An expectation, and where in the file it is written.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub(crate) wanted: T,
    /// The value, where it stands in one piece.
    pub(crate) whole: Option<Range<usize>>,
    /// The values of a table by their keys.
    pub(crate) parts: Vec<(&'static str, Range<usize>)>,
}

/// An expected score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Exactly this.
    Exactly(Number),
    /// Exactly this range.
    Between(Number, Number),
    /// This, or at most so much more or less.
    Within(Number, Number),
    /// A word such as 不适用.
    State(String),
}

const EXPECT: &[&str] =
    &["verdict", "total", "basic", "industry", "sheets", "indicators", "conditions", "grades", "refused"];

impl Reader<'_> {
    /// What is expected. Where nothing needs to be, there may be nothing; a fault is told, and then there is no case.
    pub(crate) fn expect_unless(&mut self, table: &DeTable<'_>, free: bool, start: usize) -> Option<Option<Expect>> {
        let written = self.table(table, "expect").filter(|expect| !expect.is_empty());
        let Some(expect) = written else {
            if free {
                return Some(None);
            }
            let span = self.span(start..start);
            let message = say!("样例没有写期望的结果", "the case expects nothing");
            let help = say!("加上 [expect]，写 verdict、total 等", "add [expect] with verdict, total and so on");
            self.fault(Diagnostic::error("C0106", span, message).help(help));
            return None;
        };
        Some(Some(self.expect(expect)))
    }

    fn expect(&mut self, expect: &DeTable<'_>) -> Expect {
        self.known(expect, EXPECT);
        let mut sheets = self.scores(expect, "sheets");
        for key in ["basic", "industry"] {
            sheets.extend(entry(expect, key).and_then(|(_, value)| Some((key.to_owned(), self.score(value)?))));
        }
        Expect {
            verdict: entry(expect, "verdict").and_then(|(_, value)| self.word(value)),
            total: entry(expect, "total").and_then(|(_, value)| self.score(value)),
            sheets,
            indicators: self.scores(expect, "indicators"),
            conditions: self.words(expect, "conditions"),
            grades: self.words(expect, "grades"),
            refused: self.refused(expect),
        }
    }

    /// The codes of a refusal: known ones, and nothing beside them, because a refused record has no result.
    fn refused(&mut self, expect: &DeTable<'_>) -> Option<Vec<String>> {
        let (key, value) = entry(expect, "refused")?;
        let wanted = self.texts(expect, "refused");
        let span = self.span(key.span());
        if value.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            let message = say!("refused 要写错误代码，如 [\"R0105\"]", "refused names codes, such as [\"R0105\"]");
            self.fault(Diagnostic::error("C0109", span, message));
        }
        if let Some(other) = expect.keys().find(|key| key.get_ref() != "refused") {
            let name = other.get_ref();
            let message = say!(
                "记录被拒绝就没有结果，不能再期望 {name}",
                "a refused record has no result: {name} cannot be expected"
            );
            self.fault(
                Diagnostic::error("C0109", self.span(other.span()), message).and(span, say!("期望拒绝", "refused")),
            );
        }
        for item in value.get_ref().as_array().into_iter().flatten() {
            self.known_code(item);
        }
        Some(wanted)
    }

    fn known_code(&mut self, item: &Spanned<DeValue<'_>>) {
        let Some(code) = item.get_ref().as_str() else { return };
        let known: Vec<&str> = codes().map(|one| one.code()).filter(|code| code.starts_with('R')).collect();
        if known.contains(&code) {
            return;
        }
        let span = self.span(item.span());
        let fault = Diagnostic::error(
            "C0109",
            span,
            say!("记录的错误没有“{code}”这个代码", "there is no code {code:?} of an error in a record"),
        );
        self.fault(match nearest(code, known) {
            Some(near) => {
                fault.replace(say!("是不是“{near}”？", "did you mean {near:?}?"), span, format!("\"{near}\""))
            }
            None => fault,
        });
    }

    fn scores(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, At<Expected>)> {
        let Some(scores) = self.table(table, key) else { return Vec::new() };
        scores.iter().filter_map(|(code, value)| Some((code.get_ref().to_string(), self.score(value)?))).collect()
    }

    fn words(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, At<String>)> {
        let Some(words) = self.table(table, key) else { return Vec::new() };
        words.iter().filter_map(|(code, value)| Some((code.get_ref().to_string(), self.word(value)?))).collect()
    }

    fn word(&mut self, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        let wanted = self.text(value)?;
        Some(At { wanted, whole: Some(value.span()), parts: Vec::new() })
    }

    fn score(&mut self, value: &Spanned<DeValue<'_>>) -> Option<At<Expected>> {
        let Some(table) = value.get_ref().as_table() else {
            let At { wanted, whole, parts } = self.word(value)?;
            let wanted = wanted.parse().map_or(Expected::State(wanted), Expected::Exactly);
            return Some(At { wanted, whole, parts });
        };
        let keys = if entry(table, "is").is_some() { ["is", "within"] } else { ["low", "high"] };
        self.known(table, &keys);
        let [first, second] = keys;
        let (first, second) = (self.number(table, first, value)?, self.number(table, second, value)?);
        let tolerant = keys.contains(&"is");
        if tolerant && second.is_negative() {
            self.shape(value);
            return None;
        }
        let wanted = if tolerant { Expected::Within(first, second) } else { Expected::Between(first, second) };
        // The table of a header or of dotted keys does not stand in one piece.
        let inline = self.written(value).is_some_and(|text| text.starts_with('{'));
        let part = |key| entry(table, key).map(|(_, value)| (key, value.span()));
        Some(At { wanted, whole: inline.then(|| value.span()), parts: keys.into_iter().filter_map(part).collect() })
    }

    fn number(&mut self, table: &DeTable<'_>, key: &str, whole: &Spanned<DeValue<'_>>) -> Option<Number> {
        let text = entry(table, key).and_then(|(_, value)| self.text(value));
        let read = text.and_then(|text| text.parse().ok());
        if read.is_none() {
            self.shape(whole);
        }
        read
    }

    fn shape(&mut self, value: &Spanned<DeValue<'_>>) {
        let message = say!(
            "区间要写成 {{ low = \"1\", high = \"2\" }}，允许误差要写成 {{ is = \"1\", within = \"0.01\" }}",
            "a range is written {{ low = \"1\", high = \"2\" }}, a tolerance {{ is = \"1\", within = \"0.01\" }}"
        );
        let span = self.span(value.span());
        self.fault(Diagnostic::error("C0107", span, message));
    }
}

impl Expected {
    /// As a person reads it.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::Exactly(number) => say!("{number}", "{number}"),
            Self::Between(low, high) => say!("{low} 至 {high}", "{low} to {high}"),
            Self::Within(is, within) => say!("{is}（误差不超过 {within}）", "{is} (within {within})"),
            Self::State(word) => say!("{word}", "{word}"),
        }
    }
}
