//! A report as headings, lines and tables, to be laid out as text or as Markdown.

use crate::report::{Lines, Page};

/// A part of a report.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    /// A heading.
    Heading(String),
    /// A line of its own.
    Line(String),
    /// An item of a list.
    Item(String),
    /// Heads and rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// As text with columns that line up.
pub(crate) fn text(blocks: &[Block]) -> String {
    let mut out = Lines::default();
    for block in blocks {
        match block {
            Block::Heading(words) => out.heading(words),
            Block::Line(words) => out.line(0, words),
            Block::Item(words) => out.line(0, &format!("· {words}")),
            Block::Table(heads, rows) => {
                let all: Vec<Vec<String>> = std::iter::once(heads.clone()).chain(rows.iter().cloned()).collect();
                out.table(0, &all);
            }
        }
    }
    out.finish()
}

/// As Markdown.
pub(crate) fn markdown(blocks: &[Block]) -> String {
    let mut out = Page::default();
    for block in blocks {
        match block {
            Block::Heading(words) => out.heading(2, words),
            Block::Line(words) => out.paragraph(words),
            Block::Item(words) => out.bullet(0, words),
            Block::Table(heads, rows) => {
                let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
                out.table(&heads, rows.iter().cloned());
            }
        }
    }
    out.finish()
}
