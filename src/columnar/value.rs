//! A value of a column as the value of a record that means the same.

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

use super::bind::Given;
use super::lists::Lists;
use super::numbers;
use super::texts::Texts;
use crate::plan::{Dimension, Kind};
use crate::record::{Json, JsonKind, Member};
use crate::value::Date;

/// The number of 1970-01-01, from which Arrow counts days.
pub(super) const EPOCH: i64 = 719_162;
/// The number of the last day of the calendar.
const LAST: i64 = 3_652_058;

/// The value of a line, in an envelope where something is said of it; nothing where it is left out.
pub(super) fn node(given: &Given<'_>, line: usize) -> Option<Json> {
    let value = value(given, line);
    let Some(said) = given.states.as_ref().and_then(|states| Texts::of(states.as_ref())?.get(line)) else {
        return value;
    };
    let state = Member::of("state", Json::of(JsonKind::Text(said.to_owned())));
    let members = value.map(|value| Member::of("value", value)).into_iter().chain([state]);
    Some(Json::of(JsonKind::Object(members.collect())))
}

fn value(given: &Given<'_>, line: usize) -> Option<Json> {
    match &given.declaration.kind {
        Kind::List(_) => {
            let lists = Lists::of(&given.array)?;
            let records = lists.span(line)?.map(|line| record(given, lists.values, line));
            Some(Json::of(JsonKind::List(records.collect())))
        }
        Kind::Quantity { dimension, percent, .. } if numbers::are_numbers(given.array.data_type()) => {
            let written = given.array.is_valid(line).then(|| numbers::written(&given.array, line))?;
            Some(Json::of(match dimension {
                Dimension::Money => JsonKind::Text(format!("{written}元")),
                Dimension::Ratio if *percent => JsonKind::Text(format!("{written}%")),
                Dimension::Ratio | Dimension::Plain | Dimension::Points | Dimension::Counted(_) => {
                    JsonKind::Number(written)
                }
            }))
        }
        Kind::Text
        | Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::Choice(_)
        | Kind::Choices(_) => Some(plain(&given.array, line)).filter(|node| !node.is_null()),
    }
}

fn record(list: &Given<'_>, records: &ArrayRef, line: usize) -> Json {
    if records.is_null(line) {
        return Json::of(JsonKind::Null);
    }
    let fields = list.fields.iter().filter_map(|field| Some(Member::of(&field.key, node(field, line)?)));
    Json::of(JsonKind::Object(fields.chain(provenance(list, line)).collect()))
}

/// Where a record of a list comes from, as the member that says so.
pub(super) fn provenance(list: &Given<'_>, line: usize) -> Option<Member> {
    let node = plain(list.provenance.as_ref()?, line);
    (!node.is_null()).then(|| Member::of("provenance", node))
}

/// A value as it stands; what is null in a struct is left out.
pub(super) fn plain(array: &ArrayRef, line: usize) -> Json {
    let null = JsonKind::Null;
    if array.is_null(line) {
        return Json::of(null);
    }
    let of = array.data_type();
    Json::of(match of {
        DataType::Boolean => JsonKind::Bool(array.as_boolean().value(line)),
        DataType::Date32 => JsonKind::Text(day(array.as_primitive::<Date32Type>().value(line))),
        of if numbers::are_numbers(of) => JsonKind::Number(numbers::written(array, line)),
        DataType::Struct(fields) => {
            let given = fields.iter().zip(array.as_struct().columns());
            let members = given.map(|(field, column)| Member::of(field.name(), plain(column, line)));
            JsonKind::Object(members.filter(|member| !member.value.is_null()).collect())
        }
        _ => match (Lists::of(array), Texts::of(array)) {
            (Some(lists), _) => {
                let items = lists.span(line).unwrap_or_default().map(|item| plain(lists.values, item));
                JsonKind::List(items.collect())
            }
            (None, Some(texts)) => texts.get(line).map_or(null, |text| JsonKind::Text(text.to_owned())),
            (None, None) => null,
        },
    })
}

/// The number of a day that is counted from 1970-01-01, where the calendar has it.
pub(super) fn numbered(days: i32) -> Option<i64> {
    Some(i64::from(days).saturating_add(EPOCH)).filter(|number| (0..=LAST).contains(number))
}

fn day(days: i32) -> String {
    let outside = || format!("1970-01-01 {days:+} d");
    numbered(days).map_or_else(outside, |number| Date::numbered(number).to_string())
}
