//! Numbers and scores as a reader sees them: exact where they end within four places, else marked “≈”.

use super::phrase::phrase;
use crate::breakdown::Standing;
use crate::diagnostic::Language;
use crate::value::Number;

/// Places after the point that an item's score shows at most.
const ITEM_PLACES: u32 = 4;
/// Places after the point of first-level subtotals and totals.
const TOTAL_PLACES: u32 = 2;
/// The longest exact number that is written out beside a rounded one.
const LONGEST_EXACT: usize = 24;

/// `2.8`, or `≈3.3333` where four places do not hold it.
pub(crate) fn number(value: &Number) -> String {
    let shown = value.short(ITEM_PLACES);
    let held = shown.parse::<Number>().is_ok_and(|read| read == *value);
    if held { shown } else { format!("≈{shown}") }
}

/// `2.8`, or `2 至 3` where it is a range.
pub(crate) fn standing(score: &Standing, language: Language) -> String {
    match score.exact() {
        Some(exact) => number(exact),
        None => span(&number(&score.low), &number(&score.high), language),
    }
}

/// `2.8 分`, `2 至 3 分`.
pub(crate) fn points(score: &Standing, language: Language) -> String {
    unit(&standing(score, language), language)
}

/// `5 分`.
pub(crate) fn points_of(value: &Number, language: Language) -> String {
    unit(&number(value), language)
}

/// A number for use as a factor or term: a range stands in brackets.
pub(crate) fn term(score: &Standing, language: Language) -> String {
    let shown = standing(score, language);
    if score.exact().is_none_or(Number::is_negative) { bracketed(&shown, language) } else { shown }
}

/// A share of 100%, or a plain factor: `7/10`.
pub(crate) fn share(value: &Number) -> String {
    for below in 1..=100 {
        let above = value.times(&Number::from(below));
        if below > 1 && above.is_whole() && !value.is_whole() {
            return format!("{above}/{below}");
        }
    }
    number(value)
}

/// `81.36 / 100（精确值 81.355）`: two places, half up, with the exact value beside it where that differs.
pub(crate) fn subtotal(score: &Standing, of: &Number, language: Language) -> String {
    let fixed = fixed(score, TOTAL_PLACES, language);
    match exact_beside(score, language) {
        Some(exact) => phrase!(language, "{fixed} / {of}（精确值 {exact}）", "{fixed} / {of} (exactly {exact})"),
        None => format!("{fixed} / {of}"),
    }
}

/// `= 2.8`, or `≈ 3.3333` where four places do not hold it.
pub(crate) fn equals(shown: &str) -> String {
    match shown.strip_prefix('≈') {
        Some(rounded) => format!("≈ {rounded}"),
        None => format!("= {shown}"),
    }
}

/// Two places, half up.
pub(crate) fn two_places(score: &Standing, language: Language) -> String {
    fixed(score, TOTAL_PLACES, language)
}

/// Exactly `places` after the point.
pub(crate) fn fixed(score: &Standing, places: u32, language: Language) -> String {
    match score.exact() {
        Some(exact) => exact.fixed(places),
        None => span(&score.low.fixed(places), &score.high.fixed(places), language),
    }
}

/// The exact value, where two places do not hold it.
fn exact_beside(score: &Standing, language: Language) -> Option<String> {
    let held = |value: &Number| value.fixed(TOTAL_PLACES).parse::<Number>().is_ok_and(|read| read == *value);
    if held(&score.low) && held(&score.high) {
        return None;
    }
    Some(exactly(score, language))
}

/// Every digit, or a fraction where the decimal does not end; ten places where that is too long.
pub(crate) fn exactly(score: &Standing, language: Language) -> String {
    let whole = |value: &Number| {
        let exact = value.to_string();
        if exact.len() > LONGEST_EXACT { format!("≈{}", value.short(10)) } else { exact }
    };
    match score.exact() {
        Some(exact) => whole(exact),
        None => span(&whole(&score.low), &whole(&score.high), language),
    }
}

/// With its sign: `+1.2`, `-0.5`, `0`.
pub(crate) fn signed(value: &Number) -> String {
    let plus = if value.is_negative() || value.is_zero() { "" } else { "+" };
    format!("{plus}{}", number(value))
}

fn span(low: &str, high: &str, language: Language) -> String {
    phrase!(language, "{low} 至 {high}", "{low} to {high}")
}

fn unit(shown: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{shown} 分"),
        Language::English if shown == "1" => format!("{shown} point"),
        Language::English => format!("{shown} points"),
    }
}

fn bracketed(shown: &str, language: Language) -> String {
    phrase!(language, "（{shown}）", "({shown})")
}
