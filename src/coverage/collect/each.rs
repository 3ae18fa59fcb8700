//! What there is to try out in a rule about the records of a list: a record that counts, and one that each part refuses.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use crate::diagnostic::{Message, say};
use crate::eval::{Event, Mark};
use crate::plan::{Each, EachValue, Formula, FormulaKind, Node, Score, ScoreKind};
use crate::proof::search::Goal;
use crate::source::Span;

impl<'p> Collector<'_, 'p> {
    /// 每条 of an indicator; `applies` is where the indicator applies.
    pub(super) fn each(&mut self, node: &'p Node, each: &'p Each, applies: &Context<'p>) {
        let name = &each.name;
        let mut event = |what: Message, event: Event, place: Span| {
            self.add(TargetKind::Record, what, place, applies.goal(Goal::happens(node, each, event)));
        };
        event(say!("{name}：有一条计入", "{name}: a record counts"), Event::Counted, each.span);
        for (number, same) in each.same.iter().enumerate() {
            let what = say!("{name}：同一件的另一条不计", "{name}: another record of the same case gives way");
            event(what, Event::SameCase(number), same.span);
        }
        if each.only.is_some() {
            let what = say!(
                "{name}：不是最高（最低）的一条不计",
                "{name}: a record that is not the highest (lowest) gives way"
            );
            event(what, Event::NotHighest, each.span);
        }
        if let EachValue::FirstAndRest(..) = &each.value {
            event(say!("{name}：首条以外另有一条", "{name}: a record after the first"), Event::Rest, each.span);
        }
        if let Some(repeat) = &each.repeat {
            let again = say!("{name}：有一条是重犯", "{name}: a record is a repeat");
            event(again, Event::Repeated(true), repeat.span);
            let first = say!("{name}：有一条不是重犯", "{name}: a record is no repeat");
            event(first, Event::Repeated(false), repeat.span);
        }
        if let Some(cap) = each.group_caps.first() {
            event(say!("{name}：一组达到封顶", "{name}: the cap holds a group"), Event::GroupCapped, cap.span);
        }
        if each.cap.is_some() {
            event(say!("{name}：合计达到封顶", "{name}: the cap holds the sum"), Event::Capped, each.span);
        }
        if let Some((from, period)) = &each.validity {
            let what = say!("{name}：有效期已过的一条不计", "{name}: a record whose validity has run out");
            event(what, Event::Expired, from.span.to(period.span));
        }
        self.one_record(node, each, &applies.within(each.list).ruled(each.span));
    }

    /// One record on its way: through what excludes it, what it must meet, its validity, points and factors.
    fn one_record(&mut self, node: &'p Node, each: &'p Each, context: &Context<'p>) {
        let name = &each.name;
        let mut here = context.clone();
        for exclude in &each.exclude {
            let rule = self.written(exclude.span);
            let what = say!("{name}：因「不计 {rule}」不计", "{name}: a record refused by “不计 {rule}”");
            here = self.refused(exclude, true, what, &here);
        }
        for when in &each.when {
            let rule = self.written(when.span);
            let what = say!("{name}：因不合「{rule}」不计", "{name}: a record refused because “{rule}” does not hold");
            here = self.refused(when, false, what, &here);
        }
        if let Some((from, period)) = &each.validity {
            self.formula(from, &here);
            self.validity(from, period, &here);
        }
        if let EachValue::Score(score) = &each.value {
            self.score(score, &node.code, &here);
        }
        each.same.iter().flat_map(|same| &same.keys).for_each(|key| self.formula(key, &here));
        for (factor, when) in &each.factors {
            let mut inside = here.clone();
            if let Some(when) = when {
                self.either(when, &here, factor.span.to(when.span));
                self.formula(when, &here);
                inside = here.and_holds(when, true);
            }
            self.score(factor, &node.code, &inside);
        }
    }

    /// A part that refuses a record where it holds, or does not; gives where a record passes it.
    fn refused(&mut self, part: &'p Formula, holds: bool, what: Message, here: &Context<'p>) -> Context<'p> {
        self.formula(part, here);
        self.add(TargetKind::Record, what, part.span, here.goal(Goal::holds(part, holds)));
        here.and_holds(part, !holds)
    }

    /// The day on which a record's validity runs out, by each period it may have.
    fn validity(&mut self, from: &'p Formula, period: &'p Score, context: &Context<'p>) {
        match &period.kind {
            ScoreKind::Amount(formula) => {
                if let FormulaKind::Period(length) = &formula.kind {
                    self.marked(from, Mark::Ago(*length), &length.to_string(), context, period.span);
                }
            }
            ScoreKind::Bands(bands) => {
                for (number, row) in bands.rows.iter().enumerate() {
                    let named = self.row_named(bands, row);
                    let taken = Goal::taken(bands, number);
                    let what = say!("有效期落在「{named}」一行", "the validity from the row “{named}”");
                    self.add(TargetKind::Branch, what, row.span, context.goal(taken.clone()));
                    self.validity(from, &row.score, &context.and(taken).ruled(row.span));
                }
                bands.formulas().into_iter().for_each(|formula| self.formula(formula, context));
            }
            ScoreKind::Steps(_)
            | ScoreKind::Linear { .. }
            | ScoreKind::Ratio { .. }
            | ScoreKind::Assessed { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => {}
        }
    }
}
