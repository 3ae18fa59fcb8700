//! Civil dates, and periods counted by the corresponding day (Civil Code art. 201, 202).

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the civil calendar, without a time and without a zone.
///
/// ```
/// use chengxin::Date;
///
/// let day: Date = "2023年10月18日".parse()?;
/// assert_eq!(day.to_string(), "2023-10-18");
/// # Ok::<(), chengxin::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of a form that is read.
    #[error("not a date: {0:?} (write 2023-10-18 or 2023年10月18日)")]
    Form(String),
    /// A time or a zone: a day has none.
    #[error("a date has no time and no zone: {0:?} (write 2023-10-18)")]
    Time(String),
    /// Only year and month: the day must be said.
    #[error("the day is missing: {0:?} (write 2023-10-18)")]
    NoDay(String),
    /// Of a right form, but no such day in the calendar.
    #[error("no such day: {0:?}")]
    NoSuchDay(String),
}

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// 年
    Years,
    /// 个月
    Months,
    /// 日
    Days,
}

/// A length of time in years, months or days: `3年`, `6个月`, `30日`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
}

impl Period {
    /// The length in months and days, for comparing two periods; a month counts as such.
    #[must_use]
    pub fn months_and_days(self) -> (u32, u32) {
        match self.unit {
            PeriodUnit::Years => (self.count.saturating_mul(12), 0),
            PeriodUnit::Months => (self.count, 0),
            PeriodUnit::Days => (0, self.count),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Years => "年",
            PeriodUnit::Months => "个月",
            PeriodUnit::Days => "日",
        };
        write!(f, "{}{unit}", self.count)
    }
}

impl Date {
    /// The first day of 2024: a date for what is shown where none is given.
    pub const SAMPLE: Self = Self(civil::Date::constant(2024, 1, 1));

    /// The day, where there is one.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Self)
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.0.year())
    }

    /// Its month, from 1.
    #[must_use]
    pub fn month(self) -> u32 {
        u32::try_from(self.0.month()).unwrap_or(1)
    }

    /// Its day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::try_from(self.0.day()).unwrap_or(1)
    }

    /// The corresponding day a period later; the last day of the month where the month has no such day (art. 202).
    /// A day past year 9999 is held at the calendar's last day.
    #[must_use]
    pub fn after(self, period: Period) -> Self {
        let (months, days) = period.months_and_days();
        let span = jiff::Span::new().try_months(months).and_then(|span| span.try_days(days));
        Self(span.map_or(civil::Date::MAX, |span| self.0.saturating_add(span)))
    }

    /// The day so many days later, or earlier where the number is below nought; held at the ends of the calendar.
    #[must_use]
    pub fn shifted(self, days: i32) -> Self {
        let end = if days < 0 { civil::Date::MIN } else { civil::Date::MAX };
        Self(jiff::Span::new().try_days(days).map_or(end, |span| self.0.saturating_add(span)))
    }

    /// The days from the first day of the calendar, 0001-01-01, to this one.
    #[must_use]
    pub(crate) fn number(self) -> i64 {
        counted(i64::from(self.year()), i64::from(self.month()), i64::from(self.day()))
    }

    /// The number of a day of the calendar; nothing where there is no such day.
    #[must_use]
    pub(crate) fn number_of(year: i64, month: i64, day: i64) -> Option<i64> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 28_i64.saturating_add(i64::from(leap)),
            _ => 31,
        };
        let known = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=last).contains(&day);
        known.then(|| counted(year, month, day))
    }

    /// The day so many days after the first of the calendar; held at the ends of the calendar.
    #[must_use]
    pub(crate) fn numbered(number: i64) -> Self {
        let days = i32::try_from(number).unwrap_or(if number < 0 { 0 } else { i32::MAX });
        Self(civil::Date::constant(1, 1, 1)).shifted(days.max(0))
    }

    /// Whether the period that began on this day has run out on `as_of`: `满`.
    #[must_use]
    pub fn has_elapsed(self, period: Period, as_of: Self) -> bool {
        self.after(period) <= as_of
    }

    /// The full months from this day to another, by the corresponding day; none where the other is earlier.
    #[must_use]
    pub fn full_months_to(self, other: Self) -> i64 {
        let months = |date: Self| i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month()));
        let most = months(other).saturating_sub(months(self)).max(0);
        let count = u32::try_from(most).unwrap_or(0);
        let reached = self.has_elapsed(Period { count, unit: PeriodUnit::Months }, other);
        if reached { most } else { most.saturating_sub(1).max(0) }
    }

    /// The days from this day to another; negative where the other is earlier.
    #[must_use]
    pub fn days_to(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }
}

/// The days from 0001-01-01, counted over years that begin in March, so that a leap day is the last of its year.
fn counted(year: i64, month: i64, day: i64) -> i64 {
    let from_march = if month > 2 { month.saturating_sub(3) } else { month.saturating_add(9) };
    let year = year.saturating_sub(i64::from(month <= 2));
    let leap_days = (year / 4).saturating_sub(year / 100).saturating_add(year / 400);
    let in_year = from_march.saturating_mul(153).saturating_add(2) / 5;
    let whole = year.saturating_mul(365).saturating_add(leap_days);
    // 0001-01-01 is the 307th day of the year that began in March of the year 0.
    whole.saturating_add(in_year).saturating_add(day).saturating_sub(307)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads `2023-10-18`, `2023/10/18`, `2023.10.18`, `20231018` and `2023年10月18日`; one digit for month or day will do.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let quoted = || text.chars().take(40).collect::<String>();
        if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains([':', 'T', 'Z']) {
            return Err(DateError::Time(quoted()));
        }
        let parts = split(text).ok_or_else(|| DateError::Form(quoted()))?;
        match parts.as_slice() {
            [year, month, day] => {
                Self::new(i32::try_from(*year).unwrap_or(0), *month, *day).ok_or_else(|| DateError::NoSuchDay(quoted()))
            }
            [_, _] => Err(DateError::NoDay(quoted())),
            _ => Err(DateError::Form(quoted())),
        }
    }
}

/// Year, month and (where given) day as written.
fn split(text: &str) -> Option<Vec<u32>> {
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = |part: &str| if digits(part) { part.parse().ok() } else { None };
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return [text.get(..4)?, text.get(4..6)?, text.get(6..)?].into_iter().map(whole).collect();
    }
    let parts: Vec<&str> = if let Some((year, rest)) = text.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        let mut parts = vec![year, month];
        if !rest.is_empty() {
            parts.push(rest.strip_suffix('日')?);
        }
        parts
    } else {
        let separator = text.chars().find(|character| matches!(character, '-' | '/' | '.'))?;
        text.split(separator).collect()
    };
    if parts.first().is_none_or(|year| year.len() != 4) || parts.iter().skip(1).any(|part| part.len() > 2) {
        return None;
    }
    parts.into_iter().map(whole).collect()
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
