//! The lines that say how a leaf is scored.

use crate::plan::{Entry, Method, Score, ScoreKind};
use crate::source::Span;

/// The lines that say how a leaf is scored.
pub(super) fn rule_lines(method: &Method) -> Vec<Span> {
    match method {
        Method::Children(_) | Method::Broken => Vec::new(),
        Method::Score(score) | Method::Award(score, _) => of_score(score),
        Method::Best { methods, .. } => methods.iter().flat_map(rule_lines).collect(),
        Method::Accumulate { entries, .. } => entries.iter().flat_map(of_entry).collect(),
    }
}

fn of_score(score: &Score) -> Vec<Span> {
    if let ScoreKind::Bands(bands) = &score.kind {
        bands.rows.iter().map(|row| row.span).collect()
    } else {
        vec![score.span]
    }
}

fn of_entry(entry: &Entry) -> Vec<Span> {
    match entry {
        Entry::Start(_) | Entry::Cap(_) => Vec::new(),
        Entry::Add(score, _) | Entry::Deduct(score, _) => of_score(score),
        Entry::Checklist { items, .. } => items.iter().map(|item| item.span).collect(),
        Entry::Count(steps) => vec![steps.span],
        Entry::Each(each) => vec![each.span],
    }
}
