//! Lists in either of the forms that are read.

use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, FieldRef};

/// A column of lists.
pub(super) struct Lists<'a> {
    array: &'a ArrayRef,
    /// What all lists hold, one after the other.
    pub(super) values: &'a ArrayRef,
}

/// What the lists of a type hold, where it is one of lists.
pub(super) fn item(of: &DataType) -> Option<&FieldRef> {
    if let DataType::List(item) | DataType::LargeList(item) = of { Some(item) } else { None }
}

impl<'a> Lists<'a> {
    pub(super) fn of(array: &'a ArrayRef) -> Option<Self> {
        let short = || array.as_list_opt::<i32>().map(arrow_array::GenericListArray::values);
        let long = || array.as_list_opt::<i64>().map(arrow_array::GenericListArray::values);
        short().or_else(long).map(|values| Self { array, values })
    }

    /// Where the values of a line stand; nothing where there is no list.
    pub(super) fn span(&self, line: usize) -> Option<Range<usize>> {
        if self.array.is_null(line) {
            return None;
        }
        let ends = |start: Option<usize>, end: Option<usize>| Some(start?..end?);
        let next = line.saturating_add(1);
        if let Some(list) = self.array.as_list_opt::<i32>() {
            let offset = |at: usize| list.value_offsets().get(at).and_then(|offset| usize::try_from(*offset).ok());
            return ends(offset(line), offset(next));
        }
        let list = self.array.as_list_opt::<i64>()?;
        let offset = |at: usize| list.value_offsets().get(at).and_then(|offset| usize::try_from(*offset).ok());
        ends(offset(line), offset(next))
    }
}
