//! 缺项折算: what is not applicable leaves the denominator, or, where too little is left, a person decides.

use super::node::Share;
use super::worth::{range, standing};
use crate::breakdown::{Standing, Step};
use crate::plan::{Node, Rescale};
use crate::value::{Number, Range, Truth};

/// Most leaves whose applicability is open for which every combination is tried.
const MOST_OPEN: usize = 10;

/// What rescaling comes to.
pub(super) struct Rescaled {
    pub(super) score: Range,
    pub(super) step: Step,
    pub(super) left_to_person: bool,
    pub(super) applies: Truth,
}

/// One way in which the open leaves may fall.
struct Outcome {
    earned: Range,
    applicable: Range,
    score: Range,
    left_to_person: bool,
    applies: bool,
}

pub(super) fn rescale(node: &Node, rescale: &Rescale, shares: &[Share]) -> Rescaled {
    let open: Vec<usize> =
        shares.iter().enumerate().filter(|(_, share)| share.applies == Truth::Unknown).map(|(at, _)| at).collect();
    let outcomes = if open.len() <= MOST_OPEN {
        let combinations = 1_u32.checked_shl(u32::try_from(open.len()).unwrap_or(0)).unwrap_or(1);
        (0..combinations).flat_map(|mask| one_way(node, rescale, shares, &open, mask)).collect::<Vec<_>>()
    } else {
        any_way(node, rescale, shares)
    };
    let join = |pick: &dyn Fn(&Outcome) -> Range| {
        outcomes.iter().map(pick).reduce(|known, range| known.join(&range)).unwrap_or_else(zero)
    };
    let score = join(&|outcome| outcome.score.clone());
    let earned = standing(&join(&|outcome| outcome.earned.clone()));
    let applicable = standing(&join(&|outcome| outcome.applicable.clone()));
    let left_to_person = outcomes.iter().all(|outcome| outcome.left_to_person) && !outcomes.is_empty();
    let applies = match (outcomes.iter().any(|outcome| outcome.applies), outcomes.iter().all(|outcome| outcome.applies))
    {
        (_, true) => Truth::True,
        (false, false) => Truth::False,
        (true, false) => Truth::Unknown,
    };
    let left_out = shares.iter().filter(|share| share.applies != Truth::True).map(|share| share.code.clone()).collect();
    let step = step(node, earned, applicable, left_out, standing(&score), left_to_person);
    Rescaled { score, step, left_to_person, applies }
}

fn step(
    node: &Node,
    earned: Standing,
    applicable: Standing,
    left_out: Vec<String>,
    score: Standing,
    left_to_person: bool,
) -> Step {
    let points = node.points.clone();
    if left_to_person {
        Step::LeftToPerson { earned, applicable, points, left_out, score }
    } else {
        Step::Rescaled { earned, applicable, points, left_out, score }
    }
}

/// One way in which the open leaves may fall: those taken apply, the others do not.
fn one_way(node: &Node, rescale: &Rescale, shares: &[Share], open: &[usize], mask: u32) -> Vec<Outcome> {
    let taken = |at: usize, share: &Share| match share.applies {
        Truth::True => true,
        Truth::False => false,
        Truth::Unknown => open
            .iter()
            .position(|index| *index == at)
            .is_some_and(|bit| mask.checked_shr(u32::try_from(bit).unwrap_or(0)).unwrap_or(0) & 1 == 1),
    };
    let taken = shares.iter().enumerate().filter(|(at, share)| taken(*at, share));
    let parts = taken.map(|(_, share)| (share.bonus, range(&share.score), range(&share.points)));
    ways(node, rescale, parts.fold(Parts::default(), Parts::with))
}

/// Too many leaves are open to try every way: each may count, or nothing.
fn any_way(node: &Node, rescale: &Rescale, shares: &[Share]) -> Vec<Outcome> {
    let parts = shares.iter().filter(|share| share.applies.possible()).map(|share| match share.applies {
        Truth::True => (share.bonus, range(&share.score), range(&share.points)),
        Truth::False | Truth::Unknown => {
            (share.bonus, range(&share.score).join(&zero()), range(&share.points).join(&zero()))
        }
    });
    ways(node, rescale, parts.fold(Parts::default(), Parts::with))
}

/// What applies: the scores, their points, and what comes beside the points.
struct Parts {
    earned: Range,
    applicable: Range,
    beside: Range,
}

impl Default for Parts {
    fn default() -> Self {
        Self { earned: zero(), applicable: zero(), beside: zero() }
    }
}

impl Parts {
    fn with(mut self, (bonus, score, points): (bool, Range, Range)) -> Self {
        if bonus {
            self.beside = self.beside.plus(&score);
        } else {
            self.earned = self.earned.plus(&score);
            self.applicable = self.applicable.plus(&points);
        }
        self
    }
}

/// What the parts may come to: rescaled, left to a person where too little applies, or not applicable.
fn ways(node: &Node, rescale: &Rescale, parts: Parts) -> Vec<Outcome> {
    let Parts { earned, applicable, beside } = parts;
    let minimum = rescale.minimum.as_ref().map(|minimum| minimum.times(&node.points));
    let wanted = minimum.clone().map_or_else(Range::all, Range::at_least);
    let enough = applicable.within(&wanted);
    let mut found = Vec::new();
    if enough != Truth::True {
        // The missing points are a person's to give: anything from none to all of them.
        let full = Range::exactly(node.points.clone());
        let rest = full.minus(&applicable).clamped(Some(&Number::zero()), None).join(&zero());
        let score = earned.plus(&rest).plus(&beside);
        let (earned, applicable) = (earned.clone(), applicable.clone());
        found.push(Outcome { earned, applicable, score, left_to_person: true, applies: true });
    }
    let nothing = minimum.is_none_or(|minimum| minimum.is_zero()) && applicable.contains(&Number::zero());
    if nothing {
        let (earned, applicable) = (zero(), zero());
        found.push(Outcome { earned, applicable, score: zero(), left_to_person: false, applies: false });
    }
    if enough.possible() && applicable.exact().is_none_or(|points| !points.is_zero()) {
        let factor = applicable.intersect(&wanted).reciprocal().unwrap_or_else(Range::all);
        let score = earned.times(&factor.times(&Range::exactly(node.points.clone()))).plus(&beside);
        found.push(Outcome { earned, applicable, score, left_to_person: false, applies: true });
    }
    found
}

fn zero() -> Range {
    Range::exactly(Number::zero())
}
