//! One file of an analysis as the client sees it: its positions, its language.

use chengxin::Language;
use chengxin::source::Span;
use lsp_types::{Location, Position, Range};

use super::analysis::Analysis;
use super::position::Encoding;

/// A file that is asked about.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// What is known.
    pub(crate) analysis: &'a Analysis,
    /// Which file.
    pub(crate) file: u32,
    /// The reader's language.
    pub(crate) language: Language,
    /// How the client counts columns.
    pub(crate) encoding: Encoding,
}

impl<'a> View<'a> {
    /// Its text.
    pub(crate) fn text(&self) -> &'a str {
        self.analysis.text(self.file)
    }

    /// The byte at a position in it.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let lines = self.analysis.entry(self.file).map(|file| &file.lines);
        lines.map_or(0, |lines| lines.offset(self.text(), position, self.encoding))
    }

    /// The range of some of its bytes.
    pub(crate) fn bytes(&self, start: usize, end: usize) -> Range {
        self.range(Span::new(self.file, start, end))
    }

    /// The range of a span, in whichever file it stands.
    pub(crate) fn range(&self, span: Span) -> Range {
        let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let lines = self.analysis.entry(span.file).map(|file| &file.lines);
        let text = self.analysis.text(span.file);
        lines.map_or(Range::default(), |lines| lines.range(text, bytes(span.start), bytes(span.end), self.encoding))
    }

    /// A span as a place that the client can go to.
    pub(crate) fn location(&self, span: Span) -> Option<Location> {
        let uri = self.analysis.entry(span.file)?.uri.clone()?;
        Some(Location { uri, range: self.range(span) })
    }
}
