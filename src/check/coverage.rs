//! Tables over one subject: every value falls into one row, and into one only.

use super::Checker;
use super::formula::in_months;
use super::literal::offers;
use super::table::only_bound;
use crate::diagnostic::{Diagnostic, say};
use crate::document::{ArithmeticOperator, Function};
use crate::plan::{
    AggregateKind, Bands, Cell, Choice, Dimension, FactDeclaration, Formula, FormulaKind, Kind, Row, RowBound, Type,
};
use crate::source::Span;
use crate::value::{Bound, Number, Period, Range};

/// A row's range and its place.
type Placed = (Range, Span);

impl Checker<'_> {
    pub(super) fn coverage(&mut self, bands: &Bands) {
        let others: Vec<Span> = bands.rows.iter().filter(|row| is_other(row)).map(|row| row.span).collect();
        if let [_, second, ..] = others.as_slice() {
            self.error("E0407", *second, say!("“其他”只能写一行", "“其他” may be written once only"));
        }
        match bands.subjects.as_slice() {
            [subject] => self.one_subject(subject, bands, !others.is_empty()),
            [] => self.needs_other(
                bands,
                !others.is_empty(),
                "条件都不成立时怎么办没有说明",
                "nothing says what happens when no condition holds",
            ),
            subjects if others.is_empty() && subjects.iter().all(is_finite) => self.combinations(subjects, bands),
            _ => self.needs_other(
                bands,
                !others.is_empty(),
                "各行都不符合时怎么办没有说明",
                "nothing says what happens when no row fits",
            ),
        }
    }

    fn needs_other(&mut self, bands: &Bands, has_other: bool, zh: &str, en: &str) {
        let last_is_other = bands.rows.last().is_some_and(is_other);
        if !has_other {
            let message = say!("{zh}", "{en}");
            let diagnostic = Diagnostic::error("E0402", bands.span, message);
            self.report(diagnostic.help(say!("在最后加一行：其他 : 0 分", "add a last row: 其他 : 0 分")));
        } else if !last_is_other && let Some(row) = bands.rows.iter().find(|row| is_other(row)) {
            self.error("E0407", row.span, say!("“其他”要写在最后一行", "“其他” must be the last row"));
        }
    }

    fn one_subject(&mut self, subject: &Formula, bands: &Bands, has_other: bool) {
        match &subject.of {
            Type::Choice(choices) => self.choices_covered(choices, bands, has_other),
            Type::Truth => self.yes_and_no(bands, has_other),
            Type::Quantity(dimension) => {
                let (domain, lattice) = self.domain(subject);
                let rows = number_rows(bands);
                self.line_covered(&rows, &domain, lattice.as_ref(), bands, has_other, &|number| {
                    shown(number, dimension)
                });
            }
            Type::Interval => self.periods_covered(bands, has_other),
            Type::Text | Type::Year | Type::Date | Type::Month => {
                self.needs_other(
                    bands,
                    has_other,
                    "不在表里的值怎么办没有说明",
                    "nothing says what happens with a value that is not listed",
                );
            }
            Type::Period | Type::Choices(_) | Type::List => {
                self.error("E0406", subject.span, say!("这不能作表的主词", "this cannot be the subject of a table"));
            }
            Type::Broken => {}
        }
    }

    /// A table over several choices: every combination falls into one row, and into one only.
    fn combinations(&mut self, subjects: &[Formula], bands: &Bands) {
        let names: Vec<Vec<String>> = subjects.iter().map(finite_names).collect();
        let count = names.iter().try_fold(1_usize, |product, names| product.checked_mul(names.len()));
        let Some(count) = count.filter(|count| *count <= MOST_COMBINATIONS) else {
            self.needs_other(bands, false, "组合太多，没有逐一核对", "there are too many combinations to check each");
            return;
        };
        for number in 0..count {
            let mut rest = number;
            let mut combination = Vec::new();
            for of_column in &names {
                combination.push(rest.checked_rem(of_column.len()).unwrap_or(0));
                rest = rest.checked_div(of_column.len()).unwrap_or(0);
            }
            let fits = |row: &&Row| row.cells.iter().zip(&combination).all(|(cell, choice)| cell_holds(cell, *choice));
            let mut fitting = bands.rows.iter().filter(fits);
            let (first, second) = (fitting.next(), fitting.next());
            let shown = names.iter().zip(&combination).filter_map(|(names, at)| names.get(*at).map(String::as_str));
            let shown = shown.collect::<Vec<_>>().join("，");
            match (first, second) {
                (None, _) => {
                    let message = say!("“{shown}”不属于任何一行", "no row is for “{shown}”");
                    let diagnostic = Diagnostic::error("E0402", bands.span, message);
                    self.report(diagnostic.help(say!("加一行：{shown} : 0 分", "add a row: {shown} : 0 分")));
                    return;
                }
                (Some(first), Some(second)) => {
                    let (first, second) = (first.span, second.span);
                    let message = say!("“{shown}”落在了两行里", "“{shown}” falls into two rows");
                    let diagnostic = Diagnostic::error("E0408", second, message);
                    self.report(diagnostic.and(first, say!("另一行在这里", "the other row is here")));
                    return;
                }
                (Some(_), None) => {}
            }
        }
    }

    fn choices_covered(&mut self, choices: &[Choice], bands: &Bands, has_other: bool) {
        let mut seen: Vec<Option<Span>> = vec![None; choices.len()];
        for row in &bands.rows {
            let Some(Cell::Choices(indexes)) = row.cells.first() else { continue };
            for index in indexes {
                let Some(place) = seen.get_mut(*index) else { continue };
                if let Some(first) = *place {
                    let name = choices.get(*index).map_or("", |choice| choice.name.as_str());
                    let diagnostic = Diagnostic::error(
                        "E0408",
                        row.span,
                        say!("“{name}”写在了两行里", "“{name}” stands in two rows"),
                    );
                    self.report(diagnostic.and(first, say!("另一行在这里", "the other row is here")));
                }
                *place = Some(row.span);
            }
        }
        let missing = choices.iter().zip(&seen).filter(|(_, place)| place.is_none());
        let missing: Vec<&str> = missing.map(|(choice, _)| choice.name.as_str()).collect();
        if !has_other && !missing.is_empty() {
            let names = missing.join("、");
            let diagnostic =
                Diagnostic::error("E0402", bands.span, say!("“{names}”不属于任何一行", "no row is for “{names}”"));
            self.report(diagnostic.help(say!("加一行：{names} : 0 分", "add a row: {names} : 0 分")));
        }
    }

    fn yes_and_no(&mut self, bands: &Bands, has_other: bool) {
        let has = |wanted: bool| {
            bands.rows.iter().any(|row| matches!(row.cells.first(), Some(Cell::YesNo(truth)) if *truth == wanted))
        };
        let both = has(true) && has(false);
        if !(has_other || both) {
            self.error(
                "E0402",
                bands.span,
                say!("是、否 两行要写全，或加一行 其他", "both 是 and 否 need a row, or add 其他"),
            );
        }
    }

    fn periods_covered(&mut self, bands: &Bands, has_other: bool) {
        let bounds = || {
            bands.rows.iter().filter_map(|row| match only_bound(row)? {
                RowBound::Periods(low, high) => Some((low, high, row.span)),
                RowBound::Numbers(_) | RowBound::Dates(..) | RowBound::Years(..) => None,
            })
        };
        let units = bounds().flat_map(|(low, high, _)| low.iter().chain(high.iter()));
        let months: Vec<bool> = units.map(|(period, _)| in_months(period.unit)).collect();
        let all_months = months.iter().all(|month| *month);
        if !all_months && months.iter().any(|month| *month) {
            self.error(
                "E0403",
                bands.span,
                say!("一张表里月、年和日不能混用", "one table cannot mix months or years with days"),
            );
            return;
        }
        let number = |bound: &Option<(Period, bool)>| {
            bound.map(|(period, included)| {
                let (months, days) = period.months_and_days();
                Bound { number: Number::from(i64::from(months.max(days))), included }
            })
        };
        let rows: Vec<Placed> =
            bounds().map(|(low, high, span)| (Range { low: number(low), high: number(high) }, span)).collect();
        let domain = Range::at_least(Number::zero());
        self.line_covered(&rows, &domain, None, bands, has_other, &|number| time_shown(number, all_months));
    }

    /// Rows over a line of numbers: sorted, each must begin where the one before ends.
    fn line_covered(
        &mut self,
        rows: &[Placed],
        domain: &Range,
        lattice: Option<&Number>,
        bands: &Bands,
        has_other: bool,
        show: &dyn Fn(&Number) -> String,
    ) {
        for (at, (range, span)) in rows.iter().enumerate() {
            for (other, first) in rows.iter().take(at) {
                let shared = range.intersect(other).intersect(domain);
                let Some(value) = inside(&shared, lattice) else { continue };
                let value = show(&value);
                let diagnostic =
                    Diagnostic::error("E0408", *span, say!("{value} 同时落在两档里", "{value} falls into two rows"));
                let diagnostic = diagnostic.and(*first, say!("另一档在这里", "the other row is here"));
                self.report(diagnostic.help(say!(
                    "含本数的只留一档：一档写「以上」，相邻的一档写「不足」；或一档写「以下」，相邻的一档写「超过」",
                    "let one row only include the bound: 以上 and 不足, or 以下 and 超过"
                )));
            }
        }
        if has_other {
            return;
        }
        let mut sorted: Vec<&Range> = rows.iter().map(|(range, _)| range).collect();
        sorted.sort_by(|left, right| compare_low(left, right));
        let mut reached = domain.low.clone().map(|low| Bound { number: low.number, included: !low.included });
        let mut unlimited = false;
        for range in sorted {
            let gap = Range { low: reached.as_ref().map(after), high: range.low.as_ref().map(before) };
            if range.low.is_some() && !unlimited {
                self.gap(&gap.intersect(domain), lattice, bands, show);
            }
            match &range.high {
                None => unlimited = true,
                Some(high) if reached.as_ref().is_none_or(|reached| further(high, reached)) => {
                    reached = Some(high.clone());
                }
                Some(_) => {}
            }
        }
        if !unlimited {
            let gap = Range { low: reached.as_ref().map(after), high: None };
            self.gap(&gap.intersect(domain), lattice, bands, show);
        }
    }

    fn gap(&mut self, gap: &Range, lattice: Option<&Number>, bands: &Bands, show: &dyn Fn(&Number) -> String) {
        let Some(value) = inside(gap, lattice) else { return };
        let value = show(&value);
        let diagnostic =
            Diagnostic::error("E0402", bands.span, say!("{value} 不属于任何一档", "{value} falls into no row"));
        self.report(diagnostic.help(say!(
            "补上缺的一档，或在最后加一行 其他 : 0 分；相邻两档写成“60以上不足80”“80以上”就不会有空隙",
            "add the missing row, or a last row 其他 : 0 分; neighbouring rows written 60以上不足80 and 80以上 leave no gap"
        )));
    }

    /// The values a subject can have, and of what they are multiples, where that is declared.
    fn domain(&self, subject: &Formula) -> (Range, Option<Number>) {
        let fact = self.fact_of(subject);
        let lattice = fact.and_then(|fact| match (&fact.step, &fact.kind) {
            (Some(step), _) => Some(step.clone()),
            (None, Kind::Quantity { whole: true, .. }) => Some(Number::one()),
            (None, _) => None,
        });
        let counted = matches!(&subject.kind, FormulaKind::Aggregate(aggregate)
            if matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Distinct(_)));
        let lattice = lattice.or_else(|| counted.then(Number::one));
        (self.bounds_of(subject), lattice)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn fact_of(&self, formula: &Formula) -> Option<&FactDeclaration> {
        match &formula.kind {
            FormulaKind::Fact(index) => self.facts.get(*index),
            FormulaKind::Field { index, list, .. } => self.fields(*list).get(*index),
            _ => None,
        }
    }

    /// The range of a quantity over every possible record.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    pub(super) fn bounds_of(&self, formula: &Formula) -> Range {
        match &formula.kind {
            FormulaKind::Number(number) => Range::exactly(number.clone()),
            FormulaKind::Fact(_) => self.fact_of(formula).map_or_else(Range::all, |fact| fact.range.clone()),
            FormulaKind::Field { index, list, .. } => match self.fact_of(formula) {
                Some(field) => field.range.clone(),
                None => {
                    let rows = self.row_definitions.iter().find(|rows| (rows.fact, rows.field) == *list);
                    let at = index.checked_sub(self.fields(*list).len());
                    let defined = rows.zip(at).and_then(|(rows, at)| rows.definitions.get(at));
                    defined.map_or_else(Range::all, |(_, formula)| self.bounds_of(formula))
                }
            },
            FormulaKind::Definition(index) => {
                self.definitions.get(*index).map_or_else(Range::all, |entry| self.bounds_of(&entry.formula))
            }
            FormulaKind::Arithmetic(left, operator, right) => {
                let (left, right) = (self.bounds_of(left), self.bounds_of(right));
                match operator {
                    ArithmeticOperator::Add => left.plus(&right),
                    ArithmeticOperator::Subtract => left.minus(&right),
                    ArithmeticOperator::Multiply => left.times(&right),
                    ArithmeticOperator::Divide => {
                        right.reciprocal().map_or_else(Range::all, |reciprocal| left.times(&reciprocal))
                    }
                }
            }
            FormulaKind::Negative(inner) => self.bounds_of(inner).negated(),
            FormulaKind::If(_, then, otherwise) => self.bounds_of(then).join(&self.bounds_of(otherwise)),
            FormulaKind::Call(function, arguments) => self.call_bounds(*function, arguments),
            FormulaKind::Aggregate(aggregate) => match &aggregate.kind {
                AggregateKind::Count | AggregateKind::Distinct(_) => Range::at_least(Number::zero()),
                AggregateKind::Sum(value) => {
                    let each = self.bounds_of(value);
                    let positive = each.low.as_ref().is_some_and(|low| !low.number.is_negative());
                    if positive { Range::at_least(Number::zero()) } else { Range::all() }
                }
                AggregateKind::Highest(value)
                | AggregateKind::Lowest(value)
                | AggregateKind::Mean(value)
                | AggregateKind::WeightedMean(value, _)
                | AggregateKind::TrimmedMean { value, .. }
                | AggregateKind::TheOne(value)
                | AggregateKind::Newest(value, _)
                | AggregateKind::Yearly(value, _, _) => self.bounds_of(value),
            },
            _ => Range::all(),
        }
    }

    fn call_bounds(&self, function: Function, arguments: &[Formula]) -> Range {
        let of = |at: usize| arguments.get(at).map_or_else(Range::all, |formula| self.bounds_of(formula));
        match function {
            Function::Floor => of(0).map_rising(Number::floor),
            Function::Ceiling => of(0).map_rising(Number::ceiling),
            Function::Larger => {
                let (left, right) = (of(0), of(1));
                let low = left.low.iter().chain(right.low.iter()).max_by(|a, b| a.number.cmp(&b.number)).cloned();
                Range { low, high: left.join(&right).high }
            }
            Function::Smaller => {
                let (left, right) = (of(0), of(1));
                let high = left.high.iter().chain(right.high.iter()).min_by(|a, b| a.number.cmp(&b.number)).cloned();
                Range { low: left.join(&right).low, high }
            }
            Function::Absolute => Range::at_least(Number::zero()),
            Function::Indicator => Range::closed(Number::zero(), Number::one()),
            Function::Round | Function::YearOf | Function::MonthOf => Range::all(),
        }
    }
}

