//! From a record to typed facts: every misfit at once, nothing guessed, nothing mended in silence.

mod amount;
mod assessment;
mod choice;
#[cfg(feature = "arrow")]
mod column;
mod date;
mod envelope;
mod keys;
mod list;
mod nothing;
mod provenance;
mod quantity;
mod table;
mod text;
mod tidy;
mod value;
mod words;

use super::{Entry, Facts, Notice, State};
use crate::diagnostic::{Message, say};
use crate::plan::FactDeclaration;
use crate::record::{Fault, Json, Member, Path, Record, RecordErrors, TRACK_KEYS};
use crate::value::Date;
#[cfg(feature = "arrow")]
pub(crate) use column::{Alone, Meant, Names, twice, unknown_field, wrong_type};
use keys::{Found, Index};
pub(crate) use table::{KeyTable, Named, absent, is_plain_text};
#[cfg(any(feature = "schema", feature = "arrow"))]
pub(crate) use words::kind as kind_words;

/// So many notices are listed; the rest are counted.
const NOTICES: usize = 1000;

/// Reads a record in the terms of the declared facts: those of the whole scheme and those of the given track.
///
/// A fact that the record does not give has its default, or is not submitted.
///
/// # Errors
/// Where the record does not fit the declarations; every misfit is named.
pub fn read(
    record: &Record,
    declarations: &[FactDeclaration],
    track: Option<usize>,
    as_of: Date,
) -> Result<Facts, RecordErrors> {
    let mut reader = Reader::new(record, as_of);
    let index = Index::new(declarations, track);
    let mut top = Top { index: &index, declarations, given: vec![None; declarations.len()], facts: Facts::default() };
    reader.group(&mut top, record.members(), "", &Path::Root);
    let Top { given, mut facts, .. } = top;
    let entries = given.into_iter().zip(declarations).enumerate().map(|(at, (entry, declaration))| match entry {
        Some((entry, _)) => entry,
        None if index.reads(at) => nothing::absent(declaration),
        None => Entry { state: State::NotSubmitted, provenance: None },
    });
    facts.entries = entries.collect();
    facts.notices = reader.notices();
    if reader.errors.is_empty() { Ok(facts) } else { Err(reader.errors.sorted()) }
}

/// What has been read of the record so far.
struct Top<'a> {
    index: &'a Index<'a>,
    declarations: &'a [FactDeclaration],
    /// The entry of each declared fact, and the path under which it was found.
    given: Vec<Option<(Entry, String)>>,
    facts: Facts,
}

/// Gathers misfits and notices on the way through the record.
struct Reader<'a> {
    record: &'a Record,
    as_of: Date,
    errors: RecordErrors,
    listed: Vec<Notice>,
    unlisted: usize,
}

impl<'a> Reader<'a> {
    fn new(record: &'a Record, as_of: Date) -> Self {
        Self { record, as_of, errors: RecordErrors::default(), listed: Vec::new(), unlisted: 0 }
    }

    fn misfit(&mut self, fault: Fault, path: &Path<'_>, offset: u32) {
        let record = self.record;
        self.errors.push(|| fault.at(path.to_string(), record.position(offset)));
    }

    fn notice(&mut self, message: Message, path: &Path<'_>) {
        if self.listed.len() < NOTICES {
            self.listed.push(Notice { path: path.to_string(), zh: message.zh, en: message.en });
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }

    fn notices(&mut self) -> Vec<Notice> {
        if self.unlisted > 0 {
            let more = say!("另有 {more} 条提示未列出", "and {more} more notices", more = self.unlisted);
            self.listed.push(Notice { path: String::new(), zh: more.zh, en: more.en });
        }
        std::mem::take(&mut self.listed)
    }

    /// The members of the record, or of an object that holds the facts with a dotted key.
    fn group(&mut self, top: &mut Top<'_>, members: &[Member], prefix: &str, parent: &Path<'_>) {
        for member in members {
            let path = Path::Key(parent, &member.key);
            if keys::is_comment(&member.key) || (prefix.is_empty() && self.reserved(top, member, &path)) {
                continue;
            }
            let key = if prefix.is_empty() { member.key.clone() } else { format!("{prefix}.{}", member.key) };
            match top.index.find(top.declarations, prefix, &member.key, &key) {
                Found::Fact(at) => self.fact(top, at, member, &path),
                Found::Group => match member.value.object() {
                    Some(members) => self.group(top, members, &key, &path),
                    None => self.misfit(keys::not_a_group(&key), &path, member.value.offset),
                },
                Found::OtherTrack => self.notice(keys::of_other_track(), &path),
                Found::Nothing(nearest) => self.misfit(keys::unknown(&member.key, nearest), &path, member.offset),
            }
        }
    }

    fn fact(&mut self, top: &mut Top<'_>, at: usize, member: &Member, path: &Path<'_>) {
        let (Some(declaration), Some(slot)) = (top.declarations.get(at), top.given.get_mut(at)) else { return };
        if let Some((_, first)) = slot {
            let fault = keys::twice(&declaration.name, first);
            return self.misfit(fault, path, member.offset);
        }
        let entry = self.entry(declaration, &member.value, path);
        *slot = Some((entry, path.to_string()));
    }

    /// Reads `track` and `assessments`, in either language.
    fn reserved(&mut self, top: &mut Top<'_>, member: &Member, path: &Path<'_>) -> bool {
        if TRACK_KEYS.contains(&member.key.as_str()) {
            self.track(top, &member.value, path);
            return true;
        }
        if assessment::KEYS.contains(&member.key.as_str()) {
            let scores = self.assessments(&member.value, path);
            if top.facts.assessments.is_empty() {
                top.facts.assessments = scores;
            } else if !scores.is_empty() {
                self.misfit(keys::twice("评分", "assessments"), path, member.offset);
            }
            return true;
        }
        false
    }

    fn track(&mut self, top: &mut Top<'_>, value: &Json, path: &Path<'_>) {
        let named = value.text().map(str::trim).filter(|name| !name.is_empty());
        if named.is_none() {
            let message = say!("申报渠道应写名称", "the track should be named in a text");
            self.misfit(Fault::new("R0106", message), path, value.offset);
        }
        let named = named.map(str::to_owned);
        if top.facts.track.is_some() && named != top.facts.track {
            self.misfit(keys::twice("申报渠道", "track"), path, value.offset);
        }
        top.facts.track = named;
    }
}
