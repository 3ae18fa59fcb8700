//! A value in an envelope: `{"value": …, "source": …, "as_of": …, "evidence": […], "verified": true, "state": …}`.

use super::{Reader, keys, nothing, provenance, words};
use crate::diagnostic::{nearest, say};
use crate::facts::{Entry, State};
use crate::plan::{FactDeclaration, Kind};
use crate::record::{Fault, Json, Member, Path, quoted};

const VALUE: [&str; 2] = ["value", "值"];
const STATE: [&str; 2] = ["state", "状态"];

/// What a state in an envelope says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Given,
    NoRecord,
    NotApplicable,
    NotSubmitted,
    Disputed,
}

const STATES: [(&str, Said); 10] = [
    ("given", Said::Given),
    ("已填", Said::Given),
    ("none_on_record", Said::NoRecord),
    ("无记录", Said::NoRecord),
    ("not_applicable", Said::NotApplicable),
    ("不适用", Said::NotApplicable),
    ("not_submitted", Said::NotSubmitted),
    ("未提交", Said::NotSubmitted),
    ("disputed", Said::Disputed),
    ("有争议", Said::Disputed),
];

fn all_keys() -> impl Iterator<Item = &'static str> {
    VALUE.into_iter().chain(STATE).chain(provenance::KEYS.into_iter().flatten())
}

impl Reader<'_> {
    /// A fact or field, bare or in an envelope.
    pub(super) fn entry(&mut self, declaration: &FactDeclaration, node: &Json, path: &Path<'_>) -> Entry {
        let Some(members) = node.object() else {
            return Entry { state: self.bare(declaration, node, path), provenance: None };
        };
        if !members.iter().any(|member| all_keys().any(|key| key == member.key)) {
            self.misfit(not_an_envelope(declaration, node), path, node.offset);
            return Entry { state: State::NotSubmitted, provenance: None };
        }
        let find = |names: [&str; 2]| members.iter().find(|member| names.contains(&member.key.as_str()));
        self.strangers(members, path);
        let provenance = self.provenance(members, path);
        let said = find(STATE).and_then(|member| self.said(member, path));
        let state = match find(VALUE) {
            Some(value) => self.valued(declaration, value, said, path),
            None => self.unvalued(declaration, node, find(STATE).is_some(), said, path),
        };
        Entry { state, provenance }
    }

    fn bare(&mut self, declaration: &FactDeclaration, node: &Json, path: &Path<'_>) -> State {
        match nothing::state(declaration, node) {
            Ok(Some(state)) => state,
            Ok(None) => self.value(declaration, node, path).map_or(State::NotSubmitted, State::Given),
            Err(fault) => {
                self.misfit(fault, path, node.offset);
                State::NotSubmitted
            }
        }
    }

    /// An envelope with a value.
    fn valued(
        &mut self,
        declaration: &FactDeclaration,
        value: &Member,
        said: Option<Said>,
        parent: &Path<'_>,
    ) -> State {
        let path = Path::Key(parent, &value.key);
        match said {
            None | Some(Said::Given) => self.bare(declaration, &value.value, &path),
            Some(Said::Disputed) => {
                // The value is checked, but it does not count until it is settled.
                if !value.value.is_null() {
                    self.bare(declaration, &value.value, &path);
                }
                State::Disputed
            }
            Some(Said::NoRecord | Said::NotApplicable | Said::NotSubmitted) if value.value.is_null() => {
                self.unvalued(declaration, &value.value, true, said, parent)
            }
            Some(Said::NoRecord | Said::NotApplicable | Said::NotSubmitted) => {
                let message =
                    say!("状态说没有值，却又写了值", "the state says that there is no value, yet a value is given");
                let help = say!("删去值，或删去状态", "leave out the value or the state");
                self.misfit(Fault::new("R0206", message).help(help), &path, value.offset);
                State::NotSubmitted
            }
        }
    }

    /// An envelope without a value.
    fn unvalued(
        &mut self,
        declaration: &FactDeclaration,
        node: &Json,
        has_state: bool,
        said: Option<Said>,
        path: &Path<'_>,
    ) -> State {
        let state = match said {
            Some(Said::NoRecord) => nothing::none_on_record(declaration, "state"),
            Some(Said::NotApplicable) => nothing::not_applicable(declaration),
            Some(Said::NotSubmitted) => Ok(nothing::absent(declaration).state),
            Some(Said::Disputed) => Ok(State::Disputed),
            // A state that could not be read has been reported.
            None if has_state => Ok(State::NotSubmitted),
            None | Some(Said::Given) => {
                let message = say!("缺少 value（值）", "\"value\" is missing");
                Err(Fault::new("R0204", message).help(nothing::ways_out(declaration)))
            }
        };
        state.unwrap_or_else(|fault| {
            self.misfit(fault, path, node.offset);
            State::NotSubmitted
        })
    }

    fn said(&mut self, member: &Member, parent: &Path<'_>) -> Option<Said> {
        let written = member.value.text().map(str::trim);
        let known = STATES.iter().find(|(name, _)| Some(*name) == written);
        if known.is_none() {
            let message = say!("没有这种状态", "there is no such state");
            let help = say!(
                "可写 given、none_on_record（无记录）、not_applicable（不适用）、not_submitted（未提交）、disputed（有争议）",
                "write given, none_on_record, not_applicable, not_submitted or disputed"
            );
            let path = Path::Key(parent, &member.key);
            self.misfit(Fault::new("R0205", message).help(help), &path, member.value.offset);
        }
        known.map(|(_, said)| *said)
    }

    /// Keys that an envelope does not have, and keys given in both languages.
    fn strangers(&mut self, members: &[Member], parent: &Path<'_>) {
        let pairs: Vec<[&str; 2]> = [VALUE, STATE].into_iter().chain(provenance::KEYS).collect();
        let mut seen: Vec<[&str; 2]> = Vec::new();
        for member in members.iter().filter(|member| !keys::is_comment(&member.key)) {
            let path = Path::Key(parent, &member.key);
            let Some(pair) = pairs.iter().find(|pair| pair.contains(&member.key.as_str())) else {
                let key = quoted(&member.key);
                let message = say!("这里没有「{key}」一项", "there is no \"{key}\" here");
                let fault = keys::with_nearest(Fault::new("R0104", message), nearest(&member.key, all_keys()));
                self.misfit(fault, &path, member.offset);
                continue;
            };
            if seen.contains(pair) {
                let [english, chinese] = *pair;
                self.misfit(keys::twice(chinese, english), &path, member.offset);
            }
            seen.push(*pair);
        }
    }
}

fn not_an_envelope(declaration: &FactDeclaration, node: &Json) -> Fault {
    let fault = words::wrong_type(declaration, node);
    if matches!(declaration.kind, Kind::List(_)) {
        return fault.help(say!("一条记录也写在 [ ] 里", "put even one record in [ ]"));
    }
    let example = words::example(&declaration.kind);
    fault.help(say!(
        "直接写值，例如 {example}；或写 {{\"value\": {example}, \"source\": \"…\"}}",
        "write the value, for example {example}, or {{\"value\": {example}, \"source\": \"…\"}}"
    ))
}
