//! Lists: record by record, field by field, within their length, and no record twice where the list says so.

use std::collections::BTreeMap;

use super::{Reader, keys, nothing};
use crate::diagnostic::{nearest, say};
use crate::facts::{Entry, Row, State, Value};
use crate::plan::{FactDeclaration, ListDeclaration};
use crate::record::{Fault, Json, Member, Path, quoted};

/// The longest list where the declaration does not say.
const LONGEST: u32 = 100_000;
const PROVENANCE: [&str; 2] = ["provenance", "来源信息"];

impl Reader<'_> {
    pub(super) fn list(
        &mut self,
        declaration: &FactDeclaration,
        list: &ListDeclaration,
        node: &Json,
        path: &Path<'_>,
    ) -> Option<Value> {
        let Some(items) = node.list() else {
            self.misfit(super::words::wrong_type(declaration, node), path, node.offset);
            return None;
        };
        if let Some(fault) = too_long(declaration, list, items.len()) {
            self.misfit(fault, path, node.offset);
            return None;
        }
        let mut rows = Vec::with_capacity(items.len());
        let mut known: BTreeMap<Vec<Value>, usize> = BTreeMap::new();
        let mut fits = true;
        for (index, item) in items.iter().enumerate() {
            let path = Path::Index(path, index);
            let Some(members) = item.object() else {
                let message =
                    say!("列表里的每一条应是对象 {{ … }}", "each record of a list should be an object {{ … }}");
                self.misfit(Fault::new("R0403", message), &path, item.offset);
                fits = false;
                continue;
            };
            let row = self.row(list, members, &path);
            if let Some(values) = identity(list, &row) {
                match known.get(&values) {
                    Some(&first) => self.repeated(list, &path, first, item.offset),
                    None => {
                        known.insert(values, index);
                    }
                }
            }
            rows.push(row);
        }
        fits.then_some(Value::List(rows))
    }

    fn row(&mut self, list: &ListDeclaration, members: &[Member], parent: &Path<'_>) -> Row {
        let mut entries: Vec<Option<(Entry, &str)>> = list.fields.iter().map(|_| None).collect();
        let mut provenance: Option<&Member> = None;
        for member in members.iter().filter(|member| !keys::is_comment(&member.key)) {
            let path = Path::Key(parent, &member.key);
            let at = list.fields.iter().position(|field| field.key == member.key || field.name == member.key);
            match at.and_then(|at| list.fields.get(at).zip(entries.get_mut(at))) {
                Some((field, slot)) => match slot {
                    Some((_, first)) => self.misfit(keys::twice(&field.name, first), &path, member.offset),
                    None => *slot = Some((self.entry(field, &member.value, &path), &member.key)),
                },
                None if PROVENANCE.contains(&member.key.as_str()) => match provenance {
                    Some(first) => self.misfit(keys::twice("来源信息", &first.key), &path, member.offset),
                    None => provenance = Some(member),
                },
                None => self.misfit(unknown_field(list, &member.key), &path, member.offset),
            }
        }
        let provenance = provenance.and_then(|member| self.row_provenance(member, parent));
        let fields = entries.into_iter().zip(&list.fields);
        let fields =
            fields.map(|(entry, field)| entry.map_or_else(|| nothing::absent(field), |(entry, _)| entry)).collect();
        Row { fields, provenance }
    }

    fn repeated(&mut self, list: &ListDeclaration, path: &Path<'_>, first: usize, offset: u32) {
        let names: Vec<&str> =
            list.unique.iter().filter_map(|&at| list.fields.get(at)).map(|field| field.name.as_str()).collect();
        let names = names.join("、");
        let earlier =
            if let Path::Index(parent, _) = path { Path::Index(parent, first).to_string() } else { String::new() };
        let message = say!(
            "{path} 与 {earlier} 的{names}相同，这个列表不许重复",
            "{path} and {earlier} agree in {names}, which no two records of this list may"
        );
        let help = say!("同一条只留一份；若是两条，核对{names}", "keep one of them; if they differ, check {names}");
        self.misfit(Fault::new("R0402", message).help(help), path, offset);
    }
}

fn too_long(declaration: &FactDeclaration, list: &ListDeclaration, length: usize) -> Option<Fault> {
    let at_most = list.at_most.unwrap_or(LONGEST);
    let name = &declaration.name;
    let fits = u32::try_from(length).is_ok_and(|length| length <= at_most);
    let message = || {
        say!(
            "「{name}」有 {length} 条，至多 {at_most} 条",
            "{name} has {length} records; at most {at_most} are allowed"
        )
    };
    (!fits).then(|| Fault::new("R0401", message()))
}

/// The values of the fields that tell records apart; nothing where one of them is not known.
fn identity(list: &ListDeclaration, row: &Row) -> Option<Vec<Value>> {
    if list.unique.is_empty() {
        return None;
    }
    let value = |at: &usize| match &row.fields.get(*at)?.state {
        State::Given(value) | State::Defaulted(value) => Some(value.clone()),
        State::NoRecord | State::NotApplicable | State::NotSubmitted | State::Disputed => None,
    };
    list.unique.iter().map(value).collect()
}

pub(super) fn unknown_field(list: &ListDeclaration, key: &str) -> Fault {
    let message = say!("这个列表没有声明字段「{key}」", "the list declares no field \"{key}\"", key = quoted(key));
    let all = list.fields.iter().flat_map(|field| [field.name.as_str(), field.key.as_str()]).chain(PROVENANCE);
    keys::with_nearest(Fault::new("R0105", message), nearest(key, all))
}
