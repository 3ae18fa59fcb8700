//! Whole numbers and decimals in any of the forms that Arrow has for them.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::DataType;

/// Whether a type holds exact numbers.
pub(super) fn are_numbers(of: &DataType) -> bool {
    of.is_integer() || of.is_decimal()
}

/// How many places after the point the numbers of a type have.
pub(super) fn places(of: &DataType) -> i8 {
    match of {
        DataType::Decimal32(_, places)
        | DataType::Decimal64(_, places)
        | DataType::Decimal128(_, places)
        | DataType::Decimal256(_, places) => *places,
        _ => 0,
    }
}

/// Does something with the numbers of a column, each without its point where it is not too long.
pub(super) trait Take {
    fn take(&mut self, number: impl Fn(usize) -> Option<i64>);
}

/// Hands the numbers of a column to `to`.
pub(super) fn each(array: &dyn Array, to: &mut impl Take) {
    macro_rules! given {
        ($kind:ty, $small:expr) => {{
            let values = array.as_primitive::<$kind>().values();
            let small = $small;
            to.take(|line| values.get(line).and_then(|value| small(*value)))
        }};
    }
    match array.data_type() {
        DataType::Int8 => given!(Int8Type, |value: i8| Some(i64::from(value))),
        DataType::Int16 => given!(Int16Type, |value: i16| Some(i64::from(value))),
        DataType::Int32 => given!(Int32Type, |value: i32| Some(i64::from(value))),
        DataType::Int64 => given!(Int64Type, |value: i64| Some(value)),
        DataType::UInt8 => given!(UInt8Type, |value: u8| Some(i64::from(value))),
        DataType::UInt16 => given!(UInt16Type, |value: u16| Some(i64::from(value))),
        DataType::UInt32 => given!(UInt32Type, |value: u32| Some(i64::from(value))),
        DataType::UInt64 => given!(UInt64Type, |value: u64| i64::try_from(value).ok()),
        DataType::Decimal32(..) => given!(Decimal32Type, |value: i32| Some(i64::from(value))),
        DataType::Decimal64(..) => given!(Decimal64Type, |value: i64| Some(value)),
        DataType::Decimal128(..) => given!(Decimal128Type, |value: i128| i64::try_from(value).ok()),
        _ => to.take(|_| None),
    }
}

/// The number of a line as it is written.
pub(super) fn written(array: &dyn Array, line: usize) -> String {
    macro_rules! whole {
        ($kind:ty) => {
            array.as_primitive::<$kind>().value(line).to_string()
        };
    }
    match array.data_type() {
        DataType::Int8 => whole!(Int8Type),
        DataType::Int16 => whole!(Int16Type),
        DataType::Int32 => whole!(Int32Type),
        DataType::Int64 => whole!(Int64Type),
        DataType::UInt8 => whole!(UInt8Type),
        DataType::UInt16 => whole!(UInt16Type),
        DataType::UInt32 => whole!(UInt32Type),
        DataType::UInt64 => whole!(UInt64Type),
        DataType::Decimal32(..) => array.as_primitive::<Decimal32Type>().value_as_string(line),
        DataType::Decimal64(..) => array.as_primitive::<Decimal64Type>().value_as_string(line),
        DataType::Decimal128(..) => array.as_primitive::<Decimal128Type>().value_as_string(line),
        DataType::Decimal256(..) => array.as_primitive::<Decimal256Type>().value_as_string(line),
        _ => String::new(),
    }
}

/// The whole number of a line that a place can have.
pub(super) fn whole(array: &dyn Array, line: usize) -> Option<usize> {
    struct One(usize, Option<i64>);
    impl Take for One {
        fn take(&mut self, number: impl Fn(usize) -> Option<i64>) {
            self.1 = number(self.0);
        }
    }
    let mut one = One(line, None);
    if line < array.len() && array.is_valid(line) {
        each(array, &mut one);
    }
    one.1.and_then(|number| usize::try_from(number).ok())
}
