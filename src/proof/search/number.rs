//! Ways that bring a computed number into a range: arithmetic is turned round where one side is known.

use super::Search;
use super::task::{Task, Want, Way, What};
use crate::document::{ArithmeticOperator, Function};
use crate::eval::At;
use crate::plan::{AggregateKind, Dimension, Formula, FormulaKind, Method, Node, Type};
use crate::value::{Bound, Number, Range};

/// How many values of one side are tried where neither is known.
const MOST_SAMPLES: usize = 7;

impl<'p> Search<'p> {
    pub(super) fn arithmetic(
        &mut self,
        left: &'p Formula,
        operator: ArithmeticOperator,
        right: &'p Formula,
        want: &Want,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let range = match want {
            Want::Numbers(range) => range.clone(),
            Want::Any => Range::all(),
            Want::Known => {
                return vec![Way::of([left, right].map(|part| task.also(What::Is(part, Want::Known))).to_vec())];
            }
            Want::Lacking | Want::Divided => return Self::without(left, operator, right, want, task),
            Want::Days(..)
            | Want::Years(..)
            | Want::Choice(_)
            | Want::Choices { .. }
            | Want::Text { .. }
            | Want::Truth(_) => return Vec::new(),
        };
        // What is known of a list changes with every record that is added, so it does not rule the other ways out.
        let mut ways = Vec::new();
        let mut settled = false;
        if let Some(known) = self.exactly(right, &task.rows) {
            let wanted = of_left(operator, &range, &known);
            ways.extend(wanted.map(|range| Way::of(vec![task.also(What::Is(left, Want::Numbers(range)))])));
            settled |= !self.is_listed(right, &task.rows);
        }
        if let Some(known) = self.exactly(left, &task.rows).filter(|_| !settled) {
            let wanted = of_right(operator, &range, &known);
            ways.extend(wanted.map(|range| Way::of(vec![task.also(What::Is(right, Want::Numbers(range)))])));
            settled |= !self.is_listed(left, &task.rows);
        }
        if !settled {
            ways.extend(self.by_sample(left, operator, right, &range, task));
        }
        ways
    }

    /// Whether a formula looks at lists, through definitions too.
    pub(super) fn is_listed(&self, formula: &'p Formula, rows: &[At]) -> bool {
        let (formula, rows) = self.meaning(formula, rows);
        let looks = matches!(
            formula.kind,
            FormulaKind::Aggregate(_) | FormulaKind::Exists(..) | FormulaKind::Every(..) | FormulaKind::ScoreOf(_)
        );
        looks || formula.parts().into_iter().any(|part| self.is_listed(part, &rows))
    }

    /// One side is given a value, and the other follows from it.
    fn by_sample(
        &mut self,
        left: &'p Formula,
        operator: ArithmeticOperator,
        right: &'p Formula,
        range: &Range,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let mut ways = Vec::new();
        let mut try_each = |samples: Vec<Number>, fixed: &'p Formula, other: &'p Formula, first: bool| {
            for sample in samples {
                let wanted = if first { of_left(operator, range, &sample) } else { of_right(operator, range, &sample) };
                let Some(wanted) = wanted else { continue };
                let fixed = task.also(What::Is(fixed, Want::Numbers(Range::exactly(sample))));
                ways.push(Way::of(vec![fixed, task.also(What::Is(other, Want::Numbers(wanted)))]));
            }
        };
        let sums = matches!(operator, ArithmeticOperator::Add | ArithmeticOperator::Subtract);
        let mut of_right = self.samples(right, &task.rows);
        if sums {
            of_right.sort_by_key(|sample| !sample.is_zero());
        }
        try_each(of_right, right, left, true);
        if operator == ArithmeticOperator::Multiply || sums {
            try_each(self.samples(left, &task.rows), left, right, false);
        }
        ways
    }

    /// Ways that leave arithmetic without a value, or divide by zero.
    fn without(
        left: &'p Formula,
        operator: ArithmeticOperator,
        right: &'p Formula,
        want: &Want,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let parts = [left, right].map(|part| Way::of(vec![task.also(What::Is(part, want.clone()))]));
        let mut ways = parts.to_vec();
        if let (Want::Divided, ArithmeticOperator::Divide) = (want, operator) {
            let nought = Want::Numbers(Range::exactly(Number::zero()));
            let valued = task.also(What::Is(left, Want::Any));
            ways.insert(0, Way::of(vec![task.also(What::Is(right, nought)), valued]));
        }
        ways
    }

