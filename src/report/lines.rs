//! Lines of a text report: indents, columns by East-Asian width, nothing invisible.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::shown;

/// Two blanks for each depth.
const INDENT: usize = 2;

/// A text that grows line by line. What stands on a line may quote a record: it is made safe here, once.
#[derive(Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// One line at a depth.
    pub(crate) fn line(&mut self, depth: usize, words: &str) {
        self.0.push_str(&" ".repeat(depth.saturating_mul(INDENT)));
        self.0.push_str(shown(words).trim_end());
        self.0.push('\n');
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// An empty line, a heading and its underline.
    pub(crate) fn heading(&mut self, words: &str) {
        self.gap();
        self.line(0, words);
        self.line(0, &"─".repeat(words.width()));
    }

    /// Rows whose columns line up; the last column is left as it is.
    pub(crate) fn table(&mut self, depth: usize, rows: &[Vec<String>]) {
        let widths = widths(rows);
        for row in rows {
            let last = row.len().saturating_sub(1);
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let wide = if at == last { 0 } else { widths.get(at).copied().unwrap_or(0) };
                pad(&shown(cell), wide)
            });
            let joined = cells.collect::<Vec<_>>().join("  ");
            self.line(depth, &joined);
        }
    }

    /// The text.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// Blanks on the right up to a width in columns of the terminal.
pub(crate) fn pad(words: &str, wide: usize) -> String {
    format!("{words}{}", " ".repeat(wide.saturating_sub(words.width())))
}

/// At most so many columns, with `…` where something was left out.
pub(crate) fn cut(words: &str, wide: usize) -> String {
    if words.width() <= wide {
        return words.to_owned();
    }
    let mut kept = String::new();
    for character in words.chars() {
        let mut longer = kept.clone();
        longer.push(character);
        if longer.width() >= wide {
            break;
        }
        kept = longer;
    }
    kept.push('…');
    kept
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            let wide = shown(cell).width();
            match widths.get_mut(at) {
                Some(known) => *known = wide.max(*known),
                None => widths.push(wide),
            }
        }
    }
    widths
}
