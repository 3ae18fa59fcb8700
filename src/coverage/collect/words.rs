//! What is to be tried out, in words.

use super::Collector;
use crate::diagnostic::{Message, say};
use crate::document::Comparison;
use crate::eval::Mark;
use crate::plan::{Bands, Formula, Row, Type};
use crate::proof::words::one_line;
use crate::source::Span;

impl Collector<'_, '_> {
    /// A rule as written, on one line.
    pub(super) fn written(&self, span: Span) -> String {
        one_line(self.sources, span)
    }

    /// What a row is for, as written: without what it gives.
    pub(super) fn row_named(&self, bands: &Bands, row: &Row) -> String {
        let head = Span { end: row.score.span.start, ..row.span };
        let head = self.written(head);
        let head = head.trim_end_matches([':', '：', ' ', '得']);
        let subjects: Vec<String> = bands.subjects.iter().map(|subject| self.written(subject.span)).collect();
        if subjects.is_empty() { head.to_owned() } else { format!("{} {head}", subjects.join("、")) }
    }

    /// On which side of a boundary a value lies; `shown` is the boundary as it would be written.
    pub(super) fn side(&self, subject: &Formula, operator: Comparison, mark: &Mark<'_>, shown: &str) -> Message {
        let name = self.written(subject.span);
        match (operator, mark) {
            (Comparison::Equal, Mark::Ago(_)) => {
                say!("{name}：距基准日恰为 {shown}", "{name}: exactly {shown} before the as-of date")
            }
            (Comparison::Below, Mark::Ago(_)) => {
                say!("{name}：距基准日超过 {shown}", "{name}: more than {shown} before the as-of date")
            }
            (Comparison::Over, Mark::Ago(_)) => {
                say!("{name}：距基准日不到 {shown}", "{name}: less than {shown} before the as-of date")
            }
            (Comparison::Equal, _) if of_order(subject) => say!("{name}：恰为 {shown}", "{name}: exactly {shown}"),
            (Comparison::Equal, _) => say!("{name}：为 {shown}", "{name}: is {shown}"),
            (Comparison::NotEqual, _) => say!("{name}：不为 {shown}", "{name}: is not {shown}"),
            (Comparison::Below, _) if of_days(subject) => say!("{name}：早于 {shown}", "{name}: before {shown}"),
            (Comparison::Over, _) if of_days(subject) => say!("{name}：晚于 {shown}", "{name}: after {shown}"),
            (Comparison::Below, _) => say!("{name}：低于 {shown}", "{name}: below {shown}"),
            (Comparison::Over, _) => say!("{name}：超过 {shown}", "{name}: above {shown}"),
            (
                Comparison::AtLeast
                | Comparison::AtMost
                | Comparison::Before
                | Comparison::After
                | Comparison::NotBefore
                | Comparison::NotAfter,
                _,
            ) => say!("{name}：{shown}", "{name}: {shown}"),
        }
    }
}

/// Whether values of its type have an order.
pub(super) fn of_order(formula: &Formula) -> bool {
    match &formula.of {
        Type::Quantity(_) | Type::Date | Type::Year | Type::Month | Type::Interval | Type::Period => true,
        Type::Truth | Type::Text | Type::Choice(_) | Type::Choices(_) | Type::List | Type::Broken => false,
    }
}

fn of_days(formula: &Formula) -> bool {
    match &formula.of {
        Type::Date | Type::Year | Type::Month => true,
        Type::Quantity(_)
        | Type::Interval
        | Type::Period
        | Type::Truth
        | Type::Text
        | Type::Choice(_)
        | Type::Choices(_)
        | Type::List
        | Type::Broken => false,
    }
}
