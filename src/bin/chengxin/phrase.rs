//! One phrase in the reader's language.

/// Formats the Chinese or the English form of one phrase over the same captured names.
macro_rules! phrase {
    ($language:expr, $zh:literal, $en:literal) => {
        match $language {
            chengxin::Language::Chinese => format!($zh),
            chengxin::Language::English => format!($en),
        }
    };
}
pub(crate) use phrase;

/// The Chinese or the English form of a fixed phrase.
pub(crate) fn pick(language: chengxin::Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        chengxin::Language::Chinese => zh,
        chengxin::Language::English => en,
    }
}
