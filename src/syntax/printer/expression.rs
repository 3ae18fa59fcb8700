//! Expressions as text, with the parentheses they need.

use super::{Printer, words};
use crate::diagnostic::Language;
use crate::document::{Aggregate, ArithmeticOperator, Expression, ExpressionKind, WindowKind};
use crate::syntax::keywords::{self as word, Keyword};
use crate::value::Period;

/// How tightly a form binds; the levels of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Test,
    Measure,
    Sum,
    Product,
    Unary,
    Atom,
}

/// What follows an expression: nothing that it could take for its own, or something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    Something,
}

impl Printer {
    /// Any expression, to the end of a line or of parentheses.
    pub(super) fn expression(&self, expression: &Expression) -> String {
        self.at(expression, Level::Or, After::Nothing)
    }

    /// A quantity, with something after it.
    pub(super) fn value(&self, expression: &Expression) -> String {
        self.at(expression, Level::Sum, After::Something)
    }

    /// A quantity or the time between two dates, with something after it.
    pub(super) fn measure(&self, expression: &Expression) -> String {
        self.at(expression, Level::Measure, After::Something)
    }

    /// One operand.
    pub(super) fn operand(&self, expression: &Expression) -> String {
        self.at(expression, Level::Unary, After::Something)
    }

    /// ` 当 …`
    pub(super) fn when(&self, condition: Option<&Expression>) -> String {
        let when = self.word(&word::WHEN);
        condition.map_or_else(String::new, |condition| format!(" {when} {}", self.expression(condition)))
    }

    fn at(&self, expression: &Expression, least: Level, after: After) -> String {
        let loose = level(&expression.kind) < least;
        let greedy = after == After::Something && takes_what_follows(&expression.kind);
        if loose || greedy {
            format!("({})", self.bare(&expression.kind, After::Nothing))
        } else {
            self.bare(&expression.kind, after)
        }
    }

    fn bare(&self, kind: &ExpressionKind, after: After) -> String {
        self.logic(kind, after)
            .or_else(|| self.test(kind, after))
            .or_else(|| self.quantified(kind))
            .unwrap_or_else(|| self.operand_form(kind, after))
    }

    /// `且`, `或`, `非` and `若`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other forms have their own function")]
    fn logic(&self, kind: &ExpressionKind, after: After) -> Option<String> {
        Some(match kind {
            ExpressionKind::And(operands) => self.several(operands, &word::AND, Level::Not, after),
            ExpressionKind::Or(operands) => self.several(operands, &word::OR, Level::And, after),
            ExpressionKind::Not(inner) => format!("{} {}", self.word(&word::NOT), self.at(inner, Level::Not, after)),
            ExpressionKind::Negative(inner) => format!("-{}", self.at(inner, Level::Unary, after)),
            ExpressionKind::If { condition, then, otherwise } => {
                let branch = |part| self.at(part, Level::Or, After::Something);
                let (if_word, then_word) = (self.word(&word::IF), self.word(&word::THEN));
                let (condition, then, otherwise) = (branch(condition), branch(then), self.expression(otherwise));
                format!("{if_word} {condition} {then_word} {then} {} {otherwise}", self.word(&word::ELSE))
            }
            _ => return None,
        })
    }

