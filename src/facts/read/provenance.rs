//! Where a fact or a record of a list comes from: its source, day, evidence, and whether somebody checked it.

use super::Reader;
use super::tidy::tidy;
use super::{keys, text};
use crate::diagnostic::{Message, nearest, say};
use crate::facts::Provenance;
use crate::record::{Fault, Json, Member, Path, quoted};
use crate::value::Date;

/// The keys, in both languages: source, day, evidence, verified.
pub(super) const KEYS: [[&str; 2]; 4] =
    [["source", "来源"], ["as_of", "截至"], ["evidence", "证明"], ["verified", "已核验"]];

impl Reader<'_> {
    /// What the members of an envelope say of the source; nothing where they say nothing.
    pub(super) fn provenance(&mut self, members: &[Member], parent: &Path<'_>) -> Option<Provenance> {
        let [source, as_of, evidence, verified] =
            KEYS.map(|names| members.iter().find(|member| names.contains(&member.key.as_str())));
        let out = Provenance {
            source: source.and_then(|member| self.part("R0207", member, parent, plain_text)),
            as_of: as_of.and_then(|member| self.part("R0207", member, parent, day)),
            evidence: evidence.and_then(|member| self.part("R0207", member, parent, documents)).unwrap_or_default(),
            verified: verified.and_then(|member| self.part("R0207", member, parent, checked)).flatten(),
        };
        (out != Provenance::default()).then_some(out)
    }

    /// The `provenance` of a record in a list.
    pub(super) fn row_provenance(&mut self, member: &Member, parent: &Path<'_>) -> Option<Provenance> {
        let path = Path::Key(parent, &member.key);
        let Some(members) = member.value.object() else {
            let message = say!("来源信息应是对象 {{ … }}", "the provenance should be an object {{ … }}");
            self.misfit(Fault::new("R0207", message), &path, member.value.offset);
            return None;
        };
        for stranger in members.iter().filter(|one| !keys::is_comment(&one.key)) {
            let all = || KEYS.into_iter().flatten();
            if !all().any(|key| key == stranger.key) {
                let key = quoted(&stranger.key);
                let message = say!("这里没有「{key}」一项", "there is no \"{key}\" here");
                let fault = keys::with_nearest(Fault::new("R0104", message), nearest(&stranger.key, all()));
                self.misfit(fault, &Path::Key(&path, &stranger.key), stranger.offset);
            }
        }
        self.provenance(members, &path)
    }

    /// One member; null says nothing.
    pub(super) fn part<T>(
        &mut self,
        code: &'static str,
        member: &Member,
        parent: &Path<'_>,
        read: impl Fn(&Json) -> Result<T, Message>,
    ) -> Option<T> {
        if member.value.is_null() {
            return None;
        }
        let read = read(&member.value);
        read.map_err(|message| {
            self.misfit(Fault::new(code, message), &Path::Key(parent, &member.key), member.value.offset);
        })
        .ok()
    }
}

/// A text of one line.
pub(super) fn plain_text(node: &Json) -> Result<String, Message> {
    let text = node.text().map(str::trim).ok_or_else(|| say!("应为文字", "this should be a text"))?;
    text::sound(text).map_err(|fault| fault.message)?;
    Ok(text.to_owned())
}

/// A day.
pub(super) fn day(node: &Json) -> Result<Date, Message> {
    let wrong = || say!("应为日期，写成 \"2023-10-18\"", "this should be a date, written \"2023-10-18\"");
    node.text().and_then(|text| tidy(text).0.parse().ok()).ok_or_else(wrong)
}

fn documents(node: &Json) -> Result<Vec<String>, Message> {
    match node.list() {
        Some(items) => items.iter().map(plain_text).collect(),
        None => plain_text(node).map(|one| vec![one]),
    }
}

fn checked(node: &Json) -> Result<Option<bool>, Message> {
    let word = node.text().and_then(|text| match text.trim() {
        "是" | "yes" => Some(true),
        "否" | "no" => Some(false),
        _ => None,
    });
    let wrong = || say!("应为 true 或 false", "this should be true or false");
    node.bool().or(word).map(Some).ok_or_else(wrong)
}
