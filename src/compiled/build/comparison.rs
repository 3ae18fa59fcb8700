//! Conditions: comparisons become bounds of cells wherever one side is known beforehand.

use super::Builder;
use super::amount::{Amount, Fraction};
use super::formula::Value;
use super::truth::Judged;
use crate::compiled::held::{bit, number_ends, whole_cell};
use crate::compiled::program::{Cells, FractionBound, Op, latest_start, mark};
use crate::document::{Comparison, FactState, Membership};
use crate::plan::{Formula, FormulaKind, ListReference, RowBound, WindowBound};
use crate::value::{Bound, Number, Period, Range};

/// Cells from one to another, both included.
pub(super) type Ends = (i64, i64);

impl<'p> Builder<'p> {
    /// Whether a formula holds: no value means that it does not.
    pub(super) fn judged(&mut self, formula: &'p Formula) -> Option<Judged> {
        match self.value(formula)? {
            Value::Truth(judged) => Some(judged),
            Value::YesNo(cells) => self.truths(Op::Holds(cells)).map(Judged::Of),
            _ => None,
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the forms of conditions; of numbers there are others")]
    pub(super) fn condition_of(&mut self, formula: &'p Formula) -> Option<Judged> {
        match &formula.kind {
            FormulaKind::And(parts) => self.all(parts),
            FormulaKind::Or(parts) => self.any(parts),
            FormulaKind::Not(inner) => {
                let inner = self.judged(inner)?;
                Some(self.not(inner))
            }
            FormulaKind::Fails(inner) => self.fails(inner),
            FormulaKind::Compare(left, operator, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                self.compared(left, *operator, right)
            }
            FormulaKind::InRange(subject, bound) => {
                let subject = self.value(subject)?;
                self.in_bound(&subject, bound)
            }
            FormulaKind::Member(subject, membership, options) => {
                let subject = self.value(subject)?;
                self.member(&subject, *membership, options)
            }
            FormulaKind::TextIn(subject, texts, negated) => {
                let Value::Text(cells) = self.value(subject)? else { return None };
                let held = Judged::Of(self.truths(Op::TextIs(cells, texts.clone()))?);
                if !negated {
                    return Some(held);
                }
                let (without, valued) = (self.not(held), self.marked(cells, mark::set(&[mark::VALUE]))?);
                self.all_of(&[without, valued])
            }
            FormulaKind::Window(subject, bound) => self.in_window(subject, *bound),
            FormulaKind::Elapsed(subject, period) => {
                let Value::Day(day) = self.value(subject)? else { return None };
                let last = latest_start(*period, self.as_of);
                self.within_ends(day, last.map(|last| (i64::MIN, last)))
            }
            FormulaKind::State(subject, state) => self.state(subject, *state),
            FormulaKind::Exists(list, filter) => {
                let (domain, filter) = self.filtered(*list, filter.as_deref())?;
                self.judged_of_list(domain, Op::Exists(domain, filter)).map(Judged::Of)
            }
            FormulaKind::Every(list, condition) => {
                let (domain, condition) = self.filtered(*list, Some(condition))?;
                self.judged_of_list(domain, Op::Every(domain, condition?)).map(Judged::Of)
            }
            _ => None,
        }
    }

    /// Whether a comparison does not hold though there is something to compare.
    fn fails(&mut self, comparison: &'p Formula) -> Option<Judged> {
        let held = self.judged(comparison)?;
        let mut parts = vec![self.not(held)];
        for part in comparison.parts() {
            let value = self.value(part)?;
            parts.push(self.has_value(&value)?);
        }
        self.all_of(&parts)
    }

    fn has_value(&mut self, value: &Value) -> Option<Judged> {
        let of = |amount: &Amount| amount.cells;
        let cells: Vec<Cells> = match value {
            Value::Number(amount)
            | Value::Day(amount)
            | Value::Year(amount)
            | Value::Month(amount)
            | Value::Choice(amount) => of(amount).into_iter().collect(),
            Value::Fraction(fraction) => of(&fraction.over).into_iter().collect(),
            Value::Interval(from, to) => of(from).into_iter().chain(of(to)).collect(),
            Value::Choices(cells) | Value::Text(cells) | Value::YesNo(cells) => vec![*cells],
            Value::Written(_) | Value::Period(_) => Vec::new(),
            Value::Truth(_) => return None,
        };
        let valued: Option<Vec<Judged>> =
            cells.into_iter().map(|cells| self.marked(cells, mark::set(&[mark::VALUE]))).collect();
        self.all_of(&valued?)
    }

    pub(super) fn marked(&mut self, cells: Cells, marks: u8) -> Option<Judged> {
        self.truths(Op::Marked(cells, marks)).map(Judged::Of)
    }

    /// Whether there is a value within these cells; none are meant where nothing is given: also then it is not known of an
    /// unknown value that it lies in none of them, as it is not for the tree walk.
    pub(super) fn within_ends(&mut self, amount: Amount, ends: Option<Ends>) -> Option<Judged> {
        let (low, high) = ends.filter(|(low, high)| low <= high).unwrap_or((1, 0));
        match amount.cells {
            Some(cells) => self.truths(Op::Within(cells, low, high)).map(Judged::Of),
            None => Some(Judged::Known((low..=high).contains(&amount.low))),
        }
    }

    /// Whether there is a value outside these cells.
    fn outside(&mut self, amount: Amount, (low, high): Ends) -> Option<Judged> {
        match amount.cells {
            Some(cells) => self.truths(Op::Outside(cells, low, high)).map(Judged::Of),
            None => Some(Judged::Known(!(low..=high).contains(&amount.low))),
        }
    }

    fn compared(&mut self, left: Value, operator: Comparison, right: Value) -> Option<Judged> {
        match (left, right) {
            (Value::Number(a), Value::Number(b)) => self.numbers(a, operator, b),
            (Value::Day(a), Value::Day(b)) | (Value::Year(a), Value::Year(b)) | (Value::Month(a), Value::Month(b)) => {
                self.numbers(a, operator, b)
            }
            (Value::Fraction(a), Value::Number(b)) => self.fraction_compared(a, operator, b),
            (Value::Number(a), Value::Fraction(b)) => self.fraction_compared(b, operator.mirrored(), a),
            (Value::Fraction(a), Value::Fraction(b)) => {
                // Both are above nought below the line, so that they may be multiplied across.
                let (a, b) = (self.plain(a)?, self.plain(b)?);
                let (left, right) = (self.times(a.over, b.under)?, self.times(b.over, a.under)?);
                self.numbers(left, operator, right)
            }
            (Value::Interval(from, to), Value::Period(period)) => self.interval(from, to, operator, period),
            (Value::Text(a), Value::Written(text)) | (Value::Written(text), Value::Text(a)) => {
                let held = Judged::Of(self.truths(Op::TextIs(a, vec![text]))?);
                self.equal_or_not(a, held, operator)
            }
            (Value::Text(a), Value::Text(b)) if operator == Comparison::Equal => {
                self.truths(Op::SameText(a, b)).map(Judged::Of)
            }
            (Value::YesNo(cells), Value::Truth(Judged::Known(holds)))
            | (Value::Truth(Judged::Known(holds)), Value::YesNo(cells)) => {
                let wanted = i64::from(holds);
                let subject = Amount::column(cells, 1, (0, 1));
                match operator {
                    Comparison::Equal => self.within_ends(subject, Some((wanted, wanted))),
                    Comparison::NotEqual => self.outside(subject, (wanted, wanted)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Of a text: 等于, or 不等于 where there is one.
    fn equal_or_not(&mut self, cells: Cells, held: Judged, operator: Comparison) -> Option<Judged> {
        match operator {
            Comparison::Equal => Some(held),
            Comparison::NotEqual => {
                let (without, valued) = (self.not(held), self.marked(cells, mark::set(&[mark::VALUE]))?);
                self.all_of(&[without, valued])
            }
            _ => None,
        }
    }

    fn numbers(&mut self, left: Amount, operator: Comparison, right: Amount) -> Option<Judged> {
        if let Some(number) = right.constant() {
            return self.with_known(left, operator, &number);
        }
        if let Some(number) = left.constant() {
            return self.with_known(right, operator.mirrored(), &number);
        }
        let (left, right) = self.alike(left, right)?;
        let (a, b) = (left.cells?, right.cells?);
        self.truths(Op::Compared(a, operator, b)).map(Judged::Of)
    }

    fn with_known(&mut self, amount: Amount, operator: Comparison, number: &Number) -> Option<Judged> {
        let scaled = number.times(&Number::from(amount.unit));
        let floor = whole_cell(&scaled.floor());
        let (below, above) = if scaled.is_whole() {
            (floor.checked_sub(1)?, floor.checked_add(1)?)
        } else {
            (floor, floor.checked_add(1)?)
        };
        let exactly = scaled.is_whole().then_some((floor, floor));
        match operator {
            Comparison::AtLeast | Comparison::NotBefore => {
                let from = if scaled.is_whole() { floor } else { above };
                self.within_ends(amount, Some((from, i64::MAX)))
            }
            Comparison::Over | Comparison::After => self.within_ends(amount, Some((above, i64::MAX))),
            Comparison::AtMost | Comparison::NotAfter => self.within_ends(amount, Some((i64::MIN, floor))),
            Comparison::Below | Comparison::Before => self.within_ends(amount, Some((i64::MIN, below))),
            Comparison::Equal => self.within_ends(amount, exactly),
            Comparison::NotEqual => self.outside(amount, exactly.unwrap_or((1, 0))),
        }
    }

    fn fraction_compared(&mut self, fraction: Fraction, operator: Comparison, with: Amount) -> Option<Judged> {
        let number = with.constant()?;
        let range = operator.bounds(&number)?;
        self.fraction_within(fraction, &range)
    }

    fn fraction_within(&mut self, fraction: Fraction, range: &Range) -> Option<Judged> {
        let Fraction { over, under } = self.plain(fraction)?;
        let bound = |bound: &Option<Bound>| bound.as_ref().map_or(Some(None), |bound| fraction_bound(bound).map(Some));
        let (low, high) = (bound(&range.low)?, bound(&range.high)?);
        let small = are_small(over, under, low.iter().chain(&high));
        self.truths(Op::FractionWithin { over: over.cells?, under: under.cells?, small, low, high }).map(Judged::Of)
    }

    /// The time between two days against a period: the day a period after the first against the second.
    fn interval(&mut self, from: Amount, to: Amount, operator: Comparison, period: Period) -> Option<Judged> {
        if to.cells.is_none() {
            // What is at least a period began on this day at the latest; what is longer began before that of the day before.
            let end = crate::value::Date::numbered(to.low);
            let (reached, over) = (latest_start(period, end), latest_start(period, end.shifted(-1)));
            let up_to = |last: Option<i64>| last.map(|last| (i64::MIN, last));
            let from_on = |last: Option<i64>| Some((last.map_or(i64::MIN, |last| last.saturating_add(1)), i64::MAX));
            return match operator {
                Comparison::AtLeast => self.within_ends(from, up_to(reached)),
                Comparison::Over => self.within_ends(from, up_to(over)),
                Comparison::Below => self.within_ends(from, from_on(reached)),
                Comparison::AtMost => self.within_ends(from, from_on(over)),
                _ => None,
            };
        }
        let from = self.column(from);
        let end = Amount::column(self.cells(Op::After(from, period))?, 1, (0, 4_000_000));
        match operator {
            Comparison::AtLeast => self.numbers(end, Comparison::AtMost, to),
            Comparison::Over => self.numbers(end, Comparison::Below, to),
            Comparison::Below => self.numbers(end, Comparison::Over, to),
            Comparison::AtMost => self.numbers(end, Comparison::AtLeast, to),
            Comparison::Equal => self.numbers(end, Comparison::Equal, to),
            _ => None,
        }
    }

    pub(super) fn in_bound(&mut self, subject: &Value, bound: &RowBound) -> Option<Judged> {
        match (subject, bound) {
            (Value::Fraction(fraction), RowBound::Numbers(range)) => self.fraction_within(*fraction, range),
            (Value::Interval(from, to), RowBound::Periods(low, high)) if to.cells.is_some() => {
                let low = low.map(|(period, included)| {
                    let operator = if included { Comparison::AtLeast } else { Comparison::Over };
                    self.interval(*from, *to, operator, period)
                });
                let high = high.map(|(period, included)| {
                    let operator = if included { Comparison::AtMost } else { Comparison::Below };
                    self.interval(*from, *to, operator, period)
                });
                let parts: Option<Vec<Judged>> = low.into_iter().chain(high).collect();
                self.all_of(&parts?)
            }
            _ => {
                let (amount, ends) = bound_ends(subject, bound)?;
                self.within_ends(amount, ends)
            }
        }
    }

    fn member(&mut self, subject: &Value, membership: Membership, options: &[usize]) -> Option<Judged> {
        let set = options.iter().fold(0_i64, |set, option| set | bit(*option));
        match subject {
            Value::Choice(choice) => {
                let all = (0..=choice.high).fold(0_i64, |all, at| all | usize::try_from(at).map_or(0, bit));
                let wanted = match membership {
                    Membership::OneOf => set,
                    Membership::NotOneOf => all & !set,
                    Membership::HasAny | Membership::HasNone | Membership::HasAll | Membership::Only => return None,
                };
                match choice.cells {
                    Some(cells) => self.truths(Op::InSet(cells, wanted.cast_unsigned())).map(Judged::Of),
                    None => Some(Judged::Known(wanted & usize::try_from(choice.low).map_or(0, bit) != 0)),
                }
            }
            Value::Choices(cells) => self.truths(Op::SetTest(*cells, membership, set.cast_unsigned())).map(Judged::Of),
            _ => None,
        }
    }

    fn in_window(&mut self, subject: &'p Formula, bound: WindowBound) -> Option<Judged> {
        let as_of = self.as_of.number();
        match (self.value(subject)?, bound) {
            (Value::Day(day), WindowBound::Past(period)) => {
                let from = latest_start(period, self.as_of).map_or(i64::MIN, |last| last.saturating_add(1));
                self.within_ends(day, Some((from, as_of)))
            }
            (Value::Day(day), WindowBound::Future(period)) => {
                self.within_ends(day, Some((as_of, self.as_of.after(period).number())))
            }
            (Value::Year(year), WindowBound::Years(count)) => {
                let newest = self.last_year();
                let oldest = newest.saturating_sub(i64::from(count)).saturating_add(1);
                self.within_ends(year, Some((oldest, newest)))
            }
            _ => None,
        }
    }

    fn state(&mut self, subject: &'p Formula, state: FactState) -> Option<Judged> {
        let wanted = match state {
            FactState::Given => mark::set(&[mark::VALUE]),
            FactState::Empty => mark::set(&[mark::NONE, mark::NOT_APPLICABLE]),
            FactState::NoRecord => mark::set(&[mark::NONE]),
            FactState::NotApplicable => mark::set(&[mark::NOT_APPLICABLE]),
        };
        if let Some(list) = self.list_of(subject) {
            let domain = self.records_of(list)?;
            let op = if state == FactState::NoRecord { Op::ListEmpty(domain) } else { Op::ListMarked(domain, wanted) };
            let parent = self.list(domain)?.parent;
            return Some(Judged::Of(self.judging(op, parent)));
        }
        match self.value(subject)? {
            Value::Number(amount) | Value::Day(amount) | Value::Year(amount) | Value::Choice(amount) => {
                self.marked(amount.cells?, wanted)
            }
            Value::Choices(cells) | Value::Text(cells) | Value::YesNo(cells) => self.marked(cells, wanted),
            _ => None,
        }
    }

    /// A fact or field as a list, where it is one.
    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn list_of(&self, subject: &Formula) -> Option<ListReference> {
        let list = |declaration: Option<&crate::plan::FactDeclaration>| {
            declaration.is_some_and(|declaration| matches!(declaration.kind, crate::plan::Kind::List(_)))
        };
        match &subject.kind {
            FormulaKind::Fact(index) => list(self.plan.facts.get(*index)).then_some(ListReference::Fact(*index)),
            FormulaKind::Field { depth, index, list: place } => {
                let fields = self.plan.extents().fields(*place);
                let reference = ListReference::Field { depth: *depth, index: *index, of: place.0 };
                list(fields.get(*index)).then_some(reference)
            }
            _ => None,
        }
    }
}

/// The cells that lie within a bound of a table, of a subject that is one column (or known).
pub(super) fn bound_ends(subject: &Value, bound: &RowBound) -> Option<(Amount, Option<Ends>)> {
    match (subject, bound) {
        (Value::Number(amount), RowBound::Numbers(range)) => Some((*amount, number_ends(amount.unit, range))),
        (Value::Interval(from, to), RowBound::Periods(low, high)) if to.cells.is_none() => {
            let end = crate::value::Date::numbered(to.low);
            let before = end.shifted(-1);
            // The longer the time, the earlier the day.
            let last = match low {
                None => Some(i64::MAX),
                Some((period, included)) => latest_start(*period, if *included { end } else { before }),
            };
            let first = match high {
                None => i64::MIN,
                Some((period, included)) => latest_start(*period, if *included { before } else { end })
                    .map_or(i64::MIN, |last| last.saturating_add(1)),
            };
            Some((*from, last.map(|last| (first, last))))
        }
        (Value::Day(day), RowBound::Dates(low, high)) => {
            let low = low.map_or(i64::MIN, |(day, included)| day.number().saturating_add(i64::from(!included)));
            let high = high.map_or(i64::MAX, |(day, included)| day.number().saturating_sub(i64::from(!included)));
            Some((*day, Some((low, high))))
        }
        (Value::Year(year), RowBound::Years(low, high)) => {
            Some((*year, Some((low.map_or(i64::MIN, i64::from), high.map_or(i64::MAX, i64::from)))))
        }
        _ => None,
    }
}

pub(super) fn fraction_bound(bound: &Bound) -> Option<FractionBound> {
    let (over, under) = bound.number.parts()?;
    Some((i64::try_from(over).ok()?, i64::try_from(under).ok()?, bound.included))
}

/// Whether the products with these bounds fit a cell.
fn are_small<'b>(over: Amount, under: Amount, bounds: impl Iterator<Item = &'b FractionBound>) -> bool {
    let widest = |amount: Amount| amount.low.saturating_abs().max(amount.high.saturating_abs());
    let mut bounds = bounds;
    bounds.all(|(bound, unit, _)| {
        widest(over).checked_mul(*unit).is_some() && widest(under).checked_mul(bound.saturating_abs()).is_some()
    })
}
