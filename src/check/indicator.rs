//! Indicators: their clauses, and the one method of each leaf.

use std::mem::{Discriminant, discriminant};

use super::Checker;
use super::scope::Scope;
use super::score::Purpose;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{self, Clause, ClauseKind, Text};
use crate::plan::{Clauses, Dimension, Entry, Floor, MayRepeat, Method, Node, Override, Rescale, Score, ScoreKind};
use crate::source::Span;
use crate::value::Number;

/// The head of an indicator, or of a sheet or adjustment that is built like one.
pub(super) struct Head<'d> {
    pub(super) code: &'d str,
    pub(super) title: &'d str,
    pub(super) points: Number,
    pub(super) bonus: bool,
    pub(super) weight: Option<Number>,
    pub(super) span: Span,
}

impl Checker<'_> {
    pub(super) fn indicator(&mut self, written: &document::Indicator, track: Option<usize>) -> Node {
        self.take_code(&written.code, track);
        let points = self.points(&written.points, track);
        let weight =
            written.weight.as_ref().and_then(|weight| self.amount(weight, Dimension::Ratio, &Scope::of_track(track)));
        let head = Head {
            code: &written.code.text,
            title: &written.title.value,
            points,
            bonus: written.bonus,
            weight,
            span: written.span,
        };
        let node = self.node(head, &written.clauses, &written.children, track);
        self.scored.insert((node.code.clone(), track));
        node
    }

    pub(super) fn node(
        &mut self,
        head: Head<'_>,
        clauses: &[Clause],
        children: &[document::Indicator],
        track: Option<usize>,
    ) -> Node {
        let children: Vec<Node> = children.iter().map(|child| self.indicator(child, track)).collect();
        let scope = Scope::of_track(track);
        let mut node = Node {
            code: head.code.to_owned(),
            title: head.title.to_owned(),
            points: head.points,
            bonus: head.bonus,
            weight: head.weight,
            basis: Vec::new(),
            evidence: Vec::new(),
            verification: Vec::new(),
            notes: Vec::new(),
            clauses: Clauses::default(),
            method: Method::Broken,
            reads: Vec::new(),
            span: head.span,
        };
        let in_order = clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::InOrder));
        let alone = clauses.iter().filter(|clause| only_one(&clause.kind, in_order));
        self.once(alone.map(|clause| (discriminant(&clause.kind), clause.span)));
        let mut methods = Vec::new();
        for clause in clauses {
            if !self.meta(&mut node, clause) && !self.plain_clause(&mut node, clause, &scope) {
                methods.push(clause);
            }
        }
        let one_method = methods.iter().any(|clause| single(clause));
        if one_method || !children.is_empty() {
            for clause in methods.iter().filter(|clause| matches!(clause.kind, ClauseKind::Cap(_))) {
                if let ClauseKind::Cap(points) = &clause.kind {
                    node.clauses.cap = Some(self.points(points, scope.track));
                }
            }
            methods.retain(|clause| !matches!(clause.kind, ClauseKind::Cap(_)));
        }
        node.method = match (children.is_empty(), methods.as_slice()) {
            (false, []) => {
                self.children_add_up(&node, &children);
                Method::Children(children)
            }
            (false, [first, ..]) => {
                self.error(
                    "E0603",
                    first.span,
                    say!(
                        "有下级指标的指标由下级相加，不能再写计分方法",
                        "an indicator with children is scored from them and has no method of its own"
                    ),
                );
                Method::Children(children)
            }
            (true, methods) => self.method(&mut node, methods, &scope),
        };
        node.reads = self.reads(&node);
        self.hazards(&node);
        self.out_of_place(&node);
        node
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn meta(&mut self, node: &mut Node, clause: &Clause) -> bool {
        let (into, texts) = match &clause.kind {
            ClauseKind::Basis(texts) => (&mut node.basis, texts),
            ClauseKind::Evidence(texts) => (&mut node.evidence, texts),
            ClauseKind::Verification(texts) => (&mut node.verification, texts),
            ClauseKind::Note(texts) => (&mut node.notes, texts),
            _ => return false,
        };
        into.extend(texts.iter().map(|text: &Text| text.value.clone()));
        true
    }

    /// Clauses that go with any method.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn plain_clause(&mut self, node: &mut Node, clause: &Clause, scope: &Scope) -> bool {
        let purpose = Purpose::points(node.points.clone());
        let clauses = &mut node.clauses;
        match &clause.kind {
            ClauseKind::Rescale { minimum } => {
                let minimum = minimum.as_ref().and_then(|minimum| self.amount(minimum, Dimension::Ratio, scope));
                clauses.rescale = Some(Rescale { minimum });
            }
            ClauseKind::NotApplicable { when, full } => {
                clauses.not_applicable.push((self.condition(when, scope), *full));
            }
            ClauseKind::Unsubmitted(when) => clauses.unsubmitted.push(self.condition(when, scope)),
            ClauseKind::NoValue(score) => clauses.no_value = self.score(score, &purpose, scope),
            ClauseKind::ZeroDivision(score) => clauses.zero_division = self.score(score, &purpose, scope),
            ClauseKind::Clear(when) => {
                let when = self.condition(when, scope);
                clauses.overrides.push(Override { points: Number::zero(), when, span: clause.span });
            }
            ClauseKind::SetTo { points, when } => {
                let when = self.condition(when, scope);
                let points = self.points(points, scope.track);
                clauses.overrides.push(Override { points, when, span: clause.span });
            }
            ClauseKind::Round(places) => clauses.round = Some((*places).min(10)),
            ClauseKind::Floor(points) => clauses.floor = Floor::At(self.points(points, scope.track)),
            ClauseKind::JumpMeant(reason) => {
                clauses.jump_meant = true;
                node.notes.push(format!("跳变有意：{}", reason.value));
            }
            ClauseKind::MayRepeat { codes, reason } => {
                clauses.may_repeat.extend(codes.iter().map(|code| MayRepeat {
                    code: code.text.clone(),
                    reason: reason.value.clone(),
                    span: code.span,
                }));
            }
            ClauseKind::NoFloor => {
                clauses.floor = Floor::None;
                clauses.no_floor_at = Some(clause.span);
            }
            ClauseKind::NoCap => {
                clauses.no_cap = true;
                clauses.no_cap_at = Some(clause.span);
            }
            _ => return false,
        }
        true
    }

    fn method(&mut self, node: &mut Node, clauses: &[&Clause], scope: &Scope) -> Method {
        let purpose = Purpose::points(node.points.clone());
        match clauses {
            [] => {
                let code = &node.code;
                self.report(
                    Diagnostic::error(
                        "E0604",
                        node.span,
                        say!("指标 {code} 没有写怎么计分", "nothing says how {code} is scored"),
                    )
                    .help(say!("写一种计分方法，例如 得 满分 当 条件", "write a method, such as 得 满分 当 …")),
                );
                Method::Broken
            }
            [only] if single(only) => {
                let method = self.single_method(only, &purpose, scope);
                self.within_points(node, &method);
                method
            }
            _ => {
                if let Some(other) = clauses.iter().find(|clause| single(clause)) {
                    self.error(
                        "E0607",
                        other.span,
                        say!(
                            "一个指标只能用一种计分方法；要加减就用 起始、加、扣、每条",
                            "an indicator has one method; to add and deduct use 起始, 加, 扣, 每条"
                        ),
                    );
                    return Method::Broken;
                }
                self.accumulate(node, clauses, &purpose, scope)
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn single_method(&mut self, clause: &Clause, purpose: &Purpose, scope: &Scope) -> Method {
        match &clause.kind {
            ClauseKind::Award { score, when } => {
                let when = when.as_ref().map(|when| self.condition(when, scope));
                self.score(score, purpose, scope).map_or(Method::Broken, |score| Method::Award(score, when))
            }
            ClauseKind::Method(score) => self.score(score, purpose, scope).map_or(Method::Broken, Method::Score),
            ClauseKind::Best { lowest, methods } => {
                let methods = methods.iter().map(|method| {
                    if single(method) {
                        self.single_method(method, purpose, scope)
                    } else {
                        self.entry(method, purpose, scope).map_or(Method::Broken, |entry| Method::Accumulate {
                            entries: vec![entry],
                            in_order: false,
                        })
                    }
                });
                Method::Best { lowest: *lowest, methods: methods.collect() }
            }
            _ => Method::Broken,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn accumulate(&mut self, node: &mut Node, clauses: &[&Clause], purpose: &Purpose, scope: &Scope) -> Method {
        let in_order = clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::InOrder));
        let mut entries = Vec::new();
        for clause in clauses {
            match &clause.kind {
                ClauseKind::InOrder => {}
                ClauseKind::Cap(points) if !in_order => node.clauses.cap = Some(self.points(points, scope.track)),
                _ => entries.extend(self.entry(clause, purpose, scope)),
            }
        }
        if clauses.iter().all(|clause| matches!(clause.kind, ClauseKind::InOrder | ClauseKind::Cap(_))) {
            let message = say!("没有写加什么、扣什么", "nothing is added or deducted");
            let help = say!("写上 加 …、扣 … 或 每条 …", "write 加 …, 扣 … or 每条 …");
            self.report(Diagnostic::error("E0604", node.span, message).help(help));
        }
        Method::Accumulate { entries, in_order }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn entry(&mut self, clause: &Clause, purpose: &Purpose, scope: &Scope) -> Option<Entry> {
        match &clause.kind {
            ClauseKind::Start(points) => Some(Entry::Start(self.points(points, scope.track))),
            ClauseKind::Add { score, when } | ClauseKind::Deduct { score, when } => {
                let when = when.as_ref().map(|when| self.condition(when, scope));
                let score = self.score(score, purpose, scope)?;
                let adds = matches!(clause.kind, ClauseKind::Add { .. });
                Some(if adds { Entry::Add(score, when) } else { Entry::Deduct(score, when) })
            }
            ClauseKind::Checklist { missing, points, items } => {
                let points = self.points(points, scope.track);
                let items = items.iter().map(|item| self.condition(item, scope)).collect();
                Some(Entry::Checklist { missing: *missing, points, items })
            }
            ClauseKind::Count(steps) => self.steps(steps, purpose, scope).map(Entry::Count),
            ClauseKind::Each(each) => self.each(each, purpose, scope).map(|each| Entry::Each(Box::new(each))),
            ClauseKind::Cap(points) => Some(Entry::Cap(self.points(points, scope.track))),
            _ => None,
        }
    }
}

impl Checker<'_> {
    /// Reports a score that is written out and is more than the points: it could never be reached.
    fn within_points(&mut self, node: &Node, method: &Method) {
        let adjustment = node.bonus && node.points.is_zero();
        if node.clauses.no_cap || adjustment {
            return;
        }
        match method {
            Method::Score(score) | Method::Award(score, _) => self.score_within_points(node, score),
            Method::Best { methods, .. } => methods.iter().for_each(|method| self.within_points(node, method)),
            Method::Accumulate { .. } | Method::Children(_) | Method::Broken => {}
        }
    }

    fn score_within_points(&mut self, node: &Node, score: &Score) {
        let found = match &score.kind {
            ScoreKind::Bands(bands) => {
                bands.rows.iter().for_each(|row| self.score_within_points(node, &row.score));
                return;
            }
            ScoreKind::Amount(formula) => self.constant(formula).map(|(number, _)| number),
            ScoreKind::Linear { from, to, .. } => Some(from.max(to).clone()),
            ScoreKind::Assessed { high, .. } => Some(high.clone()),
            ScoreKind::Steps(_)
            | ScoreKind::Ratio { .. }
            | ScoreKind::NotApplicable
            | ScoreKind::Pending
            | ScoreKind::Unsubmitted => None,
        };
        if let Some(found) = found.filter(|found| *found > node.points) {
            let (code, points) = (&node.code, &node.points);
            let message = say!(
                "这里得 {found} 分，超过了 {code} 的满分 {points} 分",
                "this gives {found} points, and {code} has only {points}"
            );
            self.report(Diagnostic::error("E0610", score.span, message).help(say!(
                "改小这里的分，或改满分；确实可以超过满分的，在指标里加一行 不封顶",
                "give less here, or raise the points; where more than full points is meant, add a line 不封顶"
            )));
        }
    }

    /// Reports a clause that is written again where only one can count.
    pub(super) fn once<K>(&mut self, clauses: impl Iterator<Item = (Discriminant<K>, Span)>) {
        let mut seen: Vec<(Discriminant<K>, Span)> = Vec::new();
        for (kind, span) in clauses {
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == kind) {
                let message = say!("这里只能写一句，写了两句", "one such clause can stand here, and there are two");
                let diagnostic = Diagnostic::error("E0609", span, message).here(say!("第二句", "the second"));
                self.report(diagnostic.and(*first, say!("第一句在这里", "the first is here")));
            } else {
                seen.push((kind, span));
            }
        }
    }
}

/// Whether only one clause of this kind can count.
fn only_one(kind: &ClauseKind, in_order: bool) -> bool {
    let alone = matches!(
        kind,
        ClauseKind::Rescale { .. }
            | ClauseKind::NoValue(_)
            | ClauseKind::ZeroDivision(_)
            | ClauseKind::Round(_)
            | ClauseKind::Floor(_)
    );
    alone || (matches!(kind, ClauseKind::Cap(_)) && !in_order)
}

/// Whether a clause is a whole method by itself.
fn single(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Award { .. } | ClauseKind::Method(_) | ClauseKind::Best { .. })
}
