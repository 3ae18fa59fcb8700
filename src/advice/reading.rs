//! What formulas read, followed through definitions and scores, and the constants that they compare with.

use std::collections::BTreeSet;

use crate::plan::{
    Bands, Cell, Each, EachValue, Entry, Formula, FormulaKind, ListReference, Method, Node, Plan, RowBound, Score,
    ScoreKind, Steps, WindowBound,
};
use crate::value::{Date, Number, Period, Range};

/// The list that a field belongs to: a fact, or a field of its records.
pub(super) type List = (usize, Option<usize>);

/// What is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Facts by index, lists among them.
    pub(super) facts: BTreeSet<usize>,
    /// Fields of records.
    pub(super) fields: BTreeSet<(List, usize)>,
    /// Whether records are asked for their evidence.
    pub(super) evidence: bool,
    /// What is compared with.
    pub(super) constants: Constants,
}

/// What facts are compared with.
#[derive(Clone, Debug, Default)]
pub(super) struct Constants {
    pub(super) numbers: BTreeSet<Number>,
    pub(super) periods: Vec<Period>,
    pub(super) dates: BTreeSet<Date>,
    pub(super) years: BTreeSet<i32>,
    pub(super) texts: BTreeSet<String>,
}

/// A reading on its way.
struct Reader<'p> {
    plan: &'p Plan,
    reading: Reading,
    formulas: Vec<&'p Formula>,
    nodes: Vec<&'p Node>,
    definitions: BTreeSet<usize>,
    rows: BTreeSet<(List, usize)>,
    scores: BTreeSet<String>,
}

impl Reading {
    /// What an indicator and all below it read.
    pub(super) fn of_node(plan: &Plan, node: &Node) -> Self {
        Reader::new(plan).read(Vec::new(), vec![node])
    }

    /// What formulas read.
    pub(super) fn of<'p>(plan: &'p Plan, formulas: impl IntoIterator<Item = &'p Formula>) -> Self {
        Reader::new(plan).read(formulas.into_iter().collect(), Vec::new())
    }

    /// Adds what others read.
    pub(super) fn join(&mut self, other: &Self) {
        self.facts.extend(&other.facts);
        self.fields.extend(&other.fields);
        self.evidence |= other.evidence;
        let (own, more) = (&mut self.constants, &other.constants);
        own.numbers.extend(more.numbers.iter().cloned());
        own.dates.extend(&more.dates);
        own.years.extend(&more.years);
        own.texts.extend(more.texts.iter().cloned());
        for period in &more.periods {
            if !own.periods.contains(period) {
                own.periods.push(*period);
            }
        }
    }
}

