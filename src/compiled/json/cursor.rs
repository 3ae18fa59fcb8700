//! A place in the bytes of a record.

use super::Otherwise;

/// A place in a text.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

/// A number as written: its digits without the point, and how many stand after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: i64,
    pub(super) places: usize,
}

/// More digits than this do not fit a cell.
const MOST_DIGITS: usize = 18;

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    #[inline]
    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn on(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    #[inline]
    pub(super) fn space(&mut self) {
        // Mostly there is none.
        if self.peek().is_some_and(|byte| byte > b' ') {
            return;
        }
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.on(1);
        }
    }

    /// Takes a byte where it is this one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.on(usize::from(there));
        there
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Otherwise> {
        if self.take(byte) { Ok(()) } else { Err(Otherwise::Tree) }
    }

    /// Takes a word that stands by itself.
    #[inline]
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.rest().starts_with(word.as_bytes());
        self.on(if there { word.len() } else { 0 });
        there
    }

    /// Takes a text in quotes where it is this one, which needs no escapes.
    #[inline]
    pub(super) fn take_quoted(&mut self, text: &str) -> bool {
        let rest = self.rest();
        // Most of what it is not differs in its first byte, or its length.
        let there = rest.first() == Some(&b'"')
            && rest.get(1) == text.as_bytes().first()
            && rest.get(text.len().saturating_add(1)) == Some(&b'"')
            && rest.get(1..).is_some_and(|rest| rest.starts_with(text.as_bytes()));
        self.on(if there { text.len().saturating_add(2) } else { 0 });
        there
    }

    /// Nothing may stand after the record.
    pub(super) fn end(&self) -> Result<(), Otherwise> {
        if self.at == self.text.len() { Ok(()) } else { Err(Otherwise::Tree) }
    }

    /// A text in quotes without escapes.
    #[inline]
    pub(super) fn string(&mut self) -> Result<&'t str, Otherwise> {
        self.expect(b'"')?;
        let start = self.at;
        let length =
            self.rest().iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).ok_or(Otherwise::Tree)?;
        self.on(length);
        let text = self.text.get(start..self.at).ok_or(Otherwise::Tree)?;
        self.expect(b'"')?;
        Ok(text)
    }

    /// A number as records and JSON both write it: no exponent, no nought before other digits.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Decimal, Otherwise> {
        let decimal = self.decimal()?;
        // What follows must end the number.
        if matches!(self.peek(), Some(b'e' | b'E' | b'.' | b'0'..=b'9')) { Err(Otherwise::Tree) } else { Ok(decimal) }
    }

    /// The digits of a number.
    #[inline]
    pub(super) fn decimal(&mut self) -> Result<Decimal, Otherwise> {
        let negative = self.take(b'-');
        let rest = self.rest();
        let mut digits = 0_i64;
        let mut count = 0_usize;
        let mut point = None;
        for byte in rest {
            match byte {
                b'0'..=b'9' => {
                    digits = digits.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
                    count = count.wrapping_add(1);
                    if count > MOST_DIGITS {
                        return Err(Otherwise::Tree);
                    }
                }
                b'.' if point.is_none() => point = Some(count),
                _ => break,
            }
        }
        let whole = point.unwrap_or(count);
        let places = count.saturating_sub(whole);
        let leading = whole > 1 && rest.first() == Some(&b'0');
        if whole == 0 || leading || (point.is_some() && places == 0) {
            return Err(Otherwise::Tree);
        }
        self.on(count.saturating_add(usize::from(point.is_some())));
        Ok(Decimal { digits: if negative { digits.wrapping_neg() } else { digits }, places })
    }
}
