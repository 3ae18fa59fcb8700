//! Where a row of increments ends, the next row begins: neither points nor values are lost in between.

use super::course::{Course, Piece};
use super::form::{Form, Side};
use super::{Outcome, Prover, Subject};
use crate::diagnostic::{Diagnostic, say};
use crate::value::Number;

impl Prover<'_> {
    /// Notes of every course with increments whether its rows join.
    pub(super) fn joined(&mut self) {
        for course in self.courses() {
            let sloped = course.pieces.iter().any(|piece| piece.form.sloped());
            if sloped && course.pieces.len() > 1 {
                self.joints(&course);
            }
        }
    }

    fn joints(&mut self, course: &Course<'_>) {
        let meant = course.node.clauses.jump_meant;
        let pairs = course.pieces.iter().zip(course.pieces.iter().skip(1));
        let found: Vec<Diagnostic> = pairs.filter_map(|(left, right)| jump(course, left, right)).collect();
        let claim = say!("前一档到头时的分，就是后一档开始时的分", "where one row ends, the next begins");
        let outcome = match (found.first(), meant) {
            (None, _) => {
                Outcome::Proved(say!("各档两端的分逐一算出", "the scores at the ends of each row were worked out"))
            }
            (Some(_), true) => Outcome::Proved(say!("规则写明 跳变有意", "the rules say 跳变有意")),
            (Some(diagnostic), false) => Outcome::Refuted(diagnostic.message.clone(), None),
        };
        self.oblige(Subject::Joined, &course.node.code, claim, vec![course.span], outcome);
        if !meant {
            found.into_iter().for_each(|diagnostic| self.report(diagnostic));
        }
    }
}

/// The jump between two neighbouring rows, where there is one that increments do not make by their nature.
fn jump(course: &Course<'_>, left: &Piece<'_>, right: &Piece<'_>) -> Option<Diagnostic> {
    if matches!(left.form, Form::Open) || matches!(right.form, Form::Open) {
        return None;
    }
    let (end, begin) = (left.range.high.as_ref()?, right.range.low.as_ref()?);
    let side = |included: bool, outside: Side| if included { Side::At } else { outside };
    let joint = &begin.number;
    let before = left.form.at(joint, side(end.included && end.number == *joint, Side::Left))?;
    let reached = left.form.at(joint, Side::At)?;
    let after = right.form.at(joint, side(begin.included, Side::Right))?;
    let increment = left.form.increment().max(right.form.increment());
    if reached == after || after.minus(&before).absolute() <= increment {
        return None;
    }
    let gain = |score: &Number| course.gain(score.clone());
    // A row of increments comes to its best at the joint, and the next begins elsewhere; or it begins below a constant.
    let rises = |piece: &Piece<'_>| match (&piece.range.low, &piece.range.high, piece.form.sloped()) {
        (Some(low), Some(high), true) => {
            let (low, high) = (piece.form.at(&low.number, Side::At)?, piece.form.at(&high.number, Side::At)?);
            Some(gain(&high) > gain(&low))
        }
        (Some(low), None, true) => {
            let further = piece.form.at(&low.number.plus(&Number::power_of_ten(12)), Side::At)?;
            Some(gain(&further) > gain(&piece.form.at(&low.number, Side::At)?))
        }
        (None, _, true) => None,
        (_, _, false) => None,
    };
    let threshold = match (left.form.sloped(), right.form.sloped()) {
        (true, false) => rises(left) == Some(false) && gain(&before) >= gain(&after),
        (false, true) => rises(right) == Some(true) && gain(&after) >= gain(&before),
        (true, true) | (false, false) => false,
    };
    if threshold || !(left.form.sloped() || right.form.sloped()) {
        return None;
    }
    let (place, before, after) = (course.shown(joint), reached.short(4), after.short(4));
    let message = say!(
        "两档没有接上：到 {place} 时前一档为 {before} 分，后一档从 {after} 分起",
        "two rows do not join: at {place} the one ends with {before} points, the next begins with {after}"
    );
    let diagnostic =
        Diagnostic::warning("W0401", right.span, message).here(say!("从 {after} 分起", "begins with {after}"));
    let diagnostic = diagnostic.and(left.span, say!("到 {before} 分为止", "ends with {before}"));
    Some(diagnostic.help(say!(
        "改正起始分、每步的分或上下限；确实要跳的，在指标里加一行 跳变有意 \"理由\"",
        "correct the start, the increments or the bounds; where the jump is meant, add a line 跳变有意 \"…\" to the indicator"
    )))
}
