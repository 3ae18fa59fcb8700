//! Which types of columns are read for a fact, and what to say of the others.

use arrow_schema::DataType;

use super::lists::item;
use super::numbers::are_numbers;
use super::texts::are_texts;
use crate::diagnostic::{Message, say};
use crate::facts::wrong_type;
use crate::plan::{FactDeclaration, Kind};
use crate::record::Fault;

/// Whether a column of this type is read for a fact of this kind.
pub(super) fn accepted(kind: &Kind, of: &DataType) -> bool {
    let natural = match kind {
        Kind::Text | Kind::CreditCode | Kind::Choice(_) => false,
        Kind::YesNo => *of == DataType::Boolean,
        Kind::Quantity { .. } => are_numbers(of),
        Kind::Date => *of == DataType::Date32,
        Kind::Year => of.is_integer(),
        Kind::Choices(_) => item(of).is_some_and(|item| are_texts(item.data_type())),
        Kind::List(_) => return of.is_null() || item(of).is_some_and(|item| is_record(item.data_type())),
    };
    natural || are_texts(of) || of.is_null()
}

fn is_record(of: &DataType) -> bool {
    matches!(of, DataType::Struct(_))
}

/// Whether a column of this type is read as it stands: scores that people gave, where a record comes from.
pub(super) fn plain_type(of: &DataType) -> bool {
    if let DataType::Struct(fields) = of {
        return fields.iter().all(|field| plain_type(field.data_type()));
    }
    match item(of) {
        Some(item) => plain_type(item.data_type()),
        None => are_texts(of) || are_numbers(of) || matches!(of, DataType::Boolean | DataType::Date32 | DataType::Null),
    }
}

/// The fault of a column of another type.
pub(super) fn other_type(declaration: &FactDeclaration, of: &DataType) -> Fault {
    let found = say!(" {of} 列", "a column of {of}");
    let help = if matches!(of, DataType::Float16 | DataType::Float32 | DataType::Float64) {
        exact()
    } else {
        let types = types(&declaration.kind);
        say!("这一列应是 {types}", "make the column {types}")
    };
    wrong_type(declaration, &found, help)
}

/// What to do with binary floats.
pub(super) fn exact() -> Message {
    say!(
        "二进制浮点数不能准确表示小数，不予读取；在写出这张表的程序里转成 Decimal128（如 CAST(… AS DECIMAL(18, 4))）或文字",
        "binary floats do not hold decimals exactly and are not read: where the table is written, cast to Decimal128 (such as CAST(… AS DECIMAL(18, 4))) or to text"
    )
}

fn types(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::CreditCode | Kind::Choice(_) => "Utf8 / Dictionary<Utf8>",
        Kind::YesNo => "Boolean / Utf8",
        Kind::Quantity { .. } => "Decimal128 / Int64 / Utf8",
        Kind::Date => "Date32 / Utf8",
        Kind::Year => "Int32 / Utf8",
        Kind::Choices(_) => "List<Utf8> / Utf8",
        Kind::List(_) => "List<Struct>",
    }
}
