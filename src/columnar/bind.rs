//! The columns of a batch bound to the facts that they give, for the applicants of one track.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, NullArray};

use super::accept::{accepted, other_type, plain_type};
use super::lists::Lists;
use crate::diagnostic::say;
use crate::facts::{Meant, Names, twice, unknown_field};
use crate::plan::{FactDeclaration, Kind, ListDeclaration};
use crate::record::Fault;

/// What stands after the key of a fact in the name of the column of its states.
pub(super) const STATE: &str = "__state";
const PROVENANCE: [&str; 2] = ["provenance", "来源信息"];

/// A fact or a field that is given by a column.
#[derive(Debug)]
pub(super) struct Given<'d> {
    /// Index of the fact or field.
    pub(super) at: usize,
    pub(super) key: String,
    pub(super) declaration: &'d FactDeclaration,
    pub(super) array: ArrayRef,
    /// What is said of values: none on record, not applicable, disputed.
    pub(super) states: Option<ArrayRef>,
    /// Of a list: its fields.
    pub(super) fields: Vec<Self>,
    /// Of a list: where each record comes from.
    pub(super) provenance: Option<ArrayRef>,
}

/// The columns of a batch.
#[derive(Debug, Default)]
pub(super) struct Bound<'d> {
    pub(super) given: Vec<Given<'d>>,
    pub(super) track: Option<ArrayRef>,
    pub(super) assessments: Option<(String, ArrayRef)>,
    /// Columns that name nothing.
    pub(super) unknown: BTreeMap<String, Fault>,
    /// Columns that cannot be read.
    pub(super) faults: BTreeMap<String, Fault>,
}

/// Binds columns to the facts that the applicants of a track give.
pub(super) fn bind<'d>(
    columns: &[(String, ArrayRef)],
    declarations: &'d [FactDeclaration],
    track: Option<usize>,
) -> Bound<'d> {
    let names = Names::new(declarations, track);
    let mut bound = Bound::default();
    for (name, array) in columns {
        match names.find(name) {
            Meant::Fact(at) => bound.value(at, declarations, name, array),
            Meant::Track => bound.track(name, array),
            Meant::Assessments => bound.assessments(name, array),
            Meant::Elsewhere | Meant::Remark => {}
            Meant::Unknown(fault) => match name.strip_suffix(STATE).map(|fact| names.find(fact)) {
                Some(Meant::Fact(at)) => bound.state(at, declarations, name, array),
                Some(Meant::Elsewhere) => {}
                Some(Meant::Track | Meant::Assessments | Meant::Remark | Meant::Unknown(_)) | None => {
                    bound.unknown.insert(name.clone(), fault);
                }
            },
        }
    }
    bound
}

impl<'d> Bound<'d> {
    fn value(&mut self, at: usize, declarations: &'d [FactDeclaration], name: &str, array: &ArrayRef) {
        let Some(declaration) = declarations.get(at) else { return };
        put(&mut self.given, at, declaration, name, array, &mut self.faults);
    }

    fn state(&mut self, at: usize, declarations: &'d [FactDeclaration], name: &str, array: &ArrayRef) {
        let Some(declaration) = declarations.get(at) else { return };
        put_state(&mut self.given, at, declaration, name, array, &mut self.faults);
    }

    fn track(&mut self, name: &str, array: &ArrayRef) {
        if !super::texts::are_texts(array.data_type()) && !array.data_type().is_null() {
            let message = say!("申报渠道应是文字列", "the track should be a column of texts");
            self.faults.insert(name.to_owned(), Fault::new("R0106", message));
        } else if self.track.is_some() {
            self.faults.insert(name.to_owned(), twice("申报渠道", "track"));
        }
        self.track = Some(Arc::clone(array));
    }

