//! Values that come one by one from columns, read in the terms of their declarations as those of a record are.

use super::keys::{self, Found, Index};
use super::{Reader, assessment, words};
use crate::diagnostic::Message;
use crate::facts::State;
use crate::plan::FactDeclaration;
use crate::record::{Fault, Json, Member, Path, Record, TRACK_KEYS};
use crate::value::Date;

/// Reads values that stand alone.
#[derive(Debug)]
pub(crate) struct Alone {
    empty: Record,
    as_of: Date,
}

impl Alone {
    pub(crate) fn new(as_of: Date) -> Self {
        Self { empty: Record::of_members(Vec::new()), as_of }
    }

    /// What a value says, and whether something is to be told of it; nothing where it does not fit.
    pub(crate) fn state(&self, declaration: &FactDeclaration, node: &Json) -> Option<(State, bool)> {
        let mut reader = Reader::new(&self.empty, self.as_of);
        let entry = reader.entry(declaration, node, &Path::Root);
        reader.errors.is_empty().then_some((entry.state, !reader.listed.is_empty()))
    }

    /// Whether the provenance of a record of a list names evidence; nothing where it does not fit.
    pub(crate) fn evidence(&self, member: &Member) -> Option<bool> {
        let mut reader = Reader::new(&self.empty, self.as_of);
        let provenance = reader.row_provenance(member, &Path::Root);
        let evidence = provenance.is_some_and(|provenance| !provenance.evidence.is_empty());
        reader.errors.is_empty().then_some(evidence)
    }
}

/// A value of another type than declared: what was found, and what to do.
pub(crate) fn wrong_type(declaration: &FactDeclaration, found: &Message, help: Message) -> Fault {
    words::instead(declaration, found).help(help)
}

/// What a column names.
pub(crate) enum Meant {
    /// The fact with this index.
    Fact(usize),
    /// The track.
    Track,
    /// The scores that people gave.
    Assessments,
    /// A fact of another track.
    Elsewhere,
    /// A remark for people.
    Remark,
    /// Nothing.
    Unknown(Fault),
}

/// The declared facts by name and key, for a track.
pub(crate) struct Names<'d> {
    index: Index<'d>,
    declarations: &'d [FactDeclaration],
}

impl<'d> Names<'d> {
    pub(crate) fn new(declarations: &'d [FactDeclaration], track: Option<usize>) -> Self {
        Self { index: Index::new(declarations, track), declarations }
    }

    /// What this name or key names.
    pub(crate) fn find(&self, key: &str) -> Meant {
        if keys::is_comment(key) {
            return Meant::Remark;
        }
        if TRACK_KEYS.contains(&key) {
            return Meant::Track;
        }
        if assessment::KEYS.contains(&key) {
            return Meant::Assessments;
        }
        match self.index.find(self.declarations, "", key, key) {
            Found::Fact(at) => Meant::Fact(at),
            Found::OtherTrack => Meant::Elsewhere,
            Found::Group => Meant::Unknown(keys::unknown(key, self.index.inside(key))),
            Found::Nothing(nearest) => Meant::Unknown(keys::unknown(key, nearest)),
        }
    }

    /// Whether records of the track give the fact with this index.
    pub(crate) fn reads(&self, at: usize) -> bool {
        self.index.reads(at)
    }
}

/// The fault of a second column for the same fact.
pub(crate) fn twice(name: &str, first: &str) -> Fault {
    keys::twice(name, first)
}

/// The fault of a field that a list does not declare.
pub(crate) fn unknown_field(list: &crate::plan::ListDeclaration, key: &str) -> Fault {
    super::list::unknown_field(list, key)
}
