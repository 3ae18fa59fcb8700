//! What is written in the place of an expectation that is not met.

use std::ops::Range;

use super::expect::{At, Expected};
use super::value::quoted;
use crate::breakdown::Standing;
use crate::value::Number;

/// A text in the place of another one of the case file.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) place: Range<usize>,
    pub(super) text: String,
}

/// A word in the place of a word.
pub(super) fn word<T>(at: &At<T>, word: &str) -> Option<Vec<Edit>> {
    Some(vec![Edit { place: at.whole.clone()?, text: quoted(word) }])
}

/// A score in the place of a score: in the form that stands there, where that can say it.
pub(super) fn score(at: &At<Expected>, score: &Standing) -> Option<Vec<Edit>> {
    match (&at.wanted, score.exact()) {
        (Expected::Within(..), Some(number)) => parts(at, &[("is", number)]),
        (Expected::Between(..), None) => parts(at, &[("low", &score.low), ("high", &score.high)]),
        (Expected::Between(..), Some(number)) if at.whole.is_none() => parts(at, &[("low", number), ("high", number)]),
        (Expected::Exactly(_) | Expected::State(_) | Expected::Between(..) | Expected::Within(..), _) => {
            Some(vec![Edit { place: at.whole.clone()?, text: standing(score) }])
        }
    }
}

/// A score as a case expects it.
pub(super) fn standing(score: &Standing) -> String {
    let said = |number: &Number| quoted(&number.to_string());
    match score.exact() {
        Some(number) => said(number),
        None => format!("{{ low = {}, high = {} }}", said(&score.low), said(&score.high)),
    }
}

fn parts(at: &At<Expected>, values: &[(&str, &Number)]) -> Option<Vec<Edit>> {
    let edit = |(key, number): &(&str, &Number)| {
        let (_, place) = at.parts.iter().find(|(known, _)| known == key)?;
        Some(Edit { place: place.clone(), text: quoted(&number.to_string()) })
    };
    values.iter().map(edit).collect()
}
