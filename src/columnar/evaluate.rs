//! Scores the rows of a batch: by tracks, column by column, and line by line what columns leave open.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};

use super::bind::{Bound, bind};
use super::score::{Decimals, Exact, Leaf, Truths, VERDICTS, Words, goes_through, state, verdict};
use super::told::{self, Told};
use super::{Evaluator, Scores, decimal, fill, row};
use crate::batch::{Outcome, Scored, leaves};
use crate::breakdown::{Breakdown, Digests, NodeState, Standing, Verdict};
use crate::compiled::{ABSENT, LeafColumn, TrackProgram, UNSUBMITTED, VALUE};
use crate::eval::{self, Circumstances};
use crate::facts::Facts;
use crate::record::{Fault, RecordErrors};
use crate::source::Position;
use crate::value::{Number, Truth};

/// The columns of scores while they are filled.
struct Columns {
    tracks: Vec<Option<usize>>,
    verdicts: Words,
    total: [Decimals; 3],
    exact: Exact,
    conditions: Vec<Truths>,
    leaves: Vec<Leaf>,
    verdict: Vec<Option<Verdict>>,
    misfits: BTreeMap<usize, RecordErrors>,
    notices: BTreeMap<usize, Vec<Told>>,
    completed: usize,
}

/// The rows of one track.
struct Group<'g> {
    track: Option<usize>,
    rows: Vec<usize>,
    bound: &'g Bound<'g>,
}

impl Evaluator {
    /// Scores the rows of a batch. A row that does not fit the declared facts has no result: its columns are null but for
    /// `errors`, which names every misfit.
    ///
    /// # Errors
    /// Where a column names no fact, or cannot be read: every such column is named, and no row is scored.
    pub fn evaluate(&self, facts: &RecordBatch) -> Result<Scores, RecordErrors> {
        let schema = facts.schema();
        let names = schema.fields().iter().map(|field| field.name().clone());
        let columns: Vec<(String, ArrayRef)> = names.zip(facts.columns().iter().cloned()).collect();
        let bounds: Vec<Bound<'_>> =
            self.layout.tracks.iter().map(|track| bind(&columns, &self.rules.plan().facts, *track)).collect();
        let mut out = Columns::new(self, facts.num_rows());
        let groups = self.groups(&bounds, &mut out, facts.num_rows());
        refuse(&bounds, &groups)?;
        for group in groups.iter().filter(|group| !group.rows.is_empty()) {
            self.score(group, &mut out);
        }
        self.scores(facts, out)
    }

