//! Diagnostics as the client shows them, told when they change and cleared when they are mended.

use std::collections::BTreeMap;
use std::str::FromStr;

use chengxin::Severity;
use chengxin::diagnostic;
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, PublishDiagnosticsParams, Range, Uri,
};

use super::analysis::Analysis;
use super::session::{Home, Session, Told};
use super::view::View;
use crate::phrase::phrase;

/// Who says it.
pub(crate) const SOURCE: &str = "chengxin";

/// What has changed since the last time, file by file.
pub(crate) fn news(session: &mut Session) -> Vec<PublishDiagnosticsParams> {
    let mut news = Vec::new();
    for home in session.left() {
        let told = session.told.remove(&home).unwrap_or_default();
        news.extend(told.into_iter().filter(|(_, told)| !told.diagnostics.is_empty()).filter_map(cleared));
    }
    for home in std::mem::take(&mut session.untold) {
        let now = all(session, &home);
        let before = session.told.insert(home, now.clone()).unwrap_or_default();
        for (uri, told) in &now {
            if before.get(uri) != Some(told) && (told.version.is_some() || !same(before.get(uri), told)) {
                news.extend(params(uri, told.clone()));
            }
        }
        let gone = before.into_iter().filter(|(uri, told)| !now.contains_key(uri) && !told.diagnostics.is_empty());
        news.extend(gone.filter_map(cleared));
    }
    news
}

/// Whether there is nothing new in it but the version.
fn same(before: Option<&Told>, now: &Told) -> bool {
    before.map_or(now.diagnostics.is_empty(), |before| before.diagnostics == now.diagnostics)
}

fn cleared((uri, _): (String, Told)) -> Option<PublishDiagnosticsParams> {
    params(&uri, Told::default())
}

fn params(uri: &str, told: Told) -> Option<PublishDiagnosticsParams> {
    let uri = Uri::from_str(uri).ok()?;
    Some(PublishDiagnosticsParams { uri, diagnostics: told.diagnostics, version: told.version })
}

/// What is to be said of each file of a home.
fn all(session: &mut Session, home: &Home) -> BTreeMap<String, Told> {
    let (language, encoding) = (session.language, session.encoding);
    let Some(analysis) = session.analysis(home) else { return BTreeMap::new() };
    let mut told = BTreeMap::new();
    for (file, entry) in (0_u32..).zip(&analysis.files) {
        let view = View { analysis, file, language, encoding };
        let mut diagnostics: Vec<Diagnostic> = entry.notice.iter().map(|notice| hint(&view, notice)).collect();
        let of_file = |found: &&diagnostic::Diagnostic| found.span().file == file;
        diagnostics.extend(analysis.diagnostics.iter().filter(of_file).map(|found| shown(&view, found)));
        if let Some(uri) = &entry.uri {
            told.insert(uri.as_str().to_owned(), Told { version: entry.version, diagnostics });
        }
    }
    told
}

fn hint(view: &View<'_>, notice: &diagnostic::Message) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: notice.get(view.language).to_owned(),
        ..Diagnostic::default()
    }
}

/// One diagnostic: its main place, what is to be seen there, advice without a text to paste; other places are related.
pub(crate) fn shown(view: &View<'_>, found: &diagnostic::Diagnostic) -> Diagnostic {
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    };
    let others = found.labels.iter().skip(1).filter_map(|label| related(view, label, found));
    let related: Vec<DiagnosticRelatedInformation> = others.collect();
    Diagnostic {
        range: view.range(found.span()),
        severity: Some(severity),
        code: Some(NumberOrString::String(found.code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: message(view, found),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

fn message(view: &View<'_>, found: &diagnostic::Diagnostic) -> String {
    let language = view.language;
    let mut message = found.message.get(language).to_owned();
    let here = found.labels.first().map_or("", |label| label.message.get(language));
    if !here.is_empty() {
        message.push_str(&phrase!(language, "（{here}）", " ({here})"));
    }
    for help in found.helps.iter().filter(|help| help.replacement.is_none()) {
        let help = help.message.get(language);
        message.push_str(&phrase!(language, "\n帮助：{help}", "\nhelp: {help}"));
    }
    message
}

fn related(
    view: &View<'_>,
    label: &diagnostic::Label,
    found: &diagnostic::Diagnostic,
) -> Option<DiagnosticRelatedInformation> {
    let said = label.message.get(view.language);
    let message = if said.is_empty() { found.message.get(view.language) } else { said };
    Some(DiagnosticRelatedInformation { location: view.location(label.span)?, message: message.to_owned() })
}

/// The files of an analysis in which a diagnostic has its main place.
pub(crate) fn in_file(analysis: &Analysis, file: u32) -> impl Iterator<Item = &diagnostic::Diagnostic> {
    analysis.diagnostics.iter().filter(move |found| found.span().file == file)
}
