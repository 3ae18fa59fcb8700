//! The facts of one record as estimates, with all definitions computed once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::estimate::{Domain, Estimate, Missing};
use super::formula::Environment;
use crate::breakdown::Standing;
use crate::facts::{AssessedScore, Entry, Facts, Provenance, Row, State, Value};
use crate::plan::{Definition, FactDeclaration, Formula, Kind, ListDeclaration, Plan, RowDefinitions};
use crate::value::{Date, Range, Truth};

/// What a formula may look at.
pub(super) struct World<'p> {
    pub(super) plan: &'p Plan,
    pub(super) as_of: Date,
    pub(super) track: Option<usize>,
    pub(super) slots: Vec<Slot>,
    pub(super) definitions: Vec<Estimate>,
    /// Scores of the indicators evaluated so far.
    pub(super) scores: BTreeMap<String, Estimate>,
    pub(super) total: Option<Standing>,
    pub(super) assessments: Cow<'p, [AssessedScore]>,
}

/// A fact: one value, or records.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    One(Estimate),
    List(Records),
}

/// The records of a list.
#[derive(Clone, Debug)]
pub(super) struct Records {
    pub(super) rows: Vec<RowValues>,
    /// Not submitted: there may be any records; each would be as this one.
    pub(super) open: Option<Box<RowValues>>,
    /// None on record, or not applicable: said, but not as a list.
    pub(super) none: bool,
    pub(super) not_applicable: bool,
    pub(super) missing: Missing,
}

/// One record.
#[derive(Clone, Debug)]
pub(super) struct RowValues {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Declared fields, then definitions.
    pub(super) slots: Vec<Slot>,
    /// Whether it carries evidence.
    pub(super) evidence: Estimate,
    /// Where it comes from, where the record says so.
    pub(super) provenance: Option<Arc<Provenance>>,
}

impl<'p> World<'p> {
    pub(super) fn new(plan: &'p Plan, facts: &'p Facts, track: Option<usize>, as_of: Date) -> Self {
        let slots = plan.facts.iter().enumerate().map(|(index, declaration)| {
            let entry = facts.entries.get(index);
            slot(declaration, entry, &declaration.name)
        });
        let mut world = Self {
            plan,
            as_of,
            track,
            slots: slots.collect(),
            definitions: Vec::new(),
            scores: BTreeMap::new(),
            total: None,
            assessments: Cow::Borrowed(&facts.assessments),
        };
        world.define();
        world
    }

    /// A world whose facts are still being made up: definitions are computed when they are asked for.
    pub(super) fn made_up(plan: &'p Plan, track: Option<usize>, as_of: Date, slots: Vec<Slot>) -> Self {
        let definitions = vec![Estimate::nothing(); plan.definitions.len()];
        let (scores, assessments) = (BTreeMap::new(), Cow::Borrowed(&[][..]));
        Self { plan, as_of, track, slots, definitions, scores, total: None, assessments }
    }

    /// Computes these definitions, and these groups of definitions over records, anew.
    pub(super) fn redefine(&mut self, wanted: &BTreeSet<usize>, groups: &BTreeSet<usize>) {
        let plan = self.plan;
        let mut groups: Vec<&RowDefinitions> =
            groups.iter().filter_map(|group| plan.row_definitions.get(*group)).collect();
        groups.sort_by_key(|group| group.after);
        let mut groups = groups.into_iter().peekable();
        for index in wanted {
            while let Some(group) = groups.next_if(|group| group.after <= *index) {
                self.redefine_rows(group);
            }
            let value = plan.definitions.get(*index).map(|definition| self.defined(definition));
            if let (Some(value), Some(place)) = (value, self.definitions.get_mut(*index)) {
                *place = value;
            }
        }
        groups.for_each(|group| self.redefine_rows(group));
    }

    fn defined(&self, definition: &Definition) -> Estimate {
        let visible = definition.track.is_none() || definition.track == self.track;
        if visible { Environment::new(self).estimate(&definition.formula) } else { Estimate::nothing() }
    }

    fn redefine_rows(&mut self, group: &RowDefinitions) {
        let declared = self.plan.extents().fields((group.fact, group.field)).len();
        if let Some(Slot::List(records)) = self.slots.get_mut(group.fact) {
            let all = records.rows.iter_mut().chain(records.open.as_deref_mut());
            match group.field {
                None => all.for_each(|row| row.slots.truncate(declared)),
                Some(field) => all.filter_map(|row| row.slots.get_mut(field)).for_each(|slot| {
                    let Slot::List(inner) = slot else { return };
                    let rows = inner.rows.iter_mut().chain(inner.open.as_deref_mut());
                    rows.for_each(|row| row.slots.truncate(declared));
                }),
            }
        }
        for (_, formula) in &group.definitions {
            self.define_rows(group.fact, group.field, formula);
        }
    }

    /// Computes definitions in the order in which they were written: those over records where their list stands.
    fn define(&mut self) {
        let plan = self.plan;
        for index in 0..=plan.definitions.len() {
            for group in plan.row_definitions.iter().filter(|group| group.after == index) {
                for (_, formula) in &group.definitions {
                    self.define_rows(group.fact, group.field, formula);
                }
            }
            if let Some(definition) = plan.definitions.get(index) {
                let value = self.defined(definition);
                self.definitions.push(value);
            }
        }
    }