    /// What is asked of a quantity, a choice or a fact.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other forms have their own function")]
    fn test(&self, kind: &ExpressionKind, after: After) -> Option<String> {
        Some(match kind {
            ExpressionKind::Compare { left, operator, right } => {
                let (left, right) = (self.measure(left), self.at(right, Level::Sum, after));
                format!("{left} {} {right}", self.word(words::comparison(*operator)))
            }
            ExpressionKind::InRange { subject, range, negated } => {
                let keyword = if *negated { &word::NOT_IN } else { &word::IN };
                format!("{} {} {}", self.measure(subject), self.word(keyword), self.range(range))
            }
            ExpressionKind::Member { subject, membership, options } => {
                let options: Vec<String> = options.iter().map(|option| self.value(option)).collect();
                let (subject, keyword) = (self.measure(subject), self.word(words::membership(*membership)));
                format!("{subject} {keyword} {}", options.join(self.separator()))
            }
            ExpressionKind::Window { subject, period, kind, negated } => {
                format!("{} {}", self.measure(subject), self.window(*period, *kind, *negated))
            }
            ExpressionKind::Elapsed { subject, period, negated } => {
                let keyword = if *negated { &word::NOT_ELAPSED } else { &word::ELAPSED };
                format!("{} {} {}", self.measure(subject), self.word(keyword), self.period(*period))
            }
            ExpressionKind::State { subject, state } => {
                format!("{} {}", self.measure(subject), self.word(words::state(*state)))
            }
            _ => return None,
        })
    }

    /// What is asked of a list.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other forms have their own function")]
    fn quantified(&self, kind: &ExpressionKind) -> Option<String> {
        Some(match kind {
            ExpressionKind::Exists { list, filter, negated } => {
                let keyword = if *negated { &word::NONE } else { &word::ANY };
                format!("{} {}{}", self.word(keyword), list.text, self.when(filter.as_deref()))
            }
            ExpressionKind::Every { list, condition } => {
                let (every, meets) = (self.word(&word::EVERY), self.word(&word::MEETS));
                format!("{every} {} {meets} {}", list.text, self.expression(condition))
            }
            _ => return None,
        })
    }

    /// What has a value: arithmetic and atoms.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other forms have their own function")]
    fn operand_form(&self, kind: &ExpressionKind, after: After) -> String {
        match kind {
            ExpressionKind::Literal(literal) => self.literal(literal),
            ExpressionKind::Name(name) => name.clone(),
            ExpressionKind::AsOf => self.word(&word::AS_OF).to_owned(),
            ExpressionKind::LastYear => self.word(&word::LAST_YEAR).to_owned(),
            ExpressionKind::Total => self.word(&word::TOTAL).to_owned(),
            ExpressionKind::EvidenceAttached => self.word(&word::EVIDENCE_ATTACHED).to_owned(),
            ExpressionKind::OwnPoints => self.word(&word::OWN_POINTS).to_owned(),
            ExpressionKind::ScoreOf(code) => format!("{}({})", self.word(&word::SCORE_OF), code.text),
            ExpressionKind::Between { from, to } => {
                format!("{} {} {}", self.value(from), self.word(&word::TO), self.at(to, Level::Sum, after))
            }
            ExpressionKind::Arithmetic { left, operator, right } => {
                let (own, tighter, symbol) = arithmetic(*operator);
                format!("{} {symbol} {}", self.at(left, own, After::Something), self.at(right, tighter, after))
            }
            ExpressionKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExpressionKind::Call { function, arguments } => {
                let arguments: Vec<String> = arguments.iter().map(|argument| self.expression(argument)).collect();
                format!("{}({})", self.word(words::function(*function)), arguments.join(", "))
            }
            _ => String::new(),
        }
    }

    fn several(&self, operands: &[Expression], keyword: &Keyword, least: Level, after: After) -> String {
        let last = operands.len().saturating_sub(1);
        let each = operands.iter().enumerate();
        let each = each.map(|(at, operand)| self.at(operand, least, if at == last { after } else { After::Something }));
        each.collect::<Vec<_>>().join(&format!(" {} ", self.word(keyword)))
    }

    fn window(&self, period: Period, kind: WindowKind, negated: bool) -> String {
        let keyword = match (kind, negated) {
            (WindowKind::Past | WindowKind::Years, false) => &word::WITHIN_LAST,
            (WindowKind::Past | WindowKind::Years, true) => &word::NOT_WITHIN_LAST,
            (WindowKind::Future, false) => &word::WITHIN_NEXT,
            (WindowKind::Future, true) => &word::NOT_WITHIN_NEXT,
        };
        let length = match kind {
            WindowKind::Years => self.years(&period.count.to_string()),
            WindowKind::Past | WindowKind::Future => self.period(period),
        };
        self.within(keyword, &length)
    }

