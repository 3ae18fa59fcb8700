//! A document that the client has open: its text goes before what is on disk.

use std::path::PathBuf;

use lsp_types::Uri;

/// An open document.
#[derive(Debug)]
pub(crate) struct Buffer {
    /// As the client names it.
    pub(crate) uri: Uri,
    /// Its path; an unsaved new one has none.
    pub(crate) path: Option<PathBuf>,
    /// The version of its text.
    pub(crate) version: i32,
    /// Its whole text.
    pub(crate) text: String,
}
