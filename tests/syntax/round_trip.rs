//! What must hold of every text that is formatted.

use chengxin::Language;
use chengxin::document::Document;
use chengxin::source::Source;
use chengxin::syntax;

/// A document as text without its spans.
pub(crate) fn shape(document: &Document) -> String {
    let debug = format!("{document:?}");
    let mut out = String::new();
    for (at, part) in debug.split("Span {").enumerate() {
        out.push_str(if at == 0 { part } else { part.split_once('}').unwrap().1 });
    }
    out
}

/// The text in its canonical form.
pub(crate) fn formatted(name: &str, text: &str, language: Option<Language>) -> String {
    chengxin::format(&Source::new(name, text), language).unwrap_or_else(|faults| panic!("{name}: {faults:#?}\n{text}"))
}

/// Formatting changes no meaning and is stable, and the two languages go over into each other without loss.
pub(crate) fn round_trip(name: &str, text: &str) {
    let read = |text: &str| shape(&syntax::parse(&Source::new(name, text), 0).0);
    let document = read(text);
    let languages = [None, Some(Language::Chinese), Some(Language::English)];
    let [written, chinese, english] = languages.map(|language| {
        let printed = formatted(name, text, language);
        assert_eq!(printed, formatted(name, &printed, language), "{name}: not stable");
        assert_eq!(document, read(&printed), "{name}\n{printed}");
        printed
    });
    assert_eq!(chinese, formatted(name, &english, Some(Language::Chinese)), "{name}: by way of English");
    assert_eq!(english, formatted(name, &chinese, Some(Language::English)), "{name}: by way of Chinese");
    assert_eq!(comments(text), comments(&written), "{name}");
}

/// The comments, so far as a text tells them from `#` in quotes.
fn comments(text: &str) -> Vec<&str> {
    let plain = |before: &str| before.matches(['"', '＂', '“', '”']).count().is_multiple_of(2);
    text.lines()
        .filter_map(|line| {
            let (at, _) = line.match_indices('#').find(|(at, _)| plain(&line[..*at]))?;
            Some(line[at..].trim_end())
        })
        .collect()
}
