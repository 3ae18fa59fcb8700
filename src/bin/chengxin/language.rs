//! The reader's language: as asked for on the command line, else as the locale says.

use chengxin::Language;

/// The language, before the command line is read as a whole: help and usage errors need it too.
pub(crate) fn chosen() -> Language {
    let words = words();
    asked(words.get(..rules(&words)).unwrap_or(&words)).unwrap_or_else(|| {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        locale(set)
    })
}

/// The language that `fmt --lang` asks for: that of the rules. What stands before `fmt` is that of the messages, as
/// with every other command.
pub(crate) fn of_rules() -> Option<Language> {
    let words = words();
    asked(words.get(rules(&words)..).unwrap_or(&[]))
}

fn words() -> Vec<String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect()
}

/// Where the words of `fmt` begin; after the last word with any other command.
fn rules(words: &[String]) -> usize {
    let mut before = "";
    for (at, word) in words.iter().enumerate().skip(1) {
        if !word.starts_with('-') && before != "--lang" {
            return if word == "fmt" { at } else { words.len() };
        }
        before = word;
    }
    words.len()
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
