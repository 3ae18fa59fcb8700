//! One phrase in the reader's language, and the ways in which phrases are joined.

use crate::diagnostic::Language;

/// Formats the Chinese or the English form of one phrase over the same captured names.
macro_rules! phrase {
    ($language:expr, $zh:literal, $en:literal) => {
        match $language {
            $crate::diagnostic::Language::Chinese => format!($zh),
            $crate::diagnostic::Language::English => format!($en),
        }
    };
}
pub(crate) use phrase;

/// The Chinese or the English form of a fixed phrase.
pub(crate) fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// `甲、乙` or `a, b`.
pub(crate) fn listed<T: AsRef<str>>(items: impl IntoIterator<Item = T>, language: Language) -> String {
    joined(items, pick(language, "、", ", "))
}

/// `甲；乙` or `a; b`.
pub(crate) fn clauses<T: AsRef<str>>(items: impl IntoIterator<Item = T>, language: Language) -> String {
    joined(items, pick(language, "；", "; "))
}

/// `“甲”` or `"a"`: words of a rule or of a record.
pub(crate) fn quoted(words: &str, language: Language) -> String {
    phrase!(language, "“{words}”", "\"{words}\"")
}

/// `（甲）` or ` (a)`; nothing where there is nothing to say.
pub(crate) fn aside(words: &str, language: Language) -> String {
    if words.is_empty() { String::new() } else { phrase!(language, "（{words}）", " ({words})") }
}

fn joined<T: AsRef<str>>(items: impl IntoIterator<Item = T>, between: &str) -> String {
    let items: Vec<T> = items.into_iter().collect();
    items.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(between)
}
