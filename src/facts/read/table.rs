//! The keys of a record known beforehand: what each names, in each object; and values that are read as they stand.

use super::keys::{Found, Index};
use super::{nothing, text};
use crate::facts::State;
use crate::plan::{FactDeclaration, Kind};

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The fact with this index.
    Fact(usize),
    /// The object with this index, that holds facts with a dotted key.
    Group(usize),
}

/// Every key of a record that names something: in the record itself, and in each object inside it that groups facts.
#[derive(Clone, Debug)]
pub(crate) struct KeyTable {
    /// The record itself first.
    pub(crate) objects: Vec<Vec<(String, Named)>>,
    /// What a fact is where the record does not give it.
    pub(crate) absent: Vec<State>,
}

impl KeyTable {
    /// The keys for the applicants of a track.
    pub(crate) fn new(declarations: &[FactDeclaration], track: Option<usize>) -> Self {
        let index = Index::new(declarations, track);
        let known = index.known();
        let mut prefixes = vec![String::new()];
        let mut objects = Vec::new();
        let mut at = 0;
        while let Some(prefix) = prefixes.get(at).cloned() {
            let mut named = Vec::new();
            for own in own_keys(&known, &prefix) {
                let key = if prefix.is_empty() { own.to_owned() } else { format!("{prefix}.{own}") };
                match index.find(declarations, &prefix, own, &key) {
                    Found::Fact(fact) => named.push((own.to_owned(), Named::Fact(fact))),
                    Found::Group => {
                        let group = prefixes.iter().position(|known| *known == key).unwrap_or(prefixes.len());
                        if group == prefixes.len() {
                            prefixes.push(key);
                        }
                        named.push((own.to_owned(), Named::Group(group)));
                    }
                    Found::OtherTrack | Found::Nothing(_) => {}
                }
            }
            objects.push(named);
            at = at.saturating_add(1);
        }
        let absent = declarations.iter().enumerate().map(|(at, declaration)| {
            if index.reads(at) { nothing::absent(declaration).state } else { State::NotSubmitted }
        });
        Self { objects, absent: absent.collect() }
    }
}

/// The keys that may name something inside the object of a prefix.
fn own_keys<'k>(known: &[&'k str], prefix: &str) -> Vec<&'k str> {
    let inside = |key: &&'k str| key.strip_prefix(prefix)?.strip_prefix('.');
    let mut keys: Vec<&str> = known.to_vec();
    if !prefix.is_empty() {
        keys.extend(known.iter().filter_map(inside));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a text is read as it stands: nothing to mend, nothing to refuse, and no way of saying that there is nothing.
pub(crate) fn is_plain_text(declaration: &FactDeclaration, written: &str) -> bool {
    let sound = match declaration.kind {
        Kind::Text if is_common(written) => return true,
        Kind::Text => text::sound(written).is_ok() && written.trim().len() == written.len(),
        Kind::CreditCode => written.parse::<crate::value::CreditCode>().is_ok_and(|code| code.as_str() == written),
        Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::List(_) => false,
    };
    sound && !nothing::is_said(declaration, written)
}

/// Whether a text is surely plain: of some length, of printable ASCII and common Chinese, and without spaces around it.
fn is_common(text: &str) -> bool {
    // Longer than every word for nothing, also in full width; shorter than the longest text.
    let bytes = text.as_bytes();
    let around = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, 0x21..=0x7E | 0x80..=0xBF | 0xE4..=0xE9));
    let ends = around(bytes.first()) && around(bytes.last()) && !text.ends_with('\u{3000}');
    (13..=10_000).contains(&bytes.len()) && ends && {
        // Sixteen bytes at once, then the last sixteen; of a short text eight and eight.
        let (wide, _) = bytes.as_chunks::<16>();
        let wide = wide.iter().fold(0, |all, bytes| all | kinds(bytes));
        let last = match (bytes.last_chunk::<16>(), bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(last), ..) => kinds(last),
            (None, Some(first), Some(last)) => kinds(first) | kinds(last),
            (None, ..) => 1,
        };
        let kinds = wide | last;
        kinds == 0 || (kinds == 2 && !text.contains('\u{FEFF}'))
    }
}

/// Whether some byte is neither of printable ASCII nor of common Chinese, as the first bit; whether one is EF, as the second:
/// full-width forms begin with it, as does the byte order mark, which nobody sees.
#[inline]
fn kinds<const WIDTH: usize>(bytes: &[u8; WIDTH]) -> u8 {
    let kind = |byte: u8| {
        let common = matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xE3..=0xE9 | 0xEF);
        u8::from(!common) | (u8::from(byte == 0xEF) << 1)
    };
    bytes.iter().fold(0, |kinds, byte| kinds | kind(*byte))
}

/// The state of a fact that the record does not give, of a field of a list.
pub(crate) fn absent(declaration: &FactDeclaration) -> State {
    nothing::absent(declaration).state
}
