//! A case as written in `cases/*.toml`: a record, what is changed in it, and how it is evaluated.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::expect::Expect;
use super::patch::Patch;
use super::unstated::Room;
use super::value;
use crate::breakdown::Mode;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, say};
use crate::source::{Source, Span};
use crate::value::Date;

/// A case, read.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) title: String,
    pub(crate) record: Option<Submitted>,
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
    /// Where expectations would go; nothing for a case that stands on one line.
    pub(crate) room: Option<Room>,
}

/// Where the record comes from.
#[derive(Clone, Debug)]
pub(crate) enum Submitted {
    /// A file beside the case.
    File(String),
    /// The table `[record]`, as JSON.
    Inline(String),
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
const VARIANT: &[&str] = &[
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
];

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

    /// A value as it stands in the file.
    pub(crate) fn written(&self, value: &Spanned<DeValue<'_>>) -> Option<&str> {
        self.source.text().get(value.span())
    }

    fn cases(&mut self, table: &DeTable<'_>) -> Option<Vec<Written>> {
        self.known(table, TOP);
        let record = self.record(table);
        let as_of = self.required(table, "as_of", "2023-10-31").and_then(|(text, span)| self.date(&text, span));
        let base = Written {
            title: self.optional(table, "title").map(|(text, _)| text).unwrap_or_default(),
            record,
            as_of: as_of?,
            mode: self.mode(table).unwrap_or(Mode::Open),
            track: self.optional(table, "track").map(|(text, _)| text),
            patches: self.patches(table),
            confirmed: self.flag(table, "confirmed").unwrap_or(true),
            about: self.texts(table, "about"),
            hits: self.texts(table, "hits"),
            expect: None,
            room: entry(table, "expect")
                .is_none()
                .then(|| Room { at: self.source.text().trim_end().len(), table: "expect" }),
        };
        let variants = self.variants(table);
        let mut cases = Vec::new();
        if variants.is_empty() || entry(table, "expect").is_some() {
            cases.push(Written { expect: self.expect_unless(table, !base.confirmed, 0)?, ..base.clone() });
        }
        let without = |table: &DeTable<'_>| entry(table, "record").is_none();
        if without(table) && (!cases.is_empty() || variants.iter().any(|(_, variant)| without(variant))) {
            self.missing("record", "applicants/….json");
        }
        for (at, (start, variant)) in variants.iter().enumerate() {
            let next = variants.get(at.saturating_add(1)).map(|(start, _)| *start);
            let room = self.room(*start, next);
            let room = room.filter(|_| entry(variant, "expect").is_none());
            cases.extend(self.variant(*start, variant, &base).map(|case| Written { room, ..case }));
        }
        Some(cases)
    }

    /// A variant is the case with further changes, and has expectations of its own.
    fn variant(&mut self, start: usize, table: &DeTable<'_>, base: &Written) -> Option<Written> {
        self.known(table, VARIANT);
        let title = self.optional(table, "title").map(|(text, _)| text).unwrap_or_default();
        let as_of = match self.optional(table, "as_of") {
            Some((text, span)) => self.date(&text, span)?,
            None => base.as_of,
        };
        let mut patches = base.patches.clone();
        patches.extend(self.patches(table));
        let record = self.record(table).or_else(|| base.record.clone());
        let confirmed = self.flag(table, "confirmed").unwrap_or(base.confirmed);
        Some(Written {
            title: format!("{}：{title}", base.title),
            record,
            as_of,
            mode: self.mode(table).unwrap_or(base.mode),
            track: self.optional(table, "track").map(|(text, _)| text).or_else(|| base.track.clone()),
            patches,
            confirmed,
            about: self.texts(table, "about"),
            hits: self.texts(table, "hits"),
            expect: self.expect_unless(table, !confirmed, start)?,
            room: None,
        })
    }

    /// The record: a file's name, or the table itself.
    fn record(&mut self, table: &DeTable<'_>) -> Option<Submitted> {
        let (_, value) = entry(table, "record")?;
        if value.get_ref().is_table() {
            return value::json(self, value).map(Submitted::Inline);
        }
        let file = value.get_ref().as_str().map(|file| Submitted::File(file.to_owned()));
        if file.is_none() {
            let message =
                say!("这里要写文件名，或写成表 [record]", "the name of a file is needed here, or a table [record]");
            self.wrong(value, message);
        }
        file
    }

    /// The end of a table `[[variants]]`: before the next one, and before the comments above that.
    fn room(&self, start: usize, next: Option<usize>) -> Option<Room> {
        let text = self.source.text();
        let own = text.get(start..next.unwrap_or(text.len()))?;
        let mut end = own.trim_end();
        while next.is_some() && end.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#')) {
            end = end.rsplit_once('\n')?.0.trim_end();
        }
        own.starts_with("[[").then(|| Room { at: start.saturating_add(end.len()), table: "variants.expect" })
    }

    /// The tables of `[[variants]]`, each with where it begins.
    fn variants<'t, 'i>(&mut self, table: &'t DeTable<'i>) -> Vec<(usize, &'t DeTable<'i>)> {
        let Some((_, value)) = entry(table, "variants") else { return Vec::new() };
        let start_and_table = |item: &'t Spanned<DeValue<'i>>| Some((item.span().start, item.get_ref().as_table()?));
        let read = value.get_ref().as_array().and_then(|items| items.iter().map(start_and_table).collect());
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

    pub(crate) fn known(&mut self, table: &DeTable<'_>, known: &[&str]) {
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
}

/// The key and value of an entry.
pub(crate) fn entry<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<Entry<'t, 'i>> {
    table.iter().find(|(name, _)| name.get_ref() == key)
}
