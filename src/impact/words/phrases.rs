//! Applicants, totals and changes as a reader sees them.

use crate::breakdown::Standing;
use crate::diagnostic::Language;
use crate::impact::change::{Change, ConditionChange, ConditionOutcome};
use crate::impact::report::Who;
use crate::impact::shift::Shift;
use crate::report::{condition_met, listed, phrase, pick, signed};
use crate::value::{Number, Truth};

/// So many indicators are named of one applicant.
const NAMED: usize = 4;

/// `甲公司（9100…，records.jsonl:2）`, or the place alone.
pub(super) fn who(who: &Who, language: Language) -> String {
    let place = who.place.as_str();
    let named = who.name.as_deref().or(who.code.as_deref());
    match (named, &who.code) {
        (Some(name), Some(code)) if name != code => {
            phrase!(language, "{name}（{code}，{place}）", "{name} ({code}, {place})")
        }
        (Some(name), _) => phrase!(language, "{name}（{place}）", "{name} ({place})"),
        (None, _) => place.to_owned(),
    }
}

/// `80.00`, `76.00–84.00`.
pub(crate) fn total(total: &Standing, places: u32) -> String {
    match total.exact() {
        Some(exact) => exact.fixed(places),
        None => format!("{}–{}", total.low.fixed(places), total.high.fixed(places)),
    }
}

/// `+1.20`: as many places as asked for, with the sign.
fn fixed(number: &Number, places: u32) -> String {
    let plus = if number.is_negative() || number.is_zero() { "" } else { "+" };
    format!("{plus}{}", number.fixed(places))
}

/// `+1.20`, or `+1.20 / -0.30` where the ends of a range move differently.
pub(crate) fn shift_fixed(shift: &Shift, places: u32) -> String {
    if shift.low == shift.high {
        return fixed(&shift.low, places);
    }
    format!("{} / {}", fixed(&shift.low, places), fixed(&shift.high, places))
}

/// `+1.2`, or `+1.2 / -0.3`: exact where four places hold it.
pub(crate) fn shift(shift: &Shift) -> String {
    if shift.low == shift.high {
        return signed(&shift.low);
    }
    format!("{} / {}", signed(&shift.low), signed(&shift.high))
}

/// The indicators that changed, with what each brings to the total; the largest only, the rest counted.
pub(super) fn indicators(change: &Change, language: Language) -> String {
    let mut named: Vec<String> =
        change.indicators.iter().take(NAMED).map(|one| format!("{} {}", one.code, shift(&one.shift))).collect();
    let more = change.indicators.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(phrase!(language, "另 {more} 项", "{more} more"));
    }
    if change.rest != Shift::none() {
        let rest = shift(&change.rest);
        named.push(phrase!(language, "上级的上限、下限和取整 {rest}", "caps, floors and rounding above them {rest}"));
    }
    listed(named, language)
}

/// What made a verdict flip.
pub(super) fn causes(change: &Change, language: Language) -> String {
    let (conditions, by_total) = change.causes();
    let mut said: Vec<String> = conditions.into_iter().map(|one| condition(one, language)).collect();
    if by_total {
        let (old, new) = (&change.old.pass_mark, &change.new.pass_mark);
        if old != new {
            said.push(phrase!(language, "达线 {old} → {new}", "pass mark {old} → {new}"));
        }
        let indicators = indicators(change, language);
        if !indicators.is_empty() {
            said.push(indicators);
        }
    }
    said.join(pick(language, "；", "; "))
}

fn condition(change: &ConditionChange, language: Language) -> String {
    let (code, title) = (&change.code, &change.title);
    let outcome = |outcome: Option<ConditionOutcome>| condition_outcome(outcome, language);
    let (old, new) = (outcome(change.old), outcome(change.new));
    phrase!(language, "{code} {title}：{old} → {new}", "{code} {title}: {old} → {new}")
}

/// What became of a condition; `（无）` where the rules do not have it.
pub(super) fn condition_outcome(outcome: Option<ConditionOutcome>, language: Language) -> &'static str {
    match outcome {
        None => pick(language, "（无此条件）", "(no such condition)"),
        Some(outcome) if outcome.unsubmitted => pick(language, "未提交", "not submitted"),
        Some(outcome) if outcome.concerns == Truth::False => pick(language, "不涉及", "does not concern"),
        Some(outcome) => condition_met(outcome.kind, outcome.met, language),
    }
}

/// `…… 另有 1234 家`
pub(super) fn more(shown: usize, all: u64, language: Language) -> Option<String> {
    let rest = all.saturating_sub(u64::try_from(shown).unwrap_or(u64::MAX));
    (rest > 0).then(|| phrase!(language, "…… 另有 {rest} 家", "… and {rest} more"))
}
