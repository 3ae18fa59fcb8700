//! The keys of an object, and what each names.

use super::super::held::Form;
use super::super::store::{Layout, Place};
use super::pattern::Pattern;
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

/// The keys of an object.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    /// Where it is kept which of them came after which, among those of all objects.
    base: usize,
    known: Vec<Key>,
    names: Vec<String>,
    /// Places among the keys by what their names are spread to, counted from one; nought where there is none.
    buckets: Vec<u16>,
}

/// A key as it mostly stands, in quotes and with its colon, and what it names.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) written: Pattern,
    pub(super) target: Target,
}

impl Keys {
    fn new(mut keys: Vec<(String, Target)>, base: usize) -> Self {
        keys.sort_by(|(a, _), (b, _)| a.cmp(b));
        keys.dedup_by(|(a, _), (b, _)| a == b);
        let mut known = Vec::new();
        let mut names = Vec::new();
        for (name, target) in keys {
            // A key that would need escapes is never met as it stands.
            let Some(quoted) = Pattern::quoted(&name) else { continue };
            known.push(Key { written: Pattern::new(format!("{}:", quoted.text())), target });
            names.push(name);
        }
        let mut keys = Self { base, known, buckets: vec![0; names.len().saturating_mul(2).next_power_of_two()], names };
        for at in 0..keys.names.len() {
            let name = keys.names.get(at).map_or("", String::as_str);
            let free = keys.probe(name).find(|bucket| keys.buckets.get(*bucket) == Some(&0));
            if let (Some(bucket), Ok(place)) =
                (free.and_then(|bucket| keys.buckets.get_mut(bucket)), u16::try_from(at.saturating_add(1)))
            {
                *bucket = place;
            }
        }
        keys
    }

    /// Where what came after a key is kept; after none, as nought, or after the one with the place before.
    #[inline]
    pub(super) fn after(&self, last: usize) -> usize {
        self.base.wrapping_add(last)
    }

    /// The place after all of these.
    pub(super) fn end(&self) -> usize {
        self.after(self.known.len().saturating_add(1))
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<&Key> {
        self.known.get(at)
    }

    /// The place of a key.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        for bucket in self.probe(name) {
            let at = usize::from(*self.buckets.get(bucket)?).checked_sub(1)?;
            if self.names.get(at).is_some_and(|known| known == name) {
                return Some(at);
            }
        }
        None
    }

    /// The buckets in which a name may be, until one is empty.
    fn probe(&self, name: &str) -> impl Iterator<Item = usize> + use<> {
        let last = self.buckets.len().saturating_sub(1);
        let first = spread(name);
        (0..=last).map(move |step| first.wrapping_add(step) & last)
    }
}

/// A number for a name, by its first bytes, its last bytes and its length.
fn spread(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (bytes.iter().fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte)), 0),
    };
    let mixed = head.rotate_left(29) ^ tail ^ u64::try_from(bytes.len()).unwrap_or(0);
    usize::try_from(mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32).unwrap_or(0)
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
        let mut objects: Vec<Keys> = Vec::new();
        let base = |objects: &[Keys]| objects.last().map_or(0, Keys::end);
        for (at, named) in self.table.objects.iter().enumerate() {
            let mut keys: Vec<(String, Target)> = Vec::new();
            if at == 0 {
                // Reserved before any fact of that name.
                keys.extend(TRACK_KEYS.map(|key| (key.to_owned(), Target::Track)));
            }
            let reserved = |key: &str| at == 0 && (TRACK_KEYS.contains(&key) || ["assessments", "评分"].contains(&key));
            let named = named.iter().filter(|(key, _)| !reserved(key) && !is_remark(key));
            keys.extend(named.filter_map(|(key, named)| Some((key.clone(), self.target(*named)?))));
            objects.push(Keys::new(keys, base(&objects)));
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
            objects.push(Keys::new(keys, base(&objects)));
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
