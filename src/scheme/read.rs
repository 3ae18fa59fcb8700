//! Reads `scheme.toml`: every unknown key and every bad value at once, each at its place.

use std::ops::Range as Bytes;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file::{ParameterFile, RoundingFile, SchemeFile, Unsubmitted};
use super::misread;
use super::{Document, ParameterEntry, Placed, Scheme, SheetEntry, SlotEntry};
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::Dimension;
use crate::source::{Source, Span};
use crate::value::{Date, Number, Rounding};

/// The newest rules language that this engine reads.
const NEWEST_LANGUAGE: u32 = 1;

/// Reads a scheme. Where it cannot be used there is none, and the diagnostics say why.
#[must_use]
pub fn read(source: &Source, file: u32) -> (Option<Scheme>, Vec<Diagnostic>) {
    let mut reader = Reader { file, diagnostics: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut last_line = 0;
    for error in errors {
        let span = reader.span(error.span().unwrap_or(0..0));
        let line = source.position(source.range(span).start).line;
        if line == last_line {
            continue;
        }
        last_line = line;
        reader.diagnostics.push(Diagnostic::error("E0501", span, misread::meaning(error.message())).help(say!(
            "键和值之间用半角的 =，文字用半角引号括起来；中文键名也要加引号",
            "put a half-width = between key and value and quote texts; Chinese keys are quoted too"
        )));
        // What follows an open list is read as its items.
        if error.message().contains("array") {
            break;
        }
    }
    if !reader.diagnostics.is_empty() {
        return (None, reader.diagnostics);
    }
    reader.unknown_keys(table.get_ref(), TOP);
    if !reader.diagnostics.is_empty() {
        return (None, reader.diagnostics);
    }
    match toml::from_str::<SchemeFile>(source.text()) {
        Ok(read) => {
            let scheme = reader.scheme(read);
            let sound = reader.diagnostics.is_empty();
            (sound.then_some(scheme), reader.diagnostics)
        }
        Err(error) => {
            let span = reader.span(error.span().unwrap_or(0..0));
            reader.diagnostics.push(Diagnostic::error("E0502", span, misfit(error.message())));
            (None, reader.diagnostics)
        }
    }
}

/// A table of `scheme.toml`: its keys, each with the table under it.
type Keys = &'static [(&'static str, Option<Shape>)];

/// What stands under a key.
#[derive(Clone, Copy)]
enum Shape {
    /// A table with these keys.
    Table(Keys),
    /// A table whose keys are free, each with a table under it.
    Each(Keys),
}

const TOP: Keys = &[
    ("id", None),
    ("title", None),
    ("version", None),
    ("language", None),
    ("official", None),
    ("disclaimer", None),
    ("disclaimer_en", None),
    ("files", None),
    ("pass_mark", None),
    ("unsubmitted", None),
    ("rounding", Some(Shape::Table(&[("total", Some(Shape::Table(&[("places", None), ("mode", None)])))]))),
    ("effective", Some(Shape::Table(&[("from", None), ("to", None)]))),
    ("applicant", Some(Shape::Table(&[("name", None), ("code", None)]))),
    ("sheets", Some(Shape::Table(&[("key", None), ("weight", None), ("points", None), ("levels", None)]))),
    ("slot", Some(Shape::Table(&[("title", None), ("weight", None), ("points", None), ("directory", None)]))),
    ("tie_breaks", Some(Shape::Table(&[("score", None)]))),
    ("documents", Some(Shape::Table(&[("name", None), ("key", None)]))),
    ("quotas", None),
    ("parameters", Some(Shape::Each(&[("type", None), ("values", None)]))),
];

