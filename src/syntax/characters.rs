//! Characters: which full-width ones stand for half-width ones, and which are refused.

use crate::diagnostic::{Diagnostic, say};
use crate::source::Span;

/// The half-width form of full-width punctuation and digits; letters stay what they are.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '＂' => '"',
        '\u{FF01}'..='\u{FF5E}' => {
            let code = u32::from(character).saturating_sub(0xFEE0);
            char::from_u32(code).filter(|half| !half.is_ascii_alphabetic()).unwrap_or(character)
        }
        '\u{2212}' => '-',
        '≧' => '≥',
        '≦' => '≤',
        '∕' => '/',
        other => other,
    }
}

/// Whether it only separates words.
pub(crate) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{3000}')
}

/// Whether a character is refused anywhere in a file: it cannot be seen, or it changes the order of what is seen.
pub(crate) fn is_refused(character: char) -> bool {
    // Nearly all of a text.
    if matches!(character, ' '..='~' | '\u{4E00}'..='\u{9FFF}') {
        return false;
    }
    is_direction(character)
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
        || (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Reports every refused character after a byte-order mark.
pub(crate) fn check(text: &str, file: u32, faults: &mut Vec<Diagnostic>) {
    for (at, character) in text.char_indices() {
        if !is_refused(character) || (at == 0 && character == '\u{FEFF}') {
            continue;
        }
        let span = Span::new(file, at, at.saturating_add(character.len_utf8()));
        let message = if is_direction(character) {
            say!(
                "文字方向控制字符 U+{code:04X} 不能用：它让人看到的次序与实际的不同",
                "direction control U+{code:04X} is refused: it shows the text in another order than it has",
                code = u32::from(character)
            )
        } else {
            say!(
                "看不见的字符 U+{code:04X} 不能用",
                "invisible character U+{code:04X} is refused",
                code = u32::from(character)
            )
        };
        let fault = Diagnostic::error("E0102", span, message);
        faults.push(fault.replace(say!("删去它", "delete it"), span, ""));
        if faults.len() >= super::MOST_FAULTS {
            return;
        }
    }
}
