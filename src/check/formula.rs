//! Turns expressions into formulas: each name resolved, each type known.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Message, say};
use crate::document::{Comparison, Expression, ExpressionKind, Literal, WindowKind};
use crate::plan::{Dimension, Formula, FormulaKind, Type, WindowBound};
use crate::source::Span;
use crate::value::{Period, PeriodUnit};

impl Checker<'_> {
    /// A formula of whatever type the expression has.
    pub(super) fn formula(&mut self, expression: &Expression, scope: &Scope) -> Formula {
        self.formula_as(expression, scope, None)
    }

    /// A formula that must be a condition.
    pub(super) fn condition(&mut self, expression: &Expression, scope: &Scope) -> Formula {
        let formula = self.formula(expression, scope);
        if !matches!(formula.of, Type::Truth | Type::Broken) {
            let (zh, en) = type_names(&formula.of);
            self.error(
                "E0304",
                expression.span,
                say!("这里要写能判断是或否的条件，而这是{zh}", "a condition is needed here, and this is {en}"),
            );
            return broken(expression.span);
        }
        formula
    }

    /// A formula; a name may be a choice where one is expected.
    pub(super) fn formula_as(&mut self, expression: &Expression, scope: &Scope, expected: Option<&Type>) -> Formula {
        let span = expression.span;
        let (kind, of) = match &expression.kind {
            ExpressionKind::Literal(literal) => literal_formula(literal),
            ExpressionKind::Name(name) => return self.name(name, span, scope, expected),
            ExpressionKind::AsOf => (FormulaKind::AsOf, Type::Date),
            ExpressionKind::LastYear => (FormulaKind::LastYear, Type::Year),
            ExpressionKind::Total => return self.total(span, scope),
            ExpressionKind::EvidenceAttached => return self.evidence_attached(span, scope),
            ExpressionKind::OwnPoints => return self.own_points(span, scope),
            ExpressionKind::ScoreOf(code) => return self.score_of(&code.text, span, scope),
            ExpressionKind::And(parts) => {
                (FormulaKind::And(parts.iter().map(|part| self.condition(part, scope)).collect()), Type::Truth)
            }
            ExpressionKind::Or(parts) if self.refuse_bare_choices(parts, span, scope) => return broken(span),
            ExpressionKind::Or(parts) => {
                (FormulaKind::Or(parts.iter().map(|part| self.condition(part, scope)).collect()), Type::Truth)
            }
            ExpressionKind::Not(inner) => (FormulaKind::Not(Box::new(self.condition(inner, scope))), Type::Truth),
            ExpressionKind::Compare { left, operator, right } => {
                return self.comparison(left, *operator, right, span, scope);
            }
            ExpressionKind::InRange { subject, range, negated } => {
                return self.in_range(subject, range, *negated, span, scope);
            }
            ExpressionKind::Member { subject, membership, options } => {
                return self.member(subject, *membership, options, span, scope);
            }
            ExpressionKind::Window { subject, period, kind, negated } => {
                let bound = match kind {
                    WindowKind::Past => WindowBound::Past(*period),
                    WindowKind::Future => WindowBound::Future(*period),
                    WindowKind::Years => WindowBound::Years(period.count),
                };
                return self.window(subject, bound, *negated, span, scope);
            }
            ExpressionKind::Elapsed { subject, period, negated } => {
                let subject = self.formula(subject, scope);
                return self.elapsed(subject, *period, *negated, span);
            }
            ExpressionKind::Between { from, to } => {
                let (from, to) = (self.of_type(from, scope, &Type::Date), self.of_type(to, scope, &Type::Date));
                (FormulaKind::Between(Box::new(from), Box::new(to)), Type::Interval)
            }
            ExpressionKind::State { subject, state } => {
                let subject = self.formula(subject, scope);
                return self.state(subject, *state, span);
            }
            ExpressionKind::Exists { list, filter, negated } => {
                return self.exists(list, filter.as_deref(), *negated, span, scope);
            }
            ExpressionKind::Every { list, condition } => return self.every(list, condition, span, scope),
            ExpressionKind::Aggregate(aggregate) => return self.aggregate(aggregate, span, scope),
            ExpressionKind::Arithmetic { left, operator, right } => {
                return self.arithmetic(left, *operator, right, span, scope);
            }
            ExpressionKind::Negative(inner) => {
                let inner = self.quantity(inner, scope);
                let of = inner.of.clone();
                (FormulaKind::Negative(Box::new(inner)), of)
            }
            ExpressionKind::If { condition, then, otherwise } => {
                return self.choice_of_two(condition, then, otherwise, span, scope, expected);
            }
            ExpressionKind::Call { function, arguments } => return self.call(*function, arguments, span, scope),
        };
        Formula { kind, of, span }
    }

    /// `X 满 3年`, of a day or of the time between two days.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn elapsed(&mut self, subject: Formula, period: Period, negated: bool, span: Span) -> Formula {
        let kind = match subject.of {
            Type::Date => FormulaKind::Elapsed(Box::new(subject), period),
            Type::Interval => {
                let period = Formula { kind: FormulaKind::Period(period), of: Type::Period, span };
                FormulaKind::Compare(Box::new(subject), Comparison::AtLeast, Box::new(period))
            }
            Type::Broken => return broken(span),
            other => {
                let (zh, en) = type_names(&other);
                let message =
                    say!("满多少年、月、日要按日期算，而这是{zh}", "a period runs from a date, and this is {en}");
                self.error("E0305", subject.span, message);
                return broken(span);
            }
        };
        comparison((kind, Type::Truth), negated, span)
    }

    fn name(&mut self, name: &str, span: Span, scope: &Scope, expected: Option<&Type>) -> Formula {
        if let Some(expected @ (Type::Choice(choices) | Type::Choices(choices))) = expected
            && let Some(index) = choices.iter().position(|choice| choice.name == name)
        {
            let of = Type::Choice(choices.clone());
            debug_assert!(matches!(expected, Type::Choice(_) | Type::Choices(_)));
            return Formula { kind: FormulaKind::Choice(index), of, span };
        }
        self.resolve(name, span, scope)
    }

    /// A formula of exactly this type.
    pub(super) fn of_type(&mut self, expression: &Expression, scope: &Scope, wanted: &Type) -> Formula {
        let formula = self.formula_as(expression, scope, Some(wanted));
        if formula.of == *wanted || formula.of == Type::Broken {
            return formula;
        }
        let ((zh, en), (found_zh, found_en)) = (type_names(wanted), type_names(&formula.of));
        let message = say!("这里要写{zh}，而这是{found_zh}", "this must be {en}, and it is {found_en}");
        let fault = Diagnostic::error("E0305", expression.span, message);
        self.report(match (wanted, self.constant(&formula)) {
            (Type::Period, Some((number, Dimension::Plain))) => {
                fault.help(say!("补上单位：{number}年、{number}个月", "add the unit: {number}年 or {number}个月"))
            }
            (_, _) => fault,
        });
        broken(expression.span)
    }

    /// A formula that must be a quantity.
    pub(super) fn quantity(&mut self, expression: &Expression, scope: &Scope) -> Formula {
        let formula = self.formula(expression, scope);
        if matches!(formula.of, Type::Quantity(_) | Type::Broken) {
            return formula;
        }
        let (zh, en) = type_names(&formula.of);
        self.error(
            "E0305",
            expression.span,
            say!("这里要写数量，而这是{zh}", "a quantity is needed here, and this is {en}"),
        );
        broken(expression.span)
    }

    fn total(&mut self, span: Span, scope: &Scope) -> Formula {
        if scope.after_scoring {
            return Formula { kind: FormulaKind::Total, of: Type::Quantity(Dimension::Points), span };
        }
        self.misplaced(
            span,
            say!(
                "总分要等全部指标评完才有，只能用在条件、上限和等级里",
                "the total is known only after all indicators: use it in conditions, ceilings and grades"
            ),
        )
    }

    fn evidence_attached(&mut self, span: Span, scope: &Scope) -> Formula {
        if !scope.rows.is_empty() {
            return Formula { kind: FormulaKind::EvidenceAttached, of: Type::Truth, span };
        }
        self.misplaced(
            span,
            say!("“已附证明”说的是列表里的一条记录，只能用在说到列表的地方", "已附证明 speaks of one record of a list"),
        )
    }

    fn own_points(&mut self, span: Span, scope: &Scope) -> Formula {
        if scope.own_points {
            return Formula { kind: FormulaKind::OwnPoints, of: Type::Quantity(Dimension::Points), span };
        }
        self.misplaced(
            span,
            say!("“本条分值”只能用在 每条 的有效期里", "本条分值 can be used only in the 有效期 of 每条"),
        )
    }

    fn score_of(&mut self, code: &str, span: Span, scope: &Scope) -> Formula {
        if [None, scope.track].iter().any(|owner| self.scored.contains(&(code.to_owned(), *owner))) {
            let kind = FormulaKind::ScoreOf(code.to_owned());
            return Formula { kind, of: Type::Quantity(Dimension::Points), span };
        }
        self.misplaced(
            span,
            say!(
                "没有先于此处的指标 {code}，得分(…) 只能引用前面已经评过的指标",
                "no indicator {code} stands before this place; 得分(…) speaks of indicators that are scored already"
            ),
        )
    }

    fn misplaced(&mut self, span: Span, message: Message) -> Formula {
        self.error("E0205", span, message);
        broken(span)
    }

    fn window(
        &mut self,
        subject: &Expression,
        bound: WindowBound,
        negated: bool,
        span: Span,
        scope: &Scope,
    ) -> Formula {
        let wanted = match bound {
            WindowBound::Past(_) | WindowBound::Future(_) => Type::Date,
            WindowBound::Years(_) => Type::Year,
        };
        let subject = self.of_type(subject, scope, &wanted);
        comparison((FormulaKind::Window(Box::new(subject), bound), Type::Truth), negated, span)
    }
}

