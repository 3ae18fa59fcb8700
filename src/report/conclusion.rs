//! The verdict with its reasons, and the arithmetic of the total, in words.

use super::amounts::{equals, exactly, fixed, share, term};
use super::labels;
use super::phrase::{listed, phrase, pick};
use crate::breakdown::{Breakdown, Reason};
use crate::diagnostic::Language;

/// Each reason of the verdict as a sentence.
pub(crate) fn reasons(breakdown: &Breakdown, language: Language) -> Vec<String> {
    breakdown.reasons.iter().map(|each| reason(breakdown, each, language)).collect()
}

fn reason(breakdown: &Breakdown, reason: &Reason, language: Language) -> String {
    match reason {
        Reason::Condition { code, title } => failed(breakdown, code, title, language),
        Reason::UnknownCondition { code, title, missing } => {
            let missing = listed(missing, language);
            let needs = if missing.is_empty() {
                String::new()
            } else {
                phrase!(language, "，需补：{missing}", "; to be submitted: {missing}")
            };
            phrase!(language, "{code} {title}：未知{needs}", "{code} {title}: unknown{needs}")
        }
        Reason::Total { total, pass_mark } => {
            let total = fixed(total, breakdown.total.places, language);
            phrase!(language, "最终得分 {total}，达线为 {pass_mark}", "total {total}, pass mark {pass_mark}")
        }
        Reason::Straddles { missing } => {
            let missing = listed(missing, language);
            let mark = &breakdown.total.pass_mark;
            if missing.is_empty() {
                phrase!(language, "最终得分可能在 {mark} 分两侧", "the total can fall on either side of {mark}")
            } else {
                phrase!(
                    language,
                    "最终得分可能在 {mark} 分两侧，需补：{missing}",
                    "the total can fall on either side of {mark}; to be submitted: {missing}"
                )
            }
        }
        Reason::NoTrack => {
            pick(language, "未写明行业（区域），该部分得分未知", "no track is named, so the industry part is unknown")
                .to_owned()
        }
        Reason::LeftToPerson { code, title } => phrase!(
            language,
            "{code} {title}：适用的分值太少，转人工",
            "{code} {title}: too little of it applies, left to a person"
        ),
    }
}

fn failed(breakdown: &Breakdown, code: &str, title: &str, language: Language) -> String {
    let found = breakdown.conditions.iter().find(|condition| condition.code == code);
    match found {
        Some(condition) => {
            let outcome = condition.outcome(language);
            phrase!(language, "{code} {title}：{outcome}", "{code} {title}: {outcome}")
        }
        None => phrase!(language, "{code} {title}：不符合", "{code} {title}: not met"),
    }
}

/// `基础指标 81.355 × 7/10 + 行业指标 76.85 × 3/10 = 80.0035 → 80.00`
pub(crate) fn arithmetic(breakdown: &Breakdown, language: Language) -> String {
    let sheets = breakdown.sheets.iter().map(|sheet| {
        let (title, score, share) = (&sheet.title, term(&sheet.score, language), share(&sheet.share));
        format!("{title} {score} × {share}")
    });
    let adjusted = breakdown.adjustments.iter().map(|node| format!("{} {}", node.code, term(&node.score, language)));
    let terms = sheets.chain(adjusted).collect::<Vec<_>>().join(" + ");
    let exact = equals(&exactly(&breakdown.total.exact, language));
    let published = published(breakdown, language);
    let how = labels::rounding(breakdown.total.rounding, language);
    let places = breakdown.total.places;
    phrase!(
        language,
        "{terms} {exact} → {published}（{how}，{places} 位）",
        "{terms} {exact} → {published} ({how}, {places} places)"
    )
}

/// The total as published.
pub(crate) fn published(breakdown: &Breakdown, language: Language) -> String {
    fixed(&breakdown.total.published, breakdown.total.places, language)
}

/// `最终得分 80.00（达线 80）`
pub(crate) fn total(breakdown: &Breakdown, language: Language) -> String {
    let (published, mark) = (published(breakdown, language), &breakdown.total.pass_mark);
    phrase!(language, "最终得分 {published}（达线 {mark}）", "Total {published} (pass mark {mark})")
}
