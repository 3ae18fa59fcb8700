//! Which fact a key of the record names, and what to say of a key that names none.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Message, nearest, say};
use crate::plan::FactDeclaration;
use crate::record::{Fault, TRACK_KEYS, quoted};

/// What a key names.
pub(super) enum Found<'d> {
    /// The fact with this index.
    Fact(usize),
    /// An object that holds facts with a dotted key.
    Group,
    /// A fact that only another track declares.
    OtherTrack,
    /// Nothing; the nearest name or key.
    Nothing(Option<&'d str>),
}

/// The declared facts by name and key.
pub(super) struct Index<'d> {
    facts: HashMap<&'d str, usize>,
    read: HashSet<usize>,
    groups: HashSet<&'d str>,
    others: HashSet<&'d str>,
}

impl<'d> Index<'d> {
    /// The facts of the whole scheme and of one track; those of the track go before.
    pub(super) fn new(declarations: &'d [FactDeclaration], track: Option<usize>) -> Self {
        let mut index =
            Self { facts: HashMap::new(), read: HashSet::new(), groups: HashSet::new(), others: HashSet::new() };
        let own = |declaration: &FactDeclaration| declaration.track.is_some() && declaration.track == track;
        let common = |declaration: &FactDeclaration| declaration.track.is_none();
        let wanted: [&dyn Fn(&FactDeclaration) -> bool; 2] = [&own, &common];
        for wanted in wanted {
            for (at, declaration) in declarations.iter().enumerate().filter(|(_, one)| wanted(one)) {
                index.add(at, declaration);
            }
        }
        for declaration in declarations.iter().filter(|one| !own(one) && !common(one)) {
            index.others.extend([declaration.name.as_str(), declaration.key.as_str()]);
            index.others.extend(prefixes(&declaration.key));
        }
        index
    }

    fn add(&mut self, at: usize, declaration: &'d FactDeclaration) {
        let used = *self.facts.entry(&declaration.key).or_insert(at);
        self.facts.entry(&declaration.name).or_insert(used);
        self.groups.extend(prefixes(&declaration.key));
        self.read.insert(used);
    }

    /// Every key and name, and the beginnings of dotted keys.
    pub(super) fn known(&self) -> Vec<&'d str> {
        self.facts.keys().copied().chain(self.groups.iter().copied()).collect()
    }

    /// Whether the fact with this index is read at all.
    pub(super) fn reads(&self, at: usize) -> bool {
        self.read.contains(&at)
    }

    /// What `own` names inside the object of `prefix`; `key` is the two together.
    pub(super) fn find(&self, declarations: &[FactDeclaration], prefix: &str, own: &str, key: &str) -> Found<'d> {
        let inside = |at: &&usize| {
            let declared = declarations.get(**at).map_or("", |one| one.key.as_str());
            prefix.is_empty() || declared.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'))
        };
        let named = || self.facts.get(own).filter(inside);
        if let Some(&at) = self.facts.get(key).or_else(named) {
            Found::Fact(at)
        } else if self.groups.contains(key) {
            Found::Group
        } else if self.others.contains(key) || self.others.contains(own) {
            Found::OtherTrack
        } else {
            Found::Nothing(self.nearest(prefix, own, key))
        }
    }

    /// The first fact that an object of this key would hold.
    #[cfg(feature = "arrow")]
    pub(super) fn inside(&self, group: &str) -> Option<&'d str> {
        let inside = |key: &&&str| key.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
        self.facts.keys().filter(inside).min().copied()
    }

    fn nearest(&self, prefix: &str, own: &str, key: &str) -> Option<&'d str> {
        let all = || self.facts.keys().copied().chain(self.groups.iter().copied());
        // Declared, but in another object.
        let moved = all().filter(|known| known.rsplit_once('.').is_some_and(|(_, last)| last == own)).min();
        if moved.is_some() {
            return moved;
        }
        if prefix.is_empty() {
            return nearest(key, all().chain(TRACK_KEYS).chain(super::assessment::KEYS));
        }
        let inside = all().filter_map(|known| known.strip_prefix(prefix)?.strip_prefix('.'));
        nearest(own, inside.chain(all()))
    }
}

/// The dotted beginnings of a key: `a` and `a.b` for `a.b.c`.
fn prefixes(key: &str) -> impl Iterator<Item = &str> {
    key.match_indices('.').filter_map(|(at, _)| key.get(..at))
}

/// Whether a key is a remark for people: `_…`, `$schema`.
pub(super) fn is_comment(key: &str) -> bool {
    key.starts_with('_') || key == "$schema"
}

pub(super) fn unknown(key: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::new(
        "R0101",
        say!("规则没有声明事实「{key}」", "the rules declare no fact \"{key}\"", key = quoted(key)),
    );
    with_nearest(fault, nearest)
}

pub(super) fn with_nearest(fault: Fault, nearest: Option<&str>) -> Fault {
    match nearest {
        Some(nearest) => fault.help(say!("是不是「{nearest}」？", "did you mean \"{nearest}\"?")),
        None => fault.help(say!("说明文字可用以 _ 开头的键", "a remark may stand under a key that begins with _")),
    }
}

pub(super) fn twice(name: &str, first: &str) -> Fault {
    let message = say!("「{name}」给了两次，前一次在 {first}", "{name} is given twice, first at {first}");
    Fault::new("R0102", message).help(say!("只留一处", "keep only one of them"))
}

pub(super) fn not_a_group(key: &str) -> Fault {
    let message =
        say!("「{key}」应是对象 {{ … }}，里面再写各项事实", "\"{key}\" should be an object {{ … }} that holds facts");
    Fault::new("R0103", message)
}

pub(super) fn of_other_track() -> Message {
    say!("属于其他申报渠道的事实，未读取", "a fact of another track: left aside")
}
