//! Dates and years: read as written, with advice for serial numbers, times and days that are missing.

use super::tidy::{repaired, tidy};
use super::value::Reading;
use super::{nothing, words};
use crate::diagnostic::say;
use crate::facts::Value;
use crate::plan::FactDeclaration;
use crate::record::{Fault, Json, quoted};
use crate::value::{Date, DateError, Period, PeriodUnit};

/// Words for “without end”.
const PERPETUAL: [&str; 4] = ["长期", "永久", "长期有效", "永久有效"];

pub(super) fn date(declaration: &FactDeclaration, node: &Json, as_of: Date) -> Result<Reading, Fault> {
    if let Some(number) = node.number() {
        return Err(number_for_date(declaration, node, number));
    }
    let Some(text) = node.text() else { return Err(words::wrong_type(declaration, node)) };
    let (tidied, changed) = tidy(text);
    let name = &declaration.name;
    if PERPETUAL.contains(&tidied.as_ref()) {
        let message = say!("「{name}」写的是\"{tidied}\"，不是日期", "{name} is \"{tidied}\", which is not a date");
        return Err(Fault::new("R0315", message).help(nothing::ways_out(declaration)));
    }
    if let Some(fault) = serial(declaration, &tidied) {
        return Err(fault);
    }
    let day: Date = tidied.parse().map_err(|error| misread(declaration, &error))?;
    if day > as_of && !declaration.may_be_later {
        let message = say!("「{name}」{day} 晚于基准日 {as_of}", "{name}, {day}, is later than the as-of date {as_of}");
        return Err(Fault::new("R0316", message).help(say!(
            "核对日期；评价只看基准日及以前的事",
            "check the date: only what happened by the as-of date counts"
        )));
    }
    Ok(Reading { value: Value::Date(day), note: changed.then(|| repaired(text, &tidied)) })
}

fn number_for_date(declaration: &FactDeclaration, node: &Json, number: &str) -> Fault {
    if let Some(fault) = serial(declaration, number) {
        return fault;
    }
    let fault = words::wrong_type(declaration, node);
    match number.parse::<Date>() {
        Ok(day) => fault.help(say!("写成 \"{day}\"，带引号", "write \"{day}\", in quotes")),
        Err(_) => fault,
    }
}

/// A day number of a spreadsheet: the date it may mean is named, never taken.
fn serial(declaration: &FactDeclaration, text: &str) -> Option<Fault> {
    if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = Period { count: text.parse().ok()?, unit: PeriodUnit::Days };
    let (since_1900, since_1904) = (Date::new(1899, 12, 30)?.after(days), Date::new(1904, 1, 1)?.after(days));
    let name = &declaration.name;
    let message = say!(
        "「{name}」写的是 {text}，像是电子表格的日期序号，不是日期",
        "{name} is {text}, which looks like the day number of a spreadsheet, not a date"
    );
    Some(Fault::new("R0314", message).help(say!(
        "可能是 {since_1900}（1900 日期系统）或 {since_1904}（1904 日期系统）；核对后写成 \"{since_1900}\" 的样式",
        "it may mean {since_1900} (1900 system) or {since_1904} (1904 system); check, and write it like \"{since_1900}\""
    )))
}

fn misread(declaration: &FactDeclaration, error: &DateError) -> Fault {
    let name = &declaration.name;
    let fault = match error {
        DateError::Form(text) => {
            let text = quoted(text);
            Fault::new("R0310", say!("「{name}」不是日期：\"{text}\"", "{name} is not a date: \"{text}\""))
        }
        DateError::Time(text) => {
            let text = quoted(text);
            Fault::new(
                "R0311",
                say!("「{name}」带了时刻或时区：\"{text}\"", "{name} carries a time or a time zone: \"{text}\""),
            )
        }
        DateError::NoDay(text) => {
            let text = quoted(text);
            Fault::new("R0312", say!("「{name}」缺少日：\"{text}\"", "{name} lacks the day: \"{text}\""))
        }
        DateError::NoSuchDay(text) => {
            let text = quoted(text);
            Fault::new(
                "R0313",
                say!("「{name}」历法上没有这一天：\"{text}\"", "{name}: there is no such day: \"{text}\""),
            )
        }
    };
    fault.help(say!("写北京当地的年月日，例如 \"2023-10-18\"", "write the day in Beijing, for example \"2023-10-18\""))
}

pub(super) fn year(declaration: &FactDeclaration, node: &Json, as_of: Date) -> Result<Reading, Fault> {
    let (tidied, changed) = match (node.number(), node.text()) {
        (Some(number), _) => (number.into(), false),
        (None, Some(text)) => tidy(text),
        (None, None) => return Err(words::wrong_type(declaration, node)),
    };
    let name = &declaration.name;
    let digits = ["年度", "年"].iter().find_map(|unit| tidied.strip_suffix(unit)).unwrap_or(&tidied);
    let year =
        if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
    let Some(year) = year.filter(|year: &i32| *year >= 1900) else {
        let text = quoted(&tidied);
        let message = say!("「{name}」不是年度：\"{text}\"", "{name} is not a year: \"{text}\"");
        return Err(Fault::new("R0317", message).help(say!("写成 2022 或 \"2022年度\"", "write 2022 or \"2022年度\"")));
    };
    if year > as_of.year() && !declaration.may_be_later {
        let message =
            say!("「{name}」{year} 晚于基准日 {as_of}", "{name}, {year}, is later than the as-of date {as_of}");
        return Err(Fault::new("R0316", message));
    }
    let note = node.text().filter(|_| changed).map(|text| repaired(text, &tidied));
    Ok(Reading { value: Value::Year(year), note })
}
