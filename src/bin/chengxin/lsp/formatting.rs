//! Formatting a whole rule file.

use lsp_types::TextEdit;

use super::scheme;
use super::view::View;

/// One edit that puts the file in its canonical form; none where it is so already. Nothing where it cannot be read.
pub(crate) fn formatting(view: &View<'_>) -> Option<Vec<TextEdit>> {
    let source = view.analysis.sources.get(view.file).filter(|_| !scheme::is_scheme(view))?;
    let new_text = chengxin::format(source, None).ok()?;
    let text = source.text();
    let edit = || TextEdit { range: view.bytes(0, text.len()), new_text: new_text.clone() };
    Some(if new_text == text { Vec::new() } else { vec![edit()] })
}
