//! Ranks of applicants against each other: equal scores share a rank, and a tie for the last places is reported.

use crate::value::Number;

/// What is known of one applicant: the total, then what decides between equal totals, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender {
    /// Who.
    pub id: String,
    /// The total, then the tie-breaks; greater is better.
    pub scores: Vec<Number>,
}

/// Where an applicant stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Who.
    pub id: String,
    /// The rank; equal contenders share it, and the next rank leaves as many out (1, 2, 2, 4).
    pub rank: usize,
    /// Whether there is a place.
    pub place: Place,
}

/// Whether there is a place for an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Within the quota.
    In,
    /// Outside it.
    Out,
    /// Equal contenders for fewer places, and nothing written decides between them: for a person to decide.
    Tied,
}

/// Ranks contenders for so many places. The result is in order of rank, then id: the same for every order of input.
///
/// ```
/// use chengxin::ranking::{Contender, Place, rank};
///
/// let scores = [("a", 90), ("b", 88), ("c", 88), ("d", 88), ("e", 80)];
/// let contenders = scores.map(|(id, score)| Contender { id: id.to_owned(), scores: vec![score.into()] });
/// let ranks = rank(&contenders, 3);
/// assert_eq!(ranks.iter().map(|rank| rank.rank).collect::<Vec<_>>(), [1, 2, 2, 2, 5]);
/// assert_eq!(ranks[0].place, Place::In);
/// assert!(ranks[1..4].iter().all(|rank| rank.place == Place::Tied));
/// assert_eq!(ranks[4].place, Place::Out);
/// ```
#[must_use]
pub fn rank(contenders: &[Contender], quota: usize) -> Vec<Rank> {
    let mut ordered: Vec<&Contender> = contenders.iter().collect();
    ordered.sort_by(|left, right| right.scores.cmp(&left.scores).then_with(|| left.id.cmp(&right.id)));
    let placed = ordered.iter().map(|contender| {
        let better = ordered.iter().filter(|other| other.scores > contender.scores).count();
        let equal = ordered.iter().filter(|other| other.scores == contender.scores).count();
        let place = if better.saturating_add(equal) <= quota {
            Place::In
        } else if better < quota {
            Place::Tied
        } else {
            Place::Out
        };
        Rank { id: contender.id.clone(), rank: better.saturating_add(1), place }
    });
    placed.collect()
}
