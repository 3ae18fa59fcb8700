//! The schema of scores, and columns of scores that are filled line by line.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, Int8Array, StringArray, UInt8Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::decimal::{self, DIGITS, PLACES};
use super::told;
use crate::breakdown::{NodeState, Standing, Verdict};
use crate::compiled::Compiled;
use crate::plan::Plan;

/// What stands in the dictionary of verdicts.
pub(super) const VERDICTS: [&str; 4] = ["not_eligible", "below_mark", "to_experts", "undetermined"];
/// What stands in the dictionary of states.
const STATES: [&str; 8] =
    ["scored", "default", "open", "not_applicable", "maybe_not_applicable", "pending", "unsubmitted", "left_to_person"];

/// Which columns the scores have.
#[derive(Debug)]
pub(super) struct Layout {
    /// The tracks whose applicants are scored.
    pub(super) tracks: Vec<Option<usize>>,
    /// Places of the published total.
    pub(super) places: i8,
    /// The codes of the conditions.
    pub(super) conditions: Vec<String>,
    /// The codes of the leaves, and whether the row of their table is told.
    pub(super) leaves: Vec<(String, bool)>,
    metadata: HashMap<String, String>,
}

impl Layout {
    pub(super) fn of(
        plan: &Plan,
        compiled: &Compiled,
        tracks: Vec<Option<usize>>,
        metadata: HashMap<String, String>,
    ) -> Self {
        let mut conditions: Vec<String> = Vec::new();
        for condition in plan.conditions.iter().filter(|one| one.track.is_none() || tracks.contains(&one.track)) {
            if !conditions.contains(&condition.code) {
                conditions.push(condition.code.clone());
            }
        }
        let mut leaves: Vec<(String, bool)> = Vec::new();
        for track in &tracks {
            for (code, rows) in compiled.program(plan, *track).leaves_with_rows() {
                match leaves.iter_mut().find(|(known, _)| known == code) {
                    Some((_, told)) => *told |= rows,
                    None => leaves.push((code.to_owned(), rows)),
                }
            }
        }
        let places = i8::try_from(plan.scheme.places).unwrap_or(i8::MAX);
        Self { tracks, places, conditions, leaves, metadata }
    }

    /// The columns that go through, then those of the scores.
    pub(super) fn schema(&self, facts: &Schema) -> SchemaRef {
        let text = |name: String| Field::new(name, DataType::Utf8, true);
        let total = |name: &str| Field::new(name, DataType::Decimal128(DIGITS, self.places), true);
        let exact = |name: String| Field::new(name, DataType::Decimal128(DIGITS, PLACES), true);
        let words = || DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
        let mut fields: Vec<Field> = Vec::new();
        fields.extend(facts.fields().iter().filter(|field| goes_through(field.name())).map(|field| (**field).clone()));
        fields.extend([text("track".to_owned()), Field::new("verdict", words(), true)]);
        fields.extend(["total", "total_low", "total_high"].map(total));
        fields.extend([exact("exact".to_owned()), text("exact_low".to_owned()), text("exact_high".to_owned())]);
        let conditions = self.conditions.iter();
        fields.extend(conditions.map(|code| Field::new(format!("condition:{code}"), DataType::Boolean, true)));
        for (code, row) in &self.leaves {
            fields.extend([exact(format!("score:{code}")), text(format!("low:{code}")), text(format!("high:{code}"))]);
            fields.push(Field::new(format!("state:{code}"), words(), true));
            fields.extend(row.then(|| Field::new(format!("row:{code}"), DataType::UInt8, true)));
        }
        fields.extend([told::field("errors"), told::field("notices")]);
        Arc::new(Schema::new_with_metadata(fields, self.metadata.clone()))
    }
}

/// Whether a column of the facts goes through to the scores.
pub(super) fn goes_through(name: &str) -> bool {
    name.starts_with('_')
}

/// Decimals, some of which are not there.
#[derive(Debug)]
pub(super) struct Decimals {
    pub(super) values: Vec<i128>,
    pub(super) given: Vec<bool>,
}

impl Decimals {
    pub(super) fn new(count: usize) -> Self {
        Self { values: vec![0; count], given: vec![false; count] }
    }

    pub(super) fn put(&mut self, line: usize, value: Option<i128>) {
        if let (Some(place), Some(given)) = (self.values.get_mut(line), self.given.get_mut(line)) {
            (*place, *given) = (value.unwrap_or(0), value.is_some());
        }
    }

    pub(super) fn column(self, places: i8) -> ArrayRef {
        let array = Decimal128Array::new(self.values.into(), Some(valid(self.given)));
        Arc::new(array.with_data_type(DataType::Decimal128(DIGITS, places)))
    }
}

/// Exact scores: as decimals where they are that, else as texts of the least and the most that they can be.
#[derive(Debug)]
pub(super) struct Exact {
    pub(super) decimals: Decimals,
    low: BTreeMap<usize, String>,
    high: BTreeMap<usize, String>,
}

