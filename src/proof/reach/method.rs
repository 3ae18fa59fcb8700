//! What methods can come to: one score, an award, a sum, the best of several.

use super::{Reach, Reacher, nought};
use crate::plan::{Clauses, Known, Method, Node, Score};
use crate::value::{Number, Range};

/// What a method can come to before the language holds it within 0 and the points.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// All of it.
    pub(crate) reach: Reach,
    /// Of a sum: what is added, before the deductions.
    pub(crate) added: Option<Reach>,
}

impl Reacher<'_> {
    pub(crate) fn method(&self, node: &Node) -> Raw {
        let raw = self.one_method(&node.method, &node.clauses, &node.points);
        Raw { reach: self.said(raw.reach, &node.clauses, &node.points), ..raw }
    }

    fn one_method(&self, method: &Method, clauses: &Clauses, full: &Number) -> Raw {
        let alone = |reach| Raw { reach, added: None };
        match method {
            Method::Children(_) | Method::Broken => alone(Reach::of(nought())),
            Method::Score(score) | Method::Award(score, None) => alone(self.score(score, &Known::default(), full)),
            Method::Award(score, Some(when)) => {
                let known = Known::default().where_it_is(when, true).0;
                alone(self.score(score, &known, full).join(Reach::of(nought())))
            }
            Method::Accumulate { entries, in_order } => self.sum(entries, *in_order, clauses, full),
            Method::Best { lowest, methods } => {
                let said = |method| self.said(self.one_method(method, clauses, full).reach, clauses, full);
                alone(best(methods.iter().map(said).collect(), *lowest))
            }
        }
    }

    /// What the clauses say of no value, and of a division by zero.
    pub(crate) fn said(&self, mut reach: Reach, clauses: &Clauses, full: &Number) -> Reach {
        let join = |reach: Reach, said: &Score| reach.join(self.score(said, &Known::default(), full));
        if let (true, Some(said)) = (reach.no_value, &clauses.no_value) {
            reach.no_value = false;
            reach = join(reach, said);
        }
        if let (true, Some(said)) = (reach.zero_division, &clauses.zero_division) {
            reach.zero_division = false;
            reach = join(reach, said);
        }
        reach
    }
}

/// The best (or worst) of several.
fn best(all: Vec<Reach>, lowest: bool) -> Reach {
    let turn = |reach: Reach| if lowest { reach.negated() } else { reach };
    let absent = all.iter().all(|reach| reach.absent);
    let lacks = |flag: fn(&Reach) -> bool| all.iter().any(flag);
    let (no_value, zero_division) = (lacks(|reach| reach.no_value), lacks(|reach| reach.zero_division));
    let alone = all.len() == 1;
    let counted = all.into_iter().map(turn).filter(|reach| reach.points.is_some());
    let found = counted.reduce(|left, right| {
        let (one, other) = (left.range(), right.range());
        let lows = one.low.iter().chain(other.low.iter());
        let low = lows.max_by(|a, b| a.number.cmp(&b.number).then(b.included.cmp(&a.included))).cloned();
        let high = one.join(&other).high;
        let sure = (left.sure.1 && high == one.high) || (right.sure.1 && high == other.high);
        // Where one may not apply, the others decide alone.
        let low = if left.absent || right.absent { one.join(&other).low } else { low };
        Reach { points: Some(Range { low, high }), sure: (alone, sure), ..left }
    });
    turn(Reach { absent, no_value, zero_division, ..found.unwrap_or_else(Reach::nothing) })
}
