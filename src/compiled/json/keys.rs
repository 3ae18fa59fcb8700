//! The keys of an object, and what each names.

use super::super::held::Form;
use super::super::store::{Layout, Place};
use crate::facts::{KeyTable, Named};
use crate::plan::{FactDeclaration, Kind, Plan};
use crate::record::TRACK_KEYS;

/// What a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The fact, or the field of a record.
    Fact(usize),
    /// A list: the fact, and its place among the lists.
    List { slot: usize, list: usize },
    /// An object that groups facts.
    Group(usize),
    /// The track of the application.
    Track,
}

/// The keys of an object, sorted.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    known: Vec<(String, Target)>,
    /// Each key as it mostly stands: in quotes, and its colon.
    written: Vec<String>,
}

impl Keys {
    fn new(mut keys: Vec<(String, Target)>) -> Self {
        // A key that would need escapes is never met as it stands.
        keys.retain(|(key, _)| !key.contains(['"', '\\']) && !key.contains(|character: char| character < ' '));
        keys.sort_by(|(a, _), (b, _)| a.cmp(b));
        keys.dedup_by(|(a, _), (b, _)| a == b);
        let written = keys.iter().map(|(key, _)| format!("\"{key}\":")).collect();
        Self { known: keys, written }
    }

    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    pub(super) fn written(&self, at: usize) -> &str {
        self.written.get(at).map_or("", String::as_str)
    }

    pub(super) fn target(&self, at: usize) -> Option<Target> {
        self.known.get(at).map(|(_, target)| *target)
    }

    pub(super) fn find(&self, key: &str) -> Option<usize> {
        self.known.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()
    }
}

/// Where the names of the objects come from.
pub(super) struct Names<'p> {
    pub(super) table: KeyTable,
    pub(super) layout: &'p Layout,
    pub(super) plan: &'p Plan,
}

impl<'p> Names<'p> {
    /// The fields of each list of the layout, with their forms.
    pub(super) fn lists(&self) -> Vec<(&'p [FactDeclaration], &'p [Form])> {
        let mut found: Vec<(&[FactDeclaration], &[Form])> = Vec::new();
        for (Place { parent, slot }, forms) in &self.layout.lists {
            let declaration = match parent {
                None => self.plan.facts.get(*slot),
                Some(outer) => found.get(*outer).and_then(|(fields, _)| fields.get(*slot)),
            };
            let fields: &[FactDeclaration] = match declaration.map(|declaration| &declaration.kind) {
                Some(Kind::List(list)) => &list.fields,
                Some(_) | None => &[],
            };
            found.push((fields, forms));
        }
        found
    }

    /// The keys of every object: the record, groups, then the records of lists.
    pub(super) fn objects(&self) -> Vec<Keys> {
        let mut objects = Vec::new();
        for (at, named) in self.table.objects.iter().enumerate() {
            let mut keys: Vec<(String, Target)> = Vec::new();
            if at == 0 {
                // Reserved before any fact of that name.
                keys.extend(TRACK_KEYS.map(|key| (key.to_owned(), Target::Track)));
            }
            let reserved = |key: &str| at == 0 && (TRACK_KEYS.contains(&key) || ["assessments", "评分"].contains(&key));
            let named = named.iter().filter(|(key, _)| !reserved(key) && !is_remark(key));
            keys.extend(named.filter_map(|(key, named)| Some((key.clone(), self.target(*named)?))));
            objects.push(Keys::new(keys));
        }
        for (fields, _) in self.lists() {
            let named = |field: &FactDeclaration, at: usize| {
                // Lists inside records are read by the tree.
                let plain = !matches!(field.kind, Kind::List(_));
                plain.then(|| [field.key.clone(), field.name.clone()].map(|key| (key, Target::Fact(at))))
            };
            let mut keys: Vec<(String, Target)> = Vec::new();
            for (at, field) in fields.iter().enumerate() {
                // The first field of a name or key is the one that is read.
                let taken = |key: &str| fields.iter().take(at).any(|other| other.key == key || other.name == key);
                keys.extend(named(field, at).into_iter().flatten().filter(|(key, _)| !taken(key) && !is_remark(key)));
            }
            objects.push(Keys::new(keys));
        }
        objects
    }

    fn target(&self, named: Named) -> Option<Target> {
        match named {
            Named::Group(group) => Some(Target::Group(group)),
            Named::Fact(slot) => match self.layout.facts.get(slot)? {
                // Whether records repeat each other, and lists inside records, are the tree's to see.
                Form::List => {
                    let Kind::List(list) = &self.plan.facts.get(slot)?.kind else { return None };
                    let place = self.layout.list(None, slot)?;
                    let plain =
                        list.unique.is_empty() && !list.fields.iter().any(|field| matches!(field.kind, Kind::List(_)));
                    plain.then_some(Target::List { slot, list: place })
                }
                Form::Quantity { .. }
                | Form::YesNo
                | Form::Day
                | Form::Year
                | Form::Choice
                | Form::Choices
                | Form::Text
                | Form::NotHeld => Some(Target::Fact(slot)),
            },
        }
    }
}

/// A remark for people: read by the tree, which passes over it.
fn is_remark(key: &str) -> bool {
    key.starts_with('_') || key == "$schema"
}