/// So many combinations of choices are tried one by one.
const MOST_COMBINATIONS: usize = 10_000;

fn is_finite(subject: &Formula) -> bool {
    matches!(subject.of, Type::Choice(_) | Type::Truth)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn finite_names(subject: &Formula) -> Vec<String> {
    match &subject.of {
        Type::Choice(choices) => choices.iter().map(|choice| choice.name.clone()).collect(),
        _ => vec!["否".to_owned(), "是".to_owned()],
    }
}

fn cell_holds(cell: &Cell, choice: usize) -> bool {
    match cell {
        Cell::Other => true,
        Cell::Choices(choices) => choices.contains(&choice),
        Cell::YesNo(truth) => choice == usize::from(*truth),
        Cell::Bound(_) | Cell::Texts(_) | Cell::Condition(_) | Cell::NoRecord | Cell::NotApplicable => false,
    }
}

fn number_rows(bands: &Bands) -> Vec<Placed> {
    let number = |row: &Row| match only_bound(row)? {
        RowBound::Numbers(range) => Some((range.clone(), row.span)),
        RowBound::Periods(..) | RowBound::Dates(..) | RowBound::Years(..) => None,
    };
    bands.rows.iter().filter_map(number).collect()
}

fn is_other(row: &Row) -> bool {
    row.cells.iter().all(|cell| matches!(cell, Cell::Other))
}

/// A value that lies in the range (on the lattice, where there is one).
fn inside(range: &Range, lattice: Option<&Number>) -> Option<Number> {
    if range.is_empty() {
        return None;
    }
    if let Some(step) = lattice {
        let start = match (&range.low, &range.high) {
            (Some(low), _) => low.number.over(step)?.ceiling().times(step),
            (None, Some(high)) => high.number.over(step)?.floor().times(step),
            (None, None) => Number::zero(),
        };
        let candidates = [start.clone(), start.plus(step), start.minus(step)];
        return candidates.into_iter().find(|number| range.contains(number));
    }
    let value = match (&range.low, &range.high) {
        (Some(low), Some(high)) if low.included && (high.included || low.number != high.number) => low.number.clone(),
        (Some(low), Some(high)) => low.number.plus(&high.number).over(&Number::from(2))?,
        (Some(low), None) if low.included => low.number.clone(),
        (Some(low), None) => low.number.plus(&Number::one()),
        (None, Some(high)) if high.included => high.number.clone(),
        (None, Some(high)) => high.number.minus(&Number::one()),
        (None, None) => Number::zero(),
    };
    let better = midpoint(range);
    Some(better.unwrap_or(value))
}

/// A short number in the middle, which shows a gap better than its edge does.
fn midpoint(range: &Range) -> Option<Number> {
    let (low, high) = (range.low.as_ref()?, range.high.as_ref()?);
    let middle = low.number.plus(&high.number).over(&Number::from(2))?;
    range.contains(&middle).then_some(middle)
}

fn compare_low(left: &Range, right: &Range) -> std::cmp::Ordering {
    match (&left.low, &right.low) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some(a), Some(b)) => a.number.cmp(&b.number).then(b.included.cmp(&a.included)),
    }
}