fn literal_formula(literal: &Literal) -> (FormulaKind, Type) {
    match literal {
        Literal::Number { number, unit } => Checker::number_literal(number, unit),
        Literal::Date(date) => (FormulaKind::Date(*date), Type::Date),
        Literal::Year(year) => (FormulaKind::Year(*year), Type::Year),
        Literal::Period(period) => (FormulaKind::Period(*period), Type::Period),
        Literal::YesNo(truth) => (FormulaKind::Truth(*truth), Type::Truth),
        Literal::Text(text) => (FormulaKind::Text(text.value.clone()), Type::Text),
    }
}

/// A formula that is broken and has been reported.
pub(super) fn broken(span: Span) -> Formula {
    Formula { kind: FormulaKind::Broken, of: Type::Broken, span }
}

/// A comparison, or that it does not hold.
pub(super) fn comparison((kind, of): (FormulaKind, Type), negated: bool, span: Span) -> Formula {
    let formula = Formula { kind, of, span };
    if negated { Formula { kind: FormulaKind::Fails(Box::new(formula)), of: Type::Truth, span } } else { formula }
}

/// The formula, or that it does not hold.
pub(super) fn negate((kind, of): (FormulaKind, Type), negated: bool, span: Span) -> Formula {
    let formula = Formula { kind, of, span };
    if negated { Formula { kind: FormulaKind::Not(Box::new(formula)), of: Type::Truth, span } } else { formula }
}

/// What a type is called, in both languages.
pub(super) fn type_names(of: &Type) -> (String, String) {
    let (zh, en) = match of {
        Type::Quantity(dimension) => return super::literal::named(dimension),
        Type::Truth => ("是否", "yes or no"),
        Type::Date => ("日期", "a date"),
        Type::Year => ("年度", "a year"),
        Type::Month => ("月份", "a month"),
        Type::Interval => ("两个日期之间的时长", "the time between two dates"),
        Type::Period => ("时长", "a period"),
        Type::Text => ("文本", "a text"),
        Type::Choice(_) => ("选项", "a choice"),
        Type::Choices(_) => ("多选", "several choices"),
        Type::List => ("列表", "a list"),
        Type::Broken => ("有误的写法", "something faulty"),
    };
    (zh.to_owned(), en.to_owned())
}

/// Whether a period counts months (years are twelve of them) rather than days.
pub(super) fn in_months(unit: PeriodUnit) -> bool {
    match unit {
        PeriodUnit::Years | PeriodUnit::Months => true,
        PeriodUnit::Days => false,
    }
}
