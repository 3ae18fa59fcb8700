//! `chengxin check`: every fault of rule files, with line, caret and the way out.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

use chengxin::diagnostic::{Help, Label, Message};
use chengxin::proof::{Proof, Tally};
use chengxin::{Checked, Diagnostic, Language, RuleSet, Severity, Sources, Span};
use serde_json::{Value, json};

use crate::arguments::{Check, Plain};
use crate::failure::{FAULTY, Failure, say};
use crate::output::Output;
use crate::phrase::{phrase, pick};
use crate::snippet;
use crate::stats;

/// Checks every path.
pub(crate) fn run(arguments: &Check, language: Language) -> Result<ExitCode, Failure> {
    let checked = arguments.paths.iter().map(RuleSet::check).collect::<Result<Vec<Checked>, chengxin::Error>>()?;
    if let Some(path) = &arguments.report {
        report(&checked, path, language)?;
    }
    let checked = once_each(checked);
    match arguments.format {
        Plain::Text => say(&text(&checked, arguments.stats, language))?,
        Plain::Json => say(&as_json(&checked, arguments.stats))?,
    }
    let faulty = checked.iter().flat_map(|one| &one.diagnostics).any(|one| one.severity == Severity::Error);
    Ok(if faulty { ExitCode::from(FAULTY) } else { ExitCode::SUCCESS })
}

/// Two files of one pack find the same faults: each is told once.
fn once_each(mut all: Vec<Checked>) -> Vec<Checked> {
    let mut told = HashSet::new();
    for one in &mut all {
        let sources = &one.sources;
        one.diagnostics.retain(|diagnostic| told.insert(one_json(diagnostic, sources).to_string()));
    }
    all
}

/// Writes what was proved of the one pack.
fn report(checked: &[Checked], path: &Path, language: Language) -> Result<(), Failure> {
    let [one] = checked else {
        let words = pick(language, "--report 一次只写一个规则包的", "--report writes that of one rule pack at a time");
        return Err(Failure::Usage(words.to_owned()));
    };
    let html = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("html"));
    let page = if html { one.to_html(language) } else { one.to_markdown(language) };
    let mut output = Output::open(Some(path))?;
    output.write(&page)?;
    output.finish()
}

fn text(checked: &[Checked], stats: bool, language: Language) -> String {
    let mut out = String::new();
    for one in checked.iter().filter(|one| !one.diagnostics.is_empty()) {
        out.push_str(&snippet::render(&one.diagnostics, &one.sources, language, snippet::on_stdout()));
        out.push('\n');
    }
    let all: Vec<Diagnostic> = checked.iter().flat_map(|one| one.diagnostics.clone()).collect();
    let files: usize = checked.iter().map(|one| one.sources.iter().count()).sum();
    let (counts, s) = (snippet::count(&all, language), if files == 1 { "" } else { "s" });
    out.push_str(&phrase!(language, "检查了 {files} 个文件：{counts}\n", "checked {files} file{s}: {counts}\n"));
    let proofs: Vec<&Proof> = checked.iter().filter_map(|one| one.proof.as_ref()).collect();
    if !proofs.is_empty() {
        let Tally { all, proved, not_proved, refuted } = tally(&proofs);
        out.push_str(&phrase!(
            language,
            "应证 {all} 项：已证 {proved}，未能证明 {not_proved}，被推翻 {refuted}\n",
            "{all} obligations: {proved} proved, {not_proved} not proved, {refuted} refuted\n"
        ));
    }
    if stats {
        proofs.iter().for_each(|proof| out.push_str(&stats::text(&proof.stats, language)));
    }
    out
}

fn tally(proofs: &[&Proof]) -> Tally {
    proofs.iter().map(|proof| proof.tally()).fold(Tally::default(), |sum, one| Tally {
        all: sum.all.saturating_add(one.all),
        proved: sum.proved.saturating_add(one.proved),
        not_proved: sum.not_proved.saturating_add(one.not_proved),
        refuted: sum.refuted.saturating_add(one.refuted),
    })
}

fn as_json(checked: &[Checked], stats: bool) -> String {
    let of =
        |wanted: Severity| checked.iter().flat_map(|one| &one.diagnostics).filter(|one| one.severity == wanted).count();
    let each =
        checked.iter().flat_map(|one| one.diagnostics.iter().map(|diagnostic| one_json(diagnostic, &one.sources)));
    let diagnostics: Vec<Value> = each.collect();
    let proofs: Vec<&Proof> = checked.iter().filter_map(|one| one.proof.as_ref()).collect();
    let Tally { all, proved, not_proved, refuted } = tally(&proofs);
    let obligations = json!({ "all": all, "proved": proved, "not_proved": not_proved, "refuted": refuted });
    let mut whole = json!({
        "errors": of(Severity::Error),
        "warnings": of(Severity::Warning),
        "obligations": obligations,
        "diagnostics": diagnostics,
    });
    if let (true, Some(members)) = (stats, whole.as_object_mut()) {
        members.insert("stats".to_owned(), proofs.iter().map(|proof| stats::json(&proof.stats)).collect());
    }
    format!("{whole:#}\n")
}

fn one_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    json!({
        "code": diagnostic.code,
        "severity": severity,
        "message": message(&diagnostic.message),
        "labels": diagnostic.labels.iter().map(|label| label_json(label, sources)).collect::<Vec<_>>(),
        "helps": diagnostic.helps.iter().map(|help| help_json(help, sources)).collect::<Vec<_>>(),
    })
}

fn message(message: &Message) -> Value {
    json!({ "zh": message.zh, "en": message.en })
}

fn label_json(label: &Label, sources: &Sources) -> Value {
    json!({ "place": place(label.span, sources), "message": message(&label.message) })
}

fn help_json(help: &Help, sources: &Sources) -> Value {
    let replacement = help.replacement.as_ref();
    let replacement = replacement.map(|(span, text)| json!({ "place": place(*span, sources), "text": text }));
    json!({ "message": message(&help.message), "replacement": replacement })
}

/// Byte offsets, and line and column (in characters) from 1.
fn place(span: Span, sources: &Sources) -> Value {
    let Some(source) = sources.get(span.file) else { return Value::Null };
    let range = snippet::range(source, span);
    let (start, end) = (source.position(range.start), source.position(range.end));
    json!({
        "file": source.name(),
        "bytes": [range.start, range.end],
        "start": { "line": start.line, "column": start.column },
        "end": { "line": end.line, "column": end.column },
    })
}
