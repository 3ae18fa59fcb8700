//! A place in the bytes of a record; eight or sixteen bytes from there at once, so that most steps need no loop.

use super::digits::{self, TENS, digits};
use super::pattern::Pattern;
use crate::value::Date;

/// A place in a text: what stands from here on. It is small and stays in registers, so long as nothing that is called for
/// changes it in place: what is not written into its caller hands back where it goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    rest: &'t [u8],
}

/// A number as written: its digits without the point, and how many stand after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: i64,
    pub(super) places: usize,
}

/// What stands about a day, `"2023-10-18"`.
const AROUND_DAY: u128 = u128::from_le_bytes(*b"\"\0\0\0\0-\0\0-\0\0\"\0\0\0\0");
const NOT_OF_DAY: u128 = u128::from_le_bytes([255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0]);

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text.as_bytes() }
    }

    /// The next eight bytes, the first lowest; noughts after the end of the text.
    #[inline]
    fn word(self) -> u64 {
        u64::from_le_bytes(self.rest.first_chunk().copied().unwrap_or_else(|| padded(self.rest)))
    }

    /// The next sixteen bytes, the first lowest; noughts after the end of the text.
    #[inline]
    fn wide(self) -> u128 {
        u128::from_le_bytes(self.rest.first_chunk().copied().unwrap_or_else(|| padded(self.rest)))
    }

    #[inline]
    pub(super) fn peek(self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The byte after the next; nought after the end of the text.
    #[inline]
    pub(super) fn second(self) -> u8 {
        self.rest.get(1).copied().unwrap_or(0)
    }

    #[inline]
    fn on(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or(&[]);
    }

    /// The next byte after white space, passed over.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u8> {
        self.space();
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    #[inline]
    pub(super) fn space(&mut self) {
        // Mostly there is none.
        if self.rest.first().is_some_and(|byte| *byte <= b' ') {
            *self = self.after_space();
        }
    }

    #[inline(never)]
    fn after_space(mut self) -> Self {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self
    }

    /// Takes a byte where it is this one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        if let [first, rest @ ..] = self.rest
            && *first == byte
        {
            self.rest = rest;
            return true;
        }
        false
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.take(byte).then_some(())
    }

    /// Takes a text where it is this one.
    #[inline]
    pub(super) fn take_text(&mut self, text: &str) -> bool {
        if let Some(rest) = self.rest.strip_prefix(text.as_bytes()) {
            self.rest = rest;
            return true;
        }
        false
    }

    /// Takes a text where it is this one.
    #[inline]
    pub(super) fn take_pattern(&mut self, pattern: &Pattern) -> bool {
        let there = pattern.begins(self.wide()) && (pattern.is_short() || self.ends(pattern));
        if there {
            self.on(pattern.length());
        }
        there
    }

    /// Whether what begins like a long text ends like it.
    #[inline]
    fn ends(mut self, pattern: &Pattern) -> bool {
        if let Some(before) = pattern.before_end() {
            self.on(before);
            return pattern.ends(self.wide());
        }
        self.rest.starts_with(pattern.text().as_bytes())
    }

    /// Whether nothing stands after the record.
    pub(super) fn is_at_end(self) -> bool {
        self.rest.is_empty()
    }

    /// A text in quotes without escapes, of the whole text in which this is a place.
    #[inline]
    pub(super) fn string(&mut self, whole: &'t str) -> Option<&'t str> {
        let offset = |rest: &[u8]| whole.len().wrapping_sub(rest.len());
        self.expect(b'"')?;
        let start = offset(self.rest);
        loop {
            let (clear, ended) = digits::before_end(self.word());
            self.on(clear);
            if ended {
                break;
            }
        }
        let text = whole.get(start..offset(self.rest))?;
        self.expect(b'"')?;
        Some(text)
    }

    /// `true` or `false`.
    #[inline]
    pub(super) fn truth(&mut self) -> Option<bool> {
        let word = self.word();
        let yes = word & 0xFFFF_FFFF == u64::from_le_bytes(*b"true\0\0\0\0");
        let no = word & 0xFF_FFFF_FFFF == u64::from_le_bytes(*b"false\0\0\0");
        self.on(4_usize.wrapping_add(usize::from(no)));
        // Not one after the other: which of the two it is cannot be foreseen.
        (yes | no).then_some(yes)
    }

    /// A number as records and JSON both write it, without exponent. What stands after it is not looked at.
    #[inline]
    pub(super) fn number(&mut self) -> Option<Decimal> {
        let word = self.word();
        let (digits, count) = digits(word);
        let [first, ..] = word.to_le_bytes();
        let after = word.wrapping_shr(u32::try_from(count.wrapping_mul(8)).ok()?) & 0xFF;
        // JSON has no nought before other digits. Most numbers are short and whole; how long they are cannot be foreseen.
        let leading = (first == b'0') & (count > 1);
        if (1..8).contains(&count) & (after != u64::from(b'.')) & !leading {
            self.on(count);
            return Some(Decimal { digits, places: 0 });
        }
        let (after, decimal) = self.other_number()?;
        *self = after;
        Some(decimal)
    }

    /// A number with a sign, a point or more than seven digits.
    #[inline(never)]
    fn other_number(mut self) -> Option<(Self, Decimal)> {
        let negative = self.take(b'-');
        let nought = self.peek() == Some(b'0');
        let (whole, count) = digits(self.word());
        self.on(count);
        let whole = if count == 8 { self.longer(whole)? } else { whole };
        if count == 0 || (nought && count > 1) {
            return None;
        }
        let (digits, places) = if self.take(b'.') { self.part(whole)? } else { (whole, 0) };
        Some((self, Decimal { digits: if negative { digits.wrapping_neg() } else { digits }, places }))
    }

    /// More digits after the first eight; sixteen are too many.
    #[inline]
    fn longer(&mut self, first: i64) -> Option<i64> {
        let (more, count) = digits(self.word());
        self.on(count);
        // No digits: what was counted is nothing, so that it is multiplied by one and thrown away.
        match count {
            0 => Some(first),
            1..8 => first.checked_mul(*TENS.get(count)?)?.checked_add(more),
            _ => None,
        }
    }

    /// The digits with those after the point, and how many these are: seven at most.
    #[inline]
    fn part(&mut self, whole: i64) -> Option<(i64, usize)> {
        let (part, places) = digits(self.word());
        self.on(places);
        let power = TENS.get(places).filter(|_| (1..8).contains(&places))?;
        Some((whole.checked_mul(*power)?.checked_add(part)?, places))
    }

    /// A day written `"2023-10-18"`, as its number.
    #[inline]
    pub(super) fn day(&mut self) -> Option<i64> {
        let wide = self.wide();
        if wide & NOT_OF_DAY != AROUND_DAY {
            return None;
        }
        let [_, y0, y1, y2, y3, _, m0, m1, _, d0, d1, ..] = wide.to_le_bytes();
        let [century, year, month, day] = digits::pairs(u64::from_le_bytes([y0, y1, y2, y3, m0, m1, d0, d1]))?;
        self.on(12);
        Date::number_of(century.wrapping_mul(100).wrapping_add(year), month, day)
    }
}

/// The last bytes of a text, and noughts: of no text that is looked for.
#[cold]
fn padded<const WIDTH: usize>(rest: &[u8]) -> [u8; WIDTH] {
    let mut bytes = [0; WIDTH];
    bytes.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    bytes
}
