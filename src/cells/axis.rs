//! An axis of cells: one subject, and the spots on it that have to be told apart.

use std::collections::BTreeSet;

use crate::plan::Dimension;
use crate::source::Span;
use crate::value::{Bound, Number, Range};

/// The option of a state axis that is a value; the others are the ways to have none.
pub(super) const VALUE: usize = 0;
/// 无记录
pub(super) const NONE: usize = 1;
/// 不适用
pub(super) const NOT_APPLICABLE: usize = 2;
/// A division by zero.
pub(super) const ZERO_DIVISION: usize = 3;

/// What is read: a fact, or of a list's records the field (of a list in them, that list first).
pub(super) type Read = (usize, Option<(Option<usize>, usize)>);

/// One subject.
pub(super) struct Axis {
    /// What it speaks of.
    pub(super) about: About,
    /// Where the subject is written.
    pub(super) span: Span,
    /// The subject's signature: a state and a value of one subject are two axes.
    pub(super) subject: String,
    /// The facts it reads, and of a list's records the field; without a field the list as a whole.
    pub(super) reads: BTreeSet<Read>,
    /// What has to be told apart.
    pub(super) spots: Vec<Reach>,
}

/// What an axis speaks of.
pub(super) enum About {
    /// A number.
    Number { measure: Measure, domain: Range, lattice: Option<Number>, cuts: BTreeSet<Number> },
    /// One of these.
    Options(Vec<String>),
    /// One of these texts, or another.
    Texts(Vec<String>),
    /// Whether one option is among those given.
    Given(String),
    /// Whether a condition holds.
    Holds,
    /// Whether there is a value, or which kind of none; only these are possible.
    State(Vec<usize>),
}

/// What a number on an axis measures.
pub(super) enum Measure {
    Quantity(Dimension),
    /// Full months.
    Months,
    /// Days.
    Days,
    /// A calendar year.
    Year,
    /// Years after 上年度.
    AfterLastYear,
    /// Days since the first day of year 1.
    Day,
    /// How much more one thing is than another.
    MoreThan(Span),
}

/// A spot on an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reach {
    Number(Number),
    Option(usize),
}

impl Axis {
    /// Notes that rows differ at the bounds of a range.
    pub(super) fn cut(&mut self, range: &Range) {
        if let About::Number { cuts, .. } = &mut self.about {
            cuts.extend(range.low.iter().chain(&range.high).map(|bound| bound.number.clone()));
        }
    }

    /// Marks a spot at each cut, and one between each two.
    pub(super) fn spread(&mut self) {
        self.spots = match &self.about {
            About::Number { domain, lattice, cuts, .. } => {
                spread(domain, lattice.as_ref(), cuts).into_iter().map(Reach::Number).collect()
            }
            About::Options(options) => (0..options.len()).map(Reach::Option).collect(),
            About::Texts(texts) => (0..=texts.len()).map(Reach::Option).collect(),
            About::Given(_) | About::Holds => vec![Reach::Option(1), Reach::Option(0)],
            About::State(states) => states.iter().copied().map(Reach::Option).collect(),
        };
    }
}

fn spread(domain: &Range, lattice: Option<&Number>, cuts: &BTreeSet<Number>) -> Vec<Number> {
    let open = |number: &Number| Some(Bound { number: number.clone(), included: false });
    let mut ranges = Vec::new();
    let mut low: Option<Bound> = None;
    for cut in cuts {
        ranges.push(Range { low: low.take(), high: open(cut) });
        ranges.push(Range::exactly(cut.clone()));
        low = open(cut);
    }
    ranges.push(Range { low, high: None });
    ranges.iter().filter_map(|range| range.intersect(domain).sample(lattice)).collect()
}
