//! The known word that is nearest to an unknown one: by edits, and for Chinese by shared characters.

/// The nearest candidate, if any is near enough to be worth naming.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.chars().take(60).collect();
    let scored = candidates.into_iter().filter_map(|candidate| Some((likeness(&word, candidate)?, candidate)));
    scored.max_by(|left, right| left.0.cmp(&right.0).then_with(|| right.1.cmp(left.1))).map(|(_, candidate)| candidate)
}

/// How alike two words are, in hundredths; nothing where they are too far apart.
fn likeness(word: &str, candidate: &str) -> Option<usize> {
    let longest = word.chars().count().max(candidate.chars().count());
    let lower = (word.to_lowercase(), candidate.to_lowercase());
    let distance = strsim::osa_distance(&lower.0, &lower.1);
    let edits = longest.saturating_sub(distance).saturating_mul(100).checked_div(longest)?;
    let shared = if word.is_ascii() { 0 } else { shared(&lower.0, &lower.1) };
    let best = edits.max(shared);
    (best >= 60 || (longest <= 3 && distance <= 1 && best >= 50)).then_some(best)
}

/// The characters two words share, whatever their order, in hundredths of their mean length.
fn shared(left: &str, right: &str) -> usize {
    let mut rest: Vec<char> = right.chars().collect();
    let total = left.chars().count().saturating_add(rest.len());
    let mut found = 0_usize;
    for character in left.chars() {
        if let Some(at) = rest.iter().position(|&other| other == character) {
            rest.swap_remove(at);
            found = found.saturating_add(1);
        }
    }
    found.saturating_mul(200).checked_div(total).unwrap_or(0)
}
