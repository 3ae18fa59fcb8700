//! An applicant's record: JSON kept exactly as written, numbers as text, every node with its place.

mod canonical;
mod error;
mod json;
mod parse;
mod syntax;
#[cfg(feature = "arrow")]
mod tree;
mod without;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::source::{Position, Source};

pub(crate) use error::{Fault, quoted};
pub use error::{RecordError, RecordErrors};
pub(crate) use json::{Json, JsonKind, Member, Path};
pub(crate) use without::without_numbers;

/// The reserved keys that name the track of the application.
pub(crate) const TRACK_KEYS: [&str; 2] = ["track", "申报渠道"];

/// An applicant's record as submitted. Cheap to clone.
///
/// ```
/// use chengxin::record::Record;
///
/// let record = Record::from_json(r#"{ "track": "construction", "tax_paid": "5,200万元" }"#)?;
/// assert_eq!(record.track(), Some("construction"));
/// # Ok::<(), chengxin::record::RecordErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Record {
    whole: Arc<Whole>,
}

#[derive(Debug)]
struct Whole {
    source: Source,
    root: Json,
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}

impl Record {
    /// Reads one JSON object; a byte order mark before it is accepted.
    ///
    /// # Errors
    /// Where the text is not JSON, is not an object, gives a key twice, or is too large: 16 MiB, 32 levels, a million values.
    pub fn from_json(text: &str) -> Result<Self, RecordErrors> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let source = parse::sized(text)?;
        let root = parse::parse(&source)?;
        Ok(Self { whole: Arc::new(Whole { source, root }) })
    }

    /// The track that the record names, under `track` or `申报渠道`, where it is a text.
    #[must_use]
    pub fn track(&self) -> Option<&str> {
        let named = self.members().iter().find(|member| TRACK_KEYS.contains(&member.key.as_str()))?;
        named.value.text().map(str::trim)
    }

    /// The SHA-256 of the record's canonical form, in hexadecimal: the same for every order of keys, every spacing, and for
    /// `1.5` and `1.50`.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256(self.canonical().as_bytes())
    }

    /// The digest of a record's text, straight from the text; nothing where that takes the record itself. The text must be
    /// one that [`Record::from_json`] reads.
    pub(crate) fn digest_of(text: &str) -> Option<String> {
        canonical::of_text(text).map(|canonical| sha256(canonical.as_bytes()))
    }

    /// The canonical form (RFC 8785, but that numbers are written in full as exact decimals and never pass through a float).
    #[must_use]
    pub fn canonical(&self) -> String {
        canonical::write(&self.whole.root)
    }

    pub(crate) fn members(&self) -> &[Member] {
        self.whole.root.object().unwrap_or(&[])
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        self.whole.source.position(usize::try_from(offset).unwrap_or(usize::MAX))
    }
}
