//! A flat program over columns: each operation reads columns and fills one; nothing is looked up by name.

use crate::document::{Comparison, Membership};
use crate::value::{Date, Period, Rounding};

/// A column of whole numbers: quantities in some unit, days, years, choices, sets of choices, texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cells(pub(super) u32);

/// A column of truths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Truths(pub(super) u32);

/// A column of rows taken in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Rows(pub(super) u32);

/// What the lines of a column stand for: applicants, or the records of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Domain(pub(super) u32);

/// The applicants themselves.
pub(super) const APPLICANTS: Domain = Domain(0);

/// What a cell holds besides a number.
pub(super) mod mark {
    /// A value.
    pub(in crate::compiled) const VALUE: u8 = 0;
    /// None on record, or a number of no records.
    pub(in crate::compiled) const NONE: u8 = 1;
    /// Not applicable, of a fact.
    pub(in crate::compiled) const NOT_APPLICABLE: u8 = 2;
    /// A division by zero.
    pub(in crate::compiled) const ZERO_DIVISION: u8 = 3;
    /// Not known, or not held exactly: the tree walk decides.
    pub(in crate::compiled) const OPEN: u8 = 4;
    /// Of a score: 不适用.
    pub(in crate::compiled) const ABSENT: u8 = 5;
    /// Of a score: 视为未提交. The cell counts.
    pub(in crate::compiled) const UNSUBMITTED: u8 = 6;

    /// Several marks at once.
    pub(in crate::compiled) const fn set(marks: &[u8]) -> u8 {
        let mut set = 0;
        let mut rest = marks;
        while let [first, others @ ..] = rest {
            set |= 1 << *first;
            rest = others;
        }
        set
    }
}

/// What a truth is held as: the first bit where it may hold, the second where it may not.
pub(super) mod truth {
    /// It holds.
    pub(in crate::compiled) const HOLDS: u8 = 1;
    /// It does not.
    pub(in crate::compiled) const FAILS: u8 = 2;
    /// It is not known.
    pub(in crate::compiled) const UNKNOWN: u8 = 3;
}

/// What a table's row is held as, where it is none of its rows.
pub(super) mod row {
    /// As many rows as a table of a program has at most.
    pub(in crate::compiled) const MOST: usize = 250;
    /// No row fits.
    pub(in crate::compiled) const NONE: u8 = 253;
    /// Not known.
    pub(in crate::compiled) const OPEN: u8 = 254;
}

