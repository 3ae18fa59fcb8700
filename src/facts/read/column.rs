//! Values that come one by one from columns, read in the terms of their declarations as those of a record are.

use super::keys::{self, Found, Index};
use super::{Reader, assessment, nothing, text, words};
use crate::diagnostic::Message;
use crate::facts::State;
use crate::plan::{FactDeclaration, Kind};
use crate::record::{Fault, Json, Member, Path, Record, TRACK_KEYS};
use crate::value::{CreditCode, Date};

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
        reader.errors.is_empty().then(|| (entry.state, !reader.listed.is_empty()))
    }

    /// Whether the provenance of a record of a list names evidence; nothing where it does not fit.
    pub(crate) fn evidence(&self, member: &Member) -> Option<bool> {
        let mut reader = Reader::new(&self.empty, self.as_of);
        let provenance = reader.row_provenance(member, &Path::Root);
        let evidence = provenance.is_some_and(|provenance| !provenance.evidence.is_empty());
        reader.errors.is_empty().then_some(evidence)
    }
}

/// What a fact is that nobody gives.
pub(crate) fn absent(declaration: &FactDeclaration) -> State {
    nothing::absent(declaration).state
}

/// Whether a text is the value of a text fact as it stands: no word for “no data”, nothing to mend, nothing unseen.
pub(crate) fn is_plain(declaration: &FactDeclaration, written: &str) -> bool {
    let sound = match &declaration.kind {
        Kind::CreditCode => written.parse::<CreditCode>().is_ok_and(|code| code.as_str() == written),
        Kind::Text
        | Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::List(_) => written.trim().len() == written.len() && text::sound(written).is_ok(),
    };
    sound && matches!(nothing::said(declaration, written), Ok(None))
}

/// A value of another type than declared: what was found, and what to do.
pub(crate) fn wrong_type(declaration: &FactDeclaration, found: &Message, help: Message) -> Fault {
    words::instead(declaration, found).help(help)
}

/// What a column names.
pub(crate) enum Named {
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
    pub(crate) fn find(&self, key: &str) -> Named {
        if keys::is_comment(key) {
            return Named::Remark;
        }
        if TRACK_KEYS.contains(&key) {
            return Named::Track;
        }
        if assessment::KEYS.contains(&key) {
            return Named::Assessments;
        }
        match self.index.find(self.declarations, "", key, key) {
            Found::Fact(at) => Named::Fact(at),
            Found::OtherTrack => Named::Elsewhere,
            Found::Group => Named::Unknown(keys::unknown(key, self.index.inside(key))),
            Found::Nothing(nearest) => Named::Unknown(keys::unknown(key, nearest)),
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
