//! Texts in any of the forms that Arrow has for them.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;

use super::numbers;

/// A column of texts.
pub(super) enum Texts<'a> {
    Short(&'a StringArray),
    Long(&'a LargeStringArray),
    View(&'a StringViewArray),
    /// For each line the place of its text among the values.
    Dictionary(&'a dyn Array, Box<Self>),
}

/// Whether a type is one of texts.
pub(super) fn are_texts(of: &DataType) -> bool {
    match of {
        DataType::Dictionary(_, values) => are_texts(values),
        other => matches!(other, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View),
    }
}

impl<'a> Texts<'a> {
    /// The texts of a column, where it is one of texts.
    pub(super) fn of(array: &'a dyn Array) -> Option<Self> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let texts = Self::of(dictionary.values().as_ref())?;
            return Some(Self::Dictionary(dictionary.keys(), Box::new(texts)));
        }
        let short = || array.as_string_opt::<i32>().map(Self::Short);
        let long = || array.as_string_opt::<i64>().map(Self::Long);
        short().or_else(long).or_else(|| array.as_string_view_opt().map(Self::View))
    }

    /// The text of a line; nothing where there is none.
    pub(super) fn get(&self, line: usize) -> Option<&'a str> {
        match self {
            Self::Short(texts) => (line < texts.len() && texts.is_valid(line)).then(|| texts.value(line)),
            Self::Long(texts) => (line < texts.len() && texts.is_valid(line)).then(|| texts.value(line)),
            Self::View(texts) => (line < texts.len() && texts.is_valid(line)).then(|| texts.value(line)),
            Self::Dictionary(keys, values) => numbers::whole(*keys, line).and_then(|key| values.get(key)),
        }
    }
}
