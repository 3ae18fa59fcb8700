//! The same rules as people type them: other blanks, other widths, other line ends.

use crate::draw::Draw;

/// Half-width signs that have full-width forms.
const SIGNS: &str = "(){}:;,=<>+-%.0123456789";

/// A text that formats to the same as this one.
pub(crate) fn mangled(text: &str, draw: &mut Draw) -> String {
    let mut out = String::from(if draw.chance(10) { "\u{FEFF}" } else { "" });
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match character {
            '#' | '＃' => rest.find('\n').unwrap_or(rest.len()),
            '"' => rest[1..].find('"').unwrap() + 2,
            '＂' => rest.match_indices('＂').nth(1).unwrap().0 + '＂'.len_utf8(),
            '“' => rest.find('”').unwrap() + '”'.len_utf8(),
            _ => character.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        match character {
            '#' | '＃' | '“' | '＂' => out.push_str(part),
            '"' => out.push_str(&quoted(part, draw)),
            _ => out.push_str(&other(character, &out, after, draw)),
        }
        rest = after;
    }
    out
}

fn quoted(text: &str, draw: &mut Draw) -> String {
    let inside = &text[1..text.len() - 1];
    let mut quote = || if !inside.contains('＂') && draw.chance(20) { '＂' } else { '"' };
    format!("{}{inside}{}", quote(), quote())
}

/// One character outside texts and comments.
fn other(character: char, before: &str, after: &str, draw: &mut Draw) -> String {
    let sign = |character: char| "×÷=≥≤(){}:，、".contains(character);
    match character {
        '\n' => line_end(before, draw),
        ' ' if draw.chance(30) && (before.ends_with(sign) || after.starts_with(sign)) => String::new(),
        ' ' => draw.one(&[" ", "  ", "\t", "\u{3000}", " \u{A0}"]).to_owned(),
        '，' if draw.chance(40) => ", ".to_owned(),
        '、' if draw.chance(40) => draw.one(&[" | ", "｜"]).to_owned(),
        '×' if draw.chance(40) => "*".to_owned(),
        '÷' if draw.chance(40) => draw.one(&["/", "∕", "／"]).to_owned(),
        '≥' if draw.chance(40) => draw.one(&[">=", "≧", "＞＝"]).to_owned(),
        '≤' if draw.chance(40) => draw.one(&["<=", "≦"]).to_owned(),
        '-' if draw.chance(20) => "\u{2212}".to_owned(),
        '{' if draw.chance(15) => "\n  {".to_owned(),
        _ if SIGNS.contains(character) && draw.chance(25) => {
            char::from_u32(u32::from(character) + 0xFEE0).unwrap().to_string()
        }
        _ => character.to_string(),
    }
}

/// Blanks at the end of the line, another line end, more blank lines where there is one, and another indent.
fn line_end(before: &str, draw: &mut Draw) -> String {
    let mut out = draw.one(&["", "", " ", "\t\u{3000}"]).to_owned();
    out.push_str(draw.one(&["\n", "\r\n"]));
    let blank = before.lines().last().is_none_or(|line| line.trim().is_empty());
    out.push_str(if blank { draw.one(&["", "\n", " \n\n"]) } else { "" });
    out.push_str(draw.one(&["", "", " ", "\t"]));
    out
}
