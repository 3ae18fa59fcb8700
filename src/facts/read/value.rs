//! One value of a fact, by its declared type.

use super::tidy::tidy;
use super::{Reader, choice, date, quantity, text, words};
use crate::diagnostic::{Message, say};
use crate::facts::Value;
use crate::plan::{FactDeclaration, Kind};
use crate::record::{Fault, Json, Path, quoted};
use crate::value::Date;

/// A value as read, and what was mended.
pub(super) struct Reading {
    pub(super) value: Value,
    pub(super) note: Option<Message>,
}

impl From<Value> for Reading {
    fn from(value: Value) -> Self {
        Self { value, note: None }
    }
}

impl Reader<'_> {
    /// The value, or nothing where it did not fit and was reported.
    pub(super) fn value(&mut self, declaration: &FactDeclaration, node: &Json, path: &Path<'_>) -> Option<Value> {
        if let Kind::List(list) = &declaration.kind {
            return self.list(declaration, list, node, path);
        }
        match scalar(declaration, node, self.as_of) {
            Ok(Reading { value, note }) => {
                if let Some(note) = note {
                    self.notice(note, path);
                }
                Some(value)
            }
            Err(fault) => {
                self.misfit(fault, path, node.offset);
                None
            }
        }
    }
}

fn scalar(declaration: &FactDeclaration, node: &Json, as_of: Date) -> Result<Reading, Fault> {
    match &declaration.kind {
        Kind::Text => text::text(declaration, node),
        Kind::YesNo => yes_no(declaration, node),
        Kind::Quantity { dimension, whole, percent } => {
            quantity::quantity(declaration, dimension, *whole, *percent, node)
        }
        Kind::Date => date::date(declaration, node, as_of),
        Kind::Year => date::year(declaration, node, as_of),
        Kind::CreditCode => text::credit_code(declaration, node),
        Kind::Choice(choices) => choice::one(declaration, choices, node),
        Kind::Choices(choices) => choice::several(declaration, choices, node),
        // Lists are read record by record, not here.
        Kind::List(_) => Err(words::wrong_type(declaration, node)),
    }
}

fn yes_no(declaration: &FactDeclaration, node: &Json) -> Result<Reading, Fault> {
    if let Some(holds) = node.bool() {
        return Ok(Value::YesNo(holds).into());
    }
    let Some(text) = node.text() else { return Err(words::wrong_type(declaration, node)) };
    let (word, changed) = tidy(text);
    let holds = match word.as_ref() {
        "是" | "yes" => true,
        "否" | "no" => false,
        _ => {
            let (name, text) = (&declaration.name, quoted(text));
            let message =
                say!("「{name}」应为是或否，写的是 \"{text}\"", "{name} should be yes or no, but \"{text}\" is given");
            let help = say!("写 true、false、\"是\" 或 \"否\"", "write true, false, \"yes\" or \"no\"");
            return Err(Fault::new("R0318", message).help(help));
        }
    };
    let note = changed.then(|| super::tidy::repaired(text, &word));
    Ok(Reading { value: Value::YesNo(holds), note })
}
