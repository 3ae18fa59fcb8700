//! 统一社会信用代码 (GB 32100-2015) with both of its check characters.

use std::fmt;
use std::str::FromStr;

/// The characters of a code in the order of their values: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of the first 17 characters: 3^(i-1) mod 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// The weights of the organisation code inside (GB 11714), positions 9 to 16.
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// The length of a code.
const LENGTH: usize = 18;

/// A unified social credit code whose both check characters are right.
///
/// ```
/// use chengxin::value::CreditCode;
///
/// let code: CreditCode = "91350100M000100Y43".parse()?;
/// assert_eq!(code.as_str(), "91350100M000100Y43");
/// # Ok::<(), chengxin::value::CreditCodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is not a unified social credit code. Positions are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditCodeError {
    /// Not 18 characters.
    #[error("a unified social credit code has 18 characters, this has {0}")]
    Length(usize),
    /// A character that no code has.
    #[error("character {at} is {character:?}, which a unified social credit code never has")]
    Character {
        /// The character.
        character: char,
        /// Its position.
        at: usize,
        /// The character it is often mistaken for; never put in its place.
        resembles: Option<char>,
    },
    /// A character other than a digit where the registration authority's district stands.
    #[error(
        "character {at} is {character:?}; positions 3 to 8 are the six digits of the registration authority's district"
    )]
    District {
        /// The character.
        character: char,
        /// Its position.
        at: usize,
        /// The digit it is often mistaken for; never put in its place.
        resembles: Option<char>,
    },
    /// The check character of the organisation code at positions 9 to 17 does not agree with positions 9 to 16.
    #[error("positions 9 to 17 (the organisation code) do not agree with their check character, position 17")]
    OrganisationCheck,
    /// The check character at position 18 does not agree with the first 17.
    #[error("the first 17 characters do not agree with the check character, position 18")]
    Check,
    /// Neither check character agrees.
    #[error("neither check character agrees: position 17 with positions 9 to 16, position 18 with the first 17")]
    BothChecks,
}

impl CreditCode {
    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits of the registration authority's district, positions 3 to 8: not the domicile.
    #[must_use]
    pub fn registration_district(&self) -> &str {
        self.0.get(2..8).unwrap_or("")
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    /// Reads the 18 characters as they stand: capital letters, no spaces, nothing repaired.
    fn from_str(text: &str) -> Result<Self, CreditCodeError> {
        let length = text.chars().count();
        if length != LENGTH {
            return Err(CreditCodeError::Length(length));
        }
        let mut values = Vec::with_capacity(LENGTH);
        for (index, character) in text.chars().enumerate() {
            values.push(value(character, index)?);
        }
        let inner: Vec<char> = text.chars().skip(8).take(9).collect();
        match (main_check(&values) == values.last().copied(), inner_check(&inner) == inner.last().copied()) {
            (true, true) => Ok(Self(text.to_owned())),
            (true, false) => Err(CreditCodeError::OrganisationCheck),
            (false, true) => Err(CreditCodeError::Check),
            (false, false) => Err(CreditCodeError::BothChecks),
        }
    }
}

fn value(character: char, index: usize) -> Result<u32, CreditCodeError> {
    let at = index.saturating_add(1);
    let resembles = resembles(character);
    if (3..=8).contains(&at) && !character.is_ascii_digit() {
        let resembles = resembles.filter(char::is_ascii_digit);
        return Err(CreditCodeError::District { character, at, resembles });
    }
    let value = ALPHABET.find(character).and_then(|value| u32::try_from(value).ok());
    value.ok_or(CreditCodeError::Character { character, at, resembles })
}

/// The digit or letter that a character outside the alphabet is often mistaken for.
fn resembles(character: char) -> Option<char> {
    match character {
        'O' | 'o' => Some('0'),
        'I' | 'i' | 'l' => Some('1'),
        'Z' | 'z' => Some('2'),
        'S' | 's' => Some('5'),
        'V' | 'v' => Some('U'),
        _ => None,
    }
}

/// The value of character 18 that the first 17 ask for.
fn main_check(values: &[u32]) -> Option<u32> {
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value.saturating_mul(weight)).sum();
    31_u32.checked_sub(sum.checked_rem(31)?)?.checked_rem(31)
}

/// The character 17 that characters 9 to 16 ask for.
fn inner_check(inner: &[char]) -> Option<char> {
    let weigh = |(character, weight): (&char, u32)| character.to_digit(36).unwrap_or(0).saturating_mul(weight);
    let sum: u32 = inner.iter().zip(INNER_WEIGHTS).map(weigh).sum();
    match 11_u32.checked_sub(sum.checked_rem(11)?)? {
        10 => Some('X'),
        11 => Some('0'),
        digit => char::from_digit(digit, 10),
    }
}
