//! A text that may stand in a record, compared by sixteen bytes at once.

/// A text of at least one byte, none of them nought.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    head: u128,
    mask: u128,
    tail: u128,
    length: usize,
    text: String,
}

/// So many bytes are compared at once.
const WIDTH: usize = 16;

impl Pattern {
    pub(super) fn new(text: String) -> Self {
        let wide = |bytes: &mut dyn Iterator<Item = u8>| {
            let mut out = [0; WIDTH];
            out.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
            u128::from_le_bytes(out)
        };
        let length = text.len();
        Self {
            head: wide(&mut text.bytes()),
            mask: wide(&mut text.bytes().map(|_| u8::MAX)),
            tail: wide(&mut text.bytes().skip(length.saturating_sub(WIDTH))),
            length,
            text,
        }
    }

    /// A text in quotes; nothing where it would need escapes, since it is never met as it stands.
    pub(super) fn quoted(text: &str) -> Option<Self> {
        let escaped = text.contains(|character: char| matches!(character, '"' | '\\' | '\0'..' '));
        (!escaped).then(|| Self::new(format!("\"{text}\"")))
    }

    /// Whether sixteen bytes begin with it, or with its first sixteen.
    #[inline]
    pub(super) fn begins(&self, wide: u128) -> bool {
        wide & self.mask == self.head
    }

    /// Whether it has no more than sixteen bytes.
    #[inline]
    pub(super) fn is_short(&self) -> bool {
        self.length <= WIDTH
    }

    /// Where its last sixteen bytes begin, where they and the first are all of it.
    #[inline]
    pub(super) fn before_end(&self) -> Option<usize> {
        self.length.checked_sub(WIDTH).filter(|before| *before <= WIDTH)
    }

    /// Whether sixteen bytes are its last.
    #[inline]
    pub(super) fn ends(&self, wide: u128) -> bool {
        wide == self.tail
    }

    #[inline]
    pub(super) fn length(&self) -> usize {
        self.length
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}
