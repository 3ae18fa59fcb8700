//! Harmless repairs of a text: spaces around it, full-width digits, letters and punctuation. Always told to the reader.

use std::borrow::Cow;

use crate::diagnostic::{Message, say};
use crate::record::quoted;

/// The text trimmed, its full-width forms made half-width; and whether that changed anything.
pub(super) fn tidy(text: &str) -> (Cow<'_, str>, bool) {
    let trimmed = text.trim();
    if trimmed.chars().any(|character| half_width(character) != character) {
        return (Cow::Owned(trimmed.chars().map(half_width).collect()), true);
    }
    (Cow::Borrowed(trimmed), trimmed.len() != text.len())
}

fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{2212}' => '-',
        plain => plain,
    }
}

/// Two remarks on one value.
pub(super) fn both(first: Option<Message>, second: Option<Message>) -> Option<Message> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Message { zh: format!("{}；{}", first.zh, second.zh), en: format!("{}; {}", first.en, second.en) })
        }
        (one, other) => one.or(other),
    }
}

/// What is said of a repair.
pub(super) fn repaired(written: &str, read: &str) -> Message {
    say!(
        "已把 \"{written}\" 读作 \"{read}\"",
        "\"{written}\" was read as \"{read}\"",
        written = quoted(written),
        read = quoted(read),
    )
}
