//! Exact rational numbers: no float, no overflow, no rounding that is not asked for.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Signed, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How a number is brought to a given count of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入: half away from zero.
    HalfUp,
    /// 舍去: towards negative infinity.
    Down,
    /// 进一: towards positive infinity.
    Up,
}

/// An exact rational number.
///
/// ```
/// use chengxin::Number;
///
/// let third: Number = "1/3".parse()?;
/// assert_eq!(third.times(&Number::from(3)), Number::from(1));
/// assert_eq!("79.985".parse::<Number>()?.fixed(2), "79.99");
/// # Ok::<(), chengxin::NumberError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Number(Repr);

// INVARIANT: `Large` only where the value does not fit `Small`, so that equal numbers are equal in form.
#[derive(Clone, Debug)]
enum Repr {
    Small(Ratio<i128>),
    Large(Box<BigRational>),
}

/// A text that is not a number in the one accepted form: digits, at most one point, an optional minus sign, or `a/b`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a plain decimal number: {0:?}")]
pub struct NumberError(pub String);

/// The longest number that is read, in digits.
const LONGEST: usize = 40;

/// The longest number that a breakdown may hold: what is computed from many numbers is longer than each of them.
const LONGEST_COMPUTED: usize = 100_000;

impl Number {
    /// Nought.
    #[must_use]
    pub fn zero() -> Self {
        Self::from(0)
    }

    /// One.
    #[must_use]
    pub fn one() -> Self {
        Self::from(1)
    }

    /// Ten to the power `places`.
    #[must_use]
    pub fn power_of_ten(places: u32) -> Self {
        if let Some(power) = 10_i128.checked_pow(places) {
            return Self(Repr::Small(Ratio::new_raw(power, 1)));
        }
        Self::large(BigRational::from_integer(BigInt::from(10).pow(places)))
    }

