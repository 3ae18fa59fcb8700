//! What is open, and what is known of it: made anew when it is asked for and something has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chengxin::Language;
use lsp_types::{Diagnostic, TextDocumentItem, Uri, VersionedTextDocumentIdentifier};

use super::analysis::Analysis;
use super::buffer::Buffer;
use super::path;
use super::position::Encoding;
use super::texts::{self, Buffers, SCHEME};
use super::view::View;

/// Where a document belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// To the pack in this directory.
    Pack(PathBuf),
    /// To none: the document itself.
    Alone(String),
}

/// What was last told of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    /// The version of its text.
    pub(crate) version: Option<i32>,
    /// What was said.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What is known of a home.
#[derive(Debug, Default)]
struct Known {
    analysis: Option<Analysis>,
    /// Whether nothing has changed since.
    fresh: bool,
}

/// What one client works on.
#[derive(Debug, Default)]
pub(crate) struct Session {
    /// The reader's language.
    pub(crate) language: Language,
    /// How the client counts columns.
    pub(crate) encoding: Encoding,
    /// Open documents.
    pub(crate) buffers: Buffers,
    /// What is known of each home.
    homes: BTreeMap<Home, Known>,
    /// Homes of which there may be something new to tell.
    pub(crate) untold: BTreeSet<Home>,
    /// What was last told of each file of a home, by address.
    pub(crate) told: BTreeMap<Home, BTreeMap<String, Told>>,
}

impl Session {
    /// Nothing is open.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// A document was opened.
    pub(crate) fn open(&mut self, document: TextDocumentItem) {
        let path = path::of(&document.uri);
        let TextDocumentItem { uri, version, text, .. } = document;
        self.buffers.insert(uri.as_str().to_owned(), Buffer { uri, path, version, text });
        self.moved();
    }

    /// A document has a new text.
    pub(crate) fn change(&mut self, document: &VersionedTextDocumentIdentifier, text: String) {
        let home = self.home(&document.uri);
        if let Some(buffer) = self.buffers.get_mut(document.uri.as_str()) {
            buffer.version = document.version;
            buffer.text = text;
        }
        match home {
            Some(home) => {
                self.homes.entry(home.clone()).or_default().fresh = false;
                self.untold.insert(home);
            }
            None => self.moved(),
        }
    }

    /// A document was closed.
    pub(crate) fn close(&mut self, uri: &Uri) {
        self.buffers.remove(uri.as_str());
        self.moved();
    }

    /// Files came, went or changed: every document finds its home anew. One that nobody has open is let go.
    pub(crate) fn moved(&mut self) {
        let mut before = std::mem::take(&mut self.homes);
        let homes: Vec<Home> = self.buffers.values().filter_map(|buffer| self.home(&buffer.uri)).collect();
        for home in homes {
            if let Some(Known { analysis, .. }) = before.remove(&home) {
                self.homes.insert(home, Known { analysis, fresh: false });
            } else {
                self.homes.entry(home).or_default();
            }
        }
        self.untold = self.homes.keys().cloned().collect();
    }

    /// Where an open document belongs.
    pub(crate) fn home(&self, uri: &Uri) -> Option<Home> {
        let buffer = self.buffers.get(uri.as_str())?;
        let pack = buffer.path.as_deref().and_then(|path| texts::pack_of(path, &self.buffers));
        Some(pack.map_or_else(|| Home::Alone(uri.as_str().to_owned()), Home::Pack))
    }

    /// Homes of which something was told and which nobody has open any more.
    pub(crate) fn left(&self) -> Vec<Home> {
        self.told.keys().filter(|home| !self.homes.contains_key(home)).cloned().collect()
    }

    /// What is known of a home, made anew where something has changed.
    pub(crate) fn analysis(&mut self, home: &Home) -> Option<&Analysis> {
        let known = self.homes.get_mut(home)?;
        if !known.fresh {
            let before = known.analysis.take();
            known.analysis = match home {
                Home::Pack(directory) => Some(Analysis::of_pack(directory, &self.buffers, before)),
                Home::Alone(uri) => self.buffers.get(uri).filter(|it| is_rules(it)).map(Analysis::alone),
            };
            known.fresh = true;
        }
        known.analysis.as_ref()
    }

    /// An open document, with what is known of it. Nothing for one that is not open or is no rule file.
    pub(crate) fn view(&mut self, uri: &Uri) -> Option<View<'_>> {
        let home = self.home(uri)?;
        let (language, encoding) = (self.language, self.encoding);
        let analysis = self.analysis(&home)?;
        let file = analysis.file(uri)?;
        Some(View { analysis, file, language, encoding })
    }
}

/// Whether a document that belongs to no pack is a rule file; a lone `scheme.toml` has its own directory as pack.
fn is_rules(buffer: &Buffer) -> bool {
    let name = buffer.uri.as_str();
    !name.ends_with(".toml") && !name.ends_with(SCHEME)
}
