//! What functions can come to.

use super::{Extent, Extents, Known};
use crate::document::Function;
use crate::plan::{Formula, FormulaKind};
use crate::value::{Number, Range};

impl Extents<'_> {
    pub(super) fn call(&self, function: Function, arguments: &[Formula], known: &Known) -> Extent {
        let of = |at: usize| arguments.get(at).map_or_else(Extent::unknown, |formula| self.extent(formula, known));
        match function {
            Function::Floor => of(0).map(Range::floored),
            Function::Ceiling => of(0).map(Range::raised),
            Function::Round => {
                let places = of(1).range.exact().and_then(|places| places.to_string().parse().ok()).unwrap_or(0);
                of(0).map(|range| range.rounded(places))
            }
            Function::Absolute => of(0).map(absolute),
            Function::Larger => {
                let (left, right) = (of(0), of(1));
                left.with(&right, larger(&left.range, &right.range))
            }
            Function::Smaller => {
                let (left, right) = (of(0), of(1));
                left.with(&right, larger(&left.range.negated(), &right.range.negated()).negated())
            }
            Function::Indicator => {
                let atoms = arguments.first().and_then(Formula::subjects);
                Extent { atoms, ..Extent::of(Range::closed(Number::zero(), Number::one())) }
            }
            Function::FullMonths | Function::FullYears => of(0).map(|_| Range::at_least(Number::zero())),
            Function::DaysOf => {
                let since = arguments.first().is_some_and(|interval| self.never_negative(interval));
                of(0).map(|_| if since { Range::at_least(Number::zero()) } else { Range::all() })
            }
            Function::YearOf | Function::MonthOf => Extent { exact: false, ..of(0).map(|_| Range::all()) },
        }
    }

    /// Whether a time runs from a day that cannot lie after the as-of date, up to that date.
    fn never_negative(&self, interval: &Formula) -> bool {
        let FormulaKind::Between(from, to) = &interval.kind else { return false };
        let past = self.fact_of(from).is_some_and(|fact| !fact.may_be_later);
        past && matches!(to.kind, FormulaKind::AsOf)
    }
}

impl Extent {
    fn map(self, function: impl FnOnce(&Range) -> Range) -> Self {
        let range = function(&self.range);
        self.mapped(range)
    }
}

fn larger(left: &Range, right: &Range) -> Range {
    let lows = left.low.iter().chain(right.low.iter());
    Range {
        low: lows.max_by(|a, b| a.number.cmp(&b.number).then(b.included.cmp(&a.included))).cloned(),
        ..left.join(right)
    }
}

fn absolute(range: &Range) -> Range {
    let zero = Number::zero();
    if range.low.as_ref().is_some_and(|low| low.number >= zero) {
        return range.clone();
    }
    if range.high.as_ref().is_some_and(|high| high.number <= zero) {
        return range.negated();
    }
    Range { high: range.join(&range.negated()).high, ..Range::at_least(zero) }
}
