//! Facts, records and scores as advice tells them.

use super::told::Said;
use crate::breakdown::{Breakdown, Standing};
use crate::diagnostic::Language;
use crate::facts::{Row, State, Value, display};
use crate::plan::{FactDeclaration, ListDeclaration};

/// Every leaf of a result: code, title, score.
pub(super) fn leaves(result: &Breakdown) -> Vec<(&str, &str, &Standing)> {
    let mut found = Vec::new();
    let mut open: Vec<&crate::breakdown::Node> = Vec::new();
    for sheet in &result.sheets {
        if sheet.indicators.is_empty() {
            found.push((sheet.key.as_str(), sheet.title.as_str(), &sheet.score));
        }
        open.extend(&sheet.indicators);
    }
    open.extend(&result.adjustments);
    open.reverse();
    while let Some(node) = open.pop() {
        if node.children.is_empty() {
            found.push((node.code.as_str(), node.title.as_str(), &node.score));
        }
        open.extend(node.children.iter().rev());
    }
    found
}

/// A state of a fact in both languages.
pub(super) fn said(declaration: &FactDeclaration, state: &State) -> Said {
    let (zh, en) = match state {
        State::Given(Value::Choices(held)) | State::Defaulted(Value::Choices(held)) if held.is_empty() => {
            ("一样也没有", "none of them")
        }
        State::Given(value) | State::Defaulted(value) => {
            let shown = |language| match declaration.confidential {
                true => crate::diagnostic::say!("（保密）", "(confidential)").get(language).to_owned(),
                false => display(value, &declaration.kind, language),
            };
            return Said { zh: shown(Language::Chinese), en: shown(Language::English) };
        }
        State::NoRecord => ("无记录", "none on record"),
        State::NotApplicable => ("不适用", "not applicable"),
        State::NotSubmitted => ("未提交", "not submitted"),
        State::Disputed => ("有争议", "disputed"),
    };
    Said { zh: zh.to_owned(), en: en.to_owned() }
}

/// What has to be in a record; fields that make no difference are not named.
pub(super) fn record_said(list: &ListDeclaration, row: &Row) -> Said {
    let fields = list.fields.iter().zip(&row.fields);
    let set = fields.filter(|(_, entry)| entry.state != State::NotSubmitted);
    let (zh, en): (Vec<String>, Vec<String>) = set
        .map(|(field, entry)| {
            let value = said(field, &entry.state);
            let name = &field.name;
            (format!("{name} {}", value.zh), format!("{name} {}", value.en))
        })
        .unzip();
    Said { zh: zh.join("，"), en: en.join(", ") }
}