/// A bound of a fraction: `number / unit`, and whether it is included. Bounds are `small` where the products with them fit
/// a cell.
pub(super) type FractionBound = (i64, i64, bool);

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Op {
    /// The same in every line.
    Fill(i64, u8),
    /// What is none on record adds nothing.
    Sum(Cells, Cells),
    /// Both are needed.
    Difference(Cells, Cells),
    /// Both are needed.
    Product(Cells, Cells),
    /// `cell × times + plus`.
    Scaled(Cells, i64, i64),
    /// Brought to whole multiples of `divisor`, after `× times`.
    Rounded {
        of: Cells,
        times: i64,
        divisor: i64,
        rounding: Rounding,
    },
    /// `over × times ÷ under`, rounded; `under` is above nought.
    Quotient {
        over: Cells,
        under: Cells,
        times: i64,
        rounding: Rounding,
    },
    /// The marks of a division: those of `over`, then those of `under`, then nought in `under`.
    Dividend(Cells, Cells),
    /// The larger, the smaller: both are needed.
    Larger(Cells, Cells),
    Smaller(Cells, Cells),
    Absolute(Cells),
    /// Held within bounds.
    Held(Cells, i64, i64),
    /// A multiple (`× first.0 + first.1`), held within bounds, and a multiple of that.
    Bounded {
        of: Cells,
        first: (i64, i64),
        ends: (i64, i64),
        then: (i64, i64),
    },
    /// One of two.
    Chosen(Truths, Cells, Cells),
    /// How many hold.
    Tally(Vec<Truths>),
    /// 1 where it holds, else 0.
    Indicator(Truths),
    /// The year of a day; year × 12 + month.
    YearOf(Cells),
    MonthOf(Cells),
    /// Full months from one day to another.
    Months(Cells, Cells),
    /// The day a period later.
    After(Cells, Period),
    /// The same for every record of a list in this line.
    Spread(Domain, Cells),
    /// How many records meet a filter.
    Count(Domain, Option<Truths>),
    /// The sum over those that do.
    Total(Domain, Cells, Option<Truths>),
    /// The highest or lowest of them.
    Extreme {
        list: Domain,
        of: Cells,
        filter: Option<Truths>,
        highest: bool,
    },
    /// How many have a value.
    Valued(Domain, Cells, Option<Truths>),
    /// Σ value × weight, and Σ weight, of those with both.
    Weighed {
        list: Domain,
        of: Cells,
        weight: Cells,
        filter: Option<Truths>,
        weights: bool,
    },
    /// How many different values; texts are compared by their characters.
    Distinct {
        list: Domain,
        of: Cells,
        filter: Option<Truths>,
        texts: bool,
    },
    /// The value they all agree in.
    Common(Domain, Cells, Option<Truths>),
    /// Of the record with the greatest `by`.
    Newest {
        list: Domain,
        of: Cells,
        by: Cells,
        filter: Option<Truths>,
    },
    /// Σ weight × value, or Σ weight, over the years from the newest back.
    Yearly {
        list: Domain,
        of: Cells,
        by: Cells,
        filter: Option<Truths>,
        newest: i64,
        by_year: Vec<i64>,
        weights: bool,
    },
    /// The sum of the middle values, or how many they are.
    Middle {
        list: Domain,
        of: Cells,
        filter: Option<Truths>,
        at_least: usize,
        trim_from: Option<usize>,
        counts: bool,
    },
    /// The score of the row that was taken, where each is known beforehand: number and mark of each row.
    Looked(Rows, Vec<(i64, u8)>),
    /// The score of the row that was taken.
    Picked(Rows, Vec<Cells>),
    /// Σ cell × factor; what is absent adds nothing. Open where one of the others is absent.
    Summed {
        terms: Vec<(Cells, i64)>,
        whole: Vec<Cells>,
    },
    /// Parts of a sum: a score without a value leaves it without one; where the truth fails the part brings nothing.
    Gathered(Vec<(Cells, i64, Option<Truths>)>),
    /// The score where a condition does not hold, else so much; what is absent stays so.
    Replaced(Truths, Cells, i64),
    /// What the clauses of an indicator make of its score.
    Concluded {
        score: Cells,
        absent: Option<Truths>,
        exempt: Option<Truths>,
        unsubmitted: Option<Truths>,
        full: i64,
    },
    /// The better, or the worse, of two scores that apply.
    Best {
        left: Cells,
        right: Cells,
        lowest: bool,
    },
    /// A score as it counts: nothing where it is absent; open where it is without a value.
    Nulled(Cells),
    /// Nought where there is no value.
    OrNothing(Cells),
    /// The first record that counts brings one score, the others another.
    FirstAndRest {
        list: Domain,
        counted: Truths,
        first: i64,
        rest: i64,
    },
    /// The sum over what counts: within each group at most `cap`.
    Grouped {
        list: Domain,
        of: Cells,
        counted: Truths,
        by: Cells,
        texts: bool,
        cap: i64,
    },

    /// Whether a yes-or-no holds.
    Holds(Cells),
    /// Whether a value lies within, both ends included.
    Within(Cells, i64, i64),
    /// Whether there is a value that does not.
    Outside(Cells, i64, i64),
    /// Whether `over × unit ÷ under` lies within bounds.
    FractionWithin {
        over: Cells,
        under: Cells,
        small: bool,
        low: Option<FractionBound>,
        high: Option<FractionBound>,
    },
    /// Two cells of one unit compared.
    Compared(Cells, Comparison, Cells),
    /// One of these small numbers.
    InSet(Cells, u64),
    /// A set of choices tested.
    SetTest(Cells, Membership, u64),
    /// One of these texts.
    TextIs(Cells, Vec<String>),
    /// The same text as another.
    SameText(Cells, Cells),
    /// Whether this row was taken.
    Took(Rows, u8),
    /// Whether the mark is one of these.
    Marked(Cells, u8),
    /// All, one, none of them hold.
    All(Vec<Truths>),
    Any(Vec<Truths>),
    Not(Truths),
    SpreadTruth(Domain, Truths),
    /// Some record meets a filter; every one does.
    Exists(Domain, Option<Truths>),
    Every(Domain, Truths),
    /// Whether a list was given, is none on record, or not applicable.
    ListMarked(Domain, u8),
    /// Whether a list is said to be empty.
    ListEmpty(Domain),
    /// Of the records of one case only the gravest counts: by `base`, then `result`.
    Kept {
        list: Domain,
        counted: Truths,
        keys: Vec<(Cells, bool)>,
        base: Cells,
        result: Cells,
    },
    /// Whether an earlier record of the same kind makes a record a repeat.
    Repeats {
        list: Domain,
        existed: Truths,
        kind: (Cells, bool),
        date: Cells,
        case: Vec<(Cells, bool)>,
        within: Period,
    },

    /// The first row whose condition holds.
    Taken(Vec<Truths>),
    /// The row by where a cell stands among cuts.
    Sorted {
        of: Cells,
        cuts: Vec<i64>,
        rows: Vec<u8>,
        lacking: [u8; 3],
    },
    /// The row by where a fraction stands among cuts: `number / unit`, and whether the cut itself lies before it.
    SortedFraction {
        over: Cells,
        under: Cells,
        cuts: Vec<FractionBound>,
        rows: Vec<u8>,
        lacking: [u8; 3],
    },
    /// The row by where a share stands among cuts, whose products all fit a cell.
    SortedShare {
        share: Share,
        rows: Vec<u8>,
        lacking: [u8; 3],
    },
}

