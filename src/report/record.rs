//! The records of a list in words: which counted and for how much, which did not and why.

use super::amounts::{equals, points, standing};
use super::phrase::{aside, clauses, phrase, pick, quoted};
use crate::breakdown::{RecordStep, Refusal, Standing};
use crate::diagnostic::Language;
use crate::value::Truth;

/// What a list of records came to.
pub(crate) struct Records<'a> {
    pub(crate) list: &'a str,
    pub(crate) deduct: bool,
    pub(crate) unknown: bool,
    pub(crate) records: &'a [RecordStep],
    pub(crate) combined: &'a str,
    pub(crate) points: &'a Standing,
}

impl Records<'_> {
    pub(crate) fn clause(&self, language: Language) -> String {
        let list = self.list;
        let mut said = Vec::new();
        if self.unknown {
            said.push(phrase!(language, "{list} 未提交", "{list} was not submitted"));
        } else if self.records.is_empty() {
            said.push(phrase!(language, "{list} 0 条", "no records of {list}"));
        }
        said.extend(self.group(Truth::True, language));
        said.extend(self.group(Truth::Unknown, language));
        said.extend(self.group(Truth::False, language));
        said.push(self.result(language));
        clauses(said, language)
    }

    /// The records that counted, may count, or did not.
    fn group(&self, counted: Truth, language: Language) -> Option<String> {
        let chosen: Vec<&RecordStep> = self.records.iter().filter(|record| record.counted == counted).collect();
        if chosen.is_empty() {
            return None;
        }
        let (list, count) = (self.list, chosen.len());
        let each = clauses(chosen.into_iter().map(|record| self.record(record, language)), language);
        let records = pick(language, "", if count == 1 { "record" } else { "records" });
        Some(match counted {
            Truth::True => {
                phrase!(language, "{list} {count} 条计入：{each}", "{count} {records} of {list} counted: {each}")
            }
            Truth::Unknown => {
                phrase!(language, "{list} {count} 条可能计入：{each}", "{count} {records} of {list} may count: {each}")
            }
            Truth::False => {
                phrase!(language, "{list} {count} 条不计：{each}", "{count} {records} of {list} did not count: {each}")
            }
        })
    }

    fn record(&self, record: &RecordStep, language: Language) -> String {
        let mut said = named(record, language);
        if let Some(source) = record.provenance.as_ref().and_then(|provenance| provenance.source.as_ref()) {
            said.push_str(&aside(&phrase!(language, "来源：{source}", "source: {source}"), language));
        }
        let colon = pick(language, "：", ": ");
        let why = record.refused.as_ref().map(|refusal| refused(refusal, language));
        match (record.counted, why) {
            (Truth::True | Truth::Unknown, Some(why)) => said.push_str(&format!("{colon}{why}")),
            (Truth::False, Some(why)) => return format!("{said}{colon}{why}"),
            (Truth::False, None) => return said,
            (Truth::True | Truth::Unknown, None) => {}
        }
        if let Some(arithmetic) = self.arithmetic(record, language) {
            said.push_str(colon);
            said.push_str(&arithmetic);
        }
        said
    }

    /// `扣 0.5 分 × 2（重犯…）= 1 分（其他）`
    fn arithmetic(&self, record: &RecordStep, language: Language) -> Option<String> {
        let before = record.points.as_ref().or(record.result.as_ref())?;
        let before_words = points(before, language);
        let mut said = format!("{} {before_words}", self.verb(language));
        if let Some(rule) = record.rule.as_ref().filter(|rule| !says_only(rule, before)) {
            said.push_str(&aside(rule, language));
        }
        for step in &record.factors {
            let (factor, rule) = (standing(&step.factor, language), &step.rule);
            let why = if *rule == factor { String::new() } else { aside(rule, language) };
            said.push_str(&format!(" × {factor}{why}"));
        }
        match &record.result {
            Some(result) if !record.factors.is_empty() || result != before => {
                said.push_str(&format!(" {}", equals(&points(result, language))));
            }
            Some(_) | None => {}
        }
        Some(said)
    }

    fn result(&self, language: Language) -> String {
        let (verb, counted) = (self.verb(language), points(self.points, language));
        match self.combined {
            "highest" => phrase!(language, "只取最高，{verb} {counted}", "only the highest: {verb} {counted}"),
            "lowest" => phrase!(language, "只取最低，{verb} {counted}", "only the lowest: {verb} {counted}"),
            _ if self.records.len() > 1 => phrase!(language, "共{verb} {counted}", "{verb} {counted} in all"),
            _ => format!("{verb} {counted}"),
        }
    }

    fn verb(&self, language: Language) -> &'static str {
        if self.deduct { pick(language, "扣", "deduct") } else { pick(language, "加", "add") }
    }
}

/// Whether the rule says no more than the points: `2 分`.
fn says_only(rule: &str, points: &Standing) -> bool {
    let bare = rule.trim_end_matches(['分', ' ']);
    points.exact().is_some_and(|points| bare == points.to_string())
}

/// `第1条“京市监罚〔2023〕1号”`; the label is left out where it is only the number.
fn named(record: &RecordStep, language: Language) -> String {
    let number = record.number;
    let label = if record.label.is_empty() || record.label == number.to_string() {
        String::new()
    } else {
        quoted(&record.label, language)
    };
    let gap = if label.is_empty() { "" } else { " " };
    phrase!(language, "第{number}条{label}", "no. {number}{gap}{label}")
}

fn refused(refusal: &Refusal, language: Language) -> String {
    match refusal {
        Refusal::Excluded { rule } => phrase!(language, "不计（{rule}）", "left out ({rule})"),
        Refusal::NotWithin { rule } => phrase!(language, "不满足“{rule}”", "does not satisfy \"{rule}\""),
        Refusal::Expired { rule } => phrase!(language, "有效期已过（{rule}）", "no longer valid ({rule})"),
        Refusal::SameCase { counted, rule } => {
            phrase!(
                language,
                "与第{counted}条同案，不重复计（{rule}）",
                "the same case as no. {counted}, which counts ({rule})"
            )
        }
        Refusal::NotHighest { counted } => {
            phrase!(language, "不如第{counted}条，只计一条", "no. {counted} counts instead, only one does")
        }
    }
}
