//! The reader's language: as asked for on the command line, else as the locale says.

use chengxin::Language;

/// The language, before the command line is read as a whole: help and usage errors need it too.
pub(crate) fn chosen() -> Language {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    asked(&words).unwrap_or_else(|| {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        locale(set)
    })
}

/// `--lang zh`, `--lang=en`; whatever else stands there is left to the parser to refuse.
fn asked(words: &[String]) -> Option<Language> {
    let named =
        words.iter().zip(words.iter().skip(1)).find(|(word, _)| *word == "--lang").map(|(_, value)| value.as_str());
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    match named.or(joined)? {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The first variable that is set and not empty decides, as in POSIX.
fn locale(set: impl Iterator<Item = String>) -> Language {
    let first = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    if first.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}
