//! Records of JSON read straight into columns: one pass over the bytes, no tree, nothing allocated for each record.
//!
//! Only what is written in the plain way is read here, and nothing is reported: a record that says anything else (a value
//! in an envelope, a text to be mended, a key that names nothing, a misfit, a fault of JSON) is left to
//! `Record::from_json` and `facts::read`, which say of it what there is to say. Which of the two reads a record never
//! changes what is read.

mod cursor;
mod keys;
mod value;

use std::sync::Arc;

use super::held::MOST_RECORDS;
use super::program::mark;
use super::store::Store;
use crate::plan::Plan;
use crate::value::Date;
use cursor::Cursor;
use keys::{Keys, Names, Target};
use value::Reading;

/// How records of one track are read into columns.
#[derive(Debug)]
pub(super) struct Format {
    /// The record itself, the objects in it that group facts, then the records of lists.
    objects: Vec<Keys>,
    /// How each fact is read, and for each list each field.
    facts: Vec<Reading>,
    lists: Vec<Vec<Reading>>,
    /// What each fact is held as where it is not given, and for each list each field, and no evidence.
    absent: Vec<(i64, u8)>,
    absent_fields: Vec<Vec<(i64, u8)>>,
    /// The object of each list's records.
    of_list: Vec<usize>,
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

/// A record on its way: the cells of its facts, and which keys were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Staged {
    facts: Vec<(i64, u8)>,
    seen: Vec<bool>,
    fields: Vec<Vec<(i64, u8)>>,
    seen_fields: Vec<Vec<bool>>,
    /// After which key which came last time, in each object.
    order: Vec<Vec<usize>>,
}

impl Format {
    /// How records of a track are read; `named` where records name their track themselves.
    pub(super) fn new(plan: &Plan, track: Option<usize>, as_of: Date, named: bool, store: &mut Store) -> Self {
        let layout = Arc::clone(&store.layout);
        let names = Names { table: crate::facts::KeyTable::new(&plan.facts, track), layout: &layout, plan };
        let reading = |declaration| Reading::of(declaration, as_of);
        let lists = names.lists();
        let of_list = (0..lists.len()).map(|list| names.table.objects.len().saturating_add(list)).collect();
        let absent = names.table.absent.iter().zip(&layout.facts).map(|(state, form)| store.held_alone(state, *form));
        let absent: Vec<(i64, u8)> = absent.collect();
        let absent_fields = lists.iter().map(|(fields, forms)| {
            let states = fields.iter().map(crate::facts::absent).zip(*forms);
            let mut held: Vec<(i64, u8)> = states.map(|(state, form)| store.held_alone(&state, *form)).collect();
            held.push((0, mark::VALUE));
            held
        });
        let absent_fields = absent_fields.collect();
        let names_of = |track: &crate::plan::Track| [track.key.clone(), track.name.clone()];
        Self {
            objects: names.objects(),
            facts: plan.facts.iter().map(reading).collect(),
            lists: lists.iter().map(|(fields, _)| fields.iter().map(reading).collect()).collect(),
            absent,
            absent_fields,
            of_list,
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
        staged.begin(self);
        let texts = store.texts.len();
        let mut reader = Reader { format: self, cursor: Cursor::new(text), staged, store, tracked: false };
        let read = reader.whole();
        if read.is_err() {
            store.take_back(texts);
            return read;
        }
        for (column, (cell, mark)) in store.facts.iter_mut().zip(&staged.facts) {
            column.push(*cell, *mark);
        }
        store.close_lists();
        store.count = store.count.saturating_add(1);
        Ok(())
    }
}

impl Staged {
    fn begin(&mut self, format: &Format) {
        self.facts.clear();
        self.facts.extend_from_slice(&format.absent);
        self.seen.clear();
        self.seen.resize(format.absent.len().saturating_add(format.objects.len()), false);
        self.fields.resize(format.lists.len(), Vec::new());
        self.seen_fields.resize(format.lists.len(), Vec::new());
        self.order.resize_with(format.objects.len(), Vec::new);
    }
}

struct Reader<'r> {
    format: &'r Format,
    cursor: Cursor<'r>,
    staged: &'r mut Staged,
    store: &'r mut Store,
    /// The record has named its track.
    tracked: bool,
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<(), Otherwise> {
        self.cursor.space();
        self.object(0)?;
        self.cursor.space();
        self.cursor.end()?;
        // A track that the record does not name is not its track.
        let missing = self.format.tracks.is_some() && self.format.track.is_some() && !self.tracked;
        if missing { Err(Otherwise::OfTrack(None)) } else { Ok(()) }
    }

    /// The name of the track; said once.
    fn track(&mut self) -> Result<(), Otherwise> {
        let named = self.cursor.string()?;
        if std::mem::replace(&mut self.tracked, true) || named.trim().is_empty() {
            return Err(Otherwise::Tree);
        }
        let Some(tracks) = &self.format.tracks else { return Ok(()) };
        let found = tracks.iter().position(|names| names.iter().any(|name| name == named)).ok_or(Otherwise::Tree)?;
        if self.format.track == Some(found) { Ok(()) } else { Err(Otherwise::OfTrack(Some(found))) }
    }

