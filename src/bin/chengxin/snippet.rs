//! Diagnostics on a terminal: the source line with its carets, by annotate-snippets.

use std::io::IsTerminal;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use chengxin::diagnostic::{Help, Label, Message, is_hidden, render_plain};
use chengxin::source::Source;
use chengxin::{Diagnostic, Language, Severity, Sources, Span};

use crate::phrase::{phrase, pick};

/// The widest text that is quoted as it is, in bytes.
const WIDEST: usize = 1_000;

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
    // What is hidden or very wide is shown by the library, which spells it out and cuts it around the caret.
    let each = diagnostics.iter().map(|diagnostic| match is_plain(diagnostic, sources, language) {
        true => renderer.render(&groups(diagnostic, sources, language)),
        false => render_plain(std::slice::from_ref(diagnostic), sources, language).trim_end().to_owned(),
    });
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
    let marked = kind.span(source.range(label.span));
    if words.is_empty() { marked } else { marked.label(words) }
}

fn advice<'a>(help: &'a Help, sources: &'a Sources, language: Language) -> Group<'a> {
    let level = Level::HELP.with_name(pick(language, "帮助", "help"));
    let group = Group::with_title(level.secondary_title(help.message.get(language)));
    let patched = help.replacement.as_ref().and_then(|(span, text)| Some((sources.get(span.file)?, *span, text)));
    match patched {
        Some((source, span, text)) => {
            group.element(snippet(source).patch(Patch::new(source.range(span), text.as_str())))
        }
        None => group,
    }
}

/// Whether a terminal shows every line that is quoted as it is: nothing in it is hidden, and it is not too wide.
fn is_plain(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> bool {
    let plain = |text: &str| text.chars().all(|one| matches!(one, '\t' | '\n' | '\r') || !is_hidden(one));
    let narrow = |text: &str| text.len() <= WIDEST && plain(text);
    let line = |span: Span| sources.get(span.file).is_none_or(|source| lines(source, span).is_none_or(narrow));
    let replaced = |help: &Help| help.replacement.as_ref().is_none_or(|(span, text)| line(*span) && narrow(text));
    let words = |message: &Message| narrow(message.get(language));
    words(&diagnostic.message)
        && diagnostic.labels.iter().all(|label| words(&label.message) && line(label.span))
        && diagnostic.helps.iter().all(|help| words(&help.message) && replaced(help))
}

/// The lines on which a span stands.
fn lines(source: &Source, span: Span) -> Option<&str> {
    let (text, range) = (source.text(), source.range(span));
    let start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let end = text.get(range.end..)?.find('\n').map_or(text.len(), |at| range.end.saturating_add(at));
    text.get(start..end)
}
