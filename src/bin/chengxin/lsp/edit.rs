//! Edits of several files.

use std::collections::HashMap;

use chengxin::source::Span;
use lsp_types::{TextEdit, Uri, WorkspaceEdit};

use super::view::View;

/// Replaces each span with its text.
#[expect(clippy::mutable_key_type, reason = "the protocol's own map; addresses are compared by their text")]
pub(crate) fn of(view: &View<'_>, replaced: &[(Span, String)]) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (span, new_text) in replaced {
        if let Some(uri) = view.analysis.entry(span.file).and_then(|file| file.uri.clone()) {
            let edit = TextEdit { range: view.range(*span), new_text: new_text.clone() };
            changes.entry(uri).or_default().push(edit);
        }
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
