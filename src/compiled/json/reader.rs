//! The way through a record: members, groups of facts, lists and the records in them.

use super::super::held::MOST_RECORDS;
use super::super::program::mark;
use super::super::store::Store;
use super::cursor::Cursor;
use super::keys::{Keys, Target};
use super::value::Reading;
use super::{Cell, Format, Otherwise, Staged};

/// Reads one record.
pub(super) struct Reader<'r> {
    text: &'r str,
    format: &'r Format,
    staged: &'r mut Staged,
    store: &'r mut Store,
    /// The record has named its track.
    tracked: bool,
}

/// Where it goes on after a part that was read.
type Next<'t> = Result<Cursor<'t>, Otherwise>;

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r str, format: &'r Format, staged: &'r mut Staged, store: &'r mut Store) -> Self {
        Self { text, format, staged, store, tracked: false }
    }

    /// Reads the record into the cells of its facts.
    pub(super) fn whole(&mut self, facts: &mut [Cell]) -> Result<(), Otherwise> {
        let mut cursor = Cursor::new(self.text);
        cursor.space();
        let mut cursor = self.members(cursor, 0, &self.format.facts, facts)?;
        cursor.space();
        if !cursor.is_at_end() {
            return Err(Otherwise::Tree);
        }
        // A track that the record does not name is not its track.
        let missing = self.format.tracks.is_some() && self.format.track.is_some() && !self.tracked;
        if missing { Err(Otherwise::OfTrack(None)) } else { Ok(()) }
    }

    /// The members of an object: of the record, of a group of facts, or of a record in a list.
    fn members(&mut self, mut cursor: Cursor<'r>, object: usize, readings: &[Reading], cells: &mut [Cell]) -> Next<'r> {
        let keys = self.format.objects.get(object).ok_or(Otherwise::Tree)?;
        cursor.expect(b'{').ok_or(Otherwise::Tree)?;
        cursor.space();
        if cursor.take(b'}') {
            return Ok(cursor);
        }
        let mut last = 0;
        loop {
            let target = self.key(&mut cursor, keys, &mut last).ok_or(Otherwise::Tree)?;
            cursor.space();
            if let Target::Fact(fact) = target {
                let cell = cells.get_mut(fact).filter(|cell| !cell.met).ok_or(Otherwise::Tree)?;
                let reading = readings.get(fact).ok_or(Otherwise::Tree)?;
                let (number, mark) =
                    reading.read(&mut cursor, self.text, &mut self.store.texts).ok_or(Otherwise::Tree)?;
                *cell = Cell { number, mark, met: true };
            } else {
                cursor = self.other(cursor, target, cells)?;
            }
            match cursor.next() {
                Some(b',') => cursor.space(),
                Some(b'}') => return Ok(cursor),
                _ => return Err(Otherwise::Tree),
            }
        }
    }

    /// A key and its colon: the one that came after the last time is looked for first.
    #[inline]
    fn key(&mut self, cursor: &mut Cursor<'r>, keys: &Keys, last: &mut usize) -> Option<Target> {
        let place = keys.after(*last);
        let expected = *self.staged.order.get(place)?;
        if let Some(key) = keys.get(expected)
            && cursor.take_pattern(&key.written)
        {
            *last = expected.wrapping_add(1);
            return Some(key.target);
        }
        let (after, at) = looked_up(*cursor, self.text, keys)?;
        *cursor = after;
        *self.staged.order.get_mut(place)? = at;
        *last = at.wrapping_add(1);
        keys.get(at).map(|key| key.target)
    }

    /// What is not a single fact. Nothing of that stands in the record of a list.
    fn other(&mut self, cursor: Cursor<'r>, target: Target, cells: &mut [Cell]) -> Next<'r> {
        match target {
            Target::List { slot, list } => {
                first(cells, slot)?;
                let (cursor, mark) = self.list(cursor, slot, list)?;
                if let Some(cell) = cells.get_mut(slot) {
                    *cell = Cell { number: 0, mark, met: true };
                }
                Ok(cursor)
            }
            Target::Group(group) => {
                first(cells, self.format.facts.len().saturating_add(group))?;
                self.members(cursor, group, &self.format.facts, cells)
            }
            Target::Track => self.track(cursor),
            Target::Fact(_) => Err(Otherwise::Tree),
        }
    }

    /// The name of the track; said once.
    fn track(&mut self, mut cursor: Cursor<'r>) -> Next<'r> {
        let named = cursor.string(self.text).ok_or(Otherwise::Tree)?;
        if std::mem::replace(&mut self.tracked, true) || named.trim().is_empty() {
            return Err(Otherwise::Tree);
        }
        let Some(tracks) = &self.format.tracks else { return Ok(cursor) };
        let found = tracks.iter().position(|names| names.iter().any(|name| name == named)).ok_or(Otherwise::Tree)?;
        if self.format.track == Some(found) { Ok(cursor) } else { Err(Otherwise::OfTrack(Some(found))) }
    }

    /// The records of a list of the applicant, and how the list itself is held.
    fn list(&mut self, mut cursor: Cursor<'r>, slot: usize, list: usize) -> Result<(Cursor<'r>, u8), Otherwise> {
        let format = self.format;
        let reading = format.facts.get(slot).ok_or(Otherwise::Tree)?;
        if cursor.peek() == Some(b'n') {
            let (_, mark) = reading.null(&mut cursor).ok_or(Otherwise::Tree)?;
            return Ok((cursor, mark));
        }
        let most = reading.most_records().min(MOST_RECORDS);
        cursor.expect(b'[').ok_or(Otherwise::Tree)?;
        cursor.space();
        if cursor.take(b']') {
            return Ok((cursor, mark::VALUE));
        }
        let mut fields = std::mem::take(self.staged.fields.get_mut(list).ok_or(Otherwise::Tree)?);
        let read = self.rows(cursor, list, most, &mut fields);
        if let Some(place) = self.staged.fields.get_mut(list) {
            *place = fields;
        }
        read.map(|cursor| (cursor, mark::VALUE))
    }

    /// The records of a list, `most` at most, each in the cells of its fields.
    fn rows(&mut self, mut cursor: Cursor<'r>, list: usize, most: usize, fields: &mut Vec<Cell>) -> Next<'r> {
        let format = self.format;
        let object = *format.of_list.get(list).ok_or(Otherwise::Tree)?;
        let readings = format.lists.get(list).ok_or(Otherwise::Tree)?;
        let absent = format.absent_fields.get(list).ok_or(Otherwise::Tree)?;
        for _ in 0..most {
            fields.clear();
            fields.extend_from_slice(absent);
            cursor = self.members(cursor, object, readings, fields)?;
            self.store.put_row(list, fields.iter().map(|cell| cell.held()));
            match cursor.next() {
                Some(b',') => cursor.space(),
                Some(b']') => return Ok(cursor),
                _ => return Err(Otherwise::Tree),
            }
        }
        Err(Otherwise::Tree)
    }
}

/// A key looked up, and its colon.
#[inline(never)]
fn looked_up<'t>(mut cursor: Cursor<'t>, whole: &'t str, keys: &Keys) -> Option<(Cursor<'t>, usize)> {
    let at = keys.find(cursor.string(whole)?)?;
    cursor.space();
    cursor.expect(b':')?;
    Some((cursor, at))
}

/// The same fact or object a second time is a fault.
fn first(cells: &mut [Cell], place: usize) -> Result<(), Otherwise> {
    let cell = cells.get_mut(place).ok_or(Otherwise::Tree)?;
    if std::mem::replace(&mut cell.met, true) { Err(Otherwise::Tree) } else { Ok(()) }
}
