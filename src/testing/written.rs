//! A case as written in `cases/*.toml`: a record, what is changed in it, and what is expected.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::patch::Patch;
use super::value;
use crate::breakdown::Mode;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::source::{Source, Span};
use crate::value::{Date, Number};

/// A case, read.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) title: String,
    pub(crate) record: String,
    pub(crate) as_of: Date,
    pub(crate) mode: Mode,
    pub(crate) track: Option<String>,
    pub(crate) patches: Vec<Patch>,
    /// Whether a person stands behind what is expected.
    pub(crate) confirmed: bool,
    /// Codes of indicators and conditions that the case is about.
    pub(crate) about: Vec<String>,
    /// What the case is there to hit.
    pub(crate) hits: Vec<String>,
    /// Only a case that is not confirmed may go without.
    pub(crate) expect: Option<Expect>,
}

/// What is expected; what is not said is not compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expect {
    pub(crate) verdict: Option<String>,
    pub(crate) total: Option<Expected>,
    /// Scores of sheets by key; `industry` is the one that fills the slot.
    pub(crate) sheets: Vec<(String, Expected)>,
    pub(crate) indicators: Vec<(String, Expected)>,
    pub(crate) conditions: Vec<(String, String)>,
    pub(crate) grades: Vec<(String, String)>,
}

/// An expected score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Exactly this.
    Exactly(Number),
    /// Exactly this range.
    Between(Number, Number),
    /// A word such as 不适用.
    State(String),
}

/// Reads a file of cases: the case itself, where it expects something, and its variants; or every fault of the file.
pub(crate) fn read(source: &Source) -> Result<Vec<Written>, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader { source, faults: Vec::new() };
    for error in errors {
        let (span, found) = (reader.span(error.span().unwrap_or(0..0)), error.message().to_owned());
        reader.faults.push(Diagnostic::error(
            "C0101",
            span,
            say!("样例不是正确的 TOML：{found}", "not valid TOML: {found}"),
        ));
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let cases = reader.cases(table.get_ref());
    match (cases, reader.faults.is_empty()) {
        (Some(cases), true) => Ok(cases),
        (Some(_) | None, _) => Err(reader.faults),
    }
}

/// Reads the parts and keeps the faults.
pub(crate) struct Reader<'a> {
    source: &'a Source,
    faults: Vec<Diagnostic>,
}

