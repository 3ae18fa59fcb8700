//! A statement whose first word does not belong where it stands.

use crate::diagnostic::{Diagnostic, Language, say};
use crate::source::Span;
use crate::syntax::build::Place;
use crate::syntax::header::Header;

/// The message for a first word that begins no statement here.
pub(crate) fn misplaced(header: &Header, first: &str, place: Place) -> Diagnostic {
    let span = header.span(0, first.len().max(1));
    let called = place.called();
    let (zh, en) = (called.zh, called.en);
    if Place::of(first).is_some() {
        let message = say!("「{first}」不能写在{zh}", "`{first}` cannot stand {en}");
        return may_stand(Diagnostic::error("E0109", span, message), place);
    }
    if first.is_empty() {
        let message = say!("语句要以关键词开头", "a statement begins with a keyword");
        return may_stand(Diagnostic::error("E0108", span, message), place);
    }
    let message = say!("不认识的语句「{word}」", "unknown statement `{word}`", word = super::brief(first));
    let fault = Diagnostic::error("E0108", span, message);
    if let Some(half) = super::brackets::narrow(first).filter(|half| Place::of(half).is_some()) {
        return super::wide_letters(span, &half);
    }
    if let Some(way) = super::wordings::way(first) {
        return fault.help(way);
    }
    if let Some(glued) = glued(first, place, span, &fault) {
        return glued;
    }
    match nearest(first, place) {
        Some(word) => fault.replace(say!("是不是「{word}」？", "did you mean `{word}`?"), span, word),
        None => may_stand(fault, place),
    }
}

/// `要求独立法人`
fn glued(first: &str, place: Place, span: Span, fault: &Diagnostic) -> Option<Diagnostic> {
    let spellings = place.forms().flat_map(|(keyword, _)| keyword.zh.iter().copied());
    let keyword = spellings.filter(|word| first.starts_with(word)).max_by_key(|word| word.len())?;
    let rest = first.strip_prefix(keyword)?;
    let spread = rest.strip_prefix("满分当").filter(|rest| !rest.is_empty()).map(|rest| format!("满分 当 {rest}"));
    let right = format!("{keyword} {}", spread.as_deref().unwrap_or(rest));
    let help = say!("关键词后面要空一格：「{right}」", "a space must follow the keyword: `{right}`");
    Some(fault.clone().replace(help, span, right.clone()))
}

/// The keyword here that is most like the word.
fn nearest(first: &str, place: Place) -> Option<&'static str> {
    if first.chars().count() > 20 {
        return None;
    }
    let spellings = place.forms().flat_map(|(keyword, _)| keyword.spellings());
    let close = spellings.filter_map(|word| {
        let distance = strsim::osa_distance(first, word);
        let shared = first.chars().filter(|character| word.contains(*character)).count();
        let most = if word.is_ascii() { 2 } else { word.chars().count().div_ceil(2).min(2) };
        (distance <= most && shared > 0 && shared.saturating_mul(2) >= word.chars().count()).then_some((distance, word))
    });
    close.min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

fn may_stand(fault: Diagnostic, place: Place) -> Diagnostic {
    let called = place.called();
    let (place_zh, place_en) = (called.zh, called.en);
    let words = |language: Language| {
        let mut words: Vec<&str> = place.forms().map(|(keyword, _)| keyword.word(language)).collect();
        words.dedup();
        words.join(match language {
            Language::Chinese => "、",
            Language::English => ", ",
        })
    };
    let (zh, en) = (words(Language::Chinese), words(Language::English));
    fault.help(say!("{place_zh}可以写：{zh}", "{place_en} may stand: {en}"))
}