    fn define_rows(&mut self, fact: usize, field: Option<usize>, formula: &Formula) {
        let Some(Slot::List(records)) = self.slots.get(fact) else { return };
        let all = records.rows.iter().chain(records.open.as_deref());
        let values: Vec<Vec<Estimate>> = match field {
            None => all.map(|row| vec![Environment::new(self).within(row).estimate(formula)]).collect(),
            Some(field) => all
                .map(|row| {
                    let Some(Slot::List(inner)) = row.slots.get(field) else { return Vec::new() };
                    let rows = inner.rows.iter().chain(inner.open.as_deref());
                    let environment = Environment::new(self).within(row);
                    rows.map(|inner| environment.within(inner).estimate(formula)).collect()
                })
                .collect(),
        };
        let Some(Slot::List(records)) = self.slots.get_mut(fact) else { return };
        let all = records.rows.iter_mut().chain(records.open.as_deref_mut());
        for (row, values) in all.zip(values) {
            match field {
                None => row.slots.extend(values.into_iter().map(Slot::One)),
                Some(field) => {
                    let Some(Slot::List(inner)) = row.slots.get_mut(field) else { continue };
                    let rows = inner.rows.iter_mut().chain(inner.open.as_deref_mut());
                    rows.zip(values).for_each(|(row, value)| row.slots.push(Slot::One(value)));
                }
            }
        }
    }
}

/// A fact as a slot; nothing said means not submitted.
pub(super) fn slot(declaration: &FactDeclaration, entry: Option<&Entry>, path: &str) -> Slot {
    let state = entry.map_or(&State::NotSubmitted, |entry| &entry.state);
    if let Kind::List(list) = &declaration.kind {
        return Slot::List(records(declaration, list, state, path));
    }
    Slot::One(match state {
        State::Given(value) | State::Defaulted(value) => Estimate::of(known(value)),
        State::NoRecord => Estimate::nothing(),
        State::NotApplicable => Estimate { not_applicable: true, ..Estimate::of(Domain::Nothing) },
        State::NotSubmitted | State::Disputed => unknown(declaration, path),
    })
}

fn known(value: &Value) -> Domain {
    match value {
        Value::Text(text) => Domain::Text(Some(Arc::from(text.as_str()))),
        Value::YesNo(truth) => Domain::Truth(Truth::from(*truth)),
        Value::Number(number) => Domain::Number(Range::exactly(number.clone())),
        Value::Date(date) => Domain::Date(Some(*date)),
        Value::Year(year) => Domain::Year(Some(*year)),
        Value::Choice(choice) => Domain::Choice([*choice].into()),
        Value::Choices(choices) => Domain::Choices(Some(choices.clone())),
        Value::List(_) => Domain::Nothing,
    }
}

/// Everything that the declaration allows.
fn unknown(declaration: &FactDeclaration, path: &str) -> Estimate {
    let domain = match &declaration.kind {
        Kind::Text | Kind::CreditCode => Domain::Text(None),
        Kind::YesNo => Domain::Truth(Truth::Unknown),
        Kind::Quantity { .. } => Domain::Number(declaration.range.clone()),
        Kind::Date => Domain::Date(None),
        Kind::Year => Domain::Year(None),
        Kind::Choice(choices) => Domain::Choice((0..choices.len()).collect()),
        Kind::Choices(_) => Domain::Choices(None),
        Kind::List(_) => Domain::Nothing,
    };
    Estimate {
        none: declaration.may_be_none,
        not_applicable: declaration.may_be_not_applicable,
        missing: named(path),
        ..Estimate::of(domain)
    }
}

/// What is missing, by its path; nothing in a world that is made up, where nobody asks for it.
fn named(path: &str) -> Missing {
    if path.is_empty() { Missing::new() } else { [Arc::from(path)].into() }
}

fn records(declaration: &FactDeclaration, list: &ListDeclaration, state: &State, path: &str) -> Records {
    let mut records =
        Records { rows: Vec::new(), open: None, none: false, not_applicable: false, missing: Missing::new() };
    match state {
        State::Given(Value::List(rows)) | State::Defaulted(Value::List(rows)) => {
            let numbered = rows.iter().zip(1_usize..);
            records.rows = numbered.map(|(row, number)| row_values(&list.fields, row, number, path)).collect();
        }
        State::NoRecord => records.none = true,
        State::NotApplicable => records.not_applicable = true,
        State::Given(_) | State::Defaulted(_) | State::NotSubmitted | State::Disputed => {
            records.none = declaration.may_be_none;
            records.not_applicable = declaration.may_be_not_applicable;
            records.missing = named(path);
            records.open = Some(Box::new(any_row(list, path)));
        }
    }
    records
}

pub(super) fn row_values(fields: &[FactDeclaration], row: &Row, number: usize, path: &str) -> RowValues {
    let slots = fields.iter().enumerate().map(|(index, field)| {
        let path = if path.is_empty() { String::new() } else { format!("{path}[{number}].{}", field.name) };
        slot(field, row.fields.get(index), &path)
    });
    let evidence = row.provenance.as_ref().is_some_and(|provenance| !provenance.evidence.is_empty());
    RowValues {
        number,
        slots: slots.collect(),
        evidence: Estimate::of(Domain::Truth(Truth::from(evidence))),
        provenance: row.provenance.clone().map(Arc::new),
    }
}

/// A record of which nothing is known but that the list may hold it.
fn any_row(list: &ListDeclaration, path: &str) -> RowValues {
    let slots = list.fields.iter().map(|field| slot(field, None, path));
    let evidence = Estimate { missing: named(path), ..Estimate::of(Domain::Truth(Truth::Unknown)) };
    RowValues { number: 0, slots: slots.collect(), evidence, provenance: None }
}
