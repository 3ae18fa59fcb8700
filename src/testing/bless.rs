//! Cases rewritten to expect what comes out: as texts to be shown first, and written only then.

use std::path::{Path, PathBuf};

use super::case::{self, Case};
use super::cases::{Cases, File};
use super::difference;
use super::edit::Edit;
use super::mismatch::Mismatch;
use super::outcome::Outcome;
use super::unstated;
use crate::RuleSet;
use crate::diagnostic::{Language, Message, say, shown};
use crate::report::phrase;

/// What rewriting the expectations that are not met would do. Nothing is written: that is left to whoever has shown it.
#[derive(Clone, Debug, Default)]
pub struct Blessing {
    /// The files that would change.
    pub rewrites: Vec<Rewrite>,
    /// What fails and is left to a person.
    pub left: Vec<Left>,
}

/// A case file, as it is and as it would be.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub before: String,
    /// The text with the expectations that are not met rewritten; everything else is as it was.
    pub after: String,
    /// The lines that differ, as in a patch: `-` what stands there, `+` what would.
    pub difference: String,
}

/// A case, or one expectation of it, that only a person can mend.
#[derive(Clone, Debug)]
pub struct Left {
    /// The name of the case's file.
    pub file: String,
    /// The title of the case.
    pub title: String,
    /// Why it is left.
    pub reason: Message,
}

impl Blessing {
    /// The lines that would change in each file, and what is left to a person.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out: String = self.rewrites.iter().map(|rewrite| rewrite.difference.as_str()).collect();
        for Left { file, title, reason } in &self.left {
            let why = reason.get(language);
            let line = phrase!(language, "未改写 {file}  {title}：{why}", "left as it is: {file}  {title}: {why}");
            out.push_str(&format!("{}\n", shown(&line)));
        }
        out
    }
}

impl Cases {
    /// What would have to be written for every case to expect what comes out. A case that is faulty, or whose record is
    /// refused, is left alone; so is whatever cannot be rewritten where it stands. A case that is not confirmed and
    /// expects nothing yet gets its verdict, its total, and what came of the codes that it is `about`; it stays
    /// unconfirmed.
    #[must_use]
    pub fn bless(&self, rules: &RuleSet) -> Blessing {
        let mut out = Blessing::default();
        for file in self.files() {
            let (rewrite, left) = of_file(file, rules);
            out.rewrites.extend(rewrite);
            out.left.extend(left);
        }
        out
    }
}

fn of_file(file: &File, rules: &RuleSet) -> (Option<Rewrite>, Vec<Left>) {
    let (mut edits, mut left, mut edited) = (Vec::new(), Vec::new(), Vec::new());
    for case in &file.cases {
        let (more, reasons) = of_case(case, &file.text, rules);
        if !more.is_empty() {
            // What `about` names and is not known is no expectation.
            edited.push((case, if case.expects_anything() { reasons.len() } else { 0 }));
        }
        edits.extend(more);
        left.extend(reasons.into_iter().map(|reason| left_of(case, reason)));
    }
    if edits.is_empty() {
        return (None, left);
    }
    edits.sort_by_key(|edit| edit.place.start);
    let after = spliced(&file.text, &edits);
    match after.filter(|after| edited.iter().all(|(case, reasons)| is_mended(&file.path, after, case, *reasons, rules)))
    {
        Some(after) => {
            let difference = difference::of_edits(&file.path, &file.text, &edits);
            (Some(Rewrite { path: file.path.clone(), before: file.text.clone(), after, difference }), left)
        }
        None => {
            let reason = say!("不能就地改写，请手工修改", "it cannot be rewritten where it stands: mend it by hand");
            left.extend(edited.iter().map(|(case, _)| left_of(case, reason.clone())));
            (None, left)
        }
    }
}

fn left_of(case: &Case, reason: Message) -> Left {
    Left { file: case.file().to_owned(), title: case.title().to_owned(), reason }
}

/// What to write for a case, and what of it is left.
fn of_case(case: &Case, text: &str, rules: &RuleSet) -> (Vec<Edit>, Vec<Message>) {
    match case.outcome(rules) {
        Outcome::Passed => (Vec::new(), Vec::new()),
        Outcome::Unconfirmed => unstated::edits(case, text, rules),
        Outcome::Failed(mismatches) => {
            let (met, left): (Vec<Mismatch>, Vec<Mismatch>) =
                mismatches.into_iter().partition(|one| one.edits.is_some());
            (met.into_iter().filter_map(|one| one.edits).flatten().collect(), left.iter().map(by_hand).collect())
        }
        Outcome::Faulty { .. } => (Vec::new(), vec![say!("样例本身有错", "the case is faulty")]),
        Outcome::Unreadable(why) => (Vec::new(), vec![why]),
        Outcome::Refused(_) => (Vec::new(), vec![say!("记录被拒绝", "its record is refused")]),
    }
}

fn by_hand(one: &Mismatch) -> Message {
    let said = |language| (one.subject.get(language), one.expected.get(language), one.actual.get(language));
    let ((zh, zh_expected, zh_actual), (en, en_expected, en_actual)) =
        (said(Language::Chinese), said(Language::English));
    Message {
        zh: format!("{zh}：期望 {zh_expected}，实际 {zh_actual}；请手工修改"),
        en: format!("{en}: expected {en_expected}, got {en_actual}: mend it by hand"),
    }
}

/// The text with every edit; nothing where two meet.
fn spliced(text: &str, edits: &[Edit]) -> Option<String> {
    let (mut out, mut from) = (String::new(), 0);
    for edit in edits {
        out.push_str(text.get(from..edit.place.start)?);
        out.push_str(&edit.text);
        from = edit.place.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// Whether the case as it would stand in the file expects what comes out, but for what is left to a person.
fn is_mended(path: &Path, after: &str, case: &Case, left: usize, rules: &RuleSet) -> bool {
    let again = case::of_file(path, after.to_owned());
    let outcome = again.get(case.nth()).map(|case| case.outcome(rules));
    match outcome {
        Some(Outcome::Passed | Outcome::Unconfirmed) => {
            left == 0 && again.get(case.nth()).is_some_and(Case::expects_anything)
        }
        Some(Outcome::Failed(mismatches)) => mismatches.len() == left,
        Some(Outcome::Faulty { .. } | Outcome::Unreadable(_) | Outcome::Refused(_)) | None => false,
    }
}
