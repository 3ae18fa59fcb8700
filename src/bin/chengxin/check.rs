//! `chengxin check`: every fault of rule files, with line, caret and the way out.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::ExitCode;

use chengxin::diagnostic::{Counts, Finding, Findings};
use chengxin::proof::{Proof, Tally};
use chengxin::{Checked, Diagnostic, Language, RuleSet, Severity};

use crate::arguments::{Check, Plain};
use crate::code;
use crate::failure::{FAULTY, Failure, say};
use crate::output::Output;
use crate::phrase::{phrase, pick};
use crate::snippet;
use crate::stats;

/// So many errors, and so many warnings, of one file are shown where nothing else is asked for.
const SHOWN: usize = 20;

/// Checks every path, or explains a code.
pub(crate) fn run(arguments: &Check, language: Language) -> Result<ExitCode, Failure> {
    if let Some(code) = &arguments.explain {
        return code::explain(code, language);
    }
    let checked = arguments.paths.iter().map(RuleSet::check).collect::<Result<Vec<Checked>, chengxin::Error>>()?;
    if let Some(path) = &arguments.report {
        report(&checked, path, language)?;
    }
    let mut checked = once_each(checked);
    let all: Vec<Diagnostic> = checked.iter().flat_map(|one| one.diagnostics.clone()).collect();
    let limit = if arguments.all { usize::MAX } else { arguments.limit.unwrap_or(SHOWN) };
    let hidden = checked.iter_mut().map(|one| shorten(one, limit)).sum();
    match arguments.format {
        Plain::Text => say(&text(&checked, &all, hidden, arguments.stats, language))?,
        Plain::Json => say(&as_json(&checked, &all, hidden, arguments.stats))?,
    }
    let faulty = all.iter().any(|one| one.severity == Severity::Error);
    Ok(if faulty { ExitCode::from(FAULTY) } else { ExitCode::SUCCESS })
}

/// Two files of one pack find the same faults: each is told once.
fn once_each(mut all: Vec<Checked>) -> Vec<Checked> {
    let mut told = HashSet::new();
    for one in &mut all {
        let sources = &one.sources;
        let name = |file| sources.get(file).map_or_else(String::new, |source| source.name().to_owned());
        one.diagnostics.retain(|found| {
            let places: Vec<_> =
                found.labels.iter().map(|label| (name(label.span.file), label.span.start, label.span.end)).collect();
            told.insert((found.code, found.message.zh.clone(), places))
        });
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

/// Puts errors before warnings, keeps at most so many of each in one file, and says how many are left out.
fn shorten(checked: &mut Checked, limit: usize) -> usize {
    let before = checked.diagnostics.len();
    checked.diagnostics.sort_by_key(|one| one.severity);
    let mut told: HashMap<(u32, bool), usize> = HashMap::new();
    checked.diagnostics.retain(|one| {
        let count = told.entry((one.span().file, one.severity == Severity::Error)).or_default();
        *count = count.saturating_add(1);
        *count <= limit
    });
    before.saturating_sub(checked.diagnostics.len())
}

fn text(checked: &[Checked], all: &[Diagnostic], hidden: usize, stats: bool, language: Language) -> String {
    let mut out = String::new();
    for one in checked.iter().filter(|one| !one.diagnostics.is_empty()) {
        out.push_str(&snippet::render(&one.diagnostics, &one.sources, language, snippet::on_stdout()));
        out.push('\n');
    }
    if hidden > 0 {
        out.push_str(&phrase!(
            language,
            "还有 {hidden} 个没有列出；用 --all 全部列出\n",
            "{hidden} more not shown; --all shows them\n"
        ));
    }
    let files: usize = checked.iter().map(|one| one.sources.iter().count()).sum();
    let (counts, s) = (snippet::count(all, language), if files == 1 { "" } else { "s" });
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
        for (one, proof) in checked.iter().filter_map(|one| Some((one, one.proof.as_ref()?))) {
            out.push_str(&stats::text(&proof.stats, language));
            out.push_str(&stats::paths(&one.sources, language));
        }
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

fn as_json(checked: &[Checked], all: &[Diagnostic], not_shown: usize, stats: bool) -> String {
    let of = |wanted: Severity| all.iter().filter(|one| one.severity == wanted).count();
    let each = checked.iter().flat_map(|one| one.diagnostics.iter().map(|found| Finding::of(found, &one.sources)));
    let proofs: Vec<&Proof> = checked.iter().filter_map(|one| one.proof.as_ref()).collect();
    let Tally { all, proved, not_proved, refuted } = tally(&proofs);
    let shown = checked.iter().filter(|_| stats).filter_map(|one| Some((one, one.proof.as_ref()?)));
    Findings {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        not_shown,
        obligations: Counts { all, proved, not_proved, refuted },
        diagnostics: each.collect(),
        stats: shown.map(|(one, proof)| stats::json(&proof.stats, stats::paths_json(&one.sources))).collect(),
    }
    .to_json()
}
