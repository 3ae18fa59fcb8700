//! One choice or several, by name or key.

use std::collections::BTreeSet;

use super::tidy::{both, repaired, tidy};
use super::value::Reading;
use super::words;
use crate::diagnostic::{Message, nearest, say};
use crate::facts::Value;
use crate::plan::{Choice, FactDeclaration};
use crate::record::{Fault, Json, quoted};

/// The choice that a text names, and whether it had to be mended for that.
pub(super) fn find(choices: &[Choice], text: &str) -> Option<(usize, bool)> {
    let exact = choices.iter().position(|choice| choice.name == text || choice.key == text);
    let (tidied, _) = tidy(text);
    let same = |written: &str| tidy(written).0 == tidied;
    exact
        .map(|at| (at, false))
        .or_else(|| choices.iter().position(|choice| same(&choice.name) || same(&choice.key)).map(|at| (at, true)))
}

pub(super) fn one(declaration: &FactDeclaration, choices: &[Choice], node: &Json) -> Result<Reading, Fault> {
    let Some(text) = node.text() else { return Err(words::wrong_type(declaration, node)) };
    let (at, mended) = find(choices, text).ok_or_else(|| unknown(declaration, choices, text))?;
    Ok(Reading { value: Value::Choice(at), note: mended.then(|| note(choices, at, text)) })
}

pub(super) fn several(declaration: &FactDeclaration, choices: &[Choice], node: &Json) -> Result<Reading, Fault> {
    let mut texts: Vec<&str> = Vec::new();
    if let Some(text) = node.text() {
        // A name may itself hold a separator.
        match find(choices, text) {
            Some(_) => texts.push(text),
            None => texts.extend(text.split(['、', '，', ',', '；', ';']).filter(|part| !part.trim().is_empty())),
        }
    } else if let Some(items) = node.list() {
        for item in items {
            texts.push(item.text().ok_or_else(|| words::wrong_type(declaration, item))?);
        }
    } else {
        return Err(words::wrong_type(declaration, node));
    }
    let mut chosen = BTreeSet::new();
    let mut mended = None;
    for text in texts {
        // Spaces after a separator are no repair.
        let text = if node.list().is_some() { text } else { text.trim() };
        let (at, repaired) = find(choices, text).ok_or_else(|| unknown(declaration, choices, text))?;
        chosen.insert(at);
        if repaired {
            mended = both(mended, Some(note(choices, at, text)));
        }
    }
    Ok(Reading { value: Value::Choices(chosen), note: mended })
}

fn note(choices: &[Choice], at: usize, text: &str) -> Message {
    repaired(text, choices.get(at).map_or("", |choice| &choice.name))
}

fn unknown(declaration: &FactDeclaration, choices: &[Choice], text: &str) -> Fault {
    let (name, written) = (&declaration.name, quoted(text));
    let message = say!("「{name}」没有选项「{written}」", "{name} has no choice \"{written}\"");
    let all = choices.iter().flat_map(|choice| [choice.name.as_str(), choice.key.as_str()]);
    let nearest = nearest(text.trim(), all);
    let names: Vec<&str> = choices.iter().take(20).map(|choice| choice.name.as_str()).collect();
    let rest = if choices.len() > names.len() { "、…" } else { "" };
    let names = names.join("、");
    Fault::new("R0319", message).help(match nearest {
        Some(nearest) => say!(
            "是不是「{nearest}」？可选：{names}{rest}",
            "did you mean \"{nearest}\"? The choices are: {names}{rest}"
        ),
        None => say!("可选：{names}{rest}", "the choices are: {names}{rest}"),
    })
}
