//! Records, good and bad: each `cases/<name>.json` beside what is expected of it, `cases/<name>.txt`.
//!
//! `CHENGXIN_UPDATE=1 cargo test --test record` writes the expectations anew; read them before they are committed.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test may fail loudly")]

mod declarations;
mod limits;
#[cfg(feature = "schema")]
mod schema;

use std::fmt::Write as _;
use std::path::Path;

use chengxin::diagnostic::Language;
use chengxin::facts::{Entry, Facts, State, Value, display, read};
use chengxin::plan::{FactDeclaration, Kind};
use chengxin::record::{Record, RecordErrors};

#[test]
fn every_case_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/record/cases");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|name| name.extension().is_some_and(|extension| extension == "json"));
    names.sort();
    let update = std::env::var_os("CHENGXIN_UPDATE").is_some();
    let mut wrong = String::new();
    for name in &names {
        let actual = outcome(&std::fs::read_to_string(name).unwrap());
        let beside = name.with_extension("txt");
        if update {
            std::fs::write(&beside, &actual).unwrap();
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if actual != expected {
            writeln!(wrong, "== {}\n-- expected\n{expected}\n-- actual\n{actual}", name.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(names.len() > 30);
}

fn outcome(text: &str) -> String {
    let declarations = declarations::all();
    match facts(text, &declarations) {
        Ok(facts) => shown(&facts, &declarations),
        Err(errors) => {
            let chinese = errors.render(Language::Chinese, "record.json");
            let english = errors.render(Language::English, "record.json");
            format!("{chinese}\n{english}\n{errors}\n")
        }
    }
}

fn facts(text: &str, declarations: &[FactDeclaration]) -> Result<Facts, RecordErrors> {
    let record = Record::from_json(text)?;
    let track = match record.track() {
        Some("construction" | "建筑业") => Some(0),
        Some("catering") => Some(1),
        Some(_) | None => None,
    };
    read(&record, declarations, track, "2023-10-31".parse().unwrap())
}

/// What was given, in both languages where they differ; what was not submitted is left out.
fn shown(facts: &Facts, declarations: &[FactDeclaration]) -> String {
    assert_eq!(facts.entries.len(), declarations.len());
    let mut out = String::new();
    if let Some(track) = &facts.track {
        writeln!(out, "track: {track}").unwrap();
    }
    entries(&mut out, &facts.entries, declarations, "");
    for score in &facts.assessments {
        writeln!(out, "assessment: {}", serde_json::to_string(score).unwrap()).unwrap();
    }
    for notice in &facts.notices {
        writeln!(out, "notice {}: {} | {}", notice.path, notice.zh, notice.en).unwrap();
    }
    out
}

fn entries(out: &mut String, entries: &[Entry], declarations: &[FactDeclaration], indent: &str) {
    for (entry, declaration) in entries.iter().zip(declarations) {
        let value = match &entry.state {
            State::NotSubmitted if entry.provenance.is_none() => continue,
            State::NotSubmitted => "(not submitted)".to_owned(),
            State::NoRecord => "(none on record)".to_owned(),
            State::NotApplicable => "(not applicable)".to_owned(),
            State::Disputed => "(disputed)".to_owned(),
            State::Given(value) => both(value, &declaration.kind),
            State::Defaulted(value) => format!("(default) {}", both(value, &declaration.kind)),
        };
        let from = entry.provenance.as_ref().map_or(String::new(), |from| format!(" <- {}", json(from)));
        writeln!(out, "{indent}{} {}: {value}{from}", declaration.name, declaration.key).unwrap();
        if let (State::Given(Value::List(rows)), Kind::List(list)) = (&entry.state, &declaration.kind) {
            for row in rows {
                let from = row.provenance.as_ref().map_or(String::new(), |from| format!(" <- {}", json(from)));
                writeln!(out, "{indent}  -{from}").unwrap();
                self::entries(out, &row.fields, &list.fields, &format!("{indent}    "));
            }
        }
    }
}

fn both(value: &Value, kind: &Kind) -> String {
    let (chinese, english) = (display(value, kind, Language::Chinese), display(value, kind, Language::English));
    let exact = if let Value::Number(number) = value { format!(" = {number}") } else { String::new() };
    if chinese == english { format!("{chinese}{exact}") } else { format!("{chinese} | {english}{exact}") }
}

fn json(from: &chengxin::facts::Provenance) -> String {
    serde_json::to_string(from).unwrap()
}