    /// Plain values of a quantity that are likely to leave room for the other side.
    pub(super) fn samples(&self, formula: &'p Formula, rows: &[At]) -> Vec<Number> {
        let (formula, _) = self.meaning(formula, rows);
        let extents = self.sketch.plan.extents();
        let (bounds, lattice) = extents.domain(formula);
        let counted = matches!(&formula.kind, FormulaKind::Aggregate(aggregate)
            if matches!(aggregate.kind, AggregateKind::Count | AggregateKind::Distinct(_)));
        let tried: &[i64] = match &formula.of {
            _ if counted => &[1, 2, 3, 4, 5, 10, 20, 0],
            Type::Quantity(Dimension::Money) => &[1_000_000, 0, 100_000_000, 1],
            Type::Quantity(Dimension::Ratio) => &[1, 0],
            Type::Quantity(_)
            | Type::Truth
            | Type::Date
            | Type::Year
            | Type::Month
            | Type::Interval
            | Type::Period
            | Type::Text
            | Type::Choice(_)
            | Type::Choices(_)
            | Type::List
            | Type::Broken => &[100, 10, 1, 1000, 0],
        };
        let ends = [&bounds.low, &bounds.high].into_iter().flatten().map(|bound| bound.number.clone());
        let half = Number::one().over(&Number::from(2)).filter(|_| formula.of == Type::Quantity(Dimension::Ratio));
        let mut found: Vec<Number> = Vec::new();
        for number in tried.iter().map(|number| Number::from(*number)).chain(half).chain(ends) {
            let fits =
                lattice.as_ref().is_none_or(|lattice| number.over(lattice).is_some_and(|steps| steps.is_whole()));
            if fits && bounds.contains(&number) && !found.contains(&number) {
                found.push(number);
            }
        }
        found.truncate(MOST_SAMPLES);
        found
    }

    /// Functions of numbers, turned round.
    pub(super) fn call_of_numbers(
        &mut self,
        function: Function,
        arguments: &'p [Formula],
        range: &Range,
        task: &Task<'p>,
    ) -> Vec<Way<'p>> {
        let [first, rest @ ..] = arguments else { return Vec::new() };
        let is = |range: Range| Way::of(vec![task.also(What::Is(first, Want::Numbers(range)))]);
        match (function, rest) {
            (Function::Larger | Function::Smaller, [second]) => larger(function, [first, second], range, task),
            (Function::Absolute, _) => vec![is(range.clone()), is(range.negated())],
            (Function::Floor, _) => {
                let one = Number::one();
                let low = range.low.as_ref().map(|low| Bound::closed(least_whole(low)));
                let high =
                    range.high.as_ref().map(|high| Bound { number: greatest_whole(high).plus(&one), included: false });
                vec![is(Range { low, high })]
            }
            (Function::Ceiling, _) => {
                let one = Number::one();
                let low = range.low.as_ref().map(|low| Bound { number: least_whole(low).minus(&one), included: false });
                let high = range.high.as_ref().map(|high| Bound::closed(greatest_whole(high)));
                vec![is(Range { low, high })]
            }
            (Function::Round, _) => vec![is(range.clone())],
            (
                Function::Larger
                | Function::Smaller
                | Function::Indicator
                | Function::YearOf
                | Function::MonthOf
                | Function::DaysOf
                | Function::FullMonths
                | Function::FullYears,
                _,
            ) => Vec::new(),
        }
    }

    /// The score of another indicator: as high as is asked for, or as low.
    pub(super) fn score_of(&mut self, code: &str, want: &Want, task: &Task<'p>) -> Vec<Way<'p>> {
        let Want::Numbers(range) = want else { return Vec::new() };
        let plan = self.sketch.plan;
        let roots = plan.sheets.iter().chain(plan.tracks.iter().map(|track| &track.sheet)).map(|sheet| &sheet.root);
        let Some(node) = roots.filter_map(|root| find(root, code)).next() else { return Vec::new() };
        let mut leaves = Vec::new();
        leaves_of(node, &mut leaves);
        if let [leaf] = leaves.as_slice()
            && std::ptr::eq(*leaf, node)
        {
            return vec![Way::of(vec![Task::new(What::Leaf(node, range.clone()), &[], &node.code)])];
        }
        let each = |highest: bool| {
            let tasks = leaves.iter().map(|leaf| {
                let wanted = if highest {
                    Range::at_least(leaf.points.clone())
                } else {
                    Range { low: None, high: Some(Bound::closed(Number::zero())) }
                };
                Task::new(What::Leaf(leaf, wanted), &[], &leaf.code)
            });
            Way::of(tasks.collect())
        };
        let full = range.contains(&node.points);
        let nothing = range.contains(&Number::zero());
        let _ = task;
        full.then(|| each(true)).into_iter().chain(nothing.then(|| each(false))).collect()
    }
}

