//! The meanings of “no data” in a value: none on record, not applicable, not submitted; and placeholders, which mean nothing.

use super::choice;
use super::tidy::tidy;
use crate::diagnostic::{Message, say};
use crate::facts::{Entry, State};
use crate::plan::{FactDeclaration, Kind};
use crate::record::{Fault, Json, quoted};

/// Texts that people put where they have nothing to say.
const PLACEHOLDERS: [&str; 14] =
    ["", "-", "--", "/", "\\", "—", "——", "暂无", "空", "未提交", "未提供", "不分管", "N/A", "null"];

/// The entry of a fact that the record does not give.
pub(super) fn absent(declaration: &FactDeclaration) -> Entry {
    let state = declaration.default.clone().map_or(State::NotSubmitted, State::Defaulted);
    Entry { state, provenance: None }
}

/// The state that a value says instead of giving a value; nothing where it is to be read as a value.
pub(super) fn state(declaration: &FactDeclaration, node: &Json) -> Result<Option<State>, Fault> {
    if node.is_null() {
        return none_on_record(declaration, "null").map(Some);
    }
    let Some(text) = node.text() else { return Ok(None) };
    if is_choice(declaration, text) {
        return Ok(None);
    }
    let (text, _) = tidy(text);
    if declaration.none_marks.iter().any(|mark| tidy(mark).0 == text) {
        return Ok(Some(State::NoRecord));
    }
    match text.as_ref() {
        "无" => none_on_record(declaration, &text).map(Some),
        "不适用" => not_applicable(declaration).map(Some),
        blank if PLACEHOLDERS.contains(&blank) => Err(placeholder(declaration, blank)),
        _ => Ok(None),
    }
}

/// Whether a text says that there is nothing, in whatever way.
pub(super) fn is_said(declaration: &FactDeclaration, text: &str) -> bool {
    let (text, _) = tidy(text);
    let marked = declaration.none_marks.iter().any(|mark| tidy(mark).0 == text);
    marked || matches!(text.as_ref(), "无" | "不适用") || PLACEHOLDERS.contains(&text.as_ref())
}

/// None on record, where the fact allows it.
pub(super) fn none_on_record(declaration: &FactDeclaration, written: &str) -> Result<State, Fault> {
    if declaration.may_be_none {
        return Ok(State::NoRecord);
    }
    let name = &declaration.name;
    let message = say!(
        "「{name}」写的是无记录（{written}），但规则没有声明它可无记录",
        "{name} is none on record ({written}), but the rules do not say that it may be without a record"
    );
    Err(Fault::new("R0201", message).help(ways_out(declaration)))
}

/// Not applicable, where the fact allows it.
pub(super) fn not_applicable(declaration: &FactDeclaration) -> Result<State, Fault> {
    if declaration.may_be_not_applicable {
        return Ok(State::NotApplicable);
    }
    let name = &declaration.name;
    let message = say!(
        "「{name}」写的是不适用，但规则没有声明它可不适用",
        "{name} is said not to apply, but the rules do not say that it may not apply"
    );
    Err(Fault::new("R0202", message).help(ways_out(declaration)))
}

fn placeholder(declaration: &FactDeclaration, text: &str) -> Fault {
    let name = &declaration.name;
    let text = quoted(text);
    let message = say!(
        "「{name}」写的是 \"{text}\"，看不出是未提交、无记录还是零",
        "{name} is \"{text}\": not submitted, none on record or nought cannot be told apart"
    );
    Fault::new("R0203", message).help(ways_out(declaration))
}

/// What may be written where there is nothing to give.
pub(super) fn ways_out(declaration: &FactDeclaration) -> Message {
    let mut out = vec![say!("未提交：删去这一项", "not submitted: leave the key out")];
    match &declaration.kind {
        Kind::List(_) => out.push(say!("没有记录：写 []", "no records: write []")),
        Kind::Quantity { .. } => out.push(say!("数为零：写 0", "nought: write 0")),
        Kind::Text | Kind::YesNo | Kind::Date | Kind::Year | Kind::CreditCode | Kind::Choice(_) | Kind::Choices(_) => {}
    }
    if declaration.may_be_none {
        out.push(say!("查明无记录：写 null", "none on record: write null"));
    }
    if declaration.may_be_not_applicable {
        out.push(say!("不适用：写 \"不适用\"", "not applicable: write \"不适用\""));
    }
    let (zh, en): (Vec<_>, Vec<_>) = out.into_iter().map(|one| (one.zh, one.en)).unzip();
    Message { zh: zh.join("；"), en: en.join("; ") }
}

fn is_choice(declaration: &FactDeclaration, text: &str) -> bool {
    match &declaration.kind {
        Kind::Choice(choices) | Kind::Choices(choices) => choice::find(choices, text).is_some(),
        Kind::Text
        | Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::List(_) => false,
    }
}