/// Where the next row must begin after a row that ends here.
fn after(bound: &Bound) -> Bound {
    Bound { number: bound.number.clone(), included: !bound.included }
}

/// Where the row before must end before a row that begins here.
fn before(bound: &Bound) -> Bound {
    Bound { number: bound.number.clone(), included: !bound.included }
}

fn further(left: &Bound, right: &Bound) -> bool {
    left.number > right.number || (left.number == right.number && left.included)
}

/// A time as it would be written in a rule: whole years as years.
fn time_shown(number: &Number, months: bool) -> String {
    let years = number.over(&Number::from(12)).filter(|years| months && *years == years.floor() && !years.is_zero());
    match years {
        Some(years) => format!("{}年", years.short(4)),
        None if months => format!("{}个月", number.short(4)),
        None => format!("{}日", number.short(4)),
    }
}

/// A number as it would be written in a rule.
fn shown(number: &Number, dimension: &Dimension) -> String {
    let wan = Number::power_of_ten(4);
    if *dimension == Dimension::Money && *number >= wan {
        return format!("{}万元", number.over(&wan).unwrap_or_else(Number::zero).short(6));
    }
    match dimension {
        Dimension::Ratio => format!("{}%", number.times(&Number::power_of_ten(2)).short(6)),
        Dimension::Plain | Dimension::Money | Dimension::Points | Dimension::Counted(_) => {
            let rounded: Number = number.short(6).parse().unwrap_or_else(|_| number.clone());
            offers(&rounded, dimension).into_iter().next().unwrap_or_default()
        }
    }
}