struct Reader {
    file: u32,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn span(&self, bytes: Bytes<usize>) -> Span {
        Span::new(self.file, bytes.start, bytes.end)
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, keys: Keys) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match keys.iter().find(|(known, _)| *known == name) {
                Some((_, Some(shape))) => self.unknown_below(value.get_ref(), *shape),
                Some((_, None)) => {}
                None => {
                    let span = self.span(key.span());
                    let diagnostic = Diagnostic::error(
                        "E0503",
                        span,
                        say!("scheme.toml 里没有 {name} 这一项", "scheme.toml has no key {name}"),
                    );
                    let known = keys.iter().map(|(known, _)| *known);
                    self.diagnostics.push(match nearest(name, known) {
                        Some(nearest) => diagnostic.replace(
                            say!("是不是想写 {nearest}？", "did you mean {nearest}?"),
                            span,
                            nearest.to_owned(),
                        ),
                        None => {
                            let known = keys.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
                            diagnostic.help(say!("这里可以写的有：{known}", "the keys here are: {known}"))
                        }
                    });
                }
            }
        }
    }

    fn unknown_below(&mut self, value: &DeValue<'_>, shape: Shape) {
        let mut tables = Vec::new();
        if let Some(table) = value.as_table() {
            tables.push(table);
        }
        for item in value.as_array().into_iter().flat_map(|array| array.iter()) {
            tables.extend(item.get_ref().as_table());
        }
        for table in tables {
            match shape {
                Shape::Table(keys) => self.unknown_keys(table, keys),
                Shape::Each(keys) => {
                    let below: Vec<_> = table.iter().filter_map(|(_, value)| value.get_ref().as_table()).collect();
                    below.into_iter().for_each(|table| self.unknown_keys(table, keys));
                }
            }
        }
    }

    fn scheme(&mut self, read: SchemeFile) -> Scheme {
        self.language(&read.language);
        let effective = read.effective.map_or((None, None), |effective| {
            (effective.from.and_then(|day| self.date(&day)), effective.to.and_then(|day| self.date(&day)))
        });
        let (name, code) = read.applicant.map_or((None, None), |applicant| (applicant.name, applicant.code));
        let sheets = read.sheets.into_iter().map(|sheet| SheetEntry {
            weight: self.positive(&sheet.weight),
            points: self.positive(&sheet.points),
            levels: sheet.levels.map(|levels| self.place(levels)),
            key: self.place(sheet.key),
        });
        let sheets = sheets.collect();
        let slot = read.slot.map(|slot| SlotEntry {
            weight: self.positive(&slot.weight),
            points: self.positive(&slot.points),
            title: slot.title,
            directory: slot.directory,
        });
        let documents =
            read.documents.into_iter().map(|entry| Document { name: entry.name, key: self.place(entry.key) });
        let documents = documents.collect();
        let parameters = read.parameters.into_iter().map(|(name, parameter)| self.parameter(name, parameter)).collect();
        Scheme {
            id: read.id.into_inner(),
            title: read.title,
            version: read.version,
            official: read.official,
            disclaimer: read.disclaimer,
            disclaimer_en: read.disclaimer_en,
            files: read.files.into_iter().map(|file| self.place(file)).collect(),
            pass_mark: self.positive(&read.pass_mark).value,
            rounding: self.rounding(read.rounding),
            unsubmitted_counts_nothing: matches!(read.unsubmitted, Unsubmitted::Zero),
            effective,
            applicant: (name.map(|name| self.place(name)), code.map(|code| self.place(code))),
            sheets,
            slot,
            documents,
            tie_breaks: read.tie_breaks.into_iter().map(|entry| self.place(entry.score)).collect(),
            parameters,
        }
    }

    fn place<T>(&self, spanned: Spanned<T>) -> Placed<T> {
        let span = self.span(spanned.span());
        Placed { value: spanned.into_inner(), span }
    }

    fn language(&mut self, language: &Spanned<u32>) {
        let (wanted, newest) = (*language.get_ref(), NEWEST_LANGUAGE);
        if wanted == 0 || wanted > newest {
            let span = self.span(language.span());
            self.diagnostics.push(
                Diagnostic::error(
                    "E0504",
                    span,
                    say!(
                        "本引擎只读规则语言第 {newest} 版，这里写的是第 {wanted} 版",
                        "this engine reads version {newest} of the rules language, not {wanted}"
                    ),
                )
                .replace(say!("改成 {newest}", "write {newest}"), span, newest.to_string()),
            );
        }
    }

    fn rounding(&mut self, rounding: Option<RoundingFile>) -> (u32, Rounding) {
        let Some(rounding) = rounding else { return (2, Rounding::HalfUp) };
        let places = *rounding.total.places.get_ref();
        if places > 10 {
            let span = self.span(rounding.total.places.span());
            self.diagnostics.push(Diagnostic::error(
                "E0505",
                span,
                say!("小数位数最多 10 位", "at most 10 places after the point"),
            ));
        }
        (places.min(10), rounding.total.mode)
    }

    fn positive(&mut self, text: &Spanned<String>) -> Placed<Number> {
        let span = self.span(text.span());
        let number = text.get_ref().parse::<Number>().ok().filter(|number| *number > Number::zero());
        let value = number.unwrap_or_else(|| {
            self.diagnostics.push(Diagnostic::error(
                "E0505",
                span,
                say!(
                    "这里要写大于 0 的数，例如 \"7\" 或 \"0.7\"",
                    "this must be a number above 0, such as \"7\" or \"0.7\""
                ),
            ));
            Number::one()
        });
        Placed { value, span }
    }

    fn date(&mut self, text: &Spanned<String>) -> Option<Date> {
        let read = text.get_ref().parse::<Date>();
        if read.is_err() {
            let span = self.span(text.span());
            self.diagnostics.push(Diagnostic::error(
                "E0506",
                span,
                say!("这不是日期，请写成 \"2023-10-18\"", "this is not a date; write \"2023-10-18\""),
            ));
        }
        read.ok()
    }

    fn parameter(&mut self, name: Spanned<String>, parameter: ParameterFile) -> ParameterEntry {
        let dimension = match parameter.kind.get_ref().as_str() {
            "金额" | "money" => Dimension::Money,
            "比率" | "ratio" => Dimension::Ratio,
            "数值" | "number" => Dimension::Plain,
            _ => {
                let span = self.span(parameter.kind.span());
                self.diagnostics.push(Diagnostic::error(
                    "E0507",
                    span,
                    say!("参数的类型只能是 金额、比率、数值", "a parameter is of type 金额, 比率 or 数值"),
                ));
                Dimension::Plain
            }
        };
        let values = parameter.values.into_iter().filter_map(|(year, value)| {
            let read = yearly(year.get_ref(), value.get_ref(), &dimension);
            if read.is_none() {
                let span = self.span(value.span());
                self.diagnostics.push(Diagnostic::error(
                    "E0508",
                    span,
                    say!(
                        "参数要写成 年份 = \"值\"，例如 2022 = \"4.5%\"、2022 = \"500万元\"",
                        "a parameter is written year = \"value\", such as 2022 = \"4.5%\" or 2022 = \"500万元\""
                    ),
                ));
            }
            read
        });
        let values = values.collect();
        ParameterEntry { name: self.place(name), dimension, values }
    }
}