type Entry<'t, 'i> = (&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

const TOP: &[&str] = &[
    "title",
    "record",
    "as_of",
    "track",
    "closed",
    "remove",
    "change",
    "none",
    "confirmed",
    "about",
    "hits",
    "expect",
    "variants",
];
const VARIANT: &[&str] =
    &["title", "as_of", "track", "closed", "remove", "change", "none", "confirmed", "about", "hits", "expect"];
const EXPECT: &[&str] = &["verdict", "total", "basic", "industry", "sheets", "indicators", "conditions", "grades"];

impl Reader<'_> {
    pub(crate) fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(0, bytes.start, bytes.end)
    }

    pub(crate) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// The text after a key, to see whether it is dotted: `a.b = 1`.
    pub(crate) fn after(&self, key: &Spanned<std::borrow::Cow<'_, str>>) -> &str {
        self.source.text().get(key.span().end..).unwrap_or("")
    }

    fn cases(&mut self, table: &DeTable<'_>) -> Option<Vec<Written>> {
        self.known(table, TOP);
        let record = self.required(table, "record", "applicants/….json").map(|(text, _)| text);
        let as_of = self.required(table, "as_of", "2023-10-31").and_then(|(text, span)| self.date(&text, span));
        let base = Written {
            title: self.optional(table, "title").map(|(text, _)| text).unwrap_or_default(),
            record: record?,
            as_of: as_of?,
            mode: self.mode(table).unwrap_or(Mode::Open),
            track: self.optional(table, "track").map(|(text, _)| text),
            patches: self.patches(table),
            confirmed: self.flag(table, "confirmed").unwrap_or(true),
            about: self.texts(table, "about"),
            hits: self.texts(table, "hits"),
            expect: None,
        };
        let variants = self.variants(table);
        let mut cases = Vec::new();
        if variants.is_empty() || entry(table, "expect").is_some() {
            cases.push(Written { expect: self.expect(table, base.confirmed)?, ..base.clone() });
        }
        for variant in variants {
            cases.extend(self.variant(variant, &base));
        }
        Some(cases)
    }

    /// A variant is the case with further changes, and has expectations of its own.
    fn variant(&mut self, table: &DeTable<'_>, base: &Written) -> Option<Written> {
        self.known(table, VARIANT);
        let title = self.optional(table, "title").map(|(text, _)| text).unwrap_or_default();
        let as_of = match self.optional(table, "as_of") {
            Some((text, span)) => self.date(&text, span)?,
            None => base.as_of,
        };
        let mut patches = base.patches.clone();
        patches.extend(self.patches(table));
        let confirmed = self.flag(table, "confirmed").unwrap_or(base.confirmed);
        Some(Written {
            title: format!("{}：{title}", base.title),
            record: base.record.clone(),
            as_of,
            mode: self.mode(table).unwrap_or(base.mode),
            track: self.optional(table, "track").map(|(text, _)| text).or_else(|| base.track.clone()),
            patches,
            confirmed,
            about: self.texts(table, "about"),
            hits: self.texts(table, "hits"),
            expect: self.expect(table, confirmed)?,
        })
    }

    /// The tables of `[[variants]]`.
    fn variants<'t, 'i>(&mut self, table: &'t DeTable<'i>) -> Vec<&'t DeTable<'i>> {
        let Some((_, value)) = entry(table, "variants") else { return Vec::new() };
        let items = value.get_ref().as_array().map(|items| items.iter().map(|item| item.get_ref().as_table()));
        let read = items.and_then(|items| items.collect::<Option<Vec<_>>>());
        if read.is_none() {
            self.wrong(value, say!("这里要写成 [[variants]]", "tables [[variants]] are needed here"));
        }
        read.unwrap_or_default()
    }

    fn patches(&mut self, table: &DeTable<'_>) -> Vec<Patch> {
        let mut patches: Vec<Patch> = self.texts(table, "remove").into_iter().map(Patch::remove).collect();
        if let Some(change) = self.table(table, "change") {
            patches.extend(value::patches(self, change));
        }
        patches.extend(self.texts(table, "none").into_iter().map(Patch::none));
        patches
    }

    fn mode(&mut self, table: &DeTable<'_>) -> Option<Mode> {
        Some(if self.flag(table, "closed")? { Mode::Closed } else { Mode::Open })
    }

    fn date(&mut self, text: &str, span: Span) -> Option<Date> {
        let read = text.parse().ok();
        if read.is_none() {
            self.fault(Diagnostic::error(
                "C0105",
                span,
                say!("“{text}”不是日期，写成 \"2023-10-31\"", "{text:?} is not a date: write \"2023-10-31\""),
            ));
        }
        read
    }

    /// What is expected; nothing only where the case is not confirmed, or faulty: then not even that.
    fn expect(&mut self, table: &DeTable<'_>, confirmed: bool) -> Option<Option<Expect>> {
        if !confirmed && entry(table, "expect").is_none() {
            return Some(None);
        }
        let Some(expect) = self.table(table, "expect") else {
            let span = self.span(0..0);
            let message = say!("样例没有写期望的结果", "the case expects nothing");
            let help = say!("加上 [expect]，写 verdict、total 等", "add [expect] with verdict, total and so on");
            self.fault(Diagnostic::error("C0106", span, message).help(help));
            return None;
        };
        self.known(expect, EXPECT);
        let mut sheets = self.scores(expect, "sheets");
        for key in ["basic", "industry"] {
            sheets.extend(entry(expect, key).and_then(|(_, value)| Some((key.to_owned(), self.score(value)?))));
        }
        Some(Some(Expect {
            verdict: self.optional(expect, "verdict").map(|(text, _)| text),
            total: entry(expect, "total").and_then(|(_, value)| self.score(value)),
            sheets,
            indicators: self.scores(expect, "indicators"),
            conditions: self.words(expect, "conditions"),
            grades: self.words(expect, "grades"),
        }))
    }

    fn known(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let fault = Diagnostic::error(
                "C0102",
                self.span(key.span()),
                say!("样例里没有“{name}”这个键", "a case has no key {name:?}"),
            );
            let near = nearest(name, known.iter().copied());
            let fault = match near {
                Some(near) => {
                    let help = say!("是不是“{near}”？", "did you mean {near:?}?");
                    fault.replace(help, self.span(key.span()), near)
                }
                None => fault,
            };
            self.fault(fault);
        }
    }

    fn scores(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, Expected)> {
        let Some(scores) = self.table(table, key) else { return Vec::new() };
        let read = scores.iter().map(|(code, value)| (code.get_ref().to_string(), self.score(value)));
        let read: Vec<(String, Option<Expected>)> = read.collect();
        read.into_iter().filter_map(|(code, score)| Some((code, score?))).collect()
    }

    fn words(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, String)> {
        let Some(words) = self.table(table, key) else { return Vec::new() };
        let read = words.iter().map(|(code, value)| (code.get_ref().to_string(), self.text(value)));
        let read: Vec<(String, Option<String>)> = read.collect();
        read.into_iter().filter_map(|(code, word)| Some((code, word?))).collect()
    }

    fn score(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Expected> {
        if let Some(range) = value.get_ref().as_table() {
            self.known(range, &["low", "high"]);
            let (low, high) = (self.number(range, "low", value)?, self.number(range, "high", value)?);
            return Some(Expected::Between(low, high));
        }
        let text = self.text(value)?;
        Some(text.parse().map_or(Expected::State(text), Expected::Exactly))
    }

    fn number(&mut self, table: &DeTable<'_>, key: &str, whole: &Spanned<DeValue<'_>>) -> Option<Number> {
        let text = entry(table, key).and_then(|(_, value)| self.text(value));
        let read = text.and_then(|text| text.parse().ok());
        if read.is_none() {
            let span = self.span(whole.span());
            self.fault(Diagnostic::error(
                "C0107",
                span,
                say!(
                    "区间要写成 {{ low = \"1\", high = \"2\" }}",
                    "a range is written {{ low = \"1\", high = \"2\" }}"
                ),
            ));
        }
        read
    }
}

/// The key and value of an entry.
pub(crate) fn entry<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<Entry<'t, 'i>> {
    table.iter().find(|(name, _)| name.get_ref() == key)
}
