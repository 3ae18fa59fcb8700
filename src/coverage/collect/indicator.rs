//! What there is to try out in an indicator: its clauses, its method, and what holds its score.

use super::super::context::Context;
use super::super::target::TargetKind;
use super::Collector;
use crate::diagnostic::say;
use crate::eval::Hold;
use crate::plan::{Clauses, Entry, Formula, Method, Node, Score};
use crate::proof::search::{Goal, cap_of, floor_of};
use crate::value::{Number, Range};

impl<'p> Collector<'_, 'p> {
    /// An indicator, those below it not included.
    pub(super) fn indicator(&mut self, node: &'p Node, track: Option<usize>) {
        self.begin(&node.code, &node.title, track);
        let anywhere = Context::of(Vec::new());
        if let Method::Children(_) = &node.method {
            self.overrides(node, &anywhere);
            self.rescaled(node);
            self.held(node, track);
            return;
        }
        let applies = Context::of(vec![Goal::applies(node, true)]);
        for (formula, full) in &node.clauses.not_applicable {
            let rule = self.written(formula.span);
            let what = match full {
                true => say!("因「{rule}」得满分", "full points because “{rule}”"),
                false => say!("因「{rule}」不适用", "not applicable because “{rule}”"),
            };
            self.add(TargetKind::Branch, what, formula.span, anywhere.goal(Goal::holds(formula, true)));
            self.formula(formula, &anywhere);
        }
        for formula in &node.clauses.unsubmitted {
            let rule = self.written(formula.span);
            let what = say!("因「{rule}」视为未提交", "counts as not submitted because “{rule}”");
            self.add(TargetKind::Branch, what, formula.span, applies.goal(Goal::holds(formula, true)));
            self.formula(formula, &applies);
        }
        self.method(node, &node.method, &applies);
        self.lacking(node);
        self.overrides(node, &applies);
        self.held(node, track);
    }

    fn method(&mut self, node: &'p Node, method: &'p Method, applies: &Context<'p>) {
        match method {
            Method::Children(_) | Method::Broken => {}
            Method::Score(score) => self.score(score, &node.code, applies),
            Method::Award(score, when) => self.conditional(node, score, when.as_ref(), applies),
            Method::Best { lowest, methods } => {
                for (number, method) in methods.iter().enumerate() {
                    let nth = number.saturating_add(1);
                    let what = match lowest {
                        true => say!("第 {nth} 种办法最低", "method {nth} is the lowest"),
                        false => say!("第 {nth} 种办法最高", "method {nth} is the highest"),
                    };
                    let place = method.formulas().first().map_or(node.span, |formula| formula.span);
                    self.add(TargetKind::Branch, what, place, applies.goal(Goal::decides(node, number)));
                    self.method(node, method, applies);
                }
            }
            Method::Accumulate { entries, .. } => entries.iter().for_each(|entry| self.entry(node, entry, applies)),
        }
    }

    fn entry(&mut self, node: &'p Node, entry: &'p Entry, applies: &Context<'p>) {
        match entry {
            Entry::Start(_) | Entry::Cap(_) => {}
            Entry::Add(score, when) | Entry::Deduct(score, when) => {
                self.conditional(node, score, when.as_ref(), applies);
            }
            Entry::Checklist { items, .. } => {
                for item in items {
                    self.either(item, applies, item.span);
                    self.formula(item, applies);
                }
            }
            Entry::Count(steps) => {
                self.steps(steps, applies);
                self.formula(&steps.subject, applies);
            }
            Entry::Each(each) => self.each(node, each, applies),
        }
    }

    /// A score where a condition holds.
    fn conditional(&mut self, node: &'p Node, score: &'p Score, when: Option<&'p Formula>, applies: &Context<'p>) {
        let Some(when) = when else { return self.score(score, &node.code, applies) };
        self.either(when, applies, score.span.to(when.span));
        self.formula(when, applies);
        self.score(score, &node.code, &applies.and_holds(when, true));
    }

    /// 无值 and 分母为零.
    fn lacking(&mut self, node: &'p Node) {
        let no_value = say!("没有值", "there is no value");
        let divided = say!("分母为零", "a division by zero");
        for (score, what, divided) in
            [(&node.clauses.no_value, no_value, false), (&node.clauses.zero_division, divided, true)]
        {
            let Some(score) = score else { continue };
            let context = Context::of(vec![Goal::lacks(node, divided)]);
            let excused = node.clauses.not_applicable.iter().map(|(formula, _)| formula);
            let excused = excused.chain(&node.clauses.unsubmitted);
            let context = excused.fold(context, |context, formula| context.and(Goal::holds(formula, false)));
            self.add(TargetKind::Branch, what, score.span, context.goal(Goal::lacks(node, divided)));
            self.score(score, &node.code, &context);
        }
    }

    /// 清零 and 设为.
    fn overrides(&mut self, node: &'p Node, context: &Context<'p>) {
        for entry in &node.clauses.overrides {
            self.either(&entry.when, context, entry.span);
            self.formula(&entry.when, context);
        }
    }

    /// 封顶, 下限, and the points, where some record goes beyond them.
    fn held(&mut self, node: &'p Node, track: Option<usize>) {
        let of = |reached: &&crate::proof::reach::Reached<'_>| reached.track == track && reached.node.code == node.code;
        let Some(reached) = self.reached.iter().find(of) else { return };
        let raw = reached.raw.reach.range();
        let added = self.before_cap(node).unwrap_or_else(|| raw.clone());
        let above = |range: &Range, most: &Number| range.high.as_ref().is_none_or(|high| high.number > *most);
        let zero = Number::zero();
        let least = floor_of(&node.clauses).unwrap_or(&zero);
        let floored = node.clauses.floor != crate::plan::Floor::None;
        let below = raw.low.as_ref().is_none_or(|low| low.number < *least);
        let mut hold = |what, hold| {
            let goal = Context::of(Vec::new()).goal(Goal::held(node, hold));
            self.add(TargetKind::Branch, what, node.span, goal);
        };
        if cap_of(node).is_some_and(|cap| above(&added, cap)) {
            hold(say!("超过封顶", "above the cap"), Hold::Cap);
        }
        if floored && below {
            hold(say!("低于下限", "below the floor"), Hold::Floor);
        }
        let sum = matches!(node.method, Method::Accumulate { .. });
        let capped = raw.clamped(None, node.clauses.cap.as_ref().filter(|_| !sum));
        if !node.clauses.no_cap && above(&capped, &node.points) {
            hold(say!("超过满分", "above the points"), Hold::Points);
        }
    }

    /// What is added where the method adds and deducts, as if there were no cap.
    fn before_cap(&self, node: &Node) -> Option<Range> {
        let Method::Accumulate { entries, .. } = &node.method else { return None };
        let uncapped = Clauses { cap: None, ..node.clauses.clone() };
        let entries: Vec<Entry> = entries.iter().filter(|entry| !matches!(entry, Entry::Cap(_))).cloned().collect();
        Some(self.reacher.sum(&entries, false, &uncapped, &node.points).added?.range())
    }

    /// 缺项折算: some of what is below does not apply, or too much.
    fn rescaled(&mut self, node: &'p Node) {
        let Some(rescale) = &node.clauses.rescale else { return };
        let leaves = node.tree().into_iter().filter(|leaf| !matches!(leaf.method, Method::Children(_)) && !leaf.bonus);
        let absent: Vec<&Node> = leaves.filter(|leaf| self.may_be_absent(leaf)).collect();
        let left_out = absent.iter().fold(Number::zero(), |sum, leaf| sum.plus(&leaf.points));
        let rest = node.points.minus(&left_out);
        let least = rescale.minimum.as_ref().map(|minimum| minimum.times(&node.points));
        let anywhere = Context::of(Vec::new());
        if !absent.is_empty() {
            let what = say!("有缺项而折算", "something does not apply, and the rest is rescaled");
            self.add(TargetKind::Branch, what, node.span, anywhere.goal(Goal::held(node, Hold::Rescaled)));
        }
        if least.is_some_and(|least| rest < least) {
            let what = say!("缺项太多，转人工", "too little applies: left to a person");
            self.add(TargetKind::Branch, what, node.span, anywhere.goal(Goal::held(node, Hold::LeftToPerson)));
        }
    }

    fn may_be_absent(&self, leaf: &Node) -> bool {
        self.reached.iter().any(|reached| std::ptr::eq(reached.node, leaf) && reached.absent)
    }
}
