//! Records of JSON read straight into columns: one pass over the bytes, no tree, nothing allocated for each record.
//!
//! Only what is written in the plain way is read here, and nothing is reported: a record that says anything else (a value
//! in an envelope, a text to be mended, a key that names nothing, a misfit, a fault of JSON) is left to
//! `Record::from_json` and `facts::read`, which say of it what there is to say. Which of the two reads a record never
//! changes what is read.

mod cursor;
mod digits;
mod keys;
mod pattern;
mod quantity;
mod reader;
mod value;

use std::sync::Arc;

use super::program::mark;
use super::store::Store;
use crate::plan::Plan;
use crate::value::Date;
use keys::{Keys, Names};
use reader::Reader;
use value::Reading;

/// How records of one track are read into columns.
#[derive(Debug)]
pub(super) struct Format {
    /// The record itself, the objects in it that group facts, then the records of lists.
    objects: Vec<Keys>,
    /// How each fact is read, and for each list each field.
    facts: Vec<Reading>,
    lists: Vec<Vec<Reading>>,
    /// What each fact is held as where it is not given, then a cell for each object; and for each list each field, then no
    /// evidence.
    absent: Vec<Cell>,
    absent_fields: Vec<Vec<Cell>>,
    /// The object of each list's records.
    of_list: Vec<usize>,
    /// How many keys there are, with one more for each object.
    keys: usize,
    track: Option<usize>,
    /// Key and name of every track, where records name their track themselves.
    tracks: Option<Vec<[String; 2]>>,
}

/// The longest record that is read here; it holds fewer values than a record may.
const BYTES: usize = 1024 * 1024;

/// Why a record was not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// The tree reads it.
    Tree,
    /// It is of another track, or of none.
    OfTrack(Option<usize>),
}

/// A fact or a field of a record on its way, and whether its key was met.
#[derive(Clone, Copy, Debug)]
struct Cell {
    number: i64,
    mark: u8,
    met: bool,
}

impl Cell {
    fn absent((number, mark): (i64, u8)) -> Self {
        Self { number, mark, met: false }
    }

    #[inline]
    fn held(self) -> (i64, u8) {
        (self.number, self.mark)
    }
}

/// A record on its way: the cells of its facts, those of a record of each list, and the order of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Staged {
    facts: Vec<Cell>,
    fields: Vec<Vec<Cell>>,
    /// Which key came after each last time, in each object.
    order: Vec<usize>,
}

impl Format {
    /// How records of a track are read; `named` where records name their track themselves.
    pub(super) fn new(plan: &Plan, track: Option<usize>, as_of: Date, named: bool, store: &mut Store) -> Self {
        let layout = Arc::clone(&store.layout);
        let names = Names { table: crate::facts::KeyTable::new(&plan.facts, track), layout: &layout, plan };
        let reading = |declaration| Reading::of(declaration, as_of);
        let lists = names.lists();
        let of_list = (0..lists.len()).map(|list| names.table.objects.len().saturating_add(list)).collect();
        let given = names.table.absent.iter().zip(&layout.facts);
        let mut absent: Vec<Cell> = given.map(|(state, form)| Cell::absent(store.held_alone(state, *form))).collect();
        let absent_fields = lists.iter().map(|(fields, forms)| {
            let states = fields.iter().map(crate::facts::absent).zip(*forms);
            let held = states.map(|(state, form)| store.held_alone(&state, *form));
            held.chain([(0, mark::VALUE)]).map(Cell::absent).collect()
        });
        let absent_fields = absent_fields.collect();
        let objects = names.objects();
        absent.extend(objects.iter().map(|_| Cell::absent((0, mark::VALUE))));
        let names_of = |track: &crate::plan::Track| [track.key.clone(), track.name.clone()];
        Self {
            facts: plan.facts.iter().map(reading).collect(),
            lists: lists.iter().map(|(fields, _)| fields.iter().map(reading).collect()).collect(),
            absent,
            absent_fields,
            of_list,
            keys: objects.last().map_or(0, Keys::end),
            objects,
            track,
            tracks: named.then(|| plan.tracks.iter().map(names_of).collect()),
        }
    }

    /// Reads a record into columns, as one more line of them.
    ///
    /// # Errors
    /// Where it is not written in the plain way: then the columns are as they were.
    pub(super) fn read(&self, text: &str, staged: &mut Staged, store: &mut Store) -> Result<(), Otherwise> {
        if text.len() > BYTES {
            return Err(Otherwise::Tree);
        }
        let mut facts = std::mem::take(&mut staged.facts);
        facts.clear();
        facts.extend_from_slice(&self.absent);
        staged.fields.resize(self.lists.len(), Vec::new());
        staged.order.resize(self.keys, 0);
        let texts = store.texts.len();
        let read = Reader::new(text, self, &mut *staged, &mut *store).whole(&mut facts);
        if read.is_ok() {
            for (column, cell) in store.facts.iter_mut().zip(&facts) {
                column.push(cell.number, cell.mark);
            }
            store.close_lists();
            store.count = store.count.saturating_add(1);
        } else {
            store.take_back(texts);
        }
        staged.facts = facts;
        read
    }
}