    /// The members of the record, or of an object that groups facts.
    fn object(&mut self, object: usize) -> Result<(), Otherwise> {
        let format = self.format;
        let keys = format.objects.get(object).ok_or(Otherwise::Tree)?;
        self.cursor.expect(b'{')?;
        self.cursor.space();
        if self.cursor.take(b'}') {
            return Ok(());
        }
        let mut last = 0;
        loop {
            let target = self.key(object, keys, &mut last)?;
            match target {
                Target::Fact(fact) => {
                    self.first(fact)?;
                    let reading = format.facts.get(fact).ok_or(Otherwise::Tree)?;
                    let held = reading.read(&mut self.cursor, &mut self.store.texts)?;
                    *self.staged.facts.get_mut(fact).ok_or(Otherwise::Tree)? = held;
                }
                Target::List { slot, list } => {
                    self.first(slot)?;
                    let held = self.list(slot, list)?;
                    *self.staged.facts.get_mut(slot).ok_or(Otherwise::Tree)? = held;
                }
                Target::Group(group) => {
                    self.first(format.facts.len().saturating_add(group))?;
                    self.object(group)?;
                }
                Target::Track => self.track()?,
            }
            self.cursor.space();
            if self.cursor.take(b'}') {
                return Ok(());
            }
            self.cursor.expect(b',')?;
            self.cursor.space();
        }
    }

    /// A key and its colon: the one that came after the last time is looked for first.
    fn key(&mut self, object: usize, keys: &Keys, last: &mut usize) -> Result<Target, Otherwise> {
        let order = self.staged.order.get_mut(object).ok_or(Otherwise::Tree)?;
        if order.is_empty() {
            order.resize(keys.len().saturating_add(1), 0);
        }
        let expected = order.get(*last).copied().unwrap_or(0);
        let written = keys.written(expected);
        let at = if !written.is_empty() && self.cursor.take_word(written) {
            expected
        } else {
            let at = keys.find(self.cursor.string()?).ok_or(Otherwise::Tree)?;
            self.cursor.space();
            self.cursor.expect(b':')?;
            at
        };
        if let Some(next) = order.get_mut(*last) {
            *next = at;
        }
        *last = at.saturating_add(1);
        self.cursor.space();
        keys.target(at).ok_or(Otherwise::Tree)
    }

    /// The same fact or object a second time is a fault.
    fn first(&mut self, place: usize) -> Result<(), Otherwise> {
        let seen = self.staged.seen.get_mut(place).ok_or(Otherwise::Tree)?;
        if std::mem::replace(seen, true) { Err(Otherwise::Tree) } else { Ok(()) }
    }

    /// The records of a list of the applicant.
    fn list(&mut self, slot: usize, list: usize) -> Result<(i64, u8), Otherwise> {
        if self.cursor.peek() == Some(b'n') {
            let reading = self.format.facts.get(slot).ok_or(Otherwise::Tree)?;
            return reading.null(&mut self.cursor);
        }
        let most = self.format.facts.get(slot).map_or(0, Reading::most_records).min(MOST_RECORDS);
        self.cursor.expect(b'[')?;
        self.cursor.space();
        if self.cursor.take(b']') {
            return Ok((0, mark::VALUE));
        }
        let mut count = 0_usize;
        loop {
            count = count.saturating_add(1);
            if count > most {
                return Err(Otherwise::Tree);
            }
            self.row(list)?;
            self.cursor.space();
            if self.cursor.take(b']') {
                return Ok((0, mark::VALUE));
            }
            self.cursor.expect(b',')?;
            self.cursor.space();
        }
    }

    /// One record of a list.
    fn row(&mut self, list: usize) -> Result<(), Otherwise> {
        let format = self.format;
        let object = *format.of_list.get(list).ok_or(Otherwise::Tree)?;
        let keys = format.objects.get(object).ok_or(Otherwise::Tree)?;
        let readings = format.lists.get(list).ok_or(Otherwise::Tree)?;
        let mut fields = std::mem::take(self.staged.fields.get_mut(list).ok_or(Otherwise::Tree)?);
        let mut seen = std::mem::take(self.staged.seen_fields.get_mut(list).ok_or(Otherwise::Tree)?);
        fields.clear();
        fields.extend_from_slice(format.absent_fields.get(list).map_or(&[][..], Vec::as_slice));
        seen.clear();
        seen.resize(readings.len(), false);
        let read = self.fields(object, keys, readings, (&mut fields, &mut seen));
        if read.is_ok() {
            self.store.put_row(list, &fields);
        }
        if let (Some(place), Some(other)) = (self.staged.fields.get_mut(list), self.staged.seen_fields.get_mut(list)) {
            (*place, *other) = (fields, seen);
        }
        read
    }
    fn fields(
        &mut self,
        object: usize,
        keys: &Keys,
        readings: &[Reading],
        (fields, seen): (&mut Vec<(i64, u8)>, &mut Vec<bool>),
    ) -> Result<(), Otherwise> {
        self.cursor.expect(b'{')?;
        self.cursor.space();
        if self.cursor.take(b'}') {
            return Ok(());
        }
        let mut last = 0;
        loop {
            let Target::Fact(field) = self.key(object, keys, &mut last)? else { return Err(Otherwise::Tree) };
            if std::mem::replace(seen.get_mut(field).ok_or(Otherwise::Tree)?, true) {
                return Err(Otherwise::Tree);
            }
            let reading = readings.get(field).ok_or(Otherwise::Tree)?;
            *fields.get_mut(field).ok_or(Otherwise::Tree)? = reading.read(&mut self.cursor, &mut self.store.texts)?;
            self.cursor.space();
            if self.cursor.take(b'}') {
                return Ok(());
            }
            self.cursor.expect(b',')?;
            self.cursor.space();
        }
    }
}
