//! Clauses that show a sum or a proportion: starts, increments, additions, children, rescaling.

use super::amounts::{equals, number, points, points_of, standing, term};
use super::phrase::{listed, phrase};
use crate::breakdown::{Standing, Term};
use crate::diagnostic::Language;
use crate::value::Number;

/// 起始 5 分.
pub(crate) fn start(points: &str, language: Language) -> String {
    phrase!(language, "起始 {points}", "start with {points}")
}

/// 加 …
pub(crate) fn added(rule: &str, points: &str, language: Language) -> String {
    phrase!(language, "加 {points}（{rule}）", "add {points} ({rule})")
}

/// 扣 …
pub(crate) fn deducted(rule: &str, points: &str, language: Language) -> String {
    phrase!(language, "扣 {points}（{rule}）", "deduct {points} ({rule})")
}

/// In proportion between two places, each with what it gives.
pub(crate) fn proportion(
    value: &str,
    low: (&str, &Number),
    high: (&str, &Number),
    score: &Standing,
    language: Language,
) -> String {
    let (from, to) = (low.0, high.0);
    let (low, high) = (points_of(low.1, language), points_of(high.1, language));
    let score = points(score, language);
    phrase!(
        language,
        "{value} 在 {from}（{low}）与 {to}（{high}）之间按比例，计 {score}",
        "{value} in proportion between {from} ({low}) and {to} ({high}) counts {score}"
    )
}

/// Start and increments: `6 + 4 × 0.1`.
pub(crate) struct Increments<'a> {
    pub(crate) start: &'a Number,
    pub(crate) every: &'a str,
    pub(crate) from: &'a str,
    pub(crate) count: &'a Standing,
    pub(crate) each: &'a Number,
    pub(crate) score: &'a Standing,
}

impl Increments<'_> {
    /// The rule as written, and the arithmetic: `每满 300万元 加 0.1 分（自 4000万元 计）：6 + 4 × 0.1 = 6.4 分`.
    pub(crate) fn clause(&self, language: Language) -> String {
        let (every, from, arithmetic) = (self.every, self.from, self.arithmetic(language));
        let said = every.contains(&format!("自 {from}"));
        let from = if said { String::new() } else { phrase!(language, "（自 {from} 计）", " (from {from})") };
        phrase!(language, "{every}{from}：{arithmetic}", "{every}{from}: {arithmetic}")
    }

    /// `6 + 4 × 0.1 = 6.4 分`
    pub(crate) fn arithmetic(&self, language: Language) -> String {
        let (start, count) = (number(self.start), term(self.count, language));
        let sign = if self.each.is_negative() { "-" } else { "+" };
        let (each, score) = (number(&self.each.absolute()), equals(&points(self.score, language)));
        format!("{start} {sign} {count} × {each} {score}")
    }
}

/// The sum of the children.
pub(crate) fn terms(terms: &[Term], score: &Standing, language: Language) -> String {
    let each = |one: &Term| {
        let code = &one.code;
        let Some(score) = &one.score else {
            return phrase!(language, "{code}（合理缺项）", "{code} (not applicable)");
        };
        let score = term(score, language);
        match &one.weight {
            Some(weight) => format!("{code} {score} × {}", number(weight)),
            None => format!("{code} {score}"),
        }
    };
    let terms = terms.iter().map(each).collect::<Vec<_>>().join(" + ");
    format!("{terms} {}", equals(&points(score, language)))
}

/// What the applicable leaves earned, and what becomes of the rest.
pub(crate) struct Share<'a> {
    pub(crate) earned: &'a Standing,
    pub(crate) applicable: &'a Standing,
    pub(crate) points: &'a Number,
    pub(crate) left_out: &'a [String],
    pub(crate) score: &'a Standing,
}

impl Share<'_> {
    pub(crate) fn rescaled(&self, language: Language) -> String {
        let left_out = listed(self.left_out, language);
        let (earned, applicable) = (term(self.earned, language), term(self.applicable, language));
        let (whole, score) = (number(self.points), equals(&points(self.score, language)));
        phrase!(
            language,
            "缺项折算（除去 {left_out}）：{earned} ÷ {applicable} × {whole} {score}",
            "rescaled without {left_out}: {earned} ÷ {applicable} × {whole} {score}"
        )
    }

    pub(crate) fn left_to_person(&self, language: Language) -> String {
        let left_out = listed(self.left_out, language);
        let (earned, applicable) = (standing(self.earned, language), standing(self.applicable, language));
        let (whole, score) = (number(self.points), points(self.score, language));
        phrase!(
            language,
            "转人工：{whole} 分中只有 {applicable} 分适用（除去 {left_out}），已得 {earned} 分，其余由人定，{score}",
            "left to a person: only {applicable} of {whole} points apply (without {left_out}); \
             {earned} earned, the rest is for a person to give: {score}"
        )
    }
}