    fn large(value: BigRational) -> Self {
        let parts = i128::try_from(value.numer()).ok().zip(i128::try_from(value.denom()).ok());
        match parts {
            // i128::MIN cannot be negated, so it stays large.
            Some((numerator, denominator)) if numerator != i128::MIN => {
                Self(Repr::Small(Ratio::new_raw(numerator, denominator)))
            }
            Some(_) | None => Self(Repr::Large(Box::new(value))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(small) => BigRational::new_raw(BigInt::from(*small.numer()), BigInt::from(*small.denom())),
            Repr::Large(large) => (**large).clone(),
        }
    }

    /// One operation in three forms: on short fractions, which cannot overflow, on fractions, and without bounds.
    fn with(
        &self,
        other: &Self,
        short: impl Fn([i128; 2], [i128; 2]) -> [i128; 2],
        small: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        if let (Repr::Small(left), Repr::Small(right)) = (&self.0, &other.0) {
            let result = if is_short(left) && is_short(right) {
                Some(reduced(short([*left.numer(), *left.denom()], [*right.numer(), *right.denom()])))
            } else {
                small(left, right)
            };
            if let Some(result) = result.filter(|result| *result.numer() != i128::MIN) {
                return Self(Repr::Small(result));
            }
        }
        Self::large(large(self.big(), other.big()))
    }

    /// The sum.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "neither short fractions nor BigRational overflow")]
    pub fn plus(&self, other: &Self) -> Self {
        self.with(
            other,
            |[a, b], [c, d]| if b == d { [a + c, b] } else { [a * d + c * b, b * d] },
            CheckedAdd::checked_add,
            |left, right| left + right,
        )
    }

    /// The difference.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "neither short fractions nor BigRational overflow")]
    pub fn minus(&self, other: &Self) -> Self {
        self.with(
            other,
            |[a, b], [c, d]| if b == d { [a - c, b] } else { [a * d - c * b, b * d] },
            CheckedSub::checked_sub,
            |left, right| left - right,
        )
    }

    /// The product.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "neither short fractions nor BigRational overflow")]
    pub fn times(&self, other: &Self) -> Self {
        self.with(other, |[a, b], [c, d]| [a * c, b * d], CheckedMul::checked_mul, |left, right| left * right)
    }

    /// The quotient; nothing where `other` is nought.
    #[must_use]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the divisor is not nought; neither short fractions nor BigRational overflow"
    )]
    pub fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Some(self.with(
            other,
            |[a, b], [c, d]| [a * d * c.signum(), b * c.abs()],
            CheckedDiv::checked_div,
            |left, right| left / right,
        ))
    }

    /// The number with its sign turned.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self::zero().minus(self)
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// Whether it is nought.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Repr::Small(small) if small.is_zero())
    }

    /// Whether it is below nought.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(small) => small.is_negative(),
            Repr::Large(large) => large.is_negative(),
        }
    }

    /// Whether it is a whole number.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small(small) => small.denom().is_one(),
            Repr::Large(large) => large.denom().is_one(),
        }
    }

    /// The greatest whole number that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Repr::Small(small) => Self(Repr::Small(Ratio::new_raw(small.numer().div_floor(small.denom()), 1))),
            Repr::Large(large) => Self::large(BigRational::from_integer(large.numer().div_floor(large.denom()))),
        }
    }

    /// The smallest whole number that is not smaller.
    #[must_use]
    pub fn ceiling(&self) -> Self {
        self.negated().floor().negated()
    }

    /// Brought to `places` after the point, in the way named.
    #[must_use]
    pub fn rounded(&self, places: u32, rounding: Rounding) -> Self {
        let scale = Self::power_of_ten(places);
        let scaled = self.times(&scale);
        let whole = match rounding {
            Rounding::Down => scaled.floor(),
            Rounding::Up => scaled.ceiling(),
            Rounding::HalfUp => scaled.nearest(),
        };
        if whole == scaled { self.clone() } else { whole.over(&scale).unwrap_or(whole) }
    }

    /// The nearest whole number, half away from zero.
    fn nearest(&self) -> Self {
        if self.is_whole() {
            return self.clone();
        }
        let half = Self(Repr::Small(Ratio::new_raw(1, 2)));
        let whole = self.absolute().plus(&half).floor();
        if self.is_negative() { whole.negated() } else { whole }
    }

    /// As text with exactly `places` after the point, half away from zero.
    #[must_use]
    pub fn fixed(&self, places: u32) -> String {
        let scaled = self.times(&Self::power_of_ten(places)).nearest();
        let after = usize::try_from(places).unwrap_or(0);
        let width = after.saturating_add(1);
        let mut text = match &scaled.0 {
            Repr::Small(small) => format!("{:0width$}", small.numer().unsigned_abs()),
            Repr::Large(large) => format!("{:0width$}", large.numer().abs()),
        };
        if after > 0 {
            text.insert(text.len().saturating_sub(after), '.');
        }
        if scaled.is_negative() {
            text.insert(0, '-');
        }
        text
    }

    /// As text with at most `places` after the point, half away from zero, without trailing noughts.
    #[must_use]
    pub fn short(&self, places: u32) -> String {
        let fixed = self.fixed(places);
        if !fixed.contains('.') {
            return fixed;
        }
        fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Numerator and denominator in lowest terms, the denominator above nought; nothing where one of them is too long.
    pub(crate) fn parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small(small) => Some((*small.numer(), *small.denom())),
            Repr::Large(_) => None,
        }
    }

    /// How many places after the point the number needs; nothing where it never ends.
    fn places(&self) -> Option<u32> {
        match &self.0 {
            Repr::Small(small) => places_of(*small.denom()),
            Repr::Large(large) => places_of(large.denom().clone()),
        }
    }
}

/// Numerator and denominator are below 2⁶²: no sum of two products of such numbers overflows.
fn is_short(number: &Ratio<i128>) -> bool {
    const LONGER: i128 = 1 << 62;
    number.numer().unsigned_abs() < LONGER.unsigned_abs() && *number.denom() < LONGER
}

