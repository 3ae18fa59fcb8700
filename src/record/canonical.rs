//! The canonical form of a record: RFC 8785, but with exact decimal numbers.

use super::json::{Json, JsonKind, Member};
use super::parse::{Items, Pairs};

/// Writes a value without white space, keys sorted by their UTF-16 code units.
pub(super) fn write(json: &Json) -> String {
    let mut out = String::new();
    value(json, &mut out);
    out
}

/// The same of a record's text, known to be one JSON object without repeated keys, straight from the text; nothing where
/// something in it is written in a way that needs more than copying.
pub(super) fn of_text(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    // Without characters beyond the first 65,536 the order of UTF-16 code units is that of the bytes.
    let beyond = raw.bytes().any(|byte| byte == b'\\' || byte >= 0xF0);
    if beyond {
        return None;
    }
    copied(raw.trim(), &mut out)?;
    Some(out)
}

/// Copies a value as written, its keys sorted.
fn copied(raw: &str, out: &mut String) -> Option<()> {
    match raw.as_bytes().first()? {
        b'{' => {
            let mut members = serde_json::from_str::<Pairs<'_>>(raw).ok()?.0;
            members.sort_unstable_by_key(|(key, _)| key.get().trim_matches('"'));
            out.push('{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                separate(index, out);
                out.push_str(key.get());
                out.push(':');
                copied(member.get(), out)?;
            }
            out.push('}');
        }
        b'[' => {
            out.push('[');
            for (index, item) in serde_json::from_str::<Items<'_>>(raw).ok()?.0.into_iter().enumerate() {
                separate(index, out);
                copied(item.get(), out)?;
            }
            out.push(']');
        }
        b'-' | b'0'..=b'9' if raw.len() > 64 || !raw.bytes().all(|byte| byte.is_ascii_digit()) => {
            out.push_str(&normalised(raw))
        }
        _ => out.push_str(raw),
    }
    Some(())
}

fn value(json: &Json, out: &mut String) {
    match &json.kind {
        JsonKind::Null => out.push_str("null"),
        JsonKind::Bool(true) => out.push_str("true"),
        JsonKind::Bool(false) => out.push_str("false"),
        JsonKind::Number(number) => out.push_str(&normalised(number)),
        JsonKind::Text(string) => text(string, out),
        JsonKind::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                value(item, out);
            }
            out.push(']');
        }
        JsonKind::Object(members) => object(members, out),
    }
}

fn object(members: &[Member], out: &mut String) {
    let mut sorted: Vec<&Member> = members.iter().collect();
    sorted.sort_by(|left, right| left.key.encode_utf16().cmp(right.key.encode_utf16()));
    out.push('{');
    for (index, member) in sorted.into_iter().enumerate() {
        separate(index, out);
        text(&member.key, out);
        out.push(':');
        value(&member.value, out);
    }
    out.push('}');
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn text(string: &str, out: &mut String) {
    out.push('"');
    for character in string.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{C}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
}

/// A number without needless noughts or sign. An exponent stays an exponent, of a whole number without trailing noughts,
/// so that `1e3` and `10e2` agree; with `1000` they agree too.
fn normalised(number: &str) -> String {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (sign, unsigned) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all = format!("{whole}{part}");
    let digits = all.trim_start_matches('0').trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let Ok(exponent) = exponent.parse::<i64>() else { return number.to_owned() };
    let dropped = all.len().saturating_sub(all.trim_end_matches('0').len());
    let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let exponent = exponent.saturating_sub(places(part.len())).saturating_add(places(dropped));
    match usize::try_from(exponent) {
        Ok(noughts) if noughts <= 64 => format!("{sign}{digits}{}", "0".repeat(noughts)),
        Ok(_) => format!("{sign}{digits}e{exponent}"),
        Err(_) => fraction(sign, digits, exponent),
    }
}

/// `digits × 10^exponent` for a negative exponent.
fn fraction(sign: &str, digits: &str, exponent: i64) -> String {
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    if places > digits.len().saturating_add(64) {
        return format!("{sign}{digits}e{exponent}");
    }
    let width = places.saturating_add(1);
    let padded = format!("{digits:0>width$}");
    let (whole, part) = padded.split_at(padded.len().saturating_sub(places));
    format!("{sign}{whole}.{part}")
}
