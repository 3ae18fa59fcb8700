//! Coverage as JSON.

use serde_json::{Value, json};

use super::super::{Coverage, CoveredSubject, CoveredTarget, Share, TargetKind};

impl Coverage {
    /// The same as JSON over several lines.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}", self.to_value())
    }

    /// The same as a JSON value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let subjects: Vec<Value> = self.subjects.iter().map(subject).collect();
        json!({ "cases": self.cases, "share": shares(|kind| self.share(kind)), "subjects": subjects })
    }
}

fn subject(subject: &CoveredSubject) -> Value {
    let targets: Vec<Value> = subject.targets.iter().map(target).collect();
    let share = shares(|kind| subject.share(kind));
    json!({ "code": subject.code, "title": subject.title, "share": share, "targets": targets })
}

fn target(target: &CoveredTarget) -> Value {
    json!({
        "kind": target.kind.key(),
        "name": target.name,
        "what": { "zh": target.what.zh, "en": target.what.en },
        "origin": target.origin.to_string(),
        "hit": target.hit,
    })
}

fn shares(share: impl Fn(Option<TargetKind>) -> Share) -> Value {
    let one = |share: Share| json!({ "hit": share.hit, "all": share.all });
    let mut all = one(share(None));
    if let Some(members) = all.as_object_mut() {
        members.insert("percent".to_owned(), json!(share(None).percent()));
        members.extend(TargetKind::ALL.map(|kind| (kind.key().to_owned(), one(share(Some(kind))))));
    }
    all
}

impl TargetKind {
    /// Its key in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Side => "side",
            Self::Condition => "condition",
            Self::Record => "record",
        }
    }
}