/// What does not fit, in words of both languages where it is one of the common misfits.
fn misfit(found: &str) -> Message {
    if let Some(key) = found.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return say!("scheme.toml 缺 {key} 这一项", "scheme.toml lacks the key {key}");
    }
    let wanted = found.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected "));
    match wanted.map(|(_, wanted)| wanted) {
        Some("u32") => say!("这里要写整数，不加引号", "this must be a whole number without quotes"),
        Some("a string") => say!("这里要写引号里的文字，例如 \"80\"", "this must be a text in quotes, such as \"80\""),
        Some("a boolean") => say!("这里要写 true（是）或 false（否）", "this must be true or false"),
        Some("a sequence") => {
            say!("这里要写方括号里的一列，例如 [\"a.rules\"]", "this must be a list, such as [\"a.rules\"]")
        }
        _ => say!("scheme.toml 的内容不对：{found}", "scheme.toml does not have the expected form: {found}"),
    }
}

fn yearly(year: &str, value: &str, dimension: &Dimension) -> Option<(i32, Number)> {
    let year = year.parse::<i32>().ok().filter(|year| (1900..=9999).contains(year))?;
    let scaled = |digits: &str, scale: &str| Some(digits.parse::<Number>().ok()?.times(&scale.parse().ok()?));
    let value = match dimension {
        Dimension::Ratio => scaled(value.strip_suffix('%')?, "0.01")?,
        Dimension::Money => match value.strip_suffix("亿元") {
            Some(digits) => scaled(digits, "100000000")?,
            None => match value.strip_suffix("万元") {
                Some(digits) => scaled(digits, "10000")?,
                None => scaled(value.strip_suffix('元')?, "1")?,
            },
        },
        Dimension::Plain | Dimension::Points | Dimension::Counted(_) => value.parse().ok()?,
    };
    Some((year, value))
}