    fn assessments(&mut self, name: &str, array: &ArrayRef) {
        if !plain_type(array.data_type()) {
            let message = say!("评分应是 List<Struct> 列", "the assessments should be a column of List<Struct>");
            let help = super::accept::exact();
            self.faults.insert(name.to_owned(), Fault::new("R0501", message).help(help));
        } else if self.assessments.is_some() {
            self.faults.insert(name.to_owned(), twice("评分", "assessments"));
        }
        self.assessments = Some((name.to_owned(), Arc::clone(array)));
    }
}

fn put<'d>(
    given: &mut Vec<Given<'d>>,
    at: usize,
    declaration: &'d FactDeclaration,
    name: &str,
    array: &ArrayRef,
    faults: &mut BTreeMap<String, Fault>,
) {
    let place = of(given, at, declaration, name, array.len());
    if place.key != name {
        if !place.array.data_type().is_null() {
            faults.insert(name.to_owned(), twice(&declaration.name, &place.key));
        }
        name.clone_into(&mut place.key);
    }
    place.array = Arc::clone(array);
    if !accepted(&declaration.kind, array.data_type()) {
        faults.insert(name.to_owned(), other_type(declaration, array.data_type()));
    } else if let (Kind::List(list), Some(lists)) = (&declaration.kind, Lists::of(array)) {
        fields(place, list, lists.values, faults);
    }
}

fn put_state<'d>(
    given: &mut Vec<Given<'d>>,
    at: usize,
    declaration: &'d FactDeclaration,
    name: &str,
    array: &ArrayRef,
    faults: &mut BTreeMap<String, Fault>,
) {
    if !super::texts::are_texts(array.data_type()) && !array.data_type().is_null() {
        let message = say!("状态应是文字列", "states should be a column of texts");
        faults.insert(name.to_owned(), Fault::new("R0205", message));
        return;
    }
    let key = name.strip_suffix(STATE).unwrap_or(name);
    let place = of(given, at, declaration, key, array.len());
    if place.states.is_some() {
        faults.insert(name.to_owned(), twice(&declaration.name, &place.key));
    }
    place.states = (!array.data_type().is_null()).then(|| Arc::clone(array));
}

/// What is given of a fact; nothing yet where it is not there.
fn of<'g, 'd>(
    given: &'g mut Vec<Given<'d>>,
    at: usize,
    declaration: &'d FactDeclaration,
    key: &str,
    count: usize,
) -> &'g mut Given<'d> {
    let place = given.iter().position(|one| one.at == at).unwrap_or(given.len());
    if place == given.len() {
        let array: ArrayRef = Arc::new(NullArray::new(count));
        let key = key.to_owned();
        given.push(Given { at, key, declaration, array, states: None, fields: Vec::new(), provenance: None });
    }
    // INVARIANT: `place` is an index of `given`, which has just been made as long as that.
    #[expect(clippy::indexing_slicing, reason = "the place is there")]
    &mut given[place]
}

fn fields<'d>(
    list: &mut Given<'d>,
    declared: &'d ListDeclaration,
    values: &ArrayRef,
    faults: &mut BTreeMap<String, Fault>,
) {
    let Some(records) = values.as_struct_opt() else { return };
    let mut found = BTreeMap::new();
    let named = |name: &str| declared.fields.iter().position(|field| field.key == name || field.name == name);
    for (name, array) in records.column_names().into_iter().zip(records.columns()) {
        let state = || name.strip_suffix(STATE).and_then(named);
        if let Some((at, field)) = named(name).and_then(|at| Some((at, declared.fields.get(at)?))) {
            put(&mut list.fields, at, field, name, array, &mut found);
        } else if PROVENANCE.contains(&name) && plain_type(array.data_type()) {
            list.provenance = Some(Arc::clone(array));
        } else if let Some((at, field)) = state().and_then(|at| Some((at, declared.fields.get(at)?))) {
            put_state(&mut list.fields, at, field, name, array, &mut found);
        } else if !name.starts_with('_') {
            found.insert(name.to_owned(), unknown_field(declared, name));
        }
    }
    faults.extend(found.into_iter().map(|(name, fault)| (format!("{}.{name}", list.key), fault)));
}