/// A share and its cuts: `part × times` passes a cut from `whole × cut + more` on, where `more` is 1 for a cut that itself
/// does not count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Share {
    pub(super) part: Cells,
    pub(super) whole: Cells,
    pub(super) times: i64,
    pub(super) cuts: Vec<(i64, i64)>,
    /// The marks are those of a division: also of `whole`, and where it is nought.
    pub(super) divides: bool,
}

/// Where an operation writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// A column of numbers.
    Cells(Cells),
    /// A column of truths.
    Truths(Truths),
    /// A column of rows.
    Rows(Rows),
}

/// An operation, where it writes, and over which lines.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) to: To,
    pub(super) domain: Domain,
}

/// Where a column of numbers comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// A fact or field as held: the domain, and its place there.
    Held(Domain, usize),
    /// An operation.
    Worked,
}

/// A list: whose records the lines are, and in which lines it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct List {
    pub(super) parent: Domain,
    /// Index of the fact, or of the field.
    pub(super) slot: usize,
}

/// How an indicator comes out.
#[derive(Clone, Debug)]
pub(super) struct LeafOutput {
    /// Index among the leaves of the applicant's indicators, in order.
    pub(super) code: String,
    /// The score, or its numerator; nothing where the tree walk has to score it.
    pub(super) score: Option<Scored>,
    /// The row that its table takes.
    pub(super) rows: Option<Rows>,
    /// Which records of its lists count.
    pub(super) counted: Vec<Truths>,
}

/// A score as held: `cell / (unit × under)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scored {
    pub(super) cells: Cells,
    pub(super) under: Option<Cells>,
    pub(super) unit: i64,
}

/// A whole program for the applicants of one track.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    /// The lists whose records have lines of their own, after the applicants: domain 1, 2, ….
    pub(super) lists: Vec<List>,
    /// Where each column of numbers comes from.
    pub(super) cells: Vec<(Domain, Source)>,
    /// The lines of each column of truths, and of rows.
    pub(super) truths: Vec<Domain>,
    pub(super) rows: Vec<Domain>,
    /// In order.
    pub(super) steps: Vec<Step>,
    /// Leaves in the order in which they are scored.
    pub(super) leaves: Vec<LeafOutput>,
    /// Conditions that concern the track, in order: whether each is met.
    pub(super) conditions: Vec<Option<Condition>>,
    /// The exact total, where whole numbers hold it.
    pub(super) total: Option<Scored>,
}

/// Whether a condition is met: known for everyone, or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Known(bool),
    Of(Truths),
}

/// Where a record of a list looks for its day in a calendar.
pub(super) fn latest_start(period: Period, end: Date) -> Option<i64> {
    // The day a period later never goes back as the day goes on.
    let (mut low, mut high) = (0_i64, Date::numbered(i64::MAX).number());
    if Date::numbered(low).after(period) > end {
        return None;
    }
    while low < high {
        let middle = low.saturating_add(high).saturating_add(1) / 2;
        if Date::numbered(middle).after(period) <= end { low = middle } else { high = middle.saturating_sub(1) }
    }
    Some(low)
}
