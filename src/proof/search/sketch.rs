//! A record on its way: facts are set, records of lists added, and taken back again.

use crate::eval::{At, Estimate, ListAt, Needs, Place, Probe};
use crate::facts::{AssessedScore, Entry, Facts, Layer, Provenance, Row, State, Value};
use crate::plan::{FactDeclaration, Formula, Kind, ListDeclaration, Plan};
use crate::value::{Date, Number, Truth};

/// The most records that are put into one list.
const MOST_RECORDS: usize = 40;

/// Something that was done, to be taken back.
#[derive(Clone, Copy, Debug)]
enum Change {
    Set(Place),
    Added(ListAt),
    Evidenced(At),
    Assessed,
}

/// A record on its way. What is not set yet is not submitted; a list holds what was added.
pub(super) struct Sketch<'p> {
    pub(super) plan: &'p Plan,
    pub(super) as_of: Date,
    pub(super) probe: Probe<'p>,
    entries: Vec<Entry>,
    assessments: Vec<AssessedScore>,
    trail: Vec<Change>,
    needs: Needs,
}

impl<'p> Sketch<'p> {
    pub(super) fn new(plan: &'p Plan, as_of: Date) -> Self {
        let entries = plan.facts.iter().map(unset).collect();
        let (assessments, trail) = (Vec::new(), Vec::new());
        Self { plan, as_of, probe: Probe::new(plan, as_of, None), entries, assessments, trail, needs: Needs::default() }
    }

    /// From here on these formulas are looked at.
    pub(super) fn look_at(&mut self, needs: Needs) {
        self.needs = needs;
        self.probe.forget();
    }

    /// From here on these formulas are looked at too.
    pub(super) fn look_at_more(&mut self, needs: &Needs) {
        self.needs.join(needs);
        self.probe.forget();
    }