/// The indicator with a code in a tree.
pub(super) fn find<'p>(node: &'p Node, code: &str) -> Option<&'p Node> {
    if node.code == code {
        return Some(node);
    }
    let Method::Children(children) = &node.method else { return None };
    children.iter().find_map(|child| find(child, code))
}

/// The leaves of a tree, in order.
pub(crate) fn leaves_of<'p>(node: &'p Node, found: &mut Vec<&'p Node>) {
    match &node.method {
        Method::Children(children) => children.iter().for_each(|child| leaves_of(child, found)),
        Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
            found.push(node);
        }
    }
}

/// What the left side must be, where the right side is known.
fn of_left(operator: ArithmeticOperator, range: &Range, right: &Number) -> Option<Range> {
    let known = Range::exactly(right.clone());
    match operator {
        ArithmeticOperator::Add => Some(range.minus(&known)),
        ArithmeticOperator::Subtract => Some(range.plus(&known)),
        ArithmeticOperator::Multiply => match Number::one().over(right) {
            Some(one) => Some(range.times(&Range::exactly(one))),
            None => range.contains(&Number::zero()).then(Range::all),
        },
        ArithmeticOperator::Divide => (!right.is_zero()).then(|| range.times(&known)),
    }
}

/// What the right side must be, where the left side is known.
fn of_right(operator: ArithmeticOperator, range: &Range, left: &Number) -> Option<Range> {
    let known = Range::exactly(left.clone());
    match operator {
        ArithmeticOperator::Add | ArithmeticOperator::Multiply => of_left(operator, range, left),
        ArithmeticOperator::Subtract => Some(known.minus(range)),
        ArithmeticOperator::Divide if left.is_zero() => range
            .contains(left)
            .then(|| Range { low: Some(Bound { number: left.clone(), included: false }), high: None }),
        ArithmeticOperator::Divide => {
            // Divisors are looked for on the side of the dividend's sign only.
            let nought = Some(Bound { number: Number::zero(), included: false });
            let positive = range.intersect(&Range { low: nought, high: None });
            if positive.is_empty() || left.is_negative() { None } else { Some(positive.reciprocal()?.times(&known)) }
        }
    }
}

/// The larger, or smaller, of two lies in a range: one does, and the other does not go beyond.
fn larger<'p>(function: Function, sides: [&'p Formula; 2], range: &Range, task: &Task<'p>) -> Vec<Way<'p>> {
    let [first, second] = sides;
    let beyond = if function == Function::Larger {
        Range { low: None, high: range.high.clone() }
    } else {
        Range { low: range.low.clone(), high: None }
    };
    let is = |formula: &'p Formula, range: &Range| task.also(What::Is(formula, Want::Numbers(range.clone())));
    vec![Way::of(vec![is(first, range), is(second, &beyond)]), Way::of(vec![is(second, range), is(first, &beyond)])]
}

/// The least whole number within a low bound.
pub(super) fn least_whole(bound: &Bound) -> Number {
    let number = bound.number.ceiling();
    if number == bound.number && !bound.included { number.plus(&Number::one()) } else { number }
}

/// The greatest whole number within a high bound.
pub(super) fn greatest_whole(bound: &Bound) -> Number {
    let number = bound.number.floor();
    if number == bound.number && !bound.included { number.minus(&Number::one()) } else { number }
}