impl<'p> Reader<'p> {
    fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            reading: Reading::default(),
            formulas: Vec::new(),
            nodes: Vec::new(),
            definitions: BTreeSet::new(),
            rows: BTreeSet::new(),
            scores: BTreeSet::new(),
        }
    }

    fn read(mut self, formulas: Vec<&'p Formula>, nodes: Vec<&'p Node>) -> Reading {
        self.formulas = formulas;
        self.nodes = nodes;
        loop {
            if let Some(formula) = self.formulas.pop() {
                self.formula(formula);
                self.formulas.extend(formula.parts());
            } else if let Some(node) = self.nodes.pop() {
                self.node(node);
            } else {
                return self.reading;
            }
        }
    }

    fn node(&mut self, node: &'p Node) {
        self.formulas.extend(node.formulas());
        let clauses = &node.clauses;
        clauses.no_value.iter().chain(&clauses.zero_division).for_each(|score| self.score(score));
        self.method(&node.method);
    }

    fn method(&mut self, method: &'p Method) {
        match method {
            Method::Children(children) => self.nodes.extend(children),
            Method::Score(score) | Method::Award(score, _) => self.score(score),
            Method::Accumulate { entries, .. } => entries.iter().for_each(|entry| self.entry(entry)),
            Method::Best { methods, .. } => methods.iter().for_each(|method| self.method(method)),
            Method::Broken => {}
        }
    }

    fn entry(&mut self, entry: &'p Entry) {
        match entry {
            Entry::Add(score, _) | Entry::Deduct(score, _) => self.score(score),
            Entry::Count(steps) => self.steps(steps),
            Entry::Each(each) => self.each(each),
            Entry::Start(_) | Entry::Checklist { .. } | Entry::Cap(_) => {}
        }
    }

    fn each(&mut self, each: &'p Each) {
        self.list(each.list);
        if let EachValue::Score(score) = &each.value {
            self.score(score);
        }
        each.factors.iter().for_each(|(factor, _)| self.score(factor));
        if let Some((_, period)) = &each.validity {
            self.score(period);
        }
        if let Some(repeat) = &each.repeat {
            self.period(repeat.within);
        }
    }

    fn score(&mut self, score: &'p Score) {
        let numbers = &mut self.reading.constants.numbers;
        match &score.kind {
            ScoreKind::Linear { low, high, .. } => numbers.extend([low.clone(), high.clone()]),
            ScoreKind::Ratio { from, to, .. } => numbers.extend([from.clone(), to.clone()]),
            ScoreKind::Steps(steps) => self.steps(steps),
            ScoreKind::Bands(bands) => self.bands(bands),
            // The period of validity of a record is an amount.
            ScoreKind::Amount(formula) => self.formulas.push(formula),
            ScoreKind::Assessed { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
        }
    }

    fn steps(&mut self, steps: &Steps) {
        self.reading.constants.numbers.extend([steps.base.clone(), steps.base.plus(&steps.step)]);
    }

    fn bands(&mut self, bands: &'p Bands) {
        for row in &bands.rows {
            for cell in &row.cells {
                match cell {
                    Cell::Bound(bound) => self.bound(bound),
                    Cell::Texts(texts) => self.reading.constants.texts.extend(texts.iter().cloned()),
                    Cell::Choices(_)
                    | Cell::YesNo(_)
                    | Cell::Condition(_)
                    | Cell::NoRecord
                    | Cell::NotApplicable
                    | Cell::Other => {}
                }
            }
            self.score(&row.score);
        }
    }

    fn bound(&mut self, bound: &RowBound) {
        match bound {
            RowBound::Numbers(range) => self.range(range),
            RowBound::Periods(low, high) => low.iter().chain(high).for_each(|(period, _)| self.period(*period)),
            RowBound::Dates(low, high) => {
                self.reading.constants.dates.extend(low.iter().chain(high).map(|(date, _)| *date));
            }
            RowBound::Years(low, high) => self.reading.constants.years.extend(low.iter().chain(high)),
        }
    }

    fn range(&mut self, range: &Range) {
        let bounds = range.low.iter().chain(&range.high);
        self.reading.constants.numbers.extend(bounds.map(|bound| bound.number.clone()));
    }

    fn period(&mut self, period: Period) {
        let periods = &mut self.reading.constants.periods;
        if !periods.contains(&period) {
            periods.push(period);
        }
    }

    fn list(&mut self, list: ListReference) {
        match list {
            ListReference::Fact(fact) => {
                self.reading.facts.insert(fact);
            }
            ListReference::Field { index, of, .. } => {
                self.reading.fields.insert(((of, None), index));
            }
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for what is read, and for constants")]
    fn formula(&mut self, formula: &'p Formula) {
        let plan = self.plan;
        if let Some(list) = formula.list() {
            self.list(list);
        }
        match &formula.kind {
            FormulaKind::Fact(fact) => {
                self.reading.facts.insert(*fact);
            }
            FormulaKind::Field { index, list, .. } => self.field(*list, *index),
            FormulaKind::Definition(index) if self.definitions.insert(*index) => {
                self.formulas.extend(plan.definitions.get(*index).map(|definition| &definition.formula));
            }
            FormulaKind::ScoreOf(code) if self.scores.insert(code.clone()) => {
                let named = plan.roots().into_iter().flat_map(|(root, _)| root.tree());
                self.nodes.extend(named.filter(|node| node.code == *code));
            }
            FormulaKind::Total if self.scores.insert(String::new()) => {
                self.nodes.extend(plan.roots().into_iter().map(|(root, _)| root));
            }
            FormulaKind::EvidenceAttached => self.reading.evidence = true,
            FormulaKind::Number(number) => {
                self.reading.constants.numbers.insert(number.clone());
            }
            FormulaKind::Date(date) => {
                self.reading.constants.dates.insert(*date);
            }
            FormulaKind::Year(year) => {
                self.reading.constants.years.insert(*year);
            }
            FormulaKind::Text(text) => {
                self.reading.constants.texts.insert(text.clone());
            }
            FormulaKind::TextIn(_, texts, _) => self.reading.constants.texts.extend(texts.iter().cloned()),
            FormulaKind::Period(period) | FormulaKind::Elapsed(_, period) => self.period(*period),
            FormulaKind::InRange(_, bound) => self.bound(bound),
            FormulaKind::Window(_, WindowBound::Past(period) | WindowBound::Future(period)) => self.period(*period),
            _ => {}
        }
    }

    fn field(&mut self, list: List, index: usize) {
        let declared = self.plan.extents().fields(list).len();
        match index.checked_sub(declared) {
            None => {
                self.reading.fields.insert((list, index));
            }
            Some(at) if self.rows.insert((list, at)) => {
                self.formulas.extend(self.plan.row_definitions(list.0, list.1).get(at).map(|(_, formula)| formula));
            }
            Some(_) => {}
        }
    }
}
