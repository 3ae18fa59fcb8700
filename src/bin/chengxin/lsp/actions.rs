//! Quick fixes: the texts that diagnostics offer.

use chengxin::diagnostic::Diagnostic;
use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range};

use super::edit;
use super::publish::{in_file, shown};
use super::view::View;

/// The fixes for what is wrong in a part of the file.
pub(crate) fn actions(view: &View<'_>, range: Range) -> Vec<CodeActionOrCommand> {
    let touched = in_file(view.analysis, view.file).filter(|found| {
        let place = view.range(found.span());
        place.start <= range.end && range.start <= place.end
    });
    touched.flat_map(|found| fixes(view, found)).collect()
}

fn fixes(view: &View<'_>, found: &Diagnostic) -> Vec<CodeActionOrCommand> {
    let offers = found.helps.iter().filter_map(|help| Some((help, help.replacement.as_ref()?)));
    let alone = offers.clone().count() == 1;
    let fix = offers.map(|(help, (span, text))| CodeAction {
        title: help.message.get(view.language).to_owned(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![shown(view, found)]),
        edit: Some(edit::of(view, &[(*span, text.clone())])),
        is_preferred: Some(alone),
        ..CodeAction::default()
    });
    fix.map(CodeActionOrCommand::CodeAction).collect()
}
