//! A record without some of its facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Json, JsonKind, Member, Record, Whole, quoted};

impl Record {
    /// The record without what stands at these places, written without the numbers of list items: `penalties[].no`.
    pub(crate) fn without(&self, places: &BTreeSet<String>) -> Self {
        let mut root = self.whole.root.clone();
        strip(&mut root, "", places);
        Self { whole: Arc::new(Whole { source: self.whole.source.clone(), root }) }
    }
}

fn strip(json: &mut Json, place: &str, places: &BTreeSet<String>) {
    let below = |member: &Member| {
        let key = quoted(&member.key);
        if place.is_empty() { key } else { format!("{place}.{key}") }
    };
    match &mut json.kind {
        JsonKind::Object(members) => {
            members.retain(|member| !places.contains(&below(member)));
            for member in members {
                let inside = below(member);
                strip(&mut member.value, &inside, places);
            }
        }
        JsonKind::List(items) => {
            let inside = format!("{place}[]");
            items.iter_mut().for_each(|item| strip(item, &inside, places));
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::Text(_) => {}
    }
}

/// The path of a misfit without the numbers of list items: `penalties[].no` for `penalties[2].no`.
pub(crate) fn without_numbers(path: &str) -> String {
    let mut parts = path.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |known, part| match part.split_once(']') {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => format!("{known}[]{rest}"),
        Some(_) | None => format!("{known}[{part}"),
    })
}
