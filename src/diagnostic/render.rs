//! A diagnostic as plain text, with the caret under the right character of a Chinese line.

use unicode_width::UnicodeWidthStr;

use super::{Diagnostic, Label, Language, Message, Severity};
use crate::source::{Source, Sources, Span};

/// The longest part of a source line that is shown, in columns of the terminal.
const WIDEST: usize = 160;
/// The longest text of a message or of a replacement that is shown, in characters.
const LONGEST: usize = 600;

/// Renders diagnostics one after another, with the source line and a caret for each label.
#[must_use]
pub fn render_plain(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let each = diagnostics.iter().map(|diagnostic| render_one(diagnostic, sources, language));
    each.collect::<Vec<_>>().join("\n")
}

fn render_one(diagnostic: &Diagnostic, sources: &Sources, language: Language) -> String {
    let severity = match (diagnostic.severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Warning, Language::English) => "warning",
    };
    let mut out = format!("{severity}[{}]: {}\n", diagnostic.code, bounded(diagnostic.message.get(language)));
    for label in &diagnostic.labels {
        out.push_str(&excerpt(label, sources, language));
    }
    let help = match language {
        Language::Chinese => "帮助",
        Language::English => "help",
    };
    for advice in &diagnostic.helps {
        out.push_str(&format!("  = {help}: {}\n", bounded(advice.message.get(language))));
        if let Some((_, text)) = &advice.replacement {
            for line in text.lines() {
                out.push_str(&format!("      {}\n", bounded(line)));
            }
        }
    }
    out
}

fn excerpt(label: &Label, sources: &Sources, language: Language) -> String {
    let origin = sources.origin(label.span);
    let mut out = format!("  --> {origin}\n");
    let Some(source) = sources.get(label.span.file) else { return out };
    let (before, under, after) = line_around(source, label);
    if before.len().saturating_add(under.len()).saturating_add(after.len()) == 0 {
        return out;
    }
    let (before, under, after) = cut(&shown(before), &shown(under), &shown(after));
    let number = origin.position.line.to_string();
    let margin = " ".repeat(number.len());
    let indent = " ".repeat(before.width());
    let carets = "^".repeat(under.width().max(1));
    let words = bounded(label.message.get(language));
    let marked = format!("{indent}{carets} {words}");
    out.push_str(&format!("{margin} |\n{number} | {before}{under}{after}\n{margin} | {}\n", marked.trim_end()));
    out
}

/// The line at a place `file:line:column` of the sources, with carets from there to its end; empty where there is none.
pub(crate) fn excerpt_at(origin: &str, sources: &Sources) -> String {
    let label = |span| Label { span, message: Message { zh: String::new(), en: String::new() } };
    span_at(origin, sources).map(|span| excerpt(&label(span), sources, Language::Chinese)).unwrap_or_default()
}

fn span_at(origin: &str, sources: &Sources) -> Option<Span> {
    let (rest, column) = origin.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let at = sources.iter().position(|source| source.name() == name)?;
    let text = sources.iter().nth(at)?.text();
    let above = line.parse::<usize>().ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(above).map(str::len).sum();
    let line = text.get(start..)?.lines().next()?;
    let (before, _) = line.char_indices().nth(column.parse::<usize>().ok()?.checked_sub(1)?)?;
    let end = line.trim_end().trim_end_matches('{').trim_end().len();
    Some(Span::new(u32::try_from(at).ok()?, start.checked_add(before)?, start.checked_add(end)?))
}

/// The line on which the label begins, split before, under and after it.
fn line_around<'a>(source: &'a Source, label: &Label) -> (&'a str, &'a str, &'a str) {
    let text = source.text();
    let start = usize::try_from(label.span.start).unwrap_or(usize::MAX).min(text.len());
    let head = text.get(..start).unwrap_or("");
    let line_start = head.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let tail = text.get(start..).unwrap_or("");
    let line_end = tail.find(['\n', '\r']).map_or(text.len(), |at| start.saturating_add(at));
    let end = usize::try_from(label.span.end).unwrap_or(usize::MAX).clamp(start, line_end);
    (
        text.get(line_start..start).unwrap_or(""),
        text.get(start..end).unwrap_or(""),
        text.get(end..line_end).unwrap_or(""),
    )
}

/// Keeps a bounded width around the caret.
fn cut(before: &str, under: &str, after: &str) -> (String, String, String) {
    let keep_end = |text: &str, width: usize| -> String {
        let mut kept: Vec<char> = Vec::new();
        let mut used = 0_usize;
        for character in text.chars().rev() {
            used = used.saturating_add(character.to_string().width());
            if used > width {
                kept.push('…');
                break;
            }
            kept.push(character);
        }
        kept.into_iter().rev().collect()
    };
    let keep_start = |text: &str, width: usize| -> String {
        let reversed: String = text.chars().rev().collect();
        keep_end(&reversed, width).chars().rev().collect()
    };
    let half = WIDEST / 2;
    (keep_end(before, half), keep_start(under, half), keep_start(after, half))
}

/// A text that may quote a file: what is hidden spelled out, and no longer than a page.
fn bounded(text: &str) -> String {
    let text = shown(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text,
    }
}

/// Text that quotes a file, with tabs as one space and what is hidden spelled out.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push(' '),
            hidden if is_hidden(hidden) => out.push_str(&format!("\\u{{{:X}}}", u32::from(hidden))),
            plain => out.push(plain),
        }
    }
    out
}

/// Whether a character cannot be seen, moves the cursor, or turns the direction of the text: it is spelled out wherever
/// a message quotes a file.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}
