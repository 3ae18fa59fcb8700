//! Eight bytes at once: the digits among them, and where a text in quotes ends.

/// The powers of ten by how many digits.
pub(super) const TENS: [i64; 8] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000];

/// The highest bit of each byte, and the lowest.
const HIGH: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = 0x0101_0101_0101_0101;

/// The digits at the beginning of eight bytes: the number that they make, and how many they are. The number of none is
/// not to be used.
#[inline]
pub(super) fn digits(word: u64) -> (i64, usize) {
    let (bits, count) = counted(word);
    // Behind noughts, so that there are eight.
    let eight = bits.wrapping_shl(64_u32.wrapping_sub(count.wrapping_mul(8)));
    let fours = in_pairs(eight);
    let fours = fours.wrapping_mul(100).wrapping_add(fours >> 16) & 0x0000_FFFF_0000_FFFF;
    let whole = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF;
    (whole.cast_signed(), usize::try_from(count).unwrap_or(0))
}

/// Eight digits as four numbers of two; nothing where one of them is no digit.
#[inline]
pub(super) fn pairs(word: u64) -> Option<[i64; 4]> {
    let (bits, count) = counted(word);
    let [first, _, second, _, third, _, fourth, _] = in_pairs(bits).to_le_bytes();
    (count == 8).then_some([first, second, third, fourth].map(i64::from))
}

/// The digits as their numbers, and how many stand at the beginning.
#[inline]
fn counted(word: u64) -> (u64, u32) {
    let bits = word ^ 0x3030_3030_3030_3030;
    // The highest bit of a byte is set where it is more than nine; what is carried over only reaches bytes after such.
    let others = (bits.wrapping_add(0x7676_7676_7676_7676) | bits) & HIGH;
    (bits, others.trailing_zeros() >> 3)
}

/// Each two digits as one number, in every second byte.
#[inline]
fn in_pairs(bits: u64) -> u64 {
    bits.wrapping_mul(10).wrapping_add(bits >> 8) & 0x00FF_00FF_00FF_00FF
}

/// How many bytes stand before the first that ends a text in quotes or is not plain (a quote, a backslash, a control
/// character), and whether there is one.
#[inline]
pub(super) fn before_end(word: u64) -> (usize, bool) {
    let noughts = |bytes: u64| bytes.wrapping_sub(LOW) & !bytes;
    let same = |byte: u8| noughts(word ^ LOW.wrapping_mul(u64::from(byte)));
    let control = word.wrapping_sub(LOW.wrapping_mul(0x20)) & !word;
    // What is borrowed only reaches bytes after the first that is found.
    let found = (same(b'"') | same(b'\\') | control) & HIGH;
    (usize::try_from(found.trailing_zeros() >> 3).unwrap_or(0), found != 0)
}
