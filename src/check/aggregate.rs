//! Aggregates: numbers from lists, each with the parts that its function needs.

use super::Checker;
use super::formula::broken;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{self, AggregateFunction, Expression};
use crate::plan::{Aggregate, AggregateKind, Dimension, Formula, FormulaKind, Type};
use crate::source::Span;
use crate::value::Number;

impl Checker<'_> {
    pub(super) fn aggregate(&mut self, written: &document::Aggregate, span: Span, scope: &Scope) -> Formula {
        let Some((list, rows)) = self.list(&written.list.text, written.list.span, scope) else {
            return broken(span);
        };
        let inner = scope.within(rows);
        let filter = written.filter.as_ref().map(|filter| self.condition(filter, &inner));
        let Some((kind, of)) = self.aggregate_kind(written, span, &inner) else { return broken(span) };
        if matches!(written.function, AggregateFunction::TheOne | AggregateFunction::Newest | AggregateFunction::Yearly)
        {
            self.needs_unique(written, rows);
        }
        Formula { kind: FormulaKind::Aggregate(Box::new(Aggregate { kind, list, filter })), of, span }
    }

    pub(super) fn aggregate_kind(
        &mut self,
        written: &document::Aggregate,
        span: Span,
        inner: &Scope,
    ) -> Option<(AggregateKind, Type)> {
        let plain = Type::Quantity(Dimension::Plain);
        if written.function == AggregateFunction::Count {
            return Some((AggregateKind::Count, Type::Quantity(Dimension::Plain)));
        }
        let Some(value) = &written.value else {
            self.error("E0310", span, say!("要写明算哪个字段：(列表 的 字段)", "say which field: (列表 的 字段)"));
            return None;
        };
        let any = |checker: &mut Self| Some(checker.formula(value, inner)).filter(|formula| formula.of != Type::Broken);
        let number =
            |checker: &mut Self| Some(checker.quantity(value, inner)).filter(|formula| formula.of != Type::Broken);
        let found = match written.function {
            AggregateFunction::Count => (AggregateKind::Count, plain),
            AggregateFunction::Distinct => (AggregateKind::Distinct(any(self)?), plain),
            AggregateFunction::Sum => with_type(number(self)?, AggregateKind::Sum),
            AggregateFunction::Highest => with_type(number(self)?, AggregateKind::Highest),
            AggregateFunction::Lowest => with_type(number(self)?, AggregateKind::Lowest),
            AggregateFunction::Mean => with_type(number(self)?, AggregateKind::Mean),
            AggregateFunction::TheOne => with_type(any(self)?, AggregateKind::TheOne),
            AggregateFunction::WeightedMean => {
                let weight = self.part(written.weight.as_ref(), "权", span)?.clone();
                let weight = Some(self.quantity(&weight, inner)).filter(|formula| formula.of != Type::Broken)?;
                with_type(number(self)?, |value| AggregateKind::WeightedMean(value, weight))
            }
            AggregateFunction::TrimmedMean => {
                let at_least = written.at_least.and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
                let trim_from = written.trim_from.and_then(|count| usize::try_from(count).ok());
                if trim_from.is_some_and(|from| from < 3) {
                    self.error(
                        "E0310",
                        span,
                        say!("去掉最高最低至少要有 3 个", "leaving out extremes needs at least 3"),
                    );
                    return None;
                }
                with_type(number(self)?, |value| AggregateKind::TrimmedMean { value, at_least, trim_from })
            }
            AggregateFunction::Newest => {
                let by = self.by(written, span, inner)?;
                with_type(any(self)?, |value| AggregateKind::Newest(value, by))
            }
            AggregateFunction::Yearly => {
                let by = self.by(written, span, inner).filter(|by| by.of == Type::Year)?;
                let weights = written.weights.iter().map(|weight| self.amount(weight, Dimension::Ratio, inner));
                let weights = weights.collect::<Option<Vec<_>>>()?;
                let whole = weights.iter().fold(Number::zero(), |sum, weight| sum.plus(weight));
                if whole != Number::one() || weights.is_empty() {
                    let sum = whole.times(&Number::from(100));
                    self.error(
                        "E0311",
                        span,
                        say!("各年权重合计 {sum}%，应为 100%", "the weights of the years add up to {sum}%, not 100%"),
                    );
                    return None;
                }
                with_type(number(self)?, |value| AggregateKind::Yearly(value, by, weights))
            }
        };
        Some(found)
    }

    pub(super) fn by(&mut self, written: &document::Aggregate, span: Span, inner: &Scope) -> Option<Formula> {
        let by = self.part(written.by.as_ref(), "按", span)?.clone();
        let by = self.formula(&by, inner);
        match by.of {
            Type::Year | Type::Date => Some(by),
            Type::Broken => None,
            Type::Truth
            | Type::Quantity(_)
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List => {
                self.error("E0305", by.span, say!("按 后面要写日期或年度", "按 is followed by a date or a year"));
                None
            }
        }
    }

    pub(super) fn part<'e>(&mut self, part: Option<&'e Expression>, word: &str, span: Span) -> Option<&'e Expression> {
        if part.is_none() {
            self.error("E0310", span, say!("这里少了“{word} …”", "“{word} …” is missing here"));
        }
        part
    }

    /// 取, 最新 and 逐年加权 speak of one record (of a year): the list must rule out that two agree.
    pub(super) fn needs_unique(&mut self, written: &document::Aggregate, rows: (usize, Option<usize>)) {
        let unique = self.list_declaration(rows).is_none_or(|list| !list.unique.is_empty());
        if !unique {
            let list = &written.list.text;
            self.report(
                Diagnostic::error(
                    "E0312",
                    written.list.span,
                    say!(
                        "“{list}”里可能有两条同样符合的记录，不知取哪一条",
                        "two records of “{list}” may match alike, and nothing says which is taken"
                    ),
                )
                .help(say!(
                    "在列表“{list}”的声明里写 唯一 字段、字段，说明哪些字段不会重复",
                    "declare in the list “{list}” which fields are never repeated: 唯一 字段、字段"
                )),
            );
        }
    }
}

pub(super) fn with_type(value: Formula, kind: impl FnOnce(Formula) -> AggregateKind) -> (AggregateKind, Type) {
    let of = value.of.clone();
    (kind(value), of)
}
