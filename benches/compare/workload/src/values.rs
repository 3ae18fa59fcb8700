//! How values stand in a record: amounts of money, percentages, decimals, dates, sets of choices; each read into an integer.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, SeqAccess, Visitor};

/// Money in 分: `"5200万元"`, `"35.5万元"`, `"8000元"`, `0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i64);

/// A ratio in thousandths: `"98.5%"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thousandths(pub i32);

/// A number in tenths: `92.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub i32);

/// A day as `yyyymmdd`, which is in the order of days: `"2023-10-18"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NonZeroU32);

/// Several choices, one bit each: `["finance", "stock"]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Set<T>(pub u8, PhantomData<T>);

/// A choice by its number.
pub trait Choice: DeserializeOwned + Copy {
    /// Its number among the choices, from 0.
    fn number(self) -> u8;
}

impl<T> Set<T> {
    /// Whether all of these bits are set.
    pub fn all(self, bits: u8) -> bool {
        self.0 & bits == bits
    }

    /// How many choices it holds.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// The digits of a decimal number scaled by ten to the power of `places`, and what comes after it.
fn decimal(text: &str, places: usize) -> Option<(i64, &str)> {
    let bytes = text.as_bytes();
    let negative = bytes.first() == Some(&b'-');
    let mut at = usize::from(negative);
    let (mut value, mut after) = (0_i64, None);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' if after == Some(places) => return None,
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                after = after.map(|count| count + 1);
            }
            b'.' if after.is_none() => after = Some(0),
            _ => break,
        }
        at += 1;
    }
    for _ in after.unwrap_or(0)..places {
        value = value.checked_mul(10)?;
    }
    Some((if negative { -value } else { value }, text.get(at..)?))
}

impl Money {
    fn read(text: &str) -> Option<Self> {
        let (scaled, unit) = decimal(text, 4)?;
        Some(Self(match unit {
            "万元" => scaled.checked_mul(100)?,
            "元" => scaled / 100,
            "亿元" => scaled.checked_mul(1_000_000)?,
            _ => return None,
        }))
    }
}

impl Thousandths {
    fn read(text: &str) -> Option<Self> {
        let (scaled, unit) = decimal(text, 1)?;
        if unit == "%" { i32::try_from(scaled).ok().map(Self) } else { None }
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let digit = |at: usize| Some(u32::from(bytes[at].wrapping_sub(b'0'))).filter(|&digit| digit < 10);
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let mut packed = 0;
        for at in [0, 1, 2, 3, 5, 6, 8, 9] {
            packed = packed * 10 + digit(at)?;
        }
        let (month, day) = (packed / 100 % 100, packed % 100);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        NonZeroU32::new(packed).map(Self)
    }
}

struct Text<T>(fn(&str) -> Option<T>, &'static str);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::custom(format_args!("{text:?} is not {}", self.1)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        if value == 0 { self.visit_str("0元") } else { Err(E::custom("an amount without a unit")) }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Text(Self::read, "an amount of money"))
    }
}

impl<'de> Deserialize<'de> for Thousandths {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Text(Self::read, "a percentage"))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Text(Self::read, "a day"))
    }
}

struct Decimal;

impl Visitor<'_> for Decimal {
    type Value = Tenths;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of at most one place")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tenths, E> {
        i32::try_from(value * 10).map(Tenths).map_err(E::custom)
    }

    // One place after the point is read exactly: the nearest tenth is the one that was written.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Tenths, E> {
        Ok(Tenths((value * 10.0).round() as i32))
    }
}

impl<'de> Deserialize<'de> for Tenths {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Decimal)
    }
}

struct Several<T>(PhantomData<T>);

impl<'de, T: Choice> Visitor<'de> for Several<T> {
    type Value = Set<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of choices")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Set<T>, A::Error> {
        let mut bits = 0;
        while let Some(choice) = all.next_element::<T>()? {
            bits |= 1 << choice.number();
        }
        Ok(Set(bits, PhantomData))
    }
}

impl<'de, T: Choice> Deserialize<'de> for Set<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Several(PhantomData))
    }
}
