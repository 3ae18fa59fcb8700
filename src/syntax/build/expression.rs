//! Expressions from their parsed form.

use pest::iterators::Pair;

use super::parts::{Parts, Reader};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{ArithmeticOperator, Expression, ExpressionKind, FactState, Literal, RangeExpression, Unit};
use crate::syntax::figures::range;
use crate::syntax::grammar::Rule;

impl Reader<'_> {
    /// Any expression, of whatever level.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, an expression few")]
    pub(crate) fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let pair = innermost(pair);
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::expression => return self.several(pair, Rule::conjunction, ExpressionKind::Or),
            Rule::conjunction => return self.several(pair, Rule::negation, ExpressionKind::And),
            Rule::negation => return self.negation(pair),
            Rule::comparison => return self.comparison(pair),
            Rule::measure => return self.measure(pair),
            Rule::sum | Rule::product => return self.chain(pair),
            Rule::unary => return self.unary(pair),
            Rule::group => {
                let inner = Parts::of(pair).take(Rule::expression)?;
                return self.expression(inner).map(|inner| Expression { span, ..inner });
            }
            Rule::quantity => return self.quantity(pair),
            Rule::date | Rule::calendar_year | Rule::period | Rule::text | Rule::yes | Rule::no => {
                ExpressionKind::Literal(self.literal(pair)?)
            }
            Rule::name => ExpressionKind::Name(self.name(&pair).text),
            Rule::as_of => ExpressionKind::AsOf,
            Rule::last_year => ExpressionKind::LastYear,
            Rule::total => ExpressionKind::Total,
            Rule::evidence_attached => ExpressionKind::EvidenceAttached,
            Rule::own_points => ExpressionKind::OwnPoints,
            Rule::score_of => ExpressionKind::ScoreOf(self.code(&Parts::of(pair).take(Rule::code)?)),
            Rule::option => {
                let inner = Parts::of(pair).first()?.clone();
                return self.expression(inner);
            }
            Rule::call => self.call(pair)?,
            Rule::aggregate => self.aggregate(pair)?,
            Rule::conditional => self.conditional(pair)?,
            Rule::exists => self.exists(pair)?,
            Rule::every => self.every(pair)?,
            _ => return None,
        };
        Some(Expression { kind, span })
    }

    /// A literal other than a quantity.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a literal six")]
    fn literal(&mut self, pair: Pair<'_, Rule>) -> Option<Literal> {
        Some(match pair.as_rule() {
            Rule::date => Literal::Date(self.date(&pair)?),
            Rule::calendar_year => Literal::Year(i32::try_from(self.calendar_year(pair)?).ok()?),
            Rule::period => Literal::Period(self.period(pair)?),
            Rule::text => Literal::Text(self.text(&pair)),
            Rule::yes => Literal::YesNo(true),
            Rule::no => Literal::YesNo(false),
            _ => return None,
        })
    }

    /// The expressions among the parts that have this rule.
    pub(crate) fn expressions(&mut self, parts: &Parts<'_>, rule: Rule) -> Option<Vec<Expression>> {
        parts.all(rule).into_iter().map(|pair| self.expression(pair)).collect()
    }

    /// The next part of this rule, as an expression.
    pub(crate) fn next(&mut self, parts: &mut Parts<'_>, rule: Rule) -> Option<Expression> {
        let pair = parts.take(rule)?;
        self.expression(pair)
    }

    /// `当 …`, where it is written. Outside: whether it could be read.
    pub(crate) fn filter(&mut self, parts: &mut Parts<'_>) -> Option<Option<Expression>> {
        match parts.take(Rule::filter) {
            Some(pair) => {
                let inner = Parts::of(pair).take(Rule::expression)?;
                self.expression(inner).map(Some)
            }
            None => Some(None),
        }
    }

    fn several(
        &mut self,
        pair: Pair<'_, Rule>,
        rule: Rule,
        kind: impl Fn(Vec<Expression>) -> ExpressionKind,
    ) -> Option<Expression> {
        let span = self.span(&pair);
        let mut operands = self.expressions(&Parts::of(pair), rule)?;
        if operands.len() == 1 { operands.pop() } else { Some(Expression { kind: kind(operands), span }) }
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        if let Some(inner) = parts.take(Rule::negation) {
            let inner = Box::new(self.expression(inner)?);
            return Some(Expression { kind: ExpressionKind::Not(inner), span });
        }
        self.next(&mut parts, Rule::comparison)
    }

    fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let subject = self.next(&mut parts, Rule::measure)?;
        let Some(test) = parts.first().cloned() else { return Some(subject) };
        let kind = self.test(subject, test)?;
        Some(Expression { kind, span })
    }

    fn measure(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let from = self.next(&mut parts, Rule::sum)?;
        if !parts.has(Rule::sum) {
            return Some(from);
        }
        let to = Box::new(self.next(&mut parts, Rule::sum)?);
        Some(Expression { kind: ExpressionKind::Between { from: Box::new(from), to }, span })
    }

    /// `甲 + 乙 - 丙`, from the left.
    #[expect(clippy::wildcard_enum_match_arm, reason = "only four rules are operators here")]
    fn chain(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let mut left: Option<Expression> = None;
        let mut operator = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::plus => operator = Some(ArithmeticOperator::Add),
                Rule::minus => operator = Some(ArithmeticOperator::Subtract),
                Rule::times_sign => operator = Some(ArithmeticOperator::Multiply),
                Rule::over_sign => operator = Some(ArithmeticOperator::Divide),
                _ => {
                    let right = self.expression(part)?;
                    left = Some(match (left.take(), operator.take()) {
                        (Some(left), Some(operator)) => arithmetic(left, operator, right),
                        (_, _) => right,
                    });
                }
            }
        }
        left
    }

    fn unary(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        if parts.take(Rule::minus).is_some() {
            let inner = Box::new(self.next(&mut parts, Rule::unary)?);
            return Some(Expression { kind: ExpressionKind::Negative(inner), span });
        }
        let atom = parts.first()?.clone();
        self.expression(atom)
    }

    fn conditional(&mut self, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        Some(ExpressionKind::If {
            condition: Box::new(self.next(&mut parts, Rule::expression)?),
            then: Box::new(self.next(&mut parts, Rule::expression)?),
            otherwise: Box::new(self.next(&mut parts, Rule::expression)?),
        })
    }

    fn exists(&mut self, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let negated = parts.has(Rule::none);
        let list = self.name(&parts.take(Rule::name)?);
        let filter = self.filter(&mut parts)?.map(Box::new);
        Some(ExpressionKind::Exists { list, filter, negated })
    }

    fn every(&mut self, pair: Pair<'_, Rule>) -> Option<ExpressionKind> {
        let mut parts = Parts::of(pair);
        let list = self.name(&parts.take(Rule::name)?);
        let condition = Box::new(self.next(&mut parts, Rule::expression)?);
        Some(ExpressionKind::Every { list, condition })
    }

    /// `已填`, `为空`, `无记录`, `不适用`
    pub(crate) fn state(&self, pair: Pair<'_, Rule>) -> FactState {
        let parts = Parts::of(pair);
        if parts.has(Rule::given) {
            FactState::Given
        } else if parts.has(Rule::empty) {
            FactState::Empty
        } else if parts.has(Rule::no_record) {
            FactState::NoRecord
        } else {
            FactState::NotApplicable
        }
    }

    /// `1000万元以上不足4000万元` and the other forms of a range.
    pub(crate) fn range(&mut self, pair: Pair<'_, Rule>) -> Option<RangeExpression> {
        let span = self.span(&pair);
        let form = Parts::of(pair).first()?.clone();
        let rule = form.as_rule();
        let mut parts = Parts::of(form.clone());
        if rule == Rule::high_bound {
            return Some(RangeExpression { low: None, high: Some(self.high_bound(form)?), span });
        }
        let first = self.next(&mut parts, Rule::sum)?;
        let high = match parts.take(Rule::high_bound) {
            Some(high) => Some(self.high_bound(high)?),
            None => None,
        };
        let (low, high) = if rule == Rule::low_range {
            (Some((first, !parts.has(Rule::over))), high)
        } else if parts.has(Rule::above) {
            (Some((first, true)), high)
        } else if parts.has(Rule::up_to_word) {
            (None, Some((first, true)))
        } else if parts.has(Rule::sum) {
            (Some((first, true)), Some((self.next(&mut parts, Rule::sum)?, true)))
        } else {
            self.refuse_dash(&first)?;
            (Some((first.clone(), true)), Some((first, true)))
        };
        self.refuse_half_a_unit(low.as_ref(), high.as_ref());
        Some(RangeExpression { low, high, span })
    }

    /// `5-10人`: a dash between the ends of a range would be a minus.
    fn refuse_dash(&mut self, only: &Expression) -> Option<()> {
        let written = self.header.written(only.span);
        let fault = written.split_once('-').and_then(|(low, high)| range(only.span, low.trim(), high.trim()));
        match fault {
            Some(fault) => {
                self.faults.push(fault);
                None
            }
            None => Some(()),
        }
    }

    /// `1000以上不足4000万元`: one bound has a unit, the other has none.
    fn refuse_half_a_unit(&mut self, low: Option<&(Expression, bool)>, high: Option<&(Expression, bool)>) {
        let (Some((low, _)), Some((high, _))) = (low, high) else { return };
        let (bare, other) = match (unit(low), unit(high)) {
            (Some(Unit::Plain), Some(unit)) if *unit != Unit::Plain => (low, high),
            (Some(unit), Some(Unit::Plain)) if *unit != Unit::Plain => (high, low),
            (_, _) => return,
        };
        let (number, full) = (self.header.written(bare.span), self.header.written(other.span));
        let unit = full.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
        let right = format!("{number}{unit}");
        let fault = Diagnostic::error("E0118", bare.span, say!("这个数缺单位", "this number lacks its unit"))
            .and(other.span, say!("另一端有单位", "the other end has a unit"));
        self.faults.push(fault.replace(say!("写成「{right}」", "write `{right}`"), bare.span, right.clone()));
    }

    fn high_bound(&mut self, pair: Pair<'_, Rule>) -> Option<(Expression, bool)> {
        let mut parts = Parts::of(pair);
        let included = parts.has(Rule::at_most);
        self.next(&mut parts, Rule::sum).map(|bound| (bound, included))
    }
}

/// Goes down through the levels that say nothing of their own: `甲` is an expression of one conjunction of one negation …
fn innermost(mut pair: Pair<'_, Rule>) -> Pair<'_, Rule> {
    while let Rule::expression
    | Rule::conjunction
    | Rule::negation
    | Rule::comparison
    | Rule::measure
    | Rule::sum
    | Rule::product
    | Rule::unary = pair.as_rule()
    {
        let mut parts = pair.clone().into_inner();
        match (parts.next(), parts.next()) {
            (Some(only), None) => pair = only,
            (_, _) => break,
        }
    }
    pair
}

fn unit(expression: &Expression) -> Option<&Unit> {
    let ExpressionKind::Literal(Literal::Number { unit, .. }) = &expression.kind else { return None };
    Some(unit)
}

fn arithmetic(left: Expression, operator: ArithmeticOperator, right: Expression) -> Expression {
    let span = left.span.to(right.span);
    let kind = ExpressionKind::Arithmetic { left: Box::new(left), operator, right: Box::new(right) };
    Expression { kind, span }
}
