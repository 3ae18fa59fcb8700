//! Diagnostics on a terminal: the source line with its carets, by annotate-snippets.

use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use chengxin::diagnostic::{Help, Label};
use chengxin::source::Source;
use chengxin::{Diagnostic, Language, Severity, Sources, Span};

use crate::phrase::{phrase, pick};

/// Whether standard error is a terminal that shows colours.
pub(crate) fn on_stderr() -> bool {
    coloured(std::io::stderr().is_terminal())
}

/// Whether standard output is a terminal that shows colours.
pub(crate) fn on_stdout() -> bool {
    coloured(std::io::stdout().is_terminal())
}

fn coloured(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
}

/// All diagnostics, one after another.
pub(crate) fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let each = diagnostics.iter().map(|diagnostic| renderer.render(&groups(diagnostic, sources, language)));
    each.map(|text| format!("{text}\n")).collect::<Vec<_>>().join("\n")
}

/// `3 个错误，1 个警告`
pub(crate) fn count(diagnostics: &[Diagnostic], language: Language) -> String {
    let of = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let (error_s, warning_s) = (plural(errors), plural(warnings));
    phrase!(language, "{errors} 个错误，{warnings} 个警告", "{errors} error{error_s}, {warnings} warning{warning_s}")
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, language: Language) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(pick(language, "错误", "error")),
        Severity::Warning => Level::WARNING.with_name(pick(language, "警告", "warning")),
    };
    let title = level.primary_title(diagnostic.message.get(language)).id(diagnostic.code);
    let mut main = Group::with_title(title);
    for file in files(&diagnostic.labels) {
        let Some(source) = sources.get(file) else { continue };
        let labels = diagnostic.labels.iter().enumerate().filter(|(_, label)| label.span.file == file);
        let marked = labels.map(|(number, label)| annotation(source, label, number == 0, language));
        main = main.element(snippet(source).fold(true).annotations(marked));
    }
    let mut out = vec![main];
    out.extend(diagnostic.helps.iter().map(|help| advice(help, sources, language)));
    out
}

/// The files that labels stand in, the main one first.
fn files(labels: &[Label]) -> Vec<u32> {
    let mut files = Vec::new();
    for label in labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files
}

fn snippet<'a, T: Clone>(source: &'a Source) -> Snippet<'a, T> {
    Snippet::source(source.text()).path(source.name()).line_start(1)
}

fn annotation<'a>(source: &Source, label: &'a Label, main: bool, language: Language) -> Annotation<'a> {
    let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
    let words = label.message.get(language);
    let marked = kind.span(range(source, label.span));
    if words.is_empty() { marked } else { marked.label(words) }
}

fn advice<'a>(help: &'a Help, sources: &'a Sources, language: Language) -> Group<'a> {
    let level = Level::HELP.with_name(pick(language, "帮助", "help"));
    let group = Group::with_title(level.secondary_title(help.message.get(language)));
    let patched = help.replacement.as_ref().and_then(|(span, text)| Some((sources.get(span.file)?, *span, text)));
    match patched {
        Some((source, span, text)) => {
            group.element(snippet(source).patch(Patch::new(range(source, span), text.as_str())))
        }
        None => group,
    }
}

/// The span as a range of bytes that begins and ends between characters of the text.
pub(crate) fn range(source: &Source, span: Span) -> Range<usize> {
    let text = source.text();
    let held = |offset: u32| {
        let mut at = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
        while !text.is_char_boundary(at) {
            at = at.saturating_sub(1);
        }
        at
    };
    let start = held(span.start);
    start..held(span.end).max(start)
}
