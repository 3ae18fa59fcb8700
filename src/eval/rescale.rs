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
    applicable: Number,
    score: Range,
    left_to_person: bool,
    applies: bool,
}

pub(super) fn rescale(node: &Node, rescale: &Rescale, shares: &[Share]) -> Rescaled {
    let open: Vec<usize> =
        shares.iter().enumerate().filter(|(_, share)| share.applies == Truth::Unknown).map(|(at, _)| at).collect();
    let outcomes = if open.len() <= MOST_OPEN {
        let combinations = 1_u32.checked_shl(u32::try_from(open.len()).unwrap_or(0)).unwrap_or(1);
        (0..combinations).map(|mask| one_way(node, rescale, shares, &open, mask)).collect()
    } else {
        vec![any_way(node, shares)]
    };
    let join = |pick: &dyn Fn(&Outcome) -> Range| {
        outcomes.iter().map(pick).reduce(|known, range| known.join(&range)).unwrap_or_else(zero)
    };
    let score = join(&|outcome| outcome.score.clone());
    let earned = standing(&join(&|outcome| outcome.earned.clone()));
    let applicable = standing(&join(&|outcome| Range::exactly(outcome.applicable.clone())));
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

fn one_way(node: &Node, rescale: &Rescale, shares: &[Share], open: &[usize], mask: u32) -> Outcome {
    let taken = |at: usize, share: &Share| match share.applies {
        Truth::True => true,
        Truth::False => false,
        Truth::Unknown => open
            .iter()
            .position(|index| *index == at)
            .is_some_and(|bit| mask.checked_shr(u32::try_from(bit).unwrap_or(0)).unwrap_or(0) & 1 == 1),
    };
    let mut earned = zero();
    let mut beside = zero();
    let mut applicable = Number::zero();
    for (_, share) in shares.iter().enumerate().filter(|(at, share)| taken(*at, share)) {
        if share.bonus {
            beside = beside.plus(&range(&share.score));
        } else {
            earned = earned.plus(&range(&share.score));
            applicable = applicable.plus(&share.points);
        }
    }
    let enough = rescale.minimum.as_ref().is_none_or(|minimum| applicable >= minimum.times(&node.points));
    if !enough {
        // The missing points are a person's to give: anything from none to all of them.
        let rest = Range::closed(Number::zero(), node.points.minus(&applicable));
        let score = earned.plus(&rest).plus(&beside);
        return Outcome { earned, applicable, score, left_to_person: true, applies: true };
    }
    match node.points.over(&applicable) {
        Some(factor) => {
            let score = earned.times(&Range::exactly(factor)).plus(&beside);
            Outcome { earned, applicable, score, left_to_person: false, applies: true }
        }
        None => Outcome { earned: zero(), applicable, score: zero(), left_to_person: false, applies: false },
    }
}

/// Too many leaves are open to try every way: the score is anything.
fn any_way(node: &Node, shares: &[Share]) -> Outcome {
    let any = Range::closed(Number::zero(), node.points.clone());
    let bonus = shares.iter().filter(|share| share.bonus).map(|share| range(&share.score).join(&zero()));
    let score = bonus.fold(any.clone(), |sum, one| sum.plus(&one));
    Outcome { earned: any, applicable: node.points.clone(), score, left_to_person: false, applies: true }
}

fn zero() -> Range {
    Range::exactly(Number::zero())
}