    /// Where the trail stands.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Takes everything back that was done since.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark
            && let Some(change) = self.trail.pop()
        {
            match change {
                Change::Set(place) => self.unset(place),
                Change::Added(list) => {
                    self.probe.drop_row(list);
                    if let Some(rows) = self.rows_mut(list) {
                        rows.pop();
                    }
                }
                Change::Evidenced(at) => {
                    self.probe.put_evidence(at, false);
                    if let Some(row) = self.row_mut(at) {
                        row.provenance = None;
                    }
                }
                Change::Assessed => {
                    self.assessments.pop();
                    self.probe.drop_assessment();
                }
            }
        }
    }

    fn unset(&mut self, place: Place) {
        let Some(declaration) = self.declaration(place) else { return };
        if let Some(entry) = self.entry_mut(place) {
            entry.state = State::NotSubmitted;
        }
        self.probe.put(place, declaration, &State::NotSubmitted);
    }

    /// Sets a fact or field that is not set yet; says whether that can be.
    pub(super) fn set(&mut self, place: Place, state: State) -> bool {
        let Some(declaration) = self.declaration(place) else { return false };
        match self.state(place) {
            Some(State::NotSubmitted) => {}
            Some(known) => return *known == state,
            None => return false,
        }
        self.probe.put(place, declaration, &state);
        if let Some(entry) = self.entry_mut(place) {
            entry.state = state;
        }
        self.trail.push(Change::Set(place));
        self.is_unique(place)
    }

    /// Whether the record's key fields tell it apart from the others.
    fn is_unique(&self, place: Place) -> bool {
        let Place::Field(at, field) = place else { return true };
        let (list, number) = list_of(at);
        let Some(unique) = self.list(list).map(|list| &list.unique).filter(|unique| unique.contains(&field)) else {
            return true;
        };
        let Some(rows) = self.rows(list) else { return true };
        let key = |row: &Row| -> Option<Vec<State>> {
            let states = unique.iter().map(|field| row.fields.get(*field).map(|entry| entry.state.clone()));
            states.map(|state| state.filter(|state| *state != State::NotSubmitted)).collect()
        };
        let Some(own) = rows.get(number).and_then(key) else { return true };
        rows.iter().enumerate().all(|(other, row)| other == number || key(row).as_ref() != Some(&own))
    }

    /// Adds a record to a list, where it may hold one more.
    pub(super) fn add_row(&mut self, list: ListAt) -> Option<At> {
        let declaration = self.list(list)?;
        let number = self.rows(list)?.len();
        let at_most = declaration.at_most.and_then(|most| usize::try_from(most).ok()).unwrap_or(MOST_RECORDS);
        if number >= at_most.min(MOST_RECORDS) {
            return None;
        }
        let row = Row { fields: declaration.fields.iter().map(unset).collect(), provenance: None };
        self.probe.add_row(list, &declaration.fields, &row);
        self.rows_mut(list)?.push(row);
        self.trail.push(Change::Added(list));
        Some(list.row(number))
    }

    /// Lets a record carry evidence.
    pub(super) fn add_evidence(&mut self, at: At) -> bool {
        let Some(row) = self.row_mut(at) else { return false };
        row.provenance = Some(Provenance { evidence: vec!["示例材料".to_owned()], ..Provenance::default() });
        self.probe.put_evidence(at, true);
        self.trail.push(Change::Evidenced(at));
        true
    }

    /// Lets an assessor give a score.
    pub(super) fn assess(&mut self, code: &str, score: Number) -> bool {
        if self.assessments.iter().any(|known| known.indicator == code) {
            return false;
        }
        let (indicator, layer) = (code.to_owned(), Layer::Final);
        let given = AssessedScore { indicator, layer, score, by: None, at: None, reason: None };
        self.assessments.push(given.clone());
        self.probe.add_assessment(given);
        self.trail.push(Change::Assessed);
        true
    }

    /// What a formula comes to as far as it is known.
    pub(super) fn estimate(&mut self, formula: &Formula, rows: &[At]) -> Estimate {
        self.ready().estimate(formula, rows)
    }

    /// Whether a condition holds as far as is known.
    pub(super) fn truth(&mut self, formula: &Formula, rows: &[At]) -> Truth {
        self.ready().truth(formula, rows)
    }

    /// The world, with its definitions up to date.
    pub(super) fn ready(&mut self) -> &mut Probe<'p> {
        self.probe.prepare(&self.needs);
        &mut self.probe
    }

    /// The declaration of a fact or field.
    pub(super) fn declaration(&self, place: Place) -> Option<&'p FactDeclaration> {
        let plan = self.plan;
        match place {
            Place::Fact(fact) => plan.facts.get(fact),
            Place::Field(at, field) => {
                let list = match at {
                    At::Outer(fact, _) => (fact, None),
                    At::Inner(fact, _, field, _) => (fact, Some(field)),
                };
                fields(plan, list).get(field)
            }
        }
    }

    /// What a fact or field is set to.
    pub(super) fn state(&self, place: Place) -> Option<&State> {
        let entry = match place {
            Place::Fact(fact) => self.entries.get(fact),
            Place::Field(at, field) => {
                let (list, number) = list_of(at);
                self.rows(list)?.get(number)?.fields.get(field)
            }
        };
        entry.map(|entry| &entry.state)
    }

    /// The declaration of a list.
    pub(super) fn list(&self, list: ListAt) -> Option<&'p ListDeclaration> {
        let declaration = match list {
            ListAt::Fact(fact) => self.declaration(Place::Fact(fact)),
            ListAt::Field(fact, row, field) => self.declaration(Place::Field(At::Outer(fact, row), field)),
        };
        if let Kind::List(list) = &declaration?.kind { Some(list) } else { None }
    }

    /// How many records a list has.
    pub(super) fn length(&self, list: ListAt) -> usize {
        self.rows(list).map_or(0, <[Row]>::len)
    }

    /// The facts so far, in the order of their declarations.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The record so far; `track` is the key of its track.
    pub(super) fn facts(&self, track: Option<&str>) -> Facts {
        Facts {
            entries: self.entries.clone(),
            track: track.map(str::to_owned),
            assessments: self.assessments.clone(),
            notices: Vec::new(),
        }
    }

    pub(super) fn rows(&self, list: ListAt) -> Option<&[Row]> {
        let state = match list {
            ListAt::Fact(fact) => self.state(Place::Fact(fact)),
            ListAt::Field(fact, row, field) => self.state(Place::Field(At::Outer(fact, row), field)),
        };
        if let State::Given(Value::List(rows)) = state? { Some(rows) } else { None }
    }

    fn entry_mut(&mut self, place: Place) -> Option<&mut Entry> {
        match place {
            Place::Fact(fact) => self.entries.get_mut(fact),
            Place::Field(at, field) => self.row_mut(at)?.fields.get_mut(field),
        }
    }

    fn rows_mut(&mut self, list: ListAt) -> Option<&mut Vec<Row>> {
        let entry = match list {
            ListAt::Fact(fact) => self.entries.get_mut(fact),
            ListAt::Field(fact, row, field) => self.entry_mut(Place::Field(At::Outer(fact, row), field)),
        };
        if let State::Given(Value::List(rows)) = &mut entry?.state { Some(rows) } else { None }
    }

    fn row_mut(&mut self, at: At) -> Option<&mut Row> {
        let (list, number) = list_of(at);
        self.rows_mut(list)?.get_mut(number)
    }
}

/// The list of a record, and its number there.
pub(super) fn list_of(at: At) -> (ListAt, usize) {
    match at {
        At::Outer(fact, number) => (ListAt::Fact(fact), number),
        At::Inner(fact, row, field, number) => (ListAt::Field(fact, row, field), number),
    }
}

/// The declared fields of a list, or of a list in its records.
pub(super) fn fields(plan: &Plan, (fact, field): (usize, Option<usize>)) -> &[FactDeclaration] {
    let inside = |declaration: &'_ FactDeclaration| matches!(declaration.kind, Kind::List(_));
    let outer = plan.facts.get(fact).filter(|declaration| inside(declaration)).map_or(&[][..], fields_of);
    match field {
        None => outer,
        Some(field) => outer.get(field).map_or(&[][..], fields_of),
    }
}

fn fields_of(declaration: &FactDeclaration) -> &[FactDeclaration] {
    if let Kind::List(list) = &declaration.kind { &list.fields } else { &[] }
}

/// A fact of which nothing is said yet: a list without records, anything else not submitted.
fn unset(declaration: &FactDeclaration) -> Entry {
    let state = match &declaration.kind {
        Kind::List(_) => State::Given(Value::List(Vec::new())),
        Kind::Text
        | Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::Choice(_)
        | Kind::Choices(_) => State::NotSubmitted,
    };
    Entry { state, provenance: None }
}
