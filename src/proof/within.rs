//! Scores lie within 0 and the points, or within what the rule says instead; what leaves them unsaid is shown.

use super::beyond::{claim, how, said_above, said_below, with_record};
use super::caps::sub_caps;
use super::example::{Limit, Seeker};
use super::insert::{first_line, last_line};
use super::lines::rule_lines;
use super::reach::{Reached, Reacher, deducts};
use super::search::{Search, witness};
use super::words::points_shown;
use super::{Outcome, Prover, ScoreBounds, Subject, Witness};
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::{Floor, Method, Node};
use crate::value::{Bound, Number, Range};

/// For so many faults a record is looked for.
const MOST_SEARCHED: usize = 20;

impl Prover<'_> {
    /// Every indicator and sheet: what it can come to, and what the rule says of its ends.
    pub(super) fn within_points(&mut self) {
        let reached = super::reach::reaches(self.plan);
        for one in &reached {
            let node = one.node;
            let above = self.above(one);
            let below = self.below(one);
            self.set_beyond(node);
            self.said_in_vain(one);
            let claim = claim(node);
            let outcome = match (above, below) {
                (Some(outcome), _) | (None, Some(outcome)) => outcome,
                (None, None) => Outcome::Proved(how(one)),
            };
            let places = std::iter::once(node.span).chain(rule_lines(&node.method)).collect();
            self.oblige(Subject::WithinPoints, &node.code, claim, places, outcome);
        }
        self.scores = reached
            .into_iter()
            .map(|one| ScoreBounds {
                code: one.node.code.clone(),
                title: one.node.title.clone(),
                track: one.track,
                raw: one.raw.reach.range(),
                held: one.held,
            })
            .collect();
    }

    /// What goes above the points though no cap is written.
    fn above(&mut self, one: &Reached<'_>) -> Option<Outcome> {
        let node = one.node;
        let range = capped(one);
        let exceeds = range.high.as_ref().is_none_or(|high| high.number > node.points);
        if node.clauses.no_cap || !exceeds || only_follows(node) {
            return self.rounded_above(one);
        }
        let points = &node.points;
        if let Some(terms) = sub_caps(one, &self.reacher()) {
            let sum = terms.sum.short(6);
            let (zh, en) = (&terms.zh, &terms.en);
            let message = say!(
                "{code} 各部分的上限合计 {sum} 分，超过满分 {points} 分",
                "the parts of {code} come to {sum} points together, above its {points}",
                code = &node.code
            );
            let help = say!("{zh} = {sum}；超过的部分不计", "{en} = {sum}; what is above is not counted");
            let warning = Diagnostic::warning("W0615", node.span, message.clone()).help(help);
            self.report(self.with_cap(warning, node));
            return Some(outcome(message, one.raw.reach.sure.1));
        }
        let example = self.seeker().of_node(node, Limit::Above(points));
        let beyond = Range { low: Some(Bound { number: points.clone(), included: false }), high: None };
        let record = self.record_beyond(one, &beyond, true);
        if example.is_none() && record.is_none() && !one.raw.reach.sure.1 {
            let most = points_shown(&range);
            return Some(Outcome::NotProved(say!(
                "按上下限推算为 {zh}，不能断定不会超过满分 {points} 分",
                "the bounds come to {en}, and it could not be shown that {points} are never passed",
                zh = most.zh,
                en = most.en
            )));
        }
        let message = said_above(node, &range, example.as_ref(), record.as_ref());
        let mut warning = Diagnostic::warning("W0613", node.span, message.clone());
        if let Some(example) = example.as_ref().filter(|example| example.place != node.span) {
            warning = warning.and(example.place, say!("这里", "here"));
        }
        let warning = with_record(self.with_cap(warning, node), record.as_ref());
        self.report(warning);
        Some(Outcome::Refuted(message, record.map(|(_, record)| record)))
    }

    /// A record that takes a leaf into a range before it is held, and what it comes to.
    fn record_beyond(&mut self, one: &Reached<'_>, range: &Range, highest: bool) -> Option<(Number, Witness)> {
        let plan = self.plan;
        if matches!(one.node.method, Method::Children(_)) || self.searched >= MOST_SEARCHED {
            return None;
        }
        self.searched = self.searched.saturating_add(1);
        let (facts, score) = Search::new(plan, self.as_of).unclamped(one.node, one.track, range.clone(), highest)?;
        range.contains(&score).then(|| (score, witness(plan, &facts.entries, &one.node.reads)))
    }

    /// What rounding takes above the points.
    fn rounded_above(&mut self, one: &Reached<'_>) -> Option<Outcome> {
        let node = one.node;
        let places = node.clauses.round?;
        let rounded = Range::exactly(node.points.clone()).rounded(places);
        let high = rounded.exact().filter(|high| **high > node.points)?.clone();
        if node.clauses.no_cap || one.held.high.as_ref().is_some_and(|held| held.number <= node.points) {
            return None;
        }
        let message = say!(
            "{code} 满分 {points} 分，四舍五入后可得 {high} 分",
            "{code} has {points} points, and rounded it can come to {high}",
            code = &node.code,
            points = &node.points
        );
        let help = say!("多留几位小数，或改满分", "keep more places, or change the points");
        self.report(Diagnostic::warning("W0613", node.span, message.clone()).help(help));
        Some(Outcome::Refuted(message, None))
    }

    /// What falls below nought though no floor is written and nothing is deducted.
    fn below(&mut self, one: &Reached<'_>) -> Option<Outcome> {
        let node = one.node;
        let counted = one.raw.added.as_ref().unwrap_or(&one.raw.reach);
        let range = counted.range();
        let falls = range.low.as_ref().is_none_or(|low| low.number.is_negative());
        if node.clauses.floor != Floor::Zero || !falls || matches!(node.method, Method::Children(_)) {
            return None;
        }
        let zero = Number::zero();
        let example = self.seeker().of_node(node, Limit::Below(&zero));
        let beyond = Range { low: None, high: Some(Bound { number: zero, included: false }) };
        // Of a sum, what is deducted may fall below nought: it is what is added that must not.
        let alone = one.raw.added.is_none();
        let record = if alone { self.record_beyond(one, &beyond, false) } else { None };
        if example.is_none() && record.is_none() && !counted.sure.0 {
            let least = points_shown(&range);
            return Some(Outcome::NotProved(say!(
                "按上下限推算为 {zh}，不能断定不会低于 0 分",
                "the bounds come to {en}, and it could not be shown that it never falls below nought",
                zh = least.zh,
                en = least.en
            )));
        }
        let message = said_below(node, &range, example.as_ref(), record.as_ref());
        let place = example.as_ref().map_or(node.span, |example| example.place);
        let mut error = Diagnostic::error("E0614", place, message.clone());
        if place != node.span {
            error = error.and(node.span, say!("没有写下限的指标", "the indicator, which has no floor"));
        }
        if let Some((span, text)) = first_line(self.sources, node.span, "下限 0 分") {
            error = error.replace(say!("低于 0 的按 0 分计：加一行", "what is below counts 0: add a line"), span, text);
        }
        let lowest = range.low.map(|low| low.number.short(6)).unwrap_or_default();
        error = error.help(match lowest.is_empty() {
            true => say!("本来就可以为负的，写 不设下限", "where it may be negative, write 不设下限"),
            false => say!(
                "本来就可以为负的，写明最低多少：下限 {lowest} 分",
                "where it may be negative, say how low it goes: 下限 {lowest} 分"
            ),
        });
        self.report(with_record(error, record.as_ref()));
        Some(Outcome::Refuted(message, record.map(|(_, record)| record)))
    }

    /// 设为 is not held within the points: what it sets lies within them, or the rule says so.
    fn set_beyond(&mut self, node: &Node) {
        let least = match &node.clauses.floor {
            Floor::Zero => Some(Number::zero()),
            Floor::At(floor) => Some(floor.clone().min(Number::zero())),
            Floor::None => None,
        };
        for entry in &node.clauses.overrides {
            let (code, points, full) = (&node.code, &entry.points, &node.points);
            if *points > *full && !node.clauses.no_cap {
                let message = say!(
                    "{code} 设为 {points} 分，超过满分 {full} 分",
                    "{code} is set to {points} points, above its {full}"
                );
                let help = say!(
                    "改小这里的分；确实可以超过满分的，加一行 不封顶",
                    "set it to less; where more than full points is meant, add a line 不封顶"
                );
                self.report(Diagnostic::warning("W0613", entry.span, message).help(help));
            }
            if least.as_ref().is_some_and(|least| points < least) {
                let message =
                    say!("{code} 设为 {points} 分，低于 0 分", "{code} is set to {points} points, below nought");
                let help = say!("写明最低多少：下限 {points} 分", "say how low it may go: 下限 {points} 分");
                self.report(Diagnostic::error("E0614", entry.span, message).help(help));
            }
        }
    }

    /// 不封顶 and 不设下限 where nothing ever goes so far.
    fn said_in_vain(&mut self, one: &Reached<'_>) {
        let (node, range) = (one.node, one.raw.reach.range());
        let set = |beyond: &dyn Fn(&Number) -> bool| node.clauses.overrides.iter().any(|entry| beyond(&entry.points));
        let points = &node.points;
        let capped = capped(one);
        let high = capped.high.as_ref().is_some_and(|high| high.number <= *points) && !set(&|set| set > points);
        let low = range.low.as_ref().is_some_and(|low| !low.number.is_negative()) && !set(&Number::is_negative);
        let shown = points_shown(&range);
        let (zh, en) = (&shown.zh, &shown.en);
        if let (Some(span), true) = (node.clauses.no_cap_at, high) {
            let message = say!(
                "这句 不封顶 没有作用：算得 {zh}，不会超过满分 {points} 分",
                "this 不封顶 has no effect: {en}, and never more than {points}"
            );
            self.report(Diagnostic::warning("W0614", span, message).replace(without(), span, ""));
        }
        if let (Some(span), true) = (node.clauses.no_floor_at, low) {
            let message = say!(
                "这句 不设下限 没有作用：算得 {zh}，不会低于 0 分",
                "this 不设下限 has no effect: {en}, and never below nought"
            );
            self.report(Diagnostic::warning("W0614", span, message).replace(without(), span, ""));
        }
    }

    fn reacher(&self) -> Reacher<'_> {
        Reacher { extents: self.plan.extents() }
    }

    fn seeker(&self) -> Seeker<'_> {
        Seeker { reacher: self.reacher(), sources: self.sources }
    }

    /// Offers the line 封顶; where something is deducted, before the deductions and after them.
    fn with_cap(&self, warning: Diagnostic, node: &Node) -> Diagnostic {
        let line = format!("封顶 {} 分", node.points);
        let (in_order, less) = match &node.method {
            Method::Accumulate { entries, in_order } => (*in_order, entries.iter().any(deducts)),
            Method::Children(_) | Method::Score(_) | Method::Award(..) | Method::Best { .. } | Method::Broken => {
                (false, false)
            }
        };
        let first = || first_line(self.sources, node.span, &line);
        let last = |lines: &[&str]| last_line(self.sources, node.span, lines);
        let offers = match (in_order, less) {
            (true, _) => vec![(say!("加一行", "add a line"), last(&[&line]))],
            (false, false) => vec![(say!("加一行", "add a line"), first())],
            (false, true) => vec![
                (say!("先封顶再扣分的，加一行", "where it is capped before the deductions, add a line"), first()),
                (
                    say!("先扣分再封顶的，加两行", "where it is capped after the deductions, add two lines"),
                    last(&["依次", &line]),
                ),
            ],
        };
        let offers = offers.into_iter().filter_map(|(message, place)| Some((message, place?)));
        offers.fold(warning, |warning, (message, (span, text))| warning.replace(message, span, text))
    }
}

fn without() -> Message {
    say!("去掉它", "leave it out")
}

fn outcome(message: Message, sure: bool) -> Outcome {
    if sure { Outcome::Refuted(message, None) } else { Outcome::NotProved(message) }
}

/// What a node comes to after the cap that is written: of a sum it is in the range already.
fn capped(one: &Reached<'_>) -> Range {
    let range = one.raw.reach.range();
    match (&one.node.method, &one.node.clauses.cap) {
        (Method::Accumulate { .. }, _) | (_, None) => range,
        (_, Some(cap)) => range.clamped(None, Some(cap)),
    }
}

/// Whether a parent has nothing of its own that could take it above its points: its children are told of by themselves.
fn only_follows(node: &Node) -> bool {
    let Method::Children(children) = &node.method else { return false };
    !children.iter().any(|child| child.bonus || child.clauses.no_cap)
}
