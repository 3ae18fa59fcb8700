//! “Did you mean”: the nearest of the known names.

use std::collections::BTreeMap;

/// The nearest of the candidates, where one is near enough to be meant.
///
/// Two names are near where few characters must be changed, or, for Chinese names whose parts are often given in
/// another order, where they share most of their characters.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let scored = candidates.filter_map(|candidate| {
        let longer = length.max(candidate.chars().count());
        let distance = strsim::osa_distance(name, candidate);
        let shared = shared_characters(name, candidate);
        let near = distance <= (longer / 3).max(1) && distance < longer;
        let alike = !name.is_ascii() && longer >= 3 && shared.saturating_mul(4) >= longer.saturating_mul(3);
        (near || alike).then_some(((distance, candidate.chars().count()), candidate))
    });
    scored.min().map(|(_, candidate)| candidate)
}

fn shared_characters(left: &str, right: &str) -> usize {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for character in left.chars() {
        let count = counts.entry(character).or_default();
        *count = count.saturating_add(1);
    }
    let mut shared = 0_usize;
    for character in right.chars() {
        if let Some(count) = counts.get_mut(&character)
            && *count > 0
        {
            *count = count.saturating_sub(1);
            shared = shared.saturating_add(1);
        }
    }
    shared
}
