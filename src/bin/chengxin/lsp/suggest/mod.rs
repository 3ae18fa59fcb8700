//! What may stand where: decided by the words before the place and the statements around it.

mod operand;
mod place;
mod scope;
mod words;

use chengxin::syntax::{self, Cursor, Entry};

use self::place::Place;
use self::scope::scope;
use self::words::{BEFORE_SCORES, OF_LISTS, OVER_LISTS, SCORES};
use super::view::View;

/// Something that may stand at a place.
#[derive(Clone, Debug)]
pub(crate) enum Suggestion {
    /// A name.
    Symbol(usize),
    /// A keyword.
    Keyword(Entry),
    /// A number with a unit put after it.
    Unit(String, &'static str),
}

/// What may stand at a place, the likeliest first.
pub(crate) fn suggestions(view: &View<'_>, cursor: &Cursor<'_>) -> Vec<Suggestion> {
    let place = Place { view: *view, cursor, scope: scope(view, cursor) };
    if let Some(number) = place.number() {
        return place.units(&number);
    }
    let Some(last) = cursor.before.last() else { return place.beginning() };
    let before = cursor.before.len().checked_sub(2).and_then(|at| cursor.before.get(at));
    if last.sign == Some('(') {
        return match before.map(|piece| piece.text) {
            Some("得分" | "score_of") => place.codes(),
            Some(function) if OF_LISTS.contains(&function) => place.lists(),
            Some(_) if place.declares() => Vec::new(),
            Some(_) | None => place.atoms(),
        };
    }
    if OVER_LISTS.contains(&last.text) && !last.quoted {
        return place.lists();
    }
    if let Some(choices) = place.choices() {
        return choices;
    }
    if place.declares() {
        return place.declaration(last);
    }
    if let Some(words) = place.header(last) {
        return words;
    }
    if BEFORE_SCORES.contains(&last.text) || last.sign == Some(':') {
        let entry = |word: &&str| syntax::vocabulary().filter(|entry| entry.zh.contains(word)).last();
        let mut found: Vec<Suggestion> = SCORES.iter().filter_map(entry).map(Suggestion::Keyword).collect();
        found.extend(place.atoms());
        return found;
    }
    match place.operand(last) {
        Some(kind) => place.operators(kind),
        None => place.atoms(),
    }
}

fn keywords(words: &[&str]) -> Vec<Suggestion> {
    let entry = |word: &&str| syntax::vocabulary().find(|entry| entry.zh.contains(word));
    words.iter().filter_map(entry).map(Suggestion::Keyword).collect()
}