/// A fraction in lowest terms; the denominator is above nought.
fn reduced([over, under]: [i128; 2]) -> Ratio<i128> {
    if under.is_one() {
        return Ratio::new_raw(over, under);
    }
    let gcd = match (u64::try_from(over.unsigned_abs()), u64::try_from(under)) {
        (Ok(over), Ok(under)) => i128::from(over.gcd(&under)),
        (Ok(_) | Err(_), Ok(_) | Err(_)) => over.gcd(&under),
    };
    let divided = |number: i128| number.checked_div(gcd).unwrap_or(number);
    if gcd.is_one() { Ratio::new_raw(over, under) } else { Ratio::new_raw(divided(over), divided(under)) }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Small(Ratio::new_raw(i128::from(value), 1)))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `-12.50` or `10/3`: nothing else, no exponent, no separators, at most 40 digits.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        read(text, LONGEST)
    }
}

/// Reads a number of so many digits, or a fraction of two such numbers.
fn read(text: &str, longest: usize) -> Result<Number, NumberError> {
    let refused = || NumberError(text.chars().take(60).collect());
    let decimal = |part| decimal(part, longest).ok_or_else(refused);
    match text.split_once('/') {
        Some((above, below)) => decimal(above)?.over(&decimal(below)?).ok_or_else(refused),
        None => decimal(text),
    }
}

/// How many places a fraction with this denominator needs: as many as its twos, or its fives.
fn places_of<T: Integer + From<u8>>(denominator: T) -> Option<u32> {
    let mut rest = denominator;
    let mut count = |factor: u8| {
        let factor = T::from(factor);
        let mut times = 0_u32;
        while rest.is_multiple_of(&factor) {
            rest = rest.div_floor(&factor);
            times = times.saturating_add(1);
        }
        times
    };
    let places = count(2).max(count(5));
    rest.is_one().then_some(places)
}

/// Sign, whole part, and the digits after the point with how many they are, of a fraction with so many places.
fn plain(number: &Ratio<i128>, places: u32) -> Option<(&'static str, u64, u64, usize)> {
    let (over, under) = (number.numer().unsigned_abs(), number.denom().unsigned_abs());
    let whole = u64::try_from(over.checked_div(under)?).ok()?;
    let rest = u64::try_from(over.checked_rem(under)?).ok()?;
    let step = 10_u64.checked_pow(places)?.checked_div(u64::try_from(under).ok()?)?;
    let sign = if number.is_negative() { "-" } else { "" };
    Some((sign, whole, rest.checked_mul(step)?, usize::try_from(places).ok()?))
}

fn decimal(text: &str, longest: usize) -> Option<Number> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(rest) || text.len() > longest.saturating_mul(2) {
        return None;
    }
    let rest = rest.trim_end_matches('0');
    if whole.trim_start_matches('0').len().saturating_add(rest.len()) > longest {
        return None;
    }
    let all = format!("{whole}{rest}");
    let all = match all.parse::<i128>() {
        Ok(small) => Number(Repr::Small(Ratio::new_raw(small, 1))),
        Err(_) => Number::large(BigRational::from_integer(all.parse::<BigInt>().ok()?)),
    };
    let scale = Number::power_of_ten(u32::try_from(rest.len()).ok()?);
    let value = all.over(&scale)?;
    Some(if text.starts_with('-') { value.negated() } else { value })
}

impl fmt::Display for Number {
    /// The exact value: a decimal where it ends, else a fraction `a/b`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.places()) {
            (Repr::Small(small), Some(places)) => match plain(small, places) {
                Some((sign, whole, 0, _)) if places == 0 => write!(f, "{sign}{whole}"),
                Some((sign, whole, part, width)) => write!(f, "{sign}{whole}.{part:0width$}"),
                None => f.write_str(&self.fixed(places)),
            },
            (Repr::Large(_), Some(places)) => f.write_str(&self.fixed(places)),
            (_, None) => {
                let big = self.big();
                write!(f, "{}/{}", big.numer(), big.denom())
            }
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(left), Repr::Small(right)) => left.cmp(right),
            (Repr::Small(_) | Repr::Large(_), Repr::Large(_)) | (Repr::Large(_), Repr::Small(_)) => {
                self.big().cmp(&other.big())
            }
        }
    }
}

impl std::hash::Hash for Number {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let big = self.big();
        big.numer().hash(state);
        big.denom().hash(state);
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text, LONGEST_COMPUTED).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "An exact number: a decimal, or a fraction a/b where the decimal would not end.",
            "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$"
        })
    }
}