impl Exact {
    pub(super) fn new(count: usize) -> Self {
        Self { decimals: Decimals::new(count), low: BTreeMap::new(), high: BTreeMap::new() }
    }

    pub(super) fn put(&mut self, line: usize, score: &Standing) {
        let decimal = score.exact().and_then(|exact| decimal::of(exact, PLACES, DIGITS));
        self.decimals.put(line, decimal);
        if decimal.is_none() {
            self.low.insert(line, score.low.to_string());
            self.high.insert(line, score.high.to_string());
        }
    }

    pub(super) fn columns(self) -> [ArrayRef; 3] {
        let count = self.decimals.values.len();
        [self.decimals.column(PLACES), sparse(count, &self.low), sparse(count, &self.high)]
    }
}

/// The results of a leaf.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) score: Exact,
    pub(super) states: Words,
    pub(super) rows: Vec<u8>,
    pub(super) taken: Vec<bool>,
}

impl Leaf {
    pub(super) fn new(count: usize) -> Self {
        let (rows, taken) = (vec![0; count], vec![false; count]);
        Self { score: Exact::new(count), states: Words::new(count), rows, taken }
    }

    pub(super) fn row(&mut self, line: usize, row: u8) {
        if let (Some(place), Some(taken)) = (self.rows.get_mut(line), self.taken.get_mut(line)) {
            (*place, *taken) = (row, true);
        }
    }

    pub(super) fn columns(self, row: bool) -> impl Iterator<Item = ArrayRef> {
        let rows = row.then(|| -> ArrayRef { Arc::new(UInt8Array::new(self.rows.into(), Some(valid(self.taken)))) });
        self.score.columns().into_iter().chain([self.states.column(&STATES)]).chain(rows)
    }
}

/// Words of a dictionary, some of which are not there.
#[derive(Debug)]
pub(super) struct Words {
    keys: Vec<i8>,
    given: Vec<bool>,
}

impl Words {
    pub(super) fn new(count: usize) -> Self {
        Self { keys: vec![0; count], given: vec![false; count] }
    }

    pub(super) fn put(&mut self, line: usize, word: i8) {
        if let (Some(place), Some(given)) = (self.keys.get_mut(line), self.given.get_mut(line)) {
            (*place, *given) = (word, true);
        }
    }

    pub(super) fn column(self, words: &[&str]) -> ArrayRef {
        let words = Arc::new(StringArray::from_iter_values(words));
        let keys = Int8Array::new(self.keys.into(), Some(valid(self.given)));
        // INVARIANT: a word is put by its place among the words.
        let column = DictionaryArray::<Int8Type>::try_new(keys, words);
        Arc::new(column.unwrap_or_else(|_| DictionaryArray::from_iter(std::iter::empty::<Option<&str>>())))
    }
}

/// Truths, where they are known.
#[derive(Debug)]
pub(super) struct Truths {
    holds: Vec<bool>,
    known: Vec<bool>,
}

impl Truths {
    pub(super) fn new(count: usize) -> Self {
        Self { holds: vec![false; count], known: vec![false; count] }
    }

    pub(super) fn put(&mut self, line: usize, truth: Option<bool>) {
        if let (Some(holds), Some(known)) = (self.holds.get_mut(line), self.known.get_mut(line)) {
            (*holds, *known) = (truth == Some(true), truth.is_some());
        }
    }

    pub(super) fn column(self) -> ArrayRef {
        Arc::new(BooleanArray::new(BooleanBuffer::from(self.holds), Some(valid(self.known))))
    }
}

/// Texts of which few are there.
fn sparse(count: usize, texts: &BTreeMap<usize, String>) -> ArrayRef {
    if texts.is_empty() {
        return Arc::new(StringArray::new_null(count));
    }
    Arc::new((0..count).map(|line| texts.get(&line)).collect::<StringArray>())
}

fn valid(given: Vec<bool>) -> NullBuffer {
    NullBuffer::new(BooleanBuffer::from(given))
}

/// The place of a verdict in its dictionary.
pub(super) fn verdict(verdict: Verdict) -> i8 {
    match verdict {
        Verdict::NotEligible => 0,
        Verdict::BelowMark => 1,
        Verdict::ToExperts => 2,
        Verdict::Undetermined => 3,
    }
}

/// The place of a state in its dictionary.
pub(super) fn state(state: NodeState) -> i8 {
    match state {
        NodeState::Scored => 0,
        NodeState::Default => 1,
        NodeState::Open => 2,
        NodeState::NotApplicable => 3,
        NodeState::MaybeNotApplicable => 4,
        NodeState::Pending => 5,
        NodeState::Unsubmitted => 6,
        NodeState::LeftToPerson => 7,
    }
}
