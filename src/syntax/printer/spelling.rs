//! The spelling of a word or sign: as written, or its counterpart in the other language.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::diagnostic::Language;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{ALL, Keyword};

/// What is not a keyword, whatever it looks like.
const OWN_WORDS: &[Rule] =
    &[Rule::name, Rule::code, Rule::key, Rule::text, Rule::date, Rule::digits, Rule::number, Rule::counted_unit];

/// Where a spelling belongs to two keywords, these rules mean the later one.
const LATER: &[Rule] =
    &[Rule::full, Rule::base_word, Rule::weight, Rule::function, Rule::period_unit, Rule::years_unit];

/// The first and the last keyword with each spelling.
static WORDS: LazyLock<HashMap<&str, (&Keyword, &Keyword)>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for keyword in ALL {
        for spelling in keyword.spellings() {
            words.entry(spelling).or_insert((*keyword, *keyword)).1 = *keyword;
        }
    }
    words
});

/// The keyword that a token is.
pub(super) fn keyword(rule: Rule, written: &str) -> Option<&'static Keyword> {
    if OWN_WORDS.contains(&rule) {
        return None;
    }
    WORDS.get(written).map(|(first, last)| if LATER.contains(&rule) { *last } else { *first })
}

/// The language that a keyword is written in.
pub(super) fn language(keyword: &Keyword, written: &str) -> Language {
    if keyword.zh.contains(&written) { Language::Chinese } else { Language::English }
}

/// The same spelling of the keyword in a language: the first for the first, the second for the second.
pub(super) fn in_language(keyword: &'static Keyword, written: &str, language: Language) -> &'static str {
    let (own, other) = match language {
        Language::Chinese => (keyword.zh, keyword.en),
        Language::English => (keyword.en, keyword.zh),
    };
    let place = |spellings: &[&str]| spellings.iter().position(|spelling| *spelling == written);
    let at = place(own).or_else(|| place(other)).unwrap_or(0);
    own.get(at).or(own.first()).copied().unwrap_or("")
}

/// `1 year`, `3 years`: the English spelling of a unit of time.
pub(super) fn in_number(keyword: &'static Keyword, several: bool) -> &'static str {
    keyword.en.get(usize::from(!several)).copied().unwrap_or("")
}

/// A sign in its canonical form.
pub(super) fn sign(written: &str) -> &str {
    match written {
        "*" => "×",
        "/" => "÷",
        ">=" => "≥",
        "<=" => "≤",
        "!=" => "≠",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    /// Otherwise a file rewritten into one language and back would not be what it was.
    #[test]
    fn each_spelling_has_a_counterpart() {
        for keyword in ALL {
            let several = ["年", "个月", "日", "年度"];
            let plural = keyword.zh.iter().any(|word| several.contains(word));
            let chinese_only = keyword.zh.contains(&"内");
            assert!(plural || chinese_only || keyword.zh.len() == keyword.en.len(), "{keyword:?}");
        }
    }
}
