//! What is told of rows: misfits, and how they were read, as lists of structs.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};

/// One thing that is told: code, path, Chinese, English.
pub(super) type Told = [String; 4];

fn parts() -> Fields {
    ["code", "path", "zh", "en"].into_iter().map(|name| Field::new(name, DataType::Utf8, false)).collect()
}

fn item() -> Field {
    Field::new("item", DataType::Struct(parts()), false)
}

/// The field of such a column.
pub(super) fn field(name: &str) -> Field {
    Field::new(name, DataType::List(Arc::new(item())), true)
}

/// What is told of each line, null where nothing is.
pub(super) fn column(count: usize, told: &BTreeMap<usize, Vec<Told>>) -> ArrayRef {
    let lengths = (0..count).map(|line| told.get(&line).map_or(0, Vec::len));
    let given: Vec<bool> = (0..count).map(|line| told.contains_key(&line)).collect();
    let part = |at: usize| -> ArrayRef {
        let texts = told.values().flatten().map(|one| one.get(at).map_or("", String::as_str));
        Arc::new(StringArray::from(texts.collect::<Vec<_>>()))
    };
    let structs = StructArray::new(parts(), (0..4).map(part).collect(), None);
    let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
    Arc::new(ListArray::new(Arc::new(item()), offsets, Arc::new(structs), Some(NullBuffer::from(given))))
}
