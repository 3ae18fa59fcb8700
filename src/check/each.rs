//! `每条`: what is done with each record of a list.

use std::mem::discriminant;

use super::Checker;
use super::formula::type_names;
use super::scope::Scope;
use super::score::Purpose;
use crate::diagnostic::say;
use crate::document::{self, EachClause, EachClauseKind, Expression, GroupBy};
use crate::plan::{Each, EachValue, Formula, GroupCap, GroupKey, Kind, Repeat, Same, Type};
use crate::value::Number;

impl Checker<'_> {
    pub(super) fn each(&mut self, written: &document::Each, purpose: &Purpose, scope: &Scope) -> Option<Each> {
        let (list, rows) = self.list(&written.list.text, written.list.span, scope)?;
        let inner = scope.within(rows);
        let label = self.fields(rows).iter().position(|field| matches!(field.kind, Kind::Text) && !field.confidential);
        let mut each = Each {
            list,
            name: written.list.text.clone(),
            exclude: Vec::new(),
            when: Vec::new(),
            validity: None,
            same: Vec::new(),
            value: EachValue::FirstAndRest(Number::zero(), Number::zero()),
            deduct: false,
            repeat: None,
            factors: Vec::new(),
            group_caps: Vec::new(),
            only: None,
            cap: None,
            label,
            span: written.span,
        };
        let alone = written.clauses.iter().filter(|clause| only_one(&clause.kind));
        self.once(alone.map(|clause| (discriminant(&clause.kind), clause.span)));
        let mut values = Vec::new();
        for clause in &written.clauses {
            self.each_clause(&mut each, clause, purpose, &inner, &mut values);
        }
        if let (Some(_), [cap, ..]) = (each.only, each.group_caps.as_slice()) {
            let message = say!("只取一条时，分组封顶不起作用", "where one record alone counts, groups have no cap");
            self.error("E0609", cap.span, message);
        }
        self.first_alike(&each);
        match values.as_slice() {
            [_] => Some(each),
            [] => {
                self.error(
                    "E0605",
                    written.span,
                    say!(
                        "没有说每条加多少或扣多少：写一行 加 … 或 扣 …",
                        "nothing says what a record adds or deducts: write 加 … or 扣 …"
                    ),
                );
                None
            }
            [_, second, ..] => {
                self.error(
                    "E0606",
                    *second,
                    say!("一个 每条 里只能写一个 加 或 扣", "one 每条 holds only one 加 or 扣"),
                );
                None
            }
        }
    }

    fn each_clause(
        &mut self,
        each: &mut Each,
        clause: &EachClause,
        purpose: &Purpose,
        scope: &Scope,
        values: &mut Vec<crate::source::Span>,
    ) {
        match &clause.kind {
            EachClauseKind::Exclude(condition) => each.exclude.push(self.condition(condition, scope)),
            EachClauseKind::When(condition) => each.when.push(self.condition(condition, scope)),
            EachClauseKind::Validity { from, period } => {
                let from = self.of_type(from, scope, &Type::Date);
                let inner = Scope { own_points: true, ..scope.clone() };
                each.validity = self.score(period, &Purpose::validity(), &inner).map(|period| (from, period));
            }
            EachClauseKind::Same { keys, keep } => {
                let keys = keys.iter().map(|key| self.key(key, scope)).collect();
                each.same.push(Same { keys, keep: *keep, span: clause.span });
            }
            EachClauseKind::Add(score) | EachClauseKind::Deduct(score) => {
                values.push(clause.span);
                each.deduct = matches!(clause.kind, EachClauseKind::Deduct(_));
                if let Some(score) = self.score(score, purpose, scope) {
                    each.value = EachValue::Score(score);
                }
            }
            EachClauseKind::FirstAndRest { deduct, first, rest } => {
                values.push(clause.span);
                each.deduct = *deduct;
                each.value = EachValue::FirstAndRest(self.points(first, scope.track), self.points(rest, scope.track));
            }
            EachClauseKind::Repeat { same, date, within, factor } => {
                let same = self.key(same, scope);
                let date = self.of_type(date, scope, &Type::Date);
                let factor = self.amount(factor, crate::plan::Dimension::Plain, scope).unwrap_or_else(Number::one);
                each.repeat = Some(Repeat { same, date, within: *within, factor, span: clause.span });
            }
            EachClauseKind::Factor { factor, when } => {
                let when = when.as_ref().map(|when| self.condition(when, scope));
                each.factors.extend(self.score(factor, &Purpose::factor(), scope).map(|factor| (factor, when)));
            }
            EachClauseKind::GroupCap { by, points } => {
                let by = match by {
                    GroupBy::Year(date) => GroupKey::Year(self.of_type(date, scope, &Type::Date)),
                    GroupBy::Month(date) => GroupKey::Month(self.of_type(date, scope, &Type::Date)),
                    GroupBy::Key(key) => GroupKey::Key(self.key(key, scope)),
                };
                each.group_caps.push(GroupCap { by, points: self.points(points, scope.track), span: clause.span });
            }
            EachClauseKind::Only { lowest } => each.only = Some(*lowest),
            EachClauseKind::Cap(points) => each.cap = Some(self.points(points, scope.track)),
        }
    }

    /// A formula whose values can be told apart.
    fn key(&mut self, expression: &Expression, scope: &Scope) -> Formula {
        let formula = self.formula(expression, scope);
        if matches!(formula.of, Type::Interval | Type::Period | Type::List | Type::Choices(_)) {
            let (zh, en) = type_names(&formula.of);
            self.error("E0305", expression.span, say!("{zh}不能用来区分记录", "{en} cannot tell records apart"));
        }
        formula
    }
}

/// Whether only one clause of this kind can count.
fn only_one(kind: &EachClauseKind) -> bool {
    match kind {
        EachClauseKind::Validity { .. }
        | EachClauseKind::Repeat { .. }
        | EachClauseKind::GroupCap { .. }
        | EachClauseKind::Only { .. }
        | EachClauseKind::Cap(_) => true,
        EachClauseKind::Exclude(_)
        | EachClauseKind::When(_)
        | EachClauseKind::Same { .. }
        | EachClauseKind::Add(_)
        | EachClauseKind::Deduct(_)
        | EachClauseKind::FirstAndRest { .. }
        | EachClauseKind::Factor { .. } => false,
    }
}