    /// `在近3年内`
    pub(super) fn within(&self, keyword: &Keyword, length: &str) -> String {
        match self.language {
            Language::Chinese => format!("{}{length}{}", self.word(keyword), self.word(&word::INSIDE)),
            Language::English => format!("{} {length}", self.word(keyword)),
        }
    }

    fn aggregate(&self, aggregate: &Aggregate) -> String {
        let mut out = format!("{}({}", self.word(words::aggregate(aggregate.function)), aggregate.list.text);
        let mut part = |keyword: &Keyword, text: String| out.push_str(&format!(" {} {text}", self.word(keyword)));
        if let Some(value) = &aggregate.value {
            part(&word::OF, self.measure(value));
        }
        if let Some(by) = &aggregate.by {
            part(&word::BY, self.value(by));
        }
        let weights: Vec<String> =
            aggregate.weight.iter().chain(&aggregate.weights).map(|weight| self.value(weight)).collect();
        if !weights.is_empty() {
            part(&word::WEIGHT, weights.join(self.separator()));
        }
        if let Some(filter) = &aggregate.filter {
            part(&word::WHEN, self.expression(filter));
        }
        if let Some(count) = aggregate.at_least {
            part(&word::MINIMUM, count.to_string());
        }
        if let Some(count) = aggregate.trim_from {
            part(&word::TRIM_FROM, count.to_string());
        }
        out.push(')');
        out
    }
}

fn level(kind: &ExpressionKind) -> Level {
    match kind {
        ExpressionKind::Or(_) => Level::Or,
        ExpressionKind::And(_) => Level::And,
        ExpressionKind::Not(_) => Level::Not,
        ExpressionKind::Compare { .. }
        | ExpressionKind::InRange { .. }
        | ExpressionKind::Member { .. }
        | ExpressionKind::Window { .. }
        | ExpressionKind::Elapsed { .. }
        | ExpressionKind::State { .. } => Level::Test,
        ExpressionKind::Between { .. } => Level::Measure,
        ExpressionKind::Arithmetic { operator: ArithmeticOperator::Add | ArithmeticOperator::Subtract, .. } => {
            Level::Sum
        }
        ExpressionKind::Arithmetic { .. } => Level::Product,
        ExpressionKind::Negative(_) => Level::Unary,
        // `有 甲` in the midst of a sum would take a `当` behind the sum for its own.
        ExpressionKind::Exists { .. } | ExpressionKind::Every { .. } => Level::Test,
        ExpressionKind::If { .. }
        | ExpressionKind::Literal(_)
        | ExpressionKind::Name(_)
        | ExpressionKind::AsOf
        | ExpressionKind::LastYear
        | ExpressionKind::Total
        | ExpressionKind::EvidenceAttached
        | ExpressionKind::OwnPoints
        | ExpressionKind::ScoreOf(_)
        | ExpressionKind::Aggregate(_)
        | ExpressionKind::Call { .. } => Level::Atom,
    }
}

/// Whether the form goes on as far as it can: what follows it would become part of it.
fn takes_what_follows(kind: &ExpressionKind) -> bool {
    matches!(
        kind,
        ExpressionKind::If { .. } | ExpressionKind::Every { .. } | ExpressionKind::Exists { filter: Some(_), .. }
    )
}

fn arithmetic(operator: ArithmeticOperator) -> (Level, Level, &'static str) {
    match operator {
        ArithmeticOperator::Add => (Level::Sum, Level::Product, "+"),
        ArithmeticOperator::Subtract => (Level::Sum, Level::Product, "-"),
        ArithmeticOperator::Multiply => (Level::Product, Level::Unary, "×"),
        ArithmeticOperator::Divide => (Level::Product, Level::Unary, "÷"),
    }
}
