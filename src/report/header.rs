//! What stands at the head of every report: who, which scheme, as of when, from which inputs.

use super::labels;
use super::phrase::{phrase, pick};
use crate::breakdown::Breakdown;
use crate::diagnostic::Language;

/// Label and value of each line.
pub(crate) fn pairs(breakdown: &Breakdown, language: Language) -> Vec<(&'static str, String)> {
    let mut pairs = identity(breakdown, language);
    pairs.push((pick(language, "程序", "Engine"), breakdown.engine.clone()));
    pairs.push((pick(language, "摘要算法", "Digests"), breakdown.digests.algorithm.clone()));
    pairs.push((pick(language, "记录摘要", "Record digest"), breakdown.digests.record.clone()));
    for file in &breakdown.digests.rules {
        let (name, digest) = (&file.file, &file.digest);
        pairs.push((pick(language, "规则摘要", "Rules digest"), format!("{digest}  {name}")));
    }
    pairs
}

/// Who, which scheme, as of when; without the digests.
pub(crate) fn identity(breakdown: &Breakdown, language: Language) -> Vec<(&'static str, String)> {
    let scheme = &breakdown.scheme;
    let (id, title, version) = (&scheme.id, &scheme.title, &scheme.version);
    let mut pairs = vec![
        (pick(language, "申报单位", "Applicant"), applicant(breakdown, language)),
        (pick(language, "方案", "Scheme"), phrase!(language, "{title}（{id} {version}）", "{title} ({id} {version})")),
        (pick(language, "性质", "Status"), standing(breakdown, language)),
        (pick(language, "基准日", "As of"), breakdown.as_of.to_string()),
        (pick(language, "方式", "Mode"), labels::mode(breakdown.mode, language).to_owned()),
    ];
    if let Some(track) = &breakdown.track {
        let (name, key) = (&track.name, &track.key);
        pairs.push((pick(language, "行业（区域）", "Track"), phrase!(language, "{name}（{key}）", "{name} ({key})")));
    }
    pairs
}

/// `某某公司（91110000…）`
pub(crate) fn applicant(breakdown: &Breakdown, language: Language) -> String {
    let who = &breakdown.applicant;
    match (&who.name, &who.code) {
        (Some(name), Some(code)) => phrase!(language, "{name}（{code}）", "{name} ({code})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => pick(language, "（未填名称）", "(no name given)").to_owned(),
    }
}

/// Official, or what must be said of rules that are not.
fn standing(breakdown: &Breakdown, language: Language) -> String {
    let scheme = &breakdown.scheme;
    let disclaimer = pick_text(language, &scheme.disclaimer, &scheme.disclaimer_en);
    match (scheme.official, disclaimer.is_empty()) {
        (true, true) => pick(language, "官方规则", "official rules").to_owned(),
        (false, true) => pick(language, "非官方规则", "not official").to_owned(),
        (_, false) => disclaimer.to_owned(),
    }
}

/// The English text where there is one and it is asked for.
fn pick_text<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::English if !en.is_empty() => en,
        Language::Chinese | Language::English => zh,
    }
}
