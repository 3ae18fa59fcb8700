//! Names in expressions: facts, fields, definitions, codes, and choices by what they are compared with.

use super::{Scope, Walker};
use crate::document::{Aggregate, AggregateFunction, Expression, ExpressionKind, Literal, Name, RangeExpression};

impl Walker<'_> {
    /// Notes the names in an expression. Returns the facts and fields of whose choices its value is one.
    pub(super) fn walk(&mut self, expression: &Expression, scope: &Scope) -> Vec<usize> {
        self.walk_as(expression, scope, &[])
    }

    /// The same where a choice of one of these facts may stand.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn walk_as(&mut self, expression: &Expression, scope: &Scope, expected: &[usize]) -> Vec<usize> {
        match &expression.kind {
            ExpressionKind::Name(name) => self.walk_name(name, expression, scope, expected),
            ExpressionKind::If { condition, then, otherwise } => {
                self.walk(condition, scope);
                let mut chosen = self.walk_as(then, scope, expected);
                let wanted = if chosen.is_empty() { expected.to_vec() } else { chosen.clone() };
                chosen.extend(self.walk_as(otherwise, scope, &wanted));
                chosen.dedup();
                chosen
            }
            ExpressionKind::Aggregate(aggregate) => self.aggregate(aggregate, scope),
            other => {
                self.walk_parts(other, scope);
                Vec::new()
            }
        }
    }

    /// Forms whose value is not a choice.
    fn walk_parts(&mut self, kind: &ExpressionKind, scope: &Scope) {
        match kind {
            ExpressionKind::Compare { left, right, .. } => {
                let chosen = self.walk(left, scope);
                if chosen.is_empty() {
                    self.walk(right, scope);
                } else {
                    self.walk_choice(right, &chosen);
                }
            }
            ExpressionKind::Member { subject, options, .. } => {
                let chosen = self.walk(subject, scope);
                options.iter().for_each(|option| self.walk_choice(option, &chosen));
            }
            ExpressionKind::ScoreOf(code) => {
                if let Some(found) = self.symbols.score(&code.text, scope.track) {
                    self.used(found, code.span);
                }
            }
            ExpressionKind::Exists { list, filter, .. } => {
                let inner = self.records_of(list, scope);
                self.each_of(filter.as_deref(), &inner);
            }
            ExpressionKind::Every { list, condition } => {
                let inner = self.records_of(list, scope);
                self.walk(condition, &inner);
            }
            ExpressionKind::InRange { subject, range, .. } => {
                self.walk(subject, scope);
                self.range(range, scope);
            }
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) | ExpressionKind::Call { arguments: parts, .. } => {
                self.each_of(parts, scope);
            }
            ExpressionKind::Between { from: left, to: right } | ExpressionKind::Arithmetic { left, right, .. } => {
                self.each_of([&**left, &**right], scope);
            }
            ExpressionKind::Not(inner)
            | ExpressionKind::Negative(inner)
            | ExpressionKind::Window { subject: inner, .. }
            | ExpressionKind::Elapsed { subject: inner, .. }
            | ExpressionKind::State { subject: inner, .. } => self.each_of([&**inner], scope),
            ExpressionKind::Name(_)
            | ExpressionKind::If { .. }
            | ExpressionKind::Aggregate(_)
            | ExpressionKind::Literal(_)
            | ExpressionKind::AsOf
            | ExpressionKind::LastYear
            | ExpressionKind::Total
            | ExpressionKind::EvidenceAttached
            | ExpressionKind::OwnPoints => {}
        }
    }

    fn walk_name(&mut self, name: &str, expression: &Expression, scope: &Scope, expected: &[usize]) -> Vec<usize> {
        if expected.iter().any(|fact| self.symbols.choice(name, *fact).is_some()) {
            self.choice(name, expression.span, expected);
            return expected.to_vec();
        }
        let found = self.name(name, expression.span, scope);
        found.and_then(|found| self.symbols.get(found)).map_or(Vec::new(), |symbol| symbol.chosen_from.clone())
    }

    /// What can only be the name of a choice.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn walk_choice(&mut self, expression: &Expression, facts: &[usize]) {
        match &expression.kind {
            ExpressionKind::Name(name) => self.choice(name, expression.span, facts),
            ExpressionKind::Literal(Literal::Text(text)) => {
                if let Some(inside) = self.quoted(text.span, &text.value) {
                    self.choice(&text.value, inside, facts);
                }
            }
            _ => {}
        }
    }

    /// Notes the list, and gives the scope of its records.
    pub(super) fn records_of(&mut self, list: &Name, scope: &Scope) -> Scope {
        self.name(&list.text, list.span, scope);
        scope.within(self.symbols.list(&list.text, scope))
    }

    fn aggregate(&mut self, aggregate: &Aggregate, scope: &Scope) -> Vec<usize> {
        let inner = self.records_of(&aggregate.list, scope);
        let parts = aggregate.filter.iter().chain(&aggregate.weight).chain(&aggregate.by).chain(&aggregate.weights);
        parts.for_each(|part| {
            self.walk(part, &inner);
        });
        let chosen = aggregate.value.as_ref().map_or(Vec::new(), |value| self.walk(value, &inner));
        match aggregate.function {
            AggregateFunction::TheOne | AggregateFunction::Newest => chosen,
            AggregateFunction::Count
            | AggregateFunction::Sum
            | AggregateFunction::Highest
            | AggregateFunction::Lowest
            | AggregateFunction::Mean
            | AggregateFunction::Distinct
            | AggregateFunction::WeightedMean
            | AggregateFunction::TrimmedMean
            | AggregateFunction::Yearly => Vec::new(),
        }
    }

    pub(super) fn range(&mut self, range: &RangeExpression, scope: &Scope) {
        for (bound, _) in range.low.iter().chain(&range.high) {
            self.walk(bound, scope);
        }
    }
}