    /// The rows by their tracks, in the order of the tracks.
    fn groups<'b>(&self, bounds: &'b [Bound<'b>], out: &mut Columns, count: usize) -> Vec<Group<'b>> {
        let tracks = self.layout.tracks.iter().zip(bounds);
        let mut groups: Vec<Group<'b>> =
            tracks.map(|(track, bound)| Group { track: *track, rows: Vec::new(), bound }).collect();
        let Some(first) = bounds.first() else { return groups };
        for line in 0..count {
            let fixed = self.options.track.as_deref();
            let named = fixed.or_else(|| row::track(first, line));
            let place = self.rules.track(named).map(|track| groups.iter_mut().find(|group| group.track == track));
            match place {
                Ok(Some(group)) => group.rows.push(line),
                Ok(None) => {}
                Err(errors) => {
                    out.misfits.insert(line, errors);
                }
            }
        }
        groups
    }

    fn score(&self, group: &Group<'_>, out: &mut Columns) {
        let plan = self.rules.plan();
        let (track, rows) = (group.track, group.rows.as_slice());
        let program = self.compiled.program(plan, track);
        let mut columns = self.compiled.columns();
        let doubts = fill::fill(&mut columns, group.bound, rows, &plan.facts, (track, self.options.as_of));
        let mut scored = Scored { track, ..Scored::default() };
        program.run(&columns, &mut scored.filled);
        let open = program.open_lines(&scored.filled, rows.len());
        let mut refused = vec![false; rows.len()];
        for (line, row) in rows.iter().copied().enumerate() {
            let doubt = doubts.get(line).copied().unwrap_or(false);
            let complete = open.binary_search(&line).is_err();
            if complete && !doubt {
                continue;
            }
            match self.rules.facts(&row::record(group.bound, row), &self.options) {
                Ok((_, facts)) => {
                    out.notices(row, &facts);
                    if !complete {
                        scored.completed.insert(line, Box::new(self.complete(&program, &scored, line, (track, facts))));
                    }
                }
                Err(errors) => {
                    out.misfits.insert(row, errors);
                    if let Some(refused) = refused.get_mut(line) {
                        *refused = true;
                    }
                }
            }
        }
        scored.program = Some(program);
        out.completed = out.completed.saturating_add(scored.completed.len());
        out.lines(self, group, &scored, &refused);
        out.leaves(self, group, &scored, &refused);
    }

    fn complete(
        &self,
        program: &TrackProgram,
        scored: &Scored,
        line: usize,
        (track, facts): (Option<usize>, Facts),
    ) -> Breakdown {
        let known = program.known_leaves(&scored.filled, line);
        let digests = Digests { algorithm: String::new(), rules: Vec::new(), record: String::new() };
        let circumstances = Circumstances { as_of: self.options.as_of, mode: self.options.mode, track, digests };
        eval::completed(self.rules.plan(), &facts, &circumstances, &known)
    }

    fn scores(&self, facts: &RecordBatch, out: Columns) -> Result<Scores, RecordErrors> {
        let schema = self.score_schema(&facts.schema());
        let count = facts.num_rows();
        let given = facts.schema();
        let through = given.fields().iter().zip(facts.columns()).filter(|(field, _)| goes_through(field.name()));
        let mut columns: Vec<ArrayRef> = through.map(|(_, column)| Arc::clone(column)).collect();
        let tracks = &self.rules.plan().tracks;
        let key = |track: &Option<usize>| track.and_then(|track| tracks.get(track)).map(|track| track.key.as_str());
        columns.push(Arc::new(out.tracks.iter().map(key).collect::<StringArray>()));
        columns.push(out.verdicts.column(&VERDICTS));
        columns.extend(out.total.into_iter().map(|total| total.column(self.layout.places)));
        columns.extend(out.exact.columns());
        columns.extend(out.conditions.into_iter().map(Truths::column));
        let leaves = out.leaves.into_iter().zip(&self.layout.leaves);
        columns.extend(leaves.flat_map(|(leaf, (_, row))| leaf.columns(*row)));
        columns.push(told::column(count, &errors(&out.misfits)));
        columns.push(told::column(count, &out.notices));
        let batch = RecordBatch::try_new(schema, columns).map_err(|error| {
            // INVARIANT: the columns are those of the schema.
            let message = crate::diagnostic::say!("{error}", "{error}");
            RecordErrors::from(Fault::new("R0001", message).at(String::new(), BEGINNING))
        })?;
        Ok(Scores { batch, verdicts: out.verdict, misfits: out.misfits, completed: out.completed })
    }
}

/// The least number of too many digits for a score.
const LARGE: u64 = 10_u64.pow(18);

const BEGINNING: Position = Position { line: 1, column: 1 };

/// The columns that name nothing for any track, and those that cannot be read for a track that is there.
fn refuse(bounds: &[Bound<'_>], groups: &[Group<'_>]) -> Result<(), RecordErrors> {
    let mut errors = RecordErrors::default();
    let unknown = bounds.first().into_iter().flat_map(|first| &first.unknown);
    for (name, fault) in unknown.filter(|(name, _)| bounds.iter().all(|bound| bound.unknown.contains_key(*name))) {
        errors.push(|| fault.clone().at(name.clone(), BEGINNING));
    }
    // Where there are no rows, every track may come.
    let empty = groups.iter().all(|group| group.rows.is_empty());
    let concerned = groups.iter().filter(|group| empty || !group.rows.is_empty());
    let faults: BTreeMap<_, _> = concerned.flat_map(|group| &group.bound.faults).collect();
    for (name, fault) in faults {
        errors.push(|| fault.clone().at(name.clone(), BEGINNING));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn errors(misfits: &BTreeMap<usize, RecordErrors>) -> BTreeMap<usize, Vec<Told>> {
    let told = misfits.iter().map(|(row, errors)| {
        let each = errors.iter().map(|error| {
            let message = &error.message;
            [error.code.to_owned(), error.path.clone(), message.zh.clone(), message.en.clone()]
        });
        (*row, each.collect())
    });
    told.collect()
}

impl Columns {
    fn new(evaluator: &Evaluator, count: usize) -> Self {
        let layout = &evaluator.layout;
        Self {
            tracks: vec![None; count],
            verdicts: Words::new(count),
            total: [Decimals::new(count), Decimals::new(count), Decimals::new(count)],
            exact: Exact::new(count),
            conditions: layout.conditions.iter().map(|_| Truths::new(count)).collect(),
            leaves: layout.leaves.iter().map(|_| Leaf::new(count)).collect(),
            verdict: vec![None; count],
            misfits: BTreeMap::new(),
            notices: BTreeMap::new(),
            completed: 0,
        }
    }

    fn notices(&mut self, row: usize, facts: &Facts) {
        let told = facts.notices.iter().map(|one| [String::new(), one.path.clone(), one.zh.clone(), one.en.clone()]);
        let told: Vec<Told> = told.collect();
        if !told.is_empty() {
            self.notices.insert(row, told);
        }
    }

    /// Verdicts, totals and conditions of the rows of a track.
    fn lines(&mut self, evaluator: &Evaluator, group: &Group<'_>, scored: &Scored, refused: &[bool]) {
        let plan = evaluator.rules.plan();
        let concerned = plan.conditions.iter().filter(|one| one.track.is_none() || one.track == group.track);
        let codes = &evaluator.layout.conditions;
        let places: Vec<Option<usize>> =
            concerned.map(|condition| codes.iter().position(|code| *code == condition.code)).collect();
        let rows = group.rows.iter().copied().zip(refused).enumerate();
        for (line, (row, _)) in rows.filter(|(_, (_, refused))| !**refused) {
            let Some(outcome) = Outcome::of_line(plan, scored, line) else { continue };
            if let Some(track) = self.tracks.get_mut(row) {
                *track = group.track;
            }
            let reached = outcome.verdict();
            self.verdicts.put(row, verdict(reached));
            if let Some(place) = self.verdict.get_mut(row) {
                *place = Some(reached);
            }
            self.total(row, &outcome.total(), evaluator.layout.places);
            self.exact.put(row, &outcome.exact_total());
            for (met, place) in outcome.conditions().into_iter().zip(&places) {
                if let Some(column) = place.and_then(|place| self.conditions.get_mut(place)) {
                    let known = match met {
                        Truth::True => Some(true),
                        Truth::False => Some(false),
                        Truth::Unknown => None,
                    };
                    column.put(row, known);
                }
            }
        }
    }

    fn total(&mut self, row: usize, total: &Standing, places: i8) {
        let fixed = |number: &Number| decimal::of(number, places, decimal::DIGITS);
        let [known, low, high] = &mut self.total;
        known.put(row, total.exact().and_then(fixed));
        low.put(row, fixed(&total.low));
        high.put(row, fixed(&total.high));
    }

    /// The leaves of the rows of a track, one after the other.
    fn leaves(&mut self, evaluator: &Evaluator, group: &Group<'_>, scored: &Scored, refused: &[bool]) {
        let Some(program) = scored.program.as_deref() else { return };
        let walked: BTreeMap<usize, _> =
            scored.completed.iter().map(|(line, breakdown)| (*line, leaves(breakdown))).collect();
        for (at, code) in program.codes().enumerate() {
            let place = evaluator.layout.leaves.iter().position(|(known, _)| known == code);
            let Some(leaf) = place.and_then(|place| self.leaves.get_mut(place)) else { continue };
            if let Some(column) = program.leaf_column(&scored.filled, at) {
                leaf.fill(&column, &group.rows, refused);
            }
            for (line, nodes) in &walked {
                if let (Some(row), Some(node)) = (group.rows.get(*line), nodes.get(at)) {
                    leaf.score.put(*row, &node.score);
                    leaf.states.put(*row, state(node.state));
                }
            }
        }
    }
}

impl Leaf {
    /// What the program scored itself.
    fn fill(&mut self, column: &LeafColumn<'_>, rows: &[usize], refused: &[bool]) {
        // Cells of a unit that tens are made of are decimals at once.
        let power = 10_i64.pow(8);
        let factor = power.checked_div(column.unit).filter(|factor| factor.checked_mul(column.unit) == Some(power));
        for (line, (row, refused)) in rows.iter().copied().zip(refused).enumerate() {
            let known = match column.mark(line) {
                VALUE => NodeState::Scored,
                ABSENT => NodeState::NotApplicable,
                UNSUBMITTED => NodeState::Unsubmitted,
                _ => continue,
            };
            if *refused {
                continue;
            }
            let cell = if known == NodeState::NotApplicable { 0 } else { column.cell(line) };
            self.states.put(row, state(known));
            let decimal = factor.and_then(|factor| cell.checked_mul(factor)).filter(|_| column.under(line).is_none());
            match (decimal.filter(|decimal| decimal.unsigned_abs() < LARGE), column.under(line)) {
                (Some(decimal), _) => self.score.decimals.put(row, Some(i128::from(decimal))),
                (None, under) => {
                    let under = Number::from(under.unwrap_or(1)).times(&Number::from(column.unit));
                    let score = if cell == 0 { Some(Number::zero()) } else { Number::from(cell).over(&under) };
                    self.score.put(row, &Standing::exactly(score.unwrap_or_else(Number::zero)));
                }
            }
            if let Some(taken) = column.row(line) {
                self.row(row, taken);
            }
        }
    }
}
