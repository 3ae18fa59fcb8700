//! JSON whose members stand in the order in which they are said, whatever the host's `serde_json` does with maps.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::value::{Date, Number, Period, PeriodUnit};

/// A piece of JSON.
#[derive(Clone, Debug)]
pub(super) enum Json {
    /// Left out of the object that it would be a member of.
    Nothing,
    Flag(bool),
    Whole(i64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

/// An object of these members, but for those that are nothing.
pub(super) fn object(members: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::Object(members.into_iter().filter(|(_, value)| !matches!(value, Json::Nothing)).collect())
}

/// A list, or nothing where it is empty.
pub(super) fn some<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    let items: Vec<Json> = items.into_iter().map(Into::into).collect();
    if items.is_empty() { Json::Nothing } else { Json::List(items) }
}

/// True, or nothing.
pub(super) fn flag(holds: bool) -> Json {
    if holds { Json::Flag(true) } else { Json::Nothing }
}

impl Json {
    /// The object with further members.
    pub(super) fn with(self, more: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        match self {
            Self::Object(mut members) => {
                members.extend(more.into_iter().filter(|(_, value)| !matches!(value, Self::Nothing)));
                Self::Object(members)
            }
            other @ (Self::Nothing | Self::Flag(_) | Self::Whole(_) | Self::Text(_) | Self::List(_)) => other,
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&Number> for Json {
    /// The exact number as text: a decimal, or a fraction `a/b`.
    fn from(number: &Number) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Date> for Json {
    fn from(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}

impl From<i32> for Json {
    fn from(number: i32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Period> for Json {
    /// `{"years": 3}`
    fn from(period: Period) -> Self {
        let unit = match period.unit {
            PeriodUnit::Years => "years",
            PeriodUnit::Months => "months",
            PeriodUnit::Days => "days",
        };
        object([(unit, period.count.into())])
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl From<Vec<Self>> for Json {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::Flag(holds) => serializer.serialize_bool(*holds),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
