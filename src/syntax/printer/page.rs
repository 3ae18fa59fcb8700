//! The lines of the text that is written, and the columns of its tables.

use unicode_width::UnicodeWidthStr;

/// The cells before the `:` of a row align up to this width; a wider row stands for itself.
const WIDEST: usize = 60;

/// One line.
#[derive(Default)]
pub(super) struct Line {
    /// How often two blanks stand before it.
    indent: usize,
    text: String,
    /// Where columns of a table may be widened, as bytes of the text.
    stops: Vec<usize>,
    comment: String,
    /// Whether a blank line stands before it.
    blank: bool,
}

impl Line {
    /// An empty line so far in.
    pub(super) fn new(indent: usize, blank: bool) -> Self {
        Self { indent, blank, ..Self::default() }
    }
}

/// The lines so far.
#[derive(Default)]
pub(super) struct Page {
    lines: Vec<Line>,
}

impl Page {
    /// Begins a line.
    pub(super) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// The index of the last line.
    pub(super) fn at(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }

    /// Goes on with the last line.
    pub(super) fn write(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
    }

    /// Puts a comment at the end of the last line, if none is there.
    pub(super) fn comment(&mut self, text: &str) -> bool {
        match self.lines.last_mut() {
            Some(line) if line.comment.is_empty() && !line.text.starts_with(['#', '＃']) => {
                text.clone_into(&mut line.comment);
                true
            }
            Some(_) | None => false,
        }
    }

    /// Ends a column of a row at the end of the last line.
    pub(super) fn stop(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.stops.push(line.text.len());
        }
    }

    /// Makes the columns of these lines equally wide.
    pub(super) fn align(&mut self, rows: &[usize]) {
        let mut widths: Vec<usize> = Vec::new();
        for line in rows.iter().filter_map(|row| self.lines.get(*row)).filter(|line| line.is_aligned()) {
            for (column, cell) in line.cells().enumerate() {
                match widths.get_mut(column) {
                    Some(width) => *width = cell.width().max(*width),
                    None => widths.push(cell.width()),
                }
            }
        }
        for row in rows {
            if let Some(line) = self.lines.get_mut(*row).filter(|line| line.is_aligned()) {
                line.widen(&widths);
            }
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            if line.blank && !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&"  ".repeat(line.indent));
            out.push_str(&line.text);
            if !line.comment.is_empty() {
                out.push_str("  ");
                out.push_str(&line.comment);
            }
            out.push('\n');
        }
        out
    }
}

impl Line {
    fn cells(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.stops);
        starts.zip(&self.stops).map(|(start, end)| self.text.get(*start..*end).unwrap_or(""))
    }

    fn is_aligned(&self) -> bool {
        !self.stops.is_empty() && self.cells().map(UnicodeWidthStr::width).sum::<usize>() <= WIDEST
    }

    fn widen(&mut self, widths: &[usize]) {
        let mut text = String::new();
        for (cell, width) in self.cells().zip(widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        }
        text.push_str(self.stops.last().and_then(|end| self.text.get(*end..)).unwrap_or(""));
        self.text = text;
        self.stops.clear();
    }
}
